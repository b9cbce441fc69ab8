"""Where translations go into an XLIFF file: the places that are open, and what stands around them.

Everything works on the UTF-8 bytes of the file; what is no open place is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from translate_cli.exchange.xliff_inline import BadInlineError, RawCode, number_codes, walk_inline
from translate_cli.exchange.xliff_notes import DRAFT_SUBSTATES
from translate_cli.exchange.xliff_read import pair_segments
from translate_cli.exchange.xliff_scan import ScannedUnit, XmlNode, span_of
from translate_cli.model import CodedText, CodeKind

_OPEN_STATES: Final = frozenset({"new", "needs-translation"})
"""States of XLIFF 1.2 in which a target is no translation yet."""

_DRAFT_1: Final = {"state": "needs-review-translation", "state-qualifier": "leveraged-mt"}
_DRAFT_2: Final = {"state": "initial", "subState": DRAFT_SUBSTATES["leveraged-mt"]}


@dataclass(frozen=True, slots=True)
class Slot:
    """A text to translate: `codes` has what each code of it, by number and kind, is in the file."""

    id: str
    coded: CodedText
    codes: Mapping[tuple[int, CodeKind], bytes]


@dataclass(frozen=True, slots=True)
class Hole:
    """Bytes from `start` to `end` that translations replace: bytes as they are, and slots."""

    start: int
    end: int
    parts: tuple[bytes | Slot, ...]


@dataclass(slots=True)
class OpenUnit:
    """The open places of a unit; all are filled or none."""

    holes: list[Hole] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    kept: int = 0


class HoleFinder:
    """Finds the open places of the units of a file, and gives their texts ids."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._number = 0

    def find(self, scanned: ScannedUnit) -> OpenUnit:
        """Return the open places of a unit; `kept` counts the texts that have a translation.

        Raises BadInlineError for a unit that cannot be understood.
        """
        node = scanned.node
        if node.problem:
            raise BadInlineError(node.problem)
        found = OpenUnit()
        if not scanned.translate:
            return found
        if node.name == "unit":
            for segment in node.children("segment"):
                self._find_in_segment(found, segment, node.attributes.get("id", ""))
        else:
            self._find_in_unit(found, scanned)
        return found

    def _find_in_unit(self, found: OpenUnit, scanned: ScannedUnit) -> None:
        node = scanned.node
        source, target = node.child("source"), node.child("target")
        if source is None:
            raise BadInlineError("the unit has no <source>")
        name = node.attributes.get("id", "")
        state = target.attributes.get("state", "") if target is not None else ""
        opened = node.attributes.get("approved") != "yes" and (
            target is None or not target.text.strip() or state in _OPEN_STATES
        )
        draft = {} if scanned.version.startswith("1.0") else _DRAFT_1
        cut = node.child("seg-source")
        parts = pair_segments(node)
        if not parts:
            if opened:
                self._open(found, source, target, cut or source, name, draft)
            else:
                found.kept += bool(source.text.strip())
        elif target is not None and any(other is not None for _, _, other in parts):
            approved = node.attributes.get("approved") == "yes"
            self._open_marks(found, target, parts, approved, name, draft)
        elif cut is not None and opened:
            self._open_cut(found, cut, target, [mark for _, mark, _ in parts], name, draft)

    def _find_in_segment(self, found: OpenUnit, segment: XmlNode, name: str) -> None:
        source, target = segment.child("source"), segment.child("target")
        if source is None:
            raise BadInlineError("a segment has no <source>")
        # Without a state the segment is "initial" too, but many tools never say one.
        explicit = segment.attributes.get("state") == "initial"
        if target is not None and target.text.strip() and not explicit:
            found.kept += 1
            return
        before = len(found.slots)
        self._open(found, source, target, source, name, {})
        if len(found.slots) > before:
            span = span_of(segment, self._data)
            tag = self._data[span.start : span.inner_start]
            found.holes.append(Hole(span.start, span.inner_start, (set_attributes(tag, _DRAFT_2),)))

    def _open(
        self,
        found: OpenUnit,
        source: XmlNode,
        target: XmlNode | None,
        before: XmlNode,
        name: str,
        draft: dict[str, str],
    ) -> None:
        """Open a whole target, or make one behind `before`."""
        slot = self._make_slot(source, name)
        if slot is not None:
            found.slots.append(slot)
            found.holes.append(self._hole(target, before, [slot], draft))

    def _hole(
        self,
        target: XmlNode | None,
        before: XmlNode,
        parts: Sequence[bytes | Slot],
        draft: dict[str, str],
    ) -> Hole:
        data = self._data
        if target is None:
            behind = span_of(before, data)
            prefix = before.tag.rpartition(":")[0].encode()
            tag = (prefix + b":" if prefix else b"") + b"target"
            indent = re.search(
                rb"[\r\n][ \t\r\n]*$", data[max(behind.start - 200, 0) : behind.start]
            )
            space = indent[0] if indent else b""
            opening = set_attributes(b"<" + tag + b">", draft)
            return Hole(behind.end, behind.end, (space, opening, *parts, b"</" + tag + b">"))
        span = span_of(target, data)
        opening = data[span.start : span.inner_start]
        if opening.endswith(b"/>"):
            opening = re.sub(rb"\s*/>$", b">", opening)
        closing = b"</" + target.tag.encode() + b">"
        return Hole(span.start, span.end, (set_attributes(opening, draft), *parts, closing))

    def _open_cut(
        self,
        found: OpenUnit,
        cut: XmlNode,
        target: XmlNode | None,
        marks: Sequence[XmlNode],
        name: str,
        draft: dict[str, str],
    ) -> None:
        """Open a target that has to be cut into segments as its source is."""
        parts: list[bytes | Slot] = []
        span = span_of(cut, self._data)
        at = span.inner_start
        for mark in marks:
            slot = self._make_slot(mark, f"{name}/{mark.attributes.get('mid', '')}")
            if slot is not None:
                inner = span_of(mark, self._data)
                parts += [self._data[at : inner.inner_start], slot]
                at = inner.inner_end
                found.slots.append(slot)
        if found.slots:
            parts.append(self._data[at : span.inner_end])
            found.holes.append(self._hole(target, cut, parts, draft))

    def _open_marks(
        self,
        found: OpenUnit,
        target: XmlNode,
        parts: Sequence[tuple[str, XmlNode, XmlNode | None]],
        approved: bool,
        name: str,
        draft: dict[str, str],
    ) -> None:
        """Open the empty segments of a target that is cut already."""
        state = target.attributes.get("state", "")
        for mid, mark, other in parts:
            if other is None:
                continue
            if other.text.strip() and (approved or state not in _OPEN_STATES):
                found.kept += 1
            if approved or (other.text.strip() and state not in _OPEN_STATES):
                continue
            slot = self._make_slot(mark, f"{name}/{mid}")
            if slot is not None:
                found.slots.append(slot)
                found.holes.append(self._hole(other, mark, [slot], {}))
        if found.slots and draft:
            # The state is of all segments: with one draft among them the whole needs a review.
            said = {"state": draft["state"]} if found.kept else draft
            span = span_of(target, self._data)
            tag = self._data[span.start : span.inner_start]
            found.holes.append(Hole(span.start, span.inner_start, (set_attributes(tag, said),)))

    def _make_slot(self, source: XmlNode, name: str) -> Slot | None:
        text, raw = walk_inline(source, protect=True)
        if not text.strip():
            return None
        (codes,) = number_codes(raw)
        native = {
            (code.number, code.kind): piece
            for code, piece in zip(codes, self._cut(raw), strict=True)
        }
        self._number += 1
        return Slot(f"{name}#{self._number}", CodedText(text, codes), native)

    def _cut(self, raw: Sequence[RawCode]) -> Iterator[bytes]:
        """Yield the bytes of each code: an element, or one of its tags."""
        for code in raw:
            span = span_of(code.node, self._data)
            if code.whole:
                yield self._data[span.start : span.end]
            elif code.kind == "close":
                yield b"</" + code.node.tag.encode() + b">"
            else:
                opening = self._data[span.start : span.inner_start]
                yield re.sub(rb"\s*/>$", b">", opening)


def set_attributes(tag: bytes, values: dict[str, str]) -> bytes:
    r"""Return a start tag with attributes set, the others as they are.

    >>> set_attributes(b"<target state='new' a='1'>", {"state": "final", "b": "2"})
    b'<target state="final" a=\'1\' b="2">'
    """
    for name, value in values.items():
        attribute = f'{name}="{value}"'.encode()
        pattern = rb"(\s)" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')"
        tag, count = re.subn(pattern, lambda m, new=attribute: m[1] + new, tag, count=1)  # type: ignore[misc]
        if not count:
            tag = re.sub(rb"\s*(/?>)$", lambda m, new=attribute: b" " + new + m[1], tag)  # type: ignore[misc]
    return tag
