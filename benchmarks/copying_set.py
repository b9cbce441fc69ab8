"""Cases for what a translation has to copy: numbers, names, №, quotes, abbreviations, addresses.

`data/copying.tsv` holds Azerbaijani sentences, never trained on, each with the strings that have
to stand in its translation exactly once, in the notation of the target language. Strings are
separated by " | "; where two ways of writing are right, " ~ " stands between them
(`5.7% ~ 5.7 per cent`). The kind of a case is its id without the number: `date-07`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

COPYING_SET: Final = Path(__file__).resolve().parent / "data" / "copying.tsv"
COLUMNS: Final = ("id", "az", "expect_en", "expect_vi")
LANGS: Final = ("en", "vi")
KINDS: Final = (
    "plain", "decimal", "thousands", "year", "date", "time", "percent", "money", "article",
    "person", "place", "brand", "number-sign", "quote", "abbreviation", "address",
)  # fmt: skip

_ID: Final = re.compile(r"([a-z-]+)-\d\d")


@dataclass(frozen=True, slots=True)
class CopyingCase:
    """A sentence, and by language the strings expected in its translation.

    Each string is given by the ways of writing it that are right.
    """

    id: str
    kind: str
    text: str
    expected: Mapping[str, tuple[tuple[str, ...], ...]]


def load_copying_set(path: Path = COPYING_SET) -> tuple[CopyingCase, ...]:
    """Return the cases of the set; ValueError names the line that is wrong."""
    lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError(f"{path}:1: the header is not {' '.join(COLUMNS)}")
    cases: list[CopyingCase] = []
    known: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        try:
            case = _parse_row(line)
            for value, what in ((case.id, "id"), (case.text, "sentence")):
                if value in known:
                    raise ValueError(f"the {what} stands there twice: {value}")
                known.add(value)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from error
        cases.append(case)
    return tuple(cases)


def _parse_row(line: str) -> CopyingCase:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(COLUMNS)}")
    for column, cell in zip(COLUMNS, cells, strict=True):
        if not cell:
            raise ValueError(f"{column} is empty")
        if cell != unicodedata.normalize("NFC", " ".join(cell.split())):
            raise ValueError(f"{column} is not in NFC or has spaces too many")
    name, text, *lists = cells
    found = _ID.fullmatch(name)
    if not found or found[1] not in KINDS:
        raise ValueError(f"an id is a kind and two digits: {name}")
    expected = {lang: _parse_list(cell) for lang, cell in zip(LANGS, lists, strict=True)}
    return CopyingCase(name, found[1], text, expected)


def _parse_list(cell: str) -> tuple[tuple[str, ...], ...]:
    strings = tuple(tuple(item.split(" ~ ")) for item in cell.split(" | "))
    ways = [way for string in strings for way in string]
    if any(not way.strip("|~ ") for way in ways):
        raise ValueError(f"an expected string is empty: {cell}")
    if len(set(ways)) < len(ways):
        raise ValueError(f"an expected string stands there twice: {cell}")
    return strings


def count_occurrences(ways: Sequence[str], text: str) -> int:
    """Return how often a string stands in a text, in any of the ways of writing it.

    A part of a longer word or number does not count.

    >>> count_occurrences(["250"], "250 of 1,250 were from Room 250A")
    1
    >>> count_occurrences(["5.7%", "5.7 per cent"], "It fell to 5.7 per cent.")
    1
    """
    patterns = []
    for way in sorted(ways, key=len, reverse=True):
        before = r"(?<!\w)(?<!\d[.,:])" if way[0].isalnum() else ""
        after = r"(?!\w)(?![.,:]\d)" if way[-1].isalnum() else ""
        patterns.append(f"{before}{re.escape(way)}{after}")
    return len(re.findall("|".join(patterns), unicodedata.normalize("NFC", text)))


def find_wrong(case: CopyingCase, lang: str, text: str) -> tuple[str, ...]:
    """Return what does not stand in a translation exactly once, in the first way of writing it."""
    return tuple(ways[0] for ways in case.expected[lang] if count_occurrences(ways, text) != 1)
