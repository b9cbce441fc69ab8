"""Read XLIFF 1.x and 2.x of any tool as a stream, skipping what is bad instead of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from translate_cli.exchange.tmx_read import normalise_lang
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.exchange.xliff_inline import (
    BadInlineError,
    number_codes,
    original_data,
    walk_inline,
)
from translate_cli.exchange.xliff_scan import ScannedUnit, XmlNode, scan_file
from translate_cli.model import CodedText

XliffStatus = Literal["untranslated", "draft", "translated", "approved"]
"""How far a unit is, from no translation at all to one that is signed off."""

_STATUS_1: Final[Mapping[str, XliffStatus]] = {
    "translated": "translated",
    "signed-off": "approved",
    "final": "approved",
}
"""States of a target (XLIFF 1.2, 2.3, attribute state) after which nothing is left to do."""

_STATUS_2: Final[Mapping[str, XliffStatus]] = {
    "translated": "translated",
    "reviewed": "translated",
    "final": "approved",
}
"""States of a segment (XLIFF 2.0, 4.3.1.32); the first, "initial", says nothing."""

_STATUS_SDL: Final[Mapping[str, XliffStatus]] = {
    "Translated": "translated",
    "ApprovedTranslation": "translated",
    "ApprovedSignOff": "approved",
}
"""Values of `conf` in the sdl:seg-defs of SDLXLIFF; after the others, such as Draft and
RejectedSignOff, there is something left to do."""

_STATUS_MEMOQ: Final[Mapping[str, XliffStatus]] = {
    "manuallyconfirmed": "translated",
    "reviewer1confirmed": "translated",
    "proofread": "approved",
}
"""Values of `mq:status` of memoQ, in lower case: confirmed by translator, by the first reviewer,
and by the second. After the others, such as Pretranslated, MachineTranslated, PartiallyEdited,
AssembledFromFragments and Rejected, there is something left to do."""


@dataclass(frozen=True, slots=True)
class XliffUnit:
    """A segment of an XLIFF file as it was read.

    `id` is that of its unit; where a unit has several segments, "unit/segment". `target` is None
    where there is none. `state` is as the file says it, `status` what it means. `document` is the
    file that the text comes from, languages are in BCP 47 spelling, "" where none is named.
    """

    id: str
    source: CodedText
    target: CodedText | None
    status: XliffStatus
    state: str
    notes: tuple[str, ...]
    document: str
    source_lang: str
    target_lang: str
    line: int
    translate: bool = True


def read_xliff(path: Path, *, on_skip: Callable[[SkippedUnit], None]) -> Iterator[XliffUnit]:
    """Yield the segments of an XLIFF file in order, in constant memory.

    A unit that cannot be understood is left out and told to `on_skip`, and so are characters that
    XML forbids. Alternative translations are not read. Raises InputError, naming the line, where
    the file is missing, not XLIFF, dangerous or not well-formed; what was whole before that line
    has been yielded by then.
    """
    for scanned in scan_file(path, on_skip=on_skip):
        try:
            units = list(_read_unit(scanned))
        except BadInlineError as exc:
            on_skip(SkippedUnit(scanned.node.line, str(exc)))
            continue
        yield from units


def _read_unit(scanned: ScannedUnit) -> Iterator[XliffUnit]:
    node = scanned.node
    if node.problem:
        raise BadInlineError(node.problem)
    if node.name == "unit":
        yield from _read_segments(scanned)
        return
    source, target = node.child("source"), node.child("target")
    if source is None:
        raise BadInlineError("the unit has no <source>")
    notes = tuple(note.text for note in node.children("note"))
    approved = node.attributes.get("approved") == "yes"
    name = node.attributes.get("id", "")
    parts = pair_segments(node)
    if not parts:
        state = target.attributes.get("state", "") if target is not None else ""
        status: XliffStatus = "approved" if approved else _STATUS_1.get(state, "draft")
        if "mq:status" in node.attributes:
            state = node.attributes["mq:status"]
            status = _STATUS_MEMOQ.get(state.lower(), "draft")
        yield _make(scanned, name, source, target, status, state, notes, node.line)
        return
    confirmed = _sdl_states(node)
    for mid, one, other in parts:
        state = confirmed.get(mid, "")
        known = _STATUS_SDL.get(state)
        if known is None and target is not None:
            state = state or target.attributes.get("state", "")
            known = _STATUS_1.get(state, "draft")
        status = "approved" if approved else known or "draft"
        yield _make(scanned, f"{name}/{mid}", one, other, status, state, notes, one.line)


def pair_segments(node: XmlNode) -> list[tuple[str, XmlNode, XmlNode | None]]:
    """Return (mid, source, target) of the segments that a trans-unit of XLIFF 1.2 is cut into."""
    cut = node.child("seg-source")
    target = node.child("target")
    if cut is None:
        return []
    targets = (
        {m.attributes.get("mid", ""): m for m in _iter_marks(target)} if target is not None else {}
    )
    sources = list(_iter_marks(cut))
    if target is not None and not targets and target.text.strip():
        return []  # The translation is not cut: source and target are of the whole unit.
    return [
        (mark.attributes.get("mid", ""), mark, targets.get(mark.attributes.get("mid", "")))
        for mark in sources
    ]


def _iter_marks(node: XmlNode) -> Iterator[XmlNode]:
    """Yield the marks of segments, which may stand within inline elements."""
    for part in node.parts:
        if isinstance(part, XmlNode):
            if part.name == "mrk" and part.attributes.get("mtype") == "seg":
                yield part
            else:
                yield from _iter_marks(part)


def _sdl_states(node: XmlNode) -> dict[str, str]:
    return {
        seg.attributes.get("id", ""): seg.attributes.get("conf", "")
        for defs in node.children("seg-defs")
        for seg in defs.children("seg")
    }


def _read_segments(scanned: ScannedUnit) -> Iterator[XliffUnit]:
    node = scanned.node
    held = node.child("notes")
    notes = tuple(note.text for note in held.children("note")) if held else ()
    segments = node.children("segment")
    name = node.attributes.get("id", "")
    if not segments:
        raise BadInlineError("the unit has no <segment>")
    data = original_data(node)
    for number, segment in enumerate(segments, 1):
        source, target = segment.child("source"), segment.child("target")
        if source is None:
            raise BadInlineError("a segment has no <source>")
        state = segment.attributes.get("state", "")
        status = _STATUS_2.get(state, "draft")
        own = name if len(segments) == 1 else f"{name}/{segment.attributes.get('id') or number}"
        yield _make(scanned, own, source, target, status, state, notes, segment.line, data)


def _make(
    scanned: ScannedUnit,
    name: str,
    source: XmlNode,
    target: XmlNode | None,
    status: XliffStatus,
    state: str,
    notes: Sequence[str],
    line: int,
    data: Mapping[str, str] | None = None,
) -> XliffUnit:
    text, raw = walk_inline(source, data=data)
    said, placed = walk_inline(target, data=data) if target is not None else ("", [])
    codes, target_codes = number_codes(raw, placed)
    langs = [normalise_lang(lang) if lang.strip() else "" for lang in scanned.languages]
    if not langs[1] and target is not None:
        langs[1] = normalise_lang(target.attributes.get("xml:lang", ""))
    return XliffUnit(
        name,
        CodedText(text, codes),
        CodedText(said, target_codes) if target is not None else None,
        status if said.strip() else "untranslated",
        state,
        tuple(notes),
        scanned.file.attributes.get("original", ""),
        langs[0],
        langs[1],
        line,
        scanned.translate,
    )
