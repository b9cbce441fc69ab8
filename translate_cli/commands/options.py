"""Options that several commands share."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from translate_cli.memory import TranslationMemory
    from translate_cli.reuse import Suggester

F = TypeVar("F", bound=Callable[..., Any])

glossary_option = click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Glossary to use; else ./terms.tsv, else the shipped one.",
)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def memory_to_fill(without: str) -> Callable[[F], F]:
    """Return what adds --memory and --no-memory to a command; `without` explains the latter."""

    def add(function: F) -> F:
        function = click.option("--no-memory", is_flag=True, help=without)(function)
        return click.option(
            "--memory",
            type=click.Path(path_type=Path),
            metavar="PATH",
            help="Translation memory to fill; else one in the user's data folder.",
        )(function)

    return add


def refuse_both(memory: Path | None, *, no_memory: bool) -> None:
    """Raise the usage error of --memory together with --no-memory."""
    if memory is not None and no_memory:
        raise click.UsageError("--memory and --no-memory exclude each other.")


def examples(*lines: str) -> str:
    """Return an epilog with examples; the mark keeps click from joining the lines."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def parse_locale(text: str) -> tuple[str, str]:
    """Split LANG=CODE; a usage error for anything else.

    >>> parse_locale("az=az-AZ")
    ('az', 'az-AZ')
    """
    lang, _, code = text.partition("=")
    if not lang.isalpha() or not code.replace("-", "").isalnum():
        raise click.BadParameter(f"“{text}” is not LANG=CODE, such as en=en-GB")
    return lang, code


def open_memory(path: Path | None, *, read_only: bool = False) -> TranslationMemory:
    """Open the translation memory named, else the one in the user's data folder."""
    from translate_cli.memory import TranslationMemory
    from translate_cli.memory_schema import default_memory

    return TranslationMemory(path or default_memory(), read_only=read_only)


@contextlib.contextmanager
def open_suggester(
    path: Path | None, *, source_lang: str, no_memory: bool = False
) -> Iterator[Suggester | None]:
    """Open what finds the work of people for similar texts; None where there is none.

    A memory that cannot be opened was named when the run began.
    """
    from translate_cli.errors import MemoryStoreError
    from translate_cli.reuse import Suggester

    with contextlib.ExitStack() as stack:
        found: Suggester | None = None
        with contextlib.suppress(MemoryStoreError):
            if not no_memory:
                memory = stack.enter_context(open_memory(path, read_only=True))
                if memory.has_work_of_people():
                    found = Suggester(memory, source_lang=source_lang)
        yield found
