"""Markdown files: headings, paragraphs, list items, quotes, tables; all else stays as it is.

CommonMark with GitHub's tables, strikethrough and bare addresses, footnotes, front matter, formulas
between dollar signs, and `:::` fences. The file is never rendered: a translated paragraph takes
the place of its lines, as one line, and keeps only breaks that were asked for (two spaces, a
backslash, `<br>`). Emphasis and links are pairs of codes; code, formulas, addresses, footnote
references, images and placeholders of template languages are single ones. The texts of images and
the titles of links in a paragraph are blocks of their own. A link by its own text
(`[text]`, `[text][]`) becomes one by label (`[translation][text]`).

Not translated: code blocks and code, formulas, HTML blocks, link definitions, and the front matter
save title, description, summary, subtitle and keywords; its `lang` becomes the target language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.charset import Charset, decode_document
from translate_cli.documents.markdown_blocks import Lines, find_lines
from translate_cli.documents.markdown_front import FrontMatter, read_front, write_field
from translate_cli.documents.markdown_inline import parse_inline
from translate_cli.documents.markdown_write import Content, write_run, write_value
from translate_cli.documents.source_runs import has_words, join_items
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_ALERT: Final = re.compile(r"\[!\w+\][+-]?[ \t]*")
_TASK: Final = re.compile(r"\[[ xX]\][ \t]+")
_CONTENTS: Final = re.compile(r"\[\[?_?TOC_?\]?\]", re.IGNORECASE)
_HEADING_END: Final = re.compile(r"\s*\{[#.:][^{}\n]*\}\s*$")
_ATTRIBUTES: Final = re.compile(r"\{[#.:][^{}\n]*\}\s*")
_NEWLINE: Final = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of a paragraph in the file, and the content they make.

    `starts` are the offsets in the content at which its lines begin.
    """

    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    content: Content
    context: str

    def place(self, offset: int) -> int:
        """Return the place in the file of an offset in the content."""
        line = bisect_right(self.starts, offset) - 1
        return self.spans[line][0] + offset - self.starts[line]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A file: its bytes and text, and where its texts are."""

    data: bytes
    source: str
    charset: Charset
    front: FrontMatter
    paragraphs: tuple[Paragraph, ...]
    references: frozenset[str]


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every paragraph, image text, link title and text of the front matter."""
    from translate_cli.documents.formats import ParsedDocument

    source, charset, notices = decode_document(data, where=where)
    front = read_front(source)
    lines, references = find_lines(source, front.end)
    paragraphs = tuple(_iter_paragraphs(source, lines, references))
    skeleton = Skeleton(data, source, charset, front, paragraphs, references)
    return ParsedDocument(tuple(_iter_blocks(skeleton)), skeleton, notices)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the file with the changed texts replaced, in UTF-8 if its encoding lacks letters."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    edits = list(_iter_edits(skeleton, blocks))
    if not edits:
        return skeleton.data
    newline = _newline(skeleton.source)
    for field in skeleton.front.languages:
        edits.append((field.start, field.end, write_field(field, lang, newline)))
    parts: list[str] = []
    position = 0
    for start, end, text in sorted(edits):
        parts += [skeleton.source[position:start], text]
        position = end
    parts.append(skeleton.source[position:])
    written = "".join(parts)
    if skeleton.charset.lacks(written):
        return written.encode("utf-8")
    return skeleton.charset.encode(written)


def _iter_paragraphs(
    source: str, found: list[Lines], references: frozenset[str]
) -> Iterator[Paragraph]:
    for lines in found:
        spans = _strip_marks(source, lines)
        text = "\n".join(source[start:end] for start, end in spans)
        if not text or _CONTENTS.fullmatch(text):
            continue
        inline = parse_inline(text, references)
        run = join_items(inline.items, text)
        if run is not None or inline.values:
            starts = accumulate((end - start + 1 for start, end in spans[:-1]), initial=0)
            yield Paragraph(
                spans, tuple(starts), Content(lines.kind, text, inline, run), lines.context
            )


def _strip_marks(source: str, lines: Lines) -> tuple[tuple[int, int], ...]:
    """Return the lines without what is no text: kinds of alerts, boxes of tasks, attributes."""
    spans = list(lines.spans)
    start, end = spans[0]
    if lines.kind in ("heading", "underlined"):
        start, end = spans[-1]
        tail = _HEADING_END.search(source, start, end)
        if tail and tail.start() > start:
            spans[-1] = (start, tail.start())
    if lines.kind == "paragraph":
        if lines.context == "blockquote" and _ALERT.fullmatch(source[start:end]):
            del spans[0]
        elif lines.context == "li" and (task := _TASK.match(source, start, end)):
            spans[0] = (task.end(), end)
        if spans and _ATTRIBUTES.fullmatch(source[slice(*spans[-1])]):
            del spans[-1]
            if spans:
                first, last = spans[-1]
                spans[-1] = (first, first + len(source[first:last].rstrip()))
    return tuple(spans)


def _iter_blocks(skeleton: Skeleton) -> Iterator[Block]:
    for field in skeleton.front.fields:
        if has_words(field.text):
            whole = field.name in ("title", "subtitle", "keywords")
            yield Block(f"f{field.start}", field.text, (), field.name, whole)
    for paragraph in skeleton.paragraphs:
        run = paragraph.content.run
        if run is not None:
            place = paragraph.place(run.start)
            yield Block(f"t{place}", run.coded.text, run.coded.codes, paragraph.context)
        for value in paragraph.content.inline.values:
            if has_words(value.text):
                name = f"v{paragraph.place(value.start)}"
                yield Block(name, value.text, (), value.context, whole=True)


def _iter_edits(
    skeleton: Skeleton, blocks: Mapping[str, CodedText]
) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, text) for all that changes."""
    newline = _newline(skeleton.source)
    for field in skeleton.front.fields:
        said = blocks.get(f"f{field.start}")
        if said is not None and said.text != field.text:
            yield field.start, field.end, write_field(field, said.text, newline)
    for paragraph in skeleton.paragraphs:
        content, run = paragraph.content, paragraph.content.run
        values: dict[int, str] = {}
        for value in content.inline.values:
            said = blocks.get(f"v{paragraph.place(value.start)}")
            if said is not None and said.text != value.text:
                values[value.start] = write_value(content, value, said.text)
        said = None if run is None else blocks.get(f"t{paragraph.place(run.start)}")
        low = high = 0
        if run is not None and said is not None and said != run.coded:
            low, high = run.start, run.end
            lines = write_run(content, run, said, values, skeleton.references)
            between = newline + _prefix(skeleton.source, paragraph)
            yield paragraph.place(low), paragraph.place(high), between.join(lines)
        for value in content.inline.values:
            if value.start in values and not low <= value.start < high:
                start, end = paragraph.place(value.start), paragraph.place(value.end)
                yield start, end, values[value.start]


def _newline(source: str) -> str:
    found = _NEWLINE.search(source)
    return found[0] if found else "\n"


def _prefix(source: str, paragraph: Paragraph) -> str:
    """Return what stands before the second line of a paragraph: marks of quotes, indentation."""
    start = paragraph.spans[min(1, len(paragraph.spans) - 1)][0]
    begin = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    prefix = source[begin:start]
    return prefix if len(paragraph.spans) > 1 else re.sub(r"[^>\s]", " ", prefix)


__all__ = ["Paragraph", "Skeleton", "read_blocks", "write_blocks"]
