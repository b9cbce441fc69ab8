"""OmegaT projects: a folder that opens at once, with drafts, terms and our segmentation.

Conformance: opens in OmegaT 3.6 and later. Reviewed translations fill their segments (tm/auto), so
do drafts, or these are offered as machine translation (tm/mt); what stands in the draft of a text
and was found for a similar one is offered with a penalty, what people made of similar texts is
found by OmegaT in tm/. Formatting inside a text is hidden from the translator, unless asked for,
and comes back when the work is imported: OmegaT numbers tags in a way of its own for each format,
so that texts with tags match no memory of another tool.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from glossary.model import Concept
from translate_cli.documents.formats import ReadOptions
from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.omegat_drafts import (
    AUTO_TMX,
    FUZZY_TMX,
    MT_TMX,
    REVIEWED_TMX,
    TMX_FILES,
    Drafts,
    ProjectFile,
    sort_units,
    write_drafts,
    write_similar,
)
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
from translate_cli.memory import MemoryMatch
from translate_cli.model import Unit

__all__ = ["Drafts", "ProjectCounts", "ProjectFile", "check_project", "write_project"]

_WORD: Final = frozenset((".docx", ".docm"))
_OTHERS: Final = frozenset((".odt", ".pptx", ".po"))
"""Endings of files from which OmegaT, as it is installed, reads the same texts as lugat, unless
they have line breaks, fields and the like, which it hides with the formatting."""


@dataclass(frozen=True, slots=True)
class ProjectCounts:
    """What went into a project: files, and translations by their kind."""

    files: int = 0
    reviewed: int = 0
    drafts: int = 0
    fuzzy: int = 0
    similar: int = 0
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
    suggest: Callable[[Unit, str], Iterable[MemoryMatch]] | None = None,
    force: bool = False,
) -> ProjectCounts:
    """Write a project for one language pair; it is built beside `folder` and then put there.

    `inflected` adds the forms of Azerbaijani terms to the glossary, `keep_tags` shows formatting
    as tags, `locales` overrides the language codes (en → en-US), `reading` tells how the documents
    were read, `suggest` finds what people made of similar texts. What else is in `folder` stays,
    above all the translator's own work; files that differ from those of the same name are replaced
    with `force` only. Raises InputError for two files of one place, OutputError where the project
    cannot be written.
    """
    check_project(folder, [(file.place, file.path) for file in files], force=force)
    spelled = {**LOCALES, **(locales or {})}
    kinds = sort_units(files, source_lang, target_lang, drafts)
    stand_ins = {f"{file.place}.txt": str(file.place) for file in files if not _reads_alike(file)}
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
            write_drafts(made, kinds, **tmx)
            similar = write_similar(made, files, suggest, **tmx) if suggest is not None else 0
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
        similar,
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
        there = [name for name in TMX_FILES if (folder / name).exists()]
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


def _reads_alike(file: ProjectFile) -> bool:
    """Tell whether OmegaT finds the segments of a document in the file itself."""
    suffix = file.place.suffix.lower()
    blocks = file.document.blocks
    inside = {
        code.data
        for block in blocks
        for code in block.codes
        if code.kind == "single" and 0 < code.position < len(block.text)
    }
    if suffix in _WORD:
        return "<image/>" not in inside  # A text box cuts the paragraph that it stands in.
    if suffix in _OTHERS:
        signs = ("\n", "\v", "\t", "  ")
        return not inside and not any(sign in block.text for block in blocks for sign in signs)
    return suffix == ".txt"


def _write_source(made: Path, file: ProjectFile, *, stand_in: bool) -> None:
    copy = made / (ORIGINALS if stand_in else "source") / file.place
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file.path, copy)
    if stand_in:
        shown = made / "source" / f"{file.place}.txt"
        shown.parent.mkdir(parents=True, exist_ok=True)
        texts = (segment.text for segment in file.document.segments)
        shown.write_text("\n\n".join(texts) + "\n", encoding="utf-8", newline="\n")


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
    outdated = [Path(name) for name in TMX_FILES if Path(name) not in names]
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
