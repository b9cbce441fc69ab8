"""What follows the text of a link in Markdown, and the tags of HTML in a line.

CommonMark 0.31: 4.7 Link reference definitions, 6.3 Links, 6.6 Raw HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

_VALUE: Final = r"(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+"
HTML_TAG: Final = re.compile(
    rf"<(?P<closing>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)(?:\s++[a-zA-Z_:][\w.:-]*+{_VALUE})*+\s*+/?>"
    r"|<!--.*?-->|<\?.*?\?>|<![a-zA-Z][^>]*+>|<!\[CDATA\[.*?\]\]>",
    re.DOTALL,
)
"""A tag, comment, processing instruction, declaration or CDATA section in a line."""

_SPACE: Final = r"[ \t]*+(?:\n[ \t]*+)?+"
_ANGLE: Final = re.compile(r"<(?:\\.|[^<>\\\n])*+>")
_PLAIN: Final = re.compile(r"\\[!-/:-@\[-`{-~]|[^\s()\x00-\x1f]|[()]")
_AFTER_URL: Final = re.compile(
    rf"{_SPACE}(?:(?<=\s)(?:\"(?P<double>(?:\\.|[^\"\\])*+)\"|'(?P<single>(?:\\.|[^'\\])*+)'"
    rf"|\((?P<round>(?:\\.|[^()\\])*+)\))){{0,1}}{_SPACE}\)",
    re.DOTALL,
)
_LABEL: Final = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_MAX_LABEL: Final = 999
_MAX_DEPTH: Final = 32


@dataclass(frozen=True, slots=True)
class Target:
    """Where the end of a link is, and its title; `by_label` says that its text is its label."""

    end: int
    title: tuple[int, int] | None = None
    by_label: bool = False


def find_target(content: str, start: int, label: str, references: Container[str]) -> Target | None:
    """Return what follows a link's text that ends before `start`, None where it is no link.

    >>> find_target("[qanun](/q 'Ad')", 7, "qanun", ())
    Target(end=16, title=(12, 14), by_label=False)
    """
    if content.startswith("(", start):
        found = _find_inline(content, start)
        if found:
            return found
    second = _LABEL.match(content, start)
    if second and second[1].strip():
        return Target(second.end()) if is_label(second[1], references) else None
    if is_label(label, references):
        return Target(second.end() if second else start, by_label=True)
    return None


def is_label(label: str, references: Container[str]) -> bool:
    """Tell whether a text is the label of a link definition."""
    from markdown_it.common.utils import normalizeReference

    if len(label) > _MAX_LABEL or not references:
        return False
    return normalizeReference(label) in references


def unescape_title(title: str) -> str:
    r"""Return what the title of a link says.

    >>> unescape_title(r"\"Qanun\" &amp; şərh")
    '"Qanun" & şərh'
    """
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", title)).split())


def _find_inline(content: str, start: int) -> Target | None:
    gap = re.compile(_SPACE).match(content, start + 1)
    position = gap.end() if gap else start + 1
    if content.startswith("<", position):
        angle = _ANGLE.match(content, position)
        if angle is None:
            return None
        position = angle.end()
    else:
        depth = 0
        while part := _PLAIN.match(content, position):
            if part[0] == "(":
                depth += 1
            elif part[0] == ")":
                depth -= 1
            if depth < 0 or depth > _MAX_DEPTH:
                break
            position = part.end()
        if depth > 0:
            return None
    end = _AFTER_URL.match(content, position)
    if end is None:
        return None
    title = next((end.span(n) for n in ("double", "single", "round") if end[n] is not None), None)
    return Target(end.end(), title)
