"""Find addresses and identifiers in a text: they are copied as they stand.

Web and mail addresses, files, telephone and account numbers, standards, and codes that mix letters
with digits. Azerbaijani suffixes and the punctuation of the sentence stay outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from translate_cli.placeables.model import Kind, Placeable

# The endings an Azerbaijani, English or Vietnamese text is likely to name, of those of IANA.
_TLD: Final = (
    "az|com|org|net|edu|gov|info|biz|vn|ru|tr|uk|de|fr|io|ai|app|dev|eu|us|int|mil|me|tv|co|"
    "xyz|online|site|shop|top|club|live|ge|kz|uz|ua|cn|jp|kr|sg|in|ir|ch|nl|it|es|pl|su|onion|example"
)
_EXTENSION: Final = (
    "pdf|docx?|docm|xlsx?|xlsm|pptx?|odt|ods|odp|rtf|txt|csv|tsv|json|xml|xlf|tmx|tbx|html?|zip|rar|"
    "7z|gz|tar|exe|apk|dll|bat|sh|py|js|css|jpe?g|png|gif|svg|webp|mp3|mp4|avi|mkv|wav|eml|msg|iso|"
    "log|sql|db|md|ya?ml|bak|ini|srt"
)

_WEB_HINT: Final = re.compile(r"[\w)]\.(?:[A-Za-z]{2}|7z)|[@#/\\]\w|::")
_DIGIT: Final = re.compile(r"\d")

_WEB: Final = re.compile(
    rf"""
    (?<![\w@&])(?:
        (?P<url>(?:(?:https?|ftps?)://|www\.)[^\s<>"“”„«»]+)
      | (?P<mail>[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,24}}(?![A-Za-z0-9_]))
      | (?P<file>(?<![/\\.-])(?:[A-Za-z]:\\|~?/|\\\\)?(?:[\w.-]+[/\\])*
          [\w-][\w.-]*(?:\(\d+\))?\.(?i:{_EXTENSION})(?!\w))
      | (?P<domain>(?<![./-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:{_TLD})(?!\w)
          (?::\d+)?(?:/[^\s<>"“”„«»]*)?)
      | (?P<site>(?<![./-])[A-ZÇƏĞİÖŞÜ][A-Za-zÇƏĞİÖŞÜçəğıöşü0-9]*\.(?:az|com|org|info)(?!\w|\.\w))
      | (?P<path>(?<![/\\.-])(?:[A-Za-z]:\\[\w.-]+(?:\\[\w.-]+)*|\\\\[\w.-]+(?:\\[\w.$-]+)+
          |~/[\w.-]+(?:/[\w.-]+)*/?|(?:/\w[\w.-]*){{2,}}/?))
      | (?P<handle>(?<![\#/])(?:@[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*|\#[^\W\d]\w+))
    )
    """,
    re.VERBOSE,
)

_B: Final = r"[ \u00a0\u202f-]"
_GIVEN: Final = re.compile(
    rf"""
    (?<!\w)(?=[\d+(:A-Za-fİ])(?:
        (?P<ip>(?<!\.)(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?::\d{{1,5}}|/\d{{1,2}})?(?!\w|\.\d))
      | (?P<mac>(?<![:-])[0-9A-Fa-f]{{2}}(?:[:-][0-9A-Fa-f]{{2}}){{5}}(?![\w:]|-\w))
      | (?P<ip6>(?<!:)(?:[0-9A-Fa-f]{{1,4}})?(?::[0-9A-Fa-f]{{0,4}}){{2,7}}(?:/\d{{1,3}})?(?![\w:]))
      | (?P<phone>(?<![+)])(?:
            \(?\+\d{{1,3}}(?:{_B}?\(?\d{{1,4}}\)?){{2,5}}
          | \(0\d{{2}}\){_B}?\d{{3}}{_B}?\d{{2}}{_B}?\d{{2}}
          | 0\d{{2}}{_B}\d{{3}}{_B}\d{{2}}{_B}\d{{2}}
          | (?<!\d[ \u00a0])\d{{3}}{_B}\d{{2}}{_B}\d{{2}}
        )(?!\w|{_B}\d{{2}}(?!\d)))
      | (?P<uuid>[0-9A-Fa-f]{{8}}(?:-[0-9A-Fa-f]{{4}}){{3}}-[0-9A-Fa-f]{{12}}(?!\w))
      | (?P<card>(?<![.,-])\d{{4}}(?:{_B}\d{{4}}){{3}}(?!\w|{_B}\d))
      | (?P<iban>[A-Z]{{2}}\d{{2}}(?:[ ]?[A-Z0-9]{{4}}){{3,7}}(?:[ ]?[A-Z0-9]{{1,3}})?(?!\w))
      | (?P<standard>(?:[Iİ]SO(?:/[Iİ]EC|/TS|/TR)?|[Iİ]EC|IEEE|RFC|TCVN|IFRS|IAS)[ \u00a0]
          \d+(?:[.:-]\d+)*(?!\w))
      | (?P<case>(?<![\w)][-–])(?:\d+-)?\d+\(\d+\)-(?:[A-Z0-9]+[/-])*\d+(?!\w))
    )
    """,
    re.VERBOSE,
)

_TOKEN: Final = re.compile(r"(?<![\w@#.])(?<!\w[/’'-])\w+(?:[-–/._’']\w+)*")
_WORD_END: Final = re.compile(r"[-–’'][^\W\d_A-Z]+$")
_PLAIN: Final = re.compile(r"\d+(?:[-–'’][^\W\d_A-Z]+)?")
_CODE: Final = re.compile(
    r"""
    (?:[A-Z]{1,4}-|[A-Z]{1,6}|[A-Z]?[a-z])\d+[a-z]?   # QA-5521, COP29, v7, x64
  | (?=[A-Z0-9]*\d[A-Z0-9]*$)[A-Z0-9]*[A-Z][A-Z0-9]*    # B2B, H1N1, 5ABC12D
  | (?=[a-f0-9]*\d[a-f]+\d)[a-f0-9]{7,128}          # the beginning of a checksum
  | [A-Za-z]{3,}\d{3,}                             # admin123
  | (?=\w*[a-z][A-Z])[A-Za-z]+\d+                  # iPhone15
  | (?=\w*\d)[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+        # dark_fox77
    """,
    re.VERBOSE,
)
_CAPITALS: Final = re.compile("[A-Z]{1,6}")
_AIRCRAFT: Final = re.compile(r"(?:Mi|Su|An|Il|Tu|Ka|Yak|Covid)-\d+[A-Z]{0,3}")
_COVID: Final = re.compile(r"(?:COVID|COVİD|KOVİD|KOVID|Covid|Kovid)-19")
_UNIT: Final = re.compile(r"(?:k|s|d|m)?m[23]")
_UPPER_SUFFIX: Final = re.compile(r"-(?:C[IU]|D[AE]N?|N?[IU]N|[YN]?A|[SN]?[IU]|L[IU]K|L[IU]Q|LAR)$")

# Of the case, possession and copula suffixes, as the grammars of Azerbaijani list them.
_SUFFIX: Final = re.compile(
    r"[-'’](?:n?[ıiuü]n|[dt][aə]n?|[yn]?[aə]|[ysn]?[ıiuü]|(?:y?[ıiuü])?l[aə]|d[ıiuü]r|d[əa]k|"
    r"l[aə]r\w{0,6}|s?[ıiuü]n[aədıiuü]\w{0,3}|[dt][aə]k[ıi]\w{0,5}|l[ıiuü]\w{0,4}|c[aə])$"
)
_GLUED: Final = re.compile(r"(?<=\d)(?:n?[ıiuü]n|[dt][aə]n?|[yn][aə]|n[ıiuü]|l[aə]r\w{0,6})$")
_STOP: Final = ".,;:!?…”»\"'’]}>"


def find_addresses(text: str, target_lang: str) -> list[Placeable]:
    """Return the addresses and identifiers of `text`, ordered; the target language is no matter.

    NUMBER if there is no letter in it, else NAME.

    >>> [p.text for p in find_addresses("QA-5521 nömrəli fayl stat.misal.az-dadır: son.pdf.", "vi")]
    ['QA-5521', 'stat.misal.az', 'son.pdf']
    """
    found: list[Placeable] = []
    taken = bytearray(len(text))
    for start, end in _iter_spans(text):
        if not any(taken[start:end]):
            taken[start:end] = bytes([1]) * (end - start)
            span = text[start:end]
            kind = Kind.NAME if any(char.isalpha() for char in span) else Kind.NUMBER
            found.append(Placeable(start, end, _spell(span), kind))
    return sorted(found, key=lambda placeable: placeable.start)


def _iter_spans(text: str) -> Iterator[tuple[int, int]]:
    if _WEB_HINT.search(text):
        for match in _WEB.finditer(text):
            end = _trim(text, match.start(), match.end(), slug=match.lastgroup in {"url", "domain"})
            if end - match.start() > 2:
                yield match.start(), end
    if not _DIGIT.search(text):
        return
    for match in _GIVEN.finditer(text):
        if _is_given(match):
            yield match.start(), match.end()
    capitals = text.isupper()
    for match in _TOKEN.finditer(text):
        if _DIGIT.search(match[0]) and not _PLAIN.fullmatch(match[0]):
            # Behind № the last letter belongs to the number: ƏMR № 12/345-A.
            numbered = text[max(match.start() - 2, 0) : match.start()].rstrip().endswith("№")
            end = _measure_code(match[0], capitals=capitals and not numbered)
            if end and not re.match(r",\d", text[match.start() + end :]):
                yield match.start(), match.start() + end


def _spell(span: str) -> str:
    # Azerbaijani writes the Latin abbreviations with its own dotted capital.
    if _COVID.fullmatch(span):
        return "COVID-19"
    return span.replace("İ", "I") if re.match("İ(?:SO|EC)|ISO/İEC", span) else span


def _is_given(match: re.Match[str]) -> bool:
    span = match[0]
    if match["ip"]:
        return all(int(part) < 256 for part in re.split(r"[.:/]", span)[:4])
    if match["ip6"]:
        return ("::" in span and bool(_DIGIT.search(span))) or span.count(":") == 7
    if match["phone"] and "+" in span:
        return 8 <= sum(char.isdigit() for char in span) <= 15
    return True


def _measure_code(token: str, *, capitals: bool) -> int:
    """Return the length of the identifier that `token` begins with, 0 if it is none."""
    while (suffix := _WORD_END.search(token)) and _DIGIT.search(token, 0, suffix.start()):
        token = token[: suffix.start()]
    if capitals:
        token = _UPPER_SUFFIX.sub("", token)
    if (covid := _COVID.match(token)) and covid.end() == len(token):
        return len(token)
    if token[0].isalpha():
        token = _GLUED.sub("", token)
    if not token.isascii() or token.isdigit() or _UNIT.fullmatch(token):
        return 0
    if _AIRCRAFT.fullmatch(token):
        return len(token)
    if _CODE.fullmatch(token):
        return len(token)
    parts = re.split("[-–/.]", token)
    mixed = [part for part in parts if not part.isdigit()]
    if len(parts) < 2 or not mixed:
        return 0
    # All parts are digits, capitals or codes: 92-T, CVE-2024-1234, A/HRC/47/25, v2.1, HTTP/2.
    whole = all(_CAPITALS.fullmatch(part) or _CODE.fullmatch(part) for part in mixed)
    return len(token) if whole else 0


def _trim(text: str, start: int, end: int, *, slug: bool) -> int:
    """Return the end of an address without punctuation and suffixes after it."""
    span = text[start:end]
    while True:
        kept = span.rstrip(_STOP)
        if kept.endswith(")") and kept.count(")") > kept.count("("):
            kept = kept[:-1]
        suffix = _SUFFIX.search(kept)
        if suffix and not (slug and _is_slug(kept, suffix.start())):
            kept = kept[: suffix.start()]
        if kept == span:
            return start + len(span)
        span = kept


def _is_slug(span: str, cut: int) -> bool:
    # "/yeni-qanun-da" is more likely a title in the address than an address with a suffix.
    path = re.sub(r"^[a-z]+://", "", span)
    if "/" not in path or not span[cut:].isascii() or span[cut - 1] == "/":
        return False
    last = span[span.rindex("/") + 1 :]
    return "." not in last and (last.count("-") > 1 or len(span) - cut < 3)
