"""The paragraphs of a Word document as text with inline codes, and back.

Runs that are cut in the middle of words are one text again; formatting that differs from what most
of the paragraph has is a pair of codes, a hyperlink or field around its text as well, and whatever
else stands in a paragraph (image, footnote reference, bookmark) a single code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from translate_cli.documents.pieces import clean_text
from translate_cli.model import CodedText, InlineCode

if TYPE_CHECKING:
    from lxml import etree

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """Return a name in the namespace of WordprocessingML.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{_W}}}{name}"


_SHELLS: Final = frozenset(
    map(w, ("hyperlink", "smartTag", "fldSimple", "dir", "bdo", "customXml"))
)
_DROPPED: Final = frozenset(map(w, ("proofErr", "lastRenderedPageBreak", "softHyphen")))
_NOISE: Final = frozenset(map(w, ("lang", "noProof", "webHidden")))
"""Properties of a run that do not show: they make no formatting of its own."""
_NAMES: Final = {
    "drawing": "image", "pict": "image", "object": "object", "footnoteReference": "footnote",
    "endnoteReference": "endnote", "commentReference": "comment", "bookmarkStart": "bookmark",
    "bookmarkEnd": "bookmark", "commentRangeStart": "comment", "commentRangeEnd": "comment",
    "oMath": "formula", "oMathPara": "formula", "sym": "symbol", "br": "break",
}  # fmt: skip
_VISIBLE: Final = (("b", "b"), ("i", "i"), ("u", "u"), ("strike", "s"), ("vertAlign", "script"))

_What = Literal["text", "single", "open", "close"]


@dataclass(slots=True)
class _Item:
    """A piece of a paragraph in order.

    A text has the properties of its run; a code its elements, an open shell is one element whose
    content comes after it.
    """

    what: _What
    text: str = ""
    properties: etree._Element | None = None
    elements: list[etree._Element] = field(default_factory=list)
    name: str = ""
    shell: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its element, its text with codes, and what each code stands for.

    `base` are the run properties of most of the text; `opened` and `closed` hold what the codes of
    a number put into the paragraph.
    """

    element: etree._Element
    coded: CodedText
    base: etree._Element | None
    opened: dict[int, _Item]
    closed: dict[int, _Item]


def read_paragraph(element: etree._Element) -> Paragraph:
    """Return the text and codes of a w:p."""
    items = _merge(list(_Reader().read(element)))
    keys = [_key(item.properties) for item in items if item.what == "text"]
    sizes: dict[str, int] = {}
    for item in items:
        if item.what == "text":
            key = _key(item.properties)
            sizes[key] = sizes.get(key, 0) + len(item.text.strip())
    base_key = max(sizes, key=lambda key: (sizes[key], -keys.index(key)), default="")
    base = next(
        (i.properties for i in items if i.what == "text" and _key(i.properties) == base_key), None
    )
    text = ""
    codes: list[InlineCode] = []
    opened: dict[int, _Item] = {}
    closed: dict[int, _Item] = {}
    number = max((item.number for item in items), default=0)
    for item in items:
        at = len(text)
        if item.what == "text":
            styled = _key(item.properties) != base_key and item.text.strip()
            if styled:
                number += 1
                name = _format_name(item.properties)
                opened[number] = item
                codes.append(InlineCode(number, "open", at, f"<{name}>"))
            text += item.text
            if styled:
                codes.append(InlineCode(number, "close", len(text), f"</{name}>"))
        elif item.what == "close":
            closed[item.number] = item
            codes.append(InlineCode(item.number, "close", at, f"</{item.name}>"))
        else:
            opened[item.number] = item
            kind: Literal["open", "single"] = "open" if item.what == "open" else "single"
            ending = "" if kind == "open" else "/"
            codes.append(InlineCode(item.number, kind, at, f"<{item.name}{ending}>"))
    return Paragraph(element, CodedText(text, tuple(codes)), base, opened, closed)


class _Reader:
    def __init__(self) -> None:
        self._number = 0
        self._fields: list[tuple[int, bool]] = []
        self._head: list[etree._Element] | None = None
        self._depth = 0

    def _next(self) -> int:
        self._number += 1
        return self._number

    def read(self, container: etree._Element) -> Iterator[_Item]:
        """Yield the pieces of a paragraph or shell."""
        for child in container:
            tag = child.tag
            if not isinstance(tag, str) or tag == w("pPr") or tag in _DROPPED:
                continue
            if tag == w("r"):
                yield from self._read_run(child)
            elif tag in _SHELLS and self._head is None:
                yield from self._read_shell(child, child)
            elif tag == w("sdt") and self._head is None:
                content = child.find(w("sdtContent"))
                if content is not None:
                    yield from self._read_shell(child, content)
                else:
                    yield self._single([child])
            elif self._head is not None:
                self._head.append(child)
            else:
                yield self._single([child])

    def _read_shell(self, shell: etree._Element, content: etree._Element) -> Iterator[_Item]:
        number = self._next()
        name = shell.tag.rpartition("}")[2] if isinstance(shell.tag, str) else ""
        name = {"hyperlink": "a"}.get(name, name)
        yield _Item("open", elements=[shell], name=name, shell=True, number=number)
        yield from self.read(content)
        yield _Item("close", name=name, shell=True, number=number)

    def _read_run(self, run: etree._Element) -> Iterator[_Item]:
        properties = run.find(w("rPr"))
        for child in run:
            tag = child.tag
            if not isinstance(tag, str) or tag == w("rPr") or tag in _DROPPED:
                continue
            if tag == w("fldChar"):
                yield from self._read_field(child, _alone(run, child))
            elif self._head is not None:
                self._head.append(_alone(run, child))
            elif tag == w("t"):
                yield _Item("text", child.text or "", properties)
            elif tag == w("tab"):
                yield _Item("text", "\v", properties)
            elif tag == w("cr") or (tag == w("br") and child.get(w("type")) is None):
                yield _Item("text", "\n", properties)
            elif tag == w("noBreakHyphen"):
                yield _Item("text", "\u2011", properties)
            else:
                yield self._single([_alone(run, child)], child.tag)

    def _read_field(self, mark: etree._Element, run: etree._Element) -> Iterator[_Item]:
        """Take the code of a field (ECMA-376 part 1, 17.16.18) as one, around its result."""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            if self._head is None:
                self._head, self._depth = [], 0
            else:
                self._depth += 1
            self._head.append(run)
        elif self._head is not None:
            self._head.append(run)
            if self._depth:
                self._depth -= kind == "end"
                return
            elements, self._head = self._head, None
            if kind == "separate":
                number = self._next()
                self._fields.append((number, True))
                yield _Item("open", elements=elements, name="field", number=number)
            else:
                yield self._single(elements, "field")
        elif kind == "end" and self._fields:
            number, _ = self._fields.pop()
            yield _Item("close", elements=[run], name="field", number=number)
        else:
            # The field began in another paragraph.
            yield self._single([run], "field")

    def _single(self, elements: list[etree._Element], tag: object = None) -> _Item:
        found = tag if isinstance(tag, str) else elements[0].tag
        local = found.rpartition("}")[2] if isinstance(found, str) else "object"
        return _Item(
            "single", elements=elements, name=_NAMES.get(local, local), number=self._next()
        )


def _alone(run: etree._Element, child: etree._Element) -> etree._Element:
    """Return a run of its own for one child, with the properties of the whole."""
    if len(run) == 1 or (len(run) == 2 and run[0].tag == w("rPr")):
        return run
    alone = run.makeelement(run.tag, {str(k): str(v) for k, v in run.attrib.items()})
    properties = run.find(w("rPr"))
    if properties is not None:
        alone.append(deepcopy(properties))
    alone.append(deepcopy(child))
    return alone


def _merge(items: Sequence[_Item]) -> list[_Item]:
    """Join texts of the same formatting that stand together; space alone joins what is before."""
    merged: list[_Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if item.what == "text" and last is not None and last.what == "text":
            blank = not item.text.strip() or not last.text.strip()
            same = _key(last.properties) == _key(item.properties)
            if same or (blank and not _underlined(item, last)):
                kept = last.properties if last.text.strip() or same else item.properties
                merged[-1] = _Item("text", last.text + item.text, kept)
                continue
        merged.append(item)
    return [item for item in merged if item.what != "text" or item.text]


def _underlined(*items: _Item) -> bool:
    """Tell whether white space shows: underlined or highlighted."""
    shown = (w("u"), w("highlight"), w("shd"), w("strike"))
    return any(
        child.tag in shown
        for item in items
        if item.properties is not None
        for child in item.properties
    )


def _key(properties: etree._Element | None) -> str:
    """Return what distinguishes the look of a run."""
    from lxml import etree

    if properties is None:
        return ""
    return "".join(
        sorted(
            etree.tostring(child, method="c14n", with_tail=False).decode()
            for child in properties
            if child.tag not in _NOISE
        )
    )


def _format_name(properties: etree._Element | None) -> str:
    if properties is not None:
        for tag, name in _VISIBLE:
            if properties.find(w(tag)) is not None:
                return name
    return "f"


def write_paragraph(paragraph: Paragraph, coded: CodedText) -> None:
    """Replace the content of the paragraph by a text with its codes."""
    element = paragraph.element
    for child in list(element):
        if child.tag != w("pPr"):
            element.remove(child)
    containers: list[tuple[int, etree._Element]] = [(0, element)]
    looks: list[tuple[int, etree._Element | None]] = [(0, paragraph.base)]
    position = 0
    for code in (*coded.codes, None):
        end = len(coded.text) if code is None else code.position
        if end > position:
            chunk = coded.text[position:end]
            containers[-1][1].append(_make_run(element, chunk, looks[-1][1]))
            position = end
        if code is None:
            break
        held = paragraph.closed if code.kind == "close" else paragraph.opened
        item = held.get(code.number) or paragraph.opened.get(code.number)
        if item is None:
            continue
        if item.what == "text":
            if code.kind == "open":
                looks.append((code.number, item.properties))
            else:
                looks = [look for look in looks if look[0] != code.number]
        elif item.shell and code.kind == "open":
            shell = _empty_shell(item.elements[0])
            containers[-1][1].append(shell)
            content = shell.find(w("sdtContent")) if shell.tag == w("sdt") else shell
            containers.append((code.number, shell if content is None else content))
        elif item.shell:
            containers = [held for held in containers if held[0] != code.number]
        else:
            for part in item.elements:
                copy = deepcopy(part)
                copy.tail = None
                containers[-1][1].append(copy)


def _empty_shell(shell: etree._Element) -> etree._Element:
    """Return a hyperlink or the like without its content, but with its properties."""
    copy = deepcopy(shell)
    copy.tail = None
    content = copy.find(w("sdtContent")) if copy.tag == w("sdt") else copy
    if content is not None:
        for child in list(content):
            if not (isinstance(child.tag, str) and child.tag.endswith("Pr")):
                content.remove(child)
    return copy


def _make_run(
    parent: etree._Element, text: str, properties: etree._Element | None
) -> etree._Element:
    from lxml.etree import SubElement

    run = parent.makeelement(w("r"))
    if properties is not None:
        copy = deepcopy(properties)
        for child in list(copy):
            if child.tag == w("lang"):
                copy.remove(child)
        run.append(copy)
    piece = ""
    for char in (*clean_text(text), ""):
        if char in ("\n", "\v", ""):
            if piece:
                holder = SubElement(run, w("t"))
                holder.text = piece
                if piece != piece.strip() or "  " in piece:
                    holder.set(_SPACE, "preserve")
                piece = ""
            if char:
                SubElement(run, w("br" if char == "\n" else "tab"))
        else:
            piece += char
    return run
