"""Find the names of persons in an Azerbaijani text: given name, patronymic, surname, initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from translate_cli.placeables.model import Kind, Placeable
from translate_cli.placeables.name_spelling import latinise, takes_suffix
from translate_cli.placeables.name_tables import Entry, Use, given_names, places
from translate_cli.placeables.name_words import (
    Word,
    follows,
    ordinary_length,
    read_word,
    stand_together,
)

# Surnames made with Russian suffixes, and with -zadə, -bəyli, are known anywhere; those in -lı,
# -i, -oğlu only after a given name: bakılı is an ordinary word.
_SURNAME: Final = re.compile(
    r"[A-ZÇƏĞİÖŞÜ][a-zçəğıöşü]{2,}(?:ov|yev|ova|yeva|-?zadə|bəyli|bəyov|bəyova)"
)
_WEAK_SURNAME: Final = re.compile(
    r"[A-ZÇƏĞİÖŞÜ][a-zçəğıöşü]{2,}(?:lı|li|lu|lü|oğlu|qızı|soy|vi|ani|əni|zadələr)"
)
_FEMININE: Final = ("ova", "yeva", "qızı")
_PATRONYMIC: Final = {"oğlu": "oghlu", "qızı": "gizi"}
_TITLES: Final = (
    "xanım", "bəy", "müəllimə", "müəllim", "usta", "ağa", "nənə", "baba", "əmi", "dayı", "xala",
    "bibi", "ana", "həkim", "qardaş", "bacı", "kişi",
)  # fmt: skip
# Not müəllimə: after a man's name it is the dative of müəllim.
_WOMANS_TITLES: Final = frozenset(("xanım", "nənə", "xala", "bibi", "bacı", "ana"))
_NAMED_AFTER: Final = re.compile(r"[ \u00a0](?:küçəsi|prospekti|adına|rayonu|stansiyası|parkı)")
# Places, a prince, a nobleman, and the tomb of an imam.
_NOT_SURNAMES: Final = frozenset((
    "Moldova", "Kosova", "Kiyev", "Azov", "Yalova",
    "Şahzadə", "Bəyzadə", "Xanzadə", "Əsilzadə", "İmamzadə",
))  # fmt: skip
_AFTER_INITIAL: Final = frozenset((".", ". ", ".\u00a0"))


@lru_cache(maxsize=65536)
def surname_length(word: str, *, weak: bool, sex: str = "") -> int:
    """Return the length of the surname that `word` is a form of, 0 where it is none.

    A man's surname in -ov with the dative looks like a woman's: `sex` tells them apart.

    >>> surname_length("Xudiyevanın", weak=False), surname_length("Ocaqovdur", weak=False)
    (8, 6)
    >>> surname_length("Məmmədova", weak=False), surname_length("Məmmədova", weak=False, sex="m")
    (9, 8)
    """
    for length in range(len(word), 4, -1):
        stem = word[:length]
        if stem in _NOT_SURNAMES:
            return 0
        if not _SURNAME.fullmatch(stem) or (sex == "m" and stem.endswith("ova")):
            continue
        if takes_suffix(stem, word[length:]):
            return length
    if not weak:
        return 0
    for length in range(len(word), 4, -1):
        stem = word[:length]
        if _WEAK_SURNAME.fullmatch(stem) and takes_suffix(stem, word[length:]):
            sure = stem.endswith(("oğlu", "qızı")) or _is_clan(word)
            return length if sure or ordinary_length(word) < 4 else 0
    return 0


def _is_clan(word: str) -> bool:
    """Tell whether a word is a given name with -lı: Aslanlı, though aslan is a lion."""
    reading = read_word(word, given_names(), rest="lı|li|lu|lü")
    return reading is not None


def find_person(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    """Return the person of two parts or more whose name begins at `index`, and their number."""
    return _find_initials(text, words, index) or _find_full(text, words, index)


def find_part(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    """Return the person who is called by a given name or a surname alone."""
    return _find_given(text, words, index) or _find_surname(text, words, index)


def _find_initials(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    at = index
    while (
        at - index < 3
        and len(words[at].text) == 1
        and follows(text, words, at, between=_AFTER_INITIAL)
    ):
        at += 1
    if at == index:
        return None
    last = words[at]
    length = surname_length(last.text, weak=True)
    if not length:
        reading = read_word(last.text, given_names())
        if reading is None:
            return None
        length = reading.length
    start, end = words[index].start, last.start + length
    woman = last.text[:length].endswith(_FEMININE)
    return _place(start, end, latinise(text[start:end]), woman), at - index + 1


def _place(start: int, end: int, rendering: str, woman: bool) -> Placeable:
    return Placeable(start, end, rendering, Kind.WOMAN if woman else Kind.NAME)


def _find_full(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    """Return a given name with what belongs to it, or a surname before it."""
    first = words[index]
    entry = given_names().get(first.text)
    if entry is not None and entry.soft:
        return None
    surname_first = False
    if entry is None:
        surname_first = surname_length(first.text, weak=False) == len(first.text)
        if not surname_first:
            return None
    sex = entry.sex if entry else ("f" if first.text.endswith(_FEMININE) else "m")
    parts = [entry.en if entry else latinise(first.text)]
    doubtful = entry is not None and first.first and entry.use is not Use.FREE
    at, end = index, first.end
    while at - index < 4 and follows(text, words, at):
        father = _read_patronymic(text, words, at + 1)
        if father is not None:
            rendering, end, sex = father
            parts.append(rendering)
            at += 2
            if end < words[at].end:
                break
            continue
        word = words[at + 1].text
        length = 0 if surname_first else surname_length(word, weak=not doubtful, sex=sex)
        if length:
            at += 1
            end = words[at].start + length
            parts.append(latinise(word[:length]))
            if word[:length].endswith(_FEMININE):
                sex = "f"
            break
        reading = read_word(word, given_names())
        if reading is None or doubtful:
            break
        if reading.length < len(word) and read_word(word, places()) is not None:
            break
        at += 1
        end = words[at].start + reading.length
        parts.append(given_names()[reading.key].en)
        if reading.length < len(word):
            break
    if at == index or _goes_on(text, words, at, end):
        return None
    return _place(first.start, end, " ".join(parts), sex == "f"), at - index + 1


def _read_patronymic(text: str, words: Sequence[Word], index: int) -> tuple[str, int, str] | None:
    """Read "Əlirza oğlu" at `index`: its rendering, its end and the sex."""
    if index + 1 >= len(words):
        return None
    mark = words[index + 1].text[:4]
    father = given_names().get(words[index].text)
    if father is None or mark not in _PATRONYMIC or not stand_together(text, words, index):
        return None
    if not takes_suffix(mark, words[index + 1].text[4:]):
        return None
    end = words[index + 1].start + 4
    return f"{father.en} {_PATRONYMIC[mark]}", end, "f" if mark == "qızı" else "m"


def _goes_on(text: str, words: Sequence[Word], at: int, end: int) -> bool:
    """Tell whether a capitalised word that nothing explains follows: part of the name, perhaps."""
    if end < words[at].end or not follows(text, words, at):
        return False
    word = words[at + 1].text
    return not word[:2].isupper() and not ordinary_length(word) and not read_word(word, places())


def _find_given(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    word = words[index]
    reading = read_word(word.text, given_names())
    if reading is None:
        return None
    entry = given_names()[reading.key]
    end = word.start + reading.length
    title = "" if end < word.end else _read_title(text, words, index)
    if not title and not _is_believed(text, words, index, entry, reading.length):
        return None
    if _goes_on(text, words, index, end):
        return None
    return _place(word.start, end, entry.en, entry.sex == "f" or title in _WOMANS_TITLES), 1


def _read_title(text: str, words: Sequence[Word], index: int) -> str:
    if index + 1 < len(words) and stand_together(text, words, index):
        following = words[index + 1].text
        for title in _TITLES:
            if following.startswith(title) and takes_suffix("A" + title, following[len(title) :]):
                return title
    return ""


def _is_believed(text: str, words: Sequence[Word], index: int, entry: Entry, length: int) -> bool:
    word = words[index]
    if ordinary_length(word.text) > length:
        return False
    if entry.use is Use.FREE or _NAMED_AFTER.match(text, word.end):
        return True
    if entry.use is Use.STRICT or word.first:
        return False
    # Capitals around it: a part of the name of an institution, a holiday, a street.
    before = words[index - 1] if index else word
    if before.text[0].isupper() and not before.first and stand_together(text, words, index - 1):
        return False
    if not follows(text, words, index):
        return True
    place = read_word(words[index + 1].text, places())
    return place is not None and place.length < len(words[index + 1].text)


def _find_surname(text: str, words: Sequence[Word], index: int) -> tuple[Placeable, int] | None:
    word = words[index]
    length = surname_length(word.text, weak=False)
    if length < 6:
        return None
    before = words[index - 1].text if index else ""
    # A capitalised word before it that no table knows is a foreign given name.
    if (
        before[:1].isupper()
        and stand_together(text, words, index - 1)
        and not words[index - 1].first
        and not ordinary_length(before)
    ):
        return None
    surname = word.text[:length]
    woman = surname.endswith(_FEMININE)
    return _place(word.start, word.start + length, latinise(surname), woman), 1
