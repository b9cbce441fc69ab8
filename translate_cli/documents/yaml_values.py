"""YAML: the scalar values that are for people; comments, order and layout stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from translate_cli.documents.splice import SplicedText
from translate_cli.documents.text import decode_text
from translate_cli.documents.values import is_text, read_value, write_value
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions


_PROPERTIES: Final = re.compile(r"(?:[&!]\S*\s+)*")
"""Anchor and tag before a scalar (YAML 1.2, 6.9)."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text with the spans of its scalars, and of each block the value and style."""

    spliced: SplicedText
    scalars: Mapping[str, tuple[str, str]]


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every string value that is a text; aliases are followed nowhere."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from translate_cli.documents.formats import ParsedDocument

    text, encoding, notices = decode_text(data, where=where)
    blocks: list[Block] = []
    spans: dict[str, tuple[int, int]] = {}
    scalars: dict[str, tuple[str, str]] = {}
    try:
        for document in YAML(typ="safe", pure=True).compose_all(text):
            for node, keys in _iter_scalars(document, (), set()):
                named = next((key for key in reversed(keys) if not key.isdigit()), "")
                if node.tag is None or not str(node.tag).endswith(":str"):
                    continue
                said = read_value(node.value)
                if not is_text(node.value, named) or not said.text.strip():
                    continue
                name = f"v{len(blocks) + 1}"
                blocks.append(Block(name, said.text, said.codes, ".".join(keys)))
                start, end = node.start_mark.index, node.end_mark.index
                if node.style or text[start : start + 1] in "&!":
                    properties = _PROPERTIES.match(text, start, end)
                    start = properties.end() if properties else start
                spans[name] = (start, end)
                scalars[name] = (node.value, node.style or "")
    except (YAMLError, RecursionError) as exc:
        reason = " ".join(str(exc).split())
        raise InputError(
            f"this is not valid YAML: {reason}.", where=where, hint="Correct it and try again."
        ) from exc
    skeleton = Skeleton(SplicedText(text, encoding, spans), scalars)
    return ParsedDocument(tuple(blocks), skeleton, notices)


def _iter_scalars(
    node: Any, keys: tuple[str, ...], seen: set[int]
) -> Iterator[tuple[Any, tuple[str, ...]]]:
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        yield node, keys
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield from _iter_scalars(item, (*keys, str(number)), seen)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _iter_scalars(value, (*keys, str(key.value)), seen)


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the file with the values replaced, quoted where they have to be."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    new = {}
    for name, before in skeleton.spliced.iter_originals():
        value, style = skeleton.scalars[name]
        said = write_value(blocks[name]) if name in blocks else value
        if said != value:
            new[name] = _quote(said, before, style)
    return skeleton.spliced.splice(new)


def _quote(value: str, before: str, style: str) -> str:
    """Return a scalar in the style of the one before it, as far as that can hold it."""
    if style in ("|", ">"):
        head, _, body = before.partition("\n")
        first = next((line for line in body.split("\n") if line.strip()), "")
        indent = first[: len(first) - len(first.lstrip())]
        ends = before[len(before.rstrip()) :] or "\n"
        lines = value.rstrip("\n").split("\n")
        # A folded text has a blank line for each line break.
        joint = "\n" if style == "|" else "\n\n"
        inner = joint.join(f"{indent}{line}".rstrip() for line in lines)
        return f"{head}\n{inner}{ends}"
    if style == "'" and "\n" not in value:
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return json.dumps(value, ensure_ascii=False)
