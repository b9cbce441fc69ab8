"""Excel workbooks (XLSX), also in the layout that MultiTerm Convert and memoQ import."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from glossary.errors import TermbaseFormatError
from glossary.exchange.common import MAX_BYTES, Imported, finish, read_import, remove_control
from glossary.exchange.tables import Layout, iter_rows, read_rows
from glossary.files import replace_file
from glossary.model import Concept

# "Excel specifications and limits", Microsoft support.
_MAX_CELL: Final = 32_767
_MAX_ROWS: Final = 1_048_576
_SHEET: Final = "Terms"


def write_xlsx(
    path: Path, concepts: Iterable[Concept], *, layout: Layout = "table", signature: str = ""
) -> None:
    """Write concepts as a workbook of one sheet; raise TermbaseWriteError.

    Every cell is text, never a formula. Raises TermbaseFormatError for a cell or a number of
    rows that Excel cannot hold. `signature` goes into the properties of the document.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    width = 0
    for number, row in enumerate(iter_rows(concepts, layout=layout), start=1):
        if number > _MAX_ROWS:
            raise TermbaseFormatError(
                f"a sheet holds {_MAX_ROWS:,} rows.", path=path, hint="Export as CSV or TBX."
            )
        width = len(row)
        for index, value in enumerate(row, start=1):
            if len(value) > _MAX_CELL:
                raise TermbaseFormatError(
                    f"the concept {row[0]} has a cell of {len(value):,} characters, Excel holds "
                    f"{_MAX_CELL:,}.",
                    path=path,
                    hint="Shorten it, or export as CSV or TBX.",
                )
            if value:
                cell = sheet.cell(number, index)
                cell.value = remove_control(value)
                # openpyxl takes a leading “=” for a formula; what the type says, Excel believes,
                # and with quotePrefix it still does after somebody has clicked into the cell.
                cell.data_type = "s"
                cell.number_format = "@"
                if value.startswith(("=", "+", "-", "@")):
                    cell.quotePrefix = True
                if number == 1:
                    cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for index in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(index)].width = 24
    book.properties.creator = "lugat"
    book.properties.description = signature
    stream = io.BytesIO()
    book.save(stream)
    replace_file(path, stream.getvalue())


def read_xlsx(path: Path) -> Imported:
    """Read concepts from the first sheet of a workbook.

    Raises TermbaseProblemsError with every problem, by row.
    """
    data = read_import(path)
    _check_archive(data, path)
    concepts, problems, skipped = read_rows(_read_sheet(data, path))
    return finish(concepts, problems, skipped, path=path)


def _check_archive(data: bytes, path: Path) -> None:
    """Refuse what is no workbook, unpacks to too much, or brings a document type definition."""
    hint = "Save it as an Excel workbook (.xlsx), or export it as CSV."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 2 * MAX_BYTES:
                raise TermbaseFormatError(
                    f"it unpacks to more than {2 * MAX_BYTES:,} bytes.", path=path, hint=hint
                )
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels")):
                    # A part that lies about its size is cut by the reader, not trusted.
                    with archive.open(info) as part:
                        head = part.read(65_536).replace(b"\0", b"")
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise TermbaseFormatError(
                            f"its part {info.filename} defines XML entities.", path=path, hint=hint
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as exc:
        raise TermbaseFormatError("it is no Excel workbook.", path=path, hint=hint) from exc


def _read_sheet(data: bytes, path: Path) -> list[tuple[int, list[str]]]:
    import warnings

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    hint = "Open it in Excel or LibreOffice and save it again."
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and validations that it drops; only the text matters here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                sheet = book.worksheets[0]
                return [
                    (number, [_to_text(value) for value in row])
                    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
                ]
            finally:
                book.close()
    except (InvalidFileException, KeyError, ValueError, IndexError, TypeError, SyntaxError) as exc:
        # SyntaxError covers ParseError of the XML reader.
        raise TermbaseFormatError(f"the workbook is damaged: {exc}.", path=path, hint=hint) from exc


def _to_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        # Excel has no dates, only times; one at midnight was typed as a date.
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return str(value)
