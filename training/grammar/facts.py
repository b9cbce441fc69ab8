"""Sentences that say what is: predicates, existence, possession, comparison, numbers and dates."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar import numbers as num
from training.grammar.clauses import Triple
from training.grammar.common import finish
from training.grammar.names import person_name
from training.grammar.phrases import Phrase, noun_phrase, pronoun
from training.grammar.sampling import Sampler, UnsuitableError
from training.grammar.simple import place

COPULA_NOW: Final = ("am", "are", "is")
COPULA_PAST: Final = ("was", "were", "was")
_HAVE: Final = ("have", "have", "has")


def copula(who: Phrase, past: bool, negative: bool) -> str:
    """Return am, is, are, was or were, and not."""
    return (COPULA_PAST if past else COPULA_NOW)[who.agreement] + (" not" if negative else "")


def quality(s: Sampler) -> Triple:
    """Draw a quality: nazir çox təcrübəlidir, bu məsələ vacib deyil."""
    for _ in range(40):
        noun = s.noun(
            "off,pro,civ,stu,grp,gov,com,ngo,cty,doc,norm,txt,art,info,idea,issue,evt,"
            "occ,work,tool,furn,cloth,veh,dev,dig,sys,food,drink,anm,city,bld,room,out,"
            "geo,mat,money,lvl,val,cond,stm,rel,meas"
        )
        said = s.lexicon.adjectives_of(noun)[1]
        if said:
            break
    adjective = s.rng.choice(said)
    if s.chance(0.12) and noun.is_person:
        who = pronoun(s.rng.choice(("1sg", "2sg", "3m", "3f", "1pl", "2pl", "3pl")))
    else:
        who = s.dressed(noun, plain=s.chance(0.5))
    past, negative = s.chance(0.25), s.chance(0.15)
    if negative and adjective.vi.startswith("không "):
        raise UnsuitableError
    question = not past and not negative and s.chance(0.1)
    degree = ""
    if adjective.has("grad") and not negative and s.chance(0.4):
        degree = s.rng.choice(("çox", "olduqca", "son dərəcə", "daha"))
    az_word, en_word, vi_word = adjective.az, adjective.en, adjective.vi
    if degree == "daha":
        en_word = en.degree(en_word, adjective.has("er"), False)
        az_word, vi_word = "daha " + az_word, vi_word + " hơn"
    elif degree:
        extra = {
            "çox": ("very", "rất"),
            "olduqca": ("quite", "khá"),
            "son dərəcə": ("extremely", "cực kỳ"),
        }
        az_word, en_word = f"{degree} {az_word}", f"{extra[degree][0]} {en_word}"
        vi_word = f"{extra[degree][1]} {vi_word}"
    person = who.person if noun.is_agent or who.is_pronoun else "3sg"
    subject_az = "o," if who.is_pronoun and person == "3sg" else who.az()
    if negative:
        ending = az.be_not(person, past=past)
        text_az = f"{subject_az} {az_word} {ending}"
    else:
        text_az = f"{subject_az} {az.be(az_word, person, past=past, question=question)}"
    be_ = copula(who, past, negative)
    if adjective.has("colour"):
        vi_word = (
            vi_word if vi_word.startswith("có") or vi_word.startswith("nhiều") else "có " + vi_word
        )
    no = "không " if negative else ""
    vi_text = f"{who.vi} {no}{vi_word}" if not past else f"{who.vi} trước đây {no}{vi_word}"
    if question:
        return finish((text_az, f"{be_} {who.en} {en_word}", f"{who.vi} có {vi_word} không"), "?")
    if past:
        text_az = text_az.replace(subject_az, subject_az + " əvvəllər", 1)
        return finish((text_az, f"{who.en} {be_} {en_word} before", vi_text))
    return finish((text_az, f"{who.en} {be_} {en_word}", vi_text))


def identity(s: Sampler) -> Triple:
    """Draw what somebody or something is: atam həkimdir; bu, kitab deyil."""
    roll = s.rng.random()
    if roll < 0.55:
        noun = s.noun("pro,off,stu")
        kind = s.rng.random()
        if kind < 0.35:
            who = pronoun(s.rng.choice(("1sg", "2sg", "3m", "3f", "1pl", "2pl", "3pl")))
        elif kind < 0.65:
            who = person_name(s.rng)
        else:
            relative = s.noun("kin")
            who = s.dressed(relative, plain=True)
        if noun.has("m") or noun.has("f"):
            who = pronoun("3f" if noun.has("f") else "3m")
        many = who.agreement == 1 and who.person != "2sg"
        adjectives = s.adjectives(noun, 0.35)[:1]
        what = noun_phrase(
            s.rng, noun, definite=False, plural=many and False, adjectives=adjectives
        )
        english = what.en
        if many:
            english = noun_phrase(s.rng, noun, plural=True, adjectives=adjectives).en.removeprefix(
                "the "
            )
        past, negative = s.chance(0.2), s.chance(0.12)
        word = " ".join(([adjectives[0].az] if adjectives else []) + [noun.az])
        vi_word = noun.vi + (
            " " + adjectives[0].vi if adjectives and not adjectives[0].has("pre") else ""
        )
        if adjectives and adjectives[0].has("pre"):
            vi_word = adjectives[0].vi + " " + noun.vi
        person = who.person
        if negative:
            text = f"{word} " + az.be_not(person, past=past)
        else:
            text = az.be(word, person, past=past)
        comma = "," if who.is_pronoun and person == "3sg" else ""
        no = "không phải là" if negative else "là"
        before = "từng " if past and not negative else "trước đây " if past else ""
        return finish(
            (
                f"{who.az()}{comma} {text}",
                f"{who.en} {copula(who, past, negative)} {english}",
                f"{who.vi} {before}{no} {vi_word}",
            )
        )
    noun = s.noun("tool,furn,cloth,dev,txt,art,anm,plant,food,bld,doc,norm,idea,issue,evt,part")
    plural = s.chance(0.2)
    negative = s.chance(0.15)
    what = (
        s.dressed(noun, plain=True)
        if plural
        else noun_phrase(s.rng, noun, definite=False, adjectives=s.adjectives(noun, 0.4))
    )
    word = what.az().removeprefix("bir ").replace(" bir ", " ")
    near = s.chance(0.7)
    many = what.agreement == 1
    subject_en = ("these" if many else "this") if near else ("those" if many else "that")
    az_subject = ("bunlar" if near else "onlar") if what.plural else ("bu" if near else "o")
    text = f"{word} deyil" if negative else az.be(word)
    be_ = ("are" if many else "is") + (" not" if negative else "")
    vi_subject = "đây" if near else "đó"
    return finish(
        (
            f"{az_subject}, {text}",
            f"{subject_en} {be_} {what.en}",
            f"{vi_subject} {'không phải là' if negative else 'là'} {what.vi}",
        )
    )


def existence(s: Sampler) -> Triple:
    """Draw what there is: şəhərdə böyük park var, anbarda mal yoxdur."""
    pairs = (
        ("city,cty", "bld,out,sys-city,issue-city,work-econ,com"),
        ("bld", "room,furn,dev,pro"),
        ("room", "furn,tool,dev"),
        ("norm,doc,txt", "issue,info,idea"),
        ("geo-nat", "anm-nat,plant-nat"),
        ("ngo-edu,bld-edu", "stu,pro-edu,room-edu"),
        ("ngo-med,bld-med", "pro-med,dev-med"),
        ("veh", "civ-city,tool-city,dev-city"),
        ("out", "veh,civ,plant"),
        ("sys,dig", "issue-cyb,info-cyb"),
    )
    for _ in range(30):
        where_spec, what_spec = s.rng.choice(pairs)
        if s.lexicon.suits(where_spec, s.domain) and s.lexicon.suits(what_spec, s.domain):
            break
    where_az, where_en, where_vi = place(s, where_spec)
    noun = s.until(lambda: s.noun(what_spec), lambda noun: not noun.has("the"))
    negative, past = s.chance(0.25), s.chance(0.2)
    mass = noun.has("unc") or noun.has("plt")
    adjectives = s.adjectives(noun, 0.35)[:1]
    if adjectives and (adjectives[0].has("plur") or adjectives[0].has("the")):
        adjectives = ()
    roll = s.rng.random()
    if negative:
        what = noun_phrase(s.rng, noun, definite=False, generic=True, adjectives=adjectives)
        one = what.en.removeprefix("a ").removeprefix("an ")
        text_az = f"{where_az} {what.az()} " + ("yox idi" if past else "yoxdur")
        many = what.agreement == 1
        be_ = (COPULA_PAST if past else COPULA_NOW)[1 if many else 2]
        text_en = f"there {be_} no {one} {where_en}"
        return finish((text_az, text_en, f"{where_vi} không có {what.vi}"))
    if roll < 0.35 or mass:
        what = noun_phrase(s.rng, noun, definite=False, adjectives=adjectives)
        amount_az, amount_en, amount_vi = what.az(), what.en, what.vi
        many = what.agreement == 1
    else:
        count = s.rng.choice((2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30))
        what = noun_phrase(s.rng, noun, definite=False, generic=True, adjectives=adjectives)
        bare_az = what.az()
        bare_en = noun_phrase(s.rng, noun, plural=True, adjectives=adjectives).en.removeprefix(
            "the "
        )
        words = s.chance(0.7)
        clf = noun.features.get("clf", "")
        noun_vi = " ".join(
            x for x in (clf, what.vi.removeprefix(clf + " ") if clf else what.vi) if x
        )
        amount_az = f"{num.az_words(count) if words else count} {bare_az}"
        amount_en = f"{num.en_words(count) if words else count} {bare_en}"
        amount_vi = f"{num.vi_words(count) if words else count} {noun_vi}"
        many = True
    text_az = f"{where_az} {amount_az} " + ("var idi" if past else "var")
    be_ = ("were" if many else "was") if past else ("are" if many else "is")
    if s.chance(0.12) and not past:
        return finish(
            (
                text_az + ("mı" if s.chance(0.7) else ""),
                f"{be_} there {amount_en} {where_en}",
                f"{where_vi} có {amount_vi} không",
            ),
            "?",
        )
    return finish((text_az, f"there {be_} {amount_en} {where_en}", f"{where_vi} có {amount_vi}"))


def possession(s: Sampler) -> Triple:
    """Draw what somebody has: mənim iki qardaşım var."""
    if s.chance(0.5):
        owner = pronoun(s.rng.choice(("1sg", "2sg", "3m", "3f", "1pl", "2pl", "3pl")))
        noun = s.noun("tool,veh,dev,kin,idea,txt,money,anm-life,issue,trait,cloth")
    else:
        spec, owned = s.rng.choice(
            (
                ("com,gov,ngo", "idea,issue,money,dev,veh,norm"),
                ("cty", "issue,mat-econ,sys"),
                ("pro,off,civ,stu", "tool,idea,kin,veh,dev,trait,txt"),
            )
        )
        owner = s.phrase(spec, plain=True)
        noun = s.noun(owned)
    if noun.has("the") or noun.has("noplur"):
        raise UnsuitableError
    negative, past = s.chance(0.25), s.chance(0.15)
    adjectives = s.adjectives(noun, 0.3)[:1] if noun.kind != "kin" else ()
    if adjectives and (adjectives[0].has("plur") or adjectives[0].has("the")):
        adjectives = ()
    suffix = (
        {"1sg": "1sg", "2sg": "2sg", "1pl": "1pl", "2pl": "2pl"}.get(owner.person, "3")
        if owner.is_pronoun
        else "3"
    )
    mass = noun.has("unc") or noun.has("plt")
    bare = noun_phrase(s.rng, noun, definite=False, generic=True, adjectives=adjectives)
    marks = bare.marks
    count_az = count_en = count_vi = ""
    many_en = bare.en
    if not negative and not mass and s.chance(0.5):
        count = s.rng.randint(2, 9)
        count_az, count_en, count_vi = (
            num.az_words(count) + " ",
            num.en_words(count) + " ",
            num.vi_words(count) + " ",
        )
        many_en = noun_phrase(s.rng, noun, plural=True, adjectives=adjectives).en.removeprefix(
            "the "
        )
    head = (adjectives[0].az + " ") if adjectives else ""
    thing = f"{count_az}{head}{az.decline(noun.az, 'nom', suffix, False, marks)}"
    end = ("yox idi" if past else "yoxdur") if negative else ("var idi" if past else "var")
    clf = noun.features.get("clf", "")
    vi_thing = bare.vi
    if count_vi or (not negative and not mass and clf):
        vi_thing = (clf + " " if clf and not bare.vi.startswith(clf + " ") else "") + bare.vi
    vi_thing = (count_vi or ("" if negative or mass else "một ")) + vi_thing
    verb = (
        ("did not have" if past else ("does not have" if owner.agreement == 2 else "do not have"))
        if negative
        else ("had" if past else _HAVE[owner.agreement])
    )
    text_en = f"{owner.en} {verb} {count_en}{many_en}"
    no = "không " if negative else ""
    return finish((f"{owner.az('gen')} {thing} {end}", text_en, f"{owner.vi} {no}có {vi_thing}"))
