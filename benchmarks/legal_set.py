"""A labelled set of legal sentences with references in English and Vietnamese.

`data/legal.tsv` holds Azerbaijani sentences whose glossary terms are marked
[[words|concept-id]] as in `tests/data/matcher-labelled.tsv`, one or two references in each
language, and nothing that is trained on. Run `python -m benchmarks.legal_set`: it prints how
large the set is, where the matcher disagrees with the marks, and which references hold no
preferred or admitted form of a marked concept (a reference may say it in another way).
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.matcher_accuracy import TERMS, Span, parse_marked
from glossary.matcher import TermMatcher
from glossary.model import Concept
from glossary.tsv import load_concepts

LEGAL_SET: Final = Path(__file__).resolve().parent / "data" / "legal.tsv"
COLUMNS: Final = ("id", "az", "en", "vi", "en2", "vi2")
TARGETS: Final = ("en", "vi")

_ID: Final = re.compile(r"L\d{3}")


@dataclass(frozen=True, slots=True)
class LegalSentence:
    """A sentence without its marks, the occurrences that were marked, and its references."""

    id: str
    text: str
    spans: tuple[Span, ...]
    references: Mapping[str, tuple[str, ...]]
    """By language, the first reference and, where there is one, the second."""


def load_legal_set(path: Path = LEGAL_SET) -> tuple[LegalSentence, ...]:
    """Return the sentences of the set; ValueError names the line that is wrong."""
    lines = path.read_text("utf-8").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise ValueError(f"{path}:1: the header is not {' '.join(COLUMNS)}")
    sentences: list[LegalSentence] = []
    known: set[str] = set()
    for number, line in enumerate(lines[1:], start=2):
        try:
            sentence = _parse_row(line)
            for value, what in ((sentence.id, "id"), (sentence.text, "sentence")):
                if value in known:
                    raise ValueError(f"the {what} stands there twice: {value}")
                known.add(value)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from error
        sentences.append(sentence)
    return tuple(sentences)


def _parse_row(line: str) -> LegalSentence:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(COLUMNS)}")
    for column, cell in zip(COLUMNS, cells, strict=True):
        if cell != unicodedata.normalize("NFC", " ".join(cell.split())):
            raise ValueError(f"{column} is not in NFC or has spaces too many")
    number, marked, *references = cells
    if not _ID.fullmatch(number):
        raise ValueError(f"an id is L and three digits: {number}")
    text, spans = parse_marked(marked)
    if not spans:
        raise ValueError(f"no term is marked: {text}")
    english, vietnamese, *second = references
    if not english or not vietnamese:
        raise ValueError("a first reference is missing")
    if any(second) != all(second):
        raise ValueError("a second reference stands in one language only")
    if any("[[" in reference or "]]" in reference for reference in references):
        raise ValueError("a reference has marks")
    if any(second):
        pairs = {"en": (english, second[0]), "vi": (vietnamese, second[1])}
        return LegalSentence(number, text, spans, pairs)
    return LegalSentence(number, text, spans, {"en": (english,), "vi": (vietnamese,)})


def iter_disagreements(
    concepts: Iterable[Concept], sentences: Iterable[LegalSentence]
) -> Iterator[str]:
    """Yield a line for each mark that the matcher misses and each match that is not marked."""
    matcher = TermMatcher([c for c in concepts if c.status == "approved"], "az")
    for sentence in sentences:
        found = {(m.start, m.end, m.concept.id) for m in matcher.find(sentence.text)}
        for sign, spans in (
            ("missed", set(sentence.spans) - found),
            ("spurious", found - set(sentence.spans)),
        ):
            for start, end, concept in sorted(spans):
                words = sentence.text[start:end]
                yield f"{sentence.id}: {sign} {words} [{concept}] in: {sentence.text}"


def iter_other_wordings(
    concepts: Sequence[Concept], sentences: Sequence[LegalSentence]
) -> Iterator[str]:
    """Yield a line for each reference without an allowed form of a concept that is marked."""
    for lang in TARGETS:
        matcher = TermMatcher(concepts, lang)
        for sentence in sentences:
            marked = {concept for _, _, concept in sentence.spans}
            for number, reference in enumerate(sentence.references[lang], start=1):
                held = {match.concept.id for match in matcher.iter_matches(reference)}
                for concept in sorted(marked - held):
                    yield f"{sentence.id}: {lang} {number} without [{concept}]: {reference}"


def main() -> int:
    """Print the size of the set and what to look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--glossary", type=Path, default=TERMS)
    parser.add_argument("--set", type=Path, default=LEGAL_SET)
    options = parser.parse_args()
    concepts = load_concepts(options.glossary)
    sentences = load_legal_set(options.set)
    spans = [span for sentence in sentences for span in sentence.spans]
    doubled = sum(len(sentence.references["en"]) > 1 for sentence in sentences)
    print(
        f"{len(sentences)} sentences ({doubled} with second references), {len(spans)} occurrences"
        f" of {len({concept for _, _, concept in spans})} concepts"
    )
    for title, lines in (
        ("marks that the matcher disagrees with", list(iter_disagreements(concepts, sentences))),
        ("terms worded otherwise in a reference", list(iter_other_wordings(concepts, sentences))),
    ):
        print(f"{len(lines)} {title}")
        for line in lines:
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
