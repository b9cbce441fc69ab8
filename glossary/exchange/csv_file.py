"""CSV as RFC 4180 describes it, and as Excel writes it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from glossary.columns import Problem
from glossary.exchange.common import Imported, finish, read_import
from glossary.exchange.tables import iter_rows, read_rows
from glossary.files import replace_file
from glossary.model import Concept
from glossary.tsv_lines import decode_bytes

_FORMULA: Final = ("=", "+", "-", "@", "'", "\t", "\r")


def write_csv(path: Path, concepts: Iterable[Concept], *, excel: bool = False) -> None:
    """Write concepts as CSV: commas, CRLF, UTF-8; raise TermbaseWriteError.

    `excel` adds the byte order mark that Excel needs to see UTF-8, and an apostrophe before
    cells that Excel would run as a formula; `read_csv` takes both away.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in iter_rows(concepts):
        if excel:
            row = [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row]
        writer.writerow(row)
    data = stream.getvalue().encode("utf-8")
    replace_file(path, (codecs.BOM_UTF8 if excel else b"") + data)


def read_csv(path: Path) -> Imported:
    """Read concepts from CSV; commas, semicolons or tabs are told apart by the header.

    Raises TermbaseProblemsError with every problem, by line.
    """
    text, bom, _, problems = decode_bytes(read_import(path))
    if problems:
        return finish((), problems, path=path)
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    delimiter = max(",;\t", key=first.count)
    rows = _iter_csv(text, delimiter, problems, excel=bool(bom))
    concepts, faults, skipped = read_rows(rows)
    return finish(concepts, [*problems, *faults], skipped, path=path)


def _iter_csv(
    text: str, delimiter: str, problems: list[Problem], *, excel: bool
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as exc:
            hint = "A quote inside a quoted cell is written twice."
            problems.append(Problem(line, f"the quotes are wrong: {exc}.", hint))
            return
        if row:
            yield line, [_unguard(cell) if excel else cell for cell in row]
        line = reader.line_num + 1


def _unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
