"""The sentence rules of lugat as regular expressions, so that OmegaT cuts the same segments.

SRX 2.0 is what OmegaT 6 reads from a project (omegat/segmentation.srx), the bean format of its own
what it read before (omegat/segmentation.conf). Both hold the same rules: of those that fit a place
the first one decides. The expressions keep to what java.util.regex and OmegaT's way to apply it
allow: a match of `before` ends at the place, `after` only looks ahead, since matches of either may
not overlap; nothing relies on the classes of words and white space,
which Java takes for ASCII.

Conformance: what needs to count or to remember is approximated. Not told apart are an opening and
a closing straight quotation mark, brackets nested more than once, and a label behind an
abbreviation. List markers become segments of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate_cli.segment_rules import SUFFIXES, SentenceRules, rules_for

if TYPE_CHECKING:
    from lxml import etree

_SRX: Final = "http://www.lisa.org/srx20"
_BEANS: Final = "org.omegat.core.segmentation"
_NAME: Final = "Default"

_BREAKS: Final = r"\n\r\x0b\x0c\x85\u2028\u2029"
_BLANKS: Final = r"\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAK: Final = f"[{_BREAKS}]"
_BLANK: Final = f"[{_BLANKS}]"
_VISIBLE: Final = f"[^{_BREAKS}{_BLANKS}]"
_WORD: Final = r"[\p{L}\p{N}_]"
_END: Final = r"(?![\s\S])"

_STOPS: Final = ".!?…‼⁇⁈⁉"
_RUN: Final = f"[{_STOPS}]++"
_CLOSERS: Final = r"\"'”’“»›)\]}*"
_CLOSE: Final = rf"(?:[{_CLOSERS}]|\[\d{{1,3}}\]|[¹²³⁴-⁹⁰])*+"
_EVENT: Final = _RUN + _CLOSE
_ONE_STOP: Final = rf"(?<![{_STOPS}])\.(?![{_STOPS}])" + _CLOSE
_QUOTE: Final = "\"'”’“»›"
_DASHES: Final = "-–—―‒−"
_OPENERS: Final = "[\"'“„«‘’‹(\\[{”»)*–—]"
_LEAD: Final = rf"[{_BLANKS}\"'“„«‘’‹(\[{{¿¡–—―‒−•*-]*+(?:…|\.{{2,3}})?"
_TOKEN: Final = rf"(?:^|(?<=[{_BREAKS}{_BLANKS}\"'“„«‘’‹(\[{{”»)*–—]))\d*"
_LINE: Final = rf"(?:^|(?<={_BREAK})){_BLANK}*+"
_ROMAN: Final = rf"(?:[IİVXLCDM]{{2,}}|[VX])(?!{_WORD})"
_DATE: Final = r"\d{1,2}\.\s+\d{1,2}\.\s*\d{4}"


@dataclass(frozen=True, slots=True)
class SrxRule:
    """A rule of SRX: whether text is cut where `before` ends and `after` begins."""

    breaks: bool
    before: str
    after: str


def make_srx_rules(lang: str) -> tuple[SrxRule, ...]:
    """Return the rules for a language in the order in which they decide.

    Raises InputError for a language without sentence rules.

    >>> rules = make_srx_rules("az")
    >>> rules[0].breaks, rules[-1].breaks
    (True, True)
    """
    rules = rules_for(lang)
    return (
        SrxRule(True, rf"{_BREAK}[{_BREAKS}{_BLANKS}]*+", f"(?={_VISIBLE})"),
        *_marker_rules(rules),
        *_guards(),
        *_unspaced_rules(rules),
        *_full_stop_rules(rules),
        SrxRule(True, _EVENT, rf"(?={_BLANK}++{_VISIBLE})"),
    )


def format_srx(rules: Iterable[SrxRule]) -> bytes:
    """Return rules as SRX 2.0, for whatever language the source is in."""
    from lxml import etree

    root = etree.fromstring(f'<srx xmlns="{_SRX}" version="2.0"/>'.encode())
    header = _add(root, "header", segmentsubflows="yes", cascade="no")
    for kind, included in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        _add(header, "formathandle", type=kind, include=included)
    body = _add(root, "body")
    named = _add(_add(body, "languagerules"), "languagerule", languagerulename=_NAME)
    for rule in rules:
        element = _add(named, "rule", **{"break": "yes" if rule.breaks else "no"})
        _add(element, "beforebreak").text = rule.before
        _add(element, "afterbreak").text = rule.after
    maps = _add(body, "maprules")
    _add(maps, "languagemap", languagepattern=".*", languagerulename=_NAME)
    return _dump(root)


def format_segmentation_conf(rules: Iterable[SrxRule]) -> bytes:
    """Return rules as OmegaT before version 6 kept them: a bean written by java.beans.

    The version is the last one that OmegaT gave these files; it mixes its own rules into older
    ones.
    """
    from lxml import etree

    root = etree.Element("java", {"version": "1.8.0", "class": "java.beans.XMLDecoder"})
    bean = _add(root, "object", **{"class": f"{_BEANS}.SRX"})
    added = _add(_add(bean, "void", property="mappingRules"), "void", method="add")
    mapping = _add(added, "object", **{"class": f"{_BEANS}.MapRule"})
    for name, value in (("language", _NAME), ("pattern", ".*")):
        _add(_add(mapping, "void", property=name), "string").text = value
    listed = _add(mapping, "void", property="rules")
    array = _add(listed, "object", **{"class": "java.util.ArrayList"})
    for rule in rules:
        element = _add(_add(array, "void", method="add"), "object", **{"class": f"{_BEANS}.Rule"})
        for name, value in (("afterbreak", rule.after), ("beforebreak", rule.before)):
            _add(_add(element, "void", property=name), "string").text = value
        breaks = _add(_add(element, "void", property="breakRule"), "boolean")
        breaks.text = "true" if rule.breaks else "false"
    _add(_add(bean, "void", property="version"), "string").text = "0.2.2"
    return _dump(root)


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """Add an element in the namespace of its parent."""
    from lxml import etree

    namespace = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{namespace}}}{tag}" if namespace else tag, attributes)


def _dump(root: etree._Element) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


def _markers(rules: SentenceRules) -> tuple[str, str]:
    """Return a list marker, and one with the white space behind it."""
    number, letter = r"\d{1,3}(?:\.\d{1,3}){0,5}", r"\p{L}\p{M}*"
    counted = rf"(?!{_BLANK}++{_ordinal(rules)})"
    roman = "[ivxIVX]{1,5}"
    spaced = "|".join(
        (
            rf"(?!{_DATE}){number}\.(?={_BLANK}){counted}",
            rf"\((?:\d{{1,3}}|{roman}|{letter})\)(?={_BLANK}){counted}",
            rf"(?:{number}|{roman}|{letter})\)(?={_BLANK})",
            rf"[{_DASHES}•▪■□●○◦‣⁃·*](?={_BLANK})",
        )
    )
    tight = r"[•▪■●◦‣]|[–—―](?=\p{L})|-(?=\p{Lu})"
    marker = f"(?:{spaced}|{tight})"
    return marker, f"(?:(?:{spaced}){_BLANK}++|{tight})"


def _ordinal(rules: SentenceRules) -> str:
    """Return what a number with a full stop may count; what never matches, where nothing."""
    if rules.ordinal_noun is None:
        return "(?!)"
    return rf"(?=\p{{Ll}}){_loosen(rules.ordinal_noun.pattern)}"


def _marker_rules(rules: SentenceRules) -> tuple[SrxRule, ...]:
    marker, skipped = _markers(rules)
    start = rf"(?={_BLANK}*+{_VISIBLE})"
    sharp = rf"(?={_BLANK}*+{_LEAD}[^\p{{Ll}}{_BREAKS}])"
    # A number with a full stop behind a sentence is cut off by the last rule.
    behind = rf"(?:[{_DASHES}(•▪■□●○◦‣⁃·*]|[^\s.]{{1,12}}\))"
    return (
        SrxRule(True, f"{_LINE}{skipped}*{marker}", start),
        SrxRule(
            True,
            rf"[{_STOPS}][)\]}}*]*+{_BLANK}++(?={behind}){skipped}*{marker}",
            sharp,
        ),
    )


def _guards() -> tuple[SrxRule, ...]:
    """Return the exceptions that hold for every sign that ends sentences."""
    inner = rf"[^(){_BREAKS}]"
    before = rf"[\p{{L}}\p{{N}},;:%{_QUOTE}]{_BLANK}{{0,2}}"
    bracket = rf"(?<={before}\({inner}{{0,400}})"
    nested = rf"(?<={before}\({inner}{{0,200}}\({inner}{{0,100}}\){inner}{{0,200}})"
    rest = rf"(?={inner}{{0,400}}(?:\({inner}{{0,100}}\){inner}{{0,200}})?\))"
    loose = r"[”’»›)\]}]++"
    edge = rf"(?:[{_BREAKS}{_BLANKS}]|{_END})"
    return (
        SrxRule(False, rf"{_EVENT}(?:{bracket}|{nested})", rest),
        SrxRule(False, rf"[(\[][{_STOPS}]++[)\]]{_CLOSE}", rf"(?={_BLANK})"),
        SrxRule(False, _EVENT, rf"(?={_BLANK}++{loose}{edge})"),
        SrxRule(False, _EVENT, rf"(?={_BLANK}++{_EVENT}{edge})"),
        SrxRule(False, _EVENT, rf"(?=[^\p{{L}}\p{{N}}{_BREAKS}]*+(?:{_BREAK}|{_END}))"),
        SrxRule(False, _EVENT, rf"(?={_BLANK}++{_LEAD}\p{{Ll}})"),
        SrxRule(
            False, rf"{_EVENT}(?<=[{_QUOTE}][{_CLOSERS}]{{0,3}})", rf"(?={_BLANK}++[{_DASHES}])"
        ),
        SrxRule(
            False,
            rf"{_EVENT}(?<=(?:^|{_BREAK})[^\p{{L}}{_BREAKS}]{{0,60}})",
            rf"(?={_BLANK})",
        ),
        SrxRule(True, rf"{_EVENT}{_BLANK}++{loose}", rf"(?={_BLANK}++{_VISIBLE})"),
    )


def _unspaced_rules(rules: SentenceRules) -> tuple[SrxRule, ...]:
    """Return the rules for a space that was forgotten: "söz.Söz"."""
    close = r"(?:[”’»›)\]}*]|\[\d{1,3}\]|[¹²³⁴-⁹⁰])*+"
    lower = r"(?<=(?:^|[^\p{L}\p{M}._@/\\])[\p{Ll}\p{M}]{2,40})"
    begins = r"[\"“„«]?\p{Lu}\p{M}*\p{Ll}"
    known = _table(rules.never_final | rules.before_number | rules.rarely_final)
    ends = _table(SUFFIXES)
    word = r"[\p{L}\p{M}]"
    address = r"(?<=(?:[/@\\]|[wW]{3}\.)[^\s]{0,80})"
    return (
        SrxRule(False, rf"(?<!{word}){known}\.{close}", f"(?={begins})"),
        SrxRule(False, rf"{_RUN}{close}", rf"(?={ends}(?!{word}))"),
        SrxRule(False, rf"{_RUN}{close}", rf"(?=[\"“„«]?{word}++(?:[@/_\\(]|\.[\p{{Ll}}\p{{N}}]))"),
        SrxRule(False, rf"{_RUN}{close}{address}", rf"(?={_VISIBLE})"),
        SrxRule(False, rf"{_RUN}{close}", r"(?=[^\s]{1,200}[/@\\])"),
        SrxRule(True, rf"{lower}{_RUN}{close}", f"(?={begins})"),
    )


def _full_stop_rules(rules: SentenceRules) -> tuple[SrxRule, ...]:
    """Return what a single full stop means behind labels, numbers, initials, abbreviations."""
    _, skipped = _markers(rules)
    label = _loosen(rules.label.pattern)
    single = rules.label.pattern.replace(r"\.?\s*)+|", ")|")
    begun = (
        rf"(?:{_LINE}{skipped}*|(?<=[{_STOPS}][{_CLOSERS}]{{0,3}}{_BLANK}{{1,3}}){skipped}*)"
        rf"{_OPENERS}*"
    )
    blank = f"(?={_BLANK})"
    starter = rf"(?={_BLANK}++{_LEAD}(?:{_table(rules.starters)}(?![\p{{L}}\p{{M}}.])|{_other()}))"
    initial = (
        rf"(?:^|(?<=[{_BREAKS}{_BLANKS}.\"'“„«‘’‹(\[{{”»)*–—])|(?<=\.-))\p{{Lu}}\p{{M}}*{_ONE_STOP}"
    )
    never = _table(rules.never_final)
    unsure = rf"{_TOKEN}(?:{_table(rules.rarely_final)}|\p{{L}}(?:\.\p{{L}})++){_ONE_STOP}"
    number = rf"(?={_BLANK}++{_LEAD}(?:\p{{N}}|{_ROMAN}))"
    any_of = _table(rules.final | rules.before_number | rules.rarely_final)
    inside = rf"[^(){_BREAKS}]{{0,400}}"
    closed = rf"(?<=[\p{{L}}\p{{N}},;:%{_QUOTE}]{_BLANK}{{0,2}}\({inside}\)[{_CLOSERS}]{{0,3}})"
    ellipsis = rf"(?:…|\.{{2,}})[.…]*+{_CLOSE}"
    return (
        SrxRule(False, rf"{_TOKEN}{any_of}{_ONE_STOP}{closed}", blank),
        SrxRule(True, rf"{_TOKEN}{_table(rules.final)}{_ONE_STOP}", f"(?={_BLANK}++{_VISIBLE})"),
        SrxRule(False, rf"{begun}(?:{label}){_ONE_STOP}", blank),
        SrxRule(False, rf"{begun}(?:{_loosen(single)}){_ONE_STOP}", blank),
        SrxRule(False, rf"[:;]{_BLANK}++{_OPENERS}*[^\s]{{0,31}}?\d{_ONE_STOP}", blank),
        SrxRule(False, r"(?<!\d)\d{1,2}\.", r"(?=\s+\d{1,2}\.\s*\d{4})"),
        SrxRule(False, r"(?<=(?<!\d)\d{1,2}\.\s{1,3}\d{1,2})\.", r"(?=\s+\d{4})"),
        SrxRule(True, initial, starter),
        SrxRule(False, initial, blank),
        SrxRule(False, rf"{_TOKEN}(?:{never}\.)*{never}{_ONE_STOP}", blank),
        SrxRule(False, rf"{_TOKEN}{_table(rules.before_number)}{_ONE_STOP}", number),
        SrxRule(True, unsure, starter),
        SrxRule(False, unsure, blank),
        SrxRule(False, ellipsis, rf"(?={_BLANK}++{_LEAD}\p{{N}})"),
        SrxRule(False, rf",{_BLANK}*{ellipsis}", blank),
    )


def _other() -> str:
    """Return what is neither a letter with case, a digit nor white space."""
    return rf"(?![\p{{Lu}}\p{{Ll}}\p{{Lt}}\p{{N}}]){_VISIBLE}"


def _table(entries: Iterable[str]) -> str:
    """Return an expression for folded entries, the longest first."""
    ordered = sorted(entries, key=lambda entry: (-len(entry), entry))
    parts = [_loosen(r"\s+".join(re.escape(part) for part in e.split())) for e in ordered]
    return f"(?:{'|'.join(parts)})"


_LETTER_CLASS: Final = r"[^\W\d_]"


def _loosen(pattern: str) -> str:
    """Turn an expression over folded text into one over any, in the syntax of Java.

    >>> _loosen("il[ivx]")
    '(?iu:[iİıI]l[iİıIvx])'
    """
    parts: list[str] = []
    inside = False
    at = 0
    while at < len(pattern):
        if pattern.startswith(_LETTER_CLASS, at):
            parts.append(r"\p{L}")
            at += len(_LETTER_CLASS)
            continue
        sign = pattern[at]
        if sign == "\\":
            pair = pattern[at : at + 2]
            word = _WORD[1:-1] if inside else _WORD
            parts.append({r"\w": word, r"\b": f"(?!{_WORD})", r"\ ": r"\s"}.get(pair, pair))
            at += 2
            continue
        if sign == "i":
            sign = "iİıI" if inside else "[iİıI]"
        elif sign in "[]":
            inside = sign == "["
        parts.append(sign)
        at += 1
    return f"(?iu:{''.join(parts)})"
