"""The data model of the termbase: concepts, their terms, and matches of terms in a text.

Concept-oriented as in ISO 30042 (TBX): one concept, in each language any number of terms,
each with an administrative status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

TermStatus = Literal["preferred", "admitted", "forbidden"]
ConceptStatus = Literal["approved", "proposed", "deprecated"]
Enforcement = Literal["", "strict", "prefer", "check"]

LANGS: Final = ("az", "en", "vi")
"""Languages a concept has terms in, as BCP 47 primary subtags; the first one is the source."""


@dataclass(frozen=True, slots=True)
class Term:
    """A designation of a concept in one language.

    `status` is the administrative status: preferred (use it), admitted (accept it),
    forbidden (never leave it in a text about this concept).
    """

    text: str
    lang: str
    status: TermStatus = "preferred"


@dataclass(frozen=True, slots=True)
class Concept:
    """A legal concept with its terms in every language.

    `status` says how far terminologists agreed on the whole concept; `enforce` overrides the
    enforcement mode of a run for this concept ("" = no override).
    """

    id: str
    terms: tuple[Term, ...]
    pos: str = ""
    domain: str = ""
    status: ConceptStatus = "approved"
    case_sensitive: bool = False
    enforce: Enforcement = ""
    source: str = ""
    definition: str = ""
    note: str = ""

    def iter_terms(self, lang: str, *statuses: TermStatus) -> Iterator[Term]:
        """Yield the terms of `lang` in order, of the given statuses (none given: of all)."""
        for term in self.terms:
            if term.lang == lang and (not statuses or term.status in statuses):
                yield term

    def preferred(self, lang: str) -> Term | None:
        """Return the preferred term of `lang`, or None where the concept has none."""
        return next(self.iter_terms(lang, "preferred"), None)


@dataclass(frozen=True, slots=True)
class Match:
    """An occurrence of a term in a text.

    `start` and `end` are half-open offsets in code points of the text that was searched, and
    `text` is what stands there, as it stands there. `folded` lists what had to be folded to find
    it (for instance "diacritics"), empty for an exact spelling.
    """

    start: int
    end: int
    text: str
    concept: Concept
    term: Term
    folded: tuple[str, ...] = ()
