"""Quotation marks that a model opened and did not close, or the other way round.

A small model often loses one of a pair. Where it belongs is known: the words between the marks of
the source are looked at by the words that belong between those of the target.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

OPEN: Final = "“"
CLOSE: Final = "”"
_SENTENCE: Final = frozenset(",.;:?!…")
_GAP: Final = 1
"""Words between two that belong to a quotation that may look at something else."""
_SEEN: Final = 0.2
"""Attention of a mark to those of the source from which on it tells which pair it is of."""
_SHARE: Final = 0.5
"""Attention to the words of a quotation from which on a word belongs to it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The first mark that is missing, number `pair` of its kind; token `other` is without it."""

    mark: str
    pair: int
    other: int


def _events(tokens: Sequence[str]) -> list[tuple[str, int]]:
    return [(c, number) for number, t in enumerate(tokens) for c in t if c in (OPEN, CLOSE)]


def is_paired(tokens: Sequence[str]) -> bool:
    """Tell whether tokens have quotation marks, every opening one followed by its closing one."""
    marks = "".join(mark for mark, _ in _events(tokens))
    return bool(marks) and marks == (OPEN + CLOSE) * (len(marks) // 2)


def count_unpaired(tokens: Sequence[str]) -> int:
    """Count the marks without their counterpart, none inside of another pair.

    >>> count_unpaired(["Media", "”", "Law", "“", "on", "”"])
    1
    """
    lost, expected = 0, OPEN
    for mark, _ in _events(tokens):
        if mark != expected:
            lost += 1
        else:
            expected = CLOSE if mark == OPEN else OPEN
    return lost + (expected == CLOSE)


def find_lost(tokens: Sequence[str]) -> Lost | None:
    """Return the first mark that is missing, None where all are paired."""
    opened, pair = -1, 0
    for mark, number in _events(tokens):
        if mark == OPEN and opened >= 0:
            return Lost(CLOSE, pair, opened)
        if mark == CLOSE and opened < 0:
            return Lost(OPEN, pair, number)
        if mark == OPEN:
            opened = number
        else:
            opened, pair = -1, pair + 1
    return Lost(CLOSE, pair, opened) if opened >= 0 else None


def find_surplus(lost: Lost, tokens: Sequence[str]) -> int | None:
    """Return the token of a mark that is one too many if the lost one is not to be said."""
    if lost.mark == OPEN:
        return lost.other
    return next((n for n, t in enumerate(tokens) if n > lost.other and OPEN in t), None)


def _find_span(
    lost: Lost, rows: Sequence[Sequence[float]], source: Sequence[str]
) -> tuple[int, int] | None:
    """Return the source tokens between the marks of the pair that the other mark looks at.

    A pair may be left out; where the other mark looks at none, the number of the pair tells.
    """
    events = _events(source)
    opening = [number for mark, number in events if mark == OPEN]
    closing = [number for mark, number in events if mark == CLOSE]
    if len(opening) != len(closing):
        return None
    seen = [rows[lost.other][n] for n in (closing if lost.mark == OPEN else opening)]
    pair = lost.pair
    if sum(seen) >= _SEEN:
        pair = max(range(len(seen)), key=seen.__getitem__)
    return (opening[pair] + 1, closing[pair]) if pair < len(opening) else None


def find_place(
    lost: Lost,
    tokens: Sequence[str],
    starts: Sequence[int],
    rows: Sequence[Sequence[float]],
    source: Sequence[str],
) -> int | None:
    """Return the target token before which the lost mark belongs, None where nothing tells.

    A lost opening mark goes before the last word at least. `starts` are the tokens that begin a
    word, `rows` the attention of each target token to `source`.
    """
    span = _find_span(lost, rows, source)
    if span is None:
        return None
    begin, end = span
    words = list(zip(starts, [*starts[1:], len(tokens)], strict=True))

    def belongs(word: tuple[int, int]) -> bool:
        looking = [n for n in range(*word) if n != lost.other and tokens[n] not in _SENTENCE]
        shares = [sum(rows[number][begin:end]) for number in looking]
        return bool(shares) and sum(shares) / len(shares) >= _SHARE

    if lost.mark == OPEN:
        before = [word for word in words if word[0] < lost.other]
        first = _end_of_run(before[::-1], belongs)
        if first is None:
            return before[-1][0] if before else None
        return first[0]
    after = [word for word in words if word[1] > lost.other]
    reopened = (n for n, w in enumerate(after) if _opens(tokens, max(w[0], lost.other + 1), w[1]))
    last = _end_of_run(after[: next(reopened, len(after))], belongs)
    if last is None:
        return None
    place = last[1]
    while place > lost.other + 1 and tokens[place - 1] in _SENTENCE:
        place -= 1
    return place if place > lost.other + 1 else None


def _opens(tokens: Sequence[str], start: int, end: int) -> bool:
    return any(OPEN in token for token in tokens[start:end])


def _end_of_run(
    words: Sequence[tuple[int, int]], belongs: Callable[[tuple[int, int]], bool]
) -> tuple[int, int] | None:
    """Return the last word of the first run of words that belong to a quotation."""
    found, gap = None, 0
    for word in words:
        if belongs(word):
            found, gap = word, 0
        elif found is not None:
            gap += 1
        if gap > _GAP:
            break
    return found
