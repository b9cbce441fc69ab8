"""Write XLIFF 1.2 and 2.0 as a stream: drafts for people to review."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.xliff_elements import NAMESPACES, Maker1, Maker2
from translate_cli.exchange.xliff_notes import Signature
from translate_cli.files import atomic_write
from translate_cli.model import Unit
from translate_cli.xml_text import FORBIDDEN

if TYPE_CHECKING:
    from lxml import etree

XliffVersion = Literal["1.2", "2.0"]


@dataclass(frozen=True, slots=True)
class XliffCounts:
    """What went into an XLIFF file.

    `untranslated` counts units without a translation, `characters_removed` what XML forbids.
    """

    units: int = 0
    untranslated: int = 0
    characters_removed: int = 0


class XliffWriter:
    """Write an XLIFF file unit by unit, in constant memory; use it in a `with` block.

    The units of a document stand together, in one `file` element. The path is replaced only when
    the block ends without an error. Raises OutputError where the file cannot be written, and
    InputError at the end where there was no unit, which XLIFF does not allow.
    """

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
        self._path = path
        self._target_lang = target_lang
        signature = Signature(tool_version, created_at, glossary_sha256, model)
        make = Maker1 if version == "1.2" else Maker2
        self._maker = make(source_lang, target_lang, signature, self._clean)
        self._stack = ExitStack()
        self._file = ExitStack()
        self._xml: Any = None
        self._document: str | None = None
        self._files = self._units = self._untranslated = self._removed = 0

    @property
    def counts(self) -> XliffCounts:
        """What was written so far."""
        return XliffCounts(self._units, self._untranslated, self._removed)

    def __enter__(self) -> Self:
        """Begin the file."""
        from lxml import etree

        namespace = NAMESPACES[self._maker.version]
        try:
            with ExitStack() as stack:
                file = stack.enter_context(atomic_write(self._path))
                file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
                xml = stack.enter_context(etree.xmlfile(file, encoding="utf-8", close=False))
                stack.enter_context(
                    xml.element(
                        f"{{{namespace}}}xliff",
                        self._maker.root_attributes(),
                        nsmap={None: namespace},
                    )
                )
                xml.write("\n")
                self._xml = xml
                self._stack = stack.pop_all()
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the file and put it in its place; on an error leave no file."""
        try:
            if exc is None and not self._units:
                raise InputError("there is no text to review in it.", where=self._document)
            self._file.__exit__(exc_type, exc, traceback)
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            if isinstance(error, OSError):
                raise self._unwritable(error) from error
            raise
        self._xml = None
        try:
            self._stack.__exit__(exc_type, exc, traceback)
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, unit: Unit, *, document: str) -> None:
        """Write a unit of the document of this name."""
        if self._xml is None:
            raise OutputError(
                "the XLIFF writer is not open", hint="Write units inside its with block."
            )
        target = unit.targets.get(self._target_lang)
        if target is not None and not target.text.strip():
            target = None
        element = self._maker.unit(unit, target)
        _indent(element)
        try:
            if document != self._document or not self._files:
                self._begin(document)
            self._xml.write(element, with_tail=True)
        except OSError as error:
            raise self._unwritable(error) from error
        self._units += 1
        self._untranslated += target is None

    def _begin(self, document: str) -> None:
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

    def _clean(self, text: str) -> str:
        cleaned, count = FORBIDDEN.subn("", text)
        self._removed += count
        return cleaned

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(
            f"the XLIFF file cannot be written: {error.strerror or error}",
            where=self._path,
            hint="Check the folder, its permissions and the free space.",
        )


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
) -> XliffCounts:
    """Write units with their translations into one language to an XLIFF file.

    `document` is the name of the document that they come from, or a function from a unit to it;
    `created_at` is written in UTC, one without time zone is taken as local time. What came from
    the memory has the state that people gave it, everything else needs a review. Raises
    InputError and OutputError as `XliffWriter` does.
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
            writer.write(unit, document=name_of(unit))
    return writer.counts
