"""What ties texts of cells to other parts of a workbook: tables, pivot tables and formulas.

Office programs call a workbook broken whose table names its columns otherwise than the cells above
them, so both change together. Where a formula names a column or compares with a text, the text
stays as it is: results that silently change are worse than a word that is not translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from translate_cli.documents.ooxml import iter_related, local_name, read_relations
from translate_cli.documents.packages import Package, dump_part, parse_part
from translate_cli.documents.xlsx_cells import column_name, column_number
from translate_cli.documents.xlsx_text import escape_text, unescape_text
from translate_cli.model import CodedText

_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')
_FIXED_TABLES: Final = frozenset({"queryTable", "xml"})
"""Kinds of tables whose columns are named by a source outside."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a table that repeats a cell: `attribute` of its column number `column`."""

    part: str
    table: str
    column: int
    attribute: str
    text: str
    cell: tuple[str, str]
    fixed: bool


def iter_labels(package: Package, sheet: str, *, where: Path | str) -> Iterator[Label]:
    """Yield the labels of the tables of a sheet; `cell` is (sheet part, cell name)."""
    relations = read_relations(package, sheet, where=where)
    for part in iter_related(relations, "table"):
        root = parse_part(package.parts[part], part, where=where)
        area = _AREA.fullmatch(str(root.get("ref", "")))
        if area is None:
            continue
        rows = {}
        if root.get("headerRowCount", "1") != "0":
            rows["name"] = area[2]
        if root.get("totalsRowCount", "0") != "0":
            rows["totalsRowLabel"] = area[4] or area[2]
        fixed = root.get("tableType") in _FIXED_TABLES
        table = str(root.get("displayName", ""))
        for number, column in enumerate(root.iterfind("{*}tableColumns/{*}tableColumn")):
            letters = column_name(column_number(area[1]) + number)
            for attribute, row in rows.items():
                text = column.get(attribute)
                if text is not None:
                    cell = (sheet, letters + row)
                    said = unescape_text(str(text))
                    yield Label(part, table, number, attribute, said, cell, fixed)


def iter_part_formulas(
    package: Package, parts: Iterable[str], *, where: Path | str
) -> Iterator[str]:
    """Yield the formulas of the workbook and of its tables: names, calculated columns."""
    wanted = {"definedName", "calculatedColumnFormula", "totalsRowFormula"}
    for part in parts:
        for element in parse_part(package.parts[part], part, where=where).iter():
            if local_name(element) in wanted:
                yield element.text or ""


def find_pivot_cells(
    package: Package,
    main: str,
    sheets: Mapping[str, str],
    labels: Sequence[Label],
    *,
    where: Path | str,
) -> set[tuple[str, str]]:
    """Return the cells that name the fields of pivot tables; `sheets` has the part of each name.

    A pivot table loses a field whose name is no longer there when it is refreshed.
    """
    cells: set[tuple[str, str]] = set()
    for part in iter_related(read_relations(package, main, where=where), "pivotCacheDefinition"):
        root = parse_part(package.parts[part], part, where=where)
        for source in root.iterfind("{*}cacheSource/{*}worksheetSource"):
            area = _AREA.fullmatch(str(source.get("ref", "")))
            sheet = sheets.get(str(source.get("sheet", "")))
            if area is not None and sheet is not None:
                last = column_number(area[3] or area[1])
                for column in range(column_number(area[1]), last + 1):
                    cells.add((sheet, column_name(column) + area[2]))
            name = source.get("name")
            cells |= {label.cell for label in labels if name and label.table == name}
    return cells


def find_literals(formulas: Iterable[str]) -> set[str]:
    """Return the texts in formulas and lists of choices, folded as Excel compares them.

    >>> sorted(find_literals(['IF(A1="Bəli",1,0)', '"Bəli,Xeyr"']))
    ['bəli', 'bəli,xeyr', 'xeyr']
    """
    found: set[str] = set()
    for formula in formulas:
        for literal in _LITERAL.findall(formula):
            text = literal.replace('""', '"').lower()
            found.add(text)
            if formula.strip() == f'"{literal}"':
                found |= {choice.strip() for choice in text.split(",")}
    return found


def find_named(labels: Iterable[Label], formulas: Iterable[str]) -> set[tuple[str, str]]:
    """Return the cells of columns that a formula calls by their name: Table[[#Data],[Name]]."""
    references = "\n".join(formula.lower() for formula in formulas if "[" in formula)
    found = set()
    for label in labels:
        escaped = re.sub(r"([\[\]#'])", r"'\1", label.text).lower()
        if label.attribute == "name" and f"[{escaped}]" in references:
            found.add(label.cell)
    return found


def settle_names(
    labels: Mapping[Label, str], said: Mapping[str, CodedText]
) -> dict[str, CodedText]:
    """Return the translations with every column of a table named differently.

    `labels` has the id of the block of each label. Two columns whose translations are the same
    get a number, as Excel does it itself.

    >>> labels = {
    ...     Label("t.xml", "T", n, "name", name, ("s", f"A{n}"), False): f"#{n}"
    ...     for n, name in enumerate(("Cinayət", "Cinayət işi"))
    ... }
    >>> said = settle_names(labels, {"#0": CodedText("Case"), "#1": CodedText("case")})
    >>> [coded.text for coded in said.values()]
    ['Case', 'case2']
    """
    result = dict(said)
    columns = [label for label in labels if label.attribute == "name"]
    # What was not translated keeps its name; the others make way.
    columns.sort(key=lambda label: labels[label] in said)
    again = True
    while again:
        again = False
        taken: dict[tuple[str, str], str] = {}
        for label in columns:
            block = labels[label]
            text = result[block].text if block in result else label.text
            if taken.get((label.part, text.lower()), block) != block and block in result:
                number = 2
                while (label.part, f"{text}{number}".lower()) in taken:
                    number += 1
                result[block] = CodedText(f"{text}{number}", result[block].codes)
                again = True
                break
            taken[label.part, text.lower()] = block
    return result


def rename_columns(
    package: Package,
    labels: Mapping[Label, str],
    said: Mapping[str, CodedText],
    *,
    where: Path | str,
) -> dict[str, bytes]:
    """Return the parts of the tables whose cells are replaced, with the new names."""
    changed: dict[str, bytes] = {}
    for part in {label.part for label, block in labels.items() if block in said}:
        root = parse_part(package.parts[part], part, where=where)
        columns = root.findall("{*}tableColumns/{*}tableColumn")
        for label, block in labels.items():
            if label.part == part and block in said:
                text = escape_text(said[block].text.replace("\v", "\t"))
                columns[label.column].set(label.attribute, text.replace("\n", "_x000a_"))
        changed[part] = dump_part(root)
    return changed
