"""Relative participles, in noun phrases and in sentences: -an, -mış, -acaq, -dığı, -acağı."""

from __future__ import annotations

from training.grammar import az, en
from training.grammar.clauses import Clause, Triple
from training.grammar.common import dress, finish
from training.grammar.lexicon import Entry
from training.grammar.phrases import Phrase, Relative, noun_phrase
from training.grammar.sampling import Sampler, UnsuitableError


def _link(noun: Entry) -> str:
    """Return who for persons, that for things; organizations take which."""
    if noun.is_person or noun.kind in ("grp", "bgr"):
        return "who"
    return "which" if noun.is_agent else "that"


def subject_relative(s: Sampler) -> tuple[Phrase, Clause]:
    """Draw a phrase whose noun is the subject of its clause: sazişi imzalayan nazir."""
    clause = s.clause(tag="agent", plain=True)
    for _ in range(20):
        entry = clause.subject.entry
        if (
            entry is not None
            and entry.kind != "kin"
            and not clause.subject.is_pronoun
            and "pl" not in clause.verb.features
        ):
            break
        clause = s.clause(tag="agent", plain=True)
    entry = clause.subject.entry
    if entry is None:
        entry = s.noun(clause.verb.features["s"])
    plural = s.chance(0.35) and not entry.has("unc") and not entry.has("the")
    clause = s.clause(clause.verb, subject=noun_phrase(s.rng, entry, plural=plural), plain=True)
    kind = s.rng.choice(("an", "an", "an_now", "mış", "acaq"))
    clause.negative = s.chance(0.08)
    stative = "stat" in clause.verb.features
    if kind == "mış":
        az_, en_tense, vi_tense = clause.az_plain("mış"), "perfect", "bare"
    elif kind == "acaq":
        az_, en_tense, vi_tense = clause.az_plain("acaq"), "future", "future"
    elif stative:
        az_, en_tense, vi_tense = clause.az_plain("an"), "present", "present"
    elif kind == "an_now":
        az_, en_tense, vi_tense = clause.az_plain("an"), "progressive", "progressive"
        if clause.negative:
            en_tense, vi_tense = "past", "bare"
    else:
        az_, en_tense, vi_tense = clause.az_plain("an"), "past", "bare"
    relative: Relative = (
        az_,
        f"{_link(entry)} {clause.en_finite(en_tense, subject='')}",
        clause.vi_finite(vi_tense, subject=""),
    )
    return _headed(s, entry, relative, plural), clause


def object_relative(s: Sampler) -> tuple[Phrase, Clause]:
    """Draw a phrase whose noun is the object of its clause: nazirin imzaladığı saziş."""
    clause = s.clause(tag="object", plain=True)
    for _ in range(20):
        thing = clause.object
        if (
            thing is not None
            and thing.entry is not None
            and thing.entry.kind != "kin"
            and not {"~", "@"} & set(clause.verb.en + clause.verb.vi)
        ):
            break
        clause = s.clause(tag="object", plain=True)
    thing = clause.object
    entry = thing.entry if thing is not None else None
    if entry is None:
        entry = s.noun(clause.verb.features["o"])
    plural = s.chance(0.35) and not entry.has("unc") and not entry.has("the")
    clause.object = None
    who = clause.subject
    future = s.chance(0.25)
    clause.negative = s.chance(0.08)
    subject_az = who.az("gen")
    if who.is_pronoun and s.chance(0.4):
        subject_az = ""
    az_ = clause.az_nominal("acaq" if future else "dıq", subject=subject_az)
    link = "" if s.chance(0.3) else "whom " if entry.is_person else "that "
    relative: Relative = (
        az_,
        link + clause.en_finite("future" if future else "past"),
        "mà " + clause.vi_finite("future" if future else "past"),
    )
    return _headed(s, entry, relative, plural), clause


def passive_relative(s: Sampler) -> tuple[Phrase, Clause]:
    """Draw a phrase with a passive participle: dünən imzalanmış saziş."""
    clause = s.clause(passive=True, plain=True)
    for _ in range(20):
        entry = clause.subject.entry
        if (
            entry is not None
            and entry.kind != "kin"
            and "g" not in clause.verb.features
            and not {"~", "@"} & set(clause.verb.en + clause.verb.vi)
        ):
            break
        clause = s.clause(passive=True, plain=True)
    entry = clause.subject.entry
    if entry is None:
        entry = s.noun(clause.verb.features.get("o") or clause.verb.features["g"])
    plural = s.chance(0.35) and not entry.has("unc") and not entry.has("the")
    clause.subject = noun_phrase(s.rng, entry, plural=plural)
    if s.chance(0.3):
        time = s.time("P")
        clause.adverbials = (time,) if time else ()
    kind = s.rng.choice(("mış", "mış", "an", "acaq"))
    if kind == "acaq":
        clause.adverbials = ()
        relative: Relative = (
            clause.az_plain("acaq"),
            "that " + clause.en_finite("future", subject="")
            if s.chance(0.5)
            else "to be " + clause.en_tail(en.participle(clause.verb.en)),
            clause.vi_finite("future", subject=""),
        )
    else:
        told = clause.agent is not None or clause.complements or clause.adverbials
        reduced = bool(told) and s.chance(0.7)
        text = (
            clause.en_tail(en.participle(clause.verb.en))
            if reduced
            else f"that {clause.en_finite('past', subject='')}"
        )
        relative = (clause.az_plain(kind), text, clause.vi_finite("bare", subject=""))
    return _headed(s, entry, relative, plural), clause


def _headed(s: Sampler, entry: Entry, relative: Relative, plural: bool) -> Phrase:
    adjectives = s.adjectives(entry, 0.12)
    definite = plural or entry.has("unc") or s.chance(0.75)
    return noun_phrase(
        s.rng, entry, plural=plural, definite=definite, adjectives=adjectives[:1], relative=relative
    )


def any_relative(s: Sampler) -> Phrase:
    """Draw a noun phrase with a relative clause of any kind."""
    kind = s.rng.choice((subject_relative, object_relative, passive_relative))
    return kind(s)[0]


def relative_subject(s: Sampler) -> Triple:
    """Draw a sentence about such a noun: sazişi imzalayan nazir Bakıya gəldi."""
    kind = s.rng.choice((subject_relative, object_relative, passive_relative))
    phrase, inner = kind(s)
    entry = phrase.entry
    verb = _verb_for(s, entry, "s") if entry is not None else None
    if verb is None:
        return relative_presented(s, phrase)
    clause = s.clause(verb, subject=phrase, plain=True)
    if clause.verb.en == inner.verb.en:
        raise UnsuitableError
    name = dress(s, clause)
    if inner.adverbials:
        clause.adverbials = ()
    clause.time_first = False
    clause.en_time_first = False
    clause.vi_time_first = False
    return finish(clause.finite(name))


def relative_object(s: Sampler) -> Triple:
    """Draw a sentence with such an object: dünən imzalanmış sazişi müzakirə etdi."""
    kind = s.rng.choice((object_relative, object_relative, passive_relative, subject_relative))
    phrase, inner = kind(s)
    verb = _verb_for(s, phrase.entry, "o") if phrase.entry is not None else None
    if verb is None:
        return relative_presented(s, phrase)
    if verb.en == inner.verb.en:
        raise UnsuitableError
    clause = s.clause(verb, plain=True)
    phrase.definite = True
    clause.object = phrase
    clause.object_late = True
    name = dress(s, clause)
    kept = ("freq",) if inner.adverbials else ("freq", "time")
    clause.adverbials = tuple(adverb for adverb in clause.adverbials if adverb.kind in kept)
    clause.time_first = clause.en_time_first = clause.vi_time_first = True
    return finish(clause.finite(name))


def relative_presented(s: Sampler, phrase: Phrase | None = None) -> Triple:
    """Draw a presentation: bu, nazirin imzaladığı sazişdir."""
    what = phrase or any_relative(s)
    be_ = "are" if what.agreement == 1 else "is"
    this = "these" if what.agreement == 1 else "this"
    az_this = "bunlar" if what.plural else "bu"
    return finish(
        (f"{az_this}, {az.be(what.az())}", f"{this} {be_} {what.en}", f"đây là {what.vi}")
    )


def _verb_for(s: Sampler, entry: Entry, slot: str) -> Entry | None:
    """Find a verb of the domain whose slot the noun may fill."""
    verbs = s.verbs("object" if slot == "o" else "")
    for _ in range(25):
        verb = s.rng.choice(verbs)
        spec = verb.features.get(slot)
        if spec and "pl" not in verb.features and s.lexicon.fills(entry, spec):
            return verb
    return None
