"""Check the terms of a translation: which stand in it, which are forbidden, which are too many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final

from glossary.matcher import TermMatcher, resolve_overlaps
from glossary.matcher_cache import cached_matcher
from glossary.model import Concept, Match, TermStatus
from translate_cli.requirements import EnforceMode, Requirement

MANY: Final = 100
"""New concepts from which it is quicker to read a kept matcher of the whole glossary (30 ms for
1,250 concepts) than to build one of them (20 ms for 100, 80 ms for 370)."""
STRICT: Final[frozenset[EnforceMode]] = frozenset({"strict"})
PREFERRED: Final[frozenset[EnforceMode]] = frozenset({"strict", "prefer"})
_MODES: Final[tuple[EnforceMode, ...]] = ("strict", "prefer", "check")
_STATUSES: Final[tuple[TermStatus, ...]] = ("preferred", "admitted", "forbidden")


@dataclass(frozen=True, slots=True)
class TermCheck:
    """Terms of one translation.

    `found` is the match of each requirement, `forbidden` are forms that must not stay, `extra` the
    renderings of required concepts beyond their occurrences.
    """

    found: tuple[Match | None, ...] = ()
    forbidden: tuple[Match, ...] = ()
    extra: tuple[Match, ...] = ()

    def count_satisfied(
        self, requirements: Sequence[Requirement], modes: Set[EnforceMode] = STRICT
    ) -> int:
        """Count satisfied requirements of the given modes, less forbidden forms of theirs."""
        done = sum(
            match is not None and requirement.mode in modes
            for match, requirement in zip(self.found, requirements, strict=True)
        )
        concepts = {r.concept.id for r in requirements if r.mode in modes}
        return done - sum(match.concept.id in concepts for match in self.forbidden)

    def find_surplus(
        self, requirements: Sequence[Requirement], modes: Set[EnforceMode] = STRICT
    ) -> tuple[Match, ...]:
        """Return the extra renderings of requirements of the given modes, in order."""
        concepts = {r.concept.id for r in requirements if r.mode in modes}
        return tuple(match for match in self.extra if match.concept.id in concepts)


class TermChecker:
    """Finds the terms of one target language.

    Concepts are learnt when texts have them: a glossary of thousands costs its start-up time only
    where it is used.
    """

    def __init__(self, concepts: Iterable[Concept], target_lang: str) -> None:
        self.target_lang = target_lang
        self._concepts = tuple(concepts)
        self._known: set[str] = set()
        self._matchers: list[TermMatcher] = []

    def learn(self, requirements: Iterable[Requirement]) -> None:
        """Build a matcher of all new concepts at once; else each one has a matcher of its own."""
        new = {r.concept.id: r.concept for r in requirements if r.concept.id not in self._known}
        if len(new) >= MANY:
            matcher = cached_matcher(self._concepts, self.target_lang, statuses=_STATUSES)
            self._matchers.append(matcher)
            self._known.update(concept.id for concept in self._concepts)
            new = {name: concept for name, concept in new.items() if name not in self._known}
        if new:
            self._matchers.append(TermMatcher(new.values(), self.target_lang, statuses=_STATUSES))
            self._known.update(new)

    def check(self, requirements: Sequence[Requirement], text: str) -> TermCheck:
        """Give each requirement a target span of its own where there is one.

        Strict requirements choose first, then longer ones.
        """
        self.learn(requirements)
        wanted = {requirement.concept.id for requirement in requirements}
        matches = {
            (match.start, match.end, match.concept.id, match.term): match
            for matcher in (self._matchers if wanted else ())
            for match in matcher.iter_matches(text)
            if match.concept.id in wanted
        }.values()
        forbidden = resolve_overlaps([m for m in matches if m.term.status == "forbidden"])
        allowed = [m for m in matches if m.term.status != "forbidden"]
        forbidden = [f for f in forbidden if not any(_covers(a, f) for a in allowed)]
        allowed = [a for a in allowed if not any(_covers(f, a) for f in forbidden)]
        allowed.sort(key=lambda m: (-_length(m), m.start))
        taken: list[Match] = []
        found: list[Match | None] = [None] * len(requirements)
        order = sorted(
            range(len(requirements)),
            key=lambda i: (
                _MODES.index(requirements[i].mode),
                -len(requirements[i].text),
                requirements[i].start,
            ),
        )
        for index in order:
            concept = requirements[index].concept.id
            free = [
                m
                for m in allowed
                if m.concept.id == concept and not any(_overlap(m, t) for t in taken)
            ]
            if free:
                found[index] = free[0]
                taken.append(free[0])
        spare = [m for m in allowed if not any(_overlap(m, t) for t in taken)]
        return TermCheck(tuple(found), tuple(forbidden), tuple(resolve_overlaps(spare)))


def _overlap(one: Match, two: Match) -> bool:
    return one.start < two.end and two.start < one.end


def _covers(outer: Match, inner: Match) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and _length(outer) > _length(inner)


def _length(match: Match) -> int:
    return match.end - match.start
