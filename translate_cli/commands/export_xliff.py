"""`lugat export xliff`: drafts for review in XLIFF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.commands import run
from translate_cli.commands.options import examples, open_suggester

if TYPE_CHECKING:
    from translate_cli.exchange.xliff import XliffVersion
    from translate_cli.job import Result


@click.command(
    epilog=examples(
        "lugat export xliff policy.az.docx --to en -o review/",
        "lugat export xliff docs/ --recursive --to vi -o review/all.xlf",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Folder to write to, or one .xlf file for all documents; else beside the source.",
)
@click.option(
    "--xliff-version",
    "version",
    type=click.Choice(["1.2", "2.0"]),
    default="1.2",
    show_default=True,
    help="1.2 is what most tools open.",
)
@run.run_options
@click.pass_context
def xliff(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    output: Path | None,
    version: XliffVersion,
    **options: Any,
) -> None:
    """Translate FILES into XLIFF drafts, NAME.az-en.xlf, for review in any translation tool.

    Terms and problems stand in the notes of each unit, its state says whether a person has seen it;
    what people made of similar texts is offered beside the draft. Bring the reviewed file back
    with: lugat import xliff.
    """
    from datetime import UTC, datetime

    from translate_cli.errors import InputError
    from translate_cli.outputs import make_folder
    from translate_cli.xliff_files import write_xliff_files, xliff_paths

    chosen = run.RunOptions(**options)
    sources = chosen.find_sources(files)
    paths = xliff_paths(sources, output, source_lang=chosen.source_lang, langs=chosen.targets)
    for path in {path for named in paths for path in named.values()}:
        make_folder(path.parent)
    terms = chosen.load_glossary()
    routes = run.open_routes(chosen)
    model = ", ".join(dict.fromkeys(route.name for route in routes.values()))
    shared = len(sources) > 1 and paths[0] == paths[1]
    units = removed = offered = 0

    def save(results: list[Result], named: list[dict[str, Path]]) -> None:
        nonlocal units, removed, offered
        with open_suggester(
            chosen.memory, source_lang=chosen.source_lang, no_memory=chosen.no_memory
        ) as suggest:
            written = write_xliff_files(
                results,
                named,
                source_lang=chosen.source_lang,
                created_at=datetime.now(UTC),
                glossary=terms,
                model=model,
                version=version,
                suggest=suggest,
            )
        for path, counts in written.items():
            click.echo(path)
            units += counts.units
            removed += counts.characters_removed
            offered += counts.offered

    def write(number: int, result: Result) -> None:
        if not result.units:
            raise InputError("there is no text to review in it.", where=result.source.path)
        if not shared:
            save([result], [paths[number]])

    results, failures, reused = run.run_translation(chosen, sources, routes, terms, write=write)
    if shared and results:
        save(results, [paths[0]] * len(results))
    notes = [f"{units} units to review"]
    if reused:
        notes.append(f"{reused} of them from the memory")
    if offered:
        notes.append(f"{offered} translations of similar texts offered")
    if removed:
        notes.append(f"{removed} characters that XML forbids left out")
    click.echo(f"lugat: {', '.join(notes)}.", err=True)
    run.report_failures(ctx, failures, len(sources))
