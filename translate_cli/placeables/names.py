"""Find the names in an Azerbaijani text: persons, places, brands and abbreviations.

A name is masked where the tables or its shape leave no doubt, and its rendering is one of rule:
Azerbaijani names are spelled without diacritics, places and foreign persons as the tables have
them, brands and abbreviations as they stand. A capitalised word that nothing speaks for is left
to the model: a wrong mask costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from translate_cli.placeables.foreign_persons import find_foreign
from translate_cli.placeables.model import Kind, Placeable
from translate_cli.placeables.name_shapes import foreign_length, is_headline, read_abbreviation
from translate_cli.placeables.name_tables import Entry, Use, brands, phrases, places
from translate_cli.placeables.name_words import (
    Word,
    iter_words,
    ordinary_length,
    read_word,
    stand_together,
)
from translate_cli.placeables.persons import find_part, find_person

_ODD: Final = re.compile(r"[wA-Z]")
_HAS_NAME: Final = re.compile(r"[^\W\d_a-zəçğıöşü]|[wW]")


def find_names(text: str, target_lang: str) -> list[Placeable]:
    """Return the names of an Azerbaijani text in order, none over another.

    The suffixes after a name stay outside its span.

    >>> [(p.text, p.kind.value) for p in find_names("Zəminə Xudiyeva Bakıdan zəng etdi.", "en")]
    [('Zamina Khudiyeva', 'woman'), ('Baku', 'name')]
    >>> [p.text for p in find_names("Hanoyda Facebook-un ofisi var.", "vi")]
    ['Hà Nội', 'Facebook']
    """
    if not _HAS_NAME.search(text):
        return []
    words = list(iter_words(text))
    headline = is_headline([word.text for word in words])
    found: list[Placeable] = []
    index = 0
    while index < len(words):
        word = words[index]
        if not word.text[0].isupper():
            step = _find_lower(word)
        else:
            step = (
                _find_phrase(text, words, index, target_lang)
                or find_foreign(text, words, index, target_lang)
                or find_person(text, words, index)
                or _find_single(text, word, target_lang, headline=headline)
                or find_part(text, words, index)
            )
        if step is None:
            index += 1
            continue
        placeable, count = step
        if placeable.text:
            found.append(placeable)
        index += count
    return found


def _find_phrase(
    text: str, words: Sequence[Word], index: int, target_lang: str
) -> tuple[Placeable, int] | None:
    """Return a name that a table has as a whole; its text is empty if it is left to the model."""
    for parts, entry in phrases().get(words[index].text, ()):
        last = index + len(parts) - 1
        if last >= len(words) or any(
            words[index + offset].text != part or not stand_together(text, words, index + offset)
            for offset, part in enumerate(parts[:-1])
        ):
            continue
        foreign = parts[-1][0].isupper()
        reading = read_word(words[last].text, {parts[-1]: entry}, foreign=foreign)
        if reading is not None:
            kind = Kind.WOMAN if entry.sex == "f" else Kind.NAME
            end = words[last].start + reading.length
            name = Placeable(words[index].start, end, entry.text(target_lang), kind)
            return name, len(parts)
    return None


def _find_single(
    text: str, word: Word, target_lang: str, *, headline: bool
) -> tuple[Placeable, int] | None:
    """Return a place, a brand, an abbreviation or a foreign word."""
    reading = read_word(word.text, places())
    if reading is not None:
        entry = places()[reading.key]
        if not _is_believed(text, word, entry, reading.length):
            return None
        end = word.start + reading.length
        bare = reading.length == len(word.text)
        return Placeable(word.start, end, entry.text(target_lang, bare=bare), Kind.NAME), 1
    reading = read_word(word.text, brands(), foreign=True)
    if reading is not None:
        entry = brands()[reading.key]
        if not _is_believed(text, word, entry, reading.length):
            return None
        return Placeable(word.start, word.start + reading.length, entry.en, Kind.NAME), 1
    length, rendering = read_abbreviation(word.text, headline=headline)
    if length:
        return Placeable(word.start, word.start + length, rendering, Kind.NAME), 1
    return _find_foreign_word(word)


def _find_lower(word: Word) -> tuple[Placeable, int] | None:
    """Return a brand or foreign word with a small first letter: iPhone, software."""
    if not _ODD.search(word.text):
        return None
    reading = read_word(word.text, brands(), foreign=True)
    if reading is not None:
        text = brands()[reading.key].en
        return Placeable(word.start, word.start + reading.length, text, Kind.NAME), 1
    return _find_foreign_word(word)


def _find_foreign_word(word: Word) -> tuple[Placeable, int] | None:
    length = foreign_length(word.text)
    if not length:
        return None
    end = word.start + length
    return Placeable(word.start, end, word.text[:length], Kind.NAME), 1


_GENERIC: Final = re.compile(
    r"[ \u00a0](?:şəhər|rayon|kənd|qəsəbə|vilayət|ştat|əyalət|ada|yarımada|liman|aeroport)"
)


def _is_believed(text: str, word: Word, entry: Entry, length: int) -> bool:
    if entry.use is Use.SUFFIXED:
        rest = word.text[length:]
        if rest.startswith(("lar", "lər")) or (not rest and not _GENERIC.match(text, word.end)):
            return False
    if word.first and entry.use is Use.INNER:
        return False
    return ordinary_length(word.text) <= length
