"""What every command that translates has in common: options, engines, memory, progress."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from translate_cli.commands.options import glossary_option, open_memory, refuse_both
from translate_cli.commands.progress import ProgressBar

if TYPE_CHECKING:
    from translate_cli.documents.formats import ReadOptions
    from translate_cli.engine import Route
    from translate_cli.job import Failure, Glossary, Result
    from translate_cli.model import Document
    from translate_cli.outputs import Source
    from translate_cli.reuse import MemoryStore

F = TypeVar("F", bound=Callable[..., Any])

tracked_changes_option = click.option(
    "--tracked-changes",
    type=click.Choice(["refuse", "accept", "reject"]),
    default="refuse",
    show_default=True,
    help="What to do with a document that has tracked changes.",
)

_OPTIONS = (
    click.option("--from", "source_lang", default="az", show_default=True, help="Source language."),
    click.option(
        "--to",
        "langs",
        multiple=True,
        metavar="LANG",
        help="Target language; repeat for several.  [default: en and vi]",
    ),
    glossary_option,
    click.option("--no-glossary", is_flag=True, help="Translate without any glossary."),
    click.option(
        "--enforce",
        type=click.Choice(["strict", "prefer", "check"]),
        default="strict",
        show_default=True,
        help="Force terms, only prefer hypotheses that have them, or only report.",
    ),
    click.option(
        "--explain",
        is_flag=True,
        help="Tell for each term what the model would have said without the glossary, in --json"
        " and the report; translates texts with terms twice.",
    ),
    click.option(
        "--engine",
        "choice",
        type=click.Choice(["auto", "argos", "starter"]),
        default="auto",
        show_default=True,
        help="auto: installed Argos packages, else the starter model.",
    ),
    click.option(
        "--model",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of an Argos package.",
    ),
    click.option(
        "--threads",
        type=click.IntRange(min=0),
        default=0,
        help="CPU threads; 0 = the engine decides.",
    ),
    click.option(
        "--memory",
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="Translation memory to use and to fill; else one in the user's data folder.",
    ),
    click.option("--no-memory", is_flag=True, help="Neither use nor fill a translation memory."),
    click.option(
        "--memory-threshold",
        type=click.IntRange(50, 100),
        default=100,
        show_default=True,
        metavar="PCT",
        help="Use reviewed translations of texts at least this similar.",
    ),
    tracked_changes_option,
    click.option("--recursive", is_flag=True, help="Translate all files in the folders named."),
)


def run_options(function: F) -> F:
    """Add the options of a run to a command; it gets them as keywords for `RunOptions`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of a run, by the names that `run_options` gives them."""

    source_lang: str
    langs: tuple[str, ...]
    glossary: Path | None
    no_glossary: bool
    enforce: str
    explain: bool
    choice: str
    model: Path | None
    threads: int
    memory: Path | None
    no_memory: bool
    memory_threshold: int
    tracked_changes: str
    recursive: bool

    def __post_init__(self) -> None:
        """Refuse options that exclude each other."""
        if self.no_glossary and self.glossary:
            raise click.UsageError("--glossary and --no-glossary exclude each other.")
        refuse_both(self.memory, no_memory=self.no_memory)
        if self.source_lang in self.targets:
            raise click.UsageError(f"--to {self.source_lang} is the source language.")

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the target languages, each once."""
        return tuple(dict.fromkeys(self.langs or ("en", "vi")))

    @property
    def reading(self) -> ReadOptions:
        """Return how documents are read."""
        from translate_cli.documents.formats import ReadOptions

        return ReadOptions(tracked_changes=self.tracked_changes)  # type: ignore[arg-type]

    def find_sources(self, files: Sequence[Path | None]) -> list[Source]:
        """Return the files to translate."""
        from translate_cli.outputs import find_sources

        return find_sources(
            files, recursive=self.recursive, source_lang=self.source_lang, langs=self.targets
        )

    def load_glossary(self) -> Glossary:
        """Return the glossary of the run; an empty one with --no-glossary."""
        from translate_cli.job import Glossary, load_glossary

        return Glossary() if self.no_glossary else load_glossary(self.glossary)


def run_translation(
    options: RunOptions,
    sources: Sequence[Source],
    routes: dict[str, Route],
    terms: Glossary,
    *,
    write: Callable[[int, Result], None],
    read: Callable[[Source], Document] | None = None,
) -> tuple[list[Result], list[Failure], int]:
    """Translate files with a progress bar; return results, failures, and how many were reused."""
    from translate_cli import job
    from translate_cli.pipeline import Translator

    store = None if options.no_memory else open_store(options, routes, terms)
    translator = Translator(
        routes,
        terms.concepts,
        source_lang=options.source_lang,
        mode=options.enforce,  # type: ignore[arg-type]
        store=store,
        explain=options.explain,
    )
    bar = ProgressBar()
    if read is None:

        def read(source: Source) -> Document:
            return read_source(source, options)

    with bar, store or contextlib.nullcontext():
        results, failures = job.translate_sources(
            translator,
            sources,
            read=read,
            write=write,
            on_progress=bar.advance,
            on_failure=lambda failure: bar.say(f"lugat: {' '.join(str(failure.error).split())}"),
        )
    return results, failures, store.reused if store else 0


def open_routes(options: RunOptions) -> dict[str, Route]:
    """Open the engines of every target language, and say which they are."""
    from translate_cli.engine import open_route

    source = options.source_lang
    routes = {
        lang: open_route(
            source,
            lang,
            choice=options.choice,  # type: ignore[arg-type]
            model=options.model,
            threads=options.threads,
        )
        for lang in options.targets
    }
    for lang, route in routes.items():
        advice = (
            f"; for a larger model: lugat models install {source}-{lang}"
            if route.is_starter and options.choice != "starter"
            else ""
        )
        click.echo(f"lugat: {source} → {lang} with {route.name}{advice}", err=True)
    return routes


def open_store(
    options: RunOptions, routes: dict[str, Route], terms: Glossary
) -> MemoryStore | None:
    """Open the memory; without the default one the work goes on, without a named one not."""
    from translate_cli import __version__
    from translate_cli.errors import MemoryStoreError
    from translate_cli.reuse import MemoryStore, sign_run

    try:
        memory = open_memory(options.memory)
    except MemoryStoreError as exc:
        if options.memory is not None:
            raise
        click.echo(f"lugat: {exc} Translating without it.", err=True)
        return None
    signatures = {
        lang: sign_run(
            models=[engine.signature for engine in route.engines],
            glossary_sha256=terms.sha256,
            enforce=options.enforce,
            version=__version__,
        )
        for lang, route in routes.items()
    }
    return MemoryStore(
        memory,
        source_lang=options.source_lang,
        signatures=signatures,
        threshold=options.memory_threshold,
    )


def read_source(source: Source, options: RunOptions) -> Document:
    """Read a file, and say what is to be said about it."""
    from translate_cli.documents.formats import parse_document, read_document

    if source.path is None:
        if sys.stdin.isatty():
            click.echo("Reading standard input; end with Ctrl-D.", err=True)
        document = parse_document(sys.stdin.buffer.read(), options.source_lang)
    else:
        document = read_document(source.path, options.source_lang, options=options.reading)
    for notice in document.notices:
        click.echo(f"lugat: {notice}", err=True)
    return document


def report_failures(ctx: click.Context, failures: Sequence[Failure], count: int) -> None:
    """Say how many files failed, and exit with 1 where any did."""
    if failures:
        said = f"{len(failures)} of {count} files"
        click.echo(f"lugat: {said} could not be translated; the others are done.", err=True)
        ctx.exit(1)
