"""Placeables: parts of a text that are carried over by rule, not translated (XLIFF, OAXAL term)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a placeable is for the grammar of the sentence around it."""

    NUMBER = "number"
    NAME = "name"
    WOMAN = "woman"
    """The name of a woman: English pronouns depend on it."""


@dataclass(frozen=True, slots=True)
class Placeable:
    """A span of the source, `start` to `end` in code points, without the suffixes after it.

    `text` is what stands for it in the target: "40 000" is "40,000" in English, "40.000" in
    Vietnamese; "Xudiyeva" is "Khudiyeva" in both.
    """

    start: int
    end: int
    text: str
    kind: Kind
