"""Letters that a word of each language is written with, and what else stands in a term by mistake.

Sources: az, the alphabet of 32 letters (law of 25 December 1991; ə moved in 1992); vi, the 29
letters with the five tone marks as Thông tư 29/2018 and school grammars list them; en, the Latin
alphabet with the accents of loanwords (Latin-1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from glossary.text import INVISIBLE, fold

LetterFault = Literal["wrong-script", "wrong-letter", "foreign-letter", "invisible"]

_VI_VOWELS: Final = "aăâeêioôơuưy"
_VI_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LATIN_1: Final = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"

LETTERS: Final = {
    "az": frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyz"),
    "en": frozenset("abcdefghijklmnopqrstuvwxyz" + _LATIN_1),
    "vi": frozenset(
        "bcdđghklmnpqrstvx"
        + "".join(
            unicodedata.normalize("NFC", vowel + tone) for vowel in _VI_VOWELS for tone in _VI_TONES
        )
    ),
}
_ASCII: Final = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class LetterProblem:
    """A character that does not belong into a term: where (from 0), which, and why."""

    index: int
    char: str
    fault: LetterFault

    @property
    def name(self) -> str:
        """The character by sign, code point and Unicode name."""
        shown = "" if self.fault == "invisible" else f"“{self.char}” "
        return f"{shown}U+{ord(self.char):04X} {unicodedata.name(self.char, 'unnamed')}"


def iter_letter_problems(text: str, lang: str) -> Iterator[LetterProblem]:
    """Yield the first character of each fault of each word of a term.

    Words with a capital first (names, abbreviations such as FATF) may have any plain Latin letter.

    >>> [(p.char, p.fault) for p in iter_letter_problems("кibercinayət", "az")]
    [('к', 'wrong-script')]
    >>> [(p.char, p.fault) for p in iter_letter_problems("luật thương mại ə", "vi")]
    [('ə', 'wrong-letter')]
    >>> [*iter_letter_problems("FATF tövsiyələri", "az")]
    []
    """
    position = 0
    for word in text.split(" "):
        seen: set[LetterFault] = set()
        for offset, char in enumerate(unicodedata.normalize("NFC", word)):
            fault = _fault(char, word, lang)
            if fault is not None and fault not in seen:
                seen.add(fault)
                yield LetterProblem(position + offset, char, fault)
        position += len(word) + 1


def _fault(char: str, word: str, lang: str) -> LetterFault | None:
    if char in INVISIBLE or unicodedata.category(char) in ("Cc", "Cf", "Co"):
        return "invisible"
    if not (char.isalpha() or unicodedata.combining(char)):
        return None
    folded = fold(char, lang)
    if folded in LETTERS[lang]:
        return None
    if not unicodedata.name(char, "").startswith(("LATIN", "COMBINING", "MODIFIER")):
        return "wrong-script"
    if folded in _ASCII or char in "Iİ":
        return None if word.lstrip("“\"'(«")[:1].isupper() else "foreign-letter"
    return "wrong-letter"
