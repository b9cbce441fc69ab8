"""Check the corpus files: python -m training.check_corpus. Exit 1 when a line is wrong."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from training.data import CORPUS

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def iter_problems(path: Path) -> Iterator[str]:
    """Yield what is wrong in a three-column file, with its line."""
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], 1):
        cells = tuple(line.split("\t"))
        where = f"{path.name}:{number}"
        if len(cells) != 3:
            yield f"{where}: {len(cells)} columns, expected 3"
            continue
        if any(not cell or cell != cell.strip() for cell in cells):
            yield f"{where}: an empty cell, or white space at its edge"
        if line != unicodedata.normalize("NFC", line):
            yield f"{where}: not in NFC"
        if _CONTROL.search(line) or _CYRILLIC.search(line):
            yield f"{where}: a control character or a Cyrillic letter"
        if cells in seen:
            yield f"{where}: the same as line {seen[cells]}"
        seen[cells] = number
        if "sentences" in path.name:
            lengths = [len(cell) for cell in cells]
            if max(lengths) > 4 * min(lengths) + 40:
                yield f"{where}: lengths differ too much, is something left out?"


def main() -> int:
    """Check every file and print the problems; return the exit code."""
    problems = [problem for path in sorted(CORPUS.glob("*.tsv")) for problem in iter_problems(path)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
