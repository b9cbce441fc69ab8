"""Place the inline codes of a source segment in its translation, by the attention.

Every code comes out once, a pair around the words that translate the words it held, pairs nested
as in the source. Codes at the edges of the segment stay at the edges.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from translate_cli.model import Hypothesis, InlineCode

_TRAILING: Final = ".,;:!?…”»)]"


@dataclass(frozen=True, slots=True)
class _Word:
    """A target word: its span, and where in the source the model looked most while saying it.

    `seen` is all of the token that it looked at: of a name or number there may be several words.
    """

    start: int
    end: int
    source: float
    seen: tuple[int, int] = (0, 0)


class Aligner(Protocol):
    """Tells where tokens stand in a text, as an engine does."""

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        """Return the half-open span of every token."""
        ...

    def word_starts(self, tokens: Sequence[str]) -> list[int]:
        """Return the numbers of the tokens that begin a word."""
        ...


def place_codes(
    engine: Aligner, text: str, codes: Sequence[InlineCode], hypothesis: Hypothesis
) -> tuple[InlineCode, ...]:
    """Return the codes of `text` at their places in `hypothesis.text`, in order of position.

    Without attention a code goes to the word boundary at the same share of the text.
    """
    if not codes:
        return ()
    target = hypothesis.text
    words = _align(engine, text, hypothesis)
    spans = _pair_spans(text, codes)
    placed: dict[int, tuple[int, int]] = {}
    for number, (start, end, parent) in spans.items():
        low, high = placed.get(parent, (0, len(target))) if parent is not None else (0, len(target))
        placed[number] = _place_span(text, target, words, (start, end), (low, high))
    _separate(spans, placed)
    positions: list[tuple[int, int, InlineCode]] = []
    for order, code in enumerate(codes):
        if code.number in placed and code.kind != "single":
            at = placed[code.number][0 if code.kind == "open" else 1]
        else:
            at = _place_point(text, target, words, code)
            holder = _innermost(spans, code, codes)
            if holder is not None:
                at = min(max(at, placed[holder][0]), placed[holder][1])
            else:
                at = _keep_outside(at, code, spans, placed)
        positions.append((at, order, code))
    placed_codes = _order(positions, spans)
    return placed_codes if is_nested(placed_codes) else _place_in_order(text, target, words, codes)


def is_nested(codes: Sequence[InlineCode]) -> bool:
    """Tell whether the pairs of a segment nest; half of a pair may be in another segment.

    >>> is_nested([InlineCode(1, "open", 0), InlineCode(2, "open", 1), InlineCode(1, "close", 3)])
    False
    """
    opened = [code.number for code in codes if code.kind == "open"]
    closed = {code.number for code in codes if code.kind == "close"}
    stack: list[int] = []
    for code in codes:
        if code.kind == "open":
            stack.append(code.number)
        elif code.kind == "close":
            if code.number in opened:
                if not stack or stack.pop() != code.number:
                    return False
            elif any(number in closed for number in stack):
                return False
    # What stays open goes on in the next segment: nothing that closes here lies around it.
    return all(number not in closed for number in stack)


def _place_in_order(
    text: str, target: str, words: Sequence[_Word], codes: Sequence[InlineCode]
) -> tuple[InlineCode, ...]:
    """Return the codes in the order of the source, each at the share of the text it stood at."""
    result: list[InlineCode] = []
    least = 0
    for code in codes:
        at = _proportional(text, target, words, code.position)
        if code.position <= _lead(text):
            at = 0
        elif code.position >= len(text.rstrip()):
            at = len(target)
        least = max(least, at)
        result.append(replace(code, position=least))
    return tuple(result)


def _align(engine: Aligner, text: str, hypothesis: Hypothesis) -> list[_Word]:
    """Return the words of the translation with the middle of what they look at in the source."""
    tokens, attention = hypothesis.tokens, hypothesis.attention
    target_spans = engine.locate(hypothesis.text, tokens)
    source_spans = engine.locate(text, hypothesis.source_tokens)
    starts = [*engine.word_starts(tokens), len(tokens)]
    words = []
    for first, last in itertools.pairwise(starts):
        inside = [span for span in target_spans[first:last] if span[0] < span[1]]
        if not inside:
            continue
        start, end = inside[0][0], inside[-1][1]
        # A full stop sticks to its word without being of it.
        bare = len(hypothesis.text[start:end].rstrip(_TRAILING))
        end = start + bare if bare else end
        seen = (0, 0)
        source = len(text) * (start + end) / 2 / max(len(hypothesis.text), 1)
        if attention is not None and source_spans:
            mass = [sum(row[c] for row in attention[first:last]) for c in range(len(source_spans))]
            best = max(range(len(mass)), key=mass.__getitem__)
            seen = source_spans[best]
            source = sum(seen) / 2
        words.append(_Word(start, end, source, seen))
    return words


def _pair_spans(text: str, codes: Sequence[InlineCode]) -> dict[int, tuple[int, int, int | None]]:
    """Return the source span of each pair with the number of the pair around it, outer ones first.

    A code whose partner is in another segment reaches to the edge of this one.
    """
    spans: dict[int, tuple[int, int, int | None]] = {}
    opened = [code for code in codes if code.kind == "open"]
    numbers = {code.number for code in opened}
    # Closed here and opened before: they lie around everything, the last to close outermost.
    lone = [code for code in codes if code.kind == "close" and code.number not in numbers]
    parent: int | None = None
    for code in reversed(lone):
        spans[code.number] = (0, code.position, parent)
        parent = code.number
    stack: list[int] = [code.number for code in reversed(lone)]
    for code in codes:
        if code.kind == "open":
            end = next(
                (c.position for c in codes if c.kind == "close" and c.number == code.number),
                len(text),
            )
            spans[code.number] = (code.position, end, stack[-1] if stack else None)
            stack.append(code.number)
        elif code.kind == "close" and code.number in stack:
            stack.remove(code.number)
    return spans


def _place_span(
    text: str, target: str, words: Sequence[_Word], span: tuple[int, int], within: tuple[int, int]
) -> tuple[int, int]:
    start, end = span
    low, high = within
    if start <= _lead(text) and end >= len(text.rstrip()):
        return within
    within_pair = [w for w in words if low <= w.start and w.end <= high]
    held = [w for w in within_pair if start <= w.source < end]
    if not held:  # A part of a name or number, which comes as a whole.
        held = [w for w in within_pair if w.seen[0] < end and start < w.seen[1]]
    if not held:
        at = _proportional(text, target, words, (start + end) / 2)
        at = min(max(at, low), high)
        return at, at
    left, right = _longest_run(words, held)
    if end >= len(text.rstrip()) and right == words[-1].end:
        right = high  # The full stop was of the pair as well.
    return max(left, low), min(right, high)


def _longest_run(words: Sequence[_Word], held: Sequence[_Word]) -> tuple[int, int]:
    """Return the span of the held words that stand together, a gap of one word allowed."""
    places = {id(word): place for place, word in enumerate(words)}
    runs: list[list[_Word]] = []
    for word in held:
        if runs and places[id(word)] - places[id(runs[-1][-1])] <= 2:
            runs[-1].append(word)
        else:
            runs.append([word])
    best = max(runs, key=lambda run: (len(run), -run[0].start))
    return best[0].start, best[-1].end


def _place_point(text: str, target: str, words: Sequence[_Word], code: InlineCode) -> int:
    at = code.position
    if at <= _lead(text):
        return 0
    if at >= len(text.rstrip()):
        return len(target)
    joined = not text[at - 1].isspace()
    # A footnote mark stands behind its word; an image before the word that follows it.
    beside = at - 0.5 if joined else at + 0.5
    if not words:
        return len(target)
    # Of several words for one, a mark follows the last and an image stands before the first.
    sign = -1 if joined else 1
    nearest = min(words, key=lambda word: (abs(word.source - beside), sign * word.start))
    return nearest.end if joined else nearest.start


def _proportional(text: str, target: str, words: Sequence[_Word], at: float) -> int:
    share = at / max(len(text), 1) * len(target)
    edges = [word.start for word in words] or [0]
    return min(edges, key=lambda edge: abs(edge - share))


def _separate(
    spans: dict[int, tuple[int, int, int | None]], placed: dict[int, tuple[int, int]]
) -> None:
    """Cut pairs that are side by side in the source and overlap in the target.

    The one that begins later gives way; what it held moves with it.
    """
    numbers = list(spans)
    changed = True
    while changed:
        changed = False
        for one in numbers:
            for two in numbers:
                if one == two or spans[one][2] != spans[two][2]:
                    continue
                (a, b), (c, d) = placed[one], placed[two]
                if (a, one) < (c, two) and c < b:
                    placed[two] = (b, max(b, d))
                    changed = True
        for number in numbers:
            parent = spans[number][2]
            if parent is not None:
                low, high = placed[parent]
                a, b = placed[number]
                inside = (min(max(a, low), high), min(max(b, low), high))
                if inside != placed[number]:
                    placed[number] = inside
                    changed = True


def _innermost(
    spans: dict[int, tuple[int, int, int | None]], code: InlineCode, codes: Sequence[InlineCode]
) -> int | None:
    """Return the number of the closest pair around a single code."""
    stack: list[int] = []
    opened = {c.number for c in codes if c.kind == "open"}
    stack += [c.number for c in reversed(codes) if c.kind == "close" and c.number not in opened]
    for other in codes:
        if other is code:
            return stack[-1] if stack else None
        if other.kind == "open":
            stack.append(other.number)
        elif other.kind == "close" and other.number in stack:
            stack.remove(other.number)
    return None


def _keep_outside(
    at: int,
    code: InlineCode,
    spans: dict[int, tuple[int, int, int | None]],
    placed: dict[int, tuple[int, int]],
) -> int:
    """Move a single code out of pairs that did not hold it."""
    for number, (start, _, parent) in spans.items():
        low, high = placed[number]
        if parent is None and low < at < high:
            return low if code.position <= start else high
    return at


def _order(
    positions: Sequence[tuple[int, int, InlineCode]],
    spans: dict[int, tuple[int, int, int | None]],
) -> tuple[InlineCode, ...]:
    """Sort the placed codes so that pairs nest where several stand at one position."""
    depth: dict[int, int] = {}
    for number, (_, _, parent) in spans.items():
        depth[number] = 0 if parent is None else depth[parent] + 1
    by_place: dict[int, list[tuple[int, InlineCode]]] = {}
    for at, order, code in positions:
        by_place.setdefault(at, []).append((order, code))
    ends = {code.number: at for at, _, code in positions if code.kind == "close"}
    starts = {code.number: at for at, _, code in positions if code.kind == "open"}
    result: list[InlineCode] = []
    for at in sorted(by_place):
        here = by_place[at]
        closing = [
            (order, c) for order, c in here if c.kind == "close" and starts.get(c.number, -1) != at
        ]
        opening = [
            (order, c) for order, c in here if c.kind == "open" and ends.get(c.number, -1) != at
        ]
        rest = [item for item in here if item not in closing and item not in opening]
        closing.sort(key=lambda item: -depth[item[1].number])
        opening.sort(key=lambda item: depth[item[1].number])
        rest.sort()
        result += [replace(c, position=at) for _, c in (*closing, *rest, *opening)]
    return tuple(result)


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())
