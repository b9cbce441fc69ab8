"""Names of persons, places and institutions, from the small tables beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from training.grammar.phrases import Phrase, name

Row = tuple[str, str, str, str]

TABLES: Final = ("names.tsv", "places.tsv", "institutions.tsv", "units.tsv")


@lru_cache(maxsize=8)
def load_rows(file: str) -> dict[str, tuple[Row, ...]]:
    """Read one of the tables: kind, Azerbaijani, English, Vietnamese, grouped by kind.

    A line of another shape is an error with its number.
    """
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    found: dict[str, list[Row]] = {}
    for number, line in enumerate(text.splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 4 or not all(cells):
            raise ValueError(f"{file}:{number}: four filled TAB columns expected")
        found.setdefault(cells[0], []).append((cells[0], cells[1], cells[2], cells[3]))
    return {kind: tuple(rows) for kind, rows in found.items()}


def person_name(rng: Random) -> Phrase:
    """Draw a person's name, given name or both."""
    rows = load_rows("names.tsv")
    if rng.random() < 0.12:
        _, az, en, vi = rng.choice(rows["w"])
        return name(az, en, vi, he="3m")
    woman = rng.random() < 0.45
    _, az, en, vi = rng.choice(rows["f" if woman else "m"])
    if rng.random() < 0.6:
        _, az_family, en_family, vi_family = rng.choice(rows["s"])
        ending = "a" if woman else ""
        az, en, vi = (
            f"{az} {az_family}{ending}",
            f"{en} {en_family}{ending}",
            f"{vi} {vi_family}{ending}",
        )
    return name(az, en, vi, he="3f" if woman else "3m")


def place_name(rng: Random, kind: str) -> Phrase:
    """Draw a country or a city."""
    _, az, en, vi = rng.choice(load_rows("places.tsv")[kind])
    return name(az, en, vi, marks="izf" if az.endswith("Ərəbistanı") else "")


def institution(rng: Random, kind: str) -> Phrase:
    """Draw a named institution: gov or intl."""
    _, az, en, vi = rng.choice(load_rows("institutions.tsv")[kind])
    if az.isupper():
        return name(az, en, vi, marks="abbr")
    izafet = " " in az and az[-1] in "ıiuü"
    return name(az, en, vi, marks="izf" if izafet else "")
