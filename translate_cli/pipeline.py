"""The main job: segments → engine and enforcement → quality → units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol

from glossary.matcher_cache import cached_matcher
from glossary.model import Concept
from translate_cli.enforce import Enforcer
from translate_cli.engine import Engine, Hint, Route
from translate_cli.inline import place_codes
from translate_cli.model import Hypothesis, InlineCode, Segment, Target, Unit
from translate_cli.quality import iter_issues
from translate_cli.requirements import EnforceMode, Outcome, Requirement, require_after_pivot

CHUNK_SEGMENTS: Final = 256
"""Segments decoded together: enough for full batches of like length, little enough to stream."""
NUM_HYPOTHESES: Final = 4


class UnitStore(Protocol):
    """Remembers units, so that nothing is translated twice."""

    def recall(self, segments: Sequence[Segment], lang: str) -> list[Target | None]:
        """Return for each segment a translation to use as it is, None where there is none."""
        ...

    def keep(self, units: Sequence[Unit], *, document: str) -> None:
        """Store finished units, at once and for good."""
        ...


class Translator:
    """Translates segments into several languages with the terms of a glossary.

    `routes` are the engines by target language; `concepts` may be empty. With a `store`, what it
    recalls is used (its terms are checked against today's glossary), and every finished chunk is
    kept in it. With `explain` texts that were translated with hints are translated without them,
    too, at the price of a second translation: the terms then tell what the model would have said.
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        concepts: Iterable[Concept],
        *,
        source_lang: str = "az",
        mode: EnforceMode = "strict",
        store: UnitStore | None = None,
        explain: bool = False,
    ) -> None:
        self.routes = dict(routes)
        self.store = store
        self.explain = explain
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
        document: str = "",
    ) -> Iterator[Unit]:
        """Yield a unit for every segment in order; memory does not grow with their number.

        `on_progress` is called with the number of translations just finished; `document` names
        the document in the store.
        """
        waiting = iter(segments)
        while chunk := list(islice(waiting, CHUNK_SEGMENTS)):
            targets: list[dict[str, Target]] = [{} for _ in chunk]
            for lang in self.routes:
                for found, target in zip(targets, self._serve(lang, chunk), strict=True):
                    found[lang] = target
                on_progress(len(chunk))
            units = [Unit(segment, found) for segment, found in zip(chunk, targets, strict=True)]
            if self.store is not None:
                self.store.keep(units, document=document)
            yield from units

    def _serve(self, lang: str, segments: Sequence[Segment]) -> list[Target]:
        """Return what the store recalls, and translate the rest."""
        if self.store is None:
            return self._translate(lang, segments)
        recalled = self.store.recall(segments, lang)
        missing = [s for s, target in zip(segments, recalled, strict=True) if target is None]
        fresh = iter(self._translate(lang, missing) if missing else ())
        known = [(s, t) for s, t in zip(segments, recalled, strict=True) if t is not None]
        reviewed = iter(self._review(lang, known))
        return [next(fresh) if target is None else next(reviewed) for target in recalled]

    def _review(self, lang: str, known: Sequence[tuple[Segment, Target]]) -> list[Target]:
        outcomes = self._enforcers[lang][-1].review([(s.text, t.text) for s, t in known])
        return [
            replace(
                target,
                terms=outcome.terms,
                issues=(
                    *target.issues,
                    *outcome.issues,
                    *iter_issues(segment.text, target.text, target.score_logprob, lang),
                ),
            )
            for (segment, target), outcome in zip(known, outcomes, strict=True)
        ]

    def _translate(self, lang: str, segments: Sequence[Segment]) -> list[Target]:
        coded = {segment.text for segment in segments if segment.codes}
        unique = list(dict.fromkeys(segment.text for segment in segments))
        origin = self.routes[lang].name
        results: dict[str, tuple[Target, tuple[Hypothesis, ...]]] = {}
        for text, (outcome, way) in zip(unique, self._run_route(lang, unique, coded), strict=True):
            score = outcome.hypothesis.score_logprob
            target = begin_alike(text, outcome.hypothesis.text)
            issues = (*outcome.issues, *iter_issues(text, target, score, lang))
            results[text] = Target(lang, target, origin, score, outcome.terms, issues), way
        return [
            replace(target, codes=self._place(lang, segment, way)) if segment.codes else target
            for segment in segments
            for target, way in (results[segment.text],)
        ]

    def _place(
        self, lang: str, segment: Segment, way: Sequence[Hypothesis]
    ) -> tuple[InlineCode, ...]:
        """Carry the codes of a segment through every engine of the route."""
        text, codes = segment.text, segment.codes
        for engine, hypothesis in zip(self.routes[lang].engines, way, strict=True):
            codes = place_codes(engine, text, codes, hypothesis)
            text = hypothesis.text
        return codes

    def _run_route(
        self, lang: str, texts: Sequence[str], coded: Set[str]
    ) -> list[tuple[Outcome, tuple[Hypothesis, ...]]]:
        """Translate through every engine of the route, enforcing after each.

        Returns the outcomes with the hypotheses of all engines; for texts in `coded` and those
        whose terms are enforced they have attention.
        """
        enforcers = self._enforcers[lang]
        wanted = [enforcers[-1].require(text) for text in texts]
        origins = wanted
        current = list(texts)
        attended = [text in coded for text in texts]
        ways: list[tuple[Hypothesis, ...]] = [() for _ in texts]
        outcomes: list[Outcome] = []
        for engine, enforcer in zip(self.routes[lang].engines, enforcers, strict=True):
            if outcomes:
                wanted = [
                    require_after_pivot(required, outcome)
                    for required, outcome in zip(wanted, outcomes, strict=True)
                ]
                current = [outcome.hypothesis.text for outcome in outcomes]
            hints = [enforcer.hints(engine, required) for required in wanted]
            hypotheses = _translate(engine, current, wanted, hints, attended)
            plain = _translate_plainly(engine, current, hints) if self.explain else None
            outcomes = enforcer.run(engine, current, wanted, hypotheses, hints=hints, plain=plain)
            ways = [(*way, outcome.hypothesis) for way, outcome in zip(ways, outcomes, strict=True)]
        return [
            (_restore_sources(outcome, required), way)
            for outcome, required, way in zip(outcomes, origins, ways, strict=True)
        ]


def _translate(
    engine: Engine,
    texts: Sequence[str],
    wanted: Sequence[tuple[Requirement, ...]],
    hints: Sequence[tuple[Hint, ...]],
    attended: Sequence[bool],
) -> list[list[Hypothesis]]:
    """Translate; n-best lists and attention, which cost time, only where they are needed."""
    found: dict[int, list[Hypothesis]] = {}
    enforced = [any(each.mode != "check" for each in required) for required in wanted]
    kinds = [(terms, terms or attend) for terms, attend in zip(enforced, attended, strict=True)]
    for kind in ((True, True), (False, True), (False, False)):
        chosen = [number for number, mine in enumerate(kinds) if mine == kind]
        if not chosen:
            continue
        with_terms, with_attention = kind
        translated = engine.translate(
            [texts[number] for number in chosen],
            num_hypotheses=NUM_HYPOTHESES if with_terms else 1,
            with_attention=with_attention,
            hints=[hints[number] for number in chosen] if with_terms else None,
        )
        found.update(zip(chosen, translated, strict=True))
    return [found[number] for number in range(len(texts))]


def _translate_plainly(
    engine: Engine, texts: Sequence[str], hints: Sequence[tuple[Hint, ...]]
) -> list[Hypothesis | None]:
    """Translate without hints what was translated with them; None for the rest."""
    chosen = [number for number, given in enumerate(hints) if any(hint.text for hint in given)]
    found: list[Hypothesis | None] = [None] * len(texts)
    if chosen:
        plain = engine.translate([texts[number] for number in chosen], with_attention=True)
        for number, hypotheses in zip(chosen, plain, strict=True):
            found[number] = hypotheses[0]
    return found


def begin_alike(source: str, text: str) -> str:
    """Give a translation a capital where its source begins with one; offsets stay.

    >>> begin_alike("Ümumi müddəalar", "các quy định chung")
    'Các quy định chung'
    """
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    if any(char.isupper() for char in word[1:]) or "." in word.rstrip(".…"):
        return text  # iPhone, www.example.az
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
