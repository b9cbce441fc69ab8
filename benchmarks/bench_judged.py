"""Count what readers said of translations of the starter.

python -m benchmarks.bench_judged [--write]   counts the verdicts of benchmarks/data/judged.tsv
python -m benchmarks.bench_judged --draw 200 --output FILE   draws sentences to be read

They come from the test split. The file has the columns lang, verdict, az, output, reference. A
reader who sees the source gives each output one verdict: *good* (the meaning is there, an editor
changes little), *part* (the main point is there, something is lost or wrong), *wrong* (about the
same thing, but it says something else or cannot be understood), *unrelated* (it speaks of what the
source does not speak of at all: hallucination).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks import common
from benchmarks.packages import describe, open_lang
from training.data import TARGET_LANGS, load_split

JUDGED: Final = Path(__file__).parent / "data" / "judged.tsv"
VERDICTS: Final = ("good", "part", "wrong", "unrelated")
SEED: Final = 20261125


def draw(count: int, path: Path) -> None:
    """Write `count` translations a language, of sentences drawn from the test split, to be read."""
    _, test = load_split()
    rows = random.Random(SEED).sample(test, count)
    lines = []
    for column, lang in enumerate(TARGET_LANGS, 1):
        found = open_lang(None, lang).engines[0].translate([row[0] for row in rows])
        for row, hypotheses in zip(rows, found, strict=True):
            lines.append("\t".join((lang, "", row[0], hypotheses[0].text, row[column])))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_judged(path: Path) -> list[tuple[str, str]]:
    """Return (language, verdict) of each line; a ValueError names the line of an unknown one."""
    judged = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 5 or cells[0] not in TARGET_LANGS or cells[1] not in VERDICTS:
            raise ValueError(f"{path.name}:{number}: language, verdict and three texts expected")
        judged.append((cells[0], cells[1]))
    return judged


def format_judged(judged: Sequence[tuple[str, str]]) -> str:
    """Return a table of the shares of the verdicts by language."""
    rows = []
    for lang in TARGET_LANGS:
        counts = Counter(verdict for code, verdict in judged if code == lang)
        total = counts.total()
        if total:
            shares = [f"{counts[verdict] / total:.1%}" for verdict in VERDICTS]
            rows.append((f"az→{lang}", f"{total}", *shares))
    return common.format_table(("direction", "read", *VERDICTS), rows)


def main() -> None:
    """Parse the options, draw or count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int, default=0, help="sentences to draw")
    parser.add_argument("--output", type=Path, help="file of --draw")
    parser.add_argument("--write", action="store_true", help="keep results/judged.md")
    options = parser.parse_args()
    if options.draw:
        common.require(options.output is not None, "--draw needs --output")
        draw(options.draw, options.output)
        return
    parts = [
        "# Translations of the starter, read and judged",
        describe("bench_judged", None),
        "Sentences drawn from the test split, read beside the source.",
        format_judged(read_judged(JUDGED)),
    ]
    common.publish("judged", "\n\n".join(parts), write=options.write)


if __name__ == "__main__":
    main()
