"""Azerbaijani: the forms of a term, generated and recognised by one automaton.

A word is a form of a term if it is a stem of it plus a valid chain of suffixes, never because it
begins like it: form is not found in format, cinayət not in cinayətkar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Final

from glossary.languages.az_homographs import is_homograph
from glossary.languages.az_nouns import (
    DECLINED_BOTH_WAYS,
    NOUN_GRAPH,
    Y_STEMS,
    izafet_bases,
    noun_stems,
    plural_base,
)
from glossary.languages.az_verbs import (
    VERB_GRAPH,
    is_infinitive,
    passive_of,
    stem_shapes,
    verb_stems,
    verbal_noun_passive,
)
from glossary.languages.suffixes import (
    VOWELS,
    Node,
    SuffixAutomaton,
    count_syllables,
    harmony_of,
    realise,
)
from glossary.text import fold, normalise

_VERB_POS: Final = frozenset({"v", "verb", "vp", "fel", "feil"})

COMMON_NOUN_CHAINS: Final[tuple[tuple[str, ...], ...]] = (
    (), ("(n)In",), ("(y)A",), ("(n)I",), ("dA",), ("dAn",), ("(y)lA",), ("dIr",), ("dAkI",),
    ("lAr",), ("lAr", "In"), ("lAr", "A"), ("lAr", "I"), ("lAr", "dA"), ("lAr", "dAn"),
    ("lAr", "lA"), ("lAr", "dIr"),
    ("(s)I",), ("(s)I", "nIn"), ("(s)I", "nA"), ("(s)I", "nI"), ("(s)I", "ndA"), ("(s)I", "ndAn"),
    ("(s)I", "ylA"), ("(s)I", "dIr"), ("(s)I", "ndAkI"),
    ("lAr", "I", "nIn"), ("lAr", "I", "nA"), ("lAr", "I", "nI"), ("lAr", "I", "ndA"),
    ("lAr", "I", "ndAn"), ("(I)mIz",), ("(I)mIz", "In"), ("(I)mIz", "A"), ("(I)mIz", "dA"),
)  # fmt: skip

COMMON_IZAFET_CHAINS: Final[tuple[tuple[str, ...], ...]] = (
    *(templates for templates in COMMON_NOUN_CHAINS if templates[:1] == ("(s)I",)),
    ("lAr", "I"),
    *(templates for templates in COMMON_NOUN_CHAINS if templates[:2] == ("lAr", "I")),
)

COMMON_VERB_CHAINS: Final[tuple[tuple[str, ...], ...]] = (
    ("mAQ",), ("mAĞA",), ("mAĞI",), ("mAQdA",), ("(y)Ir",), ("(y)IrlAr",), ("dI",), ("dIlAr",),
    ("(y)Ib",), ("(y)IblAr",), ("mIş",), ("mIşdIr",), ("mIşlAr",), ("(y)AcAQ",), ("(y)AcAQlAr",),
    ("(y)Ar",), ("mAlIdIr",), ("(y)An",), ("(y)AnlAr",), ("(y)ArAQ",), ("mA",), ("mAsI",),
    ("mAsInI",), ("mAsInIn",), ("mAsInA",), ("mAsIndA",), ("mAsIndAn",), ("dIĞI",),
    ("dIĞInI",), ("dIQdA",), ("dIQdAn",), ("mIr",), ("mAdI",), ("mAyIb",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem of a term's last word, folded, and where in the automaton its suffixes begin."""

    text: str
    node: Node


@lru_cache(maxsize=1)
def suffix_automaton() -> SuffixAutomaton:
    """Return the automaton of the Azerbaijani suffixes; it may be shared by all threads."""
    return SuffixAutomaton({**NOUN_GRAPH, **VERB_GRAPH})


def is_verb(word: str, pos: str = "") -> bool:
    """Tell whether a folded dictionary form inflects as a verb.

    >>> is_verb("imzalamaq"), is_verb("kömək"), is_verb("yemək", "noun")
    (True, False, False)
    """
    kind = pos.strip().lower().partition(" ")[0].rstrip(".")
    if kind and kind not in _VERB_POS:
        return False
    return is_infinitive(word) or (kind in _VERB_POS and word.endswith(("maq", "mək")))


def iter_stems(
    word: str, *, pos: str = "", phrase: bool = False, strict: bool = False
) -> Iterator[Stem]:
    """Yield the stems of a folded word that is the last or only one of a term.

    In a `phrase` the word may carry the possessive of an izafet (cinayət işi), which other
    possessives replace (cinayət işimiz) and the plural precedes (cinayət işləri). `strict` leaves
    out stems that are only tolerated in a text, such as an unchanged k.
    """
    seen: set[Stem] = set()
    for stem in _candidates(word, pos, phrase, strict):
        if stem not in seen:
            seen.add(stem)
            yield stem


def is_form_of(word: str, lemma: str, *, pos: str = "") -> bool:
    """Tell whether `word` is an inflected form of `lemma`; both may be phrases.

    >>> is_form_of("kibercinayətkarlığın", "kibercinayətkarlıq")
    True
    >>> is_form_of("cinayətkar", "cinayət"), is_form_of("formatı", "form")
    (False, False)
    >>> is_form_of("cinayət işlərinin", "cinayət işi"), is_form_of("imzaladığı", "imzalamaq")
    (True, True)
    """
    head, last = _split(lemma)
    text = fold(normalise(" ".join(word.split())), "az")
    if not text.startswith(head):
        return False
    text = text[len(head) :]
    if not head and is_homograph(text, last):
        return False
    if is_abbreviation(lemma) and text.startswith(last) and text[len(last) :][:1] in ("-", "'"):
        return accepts_any_harmony(text[len(last) + 1 :])
    automaton = suffix_automaton()
    return any(
        text.startswith(stem.text) and automaton.accepts(stem.node, text[len(stem.text) :])
        for stem in iter_stems(last, pos=pos, phrase=bool(head))
    )


def inflect(lemma: str, *, pos: str = "", limit: int = 1000) -> tuple[str, ...]:
    """Generate at most `limit` forms of a term: the dictionary form, then the shortest chains.

    Letters of the lemma keep their case as far as the stem does not change.

    >>> inflect("cinayət işi", limit=3)
    ('cinayət işi', 'cinayət işim', 'cinayət işin')
    >>> "nazirliyin" in inflect("nazirlik"), "nazirlikin" in inflect("nazirlik")
    (True, False)
    """
    head, last = _split(lemma)
    if is_abbreviation(lemma):
        return tuple(islice(_abbreviation_forms(lemma, head), limit))
    sources = [
        _iter_stem_forms(stem, limit)
        for stem in iter_stems(last, pos=pos, phrase=bool(head), strict=True)
    ]
    forms = (form for form in _take_turns(sources) if head or not is_homograph(form, last))
    return _recase(lemma, head, chain([last], forms), limit)


def common_forms(lemma: str, *, pos: str = "") -> tuple[str, ...]:
    """Return the few dozen most usual forms of a term, the dictionary form first.

    >>> common_forms("hökm")[:6]
    ('hökm', 'hökmün', 'hökmə', 'hökmü', 'hökmdə', 'hökmdən')
    >>> common_forms("Ədliyyə Nazirliyi")[:3]
    ('Ədliyyə Nazirliyi', 'Ədliyyə Nazirliyinin', 'Ədliyyə Nazirliyinə')
    """
    head, last = _split(lemma)
    if is_abbreviation(lemma):
        return tuple(_abbreviation_forms(lemma, head))
    chains: tuple[tuple[str, ...], ...] = COMMON_NOUN_CHAINS
    if is_verb(last, pos):
        chains = COMMON_VERB_CHAINS
        shapes = [stem_shapes(stem, True, strict=True) for stem in (last[:-3], passive_of(last))]
    else:
        bases = izafet_bases(last) if head else ()
        if bases:
            chains = COMMON_IZAFET_CHAINS
        singular = bases[0] if bases else plural_base(last)
        shapes = [noun_stems(singular or last, strict=True)]
    forms = (_attach(shape, chain_) for shape in shapes for chain_ in chains)
    kept = (form for form in chain([last], forms) if head or not is_homograph(form, last))
    return _recase(lemma, head, kept, 200)


def accepts_any_harmony(rest: str, *, skeleton: bool = False) -> bool:
    """Tell whether `rest` is a noun suffix chain after some stem.

    For abbreviations, which are read out letter by letter (BMT-nin, be-em-te) or as a word
    (ATƏT-in), so that the spelling does not show the harmony (Orthography, "abbreviations").

    >>> accepts_any_harmony("nin"), accepts_any_harmony("dakı"), accepts_any_harmony("nan")
    (True, True, False)
    """
    automaton = suffix_automaton()
    return any(
        automaton.accepts(("SHORT", harmony, after_vowel), rest, skeleton=skeleton)
        for harmony in "aoeö"
        for after_vowel in (True, False)
    )


def is_abbreviation(lemma: str) -> bool:
    """Tell whether the last word of a term is written in capitals only (BMT, ATƏT, NATO).

    >>> is_abbreviation("BMT"), is_abbreviation("Baş Assambleya"), is_abbreviation("MİLLİ MƏCLİS")
    (True, False, False)
    """
    words = lemma.split()
    shouted = [word for word in words if len(word) > 1 and word.isupper()]
    return bool(words) and shouted == words[-1:] and len(words[-1]) <= 8


def _abbreviation_forms(lemma: str, head: str) -> Iterator[str]:
    """Yield the forms of an abbreviation, suffixes after a hyphen (Orthography).

    Abbreviations of consonants only, or of two letters, are read by the names of their letters:
    em, en, el, er, es end in a consonant, the others in e.
    """
    text = normalise(" ".join(lemma.split()))
    read = fold(text[len(head) :], "az")
    vowels = count_syllables(read)
    if read[-1] not in VOWELS and (not vowels or len(read) < 3):
        read = "e" + read[-1] if read[-1] in "lmnrs" else read[-1] + "e"
    yield text
    for templates in COMMON_NOUN_CHAINS[1:]:
        yield f"{text}-{_attach([(read, 'vce')], templates)[len(read) :]}"


def _candidates(word: str, pos: str, phrase: bool, strict: bool) -> Iterator[Stem]:
    if is_verb(word, pos):
        for text, state, allowed in verb_stems(word, phrase=phrase, strict=strict):
            yield _stem(text, state, allowed)
        return
    bases = izafet_bases(word) if phrase else ()
    if not (strict and bases):
        short = "SHORT" if len(word) <= 3 and count_syllables(word) < 2 else "NOUN"
        for text, allowed in noun_stems(word, strict=strict):
            is_open = text in Y_STEMS and (strict or text not in DECLINED_BOTH_WAYS)
            yield _stem(text, "OPEN" if is_open else short, allowed)
    for base in bases[:1] if strict else bases:
        for text, allowed in noun_stems(base, strict=strict):
            yield _stem(text, "IZAFET", allowed)
    nominal = verbal_noun_passive(bases[0] if bases else word)
    if nominal is not None:
        yield _stem(nominal, "IZAFET" if bases else "NOUN", "vce")
    singular = plural_base(word)
    if singular is not None:
        for text, allowed in noun_stems(singular, strict=strict):
            yield _stem(text, "NOUN", allowed)


def _stem(text: str, state: str, allowed: str) -> Stem:
    name = state if allowed == "vce" else f"{state}/{allowed}"
    return Stem(text, (name, harmony_of(text), text[-1] in VOWELS))


def _split(lemma: str) -> tuple[str, str]:
    """Return the folded lemma as what stands before its last word, and that word."""
    head, space, last = fold(normalise(" ".join(lemma.split())), "az").rpartition(" ")
    return head + space, last


def _attach(shapes: Iterable[tuple[str, str]], templates: tuple[str, ...]) -> str:
    """Add suffixes to the shape of the stem that admits the first of them."""
    for stem, allowed in shapes:
        form = stem
        for template in templates:
            form += realise(template, harmony_of(form), after_vowel=form[-1] in VOWELS)
        onset = form[len(stem) : len(stem) + 1]
        need = "e" if not onset else "v" if onset in VOWELS else "c"
        if need in allowed:
            return form
    return form


def _iter_stem_forms(stem: Stem, limit: int) -> Iterator[str]:
    for suffixes in suffix_automaton().iter_chains(stem.node, limit=limit):
        yield stem.text + suffixes


def _take_turns(iterators: list[Iterator[str]]) -> Iterator[str]:
    """Interleave the iterators, so that a limit cuts long chains rather than whole stems."""
    while iterators:
        for iterator in tuple(iterators):
            try:
                yield next(iterator)
            except StopIteration:
                iterators.remove(iterator)


def _recase(lemma: str, head: str, forms: Iterable[str], limit: int) -> tuple[str, ...]:
    """Put the capitals of `lemma` into its forms, drop repetitions, and keep `limit` of them."""
    text = normalise(" ".join(lemma.split()))
    cased_head, cased_last = text[: len(head)], text[len(head) :]
    capital = cased_last[:1].isupper()
    shouting = capital and len(cased_last) > 1 and cased_last.isupper()

    def dress(form: str) -> str:
        if shouting or not capital:
            same = len(form) >= len(cased_last) and form.startswith(fold(cased_last, "az"))
            return cased_head + (cased_last + form[len(cased_last) :] if same else form)
        first = "İ" if form[0] == "i" else form[0].upper()
        return cased_head + first + form[1:]

    return tuple(islice(dict.fromkeys(dress(form) for form in forms), limit))
