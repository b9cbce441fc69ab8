from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from glossary.model import Concept, Term
from translate_cli.engine import Hint, Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.memory import MemoryUnit, TranslationMemory
from translate_cli.model import Hypothesis, InlineCode, Segment, Target, Unit
from translate_cli.pipeline import Translator
from translate_cli.reuse import MemoryStore, Suggester

COURT = Concept("court", (Term("məhkəmə", "az"), Term("court", "en")), pos="noun")
WORDS = {"məhkəmə": "tribunal", "qərar": "decision", "verdi": "gave", "qanun": "law"}


class CountingEngine(FakeEngine):
    def __init__(self) -> None:
        super().__init__(WORDS, accepted={"məhkəmə": "court"})
        self.texts: list[str] = []

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        with_attention: bool = False,
        hints: Sequence[Sequence[Hint]] | None = None,
    ) -> list[list[Hypothesis]]:
        self.texts += texts
        return super().translate(
            texts, num_hypotheses=num_hypotheses, with_attention=with_attention, hints=hints
        )


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[TranslationMemory]:
    with TranslationMemory(tmp_path / "m.sqlite") as opened:
        yield opened


def make(
    memory: TranslationMemory, *, signature: str = "one", threshold: int = 100
) -> tuple[Translator, CountingEngine]:
    engine = CountingEngine()
    store = MemoryStore(memory, source_lang="az", signatures={"en": signature}, threshold=threshold)
    return Translator({"en": Route((engine,))}, [COURT], store=store), engine


def segments(*texts: str, codes: tuple[InlineCode, ...] = ()) -> list[Segment]:
    return [Segment(f"s{n}", text, 0, len(text), codes=codes) for n, text in enumerate(texts)]


TEXTS = ("Məhkəmə qərar verdi", "Qanun qərar")


def test_what_was_translated_is_not_translated_again(memory: TranslationMemory) -> None:
    translator, engine = make(memory)
    first = list(translator.iter_units(segments(*TEXTS)))
    assert engine.texts
    translator, engine = make(memory)
    again = list(translator.iter_units(segments(*TEXTS)))
    assert engine.texts == []
    assert [u.targets["en"].text for u in again] == [u.targets["en"].text for u in first]
    assert again[0].targets["en"].origin == "fake"
    (use,) = again[0].targets["en"].terms
    assert (use.how, use.status, use.source_text) == ("memory", "preferred", "Məhkəmə")


def test_another_model_or_glossary_translates_anew(memory: TranslationMemory) -> None:
    translator, _ = make(memory)
    list(translator.iter_units(segments(*TEXTS)))
    translator, engine = make(memory, signature="two")
    list(translator.iter_units(segments(*TEXTS)))
    assert engine.texts


def test_work_of_people_comes_first_and_is_checked_against_the_glossary(
    memory: TranslationMemory,
) -> None:
    translator, _ = make(memory)
    list(translator.iter_units(segments(*TEXTS)))
    memory.add([MemoryUnit(TEXTS[0], "The tribunal ruled", "az", "en", "reviewed")])
    translator, engine = make(memory)
    (unit, _) = translator.iter_units(segments(*TEXTS))
    target = unit.targets["en"]
    assert engine.texts == []
    assert (target.text, target.origin) == ("The tribunal ruled", "memory:reviewed")
    assert [issue.code for issue in target.issues] == ["term-missing"]


def test_similar_work_of_people_only_with_a_threshold(memory: TranslationMemory) -> None:
    memory.add([MemoryUnit("Qanun qərar verdi", "The law decided", "az", "en", "approved")])
    memory.add([MemoryUnit("Qanun qərar verdi.", "machine", "az", "en", signature="x")])
    translator, engine = make(memory)
    list(translator.iter_units(segments("Qanun qərar verdim")))
    assert engine.texts
    translator, engine = make(memory, signature="two", threshold=80)
    (unit,) = translator.iter_units(segments("Qanun qərar verdim"))
    assert engine.texts == []
    assert unit.targets["en"].text == "The law decided"
    assert unit.targets["en"].origin == "memory:fuzzy-94"


def test_codes_are_fitted_or_the_text_is_translated_again(memory: TranslationMemory) -> None:
    bold = (InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 5, "</b>"))
    translator, _ = make(memory)
    (first,) = translator.iter_units(segments(TEXTS[1], codes=bold))
    other = (InlineCode(7, "open", 0, "<i>"), InlineCode(7, "close", 5, "</i>"))
    translator, engine = make(memory)
    (again,) = translator.iter_units(segments(TEXTS[1], codes=other))
    assert engine.texts == []
    assert [(c.number, c.data, c.position) for c in again.targets["en"].codes] == [
        (7, c.data.replace("b", "i"), c.position) for c in first.targets["en"].codes
    ]
    translator, engine = make(memory)
    list(translator.iter_units(segments(TEXTS[1])))
    assert engine.texts == [TEXTS[1]]


BOLD = (InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 5, "</b>"))


@pytest.mark.parametrize(
    ("stored", "here", "expected"),
    [
        (BOLD, (), []),
        ((), (InlineCode(3, "open", 0), InlineCode(3, "close", 11)), [0, 13]),
        ((), (InlineCode(3, "open", 6), InlineCode(3, "close", 11)), [4, 13]),
        (BOLD, (InlineCode(3, "single", 5),), [12]),
    ],
)
def test_other_formatting_does_not_cost_the_work_of_people(
    memory: TranslationMemory,
    stored: tuple[InlineCode, ...],
    here: tuple[InlineCode, ...],
    expected: list[int],
) -> None:
    target = "The decision."
    codes = tuple(replace(code, position=min(code.position, 3)) for code in stored)
    unit = MemoryUnit(TEXTS[1], target, "az", "en", "reviewed")
    memory.add([replace(unit, source_codes=stored, target_codes=codes)])
    translator, engine = make(memory)
    (made,) = translator.iter_units(segments(TEXTS[1], codes=here))
    found = made.targets["en"]
    assert engine.texts == []
    assert (found.text, found.origin) == (target, "memory:reviewed")
    assert [code.position for code in found.codes] == expected
    assert [issue.code for issue in found.issues].count("codes-guessed") == bool(here)
    assert [(c.number, c.kind) for c in found.codes] == [(c.number, c.kind) for c in here]


def test_a_draft_with_better_formatting_does_not_outrank_a_person(
    memory: TranslationMemory,
) -> None:
    translator, _ = make(memory)
    list(translator.iter_units(segments(TEXTS[1], codes=BOLD)))
    memory.add([MemoryUnit(TEXTS[1], "The decision.", "az", "en", "reviewed")])
    translator, _ = make(memory)
    (made,) = translator.iter_units(segments(TEXTS[1], codes=BOLD))
    assert made.targets["en"].origin == "memory:reviewed"


def test_suggestions_are_of_people_and_for_drafts_only(memory: TranslationMemory) -> None:
    text = "Qanun qərar verdi və qanun qəbul edildi"
    people = MemoryUnit(f"{text}.", "The law decided.", "az", "en", "reviewed")
    drafts = [
        MemoryUnit(f"{text}{end}", "draft", "az", "en", signature=end)
        for end in "abcdefghijklmnopqrstuvwxyz"
    ]
    memory.add([*drafts, people])
    suggest = Suggester(memory, source_lang="az")
    (segment,) = segments(text)
    draft = Target("en", "x", "starter", 0.0)
    (match,) = suggest(Unit(segment, {"en": draft}), "en")
    assert (match.unit.target, match.score) == ("The law decided.", 97)
    assert suggest(Unit(segment, {"en": replace(draft, origin="memory:reviewed")}), "en") == []
    assert suggest(Unit(segment, {"vi": draft}), "vi") == []
    assert Suggester(memory, source_lang="az", threshold=98)(Unit(segment, {}), "en") == []
