"""What became of the terms of a segment: how each came out, what it cost, what had been said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from glossary.model import Match
from translate_cli.cascade import Draft, iter_doubled
from translate_cli.engine import ForcedRequest
from translate_cli.model import Hypothesis, Issue, TermUse, TermUseHow
from translate_cli.placement import Placer
from translate_cli.requirements import EnforceMode, Outcome, Requirement
from translate_cli.term_checks import TermChecker


class Reporter:
    """Describes what became of drafts, and what the engine had said of their terms.

    Of a term that was told inline this is known only where the engine also translated the text
    without hints (`plain`); of one that it did not say although it was told, it is what it said
    then. `placer` is None where no engine translated.
    """

    def __init__(self, checker: TermChecker, mode: EnforceMode, placer: Placer | None) -> None:
        self.checker = checker
        self.mode: EnforceMode = mode
        self.placer = placer

    def report(self, drafts: Sequence[Draft], plain: Sequence[Hypothesis | None]) -> list[Outcome]:
        """Return the outcomes of drafts."""
        said = [self._list_said(draft, own) for draft, own in zip(drafts, plain, strict=True)]
        if self.placer is not None:
            self.placer.prepare(
                (draft.wanted[index], hypothesis)
                for draft, known in zip(drafts, said, strict=True)
                for index, hypothesis in known.items()
            )
        costs = self._measure(drafts, plain)
        return [
            Outcome(
                draft.best,
                tuple(self._list_uses(draft, known, cost)),
                tuple(self._list_issues(draft)),
            )
            for draft, known, cost in zip(drafts, said, costs, strict=True)
        ]

    def _list_said(self, draft: Draft, plain: Hypothesis | None) -> dict[int, Hypothesis]:
        """Return for terms that are there now the translation that did not have them yet."""
        if self.placer is None:
            return {}
        earlier, found = draft.first, draft.first_check.found
        if plain is not None:
            earlier, found = plain, self.checker.check(draft.wanted, plain.text).found
        return {
            index: earlier
            for index, match in enumerate(draft.check.found)
            if match is not None and found[index] is None
        }

    def _measure(self, drafts: Sequence[Draft], plain: Sequence[Hypothesis | None]) -> list[float]:
        """Return what enforcing cost, in nats a token, by the model without hints if it is asked.

        With and without hints it reads different texts, so that its own scores do not compare.
        """
        costs = [max(0.0, d.first.score_logprob - d.best.score_logprob) for d in drafts]
        asked = [
            (number, ForcedRequest(draft.text, hypothesis.tokens))
            for number, (draft, own) in enumerate(zip(drafts, plain, strict=True))
            if own is not None and own.tokens and draft.best.tokens
            for hypothesis in (own, draft.best)
        ]
        if self.placer is not None and asked:
            values = self.placer.engine.score_forced([request for _, request in asked])
            means = [sum(each) / len(each) for each in values]
            for (number, _), own, kept in zip(asked[::2], means[::2], means[1::2], strict=True):
                costs[number] = max(0.0, own - kept)
        return costs

    def _list_uses(
        self, draft: Draft, said: dict[int, Hypothesis], cost: float
    ) -> Iterator[TermUse]:
        told = {(hint.start, hint.end) for hint in draft.hints if hint.text}
        for index, (requirement, match) in enumerate(
            zip(draft.wanted, draft.check.found, strict=True)
        ):
            how: TermUseHow = ""
            if match is not None:
                hinted = (requirement.start, requirement.end) in told
                how = draft.hows.get(index, "hinted" if hinted else "nbest")
            before = ""
            if index in said and self.placer is not None:
                before = self.placer.quote(draft.text, requirement, said[index])
            yield TermUse(
                requirement.concept.id,
                (requirement.start, requirement.end),
                (match.start, match.end) if match else None,
                _status(match),
                how,
                requirement.text,
                self._expect(requirement),
                before,
                cost if index in said else 0.0,
            )

    def _list_issues(self, draft: Draft) -> Iterator[Issue]:
        for requirement, match in zip(draft.wanted, draft.check.found, strict=True):
            if match is None:
                checked = requirement.mode == "check" and self.mode != "check"
                yield Issue(
                    "term-missing",
                    f"“{requirement.text}” should be “{self._expect(requirement)}”.",
                    "warning" if checked else "error",
                )
        for match in draft.check.forbidden:
            right = match.concept.preferred(self.checker.target_lang)
            advice = f"; use “{right.text}”" if right else ""
            yield Issue("term-forbidden", f"“{match.text}” is a forbidden form{advice}.", "error")
        if self.placer is not None:
            for _, extra in iter_doubled(draft, self.placer):
                yield Issue(
                    "term-repeated", f"“{extra.text}” is said more often than in the source."
                )

    def _expect(self, requirement: Requirement) -> str:
        preferred = requirement.concept.preferred(self.checker.target_lang)
        return preferred.text if preferred else ""


def _status(match: Match | None) -> Literal["preferred", "admitted", "missing"]:
    if match is None:
        return "missing"
    return "preferred" if match.term.status == "preferred" else "admitted"
