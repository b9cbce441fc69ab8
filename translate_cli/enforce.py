"""Glossary-constrained decoding: every term comes out as the glossary says, or it is reported.

The cascade, cheapest first: take it from the n-best list; re-decode with the term forced where the
attention over its source span places it; repair the surface there; else say that it is missing.
Terms are forced from left to right, since what follows a forced term is decoded anew. A round is
kept only when it satisfies more terms than before, and tries no term again that failed since, so
the loop ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal

from glossary.matcher import TermMatcher, resolve_overlaps
from glossary.model import Concept, Match
from translate_cli.engine import Engine, ForcedRequest, Hint
from translate_cli.model import Hypothesis, Issue, TermUse, TermUseHow
from translate_cli.quality import count_repeats
from translate_cli.requirements import EnforceMode, Outcome, Requirement, surface_forms

NBEST_MARGIN: Final = 0.35
"""Nats a token a hypothesis may score below the best one and still be taken for its terms."""
PLACEMENTS: Final = 3
FORMS: Final = 3
DECODED: Final = 2
"""Of the placements times forms, this many are decoded: those whose term the model likes best."""
_REPEAT_COST: Final = 0.3
_EXTRA_COST: Final = 0.4
_LENGTH_COST: Final = 0.5
_OPENING: Final = frozenset('“„«("[‘')


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A target prefix that holds a term, which begins at token `begin`."""

    prefix: tuple[str, ...]
    begin: int


@dataclass(frozen=True, slots=True)
class _Check:
    """Terms of one hypothesis: the target match of each requirement, and forbidden forms."""

    found: tuple[Match | None, ...]
    forbidden: tuple[Match, ...]
    extra: int

    def satisfied(self, requirements: Sequence[Requirement], modes: tuple[str, ...]) -> int:
        """Count satisfied requirements of the given modes, less forbidden forms of theirs."""
        done = sum(
            match is not None and requirement.mode in modes
            for match, requirement in zip(self.found, requirements, strict=True)
        )
        concepts = {r.concept.id for r in requirements if r.mode in modes}
        return done - sum(match.concept.id in concepts for match in self.forbidden)


class Enforcer:
    """Checks and enforces the terms of a glossary for one language pair."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        source_lang: str,
        target_lang: str,
        *,
        mode: EnforceMode = "strict",
        source_matcher: TermMatcher | None = None,
    ) -> None:
        self.mode: EnforceMode = mode
        self.source_lang = source_lang
        self.target_lang = target_lang
        self._concepts = tuple(concepts)
        self._shared = source_matcher
        self._seen: dict[str, Concept] = {}
        self._target: TermMatcher | None = None

    @cached_property
    def _source(self) -> TermMatcher:
        return self._shared or TermMatcher(self._concepts, self.source_lang)

    def _match_targets(self, requirements: Sequence[Requirement], text: str) -> list[Match]:
        """Find the target forms of the required concepts.

        The target side is built of the concepts that the texts really have: a glossary of
        thousands costs its start-up time only where it is used.
        """
        self.learn(requirements)
        wanted = {requirement.concept.id for requirement in requirements}
        if self._target is None:
            return []
        return [m for m in self._target.iter_matches(text) if m.concept.id in wanted]

    def learn(self, requirements: Iterable[Requirement]) -> None:
        """Build the matcher of the target for all of these at once; else each new one rebuilds it.

        It is built anew only where there are new concepts.
        """
        new = {r.concept.id: r.concept for r in requirements if r.concept.id not in self._seen}
        if new:
            self._seen.update(new)
            self._target = TermMatcher(
                self._seen.values(),
                self.target_lang,
                statuses=("preferred", "admitted", "forbidden"),
            )

    def require(self, text: str) -> tuple[Requirement, ...]:
        """Find the terms of a source segment; a concept that is not approved is only checked."""
        requirements = []
        for match in self._source.find(text):
            concept = match.concept
            if concept.preferred(self.target_lang) is None:
                continue
            mode: EnforceMode = concept.enforce or self.mode
            if concept.status != "approved" or self.mode == "check":
                mode = "check"
            requirements.append(Requirement(concept, match.start, match.end, match.text, mode))
        return tuple(requirements)

    def run(
        self,
        engine: Engine,
        texts: Sequence[str],
        requirements: Sequence[tuple[Requirement, ...]],
        hypotheses: Sequence[Sequence[Hypothesis]],
    ) -> list[Outcome]:
        """Choose for each text a translation that satisfies its requirements.

        `hypotheses` are the engine's n-best lists, with attention, made with the `hints` of the
        requirements where the engine takes them. All candidates of all segments
        of a round are decoded in one batch.
        """
        self.learn(requirement for wanted in requirements for requirement in wanted)
        states = [
            _State(text, wanted, self._pick(wanted, nbest), self.hints(engine, wanted))
            for text, wanted, nbest in zip(texts, requirements, hypotheses, strict=True)
        ]
        for state, nbest in zip(states, hypotheses, strict=True):
            state.first = nbest[0]
        while active := [state for state in states if not state.done]:
            self._force(engine, active)
        return [self._finish(state) for state in states]

    def _pick(
        self, wanted: tuple[Requirement, ...], nbest: Sequence[Hypothesis]
    ) -> tuple[Hypothesis, _Check]:
        checks = [(h, self.check(wanted, h.text)) for h in nbest]
        if not wanted:
            return checks[0]
        near = [c for c in checks if c[0].score_logprob >= nbest[0].score_logprob - NBEST_MARGIN]
        return max(
            near,
            key=lambda c: (c[1].satisfied(wanted, ("strict", "prefer")), c[0].score_logprob),
        )

    def hints(self, engine: Engine, requirements: Sequence[Requirement]) -> tuple[Hint, ...]:
        """Return the terms to tell the engine inline: those that are strict, if it takes hints."""
        if not engine.takes_hints:
            return ()
        hints = []
        for requirement in requirements:
            preferred = requirement.concept.preferred(self.target_lang)
            if requirement.mode == "strict" and preferred and requirement.end:
                hints.append(Hint(requirement.start, requirement.end, preferred.text))
        return tuple(hints)

    def review(self, pairs: Sequence[tuple[str, str]]) -> list[Outcome]:
        """Say how translations made elsewhere render the terms of their sources; change nothing."""
        required = [self.require(source) for source, _ in pairs]
        self.learn(requirement for wanted in required for requirement in wanted)
        outcomes = []
        for (source, text), wanted in zip(pairs, required, strict=True):
            said = Hypothesis(text, (), 0.0)
            outcome = self._finish(_State(source, wanted, (said, self.check(wanted, text)), ()))
            uses = tuple(
                replace(use, how="memory") if use.target is not None else use
                for use in outcome.terms
            )
            outcomes.append(replace(outcome, terms=uses))
        return outcomes

    def check(self, requirements: Sequence[Requirement], text: str) -> _Check:
        """Give each requirement a target span of its own where there is one."""
        if not requirements:
            return _Check((), (), 0)
        matches = self._match_targets(requirements, text)
        forbidden = resolve_overlaps([m for m in matches if m.term.status == "forbidden"])
        allowed = [m for m in matches if m.term.status != "forbidden"]
        forbidden = [f for f in forbidden if not any(_covers(a, f) for a in allowed)]
        allowed = [a for a in allowed if not any(_covers(f, a) for f in forbidden)]
        allowed.sort(key=lambda m: (-(m.end - m.start), m.start))
        taken: list[Match] = []
        found: list[Match | None] = [None] * len(requirements)
        order = sorted(
            range(len(requirements)),
            key=lambda i: (-len(requirements[i].text), requirements[i].start),
        )
        for index in order:
            concept = requirements[index].concept.id
            free = [
                m
                for m in allowed
                if m.concept.id == concept and not any(_overlap(m, t) for t in taken)
            ]
            if free:
                longest = free[0].end - free[0].start
                best = min((m for m in free if m.end - m.start == longest), key=lambda m: m.start)
                found[index] = best
                taken.append(best)
        spare = [m for m in allowed if not any(_overlap(m, t) for t in taken)]
        return _Check(tuple(found), tuple(forbidden), len(resolve_overlaps(spare)))

    def _force(self, engine: Engine, states: Sequence[_State]) -> None:
        found: list[tuple[_State, _Candidate]] = []
        for state in states:
            made = self._candidates(engine, state)
            if not made:
                state.done = True
            found += [(state, candidate) for candidate in made]
        if not found:
            return
        owners, requests = _shortlist(engine, found)
        candidates: dict[int, list[tuple[Hypothesis, _Check]]] = {}
        for state, hypothesis in zip(owners, engine.translate_forced(requests), strict=True):
            check = self.check(state.wanted, hypothesis.text)
            candidates.setdefault(id(state), []).append((hypothesis, check))
        for state in {id(owner): owner for owner in owners}.values():
            now = state.check.satisfied(state.wanted, ("strict",))
            best = max(
                candidates[id(state)],
                key=lambda c: (
                    c[1].satisfied(state.wanted, ("strict",)),
                    self._worth(state, c[0], c[1]),
                ),
            )
            if best[1].satisfied(state.wanted, ("strict",)) > now:
                state.best, state.check = best
                repaired = state.trying in state.repairing
                state.hows[state.trying] = "repaired" if repaired else "forced"
                state.failed.clear()
                state.repairing.clear()
            elif state.trying in state.repairing:
                state.failed.add(state.trying)
            else:
                state.repairing.add(state.trying)

    def _worth(self, state: _State, hypothesis: Hypothesis, check: _Check) -> float:
        length = len(state.first.tokens) or 1
        stretch = abs(len(hypothesis.tokens) - length) / length
        return (
            hypothesis.score_logprob
            - _REPEAT_COST * count_repeats(hypothesis.text)
            - _EXTRA_COST * check.extra
            - _LENGTH_COST * max(0.0, stretch - 0.25)
        )

    def _candidates(self, engine: Engine, state: _State) -> list[_Candidate]:
        """Return target prefixes that hold the leftmost missing term: placements times forms.

        First they end in the term and the model goes on freely. Where that loses other terms, the
        surface is repaired: the term replaces the word it is aligned to, or stands before it, and
        the rest of the translation stays.
        """
        tokens = state.best.tokens
        quoted = [i for i in range(1, len(tokens)) if tokens[i - 1].lstrip("▁") in _OPENING]
        starts = sorted({*quoted, *engine.word_starts(tokens)})
        missing = []
        for index, (requirement, match) in enumerate(
            zip(state.wanted, state.check.found, strict=True)
        ):
            mine = [f for f in state.check.forbidden if f.concept.id == requirement.concept.id]
            done = match is not None and not mine
            # Over a pivot a concept may have no term in the language between.
            sayable = requirement.concept.preferred(self.target_lang) is not None
            open_ = sayable and not done and index not in state.failed
            if requirement.mode == "strict" and open_:
                missing.append((self._placements(engine, state, requirement, starts), index))
        if not missing:
            return []
        places, state.trying = min(missing, key=lambda found: (found[0][0], found[1]))
        following = dict(pairwise([*starts, len(tokens)]))
        made: dict[tuple[str, ...], int] = {}
        for place in places:
            # Behind an opening quote or bracket the term follows without a space.
            opened = tokens[place - 1].lstrip("▁") if place else ""
            begin = place - 1 if opened in _OPENING else place
            lead = opened if begin < place else ""
            initial = begin == 0 and _begins_upper(state.text)
            for form in self._forms(state.wanted[state.trying], initial=initial):
                forced = (*tokens[:begin], *engine.encode_target(lead + form))
                if state.trying in state.repairing:
                    made.setdefault((*forced, *tokens[following.get(place, place) :]), begin)
                    made.setdefault((*forced, *tokens[place:]), begin)
                else:
                    made.setdefault(forced, begin)
        return [_Candidate(prefix, begin) for prefix, begin in made.items()]

    def _placements(
        self, engine: Engine, state: _State, requirement: Requirement, starts: list[int]
    ) -> list[int]:
        hypothesis = state.best
        if not hypothesis.tokens:
            return [0]
        if not hypothesis.attention or not hypothesis.source_tokens:
            share = requirement.start / max(len(state.text), 1)
            near = sorted(starts, key=lambda s: abs(s / len(hypothesis.tokens) - share))
            return near[:PLACEMENTS]
        spans = engine.locate(state.text, hypothesis.source_tokens)
        columns = [
            column
            for column, (start, end) in enumerate(spans)
            if start < requirement.end and end > requirement.start
        ]
        mass = [sum(row[column] for column in columns) for row in hypothesis.attention]
        ends = [*starts[1:], len(hypothesis.tokens)]
        peaks = {
            start: max(mass[start:end], default=0.0)
            for start, end in zip(starts, ends, strict=True)
        }
        ranked = sorted(starts, key=lambda start: (-peaks[start], start))
        return ranked[:PLACEMENTS]

    def _forms(self, requirement: Requirement, *, initial: bool) -> list[str]:
        forms: list[str] = []
        concept = requirement.concept
        for term in concept.iter_terms(self.target_lang, "preferred"):
            forms += surface_forms(term.text, self.target_lang, concept.pos)[:FORMS]
        if initial:
            forms = [form[:1].upper() + form[1:] for form in forms]
        return forms

    def _finish(self, state: _State) -> Outcome:
        uses = []
        issues = []
        first = self.check(state.wanted, state.first.text)
        cost = max(0.0, state.first.score_logprob - state.best.score_logprob)
        for index, (requirement, match, before) in enumerate(
            zip(state.wanted, state.check.found, first.found, strict=True)
        ):
            preferred = requirement.concept.preferred(self.target_lang)
            expected = preferred.text if preferred else ""
            changed = before is None and match is not None
            how: TermUseHow = ""
            if match is not None:
                own: TermUseHow = (
                    "hinted" if requirement.mode == "strict" and state.hints else "nbest"
                )
                how = state.hows.get(index, "forced" if state.hows and changed else own)
            uses.append(
                TermUse(
                    requirement.concept.id,
                    (requirement.start, requirement.end),
                    (match.start, match.end) if match else None,
                    _status(match),
                    how,
                    requirement.text,
                    expected,
                    state.first.text if changed else "",
                    cost if changed else 0.0,
                )
            )
            if match is None:
                checked = requirement.mode == "check" and self.mode != "check"
                issues.append(
                    Issue(
                        "term-missing",
                        f"“{requirement.text}” should be “{expected}”.",
                        "warning" if checked else "error",
                    )
                )
        for match in state.check.forbidden:
            right = match.concept.preferred(self.target_lang)
            advice = f"; use “{right.text}”" if right else ""
            issues.append(
                Issue("term-forbidden", f"“{match.text}” is a forbidden form{advice}.", "error")
            )
        return Outcome(state.best, tuple(uses), tuple(issues))


class _State:
    """A segment on its way through the rounds."""

    def __init__(
        self,
        text: str,
        wanted: tuple[Requirement, ...],
        chosen: tuple[Hypothesis, _Check],
        hints: tuple[Hint, ...],
    ) -> None:
        self.text = text
        self.wanted = wanted
        self.hints = hints
        self.best, self.check = chosen
        self.first = chosen[0]
        self.hows: dict[int, TermUseHow] = {}
        self.repairing: set[int] = set()
        self.failed: set[int] = set()
        self.trying = 0
        self.done = not wanted


def _shortlist(
    engine: Engine, found: Sequence[tuple[_State, _Candidate]]
) -> tuple[list[_State], list[ForcedRequest]]:
    """Score the candidates of all segments without decoding them, and keep the best few of each.

    A term with free decoding after it is judged by its own tokens, first among the forms at one
    placement, then among the placements; a repaired surface by the whole of it.
    """
    asked = [
        ForcedRequest(state.text, candidate.prefix, hints=state.hints) for state, candidate in found
    ]
    by_state: dict[int, dict[int, tuple[float, _State, ForcedRequest]]] = {}
    for number, ((state, candidate), request, values) in enumerate(
        zip(found, asked, engine.score_forced(asked), strict=True)
    ):
        repairing = state.trying in state.repairing
        worth = sum(values) / len(values) if repairing else sum(values[candidate.begin :])
        known = replace(request, logprob=sum(values))
        ranked = by_state.setdefault(id(state), {})
        place = number if repairing else candidate.begin
        if place not in ranked or worth > ranked[place][0]:
            ranked[place] = (worth, state, known)
    owners, requests = [], []
    for ranked in by_state.values():
        best = sorted(ranked.values(), key=lambda item: -item[0])[:DECODED]
        owners += [state for _, state, _ in best]
        requests += [request for _, _, request in best]
    return owners, requests


def _begins_upper(text: str) -> bool:
    return next((char for char in text if char.isalpha()), "").isupper()


def _status(match: Match | None) -> Literal["preferred", "admitted", "missing"]:
    if match is None:
        return "missing"
    return "preferred" if match.term.status == "preferred" else "admitted"


def _overlap(one: Match, two: Match) -> bool:
    return one.start < two.end and two.start < one.end


def _covers(outer: Match, inner: Match) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and _length(outer) > _length(inner)


def _length(match: Match) -> int:
    return match.end - match.start
