"""Read the lexicon and answer what goes together with what.

`lexicon.tsv` has a header and six TAB columns: Azerbaijani lemma, part of speech, class, English
lemma, Vietnamese, features. Features are `key` or `key=value`, parted by "; " (README.md).
A specification ("off,doc-law,=pul") names classes, a class in one domain, and
single lemmas, with their class after an @ where two share a spelling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

LEXICON: Final = Path(__file__).parent / "lexicon.tsv"
HEADER: Final = ("az", "pos", "class", "en", "vi", "features")

NOUN_CLASSES: Final[dict[str, str]] = {
    "off": "persons in authority",
    "pro": "professions",
    "civ": "other persons",
    "stu": "pupils and students",
    "kin": "relatives",
    "cas": "parties to a case",
    "bad": "wrongdoers",
    "bgr": "groups of wrongdoers",
    "grp": "groups of people",
    "gov": "authorities",
    "com": "companies",
    "ngo": "other organizations",
    "cty": "countries",
    "city": "settlements and regions",
    "bld": "buildings",
    "room": "rooms",
    "out": "outdoor places",
    "geo": "landscape",
    "doc": "certificates and forms",
    "norm": "laws and treaties",
    "txt": "texts",
    "art": "works of art",
    "info": "knowledge",
    "idea": "ideas and plans",
    "issue": "problems",
    "evt": "events held",
    "occ": "events that happen",
    "crime": "offences",
    "work": "projects",
    "tool": "things",
    "furn": "furniture",
    "cloth": "clothes",
    "veh": "vehicles",
    "dev": "devices",
    "dig": "digital objects",
    "sys": "systems",
    "food": "food",
    "drink": "drinks",
    "plant": "plants",
    "anm": "animals",
    "body": "body",
    "mat": "substances and goods",
    "money": "money",
    "lvl": "quantities that rise and fall",
    "dis": "diseases",
    "feel": "feelings",
    "qual": "qualities",
    "val": "values",
    "right": "rights",
    "field": "fields of knowledge and work",
    "wth": "weather",
    "act": "other actions",
    "rel": "relations",
    "help": "support",
    "stm": "statements",
    "meas": "measures",
    "trend": "processes",
    "mkt": "markets",
    "cond": "conditions",
    "trait": "abilities and habits",
    "part": "parts and general nouns",
    "rlg": "religion",
}

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "P": ("off", "pro", "civ", "stu", "kin"),
    "PW": ("off", "pro"),
    "H": ("off", "pro", "civ", "stu", "kin", "grp"),
    "O": ("gov", "com", "ngo"),
    "A": ("off", "pro", "civ", "stu", "grp", "gov", "com", "ngo"),
    "B": ("bad", "bgr"),
    "L": ("gov-law", "off-law", "pro-law"),
    "T": ("tool", "furn", "cloth", "veh", "dev"),
}
"""Shorthands of specifications."""

PERSONS: Final = frozenset({"off", "pro", "civ", "stu", "kin", "cas", "bad"})
COLLECTIVES: Final = frozenset({"grp", "bgr", "gov", "com", "ngo", "cty"})

DOMAINS: Final = (
    "pol", "law", "econ", "cyb", "mil", "sci", "edu", "med", "life", "cul", "city", "nat", "agr",
    "spo", "rel",
)  # fmt: skip
"""Topics. A sentence keeps to one, so that its parts belong together."""

COMPLEMENTS: Final = ("d", "b", "i", "l", "h", "u", "q")
"""Dative, ablative, ilə, locative, haqqında, üçün, qarşı: complements of verbs."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One row. `features` maps keys to values, which are empty for plain marks."""

    az: str
    pos: str
    kind: str
    en: str
    vi: str
    features: dict[str, str]
    domains: frozenset[str] = field(default_factory=frozenset)

    def has(self, key: str) -> bool:
        """Tell whether the feature is present."""
        return key in self.features

    @property
    def is_person(self) -> bool:
        """Whether a noun names persons."""
        return self.kind in PERSONS

    @property
    def is_agent(self) -> bool:
        """Whether a noun names persons, groups or organizations."""
        return self.kind in PERSONS or self.kind in COLLECTIVES


@dataclass(frozen=True, slots=True, eq=False)
class Complement:
    """A governed noun phrase: case key, who may fill it, how it is linked, whether it may lack."""

    key: str
    spec: str
    en: str
    vi: str
    optional: bool


class Lexicon:
    """All entries, with the lists that the generator draws from."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.nouns = [entry for entry in entries if entry.pos == "noun"]
        self.verbs = [entry for entry in entries if entry.pos == "verb"]
        self.adjectives = [entry for entry in entries if entry.pos == "adj"]
        self.adverbs: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.pos == "adv":
                self.adverbs.setdefault(entry.kind, []).append(entry)
        self._by_kind: dict[str, list[Entry]] = {}
        self._by_lemma: dict[str, list[Entry]] = {}
        for noun in self.nouns:
            self._by_kind.setdefault(noun.kind, []).append(noun)
            self._by_lemma.setdefault(noun.az, []).append(noun)
        self._lists: dict[tuple[str, str], tuple[Entry, ...]] = {}
        self._sets: dict[str, frozenset[int]] = {}
        self._adjectives: dict[int, tuple[tuple[Entry, ...], tuple[Entry, ...]]] = {}
        self._complements: dict[int, tuple[Complement, ...]] = {}

    def select(self, spec: str, domain: str = "") -> tuple[Entry, ...]:
        """Return the nouns of a specification that suit a domain; all of them if none does.

        Nouns without a domain suit every one, but those of the domain come five times as often.
        """
        known = self._lists.get((spec, domain))
        if known is None:
            known = self._select(spec, domain)
            self._lists[spec, domain] = known
        return known

    def suits(self, spec: str, domain: str) -> bool:
        """Tell whether a noun of this very domain, or of none, fills the specification."""
        return any(not noun.domains or domain in noun.domains for noun in self.select(spec))

    def fills(self, noun: Entry, spec: str) -> bool:
        """Tell whether a noun is among those of a specification."""
        known = self._sets.get(spec)
        if known is None:
            known = frozenset(id(entry) for entry in self._select(spec, ""))
            self._sets[spec] = known
        return id(noun) in known

    def adjectives_of(self, noun: Entry) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Return the attributes that a noun may take, and those that may be said of it."""
        known = self._adjectives.get(id(noun))
        if known is None:
            fitting = [
                adjective
                for adjective in self.adjectives
                if _matches(adjective.features["mod"].split(","), noun)
                and adjective.en not in noun.en.split()
                and adjective.az not in noun.az.split()
            ]
            known = (
                tuple(entry for entry in fitting if not entry.has("predonly")),
                tuple(entry for entry in fitting if not entry.has("nopred")),
            )
            self._adjectives[id(noun)] = known
        return known

    def complements(self, verb: Entry) -> tuple[Complement, ...]:
        """Return the complements that a verb governs beside its object."""
        known = self._complements.get(id(verb))
        if known is None:
            known = tuple(_iter_complements(verb))
            self._complements[id(verb)] = known
        return known

    def _select(self, spec: str, domain: str) -> tuple[Entry, ...]:
        nouns: dict[int, Entry] = {}
        for term in expand(spec):
            for noun in self._find(term):
                nouns[id(noun)] = noun
        if not domain:
            return tuple(nouns.values())
        own = [noun for noun in nouns.values() if domain in noun.domains]
        free = [noun for noun in nouns.values() if not noun.domains]
        return tuple(own * 5 + free) or tuple(nouns.values())

    def _find(self, term: str) -> list[Entry]:
        if term.startswith("="):
            lemma, _, kind = term[1:].partition("@")
            nouns = self._by_lemma.get(lemma, [])
            return [noun for noun in nouns if noun.kind == kind] if kind else nouns
        kind, _, domain = term.partition("-")
        nouns = self._by_kind.get(kind, [])
        return [noun for noun in nouns if domain in noun.domains] if domain else nouns


def expand(spec: str) -> tuple[str, ...]:
    """Return the terms of a specification, with the shorthands written out.

    >>> expand("O,=pul")
    ('gov', 'com', 'ngo', '=pul')
    """
    terms: list[str] = []
    for term in spec.split(","):
        terms += GROUPS.get(term, (term,))
    return tuple(terms)


def _matches(terms: list[str], noun: Entry) -> bool:
    for term in terms:
        kind, _, domain = term.partition("-")
        if kind == noun.kind and (not domain or domain in noun.domains):
            return True
    return False


def _iter_complements(verb: Entry) -> list[Complement]:
    found = []
    for key in COMPLEMENTS:
        for name, optional in ((key, False), (key + "?", True)):
            value = verb.features.get(name)
            if value is not None:
                spec, en, vi = [*value.split(":"), "", ""][:3]
                if key == "h":
                    en, vi = en or "about", vi or "về"
                found.append(Complement(key, spec, en, vi, optional))
    return found


def parse_features(text: str) -> dict[str, str]:
    """Read the last column.

    >>> parse_features("dom=law; unc")
    {'dom': 'law', 'unc': ''}
    """
    pairs = (item.partition("=") for item in text.split("; ") if item)
    return {key: value for key, _, value in pairs}


def read_lexicon(path: Path) -> list[Entry]:
    """Read a lexicon; a row of another shape is an error with its line."""
    name = path.name
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != HEADER:
        raise ValueError(f"{name}:1: the header {', '.join(HEADER)} expected")
    entries = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(HEADER) or not all(cells[:5]):
            raise ValueError(f"{name}:{number}: six TAB columns expected, five of them filled")
        features = parse_features(cells[5])
        domains = frozenset(features.get("dom", "").split(",")) - {""}
        az, pos, kind, en, vi = cells[:5]
        entries.append(Entry(az, pos, kind, en, vi, features, domains))
    return entries


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon that comes with the package; shared, and not to be changed."""
    return Lexicon(read_lexicon(LEXICON))
