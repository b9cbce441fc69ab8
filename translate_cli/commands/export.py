"""The commands `lugat export …`: files for translators and their tools."""

from __future__ import annotations

import click

from translate_cli.commands.export_omegat import omegat
from translate_cli.commands.export_xliff import xliff
from translate_cli.commands.options import examples


@click.group(epilog=examples("lugat export xliff policy.az.docx --to en -o review/"))
def export() -> None:
    """Translate documents into files that translators review in their own tools."""


for command in (xliff, omegat):
    export.add_command(command)
