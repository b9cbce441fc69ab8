"""Find the numbers of an Azerbaijani text and write them as English or Vietnamese writes them.

Azerbaijani has a decimal comma and groups thousands by a blank, sometimes by a dot; English writes
40,000 and 34.6, Vietnamese 40.000 and 34,6. What the rules do with doubtful cases is measured on
the corpus of the project: where a reading is not sure, the number is left to the model.
"""

from __future__ import annotations

import re
from typing import Final

from translate_cli.placeables.model import Kind, Placeable

_BLANK: Final = " \u00a0\u202f"
_DASH: Final = r"\-\u2010-\u2014"

_MONEY: Final = "manat|dollar|avro|rubl|lirə|donq|yuan|funt|frank|kron|qəpik|sent"
_PEOPLE: Final = (
    r"adam|insan|qadın|kişi|uşa[qğ]|şagird|tələbə|ailə|iştirakçı|əsgər|vətəndaş|istifadəçi|abunəçi|"
    r"sakin|seçici|müəllim|könüllü|müştəri|qonaq|turist|xəstə|gənc|yeniyetmə|\w{2,}ç[ıiuü]"
)
_THINGS: Final = (
    "ədəd|dəfə|nüsxə|səhifə|mənzil|avtomobil|müraciət|şikayət|hadisə|saat|gün|yaş|kitab|hücum|"
    "obyekt|şirkət|əməliyyat|sənəd|ağac"
)
_MEASURE: Final = (
    "metr|kilometr|kvadrat|kubmetr|hektar|ton|kiloqram|qram|litr|barel|kilovat|meqavat|dərəcə|"
    "faiz|milyon|milyard|trilyon"
)
_SIGN: Final = "AZN|USD|EUR|VND|RUB|TRY|kVt|MVt|kq|km|sm|mm|m"
_ENDING: Final = (
    r"(?:[yn]?[aə]|[dt][aə]n?|[ns]?[ıiuü]n?|[ıiuüsn]{1,3}[dn]?[aə]n?|l[ıiuü]\w{0,4}|l[aə]\w{0,6}|"
    r"d[ıiuü]r|c[aə]|[aə]d[aə]k)?(?!\w)"
)
_AFTER_AMOUNT: Final = re.compile(
    rf"[{_BLANK}](?:(?:{_MONEY}|{_MEASURE}|nəfər){_ENDING}|(?:{_SIGN})(?!\w)|[$€£₼])"
)
_AFTER_SUM: Final = re.compile(
    rf"[{_BLANK}](?:(?:{_MONEY}|{_PEOPLE}|{_THINGS}|nəfər){_ENDING}|(?:AZN|USD|EUR|VND)(?!\w)|[$€£₼])"
)

_INTEGER: Final = rf"(?:[1-9]\d{{0,2}}(?:(?:[{_BLANK}]\d{{3}})+(?!\d)|(?:\.\d{{3}})+(?=,\d))|\d+)"
_DECIMAL: Final = rf"{_INTEGER}(?:,\d+)?"
# "min" is thousand; "minik" (passenger), "mina" and "mini avtobus" only begin like it.
_THOUSAND: Final = (
    rf"[{_BLANK}](?:min|MİN)"
    rf"(?:(?=(?:ə|in|ini|inə|ində|indən|inin|dən|də|dir|lik|lə|ədək|dək|ədən)?(?!\w))"
    rf"|(?=i(?![\w{_DASH}]|[{_BLANK}](?:avto|futbol|market|turnir|konsert|klub|kompüter|gəlin))))"
)
_REST: Final = rf"(?:[{_BLANK}](?P<rest>[1-9]\d{{0,2}})(?![\w,.:/]*\d|[{_BLANK}](?:min\b|\d)))?"

_NUMBER: Final = re.compile(
    rf"""
    (?=[\d$€£₼+±−–-])                            # Most places of a text are passed over here.
    (?<![\w@\#/\\])(?<!\d[.,:])(?<!\w[.,(’'])(?<!\w[{_DASH}])
    (?P<before>(?:\+|±[{_BLANK}]?|(?<=[\s(\[])[−–-])?(?:[$€£₼][{_BLANK}]?)?)
    (?:
        (?P<score>\d{{1,3}}[:{_DASH}]\d{{1,3}})(?=[{_BLANK}]hesab)
      | (?P<part>\d+:)(?P<scale>[1-9]\d{{0,2}}(?:[{_BLANK}]\d{{3}})+)
      | (?P<still>
            \d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d{{2}})(?:[{_DASH}]\d{{1,2}}\.\d{{1,2}}\.\d{{4}})?
          | \d{{1,2}}:\d{{2}}(?:[{_DASH}]\d{{1,2}}:\d{{2}})?
          | \d+(?:[/:]\d+)+
          | \d+(?:[{_DASH}/]\d+){{2,}}
          | \d+(?:\(\d+\))+
          | \d+(?:[x×]\d+)+
        )
      | (?P<english>[1-9]\d{{0,2}}(?:(?:,\d{{3}}){{2,}}(?:\.\d+)?|,\d{{3}}\.\d+))
      | (?P<dotted>\d+(?:\.\d+)+)
      | (?P<low>{_DECIMAL})(?P<dash>[{_DASH}])(?P<high>{_DECIMAL})(?P<thousands>{_THOUSAND})?
      | (?P<plain>{_DECIMAL})(?P<thousand>{_THOUSAND}{_REST})?
    )
    (?P<after>[{_BLANK}]?(?:%|‰|°(?:[CF](?!\w))?|[$€£₼]))?
    (?!\d|[/\\@_]\w|[.,:]\d)
    (?:(?<=%)|(?![{_DASH}]\d))
    (?:(?<=min)|(?<=MİN)|(?!\w)
      |(?=(?:kq|kg|q|km|sm|cm|mm|m|ml|l|mq|kVt|MVt|Vt|GHz|MHz|Hz|GB|MB|TB|c[ıiuü])(?!\w)))
    """,
    re.VERBOSE,
)

_UPPER_AFTER: Final = re.compile(rf"[{_DASH}][A-ZÇƏĞİÖŞÜ]")
_UPPER_SUFFIX: Final = re.compile(rf"[{_DASH}](?:C[IİUÜ]|[DT][AƏ]N?|N?[IİUÜ]N|[YN]?[AƏ]|LİK|LIQ)\b")
_LIST_AFTER: Final = re.compile(
    rf"[{_DASH}]c[ıiuü]|(?:,[{_BLANK}]?\d+)*[{_BLANK}](?:və|və[{_BLANK}]ya)[{_BLANK}]\d+[{_DASH}]c[ıiuü]"
)
_DECADE: Final = re.compile(rf"[{_DASH}]c[ıiuü][{_BLANK}]illər")
_SECTION_AFTER: Final = re.compile(
    rf"[{_DASH}]c[ıiuü]|[{_BLANK}](?:yarım)?(?:bənd|maddə|hissə|fəsil|bölmə|saylı|nömrə)"
)
_SECTION_BEFORE: Final = re.compile(
    rf"(?:№|(?:bənd|maddə|fəsil|bölmə|nömrə|versiya)\w*)[{_BLANK}]?$", re.IGNORECASE
)
_MILLION_BEFORE: Final = re.compile(rf"(?:milyon|milyard|trilyon)[{_BLANK}]$")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_HOUR_BEFORE: Final = re.compile(rf"saat\w{{0,5}}[{_BLANK}]$", re.IGNORECASE)
_HOUR_AFTER: Final = re.compile(
    rf"[{_DASH}'’]?(?:d[aə]n?|[yn]?[aə]|[yn]?[aə]?d[aə]k)\b|[{_BLANK}](?:radə|tamam|üçün\b)"
)
_RATIO_AFTER: Final = re.compile(
    rf"(?:[{_DASH}]\w{{1,3}})?[{_BLANK}](?:nisbət|miqyas|ayə|uduz|məğlub)"
)
_SCORE_BEFORE: Final = re.compile(rf"hesab\w{{0,3}}[{_BLANK}]$", re.IGNORECASE)


def is_amount(text: str, end: int) -> bool:
    """Tell whether a number that ends at `end` counts or measures something.

    >>> is_amount("2000 manat", 4), is_amount("2000-ci il", 4)
    (True, False)
    """
    return bool(_AFTER_AMOUNT.match(text, end) or _AFTER_SUM.match(text, end))


def find_numbers(text: str, target_lang: str) -> list[Placeable]:
    """Return the numbers of `text`, ordered, as `target_lang` writes them.

    Suffixes stay outside; one digit alone, number words and Roman numerals are not taken.

    >>> [p.text for p in find_numbers("2016-cı ildə 34,6 faiz, 40 000 manat, 5 ev", "en")]
    ['2016', '34.6', '40,000']
    >>> [p.text for p in find_numbers("2016-cı ildə 34,6 faiz, 40 000 manat, 5 ev", "vi")]
    ['2016', '34,6', '40.000']
    """
    vietnamese = target_lang.lower().partition("-")[0] == "vi"
    found: list[Placeable] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if _UPPER_AFTER.match(text, end) and not (
            text.isupper() and _UPPER_SUFFIX.match(text, end)
        ):
            continue  # "678-IQ" is an identifier.
        read = _Reader(match, text, vietnamese)
        rendering, end = read.render()
        if end - start > 1 and rendering:
            found.append(Placeable(start, end, rendering, Kind.NUMBER))
    return found


class _Reader:
    """Reads one match: decides between its meanings and writes it."""

    def __init__(self, match: re.Match[str], text: str, vietnamese: bool) -> None:
        self._match = match
        self._text = text
        self._vietnamese = vietnamese
        self._amount = bool(match["after"] or _AFTER_AMOUNT.match(text, match.end()))
        self._sum = bool(_AFTER_SUM.match(text, match.end()))

    def render(self) -> tuple[str, int]:
        """Return the rendering, empty if the number is to be left alone, and its end."""
        match, end = self._match, self._match.end()
        if match["score"]:
            body = re.sub(f"[:{_DASH}]", "–", match["score"])
        elif match["still"]:
            body = match["still"]
            if re.fullmatch(r"\d+:\d+", body) and self._follows(_SCORE_BEFORE):
                body = body.replace(":", "–")
            elif self._vietnamese and (clock := self._read_clock(body)):
                body = " ".join([f"{int(clock[1])} giờ", *([clock[2]] if clock[2] != "00" else [])])
        elif match["scale"]:
            body = match["part"] + self._write(match["scale"])
        elif match["english"]:
            body = self._write(match["english"].replace(",", " ").replace(".", ","))
        elif match["dotted"]:
            body = self._write_dotted(match["dotted"])
        elif match["low"]:
            body = self._write_range()
        else:
            body, end = self._write_plain()
        if not body:
            return "", end
        if end < match.end():
            return match["before"] + body, end
        return self._join(body), end

    def _join(self, body: str) -> str:
        before, after = self._match["before"], (self._match["after"] or "")
        if after.strip() in ("$", "€", "£"):
            if not self._vietnamese:
                return before + after.strip() + body
            return before + body + after
        return before + body + (after if after.strip() == "₼" else after.strip())

    def _write_plain(self) -> tuple[str, int]:
        match = self._match
        number, end = match["plain"], match.end()
        whole, _, fraction = number.partition(",")
        if match["thousand"]:
            if not self._follows(_MILLION_BEFORE):
                return self._write_thousands(number, match["rest"]), end
            # "6 milyon 350 min" stays "6 million 350 thousand".
            return (self._write(number) if len(number) > 1 else ""), match.end("plain")
        if fraction and _LIST_AFTER.match(self._text, end):
            return "", end  # "2,3 və 4-cü bəndlər" is a list, no decimal.
        if self._is_english(number):
            return self._write(f"{whole} {fraction}"), end
        if not self._vietnamese and re.fullmatch(r"\d0", number) and _DECADE.match(self._text, end):
            return "", end  # "80-ci illər" is "the 1980s" or "the eighties".
        return self._write(number), end

    def _follows(self, before: re.Pattern[str]) -> bool:
        start = self._match.start()
        return bool(before.search(self._text, max(start - 24, 0), start))

    def _read_clock(self, body: str) -> re.Match[str] | None:
        """Read a time of day; 1:10 may be a ratio or a verse, so it needs evidence."""
        clock, end = _CLOCK.fullmatch(body), self._match.end()
        if clock is None or _RATIO_AFTER.match(self._text, end):
            return None
        sure = len(clock[1]) > 1 or self._follows(_HOUR_BEFORE)
        return clock if sure or _HOUR_AFTER.match(self._text, end) else None

    def _is_english(self, number: str) -> bool:
        """Tell whether the comma groups thousands: 12,500 manat, and 15,000 of no measure."""
        whole, _, fraction = number.partition(",")
        if len(fraction) != 3 or len(whole) > 3 or whole.startswith("0"):
            return False
        return self._is_sum() or (fraction == "000" and not self._amount)

    def _is_sum(self) -> bool:
        return self._sum or bool(re.search("[$€£₼]", self._match[0]))

    def _write_range(self) -> str:
        low, dash, high = self._match["low"], self._match["dash"], self._match["high"]
        if self._match["thousands"]:
            written = [self._write_thousands(low), self._write_thousands(high)]
            return "–".join(written) if all(written) else ""
        if low.startswith("0") and "," not in low + high:
            return low + dash + high
        if self._is_english(low) and self._is_english(high):
            low, high = low.replace(",", " "), high.replace(",", " ")
        return self._write(low) + dash + self._write(high)

    def _write_dotted(self, number: str) -> str:
        if _SECTION_AFTER.match(self._text, self._match.end()) or self._follows(_SECTION_BEFORE):
            return number
        if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", number):
            return self._write(number.replace(".", " "))
        if number.count(".") == 1 and self._amount:
            return self._write(number.replace(".", ","))
        return number

    def _write_thousands(self, number: str, rest: str | None = None) -> str:
        whole, _, fraction = number.partition(",")
        if len(fraction) > 3 or (fraction and rest):
            return ""
        # "9 min" is 9,000, "96 min 400" is 96,400 and "86,6 min" is 86,600.
        units = fraction.ljust(3, "0") if fraction else (rest or "").rjust(3, "0")
        return self._group(re.sub(r"\D", "", whole) + units)

    def _write(self, number: str) -> str:
        whole, _, fraction = number.partition(",")
        digits = re.sub(r"\D", "", whole)
        if digits != whole or (len(whole) > 3 and whole[0] != "0" and self._is_counted(fraction)):
            digits = self._group(digits)
        if fraction:
            digits += ("," if self._vietnamese else ".") + fraction
        return digits

    def _is_counted(self, fraction: str) -> bool:
        # A bare 1500 is a number of something before a unit or a sum, else a year or a code.
        if fraction or self._amount:
            return True
        year = re.fullmatch(r"(?:19|20)\d\d", self._match["plain"] or "")
        return self._sum and not year

    def _group(self, digits: str) -> str:
        digits = digits.lstrip("0") or "0"
        first = len(digits) % 3
        groups = [digits[:first]] if first else []
        groups += [digits[at : at + 3] for at in range(first, len(digits), 3)]
        return ("." if self._vietnamese else ",").join(groups)
