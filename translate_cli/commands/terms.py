"""`lugat terms`: find glossary terms in texts."""

from __future__ import annotations

import json
from pathlib import Path

import click

from translate_cli.commands.options import examples, glossary_option


@click.command(
    epilog=examples("lugat terms policy.az.txt", "lugat terms draft.en.txt --lang en --json")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--lang",
    type=click.Choice(["az", "en", "vi"]),
    default="az",
    show_default=True,
    help="Language of the texts.",
)
@glossary_option
@click.option("--fold", is_flag=True, help="Also find terms typed without diacritics (ə, ı, ş …).")
@click.option("--json", "as_json", is_flag=True, help="Print the matches as JSON.")
def terms(
    files: tuple[Path, ...], lang: str, glossary: Path | None, fold: bool, as_json: bool
) -> None:
    """List the glossary terms in FILES, in whatever form they stand there."""
    from glossary.matcher_cache import cached_matcher
    from translate_cli.documents.text import decode_text, read_bytes
    from translate_cli.job import load_glossary

    matcher = cached_matcher(load_glossary(glossary).concepts, lang, fold_spelling=fold)
    found = []
    for path in files:
        text, _, notices = decode_text(read_bytes(path), where=path)
        for notice in notices:
            click.echo(f"lugat: {notice}", err=True)
        found.append((path, text, matcher.find(text)))
    if as_json:
        data = {
            "files": [
                {
                    "path": str(path),
                    "matches": [
                        {
                            "start": match.start,
                            "end": match.end,
                            "text": match.text,
                            "concept": match.concept.id,
                            "lang": lang,
                        }
                        for match in matches
                    ],
                }
                for path, _, matches in found
            ]
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for path, text, matches in found:
        for match in matches:
            line = text.count("\n", 0, match.start) + 1
            folded = f"  ({', '.join(match.folded)})" if match.folded else ""
            shown = " ".join(match.text.split())
            others = ", ".join(
                term.text
                for other in ("az", "en", "vi")
                if other != lang and (term := match.concept.preferred(other))
            )
            click.echo(f"{path}:{line}: {shown} → {others}  [{match.concept.id}]{folded}")
