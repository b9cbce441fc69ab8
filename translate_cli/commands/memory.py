"""The commands `lugat memory …`: fill, search, review and clean the translation memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate_cli.commands.options import examples, json_option, open_memory, parse_locale
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from translate_cli.exchange.tmx import SkippedUnit
    from translate_cli.memory import MemoryMatch, MemoryUnit


STATUSES = ("machine", "reviewed", "approved")


_memory_option = click.option(
    "--memory",
    "path",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Translation memory; else the one in the user's data folder.",
)


@click.group(name="memory", epilog=examples("lugat memory import old-work.tmx"))
def memory() -> None:
    """Fill, search, review and clean the translation memory.

    `lugat translate` keeps every translation in it, and takes what people reviewed or approved
    before it asks the model.
    """


@memory.command(
    name="import",
    epilog=examples(
        "lugat memory import old-work.tmx",
        "lugat memory import delivered.tmx --status approved --to vi",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "source_lang", default="az", show_default=True, help="Source language.")
@click.option("--to", "langs", multiple=True, metavar="LANG", help="Only this target language.")
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    help="Status of all units; else what the file says, else reviewed.",
)
@_memory_option
def import_(
    files: tuple[Path, ...],
    source_lang: str,
    langs: tuple[str, ...],
    status: str | None,
    path: Path | None,
) -> None:
    """Take the units of TMX FILES into the memory; bad units are skipped and named."""
    from translate_cli.exchange.tmx_memory import iter_memory_units

    for file in files:
        if not file.is_file():
            raise InputError("no such file.", where=file, hint="Check the name.")
    skipped: list[str] = []
    with open_memory(path) as opened:
        for file in files:

            def note(unit: SkippedUnit, file: Path = file) -> None:
                skipped.append(f"lugat: {file}:{unit.line}: {unit.reason}")

            units = iter_memory_units(
                file,
                source_lang=source_lang,
                target_langs=langs,
                status=status,  # type: ignore[arg-type]
                on_skip=note,
            )
            count = 0

            def counted(units: Iterator[MemoryUnit] = units) -> Iterator[MemoryUnit]:
                nonlocal count
                for unit in units:
                    count += 1
                    yield unit

            new = opened.add(counted())
            click.echo(f"{file}: {count} units read, {new} new or changed")
    for line in skipped[:20]:
        click.echo(line, err=True)
    if len(skipped) > 20:
        click.echo(f"lugat: and {len(skipped) - 20} more like these.", err=True)


@memory.command(
    epilog=examples(
        "lugat memory export ours.tmx --status approved",
        "lugat memory export for-trados.tmx --locale az=az-AZ --locale en=en-GB",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "source_lang", default="az", show_default=True, help="Source language.")
@click.option("--to", "lang", metavar="LANG", help="Only this target language.")
@click.option("--status", type=click.Choice(STATUSES), help="Only units of this status.")
@click.option("--document", metavar="NAME", help="Only units of this document.")
@click.option(
    "--locale", "locales", multiple=True, metavar="LANG=CODE", help="Language code to write."
)
@_memory_option
def export(
    file: Path,
    source_lang: str,
    lang: str | None,
    status: str | None,
    document: str | None,
    locales: tuple[str, ...],
    path: Path | None,
) -> None:
    """Write the memory to TMX files, one a language pair: NAME.az-en.tmx and so on."""
    from translate_cli import __version__
    from translate_cli.exchange.tmx_memory import write_memory

    with open_memory(path, read_only=True) as opened:
        units = opened.iter_units(
            source_lang=source_lang,
            target_lang=lang,
            status=status,  # type: ignore[arg-type]
            document=document,
        )
        written = write_memory(
            units,
            file,
            source_lang=source_lang,
            version=__version__,
            created_at=datetime.now(UTC),
            locales=dict(parse_locale(text) for text in locales),
        )
    for target, counts in written.items():
        click.echo(f"{target}: {counts.units} units")
    if not written:
        click.echo("lugat: no unit fits; nothing was written.", err=True)


@memory.command(
    epilog=examples(
        'lugat memory search "qanun qəbul edildi"', "lugat memory search cybercrime --containing"
    )
)
@click.argument("text")
@click.option("--from", "source_lang", default="az", show_default=True, help="Source language.")
@click.option("--to", "langs", multiple=True, metavar="LANG", help="[default: en and vi]")
@click.option(
    "--threshold",
    type=click.IntRange(30, 100),
    default=60,
    show_default=True,
    metavar="PCT",
    help="Least similarity.",
)
@click.option("--containing", is_flag=True, help="Units that hold TEXT in source or target.")
@_memory_option
@json_option
def search(
    text: str,
    source_lang: str,
    langs: tuple[str, ...],
    threshold: int,
    containing: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Find translations of TEXT and of texts like it, the most similar first."""
    from itertools import islice

    from translate_cli.memory import MemoryMatch

    with open_memory(path, read_only=True) as opened:
        matches: list[MemoryMatch] = []
        if containing:
            units = opened.iter_units(source_lang=source_lang, containing=text)
            matches = [MemoryMatch(unit, 0) for unit in islice(units, 100)]
        else:
            for lang in langs or ("en", "vi"):
                matches += opened.find_exact(text, source_lang=source_lang, target_lang=lang)
                matches += opened.find_fuzzy(
                    text, source_lang=source_lang, target_lang=lang, threshold=threshold
                )
    if as_json:
        click.echo(json.dumps([_as_json(m) for m in matches], ensure_ascii=False, indent=2))
        return
    for match in matches:
        unit = match.unit
        score = f"{match.score:3} %  " if match.score else ""
        click.echo(f"{score}{unit.id}  {unit.target_lang}  {unit.status}  {unit.document}")
        click.echo(f"       {unit.source}\n       {unit.target}")
    if not matches:
        click.echo("Nothing like it is in the memory.", err=True)


def _as_json(match: MemoryMatch) -> dict[str, Any]:
    unit = match.unit
    return {
        "id": unit.id,
        "score": match.score,
        "source_lang": unit.source_lang,
        "target_lang": unit.target_lang,
        "source": unit.source,
        "target": unit.target,
        "status": unit.status,
        "origin": unit.origin,
        "document": unit.document,
        "changed_at": unit.changed_at.isoformat() if unit.changed_at else None,
    }


@memory.command(epilog=examples("lugat memory stats"))
@_memory_option
@json_option
def stats(path: Path | None, as_json: bool) -> None:
    """Count the units by language pair and status."""
    with open_memory(path, read_only=True) as opened:
        counts = opened.stats()
        where = opened.path
    if as_json:
        rows = [
            {"source_lang": one, "target_lang": two, "status": status, "units": count}
            for (one, two, status), count in counts.items()
        ]
        click.echo(json.dumps({"path": str(where), "units": rows}, indent=2))
        return
    click.echo(f"{where} ({where.stat().st_size / 1e6:.1f} MB)")
    for (one, two, status), count in counts.items():
        click.echo(f"{one} → {two}  {status:9}{count:>9,}")


@memory.command(
    epilog=examples(
        "lugat memory review 17 --status approved",
        'lugat memory review 17 --target "The Act was adopted."',
    )
)
@click.argument("number", type=int, metavar="ID")
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    default="reviewed",
    show_default=True,
    help="Status to give it.",
)
@click.option("--target", metavar="TEXT", help="Better translation.")
@_memory_option
def review(number: int, status: str, target: str | None, path: Path | None) -> None:
    """Confirm or correct the unit ID (as `search` shows it)."""
    with open_memory(path) as opened:
        unit = opened.review(number, status=status, target=target)  # type: ignore[arg-type]
    click.echo(f"{unit.id}  {unit.target_lang}  {unit.status}\n  {unit.source}\n  {unit.target}")


@memory.command(
    epilog=examples(
        "lugat memory prune --older-than 90", "lugat memory prune --document draft.docx"
    )
)
@click.option(
    "--status",
    type=click.Choice(STATUSES),
    default="machine",
    show_default=True,
    help="Status of the units to remove.",
)
@click.option(
    "--older-than", type=click.IntRange(min=0), metavar="DAYS", help="Not changed for so long."
)
@click.option("--document", metavar="NAME", help="Only units of this document.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@_memory_option
def prune(
    status: str, older_than: int | None, document: str | None, dry_run: bool, path: Path | None
) -> None:
    """Remove units; those that a machine made, unless --status says otherwise."""
    limit = datetime.now(UTC) - timedelta(days=older_than) if older_than is not None else None
    with open_memory(path) as opened:
        chosen = [
            unit.id
            for unit in opened.iter_units(status=status, document=document)  # type: ignore[arg-type]
            if limit is None or (unit.changed_at is not None and unit.changed_at <= limit)
        ]
        count = len(chosen) if dry_run else opened.remove(chosen)
    click.echo(f"{count} units {'would be' if dry_run else 'were'} removed")


@memory.command(epilog=examples("lugat memory merge colleague.sqlite"))
@click.argument("other", type=click.Path(path_type=Path))
@_memory_option
def merge(other: Path, path: Path | None) -> None:
    """Take over the units of the memory OTHER; work of people is kept on both sides."""
    with open_memory(path) as opened, open_memory(other, read_only=True) as second:
        count = opened.merge(second)
    click.echo(f"{count} units new or changed")
