"""The inline elements of XLIFF 1.x and 2.x as codes in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from translate_cli.exchange.xliff_scan import XmlNode
from translate_cli.inline import is_nested
from translate_cli.model import CodeKind, InlineCode

_AROUND: Final = frozenset({"g", "pc"})
"""Elements around text: both ends of a pair."""

_HALVES: Final[Mapping[str, tuple[str, CodeKind]]] = {
    "bpt": ("bpt", "open"), "ept": ("bpt", "close"),
    "bx": ("bx", "open"), "ex": ("bx", "close"),
    "sc": ("sc", "open"), "ec": ("sc", "close"),
}  # fmt: skip
_SINGLES: Final = frozenset({"x", "ph", "ut", "cp"})
_MARKERS: Final = frozenset({"mrk", "sm", "em"})
"""Annotations: nothing of the document, so a translation needs none."""


class BadInlineError(Exception):
    """A text holds what no XLIFF text may hold; the message says what."""


@dataclass(frozen=True, slots=True)
class RawCode:
    """An inline element, or one end of it, before it has a number.

    `key` is equal for the ends of a pair, and for what is the same in source and target. `node` is
    the element; `whole` tells that all of it is this code, not just one of its tags.
    """

    key: tuple[str, str]
    kind: CodeKind
    position: int
    data: str
    node: XmlNode
    whole: bool

    @property
    def slot(self) -> tuple[str, str, CodeKind]:
        """Return what is the same in source and target for one end."""
        return (*self.key, self.kind)


def walk_inline(
    node: XmlNode, *, data: Mapping[str, str] | None = None, protect: bool = False
) -> tuple[str, list[RawCode]]:
    """Return the text inside an element and its codes in order.

    `data` is the original data of a unit of XLIFF 2 by id. Annotations are left out; with
    `protect`, text that must not be translated is a code. Raises BadInlineError for other elements.
    """
    walker = _Walker(data or {}, protect)
    walker.walk(node)
    return "".join(walker.texts), walker.codes


class _Walker:
    def __init__(self, data: Mapping[str, str], protect: bool) -> None:
        self.texts: list[str] = []
        self.codes: list[RawCode] = []
        self._length = 0
        self._data = data
        self._protect = protect

    def walk(self, node: XmlNode) -> None:
        """Add what is inside an element; the depth is bounded by the scanner."""
        for part in node.parts:
            if isinstance(part, str):
                self.texts.append(part)
                self._length += len(part)
            elif part.name in _AROUND:
                key = (part.name, part.attributes.get("id", ""))
                self._add(key, "open", part, self._look_up(part, "dataRefStart"), whole=False)
                self.walk(part)
                self._add(key, "close", part, self._look_up(part, "dataRefEnd"), whole=False)
            elif part.name in _HALVES:
                self._add_half(part)
            elif part.name == "it":
                close = part.attributes.get("pos", "") in ("close", "end")
                number = part.attributes.get("rid") or part.attributes.get("id", "")
                self._add(("it", number), "close" if close else "open", part, part.text)
            elif part.name in _SINGLES:
                native = part.text or self._look_up(part, "dataRef")
                self._add((part.name, part.attributes.get("id", "")), "single", part, native)
            elif part.name == "mrk" and self._protect and _is_protected(part):
                self._add(("mrk", part.attributes.get("id", "")), "single", part, part.text)
            elif part.name in _MARKERS:
                self.walk(part)
            else:
                raise BadInlineError(f"the element <{part.tag}> is not allowed in a text")

    def _add_half(self, part: XmlNode) -> None:
        family, kind = _HALVES[part.name]
        said = part.attributes
        number = said.get("startRef") or said.get("rid") or said.get("id", "")
        self._add((family, number), kind, part, part.text or self._look_up(part, "dataRef"))

    def _look_up(self, part: XmlNode, attribute: str) -> str:
        return self._data.get(part.attributes.get(attribute, ""), "")

    def _add(
        self, key: tuple[str, str], kind: CodeKind, node: XmlNode, data: str, *, whole: bool = True
    ) -> None:
        self.codes.append(RawCode(key, kind, self._length, data, node, whole))


def _is_protected(node: XmlNode) -> bool:
    return node.attributes.get("translate") == "no" or node.attributes.get("mtype") == "protected"


def original_data(unit: XmlNode) -> dict[str, str]:
    """Return the original data of a unit of XLIFF 2 by id."""
    held = unit.child("originalData")
    return {n.attributes.get("id", ""): n.text for n in held.children("data")} if held else {}


def number_codes(*texts: Sequence[RawCode]) -> list[tuple[InlineCode, ...]]:
    """Return the codes of the texts of one unit, the same one with the same number in each.

    The number is the id where that is a number and not taken. What stands in a text twice is two
    codes. Pairs of the first text that cross become single codes, in all texts.
    """
    counted = [_count(codes) for codes in texts]
    for crossing in (False, True):
        slots = [
            [(*key, code.kind if crossing and code.whole else "") for key, code in codes]
            for codes in counted
        ]
        numbers = _assign(slot for codes in slots for slot in codes)
        result = [
            tuple(
                InlineCode(
                    numbers[slot],
                    "single" if crossing and code.whole else code.kind,
                    code.position,
                    code.data,
                )
                for slot, (_, code) in zip(slots[number], codes, strict=True)
            )
            for number, codes in enumerate(counted)
        ]
        if not result or is_nested(result[0]):
            break
    return result


_Key = tuple[str, str, int]


def _count(codes: Sequence[RawCode]) -> list[tuple[_Key, RawCode]]:
    """Tell apart codes of one id by how many of them stand before."""
    seen: dict[tuple[str, str, str], int] = {}
    result = []
    for code in codes:
        seen[code.slot] = seen.get(code.slot, 0) + 1
        result.append(((*code.key, seen[code.slot]), code))
    return result


def _assign(slots: Iterable[tuple[str, str, int, str]]) -> dict[tuple[str, str, int, str], int]:
    """Return a number for each slot, its own where it has one that is free."""
    wanted = list(dict.fromkeys(slots))
    numbers: dict[tuple[str, str, int, str], int] = {}
    taken: set[int] = set()
    for slot in wanted:
        own = int(slot[1]) if slot[1].isascii() and slot[1].isdigit() and len(slot[1]) < 10 else 0
        if own and own not in taken:
            numbers[slot] = own
            taken.add(own)
    following = max(taken, default=0) + 1
    for slot in wanted:
        if slot not in numbers:
            numbers[slot] = following
            following += 1
    return numbers
