"""Questions: for yes or no, and with nə vaxt, niyə, necə, harada, kim, nə, hansı."""

from __future__ import annotations

from typing import Final

from training.grammar import az
from training.grammar.clauses import TENSES, Clause, Triple, vi_front
from training.grammar.common import finish
from training.grammar.phrases import Phrase, pronoun
from training.grammar.sampling import Sampler

_QUESTION_TENSES: Final = (
    "past",
    "past",
    "future",
    "progressive",
    "habitual",
    "perfect",
    "can",
    "must",
)


def yes_no_question(s: Sampler) -> Triple:
    """Draw a question for yes or no: Nazir sazişi imzaladımı."""
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
    """Draw a question with nə vaxt, niyə, necə, harada, kim, nə, hansı."""
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
            clause = s.clause(clause.verb, subject=pronoun("3m"))
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
        if (
            thing is None
            or thing.entry is None
            or thing.entry.is_agent
            or "g" in clause.verb.features
        ):
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
    word = {
        "when": "nə vaxt",
        "why": s.rng.choice(("niyə", "nə üçün")),
        "how": "necə",
        "where": "harada",
    }[kind]
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
