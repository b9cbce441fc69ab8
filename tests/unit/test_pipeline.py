from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from glossary.model import Concept, Term
from translate_cli.enforce import Enforcer
from translate_cli.engine import ForcedRequest, Hint, Route
from translate_cli.engines.argos import ArgosEngine
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import Hypothesis, Segment, Unit
from translate_cli.pipeline import CHUNK_SEGMENTS, Translator, begin_alike


def concept(id: str, az: str, en: str, vi: str) -> Concept:
    terms = [Term(az, "az"), *([Term(en, "en")] if en else []), Term(vi, "vi")]
    return Concept(id, tuple(terms), pos="noun")


COURT = concept("court", "məhkəmə", "court", "tòa án")
CRIME = concept("cybercrime", "kibercinayətkarlıq", "cybercrime", "tội phạm mạng")
AZ_EN = {
    "məhkəmə": "tribunal",
    "qərar": "decision",
    "kibercinayətkarlıq": "cybercrime",
    "və": "and",
}
EN_VI = {
    "court": "tòa",
    "tribunal": "pháp đình",
    "decision": "quyết định",
    "cybercrime": "tội phạm mạng",
    "and": "và",
}


class CountingEngine(FakeEngine):
    """Remembers how many texts it was given, and what it was asked for with them."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(words)
        self.calls: list[tuple[int, int, bool]] = []

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        with_attention: bool = False,
        hints: Sequence[Sequence[Hint]] | None = None,
    ) -> list[list[Hypothesis]]:
        self.calls.append((len(texts), num_hypotheses, with_attention))
        return super().translate(
            texts, num_hypotheses=num_hypotheses, with_attention=with_attention, hints=hints
        )


def make_segments(texts: Sequence[str]) -> list[Segment]:
    return [Segment(f"s{i}", text, 0, len(text)) for i, text in enumerate(texts)]


def run(translator: Translator, *texts: str) -> list[Unit]:
    return list(translator.iter_units(make_segments(texts)))


def pivot(concepts: Sequence[Concept]) -> Translator:
    first = FakeEngine(AZ_EN, name="one", accepted={"məhkəmə": "court"})
    second = FakeEngine(
        EN_VI, name="two", source_lang="en", target_lang="vi", accepted={"court": "tòa án"}
    )
    return Translator({"vi": Route((first, second))}, concepts)


def test_units_hold_every_language() -> None:
    routes = {
        "en": Route((FakeEngine(AZ_EN),)),
        "vi": Route((FakeEngine({"qərar": "quyết định"}, target_lang="vi", name="other"),)),
    }
    (unit,) = run(Translator(routes, []), "qərar")
    assert {lang: target.text for lang, target in unit.targets.items()} == {
        "en": "decision",
        "vi": "quyết định",
    }
    assert unit.targets["vi"].origin == "other"
    assert unit.targets["vi"].lang == "vi"
    assert unit.targets["en"].score_logprob == pytest.approx(-0.1)


def test_terms_are_enforced_and_described() -> None:
    engine = FakeEngine(AZ_EN, accepted={"məhkəmə": "court"})
    (unit,) = run(Translator({"en": Route((engine,))}, [COURT]), "məhkəmə qərar")
    target = unit.targets["en"]
    assert target.text == "court decision"
    (use,) = target.terms
    assert (use.source, use.target, use.how) == ((0, 7), (0, 5), "forced")
    assert target.issues == ()


def test_quality_issues_come_after_those_of_terms() -> None:
    engine = FakeEngine({"məhkəmə": "tribunal"})
    translator = Translator({"en": Route((engine,))}, [COURT], mode="check")
    (unit,) = run(translator, "məhkəmə 5")
    (other,) = run(Translator({"en": Route((FakeEngine({"5": "6"}),))}, []), "məhkəmə 5")
    assert [issue.code for issue in unit.targets["en"].issues] == ["term-missing"]
    assert "number" in [issue.code for issue in other.targets["en"].issues]


def test_duplicates_are_translated_once() -> None:
    engine = CountingEngine(AZ_EN)
    units = run(Translator({"en": Route((engine,))}, []), *["qərar", "və", "qərar"] * 10)
    assert [unit.targets["en"].text for unit in units] == ["decision", "and", "decision"] * 10
    assert engine.calls == [(2, 1, False)]
    assert [unit.segment.id for unit in units] == [f"s{i}" for i in range(30)]


def test_without_terms_no_alternatives_are_asked_for() -> None:
    engine = CountingEngine(AZ_EN)
    run(Translator({"en": Route((engine,))}, [COURT]), "qərar")
    run(Translator({"en": Route((engine,))}, [COURT]), "məhkəmə")
    assert [call[1:] for call in engine.calls] == [(1, False), (4, True)]


def test_what_is_only_checked_needs_no_alternatives() -> None:
    engine = CountingEngine(AZ_EN)
    run(Translator({"en": Route((engine,))}, [COURT], mode="check"), "məhkəmə")
    assert [call[1:] for call in engine.calls] == [(1, False)]


class TestExplaining:
    def translate(self, *, explain: bool) -> tuple[CountingEngine, Unit]:
        engine = CountingEngine(AZ_EN)
        engine.takes_hints = True
        translator = Translator({"en": Route((engine,))}, [COURT], explain=explain)
        units = run(translator, "məhkəmə qərar", "qərar")
        return engine, units[0]

    def test_costs_a_second_translation_of_texts_with_hints(self) -> None:
        engine, unit = self.translate(explain=True)
        assert [call[0] for call in engine.calls] == [1, 1, 1]
        (use,) = unit.targets["en"].terms
        assert (use.how, use.before) == ("hinted", "tribunal")
        assert use.cost_logprob > 0

    def test_else_nothing_is_said_of_what_would_have_been(self) -> None:
        engine, unit = self.translate(explain=False)
        assert [call[0] for call in engine.calls] == [1, 1]
        (use,) = unit.targets["en"].terms
        assert (use.how, use.before, use.cost_logprob) == ("hinted", "", 0.0)

    def test_hints_are_asked_for_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []
        hints = Enforcer.hints

        def count(self: Enforcer, *given: object) -> tuple[Hint, ...]:
            asked.append(given)
            return hints(self, *given)  # type: ignore[arg-type]

        monkeypatch.setattr(Enforcer, "hints", count)
        self.translate(explain=True)
        assert len(asked) == 2, "two texts"


def test_streams_in_chunks_and_keeps_order() -> None:
    engine = CountingEngine({})
    taken = 0

    def iter_segments() -> Iterator[Segment]:
        nonlocal taken
        for i in range(2 * CHUNK_SEGMENTS + 7):
            taken += 1
            yield Segment(f"s{i}", f"söz{i}", 0, 5)

    progress: list[int] = []
    units = Translator({"en": Route((engine,))}, []).iter_units(
        iter_segments(), on_progress=progress.append
    )
    first = next(units)
    assert first.segment.id == "s0"
    assert taken == CHUNK_SEGMENTS
    rest = list(units)
    assert [u.targets["en"].text for u in rest] == [
        f"söz{i}" for i in range(1, 2 * CHUNK_SEGMENTS + 7)
    ]
    assert progress == [CHUNK_SEGMENTS, CHUNK_SEGMENTS, 7]
    assert [call[0] for call in engine.calls] == progress


def test_nothing_gives_nothing() -> None:
    assert run(Translator({"en": Route((FakeEngine({}),))}, [COURT])) == []


class TestPivot:
    def test_segments_stay_aligned(self) -> None:
        units = run(pivot([]), "qərar", "məhkəmə və qərar", "qərar", "kibercinayətkarlıq")
        assert [unit.targets["vi"].text for unit in units] == [
            "quyết định",
            "pháp đình và quyết định",
            "quyết định",
            "tội phạm mạng",
        ]
        assert units[0].targets["vi"].origin == "one+two"

    def test_terms_are_followed_through_the_pivot(self) -> None:
        (unit,) = run(pivot([COURT, CRIME]), "qərar və məhkəmə")
        target = unit.targets["vi"]
        assert target.text == "quyết định và tòa án"
        (use,) = target.terms
        assert use.status == "preferred"
        assert use.source_text == "məhkəmə"
        assert unit.segment.text[slice(*use.source)] == "məhkəmə"
        assert use.target is not None
        assert target.text[slice(*use.target)] == "tòa án"

    def test_two_terms_keep_their_sources(self) -> None:
        (unit,) = run(pivot([COURT, CRIME]), "kibercinayətkarlıq və məhkəmə")
        uses = unit.targets["vi"].terms
        assert [use.concept for use in uses] == ["cybercrime", "court"]
        assert [use.source for use in uses] == [(0, 18), (22, 29)]
        assert [use.status for use in uses] == ["preferred", "preferred"]
        assert unit.targets["vi"].text == "tội phạm mạng và tòa án"

    def test_concept_without_a_term_in_the_pivot_language(self) -> None:
        lone = concept("court", "məhkəmə", "", "tòa án")
        (unit,) = run(pivot([lone, CRIME]), "məhkəmə və kibercinayətkarlıq")
        uses = unit.targets["vi"].terms
        assert [use.concept for use in uses] == ["court", "cybercrime"]
        assert uses[1].status == "preferred"
        codes = [issue.code for issue in unit.targets["vi"].issues if "term" in issue.code]
        assert codes == ["term-missing"] * sum(use.status == "missing" for use in uses)

    def test_real_packages(self, built_packages: Callable[..., Path]) -> None:
        one = ArgosEngine(built_packages("az", "en", seed=2), threads=1)
        two = ArgosEngine(built_packages("en", "vi", seed=3), threads=1)
        translator = Translator({"vi": Route((one, two))}, [COURT, CRIME])
        texts = ["Qanun qəbul edildi.", "Məhkəmə qərar qəbul etdi.", "Qanun qəbul edildi.", "Yox"]
        units = run(translator, *texts)
        english = [found[0].text for found in one.translate(texts)]
        vietnamese = [found[0].text for found in two.translate(english)]
        assert [unit.segment.text for unit in units] == texts
        for place in (0, 2, 3):
            assert units[place].targets["vi"].text == begin_alike(texts[place], vietnamese[place])
        assert units[1].targets["vi"].terms[0].source == (0, 7)

    def test_empty_pivot_text_is_reported_not_lost(self) -> None:
        silent = FakeEngine({"yox": ""})
        two = FakeEngine({}, source_lang="en", target_lang="vi")
        (unit,) = run(Translator({"vi": Route((silent, two))}, []), "yox")
        assert unit.targets["vi"].text == ""
        assert [issue.code for issue in unit.targets["vi"].issues] == ["empty"]

    def test_forced_round_of_an_empty_pivot_text(self, built_packages: Callable[..., Path]) -> None:
        silent = FakeEngine({"məhkəmə": ""})
        deaf = type("Deaf", (FakeEngine,), {"translate_forced": _first_only})({"məhkəmə": ""})
        two = ArgosEngine(built_packages("en", "vi", seed=3), threads=1)
        for first in (silent, deaf):
            (unit,) = run(Translator({"vi": Route((first, two))}, [COURT]), "məhkəmə")
            assert len(unit.targets["vi"].terms) == 1


def _first_only(self: FakeEngine, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
    return [found[0] for found in self.translate([r.text for r in requests])]
