"""A translation job over files: read, translate, write each whole or not at all."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.model import Concept
from translate_cli import __version__
from translate_cli.documents.formats import format_document
from translate_cli.errors import TranslateError
from translate_cli.files import atomic_write
from translate_cli.model import CodedText, Document, Target, Unit
from translate_cli.outputs import Source, base_name, make_folder
from translate_cli.pipeline import Translator

if TYPE_CHECKING:
    from translate_cli.reuse import Suggester


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
    source: Source


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, translated or written, and why."""

    source: Source
    error: TranslateError


def translate_sources(
    translator: Translator,
    sources: Sequence[Source],
    *,
    read: Callable[[Source], Document],
    write: Callable[[int, Result], None],
    on_progress: Callable[[float], None] = lambda share: None,
    on_failure: Callable[[Failure], None] = lambda failure: None,
) -> tuple[list[Result], list[Failure]]:
    """Translate files one after the other; each is written before the next is read.

    `write` gets the number of the source and its result. A file that fails does not stop the rest;
    one that is alone raises its error. `on_progress` gets the share of the work just done: files
    count by their size.
    """
    sizes = [_size(source) for source in sources]
    results: list[Result] = []
    failures: list[Failure] = []
    for number, source in enumerate(sources):
        share = sizes[number] / sum(sizes)
        try:
            document = read(source)
            part = share / max(len(document.segments) * len(translator.routes), 1)
            units = translator.iter_units(
                document.segments,
                on_progress=lambda count, part=part: on_progress(count * part),  # type: ignore[misc]
                document=name_of(document),
            )
            result = Result(document, tuple(units), source)
            write(number, result)
            results.append(result)
        except TranslateError as exc:
            if len(sources) == 1:
                raise
            failures.append(Failure(source, exc))
            on_failure(failures[-1])
    return results, failures


def _size(source: Source) -> int:
    try:
        return max(source.path.stat().st_size, 1) if source.path else 1
    except OSError:
        return 1


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
    multilingual: bool = False,
    locales: Mapping[str, str] | None = None,
    suggest: Suggester | None = None,
) -> list[Path]:
    """Write one TMX per language pair: into a folder one set a document, into a file all.

    With `multilingual` one TMX holds all languages; `locales` are the codes to write for them.
    `suggest` finds what people made of similar texts, which is written too.
    """
    from translate_cli.exchange.tmx import tmx_paths, write_tmx

    options: dict[str, Any] = {
        "source_lang": source_lang,
        "target_langs": list(langs),
        "version": __version__,
        "created_at": created_at,
        "glossary_sha256": glossary.sha256,
        "model": model,
        "multilingual": multilingual,
        "locales": locales,
        "suggest": suggest,
    }
    if tmx.suffix.lower() == ".tmx":
        make_folder(tmx.parent)
        names = {id(unit): name_of(result.document) for result in results for unit in result.units}
        units = [unit for result in results for unit in result.units]
        write_tmx(tmx, units, document=lambda unit: names[id(unit)], **options)
        return list(
            tmx_paths(tmx, source_lang=source_lang, target_langs=langs, multilingual=multilingual)
        )
    make_folder(tmx)
    written: list[Path] = []
    for result in results:
        folder = tmx / result.source.folder
        make_folder(folder)
        stem = base_name(result.document.path, source_lang)[0]
        for path, targets in tmx_paths(
            folder / f"{stem}.tmx",
            source_lang=source_lang,
            target_langs=langs,
            multilingual=multilingual,
            tagged=True,
        ).items():
            one = {**options, "target_langs": targets}
            write_tmx(path, result.units, document=name_of(result.document), **one)
            written.append(path)
    return written


def name_of(document: Document) -> str:
    """Return the name of a document for people."""
    return document.path.name if document.path else "stdin"


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
