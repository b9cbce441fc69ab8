"""The translation memory: every translation once made, found again exactly or nearly.

One SQLite file (write-ahead log, so that several processes read while one writes). `sources` holds
each source text once, with an FTS5 index of its word stems for fuzzy search; `units` hold
translations with status, origin and context. Work of people is never overwritten by a machine.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from translate_cli.errors import MemoryStoreError
from translate_cli.memory_schema import explain, hash_text, open_connection, prepare
from translate_cli.memory_search import find_candidates, index_stems
from translate_cli.model import InlineCode

UnitStatus = Literal["machine", "reviewed", "approved"]
STATUSES: Final[tuple[UnitStatus, ...]] = ("machine", "reviewed", "approved")
"""From the weakest to the strongest."""

_COLUMNS: Final = (
    "u.id, s.lang, u.lang, s.text, u.target, u.status, u.origin, u.score, u.signature, u.document,"
    " u.previous, u.following, u.source_codes, u.target_codes, u.created_at, u.changed_at"
)
_BATCH: Final = 500
_SPARE: Final = 4
"""Similar sources looked up for each match asked for: some have no unit of the language."""


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """A source with one translation.

    `previous` and `following` are the source texts beside it in its document (numbers that stand
    for them, once stored), "" where it is the first or last, None where that is not known.
    `signature` names model, glossary and options of a machine translation. `id` is 0 and
    the times are None before it is stored.
    """

    source: str
    target: str
    source_lang: str
    target_lang: str
    status: UnitStatus = "machine"
    origin: str = ""
    score_logprob: float | None = None
    signature: str = ""
    document: str = ""
    previous: str | int | None = None
    following: str | int | None = None
    source_codes: tuple[InlineCode, ...] = ()
    target_codes: tuple[InlineCode, ...] = ()
    created_at: datetime | None = None
    changed_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A unit of the memory and how alike its source is, in per cent.

    101: the same text between the same neighbours; 100: the same text; below: fuzzy.
    """

    unit: MemoryUnit
    score: int


class TranslationMemory:
    """A translation memory in a file; use it in a `with` block, in one thread."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = open_connection(path, read_only=read_only)
        try:
            prepare(self._connection, path, read_only=read_only)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        """Return the memory."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._connection.close()

    def add(self, units: Iterable[MemoryUnit]) -> int:
        """Store units, all or none of a batch of 500; return how many are new or changed.

        A machine unit replaces the earlier one of its source and signature. A unit of a person
        replaces the one with the same target, or with the same neighbours where they are known.
        """
        changed = 0
        batch: list[MemoryUnit] = []
        for unit in units:
            batch.append(unit)
            if len(batch) == _BATCH:
                changed += self._write(batch)
                batch = []
        return changed + (self._write(batch) if batch else 0)

    def _write(self, batch: Sequence[MemoryUnit]) -> int:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                return sum(self._store(unit) for unit in batch)
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc

    def _store(self, unit: MemoryUnit) -> bool:
        source = self._source_id(unit.source, unit.source_lang)
        status = STATUSES.index(unit.status)
        context = (hash_context(unit.previous), hash_context(unit.following))
        now = _format_time(datetime.now(UTC))
        if status == 0:
            found = self._one(
                "SELECT id, target, status FROM units WHERE source = ? AND lang = ?"
                " AND status = 0 AND signature = ?",
                (source, unit.target_lang, unit.signature),
            )
        else:
            found = self._one(
                "SELECT id, target, status FROM units WHERE source = ? AND lang = ?"
                " AND (target = ? OR (status > 0 AND previous IS ? AND following IS ?"
                " AND previous IS NOT NULL)) ORDER BY target = ? DESC, status DESC LIMIT 1",
                (source, unit.target_lang, unit.target, *context, unit.target),
            )
        if found and (found[1], found[2]) == (unit.target, max(status, found[2])):
            # The same again: only the context may be new.
            self._connection.execute(
                "UPDATE units SET previous = ?, following = ? WHERE id = ? AND previous IS NULL",
                (*context, found[0]),
            )
            return False
        values = (
            unit.target, status, unit.origin, unit.score_logprob, unit.signature, unit.document,
            *context, _dump_codes(unit.source_codes), _dump_codes(unit.target_codes),
            _format_time(unit.changed_at) if unit.changed_at else now,
        )  # fmt: skip
        if found:
            self._connection.execute(
                "UPDATE units SET target = ?, status = ?, origin = ?, score = ?, signature = ?,"
                " document = ?, previous = ?, following = ?, source_codes = ?, target_codes = ?,"
                " changed_at = ? WHERE id = ?",
                (*values, found[0]),
            )
        else:
            created = _format_time(unit.created_at) if unit.created_at else now
            self._connection.execute(
                "INSERT INTO units (target, status, origin, score, signature, document, previous,"
                " following, source_codes, target_codes, changed_at, source, lang, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, source, unit.target_lang, created),
            )
        return True

    def _source_id(self, text: str, lang: str) -> int:
        key = hash_text(text)
        found = self._one(
            "SELECT id FROM sources WHERE key = ? AND lang = ? AND text = ?", (key, lang, text)
        )
        if found:
            return int(found[0])
        cursor = self._connection.execute(
            "INSERT INTO sources (key, lang, text) VALUES (?, ?, ?)", (key, lang, text)
        )
        number = int(cursor.lastrowid or 0)
        index_stems(self._connection, number, text, lang)
        return number

    def _one(self, query: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return found

    def _rows(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc

    def find_exact(
        self,
        text: str,
        *,
        source_lang: str,
        target_lang: str,
        previous: str | None = None,
        following: str | None = None,
    ) -> list[MemoryMatch]:
        """Return the translations of exactly this text, the best first.

        Those of people first, the approved before the reviewed, in context before others, the
        newest before older ones.
        """
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM sources s JOIN units u ON u.source = s.id"
            " WHERE s.key = ? AND s.lang = ? AND s.text = ? AND u.lang = ?",
            (hash_text(text), source_lang, text, target_lang),
        )
        context = (hash_context(previous), hash_context(following))
        matches = []
        for row in rows:
            in_context = None not in context and (row[10], row[11]) == context
            matches.append(MemoryMatch(_read_unit(row), 101 if in_context else 100))
        matches.sort(key=lambda m: _format_time(m.unit.changed_at), reverse=True)
        matches.sort(key=lambda m: (-STATUSES.index(m.unit.status), -m.score))
        return matches

    def find_fuzzy(
        self,
        text: str,
        *,
        source_lang: str,
        target_lang: str,
        threshold: int = 75,
        limit: int = 5,
    ) -> list[MemoryMatch]:
        """Return translations of similar texts, the most similar first, from `threshold` to 99 %.

        Similarity is 1 less the edit distance in characters over the longer length, case and white
        space folded: what CAT tools show as a fuzzy match.
        """
        try:
            numbers = find_candidates(
                self._connection, text, source_lang, threshold=threshold, limit=limit * _SPARE
            )
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc
        matches: list[MemoryMatch] = []
        for number, score in numbers:
            rows = self._rows(
                f"SELECT {_COLUMNS} FROM sources s JOIN units u ON u.source = s.id"
                " WHERE s.id = ? AND u.lang = ? ORDER BY u.status DESC, u.changed_at DESC LIMIT 1",
                (number, target_lang),
            )
            matches += [MemoryMatch(_read_unit(row), score) for row in rows]
        return matches[:limit]

    def iter_units(
        self,
        *,
        source_lang: str | None = None,
        target_lang: str | None = None,
        status: UnitStatus | None = None,
        document: str | None = None,
        containing: str | None = None,
    ) -> Iterator[MemoryUnit]:
        """Yield the units that fit, in the order they were stored; memory does not grow."""
        where, values = ["1"], []
        for column, value in (("s.lang", source_lang), ("u.lang", target_lang)):
            if value is not None:
                where.append(f"{column} = ?")
                values.append(value)
        if status is not None:
            where.append("u.status = ?")
            values.append(str(STATUSES.index(status)))
        if document is not None:
            where.append("u.document = ?")
            values.append(document)
        if containing is not None:
            where.append("(instr(s.text, ?) OR instr(u.target, ?))")
            values += [containing, containing]
        last = 0
        while True:
            rows = self._rows(
                f"SELECT {_COLUMNS} FROM units u JOIN sources s ON u.source = s.id"
                f" WHERE {' AND '.join(where)} AND u.id > ? ORDER BY u.id LIMIT {_BATCH}",
                (*values, last),
            )
            if not rows:
                return
            last = rows[-1][0]
            yield from map(_read_unit, rows)

    def get(self, number: int) -> MemoryUnit:
        """Return a unit by its id; MemoryStoreError where there is none."""
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM units u JOIN sources s ON u.source = s.id WHERE u.id = ?",
            (number,),
        )
        if not rows:
            raise MemoryStoreError(
                f"there is no unit {number}.", where=self.path, hint="See: lugat memory search TEXT"
            )
        return _read_unit(rows[0])

    def review(self, number: int, *, status: UnitStatus, target: str | None = None) -> MemoryUnit:
        """Give a unit a status, and another target where one is given; return it."""
        unit = self.get(number)
        changed = replace(unit, status=status, target=unit.target if target is None else target)
        codes = changed.target_codes if changed.target == unit.target else ()
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.execute(
                    "UPDATE units SET status = ?, target = ?, target_codes = ?, changed_at = ?"
                    " WHERE id = ?",
                    (
                        STATUSES.index(status), changed.target, _dump_codes(codes),
                        _format_time(datetime.now(UTC)), number,
                    ),
                )  # fmt: skip
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc
        return self.get(number)

    def remove(self, numbers: Iterable[int]) -> int:
        """Remove units, and sources that have none left; return how many units went."""
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                count = 0
                for number in numbers:
                    cursor = self._connection.execute("DELETE FROM units WHERE id = ?", (number,))
                    count += cursor.rowcount
                empty = self._connection.execute(
                    "SELECT id, text, lang FROM sources s"
                    " WHERE NOT EXISTS (SELECT 1 FROM units u WHERE u.source = s.id)"
                ).fetchall()
                for source, text, lang in empty:
                    index_stems(self._connection, source, text, lang, remove=True)
                    self._connection.execute("DELETE FROM sources WHERE id = ?", (source,))
                return count
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc

    def stats(self) -> dict[tuple[str, str, UnitStatus], int]:
        """Return the number of units by source language, target language and status."""
        rows = self._rows(
            "SELECT s.lang, u.lang, u.status, count(*) FROM units u JOIN sources s"
            " ON u.source = s.id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            (),
        )
        return {(one, two, STATUSES[status]): count for one, two, status, count in rows}

    def merge(self, other: TranslationMemory) -> int:
        """Take over the units of another memory; return how many are new or changed."""
        return self.add(other.iter_units())


def hash_context(text: str | int | None) -> int | None:
    """Return the stored form of a neighbour; a number is one already."""
    return hash_text(text) if isinstance(text, str) else text


def _read_unit(row: Sequence[Any]) -> MemoryUnit:
    return MemoryUnit(
        source=row[3],
        target=row[4],
        source_lang=row[1],
        target_lang=row[2],
        status=STATUSES[row[5]],
        origin=row[6],
        score_logprob=row[7],
        signature=row[8],
        document=row[9],
        previous=row[10],
        following=row[11],
        source_codes=_load_codes(row[12]),
        target_codes=_load_codes(row[13]),
        created_at=datetime.fromisoformat(row[14]),
        changed_at=datetime.fromisoformat(row[15]),
        id=row[0],
    )


def _format_time(time: datetime | None) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds") if time else ""


def _dump_codes(codes: Sequence[InlineCode]) -> str:
    if not codes:
        return ""
    return json.dumps([[c.number, c.kind, c.position, c.data] for c in codes], ensure_ascii=False)


def _load_codes(text: str) -> tuple[InlineCode, ...]:
    return tuple(InlineCode(*item) for item in json.loads(text)) if text else ()


__all__ = ["STATUSES", "MemoryMatch", "MemoryUnit", "TranslationMemory", "UnitStatus"]
