"""Sentences of two clauses: time, cause, purpose, condition, concession, converbs, coordination."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en, vi
from training.grammar.clauses import TENSES, Clause, Triple
from training.grammar.common import dress, finish, simple_tense
from training.grammar.phrases import Phrase, pronoun
from training.grammar.sampling import Sampler

EN_TENSE = {name: tense.en for name, tense in TENSES.items()}


def again(phrase: Phrase) -> Phrase:
    """Return the pronoun that takes up a phrase: he, it, they (in Azerbaijani it is dropped)."""
    facts = phrase.pronoun
    vietnamese = facts[3]
    if facts[0] == "it":
        vietnamese = phrase.vi
    return Phrase(
        "", "", facts[0], vietnamese, person=phrase.person,
        agreement=facts[4] if facts[0] != "it" else phrase.agreement, pronoun=facts, light=True,
        en_object=facts[1],
    )  # fmt: skip


def pair(s: Sampler, *, same: bool = True, passive: float = 0.0) -> tuple[Clause, Clause]:
    """Draw two clauses, with one human subject if `same`."""
    first = s.clause(tag="human" if same else "", plain=True, passive=not same and s.chance(passive))
    if same:
        spec = first.verb.features["s"]
        second = None
        for _ in range(6):
            verb = s.rng.choice(s.verbs("human"))
            if verb is not first.verb and (
                first.subject.is_pronoun or _may_do(s, first.subject, verb.features["s"])
            ):
                second = s.clause(verb, subject=first.subject, plain=True)
                break
        if second is None:
            verb = s.rng.choice([v for v in s.verbs("human") if v.features["s"] == spec] or [first.verb])
            second = s.clause(verb, subject=first.subject, plain=True)
        return first, second
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


def _plain_past(clause: Clause) -> str:
    return "habitual" if "stat" in clause.verb.features else "past"


def time_clause(s: Sampler) -> Triple:
    """Nazir Bakıya gəldikdə sazişi imzaladı (dıqda, anda, arkən, dıqdan sonra, mazdan əvvəl)."""
    same = s.chance(0.55)
    first, second = pair(s, same=same, passive=0.3)
    for _ in range(5):
        if "stat" not in first.verb.features:
            break
        first, second = pair(s, same=same, passive=0.3)
    if "stat" in second.verb.features:
        name = "past"
    else:
        name = s.rng.choice(("past", "past", "reported_past", "future"))
    if "past" in second.verb.features:
        name = "past"
    kind = s.rng.choice(("dıqda", "anda", "dıqdan", "dıqdan", "mazdan", "zaman", "arkən", "kimi"))
    if kind == "arkən" and (not same or "punc" in first.verb.features):
        kind = "dıqdan"
    later = name == "future"
    en_first = "present" if later else "past"
    vi_first = "present"
    subject = first.az_subject()
    match kind:
        case "dıqda" | "anda":
            sub_az, en_word, vi_word = first.az_plain(kind, subject=subject), "when", "khi"
        case "dıqdan":
            tail = first.az_plain("dıqdan", subject=subject) + " sonra"
            sub_az, en_word, vi_word = tail, "after", "sau khi"
            if not later and not same:
                en_first = "pluperfect"
        case "mazdan":
            tail = first.az_plain("mazdan", subject=subject) + s.rng.choice((" əvvəl", " qabaq"))
            sub_az, en_word, vi_word = tail, "before", "trước khi"
        case "zaman":
            sub_az = first.az_nominal("dıq", subject=subject) + " zaman"
            en_word, vi_word = "when", "khi"
        case "kimi":
            sub_az = first.az_plain("an", subject=subject) + " kimi"
            en_word, vi_word = "as soon as", "ngay khi"
        case _:
            sub_az, en_word, vi_word = first.az_plain("arkən", subject=subject), "while", "trong khi"
    if same:
        second.subject = again(first.subject)
        if kind in ("dıqdan", "mazdan", "arkən") and s.chance(0.6):
            main_en = second.en_finite(EN_TENSE[name], subject=first.subject.en)
            sub_en = f"{en_word} {first.en_gerund()}"
            en_text = f"{main_en} {sub_en}" if s.chance(0.5) else f"{sub_en}, {main_en}"
        else:
            sub_en = f"{en_word} {first.en_finite(en_first)}"
            en_text = f"{sub_en}, {second.en_finite(EN_TENSE[name])}"
        second.subject.person = first.subject.person
        az_text = sub_az + (", " if len(sub_az) > 60 else " ") + second.az_finite(TENSES[name], subject="")
        vi_text = f"{vi_word} {first.vi_finite(vi_first)}, {second.vi_finite(TENSES[name].vi)}"
        return finish((az_text, en_text, vi_text))
    main = second.finite(name)
    sub_en = f"{en_word} {first.en_finite(en_first)}"
    en_text = f"{sub_en}, {main[1]}" if s.chance(0.6) else f"{main[1]} {sub_en}"
    vi_text = f"{vi_word} {first.vi_finite(vi_first)}, {main[2]}"
    return finish((f"{sub_az} {main[0]}", en_text, vi_text))


def sequence(s: Sampler) -> Triple:
    """Nazir Bakıya gəlib sazişi imzaladı; … gələrək …; … gəlmədən …"""
    first, second = pair(s)
    while "stat" in first.verb.features or "stat" in second.verb.features:
        first, second = pair(s)
    name = s.rng.choice(("past", "past", "reported_past", "future"))
    kind = s.rng.choice(("ib", "ib", "araq", "madan"))
    who = first.subject
    tense = TENSES[name]
    sub_az = first.az_plain(kind, subject=who.az())
    second_az = second.az_finite(tense, subject="")
    second_en = second.en_finite(tense.en, subject="")
    match kind:
        case "ib":
            first_en = first.en_finite(tense.en)
            second_en_part = en_bare(second, tense.en)
            en_text = f"{first_en} and {second_en_part}"
            vi_text = f"{first.vi_finite(tense.vi)} rồi {second.vi_finite('present', subject='')}"
            az_text = f"{sub_az} {second_az}"
        case "araq":
            en_text = f"{who.en} {second_en}, {first.en_gerund()}"
            vi_text = f"{who.vi} {first.vi_finite('present', subject='')} và {second.vi_finite(tense.vi, subject='')}"
            az_text = f"{sub_az} {second_az}"
        case _:
            en_text = f"{who.en} {second_en} without {first.en_gerund()}"
            vi_text = f"{who.vi} {second.vi_finite(tense.vi, subject='')} mà không {first.vi_finite('present', subject='')}"
            az_text = f"{sub_az} {second_az}"
    return finish((az_text, en_text, vi_text))


def en_bare(clause: Clause, tense: str) -> str:
    """Return an English predicate that shares the auxiliary before it."""
    if tense in ("future", "must", "can"):
        return clause.en_infinitive()
    return clause.en_finite(tense, subject="")


def purpose(s: Sampler) -> Triple:
    """Nazir sülhü təmin etmək üçün Bakıya gəldi."""
    goal, main = pair(s)
    while {"stat", "punc"} & set(goal.verb.features) or goal.verb.features.get("pol") == "n":
        goal, main = pair(s)
    name = s.rng.choice(("past", "past", "reported_past", "future", "progressive"))
    if "stat" in main.verb.features or "punc" in main.verb.features:
        name = "past"
    who = main.subject
    tense = TENSES[name]
    if s.chance(0.75):
        sub_az = goal.az_plain("inf") + " üçün"
        sub_en = s.rng.choice(("in order to ", "to ", "to ")) + goal.en_infinitive()
        sub_vi = "để " + goal.vi_finite("present", subject="")
    else:
        sub_az = goal.az_plain("inf") + " məqsədilə"
        sub_en = "with the aim of " + goal.en_gerund()
        sub_vi = "nhằm " + goal.vi_finite("present", subject="")
    az_text = f"{who.az()} {sub_az} {main.az_finite(tense, subject='')}"
    return finish((az_text, f"{main.en_finite(tense.en)} {sub_en}", f"{main.vi_finite(tense.vi)} {sub_vi}"))


def cause(s: Sampler) -> Triple:
    """Müqavilə imzalanmadığı üçün nazir getdi; …, çünki …"""
    after = s.chance(0.45)
    reason, main = linked(s, noun_second=after)
    if s.chance(0.3):
        reason.negative = True
    name = simple_tense(s, main)
    if name == "progressive":
        name = "past"
    tense = TENSES[name]
    sub_tense = "habitual" if "stat" in reason.verb.features and name != "past" else "past"
    if after:
        found = main.finite(name)
        why = reason.finite(sub_tense)
        return finish(
            (f"{found[0]}, çünki {why[0]}", f"{found[1]} because {why[1]}", f"{found[2]}, bởi vì {why[2]}")
        )
    ending = s.rng.choice((" üçün", "na görə", "dan"))
    who = reason.subject.az()
    if ending == " üçün":
        sub_az = reason.az_nominal("dıq", subject=who) + " üçün"
    elif ending == "na görə":
        sub_az = reason.az_nominal("dıq", "dat", subject=who) + " görə"
    else:
        sub_az = reason.az_nominal("dıq", "abl", subject=who)
    sub_en = reason.en_finite(TENSES[sub_tense].en)
    sub_vi = reason.vi_finite(TENSES[sub_tense].vi)
    main_text = main.finite(name)
    linked_up = not main.subject.lemma and not main.subject.is_pronoun
    front = linked_up or s.chance(0.6)
    en_text = f"because {sub_en}, {main_text[1]}" if front else f"{main_text[1]} because {sub_en}"
    return finish((f"{sub_az} {main_text[0]}", en_text, f"vì {sub_vi} nên {main.vi_finite(tense.vi)}"))


def concession(s: Sampler) -> Triple:
    """Yağış yağmasına baxmayaraq, …; hərçənd …; …, lakin …"""
    sub, main = linked(s)
    name = "habitual" if "stat" in main.verb.features else s.rng.choice(("past", "reported_past", "future"))
    if "past" in main.verb.features:
        name = "past"
    sub_name = "past"
    if s.chance(0.35):
        main.negative = True
    roll = s.rng.random()
    found = main.finite(name)
    if roll < 0.4:
        sub_az = sub.az_nominal("ma", "dat", subject=sub.subject.az("gen")) + " baxmayaraq"
        head = "although"
        return finish(
            (f"{sub_az}, {found[0]}", f"{head} {sub.en_finite('past')}, {found[1]}",
             f"mặc dù {sub.vi_finite('past')} nhưng {found[2]}")
        )  # fmt: skip
    other = sub.finite(sub_name)
    if roll < 0.6:
        word = s.rng.choice(("hərçənd", "baxmayaraq ki,"))
        return finish(
            (f"{word} {other[0]}, {found[0]}", f"although {other[1]}, {found[1]}",
             f"mặc dù {other[2]} nhưng {found[2]}")
        )  # fmt: skip
    word_az, word_en, word_vi = s.rng.choice((("amma", "but", "nhưng"), ("lakin", "but", "nhưng")))
    return finish(
        (f"{other[0]}, {word_az} {found[0]}", f"{other[1]}, {word_en} {found[1]}",
         f"{other[2]}, {word_vi} {found[2]}")
    )  # fmt: skip


def condition(s: Sampler) -> Triple:
    """Əgər saziş imzalansa, …acaq; imzalanarsa, …; imzalansaydı, …ardı."""
    sub, main = linked(s)
    while "past" in sub.verb.features or "past" in main.verb.features:
        sub, main = linked(s)
    if s.chance(0.18):
        sub.negative = True
    lead = s.rng.choice(("əgər ", "əgər ", ""))
    if s.chance(0.22):
        left = sub.finite("if_past")
        right = main.finite("would_have")
        return finish(
            (f"{lead}{left[0]}, {right[0]}", f"if {left[1]}, {right[1]}", f"nếu {left[2]} thì {right[2]}")
        )
    left = sub.finite(s.rng.choice(("if", "if", "if_real")))
    right = main.finite(s.rng.choice(("future", "future", "aorist", "must", "might_can")))
    return finish((f"{lead}{left[0]}, {right[0]}", f"if {left[1]}, {right[1]}", f"nếu {left[2]} thì {right[2]}"))


def coordination(s: Sampler) -> Triple:
    """Nazir gəldi və sazişi imzaladı; nazir gəldi, səfir isə getdi."""
    if s.chance(0.5):
        first, second = pair(s)
        name = simple_tense(s, first)
        if {"stat", "past"} & set(second.verb.features) or {"stat", "past"} & set(first.verb.features):
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
        return finish((f"{left[0]}, {right_who} isə {rest_az}", f"{left[1]}, while {right[1]}", f"{left[2]}, còn {right[2]}"))
    return finish((f"{left[0]} və {right[0]}", f"{left[1]} and {right[1]}", f"{left[2]} và {right[2]}"))


def progression(s: Sampler) -> Triple:
    """Qiymətlər artdıqca tələbat azalır."""
    first = s.clause(s.rng.choice(_changes(s)), plain=True)
    second = s.clause(s.rng.choice(_changes(s)), plain=True)
    sub_az = first.az_plain("dıqca", subject=first.az_subject())
    name = s.rng.choice(("habitual", "future"))
    main = second.finite(name)
    return finish(
        (f"{sub_az} {main[0]}", f"as {first.en_finite('present')}, {main[1]}",
         f"khi {first.vi_finite('present')}, {main[2]}")
    )  # fmt: skip


_CHANGES: Final = frozenset(
    ("increase", "decrease", "rise", "fall", "expand", "intensify", "weaken", "stabilize", "deepen",
     "escalate", "speed up", "worsen", "improve")
)  # fmt: skip


def _changes(s: Sampler):  # type: ignore[no-untyped-def]
    return [v for v in s.verbs() if v.en in _CHANGES and v.kind == "chg"] or list(s.verbs("changes"))


def emphasis(s: Sampler) -> Triple:
    """Nazir həm sazişi imzaladı, həm də …; nə … nə də …; yalnız … deyil, həm də …"""
    clause = s.clause(tag="object", plain=True)
    thing = clause.object
    spec = clause.verb.features["o"]
    second = s.phrase(spec, "object", plain=True)
    if thing is None or second.entry is thing.entry or second.entry is None or thing.entry is None:
        return finish(clause.finite("past"))
    thing.definite = second.definite = True
    name = s.rng.choice(("past", "reported_past", "future"))
    tense = TENSES[name]
    kind = s.rng.choice(("both", "neither", "only", "either"))
    one_az, two_az = thing.az("acc"), second.az("acc")
    one_en, two_en = thing.en_object, second.en_object
    match kind:
        case "both":
            az_, en_, vi_ = f"həm {one_az}, həm də {two_az}", f"both {one_en} and {two_en}", f"cả {thing.vi} lẫn {second.vi}"
        case "neither":
            clause.negative = True
            az_, en_, vi_ = f"nə {one_az}, nə də {two_az}", f"neither {one_en} nor {two_en}", ""
        case "only":
            az_, en_ = f"yalnız {one_az} deyil, həm də {two_az}", f"not only {one_en} but also {two_en}"
            vi_ = f"không chỉ {thing.vi} mà còn cả {second.vi}"
        case _:
            name = "future"
            tense = TENSES[name]
            az_, en_, vi_ = f"ya {one_az}, ya da {two_az}", f"either {one_en} or {two_en}", f"hoặc {thing.vi} hoặc {second.vi}"
    clause.object = None
    form = az.conjugate(*clause.stem(), tense.az, clause.subject.person, False)
    az_text = clause.az_before(clause.subject.az()) + az_ + " " + form
    clause.negative = False
    clause.object = Phrase("", "", en_, vi_)
    en_text = f"{clause.subject.en} {clause.en_tail(en.statement(clause.verb.en, tense.en, clause.subject.agreement, False, False))}"
    if kind == "neither":
        clause.object = Phrase("", "", "", f"{thing.vi} lẫn {second.vi}")
        group = vi.verb_group(clause.verb.vi, tense.vi, True)
        vi_text = f"{clause.subject.vi} {clause.vi_tail(group)}"
        vi_text = f"{clause.subject.vi} {group} cả " + vi_text[len(clause.subject.vi) + len(group) + 2 :] if vi_text.startswith(f"{clause.subject.vi} {group} ") else vi_text
    else:
        vi_text = f"{clause.subject.vi} {clause.vi_tail(clause.vi_group(tense.vi))}"
    return finish((az_text, en_text, vi_text))
