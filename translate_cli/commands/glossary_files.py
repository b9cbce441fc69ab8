"""Commands on whole termbases: import, export, lint, diff."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import get_args

import click

from glossary.exchange import FORMATS, Format, detect_format, read_concepts, write_concepts
from glossary.merge import (
    Cells,
    Merge,
    OnConflict,
    concept_cells,
    diff_cells,
    drop_forbidden,
    merge_concepts,
    table_cells,
)
from translate_cli import __version__
from translate_cli.commands.glossary_common import (
    database_option,
    describe_change,
    echo_changes,
    echo_json,
    echo_notices,
    open_termbase,
    read_table,
)
from translate_cli.commands.options import examples, glossary_option, json_option

format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="Format of FILE, where its ending does not tell.",
)
target_option = click.option(
    "--to", "target", type=click.Choice(["en", "vi"]), help="Target language of an OmegaT glossary."
)
file_argument = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


@click.command(
    name="import",
    epilog=examples(
        "lugat glossary import from-lawyers.xlsx --on-conflict replace",
        "lugat glossary import glossary.utf8 --to vi --dry-run",
    ),
)
@file_argument
@format_option
@target_option
@click.option(
    "--on-conflict",
    type=click.Choice(get_args(OnConflict)),
    help="Where a concept is there with other content: stop, keep ours, replace it, or merge "
    "the terms. [default: error; merge for OmegaT]",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@glossary_option
@database_option
@json_option
def import_file(
    file: Path,
    format_name: Format | None,
    target: str | None,
    on_conflict: OnConflict | None,
    dry_run: bool,
    glossary: Path | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Bring the concepts of FILE into the glossary: all of them or, where one is wrong, none.

    Formats: TBX 2 and 3, XLSX, CSV, JSON, OmegaT (.utf8), TSV.
    """
    from glossary.shipped import check_writable

    base = open_termbase(glossary, database)
    if not dry_run:
        check_writable(base.path)
    omegat = (format_name or detect_format(file)) == "omegat"
    imported = read_concepts(file, format_name=format_name, target=target)
    for problem in imported.skipped:
        click.echo(f"lugat: {file}: left out: {problem}", err=True)
    policy: OnConflict = on_conflict or ("merge" if omegat else "error")
    before = base.read()
    if dry_run:
        merge = merge_concepts(before, imported.concepts, on_conflict=policy, match_terms=omegat)
    else:
        merge = base.merge(imported.concepts, on_conflict=policy, match_terms=omegat)
        echo_notices(base)
    for text in merge.left_out:
        click.echo(f"lugat: {file}: left out: {text}, not one of our languages.", err=True)
    if as_json:
        changes = diff_cells(table_cells(before), table_cells(merge.table))
        data = {**_count(merge), "changes": [describe_change(change) for change in changes]}
        echo_json({"path": str(base.path), "dry_run": dry_run, **data})
        return
    if dry_run:
        echo_changes(diff_cells(table_cells(before), table_cells(merge.table)))
    counts = ", ".join(f"{len(ids)} {name}" for name, ids in _count(merge).items())
    click.echo(f"lugat: {counts}{' (nothing written)' if dry_run else ''}.", err=True)


def _count(merge: Merge) -> dict[str, tuple[str, ...]]:
    return {
        "added": merge.added,
        "changed": merge.changed,
        "kept": merge.kept,
        "unchanged": merge.unchanged,
    }


@click.command(
    epilog=examples(
        "lugat glossary export terms.tsv",
        "lugat glossary export terms.tbx --no-forbidden",
        "lugat glossary export glossary.utf8 --to vi --inflected",
        "lugat glossary export terms.xlsx --for-cat-tools",
    )
)
@file_argument
@format_option
@target_option
@click.option("--inflected", is_flag=True, help="OmegaT: add the common Azerbaijani forms.")
@click.option(
    "--tbx-version",
    type=click.IntRange(2, 3),
    help="TBX: 2 (martif, which CAT tools read) or 3 (ISO 30042:2019). [default: 2]",
)
@click.option("--excel", is_flag=True, help="CSV: with a byte order mark, and no live formulas.")
@click.option(
    "--for-cat-tools",
    is_flag=True,
    help="XLSX: a column for each form by language name, as MultiTerm and memoQ import it.",
)
@click.option(
    "--no-forbidden",
    is_flag=True,
    help="TBX, CSV, XLSX, JSON: leave forbidden forms out, for tools such as OmegaT that would "
    "offer them.",
)
@click.option("--force", is_flag=True, help="TSV: write over a file that is there.")
@glossary_option
def export(
    file: Path,
    format_name: Format | None,
    target: str | None,
    inflected: bool,
    tbx_version: int | None,
    excel: bool,
    for_cat_tools: bool,
    no_forbidden: bool,
    force: bool,
    glossary: Path | None,
) -> None:
    """Write the glossary to FILE, in the format that its ending names.

    Formats: .tbx, .xlsx, .csv, .json, .utf8 (OmegaT), .tsv (a copy, comments included).
    """
    name = format_name or detect_format(file)
    _check_options(
        name,
        omegat={"--to": target is not None, "--inflected": inflected},
        tbx={"--tbx-version": tbx_version is not None},
        csv={"--excel": excel},
        xlsx={"--for-cat-tools": for_cat_tools},
        tsv={"--force": force},
    )
    if no_forbidden and (name in ("tsv", "omegat") or for_cat_tools):
        raise click.UsageError("--no-forbidden is for plain TBX, CSV, XLSX and JSON files.")
    table = read_table(glossary)
    concepts = table.concepts
    if no_forbidden:
        concepts = tuple(filter(None, map(drop_forbidden, concepts)))
    if name == "tsv":
        from glossary.files import replace_file

        if file.exists() and not force:
            raise click.UsageError(f"{file} is there already; --force writes over it.")
        replace_file(file, table.to_bytes())
    else:
        source = table.path.name if table.path is not None else ""
        write_concepts(
            file,
            concepts,
            format_name=name,
            target=target,
            inflected=inflected,
            tbx_version=3 if tbx_version == 3 else 2,
            excel=excel,
            cat_layout=for_cat_tools,
            signature=f"lugat {__version__}, {source} sha256:{table.digest[:16]}",
        )
    click.echo(f"lugat: {len(concepts)} concepts are written to {file}.", err=True)


def _check_options(name: Format, **given: dict[str, bool]) -> None:
    """Raise a usage error for an option of another format: it would do nothing."""
    for owner, options in given.items():
        for option, used in options.items():
            if used and owner != name:
                raise click.UsageError(f"{option} is for {owner} files, and this one is {name}.")


@click.command(epilog=examples("lugat glossary lint", "lugat glossary lint terms.tsv --strict"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option(
    "--no-forms", is_flag=True, help="Do not look for each term in its own inflected forms."
)
@glossary_option
@json_option
def lint(
    files: tuple[Path, ...], strict: bool, no_forms: bool, glossary: Path | None, as_json: bool
) -> None:
    """Check the glossary, or each FILE; exit with 1 where there are errors.

    A row whose note contains “lint: ok CODE” is not reported for that code.
    """
    from glossary.lint import lint_file
    from glossary.shipped import find_termbase

    if files and glossary is not None:
        raise click.UsageError("name the files, or use --glossary.")
    paths = files or (find_termbase(glossary),)
    found = [(path, lint_file(path, check_forms=not no_forms)) for path in paths]
    if as_json:
        echo_json(
            {
                "files": [
                    {"path": str(path), "findings": [asdict(finding) for finding in findings]}
                    for path, findings in found
                ]
            }
        )
    severities = [finding.severity for _, findings in found for finding in findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    for path, findings in () if as_json else found:
        for finding in findings:
            place = f"{path}:{finding.line}" if finding.line is not None else str(path)
            cell = f" {finding.column}:" if finding.column else ""
            click.echo(f"{place}: {finding.severity}: {finding.code}:{cell} {finding.message}")
    click.echo(f"lugat: {errors} errors, {warnings} warnings.", err=True)
    if errors or (strict and warnings):
        raise click.exceptions.Exit(1)


@click.command(epilog=examples("lugat glossary diff terms.tsv from-lawyers.xlsx"))
@click.argument("old", type=click.Path(path_type=Path), metavar="A")
@click.argument("new", type=click.Path(path_type=Path), metavar="B")
@target_option
@json_option
def diff(old: Path, new: Path, target: str | None, as_json: bool) -> None:
    """Show the cells that differ between the termbases A and B, in any of the formats.

    Concepts are compared by id: + is only in B, - only in A, ~ in both.
    """
    changes = diff_cells(_read_cells(old, target), _read_cells(new, target))
    if as_json:
        echo_json({"changes": [describe_change(change) for change in changes]})
    else:
        echo_changes(changes)


def _read_cells(path: Path, target: str | None) -> Cells:
    from glossary.tsv import read_tsv

    if detect_format(path) == "tsv":
        return table_cells(read_tsv(path))
    return concept_cells(read_concepts(path, target=target).concepts)
