"""Presentations (PPTX, PPTM): slides with their notes, diagrams (SmartArt) and comments.

A block is a paragraph of a shape, table or group. Slides come in the order of the presentation.
Layouts, masters, charts and embedded documents stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.drawing_text import iter_paragraphs, read_paragraph, write_paragraph
from translate_cli.documents.ooxml import (
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
from translate_cli.documents.pieces import (
    Joined,
    Piece,
    clean_text,
    has_letter,
    join_pieces,
)
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from lxml import etree

    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_RELATED: Final = {
    "diagramData": "diagram",
    "diagramDrawing": "diagram",
    "notesSlide": "notes",
    "comments": "comment",
}
"""Kinds of parts that belong to a slide, and what to call them. A diagram is kept twice: what it
says, and how it was drawn last, which programs show until it is changed."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The package, and its parts with text: their names and where they stand."""

    package: Package
    parts: tuple[tuple[str, str], ...]
    where: Path | str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every paragraph with words, slide by slide.

    Raises InputError for what is no presentation; presentations have no tracked changes.
    """
    from translate_cli.documents.formats import ParsedDocument

    package = read_package(data, where=where)
    skeleton = Skeleton(package, tuple(_iter_parts(package, where)), where)
    blocks = []
    for name, context in skeleton.parts:
        root = parse_part(package.parts[name], name, where=where)
        for number, element in enumerate(_iter_texts(root)):
            coded = _read_text(element).coded
            if has_letter(coded.text):
                blocks.append(Block(f"{name}#{number}", coded.text, coded.codes, context))
    return ParsedDocument(tuple(blocks), skeleton)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the presentation with its paragraphs replaced; what was is marked as `lang`."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    changed: dict[str, bytes] = {}
    for name, _ in skeleton.parts:
        root = parse_part(skeleton.package.parts[name], name, where=skeleton.where)
        for number, element in enumerate(list(_iter_texts(root))):
            said = blocks.get(f"{name}#{number}")
            joined = _read_text(element)
            if said is None or said == joined.coded:
                continue
            if local_name(element) == "p":
                write_paragraph(element, joined, said, lang=lang)
            else:
                element.text = clean_text(said.text.replace("\v", "\t"))
            changed[name] = b""
        if name in changed:
            changed[name] = dump_part(root)
    return write_package(skeleton.package, changed)


def _iter_parts(package: Package, where: Path | str) -> Iterator[tuple[str, str]]:
    """Yield (part name, place) of all slides and what belongs to them, each once."""
    main = find_main_part(package, "presentation", what="presentation", where=where)
    relations = read_relations(package, main, where=where)
    root = parse_part(package.parts[main], main, where=where)
    seen: set[str] = set()
    number = 0
    for element in root.iterfind("{*}sldIdLst/{*}sldId"):
        relation = relations.get(relation_id(element))
        if relation is None or relation.target in seen:
            continue
        number += 1
        seen.add(relation.target)
        yield relation.target, f"slide {number}"
        related = read_relations(package, relation.target, where=where)
        for kind, called in _RELATED.items():
            for name in iter_related(related, kind):
                if name not in seen:
                    seen.add(name)
                    yield name, f"slide {number} {called}"


def _iter_texts(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a part; comments before 2018 are plain text in p:text."""
    if local_name(root) == "cmLst" and root.find("{*}cm/{*}text") is not None:
        yield from root.iterfind("{*}cm/{*}text")
    else:
        yield from iter_paragraphs(root)


def _read_text(element: etree._Element) -> Joined:
    if local_name(element) == "p":
        return read_paragraph(element)
    return join_pieces([Piece("text", (element.text or "").replace("\t", "\v"))])


__all__ = ["Skeleton", "read_blocks", "write_blocks"]
