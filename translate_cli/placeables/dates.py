"""Find the dates of an Azerbaijani text and write them as English or Vietnamese writes them.

A date is one placeable: its parts stand in another order in each language, and a model that carries
them one by one loses the month or says the year twice. Lists and ranges of days of one month
("oktyabrın 25-i və 26-sı", "16–20 oktyabr") and lone months are left to the model and to the
numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from translate_cli.placeables.model import Kind, Placeable
from translate_cli.placeables.numbers import is_amount

_GAP: Final = "[ \u00a0\u202f]"
_HYPHEN: Final = r"[\-\u2010\u2011]"
_ANY_DASH: Final = r"[\-\u2010-\u2014]"
_MONTHS: Final = {
    "yanvar": "January",
    "fevral": "February",
    "mart": "March",
    "aprel": "April",
    "may": "May",
    "iyun": "June",
    "iyul": "July",
    "avqust": "August",
    "sentyabr": "September",
    "oktyabr": "October",
    "noyabr": "November",
    "dekabr": "December",
}
_NUMBER_OF: Final = {month: number for number, month in enumerate(_MONTHS, 1)}
# "İ" and "ı" match "i" where case is ignored.
_MONTH: Final = "|".join(_MONTHS)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:1[5-9]|20|21)\d\d"
_ORDINAL: Final = rf"{_ANY_DASH}c[ıiuü]"
_OF: Final = rf"(?:[ıiuü]n|{_GAP}ay[ıi]n[ıi]n){_GAP}"
_ENDING: Final = (
    r"(?:[ıiuü]?n?[dt][aə](?:n|k[ıi]\w{0,6})?|[ıiuü]?n?[aə](?:d[aə]k|c[aə]n?)?|d[aə]k|d[ıiuü]r"
    r"|[ıiuü]n[ıiuü]n|[ıiuü]n?|l[ıiuüaə]\w{0,5})"
)
"""Endings of a month in which a date is said; they stay outside ("25 oktyabrda")."""
_CASE: Final = rf"(?={_ENDING}?(?!\w))"
_WHOLE: Final = rf"(?!\w|[.,:/]\d|{_ANY_DASH}\d)"
_ONE_DAY: Final = (
    rf"{_WHOLE}(?!{_ORDINAL})"
    # "25-i və 26-sı", "25, 26 və 27-də", "25-dən 30-dək" are several days.
    rf"(?!(?:{_ANY_DASH}\w{{1,3}})?(?:,|{_GAP}(?:və(?:{_GAP}ya)?|ilə|ya)){_GAP}\d\d?"
    rf"(?:{_ANY_DASH}|,|{_GAP}və))"
    rf"(?!{_ANY_DASH}d[aə]n{_GAP}\d\d?{_ANY_DASH}(?!c[ıiuü]))"
    rf"(?={_ANY_DASH}\w|{_GAP}tarix|[,;.)”]|$)"
)
_NO_PLACE: Final = rf"(?!\w*{_GAP}(?:metro|küç|stansiya|prospekt|meydan|qəsəbə|rayon|park))"

_DATE: Final = re.compile(
    rf"""
    (?=[\d{"".join(sorted({month[0] for month in _MONTHS}))}])
    (?<![\w.,/:])(?<!(?<!\d\d\d)\d{_ANY_DASH})
    (?:
        (?P<year_1>{_YEAR}){_ORDINAL}{_GAP}il(?:in)?{_GAP}
        (?:
            (?P<month_1>{_MONTH}){_OF}(?P<day_1>{_DAY}){_ONE_DAY}
          | (?P<day_2>{_DAY}){_GAP}(?P<month_2>{_MONTH}){_CASE}{_NO_PLACE}
          | (?P<month_3>{_MONTH})(?={_ENDING}(?!\w)|{_GAP}ay[ıi])
        )
      | (?P<day_4>{_DAY}){_GAP}(?P<month_4>{_MONTH}){_GAP}(?P<year_4>{_YEAR})
        (?:{_ORDINAL}{_GAP}(?P<il>il)(?=\w{{0,6}}(?!\w))|{_WHOLE}(?!{_ORDINAL}))
      | (?P<month_5>{_MONTH}){_OF}(?P<day_5>{_DAY}){_ONE_DAY}
      | (?P<day_6>{_DAY}){_GAP}(?P<month_6>{_MONTH}){_CASE}{_NO_PLACE}(?!{_GAP}{_YEAR})
      | (?P<month_7>{_MONTH}){_GAP}(?P<year_7>{_YEAR}){_WHOLE}(?!{_ORDINAL})
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONE: Final = re.compile(rf"(?<!\w)(?P<month>{_MONTH}){_CASE}", re.IGNORECASE)


def _name(month: str) -> str:
    return re.sub("[Iİı]", "i", month).lower()


def find_dates(text: str, target_lang: str) -> list[Placeable]:
    """Return the dates of `text`, ordered, as `target_lang` writes them.

    Suffixes stay outside, and so do the Vietnamese words ngày (day) and tháng (month) before a
    date, which begin a sentence or merge with others. A month with a capital inside of the text is
    part of a name: 28 May is a station.

    >>> said = "2025-ci il oktyabrın 25-də imzalanıb, 14 mart 2026-cı ildən qüvvədədir."
    >>> [(said[p.start : p.end], p.text) for p in find_dates(said, "en")]
    [('2025-ci il oktyabrın 25', '25 October 2025'), ('14 mart 2026-cı il', '14 March 2026')]
    >>> [p.text for p in find_dates("noyabrın 15-də, 2024-cü ilin avqustunda", "vi")]
    ['15 tháng 11', '8 năm 2024']
    """
    vietnamese = target_lang.lower().partition("-")[0] == "vi"
    found = []
    for match in _DATE.finditer(text):
        parts = {name.partition("_")[0]: said for name, said in match.groupdict().items() if said}
        day, year = parts.get("day", "").lstrip("0"), parts.get("year", "")
        after_day = match["day_2"] or match["day_6"]
        if after_day and parts["month"][0].isupper() and not text.isupper():
            continue
        if (
            (match["year_4"] or match["year_7"])
            and not match["il"]
            and is_amount(text, match.end())
        ):
            continue  # "mart 2000 manat" is no year.
        name = _name(parts["month"])
        if vietnamese:
            said = [day, f"tháng {_NUMBER_OF[name]}" if day else str(_NUMBER_OF[name])]
            said += [f"năm {year}" if year else ""]
        else:
            said = [day, _MONTHS[name], year]
        shown = " ".join(part for part in said if part)
        found.append(Placeable(match.start(), match.end(), shown, Kind.NUMBER))
    return found


def iter_months(text: str) -> Iterator[int]:
    """Yield the numbers of the months that a text names: Vietnamese writes months as numbers.

    >>> list(iter_months("Noyabrda və may ayında"))
    [11, 5]
    """
    for match in _LONE.finditer(text):
        yield _NUMBER_OF[_name(match["month"])]
