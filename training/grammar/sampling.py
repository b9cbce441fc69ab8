"""Draw words that belong together: who does what to what, in one domain."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from training.grammar.clauses import Adverbial, Clause
from training.grammar.lexicon import DOMAINS, PERSONS, Complement, Entry, Lexicon, expand
from training.grammar.phrases import (
    PRONOUNS,
    COMMON_QUANTITIES,
    Phrase,
    name,
    noun_phrase,
    pronoun,
)

Row = tuple[str, str, str, str]

_DOMAIN_WEIGHTS: Final = {
    "pol": 14, "law": 16, "econ": 11, "cyb": 11, "mil": 6, "sci": 6, "edu": 7, "med": 6,
    "life": 12, "cul": 6, "city": 7, "nat": 6, "agr": 4, "spo": 3, "rel": 2,
}  # fmt: skip
_DOMAIN_POOL: Final = tuple(
    domain for domain in DOMAINS for _ in range(_DOMAIN_WEIGHTS[domain])
)

_OWNERS: Final = {
    "doc": "civ,pro,cas", "norm": "gov,com,ngo,cty", "idea": "gov,off,pro,com,ngo", "work": "gov,com,ngo",
    "txt": "pro,off,stu,civ", "art": "pro-cul", "tool": "pro,civ,stu,kin", "veh": "com,civ,pro",
    "bld": "com,gov,civ,ngo", "money": "civ,com,pro", "rel": "cty,gov", "help": "gov,cty,ngo",
    "stm": "off,gov,ngo", "meas": "gov,cty", "cond": "cty,city,com", "trait": "pro,stu,off",
    "mkt": "cty", "trend": "cty,city",
    "info": "gov,ngo,pro", "val": "cty", "sys": "cty,com,gov",
    "room": "off,civ", "cloth": "civ,stu,kin", "right": "civ,pro,cas", "feel": "civ,off,pro",
    "dev": "civ,com,pro", "dig": "com,gov,civ", "evt": "gov,ngo", "anm": "pro-agr,civ-life",
    "part": "doc,bld,city,evt,txt", "lvl": "cty,com", "city": "cty", "body": "civ,stu,anm",
    "off": "cty,gov,com", "pro": "com,ngo", "field": "cty", "furn": "room,bld",
    "food": "kin,civ", "grp": "cty,ngo", "issue": "cty,com,city", "plant": "pro-agr",
}  # fmt: skip
"""Whose a noun of this class may be."""

_TITLES: Final = frozenset(
    "nazir prezident səfir deputat konsul hakim prokuror müstəntiq general polkovnik mayor kapitan "
    "leytenant professor həkim ekspert mühəndis jurnalist müxbir politoloq yazıçı şair rəssam "
    "aktyor aktrisa bəstəkar müğənni vəkil iqtisadçı alim rejissor məşqçi sözçü diplomat".split()
)
"""What may stand before a name."""

_PLURAL_SHARE: Final = {"off": 0.18, "gov": 0.12, "cty": 0.3, "kin": 0.12, "geo": 0.2, "wth": 0.0}


@lru_cache(maxsize=8)
def load_rows(file: str) -> dict[str, tuple[Row, ...]]:
    """Read one of the small tables beside this module, by kind."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    found: dict[str, list[Row]] = {}
    for number, line in enumerate(text.splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 4 or not all(cells):
            raise ValueError(f"{file}:{number}: four filled TAB columns expected")
        found.setdefault(cells[0], []).append((cells[0], cells[1], cells[2], cells[3]))
    return {kind: tuple(rows) for kind, rows in found.items()}


class Sampler:
    """A source of random phrases and clauses."""

    def __init__(self, lexicon: Lexicon, rng: Random) -> None:
        self.lexicon = lexicon
        self.rng = rng
        self.domain = "pol"
        self._verbs: dict[tuple[str, str], tuple[Entry, ...]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        self._times: dict[tuple[str, str], tuple[Entry, ...]] = {}
        self._manners: dict[int, tuple[Entry, ...]] = {}

    # Words

    def new_domain(self) -> str:
        """Choose the domain of the next sentence."""
        self.domain = self.rng.choice(_DOMAIN_POOL)
        return self.domain

    def chance(self, share: float) -> bool:
        """Tell with this probability."""
        return self.rng.random() < share

    def noun(self, spec: str) -> Entry:
        """Draw a noun of a specification that suits the domain."""
        return self.rng.choice(self.lexicon.select(spec, self.domain))

    def adjectives(self, noun: Entry, share: float) -> tuple[Entry, ...]:
        """Draw no, one or two attributes of a noun."""
        if self.rng.random() > share:
            return ()
        fitting = self.lexicon.adjectives_of(noun)[0]
        if not fitting:
            return ()
        first = self.rng.choice(fitting)
        if self.rng.random() < 0.12 and "pre" not in first.features:
            second = self.rng.choice(fitting)
            dated = {"yeni", "köhnə", "qədim", "müasir"}
            odd = second.has("pre") or second.has("plur") or second.has("the")
            if second.kind != first.kind and not odd and not {first.az, second.az} & dated:
                pair = (first, second) if first.kind == "qual" else (second, first)
                return pair
        return (first,)

    # Phrases

    def person_name(self) -> Phrase:
        """Draw a person's name, given name or both."""
        rows = load_rows("names.tsv")
        if self.rng.random() < 0.12:
            _, az_, en_, vi_ = self.rng.choice(rows["w"])
            return name(az_, en_, vi_, he="3m")
        woman = self.rng.random() < 0.45
        _, az_, en_, vi_ = self.rng.choice(rows["f" if woman else "m"])
        if self.rng.random() < 0.6:
            _, az_s, en_s, vi_s = self.rng.choice(rows["s"])
            if woman:
                az_s, en_s, vi_s = az_s + "a", en_s + "a", vi_s + "a"
            az_, en_, vi_ = f"{az_} {az_s}", f"{en_} {en_s}", f"{vi_} {vi_s}"
        return name(az_, en_, vi_, he="3f" if woman else "3m")

    def place_name(self, kind: str) -> Phrase:
        """Draw a country or a city."""
        _, az_, en_, vi_ = self.rng.choice(load_rows("places.tsv")[kind])
        return name(az_, en_, vi_, marks="izf" if az_.endswith("Ərəbistanı") else "")

    def institution(self, kind: str) -> Phrase:
        """Draw a named institution: gov or intl."""
        _, az_, en_, vi_ = self.rng.choice(load_rows("institutions.tsv")[kind])
        return institution_phrase(az_, en_, vi_)

    def titled(self, noun: Entry) -> Phrase:
        """Put an office or a profession before a name: nazir Elçin Rəhimov."""
        who = self.person_name()
        if noun.has("f") != (who.pronoun is PRONOUNS["3f"]) and (noun.has("f") or noun.has("m")):
            return self.dressed(noun, plain=True)
        phrase = Phrase(
            f"{noun.az} ", who.lemma, f"{noun.en} {who.en}", f"{noun.vi} {who.vi}",
            pronoun=who.pronoun, light=True,
        )  # fmt: skip
        return phrase

    def phrase(self, spec: str, role: str = "subject", *, plain: bool = False) -> Phrase:
        """Draw a noun phrase. `role`: subject, object, complement, place."""
        noun = self.noun(spec)
        roll = self.rng.random()
        if roll < 0.6 and noun.kind in self._named_kinds(spec):
            if noun.kind == "cty":
                return self.place_name("country")
            if noun.kind == "city" and roll < 0.45:
                return self.place_name("city")
            if noun.kind == "gov" and roll < 0.15 and self.domain in ("pol", "law", "econ"):
                return self.institution("gov")
            if noun.kind == "ngo" and roll < 0.12 and self.domain == "pol":
                return self.institution("intl")
            if roll < 0.09 and noun.kind in ("civ", "pro", "off", "stu"):
                return self.person_name()
            if roll < 0.13 and noun.az in _TITLES:
                return self.titled(noun)
        return self.dressed(noun, role, plain=plain)

    def dressed(self, noun: Entry, role: str = "subject", *, plain: bool = False) -> Phrase:
        """Give a noun its determiners and attributes."""
        rng = self.rng
        if noun.kind == "kin":
            owner = pronoun(rng.choice(("1sg", "1sg", "1sg", "3m", "3f", "1pl", "2sg")))
            many = rng.random() < 0.08 and not noun.has("m") and not noun.has("f")
            return noun_phrase(rng, noun, owner=owner, plural=many)
        roll = rng.random()
        share = _PLURAL_SHARE.get(noun.kind, 0.27)
        plural = rng.random() < share and not noun.has("the")
        if plain:
            return noun_phrase(rng, noun, plural=plural, adjectives=self.adjectives(noun, 0.1))
        adjectives = self.adjectives(noun, 0.26)
        mass = noun.has("unc") or noun.has("the")
        if role == "object" and noun.kind not in PERSONS:
            if roll < 0.22:
                return noun_phrase(
                    rng, noun, definite=False, generic=True, adjectives=adjectives[:1]
                )
            if roll < 0.32 and not mass:
                return noun_phrase(rng, noun, definite=False, adjectives=adjectives)
        elif roll < 0.1 and not mass and role != "place":
            return noun_phrase(rng, noun, definite=False, adjectives=adjectives)
        if roll < 0.44 and roll > 0.32 and not noun.has("the"):
            kind = rng.choice(("bu", "bu", "o", "həmin"))
            return noun_phrase(rng, noun, plural=plural, demonstrative=kind, adjectives=adjectives)
        if 0.44 <= roll < 0.54 and not mass and role != "place":
            return noun_phrase(
                rng, noun, quantity=rng.choice(COMMON_QUANTITIES), adjectives=_no_numerals(adjectives)
            )
        if 0.54 <= roll < 0.7 and noun.kind in _OWNERS and role != "place":
            owned = self.owned(noun, adjectives, plural)
            if owned is not None:
                return owned
        if 0.7 <= roll < 0.75 and adjectives and adjectives[0].has("grad") and role != "place":
            return noun_phrase(
                rng, noun, plural=plural, adjectives=adjectives[:1],
                degree="ən", definite=True,
            )  # fmt: skip
        return noun_phrase(rng, noun, plural=plural, adjectives=adjectives)

    def owned(self, noun: Entry, adjectives: tuple[Entry, ...], plural: bool) -> Phrase | None:
        """Give a noun an owner that its class allows."""
        spec = _OWNERS[noun.kind]
        if not self.lexicon.suits(spec, self.domain):
            return None
        rng = self.rng
        owner: Phrase
        if rng.random() < 0.3 and any(term.split("-")[0] in PERSONS for term in spec.split(",")):
            owner = pronoun(rng.choice(("1sg", "2sg", "3m", "3m", "3f", "1pl", "1pl", "2pl", "3pl")))
        else:
            owner = self.phrase(spec, plain=True)
            if owner.entry is noun:
                return None
        return noun_phrase(rng, noun, plural=plural, adjectives=adjectives[:1], owner=owner)

    def own_object(self, noun: Entry, subject: Phrase) -> Phrase:
        """Make the object something of the subject's own: öz kitabını."""
        return noun_phrase(self.rng, noun, owner=subject, own=True)

    # Adverbials

    def time(self, letter: str) -> Adverbial | None:
        """Draw a time that goes with P past, N now, F future, D duration."""
        key = ("time", letter)
        if key not in self._times:
            self._times[key] = tuple(
                entry
                for entry in self.lexicon.adverbs["time"]
                if letter in entry.features.get("T", "") and not entry.domains
            )
        entry = self.rng.choice(self._times[key])
        return Adverbial(entry.az, entry.en, entry.vi, "time")

    def often(self) -> Adverbial:
        """Draw a frequency."""
        while True:
            entry = self.rng.choice(self.lexicon.adverbs["freq"])
            if not entry.has("neg"):
                kind = "often" if entry.has("end") else "freq"
                return Adverbial(entry.az, entry.en, entry.vi, kind)

    def manner(self, verb: Entry) -> Adverbial | None:
        """Draw a manner that suits the verb, None where there is none."""
        known = self._manners.get(id(verb))
        if known is None:
            known = tuple(
                entry
                for entry in self.lexicon.adverbs["manner"]
                if _suits_manner(entry.features["with"].split(","), verb)
            )
            self._manners[id(verb)] = known
        if not known:
            return None
        entry = self.rng.choice(known)
        return Adverbial(entry.az, entry.en, entry.vi, "manner")

    # Clauses

    def verbs(self, tag: str = "") -> tuple[Entry, ...]:
        """Return the verbs of the domain: all, or those that bear a mark or have an object."""
        key = (self.domain, tag)
        if key not in self._verbs:
            self._verbs[key] = tuple(
                verb
                for verb in self.lexicon.verbs
                if self._fits(verb)
                and _tagged(verb, tag)
                and ("o" in verb.features or not any(k.startswith("rep") for k in verb.features))
            )
        return self._verbs[key]

    def clause(
        self,
        verb: Entry | None = None,
        *,
        subject: Phrase | None = None,
        tag: str = "",
        passive: bool = False,
        plain: bool = False,
    ) -> Clause:
        """Draw a clause without adverbials or negation."""
        rng = self.rng
        if verb is None:
            verb = rng.choice(self.verbs("passive" if passive else tag))
        facts = verb.features
        thing = facts.get("o") or facts.get("g")
        complements = tuple(
            (link, self._complement(link))
            for link in self.lexicon.complements(verb)
            if not link.optional or rng.random() < 0.3
        )
        clause = Clause(
            verb, _NOBODY, complements=complements,
            time_first=rng.random() < 0.7, en_time_first=rng.random() < 0.3,
            vi_time_first=rng.random() < 0.6, object_late=rng.random() < 0.15,
        )  # fmt: skip
        if passive and thing:
            clause.passive = True
            clause.second_passive = rng.random() < 0.5
            clause.subject = self.phrase(thing, plain=plain)
            if rng.random() < 0.3:
                clause.agent = self.phrase(facts["s"], plain=True)
                while clause.agent.is_pronoun:
                    clause.agent = self.phrase(facts["s"], plain=True)
            return clause
        clause.subject = subject or self.subject(verb, plain=plain)
        if thing:
            noun = self.noun(thing)
            if rng.random() < 0.08 and noun.kind in ("idea", "txt", "tool", "qual", "cloth", "info"):
                clause.object = self.own_object(noun, clause.subject)
            elif noun.kind in ("kin",) or plain:
                clause.object = self.dressed(noun, "object", plain=plain and rng.random() < 0.7)
            else:
                clause.object = self.phrase(thing, "object")
            if "g" in facts and clause.object is not None:
                clause.object = self.phrase(thing, plain=True)
        if "pl" in facts and clause.subject.agreement != 1:
            clause.subject = self._plural_subject(verb)
        return clause

    def subject(self, verb: Entry, *, plain: bool = False) -> Phrase:
        """Draw a subject: at times a pronoun, where persons may be it."""
        spec = verb.features["s"]
        if self.rng.random() < 0.13 and self.kinds_of(spec) & {"civ", "pro", "stu", "off"}:
            return pronoun(
                self.rng.choice(("1sg", "1sg", "2sg", "3m", "3m", "3f", "1pl", "1pl", "2pl", "3pl"))
            )
        return self.phrase(spec, plain=plain)

    def _plural_subject(self, verb: Entry) -> Phrase:
        for _ in range(8):
            noun = self.noun(verb.features["s"])
            if noun.kind != "kin" and not noun.has("unc") and not noun.has("the"):
                return noun_phrase(self.rng, noun, plural=True)
        return pronoun("3pl")

    def _complement(self, link: Complement) -> Phrase:
        role = "place" if link.key == "l" else "complement"
        return self.phrase(link.spec, role, plain=self.rng.random() < 0.6)

    def _fits(self, verb: Entry) -> bool:
        if verb.domains:
            return self.domain in verb.domains
        facts = verb.features
        wanted = [facts[key] for key in ("s", "o", "g") if key in facts]
        wanted += [link.spec for link in self.lexicon.complements(verb) if not link.optional]
        return all(self.lexicon.suits(spec, self.domain) for spec in wanted)

    def kinds_of(self, spec: str) -> frozenset[str]:
        known = self._kinds.get(spec)
        if known is None:
            known = frozenset(term.split("-")[0] for term in expand(spec))
            self._kinds[spec] = known
        return known

    def _named_kinds(self, spec: str) -> frozenset[str]:
        return self.kinds_of(spec)


_NOBODY: Final = pronoun("3pl")


def institution_phrase(az_: str, en_: str, vi_: str) -> Phrase:
    """Return the phrase of a named institution, whose last word may carry a possessive."""
    words = az_.split()
    izafet = len(words) > 1 and words[-1][-1] in "ıiuü" and words[-1] != "Kollegiya"
    return name(az_, en_, vi_, marks="izf" if izafet else "abbr" if az_.isupper() else "")


def _no_numerals(adjectives: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(a for a in adjectives if not (a.has("plur") or a.has("the") or a.has("pre")))


def _suits_manner(terms: list[str], verb: Entry) -> bool:
    facts = verb.features
    subjects = facts["s"].split(",")
    tests = {
        "pub": "pub" in facts and "stat" not in facts,
        "care": facts.get("man") == "care", "speed": facts.get("man") == "speed",
        "off": subjects == ["off"], "B": subjects == ["B"], "P": False,
        "lvl": "lvl" in subjects and verb.kind == "chg", "chg": verb.kind == "chg" and
        "punc" not in facts and "lvl" in subjects,
        "chgp": verb.kind == "chg" and "punc" in facts,
        "destroy": facts.get("pol") == "n" and verb.kind == "make" and "o" in facts
        and "B" not in subjects and "law" not in verb.domains,
        "say": verb.en in ("criticize", "condemn", "defend", "talk", "speak", "reject", "deny"),
        "law": verb.en in ("try", "punish"), "loud": verb.en in ("laugh", "cry", "shout", "sing"),
        "fight": verb.en in ("fight", "battle", "resist", "defend"),
        "make": verb.kind == "make" and "B" not in subjects and facts.get("pol") != "n"
        and "stat" not in facts and bool({"P", "com", "pro", "O"} & set(subjects)),
        "move": verb.kind == "move" and verb.en in (
            "approach", "climb", "walk", "swim", "return", "run", "move away", "go into", "stop"),
        "give": verb.en in ("give", "send", "help", "pay", "present", "submit", "return", "donate"),
        "found": verb.en in ("find", "discover", "come across", "break"),
        "vote": verb.en in ("adopt", "approve", "accept") and "pub" in facts,
        "susp": verb.en in ("suspend", "close", "block"), "ontime": verb.en in (
            "complete", "finish", "submit", "arrive", "deliver", "pay", "fulfil", "hand in"),
        "think": verb.kind == "think" and verb.en in ("learn", "find", "understand", "calculate"),
    }  # fmt: skip
    return any(tests.get(term, False) for term in terms)


def _tagged(verb: Entry, tag: str) -> bool:
    facts = verb.features
    match tag:
        case "":
            return True
        case "passive":
            has_object = "o" in facts or "g" in facts
            return has_object and "nopas" not in facts and ("pub" in facts or facts.get("pol") == "n")
        case "object":
            return "o" in facts and "stat" not in facts
        case "agent":
            subjects = set(expand(facts["s"]))
            return bool(subjects & {"off", "pro", "civ", "stu", "gov", "com", "ngo"}) and (
                "stat" not in facts and "punc" not in facts and "past" not in facts
            )
        case "human":
            subjects = set(expand(facts["s"]))
            return bool(subjects & {"off", "pro", "civ", "stu"}) and (
                "stat" not in facts and "past" not in facts
            )
        case "placed":
            return verb.kind in ("make", "say", "give", "take") and "stat" not in facts and (
                bool(set(expand(facts["s"])) & {"off", "pro", "civ", "stu", "gov", "com", "ngo"})
            )
        case "command":
            subjects = set(expand(facts["s"]))
            return bool(subjects & {"pro", "civ", "stu"}) and facts.get("pol") != "n" and not (
                {"stat", "past", "punc"} & set(facts)
            )
        case "causative":
            return ("caus" in facts) or (
                verb.az.endswith(" etmək") and "o" in facts and "pub" in facts
                and verb.kind == "make" and facts.get("pol") != "n"
            )
        case _:
            return tag in facts
