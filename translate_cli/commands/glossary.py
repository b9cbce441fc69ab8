"""The commands `lugat glossary …`: look up, edit, check and exchange the termbase."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from glossary.columns import COLUMNS, OPTIONAL_COLUMNS
from glossary.model import LANGS, Concept, ConceptStatus
from translate_cli.commands.glossary_common import (
    database_option,
    describe,
    echo_json,
    open_termbase,
    read_table,
    short_line,
    show_cell,
)
from translate_cli.commands.glossary_edit import add, edit, history, remove
from translate_cli.commands.glossary_files import diff, export, import_file, lint
from translate_cli.commands.glossary_suggest import suggest
from translate_cli.commands.options import examples, glossary_option, json_option


@click.group(epilog=examples('lugat glossary find "tội phạm mạng"', "lugat glossary lint"))
def glossary() -> None:
    """Look up, edit, check and exchange the glossary.

    The glossary is a table, terms.tsv; a spreadsheet or an editor may change it as well.
    """


@glossary.command(name="list", epilog=examples("lugat glossary list --domain cyber"))
@click.option("--domain", metavar="NAME", help="Only concepts of this domain.")
@click.option(
    "--status", type=click.Choice(get_args(ConceptStatus)), help="Only concepts of this status."
)
@glossary_option
@json_option
def list_concepts(
    domain: str | None, status: str | None, glossary: Path | None, as_json: bool
) -> None:
    """List the concepts: id and preferred terms, separated by tabs."""
    table = read_table(glossary)
    concepts = [
        concept
        for concept in table.concepts
        if domain in (None, concept.domain) and status in (None, concept.status)
    ]
    if as_json:
        echo_json({"path": str(table.path), "concepts": [describe(c, table) for c in concepts]})
        return
    for concept in concepts:
        click.echo(short_line(concept))


@glossary.command(epilog=examples("lugat glossary show cybercrime"))
@click.argument("concept_id", metavar="ID")
@glossary_option
@json_option
def show(concept_id: str, glossary: Path | None, as_json: bool) -> None:
    """Show everything about the concept ID."""
    table = read_table(glossary)
    concept = table.concept(concept_id)
    if as_json:
        echo_json(describe(concept, table))
        return
    cells = table.cells(concept_id)
    names = [name for name in (*COLUMNS, *OPTIONAL_COLUMNS) if name in cells]
    names += [name for name in cells if name not in names]
    for name in names:
        if cells[name]:
            click.echo(f"{name + ':':<16}{show_cell(cells[name])}")
    click.echo(f"{'line:':<16}{table.line_number(concept_id)} of {table.path}")


@glossary.command(
    epilog=examples(
        "lugat glossary find kibercinayetkarliq",
        'lugat glossary find "toi pham mang" --limit 3',
        'lugat glossary find "Milli Məclis" --full-text',
    )
)
@click.argument("text")
@click.option("--lang", type=click.Choice(LANGS), help="Compare with terms of this language only.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Show so many."
)
@click.option(
    "--full-text", is_flag=True, help="Find words in definitions, notes and sources as well."
)
@glossary_option
@database_option
@json_option
def find(
    text: str,
    lang: str | None,
    limit: int,
    full_text: bool,
    glossary: Path | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Find concepts by TEXT in any of the languages, also misspelt or without diacritics."""
    from glossary.search import find_concepts

    if full_text and lang is not None:
        raise click.UsageError("--full-text searches all languages: leave --lang out.")
    if database is not None and not full_text:
        raise click.UsageError("--database is used with --full-text only.")
    found: list[tuple[Concept, str, str, float | None]]
    if full_text:
        base = open_termbase(glossary, database)
        texts = base.search(text, limit=limit)
        found = [(hit.concept, hit.field, hit.text, None) for hit in texts]
    else:
        concepts = read_table(glossary).concepts
        hits = find_concepts(concepts, text, lang=lang, limit=limit)
        found = [(hit.concept, hit.term.lang, hit.term.text, hit.score) for hit in hits]
    if as_json:
        keys = ("field", "text", "score")
        echo_json(
            {"hits": [dict(zip(keys, hit[1:], strict=True)) | describe(hit[0]) for hit in found]}
        )
        return
    for concept, field, where, _ in found:
        click.echo(f"{short_line(concept)}\t{field}: {show_cell(where)}")
    if not found:
        click.echo(f"lugat: nothing like “{text}” is in the glossary.", err=True)


for command in (add, edit, remove, import_file, export, lint, diff, history, suggest):
    glossary.add_command(command)
