"""Quotation marks that a model does not pair."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_carry import FakeDecoder
from translate_cli.engines.argos_parts import Part
from translate_cli.engines.carry import carry_marks
from translate_cli.engines.marks import MarkedText, mark_text
from translate_cli.engines.quotes import (
    Lost,
    count_unpaired,
    find_lost,
    find_place,
    find_surplus,
    is_paired,
)
from translate_cli.model import Hypothesis
from translate_cli.placeables import SERIES

SOURCE = ["▁“", "Media", "▁haqqında", "”", "▁Qanun", "▁qəbul", "▁edilib", "."]
PART = Part(SOURCE, [True] * len(SOURCE), MarkedText("", quoted=True))


def rows(*columns: int) -> list[list[float]]:
    return [[float(column == at) for column in range(len(SOURCE))] for at in columns]


@pytest.mark.parametrize(
    ("tokens", "lost", "unpaired"),
    [
        (["▁“", "a", "”"], None, 0),
        (["a"], None, 0),
        (["▁“", "a", "”.", "▁“", "b", "”"], None, 0),
        (["a", "”"], Lost("“", 0, 1), 1),
        (["▁“", "a"], Lost("”", 0, 0), 1),
        (["▁“", "a", "”", "b", "?”"], Lost("“", 1, 4), 1),
        (["▁“", "a", "▁“", "b", "”"], Lost("”", 0, 0), 1),
    ],
)
def test_what_is_lost(tokens: list[str], lost: Lost | None, unpaired: int) -> None:
    assert find_lost(tokens) == lost
    assert count_unpaired(tokens) == unpaired


@given(st.lists(st.sampled_from(["▁“", "”", "”.", "a", "▁b"]), max_size=12))
def test_paired_is_nothing_lost(tokens: list[str]) -> None:
    quoted = any("“" in token or "”" in token for token in tokens)
    assert is_paired(tokens) == (quoted and find_lost(tokens) is None)
    assert (count_unpaired(tokens) == 0) == (find_lost(tokens) is None)


def test_a_lost_opening_mark_belongs_before_the_words_of_the_quotation() -> None:
    tokens = ["▁Law", "▁on", "▁the", "▁Media", "”", "▁adopted"]
    looked = rows(4, 2, 4, 1, 3, 5)
    place = find_place(Lost("“", 0, 4), tokens, [0, 1, 2, 3, 5], looked, SOURCE)
    assert place == 1


def test_a_lost_closing_mark_belongs_behind_them_before_the_stop() -> None:
    tokens = ["▁adopted", "▁“", "Law", "▁on", "▁Media", "."]
    looked = rows(5, 0, 4, 2, 1, 1)
    assert find_place(Lost("”", 0, 1), tokens, [0, 1, 3, 4], looked, SOURCE) == 5


def test_one_quoted_word_is_closed() -> None:
    tokens = ["▁“", "Media", "."]
    assert find_place(Lost("”", 0, 0), tokens, [0], rows(0, 1, 7), SOURCE) == 2


def test_the_pair_is_the_one_that_the_other_mark_looks_at() -> None:
    source = ["▁“", "A", "”", "▁və", "▁“", "Q", "▁R", "”"]
    tokens = ["▁“", "Q", "▁R", "▁paper", "▁A"]
    looked = [[float(column == at) for column in range(8)] for at in (4, 5, 6, 3, 1)]
    assert find_place(Lost("”", 0, 0), tokens, [0, 2, 3, 4], looked, source) == 3


def test_a_mark_of_no_pair_of_the_source_has_no_place() -> None:
    tokens = ["▁a", "”", "▁b", "”"]
    assert find_place(Lost("“", 1, 3), tokens, [0, 2], rows(1, 3, 4, 4), SOURCE) is None
    assert find_surplus(Lost("“", 1, 3), tokens) == 3
    assert find_surplus(Lost("”", 0, 0), ["▁“", "The", "▁“", "Law"]) == 2
    assert find_surplus(Lost("”", 0, 0), ["▁“", "The"]) is None


class Decoder(FakeDecoder):
    """Likes every translation alike."""

    def rate(self, parts: Sequence[Part], tokens: Sequence[Sequence[str]]) -> list[float]:
        return [-1.0 for _ in tokens]


def test_the_translation_is_said_again_with_the_mark() -> None:
    said = ("▁Law", "▁on", "▁Media", "”", "▁adopted", ".")
    best = [Hypothesis("", said, -1.0, tuple(rows(4, 2, 1, 3, 5, 7)))]
    prefix = ("▁Law", "▁“")
    decoder = Decoder({prefix: ("On", "▁Media", "”", "▁adopted", ".")})
    carry_marks(decoder, [PART], best)
    assert decoder.asked[0] == (prefix, ())
    assert best[0].tokens == (*prefix, "On", "▁Media", "”", "▁adopted", ".")


def test_a_mark_too_many_is_left_out() -> None:
    said = ("▁“", "Law", "▁“", "on", "”", "▁Media")
    best = [Hypothesis("", said, -1.0, None)]
    decoder = Decoder({said[:2]: ("▁on", "”", "▁Media")})
    carry_marks(decoder, [PART], best)
    assert decoder.asked == [(said[:2], ("▁“",))]
    assert best[0].tokens == ("▁“", "Law", "▁on", "”", "▁Media")


def test_both_may_be_left_out() -> None:
    best = [Hypothesis("", ("▁Media", "▁Law"), -1.0, None)]
    decoder = Decoder({})
    carry_marks(decoder, [PART], best)
    assert decoder.asked == []


@pytest.mark.parametrize(
    ("text", "part", "quoted"),
    [
        ("“Media” yazır.", ["▁“", "Media", "”"], True),
        ("“Media” yazır.", ["▁“", "Media"], False),  # A part with half of a pair.
        ("Media yazır.", ["▁Media"], False),
    ],
)
def test_parts_are_asked_for_pairs_only_where_they_have_them(
    text: str, part: list[str], *, quoted: bool
) -> None:
    assert mark_text(text, "en", SERIES, ()).only(part).quoted is quoted


def test_packages_without_marks_are_left_alone() -> None:
    assert not mark_text("“Media” yazır.", "en", {}, ()).quoted
