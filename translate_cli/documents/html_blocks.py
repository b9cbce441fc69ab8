"""The texts of an HTML file: paragraphs between the tags of block-level elements, attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from translate_cli.documents.html_tokens import RAW, Attribute, Token
from translate_cli.documents.source_runs import Item, Run, has_words, join_items


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS: Final = _names(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div "
    "dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html legend li listing main menu nav noscript ol optgroup option p plaintext pre rp "
    "rt search section summary table tbody td tfoot th thead title tr ul xmp"
)
"""What browsers do not lay out in the line (HTML, 15.3), and what is read by itself (rt)."""

OPAQUE: Final = RAW | _names(
    "pre code kbd samp tt var template svg math textarea listing plaintext object applet"
)
"""Elements whose text is for machines or must be kept letter by letter."""

_ALONE: Final = _names("button select datalist label video audio canvas ruby")
"""Elements in the line whose text is no part of the sentence around them."""

VOID: Final = _names(
    "area base basefont bgsound br col command embed frame hr img input keygen link meta param "
    "source track wbr"
)
"""Elements without content or end tag (HTML, 13.1.2)."""

_ENDS: Final = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "rt": {"rt", "rp"}, "rp": {"rt", "rp"},
    "td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"},
    "tbody": {"td", "th", "tr", "thead", "tbody"}, "tfoot": {"td", "th", "tr", "thead", "tbody"},
    "option": {"option"}, "optgroup": {"option", "optgroup"},
}  # fmt: skip
"""Elements that end where another one begins (HTML, 13.1.2.4 Optional tags)."""

_SCOPES: Final = _names("html body table ul ol dl menu select datalist ruby template")
_MAX_WALK: Final = 100
_MAX_DEPTH: Final = 100

_ATTRIBUTES: Final = _names(
    "alt title placeholder aria-label aria-description aria-placeholder aria-roledescription "
    "aria-valuetext"
)
_LABELLED: Final = frozenset(("option", "optgroup", "track"))
_METAS: Final = _names(
    "description keywords og:title og:description og:image:alt twitter:title "
    "twitter:description twitter:image:alt dc.title dc.description"
)
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]{0,300}\}\}|\{%[^%]{0,300}%\}")
_SOFT_HYPHEN: Final = "\u00ad"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, and the name of the element it stands in."""

    run: Run
    context: str


@dataclass(frozen=True, slots=True)
class ValueBlock:
    """A translatable attribute with its decoded value, and which of which element it is."""

    attribute: Attribute
    text: str
    context: str


def find_blocks(tokens: Sequence[Token], source: str, *, xml: bool) -> list[TextBlock | ValueBlock]:
    """Return all texts of a file in the order of their places."""
    collector = _Collector(source, xml)
    for token in tokens:
        collector.read(token)
    return collector.finish()


@dataclass(slots=True)
class _Open:
    """An open element. `outer` is the paragraph it interrupts; `hides` says that it is a code."""

    name: str
    start: int
    on: bool
    said: bool
    outer: list[Item] | None = None
    leaves: bool = True


class _Collector:
    """Reads tokens with a stack of the open elements.

    An element that is no part of the sentence around it (a code, a button) takes its place as a
    single code, and its own texts are paragraphs too.
    """

    def __init__(self, source: str, xml: bool) -> None:
        self._source, self._xml = source, xml
        self._stack: list[_Open] = []
        self._counts: dict[str, int] = {}
        self._items: list[Item] = []
        self._found: list[TextBlock | ValueBlock] = []
        self._depth = 0

    def read(self, token: Token) -> None:
        if token.kind == "text":
            if self._on():
                self._items.extend(_read_text(self._source, token))
        elif token.kind == "other":
            self._items.append(Item("single", token.start, token.end, name="x", leaves=True))
        elif token.kind == "start":
            self._open(token)
        else:
            self._close(token)

    def finish(self) -> list[TextBlock | ValueBlock]:
        while self._stack:
            self._pop(len(self._source))
        self._flush()
        return sorted(self._found, key=_place)

    def _on(self) -> bool:
        return not self._stack or self._stack[-1].on

    def _open(self, token: Token) -> None:
        name = token.name
        if name in BLOCKS:
            self._end_others(name, token.start)
            self._flush()
        said = self._said(token)
        if said:
            self._found.extend(_read_values(token))
        on = said and name not in OPAQUE and (self._on() or self._switches(token))
        if name == "br":
            self._items.append(Item("break", token.start, token.end))
        elif name in VOID or (token.closed and (self._xml or name in ("svg", "math"))):
            if name not in BLOCKS:
                leaves = name != "embed"
                self._items.append(Item("single", token.start, token.end, name=name, leaves=leaves))
        else:
            self._push(token, said, on)

    def _said(self, token: Token) -> bool:
        """Tell whether an element is to be translated by what it and those around it declare."""
        declared = (token.get("translate") or "").lower()
        if declared == "no" or "notranslate" in (token.get("class") or "").split():
            return False
        return declared == "yes" or not self._stack or self._stack[-1].said

    def _switches(self, token: Token) -> bool:
        return (token.get("translate") or "").lower() == "yes"

    def _push(self, token: Token, said: bool, on: bool) -> None:
        name = token.name
        opened = _Open(name, token.start, on, said)
        alone = name in OPAQUE or name in _ALONE or on != self._on()
        if name not in BLOCKS and alone and self._depth < _MAX_DEPTH:
            opened.outer, self._items = self._items, []
            # A form control or a picture is beside the text; a word that is not translated in it.
            opened.leaves = name in _ALONE or name in ("svg", "script", "style", "textarea")
            self._depth += 1
        elif name not in BLOCKS:
            self._items.append(Item("open", token.start, token.end, name=name, key=name))
        self._stack.append(opened)
        self._counts[name] = self._counts.get(name, 0) + 1

    def _close(self, token: Token) -> None:
        name = token.name
        if name == "br":  # Browsers read </br> as <br>.
            self._items.append(Item("break", token.start, token.end))
        elif self._counts.get(name):
            while self._stack[-1].name != name:
                self._pop(token.start)
            if name in BLOCKS:
                self._flush()
            elif self._stack[-1].outer is None:
                self._items.append(Item("close", token.start, token.end, name=name, key=name))
            self._pop(token.end)
        elif name in BLOCKS:
            self._flush()
        else:
            self._items.append(Item("single", token.start, token.end, name=name, leaves=True))

    def _pop(self, end: int) -> None:
        """Close the innermost element; one that is a code in a paragraph is put there."""
        if self._stack[-1].outer is not None or self._stack[-1].name in BLOCKS:
            self._flush()
        closed = self._stack.pop()
        self._counts[closed.name] -= 1
        if closed.outer is not None:
            self._depth -= 1
            self._items = closed.outer
            self._items.append(
                Item("single", closed.start, end, name=closed.name, leaves=closed.leaves)
            )

    def _end_others(self, name: str, place: int) -> None:
        """Close what ends without an end tag where a block-level element begins."""
        ends = _ENDS.get(name, set())
        last = None
        for depth, opened in enumerate(reversed(self._stack[-_MAX_WALK:]), start=1):
            if opened.name in ends:
                last = depth
            elif opened.name == "p" and name not in ("rt", "rp"):
                last = depth
                if not ends:
                    break
            elif (
                opened.outer is not None
                or opened.name in _SCOPES
                or (not ends and opened.name in BLOCKS)
            ):
                break
        for _ in range(last or 0):
            self._pop(place)

    def _flush(self) -> None:
        """End the paragraph."""
        items, self._items = self._items, []
        if not items:
            return
        context = next(
            (e.name for e in reversed(self._stack[-_MAX_WALK:]) if e.name in BLOCKS | _ALONE), ""
        )
        for group in _split_links(items):
            run = join_items(group, self._source)
            if run is not None:
                self._found.append(TextBlock(run, context))


def _place(block: TextBlock | ValueBlock) -> int:
    return block.run.start if isinstance(block, TextBlock) else block.attribute.start


def _read_text(source: str, token: Token) -> Iterator[Item]:
    """Yield a text; placeholders of template languages in it are codes."""
    position = token.start
    for found in _PLACEHOLDER.finditer(source, token.start, token.end):
        yield _make_text(source, position, found.start())
        yield Item("single", *found.span(), name="x")
        position = found.end()
    yield _make_text(source, position, token.end)


def _make_text(source: str, start: int, end: int) -> Item:
    text = html.unescape(source[start:end]).replace(_SOFT_HYPHEN, "")
    return Item("text", start, end, text)


def _split_links(items: list[Item]) -> list[list[Item]]:
    """Return the links of a paragraph that is nothing but links (a menu) one by one."""
    groups: list[list[Item]] = []
    depth = 0
    for item in items:
        if item.key == "a" and item.what == "open":
            depth += 1
            if depth == 1:
                groups.append([])
        if depth:
            groups[-1].append(item)
        elif item.what == "text" and has_words(item.text):
            return [items]
        if item.key == "a" and item.what == "close" and depth:
            depth -= 1
    return groups if len(groups) > 1 else [items]


def _read_values(token: Token) -> Iterator[ValueBlock]:
    for attribute in token.attributes:
        context = _describe(token, attribute)
        text = html.unescape(attribute.value).strip()
        if context and has_words(text):
            yield ValueBlock(attribute, text, context)


def _describe(token: Token, attribute: Attribute) -> str:
    """Return what a translatable attribute is called for people, "" for another one."""
    name, element = attribute.name, token.name
    if element == "meta":
        kind = (token.get("name") or token.get("property") or "").strip().lower()
        return f"meta {kind}" if name == "content" and kind in _METAS else ""
    if element in ("link", "style", "script"):
        return ""
    if name in _ATTRIBUTES or (name == "label" and element in _LABELLED):
        return f"{element} {name}"
    kind = (token.get("type") or "").strip().lower()
    button = element == "input" and kind in ("submit", "button", "reset")
    return f"{element} {name}" if button and name == "value" else ""
