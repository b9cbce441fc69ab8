r"""The text of a cell or comment of a workbook (CT_Rst of ECMA-376 part 1, 18.4), and back.

It is one text, or runs of text with their look; a look that most of it does not have is a pair of
codes. Line breaks are "\n" in the file as well, tabs are "\v" in a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Final, cast

from translate_cli.documents.ooxml import local_name
from translate_cli.documents.pieces import Joined, Piece, clean_text, iter_parts, join_pieces
from translate_cli.documents.xlsx_fonts import describe_font
from translate_cli.model import CodedText

if TYPE_CHECKING:
    from lxml import etree

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PHONETIC: Final = frozenset({"rPh", "phoneticPr"})
_VISIBLE: Final = (("b", "b"), ("i", "i"), ("u", "u"), ("strike", "s"), ("vertAlign", "script"))

_ESCAPE: Final = re.compile(r"_x((?![dD][89a-fA-F])[0-9a-fA-F]{4})_")
"""A character that XML cannot hold, or a letter of what only looks like one (22.9.2.19); halves of
a surrogate pair stay as they are."""
_LOOKS_ESCAPED: Final = re.compile(r"_(?=x(?![dD][89a-fA-F])[0-9a-fA-F]{4}_)")
_CONTROL: Final = re.compile("[\x00-\x08\x0c-\x1f]")


def unescape_text(text: str) -> str:
    r"""Return the characters that a string of a workbook stands for.

    >>> unescape_text("Bir_x000D_\niki _x005F_x0041_")
    'Bir\r\niki _x0041_'
    """
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def escape_text(text: str) -> str:
    r"""Return a string as workbooks hold it.

    >>> escape_text("Bir\r\niki _x0041_")
    'Bir_x000D_\niki _x005F_x0041_'
    """
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return clean_text(text)


def read_text(element: etree._Element, font: str = "") -> Joined:
    """Return the text and codes of a string item, an inline string, a comment or a plain value.

    `font` is the look of the cell, which a run has that names none.
    """
    return join_pieces(_iter_pieces(element, font))


def _iter_pieces(element: etree._Element, font: str) -> Iterator[Piece]:
    if not len(element):
        yield Piece("text", _decode(element.text))
    for child in element:
        name = local_name(child)
        if name == "t":
            yield Piece("text", _decode(child.text))
        elif name == "r":
            properties = child.find("{*}rPr")
            text = _decode(child.findtext("{*}t"))
            yield Piece(
                "text",
                text,
                look=properties,
                key=font if properties is None else describe_font(properties),
                name=_name_look(properties),
                shows=_has(properties, "u") or _has(properties, "strike"),
            )


def _decode(text: str | None) -> str:
    return unescape_text((text or "").replace("\t", "\v"))


def _has(properties: etree._Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{{*}}{name}")
    return found is not None and found.get("val") not in {"0", "false", "none"}


def _name_look(properties: etree._Element | None) -> str:
    return next((called for name, called in _VISIBLE if _has(properties, name)), "f")


def write_text(element: etree._Element, joined: Joined, coded: CodedText) -> None:
    """Replace the content of an element by a text with its codes; how it is read aloud is dropped.

    The readings (rPh) of East Asian words belong to characters that are no longer there.
    """
    if not len(element):
        element.text = escape_text(coded.text.replace("\v", "\t"))
        return
    for child in list(element):
        if local_name(child) in _PHONETIC | {"t", "r"}:
            element.remove(child)
    made = []
    for piece in iter_parts(joined, coded):
        run = element.makeelement(_sibling(element, "r"))
        if piece.look is not None:
            properties = deepcopy(cast("etree._Element", piece.look))
            properties.tail = None
            run.append(properties)
        text = escape_text(piece.text.replace("\v", "\t"))
        holder = run.makeelement(_sibling(element, "t"))
        holder.text = text
        if text != text.strip() or "\n" in text or "  " in text:
            holder.set(_SPACE, "preserve")
        run.append(holder)
        made.append(run)
    if len(made) == 1 and len(made[0]) == 1:
        made = [made[0][0]]
    for place, child in enumerate(made):
        element.insert(place, child)


def _sibling(element: etree._Element, name: str) -> str:
    return f"{str(element.tag).rpartition('}')[0]}}}{name}"
