"""The translation memory: every translation once made, found again exactly or nearly.

One SQLite file (write-ahead log, so that several processes read while one writes). `sources` holds
each source text once, with an FTS5 index of its word stems for fuzzy search; `units` hold
translations with status, origin and context. Work of people is never overwritten by a machine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from translate_cli.errors import MemoryStoreError
from translate_cli.memory_fill import store_batch
from translate_cli.memory_schema import explain, hash_text, open_connection, prepare
from translate_cli.memory_search import find_candidates, remove_stems
from translate_cli.memory_units import (
    COLUMNS,
    STATUSES,
    MemoryMatch,
    MemoryUnit,
    UnitStatus,
    dump_codes,
    format_time,
    hash_context,
    read_unit,
)

BATCH: Final = 5000
"""Units that are stored in one go: with fewer, more pages of the index are written twice."""
_PAGE: Final = 500
"""Units that are read at a time."""
_SPARE: Final = 4
"""Similar sources looked up for each match asked for: some have no unit of the language."""
_MOST: Final = 200
"""Similar sources looked up for the work of people: drafts of many documents may lie between."""


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
        """Store units, all or none of a batch of 5,000; return how many are new or changed.

        A machine unit replaces the earlier one of its source and signature. A unit of a person
        replaces the one with the same target, or with the same neighbours where they are known.
        """
        waiting = iter(units)
        changed = 0
        while batch := list(islice(waiting, BATCH)):
            changed += self._write(batch)
        return changed

    def _write(self, batch: Sequence[MemoryUnit]) -> int:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                return store_batch(self._connection, batch)
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc

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
            f"SELECT {COLUMNS} FROM sources s JOIN units u ON u.source = s.id"
            " WHERE s.key = ? AND s.lang = ? AND s.text = ? AND u.lang = ?",
            (hash_text(text), source_lang, text, target_lang),
        )
        context = (hash_context(previous), hash_context(following))
        matches = []
        for row in rows:
            in_context = None not in context and (row[10], row[11]) == context
            matches.append(MemoryMatch(read_unit(row), 101 if in_context else 100))
        matches.sort(key=lambda m: format_time(m.unit.changed_at), reverse=True)
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
        people_only: bool = False,
    ) -> list[MemoryMatch]:
        """Return translations of similar texts, the most similar first, from `threshold` to 99 %.

        Similarity is 1 less the edit distance in characters over the longer length, case and white
        space folded: what CAT tools show as a fuzzy match. With `people_only`, what a machine made
        does not count.
        """
        try:
            numbers = find_candidates(
                self._connection,
                text,
                source_lang,
                threshold=threshold,
                limit=_MOST if people_only else limit * _SPARE,
            )
        except sqlite3.Error as exc:
            raise explain(exc, self.path) from exc
        matches: list[MemoryMatch] = []
        for number, score in numbers:
            rows = self._rows(
                f"SELECT {COLUMNS} FROM sources s JOIN units u ON u.source = s.id"
                " WHERE s.id = ? AND u.lang = ? AND u.status >= ?"
                " ORDER BY u.status DESC, u.changed_at DESC LIMIT 1",
                (number, target_lang, int(people_only)),
            )
            matches += [MemoryMatch(read_unit(row), score) for row in rows]
            if len(matches) == limit:
                break
        return matches

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
                f"SELECT {COLUMNS} FROM units u JOIN sources s ON u.source = s.id"
                f" WHERE {' AND '.join(where)} AND u.id > ? ORDER BY u.id LIMIT {_PAGE}",
                (*values, last),
            )
            if not rows:
                return
            last = rows[-1][0]
            yield from map(read_unit, rows)

    def get(self, number: int) -> MemoryUnit:
        """Return a unit by its id; MemoryStoreError where there is none."""
        rows = self._rows(
            f"SELECT {COLUMNS} FROM units u JOIN sources s ON u.source = s.id WHERE u.id = ?",
            (number,),
        )
        if not rows:
            raise MemoryStoreError(
                f"there is no unit {number}.", where=self.path, hint="See: lugat memory search TEXT"
            )
        return read_unit(rows[0])

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
                        STATUSES.index(status), changed.target, dump_codes(codes),
                        format_time(datetime.now(UTC)), number,
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
                    remove_stems(self._connection, source, text, lang)
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

    def has_work_of_people(self) -> bool:
        """Tell whether anything is reviewed or approved."""
        return bool(self._rows("SELECT EXISTS (SELECT 1 FROM units WHERE status > 0)", ())[0][0])

    def merge(self, other: TranslationMemory) -> int:
        """Take over the units of another memory; return how many are new or changed."""
        return self.add(other.iter_units())


__all__ = ["BATCH", "STATUSES", "MemoryMatch", "MemoryUnit", "TranslationMemory", "UnitStatus"]
