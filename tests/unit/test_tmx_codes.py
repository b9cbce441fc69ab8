"""Inline codes in the TMX that we write: valid by both schemas, and read back as they were."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.tmxcheck import CREATED_AT, check_schemas, needs_formats
from translate_cli.exchange.tmx import TmxUnit, TmxWriter, iter_tmx
from translate_cli.exchange.tmx_memory import as_coded
from translate_cli.model import CodedText, InlineCode, Segment, Target, Unit

OPEN, CLOSE = InlineCode(1, "open", 3, "<b>"), InlineCode(1, "close", 8, "</b>")
NOTE, IMAGE = InlineCode(2, "single", 8, "<footnote/>"), InlineCode(3, "single", 0, "<image/>")

CASES = {
    "a pair": (OPEN, CLOSE),
    "the half that opens": (OPEN,),
    "the half that closes": (CLOSE,),
    "singles": (IMAGE, NOTE),
    "singles, the later number first": (
        InlineCode(7, "single", 0, "<image/>"),
        InlineCode(4, "single", 8, "<footnote/>"),
    ),
    "a pair in a pair, with a single in it": (
        InlineCode(1, "open", 0, "<a>"),
        InlineCode(2, "open", 3, "<b>"),
        InlineCode(3, "single", 3, "<image/>"),
        InlineCode(2, "close", 8, "</b>"),
        InlineCode(1, "close", 9, "</a>"),
    ),
    "an empty pair": (InlineCode(1, "open", 3, "<b>"), InlineCode(1, "close", 3, "</b>")),
    "halves of two pairs around a whole one": (
        InlineCode(5, "close", 2, "</i>"),
        InlineCode(6, "open", 3, "<b>"),
        InlineCode(6, "close", 8, "</b>"),
        InlineCode(7, "open", 9, "<u>"),
    ),
    "native codes that look like XML": (InlineCode(1, "single", 3, '<x a="1&2">]]>'),),
    "no native code": (InlineCode(1, "single", 3),),
}


def write(source: CodedText, target: CodedText) -> bytes:
    said = Target("en", target.text, "starter", -0.5, codes=target.codes)
    segment = Segment("s1", source.text, 0, len(source.text), codes=source.codes)
    file = io.BytesIO()
    options = {"source_lang": "az", "target_langs": ["en"], "version": "1"}
    with TmxWriter(file, created_at=CREATED_AT, **options) as writer:
        writer.write(Unit(segment, {"en": said}))
    return file.getvalue()


def read(data: bytes) -> TmxUnit:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codes.tmx"
        path.write_bytes(data)
        (unit,) = iter_tmx(path, on_skip=lambda skipped: pytest.fail(skipped.reason))
    return unit


@needs_formats
@pytest.mark.parametrize("codes", CASES.values(), ids=CASES)
def test_codes_are_valid_by_both_schemas(codes: tuple[InlineCode, ...]) -> None:
    text = CodedText("Bu qanun.", codes)
    check_schemas(write(text, text))


@pytest.mark.parametrize("codes", CASES.values(), ids=CASES)
def test_elements_say_what_belongs_together(codes: tuple[InlineCode, ...]) -> None:
    text = CodedText("Bu qanun.", codes)
    segs = etree.fromstring(write(text, text)).findall("body/tu/tuv/seg")
    assert len(segs) == 2
    for seg in segs:
        opened = [element.get("i") for element in seg.iter("bpt")]
        assert sorted(opened) == sorted(element.get("i") for element in seg.iter("ept"))
        assert len(set(opened)) == len(opened)
        plain = (seg.text or "") + "".join(element.tail or "" for element in seg)
        assert plain == text.text
        assert [element.text or "" for element in seg] == [code.data for code in codes]
        halves = [(element.get("x"), element.get("pos")) for element in seg.iter("it")]
        both = {c.number for c in codes if c.kind == "open"} & {
            c.number for c in codes if c.kind == "close"
        }
        assert halves == [
            (str(code.number), "begin" if code.kind == "open" else "end")
            for code in codes
            if code.kind != "single" and code.number not in both
        ]


@st.composite
def texts(draw: st.DrawFn) -> CodedText:
    """A text with nested pairs, halves of others and singles, all numbers in any order."""
    text = draw(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
    numbers = iter(draw(st.permutations(range(1, 40))))
    codes: list[InlineCode] = []

    def fill(start: int, end: int, depth: int) -> int:
        at = start
        for _ in range(draw(st.integers(0, 2 if depth < 3 else 0))):
            number, data = next(numbers), draw(st.sampled_from(["", "<b>", "&amp; <x/>", "é"]))
            at = draw(st.integers(at, end))
            if draw(st.booleans()):
                codes.append(InlineCode(number, "single", at, data))
                continue
            codes.append(InlineCode(number, "open", at, data))
            at = draw(st.integers(at, end))
            fill(codes[-1].position, at, depth + 1)
            codes.append(InlineCode(number, "close", at, data))
        return at

    middle = fill(0, len(text), 0)
    if draw(st.booleans()):
        codes.insert(0, InlineCode(next(numbers), "close", 0, "</i>"))
    if draw(st.booleans()):
        codes.append(InlineCode(next(numbers), "open", draw(st.integers(middle, len(text))), "<i>"))
    return CodedText(text, tuple(codes))


@settings(deadline=None)
@given(texts())
def test_codes_come_back_as_they_were(said: CodedText) -> None:
    unit = read(write(CodedText("Bu qanun."), said)) if said.text.strip() else None
    if unit is not None:
        found = unit.find("en")
        assert found is not None
        assert as_coded(found) == said


def test_singles_that_change_places_keep_their_numbers() -> None:
    source = CodedText("Bu qanun.", (IMAGE, NOTE))
    target = CodedText(
        "The law.",
        (InlineCode(2, "single", 0, "<footnote/>"), InlineCode(3, "single", 8, "<image/>")),
    )
    unit = read(write(source, target))
    (one, two) = unit.variants
    assert (as_coded(one), as_coded(two)) == (source, target)
