"""One-clause sentences: statements, questions, commands, negation, passive, causative."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar.clauses import TENSES, Adverbial, Triple
from training.grammar.common import capital_az, dress, finish
from training.grammar.pairs import defined
from training.grammar.phrases import Phrase, noun_phrase, pronoun
from training.grammar.sampling import Sampler

_ON: Final = frozenset(
    [
        "bridge",
        "road",
        "motorway",
        "avenue",
        "pavement",
        "coast",
        "beach",
        "island",
        "peninsula",
        "balcony",
        "mountain",
        "hill",
        "summit",
        "pitch",
        "battlefield",
        "square",
        "coastline",
        "steppe",
        "plain",
        "playground",
        "glacier",
        "meadow",
        "field",
    ]
) | {"motor road", "railway line", "highland pasture"}
_AT: Final = frozenset(
    [
        "bus_stop",
        "crossroads",
        "airport",
        "railway_station",
        "station",
        "port",
        "post_office",
        "stadium",
        "petrol_station",
        "metro_station",
        "border_checkpoint",
        "crime_scene",
        "market",
        "university",
        "school",
        "gym",
    ]
)
_INSIDE: Final = frozenset({"room", "geo", "sys", "doc", "norm", "txt", "dig", "veh"})


def place(s: Sampler, spec: str) -> tuple[str, str, str]:
    """Draw a place in the locative, with its prepositions."""
    phrase = s.phrase(spec, "place", plain=True)
    return (phrase.az("loc"), *_located(phrase))


def _located(phrase: Phrase) -> tuple[str, str]:
    entry = phrase.entry
    if entry is None:
        return "in " + phrase.en, "tại " + phrase.vi
    last = entry.en
    word = last.replace(" ", "_")
    if last in _ON or entry.en.split()[-1] in _ON:
        return "on " + phrase.en, "trên " + phrase.vi
    if word in _AT:
        return "at " + phrase.en, "tại " + phrase.vi
    if entry.kind in _INSIDE:
        return "in " + phrase.en, "trong " + phrase.vi
    return "in " + phrase.en, "ở " + phrase.vi


def statement(s: Sampler) -> Triple:
    """Draw a statement: nazir sazişi imzaladı."""
    clause = s.clause()
    name = dress(s, clause)
    return finish(clause.finite(name))


def placed_statement(s: Sampler) -> Triple:
    """Draw a statement with a place: nazir Bakıda sazişi imzaladı."""
    clause = s.clause(tag="placed")
    name = dress(s, clause)
    if not any(link.key in ("l", "d", "b") for link, _ in clause.complements):
        clause.adverbials += (_place_of(s),)
    return finish(clause.finite(name))


def _place_of(s: Sampler) -> Adverbial:
    if s.chance(0.12):
        entry = s.rng.choice([e for e in s.lexicon.adverbs["place"] if not e.domains])
        return Adverbial(entry.az, entry.en, entry.vi, "place")
    spec = "city,city,bld,out" if s.chance(0.6) else "city"
    return Adverbial(*place(s, spec), "place")


def passive_statement(s: Sampler) -> Triple:
    """Draw a passive: saziş nazir tərəfindən imzalanıb."""
    clause = s.clause(passive=True)
    name = dress(s, clause)
    if clause.agent is None and s.chance(0.12) and not clause.complements:
        clause.adverbials += (_place_of(s),)
    return finish(clause.finite(name))


def framed_statement(s: Sampler) -> Triple:
    """Draw a statement with a sentence adverb: əslində, saziş imzalanıb."""
    entry = s.rng.choice([e for e in s.lexicon.adverbs["sent"] if not e.features.get("T")])
    clause = s.clause(passive=s.chance(0.3))
    name = dress(s, clause)
    clause.en_time_first = False
    clause.vi_time_first = False
    found = clause.finite(name)
    comma = "" if entry.vi in ("chắc là", "có lẽ", "cho nên") else ","
    en_comma = "" if entry.en == "that is why" else ","
    return finish(
        (
            f"{entry.az}, {found[0]}",
            f"{entry.en}{en_comma} {found[1]}",
            f"{entry.vi}{comma} {found[2]}",
        )
    )


def command(s: Sampler) -> Triple:
    """Draw a command: sənədi imzalayın."""
    clause = s.clause(
        tag="command", subject=pronoun(s.rng.choice(("2sg", "2pl", "2pl"))), plain=True
    )
    clause.negative = s.chance(0.22)
    form = az.conjugate(*clause.stem(), "imperative", clause.subject.person, clause.negative)
    en_text = clause.en_tail(en.infinitive(clause.verb.en))
    bare = clause.vi_tail(clause.verb.vi)
    if clause.negative:
        en_text = "do not " + en_text
        vi_text = "đừng " + bare
    else:
        vi_text = "hãy " + bare
    az_text = clause.az_before() + form
    roll = s.rng.random()
    if roll < 0.2 and clause.subject.person == "2pl":
        polite = s.rng.choice(("zəhmət olmasa", "xahiş edirəm"))
        vi_text = "xin " + vi_text if clause.negative else "xin vui lòng " + bare
        return finish((f"{polite}, {az_text}", f"please {en_text}", vi_text))
    return finish((az_text, en_text, vi_text), "!" if s.chance(0.4) else ".")


def suggestion(s: Sampler) -> Triple:
    """Draw a suggestion: gəlin sazişi imzalayaq, qoy nazir imzalasın."""
    if s.chance(0.6):
        clause = s.clause(tag="command", subject=pronoun("1pl"), plain=True)
        form = az.conjugate(*clause.stem(), "optative", "1pl", False)
        lead = "gəlin " if s.chance(0.5) else ""
        text = clause.en_tail(en.infinitive(clause.verb.en))
        bare = clause.vi_tail(clause.verb.vi)
        return finish((lead + clause.az_before() + form, "let us " + text, "chúng ta hãy " + bare))
    clause = s.until(
        lambda: s.clause(tag="command", plain=True),
        lambda clause: clause.subject.person in ("3sg", "3pl"),
    )
    form = az.conjugate(*clause.stem(), "optative", clause.subject.person, False)
    text = clause.en_tail(en.infinitive(clause.verb.en))
    return finish(
        (
            "qoy " + clause.az_before(clause.subject.az()) + form,
            f"let {clause.subject.en_object} {text}",
            f"hãy để {clause.subject.vi} {clause.vi_tail(clause.verb.vi)}",
        )
    )


def nobody(s: Sampler) -> Triple:
    """Draw a negative pronoun: heç kim sazişi imzalamadı, heç bir saziş imzalamadı."""
    name = s.rng.choice(("past", "reported_past", "future", "habitual"))
    tense = TENSES[name]
    if s.chance(0.5):
        clause = s.clause(tag="human", subject=pronoun("3m"))
        clause.negative = True
        az_text = clause.az_finite(tense, subject=s.rng.choice(("heç kim", "heç kəs")))
        clause.negative = False
        who = s.rng.choice(("nobody", "no one"))
        return finish(
            (
                az_text,
                clause.en_finite(tense.en, subject=who),
                clause.vi_finite("future" if name == "future" else "present", subject="không ai"),
            )
        )
    clause = s.clause(tag="object")
    thing = clause.object
    if thing is None or thing.entry is None or thing.entry.has("unc") or thing.entry.kind == "kin":
        clause.object = thing
        clause.negative = True
        return finish(clause.finite(name))
    plain = noun_phrase(s.rng, thing.entry)
    clause.negative = True
    one = Phrase(
        "heç bir ",
        plain.lemma,
        "any " + plain.en.removeprefix("the "),
        plain.vi + " nào",
        marks=plain.marks,
        definite=thing.entry.is_person,
    )
    clause.object = one
    return finish(clause.finite(name))


_CAUSATIVE_TENSES: Final = ("past", "reported_past", "future")


def causative(s: Sampler) -> Triple:
    """Draw a causative: nazir sənədi tərcümə etdirdi."""
    clause = s.clause(tag="causative", plain=True)
    name = s.rng.choice(_CAUSATIVE_TENSES)
    tense = TENSES[name]
    verb = clause.verb
    before, _ = az.voice_stem(verb.az)
    stem = verb.features.get("caus", "") or "etdir"
    form = az.conjugate(before, stem, tense.az, clause.subject.person, False)
    thing = defined(s, clause.object) if clause.object is not None else None
    clause.object = thing
    direct = thing.en_object if thing is not None else ""
    direct_vi = thing.vi if thing is not None else ""
    clause.complements = ()
    have = en.statement("have", tense.en, clause.subject.agreement, False, False)
    if s.chance(0.4):
        helper = s.phrase("pro", plain=True)
        az_text = (
            f"{clause.subject.az()} {helper.az('dat')} {thing.az('acc') if thing else ''} {form}"
        )
        en_text = f"{clause.subject.en} {have} {helper.en_object} {en.infinitive(verb.en)} {direct}"
        vi_group = {"future": "sẽ bảo "}.get(name, "đã bảo ")
        vi_text = f"{clause.subject.vi} {vi_group}{helper.vi} {verb.vi} {direct_vi}"
        return finish((az_text, en_text, vi_text))
    az_text = clause.az_before(clause.subject.az()) + form
    en_text = f"{clause.subject.en} {have} {direct} {en.participle(verb.en)}"
    vi_group = {"future": "sẽ cho "}.get(name, "đã cho ")
    vi_text = f"{clause.subject.vi} {vi_group}{verb.vi} {direct_vi}"
    return finish((az_text, en_text, vi_text))


def quote(s: Sampler) -> Triple:
    """Draw direct speech: “Saziş imzalanıb”, - deyə nazir bildirib."""
    inner = s.clause(passive=s.chance(0.4))
    name = dress(s, inner)
    text = inner.finite(name)
    who = s.phrase("off,off,pro,ngo-pol", plain=True)
    verb_az, verb_en, verb_vi = s.rng.choice(
        (
            ("bildirib", "said", "cho biết"),
            ("deyib", "said", "nói"),
            ("qeyd edib", "noted", "lưu ý"),
            ("vurğulayıb", "stressed", "nhấn mạnh"),
            ("əlavə edib", "added", "nói thêm"),
        )
    )
    opening = capital_az(text[0])
    en_open = text[1][:1].upper() + text[1][1:]
    vi_open = text[2][:1].upper() + text[2][1:]
    who_en = who.en[:1].lower() + who.en[1:] if who.en.startswith(("The ", "A ")) else who.en
    return (
        f"“{opening}”, - deyə {who.az()} {verb_az}.",
        f"“{en_open},” {who_en} {verb_en}.",
        f"“{vi_open}”, {who.vi} {verb_vi}.",
    )
