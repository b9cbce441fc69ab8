"""Split a table file into lines and cells without losing a byte, and put it together again."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from glossary.columns import Problem, clean_value

LineKind = Literal["comment", "blank", "header", "row"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longest first where one begins with the other: the UTF-16 mark opens the UTF-32 one."""

_QUOTED: Final = re.compile(r' *"((?:[^"]|""){0,32768}+)" *(?=[\t\r\n]|\Z)')
"""A cell quoted as spreadsheets do: the closing quote stands before a tab or a line end."""

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_CELL_END: Final = re.compile(r"[\t\r\n]|\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a table file: its raw cells (quotes and padding included) and its line end.

    `number` is the physical line it starts on, from 1. A comment is one raw cell.
    """

    number: int
    kind: LineKind
    cells: tuple[str, ...]
    newline: str

    @property
    def raw(self) -> str:
        """The record as it stands in the file, with its line end."""
        return "\t".join(self.cells) + self.newline

    def value(self, index: int) -> str:
        """Return the value of a cell, "" beyond the last one."""
        return decode_cell(self.cells[index]) if index < len(self.cells) else ""


def decode_bytes(data: bytes) -> tuple[str, bytes, str, list[Problem]]:
    """Decode a table file: its text, its byte order mark (or b""), its encoding, problems.

    UTF-8 with or without a mark, UTF-16 and UTF-32 with one.
    """
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", "utf-8"))
    body = data[len(bom) :]
    hint = "Save it as UTF-8 text, tab-delimited (in Excel: “Unicode Text”)."
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as exc:
        before = body[: exc.start].decode(encoding, errors="replace")
        line = len(_BREAK.findall(before)) + 1
        bad = body[exc.start : exc.start + 1].hex().upper()
        return "", bom, encoding, [Problem(line, f"byte {bad} is not {encoding} text.", hint)]
    if "\0" in text:
        line = len(_BREAK.findall(text[: text.index("\0")])) + 1
        return "", bom, encoding, [Problem(line, "there is a NUL character in it.", hint)]
    return text, bom, encoding, []


def decode_cell(raw: str) -> str:
    r"""Return the value of a raw cell: without quotes and padding, NFC.

    >>> decode_cell('"Bu ""qanun"" haqqında"  ')
    'Bu "qanun" haqqında'
    >>> decode_cell('"Əməliyyat')
    '"Əməliyyat'
    """
    if '"' in raw:
        match = _QUOTED.fullmatch(raw)
        if match is not None:
            return clean_value(match[1].replace('""', '"'))
    return clean_value(raw)


def encode_cell(value: str, *, like: str = "") -> str:
    r"""Write a value as a cell, quoted and padded as the cell `like` is.

    A tab in a value of several lines becomes a space: `iter_lines` would take the cell for one
    that was never closed.

    >>> encode_cell("luật", like="pháp luật   ")
    'luật        '
    >>> encode_cell("qanun", like='"hüquq"')
    '"qanun"'
    """
    if _BREAK.search(value):
        value = value.replace("\t", " ")
    quoted = '"' in like and _QUOTED.fullmatch(like) is not None
    if quoted or value.startswith('"') or any(mark in value for mark in "\t\r\n"):
        doubled = value.replace('"', '""')
        value = f'"{doubled}"'
    bare = like.lstrip(" ")
    if bare:
        value = " " * (len(like) - len(bare)) + value
    return value.ljust(len(like)) if like.endswith(" ") else value


def iter_lines(text: str) -> Iterator[Line]:
    """Yield the records of a table text; joined again they give the text.

    A quoted cell may hold line breaks, but then no tab: a quote that somebody forgot to close
    would otherwise swallow the rows below it.
    """
    position, number, header_seen = 0, 1, False
    while position < len(text):
        match = _BREAK.search(text, position)
        end, newline = (match.start(), match[0]) if match else (len(text), "")
        raw = text[position:end]
        if raw.lstrip().startswith("#"):
            line = Line(number, "comment", (raw,), newline)
            position = end + len(newline)
            yield line
            number += 1
            continue
        cells = tuple(raw.split("\t"))
        if '"' in raw:
            cells, end, newline = _scan_record(text, position)
        position = end + len(newline)
        kind: LineKind = "row"
        if not any(cell and not cell.isspace() for cell in cells):
            kind = "blank"
        elif cells[0].lstrip().startswith('"#'):
            kind = "comment"
        elif not header_seen:
            kind, header_seen = "header", True
        yield Line(number, kind, cells, newline)
        number += 1
        if '"' in raw:
            number += sum(len(_BREAK.findall(cell)) for cell in cells)


def _scan_record(text: str, start: int) -> tuple[tuple[str, ...], int, str]:
    """Cut the record at `start` into raw cells, minding quotes: cells, end, line end."""
    cells: list[str] = []
    while True:
        match = _QUOTED.match(text, start)
        if match is not None and ("\t" not in match[1] or _BREAK.search(match[1]) is None):
            end = match.end()
        else:
            found = _CELL_END.search(text, start)
            end = found.start() if found is not None else len(text)
        cells.append(text[start:end])
        if text[end : end + 1] == "\t":
            start = end + 1
            continue
        newline = _BREAK.match(text, end)
        return tuple(cells), end, newline[0] if newline is not None else ""
