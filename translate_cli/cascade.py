"""The cascade of enforcement: n-best, re-decoding with a term forced, repair of the surface.

Terms are forced from left to right, since what follows a forced term is decoded anew; then what is
said once too often is left out. A round is kept only when it satisfies more terms than before, or
as many with fewer renderings too many, and tries nothing again that failed since: the loop ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from glossary.model import Match
from translate_cli.engine import MAX_PART_TOKENS, ForcedRequest, Hint
from translate_cli.forcing import FORMS, Candidate, Writer, term_forms
from translate_cli.model import Hypothesis, TermUseHow
from translate_cli.placement import PLACES, Place, Placer
from translate_cli.quality import count_lost_numbers, count_repeats
from translate_cli.requirements import Requirement
from translate_cli.term_checks import PREFERRED, TermCheck, TermChecker

NBEST_MARGIN: Final = 0.35
"""Nats a token a hypothesis may score below the best one and still be taken for its terms."""
SURPLUS_MARGIN: Final = 1.0
"""Nats a token that it may cost to say a term once less."""
FEW: Final = 2
"""Of more forced candidates than these only the one that the model scores best is decoded."""
SMALL_DROP: Final = 0.3
"""Nats a token that leaving words out may cost without asking the model for something else."""
_REPEAT_COST: Final = 0.3
_EXTRA_COST: Final = 0.4
_LENGTH_COST: Final = 0.5
_NUMBER_COST: Final = 0.5
_MEND, _FORCE, _REPAIR, _ELSEWHERE, _GIVE_UP = range(5)


@dataclass(slots=True)
class Draft:
    """A segment on its way through the rounds.

    `first` is the engine's best hypothesis, `best` what is kept so far; `hows` tells for
    requirements by their index how they were satisfied, if not by `first` or the n-best list.
    """

    text: str
    wanted: tuple[Requirement, ...]
    hints: tuple[Hint, ...]
    first: Hypothesis
    first_check: TermCheck
    best: Hypothesis
    check: TermCheck
    hows: dict[int, TermUseHow] = field(default_factory=dict)
    stages: dict[int, int] = field(default_factory=dict)
    settled: set[tuple[str, int]] = field(default_factory=set)
    edited: bool = False

    @property
    def forcible(self) -> bool:
        """Tell whether the engine can go on from a part of the translation.

        It forces a prefix within one part of a long text, which it finds by what it said before;
        so of those what was edited is not forced any more.
        """
        return not self.edited or len(self.best.source_tokens) <= MAX_PART_TOKENS

    def spans_of(self, concept_id: str) -> list[tuple[int, int]]:
        """Return the source spans of a concept."""
        return [(r.start, r.end) for r in self.wanted if r.concept.id == concept_id]

    def take(self, hypothesis: Hypothesis, check: TermCheck, how: TermUseHow, index: int) -> None:
        """Keep a better translation; what failed before may work now."""
        for number, (before, now) in enumerate(zip(self.check.found, check.found, strict=True)):
            if number == index or (before is None and now is not None):
                self.hows[number] = how
        self.best, self.check = hypothesis, check
        self.edited = self.edited or how == "repaired"
        self.stages.clear()
        self.settled.clear()


@dataclass(frozen=True, slots=True)
class _Step:
    """What to try next for a draft: for the requirement `index`, or, without one, `surplus`."""

    draft: Draft
    candidates: tuple[Candidate, ...]
    index: int = -1
    surplus: Match | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    """A translation that is better than the one before; `candidate` where it was edited."""

    step: _Step
    candidate: Candidate | None
    hypothesis: Hypothesis
    check: TermCheck


def _usable(draft: Draft, made: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(each for each in made if each.edited is not None or draft.forcible)


def _request(step: _Step, candidate: Candidate) -> ForcedRequest:
    return ForcedRequest(step.draft.text, candidate.prefix, hints=candidate.hints)


class Cascade:
    """Enforces the terms of one language on the translations of one engine."""

    def __init__(self, placer: Placer, checker: TermChecker) -> None:
        self.placer = placer
        self.checker = checker

    def start(
        self,
        text: str,
        wanted: tuple[Requirement, ...],
        hints: tuple[Hint, ...],
        nbest: Sequence[Hypothesis],
    ) -> Draft:
        """Choose from the n-best list, the first that has all terms and none too often."""
        first = self.checker.check(wanted, nbest[0].text)
        asked = sum(requirement.mode in PREFERRED for requirement in wanted)
        best = (first.count_satisfied(wanted, PREFERRED), 0, 0.0)
        chosen = nbest[0], first
        for rank, hypothesis in enumerate(nbest):
            if hypothesis.score_logprob < nbest[0].score_logprob - NBEST_MARGIN:
                continue
            check = self.checker.check(wanted, hypothesis.text) if rank else first
            done = check.count_satisfied(wanted, PREFERRED)
            surplus = len(check.find_surplus(wanted, PREFERRED))
            key = (done, -surplus, hypothesis.score_logprob)
            if rank == 0 or key > best:
                best, chosen = key, (hypothesis, check)
            if done == asked and not surplus:
                break
        return Draft(text, wanted, hints, nbest[0], first, *chosen)

    def run(self, drafts: Sequence[Draft]) -> None:
        """Work on all drafts until nothing more can be done; a round is one batch."""
        active = [draft for draft in drafts if draft.wanted]
        while active:
            missing = {id(draft): list(self._iter_missing(draft)) for draft in active}
            self.placer.prepare(
                (draft.wanted[index], draft.best)
                for draft in active
                for index in missing[id(draft)]
            )
            steps = [
                step
                for draft in active
                if (step := self._find_step(draft, missing[id(draft)])) is not None
            ]
            if steps:
                self._take_steps(steps)
            active = [step.draft for step in steps]

    def _iter_missing(self, draft: Draft) -> Iterator[int]:
        """Yield the strict requirements that are not satisfied and not given up."""
        for index, (requirement, match) in enumerate(
            zip(draft.wanted, draft.check.found, strict=True)
        ):
            bad = any(f.concept.id == requirement.concept.id for f in draft.check.forbidden)
            # Over a pivot a concept may have no term in the language between.
            sayable = requirement.concept.preferred(self.placer.lang) is not None
            open_ = draft.stages.get(index, _MEND) < _GIVE_UP
            if requirement.mode == "strict" and sayable and open_ and (match is None or bad):
                yield index

    def _find_step(self, draft: Draft, missing: Sequence[int]) -> _Step | None:
        if not missing:
            return self._drop_surplus(draft)
        firsts = {index: self._rank(draft, index, 1)[0] for index in missing}
        index = min(missing, key=lambda number: (firsts[number].begin, number))
        writer = self._write(draft)
        forms = term_forms(draft.wanted[index], self.placer.lang)
        while (stage := draft.stages.setdefault(index, _MEND)) < _GIVE_UP:
            count = PLACES if stage == _ELSEWHERE else 1
            made = self._make(writer, stage, self._rank(draft, index, count), forms)
            step = _Step(draft, _usable(draft, made), index)
            if step.candidates:
                return step
            draft.stages[index] += 1
        return self._find_step(draft, [number for number in missing if number != index])

    def _rank(self, draft: Draft, index: int, count: int) -> list[Place]:
        taken = [m for i, m in enumerate(draft.check.found) if m is not None and i != index]
        wanted = draft.wanted[index]
        return self.placer.rank(draft.text, wanted, draft.best, taken, count=count)

    def _make(
        self, writer: Writer, stage: int, places: Sequence[Place], forms: Sequence[str]
    ) -> list[Candidate]:
        """Return what to try for a term at a stage."""
        first, *others = places
        form, *rest = forms[:FORMS]
        if stage == _MEND:
            return writer.mend(first, forms)
        if stage == _FORCE:
            return [writer.force(first, form)]
        if stage == _REPAIR:
            return writer.put(first, form)
        made = [writer.force_before(place, each) for place in places for each in (form, *rest)]
        for each in rest:
            made += writer.put(first, each)
        for place in places:
            made += writer.insert(place, form)
        for place in others:
            made += writer.put(place, form)
        return made

    def _write(self, draft: Draft) -> Writer:
        initial = next((char for char in draft.text if char.isalpha()), "").isupper()
        return Writer(self.placer, draft.best, initial=initial, hints=draft.hints)

    def _drop_surplus(self, draft: Draft) -> _Step | None:
        for mate, extra in iter_doubled(draft, self.placer):
            if (extra.concept.id, extra.start) in draft.settled:
                continue
            spans = draft.spans_of(extra.concept.id)
            others = tuple(h for h in draft.hints if (h.start, h.end) not in spans)
            writer = self._write(draft)
            pair = sorted((mate, extra), key=lambda match: -match.start)
            made = [candidate for match in pair for candidate in writer.drop(match)]
            made += [candidate for match in pair for candidate in writer.avoid(match, others)]
            step = _Step(draft, _usable(draft, made), surplus=extra)
            if step.candidates:
                return step
        return None

    def _take_steps(self, steps: Sequence[_Step]) -> None:
        """Try the candidates of all steps in one batch, and keep what is better."""
        tried: dict[int, list[_Made]] = {id(step): [] for step in steps}
        edited = [
            _Made(step, candidate, candidate.edited, check)
            for step in steps
            for candidate in step.candidates
            if candidate.edited is not None
            and (check := self._check(step, candidate.edited)) is not None
        ]
        for made in self._score(edited):
            tried[id(made.step)].append(made)
        for made in self._decode(steps, tried):
            tried[id(made.step)].append(made)
        for step in steps:
            self._keep_best(step, tried[id(step)])

    def _check(self, step: _Step, hypothesis: Hypothesis) -> TermCheck | None:
        """Return the check of a translation that is better than the one kept so far, else None."""
        draft = step.draft
        check = self.checker.check(draft.wanted, hypothesis.text)
        done, now = check.count_satisfied(draft.wanted), draft.check.count_satisfied(draft.wanted)
        if step.surplus is None:
            return check if done > now else None
        fewer = len(check.find_surplus(draft.wanted)) < len(draft.check.find_surplus(draft.wanted))
        return check if done >= now and fewer else None

    def _score(self, edited: Sequence[_Made]) -> list[_Made]:
        """Return edited translations with their scores.

        One without a rival needs none, and keeps that of the translation it was made of. Of the
        others the end is taken for granted.
        """
        count = Counter(id(made.step) for made in edited)
        rivals = [
            made for made in edited if count[id(made.step)] > 1 or made.step.surplus is not None
        ]
        values_of = self.placer.engine.score_forced(
            [
                ForcedRequest(
                    made.step.draft.text, made.hypothesis.tokens, hints=made.step.draft.hints
                )
                for made in rivals
            ]
        )
        scores = {
            id(made): sum(values) / (len(values) + 1)
            for made, values in zip(rivals, values_of, strict=True)
        }
        kept = []
        for made in edited:
            score = scores.get(id(made), made.step.draft.best.score_logprob)
            kept.append(replace(made, hypothesis=replace(made.hypothesis, score_logprob=score)))
        return kept

    def _decode(self, steps: Sequence[_Step], tried: Mapping[int, Sequence[_Made]]) -> list[_Made]:
        """Let the model say the rest of what is forced.

        Of many the one is decoded whose term the model likes best. What avoids a rendering is
        decoded only where leaving it out costs much.
        """
        few: list[tuple[_Step, ForcedRequest]] = []
        many: list[tuple[_Step, Candidate]] = []
        for step in steps:
            forced = [candidate for candidate in step.candidates if candidate.edited is None]
            least = step.draft.best.score_logprob - SMALL_DROP
            if step.surplus is not None and any(
                made.hypothesis.score_logprob >= least for made in tried[id(step)]
            ):
                continue
            if len(forced) > FEW:
                many += [(step, candidate) for candidate in forced]
            else:
                few += [(step, _request(step, candidate)) for candidate in forced]
        requests = [_request(step, candidate) for step, candidate in many]
        best: dict[int, tuple[float, _Step, ForcedRequest]] = {}
        for (step, candidate), request, values in zip(
            many, requests, self.placer.engine.score_forced(requests), strict=True
        ):
            judged = values[candidate.begin :]
            worth = sum(judged) / max(len(judged), 1)
            if id(step) not in best or worth > best[id(step)][0]:
                best[id(step)] = worth, step, replace(request, logprob=sum(values))
        asked = [*few, *((step, request) for _, step, request in best.values())]
        if not asked:
            return []
        found = self.placer.engine.translate_forced([request for _, request in asked])
        return [
            _Made(step, None, hypothesis, check)
            for (step, _), hypothesis in zip(asked, found, strict=True)
            if (check := self._check(step, hypothesis)) is not None
        ]

    def _keep_best(self, step: _Step, tried: Sequence[_Made]) -> None:
        draft = step.draft
        if step.surplus is not None:
            least = draft.best.score_logprob - SURPLUS_MARGIN
            tried = [made for made in tried if made.hypothesis.score_logprob >= least]
        if tried:
            best = max(
                tried,
                key=lambda made: (
                    made.check.count_satisfied(draft.wanted),
                    self._worth(draft, made.hypothesis, made.check),
                ),
            )
            how: TermUseHow = "forced" if best.candidate is None else "repaired"
            draft.take(best.hypothesis, best.check, how, step.index)
        elif step.surplus is not None:
            draft.settled.add((step.surplus.concept.id, step.surplus.start))
        else:
            draft.stages[step.index] += 1

    def _worth(self, draft: Draft, hypothesis: Hypothesis, check: TermCheck) -> float:
        length = len(draft.first.tokens) or 1
        stretch = abs(len(hypothesis.tokens) - length) / length
        return (
            hypothesis.score_logprob
            - _REPEAT_COST * count_repeats(hypothesis.text)
            - _EXTRA_COST * len(check.extra)
            - _LENGTH_COST * max(0.0, stretch - 0.25)
            - _NUMBER_COST * count_lost_numbers(draft.text, hypothesis.text, self.placer.lang)
        )


def iter_doubled(draft: Draft, placer: Placer) -> Iterator[tuple[Match, Match]]:
    """Yield renderings of strict terms that are too many, each behind the one that is counted.

    The source may say a thing twice, by the term and by another word: what renders another word is
    not too much, unless both stand side by side. The same term twice rarely comes of two words.
    """
    for extra in draft.check.find_surplus(draft.wanted):
        spans = draft.spans_of(extra.concept.id)
        for mate in draft.check.found:
            if mate is None or mate.concept.id != extra.concept.id:
                continue
            same = mate.term == extra.term
            if placer.stand_together(draft.best.text, mate, extra) or not any(
                placer.renders_another(draft.text, spans, draft.best, match, surely=same)
                for match in (extra, *(() if same else (mate,)))
            ):
                yield mate, extra
                break
