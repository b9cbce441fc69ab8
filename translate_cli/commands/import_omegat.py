"""`lugat import omegat`: the work of a translator into the memory and the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.commands.options import (
    examples,
    json_option,
    memory_to_fill,
    open_memory,
    refuse_both,
)

if TYPE_CHECKING:
    from translate_cli.exchange.omegat_return import Filled, ReturnedDocument, ReturnedProject
    from translate_cli.memory import TranslationMemory
    from translate_cli.model import CodedText, Segment


@click.command(
    epilog=examples(
        "lugat import omegat project/ -o final/",
        "lugat import omegat project/az-en project/az-vi --status approved -o final/",
    )
)
@click.argument(
    "folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path)
)
@memory_to_fill("Neither fill nor use a translation memory.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder for the final documents; without it only the memory is filled.",
)
@click.option(
    "--status",
    type=click.Choice(["reviewed", "approved"]),
    default="reviewed",
    show_default=True,
    help="What the work of the translator counts as.",
)
@click.option(
    "--accept-drafts",
    is_flag=True,
    help="Take drafts that fill a segment and were left as they are for the translator's work.",
)
@click.option("--strict", is_flag=True, help="Exit with 3 when a segment was left untranslated.")
@json_option
@click.pass_context
def omegat(
    ctx: click.Context,
    folders: tuple[Path, ...],
    memory: Path | None,
    no_memory: bool,
    output: Path | None,
    status: str,
    accept_drafts: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Bring what was translated in the OmegaT projects DIR into the memory and the documents.

    A segment that was left empty gets its translation from the memory, else the machine draft.
    DIR may also hold the projects of several languages, as lugat export omegat made them.
    """
    from translate_cli.exchange.omegat_return import read_project

    refuse_both(memory, no_memory=no_memory)
    if no_memory and output is None:
        raise click.UsageError("--no-memory without -o leaves nothing to do.")
    projects = [
        read_project(
            folder,
            status=status,  # type: ignore[arg-type]
            accept_drafts=accept_drafts,
            on_skip=lambda path, unit: click.echo(
                f"lugat: {path}:{unit.line}: left out: {unit.reason}.", err=True
            ),
        )
        for folder in _expand(folders)
    ]
    paths = _output_paths(projects, output) if output is not None else {}
    opened = None if no_memory else open_memory(memory)
    described = []
    failed = untranslated = 0
    try:
        for project in projects:
            described.append(_import(project, opened, paths, as_json=as_json))
            failed += len(project.failures)
            untranslated += sum(len(each.untranslated) for each in project.documents)
    finally:
        if opened is not None:
            opened.close()
    if as_json:
        click.echo(json.dumps({"projects": described}, ensure_ascii=False, indent=2))
    if failed:
        ctx.exit(1)
    if strict and untranslated:
        ctx.exit(3)


def _expand(folders: Sequence[Path]) -> list[Path]:
    """Return the projects: folders with one, or with several in them."""
    from translate_cli.exchange.omegat_settings import PROJECT_FILE

    found: list[Path] = []
    for folder in folders:
        inner = sorted(path.parent for path in folder.glob(f"*/{PROJECT_FILE}"))
        found += [folder] if (folder / PROJECT_FILE).exists() or not inner else inner
    return found


def _import(
    project: ReturnedProject,
    memory: TranslationMemory | None,
    paths: dict[Path, Path],
    *,
    as_json: bool,
) -> dict[str, Any]:
    """Fill the memory, write the documents, and say what was done."""
    from translate_cli.exchange.omegat_return import fill_document

    settings = project.settings
    units = list(project.iter_units())
    new = memory.add(units) if memory is not None else 0
    if memory is not None:
        said = f"{len(units)} translations by people, {new} new or changed in the memory"
        click.echo(f"lugat: {settings.folder}: {said}.", err=True)
    if project.orphans:
        click.echo(
            f"lugat: {settings.folder}: {len(project.orphans)} of them are of texts that no"
            " document has.",
            err=True,
        )
    for _, error in project.failures:
        click.echo(f"lugat: {' '.join(str(error).split())}", err=True)
    documents = []
    for returned in project.documents:
        filled = fill_document(returned, _recall(memory, project))
        path = paths.get(returned.path)
        if path is not None:
            _write(path, returned, filled, settings.target_lang)
            if not as_json:
                click.echo(path)
        _report(path or returned.path, returned, filled)
        documents.append(_describe(returned, filled, path))
    return {
        "path": str(settings.folder),
        "source_lang": settings.source_lang,
        "target_lang": settings.target_lang,
        "units": len(units),
        "changed": new,
        "without_place": len(project.orphans),
        "documents": documents,
        "failures": [str(error) for _, error in project.failures],
    }


def _recall(
    memory: TranslationMemory | None, project: ReturnedProject
) -> Callable[[Sequence[Segment]], list[CodedText | None]]:
    from translate_cli.model import CodedText
    from translate_cli.reuse import MemoryStore

    settings = project.settings
    lang = settings.target_lang

    def recall(segments: Sequence[Segment]) -> list[CodedText | None]:
        if memory is None:
            return [None] * len(segments)
        # No run has this signature: of the memory only the work of people is asked for.
        store = MemoryStore(memory, source_lang=settings.source_lang, signatures={lang: "-"})
        return [
            None if target is None else CodedText(target.text, target.codes)
            for target in store.recall(segments, lang)
        ]

    return recall


def _output_paths(projects: Sequence[ReturnedProject], output: Path) -> dict[Path, Path]:
    """Return where each document goes; InputError where two would have one name."""
    from translate_cli.errors import InputError
    from translate_cli.outputs import Source, make_folder, output_paths

    # A folder even for one document: its name may have a dot in it.
    make_folder(output)
    found: dict[Path, Path] = {}
    for project in projects:
        lang = project.settings.target_lang
        sources = [Source(each.path, Path(each.place.parent)) for each in project.documents]
        named = output_paths(sources, output, project.settings.source_lang, [lang])
        for each, paths in zip(project.documents, named, strict=True):
            if paths[lang] in found.values():
                raise InputError(
                    f"this and a document of another project would both be {paths[lang]}.",
                    where=each.path,
                    hint="Import the projects one by one, each with a folder of its own after -o.",
                )
            found[each.path] = paths[lang]
    return found


def _write(path: Path, returned: ReturnedDocument, filled: Filled, lang: str) -> None:
    from translate_cli.documents.formats import format_document
    from translate_cli.files import atomic_write
    from translate_cli.outputs import make_folder

    data = format_document(returned.document, filled.translations, lang=lang)
    make_folder(path.parent)
    with atomic_write(path) as file:
        file.write(data)


def _report(path: Path, returned: ReturnedDocument, filled: Filled) -> None:
    """Say on stderr whose work a document is, and what to look at."""
    parts = [f"{filled.people} segments by people"]
    for count, reason in (
        (filled.kept, "drafts left as they were"),
        (filled.memory, "left empty, from the memory"),
        (filled.drafts, "left empty, machine drafts"),
        (len(filled.missing), "without any translation"),
    ):
        if count:
            parts.append(f"{count} {reason}")
    click.echo(f"lugat: {path}: {', '.join(parts)}.", err=True)
    for name, problem in returned.changed.items():
        click.echo(f"lugat: {path}: {name}: {problem}.", err=True)


def _describe(returned: ReturnedDocument, filled: Filled, path: Path | None) -> dict[str, Any]:
    return {
        "source": str(returned.path),
        "path": str(path) if path else None,
        "people": filled.people,
        "kept_drafts": filled.kept,
        "memory": filled.memory,
        "machine_drafts": filled.drafts,
        "untranslated": [segment.id for segment in returned.untranslated],
        "missing": list(filled.missing),
        "codes": returned.changed,
    }
