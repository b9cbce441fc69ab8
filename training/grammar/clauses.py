"""Clauses: a verb with its noun phrases and adverbials, finite or not, in three languages.

Word order. Azerbaijani: time, subject, place, definite object, complements, manner, bare object,
verb. English: subject, verb, object, complements, manner, place, time. Vietnamese: as English,
with the particles before the verb and time often first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from training.grammar import az, en, vi
from training.grammar.lexicon import Complement, Entry
from training.grammar.phrases import Phrase

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Tense:
    """The tense names of the three languages; `potential` adds -a bil-."""

    az: str
    en: str
    vi: str
    potential: bool = False


TENSES: Final[dict[str, Tense]] = {
    "progressive": Tense("present", "progressive", "progressive"),
    "habitual": Tense("present", "present", "present"),
    "past": Tense("past", "past", "past"),
    "reported_past": Tense("perfect", "past", "past"),
    "perfect": Tense("perfect", "perfect", "perfect"),
    "formal": Tense("formal", "perfect", "perfect"),
    "formal_past": Tense("formal", "past", "past"),
    "pluperfect": Tense("pluperfect", "pluperfect", "pluperfect"),
    "past_progressive": Tense("imperfect", "past_progressive", "past_progressive"),
    "future": Tense("future", "future", "future"),
    "going_past": Tense("future_past", "going_past", "going_past"),
    "must": Tense("must", "must", "must"),
    "must_past": Tense("must_past", "must_past", "must_past"),
    "can": Tense("present", "can", "can", True),
    "may": Tense("aorist", "may", "may", True),
    "might_can": Tense("aorist", "can", "can", True),
    "could_not": Tense("past", "could", "could", True),
    "was_able": Tense("past", "was_able", "was_able", True),
    "able": Tense("future", "able", "able", True),
    "aorist": Tense("aorist", "future", "future"),
    "would": Tense("aorist_past", "would", "would"),
    "would_have": Tense("aorist_past", "would_have", "would_have"),
    "if": Tense("condition", "present", "present"),
    "if_real": Tense("aorist_condition", "present", "present"),
    "if_past": Tense("condition_past", "pluperfect", "past"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adverbial:
    """An adverbial.

    `kind`: time; freq, before the English verb; often, after it; yet, before the verb but last in
    English; manner; place.
    """

    az: str
    en: str
    vi: str
    kind: str


@dataclass(slots=True, eq=False)
class Clause:
    """A verb with its arguments.

    In the passive `subject` is the patient, and `agent` may be given.
    """

    verb: Entry
    subject: Phrase
    object: Phrase | None = None
    complements: tuple[tuple[Complement, Phrase], ...] = ()
    adverbials: tuple[Adverbial, ...] = ()
    negative: bool = False
    passive: bool = False
    second_passive: bool = False
    agent: Phrase | None = None
    time_first: bool = True
    en_time_first: bool = False
    vi_time_first: bool = True
    object_late: bool = False

    # Azerbaijani

    def stem(self, potential: bool = False) -> tuple[str, str]:
        """Return (words before, stem) in the voice of the clause."""
        facts = self.verb.features
        if self.passive:
            voice = "pas2" if self.second_passive else "pas"
            found = az.voice_stem(self.verb.az, voice, facts.get("pas", ""))
        else:
            found = az.voice_stem(self.verb.az)
        return az.potential(*found) if potential else found

    def az_subject(self) -> str:
        """Return the subject; that of a passive with a genitive object stays in the genitive."""
        if self.passive and "g" in self.verb.features:
            return self.subject.az("gen")
        return self.subject.az()

    def az_before(self, subject: str = "") -> str:
        """Return all that precedes the verb, with a blank at the end; `subject` in its form."""
        parts = []
        times = [item.az for item in self.adverbials if item.kind in ("time", "often")]
        if self.time_first or not subject:
            parts += times
            times = []
        if subject:
            parts.append(subject)
        parts += times
        parts += [item.az for item in self.adverbials if item.kind in ("freq", "place", "yet")]
        if self.agent is not None:
            parts.append(self.agent.az() + " tərəfindən")
        thing = self.object
        said = ""
        if thing is not None:
            said = thing.az("gen") if "g" in self.verb.features else thing.az_object()
        late = said and (self.object_late or not (thing is not None and thing.definite))
        if said and not late:
            parts.append(said)
        parts += [_az_complement(link, phrase) for link, phrase in self.complements]
        parts += [item.az for item in self.adverbials if item.kind == "manner"]
        if late:
            parts.append(said)
        if subject == "o" and parts[-1] != "o":
            parts[parts.index("o")] = "o,"
        return " ".join(parts) + " " if parts else ""

    def az_finite(self, tense: Tense, *, subject: str | None = None) -> str:
        """Return the finite clause; `subject` replaces the own one ("" leaves it out)."""
        said = self.az_subject() if subject is None else subject
        form = az.conjugate(
            *self.stem(tense.potential), tense.az, self.subject.person, self.negative
        )
        return self.az_before(said) + form

    def az_plain(self, form: str, *, subject: str = "") -> str:
        """Return a converb, participle or infinitive with what precedes it."""
        return self.az_before(subject) + az.impersonal(*self.stem(), form, self.negative)

    def az_nominal(
        self, form: str, case: str = "nom", *, subject: str = "", person: str = ""
    ) -> str:
        """Return -dıq, -acaq or -ma agreeing with the subject, which stands in the genitive."""
        who = person or self.subject.person
        if who == "3pl" and subject and not person:
            who = "3sg"
        before, stem = self.stem()
        if self.passive and "g" in self.verb.features:
            before = before.rstrip() + "nın " if before.endswith("ı ") else before.rstrip() + "nin "
        return self.az_before(subject) + az.nominal(before, stem, form, who, case, self.negative)

    # English

    def en_tail(self, verb: str, *, times: bool = True) -> str:
        """Join a verb form with objects, complements and adverbials."""
        direct = ""
        if self.object is not None:
            direct = self.object.en_object
        first = [p.en_object for link, p in self.complements if not link.en]
        if "~" in verb:
            if self.passive or not direct or len(direct) > 45:
                text = verb.replace("~ ", "")
            else:
                text, direct = verb.replace("~", direct), ""
        else:
            text = verb
        parts = [text]
        if direct and first and not self.passive:
            parts += first
            first = []
        if direct:
            parts.append(direct)
        parts += first
        if self.agent is not None:
            parts.append("by " + self.agent.en_object)
        parts += [f"{link.en} {p.en_object}" for link, p in self.complements if link.en]
        parts += [item.en for item in self.adverbials if item.kind == "manner"]
        parts += [item.en for item in self.adverbials if item.kind == "place"]
        parts += [item.en for item in self.adverbials if item.kind in ("often", "yet")]
        if times:
            parts += [item.en for item in self.adverbials if item.kind == "time"]
        return " ".join(parts)

    def en_finite(self, tense: str, *, subject: str | None = None) -> str:
        """Return the finite clause; `subject` replaces the own one ("" leaves it out)."""
        aux, rest = en.verb_group(
            self.verb.en, tense, self.subject.agreement, self.negative, self.passive
        )
        often = " ".join(item.en for item in self.adverbials if item.kind == "freq")
        if often:
            rest = f"not {often} {rest[4:]}" if rest.startswith("not ") else f"{often} {rest}"
        group = f"{aux} {rest}" if aux and rest else aux or rest
        who = self.subject.en if subject is None else subject
        front = ""
        doubled = self.passive and self.verb.en.endswith(" on")
        if (self.en_time_first or doubled) and subject is None:
            front = en_front(self.adverbials)
        text = self.en_tail(group, times=not front)
        return front + (f"{who} {text}" if who else text)

    def en_question(self, tense: str) -> tuple[str, str]:
        """Return the auxiliary and the rest of a question about the whole clause."""
        aux, rest = en.question_group(
            self.verb.en, tense, self.subject.agreement, self.negative, self.passive
        )
        often = " ".join(item.en for item in self.adverbials if item.kind == "freq")
        if often:
            rest = f"{often} {rest}"
        return aux, f"{self.subject.en} {self.en_tail(rest)}"

    def en_infinitive(self) -> str:
        """Return the infinitive without to, with what follows it."""
        return self.en_tail(en.infinitive(self.verb.en, self.negative, self.passive))

    def en_gerund(self) -> str:
        """Return the -ing form with what follows it."""
        return self.en_tail(en.gerund(self.verb.en, self.negative, self.passive))

    # Vietnamese

    def vi_tail(self, verb: str, *, times: bool = True) -> str:
        """Join a verb with particles with objects, complements and adverbials."""
        direct = self.object.vi if self.object is not None else ""
        first = [p.vi for link, p in self.complements if not link.vi]
        if "@" in verb:
            verb = verb.replace("@", " ".join(first))
            first = []
        if "~" in verb:
            verb = verb.replace("~", direct).rstrip()
            direct = ""
        parts = [verb]
        if direct and first:
            parts += first
            first = []
        if direct:
            parts.append(direct)
        parts += first
        parts += [f"{link.vi} {p.vi}" for link, p in self.complements if link.vi]
        parts += [item.vi for item in self.adverbials if item.kind == "manner"]
        parts += [item.vi for item in self.adverbials if item.kind == "place"]
        if times:
            parts += [item.vi for item in self.adverbials if item.kind in ("time", "often")]
        return " ".join(parts)

    def vi_group(self, tense: str) -> str:
        """Return the verb with the particles of its tense, polarity and voice."""
        voice = ""
        if self.passive:
            voice = "bị" if self.verb.features.get("pol") == "n" else "được"
        agent = self.agent.vi if self.agent is not None else ""
        group = vi.verb_group(self.verb.vi, tense, self.negative, voice, agent)
        often = " ".join(
            item.vi for item in self.adverbials if item.kind in ("freq", "yet") and item.vi
        )
        return f"{often} {group}" if often else group

    def vi_finite(self, tense: str, *, subject: str | None = None) -> str:
        """Return the finite clause; `subject` replaces the own one ("" leaves it out)."""
        who = self.subject.vi if subject is None else subject
        front = ""
        if self.vi_time_first and subject is None:
            front = vi_front(self.adverbials)
        text = self.vi_tail(self.vi_group(tense), times=not front)
        return front + (f"{who} {text}" if who else text)

    # All three

    def finite(self, name: str, *, subject: Triple | None = None) -> Triple:
        """Return the clause in a tense of `TENSES`."""
        tense = TENSES[name]
        who = subject or (None, None, None)
        return (
            self.az_finite(tense, subject=who[0]),
            self.en_finite(tense.en, subject=who[1]),
            self.vi_finite(tense.vi, subject=who[2]),
        )


def en_front(adverbials: tuple[Adverbial, ...]) -> str:
    """Return the times that open an English sentence, with their comma."""
    times = [item.en for item in adverbials if item.kind == "time"]
    if not times:
        return ""
    text = " ".join(times)
    return text + (", " if " " in text else " ")


def vi_front(adverbials: tuple[Adverbial, ...]) -> str:
    """Return the times that open a Vietnamese sentence, with their comma."""
    times = [item.vi for item in adverbials if item.kind in ("time", "often")]
    return " ".join(times) + ", " if times else ""


def _az_complement(link: Complement, phrase: Phrase) -> str:
    match link.key:
        case "d":
            return phrase.az("dat")
        case "b":
            return phrase.az("abl")
        case "l":
            return phrase.az("loc")
        case "i":
            return phrase.az("ins") if phrase.is_pronoun else with_ile(phrase)
        case "h":
            return (phrase.az("gen") if phrase.is_pronoun else phrase.az()) + " haqqında"
        case "u":
            return (phrase.az("gen") if phrase.is_pronoun else phrase.az()) + " üçün"
        case _:
            return phrase.az("dat") + " qarşı"


def with_ile(phrase: Phrase) -> str:
    """Return the phrase with ilə, apart after a vowel and after a capital."""
    bare = phrase.az()
    if bare[-1] in "aıoueəiöü" or len(bare) % 2:
        return bare + " ilə"
    return phrase.az("ins")
