"""Workbooks (XLSX, XLSM): text cells, comments, and the text of shapes on sheets.

The parts are changed as they are, so that charts, macros and whatever else stays. Formulas,
numbers, and names of sheets stay too; so does a text that a formula compares with (xlsx_ties).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from translate_cli.documents import drawing_text
from translate_cli.documents.ooxml import (
    Relation,
    find_main_part,
    iter_related,
    local_name,
    read_relations,
    relation_id,
)
from translate_cli.documents.packages import (
    Package,
    dump_part,
    parse_part,
    read_package,
    write_package,
)
from translate_cli.documents.pieces import Joined, has_letter
from translate_cli.documents.xlsx_cells import (
    drop_results,
    find_font,
    iter_content,
    iter_own_texts,
)
from translate_cli.documents.xlsx_fonts import read_fonts
from translate_cli.documents.xlsx_text import read_text, write_text
from translate_cli.documents.xlsx_ties import (
    Label,
    find_literals,
    find_named,
    find_pivot_cells,
    iter_labels,
    iter_part_formulas,
    rename_columns,
    settle_names,
)
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from lxml import etree

    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_Kind = Literal["strings", "sheet", "comments", "threadedComment", "drawing"]

_BEFORE_CALCULATION: Final = frozenset(
    {
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
        "functionGroups", "externalReferences", "definedNames",
    }
)  # fmt: skip
"""What stands before calcPr in a workbook (CT_Workbook, 18.2.27)."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The package, the kinds of its parts with text, and what its blocks were.

    `fonts` has the look of the cell of a block. `labels` has the texts of tables that repeat the
    text of a block, with its id. `calculates` tells whether there are formulas, whose results may
    have to be made again.
    """

    package: Package
    main: str
    parts: Mapping[str, _Kind]
    texts: Mapping[str, CodedText]
    fonts: Mapping[str, str]
    labels: Mapping[Label, str]
    calculates: bool
    where: Path | str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every text with words, sheet by sheet.

    A text of several cells is one block. Raises InputError for what is no workbook; the tracked
    changes of workbooks are a log, not marks in the texts.
    """
    from translate_cli.documents.formats import ParsedDocument

    reader = _Reader(read_package(data, where=where), where)
    reader.read()
    blocks, kept = reader.settle()
    texts = {block.id: CodedText(block.text, block.codes) for block in blocks}
    labels = {
        label: reader.by_cell[label.cell]
        for label in reader.labels
        if reader.by_cell.get(label.cell) in texts
    }
    skeleton = Skeleton(
        reader.package,
        reader.main,
        reader.parts,
        texts,
        {name: font for name, font in reader.by_font.items() if font and texts.get(name)},
        labels,
        reader.calculates,
        where,
    )
    return ParsedDocument(tuple(blocks), skeleton, _note(kept))


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the workbook with its texts replaced; only shapes can say that they are `lang`.

    Where a cell changes, the workbook is told to calculate when it is opened, and words that are
    results of formulas go away, for they repeat texts of cells.
    """
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    package, where = skeleton.package, skeleton.where
    said = {
        name: coded
        for name, coded in blocks.items()
        if name in skeleton.texts and coded != skeleton.texts[name]
    }
    said = settle_names(skeleton.labels, said)
    changed = rename_columns(package, skeleton.labels, said, where=where)
    for part in {name.rpartition("#")[0] for name in said}:
        kind = skeleton.parts[part]
        root = parse_part(package.parts[part], part, where=where)
        for key, element in list(_iter_texts(root, kind)):
            coded = said.get(f"{part}#{key}")
            if coded is None:
                continue
            if kind == "drawing":
                joined = drawing_text.read_paragraph(element)
                drawing_text.write_paragraph(element, joined, coded, lang=lang)
            else:
                font = skeleton.fonts.get(f"{part}#{key}", "")
                write_text(element, read_text(element, font), coded)
        changed[part] = dump_part(root)
    kinds = {skeleton.parts[name.rpartition("#")[0]] for name in said}
    if kinds & {"strings", "sheet"} and skeleton.calculates:
        workbook = parse_part(package.parts[skeleton.main], skeleton.main, where=where)
        _ask_to_calculate(workbook)
        changed[skeleton.main] = dump_part(workbook)
        for part, kind in skeleton.parts.items():
            data = changed.get(part, package.parts[part])
            if kind == "sheet" and (without := drop_results(data)) != data:
                changed[part] = without
    return write_package(package, changed)


@dataclass(slots=True)
class _Reader:
    """Collects the blocks of a workbook, and what keeps some of them from being translated."""

    package: Package
    where: Path | str
    main: str = ""
    parts: dict[str, _Kind] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    by_cell: dict[tuple[str, str], str] = field(default_factory=dict)
    by_font: dict[str, str] = field(default_factory=dict)
    fonts: Sequence[str] = ()
    formulas: set[str] = field(default_factory=set)
    calculates: bool = False
    fixed: set[tuple[str, str]] = field(default_factory=set)

    def read(self) -> None:
        """Read all sheets in their order."""
        package, where = self.package, self.where
        self.main = find_main_part(package, "workbook", what="workbook", where=where)
        relations = read_relations(package, self.main, where=where)
        root = parse_part(package.parts[self.main], self.main, where=where)
        found = []
        for element in root.iterfind("{*}sheets/{*}sheet"):
            relation = relations.get(relation_id(element))
            if relation is not None:
                found.append((str(element.get("name", "")), relation))
                self.labels += iter_labels(package, relation.target, where=where)
        self.sheets = {name: relation.target for name, relation in found}
        pivots = find_pivot_cells(package, self.main, self.sheets, self.labels, where=where)
        self.fixed = pivots | {label.cell for label in self.labels if label.fixed}
        wanted = self.fixed | {label.cell for label in self.labels}
        tables = {label.part: None for label in self.labels}
        self.formulas.update(iter_part_formulas(package, (self.main, *tables), where=where))
        strings = next(iter_related(relations, "sharedStrings"), "")
        shared = self._read_strings(strings)
        self.fonts = read_fonts(package, self.main, where=where)
        for name, relation in found:
            if relation.kind == "worksheet":
                self._read_cells(name, relation.target, strings, shared, wanted)
            self._read_related(name, relation)

    def _read_strings(self, part: str) -> list[etree._Element]:
        if not part:
            return []
        self.parts[part] = "strings"
        root = parse_part(self.package.parts[part], part, where=self.where)
        return [element for _, element in _iter_texts(root, "strings")]

    def _read_cells(
        self,
        name: str,
        part: str,
        strings: str,
        shared: list[etree._Element],
        wanted: set[tuple[str, str]],
    ) -> None:
        self.parts[part] = "sheet"
        data = self.package.parts[part]
        for found in iter_content(data, part, self.fonts, where=self.where):
            if isinstance(found, str):
                self.calculates = True
                if '"' in found or "[" in found:
                    self.formulas.add(found)
                continue
            font = find_font(self.fonts, found.form)
            own = isinstance(found.text, Joined)
            key = f"{part}#{found.name}" if own else f"{strings}#{found.text}"
            if (part, found.name) in wanted:
                self.by_cell[part, found.name] = key
            if key in self.by_font:
                continue
            self.by_font[key] = font
            if isinstance(found.text, Joined):
                joined = found.text
            elif 0 <= found.text < len(shared):
                joined = read_text(shared[found.text], font)
            else:
                raise InputError(
                    f"cell {found.name} of {name} has a text that is not in the workbook.",
                    where=self.where,
                    hint="Open and save the document again.",
                )
            self._add(key, joined, f"{name}!{found.name}")

    def _read_related(self, name: str, sheet: Relation) -> None:
        relations = read_relations(self.package, sheet.target, where=self.where)
        kinds: tuple[_Kind, ...] = ("comments", "threadedComment", "drawing")
        for kind in kinds:
            for part in iter_related(relations, kind):
                if part in self.parts:
                    continue
                self.parts[part] = kind
                root = parse_part(self.package.parts[part], part, where=self.where)
                for key, element in _iter_texts(root, kind):
                    if kind == "drawing":
                        joined, place = drawing_text.read_paragraph(element), f"{name} shape"
                    else:
                        holder = element.getparent()
                        cell = "" if holder is None else str(holder.get("ref", ""))
                        joined, place = read_text(element), f"{name}!{cell} comment"
                    self._add(f"{part}#{key}", joined, place)

    def _add(self, key: str, joined: Joined, context: str) -> None:
        coded = joined.coded
        if key not in self.blocks and has_letter(coded.text):
            self.blocks[key] = Block(key, coded.text, coded.codes, context)

    def settle(self) -> tuple[list[Block], list[str]]:
        """Return the blocks to translate, and the texts of cells that have to stay."""
        fixed = self.fixed | find_named(self.labels, self.formulas)
        tied = {self.by_cell[cell] for cell in fixed if cell in self.by_cell}
        literals = find_literals(self.formulas)
        blocks, kept = [], []
        for block in self.blocks.values():
            in_cell = self.parts[block.id.rpartition("#")[0]] in {"strings", "sheet"}
            if in_cell and (block.id in tied or block.text.strip().lower() in literals):
                kept.append(block.text)
            else:
                blocks.append(block)
        return blocks, kept


def _iter_texts(root: etree._Element, kind: _Kind) -> Iterator[tuple[str, etree._Element]]:
    """Yield (key, element) of the texts of a part; keys are unique in it and do not change."""
    found: Iterable[etree._Element]
    if kind == "sheet":
        yield from iter_own_texts(root)
        return
    if kind == "strings":
        found = root.iterfind("{*}si")
    elif kind == "threadedComment":
        found = root.iterfind("{*}threadedComment/{*}text")
    elif kind == "drawing":
        found = drawing_text.iter_paragraphs(root)
    else:
        # What stands for a threaded comment in old programs is made anew from the thread.
        authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
        threads = {str(n) for n, author in enumerate(authors) if author.startswith("tc=")}
        comments = root.iterfind("{*}commentList/{*}comment")
        texts = (c.find("{*}text") for c in comments if c.get("authorId") not in threads)
        found = [element for element in texts if element is not None]
    for number, element in enumerate(found):
        yield str(number), element


def _ask_to_calculate(workbook: etree._Element) -> None:
    """Have the results of formulas made again when the workbook is opened (18.2.2)."""
    properties = workbook.find("{*}calcPr")
    if properties is None:
        namespace = str(workbook.tag).rpartition("}")[0]
        properties = workbook.makeelement(f"{namespace}}}calcPr")
        before = [c for c in workbook if local_name(c) in _BEFORE_CALCULATION]
        workbook.insert(workbook.index(before[-1]) + 1 if before else 0, properties)
    properties.set("fullCalcOnLoad", "1")


def _note(kept: list[str]) -> tuple[str, ...]:
    if not kept:
        return ()
    shown = ", ".join(repr(text) for text in kept[:5]) + (", …" if len(kept) > 5 else "")
    return (
        f"{len(kept)} texts of cells stay as they are, for formulas, lists or pivot tables rely "
        f"on them: {shown}",
    )


__all__ = ["Skeleton", "read_blocks", "write_blocks"]
