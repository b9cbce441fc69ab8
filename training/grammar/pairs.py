"""Two clauses that belong together, by a subject that they share."""

from __future__ import annotations

from typing import Final

from training.grammar.clauses import Clause
from training.grammar.phrases import Phrase, noun_phrase
from training.grammar.sampling import Sampler

_THIS: Final = {
    "gov": "cơ quan này", "com": "công ty này", "ngo": "tổ chức này", "cty": "nước này",
    "grp": "nhóm này", "bgr": "nhóm này", "": "cơ quan này",
}  # fmt: skip


def defined(s: Sampler, phrase: Phrase) -> Phrase:
    """Return the phrase, or if it is indefinite one with the same noun that is not."""
    if phrase.definite or phrase.entry is None:
        return phrase
    return noun_phrase(s.rng, phrase.entry, plural=phrase.plural)


def again(phrase: Phrase) -> Phrase:
    """Return the pronoun that takes up a phrase: he, it, they (in Azerbaijani it is dropped)."""
    facts = phrase.pronoun
    vietnamese = facts[3]
    if facts[0] == "it":
        kind = phrase.entry.kind if phrase.entry is not None else ""
        vietnamese = _THIS.get(kind, "nó")
    return Phrase(
        "", "", facts[0], vietnamese, person=phrase.person,
        agreement=facts[4] if facts[0] != "it" else phrase.agreement, pronoun=facts, light=True,
        en_object=facts[1],
    )  # fmt: skip


def pair(s: Sampler, *, same: bool = True, passive: float = 0.0) -> tuple[Clause, Clause]:
    """Draw two clauses, with one human subject if `same`."""
    first = s.clause(
        tag="human" if same else "", plain=True, passive=not same and s.chance(passive)
    )
    if same:
        verb = s.until(
            lambda: s.rng.choice(s.verbs("human")),
            lambda verb: (
                verb.en != first.verb.en
                and (first.subject.is_pronoun or _may_do(s, first.subject, verb.features["s"]))
            ),
        )
        return first, s.clause(verb, subject=first.subject, plain=True)
    return first, s.clause(plain=True, passive=s.chance(passive))


def linked(s: Sampler, *, noun_second: bool = False) -> tuple[Clause, Clause]:
    """Draw two clauses that share a human subject in most cases; a pronoun takes it up.

    The second clause has the pronoun, or the first if `noun_second`.
    """
    if s.chance(0.75):
        first, second = pair(s)
        pronominal = first if noun_second else second
        pronominal.subject = again(first.subject)
        return first, second
    return s.clause(plain=True, passive=s.chance(0.35)), s.clause(plain=True, passive=s.chance(0.3))


def _may_do(s: Sampler, subject: Phrase, spec: str) -> bool:
    entry = subject.entry
    if entry is None:
        return bool(s.kinds_of(spec) & {"civ", "pro"})
    return s.lexicon.fills(entry, spec)
