"""PDF with text in it, as input: its paragraphs become a plain text.

A PDF has no paragraphs, only lines at places; lines are joined where they run to the edge of the
column and the next one goes on. Layout, tables and images are lost: the translation is a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

MAX_PAGES: Final = 3000
_ENDS: Final = re.compile(r"[.!?…:;”»\"]\s*$")
_LIST: Final = re.compile(r"^\s*(?:[-–—•*▪]|\d{1,3}[.)]|[a-zəıöüğşç]\))\s")
_PAGE_NUMBER: Final = re.compile(r"^\s*[-–—]?\s*\d{1,4}\s*[-–—]?\s*$")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The ids of the paragraphs in order; None for a page break."""

    order: tuple[str | None, ...]
    texts: Mapping[str, str]


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every paragraph; InputError for a PDF of images, or an encrypted one."""
    import io

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    from translate_cli.documents.formats import ParsedDocument

    if not data.lstrip().startswith(b"%PDF"):
        raise InputError("this is no PDF.", where=where, hint="Check the file.")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(
                "the PDF is encrypted.", where=where, hint="Save it without a password."
            )
        if len(reader.pages) > MAX_PAGES:
            raise InputError(
                f"the PDF has more than {MAX_PAGES} pages.", where=where, hint="Split it."
            )
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as exc:
        reason = " ".join(str(exc).split()) or type(exc).__name__
        raise InputError(
            f"the PDF cannot be read: {reason}.", where=where, hint="Save it again as PDF."
        ) from exc
    if not any(any(char.isalpha() for char in page) for page in pages):
        raise InputError(
            "the PDF holds only images, no text.",
            where=where,
            hint="Recognise its text (OCR) first, then translate the result.",
        )
    blocks: list[Block] = []
    order: list[str | None] = []
    for number, page in enumerate(pages, 1):
        if order:
            order.append(None)
        for text in join_lines(page):
            name = f"p{len(blocks) + 1}"
            blocks.append(Block(name, text, context=f"page {number}"))
            order.append(name)
    notice = f"{where}: from PDF only the text is translated; layout and images are left out."
    texts = {block.id: block.text for block in blocks}
    return ParsedDocument(tuple(blocks), Skeleton(tuple(order), texts), (notice,))


def join_lines(page: str) -> Iterator[str]:
    r"""Yield the paragraphs of the text of a page; page numbers are left out.

    >>> list(join_lines("Nazirlər Kabineti qərara\nalır:\n1. Qayda təsdiq edilsin.\n- 3 -"))
    ['Nazirlər Kabineti qərara alır:', '1. Qayda təsdiq edilsin.']
    """
    lines = [line.strip() for line in page.splitlines()]
    width = max((len(line) for line in lines), default=0)
    paragraph = ""
    for line in [*lines, ""]:
        if _PAGE_NUMBER.match(line):
            continue
        short = len(line) < 0.7 * width
        if paragraph and (not line or _LIST.match(line)):
            yield paragraph
            paragraph = ""
        if not line:
            continue
        if paragraph.endswith("-") and line[:1].islower():
            paragraph = paragraph[:-1] + line
        else:
            paragraph = f"{paragraph} {line}".strip()
        if _ENDS.search(line) and short:
            yield paragraph
            paragraph = ""


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the paragraphs as UTF-8 text, a blank line between them."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    parts = [
        blocks[name].text if name in blocks else skeleton.texts[name]
        for name in skeleton.order
        if name is not None
    ]
    return ("\n\n".join(parts) + "\n").encode()
