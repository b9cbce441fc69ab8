"""The drafts of an OmegaT project: which translation goes into which memory below tm/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from translate_cli.exchange.tmx_write import TmxWriter
from translate_cli.memory import MemoryMatch, UnitStatus
from translate_cli.model import Document, Segment, Target, Unit
from translate_cli.segment import segment_text

Drafts = Literal["auto", "mt"]

REVIEWED_TMX: Final = "tm/auto/lugat-reviewed.tmx"
AUTO_TMX: Final = "tm/auto/lugat-drafts.tmx"
MT_TMX: Final = "tm/mt/lugat-drafts.tmx"
FUZZY_TMX: Final = "tm/penalty-030/lugat-fuzzy.tmx"
MARKS_TMX: Final = "tm/auto/lugat-marks.tmx"
DRAFT_FILES: Final = (REVIEWED_TMX, AUTO_TMX, MT_TMX, FUZZY_TMX)
"""Translations of the documents that an export may write, from the strongest to the weakest."""
SIMILAR_TMX: Final = "tm/lugat-similar.tmx"
"""What people made of similar texts; OmegaT tells by itself how alike they are."""
TMX_FILES: Final = (*DRAFT_FILES, MARKS_TMX, SIMILAR_TMX)


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A document for a project: its file, its place below source/, and its translated units."""

    path: Path
    place: PurePosixPath
    document: Document
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit of one language for a memory, with the name of its document and its status."""

    unit: Unit
    document: str
    status: UnitStatus | Literal[""]


def status_of(target: Target) -> UnitStatus | Literal["fuzzy"]:
    """Return what a translation is worth: the work of whom it is by its origin.

    >>> status_of(Target("en", "law", "memory:fuzzy-84", 0.0))
    'fuzzy'
    """
    if target.origin.startswith("memory:fuzzy"):
        return "fuzzy"
    if target.origin == "memory:approved":
        return "approved"
    return "reviewed" if target.origin == "memory:reviewed" else "machine"


def sort_units(
    files: Sequence[ProjectFile], source_lang: str, lang: str, drafts: Drafts
) -> dict[str, list[DraftUnit]]:
    """Return the units for each file of an export, each pair of texts once.

    OmegaT fills a segment with what it finds first, so a draft of a reviewed text is left out.
    """
    kinds: dict[str, list[DraftUnit]] = {name: [] for name in TMX_FILES}
    seen: set[tuple[object, ...]] = set()
    names = {
        "approved": REVIEWED_TMX,
        "reviewed": REVIEWED_TMX,
        "machine": AUTO_TMX if drafts == "auto" else MT_TMX,
        "fuzzy": FUZZY_TMX,
    }

    def add(name: str, unit: Unit, file: ProjectFile, status: UnitStatus | Literal[""]) -> None:
        segment, target = unit.segment, unit.targets[lang]
        key = (name, segment.text, segment.codes, target.text, target.codes)
        if key not in seen and target.text.strip():
            seen.add(key)
            # What was wrong with a draft is for the report: OmegaT shows no properties.
            clean = Unit(segment, {lang: replace(target, issues=())})
            kinds[name].append(DraftUnit(clean, file.path.name, status))

    for file in files:
        whole = {block.id for block in file.document.blocks if block.whole}
        for unit in file.units:
            status = status_of(unit.targets[lang])
            said: UnitStatus = "machine" if status == "fuzzy" else status
            add(names[status], unit, file, said)
            if unit.segment.block in whole:
                for part in _iter_parts(unit, source_lang, lang):
                    add(names[status], part, file, said)
        for mark in dict.fromkeys(_iter_marks(file.document)):
            copy = Target(lang, mark, "copy", float("nan"))
            add(MARKS_TMX, Unit(Segment("mark", mark, 0, len(mark)), {lang: copy}), file, "")
    reviewed = {each.unit.segment.text for each in kinds[REVIEWED_TMX]}
    kinds[AUTO_TMX] = [each for each in kinds[AUTO_TMX] if each.unit.segment.text not in reviewed]
    return kinds


def _iter_parts(unit: Unit, source_lang: str, lang: str) -> Iterator[Unit]:
    """Yield the sentences of a text that lugat keeps whole and OmegaT does not."""
    target = unit.targets[lang]
    sources = segment_text(unit.segment.text, source_lang)
    targets = segment_text(target.text, lang)
    if len(sources) == len(targets) > 1:
        for one, two in zip(sources, targets, strict=True):
            yield Unit(
                replace(one, id=f"{unit.segment.id}-{one.id}"),
                {lang: replace(target, text=two.text, terms=(), issues=(), codes=())},
            )


def _iter_marks(document: Document) -> Iterator[str]:
    """Yield list markers: OmegaT shows as segments what stands between ours."""
    texts = {"": document.text, **{block.id: block.text for block in document.blocks}}
    for block, found in groupby(document.segments, key=lambda segment: segment.block):
        position = 0
        for segment in found:
            for line in texts[block][position : segment.start].splitlines():
                if line.strip():
                    yield line.strip()
            position = segment.end


def write_drafts(folder: Path, kinds: Mapping[str, Sequence[DraftUnit]], **options: Any) -> None:
    """Write the memories that have something in them; `options` are those of TmxWriter."""
    for name, units in kinds.items():
        if units:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with TmxWriter(path, **options) as writer:
                for each in units:
                    writer.write(each.unit, document=each.document, status=each.status)


def write_similar(
    folder: Path,
    files: Sequence[ProjectFile],
    suggest: Callable[[Unit, str], Iterable[MemoryMatch]],
    **options: Any,
) -> int:
    """Write what the memory has for texts like those of the files; return how many units."""
    (lang,) = options["target_langs"]
    path = folder / SIMILAR_TMX
    with TmxWriter(path, **options) as writer:
        for file in files:
            for unit in file.units:
                writer.offer(suggest(unit, lang))
    count = writer.counts.offered
    if not count:
        path.unlink()
    return count
