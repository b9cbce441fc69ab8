r"""Paragraphs of DrawingML (a:p): the text of slides, notes, diagrams and shapes on sheets.

Runs that are cut in the middle of words are one text again; what differs from the look of most of
the paragraph is a pair of codes, a link too, for it is a property of runs. Fields (slide number,
date) and formulas are single codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Final, cast

from translate_cli.documents.docx import LOCALES
from translate_cli.documents.ooxml import local_name
from translate_cli.documents.pieces import (
    Joined,
    Piece,
    clean_text,
    iter_parts,
    join_pieces,
)
from translate_cli.model import CodedText

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_KEPT: Final = frozenset({"pPr", "endParaRPr"})
_SPELLING: Final = frozenset({"dirty", "err", "smtClean", "smtId"})
_NOISE: Final = _SPELLING | {"lang", "altLang", "noProof", "bmk"}
"""Attributes of run properties that do not show (ECMA-376 part 1, 21.1.2.3.9)."""


def iter_paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Yield all paragraphs of a part in document order."""
    yield from root.iter(*(f"{{{namespace}}}p" for namespace in _NAMESPACES))


def read_paragraph(paragraph: etree._Element) -> Joined:
    """Return the text and codes of an a:p."""
    return join_pieces(_iter_pieces(paragraph))


def _iter_pieces(paragraph: etree._Element) -> Iterator[Piece]:
    for child in paragraph:
        name = local_name(child)
        if name in _KEPT or not name:
            continue
        properties = child.find("{*}rPr")
        if name == "br":
            yield _make_text("\n", properties)
        elif name == "r":
            holder = child.find("{*}t")
            text = (holder.text or "") if holder is not None else ""
            # A line end in the file is white space; breaks are elements of their own.
            yield _make_text(text.replace("\n", " ").replace("\t", "\v"), properties)
        else:
            called = "field" if name == "fld" else "formula"
            yield Piece("single", look=child, name=called)


def _make_text(text: str, properties: etree._Element | None) -> Piece:
    if properties is None:
        return Piece("text", text)
    link = properties.find("{*}hlinkClick") is not None
    underline = str(properties.get("u", "none")) != "none"
    marked = properties.find("{*}highlight") is not None
    return Piece(
        "text",
        text,
        look=properties,
        key=_make_key(properties),
        name="a" if link else _name_look(properties),
        shows=link or underline or marked,
    )


def _make_key(properties: etree._Element) -> str:
    """Return what distinguishes the look of a run."""
    from lxml import etree

    look = {str(key): str(value) for key, value in properties.attrib.items()}
    parts = [f"{key}={value}" for key, value in look.items() if key not in _NOISE]
    parts += [
        etree.tostring(child, method="c14n", exclusive=True, with_tail=False).decode()
        for child in properties
        if local_name(child) not in {"", "extLst"}
    ]
    return "\n".join(sorted(parts))


def _name_look(properties: etree._Element) -> str:
    for key, name in (("b", "b"), ("i", "i")):
        if properties.get(key) in {"1", "true"}:
            return name
    if properties.get("u", "none") != "none":
        return "u"
    if properties.get("strike", "noStrike") != "noStrike":
        return "s"
    return "script" if properties.get("baseline", "0") not in {"0", "0%"} else "f"


def write_paragraph(
    paragraph: etree._Element, joined: Joined, coded: CodedText, *, lang: str
) -> None:
    """Replace the content of an a:p by a text with its codes, marked as `lang`."""
    for child in list(paragraph):
        if local_name(child) not in _KEPT:
            paragraph.remove(child)
    end = paragraph.find("{*}endParaRPr")
    if end is not None:
        _mark(end, lang)
    for piece in iter_parts(joined, coded):
        for element in _make_elements(paragraph, piece, lang):
            if end is not None:
                end.addprevious(element)
            else:
                paragraph.append(element)


def _make_elements(paragraph: etree._Element, piece: Piece, lang: str) -> Iterator[etree._Element]:
    if piece.what == "single":
        element = deepcopy(cast("etree._Element", piece.look))
        element.tail = None
        yield element
        return
    for number, line in enumerate(clean_text(piece.text).split("\n")):
        if number:
            yield _make_run(paragraph, "br", piece, lang)
        if line:
            run = _make_run(paragraph, "r", piece, lang)
            holder = run.makeelement(_sibling(paragraph, "t"))
            holder.text = line.replace("\v", "\t")
            run.append(holder)
            yield run


def _make_run(paragraph: etree._Element, name: str, piece: Piece, lang: str) -> etree._Element:
    run = paragraph.makeelement(_sibling(paragraph, name))
    if piece.look is None:
        properties = run.makeelement(_sibling(paragraph, "rPr"))
    else:
        properties = deepcopy(cast("etree._Element", piece.look))
        properties.tail = None
    _mark(properties, lang)
    run.append(properties)
    return run


def _mark(properties: etree._Element, lang: str) -> None:
    properties.set("lang", LOCALES.get(lang, lang))
    for name in _SPELLING & set(map(str, properties.attrib)):
        del properties.attrib[name]


def _sibling(paragraph: etree._Element, name: str) -> str:
    return f"{str(paragraph.tag).rpartition('}')[0]}}}{name}"
