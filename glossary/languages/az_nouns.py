"""Suffix chains and stem changes of Azerbaijani nouns, adjectives and pronouns.

Sources, cited at each table: "Azərbaycan dilinin orfoqrafiya qaydaları" (Cabinet of Ministers,
decision 108 of 5 August 2004; below: Orthography) and Müasir Azərbaycan dili, morphology
(below: Morphology). Templates are explained in `suffixes`.

Derivation is left out on purpose: -lı, -sız, -lıq, -çı, -kar, -ıncı, -ca make another word
(qanunsuz is no form of qanun).
"""

from __future__ import annotations

from typing import Final

from glossary.languages.suffixes import VOWELS, State, count_syllables, harmony_of

_Arcs = tuple[tuple[str, str], ...]

# Morphology, "the category of predicativity": personal suffixes of nominal predicates,
# -am/-san/-dır/-ıq/-sınız/-dırlar; idi, imiş, isə written together (Orthography: after a
# consonant the first vowel of idi, imiş, isə is dropped; after a vowel y is common usage);
# the question suffix -mı is written together.
THIRD_PERSON: Final[_Arcs] = (
    ("dIr", "DIR"),
    ("dIrlAr", "PERS"),
    ("(y)dI", "PAST"),
    ("(y)mIş", "PERSONAL"),
    ("(y)sA", "COND"),
    ("mI", "QUESTION"),
)
PERSONS: Final[_Arcs] = (
    ("(y)Am", "PERS"),
    ("sAn", "PERS"),
    ("(y)IQ", "PERS"),
    ("sInIz", "PERS"),
)
PREDICATIVE: Final[_Arcs] = THIRD_PERSON + PERSONS

# Morphology, "the category of possession": -(ı)m, -(ı)n, -(s)ı, -(ı)mız, -(ı)nız, -(s)ı.
# The postposition ilə is also written together with -(s)ı, without harmony (vasitəsilə, vaxtilə).
POSSESSIVES: Final[_Arcs] = (
    ("(I)m", "POSS"),
    ("(I)n", "POSS"),
    ("(s)I", "POSS3"),
    ("(s)ilə", "OBL"),
    ("(I)mIz", "POSS"),
    ("(I)nIz", "POSS"),
)

# Morphology, "the category of case": six cases; ilə written together as -la after a consonant
# (Orthography), -yla after a vowel in usage.
CASES: Final[_Arcs] = (
    ("(n)In", "GEN"),
    ("(n)I", "ACC"),
    ("(y)A", "DAT"),
    ("dA", "LOC"),
    ("dAn", "OBL"),
    ("(y)lA", "OBL"),
)

# Morphology, "possession before case": pronominal n after the possessive of the third person
# and after -kı.
CASES_AFTER_N: Final[_Arcs] = (
    ("nIn", "GEN"),
    ("nI", "ACC"),
    ("nA", "DAT"),
    ("ndA", "LOC"),
    ("ndAn", "OBL"),
    ("(y)lA", "OBL"),
)

NOUN_GRAPH: Final[dict[str, State]] = {
    # A whole noun stem. Order of suffixes: plural, possession, case, predicate (Morphology).
    "NOUN": State(True, (("lAr", "PLURAL"), *POSSESSIVES, *CASES, *PREDICATIVE)),
    # A stem of one short syllable: with -am, -san it would be found in unrelated words
    # (ad "name" in adam "man"), and a noun of that kind hardly is a predicate.
    "SHORT": State(True, (("lAr", "PLURAL"), *POSSESSIVES, *CASES, *THIRD_PERSON)),
    # su, nə and their like, whose possessives, genitive and accusative are made from
    # suy-, nəy-.
    "OPEN": State(True, (("lAr", "PLURAL"), ("dA", "LOC"), ("dAn", "OBL"), ("(y)lA", "OBL"),
                         *THIRD_PERSON)),
    # The head of a compound noun of the second or third kind (izafet, "təyini söz birləşmələri")
    # without its possessive: cinayət iş-. It may only go on to another possessive.
    "IZAFET": State(False, (("lAr", "IZAFET_PLURAL"), *POSSESSIVES)),
    "IZAFET_PLURAL": State(False, POSSESSIVES),
    "PLURAL": State(True, (*POSSESSIVES, *CASES, *PREDICATIVE)),
    "POSS": State(True, (*CASES, *PREDICATIVE)),
    "POSS3": State(True, (*CASES_AFTER_N, *PREDICATIVE)),
    "GEN": State(True, (("kI", "KI"), *THIRD_PERSON)),
    "ACC": State(True, (("mI", "QUESTION"),)),
    # The postpositions -dək and -can are written together after the dative (Orthography).
    "DAT": State(True, (("dək", "PERS"), ("cAn", "PERS"), *THIRD_PERSON)),
    "LOC": State(True, (("kI", "KI"), *PREDICATIVE)),
    "OBL": State(True, PREDICATIVE),
    # -kı makes an attribute of a locative or genitive, declined like a possessive of the third
    # person: konvensiyadakı, konvensiyadakılar, konvensiyadakının.
    "KI": State(True, (("lAr", "PLURAL"), *CASES_AFTER_N, *THIRD_PERSON)),
    "DIR": State(True, (("lAr", "PERS"), ("mI", "QUESTION"), ("sA", "COND"))),
    # Morphology, "idi, imiş, isə": personal suffixes of the second group (-m, -n, -q, -nız).
    "PAST": State(
        True,
        (
            ("m", "PERS"), ("n", "PERS"), ("Q", "PERS"), ("nIz", "PERS"), ("lAr", "PERS"),
            ("sA", "COND"), ("mI", "QUESTION"),
        ),
    ),
    "COND": State(
        True,
        (
            ("m", "PERS"), ("n", "PERS"), ("Q", "PERS"), ("nIz", "PERS"), ("lAr", "PERS"),
            ("(y)dI", "PAST"), ("(y)mIş", "PERSONAL"), ("mI", "QUESTION"),
        ),
    ),
    # A finite or evidential form that takes the personal suffixes of the first group.
    "PERSONAL": State(True, (("lAr", "PERS"), *PREDICATIVE)),
    "QUESTION": State(True, (("dIr", "PERS"), ("(y)dI", "PAST"), ("(y)mIş", "PERS"), *PERSONS)),
    "PERS": State(True, (("(y)dI", "PERS"), ("(y)mIş", "PERS"), ("(y)sA", "PERS"), ("mI", "END"))),
    "END": State(True),
}  # fmt: skip

# Orthography, "words written with two syllables as pronounced" and Morphology, "loss of a vowel":
# the narrow vowel of the last syllable falls before a suffix that begins with a vowel.
DROPPED_VOWEL: Final[dict[str, str]] = {
    "ağız": "ağz", "ağıl": "ağl", "alın": "aln", "bağır": "bağr", "bəniz": "bənz",
    "beyin": "beyn", "boyun": "boyn", "burun": "burn", "cisim": "cism", "çiyin": "çiyn",
    "eyib": "eyb", "əsil": "əsl", "ətir": "ətr", "əyin": "əyn", "fəsil": "fəsl", "fikir": "fikr",
    "qarın": "qarn", "qədir": "qədr", "qəbir": "qəbr", "qisim": "qism", "qoyun": "qoyn",
    "isim": "ism", "izin": "izn", "kəsir": "kəsr", "könül": "könl", "meyil": "meyl",
    "möhür": "möhr", "nəsil": "nəsl", "nəsir": "nəsr", "nəzir": "nəzr", "oğul": "oğl",
    "ovuc": "ovc", "ömür": "ömr", "rəhim": "rəhm", "səbir": "səbr", "sehir": "sehr",
    "sətir": "sətr", "sinif": "sinf", "şəkil": "şəkl", "şükür": "şükr", "xeyir": "xeyr",
    "zehin": "zehn", "zikir": "zikr",
}  # fmt: skip

KEEPS_VOWEL_TOO: Final = frozenset({"kəsir", "möhür", "qoyun", "rəhim"})
"""Usage also has kəsiri, möhürü; qoyun is "sheep" (qoyunu) as well as "bosom"."""

# Orthography, "double consonants": one-syllable words keep both letters at the end and before a
# vowel (hissi, xətti) and lose one before a consonant (xətlər, hədlər, sirlər).
DOUBLE_CONSONANT: Final = frozenset({
    "cərr", "fənn", "hall", "haqq", "həcc", "hədd", "həll", "hiss", "xətt", "küll", "qədd",
    "rədd", "rəbb", "sədd", "sirr", "şəkk", "tibb", "vatt", "zənn", "zidd",
})  # fmt: skip

# Orthography, "words of foreign origin": the final q or k (pronounced [k']) does not change
# before a vowel: filoloqa, üfüqə, iştirakı.
KEEPS_STOP: Final = frozenset({
    # Arabic and Persian words
    "aşiq", "əqiq", "əmlak", "əxlaq", "faiq", "hüquq", "idrak", "ifaq", "infaq", "istehlak",
    "iştirak", "ittifaq", "layiq", "məntiq", "məşuq", "məxluq", "müstəntiq", "müttəfiq",
    "müvafiq", "müştərik", "natiq", "rəfiq", "sabiq", "sadiq", "şəfəq", "şərik", "tədarük",
    "tədqiq", "təbrik", "təfriq", "təhqiq", "təhrik", "təlaq", "təsdiq", "təşviq", "tətbiq",
    "təzyiq", "təmlik", "üfüq", "vərəq", "vüsuq", "xaliq",
    # European words
    "akademik", "alkoqolik", "antik", "botanik", "diabetik", "elektrik", "fabrik", "fizik",
    "katolik", "klassik", "klinik", "kritik", "mexanik", "metodik", "plastik", "politik",
    "praktik", "sputnik", "statistik", "stoik", "taktik", "texnik",
})  # fmt: skip

KEEPS_STOP_ENDINGS: Final = ("loq", "qoq")
"""Loan endings that keep q: politoloq → politoloqu, pedaqoq → pedaqoqa (Orthography)."""

ENDS_IN_S: Final = frozenset({
    "əsas", "indeks", "məclis", "nəfəs", "ofis", "polis", "servis",
    "status", "virus", "kampus", "konsensus", "fokus", "korpus",
})  # fmt: skip
"""Nouns in vowel + s, whose possessive looks like that of a noun in a vowel (məclisi)."""

# Morphology, "su and nə" and nouns from Arabic in ayn: y instead of n or s before a vowel.
Y_STEMS: Final[dict[str, str]] = {
    "su": "suy", "nə": "nəy", "mənafe": "mənafey", "mənbə": "mənbəy", "mənşə": "mənşəy",
    "mövqe": "mövqey", "mövze": "mövzey", "tale": "taley",
}  # fmt: skip

DECLINED_BOTH_WAYS: Final = frozenset({"mənbə", "mənşə"})
"""Nouns in use with y and without (mənbəyi, mənbəsi)."""

SOFTENED: Final = {"k": "y", "q": "ğ"}

NOT_PLURAL: Final = frozenset({"dollar", "kapillar", "molar", "solar"})
"""Dictionary forms that end like a plural and are none."""


def noun_stems(word: str, *, strict: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (stem, filter) pairs of a folded noun; the filters are those of `suffixes`.

    Without `strict`, a k or q that should change is also accepted unchanged, since the list of
    loan words that keep it is open.

    >>> noun_stems("nazirlik", strict=True)
    (('nazirlik', 'ce'), ('nazirliy', 'v'))
    >>> noun_stems("fikir")
    (('fikir', 'ce'), ('fikr', 'v'))
    """
    whole = "vce"
    if word in DROPPED_VOWEL:
        return ((word, whole if word in KEEPS_VOWEL_TOO else "ce"), (DROPPED_VOWEL[word], "v"))
    if word in DOUBLE_CONSONANT:
        return ((word, "ve" if strict else whole), (word[:-1], "c"))
    if word in Y_STEMS:
        both = word in DECLINED_BOTH_WAYS and not strict
        return ((Y_STEMS[word], "v"), (word, whole if both else "ce"))
    if word[-1:] in SOFTENED and count_syllables(word) > 1 and not keeps_stop(word):
        return ((word, "ce" if strict else whole), (word[:-1] + SOFTENED[word[-1]], "v"))
    return ((word, whole),)


def keeps_stop(word: str) -> bool:
    """Tell whether the final k or q of a folded noun stays before a vowel.

    >>> keeps_stop("hüquq"), keeps_stop("politoloq"), keeps_stop("cinayətkarlıq")
    (True, True, False)
    """
    return word in KEEPS_STOP or word.endswith(KEEPS_STOP_ENDINGS)


def izafet_bases(word: str) -> tuple[str, ...]:
    """Return the nouns whose possessive of the third person is `word` (folded), likeliest first.

    >>> izafet_bases("orqanları"), izafet_bases("nazirliyi"), izafet_bases("məcəlləsi")
    (('orqan',), ('nazirlik', 'nazirliy'), ('məcəllə', 'məcəlləs'))
    >>> izafet_bases("qanuni")
    ()
    """
    if len(word) < 3 or word[-1] not in "ıiuü":
        return ()
    stem = word[:-1]
    if stem[-1] in VOWELS:
        return ()
    if _narrow_vowel(stem) != word[-1]:
        return ()
    if plural_base(stem) is not None:
        return (stem[:-3],)
    bases: list[str] = [stem] if stem in ENDS_IN_S else []
    if stem[-1] == "s" and stem[-2] in VOWELS:
        bases.append(stem[:-1])
    if count_syllables(stem) > 1 and stem[-1] in "yğ":
        bases.append(stem[:-1] + ("k" if stem[-1] == "y" else "q"))
    bases.extend(whole for whole, short in DROPPED_VOWEL.items() if short == stem)
    bases.extend(whole for whole, short in Y_STEMS.items() if short == stem)
    if stem not in bases:
        bases.append(stem)
    return tuple(bases)


def plural_base(word: str) -> str | None:
    """Return the singular of a dictionary form in the plural, None where it is not one.

    >>> plural_base("məlumatlar"), plural_base("dollar"), plural_base("nazir")
    ('məlumat', None, None)
    """
    if word in NOT_PLURAL or not word.endswith(("lar", "lər")):
        return None
    base = word[:-3]
    back = harmony_of(base) in "ao"
    if count_syllables(base) < 1 or len(base) < 3 or back != word.endswith("lar"):
        return None
    return base


def _narrow_vowel(stem: str) -> str:
    return {"a": "ı", "o": "u", "e": "i", "ö": "ü"}[harmony_of(stem)]
