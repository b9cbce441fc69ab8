"""Find foreign persons: by table where Azerbaijani spells them by ear, else as they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from translate_cli.placeables.model import Kind, Placeable
from translate_cli.placeables.name_spelling import latinise, takes_suffix
from translate_cli.placeables.name_tables import (
    foreign_names,
    given_names,
    places,
    vietnamese_names,
)
from translate_cli.placeables.name_words import Word, follows, ordinary_length, read_word

# Letters of Vietnamese names that no other Latin alphabet in such texts has.
_VIETNAMESE: Final = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_TONED: Final = re.compile("[àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_HOME: Final = re.compile(r"(?:(?!q(?!u))[A-Za-zÀ-ÖØ-öø-ÿčćšžřěłńśźż])+(?:[-'’][A-Z][A-Za-z]+)*")
_RUSSIAN: Final = re.compile(
    r"[A-ZÇƏĞİÖŞÜ][a-zçəğıöşü]{2,}(?:ov|ev|yov|ova|eva|yova|(?<!rq)in|ina|ski|skaya|enko)"
)
_RUSSIAN_FEMININE: Final = ("ova", "eva", "ina", "aya")
# Suffixes that a home spelling cannot end in, and endings that leave open whether it does.
_CASE: Final = re.compile(
    r"n?[ıü]n|n?[ıüə]|[dy]ə|d[ıü]r|dən|dan|d[aə]k[ıi]|y?lə|n?dən?|lar\w*|lər\w*"
)
_OPEN: Final = re.compile(r"[^aeiouəıöü](?:n?[iu]n|[iu]|l?a|d[iu]r)$|da$|ya$|n[iu]n$")


def find_foreign(
    text: str, words: Sequence[Word], index: int, target_lang: str
) -> tuple[Placeable, int] | None:
    """Return the foreign person whose name begins at `index`, and how many words it has."""
    return (
        _find_vietnamese(text, words, index, target_lang)
        or _find_by_ear(text, words, index)
        or _find_home_spelling(text, words, index)
    )


def _run(text: str, words: Sequence[Word], index: int, limit: int) -> int:
    """Return the index after the capitalised words that stand together from `index`."""
    last = index
    while last - index + 1 < limit and follows(text, words, last):
        last += 1
    return last + 1


def _person(start: int, end: int, rendering: str, woman: bool) -> Placeable:
    return Placeable(start, end, rendering, Kind.WOMAN if woman else Kind.NAME)


# --- Viet Nam


def strip_tones(name: str) -> str:
    """Write a Vietnamese name without diacritics, as English texts of our corpus do.

    >>> strip_tones("Nguyễn Minh Đức")
    'Nguyen Minh Duc'
    """
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _find_vietnamese(
    text: str, words: Sequence[Word], index: int, target_lang: str
) -> tuple[Placeable, int] | None:
    names = vietnamese_names()
    first = words[index].text
    if first not in names.surnames and not _TONED.search(first):
        return None
    stop = _run(text, words, index, 5)
    toned = any(_VIETNAMESE.search(word.text) for word in words[index:stop])
    if toned or (first not in names.surnames and first in names.surnames.values()):
        return _find_toned(text, words, index, stop, target_lang)
    surname = names.surnames.get(first)
    if surname is None or stop - index < 2:
        return None
    parts = [surname]
    woman = False
    end = words[index].end
    at = index + 1
    while at < stop and at - index < 4:
        table = names.women if woman or (at - index > 1 and parts[-1] == "Thu") else names.men
        found = _read_syllable(words[at].text, table) or _read_syllable(
            words[at].text, names.men if table is names.women else names.women
        )
        if found is None:
            break
        syllable, length = found
        parts.append(syllable)
        woman = woman or syllable in ("Thị", "Thu")
        end = words[at].start + length
        at += 1
        if end < words[at - 1].end:
            break
    count = at - index
    if count < 2 or (count == 2 and len(first) < 3):
        return None
    if end == words[at - 1].end and at < stop and not _is_known(words[at].text):
        return None
    woman = woman or _is_womans(parts[-1])
    name = " ".join(parts)
    return _person(
        words[index].start, end, name if target_lang == "vi" else strip_tones(name), woman
    ), count


def _is_womans(syllable: str) -> bool:
    names = vietnamese_names()
    return syllable in names.women.values() and syllable not in names.men.values()


def _read_syllable(word: str, table: dict[str, str]) -> tuple[str, int] | None:
    for length in range(len(word), 1, -1):
        syllable = table.get(word[:length])
        if syllable is not None and takes_suffix(word[:length], word[length:]):
            return syllable, length
    return None


def _find_toned(
    text: str, words: Sequence[Word], index: int, stop: int, target_lang: str
) -> tuple[Placeable, int] | None:
    """Return a name with Vietnamese diacritics, copied or stripped of them."""
    end = words[index].end
    count = 0
    woman = False
    names = vietnamese_names()
    syllables = frozenset(names.men.values()) | frozenset(names.women.values())
    for word in words[index:stop]:
        plain = re.split(r"['’-]", word.text, maxsplit=1)[0]
        if not _TONED.search(plain) and plain not in syllables:
            break
        count += 1
        woman = woman or plain in ("Thị", "Thu")
        end = word.start + len(plain)
        if len(plain) < len(word.text):
            break
    if count < 2:
        return None
    name = text[words[index].start : end]
    woman = woman or _is_womans(name.split()[-1])
    if target_lang != "vi":
        name = strip_tones(name)
    return _person(words[index].start, end, name, woman), count


# --- Names spelled by ear


def _find_by_ear(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    names = foreign_names()
    homes = names.given.get(words[index].text)
    if homes is None:
        return None
    stop = _run(text, words, index, 4)
    at = index + 1
    middle: list[str] = []
    while at + 1 < stop and words[at].text in names.given:
        middle.append(names.given[words[at].text][0][0])
        at += 1
    if at >= stop:
        return None
    found = _read_surname(words[at].text, homes)
    if found is None:
        return None
    home, sex, surname, length = found
    end = words[at].start + length
    if end == words[at].end and at + 1 < stop and not _is_known(words[at + 1].text):
        return None
    rendering = " ".join([home, *middle, surname])
    return _person(words[index].start, end, rendering, sex == "f"), at - index + 1


def _read_surname(
    word: str, homes: tuple[tuple[str, str, str], ...]
) -> tuple[str, str, str, int] | None:
    """Return given name, sex and surname as spelled at home, and the length of the surname."""
    surnames = foreign_names().surnames
    for length in range(len(word), 1, -1):
        stem = word[:length]
        if stem in surnames and takes_suffix(stem, word[length:], foreign=True):
            for home, lang, sex in homes:
                for surname, other in surnames[stem]:
                    if lang == other:
                        return home, sex, surname, length
            for home, lang, sex in homes:
                for surname, other in surnames[stem]:
                    if "x" in (lang, other):
                        return home, sex, surname, length
    for home, lang, sex in homes:
        if lang == "ru":
            for length in range(len(word), 4, -1):
                stem = word[:length]
                feminine = stem.endswith(_RUSSIAN_FEMININE)
                if not _RUSSIAN.fullmatch(stem) or feminine != (sex == "f"):
                    continue
                if takes_suffix(stem, word[length:]):
                    surname = latinise(stem)
                    if surname.endswith("ski"):
                        surname = surname[:-1] + "y"
                    return home, sex, surname, length
    return None


# --- Names as they are spelled at home


def _find_home_spelling(
    text: str, words: Sequence[Word], index: int
) -> tuple[Placeable, int] | None:
    names = foreign_names()
    sex = names.home_given.get(words[index].text)
    if sex is None or not follows(text, words, index):
        return None
    at = index + 1
    if words[at].text in names.home_given and follows(text, words, at):
        at += 1
    length = home_length(words[at].text)
    if not length:
        return None
    end = words[at].start + length
    if end == words[at].end and follows(text, words, at) and not _is_known(words[at + 1].text):
        return None
    start = words[index].start
    return _person(start, end, text[start:end], sex == "f"), at - index + 1


@lru_cache(maxsize=65536)
def home_length(word: str) -> int:
    """Return the length of a surname in a spelling of its own, 0 where it may be none.

    >>> home_length("Hoffman"), home_length("Hoffmanın"), home_length("Millerdən")
    (7, 7, 6)
    >>> home_length("Bakıda"), home_length("Hoffmanin")
    (0, 0)
    """
    surnames = foreign_names().home_surnames
    for length in range(len(word), 2, -1):
        if word[:length] in surnames and takes_suffix(word[:length], word[length:], foreign=True):
            return length
    if _is_known(word):
        return 0
    head = re.split(r"['’-](?=[^\W\d_]+$)", word, maxsplit=1)[0]
    if len(head) < len(word) and word[len(head) + 1 :].islower():
        return len(head) if _HOME.fullmatch(head) else 0
    if not _HOME.fullmatch(word[:4]):
        return 0
    for length in range(len(word) - 1, 3, -1):
        rest = word[length:]
        if _CASE.fullmatch(rest) and takes_suffix(word[:length], rest):
            return length if _HOME.fullmatch(word[:length]) else 0
    return len(word) if _HOME.fullmatch(word) and not _OPEN.search(word) else 0


def _is_known(word: str) -> bool:
    """Tell whether an Azerbaijani word, place or name explains a capitalised word."""
    return (
        ordinary_length(word) > 0
        or read_word(word, places()) is not None
        or read_word(word, given_names()) is not None
    )
