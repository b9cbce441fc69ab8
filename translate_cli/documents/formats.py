"""The document formats: which module reads which file, and how its blocks are written back.

A module of a format other than plain text has two functions:

`read_blocks(data, *, where, options) -> ParsedDocument` finds the translatable blocks; the skeleton
is whatever it needs to write, and is never changed. It raises InputError for a broken, encrypted or
dangerous file.

`write_blocks(skeleton, blocks, *, lang) -> bytes` returns the document with each block's text and
codes replaced by `blocks[id]`, and marked as `lang` where the format can say so. With the blocks as
they were read, the document is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final, Literal, Protocol, cast

from translate_cli.documents.blocks import rebuild_blocks, segment_blocks
from translate_cli.documents.text import format_text, parse_text, read_bytes
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText, Document

TrackedChanges = Literal["refuse", "accept", "reject"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Choices of the user about reading.

    `tracked_changes` of word processors: refuse the file, translate the text as if they were
    accepted, or as it was before them.
    """

    tracked_changes: TrackedChanges = "refuse"


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What a format module found in a file."""

    blocks: tuple[Block, ...]
    skeleton: object
    notices: tuple[str, ...] = ()


class FormatModule(Protocol):
    """A module that reads and writes a format."""

    def read_blocks(
        self, data: bytes, *, where: Path | str, options: ReadOptions
    ) -> ParsedDocument:
        """Find the blocks of a document."""
        ...

    def write_blocks(
        self, skeleton: object, blocks: Mapping[str, CodedText], *, lang: str
    ) -> bytes:
        """Return the document with its blocks replaced."""
        ...


FORMATS: Final[dict[str, str]] = {
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json_values",
    ".pdf": "pdf",
    ".po": "po",
    ".pot": "po",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".yaml": "yaml_values",
    ".yml": "yaml_values",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".odt": "odt",
}
"""Ending of a file name to the module in translate_cli.documents; others are plain text."""

OUTPUT_SUFFIXES: Final[dict[str, str]] = {".pdf": ".txt", ".pot": ".po"}
"""Endings of translations where they differ from the source's."""


def format_of(path: Path | None) -> str:
    """Return the name of the format of a file: "text", "docx" ….

    >>> format_of(Path("QƏRAR.TXT"))
    'text'
    """
    return "text" if path is None else FORMATS.get(path.suffix.lower(), "text")


def load_format(name: str) -> FormatModule:
    """Import the module of a format."""
    return cast(FormatModule, import_module(f"translate_cli.documents.{name}"))


def read_document(path: Path, lang: str, *, options: ReadOptions | None = None) -> Document:
    """Read a file of any known format into a document with its segments in `lang`."""
    return parse_document(read_bytes(path), lang, path=path, options=options)


def parse_document(
    data: bytes, lang: str, *, path: Path | None = None, options: ReadOptions | None = None
) -> Document:
    """Read the bytes of a file; `path` tells the format, None is text from standard input."""
    name = format_of(path)
    if name == "text" or path is None:
        return parse_text(data, lang, path=path)
    if not data:
        raise InputError("the file is empty.", where=path, hint="Give a file with text in it.")
    parsed = load_format(name).read_blocks(data, where=path, options=options or ReadOptions())
    return Document(
        path,
        "",
        segment_blocks(parsed.blocks, lang),
        notices=parsed.notices,
        format=name,
        blocks=parsed.blocks,
        skeleton=parsed.skeleton,
    )


def format_document(
    document: Document, translations: Mapping[str, CodedText], *, lang: str
) -> bytes:
    """Return the document with its segments replaced; one without translation stays."""
    if document.format == "text":
        return format_text(document, {name: said.text for name, said in translations.items()})
    blocks = rebuild_blocks(document.blocks, document.segments, translations)
    return load_format(document.format).write_blocks(document.skeleton, blocks, lang=lang)
