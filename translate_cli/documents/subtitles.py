r"""Subtitles: SubRip (SRT) and WebVTT.

A block is the text of a cue, its lines joined, since lines of a cue are broken anywhere. Cue
numbers, times, settings, notes, styles and the space between stay as they are; tags are inline
codes. A translation is broken into as many lines as its cue had, or more where it is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.splice import SplicedText, as_spliced
from translate_cli.documents.text import decode_text
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText, InlineCode

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

MAX_LINE: Final = 42
"""Characters of a line that subtitling guidelines allow (Netflix, BBC: 37 to 42)."""

_CUE: Final = re.compile(
    r"(?P<head>^[ \t]*(?:\d+:)?\d+:\d\d[.,]\d+[ \t]*-->[^\r\n]*(?:\r\n|\n|\r))"
    r"(?P<text>(?:(?![ \t]*(?:\r\n|\n|\r|\Z))[^\r\n]+(?:\r\n|\n|\r|\Z))+)",
    re.MULTILINE,
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>\n]*>|<\d\d:[\d:.]+>|\{\\[^{}\n]*\}")
_LINE: Final = re.compile(r"\r\n|\n|\r")


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every cue with words; InputError for a file without cues."""
    from translate_cli.documents.formats import ParsedDocument

    text, encoding, notices = decode_text(data, where=where)
    blocks = []
    spans = {}
    number = 0
    for found in _CUE.finditer(text):
        number += 1
        start, end = found.span("text")
        end = start + len(text[start:end].rstrip("\r\n"))
        said = read_cue(text[start:end])
        if any(char.isalpha() for char in said.text):
            name = f"cue{number}"
            spans[name] = (start, end)
            times = found["head"].split("-->")[0].strip()
            blocks.append(Block(name, said.text, said.codes, times, whole=True))
    if not number:
        raise InputError(
            "there is no cue with a time in it.", where=where, hint="Is this an SRT or VTT file?"
        )
    return ParsedDocument(tuple(blocks), SplicedText(text, encoding, spans), notices)


def read_cue(text: str) -> CodedText:
    r"""Return the text of a cue on one line, tags as codes.

    >>> read_cue("<i>Qanun\nqəbul</i> edildi.").text
    'Qanun qəbul edildi.'
    """
    said = ""
    codes: list[InlineCode] = []
    opened: list[tuple[str, int]] = []
    position = 0
    for number, found in enumerate([*_TAG.finditer(text), None], 1):
        end = len(text) if found is None else found.start()
        said += _LINE.sub(" ", text[position:end])
        if found is None:
            break
        position = found.end()
        codes.append(_make_code(found.group(), number, len(said), opened))
    lone = {number for _, number in opened}
    # A tag that is never closed, as <v Name> is not, holds nothing.
    codes = [
        InlineCode(c.number, "single", c.position, c.data)
        if c.number in lone and c.kind == "open"
        else c
        for c in codes
    ]
    return CodedText(said, tuple(codes))


def _make_code(tag: str, number: int, position: int, opened: list[tuple[str, int]]) -> InlineCode:
    found = re.match(r"<(/?)([A-Za-z]+)", tag)
    if found is None:
        return InlineCode(number, "single", position, tag)
    name = found[2].lower()
    if not found[1]:
        opened.append((name, number))
        return InlineCode(number, "open", position, tag)
    if opened and opened[-1][0] == name:
        return InlineCode(opened.pop()[1], "close", position, tag)
    return InlineCode(number, "single", position, tag)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the file with the cues replaced, in its encoding where that holds the letters."""
    spliced = as_spliced(skeleton)
    found = _LINE.search(spliced.text)
    newline = found[0] if found else "\n"
    new = {}
    for name, before in spliced.iter_originals():
        said = blocks.get(name)
        if said is not None and said != read_cue(before):
            new[name] = newline.join(_iter_lines(said, len(_LINE.findall(before)) + 1))
    return spliced.splice(new)


def _iter_lines(said: CodedText, count: int) -> Iterator[str]:
    """Yield lines of like length; a tag never stands alone on one."""
    text = said.text.replace("\n", " ")
    count = max(count, -(-len(text) // MAX_LINE))
    cuts = []
    for number in range(1, count):
        aim = len(text) * number // count
        spaces = [place for place, char in enumerate(text) if char == " "]
        if spaces:
            cuts.append(min(spaces, key=lambda place: abs(place - aim)))
    line = ""
    codes = list(said.codes)
    for place, char in enumerate(text):
        while codes and codes[0].position <= place:
            line += codes.pop(0).data
        if place in cuts:
            yield line
            line = ""
        else:
            line += char
    yield line + "".join(code.data for code in codes)
