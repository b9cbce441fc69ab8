from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests import tinypackage
from translate_cli.engine import MAX_PART_TOKENS, ForcedRequest, Hint
from translate_cli.engines.argos import ArgosEngine
from translate_cli.engines.argos_parts import (
    SMALL_MODEL_BYTES,
    Part,
    cut_parts,
    read_own_metadata,
    share_threads,
)
from translate_cli.engines.decoding import MAX_DECODING_TOKENS
from translate_cli.engines.marks import MarkedText
from translate_cli.errors import EngineError, PackageError
from translate_cli.placeables import SERIES

Build = Callable[..., Path]
TEXTS = (
    "Qanun qəbul edildi.",
    "Məhkəmə elektron sübutu qəbul etdi; qərar qüvvəyə mindi.",
    "Azərbaycan Respublikası Konvensiyanı imzaladı.",
)
LONG = " ".join([*TEXTS] * 12)


def whole(tokens: list[str]) -> Part:
    return Part(tokens, [True] * len(tokens), MarkedText(""))


def check_shapes(engine: ArgosEngine) -> None:
    for hypotheses in engine.translate(TEXTS, num_hypotheses=2, with_attention=True):
        assert len(hypotheses) == 2
        for hypothesis in hypotheses:
            assert hypothesis.attention is not None
            assert len(hypothesis.attention) == len(hypothesis.tokens) > 0
            assert {len(row) for row in hypothesis.attention} == {len(hypothesis.source_tokens)}


@pytest.mark.parametrize("vocabulary", ["json", "txt"])
def test_both_kinds_of_vocabulary_load_and_say_the_same(
    built_packages: Build, vocabulary: str
) -> None:
    package = built_packages("az", "en", vocabulary=vocabulary)
    assert (package / "model" / f"shared_vocabulary.{vocabulary}").exists()
    engine = ArgosEngine(package, threads=1)
    check_shapes(engine)
    other = ArgosEngine(built_packages("az", "en"), threads=1)
    assert [h[0].tokens for h in engine.translate(TEXTS)] == [
        h[0].tokens for h in other.translate(TEXTS)
    ]


@pytest.mark.parametrize("name", ["translate-az_en-1_5", "translate-en_vi-1_0"])
def test_published_packages_load(real_package: Callable[[str], Path], name: str) -> None:
    engine = ArgosEngine(real_package(name), threads=1)
    check_shapes(engine)
    prefix = engine.encode_target("convention")
    forced = engine.translate_forced([ForcedRequest(TEXTS[0], prefix)])[0]
    assert forced.tokens[: len(prefix)] == prefix
    assert forced.text.startswith("convention")


def test_published_package_with_a_source_token_of_its_own(
    real_package: Callable[[str], Path],
) -> None:
    package = real_package("translate-en_vi-1_0")
    config = (package / "model" / "config.json").read_text(encoding="utf-8")
    assert '"add_source_bos": true' in config
    assert ">>vie<<" in config
    engine = ArgosEngine(package, threads=1)
    hypothesis = engine.translate(["The court decided."], with_attention=True)[0][0]
    assert ">>vie<<" not in hypothesis.source_tokens
    assert hypothesis.attention is not None
    assert len(hypothesis.attention[0]) == len(hypothesis.source_tokens)


def test_source_bos_reaches_the_model_but_not_the_caller(built_packages: Build) -> None:
    plain = ArgosEngine(built_packages("az", "en"), threads=1)
    config = {"add_source_bos": True, "bos_token": "<s>"}
    package = built_packages("az", "en", config=config)
    other = ArgosEngine(package, threads=1)
    check_shapes(other)
    assert [h[0].score_logprob for h in other.translate(TEXTS)] != [
        h[0].score_logprob for h in plain.translate(TEXTS)
    ]


def test_names(built_packages: Build) -> None:
    package = built_packages("az", "en", version="1.5")
    assert ArgosEngine(package).name == "argos:az_en-1.5"
    assert ArgosEngine(package, name="starter").name == "starter"


class TestTargetPrefix:
    """The language token of multilingual packages steers, and is never seen."""

    @pytest.fixture
    def engine(self, built_packages: Build) -> ArgosEngine:
        return ArgosEngine(built_packages("az", "vi", target_prefix=">>vie<<"), threads=1)

    def test_is_not_in_the_output(self, engine: ArgosEngine) -> None:
        check_shapes(engine)
        for hypotheses in engine.translate(TEXTS, num_hypotheses=3):
            for hypothesis in hypotheses:
                assert ">>vie<<" not in hypothesis.tokens
                assert ">>vie<<" not in hypothesis.text

    def test_is_not_in_a_forced_output(self, engine: ArgosEngine) -> None:
        prefix = engine.encode_target("tòa án")
        forced = engine.translate_forced([ForcedRequest(TEXTS[1], prefix)])[0]
        assert forced.tokens[: len(prefix)] == prefix
        assert ">>vie<<" not in forced.text
        assert forced.attention is not None
        assert len(forced.attention) == len(forced.tokens)

    def test_changes_the_translation(self, engine: ArgosEngine, build_package: Build) -> None:
        package = build_package("az", "vi", target_prefix=">>vie<<")
        tinypackage.write_metadata(package, "az", "vi", "1.0")
        plain = ArgosEngine(package, threads=1)
        assert [h[0].tokens for h in plain.translate(TEXTS)] != [
            h[0].tokens for h in engine.translate(TEXTS)
        ]

    def test_attention_rows_are_those_of_the_tokens(self, engine: ArgosEngine) -> None:
        import ctranslate2

        hypothesis = engine.translate([TEXTS[0]], with_attention=True)[0][0]
        translator = ctranslate2.Translator(str(engine.path / "model"), intra_threads=1)
        raw = translator.translate_batch(
            [list(hypothesis.source_tokens)],
            target_prefix=[[">>vie<<", *hypothesis.tokens]],
            beam_size=1,
            return_attention=True,
        )[0]
        assert len(raw.attention[0]) == len(raw.hypotheses[0])
        assert raw.hypotheses[0][: 1 + len(hypothesis.tokens)] == [">>vie<<", *hypothesis.tokens]
        assert hypothesis.attention is not None
        for row, expected in zip(hypothesis.attention, raw.attention[0][1:], strict=False):
            assert row == pytest.approx(expected, abs=1e-3)

    def test_scores_leave_it_out(self, engine: ArgosEngine) -> None:
        hypothesis = max((h[0] for h in engine.translate(TEXTS)), key=lambda h: len(h.tokens))
        text = next(t for t in TEXTS if engine.translate([t])[0][0].tokens == hypothesis.tokens)
        request = ForcedRequest(text, hypothesis.tokens)
        values = engine.score_forced([request])[0]
        assert len(values) == len(hypothesis.tokens)
        # The mean is over the end as well, which no prefix has.
        whole = hypothesis.score_logprob * (len(values) + 1)
        assert whole <= sum(values) + 0.5
        forced = engine.translate_forced([request])[0]
        told = engine.translate_forced([ForcedRequest(text, request.prefix, sum(values))])[0]
        assert told.score_logprob == pytest.approx(forced.score_logprob, abs=1e-4)


def test_scores_are_means_over_tokens_and_end(built_packages: Build) -> None:
    import ctranslate2

    package = built_packages("az", "en", seed=5)
    engine = ArgosEngine(package, threads=1)
    hypothesis = max((h[0] for h in engine.translate(TEXTS)), key=lambda h: len(h.tokens))
    translator = ctranslate2.Translator(str(package / "model"), intra_threads=1)
    raw = translator.score_batch([list(hypothesis.source_tokens)], [list(hypothesis.tokens)])[0]
    assert len(raw.log_probs) == len(hypothesis.tokens) + 1
    expected = sum(raw.log_probs) / len(raw.log_probs)
    assert hypothesis.score_logprob == pytest.approx(expected, abs=0.05)


def test_bpe_package(bpe_package: Path) -> None:
    engine = ArgosEngine(bpe_package, threads=1)
    check_shapes(engine)
    tokens = engine.encode_target("the law")
    assert "the" in tokens, "the merges are used"
    assert any(token.endswith("@@") for token in tokens)
    assert engine.word_starts(tokens) == [0, 1]
    forced = engine.translate_forced([ForcedRequest("Qanun", tokens)])[0]
    assert forced.text.startswith("the law")
    assert "@@" not in forced.text.removesuffix("@@")


def test_splitters_in_the_package_are_ignored(build_package: Build) -> None:
    package = build_package("az", "en")
    expected = [h[0].tokens for h in ArgosEngine(package, threads=1).translate(TEXTS)]
    for name in ("stanza", "minisbd", "spacy"):
        (package / name).mkdir()
        (package / name / "model.onnx").write_bytes(b"no model at all")
    assert [h[0].tokens for h in ArgosEngine(package, threads=1).translate(TEXTS)] == expected


def test_reinstalled_package_is_not_served_stale(
    build_package: Build, built_packages: Build
) -> None:
    package = build_package("az", "en", seed=1)
    engine = ArgosEngine(package, threads=1)
    before = [h[0].tokens for h in engine.translate(TEXTS)]
    new = built_packages("az", "en", seed=7, version="2.0")
    shutil.copy(new / "model" / "model.bin", package / "model" / "model.bin")
    after = [h[0].tokens for h in engine.translate(TEXTS)]
    assert after != before
    assert after == [h[0].tokens for h in ArgosEngine(new, threads=1).translate(TEXTS)]
    shutil.rmtree(package)
    shutil.copytree(new, package)
    assert engine.name == "argos:az_en-2.0"


def test_order_is_kept_over_many_batches(built_packages: Build) -> None:
    engine = ArgosEngine(built_packages("az", "en"), threads=1)
    words = " ".join(TEXTS).split()
    texts = [" ".join(words[i % 9 : i % 9 + 1 + (i * 7) % 12]) for i in range(400)]
    assert sum(len(engine.encode_target(text)) for text in texts) > 4096
    together = [h[0].tokens for h in engine.translate(texts)]
    alone = {text: engine.translate([text])[0][0].tokens for text in set(texts)}
    assert together == [alone[text] for text in texts]


class TestLongSegments:
    """What is longer than a sentence is cut, translated in parts and joined."""

    @pytest.fixture
    def engine(self, built_packages: Build) -> ArgosEngine:
        return ArgosEngine(built_packages("az", "en", seed=3), threads=1)

    def test_is_cut_at_punctuation(self, engine: ArgosEngine) -> None:
        tokens = list(engine.encode_target(LONG))
        parts = cut_parts(tokens)
        assert len(parts) >= 2
        assert [token for part in parts for token in part] == tokens
        assert all(0 < len(part) <= MAX_PART_TOKENS for part in parts)
        assert all(part[-1] == ";" for part in parts[:-1])

    def test_is_cut_without_punctuation_between_words(self, engine: ArgosEngine) -> None:
        tokens = list(engine.encode_target("qanun qəbul edildi " * 60))
        parts = cut_parts(tokens)
        assert [token for part in parts for token in part] == tokens
        assert all(part[0].startswith("▁") for part in parts)

    def test_one_endless_word_is_cut(self, engine: ArgosEngine) -> None:
        tokens = list(engine.encode_target("qanun" * 200))
        parts = cut_parts(tokens)
        assert [token for part in parts for token in part] == tokens
        assert all(len(part) <= MAX_PART_TOKENS for part in parts)

    def test_parts_are_joined(self, engine: ArgosEngine) -> None:
        tokens = list(engine.encode_target(LONG))
        parts = cut_parts(tokens)
        singles = [
            engine.decoder.decode([whole(part)], with_attention=True)[0][0] for part in parts
        ]
        joined = engine.translate([TEXTS[0], LONG], num_hypotheses=4, with_attention=True)[1]
        assert len(joined) == 1
        hypothesis = joined[0]
        assert hypothesis.text == " ".join(single.text for single in singles)
        assert hypothesis.source_tokens == tuple(tokens)
        assert hypothesis.attention is not None
        assert len(hypothesis.attention) == len(hypothesis.tokens)
        assert {len(row) for row in hypothesis.attention} == {len(tokens)}
        last = hypothesis.attention[-1]
        assert sum(last[: len(parts[0])]) == 0
        assert sum(last[-len(parts[-1]) :]) > 0
        scores = [single.score_logprob for single in singles]
        assert min(scores) - 1e-3 <= hypothesis.score_logprob <= max(scores) + 1e-3

    def test_is_longer_than_the_model_knows_positions(self, engine: ArgosEngine) -> None:
        text = " ".join([LONG] * 5)
        assert len(engine.encode_target(text)) > 512
        free = engine.translate([text], with_attention=True)[0][0]
        assert free.text
        prefix = (*free.tokens[:3], *engine.encode_target("court"))
        forced = engine.translate_forced([ForcedRequest(text, prefix)])[0]
        assert forced.tokens[: len(prefix)] == prefix

    @pytest.mark.parametrize("number", [0, 1, -1])
    def test_forcing_changes_the_part_it_stands_in_only(
        self, engine: ArgosEngine, number: int
    ) -> None:
        free = engine.translate([LONG], with_attention=True)[0][0]
        parts = [
            engine.decoder.decode([whole(part)], with_attention=True)[0][0]
            for part in cut_parts(list(engine.encode_target(LONG)))
        ]
        number %= len(parts)
        place = sum(len(part.tokens) for part in parts[:number])
        prefix = (*free.tokens[:place], *engine.encode_target("the court"))
        forced = engine.translate_forced([ForcedRequest(LONG, prefix)])[0]
        assert forced.tokens[: len(prefix)] == prefix
        after = [token for part in parts[number + 1 :] for token in part.tokens]
        assert list(forced.tokens[len(forced.tokens) - len(after) :]) == after
        assert forced.source_tokens == free.source_tokens
        assert forced.attention is not None
        assert len(forced.attention) == len(forced.tokens)
        assert {len(row) for row in forced.attention} == {len(forced.source_tokens)}

    def test_forcing_twice_keeps_both(self, engine: ArgosEngine) -> None:
        engine.translate([LONG], with_attention=True)
        prefix = engine.encode_target("the court")
        first = engine.translate_forced([ForcedRequest(LONG, prefix)])[0]
        place = len(first.tokens) - 1
        prefix = (*first.tokens[:place], *engine.encode_target("law"))
        second = engine.translate_forced([ForcedRequest(LONG, prefix)])[0]
        assert second.tokens[: len(prefix)] == prefix
        assert second.text.startswith("the court")

    def test_forcing_works_without_translating_before(self, built_packages: Build) -> None:
        engine = ArgosEngine(built_packages("az", "en", seed=3), threads=1)
        prefix = engine.encode_target("the court")
        forced = engine.translate_forced([ForcedRequest(LONG, prefix)])[0]
        assert forced.tokens[: len(prefix)] == prefix
        assert forced.attention is not None
        assert len(forced.attention) == len(forced.tokens)

    def test_memory_of_parts_does_not_grow(self, engine: ArgosEngine) -> None:
        for _ in range(3):
            engine.translate([LONG], with_attention=True)
        assert len(engine._cut[LONG]) == 1


class TestModelInALoop:
    """A model that never ends must not end the run."""

    @pytest.fixture
    def engine(self, tmp_path: Path) -> ArgosEngine:
        package = tinypackage.build_package(tmp_path / "loop")
        pieces = tinypackage.read_pieces((package / "sentencepiece.model").read_bytes())
        tinypackage.save_model(package / "model", pieces, endless=True)
        return ArgosEngine(package, threads=1)

    def test_is_stopped(self, engine: ArgosEngine) -> None:
        hypothesis = engine.translate([TEXTS[0]], with_attention=True)[0][0]
        assert len(hypothesis.tokens) == MAX_DECODING_TOKENS
        assert hypothesis.attention is not None
        assert len(hypothesis.attention) == MAX_DECODING_TOKENS

    def test_can_be_forced_at_the_end(self, engine: ArgosEngine) -> None:
        free = engine.translate([TEXTS[0]])[0][0]
        prefix = (*free.tokens, *engine.encode_target("the court"))
        forced = engine.translate_forced([ForcedRequest(TEXTS[0], prefix)])[0]
        assert len(forced.tokens) == MAX_DECODING_TOKENS
        assert forced.attention is not None
        assert len(forced.attention) == len(forced.tokens)


def test_long_forced_prefix(built_packages: Build) -> None:
    engine = ArgosEngine(built_packages("az", "en"), threads=1)
    prefix = engine.encode_target("the law of the court " * 20)
    assert len(prefix) > 100
    forced = engine.translate_forced([ForcedRequest(TEXTS[0], prefix)])[0]
    assert forced.tokens[: len(prefix)] == prefix
    assert forced.text.startswith(" ".join(["the law of the court"] * 20))
    assert forced.attention is not None
    assert len(forced.attention) == len(forced.tokens)


def test_forced_letters_that_the_model_does_not_know_are_kept(built_packages: Build) -> None:
    engine = ArgosEngine(built_packages("az", "en"), threads=1)
    prefix = engine.encode_target("суд № 7")
    forced = engine.translate_forced([ForcedRequest(TEXTS[0], prefix)])[0]
    assert forced.text.startswith("суд № 7")
    assert forced.tokens[: len(prefix)] == prefix


def test_empty_text_is_no_failure(built_packages: Build) -> None:
    for options in ({}, {"target_prefix": ">>eng<<"}):
        engine = ArgosEngine(built_packages("az", "en", **options), threads=1)
        found = engine.translate(["", TEXTS[0]], with_attention=True)
        assert found[0][0].text == ""
        assert found[0][0].tokens == ()
        assert found[1][0].text


def test_quoted_term_is_located_exactly(built_packages: Build) -> None:
    engine = ArgosEngine(built_packages("az", "en"), threads=1)
    text = "  “Qanun”,\u00a0  qəbul (edildi)."
    tokens = engine.encode_target(text)
    spans = engine.locate(text, tokens)
    quoted = [text[s:e] for s, e in spans if text.index("Qanun") <= s < text.index("Qanun") + 5]
    assert "".join(quoted) == "Qanun"


def test_lower_casing_tokenizers_are_located(built_packages: Build) -> None:
    engine = ArgosEngine(built_packages("az", "en"), threads=1)
    text = "QANUN QƏBUL Edildi."
    spans = engine.locate(text, ["▁qa", "nun", "▁qəbul", "▁edil", "di", "."])
    assert [text[s:e] for s, e in spans] == ["QA", "NUN", "QƏBUL", "Edil", "di", "."]


class TestBrokenPackages:
    def test_weights(self, build_package: Build) -> None:
        package = build_package("az", "en")
        (package / "model" / "model.bin").write_bytes(b"not weights")
        with pytest.raises(PackageError, match="cannot be loaded") as caught:
            ArgosEngine(package).translate(["Qanun"])
        assert caught.value.where == package
        assert "\n" not in str(caught.value)

    def test_cut_weights(self, build_package: Build) -> None:
        package = build_package("az", "en")
        weights = package / "model" / "model.bin"
        weights.write_bytes(weights.read_bytes()[:2000])
        with pytest.raises(PackageError, match="cannot be loaded"):
            ArgosEngine(package).translate(["Qanun"])

    def test_no_weights(self, build_package: Build) -> None:
        package = build_package("az", "en")
        (package / "model" / "model.bin").unlink()
        with pytest.raises(PackageError, match="cannot be loaded"):
            ArgosEngine(package).translate(["Qanun"])

    def test_tokenizer(self, build_package: Build) -> None:
        package = build_package("az", "en")
        (package / "sentencepiece.model").write_bytes(b"no tokenizer")
        with pytest.raises(PackageError, match="tokenizer"):
            ArgosEngine(package).translate(["Qanun"])

    def test_list_of_merges_does_not_leave_the_program(self, bpe_package: Path) -> None:
        (bpe_package / "bpe.model").write_text("one two three four\n", encoding="utf-8")
        with pytest.raises(PackageError, match="tokenizer"):
            ArgosEngine(bpe_package).translate(["Qanun"])

    def test_no_tokenizer(self, build_package: Build) -> None:
        package = build_package("az", "en")
        (package / "sentencepiece.model").unlink()
        with pytest.raises(PackageError, match="no tokenizer"):
            ArgosEngine(package).translate(["Qanun"])

    @pytest.mark.parametrize("content", ["{", "[]", "7", "\udcff"])
    def test_metadata(self, build_package: Build, content: str) -> None:
        package = build_package("az", "en")
        data = content.encode("utf-8", "surrogateescape")
        (package / "metadata.json").write_bytes(data)
        with pytest.raises(PackageError, match="cannot be read"):
            _ = ArgosEngine(package).name

    def test_model_that_fails(self, built_packages: Build) -> None:
        engine = ArgosEngine(built_packages("az", "en"), threads=1)
        with pytest.raises(EngineError, match="position") as caught:
            engine.decoder.decode([whole(["▁qə"] * 600)])
        assert caught.value.hint == "Run: lugat models verify"


def test_making_an_engine_loads_nothing() -> None:
    code = (
        "import sys; from pathlib import Path; from translate_cli.engines.argos import ArgosEngine;"
        "ArgosEngine(Path('x')); "
        "print([m for m in ('ctranslate2', 'sentencepiece', 'argostranslate') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestHints:
    HINTS = (Hint(0, 5, "the law"),)

    @pytest.fixture
    def engine(self, built_packages: Build) -> ArgosEngine:
        return ArgosEngine(built_packages("az", "en", hints=("⟦", "⟧"), seed=3), threads=1)

    def test_a_package_says_whether_it_takes_them(
        self, engine: ArgosEngine, built_packages: Build, tmp_path: Path
    ) -> None:
        assert engine.takes_hints
        assert not ArgosEngine(built_packages("az", "en"), threads=1).takes_hints
        broken = shutil.copytree(engine.path, tmp_path / "broken")
        metadata = broken / "metadata.json"
        text = metadata.read_text(encoding="utf-8")
        for wrong in ('"hints": "⟦⟧"', '"hints": ["⟦"]', '"hints": [1, 2]'):
            assert '"hints": ["\\u27e6", "\\u27e7"]' in text
            metadata.write_text(
                text.replace('"hints": ["\\u27e6", "\\u27e7"]', wrong), encoding="utf-8"
            )
            assert not ArgosEngine(broken, threads=1).takes_hints

    def test_they_stand_behind_their_word_and_leave_no_column(self, engine: ArgosEngine) -> None:
        plain = engine.translate(TEXTS[:1], with_attention=True)[0][0]
        hinted = engine.translate(TEXTS[:1], with_attention=True, hints=[self.HINTS])[0][0]
        assert hinted.source_tokens == plain.source_tokens
        assert hinted.attention is not None
        assert {len(row) for row in hinted.attention} == {len(plain.source_tokens)}
        (part,) = engine._source(TEXTS[0], self.HINTS)
        said = engine.encode_target("the law")
        count = len(engine.encode_target("Qanun"))
        assert part.tokens[count : count + len(said) + 2] == ["⟦", *said, "⟧"]
        assert [t for t, own in zip(part.tokens, part.own, strict=True) if own] == list(
            plain.source_tokens
        )

    def test_forced_translations_have_them_too(self, engine: ArgosEngine) -> None:
        prefix = engine.encode_target("the court")
        request = ForcedRequest(TEXTS[0], prefix, hints=self.HINTS)
        forced = engine.translate_forced([request])[0]
        assert forced.tokens[: len(prefix)] == prefix
        plain = engine.translate_forced([ForcedRequest(TEXTS[0], prefix)])[0]
        assert forced.source_tokens == plain.source_tokens
        assert forced.score_logprob != plain.score_logprob

    def test_in_a_long_text_each_stands_in_its_part(self, engine: ArgosEngine) -> None:
        last = LONG.rindex("Azərbaycan")
        hints = (Hint(0, 5, "the law"), Hint(last, last + 10, "court"))
        parts = engine._source(LONG, hints)
        assert len(parts) > 1
        assert [part.tokens.count("⟦") for part in parts] == [
            1, *[0] * (len(parts) - 2), 1
        ]  # fmt: skip
        hypothesis = engine.translate([LONG], with_attention=True, hints=[hints])[0][0]
        assert "⟦" not in hypothesis.source_tokens


class TestPlaceables:
    """Numbers and names of a package that knows marks; the tiny one takes them for letters."""

    PHONE = "+994 12 565 43 21"

    @pytest.fixture
    def engine(self, built_packages: Build) -> ArgosEngine:
        engine = ArgosEngine(built_packages("az", "en", hints=("⟦", "⟧"), seed=3), threads=1)
        assert engine.name
        engine._own = replace(engine._own, placeables=SERIES)
        engine._marks = frozenset(mark for marks in SERIES.values() for mark in marks)
        return engine

    def test_a_mark_is_one_token_with_its_text(self, engine: ArgosEngine) -> None:
        text = f"Qanun {self.PHONE} qəbul edildi."
        (hypothesis,) = engine.translate([text], with_attention=True)[0]
        shown = self.PHONE.replace(" ", "▁")
        assert shown in hypothesis.source_tokens
        assert self.PHONE in hypothesis.text, "a lost one is forced"
        assert hypothesis.tokens.count(shown) == 1
        spans = engine.locate(text, hypothesis.source_tokens)
        assert text[slice(*spans[hypothesis.source_tokens.index(shown)])] == self.PHONE

    def test_hints_may_change_where_a_long_text_is_cut(self, engine: ArgosEngine) -> None:
        word = next(w for w in ("qanun", "qəbul", "edildi") if len(engine.encode_target(w)) > 0)
        size = len(engine.encode_target(word))
        text = f"{self.PHONE} " + " ".join([word] * ((2 * MAX_PART_TOKENS - 4) // size))
        hints = (Hint(0, len(self.PHONE), "hotline"),)
        with_hints, without = engine._source(text, hints), engine._source(text, ())
        assert len(with_hints) != len(without)
        said = engine.translate([text], with_attention=True, hints=[hints])[0][0]
        prefix = (*said.tokens[:-2], *engine.encode_target("court"))
        forced = engine.translate_forced([ForcedRequest(text, prefix)])[0]
        assert forced.text


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, (0.2, 0, 4)),
        ({"decoding": {"length_penalty": 1, "no_repeat_ngram_size": 5}}, (1.0, 5, 4)),
        ({"decoding": {"length_penalty": "much", "no_repeat_ngram_size": -1}}, (0.2, 0, 4)),
        ({"decoding": {"beam_size": 6}}, (0.2, 0, 6)),
        ({"decoding": {"beam_size": 0}}, (0.2, 0, 4)),
        ({"decoding": []}, (0.2, 0, 4)),
        ([], (0.2, 0, 4)),
    ],
)
def test_packages_may_say_how_to_decode(
    tmp_path: Path, own: object, expected: tuple[float, int, int]
) -> None:
    (tmp_path / "metadata.json").write_text(json.dumps({"lugat": own}), encoding="utf-8")
    found = read_own_metadata(tmp_path)
    assert (found.length_penalty, found.no_repeat_ngram_size, found.beam_size) == expected


def test_own_decoding_is_used_and_scores_stay_means(built_packages: Build, tmp_path: Path) -> None:
    plain = ArgosEngine(built_packages("az", "en", seed=5), threads=1)
    package = shutil.copytree(plain.path, tmp_path / "own")
    metadata = json.loads((package / "metadata.json").read_text(encoding="utf-8"))
    metadata["lugat"] = {"decoding": {"length_penalty": 1.0, "no_repeat_ngram_size": 1}}
    (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    engine = ArgosEngine(package, threads=1)
    for text in TEXTS:
        hypothesis = engine.translate([text])[0][0]
        assert len(set(hypothesis.tokens)) == len(hypothesis.tokens)
        values = engine.score_forced([ForcedRequest(text, hypothesis.tokens)])[0]
        whole = hypothesis.score_logprob * (len(hypothesis.tokens) + 1)
        assert whole <= sum(values) + 0.5


@pytest.mark.parametrize(
    ("size", "threads", "expected"),
    [(1000, 3, (3, 1)), (SMALL_MODEL_BYTES, 3, (1, 3)), (SMALL_MODEL_BYTES, 0, (1, 0))],
)
def test_small_models_decode_batches_side_by_side(
    tmp_path: Path, size: int, threads: int, expected: tuple[int, int]
) -> None:
    weights = tmp_path / "model.bin"
    with weights.open("wb") as file:
        file.truncate(size)
    shared = share_threads(weights, threads)
    assert (shared["inter_threads"], shared["intra_threads"]) == expected
    assert share_threads(tmp_path / "none", 2) == {"inter_threads": 1, "intra_threads": 2}
