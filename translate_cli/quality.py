"""Checks on a translated segment: signs that a translator should look at it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from translate_cli.model import Issue

LOW_SCORE_LOGPROB: Final = -1.2
"""Mean natural log probability a token below which a draft is marked."""

_WORD: Final = re.compile(r"\w+")
_NUMBER: Final = re.compile(r"\d+")


def count_repeats(text: str, size: int = 3) -> int:
    """Count word n-grams of `size` that stand in the text more than once, surplus ones only.

    >>> count_repeats("an ninh mạng và an ninh mạng")
    1
    """
    words = [word.lower() for word in _WORD.findall(text)]
    grams = [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]
    return len(grams) - len(set(grams))


def is_repetitive(source: str, text: str) -> bool:
    """Tell whether the text repeats itself more than its source does.

    >>> is_repetitive("Qanun qəbul edildi.", "the law the law the law the law was adopted")
    True
    """
    return count_repeats(text, 2) > 2 + count_repeats(source, 2) and count_repeats(text) > 1


def _amounts(text: str) -> list[str]:
    joined = re.sub(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}\b)", "", text)
    return [number.lstrip("0") or "0" for number in _NUMBER.findall(joined)]


def _compare_numbers(source: str, text: str, lang: str) -> tuple[Counter[str], Counter[str]]:
    """Return the numbers that a translation should have, and those that it has.

    Thousands, hours and dates are written by rule: 40 min is 40,000, 9:00 is 9 giờ, and mayın 2-də
    is ngày 2 tháng 5. The reading of the source that the translation differs least from counts.
    """
    wanted, found = Counter(_amounts(source)), Counter(_amounts(text))
    if wanted == found:
        return wanted, found
    readings = [wanted, *_iter_readings(source, lang)]
    return min(readings, key=lambda said: ((said - found) + (found - said)).total()), found


def _iter_readings(source: str, lang: str) -> Iterator[Counter[str]]:
    """Yield the numbers of a source as the rules of the target language write them."""
    from translate_cli.placeables.dates import iter_months
    from translate_cli.placeables.numbers import find_numbers

    made, cursor = "", 0
    for number in find_numbers(source, lang):
        made += source[cursor : number.start] + number.text
        cursor = number.end
    ruled = Counter(_amounts(made + source[cursor:]))
    yield ruled
    if lang.partition("-")[0] == "vi":
        yield ruled + Counter(str(month) for month in iter_months(source))


def count_lost_numbers(source: str, text: str, lang: str = "en") -> int:
    """Count the numbers of the source that the text does not have.

    >>> count_lost_numbers("40 000 manat, 27 ev", "40,000 manats")
    1
    """
    wanted, found = _compare_numbers(source, text, lang)
    return (wanted - found).total()


def iter_issues(source: str, text: str, score_logprob: float, lang: str = "en") -> Iterator[Issue]:
    """Yield what looks wrong in `text` as a translation of `source`.

    >>> [issue.code for issue in iter_issues("5 dövlət", "6 quốc gia", -0.1)]
    ['number']
    """
    if not text.strip():
        yield Issue("empty", "The translation is empty.", "error")
        return
    if score_logprob < LOW_SCORE_LOGPROB:
        yield Issue("low-score", f"The model is unsure of this ({score_logprob:.2f} a token).")
    if is_repetitive(source, text):
        yield Issue("repetition", "The translation repeats itself.")
    wanted, found = _compare_numbers(source, text, lang)
    if wanted != found:
        missing = wanted - found
        what = f"missing: {', '.join(sorted(missing))}" if missing else "some were added"
        yield Issue("number", f"The numbers differ from the source ({what}).")
    if len(source) > 12 and text.strip() == source.strip():
        yield Issue("untranslated", "The translation is the same as the source.")
