"""Azerbaijani names in Latin letters without diacritics, and the suffixes after names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from glossary.languages.az_nouns import CASES, NOUN_GRAPH, THIRD_PERSON
from glossary.languages.suffixes import VOWELS, Node, State, SuffixAutomaton, harmony_of
from glossary.text import fold

# The practice of Azerbaijani state bodies and of our corpus: Ə is a, X kh, Q g, C j, Ç ch, Ş sh,
# Ğ gh; diacritics are dropped. Vietnamese texts take the English spelling over.
_LATIN: Final = str.maketrans({
    "ə": "a", "x": "kh", "q": "g", "c": "j", "ç": "ch", "ş": "sh", "ğ": "gh", "ı": "i",
    "ö": "o", "ü": "u", "â": "a", "î": "i", "û": "u",
    "Ə": "A", "X": "Kh", "Q": "G", "C": "J", "Ç": "Ch", "Ş": "Sh", "Ğ": "Gh", "İ": "I",
    "Ö": "O", "Ü": "U", "Â": "A", "Î": "I", "Û": "U",
})  # fmt: skip

# Custom keeps the e of one element of surnames: Rəsulzadə is Rasulzade.
_KEEPS_E: Final = re.compile(r"zadə\b")

# Names take the suffixes of nouns, but hardly a possessive of the first or second person
# singular or a personal ending: "Küri" is Curie, "Sevdam" no form of Sevda. The suffix -gil
# ("and the family of") joins names of persons only (Müasir Azərbaycan dili, morphology).
_GRAPH: Final = {
    **NOUN_GRAPH,
    "NAME": State(
        True,
        (
            ("lAr", "PLURAL"),
            ("gil", "PLURAL"),
            ("(I)mIz", "POSS"),
            ("(s)I", "POSS3"),
            *CASES,
            *THIRD_PERSON,
        ),
    ),
}

APOSTROPHES: Final = "-'’ʼ‘`‑"
"""What may stand between a name and its suffix: apostrophes and hyphens."""


def latinise(name: str) -> str:
    """Spell an Azerbaijani name without the letters that English and Vietnamese lack.

    >>> latinise("Zəminə Xudiyeva"), latinise("Şəmsəddin Ağayev"), latinise("Ə.H.")
    ('Zamina Khudiyeva', 'Shamsaddin Aghayev', 'A.H.')
    >>> latinise("Rəsulzadə")
    'Rasulzade'
    """
    return _KEEPS_E.sub("zade", name).translate(_LATIN)


@cache
def _automaton() -> SuffixAutomaton:
    return SuffixAutomaton(_GRAPH)


_ANY_HARMONY: Final[tuple[tuple[str, bool], ...]] = tuple(
    (harmony, after_vowel) for harmony in "aoeö" for after_vowel in (False, True)
)


@lru_cache(maxsize=65536)
def takes_suffix(stem: str, rest: str, *, foreign: bool = False) -> bool:
    """Tell whether `rest` is nothing or a chain of suffixes after the name `stem`.

    An apostrophe or hyphen may come first; after it, and in a foreign name, the harmony is that
    of a pronunciation that the spelling does not show, so any is accepted.

    >>> takes_suffix("Bakı", "dakı"), takes_suffix("Bakı", "lı"), takes_suffix("Kür", "ün")
    (True, False, True)
    >>> takes_suffix("NATO", "-nun"), takes_suffix("Facebook", "'un", foreign=True)
    (True, True)
    """
    if not rest:
        return True
    if rest[0] in APOSTROPHES:
        rest = rest[1:]
        foreign = True
    if not rest or not rest.islower():
        return False
    folded = fold(stem, "az")
    ends_in_vowel = folded[-1] in VOWELS or (folded[-1] == "y" and foreign)
    nodes: list[Node]
    if foreign:
        nodes = [("NAME", harmony, after) for harmony, after in _ANY_HARMONY]
    elif stem[0].islower():  # "Ho Şi Min şəhəri": the head noun has its possessive already.
        nodes = [("POSS3", harmony_of(folded), ends_in_vowel)]
    else:
        nodes = [("NAME", harmony_of(folded), ends_in_vowel)]
    return any(_automaton().accepts(node, rest) for node in nodes)
