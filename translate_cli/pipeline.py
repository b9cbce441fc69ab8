"""The main job: segments → engine and enforcement → quality → units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from glossary.matcher_cache import cached_matcher
from glossary.model import Concept
from translate_cli.enforce import Enforcer
from translate_cli.engine import Engine, Hint, Route
from translate_cli.model import Hypothesis, Segment, Target, Unit
from translate_cli.quality import iter_issues
from translate_cli.requirements import EnforceMode, Outcome, Requirement, require_after_pivot

CHUNK_SEGMENTS: Final = 256
"""Segments decoded together: enough for full batches of like length, little enough to stream."""
NUM_HYPOTHESES: Final = 4


class Translator:
    """Translates segments into several languages with the terms of a glossary.

    `routes` are the engines by target language; `concepts` may be empty.
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        concepts: Iterable[Concept],
        *,
        source_lang: str = "az",
        mode: EnforceMode = "strict",
    ) -> None:
        self.routes = dict(routes)
        self.source_lang = source_lang
        self.mode: EnforceMode = mode
        chosen = tuple(concepts)
        matcher = cached_matcher(chosen, source_lang)
        self._enforcers = {
            lang: [
                Enforcer(chosen, source_lang, engine.target_lang, mode=mode, source_matcher=matcher)
                for engine in route.engines
            ]
            for lang, route in self.routes.items()
        }

    def iter_units(
        self,
        segments: Iterable[Segment],
        *,
        on_progress: Callable[[int], None] = lambda count: None,
    ) -> Iterator[Unit]:
        """Yield a unit for every segment in order; memory does not grow with their number.

        `on_progress` is called with the number of translations just finished.
        """
        waiting = iter(segments)
        while chunk := list(islice(waiting, CHUNK_SEGMENTS)):
            targets: list[dict[str, Target]] = [{} for _ in chunk]
            for lang in self.routes:
                for found, target in zip(
                    targets, self._translate(lang, [s.text for s in chunk]), strict=True
                ):
                    found[lang] = target
                on_progress(len(chunk))
            for segment, found in zip(chunk, targets, strict=True):
                yield Unit(segment, found)

    def _translate(self, lang: str, texts: Sequence[str]) -> list[Target]:
        unique = list(dict.fromkeys(texts))
        origin = self.routes[lang].name
        results = {}
        for text, outcome in zip(unique, self._run_route(lang, unique), strict=True):
            score = outcome.hypothesis.score_logprob
            target = begin_alike(text, outcome.hypothesis.text)
            issues = (*outcome.issues, *iter_issues(text, target, score))
            results[text] = Target(lang, target, origin, score, outcome.terms, issues)
        return [results[text] for text in texts]

    def _run_route(self, lang: str, texts: Sequence[str]) -> list[Outcome]:
        """Translate through every engine of the route, enforcing after each."""
        enforcers = self._enforcers[lang]
        wanted = [enforcers[-1].require(text) for text in texts]
        origins = wanted
        current = list(texts)
        outcomes: list[Outcome] = []
        for engine, enforcer in zip(self.routes[lang].engines, enforcers, strict=True):
            if outcomes:
                wanted = [
                    require_after_pivot(required, outcome)
                    for required, outcome in zip(wanted, outcomes, strict=True)
                ]
                current = [outcome.hypothesis.text for outcome in outcomes]
            hints = [enforcer.hints(engine, required) for required in wanted]
            hypotheses = _translate(engine, current, wanted, hints)
            outcomes = enforcer.run(engine, current, wanted, hypotheses)
        return [
            _restore_sources(outcome, required)
            for outcome, required in zip(outcomes, origins, strict=True)
        ]


def _translate(
    engine: Engine,
    texts: Sequence[str],
    wanted: Sequence[tuple[Requirement, ...]],
    hints: Sequence[tuple[Hint, ...]],
) -> list[list[Hypothesis]]:
    """Translate; n-best lists and attention, which cost time, only where there are terms."""
    found: dict[int, list[Hypothesis]] = {}
    for with_terms in (True, False):
        chosen = [number for number, required in enumerate(wanted) if bool(required) == with_terms]
        if not chosen:
            continue
        translated = engine.translate(
            [texts[number] for number in chosen],
            num_hypotheses=NUM_HYPOTHESES if with_terms else 1,
            with_attention=with_terms,
            hints=[hints[number] for number in chosen] if with_terms else None,
        )
        found.update(zip(chosen, translated, strict=True))
    return [found[number] for number in range(len(texts))]


def begin_alike(source: str, text: str) -> str:
    """Give a translation a capital where its source begins with one; offsets stay.

    >>> begin_alike("Ümumi müddəalar", "các quy định chung")
    'Các quy định chung'
    """
    first = next((char for char in source if char.isalnum()), "")
    upper = text[:1].upper()
    if first.isupper() and text[:1].islower() and len(upper) == 1:
        return upper + text[1:]
    return text


def _restore_sources(outcome: Outcome, required: Sequence[Requirement]) -> Outcome:
    """Return the outcome with term spans that point into the original source."""
    uses = tuple(
        replace(use, source=(origin.start, origin.end), source_text=origin.text)
        for use, origin in zip(outcome.terms, required, strict=True)
    )
    return replace(outcome, terms=uses)
