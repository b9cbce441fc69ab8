"""`lugat export omegat`: a project that opens in OmegaT at once."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from translate_cli.commands import run
from translate_cli.commands.options import examples, open_suggester, parse_locale

if TYPE_CHECKING:
    from translate_cli.exchange.omegat_project import Drafts, ProjectCounts
    from translate_cli.job import Result
    from translate_cli.outputs import Source


@click.command(
    epilog=examples(
        "lugat export omegat project/ --source policy.az.docx --to en",
        "lugat export omegat project/ --source docs/ --recursive --to vi --drafts mt --inflected",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--source",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Document to translate; repeat for several.",
)
@click.option(
    "--drafts",
    type=click.Choice(["auto", "mt"]),
    default="auto",
    show_default=True,
    help="Fill segments with machine drafts, or only offer these beside them.",
)
@click.option(
    "--inflected",
    is_flag=True,
    help="Add the inflected forms of Azerbaijani terms to the glossary.",
)
@click.option(
    "--keep-tags",
    is_flag=True,
    help="Show formatting as tags; drafts then do not fill segments that have any.",
)
@click.option(
    "--locale",
    "locales",
    multiple=True,
    metavar="LANG=CODE",
    help="Language code for OmegaT.  [default: az=AZ en=EN-GB vi=VI]",
)
@click.option("--force", is_flag=True, help="Replace files of the same names in DIR.")
@run.run_options
@click.pass_context
def omegat(
    ctx: click.Context,
    /,
    folder: Path,
    files: tuple[Path, ...],
    drafts: Drafts,
    inflected: bool,
    keep_tags: bool,
    locales: tuple[str, ...],
    force: bool,
    **options: Any,
) -> None:
    """Translate documents into a project for OmegaT in DIR: drafts, glossary, segmentation.

    With several target languages, DIR gets a project for each: DIR/az-en and so on. Formatting is
    hidden in OmegaT and comes back with: lugat import omegat DIR -o final/.
    """
    from translate_cli.exchange.omegat_project import check_project

    chosen = run.RunOptions(**options)
    codes = dict(parse_locale(text) for text in locales)
    sources = chosen.find_sources(files)
    folders = {
        lang: folder if len(chosen.targets) == 1 else folder / f"{chosen.source_lang}-{lang}"
        for lang in chosen.targets
    }
    places = [(_place(source), source.path) for source in sources if source.path is not None]
    for one in folders.values():
        check_project(one, places, force=force)
    terms = chosen.load_glossary()
    routes = run.open_routes(chosen)
    results, failures, reused = run.run_translation(
        chosen, sources, routes, terms, write=lambda number, result: None
    )
    offering = open_suggester(
        chosen.memory, source_lang=chosen.source_lang, no_memory=chosen.no_memory
    )
    with offering as suggest:
        made = {
            one: _write(
                one,
                results,
                source_lang=chosen.source_lang,
                target_lang=lang,
                concepts=terms.concepts,
                drafts=drafts,
                inflected=inflected,
                keep_tags=keep_tags,
                locales=codes,
                reading=chosen.reading,
                glossary_sha256=terms.sha256,
                model=routes[lang].name,
                suggest=suggest,
                force=force,
            )
            for lang, one in folders.items()
        }
    for one, counts in made.items():
        click.echo(one)
        _report(one, counts, drafts)
    if reused:
        click.echo(f"lugat: {reused} translations taken from the memory.", err=True)
    run.report_failures(ctx, failures, len(sources))


def _place(source: Source) -> PurePosixPath:
    name = source.path.name if source.path else "stdin.txt"
    return PurePosixPath(source.folder.as_posix()) / name


def _write(folder: Path, results: list[Result], **options: Any) -> ProjectCounts:
    from datetime import UTC, datetime

    from translate_cli import __version__
    from translate_cli.errors import InputError
    from translate_cli.exchange.omegat_project import ProjectFile, write_project

    found = [
        ProjectFile(
            result.source.path,
            _place(result.source),
            result.document,
            result.units,
        )
        for result in results
        if result.source.path is not None and result.units
    ]
    if not found:
        raise InputError("there is no text to translate in the documents.", where=folder)
    return write_project(
        folder, found, version=__version__, created_at=datetime.now(UTC), **options
    )


def _report(folder: Path, counts: ProjectCounts, drafts: str) -> None:
    parts = [f"{counts.files} files", f"{counts.drafts} drafts in tm/{drafts}"]
    if counts.reviewed:
        parts.append(f"{counts.reviewed} reviewed translations in tm/auto")
    if counts.fuzzy:
        parts.append(f"{counts.fuzzy} for similar texts in tm/penalty-030")
    if counts.similar:
        parts.append(f"{counts.similar} translations of similar texts in tm")
    click.echo(f"lugat: {folder}: {', '.join(parts)}.", err=True)
    if counts.stand_ins:
        click.echo(
            "lugat: OmegaT does not open these formats; their texts stand for them:"
            f" {', '.join(counts.stand_ins)}.",
            err=True,
        )
