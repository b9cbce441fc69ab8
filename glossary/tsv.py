"""terms.tsv, the file people edit: read it forgivingly, change a row and nothing else.

Rules of the file: tabs between cells; `#` lines and blank lines are comments; the first other
line names the columns, in any order; columns that are not ours are kept; `|` separates the
preferred form (first) from admitted ones.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from glossary.columns import (
    COLUMNS,
    Problem,
    TermbaseProblemsError,
    cells_from_concept,
    check_columns,
    clean_value,
    concept_from_cells,
)
from glossary.errors import (
    ConceptNotFoundError,
    DuplicateConceptError,
    TermbaseFormatError,
    TermbaseWriteError,
)
from glossary.files import lock_file, read_bytes, replace_file
from glossary.model import LANGS, Concept
from glossary.tsv_lines import Line, decode_bytes, encode_cell, iter_lines

_MAX_BYTES: Final = 256 * 2**20
_ATTEMPTS: Final = 5
_LOOSE_COLUMNS: Final = (
    *LANGS,
    *(f"forbidden_{lang}" for lang in LANGS),
    "status",
    "case_sensitive",
    "enforce",
)
"""Columns in which different cells may mean the same."""


@dataclass(frozen=True)
class TermTable:
    """A termbase table as it stands in a file: every line of it, and the concepts they give.

    Immutable: `with_changes` returns a new table. `digest` is the SHA-256 of the bytes.
    """

    concepts: tuple[Concept, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    path: Path | None = None
    bom: bytes = b""
    encoding: str = "utf-8"
    digest: str = ""

    @cached_property
    def _rows(self) -> dict[str, tuple[int, Line]]:
        column = self.columns.index("id")
        rows: dict[str, tuple[int, Line]] = {}
        for index, line in enumerate(self.lines):
            if line.kind == "row":
                rows.setdefault(line.value(column), (index, line))
        return rows

    @cached_property
    def _by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}

    def concept(self, concept_id: str) -> Concept:
        """Return a concept by id; raise ConceptNotFoundError."""
        concept = self._by_id.get(concept_id)
        if concept is None:
            raise ConceptNotFoundError(
                f"there is no concept “{concept_id}”.",
                path=self.path,
                hint="`lugat glossary find TEXT` searches in all languages.",
            )
        return concept

    def line_number(self, concept_id: str) -> int:
        """Return the line of a concept in the file, from 1."""
        return self.row(concept_id).number

    def row(self, concept_id: str) -> Line:
        """Return the line of a concept as it stands in the file."""
        self.concept(concept_id)
        return self._rows[concept_id][1]

    def cells(self, concept_id: str) -> dict[str, str]:
        """Return the values of a row by column name, those of foreign columns included."""
        line = self.row(concept_id)
        return {name: line.value(index) for index, name in enumerate(self.columns) if name}

    def to_bytes(self) -> bytes:
        """Return the file, byte for byte what was read where nothing was changed."""
        return self.bom + "".join(line.raw for line in self.lines).encode(self.encoding)

    def with_changes(
        self,
        concepts: Iterable[Concept] = (),
        *,
        removed: Iterable[str] = (),
        cells: Mapping[str, Mapping[str, str]] | None = None,
    ) -> TermTable:
        """Return the table with concepts replaced (same id) or added, and others removed.

        `cells` gives values of foreign columns by id and column name. Cells that keep their
        value keep their bytes. Raises TermbaseFormatError for what a table cannot hold.
        """
        lines = list(self.lines)
        columns = list(self.columns)
        wanted = {concept.id: cells_from_concept(concept) for concept in concepts}
        for concept_id, extra in (cells or {}).items():
            if concept_id not in wanted:
                self.concept(concept_id)
            cleaned = {name: clean_value(value) for name, value in extra.items()}
            wanted.setdefault(concept_id, {}).update(cleaned)
        for values in wanted.values():
            columns.extend(
                name
                for name, value in values.items()
                if value and name not in columns and not _same_meaning(name, "", value)
            )
        if len(columns) > len(self.columns):
            index = next(i for i, line in enumerate(lines) if line.kind == "header")
            header = lines[index]
            padding = ("",) * (len(self.columns) - len(header.cells))
            names = (*header.cells, *padding, *columns[len(self.columns) :])
            lines[index] = replace(header, cells=names)
        added = []
        for concept_id, values in wanted.items():
            found = self._rows.get(concept_id)
            if found is None:
                added.append(values)
            else:
                lines[found[0]] = _edit_row(found[1], columns, values)
        dropped = set()
        for concept_id in removed:
            self.concept(concept_id)
            dropped.add(self._rows[concept_id][0])
        lines = [line for index, line in enumerate(lines) if index not in dropped]
        _append_rows(lines, columns, added)
        try:
            data = self.bom + "".join(line.raw for line in lines).encode(self.encoding)
        except UnicodeEncodeError as exc:
            raise TermbaseFormatError(
                "a cell holds half a character (a lone surrogate).",
                path=self.path,
                hint="Type the cell again.",
            ) from exc
        table, problems = parse_tsv(data, path=self.path)
        if problems:
            raise TermbaseProblemsError(problems, path=self.path)
        return table

    def with_added(self, concept: Concept, *, cells: Mapping[str, str] | None = None) -> TermTable:
        """Return the table with one concept more, and its foreign `cells`.

        Raises DuplicateConceptError for a taken id.
        """
        if concept.id in self._by_id:
            raise DuplicateConceptError(
                f"the id “{concept.id}” is taken.",
                path=self.path,
                line=self.line_number(concept.id),
                hint=f"Choose another, or change it: `lugat glossary edit {concept.id}`.",
            )
        return self.with_changes([concept], cells={concept.id: cells} if cells else None)

    def with_replaced(
        self, concept: Concept, *, base: Concept, cells: Mapping[str, str] | None = None
    ) -> TermTable:
        """Return the table with `base` replaced; `cells` sets foreign columns.

        Raises TermbaseWriteError where the row is not `base` any more.
        """
        if self.concept(base.id) != base:
            raise TermbaseWriteError(
                f"the row of “{base.id}” was changed by somebody else in the meantime.",
                path=self.path,
                line=self.line_number(base.id),
                hint="Look at it and edit it again.",
            )
        return self.with_changes([concept], cells={concept.id: cells} if cells else None)


def _edit_row(line: Line, columns: Sequence[str], values: Mapping[str, str]) -> Line:
    cells = list(line.cells)
    for index, name in enumerate(columns):
        if name not in values or values[name] == line.value(index):
            continue
        cells.extend("" for _ in range(index + 1 - len(cells)))
        old = line.value(index)
        if _same_meaning(name, old, values[name]):
            continue
        cells[index] = encode_cell(values[name], like=cells[index])
    _refuse_comment(cells[0])
    return replace(line, cells=tuple(cells))


def _same_meaning(column: str, old: str, new: str) -> bool:
    """Tell whether two values of a cell give the same concept, as “TRUE” and “yes” do."""
    if column not in _LOOSE_COLUMNS:
        return False
    probe = {"id": "x", "az": "x"}
    first, problems = concept_from_cells({**probe, column: old})
    second, _ = concept_from_cells({**probe, column: new})
    return not problems and first == second


def _append_rows(
    lines: list[Line], columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> None:
    """Insert rows behind the last row (or the header), padded and ended as that one is."""
    if not rows:
        return
    last = max(i for i, line in enumerate(lines) if line.kind in ("header", "row"))
    like = lines[last]
    newline = next((line.newline for line in lines if line.newline), "\n")
    if not like.newline:
        lines[last] = replace(like, newline=newline)
    fresh = []
    for values in rows:
        cells = []
        for index, name in enumerate(columns):
            old = like.cells[index] if like.kind == "row" and index < len(like.cells) else ""
            # Only the padding of the neighbour is copied: quotes are written where needed.
            pad = " " * len(old) if old.endswith(" ") else ""
            cells.append(encode_cell(values.get(name, "")).ljust(len(pad)))
        if like.kind == "row" and len(like.cells) < len(columns):
            while cells and not cells[-1].strip():
                cells.pop()
        _refuse_comment(cells[0])
        fresh.append(Line(0, "row", tuple(cells), newline))
    if not like.newline and last == len(lines) - 1:
        fresh[-1] = replace(fresh[-1], newline="")
    lines[last + 1 : last + 1] = fresh


def _refuse_comment(cell: str) -> None:
    if cell.lstrip(' "').startswith("#"):
        raise TermbaseFormatError(
            f"“{cell.strip()}” begins with #, which makes the row a comment.",
            hint="Begin it with a letter.",
        )


def parse_tsv(data: bytes, *, path: Path | None = None) -> tuple[TermTable, list[Problem]]:
    """Parse the bytes of a termbase table: the table, and every problem in it."""
    text, bom, encoding, problems = decode_bytes(data)
    lines = tuple(iter_lines(text))
    header = next((line for line in lines if line.kind == "header"), None)
    columns: tuple[str, ...] = COLUMNS
    if header is not None:
        columns = tuple(header.value(i).lower() for i in range(len(header.cells)))
        if len(columns) == 1 and ("," in columns[0] or ";" in columns[0]):
            problems.append(
                Problem(
                    header.number,
                    "the columns are not separated by tabs.",
                    "Import a CSV file with `lugat glossary import FILE.csv`.",
                )
            )
        else:
            problems.extend(check_columns(columns, line=header.number))
    elif not problems:
        problems.extend(check_columns((), line=None))
    concepts: dict[str, Concept] = {}
    first_lines: dict[str, int] = {}
    if not problems:
        for line in lines:
            if line.kind == "row":
                concept, found = _read_row(line, columns)
                problems.extend(found)
                if concept is None:
                    continue
                if concept.id in concepts:
                    first = first_lines[concept.id]
                    message = f"the id “{concept.id}” is taken by line {first}."
                    problems.append(Problem(line.number, message, "Give it another.", "id"))
                    continue
                concepts[concept.id] = concept
                first_lines[concept.id] = line.number
    digest = hashlib.sha256(data).hexdigest()
    table = TermTable(tuple(concepts.values()), columns, lines, path, bom, encoding, digest)
    return table, problems


def _read_row(line: Line, columns: Sequence[str]) -> tuple[Concept | None, list[Problem]]:
    extra = [cell.strip() for cell in line.cells[len(columns) :]]
    if any(extra):
        message = f"it has {len(line.cells)} cells, the header {len(columns)} (“{extra[0]}”…)."
        return None, [Problem(line.number, message, "Remove the tab that is too many.")]
    cells = {name: line.value(index) for index, name in enumerate(columns) if name}
    return concept_from_cells(cells, line=line.number)


def read_tsv(path: Path | str) -> TermTable:
    """Read a termbase table; raise TermbaseNotFoundError, or one error for all its problems."""
    path = Path(path)
    table, problems = parse_tsv(read_bytes(path, max_bytes=_MAX_BYTES), path=path)
    if problems:
        raise TermbaseProblemsError(problems, path=path)
    return table


def load_concepts(path: Path | str) -> tuple[Concept, ...]:
    """Read the concepts of a termbase table, in the order of the file."""
    return read_tsv(path).concepts


def write_tsv(path: Path | str, concepts: Iterable[Concept]) -> None:
    """Write concepts as a new table (UTF-8, LF), in one step; replaces what was there."""
    replace_file(Path(path), format_tsv(concepts))


def format_tsv(concepts: Iterable[Concept]) -> bytes:
    """Return a new table with our columns and these concepts."""
    empty, _ = parse_tsv(("\t".join(COLUMNS) + "\n").encode())
    concepts = list(concepts)
    repeated = [key for key, n in Counter(concept.id for concept in concepts).items() if n > 1]
    if repeated:
        raise DuplicateConceptError(
            f"the id “{repeated[0]}” is there twice.", hint="Rename or remove one."
        )
    return empty.with_changes(concepts).to_bytes()


def edit_tsv(
    path: Path | str,
    change: Callable[[TermTable], TermTable],
    *,
    record: Callable[[TermTable, TermTable], None] | None = None,
) -> TermTable:
    """Apply `change` to the table in a file and write it back in one step; return the result.

    The file is read under a lock, so two of us lose nothing; and it is compared once more just
    before the rename, because a spreadsheet takes no lock: then the change is applied again to
    what the spreadsheet saved. `change` may therefore run more than once. `record` is called
    with the table before and after, once the file is written and before the lock is released.
    """
    path = Path(path)
    with lock_file(path) as lock:
        for _ in range(_ATTEMPTS):
            table = read_tsv(path)
            changed = change(table)
            data = changed.to_bytes()
            now = hashlib.sha256(read_bytes(path, max_bytes=_MAX_BYTES)).hexdigest()
            if now != table.digest:
                continue
            if data != table.to_bytes():
                replace_file(path, data, lock=lock)
            if record is not None:
                record(table, changed)
            return changed
    raise TermbaseWriteError(
        "another program keeps changing it.", path=path, hint="Close it there and try again."
    )


def add_concept(path: Path | str, concept: Concept) -> TermTable:
    """Add a concept to the file; raise DuplicateConceptError where its id is taken."""
    return edit_tsv(path, lambda table: table.with_added(concept))


def replace_concept(path: Path | str, concept: Concept, *, base: Concept) -> TermTable:
    """Replace the concept `base` in the file by one of the same id.

    Raises ConceptNotFoundError, and TermbaseWriteError where the row is no longer `base`
    because somebody else changed it.
    """
    return edit_tsv(path, lambda table: table.with_replaced(concept, base=base))


def remove_concept(path: Path | str, concept_id: str) -> TermTable:
    """Remove a concept from the file; raise ConceptNotFoundError."""
    return edit_tsv(path, lambda table: table.with_changes(removed=[concept_id]))
