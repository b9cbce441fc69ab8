"""Azerbaijani forms of the lexicon's nouns and verbs.

Stem changes and suffix spelling come from `glossary.languages`, so that what is generated here is
what the matcher recognises. Morphology: Müasir Azərbaycan dili; the cases, possessives, tenses,
participles and converbs are those named in `glossary.languages.az_nouns` and `az_verbs`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from glossary.languages.az_nouns import izafet_bases, noun_stems, plural_base
from glossary.languages.az_verbs import passive_of, stem_shapes
from glossary.languages.suffixes import VOWELS, harmony_of, realise
from glossary.text import fold

Shapes = tuple[tuple[str, str], ...]

CASES: Final = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")
POSSESSORS: Final = ("", "1sg", "2sg", "3", "1pl", "2pl")
PERSONS: Final = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")

_CASE: Final = {
    "nom": "", "gen": "(n)In", "dat": "(y)A", "acc": "(n)I", "loc": "dA", "abl": "dAn",
    "ins": "(y)lA",
}  # fmt: skip
_CASE_AFTER_N: Final = {
    "nom": "", "gen": "nIn", "dat": "nA", "acc": "nI", "loc": "ndA", "abl": "ndAn", "ins": "(y)lA",
}  # fmt: skip
_POSSESSIVE: Final = {
    "1sg": "(I)m", "2sg": "(I)n", "3": "(s)I", "1pl": "(I)mIz", "2pl": "(I)nIz",
}  # fmt: skip

# Personal endings of the first group (after -ır, -acaq, -malı ...) and the second (-dı, -sa).
_FIRST: Final = {
    "1sg": "(y)Am", "2sg": "sAn", "3sg": "", "1pl": "(y)IQ", "2pl": "sInIz", "3pl": "lAr",
}  # fmt: skip
_SECOND: Final = {"1sg": "m", "2sg": "n", "3sg": "", "1pl": "Q", "2pl": "nIz", "3pl": "lAr"}
_OPTATIVE: Final = {
    "1sg": "(y)Im", "2sg": "(y)AsAn", "3sg": "sIn", "1pl": "(y)AQ", "2pl": "(y)AsInIz",
    "3pl": "sInlAr",
}  # fmt: skip
_COPULA: Final = {
    "1sg": "(y)Am", "2sg": "sAn", "3sg": "dIr", "1pl": "(y)IQ", "2pl": "sInIz", "3pl": "dIrlAr",
}  # fmt: skip
_WAS: Final = {
    "1sg": "idim", "2sg": "idin", "3sg": "idi", "1pl": "idik", "2pl": "idiniz", "3pl": "idilər",
}  # fmt: skip
_PERFECT: Final = {
    "1sg": "mIşAm", "2sg": "mIsAn", "3sg": "(y)Ib", "1pl": "mIşIQ", "2pl": "mIsInIz",
    "3pl": "(y)IblAr",
}  # fmt: skip
_FUTURE: Final = {
    "1sg": "(y)AcAĞAm", "2sg": "(y)AcAQsAn", "3sg": "(y)AcAQ", "1pl": "(y)AcAĞIQ",
    "2pl": "(y)AcAQsInIz", "3pl": "(y)AcAQlAr",
}  # fmt: skip
_AORIST_NOT: Final = {
    "1sg": "mArAm", "2sg": "mAzsAn", "3sg": "mAz", "1pl": "mArIQ", "2pl": "mAzsInIz",
    "3pl": "mAzlAr",
}  # fmt: skip

# Forms without person: template, template of the negation.
_IMPERSONAL: Final[dict[str, tuple[str, str]]] = {
    "inf": ("mAQ", "mAmAQ"),
    "inf_dat": ("mAĞA", "mAmAĞA"),
    "inf_acc": ("mAĞI", "mAmAĞI"),
    "inf_abl": ("mAQdAn", "mAmAQdAn"),
    "an": ("(y)An", "mAyAn"),
    "mış": ("mIş", "mAmIş"),
    "acaq": ("(y)AcAQ", "mAyAcAQ"),
    "ib": ("(y)Ib", "mAyIb"),
    "araq": ("(y)ArAQ", "mAyArAQ"),
    "arkən": ("(y)Arkən", "mAyArkən"),
    "dıqda": ("dIQdA", "mAdIQdA"),
    "dıqca": ("dIQcA", "mAdIQcA"),
    "dıqdan": ("dIQdAn", "mAdIQdAn"),
    "anda": ("(y)AndA", "mAyAndA"),
    "madan": ("mAdAn", "mAdAn"),
    "mazdan": ("mAzdAn", "mAzdAn"),
    "ınca": ("(y)IncA", "mAyIncA"),
}

# Nominalizations, which take possessives and cases: stem before a consonant, before a vowel.
_NOMINAL: Final[dict[str, tuple[str, str]]] = {
    "dıq": ("dIQ", "dIĞ"),
    "acaq": ("(y)AcAQ", "(y)AcAĞ"),
    "ma": ("mA", "mA"),
}


def attach(shapes: Shapes, *templates: str) -> str:
    """Add suffixes to the shape of a stem that admits the first of them.

    >>> attach((("kitab", "vce"),), "lAr", "(s)I", "ndA")
    'kitablarında'
    """
    form = stem = ""
    for stem, allowed in shapes:
        form = stem
        for template in templates:
            if template:
                form += realise(template, harmony_of(form), after_vowel=form[-1] in VOWELS)
        onset = form[len(stem) : len(stem) + 1]
        if ("e" if not onset else "v" if onset in VOWELS else "c") in allowed:
            return form
    return form


@cache
def _noun_parts(lemma: str, marks: str) -> tuple[str, str, bool]:
    """Return what stands before the declined word, the word without its endings, is it plural."""
    head, space, last = lemma.rpartition(" ")
    folded = fold(last, "az")
    plural = "azpl" in marks
    if "izf" in marks:
        base = izafet_bases(folded)[0]
    else:
        base = (plural_base(folded) or folded) if plural else folded
    return head + space, base, plural


@lru_cache(maxsize=400_000)
def decline(
    lemma: str, case: str = "nom", possessor: str = "", plural: bool = False, marks: str = ""
) -> str:
    """Return a form of a noun.

    `marks`: izf (ends in the izafet possessive), azpl (always plural), keep (its k or q does not
    soften), abbr (declined after a hyphen). A possessive replaces that of an izafet, which stays
    where there is none.

    >>> decline("hava limanı", "loc", marks="izf"), decline("kitab", "acc", "1pl", True)
    ('hava limanında', 'kitablarımızı')
    >>> decline("nazirlik", "gen"), decline("su", "acc"), decline("oğul", "dat", "3")
    ('nazirliyin', 'suyu', 'oğluna')
    >>> decline("BMT", "gen", marks="abbr"), decline("ATƏT", "dat", marks="abbr")
    ('BMT-nin', 'ATƏT-ə')
    """
    if marks == "abbr":
        return lemma + _after_hyphen(lemma, case)
    head, base, always_plural = _noun_parts(lemma, marks)
    many = plural or always_plural
    owner = possessor or ("3" if "izf" in marks else "")
    templates = ["lAr"] if many else []
    if owner:
        templates.append(_POSSESSIVE[owner])
    if case != "nom":
        templates.append((_CASE_AFTER_N if owner == "3" else _CASE)[case])
    shapes: Shapes = ((base, "vce"),) if "keep" in marks else noun_stems(base, strict=True)
    return head + _recase(lemma[len(head) :], attach(shapes, *templates))


def _after_hyphen(abbreviation: str, case: str) -> str:
    """Return the case ending of an abbreviation, which is read by its letters or as a word."""
    if case == "nom":
        return ""
    read = fold(abbreviation, "az")
    if not any(char in VOWELS for char in read):
        read += "e"
    return "-" + attach(((read, "vce"),), _CASE[case])[len(read) :]


@lru_cache(maxsize=20_000)
def be(word: str, person: str = "3sg", past: bool = False, question: bool = False) -> str:
    """Return a nominal predicate: müəlliməm, müəllimdir, müəllim idi.

    >>> be("müəllim"), be("hazır", "1pl"), be("narahat", "3sg", past=True)
    ('müəllimdir', 'hazırıq', 'narahat idi')
    """
    if past:
        return f"{word} {_WAS[person]}" + ("mi" if question else "")
    head, space, last = word.rpartition(" ")
    shapes: Shapes = ((last, "vce"),)
    if last.endswith("q") and person in ("1sg", "1pl") and len(last) > 2:
        shapes = ((last, "ce"), (last[:-1] + "ğ", "v"))
    if last.endswith("k") and person in ("1sg", "1pl") and len(last) > 2:
        shapes = ((last, "ce"), (last[:-1] + "y", "v"))
    form = head + space + _recase(last, attach(shapes, _COPULA[person]))
    return ask(form) if question else form


_NOT: Final = {
    "1sg": "deyiləm",
    "2sg": "deyilsən",
    "3sg": "deyil",
    "1pl": "deyilik",
    "2pl": "deyilsiniz",
    "3pl": "deyillər",
}


def be_not(person: str, *, past: bool) -> str:
    """Return what follows a denied predicate.

    >>> be_not("1sg", past=False), be_not("3sg", past=True)
    ('deyiləm', 'deyil idi')
    """
    return be("deyil", person, past=True) if past else _NOT[person]


@lru_cache(maxsize=20_000)
def _shapes(stem: str) -> Shapes:
    return stem_shapes(stem, True, strict=True)


@lru_cache(maxsize=20_000)
def voice_stem(infinitive: str, voice: str = "", override: str = "") -> tuple[str, str]:
    """Return (words before, stem) of a verb: "" active, "pas", "pas2" passive, "caus" causative.

    etmək has two passives, edilmək and olunmaq. `override` gives an irregular stem.

    >>> voice_stem("təsdiq etmək", "pas2"), voice_stem("imzalamaq", "pas")
    (('təsdiq ', 'olun'), ('', 'imzalan'))
    """
    head, space, last = infinitive.rpartition(" ")
    before = head + space
    if override:
        prefix, gap, stem = override.rpartition(" ")
        return (prefix + gap if gap else before), stem
    if voice == "":
        return before, last[:-3]
    if voice == "pas2" and last == "etmək":
        return before, "olun"
    if voice in ("pas", "pas2"):
        return before, passive_of(last)
    raise ValueError(f"no {voice} stem of {infinitive}")


@lru_cache(maxsize=20_000)
def potential(before: str, stem: str) -> tuple[str, str]:
    """Return (words before, stem) of "be able to": -a bil-.

    >>> potential("", "gəl"), potential("həll ", "et")
    (('gələ ', 'bil'), ('həll edə ', 'bil'))
    """
    return before + attach(_shapes(stem), "(y)A") + " ", "bil"


@lru_cache(maxsize=400_000)
def conjugate(
    before: str, stem: str, tense: str, person: str = "3sg", negative: bool = False
) -> str:
    """Return a finite form.

    >>> conjugate("", "gəl", "present", "1sg"), conjugate("", "get", "past", "3pl", True)
    ('gəlirəm', 'getmədilər')
    >>> conjugate("qəbul ", "et", "future", "1pl"), conjugate("", "oxu", "perfect", "3sg", True)
    ('qəbul edəcəyik', 'oxumayıb')
    """
    shapes = _shapes(stem)
    templates, after = _finite(tense, person, negative)
    return before + attach(shapes, *templates) + after


@lru_cache(maxsize=200_000)
def impersonal(before: str, stem: str, form: str, negative: bool = False) -> str:
    """Return an infinitive, participle or converb.

    >>> impersonal("", "imzala", "an"), impersonal("", "et", "araq"), impersonal("", "de", "madan")
    ('imzalayan', 'edərək', 'demədən')
    """
    return before + attach(_shapes(stem), _IMPERSONAL[form][negative])


@lru_cache(maxsize=200_000)
def nominal(
    before: str,
    stem: str,
    form: str,
    person: str = "3sg",
    case: str = "nom",
    negative: bool = False,
) -> str:
    """Return -dıq, -acaq or -ma with a possessive and a case.

    >>> nominal("", "gəl", "dıq", "3sg", "acc"), nominal("", "imzala", "ma", "3sg", "dat")
    ('gəldiyini', 'imzalamasına')
    >>> nominal("", "get", "acaq", "1sg", "acc"), nominal("", "gör", "dıq", "3pl")
    ('gedəcəyimi', 'gördükləri')
    """
    hard, soft = _NOMINAL[form]
    owner = {"3sg": "3", "3pl": "3"}.get(person, person)
    templates = ["mA"] if negative else []
    if person == "3pl":
        templates += [hard, "lAr"]
    else:
        templates.append(soft)
    templates.append(_POSSESSIVE[owner])
    if case != "nom":
        templates.append((_CASE_AFTER_N if owner == "3" else _CASE)[case])
    return before + attach(_shapes(stem), *templates)


def ask(verb: str) -> str:
    """Add the question particle, written together.

    >>> ask("gəldi"), ask("oxuyur")
    ('gəldimi', 'oxuyurmu')
    """
    return attach(((verb, "vc"),), "mI")


def _finite(tense: str, person: str, negative: bool) -> tuple[tuple[str, ...], str]:
    no = ("mA",) if negative else ()
    match tense:
        case "present":
            return ("mIr" if negative else "(y)Ir", _FIRST[person]), ""
        case "past":
            return (*no, "dI", _SECOND[person]), ""
        case "perfect":
            return (*no, _PERFECT[person]), ""
        case "formal":
            ending = {"3sg": "mIşdIr", "3pl": "mIşlAr"}.get(person, _PERFECT[person])
            return (*no, ending), ""
        case "pluperfect":
            return (*no, "mIşdI", _SECOND[person]), ""
        case "imperfect":
            return ("mIrdI" if negative else "(y)IrdI", _SECOND[person]), ""
        case "future":
            return (*no, _FUTURE[person]), ""
        case "future_past":
            return (*no, "(y)AcAQdI", _SECOND[person]), ""
        case "aorist":
            return ((_AORIST_NOT[person],) if negative else ("(y)Ar", _FIRST[person])), ""
        case "aorist_past":
            return ("mAzdI" if negative else "(y)ArdI", _SECOND[person]), ""
        case "must":
            return (*no, "mAlI", _COPULA[person]), ""
        case "must_past":
            return (*no, "mAlI"), " " + _WAS[person]
        case "condition":
            return (*no, "sA", _SECOND[person]), ""
        case "condition_past":
            return (*no, "sA", "ydI", _SECOND[person]), ""
        case "aorist_condition":
            return ("mAzsA" if negative else "(y)ArsA", _SECOND[person]), ""
        case "optative":
            return (*no, _OPTATIVE[person]), ""
        case "imperative":
            return (*no, "" if person == "2sg" else "(y)In"), ""
    raise ValueError(f"no tense {tense}")


def _recase(word: str, form: str) -> str:
    """Put the capitals of `word` into its form, as far as the letters agree."""
    if word == word.lower() and "I" not in word:
        return form
    same = 0
    for left, right in zip(fold(word, "az"), form, strict=False):
        if left != right:
            break
        same += 1
    return word[:same] + form[same:]
