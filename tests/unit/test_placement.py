from __future__ import annotations

from collections.abc import Sequence

import pytest

from glossary.model import Concept, Match, Term
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import Hypothesis
from translate_cli.placement import Place, Placer, source_forms
from translate_cli.requirements import Requirement

CRIME = Concept("crime", (Term("kibercinayətkarlıq", "az"), Term("cybercrime", "en")), pos="noun")
OPENING = Concept("opening", (Term("açılmaq", "az"), Term("to be opened", "en")), pos="verb")


def require(text: str, source: str, concept: Concept = CRIME) -> Requirement:
    start = source.index(text)
    return Requirement(concept, start, start + len(text), text, "strict")


def attended(source: str, *said: tuple[str, Sequence[float]]) -> Hypothesis:
    """Return a hypothesis of words with what each gives to the words of the source."""
    return Hypothesis(
        " ".join(word for word, _ in said),
        tuple(f"▁{word}" for word, _ in said),
        -0.5,
        tuple(tuple(row) for _, row in said),
        tuple(f"▁{word}" for word in source.split()),
    )


def unattended(text: str) -> Hypothesis:
    return Hypothesis(text, tuple(f"▁{word}" for word in text.split()), -0.5)


def placer(words: dict[str, str | Sequence[str]] | None = None) -> Placer:
    return Placer(FakeEngine(words or {}), "en")


class TestByAttention:
    SOURCE = "yeni kibercinayətkarlıq qanunu"
    REQUIREMENT = require("kibercinayətkarlıq", SOURCE)

    def rank(self, *said: tuple[str, Sequence[float]]) -> list[Place]:
        return placer().rank(self.SOURCE, self.REQUIREMENT, attended(self.SOURCE, *said))

    def test_neighbours_that_weigh_nearly_as_much_belong_to_it(self) -> None:
        places = self.rank(
            ("new", (1, 0, 0)),
            ("crime", (0, 0.6, 0)),
            ("online", (0, 0.9, 0)),
            ("law", (0, 0.1, 1)),
        )
        assert places[0] == Place(1, 3)

    def test_a_function_word_at_the_beginning_does_not(self) -> None:
        places = self.rank(("the", (0, 0.8, 0)), ("crime", (0, 0.9, 0)), ("law", (0, 0, 1)))
        assert places[0] == Place(1, 2)

    def test_nor_at_the_end(self) -> None:
        places = self.rank(("crime", (0, 0.9, 0)), ("is", (0, 0.8, 0)), ("law", (0, 0, 1)))
        assert places[0] == Place(0, 1)

    def test_unless_the_term_begins_with_it(self) -> None:
        source = "məktəb açılmaq üçün"
        said = attended(source, ("school", (1, 0, 0)), ("be", (0, 0.8, 0)), ("open", (0, 0.9, 0)))
        places = placer().rank(source, require("açılmaq", source, OPENING), said)
        assert places[0] == Place(1, 3)

    def test_places_differ_and_the_likeliest_comes_first(self) -> None:
        places = self.rank(
            ("crimes", (0, 0.4, 0)), ("of", (0, 0, 0)), ("crime", (0, 0.9, 0)), ("law", (0, 0, 1))
        )
        assert places[:2] == [Place(2, 3), Place(0, 1)]
        assert len(set(places)) == len(places) == 3

    def test_a_match_of_another_term_is_no_place(self) -> None:
        said = attended(
            self.SOURCE, ("court", (0.2, 0.9, 0)), ("crimes", (0, 0.4, 0)), ("law", (0, 0, 1))
        )
        court = Match(0, 5, "court", CRIME, Term("court", "en"))
        assert placer().rank(self.SOURCE, self.REQUIREMENT, said)[0] == Place(0, 1)
        assert placer().rank(self.SOURCE, self.REQUIREMENT, said, [court])[0] == Place(1, 2)

    def test_behind_an_opening_quote_begins_a_word(self) -> None:
        tokens = ("▁“", "crime", "”")
        said = Hypothesis(
            "“crime”",
            tokens,
            -0.5,
            ((0, 0.1, 0), (0, 0.9, 0), (0, 0, 0)),
            ("▁yeni", "▁kibercinayətkarlıq", "▁qanunu"),
        )
        assert placer().rank(self.SOURCE, self.REQUIREMENT, said)[0].begin == 1

    def test_what_was_said_is_quoted_without_punctuation(self) -> None:
        said = attended(self.SOURCE, ("law", (0, 0, 1)), ("on", (0, 0, 0)), ("crimes.", (0, 1, 0)))
        assert placer().quote(self.SOURCE, self.REQUIREMENT, said) == "crimes"


class TestAlone:
    """Without attention the term is translated alone, and that is looked for."""

    SOURCE = "qərar kibercinayətkarlığa qarşı"
    REQUIREMENT = require("kibercinayətkarlığa", SOURCE)

    def rank(self, words: dict[str, str | Sequence[str]], said: str) -> list[Place]:
        found = placer(words)
        found.prepare([(self.REQUIREMENT, unattended(said))])
        return found.rank(self.SOURCE, self.REQUIREMENT, unattended(said))

    def test_its_rendering_is_found(self) -> None:
        words = {"kibercinayətkarlığa": "net crime"}
        assert self.rank(words, "a decision of great weight against net crime")[0] == Place(6, 8)

    def test_an_inflected_form_is_found(self) -> None:
        words = {"kibercinayətkarlığa": "net crime"}
        assert self.rank(words, "decision against several net crimes")[0] == Place(3, 5)

    def test_the_dictionary_form_is_asked_for_as_well(self) -> None:
        words = {"kibercinayətkarlığa": "nonsense", "kibercinayətkarlıq": "delinquency"}
        assert self.rank(words, "against delinquency a decision")[0] == Place(1, 2)

    def test_a_misspelt_word_is_found(self) -> None:
        words = {"kibercinayətkarlığa": "cybercrime"}
        assert self.rank(words, "decision against the cybercrimin")[0] == Place(3, 4)

    def test_a_second_rendering_serves_where_the_first_is_not_there(self) -> None:
        words = {"kibercinayətkarlığa": ("net crime", "web offence")}
        assert self.rank(words, "decision against a web offence")[0] == Place(3, 5)

    def test_else_the_order_of_the_source_decides(self) -> None:
        places = self.rank({"kibercinayətkarlığa": "xyz"}, "one two three four five six")
        assert places[0] == Place(1, 2)

    def test_nothing_is_translated_where_there_is_attention(self) -> None:
        class Counting(FakeEngine):
            asked = 0

            def translate(self, texts: Sequence[str], **options: object) -> list[list[Hypothesis]]:
                self.asked += len(texts)
                return super().translate(texts)

        engine = Counting({})
        found = Placer(engine, "en")
        said = attended(self.SOURCE, ("crime", (0, 1, 0)))
        found.prepare([(self.REQUIREMENT, said)])
        assert engine.asked == 0
        for _ in range(2):
            found.prepare([(self.REQUIREMENT, unattended("crime"))] * 3)
        assert engine.asked == 2, "each form once"

    def test_what_cannot_be_found_is_quoted_whole(self) -> None:
        assert placer().quote(self.SOURCE, self.REQUIREMENT, unattended("a b c")) == "a b c"


def test_after_a_pivot_only_the_dictionary_form_is_known() -> None:
    concept = Concept("x", (Term("cinayət", "az"), Term("crime", "en"), Term("tội phạm", "vi")))
    assert source_forms(Requirement(concept, 0, 0, "cinayətə", "strict"), "en") == ("crime",)
    assert source_forms(Requirement(concept, 0, 8, "cinayətə", "strict"), "az") == (
        "cinayətə",
        "cinayət",
    )


def test_an_empty_translation_has_one_place() -> None:
    source = TestAlone.SOURCE
    assert placer().rank(source, TestAlone.REQUIREMENT, unattended("")) == [Place(0, 0)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((0.0, 0.05, 0.9), True),
        ((0.0, 0.2, 0.6), True),
        ((0.0, 0.5, 0.5), False),
        ((0.3, 0.1, 0.3), False),
    ],
)
def test_whether_a_rendering_is_of_another_word(row: Sequence[float], expected: bool) -> None:
    source = "yeni kibercinayətkarlıq qanunu"
    requirement = require("kibercinayətkarlıq", source)
    said = attended(source, ("cybercrime", (0, 1, 0)), ("cybercrime", row))
    match = Match(11, 21, "cybercrime", CRIME, Term("cybercrime", "en"))
    spans = [(requirement.start, requirement.end)]
    assert placer().renders_another(source, spans, said, match) is expected
    assert not placer().renders_another(source, spans, unattended(said.text), match)
    surely = placer().renders_another(source, spans, said, match, surely=True)
    assert surely is (row == (0.0, 0.05, 0.9))


def test_what_stands_together() -> None:
    text = "the court of the court and a judge of the court"
    one, two, three = (Match(at, at + 5, "court", CRIME, Term("court", "en")) for at in (4, 17, 42))
    assert placer().stand_together(text, one, two)
    assert placer().stand_together(text, two, one)
    assert not placer().stand_together(text, two, three)
