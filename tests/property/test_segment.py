"""What holds for the segmentation of any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.segment import iter_spans, rebuild, segment_text

LANGS = ("az", "en", "vi")

PIECES = st.sampled_from(
    [
        *" .!?…,;:–-•*\"'“”„«»()[]/@_№§\n\r\t\u2028\u00a0\x0c",
        *("Bitdi", "söz", "İş", "Əliyev", "Ə", "R", "II", "a", "Ấ", "Ấ", "ı", "Ж", "中"),
        *("5", "12.05.2024", "1. ", "a) ", "(iv) ", "- ", "– ", "3,5", "2025-ci", "12. 05. 2024"),
        *("və s. ", "prof. ", "səh. ", "Maddə ", "Article ", "Điều ", "U.S. ", "v.v. ", "TP. "),
        *("Bu ", "The ", "Sau ", ". Bu", "bitdi.Sonra", "...", " . ", ".” ", '." ', "?! ", "maddə"),
        *("www.gov.az", "info@gov.az", "https://gov.az/A.B", "\u0301", "\ud800", "²", "[1]"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.text(max_size=60),
)

MARKER = r"""(?:
    [-–—―‒−•▪■□●○◦‣⁃·*]
    | \d{1,3}(?:\.\d{1,3})*[.)]
    | (?:[ivxIVX]{1,5} | [^\W\d_][\u0300-\u036f]*)\)
    | \((?:\d{1,3} | [ivxIVX]{1,5} | [^\W\d_][\u0300-\u036f]*)\)
)"""
GAP = re.compile(rf"\s*(?:{MARKER}\s*)*", re.VERBOSE)
BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")


@given(TEXTS, st.sampled_from(LANGS))
def test_spans_are_ordered_stripped_and_within_a_line(text: str, lang: str) -> None:
    position = 0
    for start, end in iter_spans(text, lang):
        assert position <= start < end <= len(text)
        segment = text[start:end]
        assert segment == segment.strip()
        assert not BREAK.search(segment)
        position = end


@given(TEXTS, st.sampled_from(LANGS))
def test_gaps_hold_only_white_space_and_list_markers(text: str, lang: str) -> None:
    position = 0
    for start, end in [*iter_spans(text, lang), (len(text), len(text))]:
        assert GAP.fullmatch(text[position:start]), (text[position:start], text)
        position = end


@given(TEXTS, st.sampled_from(LANGS))
def test_joining_segments_and_gaps_gives_the_text(text: str, lang: str) -> None:
    segments = segment_text(text, lang)
    assert rebuild(text, segments, {}) == text
    assert [segment.id for segment in segments] == [f"s{n + 1}" for n in range(len(segments))]
    marks = {segment.id: "\x00" for segment in segments}
    gaps = rebuild(text, segments, marks).split("\x00")
    if "\x00" not in text:
        assert len(gaps) == len(segments) + 1


@given(TEXTS, st.sampled_from(LANGS))
def test_a_segment_alone_is_one_segment(text: str, lang: str) -> None:
    for segment in segment_text(text, lang):
        again = [(0, len(segment.text))]
        assert list(iter_spans(segment.text, lang)) == again, (segment.text, text)


@given(st.lists(TEXTS, max_size=5), st.sampled_from(LANGS))
def test_lines_are_segmented_independently(lines: list[str], lang: str) -> None:
    flat = [BREAK.sub(" ", line) for line in lines]
    together = [segment.text for segment in segment_text("\n".join(flat), lang)]
    assert together == [segment.text for line in flat for segment in segment_text(line, lang)]


WORDS = ("Tərəf", "konvensiyanı", "bu", "gün", "Hanoyda", "imzaladı", "Đại", "biểu", "họp", "then")


@given(
    st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(LANGS),
    st.sampled_from([". ", "! ", "? ", "?! ", "… ", ".” "]),
)
def test_plain_sentences_are_found_again(sentences: list[list[str]], lang: str, stop: str) -> None:
    plain = [" ".join(["Söz", *words, "xalq"]) + stop.strip() for words in sentences]
    found = [segment.text for segment in segment_text(" ".join(plain), lang)]
    assert found == plain


@pytest.mark.parametrize("lang", LANGS)
def test_empty_text_has_no_segments(lang: str) -> None:
    assert segment_text("", lang) == ()
