"""`lugat glossary suggest`: candidate terms from Azerbaijani texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.model import LANGS
from translate_cli.commands.glossary_common import echo_json, read_table
from translate_cli.commands.options import examples, glossary_option, json_option
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from glossary.extract import Candidate
    from glossary.tsv import TermTable

Pairs = dict[str, list[tuple[str, str]]]


@click.command(
    epilog=examples(
        "lugat glossary suggest policy.az.txt --top 20",
        "lugat glossary suggest policy.az.txt --parallel memory.tmx --tsv >> terms.tsv",
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--parallel",
    type=click.Path(path_type=Path),
    metavar="FILE.tmx",
    help="Translations to find equivalents in; without FILES also the texts to look through.",
)
@click.option(
    "--target",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Translation of the one FILE, line by line.",
)
@click.option(
    "--target-lang",
    type=click.Choice([lang for lang in LANGS if lang != "az"]),
    help="Language of --target, or the only one to take from --parallel.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Number of candidates to show.",
)
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Leave out what occurs less often.",
)
@glossary_option
@json_option
@click.option("--tsv", "as_tsv", is_flag=True, help="Print rows to append to the glossary.")
def suggest(
    files: tuple[Path, ...],
    parallel: Path | None,
    target: Path | None,
    target_lang: str | None,
    top: int,
    min_count: int,
    glossary: Path | None,
    as_json: bool,
    as_tsv: bool,
) -> None:
    """Suggest terms in FILES, Azerbaijani texts, that the glossary lacks; best first.

    With translations, also the likely equivalents. A person has to check both: rows printed with
    --tsv have the status proposed.
    """
    from glossary.extract import suggest as suggest_candidates

    _check_usage(files, parallel, target, target_lang, as_json and as_tsv)
    table = read_table(glossary)
    texts, pairs = _read_inputs(files, parallel, target, target_lang)
    candidates = suggest_candidates(
        texts.values(), known=table.concepts, min_count=min_count, top=top, pairs=pairs
    )
    names = list(texts)
    if as_json:
        echo_json({"candidates": [_describe(candidate, names) for candidate in candidates]})
    elif as_tsv:
        _echo_rows(candidates, table)
    else:
        _echo_candidates(candidates, names)
    if not candidates:
        click.echo(f"lugat: no candidate occurs {min_count} times; try --min-count 1.", err=True)


def _check_usage(
    files: Sequence[Path],
    parallel: Path | None,
    target: Path | None,
    target_lang: str | None,
    two_formats: bool,
) -> None:
    if two_formats:
        raise click.UsageError("--json and --tsv exclude each other.")
    if parallel and target:
        raise click.UsageError("--parallel and --target exclude each other.")
    if not files and not parallel:
        raise click.UsageError("Name a text, or a TMX with --parallel.")
    if target and (len(files) != 1 or not target_lang):
        raise click.UsageError("--target needs exactly one FILE and --target-lang.")
    if target_lang and not (target or parallel):
        raise click.UsageError("--target-lang needs --target or --parallel.")


def _read_inputs(
    files: Sequence[Path], parallel: Path | None, target: Path | None, target_lang: str | None
) -> tuple[dict[str, str], Pairs]:
    """Return the texts by name, and the pairs by target language."""
    texts = {str(path): _read_text(path) for path in files}
    pairs: Pairs = {}
    if target is not None and target_lang:
        pairs = {target_lang: _pair_lines(files[0], texts[str(files[0])], target)}
    elif parallel is not None:
        pairs = _read_tmx(parallel, [target_lang] if target_lang else LANGS[1:])
        if not files:
            sources = dict.fromkeys(source for found in pairs.values() for source, _ in found)
            texts = {str(parallel): "\n\n".join(sources)}
    return texts, pairs


def _read_text(path: Path) -> str:
    from translate_cli.documents.text import decode_text, read_bytes

    text, _, notices = decode_text(read_bytes(path), where=path)
    for notice in notices:
        click.echo(f"lugat: {notice}", err=True)
    return text


def _pair_lines(source: Path, text: str, target: Path) -> list[tuple[str, str]]:
    sources, targets = text.splitlines(), _read_text(target).splitlines()
    if len(sources) != len(targets):
        raise InputError(
            f"it has {len(targets)} lines, {source} has {len(sources)}.",
            where=target,
            hint="The two must correspond line by line; else use a TMX with --parallel.",
        )
    return [(s, t) for s, t in zip(sources, targets, strict=True) if s.strip() and t.strip()]


def _read_tmx(path: Path, langs: Sequence[str]) -> Pairs:
    from translate_cli.exchange.tmx import SkippedUnit, iter_tmx

    skipped: list[SkippedUnit] = []
    pairs: Pairs = {}
    for unit in iter_tmx(path, on_skip=skipped.append):
        source = unit.find("az")
        for lang in langs:
            target = unit.find(lang)
            if source and target and source.text.strip() and target.text.strip():
                pairs.setdefault(lang, []).append((source.text, target.text))
    if skipped:
        first = skipped[0]
        click.echo(
            f"lugat: {path}: {len(skipped)} parts left out; line {first.line}: {first.reason}",
            err=True,
        )
    if not pairs:
        raise InputError(
            f"it has no unit in az and {' or '.join(langs)}.",
            where=path,
            hint="Check the languages of the units.",
        )
    return pairs


def _describe(candidate: Candidate, names: Sequence[str]) -> Mapping[str, Any]:
    return {
        "term": candidate.text,
        "count": candidate.count,
        "documents": candidate.documents,
        "score": round(candidate.score, 4),
        "cvalue": round(candidate.cvalue, 4),
        "weirdness": round(candidate.weirdness, 4),
        "forms": [{"text": text, "count": count} for text, count in candidate.forms],
        "contexts": [
            {
                "path": names[context.document],
                "sentence": context.sentence,
                "start": context.start,
                "end": context.end,
            }
            for context in candidate.contexts
        ],
        "equivalents": {
            lang: [{"text": e.text, "dice": e.dice, "count": e.count} for e in found]
            for lang, found in candidate.equivalents.items()
        },
    }


def _echo_rows(candidates: Sequence[Candidate], table: TermTable) -> None:
    """Print rows with the columns of the glossary, in their order."""
    from glossary.columns import cells_from_concept
    from glossary.extract import propose_concept
    from glossary.tsv_lines import encode_cell

    if table.lines and not table.lines[-1].newline:
        click.echo()  # else the first row would be appended to the last line of the file
    taken = {concept.id for concept in table.concepts}
    for candidate in candidates:
        concept = propose_concept(candidate, taken=taken)
        taken.add(concept.id)
        cells = cells_from_concept(concept)
        click.echo("\t".join(encode_cell(cells.get(name, "")) for name in table.columns))


def _echo_candidates(candidates: Sequence[Candidate], names: Sequence[str]) -> None:
    for candidate in candidates:
        where = f", {candidate.documents} files" if len(names) > 1 else ""
        click.echo(f"{candidate.text}  ({candidate.count}×{where}, score {candidate.score:.1f})")
        for lang, found in candidate.equivalents.items():
            click.echo(f"    {lang}: " + ", ".join(f"{e.text} ({e.dice:.2f})" for e in found))
        for context in candidate.contexts[:1]:
            start, end = context.start, context.end
            left = " ".join(context.sentence[max(0, start - 40) : start].split())
            right = " ".join(context.sentence[end : end + 40].split())
            inner = " ".join(context.sentence[start:end].split())
            click.echo(f"    … {left} «{inner}» {right} …")
