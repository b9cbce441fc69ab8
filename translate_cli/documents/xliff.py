"""XLIFF 1.x and 2.x as documents: what is not translated yet gets its target.

A block is a unit, or a segment of one, without a translation. Everything else stays as it is, byte
for byte: existing translations, notes, the order of attributes, the encoding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from translate_cli.documents.xliff_holes import HoleFinder, OpenUnit, Slot, set_attributes
from translate_cli.errors import InputError
from translate_cli.exchange.tmx_read import normalise_lang
from translate_cli.exchange.xliff_inline import BadInlineError
from translate_cli.exchange.xliff_scan import (
    ScannedUnit,
    XliffScanner,
    XmlNode,
    decode_xml,
    span_of,
)
from translate_cli.inline_fit import fit_codes
from translate_cli.model import Block, CodedText
from translate_cli.xml_text import remove_forbidden

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_OWN_LANG: Final = "az"
"""The language that texts are in where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A `file` element of the document with its open units; `kept` counts finished texts."""

    tag: XmlNode
    lang_attribute: str
    source_lang: str
    target_lang: str
    units: tuple[OpenUnit, ...]

    @property
    def kept(self) -> int:
        """Return how many texts have a translation already."""
        return sum(unit.kept for unit in self.units)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The file in UTF-8, what it was encoded in, and its parts."""

    data: bytes
    encoding: str
    mark: bytes
    parts: tuple[Part, ...]
    where: Path | str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every text without a translation, in order.

    A target that is empty counts as none, and so does one whose state is new, needs-translation,
    or, where the file says so, initial. What must not be translated is left out.
    """
    from translate_cli.documents.formats import ParsedDocument

    text, encoding, mark = decode_xml(data, where=where)
    if text.decode().encode(encoding) != data[len(mark) :]:
        raise InputError(
            f"the encoding {encoding} cannot be written as it was read.",
            where=where,
            hint="Save the file as UTF-8.",
        )
    notices: list[str] = []
    parts = tuple(_find_parts(text, where, notices))
    blocks = [
        Block(slot.id, slot.coded.text, slot.coded.codes)
        for part in parts
        for unit in part.units
        for slot in unit.slots
    ]
    kept = sum(part.kept for part in parts)
    if kept:
        notices.append(f"{where}: {kept} texts have a translation already, which is kept.")
    foreign = sorted({p.source_lang for p in parts if _language(p.source_lang) != _OWN_LANG} - {""})
    if foreign:
        said = ", ".join(foreign)
        notices.append(f"{where}: its texts are in {said}: say so with --from.")
    return ParsedDocument(
        tuple(blocks), Skeleton(text, encoding, mark, parts, where), tuple(notices)
    )


def _find_parts(data: bytes, where: Path | str, notices: list[str]) -> Iterator[Part]:
    scanned = XliffScanner(where).feed(data, last=True)
    finder = HoleFinder(data)
    files: dict[int, tuple[ScannedUnit, list[OpenUnit]]] = {}
    for unit in scanned:
        # In XLIFF 2 the languages are those of the root, and all files are one part.
        tag = unit.root if unit.node.name == "unit" else unit.file
        _, found = files.setdefault(tag.start, (unit, []))
        try:
            found.append(finder.find(unit))
        except BadInlineError as exc:
            notices.append(f"{where}:{unit.node.line}: left as it is: {exc}.")
    for first, units in files.values():
        second = first.node.name == "unit"
        tag = first.root if second else first.file
        source, target = (normalise_lang(lang) for lang in first.languages)
        yield Part(tag, "trgLang" if second else "target-language", source, target, tuple(units))


def _language(tag: str) -> str:
    return tag.partition("-")[0]


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the file with its open texts translated, as drafts that need a review.

    With all blocks as they were read and `lang` the source language, the file is the same. Raises
    InputError where it holds translations into another language already.
    """
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    data = skeleton.data
    edits: list[tuple[int, int, bytes]] = []
    for part in skeleton.parts:
        filled = list(_iter_filled(part, blocks, lang))
        if not filled:
            continue
        if _language(part.target_lang) != _language(lang):
            if part.target_lang and part.kept:
                raise InputError(
                    f"the file holds translations into {part.target_lang}, not {lang}.",
                    where=skeleton.where,
                    hint=f"Translate it with --to {_language(part.target_lang)}.",
                )
            span = span_of(part.tag, data)
            tag = data[span.start : span.inner_start]
            edits.append(
                (span.start, span.inner_start, set_attributes(tag, {part.lang_attribute: lang}))
            )
        edits += filled
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits):
        pieces += [data[at:start], new]
        at = end
    pieces.append(data[at:])
    text = b"".join(pieces).decode()
    return skeleton.mark + text.encode(skeleton.encoding, "xmlcharrefreplace")


def _iter_filled(
    part: Part, blocks: Mapping[str, CodedText], lang: str
) -> Iterator[tuple[int, int, bytes]]:
    """Yield (start, end, new bytes) of what is filled."""
    same = _language(part.source_lang) == _language(lang)
    for unit in part.units:
        said = {slot.id: blocks.get(slot.id, slot.coded) for slot in unit.slots}
        if all(said[slot.id] == slot.coded for slot in unit.slots) and same:
            continue
        for hole in unit.holes:
            pieces = [
                piece if isinstance(piece, bytes) else _render(piece, said[piece.id])
                for piece in hole.parts
            ]
            if b"xml:lang" in pieces[0] and _language(part.target_lang) != _language(lang):
                pieces[0] = set_attributes(pieces[0], {"xml:lang": lang})
            yield hole.start, hole.end, b"".join(pieces)


def _render(slot: Slot, said: CodedText) -> bytes:
    """Return a translation as XML, with every code of its source once."""
    coded, _ = fit_codes(slot.coded, said)
    pieces: list[bytes] = []
    at = 0
    for code in coded.codes:
        pieces += [_escape(coded.text[at : code.position]), slot.codes[code.number, code.kind]]
        at = code.position
    pieces.append(_escape(coded.text[at:]))
    return b"".join(pieces)


def _escape(text: str) -> bytes:
    return escape(remove_forbidden(text), {"\r": "&#13;"}).encode()
