"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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
