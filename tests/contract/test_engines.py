"""What every engine must do, whatever is inside it."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from translate_cli.engine import Engine, ForcedRequest
from translate_cli.engines.argos import ArgosEngine
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import Hypothesis

TEXTS = (
    "Qanun qəbul edildi.",
    "Azərbaycan Respublikası kibercinayətkarlığa qarşı Konvensiyanı imzaladı və dərc etdi.",
    "Məhkəmə elektron sübutu qəbul etdi; qərar qüvvəyə mindi.",
    "Yox",
    "Qanun qəbul edildi.",
    "“Kibertəhlükəsizlik” (2025-ci il, 3,5%) haqqında",
)
WORDS = {
    "qanun": ("the law", "the act"),
    "qəbul": "adopted",
    "edildi": "was",
    "kibertəhlükəsizlik": "cyber safety",
    "məhkəmə": ("tribunal", "court"),
}


@pytest.fixture(params=["fake", "argos", "argos with a prefix", "argos with bos", "argos bpe"])
def engine(request: pytest.FixtureRequest, built_packages: Callable[..., Path]) -> Engine:
    """Give each engine in turn: a new kind of engine is one more name here."""
    if request.param == "fake":
        return FakeEngine(WORDS)
    if request.param == "argos bpe":
        return ArgosEngine(request.getfixturevalue("bpe_package"), threads=1)
    options: dict[str, Any] = {
        "argos": {},
        "argos with a prefix": {"target_prefix": ">>eng<<"},
        "argos with bos": {"config": {"add_source_bos": True, "bos_token": "<s>"}},
    }[request.param]
    return ArgosEngine(built_packages("az", "en", **options), threads=1)


def check_shape(hypothesis: Hypothesis) -> None:
    assert hypothesis.attention is not None
    assert len(hypothesis.attention) == len(hypothesis.tokens)
    for row in hypothesis.attention:
        assert len(row) == len(hypothesis.source_tokens)
        assert all(0 <= weight <= 1.001 for weight in row)
        assert 0 < sum(row) <= 1.001


def joined(text: str) -> str:
    """Return a text without spaces: the tokenizer of BPE packages sets underscores apart."""
    return "".join(text.split())


def test_names_its_languages(engine: Engine) -> None:
    assert (engine.source_lang, engine.target_lang) == ("az", "en")
    assert engine.name


def test_keeps_number_and_order(engine: Engine) -> None:
    together = [found[0].text for found in engine.translate(TEXTS)]
    alone = [engine.translate([text])[0][0].text for text in TEXTS]
    assert together == alone
    assert together[0] == together[4]
    assert len(set(together)) >= 3, "an engine that says the same to everything tests nothing"


def test_is_deterministic(engine: Engine) -> None:
    assert engine.translate(TEXTS, num_hypotheses=2) == engine.translate(TEXTS, num_hypotheses=2)


def test_nothing_gives_nothing(engine: Engine) -> None:
    assert engine.translate([]) == []
    assert engine.translate_forced([]) == []


def test_hypotheses_are_counted_and_scored(engine: Engine) -> None:
    results = engine.translate(TEXTS, num_hypotheses=3)
    assert any(len(hypotheses) > 1 for hypotheses in results)
    for hypotheses in results:
        assert 1 <= len(hypotheses) <= 3
        for hypothesis in hypotheses:
            assert math.isfinite(hypothesis.score_logprob)
            assert hypothesis.score_logprob < 0
        tokens = [hypothesis.tokens for hypothesis in hypotheses]
        assert len(set(tokens)) == len(tokens)


def test_first_hypothesis_does_not_depend_on_their_number(engine: Engine) -> None:
    one = [found[0].tokens for found in engine.translate(TEXTS)]
    three = [found[0].tokens for found in engine.translate(TEXTS, num_hypotheses=3)]
    assert one == three


def test_attention_only_where_it_is_asked_for(engine: Engine) -> None:
    assert all(h.attention is None for found in engine.translate(TEXTS) for h in found)
    for hypotheses in engine.translate(TEXTS, num_hypotheses=3, with_attention=True):
        for hypothesis in hypotheses:
            check_shape(hypothesis)


def test_source_tokens_are_located_in_order(engine: Engine) -> None:
    for text, hypotheses in zip(TEXTS, engine.translate(TEXTS), strict=True):
        tokens = hypotheses[0].source_tokens
        spans = engine.locate(text, tokens)
        assert len(spans) == len(tokens) > 0
        cursor = 0
        for start, end in spans:
            assert cursor <= start <= end <= len(text)
            cursor = end
        found = "".join(text[start:end] for start, end in spans)
        wanted = "".join(text.split())
        # The punctuation of BPE packages is normalised, the letters are not.
        assert [c for c in found if c.isalnum()] == [c for c in wanted if c.isalnum()]


@pytest.mark.parametrize("phrase", ["the law", "court", "Cybersecurity", "law_on_law"])
def test_forced_translation_begins_with_its_prefix(engine: Engine, phrase: str) -> None:
    prefix = engine.encode_target(phrase)
    forced = engine.translate_forced([ForcedRequest(text, prefix) for text in TEXTS])
    assert len(forced) == len(TEXTS)
    for hypothesis in forced:
        assert hypothesis.tokens[: len(prefix)] == prefix
        assert joined(hypothesis.text).startswith(joined(phrase))
        assert math.isfinite(hypothesis.score_logprob)
        check_shape(hypothesis)
    assert forced[0].tokens == forced[4].tokens


def test_forced_requests_do_not_mix(engine: Engine) -> None:
    prefixes = [engine.encode_target(phrase) for phrase in ("law", "the court", "act and law")]
    requests = [ForcedRequest(text, prefix) for text in TEXTS for prefix in prefixes]
    together = engine.translate_forced(requests)
    alone = [engine.translate_forced([request])[0] for request in requests]
    assert [h.tokens for h in together] == [h.tokens for h in alone]
    assert [h.score_logprob for h in together] == pytest.approx(
        [h.score_logprob for h in alone], abs=1e-3
    )


def test_forcing_covers_the_whole_text(engine: Engine) -> None:
    text = TEXTS[1]
    free = engine.translate([text])[0][0]
    starts = engine.word_starts(free.tokens)
    place = starts[len(starts) // 2]
    prefix = (*free.tokens[:place], *engine.encode_target("court"))
    forced = engine.translate_forced([ForcedRequest(text, prefix)])[0]
    assert forced.tokens[:place] == free.tokens[:place]
    assert forced.tokens[place : len(prefix)] == engine.encode_target("court")


def test_forcing_costs_and_scores_compare(engine: Engine) -> None:
    for text in TEXTS[:4]:
        free = engine.translate([text])[0][0]
        same = engine.translate_forced([ForcedRequest(text, free.tokens)])[0]
        assert same.tokens[: len(free.tokens)] == free.tokens
        if same.tokens == free.tokens:
            # CTranslate2 never ends at the first token, and shares out what the end would have had.
            assert same.score_logprob == pytest.approx(free.score_logprob, abs=0.15)
        odd = engine.translate_forced([ForcedRequest(text, engine.encode_target("qqq zz qqq"))])[0]
        assert odd.score_logprob < free.score_logprob


def test_words_begin_where_they_begin(engine: Engine) -> None:
    tokens = engine.encode_target("the law on the court")
    starts = engine.word_starts(tokens)
    assert len(starts) == 5
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert engine.word_starts(()) == []


def test_underscores_survive(engine: Engine) -> None:
    prefix = engine.encode_target("law_no_5 court")
    forced = engine.translate_forced([ForcedRequest("Qanun", prefix)])[0]
    assert joined(forced.text).startswith("law_no_5court")
