"""Noun phrases of Azerbaijani sentences, by the suffixes of their words.

A phrase is a head with bare or genitive modifiers before it (Müasir Azərbaycan dili, syntax,
"təyini söz birləşmələri"): elektron sübut, cinayət işi, məlumatların mühafizəsi; or with a dative
and qarşı (korrupsiyaya qarşı mübarizə).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from glossary.extract_words import GENERAL_WORDS, LIGHT_NOUNS, LINKS, STOP_WORDS
from glossary.lemmas import Analysis, Lemmatiser
from glossary.text import APOSTROPHES, HYPHENS, fold

_TOKEN: Final = re.compile(rf"[^\W_]+(?:[{HYPHENS}][^\W\d_]+)*(?:[{APOSTROPHES}][^\W\d_]+)?")
_SENTENCE_END: Final = re.compile(
    r"[.!?…]+[\"»”’)]*\s+(?=[\"«“(]?[^\W_a-zəöüğışç])"
    r"|\n\s*\n|\n(?=[^\S\n]*(?:[-–•*(]|[^\W_a-zəöüğışç]))"
)
ABBREVIATION_SUFFIX: Final = re.compile(rf"[{HYPHENS}{APOSTROPHES}].*$")

Key = tuple[tuple[str, ...], str, bool]
"""Folded modifiers as they stand, lemma of the head, whether the head keeps its possessive."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: as it stands, folded without the suffix of an abbreviation, its place.

    `initial` says that it is the first one; `analysis` is None for a word that stands in no term.
    """

    text: str
    word: str
    start: int
    end: int
    initial: bool
    analysis: Analysis | None


def iter_folded_words(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the folded words of a text, abbreviations without the suffix after their hyphen."""
    for found in _TOKEN.finditer(text):
        word = found.group()
        stem = ABBREVIATION_SUFFIX.sub("", word)
        if stem != word and (
            stem.isupper() or stem[-1:].isdigit() or word[len(stem)] in APOSTROPHES
        ):
            word = stem
        yield fold(word, "az"), found


def iter_sentences(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the offsets of the sentences of a text, good enough to show them as contexts.

    A line that begins with a capital, a digit or a list mark begins a sentence, another one goes
    on with that of the line before.

    >>> text = "Bakı. 5 may\nFərman hər kəs\nüçün qüvvədədir."
    >>> [text[start:end] for start, end in iter_sentences(text)]
    ['Bakı.', '5 may', 'Fərman hər kəs\nüçün qüvvədədir.']
    """
    start = 0
    for found in chain(_SENTENCE_END.finditer(text), (None,)):
        cut = text[start : found.start() + len(found.group().rstrip()) if found else len(text)]
        if cut.strip():
            first = start + len(cut) - len(cut.lstrip())
            yield first, first + len(cut.strip())
        start = found.end() if found else len(text)


def _iter_tokens(sentence: str, lemmatiser: Lemmatiser) -> Iterator[Token]:
    initial = True
    for word, found in iter_folded_words(sentence):
        analysis: Analysis | None = None
        letters = [char for char in word if char.isalpha()]
        if word not in STOP_WORDS and len(letters) > 1 and not word[0].isdigit():
            analysis = lemmatiser.analyse(word)
            lemma = analysis.lemma
            halves = re.split(f"[{HYPHENS}]", word)
            if (
                analysis.verb
                or lemma in STOP_WORDS
                or len(lemma) < 2
                or lemmatiser.is_imperative(lemma)
                or (len(halves) == 2 and halves[1].startswith(halves[0]))  # tez-tez, bir-birinə
            ):
                analysis = None
        yield Token(found.group(), word, found.start(), found.end(), initial, analysis)
        initial = False


def iter_phrases(
    sentence: str, lemmatiser: Lemmatiser, max_words: int
) -> Iterator[tuple[Key, Sequence[Token], bool]]:
    """Yield the noun phrases of a sentence, nested ones too, and whether a possessor precedes."""
    tokens = list(_iter_tokens(sentence, lemmatiser))
    for first, opening in enumerate(tokens):
        if opening.analysis is None:
            continue
        before = tokens[first - 1].analysis if first else None
        owned = before is not None and before.has(case="gen")
        for last in range(first, min(first + max_words, len(tokens))):
            phrase = tokens[first : last + 1]
            if last > first and sentence[tokens[last - 1].end : phrase[-1].start].strip():
                break
            link = phrase[-1].word in LINKS and len(phrase) > 1 and _is_dative(phrase[-2])
            if phrase[-1].analysis is None and not link:
                break
            key = None if link else _key_of(phrase)
            if key is not None:
                yield key, phrase, owned


def _is_dative(token: Token) -> bool:
    # By its ending, since a word that occurs once may be taken for a lemma as it stands.
    return token.analysis is not None and token.word.endswith(("a", "ə"))


def _key_of(phrase: Sequence[Token]) -> Key | None:
    """Return the key of a phrase, None where its suffixes do not make one."""
    *modifiers, head = phrase
    if head.analysis is None:
        return None
    lemma, possessed = head.analysis.lemma, head.analysis.has(possessed=True)
    if lemma in LIGHT_NOUNS and not (modifiers and possessed):
        return None
    if lemma in GENERAL_WORDS and not modifiers:
        return None
    genitive = linked = False
    for index, token in enumerate(modifiers):
        following = phrase[index + 1].word
        if token.analysis is None:
            genitive, linked = False, token.word in LINKS
        elif following in LINKS:
            genitive = False
        elif token.analysis.has(case="", possessed=False):
            linked = False
        elif token.analysis.has(case="gen"):
            genitive, linked = True, False
        else:
            return None
    words = tuple(token.word for token in modifiers)
    if genitive and not possessed:
        return None
    return words, lemma, bool(modifiers) and not linked and possessed
