from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.bench_alignment import (
    Case,
    count_layers,
    find_cases,
    measure,
    read_scalar,
    without_attention,
    write_scalar,
)
from benchmarks.common import BenchmarkError
from glossary.model import Concept, Term
from translate_cli.enforce import Enforcer
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import Hypothesis
from translate_cli.placement import Placer

CONCEPTS = (
    Concept("court", (Term("məhkəmə", "az"), Term("court", "en")), pos="noun"),
    Concept("law", (Term("qanun", "az"), Term("law in force", "en")), pos="noun"),
)
TEXT = "məhkəmə və qanun"
ENFORCER = Enforcer(CONCEPTS, "az", "en")
WANTED = ENFORCER.require(TEXT)
SCALAR = b"\x00\x02\x02\x00\x00\x00"
MODEL = (
    b"..decoder/alignment_heads\x00" + SCALAR + b"\x01\x00"
    b"..decoder/alignment_layer\x00" + SCALAR + b"\xff\xff..decoder/layer_0/x decoder/layer_1/y"
)


def say(text: str, rows: Sequence[Sequence[float]]) -> Hypothesis:
    tokens = tuple(f"▁{word}" for word in text.split())
    return Hypothesis(text, tokens, -0.5, tuple(map(tuple, rows)), ("▁məhkəmə", "▁və", "▁qanun"))


def test_numbers_of_a_model_are_read_and_written() -> None:
    assert read_scalar(MODEL, "decoder/alignment_layer") == -1
    changed = write_scalar(MODEL, "decoder/alignment_layer", 1)
    assert read_scalar(changed, "decoder/alignment_layer") == 1
    assert read_scalar(changed, "decoder/alignment_heads") == 1
    assert len(changed) == len(MODEL)
    assert count_layers(MODEL) == 2
    with pytest.raises(BenchmarkError, match="no decoder/num_heads"):
        read_scalar(MODEL, "decoder/num_heads")


def test_a_case_is_a_term_that_is_said_once() -> None:
    once = say("court and law in force", [[1, 0, 0]] * 5)
    twice = say("court of court", [[1, 0, 0]] * 3)
    cases = list(find_cases(ENFORCER, [WANTED, WANTED], [once, twice]))
    assert [(case.number, case.match.text) for case in cases] == [(0, "court"), (0, "law in force")]


def test_hits_are_counted() -> None:
    rows = [[1, 0, 0], [0, 1, 0], [0, 0, 0.4], [0, 0, 0.6], [0, 0, 0.9]]
    said = say("court and law in force", rows)
    placer = Placer(FakeEngine({}), "en")
    cases = list(find_cases(ENFORCER, [WANTED], [said]))
    # Of the law the first word has too little attention: its place begins late.
    hits = measure(placer, [TEXT], [said], cases)
    assert (hits.begins, hits.touches, hits.whole) == (0.5, 1.0, 0.5)
    single = measure(placer, [TEXT], [said], cases, single=True)
    assert (single.begins, single.touches, single.whole) == (0.5, 1.0, 0.5)
    bare = without_attention([said])
    assert measure(Placer(FakeEngine({}), "en"), [TEXT], bare, cases).whole == 0.5


def test_without_cases_there_are_no_hits() -> None:
    none: list[Case] = []
    assert measure(Placer(FakeEngine({}), "en"), [], [], none).touches == 0.0
