r"""Word documents (DOCX, DOCM): body, tables, headers, footers, notes, comments, text boxes.

A block is a paragraph. A paragraph whose translation equals it is not touched at all. Line breaks
are "\n" in the text of a block and tabs "\v", so that both end a segment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.docx_changes import settle_changes
from translate_cli.documents.docx_runs import Paragraph, read_paragraph, w, write_paragraph
from translate_cli.documents.packages import (
    Package,
    dump_part,
    parse_part,
    read_package,
    write_package,
)
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from lxml import etree

    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_CONTENT_TYPES: Final = "[Content_Types].xml"
_KINDS: Final = {
    "document.main+xml": "",
    "document.macroEnabled.main+xml": "",
    "template.main+xml": "",
    "header+xml": "header",
    "footer+xml": "footer",
    "footnotes+xml": "footnote",
    "endnotes+xml": "endnote",
    "comments+xml": "comment",
}
"""Ends of the content types of parts with text (ECMA-376 part 1, 11.3), and what to call them."""

LOCALES: Final = {"az": "az-Latn-AZ", "en": "en-GB", "vi": "vi-VN"}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The package, and how its tracked changes are settled."""

    package: Package
    parts: tuple[tuple[str, str], ...]
    options: ReadOptions
    where: Path | str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every paragraph with text, in reading order part by part."""
    from translate_cli.documents.formats import ParsedDocument

    package = read_package(data, where=where)
    parts = tuple(_find_parts(package, where))
    skeleton = Skeleton(package, parts, options, where)
    blocks = []
    for name, kind in parts:
        for number, element in _iter_paragraphs(_load(skeleton, name)):
            coded = read_paragraph(element).coded
            if coded.text.strip():
                blocks.append(Block(f"{name}#{number}", coded.text, coded.codes, kind))
    return ParsedDocument(tuple(blocks), skeleton)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the document with its paragraphs replaced, its language set where any changed."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    changed: dict[str, bytes] = {}
    for name, _ in skeleton.parts:
        root = _load(skeleton, name)
        touched = False
        for number, element in _iter_paragraphs(root):
            said = blocks.get(f"{name}#{number}")
            paragraph: Paragraph = read_paragraph(element)
            if said is not None and said != paragraph.coded:
                write_paragraph(paragraph, said)
                touched = True
        if touched or skeleton.options.tracked_changes != "refuse":
            changed[name] = dump_part(root)
    if changed:
        styles = next((n for n in skeleton.package.parts if n.endswith("/styles.xml")), None)
        if styles:
            root = parse_part(skeleton.package.parts[styles], styles, where=skeleton.where)
            for element in root.iter(w("lang")):
                element.set(w("val"), LOCALES.get(lang, lang))
            changed[styles] = dump_part(root)
    return write_package(skeleton.package, changed)


def _load(skeleton: Skeleton, name: str) -> etree._Element:
    root = parse_part(skeleton.package.parts[name], name, where=skeleton.where)
    settle_changes(root, skeleton.options.tracked_changes, where=skeleton.where)
    return root


def _iter_paragraphs(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield all paragraphs with their numbers; those in text boxes come before what holds them.

    What holds a text box copies it, so the box has to be translated first.
    """
    numbered = list(enumerate(root.iter(w("p"))))
    yield from sorted(numbered, key=lambda item: (-_depth(item[1]), item[0]))


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors(w("p")))


def _find_parts(package: Package, where: Path | str) -> Iterator[tuple[str, str]]:
    """Yield (part name, kind), the body first; InputError where there is no body."""
    if _CONTENT_TYPES not in package.parts:
        raise InputError(
            "this is no Word document.", where=where, hint="Save it as .docx and try again."
        )
    root = parse_part(package.parts[_CONTENT_TYPES], _CONTENT_TYPES, where=where)
    found = []
    for element in root:
        kind_of = str(element.get("ContentType", ""))
        name = str(element.get("PartName", "")).lstrip("/")
        for ending, kind in _KINDS.items():
            if kind_of.endswith(f"wordprocessingml.{ending}") or (
                "macroEnabled" in ending and kind_of.endswith(ending)
            ):
                found.append((name, kind))
    order = list(_KINDS.values())
    found = sorted(found, key=lambda part: (order.index(part[1]), part[0]))
    found = [part for part in found if part[0] in package.parts]
    if not any(kind == "" for _, kind in found):
        raise InputError(
            "this is no Word document: it has no body.",
            where=where,
            hint="Save it as .docx and try again.",
        )
    yield from found


__all__ = ["LOCALES", "Skeleton", "read_blocks", "write_blocks"]
