"""Tracked changes of an OpenDocument text: refused, accepted, or taken back.

The document holds what it is after the changes, with marks, and beside it what was deleted (ODF
1.3 part 3, 5.5). Accepting removes the marks. Taking back is done where the standard says what
comes out; elsewhere the document is refused rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from translate_cli.documents.odt_styles import odf
from translate_cli.documents.odt_text import PARAGRAPHS
from translate_cli.documents.ooxml import local_name
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

    from translate_cli.documents.formats import TrackedChanges

_MARKS: Final = tuple(odf("text", name) for name in ("change", "change-start", "change-end"))
_LISTS: Final = frozenset(odf("text", name) for name in ("list", "list-item", "list-header"))
_CHANGE_ID: Final = odf("text", "change-id")
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


def settle_changes(root: etree._Element, how: TrackedChanges, *, where: Path | str) -> None:
    """Settle the tracked changes of a part in place; with "refuse", InputError for any."""
    regions = list(root.iter(odf("text", "changed-region")))
    if not regions:
        return
    if how == "refuse":
        raise InputError(
            "the document has tracked changes.",
            where=where,
            hint="Settle them, or add --tracked-changes accept (or reject).",
        )
    if how == "reject":
        _Rejection(root, where).take_back(regions)
    for element in list(root.iter(odf("text", "tracked-changes"), *_MARKS)):
        _cut(element)


class _Rejection:
    def __init__(self, root: etree._Element, where: Path | str) -> None:
        self._where = where
        self._marks: dict[tuple[str, str], etree._Element] = {}
        for mark in root.iter(*_MARKS):
            key = (local_name(mark), str(mark.get(_CHANGE_ID, "")))
            if key in self._marks:
                self._refuse("a mark is there twice")
            self._marks[key] = mark
        self._order = {key: number for number, key in enumerate(self._marks)}

    def _refuse(self, why: str) -> NoReturn:
        raise InputError(
            f"the tracked changes cannot be taken back safely: {why}.",
            where=self._where,
            hint="Reject them in the word processor, save the document and try again.",
        )

    def take_back(self, regions: list[etree._Element]) -> None:
        """Take back what was inserted, then what was deleted."""
        deletions = []
        for region in regions:
            name = str(region.get(odf("text", "id")) or region.get(_XML_ID) or "")
            kinds = [child for child in region if local_name(child)]
            if len(kinds) != 1:
                self._refuse("a text was inserted and deleted again")
            kind = local_name(kinds[0])
            if kind == "insertion":
                self._take_out(name)
            elif kind == "deletion":
                deletions.append((name, kinds[0]))
            else:
                self._refuse("the formatting before its changes is not recorded")
        for name, deletion in deletions:
            self._put_back(name, deletion)

    def _take_out(self, name: str) -> None:
        start = self._marks.get(("change-start", name))
        end = self._marks.get(("change-end", name))
        gone = [mark is None or _is_gone(mark) for mark in (start, end)]
        if all(gone):
            return
        if start is None or end is None or any(gone):
            self._refuse("two changes overlap")
        if self._order["change-end", name] < self._order["change-start", name]:
            self._refuse("a change ends before it begins")
        first, last = _paragraph_of(start), _paragraph_of(end)
        if first is None and last is None and start.getparent() is end.getparent():
            self._remove(list(_iter_between(start, end)))
        elif first is None or last is None:
            self._refuse("a change ends inside of a paragraph and begins outside of one")
        elif not self._is_plain_way(first, last):
            self._refuse("a change reaches from one part of the document into another")
        else:
            rest = _split(first, start)
            after = _split(rest if last is first else last, end)
            self._remove(list(_iter_between(first, after)))
            _join(first, after, other=last is not first)

    def _is_plain_way(self, first: etree._Element, last: etree._Element) -> bool:
        """Tell whether only lists lie around two paragraphs up to what holds both."""
        if first.getparent() is last.getparent():
            return True
        first_way, last_way = _ways(first, last)
        around = {element.tag for element in (*first_way[1:], *last_way[1:])}
        return around <= _LISTS and last.getnext() is None

    def _remove(self, elements: list[etree._Element]) -> None:
        ids: dict[str, set[str]] = {"change-start": set(), "change-end": set(), "change": set()}
        for element in elements:
            for mark in element.iter(*_MARKS):
                ids[local_name(mark)].add(str(mark.get(_CHANGE_ID, "")))
        if ids["change-start"] != ids["change-end"]:
            self._refuse("two changes overlap")
        for element in elements:
            element.tail = None
            _cut(element)

    def _put_back(self, name: str, deletion: etree._Element) -> None:
        mark = self._marks.get(("change", name))
        if mark is None or _is_gone(mark):
            return
        content = [child for child in deletion if local_name(child) not in {"", "change-info"}]
        if any(next(child.iter(*_MARKS), None) is not None for child in content):
            self._refuse("one change lies in another")
        paragraph = _paragraph_of(mark)
        if paragraph is None:
            for child in content:
                mark.addprevious(child)
            return
        if not content:
            return
        first, last = content[0], content[-1]
        if first.tag not in PARAGRAPHS or last.tag not in PARAGRAPHS:
            self._refuse("a table or list was deleted together with a part of a paragraph")
        if first is last:
            _fill(mark, first)
            return
        parent = paragraph.getparent()
        if parent is None or parent.tag in _LISTS:
            self._refuse("several items of a list were deleted")
        rest = _split(paragraph, mark)
        _append_content(paragraph, first)
        for child in content[1:]:
            rest.addprevious(child)
        _join(last, rest, other=False)


def _is_gone(mark: etree._Element) -> bool:
    holders = (odf("office", "body"), odf("office", "master-styles"))
    return next(mark.iterancestors(*holders), None) is None


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(*PARAGRAPHS), None)


def _cut(element: etree._Element) -> None:
    """Remove an element, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def _split(paragraph: etree._Element, mark: etree._Element) -> etree._Element:
    """Cut a paragraph at a mark, which goes; return the new paragraph with what is behind it."""
    node, carried = mark, None
    while node is not paragraph:
        parent = node.getparent()
        if parent is None:
            break
        attributes = {str(k): str(v) for k, v in parent.attrib.items() if k != _XML_ID}
        right = parent.makeelement(parent.tag, attributes)
        if carried is None:
            right.text = node.tail
        else:
            right.append(carried)
            carried.tail = node.tail
        node.tail = None
        for sibling in list(node.itersiblings()):
            right.append(sibling)
        if node is mark:
            parent.remove(mark)
        node, carried = parent, right
    if carried is None:
        return paragraph
    paragraph.addnext(carried)
    return carried


def _ways(
    first: etree._Element, last: etree._Element
) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return two elements with what is around each, up to what holds both (not included)."""
    first_line = [first, *first.iterancestors()]
    last_line = [last, *last.iterancestors()]
    while first_line and last_line and first_line[-1] is last_line[-1]:
        first_line.pop()
        last_line.pop()
    return first_line, last_line


def _iter_between(first: etree._Element, last: etree._Element) -> Iterator[etree._Element]:
    """Yield the largest elements that lie between two elements in the order of the document."""
    first_way, last_way = _ways(first, last)
    for element in first_way[:-1]:
        yield from element.itersiblings()
    for element in first_way[-1].itersiblings():
        if element is last_way[-1]:
            break
        yield element
    for element in last_way[:-1]:
        yield from element.itersiblings(preceding=True)


def _join(first: etree._Element, rest: etree._Element, *, other: bool) -> None:
    """Move the content of a paragraph to the end of another, and remove what is empty then.

    An empty paragraph takes the style of what comes into it, where it is from an `other` one.
    """
    if other and not len(first) and not first.text:
        first.tag = rest.tag
        first.attrib.clear()
        first.attrib.update(rest.attrib)
    _append_content(first, rest)
    while True:
        parent = rest.getparent()
        if parent is None:
            return
        rest.tail = None
        parent.remove(rest)
        if parent.tag not in _LISTS or len(parent):
            return
        rest = parent


def _append_content(paragraph: etree._Element, source: etree._Element) -> None:
    if source.text and len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + source.text
    elif source.text:
        paragraph.text = (paragraph.text or "") + source.text
    for child in list(source):
        paragraph.append(child)


def _fill(mark: etree._Element, source: etree._Element) -> None:
    """Put the content of a paragraph in the place of a mark."""
    parent, before = mark.getparent(), mark.getprevious()
    if source.text and before is not None:
        before.tail = (before.tail or "") + source.text
    elif source.text and parent is not None:
        parent.text = (parent.text or "") + source.text
    for child in list(source):
        mark.addprevious(child)
