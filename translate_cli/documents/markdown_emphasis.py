"""Emphasis, strong and strikethrough of Markdown: which runs of *, _ and ~ belong together.

CommonMark 0.31, 6.2 and its appendix; GitHub Flavored Markdown, 6.5. A run is seen as text until
it turns out to open or to close something.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from translate_cli.documents.source_runs import Item

_NAMES: Final = {("*", 1): "em", ("_", 1): "em", ("*", 2): "strong", ("_", 2): "strong"}


@dataclass(slots=True)
class Delimiters:
    """A run of one delimiter; between `start` and `end` is what is still text.

    `closes` and `opens` are what it turned out to be, in the order of their places: all it closes
    comes before the text, all it opens behind.
    """

    char: str
    start: int
    end: int
    can_open: bool
    can_close: bool
    size: int
    closes: list[Item] = field(default_factory=list)
    opens: list[Item] = field(default_factory=list)

    def iter_items(self, content: str) -> Iterator[Item]:
        """Yield the run as codes and text."""
        yield from self.closes
        if self.start < self.end:
            yield Item("text", self.start, self.end, content[self.start : self.end])
        yield from self.opens


def read_delimiters(content: str, start: int, end: int) -> Delimiters:
    """Return a run with what it can be by the characters beside it."""
    char = content[start]
    before, after = content[start - 1 : start], content[end : end + 1]
    left = _flanks(before, after)
    right = _flanks(after, before)
    can_open, can_close = left, right
    if char == "_":
        can_open = left and (not right or is_punctuation(before))
        can_close = right and (not left or is_punctuation(after))
    elif char == "~" and end - start > 2:
        can_open = can_close = False
    return Delimiters(char, start, end, can_open, can_close, end - start)


def _flanks(outer: str, inner: str) -> bool:
    """Tell whether a run is left-flanking; with the characters exchanged, right-flanking."""
    if not inner or inner.isspace():
        return False
    return not is_punctuation(inner) or not outer or outer.isspace() or is_punctuation(outer)


def is_punctuation(char: str) -> bool:
    """Tell whether a character is punctuation or a symbol, as CommonMark 0.31 has it in 2.1.

    >>> is_punctuation("«"), is_punctuation("ə"), is_punctuation("")
    (True, False, False)
    """
    return bool(char) and unicodedata.category(char)[0] in "PS"


def match_delimiters(runs: Sequence[Delimiters], first_key: int) -> int:
    """Find the pairs among runs in order; return the next free number for keys of pairs."""
    stack: list[Delimiters] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closer in runs:
        while closer.can_close and closer.start < closer.end:
            kind = (closer.char, closer.can_open, closer.size % 3)
            place = len(stack) - 1
            while place >= bottoms.get(kind, 0) and not _matches(stack[place], closer):
                place -= 1
            if place < bottoms.get(kind, 0):
                bottoms[kind] = len(stack)
                break
            _join(stack[place], closer, f"{closer.char}{first_key}")
            first_key += 1
            del stack[place + (stack[place].start < stack[place].end) :]
            bottoms = {kind: min(low, len(stack)) for kind, low in bottoms.items()}
        if closer.can_open and closer.start < closer.end:
            stack.append(closer)
    return first_key


def _matches(opener: Delimiters, closer: Delimiters) -> bool:
    if opener.char != closer.char:
        return False
    if closer.char == "~":
        return opener.size == closer.size
    both = (opener.can_open and opener.can_close) or (closer.can_open and closer.can_close)
    sizes = (opener.size, closer.size)
    return not (both and sum(sizes) % 3 == 0 and any(size % 3 for size in sizes))


def _join(opener: Delimiters, closer: Delimiters, key: str) -> None:
    char = closer.char
    shortest = min(opener.end - opener.start, closer.end - closer.start)
    size = opener.size if char == "~" else min(2, shortest)
    name = _NAMES.get((char, size), "del")
    opener.opens.insert(0, Item("open", opener.end - size, opener.end, name=name, key=key))
    closer.closes.append(Item("close", closer.start, closer.start + size, name=name, key=key))
    opener.end -= size
    closer.start += size
