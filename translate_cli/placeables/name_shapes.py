"""Names known by their shape alone: abbreviations in capitals and foreign spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from translate_cli.placeables.name_spelling import APOSTROPHES, takes_suffix
from translate_cli.placeables.name_tables import abbreviations
from translate_cli.placeables.name_words import ordinary_length

_CAPITALS: Final = re.compile(r"[A-ZÇƏĞİÖŞÜ][A-ZÇƏĞİÖŞÜ0-9]+")
_ROMAN: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_SUFFIX: Final = re.compile(rf"[{APOSTROPHES}](?=[^\W\d_]+$)")
_INNER_CAPITAL: Final = re.compile(r"[a-z][A-Z]")
_AZ_LETTERS: Final = re.compile(r"[ÇƏĞİÖŞÜçəğıöşü]")


@lru_cache(maxsize=65536)
def read_abbreviation(word: str, *, headline: bool = False) -> tuple[int, str]:
    """Return the length of the abbreviation that `word` begins with and what stands for it.

    (0, "") where there is none, or one that the model translates. In a headline in capitals
    only those of the table are believed.

    >>> read_abbreviation("UNODC-nin"), read_abbreviation("BRIKS-in"), read_abbreviation("BMT-nin")
    ((5, 'UNODC'), (5, 'BRICS'), (0, ''))
    >>> read_abbreviation("XIX"), read_abbreviation("XKCD"), read_abbreviation("ELAN")
    ((0, ''), (4, 'XKCD'), (0, ''))
    """
    none = (0, "")
    match = _CAPITALS.match(word)
    if match is None:
        return none
    head = match.group()
    rest = word[len(head) :]
    known = abbreviations().get(head)
    if known is None:
        if headline or len(head) > 9 or _AZ_LETTERS.search(head) or _ROMAN.fullmatch(head):
            return none
        if head.isalpha() and (ordinary_length(head) or len(head) > 6):
            return none
        known = head
    if rest and rest[0] not in APOSTROPHES and not takes_suffix(head, rest, foreign=True):
        return none
    return (len(head), known) if known else none


def is_headline(words: Sequence[str]) -> bool:
    """Tell whether a text is written in capitals, so that its capitals say nothing.

    >>> is_headline(["BAKIDA", "SAMMİT", "BAŞLAYIR"]), is_headline(["NATO", "və", "BMT"])
    (True, False)
    """
    long = [word for word in words if len(word) > 1]
    capitals = [word for word in long if word.isupper()]
    return len(capitals) > 1 and any(len(w) > 5 for w in capitals) and 2 * len(capitals) > len(long)


@lru_cache(maxsize=65536)
def foreign_length(word: str) -> int:
    """Return the length of a word that cannot be Azerbaijani (w, or a capital within it), else 0.

    Only a suffix after a hyphen or an apostrophe is told from the word.

    >>> foreign_length("GitHub-da"), foreign_length("software"), foreign_length("iPhone")
    (6, 8, 6)
    >>> foreign_length("AzTU"), foreign_length("Vətən"), foreign_length("Dövlət-Özəl")
    (0, 0, 0)
    """
    head = _SUFFIX.split(word, maxsplit=1)[0]
    if head.isupper() or not _LATIN.fullmatch(head) or len(head) < 3:
        return 0
    if "w" not in head.lower() and not _INNER_CAPITAL.search(head):
        return 0
    return 0 if head in abbreviations() else len(head)
