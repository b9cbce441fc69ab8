"""What the commands `lugat glossary …` share: options, and how concepts are shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from glossary.columns import COLUMNS, OPTIONAL_COLUMNS
from glossary.merge import CellChange
from glossary.model import LANGS, Concept
from glossary.store import Termbase
from glossary.tsv import TermTable

F = TypeVar("F", bound=Callable[..., Any])

database_option = click.option(
    "--database",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Database of history and full-text search; else one in the user's data folder.",
)


def open_termbase(glossary: Path | None, database: Path | None) -> Termbase:
    """Open the termbase that `--glossary` and `--database` name."""
    from glossary.shipped import find_termbase

    return Termbase(find_termbase(glossary), database=database)


def read_table(glossary: Path | None) -> TermTable:
    """Read the termbase that `--glossary` names."""
    from glossary.shipped import find_termbase
    from glossary.tsv import read_tsv

    return read_tsv(find_termbase(glossary))


def echo_json(data: object) -> None:
    """Print data as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def echo_notices(base: Termbase) -> None:
    """Print on standard error what the termbase has to say about the last edit."""
    for notice in base.notices:
        click.echo(f"lugat: {notice}", err=True)


def short_line(concept: Concept) -> str:
    """Return a concept on one line: id and preferred terms, separated by tabs."""
    terms = (concept.preferred(lang) for lang in LANGS)
    return "\t".join((concept.id, *(term.text if term else "" for term in terms)))


def describe(concept: Concept, table: TermTable | None = None) -> dict[str, Any]:
    """Return a concept as data for JSON, with its line and its foreign cells where known."""
    from glossary.exchange.json_file import concept_to_dict

    data = concept_to_dict(concept)
    if table is not None:
        data["line"] = table.line_number(concept.id)
        data["other"] = foreign_cells(table, concept.id)
    return data


def foreign_cells(table: TermTable, concept_id: str) -> dict[str, str]:
    """Return the cells of a row that are not ours."""
    known = {*COLUMNS, *OPTIONAL_COLUMNS}
    cells = table.cells(concept_id)
    return {name: value for name, value in cells.items() if name not in known}


def describe_change(change: CellChange) -> dict[str, str]:
    """Return a changed cell as data for JSON."""
    return {
        "action": change.action,
        "concept": change.concept,
        "column": change.column,
        "old": change.old,
        "new": change.new,
    }


def echo_changes(changes: Sequence[CellChange]) -> None:
    """Print changed cells for people, grouped by concept."""
    signs = {"add": "+", "remove": "-", "edit": "~"}
    last = None
    for change in changes:
        if change.concept != last:
            click.echo(f"{signs[change.action]} {change.concept}")
            last = change.concept
        if change.column != "id":
            click.echo(f"    {change.column}: {show_cell(change.old)} → {show_cell(change.new)}")


def show_cell(value: str) -> str:
    """Return a cell on one line; an empty one as a sign that can be seen."""
    return " ".join(value.split()) or "∅"


def show_time(moment: datetime) -> str:
    """Return a UTC time as 2026-03-02T09:30:00Z."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
