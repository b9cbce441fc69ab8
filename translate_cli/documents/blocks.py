"""Cut the blocks of a document into segments, and put their translations together again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from translate_cli.model import Block, CodedText, InlineCode, Segment
from translate_cli.segment import segment_text


def segment_blocks(blocks: Iterable[Block], lang: str) -> tuple[Segment, ...]:
    """Return the segments of all blocks, numbered through: s1, s2 and so on.

    A code goes to the segment that it touches: an opening one to what begins there, a closing one
    to what ends there. What touches none stays between them.
    """
    segments: list[Segment] = []
    for block in blocks:
        found: Sequence[Segment] = segment_text(block.text, lang)
        if block.whole and found:
            start, end = found[0].start, found[-1].end
            found = [Segment("", block.text[start:end], start, end)]
        slots = _slots(block.codes, found)
        for number, segment in enumerate(found):
            codes = tuple(
                replace(code, position=code.position - segment.start)
                for code, slot in zip(block.codes, slots, strict=True)
                if slot == 2 * number + 1
            )
            name = f"s{len(segments) + 1}"
            segments.append(replace(segment, id=name, block=block.id, codes=codes))
    return tuple(segments)


def _slots(codes: Sequence[InlineCode], segments: Sequence[Segment]) -> list[int]:
    """Return the slot of each code: 2 i + 1 is segment i, 2 i the gap before it.

    At an edge of a segment an opening code looks forward and a closing or single one back. No code
    goes to a slot before that of the one it follows, so that pairs keep nesting.
    """
    slots: list[int] = []
    now = 0
    for code in codes:
        allowed = [
            slot
            for slot in range(2 * len(segments) + 1)
            if _begin(segments, slot) <= code.position <= _end(segments, slot)
        ]
        inside = [slot for slot in allowed if slot % 2]
        if not allowed:  # Behind the last segment of a text that ends in white space.
            allowed = [2 * len(segments)]
        best = allowed[-1] if code.kind == "open" else allowed[0]
        if code.kind == "single" and inside:
            best = inside[0]
        if best < now:
            best = next((slot for slot in allowed if slot >= now), now)
        now = best
        slots.append(now)
    return slots


def _begin(segments: Sequence[Segment], slot: int) -> int:
    if slot % 2:
        return segments[slot // 2].start
    return segments[slot // 2 - 1].end if slot else 0


def _end(segments: Sequence[Segment], slot: int) -> int:
    if slot % 2:
        return segments[slot // 2].end
    last = slot // 2 == len(segments)
    return sys.maxsize if last else segments[slot // 2].start


def rebuild_block(
    block: Block, segments: Sequence[Segment], translations: Mapping[str, CodedText]
) -> CodedText:
    """Return a block with its segments replaced by `translations[segment.id]`.

    A segment without translation keeps its source. Every code of the block is in the result once.
    """
    slots = _slots(block.codes, segments)
    text = ""
    codes: list[InlineCode] = []
    for slot in range(2 * len(segments) + 1):
        if slot % 2:
            segment = segments[slot // 2]
            said = translations.get(segment.id, CodedText(segment.text, segment.codes))
            part, inner = said.text, said.codes
        else:
            begin = _begin(segments, slot)
            part = block.text[begin : min(_end(segments, slot), len(block.text))]
            inner = tuple(
                replace(code, position=code.position - begin)
                for code, mine in zip(block.codes, slots, strict=True)
                if mine == slot
            )
        codes += [replace(code, position=code.position + len(text)) for code in inner]
        text += part
    return CodedText(text, tuple(codes))


def rebuild_blocks(
    blocks: Iterable[Block], segments: Iterable[Segment], translations: Mapping[str, CodedText]
) -> dict[str, CodedText]:
    """Return every block by its id, with the segments replaced."""
    grouped = {name: list(found) for name, found in groupby(segments, key=lambda s: s.block)}
    return {
        block.id: rebuild_block(block, grouped.get(block.id, []), translations) for block in blocks
    }
