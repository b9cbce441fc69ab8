"""The text cells and formulas of a sheet, read row by row: sheets may be much larger than memory.

Cells hold a number in the shared strings (t="s"), a string of their own (t="inlineStr"), or, as a
few programs write them, a plain value (t="str" without a formula).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.ooxml import local_name
from translate_cli.documents.pieces import Joined, has_letter
from translate_cli.documents.xlsx_text import read_text
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

_FORMULAS: Final = ("f", "formula", "formula1", "formula2")
_RESULT: Final = re.compile(
    rb"""(<(?:\w+:)?c\b[^<>]*\bt=["']str["'][^<>]*>\s*"""
    rb"""<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)"""
    rb"""<(?:\w+:)?v\b[^<>]*>([^<]*)</(?:\w+:)?v>"""
)
"""A cell with a formula that gives a string, and its result."""
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text cell: its name ("B4"), the number of its shared string or its own text, its format.

    `form` counts the cell formats of the workbook, whose fonts tell how its text looks.
    """

    name: str
    text: int | Joined
    form: int


def iter_content(
    data: bytes, part: str, fonts: Sequence[str], *, where: Path | str
) -> Iterator[Cell | str]:
    """Yield the text cells and the formulas of a sheet in order.

    Raises InputError for broken XML, a document type, and a cell without a proper string.
    """
    number = 0
    for element in _iter_elements(data, part, where):
        if local_name(element) != "row":
            yield element.text or ""
            continue
        number = _row_number(element, number)
        for name, holder in iter_text_cells(element, number):
            form = find_form(holder)
            if local_name(holder) != "v" or _kind(holder.getparent()) == "str":
                yield Cell(name, read_text(holder, find_font(fonts, form)), form)
                continue
            try:
                yield Cell(name, int(holder.text or ""), form)
            except ValueError as exc:
                raise InputError(
                    f"cell {name} of {part} does not say which text it has.",
                    where=where,
                    hint="Open and save the document again.",
                ) from exc


def iter_own_texts(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the names and text elements of cells that hold their text themselves."""
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = _row_number(row, number)
        for name, holder in iter_text_cells(row, number):
            if local_name(holder) != "v" or _kind(holder.getparent()) == "str":
                yield name, holder


def iter_text_cells(row: etree._Element, number: int) -> Iterator[tuple[str, etree._Element]]:
    """Yield (name, element with the text or the number of its string) of the text cells of a row.

    A cell without a name stands right of the one before it.
    """
    column = 0
    for cell in row.iterfind("{*}c"):
        name = str(cell.get("r", ""))
        found = _CELL.fullmatch(name)
        column = column_number(found[1]) if found else column + 1
        if not found:
            name = f"{column_name(column)}{number}"
        holder = cell.find("{*}is" if _kind(cell) == "inlineStr" else "{*}v")
        if holder is None or _kind(cell) not in {"s", "inlineStr", "str"}:
            continue
        if cell.find("{*}f") is None:
            yield name, holder


def drop_results(data: bytes) -> bytes:
    """Return a sheet without the words that formulas gave when it was saved.

    They may repeat texts of cells, and not every program calculates again because it is told to.

    >>> drop_results(b'<c r="B1" t="str"><f>A1</f><v>Qanun</v></c>')
    b'<c r="B1" t="str"><f>A1</f></c>'
    """

    def drop(found: re.Match[bytes]) -> bytes:
        words = has_letter(found[2].decode("utf-8", "replace"))
        return found[1] if words else found[0]

    return _RESULT.sub(drop, data)


def find_form(holder: etree._Element) -> int:
    """Return the number of the format of the cell that holds a text."""
    cell = holder.getparent()
    said = "0" if cell is None else str(cell.get("s", "0"))
    return int(said) if said.isdecimal() else 0


def find_font(fonts: Sequence[str], form: int) -> str:
    """Return the look of a cell format, "" where it is not known."""
    return fonts[form] if form < len(fonts) else ""


def column_number(name: str) -> int:
    """Return the number of a column.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for char in name:
        number = number * 26 + ord(char) - 64
    return number


def column_name(number: int) -> str:
    """Return the name of a column.

    >>> column_name(28)
    'AB'
    """
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _row_number(row: etree._Element, before: int) -> int:
    said = str(row.get("r", ""))
    return int(said) if said.isdecimal() else before + 1


def _kind(cell: etree._Element | None) -> str:
    return "" if cell is None else str(cell.get("t", "n"))


def _iter_elements(data: bytes, name: str, where: Path | str) -> Iterator[etree._Element]:
    """Yield the rows and formulas of a sheet; an element is good until the next one."""
    from lxml import etree

    tags = [f"{{*}}{tag}" for tag in ("worksheet", "row", *_FORMULAS)]
    try:
        for event, element in etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            if event == "start":
                if element.getroottree().docinfo.internalDTD is not None:
                    raise InputError(
                        f"{name} declares a document type, which no document program writes; "
                        "refused.",
                        where=where,
                        hint="Do not use it if you do not know where it comes from.",
                    )
                continue
            yield element
            if local_name(element) == "row":
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as exc:
        raise InputError(
            f"{name} is broken XML: {exc}.", where=where, hint="Open and save the document again."
        ) from exc
