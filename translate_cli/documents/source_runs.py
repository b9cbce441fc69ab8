r"""Paragraphs that are rewritten in place: slices of a source file as text with inline codes.

A reader of a markup language says what stands in a paragraph, as items with their place in the
source. `join_items` makes one coded text of them, `iter_parts` takes a translation apart again, so
that a code is written as the very characters it had. A line break is "\n" in the text, which ends
a segment; other white space is collapsed as browsers do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal

from translate_cli.model import CodedText, InlineCode

WHITE: Final = " \t\n\r\f"
"""White space of HTML (1.4, ASCII whitespace); a no-break space is a character like others."""

_WHITE_RUN: Final = re.compile(r"[ \t\n\r\f]+")
_NO_WORDS: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://\S+|(?:mailto|tel):\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[^\s/]+\.(?:jpe?g|png|gif|svg|webp|pdf|docx?|xlsx?))",
    re.IGNORECASE,
)
_FOLLOWS_CLOSELY: Final = frozenset(".,;:!?…)]}»”’")


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a paragraph, and its half-open place in the source.

    `text` is what a text says, decoded; `name` what a code is called for people. An open and a
    close item of one `key` belong together. `leaves` says that a single one is no part of a
    sentence (comment, image) and may stay outside where a paragraph begins or ends with it.
    """

    what: Literal["text", "open", "close", "single", "break"]
    start: int
    end: int
    text: str = ""
    name: str = ""
    key: str = ""
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph: the half-open place in the source that its text takes, and its text.

    `held` has by the number of a code its items: the open and close one, or the single one twice.
    `spaced` has the numbers of single codes with white space on the left, and on the right: it
    is part of the text once, and has to be on both sides again.
    """

    start: int
    end: int
    coded: CodedText
    held: Mapping[int, tuple[Item, Item]]
    breaks: tuple[Item, ...]
    spaced: tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a translation in order: a text, or an item; a break may have none."""

    what: Literal["text", "code", "break"]
    text: str = ""
    item: Item | None = None


def has_words(text: str) -> bool:
    """Tell whether there is anything to translate: no bare number, address or file name.

    >>> [has_words(text) for text in ("1 200,50 %", "https://e-qanun.az/1", "1-ci maddə")]
    [False, False, True]
    """
    return any(map(str.isalpha, text)) and not _NO_WORDS.fullmatch(text.strip())


def join_items(items: Sequence[Item], source: str, *, trim: bool = True) -> Run | None:
    """Return a paragraph as text with codes, None where it has nothing to translate.

    Tags without a partner, and pairs without text, become single codes. With `trim`, codes that
    hold the whole paragraph or stand idle at its edges are left outside.

    >>> source = "<b>Qərar</b> verdi"
    >>> items = [Item("open", 0, 3, name="b", key="b"), Item("text", 3, 8, "Qərar"),
    ...          Item("close", 8, 12, name="b", key="b"), Item("text", 12, 18, " verdi")]
    >>> [(code.position, code.data) for code in join_items(items, source).coded.codes]
    [(0, '<b>'), (5, '</b>')]
    """
    items, partners = _pair(items)
    low, high = _trim(items, partners) if trim else (0, len(items))
    if low >= high:
        return None
    run = _Joiner(items[low:high], partners[low:high], source).join()
    return run if not trim or has_words(run.coded.text) else None


def _pair(items: Sequence[Item]) -> tuple[list[Item], list[int]]:
    """Return the items with single codes for what is no pair, and the partner of each or -1.

    Partners count from the item: an open one has how far its close one is, and the reverse.
    """
    partners = [-1] * len(items)
    waiting: list[int] = []
    open_keys: dict[str, int] = {}
    for place, item in enumerate(items):
        if item.what == "open":
            waiting.append(place)
            open_keys[item.key] = open_keys.get(item.key, 0) + 1
        elif item.what == "close" and open_keys.get(item.key):
            while True:
                other = waiting.pop()
                open_keys[items[other].key] -= 1
                if items[other].key == item.key:
                    break
            partners[other], partners[place] = place, other
    texts = [0, *accumulate(item.what in ("text", "break") for item in items)]
    kept: list[Item] = []
    moved: dict[int, int] = {}
    place = 0
    while place < len(items):
        item, other = items[place], partners[place]
        if item.what == "open" and other > 0 and texts[place] == texts[other]:
            inner = items[place + 1 : other]
            leaves = all(held.leaves for held in inner if held.what == "single")
            item = replace(item, what="single", end=items[other].end, leaves=leaves)
            place = other
        elif item.what in ("open", "close") and other < 0:
            item = replace(item, what="single", leaves=True)
        moved[place] = len(kept)
        kept.append(item)
        place += 1
    again = [
        moved[partners[old]] - new if kept[new].what in ("open", "close") else -1
        for old, new in moved.items()
    ]
    return kept, again


def _trim(items: Sequence[Item], partners: Sequence[int]) -> tuple[int, int]:
    """Return the half-open range of items that a translation has to be made of."""
    solid = [
        0,
        *accumulate(
            (item.what == "text" and bool(item.text.strip(WHITE)))
            or (item.what == "single" and not item.leaves)
            for item in items
        ),
    ]

    def idle(low: int, high: int) -> bool:
        return solid[low] == solid[high]

    low, high = 0, len(items)
    if idle(low, high):
        return 0, 0
    while True:
        first, last = items[low], items[high - 1]
        first_end = low + partners[low] + 1 if first.what == "open" else low + 1
        last_start = high - 1 + partners[high - 1] if last.what == "close" else high - 1
        if idle(low, first_end):
            low = first_end
        elif idle(last_start, high):
            high = last_start
        elif first.what == "open" and first_end == high:
            low, high = low + 1, high - 1
        else:
            return low, high


class _Joiner:
    def __init__(self, items: Sequence[Item], partners: Sequence[int], source: str) -> None:
        self._items, self._partners, self._source = items, partners, source
        self._text: list[str] = []
        self._length = 0
        self._last = ""
        self._codes: list[InlineCode] = []
        self._held: dict[int, tuple[Item, Item]] = {}
        self._breaks: list[Item] = []
        self._spaced: tuple[set[int], set[int]] = (set(), set())
        self._waiting: list[int] = []

    def join(self) -> Run:
        items, source = self._items, self._source
        start, end = items[0].start, items[-1].end
        if items[0].what == "text":
            raw = source[start : items[0].end]
            start += len(raw) - len(raw.lstrip(WHITE))
        if items[-1].what == "text":
            end = items[-1].start + len(source[items[-1].start : end].rstrip(WHITE))
        numbers: dict[int, int] = {}
        for place, item in enumerate(items):
            if item.what == "text":
                self._add_text(item.text)
            elif item.what == "break":
                self._add_break(item, start, end)
            elif item.what == "single":
                self._add_single(item)
            elif item.what == "open":
                number = numbers[place + self._partners[place]] = len(self._held) + 1
                self._held[number] = (item, items[place + self._partners[place]])
                self._codes.append(InlineCode(number, "open", self._length, f"<{item.name}>"))
            else:
                number = numbers[place]
                name = self._held[number][0].name
                self._codes.append(InlineCode(number, "close", self._length, f"</{name}>"))
        self._strip()
        return Run(
            start,
            max(start, end),
            CodedText("".join(self._text), tuple(self._codes)),
            self._held,
            tuple(self._breaks),
            (frozenset(self._spaced[0]), frozenset(self._spaced[1])),
        )

    def _add_text(self, text: str) -> None:
        if not text:
            return
        if text[0] in WHITE:
            self._spaced[1].update(self._waiting)
        self._waiting = []
        text = _WHITE_RUN.sub(" ", text)
        if self._last in ("", " ", "\n"):
            text = text.removeprefix(" ")
        self._push(text)

    def _push(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._length += len(text)
            self._last = text[-1]

    def _add_single(self, item: Item) -> None:
        number = len(self._held) + 1
        self._held[number] = (item, item)
        self._codes.append(InlineCode(number, "single", self._length, f"<{item.name}/>"))
        self._waiting.append(number)
        if self._last == " ":
            self._spaced[0].add(number)

    def _add_break(self, item: Item, low: int, high: int) -> None:
        first, last = item.start, item.end
        while first > low and self._source[first - 1] in WHITE:
            first -= 1
        while last < high and self._source[last] in WHITE:
            last += 1
        self._breaks.append(replace(item, start=first, end=last))
        self._waiting = []
        self._strip()
        self._push("\n")

    def _strip(self) -> None:
        """Remove a space at the end, and what of the codes stands behind it."""
        if self._last != " ":
            return
        self._text[-1] = self._text[-1][:-1]
        self._length -= 1
        for place in range(len(self._codes) - 1, -1, -1):
            code = self._codes[place]
            if code.position <= self._length:
                break
            self._codes[place] = replace(code, position=self._length)
        text = next((piece for piece in reversed(self._text) if piece), "")
        self._last = text[-1:]


def iter_parts(run: Run, coded: CodedText) -> Iterator[Part]:
    """Yield a translation of a paragraph in order, with white space beside its single codes."""
    breaks = iter(run.breaks)
    position = 0
    said = "\n"
    owed = False
    for code in (*coded.codes, None):
        until = len(coded.text) if code is None else code.position
        lines = coded.text[position:until].split("\n")
        for number, line in enumerate(lines):
            if number:
                yield Part("break", item=next(breaks, None))
                said, owed = "\n", False
            if line:
                if owed and not (line[0].isspace() or line[0] in _FOLLOWS_CLOSELY):
                    line = f" {line}"
                yield Part("text", line)
                said, owed = line[-1], False
        position = max(position, until)
        items = None if code is None else run.held.get(code.number)
        if code is None or items is None:
            continue
        follows = coded.text[position : position + 1]
        if owed and code.kind != "close" and not follows.isspace():
            yield Part("text", " ")
            said, owed = " ", False
        if code.kind == "single":
            if code.number in run.spaced[0] and not said.isspace():
                yield Part("text", " ")
            owed = owed or code.number in run.spaced[1]
            said = "x"
        yield Part("code", item=items[1 if code.kind == "close" else 0])
