"""OmegaT projects: a folder that opens at once, with drafts, terms and our segmentation.

Conformance: opens in OmegaT 3.6 and later. Reviewed translations fill their segments (tm/auto), so
do drafts, or these are offered as machine translation (tm/mt); what was found for a similar text
is offered with a penalty. Formatting inside a text is hidden from the translator, unless asked for,
and comes back when the work is imported: OmegaT numbers tags in a way of its own for each format,
so that texts with tags match no memory of another tool.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal

from glossary.model import Concept
from translate_cli.documents.formats import ReadOptions
from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.omegat_settings import (
    LOCALES,
    ORIGINALS,
    PROJECT_FILE,
    RECORD_FILE,
    format_project_file,
    format_record,
)
from translate_cli.exchange.omegat_srx import (
    format_segmentation_conf,
    format_srx,
    make_srx_rules,
)
from translate_cli.exchange.tmx_write import TmxWriter
from translate_cli.memory import UnitStatus
from translate_cli.model import Document, Segment, Target, Unit

Drafts = Literal["auto", "mt"]

REVIEWED_TMX: Final = "tm/auto/lugat-reviewed.tmx"
AUTO_TMX: Final = "tm/auto/lugat-drafts.tmx"
MT_TMX: Final = "tm/mt/lugat-drafts.tmx"
FUZZY_TMX: Final = "tm/penalty-030/lugat-fuzzy.tmx"
MARKS_TMX: Final = "tm/auto/lugat-marks.tmx"
DRAFT_FILES: Final = (REVIEWED_TMX, AUTO_TMX, MT_TMX, FUZZY_TMX, MARKS_TMX)
"""What an export may write, from the strongest to the weakest."""

_OPENED: Final = frozenset(
    (".txt", ".docx", ".docm", ".pptx", ".xlsx", ".xlsm", ".odt", ".html", ".htm", ".xhtml",
     ".srt", ".po", ".xlf", ".xliff")
)  # fmt: skip
"""Endings that OmegaT has a filter for as it is installed."""


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A document for a project: its file, its place below source/, and its translated units."""

    path: Path
    place: PurePosixPath
    document: Document
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class ProjectCounts:
    """What went into a project: files, and translations by their kind."""

    files: int = 0
    reviewed: int = 0
    drafts: int = 0
    fuzzy: int = 0
    stand_ins: tuple[str, ...] = ()


def write_project(
    folder: Path,
    files: Sequence[ProjectFile],
    *,
    source_lang: str,
    target_lang: str,
    concepts: Iterable[Concept] = (),
    version: str,
    created_at: datetime,
    drafts: Drafts = "auto",
    inflected: bool = False,
    keep_tags: bool = False,
    locales: Mapping[str, str] | None = None,
    reading: ReadOptions | None = None,
    glossary_sha256: str = "",
    model: str = "",
    force: bool = False,
) -> ProjectCounts:
    """Write a project for one language pair; it is built beside `folder` and then put there.

    `inflected` adds the forms of Azerbaijani terms to the glossary, `keep_tags` shows formatting
    as tags, `locales` overrides the language codes (en → en-US), `reading` tells how the documents
    were read. What else is in `folder` stays, above all the translator's own work; files that
    differ from those of the same name are replaced with `force` only. Raises InputError for two
    files of one place, OutputError where the project cannot be written.
    """
    check_project(folder, [(file.place, file.path) for file in files], force=force)
    spelled = {**LOCALES, **(locales or {})}
    kinds = _sort_units(files, target_lang, drafts)
    stand_ins = {
        f"{file.place}.txt": str(file.place)
        for file in files
        if file.place.suffix.lower() not in _OPENED
    }
    tmx: dict[str, Any] = {
        "source_lang": source_lang,
        "target_langs": [target_lang],
        "version": version,
        "created_at": created_at,
        "glossary_sha256": glossary_sha256,
        "model": model,
    }
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=".lugat-", suffix=".part", dir=folder.parent, ignore_cleanup_errors=True
        ) as held:
            made = Path(held) / "project"
            for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
                (made / name).mkdir(parents=True)
            for file in files:
                _write_source(made, file, stand_in=f"{file.place}.txt" in stand_ins)
            for name, pairs in kinds.items():
                _write_tmx(made / name, pairs, target_lang, tmx)
            _write_glossary(made, concepts, source_lang, target_lang, inflected, f"lugat {version}")
            rules = make_srx_rules(source_lang)
            settings = format_project_file(
                source_lang=spelled.get(source_lang, source_lang),
                target_lang=spelled.get(target_lang, target_lang),
                remove_tags=not keep_tags,
            )
            for name, data in (
                ("omegat/segmentation.srx", format_srx(rules)),
                ("omegat/segmentation.conf", format_segmentation_conf(rules)),
                (
                    RECORD_FILE,
                    format_record(
                        version=version, reading=reading or ReadOptions(), stand_ins=stand_ins
                    ),
                ),
                (PROJECT_FILE, settings),
            ):
                (made / name).parent.mkdir(exist_ok=True)
                (made / name).write_bytes(data)
            _settle(made, folder, force=force)
    except OSError as exc:
        raise OutputError(
            f"the project cannot be written: {exc.strerror or exc}.",
            where=folder,
            hint="Check the folder, its permissions and the free space.",
        ) from exc
    return ProjectCounts(
        len(files),
        len(kinds[REVIEWED_TMX]),
        len(kinds[AUTO_TMX]) + len(kinds[MT_TMX]),
        len(kinds[FUZZY_TMX]),
        tuple(stand_ins),
    )


def check_project(
    folder: Path, files: Sequence[tuple[PurePosixPath, Path]], *, force: bool = False
) -> None:
    """Raise those errors of `write_project` that are known before anything is translated.

    `files` are the places below source/ with the files that go there.
    """
    taken: dict[str, Path] = {}
    for place, path in files:
        name = str(place).lower()  # On some systems names that differ in case are one.
        if name in taken:
            raise InputError(
                f"this and {taken[name]} would both be source/{place} of the project.",
                where=path,
                hint="Give the folder that holds both with --recursive.",
            )
        taken[name] = path
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            "this is a file, not a folder.", where=folder, hint="Name a folder for the project."
        )
    if not force:
        there = [name for name in DRAFT_FILES if (folder / name).exists()]
        there += [
            f"source/{place}"
            for place, path in files
            if (folder / "source" / place).exists() and not _same(folder / "source" / place, path)
        ]
        if there:
            raise _taken(folder, there)


def _same(one: Path, two: Path) -> bool:
    return one.is_file() and two.is_file() and one.read_bytes() == two.read_bytes()


def _taken(folder: Path, names: Sequence[str]) -> OutputError:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return OutputError(
        f"the folder has other files of the same names: {', '.join(names[:3])}{more}.",
        where=folder,
        hint="Name another folder, or replace them with --force; translations made in OmegaT"
        " are kept.",
    )


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


_Pairs = list[tuple[Unit, str, str]]
"""Units with the names of their documents and their statuses."""


def _sort_units(files: Sequence[ProjectFile], lang: str, drafts: Drafts) -> dict[str, _Pairs]:
    """Return the units for each file below tm/, each pair of texts once.

    OmegaT fills a segment with what it finds first, so a draft of a reviewed text is left out.
    """
    kinds: dict[str, _Pairs] = {name: [] for name in DRAFT_FILES}
    seen: set[tuple[str, object, object]] = set()
    by_status = {
        "approved": REVIEWED_TMX,
        "reviewed": REVIEWED_TMX,
        "machine": AUTO_TMX if drafts == "auto" else MT_TMX,
        "fuzzy": FUZZY_TMX,
    }
    for file in files:
        for unit in file.units:
            target = unit.targets[lang]
            status = status_of(target)
            name = by_status[status]
            key = (name, (unit.segment.text, unit.segment.codes), (target.text, target.codes))
            if key in seen or not target.text.strip():
                continue
            seen.add(key)
            said = "machine" if status == "fuzzy" else status
            kinds[name].append((Unit(unit.segment, {lang: target}), file.path.name, said))
        for mark in dict.fromkeys(_iter_marks(file.document)):
            if (MARKS_TMX, mark, mark) not in seen:
                seen.add((MARKS_TMX, mark, mark))
                target = Target(lang, mark, "copy", float("nan"))
                unit = Unit(Segment("mark", mark, 0, len(mark)), {lang: target})
                kinds[MARKS_TMX].append((unit, file.path.name, ""))
    reviewed = {unit.segment.text for unit, _, _ in kinds[REVIEWED_TMX]}
    kinds[AUTO_TMX] = [pair for pair in kinds[AUTO_TMX] if pair[0].segment.text not in reviewed]
    return kinds


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


def _write_source(made: Path, file: ProjectFile, *, stand_in: bool) -> None:
    copy = made / (ORIGINALS if stand_in else "source") / file.place
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file.path, copy)
    if stand_in:
        blocks = file.document.blocks
        texts = [block.text for block in blocks] if blocks else [file.document.text]
        shown = made / "source" / f"{file.place}.txt"
        shown.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(text.replace("\v", "\n") for text in texts if text.strip())
        shown.write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_tmx(path: Path, pairs: _Pairs, lang: str, options: Mapping[str, Any]) -> None:
    if not pairs:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with TmxWriter(path, **options) as writer:
        for unit, document, status in pairs:
            # What was wrong with a draft is for the report: OmegaT shows no properties.
            clean = replace(unit.targets[lang], issues=())
            writer.write(Unit(unit.segment, {lang: clean}), document=document, status=status)


def _write_glossary(
    made: Path,
    concepts: Iterable[Concept],
    source_lang: str,
    target_lang: str,
    inflected: bool,
    signature: str,
) -> None:
    from glossary.exchange.omegat import write_omegat

    chosen = tuple(concepts)
    if chosen:
        write_omegat(
            made / "glossary" / "glossary.utf8",
            chosen,
            target=target_lang,
            source=source_lang,
            inflected=inflected,
            signature=signature,
        )


def _settle(made: Path, folder: Path, *, force: bool) -> None:
    """Put the new project where it belongs; files that are already there need `force`."""
    if not folder.exists():
        made.rename(folder)
        return
    names = sorted(
        (path.relative_to(made) for path in made.rglob("*") if path.is_file()),
        key=lambda name: (name == Path(PROJECT_FILE), name),  # The project opens when all is there.
    )
    outdated = [Path(name) for name in DRAFT_FILES if Path(name) not in names]
    differing = [
        name.as_posix()
        for name in names
        if (folder / name).exists() and not _same(folder / name, made / name)
    ]
    differing += [name.as_posix() for name in outdated if (folder / name).exists()]
    if differing and not force:
        raise _taken(folder, differing)
    for path in made.rglob("*"):
        if path.is_dir():
            (folder / path.relative_to(made)).mkdir(parents=True, exist_ok=True)
    for name in outdated:
        (folder / name).unlink(missing_ok=True)
    for name in names:
        (made / name).replace(folder / name)
