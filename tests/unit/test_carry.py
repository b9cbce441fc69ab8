"""Marks that a model loses or says too often."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from translate_cli.engines.argos_parts import Part
from translate_cli.engines.carry import carry_marks
from translate_cli.engines.marks import MarkedText
from translate_cli.model import Hypothesis

MARKED = MarkedText("", {"①": "27", "②": "40▁000"}, {"①": "27", "②": "40,000"})
SOURCE = ["▁", "①", "▁ev", "▁", "②", "⟦", "▁x", "⟧", "▁manat"]
PART = Part(SOURCE, [token not in ("⟦", "▁x", "⟧") for token in SOURCE], MARKED)
COLUMNS = 6


def hypothesis(*tokens: str, looks_at: Sequence[int] = ()) -> Hypothesis:
    """Return one whose tokens look at these columns of the source."""
    rows = [[float(column == at) for column in range(COLUMNS)] for at in looks_at]
    return Hypothesis("", tokens, -1.0, tuple(rows) if rows else None)


class FakeDecoder:
    """Goes on with what it is told, by prefix; likes what ends well."""

    def __init__(self, rest: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        self.rest = rest
        self.asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def go_on(
        self, parts: Sequence[Part], prefixes: list[list[str]], *, without: Sequence[str] = ()
    ) -> list[Hypothesis]:
        made = []
        for prefix in prefixes:
            self.asked.append((tuple(prefix), tuple(without)))
            tokens = (*prefix, *self.rest.get(tuple(prefix), ()))
            made.append(hypothesis(*tokens, looks_at=[0] * len(tokens)))
        return made

    def rate(self, parts: Sequence[Part], tokens: Sequence[Sequence[str]]) -> list[float]:
        return [-1.0 if each[-1] == "▁manats" else -2.0 for each in tokens]


def test_a_lost_mark_is_said_where_the_translation_looks_at_it() -> None:
    said = hypothesis("▁", "27", "▁houses", "▁many", "▁manats", looks_at=[0, 1, 2, 4, 5])
    before = ("▁", "27", "▁houses", "▁", "40,000")
    decoder = FakeDecoder({before: ("▁manats",)})
    best = [said]
    carry_marks(decoder, [PART], best)
    assert decoder.asked[0] == (before, ())
    assert best[0].tokens == (*before, "▁manats")
    assert best[0].score_logprob == -1.0


def test_a_mark_that_stands_twice_is_left_out_the_second_time() -> None:
    tokens = ("▁", "27", "▁houses", "▁", "40,000", "▁manats", "▁", "27")
    decoder = FakeDecoder({tokens[:6]: ("▁all",)})
    best = [hypothesis(*tokens, looks_at=[0] * 8)]
    carry_marks(decoder, [PART], best)
    assert decoder.asked == [(tokens[:6], ("①",))]
    assert best[0].tokens == (*tokens[:6], "▁all")


def test_two_lost_marks_take_two_rounds() -> None:
    best = [hypothesis("▁houses", looks_at=[1])]
    carry_marks(FakeDecoder({}), [PART], best)
    assert sorted(token for token in best[0].tokens if token[0].isdigit()) == ["27", "40,000"]


def test_what_no_try_makes_better_stays() -> None:
    class Deaf(FakeDecoder):
        def go_on(
            self, parts: Sequence[Part], prefixes: list[list[str]], *, without: Sequence[str] = ()
        ) -> list[Hypothesis]:
            return [hypothesis("▁no") for _ in prefixes]

    said = hypothesis("▁houses", looks_at=[1])
    best = [said]
    carry_marks(Deaf({}), [PART], best)
    assert best == [said]


@pytest.mark.parametrize("tokens", [("27", "40,000"), ("40,000", "27")])
def test_right_ones_are_not_touched(tokens: tuple[str, ...]) -> None:
    decoder = FakeDecoder({})
    best = [hypothesis(*tokens)]
    carry_marks(decoder, [PART], best)
    assert decoder.asked == []


def test_without_attention_the_end_is_the_place() -> None:
    best = [hypothesis("▁", "27")]
    carry_marks(FakeDecoder({}), [PART], best)
    assert best[0].tokens == ("▁", "27", "▁", "40,000")
