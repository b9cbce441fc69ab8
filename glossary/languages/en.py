"""English: the forms of a term and the spellings with and without hyphens.

Only the head word inflects: the last word, or the last word before a preposition (memoranda of
understanding), or the word before a postpositive adjective (secretaries-general).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from glossary.text import normalise

PREPOSITIONS: Final = frozenset({
    "about", "across", "against", "among", "as", "at", "between", "beyond", "by", "concerning",
    "during", "for", "from", "in", "into", "of", "on", "over", "per", "regarding", "to", "under",
    "upon", "via", "with", "within", "without",
})  # fmt: skip
"""Words after which the rest of a noun phrase does not inflect."""

POSTPOSITIVE: Final = frozenset({
    "designate", "elect", "extraordinary", "general", "martial", "plenipotentiary", "public",
})  # fmt: skip
"""Adjectives that follow their noun in titles of office: prosecutors general."""

TITLES: Final = frozenset({
    "ambassador", "attorney", "auditor", "court", "director", "governor", "inspector", "minister",
    "notary", "president", "procurator", "prosecutor", "secretary", "solicitor",
})  # fmt: skip
"""Nouns that take a postpositive adjective, so that "State public" is not read as one."""

COMBINING_FORMS: Final = (
    "anti", "bio", "counter", "cross", "cyber", "extra", "inter", "intra", "micro", "multi", "non",
    "post", "pre", "socio", "sub", "supra", "trans", "under",
)  # fmt: skip
"""First parts that are written closed, with a hyphen or apart (cybercrime, cyber-crime)."""

VERB_POS: Final = frozenset({"v", "verb", "vp"})
UNINFLECTED_POS: Final = frozenset({"a", "adj", "adjective", "adv", "adverb"})

_WORD: Final = re.compile(r"[^\W_]+")
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_NOT_PLURAL: Final = ("ss", "us", "is", "ics", "news")
_BE: Final = ("is", "was", "are", "were", "been", "being", "am")
"""The lexicon that the table of irregular forms is made from has no auxiliaries."""
_IZE: Final = re.compile(r"iz(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)")


def surface_forms(term: str, pos: str = "") -> tuple[str, ...]:
    """Return the forms of an English term: dictionary form, plural or verb forms, possessives.

    Verbs are terms of that part of speech and terms that begin with "to "; their dictionary form
    is returned without it.

    >>> surface_forms("State Party")
    ('State Party', 'States Parties', 'State Parties', "State Party's", "States Parties'", "State Parties'")
    >>> surface_forms("to sign")
    ('sign', 'signs', 'signed', 'signing')
    """  # noqa: E501
    forms = inflected_forms(term, pos)
    if is_verb(term, pos) or _kind(pos) in UNINFLECTED_POS:
        return forms
    possessives = (form + ("'" if form.endswith("s") else "'s") for form in forms)
    return tuple(dict.fromkeys([*forms, *possessives]))


def inflected_forms(term: str, pos: str = "") -> tuple[str, ...]:
    """Return the forms of a term without possessives, the dictionary form first.

    >>> inflected_forms("memorandum of understanding")[:2]
    ('memorandum of understanding', 'memorandums of understanding')
    >>> inflected_forms("law enforcement agencies")
    ('law enforcement agencies', 'law enforcement agency')
    >>> inflected_forms("to be in force")[:3]
    ('be in force', 'is in force', 'was in force')
    """
    text = normalise(" ".join(term.split()))
    verb = is_verb(text, pos)
    if verb and text.lower().startswith("to "):
        text = text[3:]
    if _kind(pos) in UNINFLECTED_POS:
        return (text,)
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    if not words:
        return (text,)
    start, end = words[0] if verb else words[_head_index(text, words)]
    inflect = _verb_forms if verb else _noun_forms
    forms = [text[:start] + form + text[end:] for form in inflect(text[start:end])]
    if not verb and text.lower() == "state party":
        forms.insert(1, text[: words[0][1]] + "s" + forms[1][words[0][1] :])
    return tuple(dict.fromkeys(forms))


def is_verb(term: str, pos: str = "") -> bool:
    """Tell whether a term is a verb: by its part of speech, or by a leading "to".

    >>> is_verb("to accede to"), is_verb("accede", "verb"), is_verb("treaty")
    (True, True, False)
    """
    return _kind(pos) in VERB_POS or term.lower().startswith("to ")


def iter_spellings(words: tuple[str, ...], hyphened: frozenset[int]) -> Iterator[tuple[str, ...]]:
    """Yield other word divisions and -ise spellings of a folded form, never the form itself.

    `hyphened` holds the index of each word that a hyphen joins to the one before. Spaced and
    hyphenated spellings are one sequence of words here.

    >>> list(iter_spellings(("cybercrime",), frozenset()))
    [('cyber', 'crime')]
    >>> list(iter_spellings(("organized", "crime"), frozenset()))
    [('organised', 'crime')]
    """
    seen = {words}
    for index, word in enumerate(words):
        for parts in _divisions(word):
            yield from _once(seen, words[:index] + parts + words[index + 1 :])
        if index and (index in hyphened or words[index - 1] in COMBINING_FORMS):
            joined = (words[index - 1] + word,)
            yield from _once(seen, words[: index - 1] + joined + words[index + 1 :])
        british = _IZE.sub("is", word)
        yield from _once(seen, (*words[:index], british, *words[index + 1 :]))


def _once(seen: set[tuple[str, ...]], words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if words not in seen:
        seen.add(words)
        yield words


def _divisions(word: str) -> Iterator[tuple[str, ...]]:
    for prefix in COMBINING_FORMS:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4 and len(prefix) >= 4:
            yield prefix, word[len(prefix) :]


def _kind(pos: str) -> str:
    return pos.strip().lower().partition(" ")[0].rstrip(".")


def _head_index(text: str, words: list[tuple[int, int]]) -> int:
    folded = [text[start:end].lower() for start, end in words]
    last = len(folded) - 1
    for index, word in enumerate(folded):
        if index and word in PREPOSITIONS:
            last = index - 1
            break
    if last and folded[last] in POSTPOSITIVE and folded[last - 1] in TITLES:
        return last - 1
    return last


def _noun_forms(word: str) -> tuple[str, ...]:
    singular = _singular_of(word)
    if singular is not None:
        return word, singular
    if word.isupper() and len(word) > 1:
        return word, word + "s"
    forms = irregular_forms().get(("noun", word.lower())) or (regular_s(word.lower()),)
    return (word, *_recase(word, forms))


def _verb_forms(word: str) -> tuple[str, ...]:
    folded = word.lower()
    if folded == "be":
        return (word, *_recase(word, _BE))
    forms = irregular_forms().get(("verb", folded)) or regular_verb_forms(folded)
    return (word, *_recase(word, forms))


def _recase(word: str, forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield word[:1] + form[1:] if form[:1] == word[:1].lower() else form


def _singular_of(word: str) -> str | None:
    """Return the singular of a word that looks like a regular plural, else None."""
    folded = word.lower()
    if not looks_plural(folded) or ("noun", folded) in irregular_forms():
        return None
    if folded.endswith("ies"):
        return word[:-3] + "y"
    if folded.endswith(tuple(ending + "es" for ending in ("ss", "x", "z", "ch", "sh"))):
        return word[:-2]
    return word[:-1]


def looks_plural(word: str) -> bool:
    """Tell whether a folded word ends like a regular plural.

    >>> looks_plural("agencies"), looks_plural("process"), looks_plural("status")
    (True, False, False)
    """
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_PLURAL)


def regular_s(word: str) -> str:
    """Return the regular plural of a noun, which is also the third person of a verb.

    >>> regular_s("party"), regular_s("breach"), regular_s("law")
    ('parties', 'breaches', 'laws')
    """
    if word.endswith(_SIBILANT):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def regular_verb_forms(word: str) -> tuple[str, ...]:
    """Return the third person, past and -ing form of a regular verb.

    >>> regular_verb_forms("ratify")
    ('ratifies', 'ratified', 'ratifying')
    """
    if word.endswith("e"):
        past = word + "d"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        past = word[:-1] + "ied"
    else:
        past = word + "ed"
    if word.endswith("ie"):
        present = word[:-2] + "ying"
    elif word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        present = word[:-1] + "ing"
    else:
        present = word + "ing"
    return regular_s(word), past, present


@lru_cache(maxsize=1)
def irregular_forms() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the forms of the words that the regular rules get wrong, by (pos, lemma).

    Read from `en_irregular.tsv`, which `en_table` makes from the lexicon of lemminflect. Importing
    lemminflect itself takes a quarter of a second, which a matcher should not cost.
    """
    table = files("glossary.languages").joinpath("en_irregular.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {(pos, lemma): tuple(forms.split("|")) for lemma, pos, forms in rows}
