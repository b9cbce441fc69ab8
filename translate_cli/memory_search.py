"""Fuzzy search in a translation memory: candidates by rare stems, then the exact similarity.

A text that is to 75 % alike shares most of its words; in an inflected language it shares their
beginnings. So the index holds the first letters of every word, and a search asks for the rarest of
them: whatever shares one of a few rare stems is compared in full.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Final

from glossary.text import fold

STEM_LETTERS: Final = 5
"""Letters of a word that are indexed: Azerbaijani stems mostly change behind them."""
MAX_ROWS: Final = 6000
"""Index entries that a search may read: it stops asking for commoner stems before."""
MIN_STEMS: Final = 2
"""Stems that are asked for in any case."""

_WORD: Final = re.compile(r"\w+")


def similarity(one: str, two: str) -> float:
    """Return how alike two texts are, from 0 to 100: 100 less the share of characters to edit.

    Levenshtein distance over the longer length.

    >>> similarity("Qanun qəbul edildi.", "Qanun qəbul edilir.")
    94.73684210526316
    """
    from rapidfuzz.distance import Levenshtein

    return 100 * Levenshtein.normalized_similarity(one, two)


def fold_text(text: str, lang: str) -> str:
    """Return a text as it is compared: lower case, single spaces.

    >>> fold_text("QANUN  İşləri", "az")
    'qanun işləri'
    """
    return " ".join(fold(text, lang).split())


def stems_of(text: str, lang: str) -> list[str]:
    """Return the beginnings of the words of a text, each once.

    >>> stems_of("Kibercinayətkarlığa qarşı, kibercinayətkarlıq", "az")
    ['kiber', 'qarşı']
    """
    words = _WORD.findall(fold(text, lang))
    return list(dict.fromkeys(word[:STEM_LETTERS] for word in words))


def index_stems(
    connection: sqlite3.Connection, number: int, text: str, lang: str, *, remove: bool = False
) -> None:
    """Add a source to the index, or take it out of it."""
    words = " ".join(f"{lang}0{stem}" for stem in stems_of(text, lang))
    if remove:
        connection.execute(
            "INSERT INTO stems (stems, rowid, words) VALUES ('delete', ?, ?)", (number, words)
        )
    else:
        connection.execute("INSERT INTO stems (rowid, words) VALUES (?, ?)", (number, words))


def find_candidates(
    connection: sqlite3.Connection, text: str, lang: str, *, threshold: int, limit: int
) -> list[tuple[int, int]]:
    """Return (source id, similarity from `threshold` to 99), the most alike first."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    stems = [f"{lang}0{stem}" for stem in stems_of(text, lang)]
    counts = {}
    for stem in stems:
        found = connection.execute("SELECT doc FROM stem_counts WHERE term = ?", (stem,)).fetchone()
        if found:
            counts[stem] = int(found[0])
    rare = sorted(counts, key=lambda stem: counts[stem])
    chosen: list[str] = []
    total = 0
    for stem in rare:
        if len(chosen) >= MIN_STEMS and total + counts[stem] > MAX_ROWS:
            break
        chosen.append(stem)
        total += counts[stem]
    if not chosen:
        return []
    wanted = fold_text(text, lang)
    # Texts of quite another length cannot be alike enough.
    share = threshold / 100
    low, high = int(len(wanted) * share) - 2, int(len(wanted) / max(share, 0.01)) + 2
    rows = connection.execute(
        "SELECT s.id, s.text FROM stems JOIN sources s ON s.id = stems.rowid"
        " WHERE stems MATCH ? AND length(s.text) BETWEEN ? AND ?",
        (" OR ".join(f'"{stem}"' for stem in chosen), low, high),
    ).fetchall()
    folded = [fold_text(other, lang) for _, other in rows]
    best = process.extract(
        wanted,
        folded,
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=share,
        limit=limit * 3,
        processor=None,
    )
    result = []
    for _, score, place in best:
        number, other = rows[place]
        if other == text:
            continue
        # Only case, white space or nothing that counts differs: alike, but not the same.
        result.append((int(number), min(99, int(100 * score))))
    return result[:limit]
