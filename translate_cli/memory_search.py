"""Fuzzy search in a translation memory: candidates by rare stems, then the exact similarity.

A text that is to 75 % alike shares most of its words; in an inflected language it shares their
beginnings, and is about as long. So the index holds the first letters of every word together with
the length of the text. A search reads where the rarest of them stand in texts of a fitting length,
and compares in full those that have most of them in common.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import Final

from glossary.text import fold

STEM_LETTERS: Final = 5
"""Letters of a word that are indexed: Azerbaijani stems mostly change behind them."""
MAX_STEMS: Final = 40
"""Stems that a search asks for; of a longer text, every second, third … is taken."""
MAX_ENTRIES: Final = 16_000
"""Index entries that a search may read: it asks for no commoner stems when they are used up."""
MAX_COMPARED: Final = 1000
"""Texts that are read and compared, those with most stems in common first.

Measured where a search could read the same shares, 320 entries and 20 texts of 20,000: of 1,500
texts that had been edited until they were 75 to 99 % alike, the best match was found for all but 2.
"""
MIN_SHARED: Final = 4
"""A text that has fewer than one in so many of the stems in common is not compared."""
WINDOWS: Final = 4
WINDOW_TEXTS: Final = 5000
"""Parts of the memory from which it is estimated how rare a stem is, and texts in each: to count a
common stem in all of a large memory would take longer than the rest of the search."""

LENGTHS: Final = tuple(round(8 * 1.25**step) for step in range(48))
"""Where the classes of length end, in characters: each is a quarter longer than the one before."""

_WORD: Final = re.compile(r"\w+")


def similarity(one: str, two: str) -> float:
    """Return how alike two texts are, from 0 to 100: 100 less the share of characters to edit.

    Levenshtein distance over the longer length.

    >>> similarity("Qanun qəbul edildi.", "Qanun qəbul edilir.")
    89.47368421052632
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


def index_entry(text: str, lang: str) -> str:
    """Return what the index holds for a source.

    >>> index_entry("Qanun!", "az")
    'az0q71616e756e'
    """
    folded = fold(text, lang)
    lead = _lead(lang, bisect_right(LENGTHS, len(" ".join(folded.split()))))
    stems = dict.fromkeys([word[:STEM_LETTERS] for word in _WORD.findall(folded)])
    return " ".join([lead + _spell(stem) for stem in stems])


def remove_stems(connection: sqlite3.Connection, number: int, text: str, lang: str) -> None:
    """Take a source out of the index."""
    connection.execute(
        "INSERT INTO stems (stems, rowid, words) VALUES ('delete', ?, ?)",
        (number, index_entry(text, lang)),
    )


def _entry(stem: str, lang: str, size: int) -> str:
    """Return what the index holds for a stem in a text of a class of length.

    >>> _entry("qanun", "az", 7)
    'az7q71616e756e'
    """
    return _lead(lang, size) + _spell(stem)


def _lead(lang: str, size: int) -> str:
    return f"{lang}{size}q"


@lru_cache(maxsize=16384)
def _spell(stem: str) -> str:
    # In hexadecimal, since the tokeniser of SQLite knows only the letters of Unicode 6.1 and would
    # cut at others.
    return stem.encode("utf-8", "surrogatepass").hex()


def find_candidates(
    connection: sqlite3.Connection, text: str, lang: str, *, threshold: int, limit: int
) -> list[tuple[int, int]]:
    """Return (source id, similarity from `threshold` to 99), the most alike first."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    wanted = fold_text(text, lang)
    # Texts of quite another length cannot be alike enough.
    share = threshold / 100
    low, high = int(len(wanted) * share), int(len(wanted) / max(share, 0.01)) + 1
    sizes = range(bisect_right(LENGTHS, low), bisect_right(LENGTHS, high) + 1)
    stems = stems_of(text, lang)
    questions = [
        " OR ".join(f'"{_entry(stem, lang, size)}"' for size in sizes)
        for stem in stems[:: max(-(-len(stems) // MAX_STEMS), 1)]
    ]
    numbers = _rank_sources(connection, questions)
    rows = connection.execute(
        "SELECT s.id, s.text FROM json_each(?) AS j CROSS JOIN sources s ON s.id = j.value",
        (f"[{','.join(numbers)}]",),
    ).fetchall()
    best = process.extract(
        wanted,
        [fold_text(other, lang) for _, other in rows],
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


def _rank_sources(connection: sqlite3.Connection, questions: list[str]) -> list[str]:
    """Return the ids of the sources to compare, those that answer most of the questions first.

    A question asks the index for one stem. Those with few answers are asked first, until
    MAX_ENTRIES are used up.
    """
    common: Counter[str] = Counter()
    left = MAX_ENTRIES
    answered = 0
    for question in _sort_by_rarity(connection, questions):
        found = connection.execute(
            "SELECT group_concat(number) FROM"
            " (SELECT rowid AS number FROM stems WHERE stems MATCH ? LIMIT ?)",
            (question, left),
        ).fetchone()[0]
        if found:
            numbers = found.split(",")
            common.update(numbers)
            left -= len(numbers)
            answered += 1
        if left <= 0:
            break
    ranked: list[str] = []
    least = answered / MIN_SHARED
    for shared in sorted({count for count in common.values() if count >= least}, reverse=True):
        # Those that were found by a rarer stem stand first.
        alike = (number for number, count in common.items() if count == shared)
        ranked += islice(alike, MAX_COMPARED - len(ranked))
        if len(ranked) == MAX_COMPARED:
            break
    return ranked


def _sort_by_rarity(connection: sqlite3.Connection, questions: list[str]) -> list[str]:
    """Return the questions, those with fewest answers in parts of the memory first."""
    last = connection.execute("SELECT max(id) FROM sources").fetchone()[0] or 0
    if last <= WINDOWS * WINDOW_TEXTS:
        bounds = [1, last]
    else:
        step = (last - WINDOW_TEXTS) // (WINDOWS - 1)
        starts = [1 + step * number for number in range(WINDOWS)]
        bounds = [bound for start in starts for bound in (start, start + WINDOW_TEXTS - 1)]
    part = "(SELECT count(*) FROM stems WHERE stems MATCH ?1 AND rowid BETWEEN ? AND ?)"
    query = f"SELECT {' + '.join([part] * (len(bounds) // 2))}"
    counts = {ask: connection.execute(query, (ask, *bounds)).fetchone()[0] for ask in questions}
    # Where none of the parts has them, the longer stem is the rarer one as a rule.
    return sorted(questions, key=lambda ask: (counts[ask], -len(ask)))
