"""A deterministic Azerbaijani text, taken from the corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from benchmarks.common import ROOT, BenchmarkError
from translate_cli.segment import segment_text

PER_PARAGRAPH = 5
"""Sentences a paragraph: stock Argos decodes each paragraph by itself, so that short ones would
make it look slower than it is on running text."""

_NEXT = "Bu belədir."
"""What must be able to follow: after a sentence that ends openly no paragraph would go on."""


def _iter_sentences() -> Iterator[str]:
    """Yield every sentence of the corpus once, in the order of its hash: all topics mixed."""
    found = set()
    for path in sorted((ROOT / "training" / "corpus").glob("c*-sentences.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.add(line.split("\t")[0].strip())
    yield from sorted(found, key=lambda text: hashlib.sha256(text.encode()).digest())


def make_paragraphs(count: int, *, per_paragraph: int = PER_PARAGRAPH) -> list[list[str]]:
    """Return `count` sentences in paragraphs that the segmenter cuts into these very sentences.

    So every contestant gets the same sentences, and their number can be checked at the end.
    """
    paragraphs: list[list[str]] = []
    current: list[str] = []
    for sentence in _iter_sentences():
        trial = [*current, sentence, _NEXT]
        if [segment.text for segment in segment_text(" ".join(trial), "az")] != trial:
            continue
        current.append(sentence)
        missing = count - sum(map(len, paragraphs))
        if len(current) == min(per_paragraph, missing):
            paragraphs.append(current)
            current = []
            if missing <= per_paragraph:
                return paragraphs
    raise BenchmarkError(f"the corpus has no {count} different sentences.")
