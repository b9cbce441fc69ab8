"""Inline target hints: what the translation of a span has to be, said in the source.

A hinted source has, after the last piece of a span, its required rendering between two marks
(annotation of the source, Dinu et al. 2019; with dictionary forms, Bergmanis and Pinnis 2021). The
model learns to use it inflected and in its place. Two thirds of the hints in training are terms of
the glossary whose rendering stands in the target, in the form of the glossary; the rest are words
that the alignment ties to each other, so that unseen terms work as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.matcher import TermMatcher
from glossary.tsv import load_concepts
from training.align import Links
from training.data import TARGET_LANGS, Pair

OPEN, CLOSE = "⟦", "⟧"
TERMS = Path(__file__).parents[1] / "terms.tsv"
TERM_SHARE = 0.5
"""Examples with terms that get hints for some or all of them."""
WORD_SHARE = 0.15
"""Examples that get a hint for one or two aligned words."""

_WORD = re.compile(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Hint:
    """A required rendering of the source span that ends at `end` (code points, exclusive)."""

    start: int
    end: int
    text: str


def find_term_hints(pairs: Sequence[Pair]) -> list[list[Hint]]:
    """Return for each pair the glossary terms of its source whose rendering is in its target.

    Each rendering serves one occurrence; the hint is the form that the glossary lists.
    """
    concepts = load_concepts(TERMS)
    matchers = {lang: TermMatcher(concepts, lang) for lang in ("az", *TARGET_LANGS)}
    result = []
    for pair in pairs:
        there: dict[str, list[str]] = {}
        for match in matchers[pair.lang].iter_matches(pair.target):
            there.setdefault(match.concept.id, []).append(match.term.text)
        hints = []
        for match in matchers["az"].find(pair.source):
            if there.get(match.concept.id):
                hints.append(Hint(match.start, match.end, there[match.concept.id].pop(0)))
        result.append(hints)
    return result


def find_word_hints(
    pair: Pair, pieces: tuple[Sequence[str], Sequence[str]], links: Links
) -> list[Hint]:
    """Return words of the source that are tied to up to three words of the target, and only they.

    `pieces` are the source and target pieces that `links` number.
    """
    spans = [_word_numbers(side) for side in pieces]
    ties: list[dict[int, set[int]]] = [{}, {}]
    for source, target in links:
        one, two = spans[0][source], spans[1][target]
        ties[0].setdefault(one, set()).add(two)
        ties[1].setdefault(two, set()).add(one)
    sources = [(m.start(), m.end()) for m in re.finditer(r"\S+", pair.source)]
    targets = pair.target.split()
    hints = []
    for number, tied in ties[0].items():
        first, last = min(tied), max(tied)
        alone = all(ties[1][other] == {number} for other in tied)
        if not alone or last - first + 1 != len(tied) or len(tied) > 3:
            continue
        if number >= len(sources) or last >= len(targets):
            continue
        start, end = sources[number]
        found = _WORD.search(pair.source, start, end)
        words = _WORD.findall(" ".join(targets[first : last + 1]))
        if found and words and len(words) == len(tied):
            hints.append(Hint(found.start(), found.end(), " ".join(words)))
    return hints


def _word_numbers(pieces: Sequence[str]) -> list[int]:
    """Return for each piece the number of the word it belongs to."""
    numbers, word = [], -1
    for piece in pieces:
        word += piece.startswith("▁")
        numbers.append(max(word, 0))
    return numbers


def choose_hints(terms: Sequence[Hint], words: Sequence[Hint], rng: random.Random) -> list[Hint]:
    """Draw the hints of an example, in order; often none."""
    chosen: list[Hint] = []
    if terms and rng.random() < TERM_SHARE:
        chosen = [hint for hint in terms if rng.random() < 0.8]
    if words and rng.random() < WORD_SHARE:
        taken = [(hint.start, hint.end) for hint in chosen]
        for hint in rng.sample(list(words), min(len(words), rng.randint(1, 2))):
            if all(hint.end <= start or end <= hint.start for start, end in taken):
                chosen.append(hint)
    return sorted(chosen, key=lambda hint: hint.start)
