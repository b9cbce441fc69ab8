"""Write XLIFF 1.2 and 2.0 as a stream: drafts for people to review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from translate_cli.errors import InputError
from translate_cli.exchange.writing import ExchangeWriter
from translate_cli.exchange.xliff_elements import NAMESPACES, Maker1, Maker2
from translate_cli.exchange.xliff_notes import Signature
from translate_cli.memory_units import MemoryMatch
from translate_cli.model import Unit

if TYPE_CHECKING:
    from lxml import etree

XliffVersion = Literal["1.2", "2.0"]


@dataclass(frozen=True, slots=True)
class XliffCounts:
    """What went into an XLIFF file.

    `untranslated` counts units without a translation, `characters_removed` what XML forbids,
    `offered` translations of similar texts from the memory.
    """

    units: int = 0
    untranslated: int = 0
    characters_removed: int = 0
    offered: int = 0


class XliffWriter(ExchangeWriter):
    """Write an XLIFF file unit by unit, in constant memory; use it in a `with` block.

    The units of a document stand together, in one `file` element. The path is replaced only when
    the block ends without an error. Raises OutputError where the file cannot be written, and
    InputError at the end where there was no unit, which XLIFF does not allow.
    """

    format_name = "XLIFF"

    def __init__(
        self,
        path: Path,
        *,
        source_lang: str,
        target_lang: str,
        tool_version: str,
        created_at: datetime,
        version: XliffVersion = "1.2",
        glossary_sha256: str = "",
        model: str = "",
    ) -> None:
        super().__init__(path)
        self._target_lang = target_lang
        signature = Signature(tool_version, created_at, glossary_sha256, model)
        make = Maker1 if version == "1.2" else Maker2
        self._maker = make(source_lang, target_lang, signature, self._clean)
        self._file = ExitStack()
        self._xml: Any = None
        self._document: str | None = None
        self._files = self._units = self._untranslated = self._offered = 0

    @property
    def counts(self) -> XliffCounts:
        """What was written so far."""
        return XliffCounts(self._units, self._untranslated, self._removed, self._offered)

    def _begin(self, file: BinaryIO, stack: ExitStack) -> None:
        from lxml import etree

        namespace = NAMESPACES[self._maker.version]
        file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        self._xml = stack.enter_context(etree.xmlfile(file, encoding="utf-8", close=False))
        stack.enter_context(
            self._xml.element(
                f"{{{namespace}}}xliff", self._maker.root_attributes(), nsmap={None: namespace}
            )
        )
        self._xml.write("\n")
        self._file = stack.enter_context(ExitStack())
        stack.push(self._refuse_empty)

    def _refuse_empty(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if error is None and not self._units:
            raise InputError("there is no text to review in it.", where=self._document)

    def write(self, unit: Unit, *, document: str, matches: Sequence[MemoryMatch] = ()) -> None:
        """Write a unit of the document of this name, with what the memory has for similar texts."""
        self._require_open()
        target = unit.targets.get(self._target_lang)
        if target is not None and not target.text.strip():
            target = None
        element = self._maker.unit(unit, target, matches)
        _indent(element)
        try:
            if document != self._document or not self._files:
                self._begin_file(document)
            self._xml.write(element, with_tail=True)
        except OSError as error:
            raise self._unwritable(error) from error
        self._units += 1
        self._untranslated += target is None
        self._offered += len(matches)

    def _begin_file(self, document: str) -> None:
        self._file.close()
        self._document = document
        self._files += 1
        xml, maker = self._xml, self._maker
        self._file.callback(xml.write, "\n")
        self._file.enter_context(xml.element("file", maker.file_attributes(document, self._files)))
        xml.write("\n")
        head = maker.file_head()
        _indent(head)
        xml.write(head, with_tail=True)
        if maker.version == "1.2":
            self._file.callback(xml.write, "\n")
            self._file.enter_context(xml.element("body"))
            xml.write("\n")


_MIXED: Final = frozenset({"source", "target", "note", "data", "term", "translation", "meta"})


def _indent(element: etree._Element) -> None:
    """Put every element on a line of its own, but leave texts as they are."""
    element.tail = "\n"
    if str(element.tag).rpartition("}")[2] not in _MIXED and len(element):
        element.text = "\n"
        for child in element:
            _indent(child)


def write_xliff(
    path: Path,
    units: Iterable[Unit],
    *,
    document: str | Callable[[Unit], str],
    source_lang: str,
    target_lang: str,
    tool_version: str,
    created_at: datetime,
    version: XliffVersion = "1.2",
    glossary_sha256: str = "",
    model: str = "",
    suggest: Callable[[Unit, str], Sequence[MemoryMatch]] | None = None,
) -> XliffCounts:
    """Write units with their translations into one language to an XLIFF file.

    `document` is the name of the document that they come from, or a function from a unit to it;
    `created_at` is written in UTC, one without time zone is taken as local time. What came from
    the memory has the state that people gave it, everything else needs a review. `suggest` returns
    what the memory has for texts like that of a unit. Raises InputError and OutputError as
    `XliffWriter` does.
    """
    name_of = document if callable(document) else lambda unit: str(document)
    with XliffWriter(
        path,
        source_lang=source_lang,
        target_lang=target_lang,
        tool_version=tool_version,
        created_at=created_at,
        version=version,
        glossary_sha256=glossary_sha256,
        model=model,
    ) as writer:
        for unit in units:
            matches = suggest(unit, target_lang) if suggest is not None else ()
            writer.write(unit, document=name_of(unit), matches=matches)
    return writer.counts
