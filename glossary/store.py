"""The termbase: terms.tsv as the truth, and beside it a database of its history and its words.

The database can be rebuilt from the file at any time, save for the history. It is kept in the
user's data folder, never beside the file, so that a termbase in a shared folder or a repository
stays one file.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.database import (
    Origin,
    TermbaseStoreError,
    index_table,
    open_database,
    read_meta,
    transaction,
)
from glossary.errors import ConceptNotFoundError
from glossary.files import lock_file
from glossary.merge import Action, Merge, OnConflict, merge_concepts
from glossary.model import Concept
from glossary.search import search_key
from glossary.shipped import check_writable
from glossary.tsv import TermTable, edit_tsv, read_tsv

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed which cell when. `at` is UTC; `user` is "" for an edit found in the file."""

    at: datetime
    user: str
    origin: Origin
    action: Action
    concept: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """A concept found by full-text search, and the text it was found in."""

    concept: Concept
    field: str
    text: str


def default_database(path: Path, *, environ: Mapping[str, str] | None = None) -> Path:
    """Return where the database of a termbase lies: in the user's data folder, by its full path.

    Honours XDG_DATA_HOME everywhere, then the custom of the platform.
    """
    environ = os.environ if environ is None else environ
    full = path.resolve()
    named = Path(environ.get("XDG_DATA_HOME") or ".")
    if named.is_absolute():  # The XDG specification has a relative path ignored.
        folder = named
    elif sys.platform == "win32":
        folder = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path.home() / ".local" / "share"
    key = hashlib.sha256(str(full).encode(errors="surrogateescape")).hexdigest()[:16]
    return folder / "lugat" / "termbases" / f"{full.stem}-{key}.sqlite"


def current_user(environ: Mapping[str, str] | None = None) -> str:
    """Return the name that edits are recorded under: LUGAT_USER, else the login name."""
    environ = os.environ if environ is None else environ
    if environ.get("LUGAT_USER"):
        return environ["LUGAT_USER"]
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        # A container may run under a number that has no name.
        return "unknown"


class Termbase:
    """A termbase file with its history.

    Edits go to the file first and are recorded then; where the database fails, the edit stands
    and `notices` says that its history is not kept. `history` and `search` raise instead.
    """

    def __init__(
        self,
        path: Path,
        *,
        database: Path | None = None,
        user: str | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.path = path
        self.database = database or default_database(path)
        self.user = user or current_user()
        self.notices: list[str] = []
        self._now = now or (lambda: datetime.now(UTC))

    def read(self) -> TermTable:
        """Read the file as it is now."""
        return read_tsv(self.path)

    def add(self, concept: Concept, *, cells: Mapping[str, str] | None = None) -> TermTable:
        """Add a concept; raise DuplicateConceptError where its id is taken."""
        return self._edit(lambda table: table.with_added(concept, cells=cells), "command")

    def replace(
        self, concept: Concept, *, base: Concept, cells: Mapping[str, str] | None = None
    ) -> TermTable:
        """Replace `base`; raise TermbaseWriteError where somebody changed it meanwhile."""
        return self._edit(
            lambda table: table.with_replaced(concept, base=base, cells=cells), "command"
        )

    def remove(self, concept_id: str) -> TermTable:
        """Remove a concept; raise ConceptNotFoundError."""
        return self._edit(lambda table: table.with_changes(removed=[concept_id]), "command")

    def merge(
        self,
        concepts: Iterable[Concept],
        *,
        on_conflict: OnConflict = "error",
        match_terms: bool = False,
    ) -> Merge:
        """Bring concepts into the file, all or none; see `merge_concepts`."""
        incoming = tuple(concepts)
        merges: list[Merge] = []

        def change(table: TermTable) -> TermTable:
            merges.append(
                merge_concepts(table, incoming, on_conflict=on_conflict, match_terms=match_terms)
            )
            return merges[-1].table

        self._edit(change, "import")
        return merges[-1]

    def _edit(self, change: Callable[[TermTable], TermTable], origin: Origin) -> TermTable:
        check_writable(self.path)
        saved: list[datetime] = []

        def change_and_look(table: TermTable) -> TermTable:
            # After our own write the file would tell the time of that.
            saved.append(self._stamp_of_file())
            return change(table)

        return edit_tsv(
            self.path,
            change_and_look,
            record=lambda before, after: self._record(before, saved[-1], after, origin),
        )

    def _record(self, before: TermTable, saved: datetime, after: TermTable, origin: Origin) -> None:
        try:
            with self._open() as db, transaction(db):
                index_table(db, before, saved, "", "file")
                index_table(db, after, self._now(), self.user, origin)
        except TermbaseStoreError as exc:
            self.notices.append(f"The edit is made, but its history is not kept: {exc}")

    def sync(self) -> TermTable:
        """Rebuild the index where the file changed, and record what changed in it.

        Returns the table. Raises TermbaseStoreError.
        """
        # Under the lock of the file: an edit of ours that is written but not recorded yet must
        # not be taken for one that was made in the file.
        with lock_file(self.path):
            table = self.read()
            with self._open() as db:
                if read_meta(db, "digest") != table.digest:
                    with transaction(db):
                        index_table(db, table, self._stamp_of_file(), "", "file")
        return table

    def history(self, concept_id: str | None = None) -> tuple[Change, ...]:
        """Return the changes of one concept or of all, oldest first; syncs before.

        Raises ConceptNotFoundError where there never was such a concept.
        """
        table = self.sync()
        where, values = ("concept = ?", [concept_id]) if concept_id is not None else (None, [])
        with self._open() as db:
            rows = list(db.table("history").rows_where(where, values, order_by="id"))
        if not rows and concept_id is not None:
            table.concept(concept_id)
        return tuple(
            Change(
                datetime.fromisoformat(row["at"]),
                row["user"],
                row["origin"],
                row["action"],
                row["concept"],
                row["column"],
                row["old"],
                row["new"],
            )
            for row in rows
        )

    def search(self, text: str, *, limit: int = 20) -> list[TextHit]:
        """Find words in terms, definitions, notes and sources, also without diacritics.

        All words must occur in one text; the last one may be the beginning of a word.
        """
        table = self.sync()
        words = search_key(text).split()
        if not words:
            return []
        query = " ".join(f'"{word}"' for word in words) + "*"
        hits: dict[str, TextHit] = {}
        with self._open() as db:
            for row in db.table("texts").search(query, columns=["concept", "field", "text"]):
                concept_id = row["concept"]
                with contextlib.suppress(ConceptNotFoundError):
                    hit = TextHit(table.concept(concept_id), row["field"], row["text"])
                    hits.setdefault(concept_id, hit)
                if len(hits) == limit:
                    break
        return list(hits.values())

    def _stamp_of_file(self) -> datetime:
        # The time somebody saved the file says more than the time we noticed.
        with contextlib.suppress(OSError):
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        return self._now()

    def _open(self) -> contextlib.AbstractContextManager[Database]:
        return open_database(self.database, termbase=self.path)
