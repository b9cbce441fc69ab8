"""Make the table of irregular English forms from the lexicon of lemminflect.

The table is made when the project is developed, not when it runs; a test makes it again and
compares. Source and licence: lemminflect (MIT), whose lexicon derives from the SPECIALIST Lexicon
of the US National Library of Medicine (free to use, with attribution).
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from glossary.languages.en import looks_plural, regular_s, regular_verb_forms

HEADER: Final = "# lemma, part of speech, forms; made from the lexicon of lemminflect by en_table\n"
_VERB_TAGS: Final = ("VBZ", "VBD", "VBN", "VBG")


def build_table() -> str:
    """Return the text of `en_irregular.tsv`: words whose forms the regular rules do not give."""
    lines = ["\t".join((lemma, pos, "|".join(forms))) for lemma, pos, forms in _iter_rows()]
    return HEADER + "".join(line + "\n" for line in sorted(lines))


def _iter_rows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    import lemminflect
    from lemminflect import config

    with gzip.open(Path(config.inflection_lu_fn), "rt", encoding="utf-8") as lines:
        lemmas = {row[0] for row in csv.reader(lines) if row[0].isalpha() and row[0].islower()}
    for lemma in lemmas:
        plurals = lemminflect.getAllInflections(lemma, "NOUN").get("NNS", ())
        forms = tuple(dict.fromkeys(form for form in plurals if form != lemma))
        # Regular ones in -s are listed too, so that summons is not read as a plural.
        if forms and (forms != (regular_s(lemma),) or looks_plural(lemma)):
            yield lemma, "noun", forms
        tags = lemminflect.getAllInflections(lemma, "VERB")
        forms = tuple(dict.fromkeys(form for tag in _VERB_TAGS for form in tags.get(tag, ())))
        if forms and set(forms) != set(regular_verb_forms(lemma)):
            yield lemma, "verb", forms
