"""OpenDocument texts (ODT, OTT): body, tables, lists, headers, footers, notes, comments, boxes.

A block is a paragraph or heading. A paragraph whose translation equals it is not touched at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.odt_changes import settle_changes
from translate_cli.documents.odt_styles import (
    Styles,
    odf,
    read_styles,
    set_default_language,
    set_language,
)
from translate_cli.documents.odt_text import PARAGRAPHS, read_paragraph, write_paragraph
from translate_cli.documents.packages import (
    Package,
    dump_part,
    parse_part,
    read_package,
    write_package,
)
from translate_cli.documents.pieces import clean_text, has_letter
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from lxml import etree

    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_PLACES: Final = {
    odf("office", "annotation"): "comment",
    odf("drawing", "text-box"): "text box",
    odf("drawing", "custom-shape"): "text box",
    odf("style", "header"): "header",
    odf("style", "header-left"): "header",
    odf("style", "header-first"): "header",
    odf("style", "footer"): "footer",
    odf("style", "footer-left"): "footer",
    odf("style", "footer-first"): "footer",
}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The package, and how its tracked changes are settled."""

    package: Package
    options: ReadOptions
    where: Path | str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every paragraph with words: the body, then headers and footers."""
    from translate_cli.documents.formats import ParsedDocument

    package = read_package(data, where=where)
    if b"encryption-data" in package.parts.get(_MANIFEST, b""):
        raise InputError(
            "this document is encrypted.", where=where, hint="Save it without a password."
        )
    skeleton = Skeleton(package, options, where)
    blocks = []
    for name, root in _load(skeleton).items():
        styles = _read_styles(skeleton, name, root)
        for number, element in enumerate(_list_paragraphs(root)):
            coded = read_paragraph(element, styles).coded
            if has_letter(coded.text):
                blocks.append(
                    Block(f"{name}#{number}", coded.text, coded.codes, _find_place(element))
                )
    return ParsedDocument(tuple(blocks), skeleton)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the document with its paragraphs replaced, its language set where any changed."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    roots = _load(skeleton)
    changed = set(roots) if skeleton.options.tracked_changes != "refuse" else set()
    touched = False
    for name, root in roots.items():
        styles = _read_styles(skeleton, name, root)
        # What holds a note or a box copies it, so what is inside comes first.
        for number, element in reversed(list(enumerate(_list_paragraphs(root)))):
            said = blocks.get(f"{name}#{number}")
            joined = read_paragraph(element, styles)
            if said is not None and said != joined.coded:
                _rename_index(element, joined.coded.text, said.text)
                write_paragraph(element, joined, said)
                touched = True
                changed.add(name)
    if touched:
        named = {name for name, root in roots.items() if set_language(root, lang)}
        if _STYLES in roots and _STYLES not in named:
            set_default_language(roots[_STYLES], lang)
            named.add(_STYLES)
        changed |= named
    return write_package(skeleton.package, {name: dump_part(roots[name]) for name in changed})


def _rename_index(element: etree._Element, text: str, said: str) -> None:
    """Translate the title from which an index is made again, with the title that it shows."""
    title = element.getparent()
    if title is None or title.tag != odf("text", "index-title"):
        return
    for index in title.iterancestors():
        for template in index.iterfind(f"*/{odf('text', 'index-title-template')}"):
            if (template.text or "").strip() == text.strip():
                template.text = clean_text(said)
            return


def _load(skeleton: Skeleton) -> dict[str, etree._Element]:
    """Return the roots of the parts with text, changes settled; InputError for no text."""
    parts, where = skeleton.package.parts, skeleton.where
    roots = {
        name: parse_part(parts[name], name, where=where)
        for name in (_CONTENT, _STYLES)
        if name in parts
    }
    body = f"{odf('office', 'body')}/{odf('office', 'text')}"
    if _CONTENT not in roots or roots[_CONTENT].find(body) is None:
        raise InputError(
            "this is no OpenDocument text.",
            where=where,
            hint="Check its name, or save it as .odt and try again.",
        )
    for root in roots.values():
        settle_changes(root, skeleton.options.tracked_changes, where=where)
    return roots


def _read_styles(skeleton: Skeleton, name: str, root: etree._Element) -> Styles:
    common = root
    if name != _STYLES:
        data = skeleton.package.parts.get(_STYLES)
        if data is None:
            return read_styles(root, None)
        common = parse_part(data, _STYLES, where=skeleton.where)
    return read_styles(root, common)


def _list_paragraphs(root: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of the body, or of the headers and footers, in reading order."""
    found = []
    for holder in root.iterchildren(odf("office", "body"), odf("office", "master-styles")):
        found += list(holder.iter(*PARAGRAPHS))
    return found


def _find_place(element: etree._Element) -> str:
    for ancestor in element.iterancestors():
        if ancestor.tag == odf("text", "note"):
            return str(ancestor.get(odf("text", "note-class"), "footnote"))
        if isinstance(ancestor.tag, str) and ancestor.tag in _PLACES:
            return _PLACES[ancestor.tag]
    return ""


__all__ = ["Skeleton", "read_blocks", "write_blocks"]
