"""`lugat translate`: the main job."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.commands import run
from translate_cli.commands.options import examples, open_suggester, parse_locale

if TYPE_CHECKING:
    from translate_cli.job import Result
    from translate_cli.report import ReportSummary


@click.command(
    epilog=examples(
        "lugat translate policy.az.txt --to en --to vi -o out/ --tmx out/ --report out/report.html",
        "lugat translate docs/ --recursive -o out/",
        'echo "Kibercinayətkarlıq artıb." | lugat translate --to en',
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Folder (or with one file and one language, file) to write to; else beside the source.",
)
@run.run_options
@click.option("--strict", is_flag=True, help="Exit with 3 when a term is missing or forbidden.")
@click.option(
    "--tmx", type=click.Path(path_type=Path), metavar="DIR|FILE", help="Write a TMX per pair."
)
@click.option(
    "--multilingual", is_flag=True, help="One TMX for all languages; Trados does not read it."
)
@click.option(
    "--locale",
    "locales",
    multiple=True,
    metavar="LANG=CODE",
    help="Language code to write into TMX, such as en=en-GB; repeat for several.",
)
@click.option(
    "--xliff",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Write an XLIFF 1.2 for review per document and pair.",
)
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE.html", help="Write an HTML report."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def translate(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    output: Path | None,
    strict: bool,
    tmx: Path | None,
    multilingual: bool,
    locales: tuple[str, ...],
    xliff: Path | None,
    report: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Translate FILES ("-" or none: standard input) and enforce the glossary.

    NAME.az.txt becomes NAME.en.txt and NAME.vi.txt. Standard input with one --to goes to standard
    output. With --recursive, the files of a folder keep their places below the output folder.
    A file that fails does not stop the others.
    """
    from datetime import UTC, datetime

    from translate_cli import __version__, job, outputs
    from translate_cli.report import summarise, write_report

    chosen = run.RunOptions(**options)
    codes = dict(parse_locale(text) for text in locales)
    if tmx or codes:
        # Readers and writers of CAT files are loaded by those who want them.
        from translate_cli.exchange.tmx import resolve_locales

        resolve_locales(chosen.source_lang, chosen.targets, codes)
    watch = job.Stopwatch()
    paths: list[Path | None] = [None if str(p) == "-" else p for p in files] or [None]
    sources = chosen.find_sources(paths)
    first = [run.read_source(sources[0], chosen)] if len(sources) == 1 else []
    lang, targets = chosen.source_lang, chosen.targets
    to_stdout = paths == [None] and len(targets) == 1 and output is None
    named = (
        [{} for _ in sources]
        if to_stdout or (as_json and output is None)
        else outputs.output_paths(sources, output, lang, targets)
    )
    extra = outputs.exchange_paths(sources, tmx, report, lang, targets, multilingual=multilingual)
    reviews = []
    if xliff:
        from translate_cli.xliff_files import write_xliff_files, xliff_paths

        reviews = xliff_paths(sources, xliff, source_lang=lang, langs=targets)
    # What cannot be written is found out before an hour of translating, not after it.
    for path in [*extra, *(path for each in [*named, *reviews] for path in each.values())]:
        outputs.make_folder(path.parent)
    terms = chosen.load_glossary()
    routes = run.open_routes(chosen)
    results, failures, reused = run.run_translation(
        chosen,
        sources,
        routes,
        terms,
        write=lambda number, result: job.write_translations(result, named[number]),
        read=lambda source: first.pop() if first else run.read_source(source, chosen),
    )
    now = datetime.now(UTC)
    engines = {target: route.name for target, route in routes.items()}
    model_name = ", ".join(dict.fromkeys(engines.values()))
    offering = open_suggester(
        chosen.memory,
        source_lang=lang,
        no_memory=chosen.no_memory or not (results and (tmx or reviews)),
    )
    with offering as suggest:
        if tmx and results:
            job.write_tmx_files(
                results,
                tmx,
                source_lang=lang,
                langs=targets,
                created_at=now,
                glossary=terms,
                model=model_name,
                multilingual=multilingual,
                locales=codes,
                suggest=suggest,
            )
        if reviews and results:
            write_xliff_files(
                results,
                [reviews[sources.index(result.source)] for result in results],
                source_lang=lang,
                created_at=now,
                glossary=terms,
                model=model_name,
                suggest=suggest,
            )
    pairs = [(result.document, result.units) for result in results]
    summary = summarise(
        pairs,
        source_lang=lang,
        target_langs=targets,
        engine=model_name,
        version=__version__,
        created_at=now,
        seconds=watch.seconds,
        glossary=terms.path.name if terms.path else "",
        glossary_sha256=terms.sha256,
        model=model_name,
        options={"enforce": chosen.enforce, "engine": chosen.choice},
    )
    if report and results:
        write_report(report, pairs, summary=summary)
    if as_json:
        data = job.to_json(results, source_lang=lang, engines=engines)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif to_stdout:
        sys.stdout.buffer.write(job.format_translation(results[0], targets[0]))
    forbidden = _count_forbidden(results)
    _print_summary(summary, forbidden, files=len(sources), reused=reused, err=as_json or to_stdout)
    run.report_failures(ctx, failures, len(sources))
    if strict and (summary.terms_missing or forbidden):
        ctx.exit(3)


def _count_forbidden(results: list[Result]) -> int:
    return sum(
        issue.code == "term-forbidden"
        for result in results
        for unit in result.units
        for target in unit.targets.values()
        for issue in target.issues
    )


def _print_summary(
    summary: ReportSummary, forbidden: int, *, files: int, reused: int, err: bool
) -> None:
    count = f"{files} files, " if files > 1 else ""
    lines = [
        f"{count}{summary.segments} segments, {summary.words} words, {summary.seconds:.1f} s,"
        f" engine {summary.engine}",
        f"terms: {summary.terms_found} found in the source; in the translations"
        f" {summary.terms_preferred + summary.terms_admitted} right"
        f" ({summary.terms_enforced} of them enforced), {summary.terms_missing} unsatisfied"
        + (f", {forbidden} forbidden forms" if forbidden else ""),
    ]
    if reused:
        lines.append(f"memory: {reused} translations taken from it")
    for line in lines:
        click.echo(line, err=err)
