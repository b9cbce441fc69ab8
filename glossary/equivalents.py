"""Likely translations of a phrase, by association over aligned sentences.

For the sentence pairs in which a phrase occurs, every n-gram of the target is compared by the Dice
coefficient, 2·both / (one + other), and must pass the log-likelihood ratio test of Dunning (1993,
"Accurate methods for the statistics of surprise and coincidence") at p < 0.01.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossary.extract_words import TARGET_STOP_WORDS
from glossary.text import fold, iter_words

_CRITICAL: Final = 6.63
"""Chi-square with one degree of freedom at p = 0.01."""

_MAX_WORDS: Final = {"en": 5, "vi": 8}
"""Words or, in Vietnamese, syllables of the longest equivalent."""


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A likely translation: its usual form, Dice coefficient, pairs with both sides in them."""

    text: str
    dice: float
    count: int


def log_likelihood(both: int, first: int, second: int, total: int) -> float:
    """Return Dunning's G² of two events that occur together in `both` of `total` cases.

    >>> round(log_likelihood(5, 5, 5, 100), 1), round(log_likelihood(1, 10, 10, 100), 1)
    (39.7, 0.0)
    """
    observed = (both, first - both, second - both, total - first - second + both)
    expected = (
        first * second,
        first * (total - second),
        (total - first) * second,
        (total - first) * (total - second),
    )
    return 2 * sum(
        count * math.log(count * total / product)
        for count, product in zip(observed, expected, strict=True)
        if count
    )


def find_equivalents(
    occurrences: Sequence[Collection[int]],
    targets: Sequence[str],
    lang: str,
    *,
    limit: int = 3,
) -> list[tuple[Equivalent, ...]]:
    """Return for each phrase its equivalents in `lang`, best first.

    `occurrences` are the numbers of the sentences, in `targets`, that each phrase occurs in.

    >>> targets = ["Cybercrime grows.", "We fight cybercrime.", "Trade grows.", "We trade."] * 3
    >>> find_equivalents([{0, 1, 4, 5, 8, 9}], targets, "en")
    [(Equivalent(text='cybercrime', dice=1.0, count=6),)]
    """
    wanted = set().union(*occurrences)
    grams = {number: dict(_iter_grams(targets[number], lang)) for number in wanted}
    interesting = {key for number in wanted for key in grams[number]}
    totals: Counter[str] = Counter()
    for number, target in enumerate(targets):
        keys = grams[number] if number in grams else dict(_iter_grams(target, lang))
        totals.update(key for key in keys if key in interesting)
    return [_choose(numbers, grams, totals, len(targets), limit=limit) for numbers in occurrences]


def _choose(
    numbers: Collection[int],
    grams: dict[int, dict[str, str]],
    totals: Counter[str],
    size: int,
    *,
    limit: int,
) -> tuple[Equivalent, ...]:
    both: Counter[str] = Counter()
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for number in sorted(numbers):
        for key, text in grams[number].items():
            both[key] += 1
            shown[key][text] += 1
    scored: list[tuple[float, int, str]] = []
    for key, count in both.items():
        if count < 2 or count * size <= len(numbers) * totals[key]:
            continue
        if log_likelihood(count, len(numbers), totals[key], size) < _CRITICAL:
            continue
        scored.append((2 * count / (len(numbers) + totals[key]), len(key.split()), key))
    scored.sort(key=lambda item: (-item[0], -item[1], item[2]))
    chosen: list[Equivalent] = []
    kept: list[str] = []
    for dice, _, key in scored:
        # A part of what is chosen already, or what contains it, is no further equivalent.
        if any(f" {key} " in f" {other} " or f" {other} " in f" {key} " for other in kept):
            continue
        kept.append(key)
        chosen.append(Equivalent(shown[key].most_common(1)[0][0], round(dice, 4), both[key]))
        if len(chosen) == limit:
            break
    return tuple(chosen)


def _iter_grams(target: str, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the n-grams of a sentence: key (folded, English plurals as singulars) and text."""
    stop = TARGET_STOP_WORDS.get(lang, frozenset())
    spans = list(iter_words(target))
    words = [fold(target[start:end], lang) for start, end in spans]
    keys = [_singular(word) if lang == "en" else word for word in words]
    for first, word in enumerate(words):
        if word in stop or not any(char.isalpha() for char in word):
            continue
        for last in range(first, min(first + _MAX_WORDS.get(lang, 5), len(words))):
            if last > first and target[spans[last - 1][1] : spans[last][0]].strip():
                break
            if words[last] in stop or not any(char.isalpha() for char in words[last]):
                continue
            text = target[spans[first][0] : spans[last][1]]
            yield " ".join(keys[first : last + 1]), _lower_first(text, first == 0)


def _lower_first(text: str, initial: bool) -> str:
    """Take the capital of a sentence away, not that of a name or an abbreviation."""
    if initial and text[:1].isupper() and text[1:2].islower() and text[1:] == text[1:].lower():
        return text[0].lower() + text[1:]
    return text


def _singular(word: str) -> str:
    """Cut a plural s or possessive, to count both numbers of an English noun as one."""
    for mark in ("'s", "\u2019s"):
        word = word.removesuffix(mark)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
