"""The units of an XLIFF file as small trees, with the places where they stand in the file.

expat reads, since it tells byte offsets: a file can be changed at one place and stay the same, byte
for byte, everywhere else. Nothing is resolved: no external DTD, no entity, no network.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from translate_cli.errors import InputError
from translate_cli.exchange.tmx_stream import CleanStream, SkippedUnit

MAX_DEPTH: Final = 256
"""Elements within each other; files of tools stay below 30."""

UNIT_NAMES: Final = frozenset({"trans-unit", "unit"})
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG: Final = re.compile(rb"""<[^\s/>]+(?:"[^"]*"|'[^']*'|[^'">])*>""")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(slots=True)
class XmlNode:
    """An element: `parts` are its texts and elements in order, attributes have their prefixes.

    One text may be cut into several parts. `start` is the byte offset of its start tag, `end`
    that of its end tag (behind an empty one). `problem` says why a unit cannot be used.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    start: int
    parts: list[XmlNode | str] = field(default_factory=list)
    end: int = 0
    problem: str = ""

    @property
    def name(self) -> str:
        """Return the name without prefix."""
        return self.tag.rpartition(":")[2]

    def children(self, name: str) -> list[XmlNode]:
        """Return the elements of this name straight inside."""
        return [part for part in self.parts if isinstance(part, XmlNode) and part.name == name]

    def child(self, name: str) -> XmlNode | None:
        """Return the first element of this name straight inside."""
        return next(iter(self.children(name)), None)

    @property
    def text(self) -> str:
        """Return all text inside."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Span:
    """Byte offsets of an element: of all of it, and of what is inside it."""

    start: int
    inner_start: int
    inner_end: int
    end: int


@dataclass(frozen=True, slots=True)
class ScannedUnit:
    """A trans-unit or unit, with the `file` element and the root around it."""

    node: XmlNode
    file: XmlNode
    root: XmlNode
    translate: bool

    @property
    def version(self) -> str:
        """Return the version of the file; where it says none, the one its units are of."""
        default = "2.0" if self.node.name == "unit" else "1.2"
        return self.root.attributes.get("version", "").strip() or default

    @property
    def languages(self) -> tuple[str, str]:
        """Return source and target language as the file spells them, "" for none."""
        root, file = self.root.attributes, self.file.attributes
        if self.node.name == "unit":
            return root.get("srcLang", ""), root.get("trgLang", "")
        return file.get("source-language", ""), file.get("target-language", "")


class XliffScanner:
    """Takes UTF-8 bytes piece by piece and gives the units that are complete."""

    def __init__(self, where: Path | str) -> None:
        self.where = where
        self.root: XmlNode | None = None
        self._open: list[XmlNode] = []
        self._unit_depth = 0
        self._ready: list[ScannedUnit] = []
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._skip_entity
        self._parser = parser

    def feed(self, data: bytes, *, last: bool = False) -> list[ScannedUnit]:
        """Return the units that end in `data`; InputError with the line for broken XML."""
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as exc:
            raise InputError(
                f"the XML breaks off or is wrong here: {expat.ErrorString(exc.code)}.",
                where=f"{self.where}:{exc.lineno}",
                hint="Repair the file at this line, or export it again.",
            ) from exc
        return self.take()

    def take(self) -> list[ScannedUnit]:
        """Return the units that are complete and were not given yet."""
        ready, self._ready = self._ready, []
        return ready

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = XmlNode(
            tag, attributes, self._parser.CurrentLineNumber, self._parser.CurrentByteIndex
        )
        if not self._open:
            if node.name != "xliff":
                raise InputError(
                    f"this is not an XLIFF file: its outermost element is <{tag}>.",
                    where=self.where,
                    hint="Give a file that starts with <xliff>.",
                )
            self.root = node
        if len(self._open) >= MAX_DEPTH:
            raise InputError(
                f"more than {MAX_DEPTH} elements stand within each other; refused.",
                where=f"{self.where}:{node.line}",
                hint="Do not use the file if you do not know where it comes from.",
            )
        if self._unit_depth:
            self._open[-1].parts.append(node)
        elif node.name in UNIT_NAMES:
            self._unit_depth = len(self._open) + 1
        self._open.append(node)

    def _end(self, tag: str) -> None:
        node = self._open.pop()
        node.end = self._parser.CurrentByteIndex
        if len(self._open) + 1 == self._unit_depth:
            self._unit_depth = 0
            around = self._open[:]
            file = next((n for n in reversed(around) if n.name == "file"), None)
            if file is None or self.root is None:
                file = XmlNode("file", {}, node.line, node.start)
            said = [
                n.attributes["translate"] for n in (*around, node) if "translate" in n.attributes
            ]
            self._ready.append(
                ScannedUnit(node, file, around[0], not said or said[-1].strip() != "no")
            )

    def _characters(self, text: str) -> None:
        if self._unit_depth:
            self._open[-1].parts.append(text)

    def _refuse_entity(self, name: str, *rest: object) -> None:
        raise InputError(
            f"the file declares an entity ({name}), which no translation tool writes; refused.",
            where=f"{self.where}:{self._parser.CurrentLineNumber}",
            hint="Do not use it if you do not know where it comes from.",
        )

    def _skip_entity(self, name: str, is_parameter: bool) -> None:
        if self._unit_depth:
            self._open[
                self._unit_depth - 1
            ].problem = f"the entity &{name}; of the file is not resolved"


def scan_file(path: Path, *, on_skip: Callable[[SkippedUnit], None]) -> Iterator[ScannedUnit]:
    """Yield the units of a file in constant memory, whatever its encoding.

    Characters that XML forbids are removed and told to `on_skip`. Raises InputError, naming the
    line, for a file that is missing, no XLIFF or broken; what was whole before has been yielded.
    """
    scanner = XliffScanner(path)
    try:
        with CleanStream(path.open("rb"), on_skip) as stream:
            head = b""
            decoder = None
            while True:
                data = stream.read()
                if not head:
                    head = data[:1024]
                    if stream.encoding is None:
                        decoder = codecs.getincrementaldecoder(declared_encoding(head, path))()
                text = data if decoder is None else decoder.decode(data, not data).encode()
                try:
                    ready = scanner.feed(text, last=not data)
                except InputError:
                    yield from scanner.take()
                    raise
                yield from ready
                if not data:
                    return
    except UnicodeDecodeError as exc:
        raise _bad_encoding(path, exc) from exc
    except OSError as exc:
        raise InputError(
            f"the file cannot be read: {exc.strerror or exc}",
            where=path,
            hint="Check the name and that you may read it.",
        ) from exc


def declared_encoding(head: bytes, where: Path | str) -> str:
    """Return the codec that the XML declaration names, UTF-8 without one.

    >>> declared_encoding(b'<?xml version="1.0" encoding="windows-1254"?>', "a.xlf")
    'cp1254'
    """
    found = _DECLARED.match(head)
    name = found[1].decode() if found else "utf-8"
    if name.lower().startswith(("utf-16", "utf-32", "ucs")):
        return "utf-8"  # It could be read, so it is not what it says.
    try:
        b"a".decode(name, "replace")  # Refuses codecs that are no encodings of text.
        return codecs.lookup(name).name
    except LookupError as exc:
        raise InputError(
            f"the file says it is {name}, which is no known encoding.",
            where=where,
            hint="Save the file as UTF-8.",
        ) from exc


def decode_xml(data: bytes, *, where: Path | str) -> tuple[bytes, str, bytes]:
    """Return an XML file in UTF-8 without mark, the codec it was in, and its byte order mark."""
    mark, encoding = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", ""))
    if not encoding and data[:4] in (b"<\0?\0", b"\0<\0?"):
        encoding = "utf-16-le" if data[0] else "utf-16-be"
    encoding = encoding or declared_encoding(data[:1024], where)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as exc:
        raise _bad_encoding(where, exc) from exc
    return text.encode(), encoding, mark


def _bad_encoding(where: Path | str, exc: UnicodeDecodeError) -> InputError:
    return InputError(
        f"the text is not valid {exc.encoding}: {exc.reason}.",
        where=where,
        hint="Save the file as UTF-8, or export it again.",
    )


def span_of(node: XmlNode, data: bytes) -> Span:
    """Return the byte offsets of an element in the UTF-8 bytes that it was scanned from."""
    tag = _TAG.match(data, node.start)
    if tag is None:
        raise ValueError("the element was scanned from other bytes")
    if tag[0].endswith(b"/>"):
        return Span(node.start, tag.end(), tag.end(), tag.end())
    return Span(node.start, tag.end(), node.end, data.index(b">", node.end) + 1)
