"""Read documents from text and write them with other texts, for tests of HTML and Markdown."""

from __future__ import annotations

from pathlib import Path

from translate_cli.documents.formats import format_document, parse_document
from translate_cli.model import CodedText, Document


def read(text: str | bytes, name: str) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_document(data, "az", path=Path(name))


def write(document: Document, *texts: str | CodedText, lang: str = "en") -> str:
    """Return the document with its segments replaced in order; "" leaves one as it is."""
    said = {
        segment.id: CodedText(text, segment.codes) if isinstance(text, str) else text
        for segment, text in zip(document.segments, texts, strict=True)
        if text
    }
    return format_document(document, said, lang=lang).decode()
