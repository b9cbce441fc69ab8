"""Tracked changes of a Word part: refused, accepted, or taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.docx_runs import w
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

    from translate_cli.documents.formats import TrackedChanges

_NEW: Final = ("ins", "moveTo")
_OLD: Final = ("del", "moveFrom")
_FORMATS: Final = (
    "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange",
    "tblGridChange", "numberingChange", "tblPrExChange",
)  # fmt: skip
_RANGES: Final = (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
)  # fmt: skip


def settle_changes(root: etree._Element, how: TrackedChanges, *, where: Path | str) -> None:
    """Settle the tracked changes of a part in place (ECMA-376 part 1, 17.13.5).

    With "refuse", raise InputError where there are any.
    """
    tags = [w(name) for name in (*_NEW, *_OLD, *_FORMATS)]
    if next(root.iter(*tags), None) is None:
        return
    if how == "refuse":
        raise InputError(
            "the document has tracked changes.",
            where=where,
            hint="Settle them, or add --tracked-changes accept (or reject).",
        )
    keep, drop = (_NEW, _OLD) if how == "accept" else (_OLD, _NEW)
    for element in list(root.iter(*(w(name) for name in _FORMATS))):
        parent = element.getparent()
        if parent is None:
            continue
        if how == "reject" and len(element):
            grandparent = parent.getparent()
            before = element[0]
            if grandparent is not None and before.tag == parent.tag:
                grandparent.replace(parent, before)
                continue
        parent.remove(element)
    for element in list(root.iter(*(w(name) for name in drop))):
        _drop(element)
    for element in list(root.iter(*(w(name) for name in keep))):
        _unwrap(element)
    for element in list(root.iter(*(w(name) for name in _RANGES))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(w("delText")):
        element.tag = w("t")
    for element in root.iter(w("delInstrText")):
        element.tag = w("instrText")


def _drop(element: etree._Element) -> None:
    """Remove what did not stay: a run, a row, or a paragraph mark."""
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag == w("trPr"):
        row = parent.getparent()
        table = row.getparent() if row is not None else None
        if row is not None and table is not None:
            table.remove(row)
        return
    if parent.tag == w("rPr") and len(element) == 0:
        _join_paragraphs(parent)
    parent.remove(element)


def _join_paragraphs(mark: etree._Element) -> None:
    """Append the next paragraph to this one: the mark between them is gone."""
    properties = mark.getparent()
    paragraph = properties.getparent() if properties is not None else None
    following = paragraph.getnext() if paragraph is not None else None
    if paragraph is None or following is None or following.tag != w("p"):
        return
    for child in list(following):
        if child.tag != w("pPr"):
            paragraph.append(child)
    parent = following.getparent()
    if parent is not None:
        parent.remove(following)


def _unwrap(element: etree._Element) -> None:
    """Put the content of a change in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    parent.remove(element)
