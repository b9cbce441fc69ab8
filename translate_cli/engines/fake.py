"""An engine without a model, for tests: word for word from a dictionary, always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from translate_cli.engine import ForcedRequest, Hint
from translate_cli.model import Hypothesis

OWN_LOGPROB: Final = -0.1
"""A word that stands first in the dictionary, and the end of a translation."""
NEXT_LOGPROB: Final = -0.2
"""What each place further down the dictionary entry costs."""
ACCEPTED_LOGPROB: Final = -0.6
"""A forced token that fits the source word it stands for."""
UNKNOWN_LOGPROB: Final = -1.0
"""A word that is not in the dictionary and is copied."""
FORCED_LOGPROB: Final = -1.5
"""A forced token that fits nothing."""

_PIECE: Final = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to say a source token: its target tokens, and the cost of each."""

    tokens: tuple[str, ...]
    logprob: float


@dataclass(frozen=True, slots=True)
class _Step:
    """Target tokens that stand for one source token."""

    column: int
    choice: _Choice


class FakeEngine:
    """Translates token for token in the order of the source; fulfils translate_cli.engine.Engine.

    `words` gives for a source word, in lower case, its translation, or several, best first, for
    n-best lists. Other words and punctuation are copied. A translation may be several words, or
    empty. Attention is diagonal: all of it on the source token that a target token stands for.

    `accepted` gives in the same way what fits a word but is said only when forced.

    A forced translation begins with its prefix; the prefix is laid along the source, what the
    dictionary cannot explain counts for the source word it stands at, and the rest of the source
    is translated as usual.

    >>> engine = FakeEngine({"qanun": ("the law", "the act"), "qəbul": "was", "edildi": "adopted"})
    >>> engine.translate(["Qanun qəbul edildi."])[0][0].text
    'The law was adopted.'
    >>> forced = ForcedRequest("Qanun qəbul edildi.", engine.encode_target("Statute"))
    >>> engine.translate_forced([forced])[0].text
    'Statute was adopted.'
    """

    def __init__(
        self,
        words: Mapping[str, str | Sequence[str]],
        *,
        accepted: Mapping[str, str | Sequence[str]] | None = None,
        source_lang: str = "az",
        target_lang: str = "en",
        name: str = "fake",
        takes_hints: bool = False,
    ) -> None:
        self.name = name
        self.signature = name
        self.takes_hints = takes_hints
        self.source_lang = source_lang
        self.target_lang = target_lang
        self._words = _read(words)
        self._accepted = _read(accepted or {})

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        with_attention: bool = False,
        hints: Sequence[Sequence[Hint]] | None = None,
    ) -> list[list[Hypothesis]]:
        """Return for each text its hypotheses, best first.

        The first one says every word as the dictionary has it first; each further one says one
        word otherwise. There are as many as the dictionary allows, at least one. Where
        `takes_hints`, a hint is said for the first word of its span and the others are silent.
        """
        results = []
        for text, given in zip(texts, hints or [()] * len(texts), strict=True):
            source = self.encode_target(text)
            choices = self._choose(text, source, given if self.takes_hints else ())
            ways = [[way[0] for way in choices]]
            ways += [
                [*ways[0][:column], other, *ways[0][column + 1 :]]
                for column, way in enumerate(choices)
                for other in way[1:]
            ]
            made = [
                _make(source, [_Step(i, choice) for i, choice in enumerate(way)], with_attention)
                for way in ways
            ]
            # sorted() keeps equals in order, so the first one stays the first.
            made.sort(key=lambda hypothesis: -hypothesis.score_logprob)
            results.append(made[: max(num_hypotheses, 1)])
        return results

    def translate_forced(self, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
        """Return for each request the translation that begins with its prefix, with attention."""
        results = []
        for request in requests:
            source = self.encode_target(request.text)
            choices = self._choose(request.text, source, request.hints if self.takes_hints else ())
            steps = list(self._iter_steps(request))
            begun = steps[-1].column + 1 if steps else 0
            steps += [_Step(column, choices[column][0]) for column in range(begun, len(choices))]
            results.append(_make(source, steps, True))
        return results

    def score_forced(self, requests: Sequence[ForcedRequest]) -> list[tuple[float, ...]]:
        """Return for each request the log probability of every token of its prefix."""
        return [
            tuple(
                step.choice.logprob
                for step in self._iter_steps(request)
                for _ in step.choice.tokens
            )[: len(request.prefix)]
            for request in requests
        ]

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Return words and signs, with the mark ▁ before what follows a space.

        >>> FakeEngine({}).encode_target("an ninh mạng.")
        ('▁an', '▁ninh', '▁mạng', '.')
        """
        return tuple(
            f"▁{piece}" if number == 0 else piece
            for chunk in text.split()
            for number, piece in enumerate(_PIECE.findall(chunk))
        )

    def word_starts(self, tokens: Sequence[str]) -> list[int]:
        """Return the indices of the tokens that begin a word."""
        return [i for i, token in enumerate(tokens) if token.startswith("▁") or i == 0]

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        """Return for each source token its span in `text`."""
        spans = []
        cursor = 0
        for token in tokens:
            piece = token.removeprefix("▁")
            found = text.find(piece, cursor)
            start = found if found >= 0 else cursor
            cursor = start + len(piece) if found >= 0 else cursor
            spans.append((start, cursor))
        return spans

    def _choose(
        self, text: str, source: Sequence[str], hints: Sequence[Hint]
    ) -> list[list[_Choice]]:
        choices = [list(self._iter_choices(token)) for token in source]
        spans = self.locate(text, source)
        for hint in (hint for hint in hints if hint.text):
            columns = [i for i, (s, e) in enumerate(spans) if s < hint.end and e > hint.start]
            for number, column in enumerate(columns):
                said = "" if number else hint.text
                choices[column] = [_Choice(self._shape(said, source[column]), OWN_LOGPROB)]
        return choices

    def _iter_steps(self, request: ForcedRequest) -> Iterator[_Step]:
        source = self.encode_target(request.text)
        return _lay_along(
            request.prefix,
            [[*self._iter_choices(token), *self._iter_accepted(token)] for token in source],
        )

    def _iter_choices(self, token: str) -> Iterator[_Choice]:
        piece = token.removeprefix("▁")
        said = self._words.get(_lower(piece))
        if said is None:
            known = not any(char.isalpha() for char in piece)
            yield _Choice((token,), OWN_LOGPROB if known else UNKNOWN_LOGPROB)
            return
        for rank, text in enumerate(said):
            yield _Choice(self._shape(text, token), OWN_LOGPROB + rank * NEXT_LOGPROB)

    def _iter_accepted(self, token: str) -> Iterator[_Choice]:
        for text in self._accepted.get(_lower(token.removeprefix("▁")), ()):
            yield _Choice(self._shape(text, token), ACCEPTED_LOGPROB)

    def _shape(self, text: str, token: str) -> tuple[str, ...]:
        """Return the tokens of a translation, written as its source token: capital, no space."""
        piece = token.removeprefix("▁")
        shown = text[:1].upper() + text[1:] if piece[:1].isupper() else text
        tokens = self.encode_target(shown)
        if tokens and not token.startswith("▁"):
            return (tokens[0].removeprefix("▁"), *tokens[1:])
        return tokens


def _lay_along(prefix: Sequence[str], choices: Sequence[Sequence[_Choice]]) -> Iterator[_Step]:
    """Yield steps whose tokens are the prefix (and the rest of a word it breaks off in)."""
    at = 0
    column = 0
    while at < len(prefix):
        if column >= len(choices):
            # Longer than the source: the last source token answers for all of it.
            yield _Step(max(column - 1, 0), _Choice(tuple(prefix[at:]), FORCED_LOGPROB))
            return
        begun = _find_choice(prefix, at, choices[column])
        if not choices[column][0].tokens:
            yield _Step(column, choices[column][0])
        elif begun is not None:
            yield _Step(column, begun)
            at += len(begun.tokens)
        else:
            end = next(
                (
                    place
                    for place in range(at + 1, len(prefix))
                    for later in choices[column + 1 :]
                    if _find_choice(prefix, place, later)
                ),
                len(prefix),
            )
            yield _Step(column, _Choice(tuple(prefix[at:end]), FORCED_LOGPROB))
            at = end
            while column + 1 < len(choices) and at < len(prefix):
                if _find_choice(prefix, at, choices[column + 1]) is not None:
                    break
                column += 1
        column += 1


def _find_choice(prefix: Sequence[str], at: int, choices: Sequence[_Choice]) -> _Choice | None:
    """Return the choice that stands in the prefix at a place, or that the prefix breaks off in."""
    for choice in choices:
        part = tuple(prefix[at : at + len(choice.tokens)])
        if part and choice.tokens[: len(part)] == part:
            return choice
    return None


def _make(source: Sequence[str], steps: Sequence[_Step], with_attention: bool) -> Hypothesis:
    tokens = tuple(token for step in steps for token in step.choice.tokens)
    total = sum(step.choice.logprob * len(step.choice.tokens) for step in steps) + OWN_LOGPROB
    attention = None
    if with_attention:
        attention = tuple(
            tuple(float(column == step.column) for column in range(len(source)))
            for step in steps
            for _ in step.choice.tokens
        )
    text = " ".join("".join(tokens).replace("▁", " ").split())
    return Hypothesis(text, tokens, total / (len(tokens) + 1), attention, tuple(source))


def _lower(word: str) -> str:
    return word.replace("İ", "i").replace("I", "ı").lower()


def _read(words: Mapping[str, str | Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {
        _lower(word): (said,) if isinstance(said, str) else tuple(said)
        for word, said in words.items()
    }
