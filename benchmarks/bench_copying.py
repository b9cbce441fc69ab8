"""Measure whether numbers, names, quotes and abbreviations survive the translation.

python -m benchmarks.bench_copying [--packages DIR] [--limit N] [--write]

Translates the cases of benchmarks/data/copying.tsv (never trained on) with the starter or with the
packages named, without a glossary. A case is right when every expected string stands in the
translation exactly once.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import common
from benchmarks.copying_set import KINDS, LANGS, CopyingCase, find_wrong, load_copying_set
from benchmarks.packages import describe, open_lang
from translate_cli.engine import Route

HEADER: Final = ("kind", "cases", "en right", "en share", "vi right", "vi share")


def choose(cases: Sequence[CopyingCase], limit: int) -> list[CopyingCase]:
    """Return `limit` cases spread evenly over the set; all of them for 0."""
    if not 0 < limit < len(cases):
        return list(cases)
    return [cases[number * len(cases) // limit] for number in range(limit)]


def translate(route: Route, texts: Sequence[str]) -> list[str]:
    """Translate all texts in one batch for each engine of the route."""
    outputs = list(texts)
    for engine in route.engines:
        outputs = [hypotheses[0].text for hypotheses in engine.translate(outputs)]
    return outputs


def format_kinds(cases: Sequence[CopyingCase], outputs: Mapping[str, Sequence[str]]) -> str:
    """Return the table of the kinds, with a last row for all."""
    counts = Counter(case.kind for case in cases)
    right = {
        lang: Counter(
            case.kind
            for case, text in zip(cases, outputs[lang], strict=True)
            if not find_wrong(case, lang, text)
        )
        for lang in LANGS
    }
    rows = [
        _row(kind, counts[kind], [right[lang][kind] for lang in LANGS])
        for kind in KINDS
        if counts[kind]
    ]
    rows.append(_row("all", len(cases), [right[lang].total() for lang in LANGS]))
    return common.format_table(HEADER, rows)


def _row(name: str, count: int, right: Sequence[int]) -> tuple[str, ...]:
    figures = [figure for each in right for figure in (f"{each}", f"{each / count:.1%}")]
    return (name, f"{count}", *figures)


def format_wrong(cases: Sequence[CopyingCase], lang: str, outputs: Sequence[str]) -> str:
    """Return a list of the wrong cases: id, what is not there exactly once, both texts."""
    lines = [
        f"- {case.id}: `{'`, `'.join(wrong)}`\n  - {case.text}\n  - {text}"
        for case, text in zip(cases, outputs, strict=True)
        if (wrong := find_wrong(case, lang, text))
    ]
    return "\n".join(lines) or "None."


def main() -> None:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder of packages instead of the starter")
    parser.add_argument("--limit", type=int, default=0, help="cases, spread evenly, 0: all")
    parser.add_argument("--write", action="store_true", help="keep results/copying.md")
    options = parser.parse_args()
    cases = choose(load_copying_set(), options.limit)
    texts = [case.text for case in cases]
    outputs = {lang: translate(open_lang(options.packages, lang), texts) for lang in LANGS}
    parts = [
        "# Copying: numbers, names, quotes, abbreviations",
        describe("bench_copying", options.packages),
        format_kinds(cases, outputs),
    ]
    for lang in LANGS:
        parts += [f"## Wrong, az→{lang}", format_wrong(cases, lang, outputs[lang])]
    common.publish("copying", "\n\n".join(parts), write=options.write)


if __name__ == "__main__":
    main()
