"""Numbers, dates and times of day in the three languages.

Azerbaijani writes 4 312 and 12,5; English 4,312 and 12.5; Vietnamese 4.312 and 12,5. Ordinals and
case endings after digits follow the word that is read (Orthography 2004, "numerals").
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from glossary.languages.suffixes import VOWELS, harmony_of, realise

_AZ: Final = ("sıfır", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz")
_AZ_TENS: Final = (
    "", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan",
)  # fmt: skip
_EN: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_EN_TENS: Final = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_EN_ORDINAL: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_VI: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

MONTHS: Final = (
    ("yanvar", "January", "một"), ("fevral", "February", "hai"), ("mart", "March", "ba"),
    ("aprel", "April", "tư"), ("may", "May", "năm"), ("iyun", "June", "sáu"),
    ("iyul", "July", "bảy"), ("avqust", "August", "tám"), ("sentyabr", "September", "chín"),
    ("oktyabr", "October", "mười"), ("noyabr", "November", "mười một"),
    ("dekabr", "December", "mười hai"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def az_words(number: int) -> str:
    """Spell a number below a billion.

    >>> az_words(312), az_words(2045)
    ('üç yüz on iki', 'iki min qırx beş')
    """
    if number >= 1_000_000:
        head, rest = divmod(number, 1_000_000)
        return az_words(head) + " milyon" + (" " + az_words(rest) if rest else "")
    if number >= 1000:
        head, rest = divmod(number, 1000)
        first = "min" if head == 1 else az_words(head) + " min"
        return first + (" " + az_words(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        first = "yüz" if head == 1 else _AZ[head] + " yüz"
        return first + (" " + az_words(rest) if rest else "")
    if number >= 10:
        tens, unit = divmod(number, 10)
        return _AZ_TENS[tens] + (" " + _AZ[unit] if unit else "")
    return _AZ[number]


@lru_cache(maxsize=4096)
def en_words(number: int) -> str:
    """Spell a number below a billion.

    >>> en_words(312), en_words(2045), en_words(21)
    ('three hundred and twelve', 'two thousand and forty-five', 'twenty-one')
    """
    if number >= 1_000_000:
        head, rest = divmod(number, 1_000_000)
        return en_words(head) + " million" + (" " + en_words(rest) if rest else "")
    if number >= 1000:
        head, rest = divmod(number, 1000)
        gap = " and " if 0 < rest < 100 else " "
        return en_words(head) + " thousand" + (gap + en_words(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return _EN[head] + " hundred" + (" and " + en_words(rest) if rest else "")
    if number >= 20:
        tens, unit = divmod(number, 10)
        return _EN_TENS[tens] + ("-" + _EN[unit] if unit else "")
    return _EN[number]


@lru_cache(maxsize=4096)
def vi_words(number: int) -> str:
    """Spell a number below a billion.

    >>> vi_words(312), vi_words(2045), vi_words(21), vi_words(105)
    ('ba trăm mười hai', 'hai nghìn không trăm bốn mươi lăm', 'hai mươi mốt', 'một trăm linh năm')
    """
    if number >= 1_000_000:
        head, rest = divmod(number, 1_000_000)
        return vi_words(head) + " triệu" + (" " + vi_words(rest) if rest else "")
    if number >= 1000:
        head, rest = divmod(number, 1000)
        first = vi_words(head) + " nghìn"
        if not rest:
            return first
        return first + " " + ("không trăm " + _vi_below_100(rest) if rest < 100 else vi_words(rest))
    if number >= 100:
        head, rest = divmod(number, 100)
        return _VI[head] + " trăm" + (" " + _vi_below_100(rest) if rest else "")
    return _VI[number] if number < 10 else _vi_below_100(number)


def _vi_below_100(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return "linh " + _VI[unit]
    last = {5: "lăm", 1: "một" if tens == 1 else "mốt"}.get(unit, _VI[unit])
    return ("mười" if tens == 1 else _VI[tens] + " mươi") + (" " + last if unit else "")


def en_ordinal(number: int) -> str:
    """Spell an English ordinal.

    >>> en_ordinal(5), en_ordinal(21), en_ordinal(30)
    ('fifth', 'twenty-first', 'thirtieth')
    """
    words = en_words(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    ordinal = _EN_ORDINAL.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return words[:cut] + ordinal


def vi_ordinal(number: int) -> str:
    """Spell a Vietnamese ordinal.

    >>> vi_ordinal(1), vi_ordinal(4), vi_ordinal(12)
    ('thứ nhất', 'thứ tư', 'thứ mười hai')
    """
    return "thứ " + {1: "nhất", 4: "tư"}.get(number, vi_words(number))


@lru_cache(maxsize=4096)
def az_suffix(number: int, template: str) -> str:
    """Spell a suffix after digits, as the number is read.

    >>> az_suffix(9, "dA"), az_suffix(2023, "(I)ncI"), az_suffix(6, "(s)I")
    ('da', 'cü', 'sı')
    """
    word = az_words(number)
    suffix = realise(template, harmony_of(word), after_vowel=word[-1] in VOWELS)
    return suffix[-2:] if template == "(I)ncI" else suffix


def az_ordinal(number: int) -> str:
    """Spell an Azerbaijani ordinal.

    >>> az_ordinal(3), az_ordinal(6), az_ordinal(21), az_ordinal(4)
    ('üçüncü', 'altıncı', 'iyirmi birinci', 'dördüncü')
    """
    word = az_words(number)
    return word + realise("(I)ncI", harmony_of(word), after_vowel=word[-1] in VOWELS)


def digits(number: int) -> tuple[str, str, str]:
    """Write a whole number in digits, grouped from five digits on, or from four at times.

    >>> digits(4312), digits(87)
    (('4 312', '4,312', '4.312'), ('87', '87', '87'))
    """
    grouped = f"{number:,}"
    return grouped.replace(",", " "), grouped, grouped.replace(",", ".")


def decimal(tenths: int) -> tuple[str, str, str]:
    """Write a number with one decimal.

    >>> decimal(125)
    ('12,5', '12.5', '12,5')
    """
    whole, part = divmod(tenths, 10)
    return f"{whole},{part}", f"{whole}.{part}", f"{whole},{part}"


def az_month(month: int, template: str) -> str:
    """Return a month with a suffix.

    >>> az_month(5, "(n)In"), az_month(8, "dA")
    ('mayın', 'avqustda')
    """
    name = MONTHS[month - 1][0]
    return name + realise(template, harmony_of(name), after_vowel=name[-1] in VOWELS)
