"""Marks instead of numbers and names, in training and in the engine."""

from __future__ import annotations

import itertools
import json
import random

import numpy as np
import pytest

from training.data import Pair
from training.masks import Mask, choose_marks, find_masks, insert_marks
from translate_cli.engine import Hint
from translate_cli.engines.argos_parts import locate_words, read_own_metadata
from translate_cli.engines.marks import MarkedText, mark_text
from translate_cli.placeables import SERIES, Kind, find_placeables

SENTENCE = "Polis 40 000 manat və 27 noutbuk götürdü."


def test_placeables_are_in_order_and_never_over_another():
    found = find_placeables("Ünvan: www.misal.az/2025, 12 500 manat, 34,6-dan 37,9-a.", "en")
    assert [p.text for p in found] == ["www.misal.az/2025", "12,500", "34.6", "37.9"]
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@pytest.mark.parametrize(("lang", "amount"), [("en", "40,000"), ("vi", "40.000")])
def test_mark_text_and_back(lang, amount):
    marked = mark_text(SENTENCE, lang, SERIES, ())
    assert marked.text == "Polis ① manat və ② noutbuk götürdü."
    marks = frozenset("①②③")
    shown = marked.show_target(["▁", "②", "▁and", "▁", "①"], marks)
    assert shown == ("▁", "27", "▁and", "▁", amount)
    assert marked.hide(shown) == ["▁", "②", "▁and", "▁", "①"]
    assert marked.show_source(["▁", "①"]) == ["▁", "40▁000"]


def test_a_hinted_term_keeps_its_number():
    start = SENTENCE.index("27")
    marked = mark_text(SENTENCE, "en", SERIES, [Hint(start, start + 10, "27 laptops")])
    assert marked.text == "Polis ① manat və 27 noutbuk götürdü."


def test_marks_of_the_text_itself_are_carried_over():
    marked = mark_text("27 nəfər, ① və ②", "en", SERIES, ())
    assert marked.text == "① nəfər, ② və ③"
    shown = marked.show_target(["③", "②", "①", "④"], frozenset("①②③④"))
    assert shown == ("②", "①", "27", "")
    many = mark_text("①②①② 27", "en", {Kind.NUMBER: "①②"}, ())
    assert many.text == "①②①② 27"
    assert many.show_target(["①", "②"], frozenset("①②")) == ("①", "②")


def test_more_numbers_than_marks():
    marked = mark_text("27, 28, 29", "en", {Kind.NUMBER: "①②"}, ())
    assert marked.text == "①, ②, 29"


def test_equal_renderings_are_told_by_their_order():
    marked = mark_text("27 və 27", "en", SERIES, ())
    assert marked.hide(["27", "27"]) == ["①", "②"]
    assert marked.count_faults(["27", "27"]) == 0
    assert marked.count_faults(["27"]) == 1


@pytest.mark.parametrize(
    ("tokens", "faults"),
    [(["40,000", "27"], 0), (["27"], 1), (["40,000", "27", "27"], 1), (["40,000", "27", ""], 1)],
)
def test_faults(tokens, faults):
    assert mark_text(SENTENCE, "en", SERIES, ()).count_faults(tokens) == faults


def test_marks_of_one_part_alone():
    marked = mark_text(SENTENCE, "en", SERIES, ())
    assert dict(marked.only(["▁", "②"]).target_tokens) == {"②": "27"}
    assert MarkedText("abc").only(["②"]).count_faults([]) == 0


def test_tokens_of_several_words_are_located():
    words = [["Polis"], ["", "40▁000"], ["manat"]]
    assert locate_words("Polis 40 000 manat", words) == [(0, 5), (6, 6), (6, 12), (13, 18)]


def test_a_token_of_several_words_is_searched_too():
    words = [["15▁giờ▁20"], ["sáng"]]
    assert locate_words("lúc 15\u00a0giờ 20, sáng", words) == [(4, 13), (15, 19)]


def test_an_unknown_kind_of_placeable_does_not_cost_the_rest(tmp_path):
    own = {"hints": ["⟦", "⟧"], "placeables": {"number": ["①"], "colour": ["②"]}}
    (tmp_path / "metadata.json").write_text(json.dumps({"lugat": own}), encoding="utf-8")
    read = read_own_metadata(tmp_path)
    assert read.hints == ("⟦", "⟧")
    assert dict(read.placeables) == {Kind.NUMBER: ("①",)}


def test_masks_need_the_rendering_as_often_on_both_sides():
    pair = Pair(0, SENTENCE, "The police took 40,000 manats and 27 laptops.", "en")
    masks = find_masks(pair)
    assert [pair.source[slice(*m.source)] for m in masks] == ["40 000", "27"]
    assert [pair.target[slice(*m.target)] for m in masks] == ["40,000", "27"]
    twice = Pair(0, SENTENCE, "40,000 manats, 27 laptops, 27 in all", "en")
    assert [twice.target[slice(*m.target)] for m in find_masks(twice)] == ["40,000"]
    assert find_masks(Pair(0, SENTENCE, "27.5 laptops and 140,000", "en")) == []


def test_choose_marks_gives_none_twice_and_stops_when_all_are_used():
    masks = [Mask((n, n + 1), (n, n + 1), Kind.NUMBER) for n in range(12)]
    chosen = choose_marks(masks, random.Random(1))
    assert sorted(mask.mark for mask in chosen) == sorted(SERIES[Kind.NUMBER])


def test_insert_marks_says_what_went_where():
    text, (before, after) = insert_marks("ab 40 cd", [((3, 5), "①")])
    assert text == "ab ① cd"
    went = dict(zip(before.tolist(), after.tolist(), strict=True))
    assert [went[n] for n in range(9)] == [0, 1, 2, 3, 4, 4, 5, 6, 7]
    assert isinstance(before, np.ndarray)
