"""Counted things, prices, measures, shares and numbered articles."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en
from training.grammar import numbers as num
from training.grammar.clauses import Triple
from training.grammar.common import finish
from training.grammar.dates import date, dated, is_of_living
from training.grammar.lexicon import Entry
from training.grammar.names import load_rows
from training.grammar.phrases import PRONOUNS, Phrase, noun_phrase
from training.grammar.sampling import Sampler


def counted(s: Sampler, noun: Entry, *, light: bool = False) -> Phrase:
    """Draw a counted noun phrase: 250 avtomobil, 200-dən çox tələbə."""
    rng = s.rng
    count = rng.choice(
        (rng.randint(2, 12), rng.randint(13, 99), rng.randint(100, 999), rng.randint(1000, 9999))
    )
    roll = rng.random()
    if roll < 0.38 and count > 20:
        count = round(count, 1 - len(str(count)))
    words = count < 13 and s.chance(0.7)
    figures = (
        (num.az_words(count), num.en_words(count), num.vi_words(count))
        if words
        else num.digits(count)
    )
    if not words and count > 1000 and s.chance(0.3):
        thousands = rng.randint(2, 900)
        figures = (f"{thousands} min", f"{thousands},000", f"{thousands}.000")
        count = thousands * 1000
        roll = roll if roll > 0.38 or thousands % 10 == 0 else 1.0
    many = en.plural(noun.en, noun.features.get("pl", ""))
    adjectives = s.adjectives(noun, 0.2)[:1] if not light else ()
    if adjectives and (
        adjectives[0].has("plur") or adjectives[0].has("the") or adjectives[0].has("pre")
    ):
        adjectives = ()
    head_az = (adjectives[0].az + " ") if adjectives else ""
    head_en = (adjectives[0].en + " ") if adjectives else ""
    tail_vi = (" " + adjectives[0].vi) if adjectives else ""
    clf = noun.features.get("clf", "")
    base_vi = f"{clf} {noun.vi}".strip() + tail_vi
    person = s.chance(0.4) and noun.is_person
    az_unit = "nəfər " if person and not words else ""
    pre, lead, lead_vi = "", "", ""
    suffix = ""
    if roll < 0.15 and not words:
        suffix, lead, lead_vi = f"-{num.az_suffix(count, 'dAn')} çox", "more than ", "hơn "
        if figures[0].endswith(" min"):
            suffix = "dən çox"
    elif roll < 0.25 and count > 9:
        pre, lead, lead_vi = "təxminən ", "approximately ", "khoảng "
    elif roll < 0.32:
        pre, lead, lead_vi = "ən azı ", "at least ", "ít nhất "
    elif roll < 0.38 and not words:
        suffix, lead, lead_vi = f"-{num.az_suffix(count, '(y)A')} yaxın", "nearly ", "gần "
        if figures[0].endswith(" min"):
            suffix = "ə yaxın"
    marks = " ".join(key for key in ("izf", "keep") if key in noun.features)
    return Phrase(
        f"{pre}{figures[0]}{suffix} {az_unit}{head_az}",
        noun.az,
        f"{lead}{figures[1]} {head_en}{many}",
        f"{lead_vi}{figures[2]} {base_vi}",
        marks=marks,
        definite=False,
        agreement=1,
        entry=noun,
    )


def _countable(s: Sampler, spec: str) -> Entry | None:
    for _ in range(12):
        noun = s.noun(spec)
        if not any(
            noun.has(key) for key in ("unc", "plt", "noplur", "azpl", "the")
        ) and noun.kind not in ("kin", "cond", "val"):
            return noun
    return None


def counted_object(s: Sampler) -> Triple:
    """Draw a counted object: şirkət ötən il 250 avtomobil satıb."""
    for _ in range(10):
        clause = s.clause(tag="object", plain=True)
        noun = _countable(s, clause.verb.features["o"])
        if noun is not None and not noun.is_person:
            break
    else:
        return dated(s)
    clause.object = counted(s, noun)
    name = s.rng.choice(("past", "reported_past", "future"))
    if s.chance(0.5):
        letter = "F" if name == "future" else "P"
        clause.adverbials = (date(s, letter, recent=is_of_living(clause)),)
    return finish(clause.finite(name))


def counted_subject(s: Sampler) -> Triple:
    """Draw a counted subject: 200-dən çox tələbə iştirak edib."""
    for _ in range(10):
        clause = s.clause(passive=s.chance(0.5), plain=True)
        spec = clause.verb.features.get("o" if clause.passive else "s", "")
        noun = _countable(s, spec) if spec else None
        if (
            noun is not None
            and noun.kind not in ("off", "gov", "cty")
            and "stat" not in clause.verb.features
        ):
            break
    else:
        return dated(s)
    amount = counted(s, noun)
    amount.pronoun = PRONOUNS["3pl"]
    if clause.passive:
        clause.subject = amount
    else:
        clause = s.clause(clause.verb, subject=amount, plain=True)
    name = s.rng.choice(("past", "reported_past", "future"))
    if "past" in clause.verb.features:
        name = "past"
    if s.chance(0.4):
        letter = "F" if name == "future" else "P"
        clause.adverbials = (date(s, letter, recent=is_of_living(clause)),)
        clause.time_first = True
    return finish(clause.finite(name))


def money(s: Sampler) -> tuple[str, str, str]:
    """Draw an amount of money: 5 milyon manat."""
    _, az_, en_, vi_ = s.rng.choice(load_rows("units.tsv")["money"])
    many = en_.split("|")[1]
    roll = s.rng.random()
    if roll < 0.3:
        amount = s.rng.randint(2, 950)
        return f"{amount} milyon {az_}", f"{amount} million {many}", f"{amount} triệu {vi_}"
    if roll < 0.4:
        tenths = s.rng.randint(11, 99)
        if tenths % 10 == 0:
            tenths += 1
        amount_az, amount_en, amount_vi = num.decimal(tenths)
        return f"{amount_az} milyard {az_}", f"{amount_en} billion {many}", f"{amount_vi} tỷ {vi_}"
    if roll < 0.55:
        amount = s.rng.randint(2, 900)
        return f"{amount} min {az_}", f"{amount},000 {many}", f"{amount}.000 {vi_}"
    figures = num.digits(
        s.rng.choice(
            (s.rng.randint(2, 99), s.rng.randint(100, 9999), s.rng.randint(10_000, 999_999))
        )
    )
    return f"{figures[0]} {az_}", f"{figures[1]} {many}", f"{figures[2]} {vi_}"


def price(s: Sampler) -> Triple:
    """Draw a price or an allocation: layihəyə 5 milyon manat ayrılıb."""
    amount = money(s)
    if s.chance(0.45):
        thing = s.phrase("tool,furn,cloth,veh,dev,txt,bld,dig,food", plain=True)
        if thing.agreement == 1:
            thing = noun_phrase(s.rng, s.noun("tool,furn,veh,dev,bld"))
        past = s.chance(0.2)
        text = az.be(amount[0], past=past)
        if s.chance(0.6):
            return finish(
                (
                    f"{thing.az('gen')} qiyməti {text}",
                    f"the price of {thing.en} {'was' if past else 'is'} {amount[1]}",
                    f"giá của {thing.vi} là {amount[2]}",
                )
            )
        bought = s.rng.choice((("alıb", "bought", "mua"), ("satıb", "sold", "bán")))
        who = s.phrase("civ,pro,com", plain=True)
        text = az.decline(amount[0].split()[-1], "dat")
        head = " ".join(amount[0].split()[:-1])
        return finish(
            (
                f"{who.az()} {thing.az('acc')} {head} {text} {bought[0]}",
                f"{who.en} {bought[1]} {thing.en_object} for {amount[1]}",
                f"{who.vi} đã {bought[2]} {thing.vi} với giá {amount[2]}",
            )
        )
    work = s.phrase("work,field,city", plain=True)
    source = s.chance(0.5)
    giver_az = "dövlət büdcəsindən " if source else ""
    giver_en = " from the state budget" if source else ""
    giver_vi = " từ ngân sách nhà nước" if source else ""
    name, en_group, vi_lead = s.rng.choice(
        (
            ("ayrılıb", "has been allocated", "đã được"),
            ("ayrıldı", "was allocated", "đã được"),
            ("ayrılacaq", "will be allocated", "sẽ được"),
        )
    )
    when = (
        date(s, "F" if name == "ayrılacaq" else "P")
        if s.chance(0.4) and name != "ayrılıb"
        else None
    )
    lead_az = f"{when.az} " if when else ""
    lead_vi = f"{when.vi}, " if when else ""
    tail_en = f" {when.en}" if when else ""
    return finish(
        (
            f"{lead_az}{giver_az}{work.az('dat')} {amount[0]} {name}",
            f"{amount[1]} {en_group} to {work.en_object}{giver_en}{tail_en}",
            f"{lead_vi}{amount[2]} {vi_lead} phân bổ cho {work.vi}{giver_vi}",
        )
    )


_MEASURES: Final = (
    ("uzunluq", "length", "chiều dài", "length", "road,bridge"),
    ("hündürlük", "height", "chiều cao", "length", ""),
    ("sahə", "area", "diện tích", "area", ""),
    ("dərinlik", "depth", "độ sâu", "length", ""),
    ("çəki", "weight", "cân nặng", "mass", ""),
    ("həcm", "volume", "dung tích", "volume", ""),
)


_MEASURED: Final = {
    "uzunluq": "=körpü,=tunel,=yol,=çay@geo,=boru_kəməri,=küçə,=kanal@geo,=magistral",
    "hündürlük": "=dağ,=qüllə,=bina,=abidə,=ağac,=heykəl,=şəlalə,=yaşayış_binası",
    "sahə": "=park,=mənzil,=göl,=ada,=meşə,=anbar,=bağ,=milli_park,=tarla,=stadion",
    "dərinlik": "=göl,=quyu,=dəniz,=mağara,=üzgüçülük_hovuzu",
    "çəki": "=fil,=maşın,=qızıl,=qarpız,=raket,=balina,=çamadan,=yük_maşını,=camış",
    "həcm": "=su_anbarı,=vedrə,=şüşə,=soyuducu,=qazan",
}


def measure(s: Sampler) -> Triple:
    """Draw a measure: körpünün uzunluğu 120 metrdir."""
    word_az, word_en, word_vi, kind, _ = s.rng.choice(_MEASURES)
    thing = noun_phrase(
        s.rng,
        s.rng.choice(s.lexicon.select(_MEASURED[word_az].replace("_", " "))),
        demonstrative="bu" if s.chance(0.35) else "",
    )
    _, unit_az, unit_en, unit_vi = s.rng.choice(load_rows("units.tsv")[kind])
    number = s.rng.randint(2, 950)
    decimal = s.chance(0.25)
    figures = num.decimal(number) if decimal and number % 10 else num.digits(number)
    many = unit_en.split("|")[1]
    text = az.be(f"{figures[0]} {unit_az}")
    what = az.decline(word_az, "nom", "3")
    return finish(
        (
            f"{thing.az('gen')} {what} {text}",
            f"the {word_en} of {thing.en} is {figures[1]} {many}",
            f"{word_vi} của {thing.vi} là {figures[2]} {unit_vi}",
        )
    )


def share(s: Sampler) -> Triple:
    """Draw a share: seçicilərin 20 faizi, tələbələrin çoxu, hakimlərdən biri."""
    clause = s.clause(tag="human", plain=True)
    noun = _countable(s, clause.verb.features["s"])
    if noun is None or not noun.is_person:
        return dated(s)
    plural_az = az.decline(
        noun.az, "gen", "", True, " ".join(k for k in ("izf", "keep") if noun.has(k))
    )
    many = "the " + en.plural(noun.en, noun.features.get("pl", ""))
    roll = s.rng.random()
    vi_group = f"các {noun.vi}" if not noun.vi.startswith(("người", "kẻ")) else f"những {noun.vi}"
    agreement = 1
    if roll < 0.5:
        figures = (
            (str(s.rng.randint(2, 98)),) * 3
            if s.chance(0.7)
            else num.decimal(s.rng.randint(11, 989))
        )
        subject = Phrase(
            f"{plural_az} {figures[0]} ",
            "faiz",
            f"{figures[1]} per cent of {many}",
            f"{figures[2]}% {noun.vi}",
            owner="3",
        )
    elif roll < 0.75:
        word_az, word_en, word_vi = s.rng.choice(
            (
                ("çox", "most of", "phần lớn"),
                ("yarı", "half of", "một nửa"),
                ("üçdə bir", "a third of", "một phần ba"),
                ("dörddə bir", "a quarter of", "một phần tư"),
            )
        )
        subject = Phrase(
            f"{plural_az} {word_az.rpartition(' ')[0]}".rstrip() + " ",
            word_az.split()[-1],
            f"{word_en} {many}",
            f"{word_vi} {vi_group}",
            owner="3",
        )
    else:
        from_ = az.decline(
            noun.az, "abl", "", True, " ".join(k for k in ("izf", "keep") if noun.has(k))
        )
        subject = Phrase(f"{from_} ", "bir", f"one of {many}", f"một trong {vi_group}", owner="3")
        agreement = 2
    subject.agreement = agreement
    subject.pronoun = PRONOUNS["3pl" if agreement == 1 else "3m"]
    clause = s.clause(clause.verb, subject=subject, plain=True)
    name = s.rng.choice(
        (
            "past",
            "reported_past",
            "future",
            "habitual" if "stat" in clause.verb.features else "past",
        )
    )
    return finish(clause.finite(name))


def article_of_law(s: Sampler) -> Triple:
    """Draw a numbered article: qanunun 12-ci maddəsi cəzanı nəzərdə tutur."""
    laws = s.lexicon.select("=qanun,=məcəllə,=konvensiya,=saziş,=nizamnamə,=müqavilə,=konstitusiya")
    law = noun_phrase(s.rng, s.rng.choice(laws), demonstrative="bu" if s.chance(0.3) else "")
    number = s.rng.randint(1, 180)
    ci = num.az_suffix(number, "(I)ncI")
    clause_part = s.chance(0.3)
    section = s.rng.randint(1, 6)
    of_section = f"{section}-{num.az_suffix(section, '(I)ncI')}"
    first = f"{law.az('gen')} {number}-{ci} maddəsi"
    if clause_part:
        subject = Phrase(
            f"{law.az('gen')} {number}-{ci} maddəsinin {of_section} ",
            "bənd",
            f"paragraph {section} of Article {number} of {law.en}",
            f"khoản {section} Điều {number} của {law.vi}",
            owner="3",
        )
    else:
        subject = Phrase(
            f"{law.az('gen')} {number}-{ci} ",
            "maddə",
            f"Article {number} of {law.en}",
            f"Điều {number} của {law.vi}",
            owner="3",
        )
    s.domain = "law"
    verbs = [
        v
        for v in s.lexicon.verbs
        if v.features.get("s", "").startswith("norm-law")
        or v.en in ("restrict", "prohibit", "regulate")
    ]
    clause = s.clause(
        s.rng.choice([v for v in verbs if "o" in v.features]), subject=subject, plain=True
    )
    clause.subject = subject
    name = s.rng.choice(("habitual", "habitual", "future"))
    if s.chance(0.25):
        verb_az, verb_en, verb_vi = s.rng.choice(
            (
                ("dəyişdirilib", "has been amended", "đã được sửa đổi"),
                ("ləğv edilib", "has been repealed", "đã bị bãi bỏ"),
                ("pozulub", "has been violated", "đã bị vi phạm"),
                ("qüvvəyə minib", "has entered into force", "đã có hiệu lực"),
            )
        )
        return finish(
            (
                f"{first} {verb_az}" if not clause_part else f"{subject.az()} {verb_az}",
                f"{subject.en} {verb_en}",
                f"{subject.vi} {verb_vi}",
            )
        )
    return finish(clause.finite(name))
