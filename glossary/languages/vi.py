"""Vietnamese: spelling variants of a syllable; words do not inflect.

Sources: the two styles of placing a tone mark on oa, oe, uy (kiểu cũ hòa, thủy; kiểu mới hoà,
thuỷ) and i or y as the only vowel of an open syllable: Ministry of Education, decision 240/QĐ of
5 March 1984, and decision 1989/QĐ-BGDĐT of 25 May 2018 on spelling in textbooks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from glossary.text import fold, normalise

TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
"""Combining grave, acute, tilde, hook above, dot below: the five marked tones."""

_GLIDE_PAIRS: Final = ("oa", "oe", "uy")
"""Vowel pairs whose tone mark stands on the first (old style) or the second letter (new style)."""

_I_OR_Y: Final = re.compile(r"(h|k|l|m|s|t|v|qu)([iy])")
"""Initials after which an open syllable is written with i or with y (quý, quí; kỹ, kĩ)."""

_SYLLABLE: Final = re.compile(r"[^\W\d_]+")


def surface_forms(term: str, pos: str = "") -> tuple[str, ...]:
    """Return the spellings of a Vietnamese term, the dictionary form first, then the other style.

    `pos` is taken for symmetry with the other languages: Vietnamese words do not inflect.

    >>> surface_forms("cộng hòa"), surface_forms("tội phạm mạng")
    (('cộng hòa', 'cộng hoà'), ('tội phạm mạng',))
    """
    text = normalise(" ".join(term.split()))
    old_style = _SYLLABLE.sub(lambda found: _restyle(found.group(), False), text)
    new_style = _SYLLABLE.sub(lambda found: _restyle(found.group(), True), text)
    return tuple(dict.fromkeys((text, old_style, new_style)))


def syllable_variants(syllable: str) -> tuple[str, ...]:
    """Return all spellings of a folded syllable, the given one first.

    >>> syllable_variants("thủy"), syllable_variants("quý"), syllable_variants("luật")
    (('thủy', 'thuỷ'), ('quý', 'quí'), ('luật',))
    """
    variants = [syllable, _restyle(syllable, False), _restyle(syllable, True)]
    base, tone = _split_tone(syllable)
    found = _I_OR_Y.fullmatch(base)
    if found:
        other = "y" if found[2] == "i" else "i"
        variants.append(normalise(found[1] + other + tone))
    return tuple(dict.fromkeys(variants))


def fold_key(text: str) -> str:
    """Return the case-folded NFC form under which Vietnamese words are compared.

    >>> fold_key("ĐIỀU ƯỚC")
    'điều ước'
    """
    return fold(normalise(text), "vi")


def _restyle(syllable: str, new_style: bool) -> str:
    """Move the tone mark of an open syllable in oa, oe, uy; other syllables stay as they are."""
    base, tone = _split_tone(syllable)
    pair = base[-2:].lower()
    if not tone or pair not in _GLIDE_PAIRS or base[-3:].lower() == "quy":
        return syllable
    if new_style:
        return normalise(base + tone)
    return normalise(base[:-1] + tone + base[-1])


def _split_tone(syllable: str) -> tuple[str, str]:
    """Return the syllable without its tone mark, in NFC, and the mark."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = "".join(char for char in decomposed if char in TONES)
    return normalise("".join(char for char in decomposed if char not in TONES)), tone
