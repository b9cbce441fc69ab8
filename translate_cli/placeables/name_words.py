"""The words of a text as the finder of names sees them, and what each may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from glossary.languages.az_nouns import NOUN_GRAPH
from glossary.languages.suffixes import VOWELS, SuffixAutomaton, harmony_of
from glossary.text import fold
from translate_cli.placeables.name_spelling import takes_suffix
from translate_cli.placeables.name_tables import Entry, ordinary_lemmas, places

_WORD: Final = re.compile(r"[^\W\d_][^\W_]*(?:[-'’‑][^\W_]+)*")
_CHAIN: Final = re.compile(r"-[^\W\d_a-zçəğıöşü]")
_LONGEST: Final = 64
"""Characters of a word; what is longer is no word, and would take long to take apart."""
_IN_ADDRESS: Final = frozenset("@/._\\#&=")
_ENDS_SENTENCE: Final = frozenset(".?!:…•\n\r")
_OPENS: Final = " \t\u00a0“\"«„‘'([{–—-*"
_QUOTES: Final = frozenset("“\"«„‘'")


class Word(NamedTuple):
    """A word of the text: its span, and whether its capital may be due to its place alone."""

    text: str
    start: int
    end: int
    first: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to see a word: the first `length` characters are a name, the rest suffixes."""

    length: int
    key: str


def iter_words(text: str) -> Iterator[Word]:
    """Yield the words of a text that belong to no address.

    >>> [word.text for word in iter_words("Bakı-Tbilisi xətti: Nyu-York, a.b@c.az")]
    ['Bakı', 'Tbilisi', 'xətti', 'Nyu-York']
    """
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST or _is_in_address(text, start, end):
            continue
        word = match.group()
        first = is_first(text, start)
        parts = word.split("-") if _CHAIN.search(word) else []
        if parts and all(read_word(part, places()) for part in parts):
            for part in parts:
                yield Word(part, start, start + len(part), first)
                start += len(part) + 1
        else:
            yield Word(word, start, end, first)


def _is_in_address(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    # A full stop before it: of an initial (A.Məmmədov), or of a domain (lugat.az).
    if before in _IN_ADDRESS and (before != "." or (start > 1 and text[start - 2].islower())):
        return True
    after = text[end : end + 2]
    if after[:1] != ".":
        return after[:1] in ("@", "/", "_")
    # A.Məmmədov begins with an initial, a.b@c.az does not.
    return after[1:].isalnum() and (end - start > 1 or after[1:].islower())


def is_first(text: str, start: int) -> bool:
    """Tell whether the word at `start` begins a sentence, a line or a quotation.

    >>> is_first("Bu, “Azad” partiyasıdır.", 5), is_first("Bu, Azad.", 4)
    (True, False)
    """
    if start and text[start - 1] in _QUOTES:
        return True
    index = start
    while index and text[index - 1] in _OPENS:
        index -= 1
    return not index or text[index - 1] in _ENDS_SENTENCE


_BLANKS: Final = frozenset((" ", "\u00a0"))


def stand_together(
    text: str, words: Sequence[Word], index: int, *, between: frozenset[str] = _BLANKS
) -> bool:
    """Tell whether nothing but a blank is between the words at `index` and after it."""
    return text[words[index].end : words[index + 1].start] in between


def follows(
    text: str, words: Sequence[Word], index: int, *, between: frozenset[str] = _BLANKS
) -> bool:
    """Tell whether a capitalised word comes right after the word at `index`."""
    return (
        index + 1 < len(words)
        and words[index + 1].text[0].isupper()
        and stand_together(text, words, index, between=between)
    )


def read_word(
    word: str, table: Mapping[str, Entry], *, foreign: bool = False, rest: str = ""
) -> Reading | None:
    """Return the longest name of `table` that `word` is or is a form of.

    `rest` names endings, parted by |, that have to come between the name and its suffixes.

    >>> from translate_cli.placeables.name_tables import given_names, places
    >>> read_word("Nailənin", given_names()), read_word("Ələtə", places()).key
    (Reading(length=5, key='Nailə'), 'Ələt')
    """
    for length in range(len(word), 1, -1):
        entry = table.get(word[:length])
        if entry is None:
            continue
        tail = word[length:]
        if entry.soft and tail[:1] not in VOWELS:
            continue
        if rest:
            begun = next((end for end in rest.split("|") if tail.startswith(end)), None)
            if begun is None:
                continue
            tail = tail[len(begun) :]
        if takes_suffix(word[: len(word) - len(tail)], tail, foreign=foreign):
            return Reading(length, word[:length])
    return None


_NOUNS: Final = SuffixAutomaton(NOUN_GRAPH)


@lru_cache(maxsize=65536)
def ordinary_length(word: str) -> int:
    """Return the length of the longest ordinary lemma that `word` is a form of, 0 for none.

    >>> ordinary_length("Romanın"), ordinary_length("Quliyev")
    (5, 0)
    """
    folded = fold(word, "az")
    lemmas = ordinary_lemmas()
    for length in range(len(folded), 2, -1):
        stem = folded[:length]
        if stem in lemmas:
            node = ("NOUN", harmony_of(stem), stem[-1] in VOWELS)
            if length == len(folded) or _NOUNS.accepts(node, folded[length:]):
                return length
    return 0
