"""What the templates share: tenses with their adverbials, backshift, capitals and full stops."""

from __future__ import annotations

from typing import Final

from training.grammar.clauses import Adverbial, Clause, Triple
from training.grammar.sampling import Sampler

ALREADY: Final = Adverbial("artıq", "already", "", "freq")
YET: Final = Adverbial("hələ", "yet", "vẫn", "yet")
_THEN: Final = (
    Adverbial("o vaxt", "at that time", "khi đó", "time"),
    Adverbial("həmin gün", "that day", "ngày hôm đó", "time"),
    Adverbial("dünən axşam", "yesterday evening", "tối qua", "time"),
)

# Tense, weight, letter of the times that go with it, share of sentences with a time.
_ACTIVE: Final = (
    ("progressive", 13, "N", 0.35),
    ("habitual", 11, "H", 1.0),
    ("past", 22, "P", 0.45),
    ("reported_past", 15, "P", 0.5),
    ("perfect", 7, "", 0.0),
    ("formal", 3, "", 0.0),
    ("formal_past", 4, "P", 0.5),
    ("pluperfect", 3, "", 0.0),
    ("past_progressive", 4, "T", 1.0),
    ("future", 15, "F", 0.45),
    ("must", 5, "", 0.0),
    ("must_past", 2, "", 0.0),
    ("can", 3, "", 0.0),
    ("may", 3, "", 0.0),
    ("might_can", 3, "", 0.0),
    ("could_not", 2, "", 0.0),
    ("able", 2, "F", 0.2),
    ("was_able", 1, "", 0.0),
    ("going_past", 1, "", 0.0),
)
_STATIVE: Final = (
    ("habitual", 50, "", 0.0),
    ("past", 25, "P", 0.25),
    ("reported_past", 5, "", 0.0),
    ("future", 14, "F", 0.3),
    ("must", 4, "", 0.0),
    ("may", 2, "", 0.0),
)
_PUNCTUAL: Final = (
    ("past", 34, "P", 0.45),
    ("reported_past", 26, "P", 0.45),
    ("perfect", 8, "", 0.0),
    ("formal_past", 5, "P", 0.4),
    ("pluperfect", 4, "", 0.0),
    ("future", 16, "F", 0.4),
    ("may", 4, "", 0.0),
    ("could_not", 2, "", 0.0),
)
_BYGONE: Final = (
    ("past", 5, "P", 0.5),
    ("reported_past", 5, "P", 0.5),
    ("formal_past", 2, "P", 0.3),
)
_PASSIVE: Final = (
    ("progressive", 9, "N", 0.35),
    ("past", 20, "P", 0.4),
    ("reported_past", 24, "P", 0.45),
    ("perfect", 8, "", 0.0),
    ("formal_past", 7, "P", 0.4),
    ("pluperfect", 2, "", 0.0),
    ("future", 17, "F", 0.4),
    ("must", 6, "", 0.0),
    ("might_can", 3, "", 0.0),
    ("habitual", 3, "H", 1.0),
)

_Choice = tuple[str, int, str, float]

BACKSHIFT: Final = {
    "progressive": "past_progressive",
    "habitual": "past",
    "past": "pluperfect",
    "reported_past": "pluperfect",
    "perfect": "pluperfect",
    "formal": "pluperfect",
    "formal_past": "pluperfect",
    "future": "would",
    "must": "must",
    "can": "could",
    "may": "might",
    "might_can": "could",
    "able": "would_be_able",
    "present": "past",
}
"""English tense in a report of the past, by tense of the same clause on its own."""


def _pool(choices: tuple[_Choice, ...]) -> tuple[_Choice, ...]:
    return tuple(choice for choice in choices for _ in range(choice[1]))


_POOLS: Final = {
    "active": _pool(_ACTIVE),
    "stative": _pool(_STATIVE),
    "punctual": _pool(_PUNCTUAL),
    "bygone": _pool(_BYGONE),
    "passive": _pool(_PASSIVE),
}


def dress(s: Sampler, clause: Clause, *, negatable: bool = True) -> str:
    """Choose a tense for a clause, give it adverbials and perhaps a negation; return the tense."""
    facts = clause.verb.features
    if clause.passive:
        pool = _POOLS["passive"]
    elif "past" in facts:
        pool = _POOLS["bygone"]
    elif "stat" in facts:
        pool = _POOLS["stative"]
    elif "punc" in facts:
        pool = _POOLS["punctual"]
    else:
        pool = _POOLS["active"]
    name, _, letter, share = s.rng.choice(pool)
    adverbials: list[Adverbial] = []
    if name == "could_not" or (
        negatable
        and name not in ("must_past", "was_able", "going_past", "pluperfect")
        and s.chance(0.12)
    ):
        clause.negative = True
    if name == "may" and clause.negative:
        name = "might_can"
    if letter == "H":
        clause.negative = False
        adverbials.append(s.often())
    elif letter == "T":
        clause.negative = False
        adverbials.append(s.rng.choice(_THEN))
    elif letter and s.chance(share):
        time = s.time(letter)
        if time is not None:
            adverbials.append(time)
    if name == "perfect":
        if clause.negative:
            adverbials.append(YET)
        elif s.chance(0.45):
            adverbials.append(ALREADY)
    if not clause.negative and name not in ("could_not",) and s.chance(0.16):
        manner = s.manner(clause.verb)
        if manner is not None and not any(a.kind in ("freq", "yet") for a in adverbials):
            adverbials.append(manner)
    clause.adverbials = tuple(adverbials)
    return name


def simple_tense(s: Sampler, clause: Clause) -> str:
    """Choose past, present or future for a clause in a longer sentence, without adverbials."""
    facts = clause.verb.features
    if "past" in facts:
        return "past"
    if "stat" in facts:
        return s.rng.choice(("habitual", "habitual", "past"))
    if "punc" in facts:
        return s.rng.choice(("past", "reported_past", "future"))
    return s.rng.choice(("past", "past", "reported_past", "future", "progressive"))


def finish(triple: Triple, mark: str = ".") -> Triple:
    """Set the capital and the full stop.

    >>> finish(("iclas keçirildi", "the session was held", "phiên họp đã được tổ chức"))[0]
    'İclas keçirildi.'
    """
    return (
        capital_az(triple[0]) + mark,
        triple[1][:1].upper() + triple[1][1:] + mark,
        triple[2][:1].upper() + triple[2][1:] + mark,
    )


def capital_az(text: str) -> str:
    """Set a capital by the rules of Azerbaijani.

    >>> capital_az("ildırım"), capital_az("“iclas”")
    ('İldırım', '“İclas”')
    """
    if text[:1] in "“«":
        return text[0] + capital_az(text[1:])
    first = {"i": "İ", "ı": "I"}.get(text[:1], text[:1].upper())
    return first + text[1:]
