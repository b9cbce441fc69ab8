"""Tags, texts and comments of an HTML file with their places, for files of every kind of care.

The file is cut as browsers do it (HTML, 13.2.5 Tokenization), save that nothing is changed or
thrown away: joined again, the tokens are the file. The time grows linearly with its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_ATTRIBUTE: Final = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))?+"
_TAG: Final = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>")
_EACH_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[^\s/>][^\s/>=]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?![\"'])(?P<bare>[^\s>]*+)))?+"
)
_QUOTES: Final = (("double", '"'), ("single", "'"), ("bare", ""))
_SUBSET: Final = re.compile(r"<!doctype[^>\[]*\[", re.IGNORECASE)

RAW: Final = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes"))
"""Elements whose content is no markup and, in a document, nothing to translate."""

_TEXT_ONLY: Final = frozenset(("title", "textarea"))
"""Elements whose content is text with character references but without tags."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag; `start` and `end` are the place of its value without quotes.

    One without value has `quote` None; one with a bare value "".
    """

    name: str
    value: str
    start: int
    end: int
    quote: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the file.

    "other" is what nobody reads: comments, declarations, processing instructions, scripts.
    `closed` is a start tag that ends in "/>".
    """

    kind: Literal["text", "start", "end", "other"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False

    def get(self, name: str) -> str | None:
        """Return the value of an attribute as it is written, None where it is not there."""
        return next((a.value for a in self.attributes if a.name == name), None)


def iter_tokens(source: str, *, xml: bool = False) -> Iterator[Token]:
    """Yield the tokens of a file in order; in XHTML ("xml") any tag may end in "/>".

    >>> [(t.kind, t.name) for t in iter_tokens("<p id=a>1 < 2<br><!-- > --></p>")]
    [('start', 'p'), ('text', ''), ('start', 'br'), ('other', ''), ('end', 'p')]
    """
    return _Tokenizer(source, xml).iter_tokens()


class _Tokenizer:
    def __init__(self, source: str, xml: bool) -> None:
        self._source = source
        self._xml = xml
        self._absent: set[str] = set()

    def iter_tokens(self) -> Iterator[Token]:
        source = self._source
        text = position = 0
        while True:
            position = source.find("<", position)
            if position < 0:
                break
            token = self._read(position)
            if token is None:
                position += 1
                continue
            if text < position:
                yield Token("text", text, position)
            yield token
            text = position = token.end
            if token.kind != "start" or (token.closed and self._xml):
                continue
            if token.name in RAW or token.name in _TEXT_ONLY:
                text = position = self._find_end(token.name, position)
                if position > token.end:
                    raw = token.name in RAW
                    yield Token("other" if raw else "text", token.end, position)
        if text < len(source):
            yield Token("text", text, len(source))

    def _read(self, start: int) -> Token | None:
        """Return what begins at a "<", None where that is a character of the text."""
        source = self._source
        if source.startswith("<!--", start):
            return Token("other", start, self._after("-->", start + 2))
        following = source[start + 1 : start + 2]
        if following == "!":
            if source.startswith("<![CDATA[", start) and self._has("]]>", start):
                return Token("other", start, self._after("]]>", start))
            if _SUBSET.match(source, start) and self._has("]>", start):
                return Token("other", start, self._after("]>", start))
            return Token("other", start, self._after(">", start))
        if following in ("?", "%"):
            mark = f"{following}>"
            if self._has(mark, start):
                return Token("other", start, self._after(mark, start + 1))
            return Token("other", start, self._after(">", start)) if following == "?" else None
        closing = following == "/"
        first = source[start + 2 : start + 3] if closing else following
        if not (first.isascii() and first.isalpha()):
            if closing and first:
                return Token("other", start, self._after(">", start))
            return None
        found = _TAG.match(source, start)
        if found is None:
            # The file ends inside of this tag: nothing of it is shown.
            return Token("other", start, len(source))
        name = found[2].lower()
        if closing:
            return Token("end", start, found.end(), name)
        attributes = tuple(_read_attributes(source, found.start(3), found.end(3)))
        return Token("start", start, found.end(), name, attributes, found[3].endswith("/"))

    def _has(self, mark: str, start: int) -> bool:
        if mark in self._absent:
            return False
        if self._source.find(mark, start) < 0:
            self._absent.add(mark)
            return False
        return True

    def _after(self, mark: str, start: int) -> int:
        found = self._source.find(mark, start)
        return len(self._source) if found < 0 else found + len(mark)

    def _find_end(self, name: str, start: int) -> int:
        found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._source, start)
        return found.start() if found else len(self._source)


def _read_attributes(source: str, start: int, end: int) -> Iterator[Attribute]:
    seen: set[str] = set()
    for found in _EACH_ATTRIBUTE.finditer(source, start, end):
        name = found["name"].lower()
        if name in seen:
            continue  # The first one of a name counts.
        seen.add(name)
        for group, quote in _QUOTES:
            if found[group] is not None:
                yield Attribute(name, found[group], *found.span(group), quote)
                break
        else:
            yield Attribute(name, "", found.end("name"), found.end("name"), None)
