"""Between TMX files and the translation memory: import with statuses, export with context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from translate_cli.exchange.tmx_read import InlineCode as TmxCode
from translate_cli.exchange.tmx_read import TmxUnit, TmxVariant, iter_tmx
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.exchange.tmx_write import TmxCounts, TmxWriter
from translate_cli.memory import MemoryUnit, UnitStatus
from translate_cli.model import CodedText, CodeKind, InlineCode, Segment, Target, Unit

_MACHINE = ("mt", "machine", "starter", "argos")
"""Beginnings of the origin or creator by which machine translation is told."""


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
    props = {**dict(unit.props), **dict(variant.props)}
    origin = props.get("x-origin", "")
    said = props.get("x-status", "")
    if status is None and said in ("machine", "reviewed", "approved"):
        status = said  # type: ignore[assignment]
    names = [origin, *(e.get("creationid", "") for e in (unit.attributes, variant.attributes))]
    machine = any(name.lower().startswith(_MACHINE) for name in names if name)
    sources, targets = as_coded(source), as_coded(variant)
    return MemoryUnit(
        sources.text,
        targets.text,
        source_lang,
        lang,
        status or ("machine" if machine else "reviewed"),
        origin or f"tmx:{path.name}",
        _as_float(props.get("x-score-logprob", "")),
        "",
        props.get("x-document", path.name),
        props.get("x-previous"),
        props.get("x-following"),
        sources.codes,
        targets.codes,
        _as_time({**unit.attributes, **variant.attributes}.get("creationdate", "")),
        _as_time({**unit.attributes, **variant.attributes}.get("changedate", "")),
    )


def as_coded(variant: TmxVariant) -> CodedText:
    """Return the text of a variant with its codes as those of a document.

    Codes inside codes, and highlights without a number, say nothing about the text and are left
    out. bpt and ept pair by `i`; `x` tells which codes of two languages are the same (TMX 1.4b), so
    that it gives the number where no other code has it.
    """
    kept = [c for c in variant.codes if c.parent is None and c.kind not in ("hi", "sub", "ut")]
    names = {c.attributes.get("i", ""): c.attributes.get("x", "") for c in kept if c.kind == "bpt"}
    if len(set(names.values())) < len(names):
        names = {}  # Numbers that are not unique say nothing.
    numbers = [_number_of(code, names) for code in kept]
    taken = {number for number in numbers if number is not None}
    paired = {number for number, code in zip(numbers, kept, strict=True) if code.kind != "ph"}
    free = max(taken, default=0)
    codes: list[InlineCode] = []
    for code, number in zip(kept, numbers, strict=True):
        if number is None or (code.kind == "ph" and number in paired):
            free += 1
            number = free
        if code.kind == "ph":
            paired.add(number)
        codes.append(InlineCode(number, _kind_of(code), code.start, code.content))
    return CodedText(variant.text, tuple(sorted(codes, key=lambda code: code.position)))


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
        return float(text)
    except ValueError:
        return None


def _as_time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


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
            made = Target(
                lang,
                unit.target,
                unit.origin or f"memory:{unit.status}",
                unit.score_logprob if unit.score_logprob is not None else float("nan"),
                codes=unit.target_codes,
            )
            segment = Segment(
                f"m{unit.id or number}",
                unit.source,
                0,
                len(unit.source),
                codes=unit.source_codes,
            )
            writers[lang][1].write(
                Unit(segment, {lang: made}),
                document=unit.document,
                status=unit.status,
            )
    return {target: writer.counts for target, writer in writers.values()}
