"""Marks instead of numbers and names, on both sides of an example.

The model learns to carry a mark over. Before a translation marks are put in, after it taken out
(translate_cli/engines/marks.py), so that numbers and names never pass through it letter by letter.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.data import Pair
from translate_cli.placeables import SERIES, Kind, find_placeables


@dataclass(frozen=True, slots=True)
class Mask:
    """A placeable that stands on both sides: its spans in source and target (code points)."""

    source: tuple[int, int]
    target: tuple[int, int]
    kind: Kind
    mark: str = ""


def find_masks(pair: Pair) -> list[Mask]:
    """Return the placeables of the source whose renderings stand in the target as often."""
    if any(mark in pair.source + pair.target for marks in SERIES.values() for mark in marks):
        return []
    placeables = find_placeables(pair.source, pair.lang)
    texts = [placeable.text for placeable in placeables]
    taken: list[tuple[int, int]] = []
    masks: list[Mask] = []
    for text in sorted(set(texts), key=lambda text: (-len(text), text)):
        edge = rf"(?<![\w]){re.escape(text)}(?![\w]|[.,]\d)"
        found = [
            match.span()
            for match in re.finditer(edge, pair.target)
            if all(match.end() <= start or end <= match.start() for start, end in taken)
        ]
        wanted = [placeable for placeable in placeables if placeable.text == text]
        if len(found) != len(wanted):
            continue
        taken += found
        masks += [
            Mask((placeable.start, placeable.end), span, placeable.kind)
            for placeable, span in zip(wanted, found, strict=True)
        ]
    return sorted(masks, key=lambda mask: mask.source)


def choose_marks(masks: Sequence[Mask], rng: random.Random) -> list[Mask]:
    """Give each placeable a mark of its kind, by chance and none twice; those beyond have none."""
    left = {kind: rng.sample(marks, len(marks)) for kind, marks in SERIES.items()}
    return [
        Mask(mask.source, mask.target, mask.kind, left[mask.kind].pop())
        for mask in masks
        if left[mask.kind]
    ]


def insert_marks(
    text: str, marks: Sequence[tuple[tuple[int, int], str]]
) -> tuple[str, tuple[np.ndarray, np.ndarray]]:
    """Replace spans by their marks; return the text and which characters belong to each other.

    The two arrays name characters before and after, each counted from 1 (0 is the mark of a word
    that SentencePiece puts before a text); a mark belongs to all characters that it replaced.
    """
    made, before, after = "", [0], [0]
    cursor = 0
    for (start, end), mark in sorted(marks):
        kept = text[cursor:start]
        before += range(cursor + 1, start + 1)
        after += range(len(made) + 1, len(made) + len(kept) + 1)
        made += kept + mark
        before += range(start + 1, end + 1)
        after += [len(made)] * (end - start)
        cursor = end
    before += range(cursor + 1, len(text) + 1)
    after += range(len(made) + 1, len(made) + len(text) - cursor + 1)
    return made + text[cursor:], (np.array(before), np.array(after))
