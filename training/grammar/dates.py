"""Dates, times, amounts, measures and shares, in sentences of every kind."""

from __future__ import annotations

from typing import Final

from training.grammar import az
from training.grammar import numbers as num
from training.grammar.clauses import Adverbial, Clause, Triple
from training.grammar.common import finish
from training.grammar.names import load_rows
from training.grammar.sampling import Sampler

_DECADES: Final = tuple(range(1900, 2020, 10))
_ROMAN: Final = {15: "XV", 16: "XVI", 17: "XVII", 18: "XVIII", 19: "XIX", 20: "XX", 21: "XXI"}


def date(s: Sampler, letter: str, *, recent: bool = False) -> Adverbial:
    """Draw a date or time for a sentence of the past (P) or the future (F).

    A `recent` past leaves out what no living person did.
    """
    rng = s.rng
    day, month = rng.randint(1, 28), rng.randint(1, 12)
    first = 1990 if recent else 1950
    year = rng.randint(first, 2025) if letter == "P" else rng.randint(2026, 2045)
    az_name, en_name, _ = num.MONTHS[month - 1]
    ci = num.az_suffix(year, "(I)ncI")
    day_loc = f"{day}-{num.az_suffix(day, 'dA')}"
    of_month = num.az_month(month, "(n)In")
    vi_day = f"ngày {day} tháng {month}"
    in_month = az.decline(az_name, "loc", "3")
    options: list[Triple] = [
        (f"{of_month} {day_loc}", f"on {day} {en_name}", f"vào {vi_day}"),
        (f"{of_month} {day_loc}", f"on {day} {en_name}", f"vào {vi_day}"),
        (f"{year}-{ci} ildə", f"in {year}", f"vào năm {year}"),
        (f"{year}-{ci} ilin {in_month}", f"in {en_name} {year}", f"vào tháng {month} năm {year}"),
        (
            f"{year}-{ci} ilin {az_name} ayında",
            f"in {en_name} {year}",
            f"vào tháng {month} năm {year}",
        ),
        (
            f"{year}-{ci} il {of_month} {day_loc}",
            f"on {day} {en_name} {year}",
            f"vào {vi_day} năm {year}",
        ),
        (
            f"{day} {az_name} {year}-{ci} il tarixində",
            f"on {day} {en_name} {year}",
            f"vào {vi_day} năm {year}",
        ),
        (f"{az_name} ayında", f"in {en_name}", f"vào tháng {month}"),
        _clock(s),
    ]
    count, unit = rng.randint(2, 30), rng.choice(load_rows("units.tsv")["time"])
    many, vi_unit = unit[2].split("|")[1], unit[3]
    count_az, count_en, count_vi = num.az_words(count), num.en_words(count), num.vi_words(count)
    if letter == "P":
        options += [
            (f"{count} {unit[1]} əvvəl", f"{count} {many} ago", f"{count} {vi_unit} trước"),
            (
                f"{count_az} {unit[1]} əvvəl",
                f"{count_en} {many} ago",
                f"{count_vi} {vi_unit} trước",
            ),
            (
                f"son {count_az} {unit[1]} ərzində",
                f"over the last {count_en} {many}",
                f"trong {count_vi} {vi_unit} qua",
            ),
        ]
        if not recent:
            decade, century = rng.choice(_DECADES), rng.choice(tuple(_ROMAN))
            options += [
                (
                    f"{decade}-{num.az_suffix(decade, '(I)ncI')} illərdə",
                    f"in the {decade}s",
                    f"vào những năm {decade}",
                ),
                (
                    f"{_ROMAN[century]} əsrdə",
                    f"in the {num.en_ordinal(century)} century",
                    f"vào thế kỷ {_ROMAN[century]}",
                ),
            ]
    else:
        options += [
            (f"{year}-{ci} ilədək", f"by {year}", f"trước năm {year}"),
            (f"{of_month} {day}-{_dative_n(day)} qədər", f"by {day} {en_name}", f"trước {vi_day}"),
            (
                f"{count_az} {unit[1]} ərzində",
                f"within {count_en} {many}",
                f"trong vòng {count_vi} {vi_unit}",
            ),
            (f"{count} {unit[1]} sonra", f"in {count} {many}", f"sau {count} {vi_unit} nữa"),
        ]
    found = rng.choice(options)
    return Adverbial(found[0], found[1], found[2], "time")


def _dative_n(day: int) -> str:
    """Return the possessive dative after a day: mayın 9-na, mayın 5-nə."""
    suffix = num.az_suffix(day, "dA")
    return "na" if suffix == "da" else "nə"


def _clock(s: Sampler) -> tuple[str, str, str]:
    hour = s.rng.randint(7, 23)
    if s.chance(0.5):
        return (f"saat {hour}-{num.az_suffix(hour, 'dA')}", f"at {hour}:00", f"lúc {hour} giờ")
    minute = s.rng.choice((10, 15, 20, 30, 40, 45, 50))
    return (
        f"saat {hour}:{minute}-{num.az_suffix(minute, 'dA')}",
        f"at {hour}:{minute}",
        f"lúc {hour} giờ {minute}",
    )


def dated(s: Sampler) -> Triple:
    """Draw a dated sentence: saziş mayın 9-da imzalanıb."""
    future = s.chance(0.3)
    clause = s.clause(passive=s.chance(0.45))
    for _ in range(20):
        if "stat" not in clause.verb.features and not (future and "past" in clause.verb.features):
            break
        clause = s.clause(passive=s.chance(0.45))
    name = (
        "future"
        if future
        else s.rng.choice(("past", "reported_past", "reported_past", "formal_past"))
    )
    clause.adverbials = (date(s, "F" if future else "P", recent=is_of_living(clause)),)
    return finish(clause.finite(name))


def is_of_living(clause: Clause) -> bool:
    """Tell whether somebody alive does it, so that it cannot be long ago."""
    who = clause.agent if clause.passive else clause.subject
    return who is not None and (who.is_pronoun or who.entry is None or who.entry.is_person)
