"""Sentences that say what is: predicates, existence, possession, comparison, numbers and dates."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar import numbers as num
from training.grammar.clauses import TENSES, Adverbial, Triple
from training.grammar.common import finish
from training.grammar.lexicon import Entry
from training.grammar.phrases import Phrase, noun_phrase, pronoun
from training.grammar.sampling import Sampler, load_rows
from training.grammar.simple import place

_COPULA_NOW: Final = ("am", "are", "is")
_COPULA_PAST: Final = ("was", "were", "was")
_HAVE: Final = ("have", "have", "has")
_NOT: Final = {
    "1sg": "deyiləm", "2sg": "deyilsən", "3sg": "deyil", "1pl": "deyilik", "2pl": "deyilsiniz",
    "3pl": "deyillər",
}  # fmt: skip


_HYPERNYMS: Final = {
    "norm": ("sənəd", "document", "văn kiện"), "evt": ("tədbir", "event", "sự kiện"),
    "issue": ("məsələ", "issue", "vấn đề"), "work": ("addım", "step", "bước đi"),
    "val": ("dəyər", "value", "giá trị"), "field": ("sahə", "field", "lĩnh vực"),
    "trait": ("keyfiyyət", "quality", "phẩm chất"), "rel": ("amil", "factor", "yếu tố"),
    "help": ("amil", "factor", "yếu tố"), "meas": ("addım", "step", "bước đi"),
    "city": ("yer", "place", "nơi"), "occ": ("hadisə", "event", "sự kiện"),
    "crime": ("cinayət", "crime", "tội phạm"), "tool": ("əşya", "object", "đồ vật"),
    "dev": ("cihaz", "device", "thiết bị"), "art": ("əsər", "work", "tác phẩm"),
}  # fmt: skip
_WEIGHTY: Final = (
    ("vacib", "important", "quan trọng"), ("mühüm", "important", "quan trọng"),
    ("əsas", "main", "chính"), ("xüsusi", "special", "đặc biệt"), ("yeni", "new", "mới"),
    ("adi", "ordinary", "bình thường"), ("qeyri-adi", "unusual", "khác thường"),
)  # fmt: skip
_SPANS: Final = (
    ("ötən il", "last year", "năm ngoái", "P"), ("bu il", "this year", "năm nay", "PF"),
    ("ötən ay", "last month", "tháng trước", "P"), ("keçən rübdə", "in the last quarter", "trong quý trước", "P"),
    ("gələn il", "next year", "năm sau", "F"), ("ilin sonunadək", "by the end of the year", "đến cuối năm", "F"),
    ("son on ildə", "over the last ten years", "trong mười năm qua", "P"),
    ("ilin əvvəlindən", "since the beginning of the year", "từ đầu năm", "P"),
    ("gələn ay", "next month", "tháng sau", "F"), ("bu ay", "this month", "tháng này", "PF"),
)  # fmt: skip


def _copula(who: Phrase, past: bool, negative: bool) -> str:
    return (_COPULA_PAST if past else _COPULA_NOW)[who.agreement] + (" not" if negative else "")


def quality(s: Sampler) -> Triple:
    """Nazir çox təcrübəlidir; bu məsələ vacib deyil; hava isti idi."""
    for _ in range(40):
        noun = s.noun("off,pro,civ,stu,grp,gov,com,ngo,cty,doc,norm,txt,art,info,idea,issue,evt,"
                      "occ,work,tool,furn,cloth,veh,dev,dig,sys,food,drink,anm,city,bld,room,out,"
                      "geo,mat,money,lvl,val,cond,stm,rel,meas")  # fmt: skip
        said = s.lexicon.adjectives_of(noun)[1]
        if said:
            break
    adjective = s.rng.choice(said)
    if s.chance(0.12) and noun.is_person:
        who = pronoun(s.rng.choice(("1sg", "2sg", "3m", "3f", "1pl", "2pl", "3pl")))
    else:
        who = s.dressed(noun, plain=s.chance(0.5))
    past, negative = s.chance(0.25), s.chance(0.15)
    question = not past and not negative and s.chance(0.1)
    degree = ""
    if adjective.has("grad") and not negative and s.chance(0.4):
        degree = s.rng.choice(("çox", "olduqca", "son dərəcə", "daha"))
    az_word, en_word, vi_word = adjective.az, adjective.en, adjective.vi
    if degree == "daha":
        en_word = en.degree(en_word, adjective.has("er"), False)
        az_word, vi_word = "daha " + az_word, vi_word + " hơn"
    elif degree:
        extra = {"çox": ("very", "rất"), "olduqca": ("quite", "khá"), "son dərəcə": ("extremely", "cực kỳ")}
        az_word, en_word = f"{degree} {az_word}", f"{extra[degree][0]} {en_word}"
        vi_word = f"{extra[degree][1]} {vi_word}"
    person = who.person if noun.is_agent or who.is_pronoun else "3sg"
    subject_az = who.az()
    if negative:
        ending = az.be("deyil", person, past=True) if past else _NOT[person]
        text_az = f"{subject_az} {az_word} {ending}"
    else:
        text_az = f"{subject_az} {az.be(az_word, person, past=past, question=question)}"
    be_ = _copula(who, past, negative)
    if adjective.has("colour"):
        vi_word = vi_word if vi_word.startswith("có") or vi_word.startswith("nhiều") else "có " + vi_word
    no = "không " if negative else ""
    vi_text = f"{who.vi} {no}{vi_word}" if not past else f"{who.vi} trước đây {no}{vi_word}"
    if question:
        return finish((text_az, f"{be_} {who.en} {en_word}", f"{who.vi} có {vi_word} không"), "?")
    if past:
        text_az = text_az.replace(subject_az, subject_az + " əvvəllər", 1)
        return finish((text_az, f"{who.en} {be_} {en_word} before", vi_text))
    return finish((text_az, f"{who.en} {be_} {en_word}", vi_text))


def identity(s: Sampler) -> Triple:
    """Atam həkimdir; Elçin tələbə deyil; bu, kitabdır."""
    roll = s.rng.random()
    if roll < 0.55:
        noun = s.noun("pro,off,stu")
        kind = s.rng.random()
        if kind < 0.35:
            who = pronoun(s.rng.choice(("1sg", "2sg", "3m", "3f", "1pl", "2pl", "3pl")))
        elif kind < 0.65:
            who = s.person_name()
        else:
            relative = s.noun("kin")
            who = s.dressed(relative, plain=True)
        if noun.has("m") or noun.has("f"):
            who = pronoun("3f" if noun.has("f") else "3m")
        many = who.agreement == 1 and who.person != "2sg"
        adjectives = s.adjectives(noun, 0.35)[:1]
        what = noun_phrase(s.rng, noun, definite=False, plural=many and False, adjectives=adjectives)
        english = what.en
        if many:
            english = noun_phrase(s.rng, noun, plural=True, adjectives=adjectives).en.removeprefix("the ")
        past, negative = s.chance(0.2), s.chance(0.12)
        word = " ".join(([adjectives[0].az] if adjectives else []) + [noun.az])
        vi_word = noun.vi + (" " + adjectives[0].vi if adjectives and not adjectives[0].has("pre") else "")
        if adjectives and adjectives[0].has("pre"):
            vi_word = adjectives[0].vi + " " + noun.vi
        person = who.person
        if negative:
            text = f"{word} " + (az.be("deyil", person, past=True) if past else _NOT[person])
        else:
            text = az.be(word, person, past=past)
        comma = "," if who.is_pronoun and person == "3sg" else ""
        no = "không phải là" if negative else "là"
        before = "từng " if past and not negative else "trước đây " if past else ""
        return finish(
            (f"{who.az()}{comma} {text}", f"{who.en} {_copula(who, past, negative)} {english}",
             f"{who.vi} {before}{no} {vi_word}")
        )  # fmt: skip
    noun = s.noun("tool,furn,cloth,dev,txt,art,anm,plant,food,bld,doc,norm,idea,issue,evt,part")
    plural = s.chance(0.2)
    negative = s.chance(0.15)
    what = s.dressed(noun, plain=True) if plural else noun_phrase(s.rng, noun, definite=False, adjectives=s.adjectives(noun, 0.4))
    word = what.az().removeprefix("bir ").replace(" bir ", " ")
    near = s.chance(0.7)
    many = what.agreement == 1
    subject_en = ("these" if many else "this") if near else ("those" if many else "that")
    az_subject = ("bunlar" if near else "onlar") if what.plural else ("bu" if near else "o")
    text = f"{word} deyil" if negative else az.be(word)
    be_ = ("are" if many else "is") + (" not" if negative else "")
    vi_subject = "đây" if near else "đó"
    return finish((f"{az_subject}, {text}", f"{subject_en} {be_} {what.en}", f"{vi_subject} {'không phải là' if negative else 'là'} {what.vi}"))


def existence(s: Sampler) -> Triple:
    """Şəhərdə böyük park var; anbarda mal yoxdur."""
    pairs = (("city,cty", "bld,out,sys-city,issue-city,work-econ,com"), ("bld", "room,furn,dev,pro"),
             ("room", "furn,tool,dev"), ("norm,doc,txt", "issue,info,idea"), ("geo-nat", "anm-nat,plant-nat"),
             ("ngo-edu,bld-edu", "stu,pro-edu,room-edu"), ("ngo-med,bld-med", "pro-med,dev-med"),
             ("veh", "civ-city,tool-city,dev-city"), ("out", "veh,civ,plant"), ("sys,dig", "issue-cyb,info-cyb"))  # fmt: skip
    for _ in range(30):
        where_spec, what_spec = s.rng.choice(pairs)
        if s.lexicon.suits(where_spec, s.domain) and s.lexicon.suits(what_spec, s.domain):
            break
    where_az, where_en, where_vi = place(s, where_spec)
    noun = s.noun(what_spec)
    while noun.has("the"):
        noun = s.noun(what_spec)
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
        text_en = f"there {'were' if past and many else 'was' if past else 'are' if many else 'is'} no {one} {where_en}"
        return finish((text_az, text_en, f"{where_vi} không có {what.vi}"))
    if roll < 0.35 or mass:
        what = noun_phrase(s.rng, noun, definite=False, adjectives=adjectives)
        amount_az, amount_en, amount_vi = what.az(), what.en, what.vi
        many = what.agreement == 1
    else:
        count = s.rng.choice((2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30))
        what = noun_phrase(s.rng, noun, definite=False, generic=True, adjectives=adjectives)
        bare_az = what.az()
        bare_en = noun_phrase(s.rng, noun, plural=True, adjectives=adjectives).en.removeprefix("the ")
        words = s.chance(0.7)
        clf = noun.features.get("clf", "")
        noun_vi = " ".join(x for x in (clf, what.vi.removeprefix(clf + " ") if clf else what.vi) if x)
        amount_az = f"{num.az_words(count) if words else count} {bare_az}"
        amount_en = f"{num.en_words(count) if words else count} {bare_en}"
        amount_vi = f"{num.vi_words(count) if words else count} {noun_vi}"
        many = True
    text_az = f"{where_az} {amount_az} " + ("var idi" if past else "var")
    be_ = ("were" if many else "was") if past else ("are" if many else "is")
    if s.chance(0.12) and not past:
        return finish((text_az + ("mı" if s.chance(0.7) else ""), f"{be_} there {amount_en} {where_en}", f"{where_vi} có {amount_vi} không"), "?")
    return finish((text_az, f"there {be_} {amount_en} {where_en}", f"{where_vi} có {amount_vi}"))


def possession(s: Sampler) -> Triple:
    """Mənim iki qardaşım var; şirkətin borcu yoxdur."""
    if s.chance(0.5):
        owner = pronoun(s.rng.choice(("1sg", "2sg", "3m", "3f", "1pl", "2pl", "3pl")))
        noun = s.noun("tool,veh,dev,kin,idea,txt,money,anm-life,issue,trait,cloth")
    else:
        spec, owned = s.rng.choice(
            (("com,gov,ngo", "idea,issue,money,dev,veh,norm"), ("cty", "issue,val,mat-econ,sys"),
             ("pro,off,civ,stu", "tool,idea,kin,veh,dev,trait,txt"))
        )  # fmt: skip
        owner = s.phrase(spec, plain=True)
        noun = s.noun(owned)
    while noun.has("the") or noun.has("noplur"):
        noun = s.noun("tool,idea,kin,txt")
    negative, past = s.chance(0.25), s.chance(0.15)
    adjectives = s.adjectives(noun, 0.3)[:1] if noun.kind != "kin" else ()
    if adjectives and (adjectives[0].has("plur") or adjectives[0].has("the")):
        adjectives = ()
    suffix = {"1sg": "1sg", "2sg": "2sg", "1pl": "1pl", "2pl": "2pl"}.get(owner.person, "3") if owner.is_pronoun else "3"
    mass = noun.has("unc") or noun.has("plt")
    bare = noun_phrase(s.rng, noun, definite=False, generic=True, adjectives=adjectives)
    marks = bare.marks
    count_az = count_en = count_vi = ""
    many_en = bare.en
    if not negative and not mass and s.chance(0.5):
        count = s.rng.randint(2, 9)
        count_az, count_en, count_vi = num.az_words(count) + " ", num.en_words(count) + " ", num.vi_words(count) + " "
        many_en = noun_phrase(s.rng, noun, plural=True, adjectives=adjectives).en.removeprefix("the ")
    head = (adjectives[0].az + " ") if adjectives else ""
    thing = f"{count_az}{head}{az.decline(noun.az, 'nom', suffix, False, marks)}"
    end = ("yox idi" if past else "yoxdur") if negative else ("var idi" if past else "var")
    clf = noun.features.get("clf", "")
    vi_thing = bare.vi
    if count_vi or (not negative and not mass and clf):
        vi_thing = (clf + " " if clf and not bare.vi.startswith(clf + " ") else "") + bare.vi
    vi_thing = (count_vi or ("" if negative or mass else "một ")) + vi_thing
    verb = ("did not have" if past else ("does not have" if owner.agreement == 2 else "do not have")) if negative else ("had" if past else _HAVE[owner.agreement])
    text_en = f"{owner.en} {verb} {count_en}{many_en}"
    no = "không " if negative else ""
    return finish((f"{owner.az('gen')} {thing} {end}", text_en, f"{owner.vi} {no}có {vi_thing}"))


def comparison(s: Sampler) -> Triple:
    """Bu körpü o körpüdən uzundur; Bakı Gəncədən böyükdür."""
    for _ in range(60):
        noun = s.noun("bld,out,geo,veh,dev,txt,evt,issue,anm,room,city,com,food,tool,cloth,off,pro,stu,work,idea,lvl")
        fitting = [a for a in s.lexicon.adjectives_of(noun)[1] if a.has("grad") and not a.has("nopred")]
        if fitting and not noun.has("unc") and not noun.has("the") and not noun.has("plt"):
            break
    adjective = s.rng.choice(fitting) if fitting else s.lexicon.adjectives[0]
    kind = s.rng.random()
    left: Phrase
    right: Phrase
    if noun.kind == "city" and kind < 0.6:
        left, right = s.place_name("city"), s.place_name("city")
    elif kind < 0.6:
        left = noun_phrase(s.rng, noun, demonstrative="bu")
        right = noun_phrase(s.rng, noun, demonstrative="o")
    else:
        left, right = s.dressed(noun, plain=True), s.dressed(s.noun(noun.kind), plain=True)
    word = en.degree(adjective.en, adjective.has("er"), False)
    past = s.chance(0.15)
    said = az.be(adjective.az, "3sg", past=past)
    more = "daha " if s.chance(0.4) else ""
    be_ = (_COPULA_PAST if past else _COPULA_NOW)[left.agreement]
    if s.chance(0.2):
        said = az.be(adjective.az, "3sg")
        return finish((f"{left.az()} {right.az()} qədər {said}", f"{left.en} {_COPULA_NOW[left.agreement]} as {adjective.en} as {right.en}", f"{left.vi} {adjective.vi} bằng {right.vi}"))
    return finish((f"{left.az()} {right.az('abl')} {more}{said}", f"{left.en} {be_} {word} than {right.en}", f"{left.vi} {adjective.vi} hơn {right.vi}"))


def definition(s: Sampler) -> Triple:
    """Bakı Azərbaycanın ən böyük şəhəridir; vəkil məhkəmədə işləyən mütəxəssisdir."""
    roll = s.rng.random()
    if roll < 0.5:
        noun = s.noun(",".join(_HYPERNYMS))
        hypernym_az, hypernym_en, hypernym_vi = _HYPERNYMS[noun.kind]
        who = s.dressed(noun, plain=True)
        adjective_az, adjective_en, adjective_vi = s.rng.choice(_WEIGHTY)
        word = f"{adjective_az} {hypernym_az}"
        english = en.article(f"{adjective_en} {hypernym_en}")
        vi_word = f"một {hypernym_vi} {adjective_vi}"
        negative = s.chance(0.12)
        text = f"{word} deyil" if negative else az.be(word)
        if who.agreement == 1:
            english = f"{adjective_en} {en.plural(hypernym_en)}"
        no = "không phải là" if negative else "là"
        return finish((f"{who.az()} {text}", f"{who.en} {_copula(who, False, negative)} {english}", f"{who.vi} {no} {vi_word}"))
    from training.grammar.relatives import subject_relative

    phrase, _ = subject_relative(s)
    be_ = "are" if phrase.agreement == 1 else "is"
    who = s.person_name() if phrase.agreement != 1 and phrase.entry is not None and phrase.entry.is_person else None
    if who is None:
        this = "bunlar" if phrase.plural else "bu"
        return finish((f"{this}, {az.be(phrase.az())}", f"{'these' if be_ == 'are' else 'this'} {be_} {phrase.en}", f"đây là {phrase.vi}"))
    return finish((f"{who.az()} {az.be(phrase.az())}", f"{who.en} {be_} {phrase.en}", f"{who.vi} là {phrase.vi}"))


def change_in_figures(s: Sampler) -> Triple:
    """Ötən il ixrac 12,5 faiz artıb; qiymətlər 30 manata qədər düşdü."""
    noun = s.noun("lvl")
    who = noun_phrase(s.rng, noun, plural=s.chance(0.15))
    up = s.chance(0.6)
    verb_az, verb_en, verb_vi = ("artmaq", "increase", "tăng") if up else ("azalmaq", "decrease", "giảm")
    name = s.rng.choice(("past", "reported_past", "future"))
    tense = TENSES[name]
    letter = "F" if name == "future" else "P"
    span = s.rng.choice([row for row in _SPANS if letter in row[3]])
    time = Adverbial(span[0], span[1], span[2], "time") if s.chance(0.75) else None
    form = az.conjugate(*az.voice_stem(verb_az), tense.az)
    group = en.statement(verb_en, tense.en, who.agreement, False, False)
    vi_group = ("sẽ " if name == "future" else "đã ") + verb_vi
    roll = s.rng.random()
    if roll < 0.55:
        amount = num.decimal(s.rng.randint(11, 480)) if s.chance(0.6) else (str(s.rng.randint(2, 75)),) * 3
        amount_az, amount_en, amount_vi = f"{amount[0]} faiz", f"by {amount[1]} per cent", f"{amount[2]}%"
    elif roll < 0.7:
        times = s.rng.randint(2, 9)
        amount_az = f"{num.az_words(times)} dəfə"
        amount_en = f"{num.en_words(times)}fold" if times > 2 else "twofold"
        amount_vi = f"{num.vi_words(times)} lần"
    else:
        low, high = sorted((s.rng.randint(5, 60), s.rng.randint(61, 98)))
        first, last = (low, high) if up else (high, low)
        amount_az = f"{first} faizdən {last} faizə"
        amount_en = f"from {first} per cent to {last} per cent"
        amount_vi = f"từ {first}% {'lên' if up else 'xuống'} {last}%"
    when_az = f"{time.az} " if time is not None else ""
    when_en = f" {time.en}" if time is not None else ""
    when_vi = f"{time.vi}, " if time is not None else ""
    return finish((f"{when_az}{who.az()} {amount_az} {form}", f"{who.en} {group} {amount_en}{when_en}", f"{when_vi}{who.vi} {vi_group} {amount_vi}"))


def birth(s: Sampler) -> Triple:
    """Elçin 1987-ci ildə Bakıda doğulub."""
    who = s.person_name()
    year = s.rng.randint(1920, 2012)
    town = s.place_name("city")
    tense = s.rng.choice(("past", "perfect", "formal"))
    form = az.conjugate("", "doğul", tense)
    return finish(
        (f"{who.az()} {year}-{num.az_suffix(year, '(I)ncI')} ildə {town.az('loc')} {form}",
         f"{who.en} was born in {town.en} in {year}", f"{who.vi} sinh năm {year} tại {town.vi}")
    )  # fmt: skip


def age(s: Sampler) -> Triple:
    """Qardaşımın 25 yaşı var."""
    who = s.dressed(s.noun("kin"), plain=True) if s.chance(0.5) else s.person_name()
    if who.agreement == 1:
        who = s.person_name()
    years = s.rng.randint(3, 95)
    words = s.chance(0.3)
    years_az = num.az_words(years) if words else str(years)
    years_en = num.en_words(years) if words else str(years)
    years_vi = num.vi_words(years) if words else str(years)
    return finish((f"{who.az('gen')} {years_az} yaşı var", f"{who.en} is {years_en} years old", f"{who.vi} {years_vi} tuổi"))


def noun_count(s: Sampler, noun: Entry, count: int, words: bool) -> Triple:
    """Return a counted noun: üç kitab, three books, ba cuốn sách."""
    amount = num.digits(count)
    parts = (num.az_words(count), num.en_words(count), num.vi_words(count)) if words else amount
    clf = noun.features.get("clf", "")
    many = en.plural(noun.en, noun.features.get("pl", "")) if count != 1 else noun.en
    return (
        f"{parts[0]} {noun.az}",
        f"{parts[1]} {many}",
        " ".join(x for x in (parts[2], clf, noun.vi) if x),
    )


def capital(s: Sampler) -> Triple:
    """X səfirinin rezidensiyası Y şəhərindədir; müdir Z ölkəsindəndir."""
    who = s.person_name() if s.chance(0.5) else s.phrase("pro,off", plain=True)
    if who.is_pronoun:
        who = s.person_name()
    _, az_, en_, vi_ = s.rng.choice(load_rows("places.tsv")["country" if s.chance(0.5) else "city"])
    marks = "izf" if az_.endswith("Ərəbistanı") else ""
    where = az.decline(az_, "abl", marks=marks)
    if s.chance(0.5):
        return finish((f"{who.az()} {az.be(where)}", f"{who.en} {_COPULA_NOW[who.agreement]} from {en_}", f"{who.vi} đến từ {vi_}"))
    where = az.decline(az_, "loc", marks=marks)
    time_az, time_en, time_vi = s.rng.choice((("hazırda", "currently", "hiện đang"), ("indi", "now", "bây giờ đang")))
    return finish((f"{who.az()} {time_az} {az.be(where)}", f"{who.en} {_COPULA_NOW[who.agreement]} {time_en} in {en_}", f"{who.vi} {time_vi} ở {vi_}"))
