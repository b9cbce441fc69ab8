"""Store units in a translation memory, many at a time.

Most units of an import have a source that the memory does not have yet: they go in together. One
whose source is there already is looked at by itself, since it may replace another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from translate_cli.memory_schema import hash_text
from translate_cli.memory_search import index_entry
from translate_cli.memory_units import STATUSES, MemoryUnit, dump_codes, format_time, hash_context

_INSERT: Final = (
    "INSERT INTO units (target, status, origin, score, signature, document, previous, following,"
    " source_codes, target_codes, changed_at, source, lang, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE: Final = (
    "UPDATE units SET target = ?, status = ?, origin = ?, score = ?, signature = ?, document = ?,"
    " previous = ?, following = ?, source_codes = ?, target_codes = ?, changed_at = ? WHERE id = ?"
)
_FIND_MACHINE: Final = (
    "SELECT id, target, status FROM units WHERE source = ? AND lang = ?"
    " AND status = 0 AND signature = ?"
)
_FIND_HUMAN: Final = (
    "SELECT id, target, status FROM units WHERE source = ? AND lang = ?"
    " AND (target = ? OR (status > 0 AND previous IS ? AND following IS ?"
    " AND previous IS NOT NULL)) ORDER BY target = ? DESC, status DESC LIMIT 1"
)
_ADD_CONTEXT: Final = (
    "UPDATE units SET previous = ?, following = ? WHERE id = ? AND previous IS NULL"
)


def store_batch(connection: sqlite3.Connection, batch: Sequence[MemoryUnit]) -> int:
    """Store units in order, inside the open transaction; return how many are new or changed.

    Raises sqlite3.Error, after which the transaction has to be rolled back.
    """
    known = _find_sources(connection, batch)
    last = connection.execute("SELECT max(id) FROM sources").fetchone()[0] or 0
    now = format_time(datetime.now(UTC))
    sources: list[tuple[int, int, str, str]] = []
    rows: list[tuple[Any, ...]] = []
    changed = 0
    for unit in batch:
        said = (unit.source_lang, unit.source)
        number = known.get(said)
        if number is None:
            last += 1
            known[said] = last
            sources.append((last, hash_text(unit.source), *said))
            rows.append((*_values(unit, now), *_birth(unit, last, now)))
            changed += 1
            continue
        # It may replace one that waits to be stored.
        _flush(connection, sources, rows)
        changed += _store_known(connection, unit, number, now)
    _flush(connection, sources, rows)
    return changed


def _find_sources(
    connection: sqlite3.Connection, batch: Sequence[MemoryUnit]
) -> dict[tuple[str, str], int]:
    """Return the ids of the sources that the memory has, by language and text."""
    keys = {hash_text(unit.source) for unit in batch}
    found = connection.execute(
        "SELECT s.lang, s.text, s.id FROM json_each(?) AS j CROSS JOIN sources s"
        " ON s.key = j.value",
        (f"[{','.join(map(str, keys))}]",),
    )
    return {(lang, text): number for lang, text, number in found}


def _flush(
    connection: sqlite3.Connection,
    sources: list[tuple[int, int, str, str]],
    rows: list[tuple[Any, ...]],
) -> None:
    """Store what waits, and forget it."""
    if not rows:
        return
    connection.executemany("INSERT INTO sources (id, key, lang, text) VALUES (?, ?, ?, ?)", sources)
    connection.executemany(
        "INSERT INTO stems (rowid, words) VALUES (?, ?)",
        ((number, index_entry(text, lang)) for number, _, lang, text in sources),
    )
    connection.executemany(_INSERT, rows)
    sources.clear()
    rows.clear()


def _values(unit: MemoryUnit, now: str) -> tuple[Any, ...]:
    return (
        unit.target, STATUSES.index(unit.status), unit.origin, unit.score_logprob, unit.signature,
        unit.document, hash_context(unit.previous), hash_context(unit.following),
        dump_codes(unit.source_codes), dump_codes(unit.target_codes),
        format_time(unit.changed_at) or now,
    )  # fmt: skip


def _birth(unit: MemoryUnit, source: int, now: str) -> tuple[int, str, str]:
    return source, unit.target_lang, format_time(unit.created_at) or now


def _store_known(connection: sqlite3.Connection, unit: MemoryUnit, source: int, now: str) -> bool:
    """Store a unit of a source that the memory has; return whether it is new or changed."""
    values = _values(unit, now)
    status, context = values[1], values[6:8]
    if status == 0:
        query, given = _FIND_MACHINE, (source, unit.target_lang, unit.signature)
    else:
        query = _FIND_HUMAN
        given = (source, unit.target_lang, unit.target, *context, unit.target)
    found = connection.execute(query, given).fetchone()
    if found is None:
        connection.execute(_INSERT, (*values, *_birth(unit, source, now)))
        return True
    if (found[1], found[2]) == (unit.target, max(status, found[2])):
        # The same again: only the context may be new.
        connection.execute(_ADD_CONTEXT, (*context, found[0]))
        return False
    connection.execute(_UPDATE, (*values, found[0]))
    return True
