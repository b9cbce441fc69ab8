"""Text facts that every search needs: normal form, case folding, words, offsets.

All offsets are half-open and count code points. Folding never changes the number of code points,
so an offset in the folded text is an offset in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

COMBINING: Final = "\u0300-\u036f"
"""Combining diacritical marks (Unicode block 0300), as a range for a regular expression class.

Python's `\\w` leaves them out, so a base letter with a mark that has no composed form would be cut.
"""

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that show nothing: soft hyphen, zero-width space, joiners, byte order mark."""

HYPHENS: Final = "-\u2010\u2011"
"""Hyphen-minus, hyphen, non-breaking hyphen: they join the parts of one word."""

APOSTROPHES: Final = "'\u2019\u02bc\u02b9`"
"""Apostrophes in use before a suffix or possessive: straight, typographic, modifier letters."""

WORD: Final = re.compile(rf"[\w{COMBINING}{INVISIBLE}]+")
"""A run of letters, digits, marks and invisible characters (underscores are blanked before)."""

_JOINED: Final = re.compile(
    rf"[^\W_][\w{COMBINING}{INVISIBLE}]*"
    rf"(?:[{HYPHENS}{APOSTROPHES}][^\W_][\w{COMBINING}{INVISIBLE}]*)*"
)
_STRIP_INVISIBLE: Final = {ord(char): None for char in INVISIBLE}


def normalise(text: str) -> str:
    """Return `text` in Unicode normalisation form C.

    >>> normalise("tho\u0323\u0302 ly\u0301") == "thộ lý"
    True
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str, lang: str) -> str:
    """Fold the case of `text` as `lang` does, keeping the number of code points.

    Azerbaijani pairs İ with i and I with ı (Azerbaijani alphabet of 1991; Unicode SpecialCasing,
    az/tr). `str.casefold` is not used because it changes the length of 104 code points.

    >>> fold("KİBERCİNAYƏTKARLIĞA", "az")
    'kibercinayətkarlığa'
    >>> fold("ĐIỀU ƯỚC", "vi")
    'điều ước'
    """
    text = text.replace("İ", "i")
    if lang == "az":
        text = text.replace("I", "ı")
    return text.lower()


def common_length(one: Sequence[object], two: Sequence[object]) -> int:
    """Return the length of the common beginning of two texts or sequences.

    >>> common_length("cybership", "cybercrime")
    5
    """
    pairs = zip(one, two, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


def strip_invisible(text: str) -> str:
    """Return `text` without soft hyphens and zero-width characters.

    >>> strip_invisible("cina\u00adyət")
    'cinayət'
    """
    return text.translate(_STRIP_INVISIBLE)


def iter_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the words of `text`: inner hyphens and apostrophes belong to a word.

    >>> text = 'BMT-nin "İnformator.az"a müraciəti'
    >>> [text[start:end] for start, end in iter_words(text)]
    ['BMT-nin', 'İnformator', 'az', 'a', 'müraciəti']
    """
    for found in _JOINED.finditer(text):
        yield found.start(), found.end()


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Offsets of a normalised text in the text it was made from.

    `normalised` and `original` hold the starts of the pieces that were normalised one by one, in
    both texts, closed by the two lengths.
    """

    normalised: tuple[int, ...]
    original: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Return the original offset of the piece that holds `offset`."""
        return self.original[bisect_right(self.normalised, offset) - 1]

    def end(self, offset: int) -> int:
        """Return the original offset of the end of the piece that holds `offset` - 1."""
        return self.original[bisect_right(self.normalised, offset - 1)]


def map_offsets(text: str) -> tuple[str, OffsetMap | None]:
    """Normalise `text` and map the offsets of the result back; None where nothing changed.

    A piece starts at a character that neither combines with nor composes with what precedes it
    (Unicode Standard Annex 15, section on concatenation of normalised strings).
    """
    if unicodedata.is_normalized("NFC", text):
        return text, None
    starts: list[int] = []
    for index, char in enumerate(text):
        if unicodedata.combining(char) and index:
            continue
        if not index or char < "\u0300" or _starts_piece(text[starts[-1] : index], char):
            starts.append(index)
    pieces = [
        normalise(text[start:end])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    return "".join(pieces), OffsetMap(tuple(_cumulate(pieces)), (*starts, len(text)))


@lru_cache(maxsize=4096)
def _starts_piece(piece: str, char: str) -> bool:
    return normalise(piece + char) == normalise(piece) + normalise(char)


def _cumulate(pieces: Iterable[str]) -> Iterator[int]:
    total = 0
    for piece in pieces:
        yield total
        total += len(piece)
    yield total
