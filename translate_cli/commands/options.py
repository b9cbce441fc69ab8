"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from translate_cli.memory import TranslationMemory

glossary_option = click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Glossary to use; else ./terms.tsv, else the shipped one.",
)


def examples(*lines: str) -> str:
    """Return an epilog with examples; the mark keeps click from joining the lines."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def parse_locale(text: str) -> tuple[str, str]:
    """Split LANG=CODE; a usage error for anything else.

    >>> parse_locale("az=az-AZ")
    ('az', 'az-AZ')
    """
    lang, mark, code = text.partition("=")
    if not (lang and mark and code):
        raise click.BadParameter(f"“{text}” is not LANG=CODE, such as en=en-GB")
    return lang, code


def open_memory(path: Path | None, *, read_only: bool = False) -> TranslationMemory:
    """Open the translation memory named, else the one in the user's data folder."""
    from translate_cli.memory import TranslationMemory
    from translate_cli.memory_schema import default_memory

    return TranslationMemory(path or default_memory(), read_only=read_only)
