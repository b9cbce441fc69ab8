"""`lugat import xliff`: reviewed XLIFF files into the memory and the document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from translate_cli.commands.options import (
    examples,
    json_option,
    memory_to_fill,
    open_memory,
    refuse_both,
)
from translate_cli.commands.run import tracked_changes_option

if TYPE_CHECKING:
    from translate_cli.reviewed import ReviewedText
    from translate_cli.xliff_files import Rebuilt

_SHOWN: Final = 20
"""Ids that are named to people; --json has all."""


@click.command(
    epilog=examples(
        "lugat import xliff review/policy.az-en.xlf",
        "lugat import xliff review/policy.az-en.xlf --document policy.az.docx -o final/",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@memory_to_fill("Do not fill a translation memory.")
@click.option(
    "--all",
    "take_all",
    is_flag=True,
    help="Take every translation as reviewed, for tools that leave the states as they are.",
)
@click.option(
    "--document",
    type=click.Path(path_type=Path),
    metavar="SOURCEFILE",
    help="The document that the files were made from: write it with their translations.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE",
    help="Where to write the document; else beside it.",
)
@tracked_changes_option
@json_option
@click.pass_context
def xliff(
    ctx: click.Context,
    files: tuple[Path, ...],
    memory: Path | None,
    no_memory: bool,
    take_all: bool,
    document: Path | None,
    output: Path | None,
    tracked_changes: str,
    as_json: bool,
) -> None:
    """Bring reviewed XLIFF FILES into the memory, and with --document into the final document.

    Units that are translated or reviewed go into the memory as reviewed, those that are final,
    signed off or approved as approved. The document gets all translations, drafts as well.
    """
    from translate_cli.documents.formats import ReadOptions
    from translate_cli.reviewed import iter_memory_units
    from translate_cli.xliff_files import rebuild_document

    refuse_both(memory, no_memory=no_memory)
    if no_memory and document is None:
        raise click.UsageError("--no-memory without --document leaves nothing to do.")
    if output and document is None:
        raise click.UsageError("-o is used with --document only.")
    counts = {"units": 0, "skipped": 0, "reviewed": 0, "approved": 0, "changed": 0}
    texts: list[Iterable[ReviewedText]] = [_read(path, take_all, counts) for path in files]
    rebuilt: list[Rebuilt] = []
    if document is not None:
        # First, since a wrong document should not leave half of the work done.
        texts = [list(found) for found in texts]
        rebuilt = rebuild_document(
            document,
            [text for found in texts for text in found],
            output,
            options=ReadOptions(tracked_changes=tracked_changes),  # type: ignore[arg-type]
        )
    if not no_memory:
        with open_memory(memory) as opened:
            for found in texts:
                counts["changed"] += opened.add(iter_memory_units(found, origin="xliff"))
    if as_json:
        data = {**counts, "documents": [_describe(each) for each in rebuilt]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    _report(counts, rebuilt, document, kept=not no_memory)
    if any(each.matching.missing for each in rebuilt):
        ctx.exit(1)


def _read(path: Path, take_all: bool, counts: dict[str, int]) -> Iterator[ReviewedText]:
    from translate_cli.exchange.tmx_stream import SkippedUnit
    from translate_cli.xliff_files import iter_reviewed

    def skip(skipped: SkippedUnit) -> None:
        counts["skipped"] += skipped.scope == "unit"
        click.echo(f"lugat: {path}:{skipped.line}: left out: {skipped.reason}.", err=True)

    for text in iter_reviewed(path, on_skip=skip, take_all=take_all):
        counts["units"] += 1
        if text.status != "machine":
            counts[text.status] += 1
        yield text


def _describe(rebuilt: Rebuilt) -> dict[str, Any]:
    matching = rebuilt.matching
    return {
        "path": str(rebuilt.path),
        "lang": rebuilt.lang,
        "translated": len(matching.translations),
        "drafts": matching.drafts,
        "missing": list(matching.missing),
        "unused": list(matching.unused),
        "codes": matching.changed,
    }


def _report(
    counts: dict[str, int], rebuilt: list[Rebuilt], document: Path | None, *, kept: bool
) -> None:
    """Say on stderr what came of it."""
    finished = counts["reviewed"] + counts["approved"]
    if kept:
        said = (
            f"{counts['units']} units, {counts['reviewed']} reviewed and {counts['approved']}"
            f" approved, {counts['changed']} new or changed in the memory"
        )
        click.echo(f"lugat: {said}.", err=True)
        if counts["units"] and not finished:
            click.echo(
                "lugat: no unit is marked as translated: mark them in your tool, or take every"
                " translation with --all.",
                err=True,
            )
    for each in rebuilt:
        matching = each.matching
        click.echo(
            f"lugat: {each.path}: {len(matching.translations)} segments,"
            f" {matching.drafts} of them drafts.",
            err=True,
        )
        for name, problem in matching.changed.items():
            click.echo(f"lugat: {each.path}: {name}: {problem}.", err=True)
        if matching.missing:
            said = f"no translation of {_list(matching.missing)}; they stay as they are"
            click.echo(f"lugat: {each.path}: {said}.", err=True)
        if matching.unused:
            click.echo(f"lugat: {document} has no {_list(matching.unused)}.", err=True)


def _list(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more
