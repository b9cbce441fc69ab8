"""Comparison, definition, change in figures, birth, age and origin."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar import numbers as num
from training.grammar.clauses import TENSES, Adverbial, Triple
from training.grammar.common import finish
from training.grammar.facts import COPULA_NOW, COPULA_PAST, copula
from training.grammar.names import load_rows, person_name, place_name
from training.grammar.phrases import Phrase, noun_phrase
from training.grammar.relatives import subject_relative
from training.grammar.sampling import Sampler

_HYPERNYMS: Final = {
    "norm": ("sənəd", "document", "văn kiện"),
    "evt": ("tədbir", "event", "sự kiện"),
    "issue": ("məsələ", "issue", "vấn đề"),
    "work": ("addım", "step", "bước đi"),
    "val": ("dəyər", "value", "giá trị"),
    "field": ("sahə", "field", "lĩnh vực"),
    "trait": ("keyfiyyət", "quality", "phẩm chất"),
    "rel": ("amil", "factor", "yếu tố"),
    "help": ("amil", "factor", "yếu tố"),
    "meas": ("addım", "step", "bước đi"),
    "city": ("yer", "place", "nơi"),
    "occ": ("hadisə", "event", "sự kiện"),
    "crime": ("cinayət", "crime", "tội phạm"),
    "tool": ("əşya", "object", "đồ vật"),
    "dev": ("cihaz", "device", "thiết bị"),
    "art": ("əsər", "work", "tác phẩm"),
}


_WEIGHTY: Final = (
    ("vacib", "important", "quan trọng"),
    ("mühüm", "important", "quan trọng"),
    ("xüsusi", "special", "đặc biệt"),
    ("yeni", "new", "mới"),
    ("adi", "ordinary", "bình thường"),
    ("qeyri-adi", "unusual", "khác thường"),
)


_SPANS: Final = (
    ("ötən il", "last year", "năm ngoái", "P"),
    ("bu il", "this year", "năm nay", "PF"),
    ("ötən ay", "last month", "tháng trước", "P"),
    ("keçən rübdə", "in the last quarter", "trong quý trước", "P"),
    ("gələn il", "next year", "năm sau", "F"),
    ("ilin sonunadək", "by the end of the year", "đến cuối năm", "F"),
    ("son on ildə", "over the last ten years", "trong mười năm qua", "P"),
    ("ilin əvvəlindən", "since the beginning of the year", "từ đầu năm", "P"),
    ("gələn ay", "next month", "tháng sau", "F"),
    ("bu ay", "this month", "tháng này", "PF"),
)


_SHARES: Final = frozenset(
    {"inflyasiya", "işsizlik", "yoxsulluq", "faiz dərəcəsi", "rütubət", "fəallıq", "etimad"}
)
"""Quantities that are themselves shares."""


def comparison(s: Sampler) -> Triple:
    """Draw a comparison: bu körpü o körpüdən uzundur."""
    for _ in range(60):
        noun = s.noun(
            "bld,out,geo,veh,dev,txt,evt,issue,anm,room,city,com,food,tool,cloth,off,pro,stu,work,idea,lvl"
        )
        fitting = [
            a for a in s.lexicon.adjectives_of(noun)[1] if a.has("grad") and not a.has("nopred")
        ]
        if fitting and not noun.has("unc") and not noun.has("the") and not noun.has("plt"):
            break
    adjective = s.rng.choice(fitting) if fitting else s.lexicon.adjectives[0]
    kind = s.rng.random()
    left: Phrase
    right: Phrase
    if noun.kind == "city" and kind < 0.6:
        left, right = place_name(s.rng, "city"), place_name(s.rng, "city")
    elif kind < 0.6:
        left = noun_phrase(s.rng, noun, demonstrative="bu")
        right = noun_phrase(s.rng, noun, demonstrative="o")
    else:
        left, right = s.dressed(noun, plain=True), s.dressed(s.noun(noun.kind), plain=True)
    word = en.degree(adjective.en, adjective.has("er"), False)
    past = s.chance(0.15)
    said = az.be(adjective.az, "3sg", past=past)
    more = "daha " if s.chance(0.4) else ""
    be_ = (COPULA_PAST if past else COPULA_NOW)[left.agreement]
    if s.chance(0.2):
        said = az.be(adjective.az, "3sg")
        return finish(
            (
                f"{left.az()} {right.az()} qədər {said}",
                f"{left.en} {COPULA_NOW[left.agreement]} as {adjective.en} as {right.en}",
                f"{left.vi} {adjective.vi} bằng {right.vi}",
            )
        )
    return finish(
        (
            f"{left.az()} {right.az('abl')} {more}{said}",
            f"{left.en} {be_} {word} than {right.en}",
            f"{left.vi} {adjective.vi} hơn {right.vi}",
        )
    )


def definition(s: Sampler) -> Triple:
    """Draw a definition: əməkdaşlıq mühüm amildir."""
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
            vi_word = vi_word.replace("một", "những", 1)
        no = "không phải là" if negative else "là"
        return finish(
            (
                f"{who.az()} {text}",
                f"{who.en} {copula(who, False, negative)} {english}",
                f"{who.vi} {no} {vi_word}",
            )
        )
    phrase, _ = subject_relative(s)
    be_ = "are" if phrase.agreement == 1 else "is"
    said = az.be(phrase.az())
    if phrase.agreement != 1 and phrase.entry is not None and phrase.entry.is_person:
        person = person_name(s.rng)
        return finish(
            (
                f"{person.az()} {said}",
                f"{person.en} {be_} {phrase.en}",
                f"{person.vi} là {phrase.vi}",
            )
        )
    this_az, this_en = ("bunlar", "these") if phrase.agreement == 1 else ("bu", "this")
    return finish((f"{this_az}, {said}", f"{this_en} {be_} {phrase.en}", f"đây là {phrase.vi}"))


def change_in_figures(s: Sampler) -> Triple:
    """Draw a rise or a fall: ötən il ixrac 12,5 faiz artıb."""
    noun = s.noun("lvl")
    who = noun_phrase(s.rng, noun, plural=s.chance(0.15))
    up = s.chance(0.6)
    verb_az, verb_en, verb_vi = (
        ("artmaq", "increase", "tăng") if up else ("azalmaq", "decrease", "giảm")
    )
    name = s.rng.choice(("past", "reported_past", "future"))
    tense = TENSES[name]
    letter = "F" if name == "future" else "P"
    span = s.rng.choice([row for row in _SPANS if letter in row[3]])
    time = Adverbial(span[0], span[1], span[2], "time") if s.chance(0.75) else None
    form = az.conjugate(*az.voice_stem(verb_az), tense.az)
    since = time is not None and time.en.startswith(("since", "over"))
    en_tense = "perfect" if since else tense.en
    group = en.statement(verb_en, en_tense, who.agreement, False, False)
    vi_group = ("sẽ " if name == "future" else "đã ") + verb_vi
    roll = s.rng.random()
    if roll >= 0.7 and noun.az not in _SHARES:
        roll = 0.3
    if roll < 0.55:
        amount = (
            num.decimal(s.rng.randint(11, 480))
            if s.chance(0.6)
            else (str(s.rng.randint(2, 75)),) * 3
        )
        amount_az, amount_en, amount_vi = (
            f"{amount[0]} faiz",
            f"by {amount[1]} per cent",
            f"{amount[2]}%",
        )
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
    return finish(
        (
            f"{when_az}{who.az()} {amount_az} {form}",
            f"{who.en} {group} {amount_en}{when_en}",
            f"{when_vi}{who.vi} {vi_group} {amount_vi}",
        )
    )


def birth(s: Sampler) -> Triple:
    """Draw a birth: Elçin 1987-ci ildə Bakıda doğulub."""
    who = person_name(s.rng)
    year = s.rng.randint(1920, 2012)
    town = place_name(s.rng, "city")
    tense = s.rng.choice(("past", "perfect", "formal"))
    form = az.conjugate("", "doğul", tense)
    return finish(
        (
            f"{who.az()} {year}-{num.az_suffix(year, '(I)ncI')} ildə {town.az('loc')} {form}",
            f"{who.en} was born in {town.en} in {year}",
            f"{who.vi} sinh năm {year} tại {town.vi}",
        )
    )


_AGES: Final = {
    "baba": (55, 95), "nənə": (55, 95), "ata": (35, 85), "ana": (35, 85), "nəvə": (2, 30),
    "qayınana": (45, 85), "qayınata": (45, 85), "valideyn": (35, 85), "övlad": (2, 40),
    "kiçik qardaş": (5, 60), "kiçik bacı": (5, 60), "oğul": (2, 50), "sinif yoldaşı": (8, 18),
}  # fmt: skip


def age(s: Sampler) -> Triple:
    """Draw an age: qardaşımın 25 yaşı var."""
    who = s.dressed(s.noun("kin"), plain=True) if s.chance(0.5) else person_name(s.rng)
    if who.agreement == 1 or (who.entry is not None and who.entry.az in ("əcdad", "varis")):
        who = person_name(s.rng)
    youngest, oldest = _AGES.get(who.entry.az if who.entry is not None else "", (18, 90))
    years = s.rng.randint(youngest, oldest)
    words = s.chance(0.3)
    years_az = num.az_words(years) if words else str(years)
    years_en = num.en_words(years) if words else str(years)
    years_vi = num.vi_words(years) if words else str(years)
    return finish(
        (
            f"{who.az('gen')} {years_az} yaşı var",
            f"{who.en} is {years_en} years old",
            f"{who.vi} {years_vi} tuổi",
        )
    )


def capital(s: Sampler) -> Triple:
    """Draw where somebody is or comes from: həkim Parisdəndir."""
    who = person_name(s.rng) if s.chance(0.5) else s.phrase("pro,off", plain=True)
    if who.is_pronoun:
        who = person_name(s.rng)
    _, az_, en_, vi_ = s.rng.choice(load_rows("places.tsv")["country" if s.chance(0.5) else "city"])
    marks = "izf" if az_.endswith("Ərəbistanı") else ""
    where = az.decline(az_, "abl", marks=marks)
    if s.chance(0.5):
        return finish(
            (
                f"{who.az()} {az.be(where)}",
                f"{who.en} {COPULA_NOW[who.agreement]} from {en_}",
                f"{who.vi} đến từ {vi_}",
            )
        )
    where = az.decline(az_, "loc", marks=marks)
    time_az, time_en, time_vi = s.rng.choice(
        (("hazırda", "currently", "hiện đang"), ("indi", "now", "bây giờ đang"))
    )
    return finish(
        (
            f"{who.az()} {time_az} {az.be(where)}",
            f"{who.en} {COPULA_NOW[who.agreement]} {time_en} in {en_}",
            f"{who.vi} {time_vi} ở {vi_}",
        )
    )
