from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from translate_cli.documents.blocks import rebuild_block, segment_blocks
from translate_cli.engines.fake import FakeEngine
from translate_cli.inline import is_nested, place_codes
from translate_cli.model import Block, CodedText, InlineCode

WORDS = ("qanun", "qəbul", "edildi", "məhkəmə", "Bakı", "2025-ci", "il", "dövlət", "və")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
SENTENCES = st.lists(TEXT.map(lambda text: text.capitalize() + "."), max_size=4).map(" ".join)
ENGINE = FakeEngine(
    {"qanun": "the law of the land", "qəbul": "was", "edildi": "", "məhkəmə": "a court"}
)


@st.composite
def coded(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXT) -> CodedText:
    """A text with properly nested pairs and single codes anywhere."""
    text = draw(texts)
    codes: list[InlineCode] = []
    number = 0

    def fill(start: int, end: int, depth: int) -> None:
        nonlocal number
        at = start
        for _ in range(draw(st.integers(0, 2 if depth < 3 else 0))):
            one = draw(st.integers(at, end))
            number += 1
            mine = number
            if draw(st.booleans()):
                codes.append(InlineCode(mine, "single", one, f"<{mine}/>"))
                at = one
            else:
                two = draw(st.integers(one, end))
                codes.append(InlineCode(mine, "open", one, f"<{mine}>"))
                fill(one, two, depth + 1)
                codes.append(InlineCode(mine, "close", two, f"</{mine}>"))
                at = two

    fill(0, len(text), 0)
    return CodedText(text, tuple(codes))


def check(before: Sequence[InlineCode], after: Sequence[InlineCode], text: str) -> None:
    names = [(code.number, code.kind, code.data) for code in before]
    assert sorted(names) == sorted((code.number, code.kind, code.data) for code in after)
    assert all(0 <= code.position <= len(text) for code in after)
    positions = [code.position for code in after]
    assert positions == sorted(positions)
    assert is_nested(after)


@settings(deadline=None)
@given(coded(), st.booleans())
def test_every_code_comes_out_once_and_pairs_nest(source: CodedText, attention: bool) -> None:
    hypothesis = ENGINE.translate([source.text], with_attention=attention)[0][0]
    placed = place_codes(ENGINE, source.text, source.codes, hypothesis)
    check(source.codes, placed, hypothesis.text)


@settings(deadline=None)
@given(coded())
def test_an_engine_that_changes_nothing_moves_no_pair(source: CodedText) -> None:
    engine = FakeEngine({})
    hypothesis = engine.translate([source.text], with_attention=True)[0][0]
    placed = place_codes(engine, source.text, source.codes, hypothesis)
    check(source.codes, placed, hypothesis.text)
    for code in source.codes:
        # Around whole words a pair stands where it stood.
        before, after = source.text[: code.position], source.text[code.position :]
        if code.kind == "single" and not (before[-1:].isalnum() and after[:1].isalnum()):
            continue
    words = [
        (code, other)
        for code in source.codes
        for other in source.codes
        if code.kind == "open" and other.kind == "close" and code.number == other.number
    ]
    texts = {code.number: source.text[code.position : other.position] for code, other in words}
    for number, text in texts.items():
        if text.strip() and text.strip() == source.text:
            ends = [code.position for code in placed if code.number == number]
            assert ends == [0, len(source.text)]


@settings(deadline=None)
@given(coded(SENTENCES), st.booleans())
def test_segments_put_together_are_the_block(source: CodedText, whole: bool) -> None:
    block = Block("b", source.text, source.codes, whole=whole)
    segments = segment_blocks([block], "az")
    assert sum(len(segment.codes) for segment in segments) <= len(source.codes)
    back = rebuild_block(block, segments, {s.id: CodedText(s.text, s.codes) for s in segments})
    assert back == source
    assert rebuild_block(block, segments, {}) == source


@settings(deadline=None)
@given(coded(SENTENCES))
def test_translated_segments_keep_the_codes_of_the_block(source: CodedText) -> None:
    block = Block("b", source.text, source.codes)
    segments = segment_blocks([block], "az")
    said = {}
    for segment in segments:
        hypothesis = ENGINE.translate([segment.text], with_attention=True)[0][0]
        codes = place_codes(ENGINE, segment.text, segment.codes, hypothesis)
        check(segment.codes, codes, hypothesis.text)
        said[segment.id] = CodedText(hypothesis.text, codes)
    back = rebuild_block(block, segments, said)
    check(source.codes, back.codes, back.text)
