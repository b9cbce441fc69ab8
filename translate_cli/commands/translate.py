"""`lugat translate`: the main job."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate_cli.commands.options import examples, glossary_option
from translate_cli.commands.progress import ProgressBar

if TYPE_CHECKING:
    from translate_cli.documents.formats import ReadOptions
    from translate_cli.engine import Route
    from translate_cli.job import Glossary
    from translate_cli.model import Document
    from translate_cli.outputs import Source
    from translate_cli.report import ReportSummary
    from translate_cli.reuse import MemoryStore


@click.command(
    epilog=examples(
        "lugat translate policy.az.txt --to en --to vi -o out/ --tmx out/ --report out/report.html",
        "lugat translate docs/ --recursive -o out/",
        'echo "Kibercinayətkarlıq artıb." | lugat translate --to en',
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--from", "source_lang", default="az", show_default=True, help="Source language.")
@click.option(
    "--to",
    "langs",
    multiple=True,
    metavar="LANG",
    help="Target language; repeat for several.  [default: en and vi]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Folder (or with one file and one language, file) to write to; else beside the source.",
)
@glossary_option
@click.option("--no-glossary", is_flag=True, help="Translate without any glossary.")
@click.option(
    "--enforce",
    type=click.Choice(["strict", "prefer", "check"]),
    default="strict",
    show_default=True,
    help="Force terms, only prefer hypotheses that have them, or only report.",
)
@click.option("--strict", is_flag=True, help="Exit with 3 when a term is missing or forbidden.")
@click.option(
    "--engine",
    "choice",
    type=click.Choice(["auto", "argos", "starter"]),
    default="auto",
    show_default=True,
    help="auto: installed Argos packages, else the starter model.",
)
@click.option(
    "--model", type=click.Path(path_type=Path), metavar="DIR", help="Folder of an Argos package."
)
@click.option(
    "--threads", type=click.IntRange(min=0), default=0, help="CPU threads; 0 = the engine decides."
)
@click.option(
    "--memory",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Translation memory to use and to fill; else one in the user's data folder.",
)
@click.option("--no-memory", is_flag=True, help="Neither use nor fill a translation memory.")
@click.option(
    "--memory-threshold",
    type=click.IntRange(50, 100),
    default=100,
    show_default=True,
    metavar="PCT",
    help="Use reviewed translations of texts at least this similar.",
)
@click.option(
    "--tracked-changes",
    type=click.Choice(["refuse", "accept", "reject"]),
    default="refuse",
    show_default=True,
    help="What to do with a document that has tracked changes.",
)
@click.option(
    "--tmx", type=click.Path(path_type=Path), metavar="DIR|FILE", help="Write a TMX per pair."
)
@click.option(
    "--report", type=click.Path(path_type=Path), metavar="FILE.html", help="Write an HTML report."
)
@click.option("--recursive", is_flag=True, help="Translate all files in the folders named.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.pass_context
def translate(
    ctx: click.Context,
    files: tuple[Path, ...],
    source_lang: str,
    langs: tuple[str, ...],
    output: Path | None,
    glossary: Path | None,
    no_glossary: bool,
    enforce: str,
    strict: bool,
    choice: str,
    model: Path | None,
    threads: int,
    memory: Path | None,
    no_memory: bool,
    memory_threshold: int,
    tracked_changes: str,
    tmx: Path | None,
    report: Path | None,
    recursive: bool,
    as_json: bool,
) -> None:
    """Translate FILES ("-" or none: standard input) and enforce the glossary.

    NAME.az.txt becomes NAME.en.txt and NAME.vi.txt. Standard input with one --to goes to standard
    output. With --recursive, the files of a folder keep their places below the output folder.
    A file that fails does not stop the others.
    """
    from datetime import UTC, datetime

    from translate_cli import __version__, job, outputs
    from translate_cli.documents.formats import ReadOptions
    from translate_cli.pipeline import Translator
    from translate_cli.report import summarise, write_report

    if no_glossary and glossary:
        raise click.UsageError("--glossary and --no-glossary exclude each other.")
    if no_memory and memory:
        raise click.UsageError("--memory and --no-memory exclude each other.")
    targets = tuple(dict.fromkeys(langs or ("en", "vi")))
    if source_lang in targets:
        raise click.UsageError(f"--to {source_lang} is the source language.")
    watch = job.Stopwatch()
    paths: list[Path | None] = [None if str(p) == "-" else p for p in files] or [None]
    sources = outputs.find_sources(
        paths, recursive=recursive, source_lang=source_lang, langs=targets
    )
    reading = ReadOptions(tracked_changes=tracked_changes)  # type: ignore[arg-type]
    first = [_read(sources[0], source_lang, reading)] if len(sources) == 1 else []
    to_stdout = paths == [None] and len(targets) == 1 and output is None
    named = (
        [{} for _ in sources]
        if to_stdout or (as_json and output is None)
        else outputs.output_paths(sources, output, source_lang, targets)
    )
    extra = outputs.exchange_paths(sources, tmx, report, source_lang, targets)
    # What cannot be written is found out before an hour of translating, not after it.
    for path in [*extra, *(path for each in named for path in each.values())]:
        outputs.make_folder(path.parent)
    terms = job.Glossary() if no_glossary else job.load_glossary(glossary)
    routes = _open_routes(source_lang, targets, choice, model, threads)
    store = (
        None
        if no_memory
        else _open_store(memory, routes, terms, source_lang, enforce, memory_threshold)
    )
    translator = Translator(
        routes,
        terms.concepts,
        source_lang=source_lang,
        mode=enforce,  # type: ignore[arg-type]
        store=store,
    )
    bar = ProgressBar()
    with bar, store or contextlib.nullcontext():
        results, failures = job.translate_sources(
            translator,
            sources,
            read=lambda source: first.pop() if first else _read(source, source_lang, reading),
            write=lambda number, result: job.write_translations(result, named[number]),
            on_progress=bar.advance,
            on_failure=lambda failure: bar.say(f"lugat: {' '.join(str(failure.error).split())}"),
        )
    now = datetime.now(UTC)
    engines = {lang: route.name for lang, route in routes.items()}
    model_name = ", ".join(dict.fromkeys(engines.values()))
    if tmx and results:
        job.write_tmx_files(
            results,
            tmx,
            source_lang=source_lang,
            langs=targets,
            created_at=now,
            glossary=terms,
            model=model_name,
        )
    pairs = [(result.document, result.units) for result in results]
    summary = summarise(
        pairs,
        source_lang=source_lang,
        target_langs=targets,
        engine=model_name,
        version=__version__,
        created_at=now,
        seconds=watch.seconds,
        glossary=terms.path.name if terms.path else "",
        glossary_sha256=terms.sha256,
        model=model_name,
        options={"enforce": enforce, "engine": choice},
    )
    if report and results:
        write_report(report, pairs, summary=summary)
    if as_json:
        data = job.to_json(results, source_lang=source_lang, engines=engines)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif to_stdout:
        sys.stdout.buffer.write(job.format_translation(results[0], targets[0]))
    forbidden = sum(
        issue.code == "term-forbidden"
        for result in results
        for unit in result.units
        for target in unit.targets.values()
        for issue in target.issues
    )
    _print_summary(
        summary,
        forbidden,
        files=len(sources),
        reused=store.reused if store else 0,
        err=as_json or to_stdout,
    )
    if failures:
        count = f"{len(failures)} of {len(sources)} files"
        click.echo(f"lugat: {count} could not be translated; the others are done.", err=True)
        ctx.exit(1)
    if strict and (summary.terms_missing or forbidden):
        ctx.exit(3)


def _open_store(
    path: Path | None,
    routes: dict[str, Route],
    terms: Glossary,
    source_lang: str,
    enforce: str,
    threshold: int,
) -> MemoryStore | None:
    """Open the memory; without the default one the work goes on, without a named one not."""
    from translate_cli import __version__
    from translate_cli.errors import MemoryStoreError
    from translate_cli.memory import TranslationMemory
    from translate_cli.memory_schema import default_memory
    from translate_cli.reuse import MemoryStore, sign_run

    try:
        memory = TranslationMemory(path or default_memory())
    except MemoryStoreError as exc:
        if path is not None:
            raise
        click.echo(f"lugat: {exc} Translating without it.", err=True)
        return None
    signatures = {
        lang: sign_run(
            models=[engine.signature for engine in route.engines],
            glossary_sha256=terms.sha256,
            enforce=enforce,
            version=__version__,
        )
        for lang, route in routes.items()
    }
    return MemoryStore(memory, source_lang=source_lang, signatures=signatures, threshold=threshold)


def _read(source: Source, source_lang: str, options: ReadOptions) -> Document:
    from translate_cli.documents.formats import parse_document, read_document

    if source.path is None:
        if sys.stdin.isatty():
            click.echo("Reading standard input; end with Ctrl-D.", err=True)
        document = parse_document(sys.stdin.buffer.read(), source_lang)
    else:
        document = read_document(source.path, source_lang, options=options)
    for notice in document.notices:
        click.echo(f"lugat: {notice}", err=True)
    return document


def _open_routes(
    source_lang: str, targets: tuple[str, ...], choice: str, model: Path | None, threads: int
) -> dict[str, Route]:
    from translate_cli.engine import open_route

    routes = {
        lang: open_route(source_lang, lang, choice=choice, model=model, threads=threads)  # type: ignore[arg-type]
        for lang in targets
    }
    for lang, route in routes.items():
        advice = (
            f"; for a larger model: lugat models install {source_lang}-{lang}"
            if route.is_starter and choice != "starter"
            else ""
        )
        click.echo(f"lugat: {source_lang} → {lang} with {route.name}{advice}", err=True)
    return routes


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
