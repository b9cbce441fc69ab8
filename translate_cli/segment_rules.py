"""What the sentence segmenter knows of each language: abbreviations, sentence openers, labels.

Every table holds folded forms (see `fold`) without their last full stop. Sources, by language:

az: "Azərbaycan dilinin Orfoqrafiya Normaları" (Cabinet of Ministers, 16 April 2019, No. 174) and
    the rules before it (5 August 2004, No. 108) for the abbreviations and for ordinals; the
    abbreviations of official addresses and references as the legal acts print them.
en: the usual reference abbreviations of UN and British legal drafting; "frequent sentence
    starters" as evidence of a boundary after an abbreviation is the idea of Kiss and Strunk,
    "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics 32 (2006).
vi: titles and place abbreviations of administrative texts; the levels of a legal document
    (phần, chương, mục, điều, khoản, điểm) as in Decree 30/2020/NĐ-CP, appendix I.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from translate_cli.errors import InputError


def fold(text: str) -> str:
    """Return `text` as the tables write it: NFC, lower case, dotless ı as i.

    Azerbaijani texts hold foreign abbreviations ("Inc.") and Roman numerals typed with İ
    ("XİX"), so the two i are one here; the length may change, no offset is taken from the result.

    >>> fold("MADDƏ"), fold("Bölmə XİX"), fold("Bakı ş.")
    ('maddə', 'bölmə xix', 'baki ş.')
    """
    return unicodedata.normalize("NFC", text).replace("İ", "i").lower().replace("ı", "i")


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """The facts about one language that decide on a full stop.

    `never_final`: always stands before what it belongs to ("prof. Əliyev"), ends no sentence.
    `before_number`: ends no sentence where a number follows ("səh. 5").
    `rarely_final`: ends a sentence only before a word of `starters` ("Bakı ş. Bu…").
    `final`: an ordinary sentence end, whatever the other tables say of its last word ("və s.").
    `starters`: words that open sentences and are no names.
    `label`: matches the folded text of a heading's label that a full stop closes ("maddə 12").
    `ordinal_noun`: matches what a number with a full stop counts ("5. maddə"), or None.
    """

    lang: str
    never_final: frozenset[str]
    before_number: frozenset[str]
    rarely_final: frozenset[str]
    final: frozenset[str]
    starters: frozenset[str]
    label: re.Pattern[str]
    ordinal_noun: re.Pattern[str] | None

    def abbreviates(self, word: str) -> bool:
        """Return whether the folded `word` is an abbreviation that ends few sentences or none."""
        return word in self.never_final or word in self.before_number or word in self.rarely_final


_MARKER: Final = re.compile(
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3}){0,5}\.\s++(?=\S))"
    r"|(?P<bracketed>\((?:\d{1,3}|[ivxIVX]{1,5}|[^\W\d_][\u0300-\u036f]*)\)\s++(?=\S))"
    r"|(?P<half>(?:\d{1,3}(?:\.\d{1,3}){0,5}|[ivxIVX]{1,5}|[^\W\d_][\u0300-\u036f]*)\)\s++(?=\S))"
    r"|(?P<bullet>[-–—―‒−•▪■□●○◦‣⁃·*]\s++(?=\S)|[•▪■●◦‣]|[–—―](?=[^\W\d_]))"
    r"|(?P<hyphen>-(?=[^\W\d_]))"
)
"""List markers. Azerbaijani dialogue lines may have their dash unspaced ("-Səncə…"), and the
points of Vietnamese law are letters with a closing bracket (Decree 30/2020/NĐ-CP, appendix I)."""

SPACED_DATE: Final = re.compile(r"\d{1,2}\.\s+\d{1,2}\.\s*\d{4}")
"""A date typed with spaces: its full stops end nothing."""

_FOREIGN_NEVER_FINAL: Final = "mr mrs ms mx dr prof vs v cf e.g i.e"
"""Foreign titles that all three languages print unchanged before names."""

_FOREIGN_RARELY_FINAL: Final = "inc ltd corp co llc plc bros jr sr st ph.d a.m p.m"
"""Parts of foreign names and times, which a capital follows without a new sentence."""

_NUMBER: Final = r"(?:№\s*)?(?:\d+(?:[.–-]\d+)*[¹²³⁴-⁹]*|[ivxlcdm]+|[^\W\d_])"
"""A number of a division: 12, 12.1, 12-1, 12¹ (Azerbaijani inserted articles), IV, A."""

_AZ_NEVER_FINAL: Final = """
    dos akad müh polk leyt kap bax məs red tərt t.ü.f.d f.ü.f.d h.ü.f.d i.e.d
    təqr təxm
"""
_AZ_BEFORE_NUMBER: Final = """
    səh s b m mad h fəs böl c nöm № şək cəd p par abz e.ə b.e b.e.ə mənz kor kv n tel
"""
_AZ_RARELY_FINAL: Final = """
    ş r r-n k q qəs küç pr pros mkr dön vil ray resp univ mln mlrd
"""
_AZ_FINAL: Final = """və s|və i.a|və b|il|ill"""
_AZ_STARTERS: Final = """
    bu bunun buna bunu bundan bunlar bunların belə beləliklə o onun ona onu onlar onların lakin
    ancaq amma həmçinin həmin sonra daha eyni əgər hər hətta hazırda indi mən biz bizim siz sən
    çünki yəni digər bütün bəzi burada orada bununla onunla üstəlik nəticədə əlavə ayrıca
"""
_AZ_LABELS: Final = """
    maddə fəsil bölmə hissə bənd yarımbənd əlavə cədvəl şəkil qrafik paraqraf mövzu sual forma
    mühazirə abzas
"""
# Stems, so that any case ending may follow; a short noun takes only its own endings, since
# "il" is also the start of "ilk". Months are written with a small letter.
_AZ_ORDINAL_NOUNS: Final = (
    r"(?:maddə|bənd|yarımbənd|fəsil|fəsl|bölmə|hissə|abzas|paraqraf|əsr|yüzillik|sinif|sinf|kurs|"
    r"mərtəbə|dərəcə|iclas|sessiya|yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|"
    r"oktyabr|noyabr|dekabr)\w*|il(?:i|in|ə|də|dən|lər\w*)?\b"
)

_EN_NEVER_FINAL: Final = """
    messrs col maj capt lt sgt cmdr adm gov gen sen sens rep reps rev hon amb pres supt
    eg ie viz det approx ca a.k.a incl esp mt
"""
_EN_BEFORE_NUMBER: Final = """
    no nos art arts para paras subpara sec secs sect subsec ch chap p pp fig figs vol vols pt cl
    reg regs r app eq jan feb mar apr jun jul aug sep sept oct nov dec est tel ext b c d m n № doc
"""
_EN_RARELY_FINAL: Final = "m.d b.a m.a m.sc b.sc ll.m dept univ ed eds ave blvd rd op cit ibid assn"
_EN_STARTERS: Final = """
    the a an this that these those it its he she they we you in on at but and however if when
    while where as for from with by after before since although there their his her our such some
    many most all each no not under according moreover furthermore therefore thus also what who
    why how to nothing nevertheless
"""
_EN_LABELS: Final = """
    article chapter section part title annex appendix schedule table figure box paragraph clause
    rule regulation step question exhibit form item protocol art sec
"""

_VI_NEVER_FINAL: Final = """
    tp tx tt ts ths th.s gs pgs bs ks ls tskh kts nsnd nsưt ncs đh cđ đhqg vd lm đ/c đc
"""
_VI_BEFORE_NUMBER: Final = "tr trg đt đ k t h b q p fax tel ch no nos vol pp n № m"
_VI_FINAL: Final = "v.v|v. v|vv|ý|độ c|độ f"
_VI_STARTERS: Final = """
    đây điều các những trong tuy nhưng theo khi sau ngoài do vì với để nó họ chúng ông bà tôi một
    mọi mỗi nếu tại bên hiện đó cả như và hoặc còn việc
"""
_VI_LABELS: Final = """
    điều|chương|mục|tiểu mục|phần|khoản|điểm|phụ lục|bảng|hình|biểu|biểu đồ|sơ đồ|mẫu|bài|câu|quyển
"""


def _words(*tables: str, separator: str | None = None) -> frozenset[str]:
    """Return the folded entries of `tables`, split at white space or at `separator`."""
    return frozenset(
        fold(entry.strip()) for table in tables for entry in table.split(separator) if entry.strip()
    )


def _compile_label(nouns: frozenset[str], ordinal_suffix: str = "") -> re.Pattern[str]:
    """Return the pattern of a heading's label, to be matched in full.

    "maddə 12", "fəsil i. maddə 5", "§ 5", "№ 5", "ii"; with `ordinal_suffix` (a pattern) also
    the Azerbaijani order "12-ci maddə", "i fəsil", where the noun comes last.
    """
    noun = "|".join(re.escape(entry) for entry in sorted(nouns))
    chain = rf"(?:(?:{noun})\s+{_NUMBER}\.?\s*)+"
    others = [rf"§+\s*{_NUMBER}", r"№\s*\d+", r"[ivxlcdm]+(?:\.\d+)*"]
    if ordinal_suffix:
        others.append(rf"(?:\d+{ordinal_suffix}|[ivxlcdm]+)\s+(?:{noun})")
    return re.compile("|".join([chain, *others]))


SUFFIXES: Final = _words(
    """
    az com org net edu gov info biz io ru tr ge ir uk us eu de fr vn cn kz html htm php js py asp
    aspx jpg jpeg png gif svg pdf doc docx xls xlsx ppt pptx odt txt md csv tsv json xml zip exe
    tmx tbx xlf
    """
)
"""Last parts of domains and of file names: "hesabat.Docx" is no sentence end."""


@lru_cache(maxsize=8)
def rules_for(lang: str) -> SentenceRules:
    """Return the rules of the BCP 47 tag `lang` (its primary subtag decides).

    Raises InputError for a language without rules.

    >>> "və s" in rules_for("az-AZ").final
    True
    """
    primary = lang.replace("_", "-").split("-")[0].lower()
    if primary == "az":
        return SentenceRules(
            lang="az",
            never_final=_words(_FOREIGN_NEVER_FINAL, _AZ_NEVER_FINAL),
            before_number=_words(_AZ_BEFORE_NUMBER),
            rarely_final=_words(_FOREIGN_RARELY_FINAL, _AZ_RARELY_FINAL),
            final=_words(_AZ_FINAL, separator="|"),
            starters=_words(_AZ_STARTERS),
            label=_compile_label(_words(_AZ_LABELS), r"-(?:ci|cu|cü)"),
            ordinal_noun=re.compile(fold(_AZ_ORDINAL_NOUNS)),
        )
    if primary == "en":
        return SentenceRules(
            lang="en",
            never_final=_words(_FOREIGN_NEVER_FINAL, _EN_NEVER_FINAL),
            before_number=_words(_EN_BEFORE_NUMBER),
            rarely_final=_words(_FOREIGN_RARELY_FINAL, _EN_RARELY_FINAL) | {"et al"},
            final=_words("etc"),
            starters=_words(_EN_STARTERS),
            label=_compile_label(_words(_EN_LABELS)),
            ordinal_noun=None,
        )
    if primary == "vi":
        return SentenceRules(
            lang="vi",
            never_final=_words(_FOREIGN_NEVER_FINAL, _VI_NEVER_FINAL),
            before_number=_words(_VI_BEFORE_NUMBER),
            rarely_final=_words(_FOREIGN_RARELY_FINAL),
            final=_words(_VI_FINAL, separator="|"),
            starters=_words(_VI_STARTERS),
            label=_compile_label(_words(_VI_LABELS, separator="|")),
            ordinal_noun=None,
        )
    raise InputError(
        f"no sentence rules for the language {lang!r}.", hint="Use a text in az, en or vi."
    )


def skip_markers(text: str, start: int, end: int, rules: SentenceRules) -> int:
    """Return where the content begins after white space and list markers.

    A number with a full stop before what it counts is an ordinal ("5. maddə"), as Azerbaijani
    may write it beside "5-ci": it stays; so does a date, and a hyphen before a small letter.
    """
    while start < end and text[start].isspace():
        start += 1
    while marker := _MARKER.match(text, start, end):
        stop = marker.end()
        if marker["dotted"] or marker["bracketed"]:
            counted = fold(text[stop : stop + 16])
            small = text[stop : stop + 1].islower()
            if small and rules.ordinal_noun and rules.ordinal_noun.match(counted):
                break
            if SPACED_DATE.match(text, start, end):
                break
        if marker["hyphen"] and not text[stop].isupper():
            break
        start = stop
        while start < end and text[start].isspace():
            start += 1
    return start
