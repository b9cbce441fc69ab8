"""Find concepts by an inexact term of any language, also typed without diacritics."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from glossary.model import Concept, Term

_PLAIN: Final = str.maketrans(
    {"ı": "i", "ə": "e", "ǝ": "e", "ә": "e", "đ": "d", "İ": "i", "I": "i"}
)
"""Letters without a canonical decomposition, as people type them on a foreign keyboard."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that was found, by which of its terms, and how well (0 to 100)."""

    concept: Concept
    term: Term
    score: float


def search_key(text: str) -> str:
    """Reduce a text to plain lower-case letters and digits, words apart.

    >>> search_key("Kibercinayətkarlığın qarşısının alınması")
    'kibercinayetkarligin qarsisinin alinmasi'
    >>> search_key("Điều ước quốc-tế")
    'dieu uoc quoc te'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).lower().translate(_PLAIN)
    kept = (c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def find_concepts(
    concepts: Iterable[Concept],
    text: str,
    *,
    lang: str | None = None,
    limit: int = 10,
    min_score: float = 70.0,
) -> list[Hit]:
    """Return the concepts whose terms are most like `text`, best first.

    `lang` restricts the terms that are compared; None compares those of every language,
    forbidden ones too, because people look up what they met. A term that is `text` but for case
    and diacritics scores 100, one with the very letters comes before it.
    """
    from rapidfuzz import fuzz, process

    entries = [
        (concept, term)
        for concept in concepts
        for term in concept.terms
        if lang is None or term.lang == lang
    ]
    wanted = search_key(text)
    if not wanted:
        return []
    keys = [search_key(term.text) for _, term in entries]
    # WRatio also rewards parts (“cinayət” in “cinayət işi”), which is what a look-up is for; the
    # plain ratio breaks its many ties in favour of terms of the same length.
    found = process.extract(wanted, keys, scorer=fuzz.WRatio, limit=None, score_cutoff=min_score)
    exact = unicodedata.normalize("NFC", text).strip()
    ranked = sorted(
        ((score, fuzz.ratio(wanted, key), index) for key, score, index in found),
        key=lambda item: (-item[0], entries[item[2]][1].text != exact, -item[1], item[2]),
    )
    hits: dict[str, Hit] = {}
    for score, _, index in ranked:
        concept, term = entries[index]
        hits.setdefault(concept.id, Hit(concept, term, round(float(score), 1)))
        if len(hits) == limit:
            break
    return list(hits.values())
