r"""Where the paragraphs of a Markdown file are: lines of text without what marks their block.

Block structure is that of CommonMark and GitHub's tables, read by markdown-it-py, whose rules are
wrapped to tell the very place of each line. Three rules are added: footnote definitions
(`[^1]: text`), formulas between lines of `$$`, and fences of `:::`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_MAX_NESTING: Final = 60
"""Levels of quotes and lists (two a list); what is deeper stays as it is."""

_NEWLINE: Final = re.compile(r"\r\n?|\n")
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s\[]+\]:[ \t]*")
_HOLDERS: Final = {"list_item": "li", "blockquote": "blockquote", "footnote": "footnote"}
_INTERRUPTS: Final = ["paragraph", "reference", "blockquote", "list"]


Kind = Literal["paragraph", "heading", "underlined", "cell"]
"""A heading has its mark before it or is underlined; the others are what they say."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A paragraph, heading or cell: the half-open places of its lines in the file, in order.

    `context` is the element it is in HTML ("p", "h1", "li", "td").
    """

    kind: Kind
    context: str
    spans: tuple[tuple[int, int], ...]


def find_lines(source: str, start: int = 0) -> tuple[list[Lines], frozenset[str]]:
    r"""Return the paragraphs of a file from `start` on, and the labels of its link definitions.

    >>> [(lines.context, lines.spans) for lines in find_lines("# Bir #\n\n> iki\n")[0]]
    [('h1', ((2, 5),)), ('blockquote', ((11, 14),))]
    """
    dropped: list[int] = []
    parts: list[str] = []
    length, last = 0, start
    for found in _NEWLINE.finditer(source, start):
        parts.append(source[last : found.start()])
        length += found.start() - last
        if found[0] == "\r\n":
            dropped.append(length)
        length += 1
        last = found.end()
    parts.append(source[last:])
    text = "\n".join(parts)
    environment: dict[str, Any] = {}
    tokens = _make_parser().parse(text, environment)

    def place(offset: int) -> int:
        return start + offset + bisect_left(dropped, offset)

    lines = [
        Lines(found.kind, found.context, tuple((place(a), place(b)) for a, b in found.spans))
        for found in _iter_lines(tokens, text)
    ]
    references: Mapping[str, object] = environment.get("references", {})
    return lines, frozenset(references)


def _make_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import heading, lheading, paragraph, table

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    parser.core.ruler.enableOnly(["block"])
    ruler = parser.block.ruler
    ruler.at("paragraph", _locate(paragraph))
    ruler.at("lheading", _locate(lheading))
    ruler.at("heading", _locate(heading), {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("table", _locate(table), {"alt": ["paragraph", "reference"]})
    ruler.before("fence", "formula", _read_formula, {"alt": _INTERRUPTS})
    ruler.before("fence", "container", _read_container, {"alt": _INTERRUPTS})
    ruler.before("reference", "footnote", _read_footnote, {"alt": _INTERRUPTS})
    return parser


def _locate(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Return a rule that notes the places of the lines, which quotes and lists change meanwhile."""

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[before:]:
            if token.type == "inline" and token.map:
                token.meta["spans"] = [
                    (state.bMarks[line] + state.tShift[line], state.eMarks[line])
                    for line in range(*token.map)
                ]
        return True

    return read


def _read_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines from one that begins with $$ to one that ends with it."""
    line = _line(state, start)
    if not line.startswith("$$") or state.is_code_block(start):
        return False
    last = start
    while not (line.endswith("$$") and (last > start or len(line) > 3)):
        last += 1
        if last >= end or state.sCount[last] < state.blkIndent:
            state.env["unclosed"] = last
            return False
        if last < state.env.get("unclosed", 0):
            return False  # Others have looked for the end before.
        line = _line(state, last)
    return _skip(state, last + 1, silent)


def _read_container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _line(state, start).startswith(":::") or state.is_code_block(start):
        return False
    return _skip(state, start + 1, silent)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _skip(state: StateBlock, line: int, silent: bool) -> bool:
    if not silent:
        state.line = line
    return True


def _read_footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a footnote as a list item whose mark is its label, its content indented by four."""
    first = state.bMarks[start] + state.tShift[start]
    found = _FOOTNOTE.match(state.src, first, state.eMarks[start])
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    kept = (state.blkIndent, state.tShift[start], state.sCount[start], state.parentType)
    state.blkIndent += 4
    state.tShift[start] = found.end() - state.bMarks[start]
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.push("footnote_open", "", 1)
    if found.end() < state.eMarks[start]:
        state.md.block.tokenize(state, start, end)
    else:
        state.line = start + 1
    state.push("footnote_close", "", -1)
    state.blkIndent, state.tShift[start], state.sCount[start], state.parentType = kept
    return True


def _iter_lines(tokens: list[Token], text: str) -> Iterator[Lines]:
    holders = ["p"]
    row: Iterator[tuple[int, int] | None] = iter(())
    for number, token in enumerate(tokens):
        name, _, edge = token.type.rpartition("_")
        if name in _HOLDERS:
            if edge == "open":
                holders.append(_HOLDERS[name])
            else:
                holders.pop()
        elif token.type == "tr_open":
            row = _iter_cells(tokens, number, text)
        elif token.type == "inline":
            opening = tokens[number - 1]
            spans: list[tuple[int, int]] = token.meta.get("spans", [])
            if opening.type in ("th_open", "td_open"):
                cell = next(row, None)
                if cell is not None:
                    yield Lines("cell", opening.tag, (cell,))
            elif opening.type == "heading_open" and opening.markup.startswith("#"):
                start = text.find(token.content, spans[0][0] + len(opening.markup))
                if token.content:
                    span = (start, start + len(token.content))
                    yield Lines("heading", opening.tag, (span,))
            elif token.content:
                start, end = spans[-1]
                spans[-1] = (start, start + len(text[start:end].rstrip()))
                if opening.type == "heading_open":
                    yield Lines("underlined", opening.tag, tuple(spans))
                else:
                    yield Lines("paragraph", holders[-1], tuple(spans))


def _iter_cells(tokens: list[Token], number: int, text: str) -> Iterator[tuple[int, int] | None]:
    """Yield the places of the cells of a row, as many as are written."""
    first = next((t for t in tokens[number : number + 4] if t.type == "inline"), None)
    if first is None:
        return
    start, end = first.meta["spans"][0]
    bars = [at for at in range(start, end) if text[at] == "|" and text[at - 1 : at] != "\\"]
    edges = [start - 1, *bars, end]
    if bars and not text[start : bars[0]].strip():
        edges = edges[1:]
    for low, high in pairwise(edges):
        cell = text[low + 1 : high]
        if high < end or cell.strip():
            lead = len(cell) - len(cell.lstrip())
            yield low + 1 + lead, max(low + 1 + lead, low + 1 + len(cell.rstrip()))
