"""Find the dates of an Azerbaijani text and write them as English or Vietnamese writes them.

A date is one placeable: its parts stand in another order in each language, and a model that carries
them one by one loses the month or says the year twice. Ranges of days and lone months are left to
the model and to the numbers.
"""

from __future__ import annotations

import re
from typing import Final

from translate_cli.placeables.model import Kind, Placeable

_BLANK: Final = "[ \u00a0\u202f]"
_DASH: Final = r"[\-\u2010-\u2014]"
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
_MONTH: Final = "|".join(re.sub("^i", "[iİ]", month) for month in _MONTHS)
_FIRST: Final = "".join(sorted({month[0] for month in _MONTHS})) + "İ"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?:1[5-9]|20|21)\d\d"
_ORDINAL: Final = rf"{_DASH}c[ıiuü]"
_OF: Final = rf"(?:[ıiuü]n|{_BLANK}ay[ıi]n[ıi]n){_BLANK}"
_CASE: Final = r"(?:[ıiuü]n?|[ıiuü]?n?[dt][aə]n?|[ıiuü]?n?[aə](?:d[aə]k|c[aə]n)?|l[ıiuüaə]\w{0,5})?"
"""Endings of a month in which a date is said; they stay outside ("25 oktyabrda")."""
_LIST: Final = rf"(?!{_DASH}\w{{1,3}}(?:,|{_BLANK}(?:və|ilə))?{_BLANK}\d\d?{_DASH})"
"""Not the first of several days: "oktyabrın 25-i və 26-sı", "oktyabrın 25-dən 30-dək"."""

_DATE: Final = re.compile(
    rf"""
    (?=[\d{_FIRST}])(?<![\w.,/:–-])
    (?:
        (?P<year_1>{_YEAR}){_ORDINAL}{_BLANK}il(?:in)?{_BLANK}
        (?:
            (?P<month_1>{_MONTH}){_OF}(?P<day_1>{_DAY})(?!\w|{_DASH}\d){_LIST}
          | (?P<day_2>{_DAY}){_BLANK}(?P<month_2>{_MONTH})(?={_CASE}(?!\w))
          | (?P<month_3>{_MONTH})
            (?=(?:[ıiuü]|[ıiuü]n[dt]?[aə]?n?|[ıiuü]n[ıiuü]n|[ıiuü]n[aə]d[aə]k)(?!\w)|{_BLANK}ay[ıi])
        )
      | (?P<day_4>{_DAY}){_BLANK}(?P<month_4>{_MONTH}){_BLANK}(?P<year_4>{_YEAR})
        (?:{_ORDINAL}{_BLANK}il(?=\w{{0,6}}(?!\w))|(?!\w|{_DASH}))
      | (?P<month_5>{_MONTH}){_OF}(?P<day_5>{_DAY})(?!\w|{_DASH}\d){_LIST}
        (?={_DASH}\w|{_BLANK}tarix|[,;.)]|$)
      | (?P<day_6>{_DAY}){_BLANK}(?P<month_6>{_MONTH})(?={_CASE}(?!\w))
        (?!{_BLANK}{_YEAR}|{_BLANK}küç|{_BLANK}stansiya)
      | (?P<month_7>{_MONTH}){_BLANK}(?P<year_7>{_YEAR})(?!\w|{_DASH})
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_dates(text: str, target_lang: str) -> list[Placeable]:
    """Return the dates of `text`, ordered, as `target_lang` writes them.

    Suffixes stay outside, and so do the Vietnamese words ngày (day) and tháng (month) before a
    date, which begin a sentence or merge with others. A capital inside of the text is a name: 28
    May is a station.

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
        if match["day_6"] and parts["month"][0].isupper() and not text.isupper():
            continue
        name = parts["month"].replace("I", "i").replace("İ", "i").lower()
        if vietnamese:
            said = [day, f"tháng {_NUMBER_OF[name]}" if day else str(_NUMBER_OF[name])]
            said += [f"năm {year}" if year else ""]
        else:
            said = [day, _MONTHS[name], year]
        shown = " ".join(part for part in said if part)
        found.append(Placeable(match.start(), match.end(), shown, Kind.NUMBER))
    return found
