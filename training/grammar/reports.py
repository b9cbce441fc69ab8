"""Reported speech, verbs that govern verbs, verbal nouns and what is said of them."""

from __future__ import annotations

from training.grammar import az, en, vi
from training.grammar.clauses import TENSES, Clause, Triple
from training.grammar.common import BACKSHIFT, dress, finish
from training.grammar.facts import copula
from training.grammar.frames import (
    CONTROL,
    DIRECTING,
    IMPERSONAL,
    JUDGED,
    KNOWING,
    REPORTING,
    STILL,
)
from training.grammar.pairs import again
from training.grammar.phrases import Phrase, pronoun
from training.grammar.sampling import Sampler, UnsuitableError


def _speaker(s: Sampler) -> Phrase:
    return s.until(
        lambda: s.phrase("off,off,pro,gov,ngo", plain=True), lambda who: who.person == "3sg"
    )


def _said(s: Sampler, verb: tuple[str, str, str], who: Phrase, name: str) -> tuple[str, str, str]:
    tense = TENSES[name]
    stem = az.voice_stem(verb[0])
    return (
        az.conjugate(*stem, tense.az, who.person),
        en.statement(verb[1], tense.en, who.agreement, False, False),
        vi.verb_group(verb[2], tense.vi if tense.vi != "past" else "bare"),
    )


def reported_ki(s: Sampler) -> Triple:
    """Draw reported speech with ki: nazir bildirib ki, saziş imzalanacaq."""
    who = _speaker(s)
    verb = s.rng.choice(REPORTING)
    said = _said(s, verb, who, s.rng.choice(("reported_past", "reported_past", "past")))
    inner = s.clause(passive=s.chance(0.4))
    name = dress(s, inner)
    inner.en_time_first = False
    tense = TENSES[name]
    en_tense = BACKSHIFT.get(name, tense.en)
    if en_tense == "pluperfect" and (s.chance(0.35) or "stat" in inner.verb.features):
        en_tense = "past"
    text = inner.en_finite(en_tense)
    joint = "that " if s.chance(0.8) and not text.startswith("that ") else ""
    rang = "rằng " if s.chance(0.5) else ""
    vi_verb = said[2]
    return finish(
        (f"{who.az()} {said[0]} ki, {inner.az_finite(tense)}", f"{who.en} {said[1]} {joint}{text}",
         f"{who.vi} {vi_verb} {rang}{inner.vi_finite(tense.vi)}")
    )  # fmt: skip


def reported_nominal(s: Sampler) -> Triple:
    """Draw reported speech with a participle: sazişin imzalandığını bildirib."""
    who = _speaker(s)
    verb = s.rng.choice(REPORTING)
    own = s.chance(0.35)
    inner = s.clause(tag="human" if own else "", plain=True, passive=not own and s.chance(0.45))
    if own:
        inner.subject = again(who)
    subject_az = "" if own else _genitive(inner.subject)
    future = s.chance(0.4) and "past" not in inner.verb.features
    inner.negative = s.chance(0.12)
    body = inner.az_nominal("acaq" if future else "dıq", "acc", subject=subject_az)
    said = _said(s, verb, who, s.rng.choice(("reported_past", "reported_past", "past")))
    if future:
        text, vi_tense = inner.en_finite("would"), "future"
    elif "stat" in inner.verb.features:
        text, vi_tense = inner.en_finite("past"), "present"
    else:
        text, vi_tense = inner.en_finite("pluperfect" if s.chance(0.6) else "past"), "past"
    return finish(
        (f"{who.az()} {body} {said[0]}", f"{who.en} {said[1]} {_that(text)}",
         f"{who.vi} {said[2]} {inner.vi_finite(vi_tense)}")
    )  # fmt: skip


def _that(clause: str) -> str:
    """Join a clause with that, unless it begins with that itself."""
    return clause if clause.startswith("that ") else "that " + clause


def knowledge(s: Sampler) -> Triple:
    """Draw what somebody knows or thinks: sazişin imzalandığını bilirəm."""
    who = pronoun(s.rng.choice(("1sg", "1sg", "1pl", "3m", "3pl", "2sg")))
    verb = s.rng.choice(KNOWING)
    inner = s.clause(plain=True, passive=s.chance(0.3))
    stem = az.voice_stem(verb[0])
    negative = s.chance(0.15) and verb[0] not in ("hesab etmək", "görmək")
    form = az.conjugate(*stem, "present", who.person, negative)
    knows = en.statement(verb[1], "present", who.agreement, negative, False)
    knows_vi = vi.verb_group(verb[2], "present", negative)
    said = "" if s.chance(0.6) else who.az() + " "
    if who.person not in ("1sg", "1pl", "2sg", "2pl"):
        said = who.az() + " "
    if verb[0] in ("hesab etmək", "düşünmək") or s.chance(0.4):
        name = dress(s, inner)
        inner.en_time_first = False
        text = inner.finite(name)
        return finish(
            (
                f"{said}{form} ki, {text[0]}",
                f"{who.en} {knows} {_that(text[1])}",
                f"{who.vi} {knows_vi} rằng {text[2]}",
            )
        )
    future = s.chance(0.4) and "past" not in inner.verb.features
    stative = "stat" in inner.verb.features
    case = "dat" if verb[0] == "inanmaq" else "acc"
    body = inner.az_nominal("acaq" if future else "dıq", case, subject=_genitive(inner.subject))
    tense = "future" if future else "present" if stative else "past"
    vi_tense = "future" if future else "present" if stative else "past"
    return finish(
        (
            f"{said}{body} {form}",
            f"{who.en} {knows} {_that(inner.en_finite(tense))}",
            f"{who.vi} {knows_vi} rằng {inner.vi_finite(vi_tense)}",
        )
    )


def _genitive(subject: Phrase) -> str:
    return subject.az("gen")


def control(s: Sampler) -> Triple:
    """Draw a verb that governs a verb: nazir sazişi imzalamaq istəyir."""
    inner = s.until(lambda: s.clause(tag="human", plain=s.chance(0.6)), _is_wanted)
    verb_az, form, verb_en, how, verb_vi, stative = s.rng.choice(CONTROL)
    if stative:
        name = s.rng.choice(("habitual", "habitual", "past"))
    elif verb_az in STILL:
        name = s.rng.choice(("past", "reported_past", "future"))
    else:
        name = s.rng.choice(("past", "reported_past", "future", "progressive"))
    if verb_en == "be forced" and name == "progressive":
        name = "past"
    who = inner.subject
    negative = s.chance(0.12) and verb_az not in ("bacarmaq",) and name != "progressive"
    tense = TENSES[name]
    outer = az.conjugate(*az.voice_stem(verb_az), tense.az, who.person, negative)
    az_text = f"{inner.az_plain(form, subject=who.az())} {outer}"
    group = en.statement(verb_en, tense.en, who.agreement, negative, False)
    en_text = f"{who.en} {group} " + (
        "to " + inner.en_infinitive() if how == "to" else inner.en_gerund()
    )
    vi_outer = vi.verb_group(
        verb_vi, "present" if stative and name == "habitual" else tense.vi, negative
    )
    link = " để" if verb_az == "bacarmaq" else ""
    vi_text = f"{who.vi} {vi_outer}{link} {inner.vi_finite('present', subject='')}"
    return finish((az_text, en_text, vi_text))


def _is_wanted(clause: Clause) -> bool:
    facts = clause.verb.features
    return "punc" not in facts and "pl" not in facts and facts.get("pol") != "n"


def directing(s: Sampler) -> Triple:
    """Draw what one has another do: nazir səfirə sazişi imzalamağı tapşırdı."""
    inner = s.until(
        lambda: s.clause(tag="command", plain=True),
        lambda clause: (
            clause.subject.person in ("3sg", "3pl")
            and (clause.subject.entry is None or clause.subject.entry.is_agent)
        ),
    )
    person = inner.subject
    if inner.verb.en == "help":
        raise UnsuitableError
    boss = s.until(
        lambda: s.phrase("off,gov,pro", plain=True), lambda who: who.entry is not person.entry
    )
    verb_az, case, form, verb_en, verb_vi = s.rng.choice(DIRECTING)
    name = s.rng.choice(("past", "reported_past", "future"))
    tense = TENSES[name]
    outer = az.conjugate(*az.voice_stem(verb_az), tense.az, boss.person)
    az_text = f"{boss.az()} {person.az(case)} {inner.az_plain(form)} {outer}"
    group = en.statement(verb_en, tense.en, boss.agreement, False, False)
    en_text = f"{boss.en} {group} {person.en_object} to {inner.en_infinitive()}"
    orders = vi.verb_group(verb_vi, tense.vi)
    vi_text = f"{boss.vi} {orders} {person.vi} {inner.vi_finite('present', subject='')}"
    return finish((az_text, en_text, vi_text))


def act_phrase(s: Sampler) -> tuple[Clause, Triple]:
    """Draw a verbal noun: sazişin imzalanması, the signing of the agreement."""
    clause = s.clause(passive=True)
    clause.agent = None
    clause.complements = ()
    subject = clause.subject
    text_az = clause.az_nominal("ma", subject=subject.az("gen"), person="3sg")
    verb_en = clause.verb.en
    first, _, tail = verb_en.partition(" ")
    if "~" in tail:
        text_en = f"{en.forms(first)[3]} {tail.replace('~', subject.en_object)}"
    elif tail:
        text_en = f"{en.gerund(verb_en)} {subject.en_object}"
    else:
        text_en = f"the {en.action_noun(verb_en)} of {subject.en_object}"
    text_vi = f"việc {clause.verb.vi.replace('~ ', '')} {subject.vi}"
    if "~" in clause.verb.vi:
        text_vi = "việc " + clause.verb.vi.replace("~", subject.vi)
    return clause, (text_az, text_en, text_vi)


def judged_act(s: Sampler) -> Triple:
    """Draw what is said of an act: sazişin imzalanması planlaşdırılır."""
    clause, act = act_phrase(s)
    said = s.rng.choice(JUDGED)
    if said[0] == "qadağandır" and clause.verb.en in ("prohibit", "restrict"):
        raise UnsuitableError
    return finish((f"{act[0]} {said[0]}", f"{act[1]} {said[1]}", f"{act[2]} {said[2]}"))


def expected(s: Sampler) -> Triple:
    """Draw what is expected or needed: nazirin sazişi imzalaması gözlənilir."""
    inner = s.until(
        lambda: s.clause(tag="agent", plain=s.chance(0.6)),
        lambda clause: clause.verb.features.get("pol") != "n",
    )
    who = inner.subject
    body = inner.az_nominal("ma", subject=who.az("gen"))
    kind = s.rng.choice(("expected", "need", "important", "possible", "likely"))
    rest = inner.en_infinitive()
    plain_vi = inner.vi_finite("present")
    match kind:
        case "expected":
            be_ = ("am", "are", "is")[who.agreement]
            return finish(
                (
                    f"{body} gözlənilir",
                    f"{who.en} {be_} expected to {rest}",
                    f"dự kiến {inner.vi_finite('future')}",
                )
            )
        case "need":
            needs = "needs" if who.agreement == 2 else "need"
            vi_text = f"{who.vi} cần phải {inner.vi_finite('present', subject='')}"
            return finish((f"{body} lazımdır", f"{who.en} {needs} to {rest}", vi_text))
        case "important":
            return finish(
                (
                    f"{body} vacibdir",
                    f"it is important for {who.en_object} to {rest}",
                    f"điều quan trọng là {plain_vi}",
                )
            )
        case "possible":
            return finish(
                (
                    f"{body} mümkündür",
                    f"it is possible for {who.en_object} to {rest}",
                    f"{who.vi} có thể {inner.vi_finite('present', subject='')}",
                )
            )
        case _:
            return finish(
                (
                    f"{body} mümkün deyil",
                    f"it is not possible for {who.en_object} to {rest}",
                    f"{who.vi} không thể {inner.vi_finite('present', subject='')}",
                )
            )


def impersonal(s: Sampler) -> Triple:
    """Draw an impersonal sentence: sənədi imzalamaq lazımdır."""
    clause = s.clause(tag="command", subject=pronoun("1pl"), plain=True)
    said_az, said_en, said_vi = s.rng.choice(IMPERSONAL)
    body = clause.az_plain("inf")
    return finish(
        (
            f"{body} {said_az}",
            f"{said_en} {clause.en_infinitive()}",
            f"{said_vi} {clause.vi_finite('present', subject='')}",
        )
    )


def readiness(s: Sampler) -> Triple:
    """Draw readiness: nazir sazişi imzalamağa hazırdır."""
    inner = s.clause(tag="human", plain=s.chance(0.6))
    who = inner.subject
    word, word_en, word_vi = s.rng.choice(
        (
            ("hazır", "ready", "sẵn sàng"),
            ("məcbur", "obliged", "buộc phải"),
            ("razı", "willing", "bằng lòng"),
        )
    )
    past = s.chance(0.3)
    negative = s.chance(0.2)
    if negative:
        said = f"{word} {az.be_not(who.person, past=past)}"
    else:
        said = az.be(word, who.person, past=past)
    az_text = f"{inner.az_plain('inf_dat', subject=who.az())} {said}"
    no = "không " if negative else ""
    vi_text = (
        f"{who.vi} {'đã ' if past else ''}{no}{word_vi} {inner.vi_finite('present', subject='')}"
    )
    return finish(
        (
            az_text,
            f"{who.en} {copula(who, past, negative)} {word_en} to {inner.en_infinitive()}",
            vi_text,
        )
    )
