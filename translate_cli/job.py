"""A translation job over files: read, translate, write everything whole or not at all."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from glossary.model import Concept
from translate_cli import __version__
from translate_cli.documents.formats import OUTPUT_SUFFIXES, format_document
from translate_cli.errors import InputError, OutputError
from translate_cli.files import atomic_write
from translate_cli.model import CodedText, Document, Target, Unit
from translate_cli.pipeline import Translator

_TAG: Final = re.compile(r"^(?P<stem>.+)\.(?P<tag>[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$")


@dataclass(frozen=True, slots=True)
class Glossary:
    """The concepts of a run and the file they come from; `path` is None without a glossary."""

    concepts: tuple[Concept, ...] = ()
    path: Path | None = None
    sha256: str = ""


def load_glossary(explicit: Path | None) -> Glossary:
    """Load the glossary of a run: the one named, else ./terms.tsv, else the shipped one."""
    from glossary.shipped import find_termbase
    from glossary.tsv import load_concepts

    path = find_termbase(explicit)
    return Glossary(load_concepts(path), path, hashlib.sha256(path.read_bytes()).hexdigest())


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document."""

    document: Document
    units: tuple[Unit, ...]


def translate_documents(
    translator: Translator,
    documents: Sequence[Document],
    *,
    on_progress: Callable[[int], None] = lambda count: None,
) -> list[Result]:
    """Translate documents one after the other."""
    return [
        Result(document, tuple(translator.iter_units(document.segments, on_progress=on_progress)))
        for document in documents
    ]


def base_name(path: Path | None, source_lang: str) -> tuple[str, str]:
    """Split a file name into stem and ending, without the tag of the source language.

    >>> base_name(Path("qərar.az.txt"), "az")
    ('qərar', '.txt')
    """
    if path is None:
        return "stdin", ".txt"
    stem = path.stem
    found = _TAG.match(stem)
    if found and found["tag"].split("-")[0].lower() == source_lang:
        stem = found["stem"]
    return stem, path.suffix


def output_paths(
    paths: Sequence[Path | None], output: Path | None, source_lang: str, langs: Sequence[str]
) -> list[dict[str, Path]]:
    """Return for each input the output path of every language.

    `output` is a folder, or with one input and one language a file; without it the translations
    go beside their sources. Raises InputError where two outputs would have one name.
    """
    single = len(paths) == 1 and len(langs) == 1
    is_file = output is not None and single and not output.is_dir() and bool(output.suffix)
    result: list[dict[str, Path]] = []
    taken: dict[Path, Path | None] = {}
    for path in paths:
        stem, suffix = base_name(path, source_lang)
        suffix = OUTPUT_SUFFIXES.get(suffix.lower(), suffix)
        folder = output or (path.parent if path else Path())
        named = {}
        for lang in langs:
            target = output if is_file and output else folder / f"{stem}.{lang}{suffix}"
            if target in taken:
                raise InputError(
                    f"this and {taken[target]} would both be written to {target}.",
                    where=path,
                    hint="Translate them into different folders.",
                )
            _check_sources(paths, target, option="-o")
            taken[target] = path
            named[lang] = target
        result.append(named)
    return result


def exchange_paths(
    paths: Sequence[Path | None],
    tmx: Path | None,
    report: Path | None,
    source_lang: str,
    langs: Sequence[str],
) -> list[Path]:
    """Return the paths of the TMX files and the report.

    Raises InputError where two would have one name, or one would overwrite a source.
    """
    from translate_cli.exchange.tmx import tmx_paths

    found: list[Path] = []
    if tmx and tmx.suffix.lower() == ".tmx":
        found += tmx_paths(tmx, source_lang=source_lang, target_langs=langs)
    elif tmx:
        for path in paths:
            stem = base_name(path, source_lang)[0]
            for target in (tmx / f"{stem}.{source_lang}-{lang}.tmx" for lang in langs):
                if target in found:
                    raise InputError(
                        f"this and another file would both be written to {target}.",
                        where=path,
                        hint="Name one TMX file for all of them.",
                    )
                found.append(target)
    for target in found:
        _check_sources(paths, target, option="--tmx")
    if report:
        _check_sources(paths, report, option="--report")
        found.append(report)
    return found


def _check_sources(paths: Sequence[Path | None], target: Path, *, option: str) -> None:
    for path in paths:
        if path is not None and target.exists() and target.samefile(path):
            raise InputError(
                "an output would overwrite this source.",
                where=path,
                hint=f"Name another output with {option}.",
            )


def make_folder(path: Path) -> None:
    """Make a folder for output; raise OutputError where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(
            f"the folder cannot be made: {exc.strerror or exc}.",
            where=path,
            hint="Name another folder with -o.",
        ) from exc


def write_translations(result: Result, targets: dict[str, Path]) -> None:
    """Write the translated document in every language."""
    for lang, path in targets.items():
        make_folder(path.parent)
        with atomic_write(path) as file:
            file.write(format_translation(result, lang))


def translations_of(result: Result, lang: str) -> dict[str, CodedText]:
    """Return segment id → text and codes; an empty translation leaves the source standing."""
    return {
        unit.segment.id: CodedText(unit.targets[lang].text, unit.targets[lang].codes)
        for unit in result.units
        if unit.targets[lang].text.strip()
    }


def format_translation(result: Result, lang: str) -> bytes:
    """Return the translated document as bytes."""
    return format_document(result.document, translations_of(result, lang), lang=lang)


def write_tmx_files(
    results: Sequence[Result],
    tmx: Path,
    *,
    source_lang: str,
    langs: Sequence[str],
    created_at: datetime,
    glossary: Glossary,
    model: str,
) -> list[Path]:
    """Write one TMX per language pair: into a folder one set a document, into a file all."""
    from translate_cli.exchange.tmx import tmx_paths, write_tmx

    options: dict[str, Any] = {
        "source_lang": source_lang,
        "target_langs": list(langs),
        "version": __version__,
        "created_at": created_at,
        "glossary_sha256": glossary.sha256,
        "model": model,
    }
    if tmx.suffix.lower() == ".tmx":
        make_folder(tmx.parent)
        names = {id(unit): name_of(result) for result in results for unit in result.units}
        units = [unit for result in results for unit in result.units]
        write_tmx(tmx, units, document=lambda unit: names[id(unit)], **options)
        return list(tmx_paths(tmx, source_lang=source_lang, target_langs=langs))
    make_folder(tmx)
    written: list[Path] = []
    for result in results:
        base = tmx / f"{base_name(result.document.path, source_lang)[0]}.tmx"
        for lang in langs:
            path = base.with_name(f"{base.stem}.{source_lang}-{lang}.tmx")
            write_tmx(
                path, result.units, document=name_of(result), **{**options, "target_langs": [lang]}
            )
            written.append(path)
    return written


def name_of(result: Result) -> str:
    """Return the name of a document for people."""
    return result.document.path.name if result.document.path else "stdin"


def to_json(results: Sequence[Result], *, source_lang: str, engines: dict[str, str]) -> Any:
    """Return the result as JSON-ready data, in the shape that DESIGN and the docs promise."""
    return {
        "source_lang": source_lang,
        "engine": engines,
        "documents": [
            {
                "path": str(result.document.path) if result.document.path else None,
                "units": [
                    {
                        "id": unit.segment.id,
                        "source": unit.segment.text,
                        "targets": {
                            lang: _target_json(target) for lang, target in unit.targets.items()
                        },
                    }
                    for unit in result.units
                ],
            }
            for result in results
        ],
    }


def _target_json(target: Target) -> dict[str, Any]:
    return {
        "text": target.text,
        "origin": target.origin,
        "score_logprob": round(target.score_logprob, 4),
        "terms": [
            {
                "concept": use.concept,
                "source": list(use.source),
                "target": list(use.target) if use.target else None,
                "status": use.status,
                "how": use.how or None,
                "before": use.before or None,
                "cost_logprob": round(use.cost_logprob, 4),
            }
            for use in target.terms
        ],
        "issues": [
            {"code": issue.code, "severity": issue.severity, "message": issue.message}
            for issue in target.issues
        ],
    }


class Stopwatch:
    """Measures the seconds of a job."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Return the seconds since the watch was made."""
        return time.perf_counter() - self._start
