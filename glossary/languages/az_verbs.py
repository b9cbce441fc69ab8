"""Suffix chains and stem changes of Azerbaijani verbs.

Source: Müasir Azərbaycan dili, morphology (below: Morphology), chapters on the verb: voice,
negation, mood and tense, the verbal noun, participle and converb; spelling after "Azərbaycan
dilinin orfoqrafiya qaydaları" (2004; below: Orthography). Templates are explained in `suffixes`.
"""

from __future__ import annotations

from typing import Final

from glossary.languages.suffixes import VOWELS, State, count_syllables, harmony_of, realise

_Arcs = tuple[tuple[str, str], ...]

# Endings that follow a verb stem and its negation alike (after -ma- with the buffer y).
_ENDINGS: Final[_Arcs] = (
    # Morphology, "tenses of the indicative": past in -dı, perfect in -mış (in the second person
    # also -mısan, -mısınız) and -ıb, future in -acaq (-acağ- before a vowel).
    ("dI", "PAST"),
    ("mIş", "NOUN"),
    ("mIsAn", "PERS"),
    ("mIsInIz", "PERS"),
    ("(y)Ib", "PERSONAL"),
    ("(y)AcAQ", "NOUN/ce"),
    ("(y)AcAĞ", "NOUN/v"),
    # Morphology, "moods": necessity -malı, obligation -ası, condition -sa, optative -a,
    # imperative -sın, -ınız, -sınlar (others: _IMPERATIVES). The first person -ım is left out: it
    # is rare, and nouns in -ım are frequent (seçim, artım).
    ("mAlI", "PERSONAL"),
    ("(y)AsI", "PERSONAL"),
    ("sA", "COND"),
    ("(y)A", "OPTATIVE"),
    ("sIn", "PERS"),
    ("(y)InIz", "END"),
    ("sInlAr", "PERS"),
    # Morphology, "infinitive and verbal noun": -maq, -mağ- before a vowel; -ma is declined.
    ("mAQ", "NOUN/ce"),
    ("mAĞ", "NOUN/v"),
    ("mA", "NOUN"),
    # Morphology, "participles": -an, -mış, -acaq (above), -dıq + possession (-dığı, -dıqları).
    ("(y)An", "NOUN"),
    ("dIQ", "RELATIVE/c"),
    ("dIĞ", "RELATIVE/v"),
    # Morphology, "converbs": -araq, -ınca, -alı, -arkən, -dıqda, -dıqca, -anda (participle +
    # locative), -madan (verbal noun + ablative).
    ("(y)ArAQ", "END"),
    ("(y)IncA", "END"),
    ("(y)AlI", "END"),
    ("(y)Arkən", "END"),
)

# Imperatives that, after a stem of one syllable, look like nouns and adjectives (əkin, qalın,
# sınaq, qorxaq).
_IMPERATIVES: Final[_Arcs] = (("(y)AQ", "PERS"), ("(y)In", "END"))

# Morphology, "tenses": present -ır, negated -mır; indefinite future -ar, negated -maz, in the
# first person -mar-; the converb -mazdan (əvvəl).
_TENSES: Final[_Arcs] = (
    ("(y)Ir", "PERSONAL"),
    ("mIr", "PERSONAL"),
    ("(y)Ar", "PERSONAL"),
    ("mAz", "PERSONAL"),
    ("mAr", "FIRST_PERSON"),
    ("mAzdAn", "END"),
    ("mA", "NEGATED"),
)

VERB_GRAPH: Final[dict[str, State]] = {
    "VERB": State(True, (*_ENDINGS, *_IMPERATIVES, *_TENSES)),
    # A stem of one syllable in a one-word term.
    "SHORT_VERB": State(False, (*_ENDINGS, *_TENSES)),
    "NEGATED": State(True, (*_ENDINGS, *_IMPERATIVES)),
    "FIRST_PERSON": State(False, (("Am", "PERS"), ("IQ", "PERS"))),
    "OPTATIVE": State(
        True,
        (("m", "PERS"), ("sAn", "PERS"), ("sInIz", "PERS"), ("lAr", "PERS"), ("(y)dI", "PAST"),
         ("mI", "QUESTION")),
    ),
    # -dıq makes a participle only with a possessive, a converb with -da, -dan, -ca.
    "RELATIVE": State(
        False,
        (
            ("lAr", "IZAFET_PLURAL"), ("Im", "POSS"), ("In", "POSS"), ("I", "POSS3"),
            ("ImIz", "POSS"), ("InIz", "POSS"), ("dA", "LOC"), ("dAn", "OBL"), ("cA", "END"),
        ),
    ),
}  # fmt: skip

# Nouns that end in -maq or -mək like a dictionary form of a verb.
NOT_VERBS: Final = frozenset({
    "barmaq", "başmaq", "çaxmaq", "çomaq", "damaq", "dırmaq", "əmək", "ilmək",
    "irmaq", "kömək", "qarmaq", "qaymaq", "toxmaq", "yamaq",
})  # fmt: skip

# Orthography, "t between vowels": the final t of et-, get- and of verbs of more than one syllable
# is written d before a suffix that begins with a vowel (edir, gedən, törədən, imzaladır).
VOICED_ONE_SYLLABLE: Final = frozenset({"et", "get", "güt"})

# Morphology, "passive voice": stems of one open syllable take -yıl.
_OPEN_SYLLABLE_PASSIVE: Final[dict[str, str]] = {"de": "deyil", "ye": "yeyil", "yu": "yuyul"}
_OPEN_PASSIVES: Final = frozenset(_OPEN_SYLLABLE_PASSIVE.values())


def is_infinitive(word: str) -> bool:
    """Tell whether a folded dictionary form is that of a verb.

    >>> is_infinitive("imzalamaq"), is_infinitive("kömək"), is_infinitive("qanun")
    (True, False, False)
    """
    if word in NOT_VERBS or len(word) < 5:
        return False
    return word.endswith("maq" if harmony_of(word[:-3]) in "ao" else "mək")


def verb_stems(
    infinitive: str, *, phrase: bool = False, strict: bool = False
) -> tuple[tuple[str, str, str], ...]:
    """Return (stem, state, filter) of a folded infinitive: the verb, its passive, its causative.

    A regular passive of a term is a form of it (sənəd imzalanıb, after a vowel also imzalanılıb).
    A causative is one only of stems of more than one syllable and of et-, since those of short
    stems are words of their own (bilmək "know", bildirmək "report"). A bare stem, the imperative,
    counts in a `phrase` or if it has three syllables; shorter ones are most often nouns (görüş
    "meeting", oxu "reading").

    >>> [stem for stem, _, _ in verb_stems("imzalamaq")]
    ['imzala', 'imzalan', 'imzalanıl', 'imzalat', 'imzalad', 'imzaladıl']
    >>> verb_stems("etmək", phrase=True)[:2]
    (('et', 'VERB', 'vce'), ('ed', 'VERB', 'v'))
    """
    stem = infinitive[:-3]
    long = count_syllables(stem) > 1 or stem == "et"
    voices = [stem, _passive(stem)]
    if stem[-1] in VOWELS and long:
        voices.append(_passive(_passive(stem)))
    if long:
        voices += [_causative(stem), _passive(_causative(stem))]
    found: list[tuple[str, str, str]] = []
    for text in voices:
        bare = (phrase or count_syllables(text) > 2) and text not in _OPEN_PASSIVES
        state = "VERB" if phrase or count_syllables(text) > 1 else "SHORT_VERB"
        for shape, allowed in stem_shapes(text, bare, strict=strict):
            found.append((shape, state, allowed))
    return tuple(found)


def verbal_noun_passive(word: str) -> str | None:
    """Return the verbal noun of the passive of a folded verbal noun, None where it is not one.

    Terms name an act in either voice: qanunsuz ələ keçirmə, məlumatların ələ keçirilməsi. Nouns
    that only end alike (məhkəmə) give a stem that no text has.

    >>> verbal_noun_passive("keçirmə"), verbal_noun_passive("qanun")
    ('keçirilmə', None)
    """
    stem = word[:-2]
    if not word.endswith(("ma", "mə")) or len(stem) < 2 or not count_syllables(stem):
        return None
    if (harmony_of(stem) in "ao") != (word[-1] == "a"):
        return None
    return _passive(stem) + word[-2:]


def stem_shapes(stem: str, bare: bool, *, strict: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (shape, filter) pairs of one stem; `bare` = it may stand alone (imperative).

    >>> stem_shapes("törət", True, strict=True)
    (('törət', 'ce'), ('törəd', 'v'))
    """
    end = "e" if bare else ""
    if stem.endswith("t") and (count_syllables(stem) > 1 or stem in VOICED_ONE_SYLLABLE):
        return ((stem, ("c" if strict else "vc") + end), (stem[:-1] + "d", "v"))
    return ((stem, "vc" + end),)


def passive_of(infinitive: str) -> str:
    """Return the stem of the passive of a folded infinitive.

    >>> passive_of("imzalamaq"), passive_of("almaq"), passive_of("etmək")
    ('imzalan', 'alın', 'edil')
    """
    return _passive(infinitive[:-3])


def _passive(stem: str) -> str:
    """Morphology, "passive voice": -n after a vowel, -ın after l, else -ıl."""
    if stem in _OPEN_SYLLABLE_PASSIVE:
        return _OPEN_SYLLABLE_PASSIVE[stem]
    if stem[-1] in VOWELS:
        return stem + "n"
    suffix = "In" if stem[-1] == "l" else "Il"
    voiced = stem_shapes(stem, bare=True)[-1][0]
    return voiced + realise(suffix, harmony_of(stem), after_vowel=False)


def _causative(stem: str) -> str:
    """Morphology, "causative voice": -t after a vowel and after r, else -dır."""
    if stem[-1] in VOWELS or (stem[-1] == "r" and count_syllables(stem) > 1):
        return stem + "t"
    return stem + realise("dIr", harmony_of(stem), after_vowel=False)
