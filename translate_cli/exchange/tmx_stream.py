"""The bytes and the elements of a TMX file, made safe for the reader.

Nothing is resolved: no external DTD, no entity of the file's own, no network.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

SkipScope = Literal["unit", "variant", "codes", "character"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class SkippedUnit:
    """Something of a TMX file that was left out, with the line it stands on.

    `scope` says how much: the whole unit, one variant of it, the inline codes of a variant (its
    plain text was kept), or forbidden characters.
    """

    line: int
    reason: str
    scope: SkipScope = "unit"


class TmxEvents:
    """The header and the units of a file, one element at a time; each is emptied afterwards."""

    def __init__(self, path: Path, on_skip: Callable[[SkippedUnit], None]) -> None:
        self.path = path
        self.version = ""
        self._on_skip = on_skip
        self._stream: CleanStream | None = None

    def __enter__(self) -> TmxEvents:
        with _open_clean(self.path, lambda skipped: None) as probe, _explain(self.path):
            for _, root in self._parse(probe, ("start",), None):
                if local_name(root) != "tmx":
                    raise InputError(
                        f"this is not a TMX file: its outermost element is <{local_name(root)}>",
                        where=self.path,
                        hint="Give a file that starts with <tmx>.",
                    )
                self.version = root.get("version", "")
                break
        self._stream = _open_clean(self.path, self._on_skip)
        self._events: etree.iterparse[Any] = self._parse(
            self._stream, ("end",), ("{*}header", "{*}tu")
        )
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def __iter__(self) -> Iterator[etree._Element]:
        with _explain(self.path):
            for _, element in self._events:
                yield element
                parent = element.getparent()
                element.clear()
                if parent is not None:
                    # Without this, the empty elements of a large file would pile up.
                    while element.getprevious() is not None:
                        del parent[0]

    def _parse(
        self, stream: CleanStream, events: tuple[str, ...], tags: tuple[str, ...] | None
    ) -> Any:
        from lxml import etree

        return etree.iterparse(
            stream,
            events=events,
            tag=tags,
            encoding=stream.encoding,
            attribute_defaults=False,
            dtd_validation=False,
            load_dtd=False,
            no_network=True,
            resolve_entities=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )


@contextmanager
def _explain(path: Path) -> Iterator[None]:
    """Turn the errors of parser, decoder and file into one that names the line and the cure."""
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as exc:
        line = exc.lineno or 1
        detail = re.sub(r", line \d+, column \d+.*", "", exc.msg or "no XML in it")
        raise InputError(
            f"the XML breaks off or is wrong here: {detail}.",
            where=f"{path}:{line}",
            hint="Repair the file at this line, or export it again.",
        ) from exc
    except UnicodeDecodeError as exc:
        raise InputError(
            f"the text is not valid {exc.encoding}: {exc.reason}",
            where=path,
            hint="Save the file as UTF-8, or export it again.",
        ) from exc
    except OSError as exc:
        raise _unreadable(path, exc) from exc


def _unreadable(path: Path, exc: OSError) -> InputError:
    return InputError(
        f"the file cannot be read: {exc.strerror or exc}",
        where=path,
        hint="Check the name and that you may read it.",
    )


class CleanStream:
    """A binary file for the parser: no byte order mark, UTF-16 and UTF-32 turned into UTF-8.

    Characters that XML 1.0 forbids (section 2.2), raw or as references such as `&#x1F;`, are
    removed and reported, since each would make the parser give up the rest of the file.
    """

    _RAW = re.compile(
        rb"[\x00-\x08\x0B\x0C\x0E-\x1F]|\xED[\xA0-\xBF][\x80-\xBF]|\xEF\xBF[\xBE\xBF]"
    )
    _LEGACY_RAW = re.compile(rb"[\x00-\x08\x0B\x0C\x0E-\x1F]")
    _CONTROLS: Final = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
    _REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
    _LONGEST: Final = 12

    def __init__(self, file: BinaryIO, on_skip: Callable[[SkippedUnit], None]) -> None:
        self._file = file
        self._on_skip = on_skip
        self._line = 1
        self._carry = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self.encoding: str | None = None
        head = file.read(256)
        found = next(((bom, name) for bom, name in _BOMS if head.startswith(bom)), (b"", ""))
        name = found[1]
        if not name and head[:4] in (b"<\0?\0", b"\0<\0?"):
            name = "utf-16-le" if head[0] else "utf-16-be"
        file.seek(len(found[0]))
        if name:
            # What the file really is overrides what its declaration claims.
            self.encoding = "utf-8"
            if name != "utf-8":
                self._decoder = codecs.getincrementaldecoder(name)()
        declared = re.search(rb"encoding\s*=\s*[\"']([\w.-]+)", head)
        utf8 = bool(name) or declared is None or declared[1].lower() in (b"utf-8", b"utf8")
        self._raw = self._RAW if utf8 else self._LEGACY_RAW
        # The escape character is part of these encodings, not text.
        self._filters = utf8 or not declared or not declared[1].lower().startswith(b"iso-2022")

    def __enter__(self) -> CleanStream:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, size: int = 65536) -> bytes:
        """Return the next cleaned bytes, b"" at the end only."""
        while True:
            data = self._file.read(max(size, 4096))
            ended = not data
            if self._decoder is not None:
                data = self._decoder.decode(data, ended).encode("utf-8")
            if not self._filters:
                return data
            data = self._carry + data
            self._carry = b""
            if not ended:
                data = self._keep_back(data)
            cleaned = self._clean(data)
            if cleaned or ended:
                return cleaned

    def _keep_back(self, data: bytes) -> bytes:
        """Hold back what may be the beginning of a reference or of a long character."""
        tail = data[-self._LONGEST :]
        cut = tail.rfind(b"&")
        if cut < 0 or b";" in tail[cut:]:
            lead = max(tail.rfind(b"\xed"), tail.rfind(b"\xef"))
            cut = lead if lead >= len(tail) - 2 else -1
        if cut < 0:
            return data
        at = len(data) - len(tail) + cut
        self._carry = data[at:]
        return data[:at]

    def _clean(self, data: bytes) -> bytes:
        cleaned = data
        if self._may_be_raw(data):
            cleaned = self._raw.sub(self._report(data, lambda match: True), data)
        if b"&#" in cleaned:
            cleaned = self._REFERENCE.sub(
                self._report(cleaned, lambda match: not _allowed(match)), cleaned
            )
        self._line += data.count(b"\n")
        return cleaned

    def _may_be_raw(self, data: bytes) -> bool:
        """Tell quickly what nearly all files are clean of, since the expression takes its time."""
        return (
            b"\xed" in data
            or b"\xef\xbf" in data
            or len(data.translate(None, self._CONTROLS)) < len(data)
        )

    def _report(
        self, data: bytes, forbidden: Callable[[re.Match[bytes]], bool]
    ) -> Callable[[re.Match[bytes]], bytes]:
        def replace(match: re.Match[bytes]) -> bytes:
            if not forbidden(match):
                return match[0]
            line = self._line + data.count(b"\n", 0, match.start())
            self._on_skip(
                SkippedUnit(line, "a character that XML forbids was removed", "character")
            )
            return b""

        return replace


def _allowed(match: re.Match[bytes]) -> bool:
    point = int(match[1], 16) if match[1] else int(match[2])
    return (
        point in (0x9, 0xA, 0xD)
        or 0x20 <= point <= 0xD7FF
        or 0xE000 <= point <= 0xFFFD
        or 0x10000 <= point <= 0x10FFFF
    )


def _open_clean(path: Path, on_skip: Callable[[SkippedUnit], None]) -> CleanStream:
    try:
        return CleanStream(Path(path).open("rb"), on_skip)
    except OSError as exc:
        raise _unreadable(path, exc) from exc


def local_name(element: etree._Element) -> str:
    """Return the local name: some tools put TMX into a namespace of their own."""
    return strip_namespace(element.tag)


@lru_cache(maxsize=256)
def strip_namespace(tag: object) -> str:
    """Return the local name of a tag, "" for that of a comment or an entity."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
