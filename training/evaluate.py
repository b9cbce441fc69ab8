"""Measure the starter on the test split and on development sets: python -m training.evaluate.

Prints chrF2++ and BLEU (sacrebleu signatures included) and the share of sentences with repetition.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sacrebleu

from training.data import load_split
from translate_cli.engine import open_route
from translate_cli.quality import is_repetitive


def translate(texts: list[str], lang: str, starter: Path | None) -> list[str]:
    """Translate with the starter, or with the package folder given."""
    route = open_route("az", lang, choice="starter", model=starter)
    return [best[0].text for best in route.engines[0].translate(texts)]


def report(name: str, sources: list[str], outputs: list[str], references: list[str]) -> None:
    """Print one row of scores."""
    chrf = sacrebleu.CHRF(word_order=2).corpus_score(outputs, [references]).score
    bleu = sacrebleu.BLEU().corpus_score(outputs, [references]).score
    pairs = zip(sources, outputs, strict=True)
    repeated = sum(is_repetitive(source, output) for source, output in pairs) / len(outputs)
    print(f"| {name} | {len(outputs)} | {chrf:.1f} | {bleu:.1f} | {repeated:.1%} |")


def main() -> None:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, help="folder with flores-dev.az, .en, .vi")
    parser.add_argument(
        "--sets", nargs="*", default=["flores-dev", "ntrex-dev"], help="sets of --eval to measure"
    )
    parser.add_argument("--packages", type=Path, help="folder of packages instead of the starter")
    options = parser.parse_args()
    _, test = load_split()
    print("| set | sentences | chrF2++ | BLEU | repetitive |\n|---|---|---|---|---|")
    for column, lang in enumerate(("en", "vi"), 1):
        folder = None
        if options.packages:
            folder = next(options.packages.glob(f"translate-az_{lang}-*"))
        sources = [row[0] for row in test]
        outputs = translate(sources, lang, folder)
        report(f"test split az→{lang}", sources, outputs, [row[column] for row in test])
        for name in options.sets if options.eval else ():
            read = {
                code: (options.eval / f"{name}.{code}").read_text(encoding="utf-8").splitlines()
                for code in ("az", lang)
            }
            outputs = translate(read["az"], lang, folder)
            report(f"{name} az→{lang}", read["az"], outputs, read[lang])
            for file in sorted(options.eval.glob(f"{name}.*.{lang}")):
                lines = file.read_text(encoding="utf-8").splitlines()
                report(f"{name} {file.name.split('.')[1]} →{lang}", read["az"], lines, read[lang])


if __name__ == "__main__":
    main()
