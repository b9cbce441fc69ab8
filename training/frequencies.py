"""Make glossary/data/az-frequencies.tsv, the reference list of `lugat glossary suggest`.

Run `python -m training.frequencies` in the root of the repository. The list counts the lemmas of
the Azerbaijani column of training/corpus, as `glossary.lemmas` guesses them; what occurs once is
left out, and so are the rarest lemmas beyond MAX_BYTES.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from glossary.frequencies import Frequencies, format_frequencies
from glossary.lemmas import Lemmatiser
from glossary.text import WORD, fold, normalise

ROOT: Final = Path(__file__).resolve().parent.parent
CORPUS: Final = ROOT / "training" / "corpus"
TARGET: Final = ROOT / "glossary" / "data" / "az-frequencies.tsv"
MAX_BYTES: Final = 200_000

COMMENT: Final = """\
Lemmas of the corpus of this project (Azerbaijani column), with counts. Licence: CC0 1.0.
Made by training/frequencies.py; do not edit."""


def iter_words(folder: Path = CORPUS) -> Iterator[str]:
    """Yield the folded words of the corpus that have letters only."""
    for path in sorted(folder.glob("c*-sentences.tsv")):
        for line in path.read_text("utf-8").splitlines():
            source = fold(normalise(line.partition("\t")[0]), "az")
            yield from (word for word in WORD.findall(source) if word.isalpha())


def count_lemmas(words: Counter[str]) -> Frequencies:
    """Count lemmas, given the words and their counts."""
    lemmatiser = Lemmatiser(words)
    counts: Counter[str] = Counter()
    for word, count in words.items():
        counts[lemmatiser.analyse(word).lemma] += count
    frequent = {lemma: count for lemma, count in counts.items() if count > 1}
    return Frequencies(frequent, words.total())


def main() -> None:
    """Write the list."""
    frequencies = count_lemmas(Counter(iter_words()))
    text = format_frequencies(frequencies, comment=COMMENT, max_bytes=MAX_BYTES)
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET}: {text.count(chr(10)) - 3} lemmas of {frequencies.tokens} words")


if __name__ == "__main__":
    main()
