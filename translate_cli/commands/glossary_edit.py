"""Commands that change single concepts: add, edit, remove; and history, which shows it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from glossary.columns import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    TermbaseProblemsError,
    concept_from_cells,
)
from glossary.errors import GlossaryError
from glossary.model import Concept
from glossary.store import Change, Termbase
from glossary.tsv import TermTable
from translate_cli.commands.glossary_common import (
    database_option,
    describe,
    echo_json,
    echo_notices,
    open_termbase,
    short_line,
    show_cell,
    show_time,
)
from translate_cli.commands.options import examples, glossary_option, json_option

_KNOWN: Final = (*COLUMNS, *OPTIONAL_COLUMNS)
_HEAD: Final = """\
# One line a column; “|” separates the preferred form (first) from admitted ones.
# A line that begins with a space continues the line above. Save and close; an empty file
# changes nothing.
"""

set_option = click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar='COLUMN="VALUE"',
    help="Set a cell; repeat it for several. “|” separates forms, the preferred one first.",
)


def parse_assignments(values: Sequence[str], columns: Iterable[str]) -> dict[str, str]:
    """Read COLUMN=VALUE options; raise a usage error for an unknown column."""
    known = [name for name in dict.fromkeys((*_KNOWN, *columns)) if name and name != "id"]
    cells: dict[str, str] = {}
    for value in values:
        name, sign, cell = value.partition("=")
        name = name.strip().lower()
        if not sign:
            raise click.BadParameter(f"“{value}” is no COLUMN=VALUE.", param_hint="--set")
        if name == "id":
            raise click.BadParameter(
                "an id stays: add the concept under another and remove this one.",
                param_hint="--set",
            )
        if name not in known:
            raise click.BadParameter(
                f"there is no column “{name}”; there are {', '.join(known)}.", param_hint="--set"
            )
        cells[name] = cell
    return cells


def build_concept(cells: Mapping[str, str], path: Path) -> Concept:
    """Build a concept from cells; raise TermbaseProblemsError."""
    concept, problems = concept_from_cells(cells)
    if problems or concept is None:
        raise TermbaseProblemsError(problems, path=path)
    return concept


def format_form(cells: Mapping[str, str]) -> str:
    r"""Return the text that `$EDITOR` opens for the cells of a concept.

    >>> format_form({"vi": "luật", "note": "bir\niki"}).splitlines()[-3:]
    ['vi: luật', 'note: bir', '  iki']
    """
    lines = [f"{name}: {value}".replace("\n", "\n  ").rstrip() for name, value in cells.items()]
    return _HEAD + "\n" + "\n".join(lines) + "\n"


def parse_form(text: str, columns: Iterable[str]) -> dict[str, str]:
    r"""Read the text that comes back from `$EDITOR`; raise a usage error for unknown lines.

    >>> parse_form("# şərh\nvi: luật\nnote: bir\n  iki\n", ["vi", "note"])
    {'vi': 'luật', 'note': 'bir\niki'}
    """
    cells: dict[str, str] = {}
    columns = list(columns)
    last = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        if line[0] in " \t" and last:
            cells[last] += "\n" + line.strip()
            continue
        name, sign, value = line.partition(":")
        last = name.strip().lower()
        if not sign or last not in columns:
            raise click.UsageError(f"line {number} of the form is no “column: value”: {line}")
        cells[last] = value.strip()
    return cells


def edit_form(cells: Mapping[str, str]) -> dict[str, str] | None:
    """Let the user edit cells in `$EDITOR`; None where nothing was changed."""
    before = format_form(cells)
    text = click.edit(before, require_save=True, extension=".txt")
    if text is None or not text.strip() or text == before:
        return None
    with keep_text(text):
        return parse_form(text, cells)


@contextlib.contextmanager
def keep_text(text: str) -> Iterator[None]:
    """Print a form on standard error where the block fails: the editor's file is gone by then."""
    try:
        yield
    except (click.UsageError, GlossaryError):
        click.echo(text, err=True)
        raise


def _split_foreign(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in cells.items() if name not in _KNOWN}


def _form_cells(table: TermTable, concept_id: str | None) -> dict[str, str]:
    """Return the cells to show in the form: all of ours, then those of the table."""
    cells = dict.fromkeys((*COLUMNS, *(name for name in table.columns if name)), "")
    if concept_id is not None:
        cells.update(table.cells(concept_id))
    return cells


def _report(base: Termbase, table: TermTable, concept_id: str, as_json: bool) -> None:
    echo_notices(base)
    concept = table.concept(concept_id)
    if as_json:
        echo_json(describe(concept, table))
    else:
        click.echo(short_line(concept))


@click.command(
    epilog=examples(
        'lugat glossary add --az kiberhücum --en cyberattack --vi "tấn công mạng"',
        "lugat glossary add --id decree --set az=fərman --set en=decree --set domain=law",
    )
)
@click.option("--id", "concept_id", metavar="ID", help="Id; else one made from the English term.")
@click.option("--az", metavar="TERM", help="Azerbaijani term, and admitted forms after “|”.")
@click.option("--en", metavar="TERM", help="English term, likewise.")
@click.option("--vi", metavar="TERM", help="Vietnamese term, likewise.")
@set_option
@glossary_option
@database_option
@json_option
def add(
    concept_id: str | None,
    az: str | None,
    en: str | None,
    vi: str | None,
    assignments: tuple[str, ...],
    glossary: Path | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Add a concept; without terms on the command line, $EDITOR opens an empty form."""
    from glossary.exchange.common import make_id
    from glossary.shipped import check_writable

    base = open_termbase(glossary, database)
    check_writable(base.path)
    table = base.read()
    cells = {name: value for name, value in (("az", az), ("en", en), ("vi", vi)) if value}
    cells.update(parse_assignments(assignments, table.columns))
    typed = bool(cells)
    if not typed:
        form = _form_cells(table, None) | {"id": concept_id or ""}
        edited = edit_form(form)
        if edited is None:
            click.echo("lugat: nothing was added.", err=True)
            return
        cells = edited
    cells["id"] = concept_id or cells.get("id", "")
    with contextlib.nullcontext() if typed else keep_text(format_form(cells)):
        if not cells["id"]:
            draft = build_concept({**cells, "id": "draft"}, base.path)
            cells["id"] = make_id(draft.terms, {concept.id for concept in table.concepts})
        concept = build_concept(cells, base.path)
        foreign = {name: value for name, value in _split_foreign(cells).items() if value}
        result = base.add(concept, cells=foreign)
    _report(base, result, concept.id, as_json)


@click.command(
    epilog=examples(
        "lugat glossary edit cybercrime",
        'lugat glossary edit cybercrime --set vi="tội phạm mạng|tội phạm công nghệ cao"',
    )
)
@click.argument("concept_id", metavar="ID")
@set_option
@glossary_option
@database_option
@json_option
def edit(
    concept_id: str,
    assignments: tuple[str, ...],
    glossary: Path | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Change the concept ID with --set, or in $EDITOR."""
    from glossary.shipped import check_writable

    base = open_termbase(glossary, database)
    check_writable(base.path)
    table = base.read()
    before = table.concept(concept_id)
    changes: dict[str, str] | None = parse_assignments(assignments, table.columns)
    if not changes:
        changes = edit_form(
            {name: cell for name, cell in _form_cells(table, concept_id).items() if name != "id"}
        )
        if changes is None:
            click.echo("lugat: nothing was changed.", err=True)
            return
    now = table.cells(concept_id)
    foreign = {n: v for n, v in _split_foreign(changes).items() if v != now.get(n, "")}
    with contextlib.nullcontext() if assignments else keep_text(format_form(changes)):
        concept = build_concept({**now, **changes}, base.path)
        result = base.replace(concept, base=before, cells=foreign)
    _report(base, result, concept_id, as_json)


@click.command(epilog=examples("lugat glossary remove cyber-fraud"))
@click.argument("concept_id", metavar="ID")
@glossary_option
@database_option
def remove(concept_id: str, glossary: Path | None, database: Path | None) -> None:
    """Remove the concept ID; its cells stay in the history."""
    base = open_termbase(glossary, database)
    base.remove(concept_id)
    echo_notices(base)
    click.echo(f"lugat: {concept_id} is removed from {base.path}.", err=True)


@click.command(
    epilog=examples("lugat glossary history cybercrime", "lugat glossary history --json")
)
@click.argument("concept_id", metavar="[ID]", required=False)
@glossary_option
@database_option
@json_option
def history(
    concept_id: str | None, glossary: Path | None, database: Path | None, as_json: bool
) -> None:
    """Show who changed what when in the concept ID, or in all; the oldest change first."""
    base = open_termbase(glossary, database)
    changes = base.history(concept_id)
    if as_json:
        echo_json({"path": str(base.path), "changes": [_describe(change) for change in changes]})
        return
    for change in changes:
        who = change.user or "(in the file)"
        cell = f"{change.column}: {show_cell(change.old)} → {show_cell(change.new)}"
        how = change.action if change.origin != "import" else f"{change.action} by import"
        click.echo("\t".join((show_time(change.at), who, change.concept, how, cell)))
    if not changes:
        click.echo("lugat: no change is recorded.", err=True)


def _describe(change: Change) -> dict[str, str]:
    return {
        "at": show_time(change.at),
        "user": change.user,
        "origin": change.origin,
        "action": change.action,
        "concept": change.concept,
        "column": change.column,
        "old": change.old,
        "new": change.new,
    }
