"""The database beside a termbase: its schema, and how a table is brought into it.

Four tables: `cells` mirrors the file cell by cell, `history` says what changed, `texts` (with
FTS5) holds every text that can be searched, `meta` the digest of the file that was indexed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from glossary.errors import GlossaryError
from glossary.merge import CellChange, diff_cells, table_cells
from glossary.model import Concept
from glossary.search import search_key
from glossary.tsv import TermTable

if TYPE_CHECKING:
    from sqlite_utils import Database

Origin = Literal["command", "import", "file"]

_SCHEMA_VERSION: Final = 1
_BUSY_TIMEOUT_S: Final = 10.0
_TEXT_COLUMNS: Final = ("definition", "note", "source")


class TermbaseStoreError(GlossaryError):
    """The database beside a termbase cannot be used; the termbase itself is whole."""


@contextlib.contextmanager
def open_database(path: Path, *, termbase: Path) -> Iterator[Database]:
    """Open the database of a termbase, make its tables where it is new, and close it again.

    Raises TermbaseStoreError for whatever goes wrong with it, in the block too.
    """
    try:
        from sqlite_utils import Database

        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S)
        with contextlib.closing(connection):
            db = Database(connection)
            version = _prepare(db, termbase)
            if version != _SCHEMA_VERSION:
                raise TermbaseStoreError(
                    f"the database has version {version}, this program reads {_SCHEMA_VERSION}.",
                    path=path,
                    hint="Update lugat, or name another file with --database.",
                )
            owner = read_meta(db, "path")
            if owner != str(termbase.resolve()):
                raise TermbaseStoreError(
                    f"the database belongs to the termbase {owner}.",
                    path=path,
                    hint="Name another file with --database.",
                )
            yield db
    except (sqlite3.Error, OSError) as exc:
        raise _explain(exc, path) from exc


def _explain(exc: sqlite3.Error | OSError, database: Path) -> TermbaseStoreError:
    text = str(exc)
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return TermbaseStoreError(
            "the database is damaged; the termbase itself is not.",
            path=database,
            hint="Move this file away: a new one is made from the termbase, without the history.",
        )
    if "locked" in text:
        return TermbaseStoreError(
            "another program is writing the database.", path=database, hint="Try again."
        )
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else text
    return TermbaseStoreError(
        f"the database cannot be used: {reason}.",
        path=database,
        hint="Check the permissions and the space there, or name another with --database.",
    )


def _prepare(db: Database, path: Path) -> int:
    """Create the tables of a new database; return the version of the schema."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version:
        return version
    db.enable_wal()
    with transaction(db):
        if db.execute("PRAGMA user_version").fetchone()[0]:
            return _SCHEMA_VERSION
        db.table("meta").create({"key": str, "value": str}, pk="key")
        db.table("cells").create(
            {"concept": str, "column": str, "value": str}, pk=("concept", "column")
        )
        db.table("history").create(
            {
                "id": int,
                "at": str,
                "user": str,
                "origin": str,
                "action": str,
                "concept": str,
                "column": str,
                "old": str,
                "new": str,
            },
            pk="id",
        )
        db.table("history").create_index(["concept"])
        db.table("texts").create(
            {"id": int, "concept": str, "field": str, "text": str, "key": str}, pk="id"
        )
        db.table("texts").enable_fts(["key"], tokenize="unicode61")
        db.table("meta").insert({"key": "path", "value": str(path.resolve())})
        db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    return _SCHEMA_VERSION


@contextlib.contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Run the block as one transaction that holds the write lock from the start."""
    # IMMEDIATE: a transaction that reads first and writes later could fail half-way when another
    # process writes in between.
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


def read_meta(db: Database, key: str) -> str:
    """Return a fact about the database, "" where there is none of that name."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row is not None else ""


def index_table(db: Database, table: TermTable, at: datetime, user: str, origin: Origin) -> None:
    """Bring the database to the state of `table`, recording every cell that differs.

    The first table that a database sees is its baseline and leaves no history.
    """
    digest = table.digest
    known = read_meta(db, "digest")
    if known == digest:
        return
    old: dict[str, dict[str, str]] = {}
    for concept_id, column, value in db.execute("SELECT concept, column, value FROM cells"):
        old.setdefault(concept_id, {})[column] = value
    new = {
        concept_id: {name: value for name, value in cells.items() if value}
        for concept_id, cells in table_cells(table).items()
    }
    changes = diff_cells(old, new)
    if known:
        stamp = at.astimezone(UTC).isoformat(timespec="seconds")
        db.table("history").insert_all(_history_rows(changes, stamp, user, origin))
    touched = {change.concept for change in changes}
    for concept_id in touched:
        db.execute("DELETE FROM cells WHERE concept = ?", [concept_id])
        db.execute("DELETE FROM texts WHERE concept = ?", [concept_id])
    db.table("cells").insert_all(
        {"concept": concept_id, "column": column, "value": value}
        for concept_id in new
        if concept_id in touched
        for column, value in new[concept_id].items()
    )
    db.table("texts").insert_all(
        row for concept in table.concepts if concept.id in touched for row in _text_rows(concept)
    )
    if touched:
        db.table("texts").rebuild_fts()
    db.table("meta").upsert({"key": "digest", "value": digest}, pk="key")


def _history_rows(
    changes: Iterable[CellChange], stamp: str, user: str, origin: Origin
) -> Iterator[dict[str, Any]]:
    for change in changes:
        yield {
            "at": stamp,
            "user": user,
            "origin": origin,
            "action": change.action,
            "concept": change.concept,
            "column": change.column,
            "old": change.old,
            "new": change.new,
        }


def _text_rows(concept: Concept) -> Iterator[dict[str, str]]:
    for term in concept.terms:
        field = term.lang if term.status != "forbidden" else f"forbidden_{term.lang}"
        yield {
            "concept": concept.id,
            "field": field,
            "text": term.text,
            "key": search_key(term.text),
        }
    for field in _TEXT_COLUMNS:
        text = getattr(concept, field)
        if text:
            yield {
                "concept": concept.id,
                "field": field,
                "text": text,
                "key": search_key(text),
            }
