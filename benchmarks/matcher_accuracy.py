"""Precision and recall of the Azerbaijani matcher on sentences labelled by hand.

Run `python -m benchmarks.matcher_accuracy`: it prints precision, recall and F1 over all labelled
occurrences (a hit has exactly the span and the concept of a label), the same for every kind of
sentence, and every miss and false alarm. Exit code 1 where a figure is below `GOAL`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from glossary.matcher import TermMatcher
from glossary.model import Concept
from glossary.tsv import load_concepts

ROOT: Final = Path(__file__).resolve().parent.parent
LABELLED: Final = ROOT / "tests" / "data" / "matcher-labelled.tsv"
TERMS: Final = ROOT / "terms.tsv"
GOAL: Final = 0.99

_MARKED: Final = re.compile(r"\[\[([^\[\]|]+)\|([a-z0-9-]+)\]\]")

Span = tuple[int, int, str]
"""Start, end, concept id; half-open, in code points of the sentence."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence without its marks, the occurrences that were marked, and where it stands."""

    text: str
    spans: tuple[Span, ...]
    kind: str
    line: int


@dataclass(slots=True)
class Score:
    """Counts of right, spurious and missed spans."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, expected: Iterable[Span], found: Iterable[Span]) -> None:
        """Count one sentence."""
        wanted, got = set(expected), set(found)
        self.right += len(wanted & got)
        self.spurious += len(got - wanted)
        self.missed += len(wanted - got)

    @property
    def precision(self) -> float:
        """Return right spans / found spans, 1 where nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return right spans / labelled spans, 1 where nothing was labelled."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """The score over all sentences and by kind, and what was wrong, a line each."""

    total: Score = field(default_factory=Score)
    kinds: dict[str, Score] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)


def parse_marked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return a marked sentence as its text and the spans of its marks.

    >>> parse_marked("Yeni [[qanunun|law]] mətni")
    ('Yeni qanunun mətni', ((5, 12, 'law'),))
    """
    text = ""
    spans: list[Span] = []
    end = 0
    for found in _MARKED.finditer(marked):
        text += marked[end : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        end = found.end()
    text += marked[end:]
    if "[[" in text or "]]" in text:
        raise ValueError(f"a mark is not [[words|concept-id]]: {marked}")
    return text, tuple(spans)


def iter_labelled(path: Path = LABELLED) -> Iterator[Labelled]:
    """Yield the sentences of the labelled file."""
    kind = ""
    header = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("## "):
            kind = line[3:]
        if not line.strip() or line.startswith("#"):
            continue
        if not header:
            header = True
            continue
        text, spans = parse_marked(line)
        yield Labelled(text, spans, kind, number)


def evaluate(concepts: Iterable[Concept], labelled: Iterable[Labelled]) -> Evaluation:
    """Run the matcher over the sentences and count; only approved concepts take part."""
    matcher = TermMatcher([c for c in concepts if c.status == "approved"], "az")
    result = Evaluation()
    for sentence in labelled:
        found = [(m.start, m.end, m.concept.id) for m in matcher.find(sentence.text)]
        result.total.add(sentence.spans, found)
        result.kinds.setdefault(sentence.kind, Score()).add(sentence.spans, found)
        for sign, spans in (
            ("missed  ", set(sentence.spans) - set(found)),
            ("spurious", set(found) - set(sentence.spans)),
        ):
            for start, end, concept in sorted(spans):
                words = sentence.text[start:end]
                result.mistakes.append(
                    f"{sentence.line}: {sign} {words} [{concept}] in: {sentence.text}"
                )
    return result


def format_score(name: str, score: Score) -> str:
    """Return a line of the table."""
    return (
        f"{name:<58} {score.right:>5} {score.spurious:>5} {score.missed:>5}"
        f" {score.precision:>7.4f} {score.recall:>7.4f} {score.f1:>7.4f}"
    )


def main() -> int:
    """Print the scores and the mistakes; return 1 where a figure is below the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--glossary", type=Path, default=TERMS)
    parser.add_argument("--labelled", type=Path, default=LABELLED)
    options = parser.parse_args()
    sentences = list(iter_labelled(options.labelled))
    result = evaluate(load_concepts(options.glossary), sentences)
    print(f"{len(sentences)} sentences, {sum(bool(s.spans) for s in sentences)} of them with terms")
    print(
        f"{'kind':<58} {'right':>5} {'spur.':>5} {'miss':>5} {'prec.':>7} {'recall':>7} {'F1':>7}"
    )
    for kind, score in result.kinds.items():
        print(format_score(kind, score))
    print(format_score("all", result.total))
    for mistake in result.mistakes:
        print(mistake)
    total = result.total
    return int(min(total.precision, total.recall, total.f1) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
