"""Ways to bring a term into a translation that lacks it, or to say once less what it doubles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from glossary.extract_words import TARGET_STOP_WORDS
from glossary.model import Match
from glossary.text import fold
from translate_cli.engine import Hint
from translate_cli.model import Hypothesis
from translate_cli.placement import OPENING, Place, Placer
from translate_cli.requirements import Requirement, surface_forms

FORMS: Final = 3
NEAR: Final = 0.6
"""Likeness (2 · common letters / all letters) from which words are a term that is misspelt."""
_FINAL: Final = frozenset(".!?;:…")
_CLOSING: Final = _FINAL | frozenset(',”»)]’"')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target prefix for the model to go on from, or a whole translation that was edited.

    `begin` is the first token that differs from the translation it was made of. `edited` has no
    score of its own yet, and is None where the model is to say the rest.
    """

    prefix: tuple[str, ...]
    begin: int
    hints: tuple[Hint, ...]
    edited: Hypothesis | None = None


def term_forms(requirement: Requirement, lang: str) -> list[str]:
    """Return the surface forms of the preferred terms, dictionary form first."""
    concept = requirement.concept
    return [
        form
        for term in concept.iter_terms(lang, "preferred")
        for form in surface_forms(term.text, lang, concept.pos)
    ]


class Writer:
    """Makes the candidates for one translation."""

    def __init__(
        self, placer: Placer, hypothesis: Hypothesis, *, initial: bool, hints: tuple[Hint, ...]
    ) -> None:
        """Take a translation, whose first word has a capital if `initial`, and its hints."""
        self.placer = placer
        self.hypothesis = hypothesis
        self.tokens = hypothesis.tokens
        self.words = placer.list_words(hypothesis)
        self.initial = initial
        self.hints = hints

    def force(self, place: Place, form: str) -> Candidate:
        """End the prefix in a term."""
        begin, term, _ = self._say(place, form)
        return Candidate((*self.tokens[:begin], *term), begin, self.hints)

    def force_before(self, place: Place, form: str) -> Candidate:
        """End the prefix in the word behind a term, so that the model cannot add a suffix to it."""
        begin, term, _ = self._say(place, form)
        behind = next((word for word in self.words if word.begin >= place.end), None)
        after = self.tokens[behind.begin : behind.end] if behind else ()
        return Candidate((*self.tokens[:begin], *term, *after), begin, self.hints)

    def mend(self, place: Place, forms: Sequence[str]) -> list[Candidate]:
        """Put the right form for words at a place that are nearly a form of the term."""
        inside = [n for n, word in enumerate(self.words) if place.begin <= word.begin < place.end]
        if not inside:
            return []
        first, last = inside[0], inside[-1]
        windows = [
            (low, high)
            for low in range(max(first - 1, 0), min(first + 2, len(self.words)))
            for high in range(max(last - 2, low), min(last + 2, len(self.words)))
        ]
        base = fold(forms[0], self.placer.lang)
        low, high = max(windows, key=lambda w: (self._liken(w[0], w[1], base), w))
        folded = {form: fold(form, self.placer.lang) for form in forms}
        form = max(forms, key=lambda each: self._liken(low, high, folded[each]))
        if self._liken(low, high, folded[form]) < NEAR:
            return []
        return self.put(Place(self.words[low].begin, self.words[high].end), form)

    def _liken(self, low: int, high: int, form: str) -> float:
        said = " ".join(word.text for word in self.words[low : high + 1] if word.text)
        return SequenceMatcher(None, said, form, autojunk=False).ratio()

    def put(self, place: Place, form: str) -> list[Candidate]:
        """Put a term for the words of a place, and keep the rest."""
        span = self._span(place)
        if span is None:
            return []
        begin, term, shown = self._say(place, form)
        signs = self._signs(place.end)
        text = self.hypothesis.text
        text = f"{text[: span[0]]}{shown}{''.join(signs)}{text[span[1] :]}"
        return [self._edit(place, begin, (*term, *signs), self.tokens[place.end :], text)]

    def insert(self, place: Place, form: str) -> list[Candidate]:
        """Put a term before the words of a place, and keep the rest."""
        span = self._span(place)
        if span is None:
            return []
        begin, term, shown = self._say(place, form)
        text = self.hypothesis.text
        text = f"{text[: span[0]]}{shown} {text[span[0] :]}"
        rest = self.tokens[place.begin :]
        if begin < place.begin and any(token.startswith("▁") for token in self.tokens):
            # What stood behind a quote without a space now has one.
            rest = (f"▁{rest[0].lstrip('▁')}", *rest[1:])
        return [self._edit(Place(place.begin, place.begin), begin, term, rest, text)]

    def drop(self, match: Match) -> list[Candidate]:
        """Leave out a rendering, with the function words that lead to it, and keep the rest."""
        place = self._lead_to(match)
        span = None if place is None else self._span(place)
        if place is None or span is None:
            return []
        begin, signs, rest = place.begin, self._signs(place.end), self.tokens[place.end :]
        head, tail = self.hypothesis.text[: span[0]].rstrip(), self.hypothesis.text[span[1] :]
        stops = _FINAL | {","}
        if signs and signs[0] in stops and head and head[-1] in stops:
            # Of two signs that come to stand together, the stronger one stays.
            if signs[0] == ",":
                signs = signs[1:]
            else:
                begin, head = begin - 1, head[:-1]
        text = f"{head}{''.join(signs)}{tail}".strip()
        if not head and self.initial:
            rest, text = _capitalise(rest), text[:1].upper() + text[1:]
        if not text:
            return []
        return [self._edit(place, begin, signs, rest, text)]

    def avoid(self, match: Match, others: tuple[Hint, ...]) -> list[Candidate]:
        """End the prefix before a rendering; the model goes on, told only `others`."""
        place = self._lead_to(match)
        if place is None or place.begin == 0:
            return []
        return [Candidate(tuple(self.tokens[: place.begin]), place.begin, others)]

    def _say(self, place: Place, form: str) -> tuple[int, tuple[str, ...], str]:
        """Return the token at which a term begins, its tokens, and how it is written."""
        # Behind an opening quote or bracket the term follows without a space.
        opened = self.tokens[place.begin - 1].lstrip("▁") if place.begin else ""
        begin = place.begin - 1 if opened in OPENING else place.begin
        lead = opened if begin < place.begin else ""
        shown = form[:1].upper() + form[1:] if self.initial and begin == 0 else form
        return begin, self.placer.engine.encode_target(lead + shown), shown

    def _span(self, place: Place) -> tuple[int, int] | None:
        """Return the code points of a place; None where its tokens do not tell them."""
        inside = [word for word in self.words if place.begin <= word.begin < place.end]
        if not inside or any(word.start == word.stop for word in inside):
            return None
        start, stop = inside[0].start, inside[-1].stop
        closed = self.hypothesis.text[stop - 1] in _CLOSING
        if closed and not _CLOSING.issuperset(self.tokens[inside[-1].end - 1]):
            return None  # A piece of a word and the sign behind it.
        return start, stop

    def _edit(
        self, place: Place, begin: int, said: tuple[str, ...], rest: tuple[str, ...], text: str
    ) -> Candidate:
        """Return the translation with `said` and `rest` for its tokens from `begin` on."""
        rows = self.hypothesis.attention
        if rows is not None:
            # New tokens attend to what the old ones did.
            old = rows[place.begin : max(place.end, place.begin + 1)]
            mean = tuple(sum(column) / len(old) for column in zip(*old, strict=True))
            rows = (*rows[:begin], *[mean] * len(said), *rows[place.end :])
        tokens = (*self.tokens[:begin], *said, *rest)
        made = Hypothesis(text, tokens, 0.0, rows, self.hypothesis.source_tokens)
        return Candidate(tokens, min(begin, len(tokens)), self.hints, made)

    def _lead_to(self, match: Match) -> Place | None:
        stop = TARGET_STOP_WORDS.get(self.placer.lang, frozenset())
        inside = [
            number
            for number, word in enumerate(self.words)
            if word.start < match.end and word.stop > match.start
        ]
        if not inside:
            return None
        first = inside[0]
        while first and self.words[first - 1].text in stop:
            first -= 1
        return Place(self.words[first].begin, self.words[inside[-1]].end)

    def _signs(self, end: int) -> tuple[str, ...]:
        """Return the marks that close the words before a token and have to stay: ”, ) , and such.

        A comma at the end of all goes.
        """
        begin = end
        while begin and self.tokens[begin - 1] and _CLOSING.issuperset(self.tokens[begin - 1]):
            begin -= 1
        signs = tuple(self.tokens[begin:end])
        return signs if signs[-1:] != (",",) or end < len(self.tokens) else signs[:-1]


def _capitalise(tokens: Sequence[str]) -> tuple[str, ...]:
    """Give the first token a capital; a mark of a word's beginning stays.

    >>> _capitalise(("▁qanun", "▁var"))
    ('▁Qanun', '▁var')
    """
    if not tokens:
        return ()
    bare = tokens[0].lstrip("▁")
    mark = tokens[0][: len(tokens[0]) - len(bare)]
    return (mark + bare[:1].upper() + bare[1:], *tokens[1:])
