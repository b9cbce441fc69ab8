r"""The paragraphs of an OpenDocument text as text with inline codes, and back.

White space is read as ODF 1.3 part 3, 6.1.2 says: a run of it is one space, more are elements.
Line breaks are "\n" in the text and tabs "\v". Notes, comments, drawings, fields and bookmarks are
single codes; what is inside of them are paragraphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from translate_cli.documents.odt_styles import Styles, odf
from translate_cli.documents.ooxml import local_name
from translate_cli.documents.pieces import Joined, Piece, clean_text, iter_parts, join_pieces
from translate_cli.model import CodedText

if TYPE_CHECKING:
    from lxml import etree

PARAGRAPHS: Final = (odf("text", "p"), odf("text", "h"))
_STYLE: Final = odf("text", "style-name")
_COUNT: Final = odf("text", "c")
_MAX_SPACES: Final = 1000
"""More spaces in one place are no text of people; a number in a file must not fill the memory."""

_SHELLS: Final = {"a": "a", "meta": "meta", "content-control": "control"}
_HEADS: Final = frozenset({"event-listeners"})
"""What stands in a shell before its text."""
_SPACE: Final = re.compile("[ \t\r\n]+")
_ELEMENT_SPACE: Final = "\0"
"""Stands for a space that is an element while white space is joined."""

_REFERENCES: Final = frozenset({"bookmark-ref", "reference-ref"})
_FORMAT: Final = odf("text", "reference-format")

_NAMES: Final = (
    ("bookmark", "bookmark"), ("annotation", "comment"), ("reference-mark", "mark"),
    ("toc-mark", "mark"), ("user-index-mark", "mark"), ("alphabetical-index-mark", "mark"),
    ("fieldmark", "mark"), ("change", "mark"),
)  # fmt: skip
"""Beginnings of names of elements that take no room in the line, and what to call them."""

_TOKEN: Final = re.compile(r" +|[\n\v\t]|[^ \n\v\t]+")


@dataclass(frozen=True, slots=True)
class _Place:
    """An element, and the spans that it or a text stands in, from the outermost inwards.

    `wide` says that the element takes room in the line, so that white space behind it counts.
    """

    spans: tuple[etree._Element, ...]
    element: etree._Element | None = None
    wide: bool = True


def read_paragraph(element: etree._Element, styles: Styles) -> Joined:
    """Return the text and codes of a text:p or text:h."""
    reader = _Reader(styles)
    pieces = list(reader.read(element, ()))
    if reader.after_space:
        last = max((n for n, p in enumerate(pieces) if p.what == "text" and p.text), default=-1)
        if last >= 0:
            pieces[last] = replace(pieces[last], text=pieces[last].text.removesuffix(" "))
    return join_pieces(replace(p, text=p.text.replace(_ELEMENT_SPACE, " ")) for p in pieces)


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.after_space = True

    def read(self, element: etree._Element, spans: tuple[etree._Element, ...]) -> Iterator[Piece]:
        """Yield the pieces of a paragraph, span or shell."""
        yield self._text(self._collapse(element.text), spans)
        for child in element:
            yield from self._read_child(child, spans)
            yield self._text(self._collapse(child.tail), spans)

    def _read_child(
        self, child: etree._Element, spans: tuple[etree._Element, ...]
    ) -> Iterator[Piece]:
        name = local_name(child)
        if not name or name == "soft-page-break" or name in _HEADS:
            return
        if name == "span":
            invisible = self._styles.shows_nothing(str(child.get(_STYLE, "")))
            yield from self.read(child, spans if invisible else (*spans, child))
        elif name in _SHELLS or (name in _REFERENCES and child.get(_FORMAT) == "text"):
            # A reference that repeats a text is part of the sentence; a page number stays as it is.
            called = _SHELLS.get(name, "field")
            yield Piece("open", look=_Place((), child), name=called)
            yield from self.read(child, spans)
            yield Piece("close", name=called)
        elif name in {"s", "tab", "line-break"}:
            self.after_space = False
            spaces = _ELEMENT_SPACE * _count(child) if name == "s" else ""
            yield self._text({"tab": "\v", "line-break": "\n"}.get(name, spaces), spans)
        else:
            called = ""
            if name not in _REFERENCES:
                called = next((called for key, called in _NAMES if name.startswith(key)), "")
            place = _Place(spans, child, wide=not called)
            if place.wide:
                self.after_space = False
            yield Piece("single", look=place, name=called or _name_code(child))

    def _text(self, text: str, spans: tuple[etree._Element, ...]) -> Piece:
        look = self._styles.find_look([str(span.get(_STYLE, "")) for span in spans])
        return Piece("text", text, _Place(spans), look.key, look.name, look.shows)

    def _collapse(self, text: str | None) -> str:
        joined = _SPACE.sub(" ", text or "")
        if self.after_space:
            joined = joined.removeprefix(" ")
        if joined:
            self.after_space = joined.endswith(" ")
        return joined


def _count(element: etree._Element) -> int:
    said = str(element.get(_COUNT, "1"))
    return min(int(said), _MAX_SPACES) if said.isdecimal() else 1


def _name_code(element: etree._Element) -> str:
    name = local_name(element)
    if name == "note":
        return str(element.get(odf("text", "note-class"), "footnote"))
    if str(element.tag).startswith(odf("drawing", "")):
        return "image" if element.find(odf("drawing", "image")) is not None else "object"
    return "field" if str(element.tag).startswith(odf("text", "")) else name


def write_paragraph(element: etree._Element, joined: Joined, coded: CodedText) -> None:
    """Replace the content of a paragraph by a text with its codes."""
    parts = [
        (part, part.look if isinstance(part.look, _Place) else _Place(()))
        for part in iter_parts(joined, coded)
    ]
    last = max(
        (
            n
            for n, (p, at) in enumerate(parts)
            if p.what == "text" or (p.what == "single" and at.wide)
        ),
        default=-1,
    )
    for child in list(element):
        element.remove(child)
    element.text = None
    writer = _Writer()
    containers = [element]
    for number, (part, place) in enumerate(parts):
        if part.what == "close":
            if len(containers) > 1:
                containers.pop()
        elif part.what == "open" and place.element is not None:
            shell = _copy_shell(place.element)
            containers[-1].append(shell)
            containers.append(shell)
        elif part.what == "text":
            leaf = _append_spans(containers[-1], place.spans)
            writer.write(leaf, clean_text(part.text), final=number == last)
        elif place.element is not None:
            copy = deepcopy(place.element)
            copy.tail = None
            _append_spans(containers[-1], place.spans).append(copy)
            writer.after_space = writer.after_space and not place.wide


class _Writer:
    """Writes texts so that no space is lost where the paragraph is read again."""

    def __init__(self) -> None:
        self.after_space = True

    def write(self, leaf: etree._Element, text: str, *, final: bool) -> None:
        """Append a text to an element; `final` says that no text follows in the paragraph."""
        for found in _TOKEN.finditer(text):
            token = found[0]
            if token[0] == " ":
                count = len(token)
                if not self.after_space and not (final and found.end() == len(text)):
                    _append_text(leaf, " ")
                    count -= 1
                if count:
                    space = leaf.makeelement(odf("text", "s"))
                    if count > 1:
                        space.set(_COUNT, str(count))
                    leaf.append(space)
            elif token in "\n\v\t":
                name = "line-break" if token == "\n" else "tab"
                leaf.append(leaf.makeelement(odf("text", name)))
            else:
                _append_text(leaf, token)
            self.after_space = token[0] in " \n\v\t"


def _append_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _append_spans(container: etree._Element, spans: tuple[etree._Element, ...]) -> etree._Element:
    """Append empty copies of spans, one in the other, and return the innermost."""
    for span in spans:
        container.append(_copy_shell(span))
        container = container[-1]
    return container


def _copy_shell(shell: etree._Element) -> etree._Element:
    """Return a span, link or control without its text."""
    copy = shell.makeelement(shell.tag, {str(k): str(v) for k, v in shell.attrib.items()})
    for child in shell:
        if local_name(child) in _HEADS:
            head = deepcopy(child)
            head.tail = None
            copy.append(head)
    return copy
