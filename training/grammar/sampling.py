"""Draw words that belong together: who does what to what, in one domain."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final, TypeVar

from training.grammar.clauses import Adverbial, Clause
from training.grammar.fitness import (
    KIN_OWNERS,
    OWNERS,
    PLURAL_SHARE,
    TITLES,
    is_tagged,
    suits_manner,
    without_numerals,
)
from training.grammar.lexicon import DOMAINS, PERSONS, Complement, Entry, Lexicon, expand
from training.grammar.names import institution, person_name, place_name
from training.grammar.phrases import (
    COMMON_QUANTITIES,
    PRONOUNS,
    Phrase,
    noun_phrase,
    pronoun,
)

_DOMAIN_WEIGHTS: Final = {
    "pol": 14, "law": 16, "econ": 11, "cyb": 11, "mil": 6, "sci": 6, "edu": 7, "med": 6,
    "life": 12, "cul": 6, "city": 7, "nat": 6, "agr": 4, "spo": 3, "rel": 2,
}  # fmt: skip
_DOMAIN_POOL: Final = tuple(domain for domain in DOMAINS for _ in range(_DOMAIN_WEIGHTS[domain]))


class UnsuitableError(Exception):
    """What was drawn does not suit the template; another sentence is drawn instead."""


T = TypeVar("T")


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

    def until(self, draw: Callable[[], T], suits: Callable[[T], bool], tries: int = 30) -> T:
        """Draw until it suits; raise UnsuitableError where it never does."""
        for _ in range(tries):
            found = draw()
            if suits(found):
                return found
        raise UnsuitableError

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
            dated = {
                "yeni",
                "köhnə",
                "qədim",
                "müasir",
                "son",
                "əvvəlki",
                "növbəti",
                "yekun",
                "ilkin",
            }
            odd = second.has("pre") or second.has("plur") or second.has("the")
            odd = odd or first.en == second.en or first.vi[:5] == second.vi[:5]
            if second.kind != first.kind and not odd and not {first.az, second.az} & dated:
                pair = (first, second) if first.kind == "qual" else (second, first)
                return pair
        return (first,)

    # Phrases

    def titled(self, noun: Entry) -> Phrase:
        """Put an office or a profession before a name: nazir Elçin Rəhimov."""
        who = person_name(self.rng)
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
        if roll < 0.6 and noun.kind in self.kinds_of(spec):
            if noun.kind == "cty":
                return place_name(self.rng, "country")
            if noun.kind == "city" and roll < 0.45:
                return place_name(self.rng, "city")
            if noun.kind == "gov" and roll < 0.15 and self.domain in ("pol", "law", "econ"):
                return institution(self.rng, "gov")
            if noun.kind == "ngo" and roll < 0.12 and self.domain == "pol":
                return institution(self.rng, "intl")
            if roll < 0.09 and noun.kind in ("civ", "pro", "off", "stu"):
                return person_name(self.rng)
            if roll < 0.13 and noun.az in TITLES:
                return self.titled(noun)
        return self.dressed(noun, role, plain=plain)

    def dressed(self, noun: Entry, role: str = "subject", *, plain: bool = False) -> Phrase:
        """Give a noun its determiners and attributes."""
        rng = self.rng
        if noun.kind == "kin":
            keys = KIN_OWNERS.get(noun.az, ("1sg", "1sg", "1sg", "3m", "3f", "1pl", "2sg"))
            owner = pronoun(rng.choice(keys))
            many = rng.random() < 0.08 and not noun.has("m") and not noun.has("f")
            return noun_phrase(rng, noun, owner=owner, plural=many)
        roll = rng.random()
        share = PLURAL_SHARE.get(noun.kind, 0.27)
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
                rng,
                noun,
                quantity=rng.choice(COMMON_QUANTITIES),
                adjectives=without_numerals(adjectives),
            )
        if 0.54 <= roll < 0.7 and noun.kind in OWNERS and role != "place":
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
        spec = OWNERS[noun.kind]
        if not self.lexicon.suits(spec, self.domain):
            return None
        rng = self.rng
        owner: Phrase
        if rng.random() < 0.3 and any(term.split("-")[0] in PERSONS for term in spec.split(",")):
            owner = pronoun(
                rng.choice(("1sg", "2sg", "3m", "3m", "3f", "1pl", "1pl", "2pl", "3pl"))
            )
        else:
            owner = self.phrase(spec, plain=True)
            if owner.entry is not None and owner.entry.en.split()[-1] == noun.en.split()[-1]:
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
                if suits_manner(entry.features["with"].split(","), verb)
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
                and is_tagged(verb, tag)
                and ("o" in verb.features or "rep" not in verb.features)
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
                if clause.agent.entry is clause.subject.entry:
                    clause.agent = None
            return clause
        if "pl" in facts and (subject is None or subject.agreement != 1):
            clause.subject = self._plural_subject(verb)
        else:
            clause.subject = subject or self.subject(verb, plain=plain)
        if thing:
            noun = self.noun(thing)
            if noun is clause.subject.entry or noun.az[:6] == verb.az[:6]:
                raise UnsuitableError
            if rng.random() < 0.08 and noun.kind in (
                "idea",
                "txt",
                "tool",
                "qual",
                "cloth",
                "info",
            ):
                clause.object = self.own_object(noun, clause.subject)
            elif noun.kind in ("kin",) or plain:
                clause.object = self.dressed(noun, "object", plain=plain and rng.random() < 0.7)
            else:
                clause.object = self.phrase(thing, "object")
            if "g" in facts and clause.object is not None:
                clause.object = self.phrase(thing, plain=True)
            if "opl" in facts:
                fit = not (noun.has("unc") or noun.has("the") or noun.has("noplur"))
                clause.object = noun_phrase(rng, noun, plural=fit)
        if any(phrase.entry is clause.subject.entry for _, phrase in complements if phrase.entry):
            raise UnsuitableError
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
        """Return the classes that a specification names."""
        known = self._kinds.get(spec)
        if known is None:
            known = frozenset(term.split("-")[0] for term in expand(spec))
            self._kinds[spec] = known
        return known


_NOBODY: Final = pronoun("3pl")
