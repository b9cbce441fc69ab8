"""Candidate terms from Azerbaijani texts: noun phrases, lemmatised, ranked, with contexts.

A candidate is a noun or a noun phrase by its suffixes: bare or genitive modifiers before a head
(elektron sübut, məlumatların mühafizəsi, cinayət işi). Not looked for are phrases with a
participle, with və, or with a complement other than a dative and qarşı. Ranking: the C-value of
Frantzi, Ananiadou and Mima (2000, "Automatic recognition of multi-word terms") times the logarithm
of the weirdness of Ahmad, Gillam and Tostevin (1999, "Weirdness indexing").
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Final

from glossary.equivalents import Equivalent, find_equivalents
from glossary.extract_words import LINKS
from glossary.frequencies import Frequencies, shipped_frequencies
from glossary.languages.suffixes import SKELETON
from glossary.lemmas import Lemmatiser, plural_form, possessed_form
from glossary.matcher import TermMatcher
from glossary.merge import free_id
from glossary.model import Concept, Term
from glossary.phrases import (
    ABBREVIATION_SUFFIX,
    Key,
    Token,
    iter_folded_words,
    iter_phrases,
    iter_sentences,
)
from glossary.text import fold, normalise

_ADJECTIVE: Final = re.compile(r"(?:[ıiuü]|s[ıiuü]z)$")
"""Endings of derived adjectives: -lı, -kı, the relational -i, -sız."""

_LENGTH_OF_ONE: Final = 0.5
"""Added to the logarithm of the length, else a single word would always have the C-value 0."""


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with a candidate in it: the number of its text, offsets inside the sentence."""

    document: int
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate term in its dictionary form.

    `forms` are the forms that stand in the texts with their counts, most frequent first;
    `equivalents` has the likely translations by language, best first.
    """

    text: str
    count: int
    documents: int
    score: float
    cvalue: float
    weirdness: float
    forms: tuple[tuple[str, int], ...]
    contexts: tuple[Context, ...]
    equivalents: Mapping[str, tuple[Equivalent, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    """The occurrences of one candidate."""

    forms: Counter[str] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)
    contexts: list[Context] = field(default_factory=list)
    surfaces: Counter[tuple[str, ...]] = field(default_factory=Counter)
    lemmas: tuple[str, ...] = ()
    plurals: int = 0
    owned: int = 0
    count: int = 0


def suggest(
    texts: Iterable[str],
    *,
    known: Iterable[Concept] = (),
    reference: Frequencies | None = None,
    max_words: int = 4,
    min_count: int = 2,
    top: int | None = None,
    max_contexts: int = 3,
    pairs: Mapping[str, Iterable[tuple[str, str]]] | None = None,
) -> list[Candidate]:
    """Return the candidate terms of Azerbaijani texts that `known` lacks, best first.

    `reference` is the list to compare with (the shipped one). `pairs` are translations by target
    language, as pairs of an Azerbaijani sentence and its translation; they give the equivalents
    and are no part of the counts.

    >>> text = "Kvant rabitəsi baha başa gəlir. Kvant rabitəsinin sirri. Kvant rabitəsinə keçid."
    >>> [candidate.text for candidate in suggest([text], top=1)]
    ['kvant rabitəsi']
    """
    reference = reference or shipped_frequencies()
    documents = [normalise(text) for text in texts]
    vocabulary = Counter(word for text in documents for word, _ in iter_folded_words(text))
    lemmatiser = Lemmatiser(vocabulary, reference.counts)
    matcher = TermMatcher(known, "az", statuses=("preferred", "admitted", "forbidden"))
    groups: dict[Key, _Group] = defaultdict(_Group)
    for number, text in enumerate(documents):
        for start, end in iter_sentences(text):
            sentence = text[start:end]
            terms = [(match.start, match.end) for match in matcher.find(sentence)]
            for key, tokens, owned in iter_phrases(sentence, lemmatiser, max_words):
                if any(a <= tokens[0].start and tokens[-1].end <= b for a, b in terms):
                    continue
                _record(groups[key], number, sentence, tokens, owned, max_contexts)
    groups = _merge_possessed(groups)
    frequent = {
        key: group
        for key, group in groups.items()
        if group.count >= min_count and not _is_adjective(key, group)
    }
    lemma_counts: Counter[str] = Counter()
    for word, count in vocabulary.items():
        lemma_counts[lemmatiser.analyse(word).lemma] += count
    candidates = _leave_out_known(_rank(frequent, lemma_counts, reference), matcher)
    chosen = candidates[:top]
    if pairs:
        chosen = _add_equivalents(chosen, pairs, reference, max_words)
    return [candidate for _, candidate in chosen]


def propose_concept(candidate: Candidate, *, taken: Container[str] = ()) -> Concept:
    """Return a candidate as a proposed concept with its best equivalents, for a person to check.

    Its id comes from the English equivalent, else from the Azerbaijani term, and is not `taken`.

    >>> candidate = Candidate("qərar layihəsi", 3, 1, 9.0, 4.7, 3.0, (), ())
    >>> propose_concept(candidate, taken={"qerar-layihesi"}).id
    'qerar-layihesi-2'
    """
    terms = [Term(candidate.text, "az")]
    terms += [Term(best[0].text, lang) for lang, best in candidate.equivalents.items() if best]
    english = next((term.text for term in terms if term.lang == "en"), candidate.text)
    slug = "-".join(re.findall(r"[a-z0-9]+", fold(english, "az").translate(SKELETON)))
    return Concept(
        free_id(slug or "term", taken),
        tuple(terms),
        pos="noun",
        status="proposed",
        note=f"suggested from {candidate.count} occurrences",
    )


def _record(
    group: _Group,
    number: int,
    sentence: str,
    tokens: Sequence[Token],
    owned: bool,
    max_contexts: int,
) -> None:
    start, end = tokens[0].start, tokens[-1].end
    head = tokens[-1].analysis
    group.count += 1
    group.documents.add(number)
    group.forms[" ".join(sentence[start:end].split())] += 1
    group.plurals += head is not None and head.plural
    group.owned += owned
    group.lemmas = tuple(token.analysis.lemma if token.analysis else token.word for token in tokens)
    shown = [token.text for token in tokens]
    if tokens[0].initial and len(shown[0]) > 1 and not shown[0].isupper():
        shown[0] = ""  # The capital of a sentence says nothing about the word.
    group.surfaces[tuple(shown)] += 1
    if len(group.contexts) < max_contexts:
        group.contexts.append(Context(number, sentence, start, end))


def _merge_possessed(groups: Mapping[Key, _Group]) -> dict[Key, _Group]:
    """Merge xarici siyasəti into xarici siyasət where the phrase also stands without possessive.

    A possessive may belong to a compound noun (cinayət işi) or to a possessor before it (ölkənin
    xarici siyasəti). The latter is assumed where the head is found without it, or never without a
    possessor. A genitive modifier always takes a possessive head.
    """
    merged = dict(groups)
    for key in groups:
        words, lemma, possessed = key
        group = merged[key]
        if not possessed or any(_looks_genitive(word) for word in words):
            continue
        plain: Key = (words, lemma, False)
        rival = merged.get(plain)
        if rival is None and group.owned < group.count:
            continue
        if rival is not None:
            if group.count > 3 * rival.count and group.owned < group.count / 2:
                # nəzarət orqan- is the odd spelling here, not the rule.
                continue
            group = _join(rival, group)
        merged[plain] = group
        del merged[key]
    return merged


def _is_adjective(key: Key, group: _Group) -> bool:
    """Tell whether one word looks like an adjective and never has a suffix of a noun (yazılı)."""
    words, lemma, _ = key
    return (
        not words
        and _ADJECTIVE.search(lemma) is not None
        and all(fold(form, "az") == lemma for form in group.forms)
    )


def _looks_genitive(word: str) -> bool:
    return word.endswith(("ın", "in", "un", "ün"))


def _join(one: _Group, other: _Group) -> _Group:
    limit = max(len(one.contexts), len(other.contexts))
    contexts = sorted([*one.contexts, *other.contexts], key=lambda context: context.document)
    return _Group(
        one.forms + other.forms,
        one.documents | other.documents,
        contexts[:limit],
        one.surfaces + other.surfaces,
        one.lemmas,
        one.plurals + other.plurals,
        one.owned + other.owned,
        one.count + other.count,
    )


def _rank(
    groups: Mapping[Key, _Group], lemma_counts: Mapping[str, int], reference: Frequencies
) -> list[tuple[Key, Candidate]]:
    containers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for group in groups.values():
        lemmas = group.lemmas
        for size in range(1, len(lemmas)):
            for start in range(len(lemmas) - size + 1):
                containers[lemmas[start : start + size]].append(group.count)
    tokens = max(1, sum(lemma_counts.values()))
    ranked = []
    for key, group in groups.items():
        longer = containers.get(group.lemmas, [])
        nested = sum(longer) / len(longer) if longer else 0.0
        size = len(group.lemmas)
        cvalue = (math.log2(size) + _LENGTH_OF_ONE) * (group.count - nested)
        logs = [
            math.log(lemma_counts[lemma] * 1e6 / tokens / reference.per_million(lemma))
            for lemma in group.lemmas
            if lemma not in LINKS
        ]
        weirdness = math.exp(sum(logs) / len(logs))
        # A word as frequent as anywhere is no term; a phrase of such words may be one.
        factor = math.log2(max(1.0, weirdness) if size == 1 else 1 + weirdness)
        candidate = Candidate(
            _dictionary_form(key, group),
            group.count,
            len(group.documents),
            cvalue * factor,
            cvalue,
            weirdness,
            tuple(group.forms.most_common()),
            tuple(group.contexts),
        )
        ranked.append((key, candidate))
    ranked.sort(key=lambda item: (-item[1].score, -item[1].count, item[1].text))
    return ranked


def _dictionary_form(key: Key, group: _Group) -> str:
    words, lemma, possessed = key
    if possessed:
        head = possessed_form(lemma, plural=2 * group.plurals > group.count)
    else:
        head = plural_form(lemma) if words and group.plurals == group.count else lemma
    return " ".join(
        _dress(word, [shown[index] for shown in group.surfaces.elements()])
        for index, word in enumerate((*words, head))
    )


def _dress(word: str, surfaces: Sequence[str]) -> str:
    """Give a folded word the capitals that it always has in the texts."""
    seen = [surface for surface in surfaces if surface]
    if not seen or not all(surface[0].isupper() for surface in seen):
        return word
    model = ABBREVIATION_SUFFIX.sub("", seen[0]) if seen[0][1:2].isupper() else seen[0]
    if fold(model[:1], "az") != word[:1]:
        return word
    pairs = zip_longest(word, fold(model, "az")[: len(word)], model[: len(word)])
    return "".join(shown if char == folded else char for char, folded, shown in pairs)


def _leave_out_known(
    ranked: list[tuple[Key, Candidate]], matcher: TermMatcher
) -> list[tuple[Key, Candidate]]:
    """Leave out what a known term was not found in, but is in its dictionary form."""

    def is_known(candidate: Candidate) -> bool:
        for text in (candidate.text, candidate.forms[0][0]):
            if any(m.end - m.start == len(text) for m in matcher.iter_matches(text)):
                return True
        return False

    return [item for item in ranked if not is_known(item[1])]


def _add_equivalents(
    chosen: list[tuple[Key, Candidate]],
    pairs: Mapping[str, Iterable[tuple[str, str]]],
    reference: Frequencies,
    max_words: int,
) -> list[tuple[Key, Candidate]]:
    found: list[dict[str, tuple[Equivalent, ...]]] = [{} for _ in chosen]
    for lang, sentences in pairs.items():
        aligned = [(normalise(source), normalise(target)) for source, target in sentences]
        vocabulary = Counter(word for source, _ in aligned for word, _ in iter_folded_words(source))
        lemmatiser = Lemmatiser(vocabulary, reference.counts)
        places: dict[tuple[tuple[str, ...], str], set[int]] = defaultdict(set)
        for number, (source, _) in enumerate(aligned):
            for (words, lemma, _), _, _ in iter_phrases(source, lemmatiser, max_words):
                places[words, lemma].add(number)
        occurrences = [places.get((words, lemma), set()) for (words, lemma, _), _ in chosen]
        targets = [target for _, target in aligned]
        for equivalents, result in zip(
            found, find_equivalents(occurrences, targets, lang), strict=True
        ):
            if result:
                equivalents[lang] = result
    return [
        (key, replace(candidate, equivalents=equivalents))
        for (key, candidate), equivalents in zip(chosen, found, strict=True)
    ]
