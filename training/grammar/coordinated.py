"""Coordination: və, isə; -dıqca; həm, həm də; nə, nə də; ya, ya da."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar.clauses import TENSES, Triple
from training.grammar.common import dress, finish, simple_tense
from training.grammar.pairs import defined, pair
from training.grammar.phrases import Phrase
from training.grammar.sampling import Sampler


def coordination(s: Sampler) -> Triple:
    """Draw two coordinated clauses: və, isə."""
    if s.chance(0.5):
        first, second = pair(s)
        name = simple_tense(s, first)
        if {"stat", "past"} & set(second.verb.features) or {"stat", "past"} & set(
            first.verb.features
        ):
            name = "past"
        tense = TENSES[name]
        left = first.finite(name)
        az_text = f"{left[0]} və {second.az_finite(tense, subject='')}"
        right_en = second.en_finite(tense.en, subject="")
        if name == "future":
            right_en = second.en_infinitive()
        elif name == "progressive":
            right_en = second.en_gerund()
        vi_text = f"{left[2]} và {second.vi_finite(tense.vi, subject='')}"
        return finish((az_text, f"{left[1]} and {right_en}", vi_text))
    first = s.clause(plain=True, passive=s.chance(0.2))
    second = s.clause(plain=True, passive=s.chance(0.2))
    left = first.finite(dress(s, first))
    second_name = dress(s, second, negatable=False)
    second.adverbials = ()
    if second_name in ("habitual", "past_progressive") and "stat" not in second.verb.features:
        second_name = "past"
    word = s.rng.random()
    right_who = second.az_subject()
    rest_az = second.az_finite(TENSES[second_name], subject="")
    right = second.finite(second_name)
    if word < 0.5:
        return finish(
            (
                f"{left[0]}, {right_who} isə {rest_az}",
                f"{left[1]}, while {right[1]}",
                f"{left[2]}, còn {right[2]}",
            )
        )
    return finish(
        (f"{left[0]} və {right[0]}", f"{left[1]} and {right[1]}", f"{left[2]} và {right[2]}")
    )


def progression(s: Sampler) -> Triple:
    """Draw one change with another: qiymətlər artdıqca tələbat azalır."""
    first = s.clause(s.rng.choice(_changes(s)), plain=True)
    second = s.clause(s.rng.choice(_changes(s)), plain=True)
    sub_az = first.az_plain("dıqca", subject=first.az_subject())
    name = s.rng.choice(("habitual", "future"))
    main = second.finite(name)
    return finish(
        (
            f"{sub_az} {main[0]}",
            f"as {first.en_finite('present')}, {main[1]}",
            f"khi {first.vi_finite('present')}, {main[2]}",
        )
    )


_CHANGES: Final = frozenset(
    (
        "increase",
        "decrease",
        "rise",
        "fall",
        "expand",
        "intensify",
        "weaken",
        "stabilize",
        "deepen",
        "escalate",
        "speed up",
        "worsen",
        "improve",
    )
)


def _changes(s: Sampler):  # type: ignore[no-untyped-def]
    return [v for v in s.verbs() if v.en in _CHANGES and v.kind == "chg"] or list(
        s.verbs("changes")
    )


def emphasis(s: Sampler) -> Triple:
    """Draw a pair of objects: həm, həm də; nə, nə də; yalnız deyil, həm də; ya, ya da."""
    clause = s.clause(tag="object", plain=True)
    thing = clause.object
    spec = clause.verb.features["o"]
    second = s.phrase(spec, "object", plain=True)
    if thing is None or second.entry is thing.entry:
        return finish(clause.finite("past"))
    thing, second = defined(s, thing), defined(s, second)
    name = s.rng.choice(("past", "reported_past", "future"))
    tense = TENSES[name]
    kind = s.rng.choice(("both", "neither", "only", "either"))
    one_az, two_az = thing.az("acc"), second.az("acc")
    one_en, two_en = thing.en_object, second.en_object
    match kind:
        case "both":
            az_, en_, vi_ = (
                f"həm {one_az}, həm də {two_az}",
                f"both {one_en} and {two_en}",
                f"cả {thing.vi} lẫn {second.vi}",
            )
        case "neither":
            clause.negative = True
            az_, en_, vi_ = (
                f"nə {one_az}, nə də {two_az}",
                f"neither {one_en} nor {two_en}",
                f"{thing.vi} cũng như {second.vi}",
            )
        case "only":
            az_, en_ = (
                f"yalnız {one_az} deyil, həm də {two_az}",
                f"not only {one_en} but also {two_en}",
            )
            vi_ = f"không chỉ {thing.vi} mà còn cả {second.vi}"
        case _:
            name = "future"
            tense = TENSES[name]
            az_, en_, vi_ = (
                f"ya {one_az}, ya da {two_az}",
                f"either {one_en} or {two_en}",
                f"hoặc {thing.vi} hoặc {second.vi}",
            )
    clause.object = None
    who = clause.subject
    form = az.conjugate(*clause.stem(), tense.az, who.person, False)
    az_text = clause.az_before(who.az()) + az_ + " " + form
    clause.negative = False
    clause.object = Phrase("", "", en_, vi_)
    group = en.statement(clause.verb.en, tense.en, who.agreement, False, False)
    en_text = f"{who.en} {clause.en_tail(group)}"
    clause.negative = kind == "neither"
    vi_text = f"{who.vi} {clause.vi_tail(clause.vi_group(tense.vi))}"
    return finish((az_text, en_text, vi_text))
