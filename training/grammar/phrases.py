"""Noun phrases: one structure, three languages.

A phrase knows its Azerbaijani cases, its English and its Vietnamese wording, and what a verb or a
pronoun must agree with. `NounPhrases` builds them from entries, determiners and modifiers.
"""

from __future__ import annotations

from random import Random
from typing import Final

from training.grammar import az, en, vi
from training.grammar.lexicon import Entry

SINGULAR, PLURAL_AGREEMENT, FIRST = 2, 1, 0

ZERO_ARTICLE: Final = frozenset(
    [
        "feel",
        "qual",
        "val",
        "field",
        "act",
        "crime",
        "dis",
        "right",
        "lvl",
        "rlg",
        "issue",
        "rel",
        "help",
        "stm",
        "meas",
        "trend",
        "mkt",
        "cond",
        "trait",
    ]
)
"""Classes whose uncountable nouns take no article when they stand alone (peace, chess)."""

Pronoun = tuple[str, str, str, str, int]
"""English subject, object, possessive, Vietnamese, agreement."""

PRONOUNS: Final[dict[str, Pronoun]] = {
    "1sg": ("I", "me", "my", "tôi", FIRST),
    "2sg": ("you", "you", "your", "bạn", PLURAL_AGREEMENT),
    "3m": ("he", "him", "his", "anh ấy", SINGULAR),
    "3f": ("she", "her", "her", "cô ấy", SINGULAR),
    "1pl": ("we", "us", "our", "chúng tôi", PLURAL_AGREEMENT),
    "2pl": ("you", "you", "your", "các bạn", PLURAL_AGREEMENT),
    "3pl": ("they", "them", "their", "họ", PLURAL_AGREEMENT),
}
_AZ_PRONOUNS: Final[dict[str, tuple[str, ...]]] = {
    "1sg": ("mən", "mənim", "mənə", "məni", "məndə", "məndən", "mənimlə"),
    "2sg": ("sən", "sənin", "sənə", "səni", "səndə", "səndən", "səninlə"),
    "3sg": ("o", "onun", "ona", "onu", "onda", "ondan", "onunla"),
    "1pl": ("biz", "bizim", "bizə", "bizi", "bizdə", "bizdən", "bizimlə"),
    "2pl": ("siz", "sizin", "sizə", "sizi", "sizdə", "sizdən", "sizinlə"),
    "3pl": ("onlar", "onların", "onlara", "onları", "onlarda", "onlardan", "onlarla"),
}
_AZ_CASES: Final[dict[str, dict[str, str]]] = {
    person: dict(zip(az.CASES, forms, strict=True)) for person, forms in _AZ_PRONOUNS.items()
}
OWNERS: Final = {
    "1sg": "1sg", "2sg": "2sg", "3m": "3", "3f": "3", "1pl": "1pl", "2pl": "2pl", "3pl": "3",
}  # fmt: skip
"""Pronoun to the possessive suffix of what it owns."""

_IT: Final = ("it", "it", "its", "nó", SINGULAR)


class Phrase:
    """A noun phrase. `definite` decides between the accusative and the bare object."""

    __slots__ = (
        "agreement", "definite", "en", "en_object", "entry", "lemma", "light", "marks", "owner",
        "person", "plural", "pre", "pronoun", "table", "vi",
    )  # fmt: skip

    def __init__(
        self,
        pre: str,
        lemma: str,
        english: str,
        vietnamese: str,
        *,
        marks: str = "",
        owner: str = "",
        plural: bool = False,
        definite: bool = True,
        person: str = "3sg",
        agreement: int = SINGULAR,
        pronoun: Pronoun = _IT,
        entry: Entry | None = None,
        light: bool = False,
        table: dict[str, str] | None = None,
        en_object: str = "",
    ) -> None:
        self.pre = pre
        self.lemma = lemma
        self.en = english
        self.en_object = en_object or english
        self.vi = vietnamese
        self.marks = marks
        self.owner = owner
        self.plural = plural
        self.definite = definite
        self.person = person
        self.agreement = agreement
        self.pronoun = pronoun
        self.entry = entry
        self.light = light
        self.table = table

    def az(self, case: str = "nom") -> str:
        """Return the Azerbaijani phrase in a case."""
        if self.table is not None:
            return self.table[case]
        return self.pre + az.decline(self.lemma, case, self.owner, self.plural, self.marks)

    def az_object(self) -> str:
        """Return the direct object, which takes its case only if it is definite."""
        return self.az("acc" if self.definite else "nom")

    @property
    def is_pronoun(self) -> bool:
        """Whether this is a personal pronoun."""
        return self.table is not None


def pronoun(key: str) -> Phrase:
    """Return a personal pronoun; keys are those of `PRONOUNS`.

    >>> pronoun("3f").az("dat"), pronoun("1pl").en_object
    ('ona', 'us')
    """
    person = {"3m": "3sg", "3f": "3sg"}.get(key, key)
    facts = PRONOUNS[key]
    return Phrase(
        "", _AZ_CASES[person]["nom"], facts[0], facts[3], person=person, agreement=facts[4],
        pronoun=facts, light=True, table=_AZ_CASES[person], en_object=facts[1],
    )  # fmt: skip


def name(az_name: str, en_name: str, vi_name: str, *, marks: str = "", he: str = "") -> Phrase:
    """Return a proper name; `he` is 3m or 3f for persons."""
    facts = PRONOUNS[he] if he else _IT
    return Phrase(
        "", az_name, en_name, vi_name, marks=marks, pronoun=facts, light=True,
    )  # fmt: skip


def marks_of(entry: Entry) -> str:
    """Return the declension marks of a noun."""
    return " ".join(key for key in ("izf", "azpl", "keep") if key in entry.features)


def pronoun_of(entry: Entry, plural: bool) -> Pronoun:
    """Return the pronoun that takes up a noun."""
    if plural:
        return PRONOUNS["3pl"]
    if entry.is_person:
        return PRONOUNS["3f" if entry.has("f") else "3m"]
    return _IT


class Quantity:
    """A determiner of number: before the noun, with plural marking in each language."""

    __slots__ = ("az", "az_plural", "definite", "en", "en_plural", "vi")

    def __init__(
        self, az_: str, en_: str, vi_: str, az_plural: bool, en_plural: bool, definite: bool
    ) -> None:
        self.az = az_
        self.en = en_
        self.vi = vi_
        self.az_plural = az_plural
        self.en_plural = en_plural
        self.definite = definite


QUANTITIES: Final = (
    Quantity("bütün", "all the", "tất cả các", True, True, True),
    Quantity("bütün bu", "all these", "tất cả những", True, True, True),
    Quantity("hər bir", "every", "mỗi", False, False, True),
    Quantity("bəzi", "some", "một số", True, True, True),
    Quantity("bir neçə", "several", "một vài", False, True, False),
    Quantity("çoxlu", "many", "nhiều", False, True, False),
    Quantity("bir çox", "many", "nhiều", False, True, False),
    Quantity("bir sıra", "a number of", "một loạt", True, True, False),
    Quantity("hər iki", "both", "cả hai", False, True, True),
    Quantity("yüzlərlə", "hundreds of", "hàng trăm", False, True, False),
    Quantity("minlərlə", "thousands of", "hàng nghìn", False, True, False),
    Quantity("onlarla", "dozens of", "hàng chục", False, True, False),
    Quantity("digər", "other", "những", True, True, True),
)
COMMON_QUANTITIES: Final = QUANTITIES[:8] * 4 + QUANTITIES[8:]
"""The same, with the usual ones more often."""

Relative = tuple[str, str, str]
"""A relative clause: Azerbaijani before the noun, English and Vietnamese after it."""


def noun_phrase(
    rng: Random,
    noun: Entry,
    *,
    plural: bool = False,
    definite: bool = True,
    generic: bool = False,
    adjectives: tuple[Entry, ...] = (),
    degree: str = "",
    demonstrative: str = "",
    quantity: Quantity | None = None,
    owner: Phrase | None = None,
    own: bool = False,
    relative: Relative | None = None,
) -> Phrase:
    """Build a phrase. `generic` is an unmarked object (kitab oxumaq); `own` says öz."""
    facts = noun.features
    azpl, plt, mass = "azpl" in facts, "plt" in facts, "unc" in facts
    if mass or plt or azpl or "noplur" in facts:
        plural, quantity = False, None
    az_plural, en_plural = plural, plural or plt
    if quantity is not None:
        az_plural, en_plural = quantity.az_plural, quantity.en_plural
        definite = quantity.definite

    if any("the" in adjective.features for adjective in adjectives):
        definite, generic = True, False
    adjective_az, adjective_en, before_vi, after_vi = _attributes(adjectives, degree)
    if any("plur" in adjective.features for adjective in adjectives) and not mass:
        en_plural = az_plural = True
        plural = True
    suffix = ""
    before = []
    en_of = ""
    en_det = ""
    vi_owner = ""
    if owner is not None:
        suffix = OWNERS.get(_owner_key(owner), "3")
        if own:
            before.append("öz")
            en_det, vi_owner = owner.pronoun[2], "của mình"
        elif owner.is_pronoun:
            if rng.random() < (0.85 if suffix in ("3", "2sg") else 0.45):
                before.append(owner.az("gen"))
            en_det = owner.pronoun[2]
            short = noun.kind == "kin" and " " not in noun.vi
            vi_owner = owner.vi if short else "của " + owner.vi
        else:
            before.append(owner.az("gen"))
            if owner.light and (owner.entry is None or owner.entry.is_agent) and len(owner.en) < 34:
                en_det = en.possessive(owner.en)
            else:
                en_of = " of " + owner.en
            vi_owner = "của " + owner.vi
    if relative is not None:
        before.append(relative[0])
    if demonstrative:
        before.append(demonstrative)
    if quantity is not None:
        before.append(quantity.az)
    indefinite = not (definite or generic) and quantity is None and not (mass or plt or plural)
    if adjective_az:
        if (
            indefinite
            and owner is None
            and (degree or adjectives[0].has("nopred") or rng.random() < 0.8)
        ):
            before += [adjective_az, "bir"]
        elif indefinite and owner is None:
            before += ["bir", adjective_az]
        else:
            before.append(adjective_az)
    elif indefinite and owner is None:
        before.append("bir")

    many = en_plural and not plt
    core = (adjective_en + " " if adjective_en else "") + (
        en.plural(noun.en, facts.get("pl", "")) if many else noun.en
    )
    english = _determine(
        noun, core, en_det, en_of, demonstrative, quantity, many or plt, mass,
        definite=definite or owner is not None, ranked=degree == "ən" or "the" in facts
        or any("the" in adjective.features for adjective in adjectives),
        restricted=bool(en_of or relative),
    )  # fmt: skip
    english += en_of + (" " + relative[1] if relative else "")

    count = ""
    if quantity is not None:
        count = quantity.vi
    elif plural:
        agent = noun.is_agent and not noun.vi.startswith(("người ", "kẻ ", "tên ", "đứa "))
        count = "các" if agent or noun.kind in _CAC else "những"
    elif indefinite and owner is None:
        count = "một"
    if before_vi == "nhiều":
        count, before_vi = "nhiều", ""
    classifier = "" if generic and not adjectives and owner is None else facts.get("clf", "")
    after = [after_vi, vi_owner, relative[2] if relative else ""]
    if demonstrative:
        after.append({"bu": "này", "o": "đó", "həmin": "đó"}[demonstrative])
    elif quantity is not None and quantity.az == "bütün bu":
        after.append("này")
    elif quantity is not None and quantity.az == "digər":
        after.append("khác")
    if count == "mỗi" and before_vi == "" and classifier == "":
        count = "mỗi"
    vietnamese = vi.noun_phrase(
        noun.vi, classifier, count=count, before=before_vi, after=" ".join(filter(None, after))
    )
    human = noun.is_agent and noun.kind not in ("gov", "com", "ngo", "cty")
    return Phrase(
        "".join(part + " " for part in before), noun.az, english, vietnamese,
        marks=marks_of(noun), owner=suffix, plural=az_plural,
        definite=definite or owner is not None or bool(demonstrative) or az_plural
        or noun.is_person,
        person="3pl" if (az_plural or azpl) and human else "3sg",
        agreement=PLURAL_AGREEMENT if en_plural else SINGULAR,
        pronoun=pronoun_of(noun, en_plural), entry=noun,
        light=not (relative or en_of or adjectives),
    )  # fmt: skip


_CAC: Final = frozenset({"doc", "norm", "evt", "city", "bld", "right", "sys", "work"})


def _owner_key(owner: Phrase) -> str:
    return {"3sg": "3m"}.get(owner.person, owner.person) if owner.is_pronoun else "3m"


def _attributes(adjectives: tuple[Entry, ...], degree: str) -> tuple[str, str, str, str]:
    """Return adjectives in Azerbaijani, English, Vietnamese before and after the noun."""
    if not adjectives:
        return "", "", "", ""
    first = adjectives[0]
    az_, en_, vi_ = first.az, first.en, first.vi
    if degree in ("ən", "daha"):
        az_ = f"{degree} {az_}"
        en_ = en.degree(en_, "er" in first.features, degree == "ən")
        vi_ += " nhất" if degree == "ən" else " hơn"
    elif degree == "çox":
        az_, en_, vi_ = "çox " + az_, "very " + en_, "rất " + vi_
    if len(adjectives) > 1:
        second = adjectives[1]
        if "colour" in second.features or "nopred" in second.features or degree:
            az_, en_, vi_ = f"{az_} {second.az}", f"{en_} {second.en}", f"{second.vi} {vi_}"
        else:
            az_, en_ = f"{az_} və {second.az}", f"{en_} and {second.en}"
            vi_ = f"{vi_} và {second.vi}"
    if "pre" in first.features and len(adjectives) == 1:
        return az_, en_, vi_, ""
    return az_, en_, "", vi_


def _determine(
    noun: Entry,
    core: str,
    en_det: str,
    en_of: str,
    demonstrative: str,
    quantity: Quantity | None,
    many: bool,
    mass: bool,
    *,
    definite: bool,
    ranked: bool,
    restricted: bool,
) -> str:
    if en_det:
        return f"{en_det} {core}"
    if demonstrative:
        near = demonstrative == "bu"
        return (
            ("these " if near else "those ") + core
            if many
            else ("this " if near else "that ") + core
        )
    if quantity is not None:
        return f"{quantity.en} {core}"
    if ranked or en_of:
        return "the " + core
    if mass and noun.kind in ZERO_ARTICLE and not restricted:
        return core
    if definite:
        return "the " + core
    return core if many or mass else en.article(core)
