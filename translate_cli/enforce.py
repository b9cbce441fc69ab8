"""Glossary-constrained decoding: every term comes out as the glossary says, or it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from glossary.matcher import TermMatcher
from glossary.model import Concept
from translate_cli.cascade import Cascade, Draft
from translate_cli.engine import Engine, Hint
from translate_cli.model import Hypothesis
from translate_cli.outcomes import Reporter
from translate_cli.placement import Placer
from translate_cli.requirements import EnforceMode, Outcome, Requirement
from translate_cli.term_checks import TermCheck, TermChecker


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
        self._checker = TermChecker(self._concepts, target_lang)
        self._placer: Placer | None = None

    @cached_property
    def _source(self) -> TermMatcher:
        return self._shared or TermMatcher(self._concepts, self.source_lang)

    def learn(self, requirements: Iterable[Requirement]) -> None:
        """Prepare to check all of these: quicker than to learn them one by one."""
        self._checker.learn(requirements)

    def check(self, requirements: Sequence[Requirement], text: str) -> TermCheck:
        """Give each requirement a span of a translation of its own where there is one."""
        return self._checker.check(requirements, text)

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

    def hints(self, engine: Engine, requirements: Sequence[Requirement]) -> tuple[Hint, ...]:
        """Return the terms to tell the engine inline: those that are strict, if it takes hints.

        Those that are preferred have no text: the engine only leaves their words to the model.
        """
        if not engine.takes_hints:
            return ()
        hints = []
        for requirement in requirements:
            preferred = requirement.concept.preferred(self.target_lang)
            if requirement.mode != "check" and preferred and requirement.end:
                said = preferred.text if requirement.mode == "strict" else ""
                hints.append(Hint(requirement.start, requirement.end, said))
        return tuple(hints)

    def run(
        self,
        engine: Engine,
        texts: Sequence[str],
        requirements: Sequence[tuple[Requirement, ...]],
        hypotheses: Sequence[Sequence[Hypothesis]],
        *,
        hints: Sequence[tuple[Hint, ...]] | None = None,
        plain: Sequence[Hypothesis | None] | None = None,
    ) -> list[Outcome]:
        """Choose for each text a translation that satisfies its requirements.

        `hypotheses` are the engine's n-best lists, best with attention, made with the `hints`.
        `plain`, where it is known, is what the engine says without them: it serves to tell what
        enforcing changed. All candidates of all segments of a round are decoded in one batch.
        """
        self.learn(requirement for wanted in requirements for requirement in wanted)
        if self._placer is None or self._placer.engine is not engine:
            self._placer = Placer(engine, self.target_lang)
        cascade = Cascade(self._placer, self._checker)
        drafts = [
            cascade.start(text, wanted, told, nbest)
            for text, wanted, told, nbest in zip(
                texts, requirements, hints or [()] * len(texts), hypotheses, strict=True
            )
        ]
        cascade.run(drafts)
        reporter = Reporter(self._checker, self.mode, self._placer)
        outcomes = reporter.report(drafts, plain or [None] * len(drafts))
        self._placer.forget()
        return outcomes

    def review(self, pairs: Sequence[tuple[str, str]]) -> list[Outcome]:
        """Say how translations made elsewhere render the terms of their sources; change nothing."""
        required = [self.require(source) for source, _ in pairs]
        self.learn(requirement for wanted in required for requirement in wanted)
        drafts = []
        for (source, text), wanted in zip(pairs, required, strict=True):
            said, check = Hypothesis(text, (), 0.0), self.check(wanted, text)
            drafts.append(Draft(source, wanted, (), said, check, said, check))
        outcomes = Reporter(self._checker, self.mode, None).report(drafts, [None] * len(drafts))
        return [
            replace(
                outcome,
                terms=tuple(
                    replace(use, how="memory") if use.target is not None else use
                    for use in outcome.terms
                ),
            )
            for outcome in outcomes
        ]
