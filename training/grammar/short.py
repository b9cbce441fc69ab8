"""Short items, as in a phrase book: entries of the lexicon, noun phrases in their cases, titles."""

from __future__ import annotations

from training.grammar.amounts import counted, money
from training.grammar.clauses import TENSES, Triple
from training.grammar.dates import date
from training.grammar.lexicon import Entry
from training.grammar.names import place_name
from training.grammar.phrases import noun_phrase, pronoun
from training.grammar.relatives import any_relative
from training.grammar.reports import act_phrase
from training.grammar.sampling import Sampler
from training.grammar.simple import place


def entry(s: Sampler) -> Triple:
    """Draw one entry: imzalamaq, to sign, ký; kitab, book, cuốn sách."""
    word: Entry = s.rng.choice(s.lexicon.entries)
    if word.pos == "verb":
        english = "to " + word.en.replace("~ ", "")
        vietnamese = word.vi.replace("~ ", "").replace("@ ", "").replace(" ~", "")
        return word.az, english, vietnamese
    if word.pos == "noun":
        clf = word.features.get("clf", "")
        return word.az, word.en, f"{clf} {word.vi}".strip()
    return word.az, word.en, word.vi


def in_case(s: Sampler) -> Triple:
    """Draw a noun phrase in a case or with a postposition."""
    roll = s.rng.random()
    if roll < 0.25:
        return place(s, "city,bld,room,out,geo,cty")
    agent = s.chance(0.5)
    spec = (
        "off,pro,civ,stu,gov,com,ngo,kin"
        if agent
        else "doc,norm,txt,idea,issue,evt,work,dev,dig,sys,field,val,occ,act,cond,rel"
    )
    phrase = s.phrase(spec, plain=s.chance(0.4))
    bare = phrase.az("gen") if phrase.is_pronoun else phrase.az()
    options = [
        (phrase.az(), phrase.en, phrase.vi),
        (f"{bare} haqqında", f"about {phrase.en_object}", f"về {phrase.vi}"),
        (f"{bare} üçün", f"for {phrase.en_object}", f"cho {phrase.vi}"),
        (f"{phrase.az('abl')} sonra", f"after {phrase.en_object}", f"sau {phrase.vi}"),
        (f"{phrase.az('abl')} əvvəl", f"before {phrase.en_object}", f"trước {phrase.vi}"),
        (f"{phrase.az('dat')} görə", f"because of {phrase.en_object}", f"vì {phrase.vi}"),
        (f"{phrase.az('dat')} qarşı", f"against {phrase.en_object}", f"chống lại {phrase.vi}"),
        (f"{phrase.az('dat')} baxmayaraq", f"despite {phrase.en_object}", f"bất chấp {phrase.vi}"),
        (f"{bare} barədə", f"regarding {phrase.en_object}", f"liên quan đến {phrase.vi}"),
        (f"{phrase.az('abl')} başqa", f"except for {phrase.en_object}", f"ngoại trừ {phrase.vi}"),
    ]
    if agent and not phrase.is_pronoun:
        options += [
            (f"{bare} tərəfindən", f"by {phrase.en_object}", f"bởi {phrase.vi}"),
            (f"{bare} kimi", f"like {phrase.en_object}", f"như {phrase.vi}"),
            (f"{phrase.az('gen')} yanında", f"next to {phrase.en_object}", f"bên cạnh {phrase.vi}"),
            (
                f"{phrase.az('gen')} adından",
                f"on behalf of {phrase.en_object}",
                f"thay mặt {phrase.vi}",
            ),
        ]
    elif not agent:
        options += [
            (
                f"{phrase.az()} zamanı"
                if phrase.entry is not None and phrase.entry.kind in ("evt", "occ")
                else bare,
                f"during {phrase.en_object}"
                if phrase.entry is not None and phrase.entry.kind in ("evt", "occ")
                else phrase.en,
                f"trong {phrase.vi}"
                if phrase.entry is not None and phrase.entry.kind in ("evt", "occ")
                else phrase.vi,
            ),
            (
                f"{phrase.az('gen')} nəticəsində",
                f"as a result of {phrase.en_object}",
                f"do kết quả của {phrase.vi}",
            ),
            (
                f"{phrase.az('gen')} əsasında",
                f"on the basis of {phrase.en_object}",
                f"trên cơ sở {phrase.vi}",
            ),
            (
                f"{bare} ilə bağlı",
                f"in connection with {phrase.en_object}",
                f"liên quan tới {phrase.vi}",
            ),
            (
                f"{phrase.az('gen')} vasitəsilə",
                f"by means of {phrase.en_object}",
                f"bằng {phrase.vi}",
            ),
            (
                f"{phrase.az('gen')} əhəmiyyəti",
                f"the importance of {phrase.en_object}",
                f"tầm quan trọng của {phrase.vi}",
            ),
        ]
    return s.rng.choice(options)


def act(s: Sampler) -> Triple:
    """Draw a title: sazişin imzalanması."""
    return act_phrase(s)[1]


def relative(s: Sampler) -> Triple:
    """Draw a noun phrase with a relative clause."""
    phrase = any_relative(s)
    return phrase.az(), phrase.en, phrase.vi


def infinitive(s: Sampler) -> Triple:
    """Draw an infinitive with what belongs to it: sazişi imzalamaq, to sign the agreement."""
    clause = s.clause(tag="human", subject=pronoun("1sg"), plain=True)
    clause.negative = s.chance(0.1)
    return (
        clause.az_plain("inf"),
        ("not to " if clause.negative else "to ") + clause.en_infinitive().removeprefix("not "),
        clause.vi_finite("present", subject=""),
    )


def chain(s: Sampler) -> Triple:
    """Draw an izafet chain: nazirliyin mətbuat xidmətinin rəhbəri."""
    for _ in range(10):
        outer = s.noun("off,pro,idea,doc,norm,work,info,part,room,sys,money,txt,issue,qual,evt")
        middle = s.noun("gov,com,ngo,grp,cty,city,work")
        if not outer.has("the") and middle.en.split()[-1] != outer.en.split()[-1]:
            break
    owner = s.phrase("cty,city,gov,ngo", plain=True)
    same = owner.entry is not None and owner.entry.en.split()[-1] == middle.en.split()[-1]
    if same or owner.is_pronoun:
        owner = place_name(s.rng, "country")
    inner = noun_phrase(s.rng, middle, owner=owner)
    inner.light = False
    phrase = noun_phrase(
        s.rng, outer, owner=inner, plural=s.chance(0.3), adjectives=s.adjectives(outer, 0.2)[:1]
    )
    return phrase.az(), phrase.en, phrase.vi


def pair(s: Sampler) -> Triple:
    """Draw two coordinated nouns: nazir və səfir, kitablar və qəzetlər."""
    kinds = s.rng.choice(
        (
            "off,pro",
            "food,drink",
            "tool,furn",
            "anm",
            "gov,com,ngo",
            "field",
            "val",
            "norm,doc",
            "plant",
            "trait,feel",
            "city",
            "body",
            "dis",
            "cloth",
            "crime",
            "dev,dig",
            "mat",
        )
    )
    left = s.noun(kinds)
    right = s.until(lambda: s.noun(kinds), lambda noun: noun is not left)
    plural = s.chance(0.4) and not left.has("unc") and not right.has("unc")
    first = noun_phrase(s.rng, left, plural=plural)
    second = noun_phrase(s.rng, right, plural=plural)
    if not plural:
        first = noun_phrase(s.rng, left, definite=False, generic=True)
        second = noun_phrase(s.rng, right, definite=False, generic=True)
    word = s.rng.choice((("və", "and", "và"), ("və", "and", "và"), ("və ya", "or", "hoặc")))
    second_en = second.en.removeprefix("the ") if plural else second.en
    return (
        f"{first.az()} {word[0]} {second.az()}",
        f"{first.en} {word[1]} {second_en}",
        f"{first.vi} {word[2]} {second.vi}",
    )


def figure(s: Sampler) -> Triple:
    """Draw an amount or a date: 250 avtomobil; 5 milyon manat; mayın 9-da."""
    roll = s.rng.random()
    if roll < 0.4:
        noun = s.until(
            lambda: s.noun("pro,stu,civ,tool,veh,dev,txt,doc,bld,anm,city,work,evt,issue"),
            lambda noun: not any(noun.has(key) for key in ("unc", "plt", "noplur", "azpl", "the")),
        )
        phrase = counted(s, noun)
        return phrase.az(), phrase.en, phrase.vi
    if roll < 0.6:
        return money(s)
    when = date(s, s.rng.choice("PF"))
    return when.az, when.en, when.vi


def degree_phrase(s: Sampler) -> Triple:
    """Draw a compared attribute: ən böyük şəhər; daha yaxşı təklif."""
    for _ in range(40):
        noun = s.noun(
            "city,bld,geo,veh,dev,txt,idea,issue,work,evt,pro,stu,off,food,room,out,art,tool,cloth"
        )
        fitting = [a for a in s.lexicon.adjectives_of(noun)[0] if a.has("grad")]
        if fitting and not noun.has("the"):
            break
    else:
        return entry(s)
    adjective = s.rng.choice(fitting)
    degree = s.rng.choice(("ən", "ən", "daha", "çox"))
    plural = s.chance(0.25)
    phrase = noun_phrase(
        s.rng, noun, plural=plural, definite=degree == "ən", adjectives=(adjective,), degree=degree
    )
    return phrase.az(), phrase.en, phrase.vi


def verb_form(s: Sampler) -> Triple:
    """Draw a single verb form with its pronoun in English: gəlməyəcəyik, we will not come."""
    verbs = [
        v
        for v in s.verbs("human")
        if not s.lexicon.complements(v) or all(c.optional for c in s.lexicon.complements(v))
    ]
    verb = s.rng.choice(verbs)
    key = s.rng.choice(("1sg", "2sg", "3m", "1pl", "2pl", "3pl"))
    who = pronoun(key)
    clause = s.clause(verb, subject=who, plain=True)
    clause.complements = ()
    name = s.rng.choice(
        ("past", "future", "habitual", "must", "perfect", "pluperfect", "past_progressive", "can")
    )
    if key in ("3m", "3pl") and name == "perfect":
        name = "reported_past"
    clause.negative = s.chance(0.3)
    found = clause.finite(name, subject=None)
    said = clause.az_finite(TENSES[name], subject="")
    return said if key in ("1sg", "2sg", "1pl", "2pl") else found[0], found[1], found[2]
