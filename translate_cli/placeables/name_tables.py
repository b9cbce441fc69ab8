"""The tables of names, read once, when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from glossary.frequencies import shipped_frequencies
from glossary.languages.suffixes import VOWELS, count_syllables
from glossary.text import fold
from translate_cli.placeables.name_spelling import latinise

_SOFT: Final = {"q": "ğ", "k": "y"}


class Use(StrEnum):
    """Where a name of a table is believed."""

    FREE = ""
    WORD = "word"
    """It is an ordinary word too: not at the start of a sentence without more evidence."""
    STRICT = "strict"
    """A common word: only beside a surname, another name or a title."""
    INNER = "inner"
    """Only within a sentence."""
    SUFFIXED = "suffixed"
    """Only with a suffix: alone before a noun it may be an adjective (Roma hüququ)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a table: its renderings, and the sex of a person ("m", "f" or "")."""

    en: str
    vi: str
    use: Use = Use.FREE
    sex: str = ""
    soft: bool = False
    """The stem is in its softened shape (Xınalığ-), which stands before a vowel only."""

    vi_bare: str = ""
    """The Vietnamese rendering of a bare form: Công ước Viên, but tại Vienna."""

    def text(self, target_lang: str, *, bare: bool = False) -> str:
        """Return the rendering for a target language; other languages get the English one."""
        if target_lang != "vi":
            return self.en
        return self.vi_bare if bare and self.vi_bare else self.vi


Table = dict[str, Entry]


def _iter_rows(name: str) -> Iterator[dict[str, str]]:
    text = files("translate_cli.placeables").joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _add_softened(table: Table) -> Table:
    """Add the shapes that stems in q and k take before a vowel (Xınalıq, Xınalığa)."""
    for stem, entry in list(table.items()):
        soft = _SOFT.get(stem[-1])
        if soft and count_syllables(fold(stem, "az")) > 1 and stem[-2] in VOWELS:
            shape = Entry(entry.en, entry.vi, entry.use, entry.sex, soft=True)
            table.setdefault(stem[:-1] + soft, shape)
    return table


@cache
def given_names() -> Table:
    """Return the given names of Azerbaijan."""
    table: Table = {}
    for row in _iter_rows("given.tsv"):
        text = row["en"] or latinise(row["az"])
        table[row["az"]] = Entry(text, text, Use(row["use"]), row["sex"])
    return _add_softened(table)


@cache
def places() -> Table:
    """Return the places; a key of several words has spaces in it."""
    table: Table = {}
    for row in _iter_rows("places.tsv"):
        text = row["en"] or latinise(row["az"])
        vi, _, vi_bare = (row["vi"] or text).partition("|")
        table[row["az"]] = Entry(text, vi, Use(row["use"]), vi_bare=vi_bare)
    return _add_softened(table)


@cache
def brands() -> Table:
    """Return products, companies, software and media."""
    table: Table = {}
    for row in _iter_rows("brands.tsv"):
        text = row["text"] or row["name"]
        table[row["name"]] = Entry(text, text, Use(row["use"]))
    return table


@cache
def abbreviations() -> dict[str, str]:
    """Return abbreviations with what stands for them; empty: left to the model."""
    return {row["az"]: row["text"] for row in _iter_rows("abbreviations.tsv")}


@cache
def people() -> Table:
    """Return the well-known persons by full name; an empty rendering: left to the model."""
    return {
        row["az"]: Entry(row["en"], row["vi"] or row["en"], sex=row["sex"])
        for row in _iter_rows("people.tsv")
    }


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    """Return, by first word, the keys of several words in any table, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for table in (people(), places(), brands()):
        for key, entry in table.items():
            words = tuple(key.split(" "))
            if len(words) > 1 or table is people():
                found.setdefault(words[0], []).append((words, entry))
    return {
        first: tuple(sorted(keys, key=lambda pair: -len(pair[0]))) for first, keys in found.items()
    }


@dataclass(frozen=True, slots=True)
class ForeignNames:
    """Foreign names: given names and surnames in Azerbaijani spelling, and right spellings."""

    given: dict[str, tuple[tuple[str, str, str], ...]]
    """Azerbaijani spelling to (spelling at home, language, sex), one for each language."""
    surnames: dict[str, tuple[tuple[str, str], ...]]
    home_given: dict[str, str]
    """Given name as spelled at home, to the sex."""
    home_surnames: frozenset[str]


@cache
def foreign_names() -> ForeignNames:
    """Return the table of foreign names of persons."""
    given: dict[str, tuple[tuple[str, str, str], ...]] = {}
    surnames: dict[str, tuple[tuple[str, str], ...]] = {}
    home_given: dict[str, str] = {}
    for row in _iter_rows("foreign.tsv"):
        name, home, lang = row["az"], row["en"], row["lang"]
        if row["part"] == "g":
            given[name] = (*given.get(name, ()), (home, lang, row["sex"]))
            home_given.setdefault(home, row["sex"])
        else:
            surnames[name] = (*surnames.get(name, ()), (home, lang))
    home_surnames = {home for homes in surnames.values() for home, _ in homes}
    return ForeignNames(given, surnames, home_given, frozenset(home_surnames))


@dataclass(frozen=True, slots=True)
class VietnameseNames:
    """Syllables of Vietnamese names in Azerbaijani spelling: surnames, others by sex."""

    surnames: dict[str, str]
    men: dict[str, str]
    women: dict[str, str]


@cache
def vietnamese_names() -> VietnameseNames:
    """Return the table of Vietnamese names."""
    names = VietnameseNames({}, {}, {})
    for row in _iter_rows("vietnamese.tsv"):
        table = names.surnames if row["part"] == "s" else names.men
        if row["sex"] == "f":
            table = names.women
        table.setdefault(row["az"], row["vi"])
    return names


@cache
def ordinary_lemmas() -> frozenset[str]:
    """Return the lemmas of ordinary words, those of names left out."""
    names = {
        fold(key, "az")
        for table in (given_names(), places(), brands())
        for key, entry in table.items()
        if entry.use in (Use.FREE, Use.SUFFIXED)
    }
    return frozenset(
        word
        for word in shipped_frequencies().counts.keys() - names
        if not word.endswith(("yev", "yeva", "zadə")) and (len(word) < 6 or word[-2:] != "ov")
    )
