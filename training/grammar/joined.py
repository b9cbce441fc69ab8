"""Sentences of two clauses: time, cause, purpose, condition, concession, converbs, coordination."""

from __future__ import annotations

from training.grammar.clauses import TENSES, Clause, Triple
from training.grammar.common import finish, simple_tense
from training.grammar.pairs import again, linked, pair
from training.grammar.sampling import Sampler

EN_TENSE = {name: tense.en for name, tense in TENSES.items()}


def _plain_past(clause: Clause) -> str:
    return "habitual" if "stat" in clause.verb.features else "past"


def time_clause(s: Sampler) -> Triple:
    """Draw a time clause: -dıqda, -anda, -arkən, -dıqdan sonra, -mazdan əvvəl, -an kimi."""
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
            sub_az, en_word, vi_word = (
                first.az_plain("arkən", subject=subject),
                "while",
                "trong khi",
            )
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
        az_text = (
            sub_az
            + (", " if len(sub_az) > 60 else " ")
            + second.az_finite(TENSES[name], subject="")
        )
        vi_text = f"{vi_word} {first.vi_finite(vi_first)}, {second.vi_finite(TENSES[name].vi)}"
        return finish((az_text, en_text, vi_text))
    main = second.finite(name)
    sub_en = f"{en_word} {first.en_finite(en_first)}"
    en_text = f"{sub_en}, {main[1]}" if s.chance(0.6) else f"{main[1]} {sub_en}"
    vi_text = f"{vi_word} {first.vi_finite(vi_first)}, {main[2]}"
    return finish((f"{sub_az} {main[0]}", en_text, vi_text))


def sequence(s: Sampler) -> Triple:
    """Draw two acts of one person: -ıb, -araq, -madan."""
    first, second = s.until(
        lambda: pair(s),
        lambda two: "stat" not in two[0].verb.features and "stat" not in two[1].verb.features,
    )
    name = s.rng.choice(("past", "past", "reported_past", "future"))
    kind = s.rng.choice(("ib", "ib", "araq", "madan"))
    who = first.subject
    tense = TENSES[name]
    sub_az = first.az_plain(kind, subject=who.az())
    second_az = second.az_finite(tense, subject="")
    second_en = second.en_finite(tense.en, subject="")
    first_vi = first.vi_finite("present", subject="")
    second_vi = second.vi_finite(tense.vi, subject="")
    match kind:
        case "ib":
            first_en = first.en_finite(tense.en)
            second_en_part = en_bare(second, tense.en)
            en_text = f"{first_en} and {second_en_part}"
            vi_text = f"{first.vi_finite(tense.vi)} rồi {second.vi_finite('present', subject='')}"
            az_text = f"{sub_az} {second_az}"
        case "araq":
            en_text = f"{who.en} {second_en}, {first.en_gerund()}"
            vi_text = f"{who.vi} {first_vi} và {second_vi}"
            az_text = f"{sub_az} {second_az}"
        case _:
            en_text = f"{who.en} {second_en} without {first.en_gerund()}"
            vi_text = f"{who.vi} {second_vi} mà không {first_vi}"
            az_text = f"{sub_az} {second_az}"
    return finish((az_text, en_text, vi_text))


def en_bare(clause: Clause, tense: str) -> str:
    """Return an English predicate that shares the auxiliary before it."""
    if tense in ("future", "must", "can"):
        return clause.en_infinitive()
    return clause.en_finite(tense, subject="")


def _is_aim(clause: Clause) -> bool:
    facts = clause.verb.features
    return not {"stat", "punc"} & set(facts) and facts.get("pol") != "n"


def purpose(s: Sampler) -> Triple:
    """Draw a purpose: sülhü təmin etmək üçün Bakıya gəldi."""
    goal, main = s.until(
        lambda: pair(s), lambda two: _is_aim(two[0]) and "punc" not in two[1].verb.features
    )
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
    return finish(
        (az_text, f"{main.en_finite(tense.en)} {sub_en}", f"{main.vi_finite(tense.vi)} {sub_vi}")
    )


def cause(s: Sampler) -> Triple:
    """Draw a cause: -dığı üçün, -dığına görə, -dığından, çünki."""
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
            (
                f"{found[0]}, çünki {why[0]}",
                f"{found[1]} because {why[1]}",
                f"{found[2]}, bởi vì {why[2]}",
            )
        )
    ending = s.rng.choice((" üçün", "na görə", "dan"))
    who = reason.subject.az()
    shared = not main.subject.lemma and not main.subject.is_pronoun
    person = "3pl" if shared and reason.subject.person == "3pl" else ""
    if ending == " üçün":
        sub_az = reason.az_nominal("dıq", subject=who, person=person) + " üçün"
    elif ending == "na görə":
        sub_az = reason.az_nominal("dıq", "dat", subject=who, person=person) + " görə"
    else:
        sub_az = reason.az_nominal("dıq", "abl", subject=who, person=person)
    sub_en = reason.en_finite(TENSES[sub_tense].en)
    sub_vi = reason.vi_finite(TENSES[sub_tense].vi)
    main_text = main.finite(name)
    front = shared or s.chance(0.6)
    en_text = f"because {sub_en}, {main_text[1]}" if front else f"{main_text[1]} because {sub_en}"
    return finish(
        (f"{sub_az} {main_text[0]}", en_text, f"vì {sub_vi} nên {main.vi_finite(tense.vi)}")
    )


def concession(s: Sampler) -> Triple:
    """Draw a concession: -masına baxmayaraq, hərçənd, baxmayaraq ki, amma, lakin."""
    sub, main = linked(s)
    name = (
        "habitual"
        if "stat" in main.verb.features
        else s.rng.choice(("past", "reported_past", "future"))
    )
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
            (
                f"{sub_az}, {found[0]}",
                f"{head} {sub.en_finite('past')}, {found[1]}",
                f"mặc dù {sub.vi_finite('past')} nhưng {found[2]}",
            )
        )
    other = sub.finite(sub_name)
    if roll < 0.6:
        word = s.rng.choice(("hərçənd", "baxmayaraq ki,"))
        return finish(
            (
                f"{word} {other[0]}, {found[0]}",
                f"although {other[1]}, {found[1]}",
                f"mặc dù {other[2]} nhưng {found[2]}",
            )
        )
    word_az, word_en, word_vi = s.rng.choice((("amma", "but", "nhưng"), ("lakin", "but", "nhưng")))
    return finish(
        (
            f"{other[0]}, {word_az} {found[0]}",
            f"{other[1]}, {word_en} {found[1]}",
            f"{other[2]}, {word_vi} {found[2]}",
        )
    )


def condition(s: Sampler) -> Triple:
    """Draw a condition: -sa, -arsa, and the unreal -saydı with -ardı."""
    sub, main = s.until(
        lambda: linked(s),
        lambda two: "past" not in two[0].verb.features and "past" not in two[1].verb.features,
    )
    if s.chance(0.18):
        sub.negative = True
    lead = s.rng.choice(("əgər ", "əgər ", ""))
    if s.chance(0.22):
        left = sub.finite("if_past")
        right = main.finite("would_have")
        return finish(
            (
                f"{lead}{left[0]}, {right[0]}",
                f"if {left[1]}, {right[1]}",
                f"nếu {left[2]} thì {right[2]}",
            )
        )
    left = sub.finite(s.rng.choice(("if", "if", "if_real")))
    right = main.finite(s.rng.choice(("future", "future", "aorist", "must", "might_can")))
    return finish(
        (
            f"{lead}{left[0]}, {right[0]}",
            f"if {left[1]}, {right[1]}",
            f"nếu {left[2]} thì {right[2]}",
        )
    )
