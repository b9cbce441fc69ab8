"""Guess the dictionary form of Azerbaijani words in a text, without a dictionary.

The evidence is the text itself: every word is split into all stems and suffix chains that the
grammar allows (tables of `languages.az_nouns` and `languages.az_verbs`), and the stem from which
most words of the text can be made wins. A list of known lemmas, where there is one, decides first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from glossary.languages import az
from glossary.languages.az_nouns import DOUBLE_CONSONANT, DROPPED_VOWEL, SOFTENED, noun_stems
from glossary.languages.az_verbs import is_infinitive, verb_stems
from glossary.languages.suffixes import VOWELS, count_syllables, harmony_of, realise

Case = Literal["", "gen", "dat", "acc", "loc", "abl", "ins", "attr"]
"""Case of a form, "" for the bare one; "attr" is the attribute in -kı (konvensiyadakı)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a suffix chain; `possessed` is the possessive of the third person."""

    plural: bool
    possessed: bool
    case: Case


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a word is taken for: its lemma, and how its suffixes may be read (none for a verb)."""

    lemma: str
    verb: bool
    readings: tuple[Reading, ...] = ()

    def has(self, *, case: Case | None = None, possessed: bool | None = None) -> bool:
        """Tell whether some reading has this case and possession; None means any."""
        return any(
            (case is None or reading.case == case)
            and (possessed is None or reading.possessed == possessed)
            for reading in self.readings
        )

    @property
    def plural(self) -> bool:
        """Tell whether the form is a plural."""
        return bool(self.readings) and self.readings[0].plural


# Order of suffixes: plural, possession, case, predicate (Müasir Azərbaycan dili, morphology).
# Possessives of the first and second person are left out: they are rare in policy texts, and -m,
# -n cut the end of many stems (hakim, qanun).
_CASES: Final[tuple[tuple[tuple[str, ...], Case], ...]] = (
    ((), ""), (("(n)In",), "gen"), (("(y)A",), "dat"), (("(n)I",), "acc"), (("dA",), "loc"),
    (("dAn",), "abl"), (("(y)lA",), "ins"), (("dA", "kI"), "attr"),
)  # fmt: skip
_CASES_AFTER_N: Final[tuple[tuple[tuple[str, ...], Case], ...]] = (
    ((), ""), (("nIn",), "gen"), (("nA",), "dat"), (("nI",), "acc"), (("ndA",), "loc"),
    (("ndAn",), "abl"), (("(y)lA",), "ins"), (("ndA", "kI"), "attr"),
)  # fmt: skip
_PREDICATES: Final[tuple[tuple[str, ...], ...]] = ((), ("dIr",), ("dIrlAr",))

# Endings after which a word that may be a verb is one, whatever else speaks for a noun: past,
# perfect, present, future and necessity, participles in -an, -mış, -acaq, -dıq, converbs in
# -araq, -ıb (Müasir Azərbaycan dili, morphology).
_VERBAL: Final = (
    "dI", "dIlAr", "mIş", "mIşdIr", "(y)Ib", "(y)IblAr", "(y)An", "(y)AnlAr", "(y)ArAQ", "(y)Ir",
    "(y)IrlAr", "mIr", "mAdI", "mAyIb", "mAyAn", "(y)AcAQ", "(y)AcAQdIr", "mAlI", "mAlIdIr",
)  # fmt: skip
_VERBAL_STARTS: Final = ("dIğ", "dIy", "dIQ")

_STRONG: Final = (*_VERBAL, "mAQ", "mAsI", "mAsInI")
_FORMS_OF_A_VERB: Final = 3
"""A stem that takes so many different endings of `_STRONG` is that of a verb."""


@lru_cache(maxsize=16)
def _chains(harmony: str, after_vowel: bool) -> Mapping[str, tuple[Reading, ...]]:
    """Return the suffix chains after a stem of this ending, each with its readings."""
    found: dict[str, dict[Reading, None]] = {}
    for plural in (False, True):
        for possessed in (False, True):
            base = (("lAr",) if plural else ()) + (("(s)I",) if possessed else ())
            for templates, case in _CASES_AFTER_N if possessed else _CASES:
                for predicate in _PREDICATES:
                    chain = spell((*base, *templates, *predicate), harmony, after_vowel=after_vowel)
                    found.setdefault(chain, {})[Reading(plural, possessed, case)] = None
    return {chain: tuple(readings) for chain, readings in found.items()}


@lru_cache(maxsize=16)
def _verbal_endings(harmony: str, after_vowel: bool) -> tuple[frozenset[str], tuple[str, ...]]:
    whole = (spell((template,), harmony, after_vowel=after_vowel) for template in _VERBAL)
    starts = (spell((template,), harmony, after_vowel=after_vowel) for template in _VERBAL_STARTS)
    return frozenset(whole), tuple(starts)


def spell(templates: tuple[str, ...], harmony: str, *, after_vowel: bool) -> str:
    """Spell a chain of suffix templates after a stem of this harmony class and ending.

    >>> spell(("lAr", "(s)I", "nIn"), "e", after_vowel=False)
    'lərinin'
    """
    chain = ""
    for template in templates:
        chain += realise(template, harmony, after_vowel=after_vowel)
        if chain:
            harmony = harmony_of(chain, harmony)
            after_vowel = chain[-1] in VOWELS
    return chain


def possessed_form(lemma: str, *, plural: bool = False) -> str:
    """Return a folded noun as the head of a compound noun (izafet).

    >>> possessed_form("nazirlik"), possessed_form("iş", plural=True), possessed_form("fikir")
    ('nazirliyi', 'işləri', 'fikri')
    """
    templates = ("lAr", "(s)I") if plural else ("(s)I",)
    for stem, allowed in noun_stems(lemma, strict=True):
        chain = spell(templates, harmony_of(stem), after_vowel=stem[-1] in VOWELS)
        if ("v" if chain[0] in VOWELS else "c") in allowed:
            return stem + chain
    return lemma


def plural_form(lemma: str) -> str:
    """Return the plural of a folded noun.

    >>> plural_form("məlumat")
    'məlumatlar'
    """
    return lemma + realise("lAr", harmony_of(lemma), after_vowel=lemma[-1:] in VOWELS)


# What no noun ends in: a consonant and l (zərərl-, cut out of zərərli), the softened shape of -lıq,
# and the verbal noun with the s of its possessive (tikilməs-).
_NO_NOUN: Final = re.compile(rf"[^{VOWELS}]l$|l(?:[ıu]ğ|[iü]y)$|[lnrş]m[aə]s$")


class Lemmatiser:
    """Find lemmas with the words of a text as evidence.

    `vocabulary` are the folded words with their counts, `lexicon` known lemmas with theirs.

    >>> words = ["saziş", "sazişin", "sazişlərdə", "məhkəm", "məhkəmə", "məhkəməyə", "məhkəmədə"]
    >>> lemmatiser = Lemmatiser(dict.fromkeys(words, 1))
    >>> [lemmatiser.analyse(word).lemma for word in ("sazişlərdə", "məhkəmə")]
    ['saziş', 'məhkəmə']
    """

    def __init__(
        self, vocabulary: Mapping[str, int], lexicon: Mapping[str, int] | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon or {}
        self._support: Counter[str] = Counter()
        for word in vocabulary:
            self._support.update({lemma for lemma, _ in _iter_nouns(word)})
        self._verbs = _index_verbs({*vocabulary, *self._lexicon})
        self._memo: dict[str, Analysis] = {}

    def analyse(self, word: str) -> Analysis:
        """Return the most plausible analysis of a folded word."""
        known = self._memo.get(word)
        if known is None:
            known = self._memo[word] = self._analyse(word)
        return known

    def is_imperative(self, lemma: str) -> bool:
        """Tell whether a noun of one syllable is rather the bare stem of a verb (çək, ver)."""
        if count_syllables(lemma) > 1:
            return False
        own = self._lexicon.get(lemma, 0) + self._vocabulary.get(lemma, 0)
        return any(
            self._lexicon.get(infinitive, 0) > own
            for _, infinitive in self._verbs[0].get(lemma, ())
        )

    def _analyse(self, word: str) -> Analysis:
        lemma, readings = max(_iter_nouns(word), key=lambda option: self._rank(word, option[0]))
        infinitive = self._find_verb(word, lemma)
        if infinitive is not None:
            return Analysis(infinitive, verb=True)
        if lemma != word and (base := self.analyse(lemma)).verb:
            # A participle or infinitive with the suffixes of a noun: edənlər, etməyə.
            return base
        return Analysis(lemma, verb=False, readings=readings)

    def _rank(self, word: str, lemma: str) -> tuple[bool, int, int, int]:
        # A stem that never stands alone needs a word more than one that does (itki, never itk).
        attested = lemma in self._vocabulary or lemma in self._lexicon
        return (
            lemma in self._lexicon,
            self._support[lemma] - (not attested),
            self._lexicon.get(lemma, 0),
            -len(lemma),
        )

    def _find_verb(self, word: str, noun: str) -> str | None:
        """Return the infinitive of a word that is a verb form, None where it is a noun.

        Verbal nouns in -ma are nouns here: they name acts, as terms do (imzalanması).
        """
        if word in self._verbs[1]:
            return word
        automaton = az.suffix_automaton()
        for size in range(len(word), 1, -1):
            stem, rest = word[:size], word[size:]
            for name, infinitive in self._verbs[0].get(stem, ()):
                harmony, after_vowel = harmony_of(stem), stem[-1] in VOWELS
                if not automaton.accepts((name, harmony, after_vowel), rest):
                    continue
                nominal = spell(("mA",), harmony, after_vowel=after_vowel)
                rest_of_noun = rest[len(nominal) :]
                if rest.startswith(nominal) and rest_of_noun in _chains(harmony, True):
                    continue
                whole, starts = _verbal_endings(harmony, after_vowel)
                if rest in whole or rest.startswith(starts):
                    return infinitive
                # işlər is "works" as well as "will work", yardım is "help" and "I split".
                if self._support[noun] < 3 and noun not in self._lexicon:
                    return infinitive
        return None


_Verbs = tuple[Mapping[str, list[tuple[str, str]]], Collection[str]]


def _index_verbs(words: Collection[str]) -> _Verbs:
    """Index the stems of infinitives by text, with state and infinitive.

    The infinitives are those among the words, and those of stems that take the endings of a verb.
    """
    infinitives = {word for word in words if is_infinitive(word)}
    infinitives |= {
        stem + ("maq" if harmony_of(stem) in "ao" else "mək") for stem in _guess_verb_stems(words)
    }
    index: dict[str, list[tuple[str, str]]] = {}
    for infinitive in infinitives:
        for stem, state, allowed in verb_stems(infinitive, phrase=True, strict=True):
            name = state if allowed == "vce" else f"{state}/{allowed}"
            index.setdefault(stem, []).append((name, infinitive))
    return index, infinitives


def _guess_verb_stems(words: Collection[str]) -> Iterator[str]:
    endings: dict[str, set[str]] = {}
    for word in words:
        for size in range(2, len(word)):
            stem = word[:size]
            if not count_syllables(stem):
                continue
            ending = word[size:]
            if ending in _strong_endings(harmony_of(stem), stem[-1] in VOWELS):
                endings.setdefault(stem, set()).add(ending)
    for stem, found in endings.items():
        if len(found) >= _FORMS_OF_A_VERB:
            # A d at the end is a t between vowels (edir, of etmək).
            yield stem[:-1] + "t" if stem[-1] == "d" else stem


@lru_cache(maxsize=16)
def _strong_endings(harmony: str, after_vowel: bool) -> frozenset[str]:
    return frozenset(spell((template,), harmony, after_vowel=after_vowel) for template in _STRONG)


def _iter_nouns(word: str) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Yield every (lemma, readings) from which a folded word can be made; itself first."""
    if len(word) < 2 or not count_syllables(word):
        yield word, (Reading(plural=False, possessed=False, case=""),)
        return
    for size in range(len(word), 1, -1):
        stem, chain = word[:size], word[size:]
        if not count_syllables(stem):
            return
        readings = _chains(harmony_of(stem), stem[-1] in VOWELS).get(chain)
        if readings is None:
            continue
        onset = "e" if not chain else "v" if chain[0] in VOWELS else "c"
        for lemma in _lemmas_of(stem):
            if chain and _NO_NOUN.search(lemma):
                continue
            if any(
                shape == stem and onset in allowed
                for shape, allowed in noun_stems(lemma, strict=True)
            ):
                yield lemma, readings


@lru_cache(maxsize=1)
def _whole_by_short() -> Mapping[str, str]:
    shorts = {short: whole for whole, short in DROPPED_VOWEL.items()}
    return shorts | {whole[:-1]: whole for whole in DOUBLE_CONSONANT}


def _lemmas_of(stem: str) -> Iterator[str]:
    """Yield the nouns of which `stem` may be a shape: itself, unsoftened, with its lost vowel."""
    yield stem
    for hard, soft in SOFTENED.items():
        if stem[-1] == soft:
            yield stem[:-1] + hard
    if stem in _whole_by_short():
        yield _whole_by_short()[stem]
