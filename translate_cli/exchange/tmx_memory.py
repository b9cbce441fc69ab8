"""Between TMX files and the translation memory: import with statuses, export with context."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Final
from xml.sax.saxutils import unescape

from translate_cli.exchange.tmx_read import InlineCode as TmxCode
from translate_cli.exchange.tmx_read import TmxUnit, TmxVariant, iter_tmx, read_date
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.exchange.tmx_write import TmxCounts, TmxWriter
from translate_cli.memory import STATUSES, MemoryUnit, UnitStatus
from translate_cli.model import CodedText, CodeKind, InlineCode

_MACHINE: Final = re.compile(r"(?:mt|starter|argos)(?![a-z])|machine", re.IGNORECASE)
"""How the origin or creator begins by which machine translation is told."""

_CONFIRMED: Final[Mapping[str, UnitStatus]] = {
    "Draft": "machine",
    "RejectedTranslation": "machine",
    "RejectedSignOff": "machine",
    "Translated": "reviewed",
    "ApprovedTranslation": "reviewed",
    "ApprovedSignOff": "approved",
}
"""Values of x-ConfirmationLevel in the TMX of Trados Studio; what nobody confirmed is a draft."""

_BEFORE: Final = ("prev", "x-context-pre")
_AFTER: Final = ("next", "x-context-post")
"""Properties with the neighbouring texts: of OmegaT, and of memoQ, which writes them as a seg."""

_FLOWING: Final = frozenset({"hi", "sub"})
"""Elements around text, not native code (a sub straight in a segment is of TMX 1.1)."""
_HALVES: Final = frozenset({"bpt", "ept", "it"})

_CODE: Final = re.compile(r"<(bpt|ept|ph|it|ut)\b[^>]*(?:/>|>.*?</\1>)|<[^>]*>", re.DOTALL)


def iter_memory_units(
    path: Path,
    *,
    source_lang: str,
    target_langs: Iterable[str] = (),
    status: UnitStatus | None = None,
    on_skip: Callable[[SkippedUnit], None],
) -> Iterator[MemoryUnit]:
    """Yield the pairs of a TMX file as units for the memory.

    Of a unit every language but `source_lang` is a target, or only `target_langs`. Without
    `status`, what says itself that a machine made it is "machine", anything else "reviewed". A
    unit without the source language, or without text, is told to `on_skip`.
    """
    wanted = set(target_langs)
    for unit in iter_tmx(path, on_skip=on_skip):
        source = unit.find(source_lang)
        if source is None or not source.text.strip():
            on_skip(SkippedUnit(unit.line, f"no text in {source_lang}"))
            continue
        for variant in unit.variants:
            lang = variant.lang.partition("-")[0]
            if variant is source or lang == source_lang or (wanted and lang not in wanted):
                continue
            if not variant.text.strip():
                on_skip(SkippedUnit(unit.line, f"no text in {variant.lang}", "variant"))
                continue
            yield _make_unit(unit, source, variant, source_lang, lang, status, path)


def _make_unit(
    unit: TmxUnit,
    source: TmxVariant,
    variant: TmxVariant,
    source_lang: str,
    lang: str,
    status: UnitStatus | None,
    path: Path,
) -> MemoryUnit:
    own = dict(source.props)
    props = {**own, **dict(unit.props), **dict(variant.props)}
    said = {**unit.attributes, **variant.attributes}
    origin = props.get("x-origin") or props.get("x-Origin", "")
    sources, targets = as_coded(source), as_coded(variant)
    return MemoryUnit(
        sources.text,
        targets.text,
        source_lang,
        lang,
        status or _find_status(props, [origin, said.get("creationid", "")]),
        origin or f"tmx:{path.name}",
        _as_float(props.get("x-score-logprob", "")),
        "",
        props.get("x-document", path.name),
        _find_neighbour(props, "x-previous-key", _BEFORE),
        _find_neighbour(props, "x-following-key", _AFTER),
        sources.codes,
        targets.codes,
        read_date(said.get("creationdate", "")),
        read_date(said.get("changedate", "")),
    )


def _find_status(props: Mapping[str, str], makers: Iterable[str]) -> UnitStatus:
    said = props.get("x-status", "")
    if said in STATUSES:
        return said
    confirmed = _CONFIRMED.get(props.get("x-ConfirmationLevel", ""))
    machine = any(_MACHINE.match(maker) for maker in makers)
    return confirmed or ("machine" if machine else "reviewed")


def _find_neighbour(props: Mapping[str, str], key: str, texts: Iterable[str]) -> str | int | None:
    """Return the text beside a unit, or the number that stands for it; None where unknown.

    >>> seg = "<seg>Maddə &amp; bənd<ph>&lt;br&gt;</ph></seg>"
    >>> _find_neighbour({"x-context-pre": seg}, "x-previous-key", ["x-context-pre"])
    'Maddə & bənd'
    """
    number = props.get(key, "")
    if re.fullmatch(r"[0-9a-f]{16}", number):
        return int.from_bytes(bytes.fromhex(number), "big", signed=True)
    said = next((props[name] for name in texts if props.get(name)), None)
    if said is None or not said.startswith("<seg>"):
        return said
    return unescape(_CODE.sub("", said))


def as_coded(variant: TmxVariant) -> CodedText:
    """Return the text of a variant with its codes as those of a document.

    Codes inside codes, and the highlights of `hi`, say nothing about the text and are left out.
    bpt and ept pair by `i`; `x` tells which codes of two languages are the same (TMX 1.4b), so
    that it gives the number where no other code has it.
    """
    if not variant.codes:
        return CodedText(variant.text)
    kept = [
        code
        for code in variant.codes
        if code.kind not in _FLOWING and _stands_in_text(code, variant.codes)
    ]
    names = {c.attributes.get("i", ""): c.attributes.get("x", "") for c in kept if c.kind == "bpt"}
    if len(set(names.values())) < len(names):
        names = {}  # Numbers that are not unique say nothing.
    numbers = [_number_of(code, names) for code in kept]
    taken = {number for number in numbers if number is not None}
    paired = {number for number, code in zip(numbers, kept, strict=True) if code.kind in _HALVES}
    free = max(taken, default=0)
    codes: list[InlineCode] = []
    for code, number in zip(kept, numbers, strict=True):
        if number is None or (code.kind not in _HALVES and number in paired):
            free += 1
            number = free
        if code.kind not in _HALVES:
            paired.add(number)
        codes.append(InlineCode(number, _kind_of(code), code.start, code.content))
    return CodedText(variant.text, tuple(sorted(codes, key=lambda code: code.position)))


def _stands_in_text(code: TmxCode, codes: Sequence[TmxCode]) -> bool:
    """Tell whether a code is of the text itself: what lies around it are highlights only."""
    parent = code.parent
    while parent is not None:
        if codes[parent].kind not in _FLOWING:
            return False
        parent = codes[parent].parent
    return True


def _number_of(code: TmxCode, names: Mapping[str, str]) -> int | None:
    said = code.attributes.get("x", "")
    if code.kind in ("bpt", "ept"):
        pair = code.attributes.get("i", "")
        said = names.get(pair) or pair
    return int(said) if said.isascii() and said.isdigit() else None


def _kind_of(code: TmxCode) -> CodeKind:
    if code.kind == "bpt" or (code.kind == "it" and code.attributes.get("pos") == "begin"):
        return "open"
    return "close" if code.kind in ("ept", "it") else "single"


def _as_float(text: str) -> float | None:
    try:
        number = float(text) if text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def write_memory(
    units: Iterable[MemoryUnit],
    path: Path,
    *,
    source_lang: str,
    version: str,
    created_at: datetime,
    locales: Mapping[str, str] | None = None,
) -> dict[Path, TmxCounts]:
    """Write units to one TMX file a language pair: NAME.az-en.tmx and so on.

    `units` are read once; each language opens its file at its first unit. Returns what went where.
    """
    writers: dict[str, tuple[Path, TmxWriter]] = {}
    stem = path.name[: -len(path.suffix)] if path.suffix.lower() == ".tmx" else path.name
    with ExitStack() as stack:
        for number, unit in enumerate(units, 1):
            lang = unit.target_lang
            if lang not in writers:
                target = path.with_name(f"{stem}.{source_lang}-{lang}.tmx")
                own = {k: v for k, v in (locales or {}).items() if k in (source_lang, lang)}
                writer = TmxWriter(
                    target,
                    source_lang=source_lang,
                    target_langs=[lang],
                    version=version,
                    created_at=created_at,
                    locales=own,
                )
                writers[lang] = (target, stack.enter_context(writer))
            writers[lang][1].write_stored(unit, number)
    return {target: writer.counts for target, writer in writers.values()}
