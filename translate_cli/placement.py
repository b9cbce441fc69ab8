"""Where in a translation a source term is rendered: by attention, by its own translation, by order.

The words that attend to the span of a term most, and their neighbours that do so nearly as much,
are its rendering; function words at its ends, which attend to what they belong to, are not.
Where there is no attention, the term is translated alone, and what comes out is looked for.
`benchmarks/bench_alignment.py` measures how often each way is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossary.extract_words import TARGET_STOP_WORDS
from glossary.model import Match
from glossary.text import common_length, fold
from translate_cli.engine import Engine
from translate_cli.model import Hypothesis
from translate_cli.requirements import Requirement, surface_forms

PLACES: Final = 3
NEAR_SHARE: Final = 0.5
"""Share of the highest attention on a term from which a neighbouring word belongs to it."""
ALONE_HYPOTHESES: Final = 3
OPENING: Final = frozenset('“„«("[‘')
_LIKE: Final = 0.6
"""Common beginning, as a share of the longer word, of a word that is misspelt or inflected."""
_LEAST: Final = 4
_OTHER: Final = (0.5, 0.3)
_SURELY_OTHER: Final = (0.8, 0.1)
"""A rendering that gives so much of its attention to one other word of the source, and less than
the second share to the term, renders the other word."""
_WORD: Final = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a translation: tokens `begin` to `end`, code points `start` to `stop`.

    `text` is folded and without punctuation.
    """

    begin: int
    end: int
    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a translation that seem to render a term; tokens `begin` to `end`."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a translation, which is kept with it so that its id stays its own."""

    hypothesis: Hypothesis
    words: list[Word]
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Of each source token, by the source text."""
    weights: dict[tuple[str, int, int], Sequence[float]] = field(default_factory=dict)


class Placer:
    """Tells where the translations of one engine render the terms of their sources."""

    def __init__(self, engine: Engine, lang: str) -> None:
        self.engine = engine
        self.lang = lang
        self._stop = TARGET_STOP_WORDS.get(lang, frozenset())
        self._alone: dict[str, tuple[str, ...]] = {}
        self._seen: dict[int, _Seen] = {}

    def forget(self) -> None:
        """Let go of translations; what terms are alone is kept."""
        self._seen.clear()

    def prepare(self, asked: Iterable[tuple[Requirement, Hypothesis]]) -> None:
        """Translate alone, in one batch, the terms of translations that have no attention."""
        new = dict.fromkeys(
            form
            for requirement, hypothesis in asked
            if hypothesis.attention is None
            for form in source_forms(requirement, self.engine.source_lang)
            if form not in self._alone
        )
        if new:
            found = self.engine.translate(list(new), num_hypotheses=ALONE_HYPOTHESES)
            for form, hypotheses in zip(new, found, strict=True):
                self._alone[form] = tuple(dict.fromkeys(h.text for h in hypotheses))

    def rank(
        self,
        text: str,
        requirement: Requirement,
        hypothesis: Hypothesis,
        taken: Sequence[Match] = (),
        *,
        count: int = PLACES,
    ) -> list[Place]:
        """Return places in a translation of `text`, the likeliest first, at least one.

        None lies within the matches of other terms, which are `taken`.
        """
        words = self.list_words(hypothesis)
        free = [
            number
            for number, word in enumerate(words)
            if not any(word.start < match.end and word.stop > match.start for match in taken)
        ]
        places = self._find_places(text, requirement, hypothesis, free, count)
        if len(places) < count:
            share = requirement.start / max(len(text), 1) * len(hypothesis.tokens)
            near = sorted(
                (words[number] for number in free or range(len(words))),
                key=lambda word: (abs(word.begin - share), word.begin),
            )
            places += [Place(word.begin, word.end) for word in near]
        return list(dict.fromkeys(places))[:count] or [Place(0, 0)]

    def quote(self, text: str, requirement: Requirement, hypothesis: Hypothesis) -> str:
        """Return the words of a translation that render a term; all where that cannot be told."""
        words = self.list_words(hypothesis)
        places = self._find_places(text, requirement, hypothesis, range(len(words)), 1)
        if not places:
            return hypothesis.text
        inside = [w for w in words if places[0].begin <= w.begin < places[0].end]
        return hypothesis.text[inside[0].start : inside[-1].stop].rstrip(".,;:!?")

    def _find_places(
        self,
        text: str,
        requirement: Requirement,
        hypothesis: Hypothesis,
        free: Iterable[int],
        count: int,
    ) -> list[Place]:
        """Return the places of free words for which there is evidence, the likeliest first."""
        places: list[Place] = []
        words = self.list_words(hypothesis)
        weights = self._weigh(text, requirement, hypothesis)
        left = {number: weights[number] for number in free}
        while left and len(places) < count:
            top = max(left, key=lambda number: (left[number], -number))
            if left[top] <= 0:
                break
            first, last = self._grow(words, left, top, requirement)
            places.append(Place(words[first].begin, words[last].end))
            for number in range(first, last + 1):
                del left[number]
        return places

    def renders_another(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        hypothesis: Hypothesis,
        match: Match,
        *,
        surely: bool = False,
    ) -> bool:
        """Tell whether what looks like a term comes from a source word outside of its spans."""
        if not hypothesis.attention or not hypothesis.source_tokens:
            return False
        rows = [
            row
            for word in self.list_words(hypothesis)
            if word.start < match.end and word.stop > match.start
            for row in hypothesis.attention[word.begin : word.end]
        ]
        places = self._locate_source(text, hypothesis)
        starts = self.engine.word_starts(hypothesis.source_tokens)
        own = other = 0.0
        for row in rows:
            inside = 0.0
            for first, last in zip(starts, [*starts[1:], len(places)], strict=True):
                mass = sum(row[first:last])
                start, end = places[first][0], places[last - 1][1]
                if any(start < e and end > s for s, e in spans):
                    inside += mass
                else:
                    other = max(other, mass)
            own = max(own, inside)
        least, most = _SURELY_OTHER if surely else _OTHER
        return other >= least and own < most

    def stand_together(self, text: str, one: Match, other: Match) -> bool:
        """Tell whether nothing but function words stands between two matches."""
        between = text[min(one.end, other.end) : max(one.start, other.start)]
        return all(fold(word, self.lang) in self._stop for word in _WORD.findall(between))

    def list_words(self, hypothesis: Hypothesis) -> list[Word]:
        """Return the words of a translation; one begins behind an opening quote, too."""
        return self._see(hypothesis).words

    def _see(self, hypothesis: Hypothesis) -> _Seen:
        seen = self._seen.get(id(hypothesis))
        if seen is None:
            seen = self._seen[id(hypothesis)] = _Seen(hypothesis, self._cut_words(hypothesis))
        return seen

    def _locate_source(self, text: str, hypothesis: Hypothesis) -> list[tuple[int, int]]:
        spans = self._see(hypothesis).spans
        if text not in spans:
            spans[text] = self.engine.locate(text, hypothesis.source_tokens)
        return spans[text]

    def _cut_words(self, hypothesis: Hypothesis) -> list[Word]:
        tokens = hypothesis.tokens
        if not tokens:
            return []
        quoted = [i for i in range(1, len(tokens)) if tokens[i - 1].lstrip("▁") in OPENING]
        starts = sorted({*quoted, *self.engine.word_starts(tokens)})
        spans = self.engine.locate(hypothesis.text, tokens)
        words = []
        for begin, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
            start, stop = spans[begin][0], max(spans[end - 1][1], spans[begin][0])
            found = _WORD.search(hypothesis.text, start, stop)
            text = fold(found.group(), self.lang) if found else ""
            words.append(Word(begin, end, start, stop, text))
        return words

    def _grow(
        self, words: Sequence[Word], left: Mapping[int, float], top: int, requirement: Requirement
    ) -> tuple[int, int]:
        """Return the first and the last of the words around the top one that weigh nearly as much.

        A function word at either end is not of them, unless the term has it at an end.
        """
        least = NEAR_SHARE * left[top]
        first = last = top
        while left.get(first - 1, 0.0) >= least:
            first -= 1
        while left.get(last + 1, 0.0) >= least:
            last += 1
        ends = {words[first].text, words[last].text}
        if first < last and ends & self._stop:
            loose = self._stop - self._list_ends(requirement)
            while first < top and words[first].text in loose:
                first += 1
            while last > top and words[last].text in loose:
                last -= 1
        return first, last

    def _list_ends(self, requirement: Requirement) -> set[str]:
        """Return the words that a term begins and ends with."""
        preferred = requirement.concept.preferred(self.lang)
        if preferred is None:
            return set()
        form, *_ = surface_forms(preferred.text, self.lang, requirement.concept.pos)
        words = fold(form, self.lang).split()
        return {words[0], words[-1]}

    def _weigh(
        self, text: str, requirement: Requirement, hypothesis: Hypothesis
    ) -> Sequence[float]:
        """Return for each word of a translation how surely it renders a term."""
        seen = self._see(hypothesis)
        key = (requirement.concept.id, requirement.start, requirement.end)
        if key not in seen.weights:
            if hypothesis.attention and hypothesis.source_tokens:
                weights = self._weigh_attention(text, requirement, hypothesis, seen.words)
            else:
                said = [
                    rendering
                    for form in source_forms(requirement, self.engine.source_lang)
                    for rendering in self._alone.get(form, ())
                ]
                texts = [word.text for word in seen.words]
                weights = self._weigh_renderings(texts, said, requirement.concept.pos)
            seen.weights[key] = weights
        return seen.weights[key]

    def _weigh_attention(
        self, text: str, requirement: Requirement, hypothesis: Hypothesis, words: Sequence[Word]
    ) -> list[float]:
        spans = self._locate_source(text, hypothesis)
        columns = [
            column
            for column, (start, end) in enumerate(spans)
            if start < requirement.end and end > requirement.start
        ]
        mass = [sum([row[c] for c in columns]) for row in hypothesis.attention or ()]
        return [max(mass[word.begin : word.end], default=0.0) for word in words]

    def _weigh_renderings(
        self, words: Sequence[str], renderings: Sequence[str], pos: str
    ) -> list[float]:
        """Weigh each word by what of it stands in the renderings of a term, the best one first.

        A rendering that stands there whole, in any of its forms, weighs most; single words of it
        weigh less.
        """
        weights = [0.0] * len(words)
        for rank, rendering in enumerate(renderings):
            said = [fold(word, self.lang) for word in _WORD.findall(rendering)]
            trust = 1 / (1 + rank)
            for form in surface_forms(" ".join(said), self.lang, pos) if said else ():
                pieces = [fold(piece, self.lang) for piece in _WORD.findall(form)]
                for first in range(len(words) - len(pieces) + 1):
                    if pieces and list(words[first : first + len(pieces)]) == pieces:
                        for number in range(first, first + len(pieces)):
                            weights[number] = max(weights[number], trust)
            core = [piece for piece in said if piece not in self._stop]
            for number, word in enumerate(words):
                likeness = max((_likeness(word, piece) for piece in core), default=0.0)
                if likeness >= _LIKE:
                    weights[number] = max(weights[number], trust * likeness / (1 + len(core)))
        return weights


def source_forms(requirement: Requirement, lang: str) -> tuple[str, ...]:
    """Return a term as it stands in the source of an engine, and its dictionary forms there."""
    forms = [requirement.text] if requirement.end else []
    forms += [term.text for term in requirement.concept.iter_terms(lang, "preferred")]
    return tuple(dict.fromkeys(form for form in forms if form))


def _likeness(one: str, two: str) -> float:
    """Return the common beginning of two words as a share of the longer one.

    Of short words a common beginning says nothing: they are equal or not.

    >>> _likeness("cybership", "cybercrime"), _likeness("tội", "tòa")
    (0.5, 0.0)
    """
    if one == two:
        return 1.0
    common = common_length(one, two)
    return common / max(len(one), len(two)) if common >= _LEAST else 0.0
