"""HTML and XHTML files: texts, titles, alternative texts; all else stays as it was written.

The file is never parsed into a tree and written again: only the places of translated texts
change, to the byte. A block is the text between two tags of block-level elements, with the tags of
inline elements as codes; `br` ends a line; `img`, form controls, comments and `<?php …?>` or
`{{…}}` are single codes. Attributes (alt, title, placeholder, aria-label and its kin, label of an
option, the value of a submit, reset or plain button, the content of meta description, keywords,
og:title and the like) are blocks of their own, and so are the texts of a button, label or list of
choices in a sentence. A paragraph of nothing but links is one block a link.

Not translated: script, style, template, svg, math, pre, textarea (its text is sent back by a form),
iframe; code, kbd, samp, tt and var, which are one code in their sentence; elements with
translate="no" or of class notranslate, with their attributes, as far as no translate="yes" is in
them. The text of noscript is translated like any other.

A file with translations gets the target language in lang and xml:lang of its html element, which
elements of the same language follow. It keeps its encoding where that has the letters of the
translation and becomes UTF-8 otherwise, as its meta then says. Soft hyphens of a translated
paragraph are left out: they are those of the source's words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.charset import Charset, decode_document
from translate_cli.documents.html_blocks import TextBlock, ValueBlock, find_blocks
from translate_cli.documents.html_tokens import Attribute, Token, iter_tokens
from translate_cli.documents.source_runs import Run, iter_parts
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_SNIFFED_BYTES: Final = 4096
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)
_ENCODING: Final = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_XHTML: Final = re.compile(r"\s*<\?xml\s|.{0,1000}?-//W3C//DTD XHTML", re.DOTALL)
_ENTITY: Final = re.compile(r"<!DOCTYPE[^>\[]*\[[^]]*<!ENTITY", re.IGNORECASE)
_NO_BREAK: Final = re.compile(r"&nbsp;|&#160;|&#xA0;", re.IGNORECASE)
_BARE: Final = re.compile(r"[^\s\"'=<>`&]+")
_WHOLE: Final = frozenset(("title", "option", "optgroup"))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A file: its bytes and text, its blocks by id, and the places that say language and charset.

    `root` is the start tag of the html element, `head` the end of that of the head; `labels` are
    the half-open places of the names of the encoding; `no_break` is how a no-break space is put.
    """

    data: bytes
    source: str
    charset: Charset
    blocks: Mapping[str, TextBlock | ValueBlock]
    root: Token | None
    languages: tuple[Attribute, ...]
    head: int | None
    labels: tuple[tuple[int, int], ...]
    xml: bool
    no_break: str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every paragraph and translatable attribute, in the order of the file."""
    from translate_cli.documents.formats import ParsedDocument

    source, charset, notices = decode_document(data, _sniff_label(data), where=where)
    if _ENTITY.search(source):
        raise InputError(
            "the document type of the file declares entities, which are not expanded.",
            where=where,
            hint="Save it without them and try again.",
        )
    xml = _XHTML.match(source) is not None or str(where).lower().endswith(".xhtml")
    tokens = list(iter_tokens(source, xml=xml))
    found = {_name(block): block for block in find_blocks(tokens, source, xml=xml)}
    skeleton = Skeleton(
        data,
        source,
        charset,
        found,
        next((t for t in tokens if t.kind == "start" and t.name == "html"), None),
        tuple(a for t in tokens for a in t.attributes if a.name in ("lang", "xml:lang")),
        next((t.end for t in tokens if t.kind == "start" and t.name == "head"), None),
        tuple(span for _, span in _iter_labels(tokens, source)),
        xml,
        found_form[0] if (found_form := _NO_BREAK.search(source)) else "\u00a0",
    )
    blocks = tuple(_make_block(name, block) for name, block in found.items())
    return ParsedDocument(blocks, skeleton, notices)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the file with the changed texts replaced, and its language and encoding right."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    edits: list[_Edit] = []
    for name, block in skeleton.blocks.items():
        said = blocks.get(name)
        if said is None:
            continue
        if isinstance(block, TextBlock):
            if said != block.run.coded:
                edits.append(_Edit(block.run.start, block.run.end, run=block.run, said=said))
        elif said.text != block.text:
            edits.append(_set_value(block.attribute, said.text, skeleton.no_break))
    if not edits:
        return skeleton.data
    edits += _mark_language(skeleton, lang)
    text = _Writer(skeleton, edits).write()
    lacking = skeleton.charset.lacks(text)
    if not lacking:
        return skeleton.charset.encode(text)
    if not any(map(str.isalpha, lacking)):
        # What the source's encoding does not have stands in translated texts only.
        return skeleton.charset.mark + text.encode(skeleton.charset.codec, "xmlcharrefreplace")
    return _Writer(skeleton, edits + _mark_utf8(skeleton)).write().encode("utf-8")


def _make_block(name: str, block: TextBlock | ValueBlock) -> Block:
    if isinstance(block, TextBlock):
        coded = block.run.coded
        return Block(name, coded.text, coded.codes, block.context, block.context in _WHOLE)
    return Block(name, block.text, (), block.context, not block.context.endswith("description"))


def _name(block: TextBlock | ValueBlock) -> str:
    if isinstance(block, TextBlock):
        return f"t{block.run.start}"
    return f"a{block.attribute.start}"


def _sniff_label(data: bytes) -> str:
    head = data[:_SNIFFED_BYTES].decode("latin-1")
    return next((label for label, _ in _iter_labels(iter_tokens(head), head)), "")


def _iter_labels(
    tokens: Iterator[Token] | Sequence[Token], source: str
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names of the encoding in the file with their places."""
    for token in tokens:
        if token.kind == "other":
            if found := _ENCODING.match(source, token.start, token.end):
                yield found[1], found.span(1)
            continue
        if token.kind != "start" or token.name != "meta":
            continue
        says_type = (token.get("http-equiv") or "").lower() == "content-type"
        for attribute in token.attributes:
            if attribute.name == "charset" and attribute.value:
                yield attribute.value, (attribute.start, attribute.end)
            elif says_type and attribute.name == "content":
                found = _CHARSET.search(source, attribute.start, attribute.end)
                if found:
                    yield found[1], found.span(1)


@dataclass(frozen=True, slots=True)
class _Edit:
    """What takes the place of a part of the source: a text as it is written, or a paragraph."""

    start: int
    end: int
    text: str = ""
    run: Run | None = None
    said: CodedText | None = None


def _set_value(attribute: Attribute, value: str, no_break: str = "\u00a0") -> _Edit:
    value = _escape(value, no_break)
    quote = attribute.quote
    if quote:
        value = value.replace(quote, "&quot;" if quote == '"' else "&#39;")
    elif not _BARE.fullmatch(value) or quote is None:
        value = '"' + value.replace('"', "&quot;") + '"'
    if quote is None:
        value = f"={value}"
    return _Edit(attribute.start, attribute.end, value)


def _escape(text: str, no_break: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\u00a0", no_break)


def _mark_language(skeleton: Skeleton, lang: str) -> list[_Edit]:
    root = skeleton.root
    if root is None:
        return []
    own = [a for a in root.attributes if a.name in ("lang", "xml:lang")]
    if not own:
        place = root.start + len("<html")
        both = f' lang="{lang}"' + (f' xml:lang="{lang}"' if skeleton.xml else "")
        return [_Edit(place, place, both)]
    sources = {_primary(a.value) for a in own} - {""}
    return [
        _set_value(attribute, lang)
        for attribute in skeleton.languages
        if attribute in own or _primary(attribute.value) in sources
    ]


def _primary(tag: str) -> str:
    return re.split("[-_]", tag.strip().lower())[0]


def _mark_utf8(skeleton: Skeleton) -> list[_Edit]:
    if skeleton.labels:
        return [_Edit(start, end, "utf-8") for start, end in skeleton.labels]
    if skeleton.head is None:
        return []
    ending = "/>" if skeleton.xml else ">"
    return [_Edit(skeleton.head, skeleton.head, f'<meta charset="utf-8"{ending}')]


class _Writer:
    def __init__(self, skeleton: Skeleton, edits: list[_Edit]) -> None:
        self._source = skeleton.source
        self._no_break = skeleton.no_break
        self._edits = sorted(edits, key=lambda edit: (edit.start, -edit.end))
        self._starts = [edit.start for edit in self._edits]

    def write(self) -> str:
        return self._render(0, len(self._source))

    def _render(self, start: int, end: int, first: int = 0) -> str:
        """Return a part of the source with the edits in it, from the number `first` on."""
        parts: list[str] = []
        position = start
        for number in range(bisect_left(self._starts, start, first), len(self._edits)):
            edit = self._edits[number]
            if edit.start >= end:
                break
            if edit.start < position:
                continue  # It is in the paragraph that was written just now.
            parts.append(self._source[position : edit.start])
            parts.append(edit.text if edit.run is None else self._write_run(edit, number + 1))
            position = edit.end
        parts.append(self._source[position:end])
        return "".join(parts)

    def _write_run(self, edit: _Edit, first: int) -> str:
        """Return a paragraph; the tags in it have edits of their own, from the number `first`."""
        parts: list[str] = []
        for part in iter_parts(edit.run, edit.said) if edit.run and edit.said else ():
            if part.what == "text":
                parts.append(_escape(part.text, self._no_break))
            elif part.item is None:
                parts.append("<br/>")
            else:
                parts.append(self._render(part.item.start, part.item.end, first))
        return "".join(parts)


__all__ = ["Skeleton", "read_blocks", "write_blocks"]
