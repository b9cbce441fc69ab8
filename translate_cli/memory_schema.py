"""The file of a translation memory: its tables, how it is opened, what its errors mean."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

from translate_cli.errors import MemoryStoreError

BUSY_TIMEOUT_S: Final = 15.0
"""How long a writer waits for another process that is writing."""
VERSION: Final = 1
CACHE_KIB: Final = 64 * 1024
"""Memory that a writer may use for pages of the file; it takes what it needs of it."""
LOG_PAGES: Final = 8000
"""Pages (32 MiB) in the log before they go over to the file."""

_TABLES: Final = """
CREATE TABLE sources (id INTEGER PRIMARY KEY, key INTEGER NOT NULL, lang TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE INDEX sources_by_key ON sources (key);
CREATE TABLE units (id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources (id),
    lang TEXT NOT NULL, target TEXT NOT NULL, status INTEGER NOT NULL, origin TEXT NOT NULL,
    score REAL, signature TEXT NOT NULL, document TEXT NOT NULL, previous INTEGER,
    following INTEGER, source_codes TEXT NOT NULL, target_codes TEXT NOT NULL,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL);
CREATE INDEX units_by_source ON units (source, lang);
CREATE VIRTUAL TABLE stems USING fts5 (words, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE stem_counts USING fts5vocab (stems, row);
"""


def default_memory() -> Path:
    """Return the memory that is used where none is named, in the user's data folder."""
    named = Path(os.environ.get("XDG_DATA_HOME") or ".")
    if named.is_absolute():  # The XDG specification has a relative path ignored.
        folder = named
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path.home() / ".local" / "share"
    return folder / "lugat" / "memory.sqlite"


@lru_cache(maxsize=16384)
def hash_text(text: str) -> int:
    """Return a signed 64-bit number for a text, the same in every run.

    >>> hash_text("Qanun qəbul edildi.") == hash_text("Qanun qəbul edildi.")
    True
    """
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def open_connection(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open the file; MemoryStoreError where that is not possible."""
    try:
        if read_only:
            if not path.exists():
                raise MemoryStoreError(
                    "there is no translation memory here.",
                    where=path,
                    hint="Check the name; translating makes one.",
                )
            address = f"{path.absolute().as_uri()}?mode=ro"
            return sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        path.parent.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    except (sqlite3.Error, OSError) as exc:
        raise explain(exc, path) from exc


def prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Make the tables of a new file; refuse a file of another program or a later version."""
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if not version and not read_only:
            version = _make_tables(connection)
        if version == VERSION and not read_only:
            # Another process may hold the file just now; it has switched to the log already.
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode = WAL")
        # A finished transaction survives the process; a power cut may cost the last one.
        connection.execute("PRAGMA synchronous = NORMAL")
        if not read_only:
            # The keys of new texts fall all over the index: with the small defaults, filling a
            # large memory would read and write the same pages again and again.
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    except sqlite3.Error as exc:
        raise explain(exc, path) from exc
    if version != VERSION:
        raise MemoryStoreError(
            f"this is no translation memory of version {VERSION} (but {version}).",
            where=path,
            hint="Name another file, or update lugat.",
        )


def _make_tables(connection: sqlite3.Connection) -> int:
    """Make the tables, unless another process has; return the version that the file has now."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        foreign = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not version and not foreign:
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            version = VERSION
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return version


def explain(exc: sqlite3.Error | OSError, path: Path) -> MemoryStoreError:
    """Return what went wrong in words that say what to do."""
    text = str(exc).lower()
    if any(word in text for word in ("malformed", "not a database", "corrupt")):
        return MemoryStoreError(
            "the translation memory is damaged.",
            where=path,
            hint="Move the file away and import your last export, or name another with --memory.",
        )
    if "locked" in text or "busy" in text:
        return MemoryStoreError(
            "another program is writing the translation memory.", where=path, hint="Try again."
        )
    if "readonly" in text or "read-only" in text:
        return MemoryStoreError(
            "the translation memory is read-only.",
            where=path,
            hint="Change its permissions, name another with --memory, or use --no-memory.",
        )
    if "disk is full" in text:
        return MemoryStoreError(
            "the disk is full; what was stored before is safe.",
            where=path,
            hint="Make room and run the command again: it goes on where it stopped.",
        )
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return MemoryStoreError(
        f"the translation memory cannot be used: {reason}.",
        where=path,
        hint="Check the folder, name another file with --memory, or use --no-memory.",
    )
