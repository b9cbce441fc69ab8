"""One-clause sentences: statements, questions, commands, negation, passive, causative."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar.clauses import TENSES, Clause, Triple
from training.grammar.common import capital_az, dress, finish
from training.grammar.lexicon import Entry
from training.grammar.phrases import Phrase, pronoun
from training.grammar.sampling import Sampler

IN, ON, AT = ("in", "trong"), ("on", "trên"), ("at", "tại")
_ON: Final = frozenset(
    "bridge road motorway avenue pavement coast beach island peninsula balcony mountain hill summit "
    "pitch square coastline steppe plain playground glacier meadow motor+road field".split()
) | {"motor road", "railway line", "highland pasture"}
_AT: Final = frozenset(
    "bus+stop crossroads airport railway+station station port post+office stadium petrol+station "
    "metro+station border+checkpoint crime+scene market university school gym".replace("+", "_").split()
)


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
    if entry.kind in ("room", "geo", "sys"):
        return "in " + phrase.en, "trong " + phrase.vi
    return "in " + phrase.en, "ở " + phrase.vi


def statement(s: Sampler) -> Triple:
    """Nazir sazişi imzaladı."""
    clause = s.clause()
    name = dress(s, clause)
    return finish(clause.finite(name))


def placed_statement(s: Sampler) -> Triple:
    """Nazir Bakıda sazişi imzaladı."""
    clause = s.clause(tag="placed")
    name = dress(s, clause)
    if not any(link.key in ("l", "d", "b") for link, _ in clause.complements):
        clause.adverbials += (_place_of(s, clause.verb),)
    return finish(clause.finite(name))


def _place_of(s: Sampler, verb: Entry):  # type: ignore[no-untyped-def]
    from training.grammar.clauses import Adverbial

    if s.chance(0.12):
        entry = s.rng.choice([e for e in s.lexicon.adverbs["place"] if not e.domains])
        return Adverbial(entry.az, entry.en, entry.vi, "place")
    spec = "city,city,bld,out" if s.chance(0.6) else "city"
    return Adverbial(*place(s, spec), "place")


def passive_statement(s: Sampler) -> Triple:
    """Saziş nazir tərəfindən imzalanıb."""
    clause = s.clause(passive=True)
    name = dress(s, clause)
    if clause.agent is None and s.chance(0.12) and not clause.complements:
        clause.adverbials += (_place_of(s, clause.verb),)
    return finish(clause.finite(name))


def framed_statement(s: Sampler) -> Triple:
    """Əslində, nazir sazişi imzalayıb."""
    entry = s.rng.choice([e for e in s.lexicon.adverbs["sent"] if not e.features.get("T")])
    clause = s.clause(passive=s.chance(0.3))
    name = dress(s, clause)
    clause.en_time_first = False
    clause.vi_time_first = False
    found = clause.finite(name)
    comma = "" if entry.vi in ("chắc là", "có lẽ", "nghe nói") else ","
    return finish((f"{entry.az}, {found[0]}", f"{entry.en}, {found[1]}", f"{entry.vi}{comma} {found[2]}"))


_QUESTION_TENSES: Final = ("past", "past", "future", "progressive", "habitual", "perfect", "can", "must")


def yes_no_question(s: Sampler) -> Triple:
    """Nazir sazişi imzaladımı?"""
    clause = s.clause(passive=s.chance(0.2))
    facts = clause.verb.features
    name = s.rng.choice(_QUESTION_TENSES)
    if "past" in facts:
        name = "past"
    elif "stat" in facts:
        name = s.rng.choice(("habitual", "past"))
    elif "punc" in facts or clause.passive:
        name = s.rng.choice(("past", "perfect", "future"))
    letter = {"past": "P", "future": "F"}.get(name, "")
    if letter and s.chance(0.3):
        time = s.time(letter)
        clause.adverbials = (time,) if time else ()
    clause.vi_time_first = True
    statement_az = clause.az_finite(TENSES[name])
    question_az = az.ask(statement_az) if s.chance(0.65) else statement_az
    aux, rest = clause.en_question(TENSES[name].en)
    return finish((question_az, f"{aux} {rest}", _vi_question(clause, name)), "?")


def _vi_question(clause: Clause, name: str) -> str:
    from training.grammar.clauses import vi_front

    front = vi_front(clause.adverbials)
    who = clause.subject.vi
    bare = clause.vi_tail(clause.vi_group("present"), times=False)
    match name:
        case "perfect":
            return f"{front}{who} đã {bare} chưa"
        case "future":
            return f"{front}{who} sẽ {bare} chứ"
        case "progressive":
            return f"{front}{who} có đang {bare} không"
        case "can":
            return f"{front}{who} có thể {bare} không"
        case "must":
            return f"{front}{who} có phải {bare} không"
        case _:
            return f"{front}{who} có {bare} không"


def wh_question(s: Sampler) -> Triple:
    """Nazir sazişi harada imzaladı?"""
    clause = s.clause(tag="agent")
    name = s.rng.choice(("past", "past", "future", "progressive"))
    if clause.verb.has("punc"):
        name = s.rng.choice(("past", "future"))
    tense = TENSES[name]
    kind = s.rng.choice(("when", "why", "how", "who", "what", "which", "where"))
    if kind == "where" and any(link.key in ("l", "d", "b") for link, _ in clause.complements):
        kind = "why"
    if kind == "who":
        if not s.kinds_of(clause.verb.features["s"]) & {"off", "pro", "civ", "stu"}:
            kind = "when"
        else:
            clause.subject = pronoun("3m")
            return finish(
                (
                    clause.az_finite(tense, subject="kim"),
                    clause.en_finite(tense.en, subject="who"),
                    clause.vi_finite(tense.vi, subject="ai"),
                ),
                "?",
            )
    if kind in ("what", "which"):
        thing = clause.object
        if thing is None or thing.entry is None or thing.entry.is_agent or "g" in clause.verb.features:
            kind = "why"
        else:
            return _object_question(s, clause, name, kind)
    who = clause.subject
    if name == "progressive" and kind in ("when", "how"):
        name = "past"
        tense = TENSES[name]
    aux, rest = clause.en_question(tense.en)
    vi_plain = clause.vi_finite(tense.vi)
    az_before, _, _ = "", "", ""
    form = az.conjugate(*clause.stem(), tense.az, who.person, False)
    word = {"when": "nə vaxt", "why": s.rng.choice(("niyə", "nə üçün")), "how": "necə", "where": "harada"}[kind]
    if kind in ("how",):
        az_before = clause.az_before(who.az()) + word + " "
    elif s.chance(0.5):
        az_before = f"{word} " + clause.az_before(who.az())
    else:
        az_before = f"{who.az()} {word} " + clause.az_before()
    en_word = {"when": "when", "why": "why", "how": "how", "where": "where"}[kind]
    vi_text = {
        "when": f"khi nào {vi_plain}" if name == "future" else f"{vi_plain} khi nào",
        "why": f"tại sao {vi_plain}",
        "how": f"{vi_plain} như thế nào",
        "where": f"{vi_plain} ở đâu",
    }[kind]
    return finish((az_before + form, f"{en_word} {aux} {rest}", vi_text), "?")


def _object_question(s: Sampler, clause: Clause, name: str, kind: str) -> Triple:
    tense = TENSES[name]
    thing = clause.object
    assert_entry = thing.entry if thing is not None else None
    clause.object = None
    aux, rest = clause.en_question(tense.en)
    form = az.conjugate(*clause.stem(), tense.az, clause.subject.person, False)
    before = clause.az_before(clause.subject.az())
    group = clause.vi_group(tense.vi)
    if kind == "what" or assert_entry is None:
        middle_az, front_en, end_vi = "nə" if s.chance(0.4) else "nəyi", "what", "gì"
    else:
        from training.grammar.phrases import noun_phrase

        which = noun_phrase(s.rng, assert_entry)
        middle_az = "hansı " + which.az("acc")
        front_en = "which " + which.en.removeprefix("the ")
        end_vi = which.vi + " nào"
    clause.object = Phrase("", "", "", end_vi)
    vi_text = f"{clause.subject.vi} {clause.vi_tail(group)}"
    return finish((f"{before}{middle_az} {form}", f"{front_en} {aux} {rest}", vi_text), "?")


def command(s: Sampler) -> Triple:
    """Sənədi imzalayın!"""
    clause = s.clause(tag="command", subject=pronoun(s.rng.choice(("2sg", "2pl", "2pl"))), plain=True)
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
    """Gəlin sənədi imzalayaq. Qoy nazir imzalasın."""
    if s.chance(0.6):
        clause = s.clause(tag="command", subject=pronoun("1pl"), plain=True)
        form = az.conjugate(*clause.stem(), "optative", "1pl", False)
        lead = "gəlin " if s.chance(0.5) else ""
        text = clause.en_tail(en.infinitive(clause.verb.en))
        bare = clause.vi_tail(clause.verb.vi)
        return finish((lead + clause.az_before() + form, "let us " + text, "chúng ta hãy " + bare))
    clause = s.clause(tag="command", plain=True)
    form = az.conjugate(*clause.stem(), "optative", clause.subject.person, False)
    if clause.subject.person not in ("3sg", "3pl"):
        clause.subject = pronoun("3m")
        form = az.conjugate(*clause.stem(), "optative", "3sg", False)
    text = clause.en_tail(en.infinitive(clause.verb.en))
    return finish(
        (
            "qoy " + clause.az_before(clause.subject.az()) + form,
            f"let {clause.subject.en_object} {text}",
            f"hãy để {clause.subject.vi} {clause.vi_tail(clause.verb.vi)}",
        )
    )


def nobody(s: Sampler) -> Triple:
    """Heç kim sənədi imzalamadı. Nazir heç bir sənəd imzalamadı."""
    name = s.rng.choice(("past", "reported_past", "future", "habitual"))
    tense = TENSES[name]
    if s.chance(0.5):
        clause = s.clause(tag="human", subject=pronoun("3m"))
        clause.negative = True
        az_text = clause.az_finite(tense, subject=s.rng.choice(("heç kim", "heç kəs")))
        clause.negative = False
        who = s.rng.choice(("nobody", "no one"))
        return finish(
            (az_text, clause.en_finite(tense.en, subject=who), clause.vi_finite("future" if name == "future" else "present", subject="không ai"))
        )
    clause = s.clause(tag="object")
    thing = clause.object
    if thing is None or thing.entry is None or thing.entry.has("unc") or thing.entry.kind == "kin":
        clause.object = thing
        clause.negative = True
        return finish(clause.finite(name))
    from training.grammar.phrases import noun_phrase

    plain = noun_phrase(s.rng, thing.entry)
    clause.negative = True
    one = Phrase("heç bir ", plain.lemma, "any " + plain.en.removeprefix("the "), plain.vi + " nào",
                 marks=plain.marks, definite=thing.entry.is_person)  # fmt: skip
    clause.object = one
    return finish(clause.finite(name))


_CAUSATIVE_TENSES: Final = ("past", "reported_past", "future")


def causative(s: Sampler) -> Triple:
    """Nazir sənədi tərcümə etdirdi."""
    clause = s.clause(tag="causative", plain=True)
    if clause.subject.person in ("2sg", "2pl"):
        clause.subject = pronoun("3m")
    name = s.rng.choice(_CAUSATIVE_TENSES)
    tense = TENSES[name]
    verb = clause.verb
    before, last = az.voice_stem(verb.az)
    stem = verb.features.get("caus", "") or "etdir"
    form = az.conjugate(before, stem, tense.az, clause.subject.person, False)
    thing = clause.object
    direct = thing.en_object if thing is not None else ""
    direct_vi = thing.vi if thing is not None else ""
    if thing is not None and not thing.definite:
        thing.definite = True
        direct = thing.en_object
    clause.complements = ()
    have = en.statement("have", tense.en, clause.subject.agreement, False, False)
    if s.chance(0.4):
        helper = s.phrase("pro", plain=True)
        while helper.is_pronoun:
            helper = s.phrase("pro", plain=True)
        az_text = f"{clause.subject.az()} {helper.az('dat')} {thing.az('acc') if thing else ''} {form}"
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
    """“Saziş imzalanıb”, - deyə nazir bildirib."""
    inner = s.clause(passive=s.chance(0.4))
    name = dress(s, inner)
    text = inner.finite(name)
    who = s.phrase("off,off,pro,ngo-pol", plain=True)
    while who.is_pronoun:
        who = s.phrase("off,pro", plain=True)
    verb_az, verb_en, verb_vi = s.rng.choice(
        (("bildirib", "said", "cho biết"), ("deyib", "said", "nói"), ("qeyd edib", "noted", "lưu ý"),
         ("vurğulayıb", "stressed", "nhấn mạnh"), ("əlavə edib", "added", "nói thêm"))
    )  # fmt: skip
    opening = capital_az(text[0])
    en_open = text[1][:1].upper() + text[1][1:]
    vi_open = text[2][:1].upper() + text[2][1:]
    who_en = who.en[:1].lower() + who.en[1:] if who.en.startswith(("The ", "A ")) else who.en
    return (
        f"“{opening}”, - deyə {who.az()} {verb_az}.",
        f"“{en_open},” {who_en} {verb_en}.",
        f"“{vi_open}”, {who.vi} {verb_vi}.",
    )
