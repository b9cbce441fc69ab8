"""The text of a Markdown paragraph, heading or cell, as text and codes with their places.

CommonMark 0.31, 6 Inlines, with GitHub's strikethrough and bare addresses, footnotes, formulas
between dollar signs and the placeholders of template languages. A link or emphasis is a pair
around its text; code, formulas, addresses, footnote references and images are single codes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Final, Literal

from translate_cli.documents.markdown_emphasis import (
    Delimiters,
    match_delimiters,
    read_delimiters,
)
from translate_cli.documents.markdown_links import HTML_TAG, find_target, unescape_title
from translate_cli.documents.source_runs import Item

_SPECIAL: Final = re.compile(
    r"(?P<url>(?<![\w/])(?:https?://|www\.)[^\s<>\[\]`|]++)"
    r"|(?P<mail>(?<![^\W_])(?<![.+-])[^\W_][\w.+-]{0,64}+@[\w-]++(?:\.[\w-]++)++)"
    r"|(?<! )(?P<line>\x20*+\n)|(?P<run>\*++|_++|~++)|(?P<ticks>`++)|(?P<one>!\[|\^\[|[\\\[\]<&${])"
)
_ESCAPED: Final = re.compile(r"[!-/:-@\[-`{-~]")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_AUTOLINK: Final = re.compile(
    r"<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*+|[\w.!#$%&'*+/=?^`{|}~-]++@[\w.-]++)>"
)
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s\[]{1,100}\]")
_FORMULA: Final = re.compile(
    r"\$\$(?!\$)[^$]++\$\$|\$(?![\s$])(?:\\.|[^$\\])*+(?<!\s)\$(?!\d)", re.DOTALL
)
_PLACEHOLDER: Final = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}", re.DOTALL)
_KEPT: Final = frozenset(("code", "kbd", "samp", "tt", "var", "script", "style", "svg", "math"))
_VOID: Final = frozenset(("img", "wbr", "input", "hr", "source", "area", "embed"))
_MAX_BRACKETS: Final = 100
_TRAIL: Final = "?!.,:;*_~'\""


@dataclass(frozen=True, slots=True)
class Value:
    """A text in a code that is translated by itself: of an image, or a link's title.

    `start` and `end` is the place it takes; `after` has to follow it, since a label that was text
    and target at once is only the target then.
    """

    start: int
    end: int
    text: str
    context: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A content in order; `targets` are ends of links by their place, where not as written."""

    items: tuple[Item, ...]
    values: tuple[Value, ...]
    targets: dict[int, str]


@dataclass(slots=True)
class _Bracket:
    """An opening bracket: where its node, its character and its first run of delimiters are."""

    kind: Literal["link", "image", "note"]
    node: int
    start: int
    runs: int
    active: bool = True


@dataclass(slots=True)
class _Parser:
    content: str
    references: Container[str]
    nodes: list[Item | Delimiters] = field(default_factory=list)
    runs: list[Delimiters] = field(default_factory=list)
    brackets: list[_Bracket] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    targets: dict[int, str] = field(default_factory=dict)
    keys: int = 0
    links: int = 0
    ticks: dict[int, list[int]] | None = None


def parse_inline(content: str, references: Container[str] = ()) -> Inline:
    """Return the items of a content; `references` are the labels of link definitions.

    >>> [(i.what, i.text or i.name) for i in parse_inline("**Qərar** `x`").items]
    [('open', 'strong'), ('text', 'Qərar'), ('close', 'strong'), ('text', ' '), ('single', 'code')]
    """
    parser = _Parser(content, references)
    position = 0
    while found := _SPECIAL.search(content, position):
        _add_text(parser, position, found.start())
        position = _read(parser, found)
    _add_text(parser, position, len(content))
    match_delimiters(parser.runs, parser.keys)
    items: list[Item] = []
    for node in parser.nodes:
        items.extend([node] if isinstance(node, Item) else node.iter_items(content))
    values = sorted(parser.values, key=lambda value: value.start)
    return Inline(tuple(items), tuple(values), parser.targets)


def _add_text(parser: _Parser, start: int, end: int, text: str | None = None) -> int:
    if start < end:
        said = parser.content[start:end] if text is None else text
        parser.nodes.append(Item("text", start, end, said))
    return end


def _add_single(parser: _Parser, start: int, end: int, name: str, *, leaves: bool = False) -> int:
    parser.nodes.append(Item("single", start, end, name=name, leaves=leaves))
    return end


def _read(parser: _Parser, found: re.Match[str]) -> int:
    """Take what begins at a special character; return where it ends."""
    content, start = parser.content, found.start()
    if found["url"] or found["mail"]:
        return _add_single(parser, start, _end_address(found), "url")
    if found["line"]:
        if found.end() - start > 2:
            parser.nodes.append(Item("break", start, found.end()))
            return found.end()
        return _add_text(parser, start, found.end(), " ")
    if found["run"]:
        run = read_delimiters(content, start, found.end())
        parser.nodes.append(run)
        parser.runs.append(run)
        return found.end()
    if found["ticks"]:
        end = _find_ticks(parser, found)
        if end:
            return _add_single(parser, start, end, "code")
        return _add_text(parser, start, found.end())
    one = found["one"]
    if one == "\\":
        if content.startswith("\n", start + 1):
            parser.nodes.append(Item("break", start, start + 2))
            return start + 2
        if _ESCAPED.match(content, start + 1):
            return _add_text(parser, start, start + 2, content[start + 1])
    elif one == "<":
        return _read_angle(parser, start)
    elif one == "&":
        if entity := _ENTITY.match(content, start):
            return _add_text(parser, start, entity.end(), html.unescape(entity[0]))
    elif one == "$":
        if formula := _FORMULA.match(content, start):
            return _add_single(parser, start, formula.end(), "math")
    elif one == "{":
        if placeholder := _PLACEHOLDER.match(content, start):
            return _add_single(parser, start, placeholder.end(), "x")
    elif one == "]":
        return _close_bracket(parser, start)
    elif one == "[" and (note := _FOOTNOTE.match(content, start)):
        return _add_single(parser, start, note.end(), "footnote")
    elif one.endswith("[") and len(parser.brackets) < _MAX_BRACKETS:
        kinds: dict[str, Literal["link", "image", "note"]] = {"![": "image", "^[": "note"}
        kind = kinds.get(one, "link")
        parser.brackets.append(_Bracket(kind, len(parser.nodes), start, len(parser.runs)))
    return _add_text(parser, start, found.end())


def _end_address(found: re.Match[str]) -> int:
    """Return where a bare address ends: punctuation and brackets around it are not of it."""
    address = found[0]
    while address[-1] in _TRAIL or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return found.start() + len(address)


def _find_ticks(parser: _Parser, found: re.Match[str]) -> int:
    """Return where a code span ends, 0 where nothing closes it."""
    if parser.ticks is None:
        parser.ticks = {}
        for run in re.finditer("`+", parser.content):
            parser.ticks.setdefault(len(run[0]), []).append(run.start())
        for starts in parser.ticks.values():
            starts.reverse()
    size = len(found["ticks"])
    starts = parser.ticks.get(size, [])  # An escaped one before makes a run shorter.
    while starts and starts[-1] < found.end():
        starts.pop()
    return starts[-1] + size if starts else 0


def _read_angle(parser: _Parser, start: int) -> int:
    content = parser.content
    if link := _AUTOLINK.match(content, start):
        return _add_single(parser, start, link.end(), "url")
    tag = None if _is_unclosed(content, start) else HTML_TAG.match(content, start)
    if tag is None:
        return _add_text(parser, start, start + 1)
    name = (tag["name"] or "").lower()
    if name == "br":
        parser.nodes.append(Item("break", start, tag.end()))
    elif not name or name in _VOID or tag[0].endswith("/>"):
        _add_single(parser, start, tag.end(), name or "x", leaves=name in ("", "img", "wbr"))
    elif tag["closing"]:
        parser.nodes.append(Item("close", start, tag.end(), name=name, key=f"<{name}"))
    else:
        if name in _KEPT:
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(content, tag.end())
            if end:
                return _add_single(parser, start, end.end(), name)
        parser.nodes.append(Item("open", start, tag.end(), name=name, key=f"<{name}"))
    return tag.end()


def _is_unclosed(content: str, start: int) -> bool:
    """Tell whether a comment or the like has no end, faster than the pattern would find out."""
    return any(
        content.startswith(opening, start) and content.find(closing, start) < 0
        for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
    )


def _close_bracket(parser: _Parser, place: int) -> int:
    """Make a link or image of what is between an opening bracket and this one, if it is one."""
    if not parser.brackets:
        return _add_text(parser, place, place + 1)
    bracket = parser.brackets.pop()
    inner = bracket.start + (1 if bracket.kind == "link" else 2)
    label = parser.content[inner:place]
    target = None
    if bracket.kind != "note" and bracket.active:
        target = find_target(parser.content, place + 1, label, parser.references)
    if bracket.kind != "note" and target is None:
        return _add_text(parser, place, place + 1)
    end = target.end if target else place + 1
    own = f"[{' '.join(label.split())}]" if target and target.by_label else ""
    parser.keys = match_delimiters(parser.runs[bracket.runs :], parser.keys)
    del parser.runs[bracket.runs :]
    if bracket.kind == "image":
        _add_image(parser, bracket, inner, place, end, own)
    if target and target.title:
        title = unescape_title(parser.content[slice(*target.title)])
        parser.values.append(Value(*target.title, title, "link title"))
    if bracket.kind == "image":
        return end
    name = "a" if bracket.kind == "link" else "note"
    key = f"[{bracket.start}"
    parser.nodes[bracket.node] = Item("open", bracket.start, inner, name=name, key=key)
    parser.nodes.append(Item("close", place, end, name=name, key=key))
    if own:
        parser.targets[place] = f"]{own}"
    if bracket.kind == "link":
        for outer in parser.brackets:
            outer.active = outer.active and outer.kind != "link"
    return end


def _add_image(
    parser: _Parser, bracket: _Bracket, inner: int, place: int, end: int, own: str
) -> None:
    """Put an image in the place of its nodes; their text is what it says to those who see none."""
    texts: list[str] = []
    for node in parser.nodes[bracket.node + 1 :]:
        items = [node] if isinstance(node, Item) else node.iter_items(parser.content)
        for item in items:
            shown = item.name in ("code", "url")
            texts.append(parser.content[item.start : item.end].strip("`<>") if shown else item.text)
    del parser.nodes[bracket.node :]
    # What an image holds has no values of its own any more.
    while parser.values and inner <= parser.values[-1].start < place:
        parser.values.pop()
    _add_single(parser, bracket.start, end, "img", leaves=True)
    text = " ".join("".join(texts).split())
    if own:
        parser.values.append(Value(inner, end, text, "img alt", f"]{own}"))
    else:
        parser.values.append(Value(inner, place, text, "img alt"))
