"""Read the corpus, keep the test split apart, and make batches of examples.

Lines are (az, en, vi) triples; an example is a source, a target and the target language.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
TEST_LINES = 20
"""Sentences at the end of a topic file that are never trained on."""
TEST_TOPICS = 64
"""Topics that have test sentences: later ones add to training, so that figures stay comparable."""

TARGET_LANGS = ("en", "vi")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence with its translation into `lang`; `key` names it for the alignments."""

    key: int
    source: str
    target: str
    lang: str


def read_triples(path: Path) -> list[tuple[str, str, str]]:
    """Read a three-column TSV; a wrong column count is an error with its line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) != 3 or not all(cells):
            raise ValueError(f"{path.name}:{number}: three filled TAB columns expected")
        rows.append((cells[0], cells[1], cells[2]))
    return rows


def load_split(
    corpus: Path = CORPUS,
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Return (training triples, test triples); every key term is trained on."""
    train: list[tuple[str, str, str]] = []
    test: list[tuple[str, str, str]] = []
    for path in sorted(corpus.glob("c*-sentences.tsv")):
        rows = read_triples(path)
        topic = int(path.name.partition("-")[0].removeprefix("c"))
        held = TEST_LINES if topic <= TEST_TOPICS else 0
        train += rows[: len(rows) - held]
        test += rows[len(rows) - held :]
    for path in sorted(corpus.glob("c*-phrases.tsv")):
        train += read_triples(path)
    train += read_triples(corpus / "key-terms.tsv")[1:]
    held_out = {row[0] for row in test}
    return [row for row in dict.fromkeys(train) if row[0] not in held_out], test


def make_pairs(triples: Sequence[tuple[str, str, str]]) -> list[Pair]:
    """Make one pair per triple and target language, in a fixed order."""
    return [
        Pair(2 * number + column, row[0], row[1 + column], lang)
        for number, row in enumerate(triples)
        for column, lang in enumerate(TARGET_LANGS)
    ]


def vary_numbers(source: str, target: str, rng: random.Random) -> tuple[str, str]:
    """Replace numbers that stand on both sides by others of the same length.

    Teaches copying digits instead of recalling them. Lengths stay, so alignments stay valid.
    """
    shared = set(_NUMBER.findall(source)) & set(_NUMBER.findall(target))
    changes: dict[str, str] = {}
    for digits in shared:
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            changes[digits] = digits[:2] + f"{rng.randrange(100):02d}"
        else:
            low = 10 ** (len(digits) - 1) if digits[0] != "0" else 0
            changes[digits] = str(rng.randrange(low, 10 ** len(digits))).zfill(len(digits))

    def swap(found: re.Match[str]) -> str:
        return changes.get(found.group(), found.group())

    return _NUMBER.sub(swap, source), _NUMBER.sub(swap, target)


def iter_batches(
    lengths: Sequence[int], max_tokens: int, rng: random.Random
) -> Iterator[list[int]]:
    """Yield batches of indices of like length, at most `max_tokens` padded tokens, shuffled."""
    order = sorted(range(len(lengths)), key=lambda index: (lengths[index], rng.random()))
    batches: list[list[int]] = []
    batch: list[int] = []
    for index in order:
        if batch and lengths[index] * (len(batch) + 1) > max_tokens:
            batches.append(batch)
            batch = []
        batch.append(index)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    yield from batches
