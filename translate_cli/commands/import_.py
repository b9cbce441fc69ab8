"""The commands `lugat import …`: what translators made of a draft comes back."""

from __future__ import annotations

import click

from translate_cli.commands.import_omegat import omegat
from translate_cli.commands.import_xliff import xliff
from translate_cli.commands.options import examples


@click.group(name="import", epilog=examples("lugat import xliff review/policy.az-en.xlf"))
def import_() -> None:
    """Bring the work of translators back into the memory and the document."""


for command in (xliff, omegat):
    import_.add_command(command)
