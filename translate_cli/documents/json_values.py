"""JSON: the string values that are for people; everything else stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.splice import SplicedText, as_spliced
from translate_cli.documents.text import decode_text
from translate_cli.documents.values import is_text, read_value, write_value
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every value that is a text; its context is the path of keys to it."""
    from translate_cli.documents.formats import ParsedDocument

    text, encoding, notices = decode_text(data, where=where)
    try:
        json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise InputError(
            f"this is not valid JSON: {exc}.", where=where, hint="Correct it and try again."
        ) from exc
    blocks: list[Block] = []
    spans = {}
    for start, end, keys in iter_strings(text):
        value = json.loads(text[start:end])
        named = next((key for key in reversed(keys) if not key.isdigit()), "")
        if is_text(value, named):
            name = f"v{len(blocks) + 1}"
            said = read_value(value)
            if said.text.strip():
                blocks.append(Block(name, said.text, said.codes, ".".join(keys)))
                spans[name] = (start, end)
    return ParsedDocument(tuple(blocks), SplicedText(text, encoding, spans), notices)


def iter_strings(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (start, end, keys) of every string that is a value of valid JSON.

    >>> [(keys, '{"a": ["b", {"c": "d"}]}'[s:e]) for s, e, keys in
    ...  iter_strings('{"a": ["b", {"c": "d"}]}')]
    [(('a', '0'), '"b"'), (('a', '1', 'c'), '"d"')]
    """
    path: list[str | int] = []
    inside: list[str] = []
    key_next = False
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token in "{[":
            inside.append(token)
            path.append("" if token == "{" else 0)
            key_next = token == "{"
        elif token in "}]":
            inside.pop()
            path.pop()
        elif token == ",":
            if inside[-1] == "{":
                key_next = True
            else:
                path[-1] = int(path[-1]) + 1
        elif token == ":":
            key_next = False
        elif token.startswith('"'):
            if inside and inside[-1] == "{" and key_next:
                path[-1] = json.loads(token)
            else:
                yield found.start(), found.end(), tuple(map(str, path))


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the file with the strings replaced."""
    spliced = as_spliced(skeleton)
    new = {}
    for name, before in spliced.iter_originals():
        value = write_value(blocks[name]) if name in blocks else None
        if value is not None and value != json.loads(before):
            new[name] = json.dumps(value, ensure_ascii=before.isascii())
    return spliced.splice(new)
