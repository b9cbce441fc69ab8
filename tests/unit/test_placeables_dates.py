"""Dates: one placeable each, in the order of the target language; what is no date stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.placeables import find_placeables
from translate_cli.placeables.dates import find_dates


def _read(text: str, lang: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.text) for p in find_dates(text, lang)]


@pytest.mark.parametrize(
    ("text", "source", "english", "vietnamese"),
    [
        ("27 noyabr 2023-cü il tarixində", "27 noyabr 2023-cü il", "27 November 2023", None),
        ("27 noyabr 2023-cü ildən", "27 noyabr 2023-cü il", "27 November 2023", None),
        ("9 iyun 2020 tarixli", "9 iyun 2020", "9 June 2020", "9 tháng 6 năm 2020"),
        ("2025-ci il oktyabrın 25-də", "2025-ci il oktyabrın 25", "25 October 2025", None),
        ("2025-ci ilin may ayının 5-i", "2025-ci ilin may ayının 5", "5 May 2025", None),
        ("2024-cü il 3 mart tarixində", "2024-cü il 3 mart", "3 March 2024", None),
        ("Oktyabrın 25-də", "Oktyabrın 25", "25 October", "25 tháng 10"),
        ("İyulun 7-dən etibarən", "İyulun 7", "7 July", "7 tháng 7"),
        ("İYULUN 7-DƏ", "İYULUN 7", "7 July", "7 tháng 7"),
        ("yanvar ayının 22-də", "yanvar ayının 22", "22 January", "22 tháng 1"),
        ("01 aprelədək", "01 aprel", "1 April", "1 tháng 4"),
        ("1 maydan", "1 may", "1 May", "1 tháng 5"),
        ("31 dekabra qədər", "31 dekabr", "31 December", "31 tháng 12"),
        ("yanvarın 1-dən 400 manata", "yanvarın 1", "1 January", "1 tháng 1"),
        # Months of a year; the word "tháng" stays with the model.
        ("2024-cü ilin avqustunda", "2024-cü ilin avqust", "August 2024", "8 năm 2024"),
        ("2024-cü ilin mart ayında", "2024-cü ilin mart", "March 2024", "3 năm 2024"),
        ("2027-ci ilin fevralınadək", "2027-ci ilin fevral", "February 2027", "2 năm 2027"),
        ("dekabr 2026", "dekabr 2026", "December 2026", "12 năm 2026"),
    ],
)
def test_dates(text: str, source: str, english: str, vietnamese: str | None) -> None:
    assert _read(text, "en") == [(source, english)]
    read = _read(text, "vi")
    assert [span for span, _ in read] == [source]
    assert vietnamese is None or read[0][1] == vietnamese


@pytest.mark.parametrize(
    "text",
    [
        "16–20 oktyabr tarixlərində",
        "oktyabrın 25-26-da",
        "oktyabrın 25-i və 26-sı",
        "aprelin 3-dən 7-dək",
        "sentyabrda 5,4 faiz",
        "40 may",
        "35 mayor",
        "3 martaba",
        "iyun–avqust aylarında",
        "Bakıda 28 May küçəsi",
        "20 Yanvar stansiyası",
        "12.3 mart",
        "2023-cü ilin yazında",
        "1918-ci ilin mart soyqırımı",
    ],
)
def test_what_is_no_single_date_is_left_alone(text: str) -> None:
    assert _read(text, "en") == []


def test_vietnamese_of_a_whole_date() -> None:
    assert _read("2025-ci il oktyabrın 25-də", "vi")[0][1] == "25 tháng 10 năm 2025"
    assert _read("oktyabr ayının 5-i", "vi-VN")[0][1] == "5 tháng 10"


def test_a_date_is_found_before_its_numbers() -> None:
    text = "27 noyabr 2023-cü il tarixində 40 000 manat"
    assert [p.text for p in find_placeables(text, "en")] == ["27 November 2023", "40,000"]


@given(st.text(alphabet="0123456789 -.,ciİıülnmartoybyidə2025", max_size=60))
def test_spans_are_ordered_and_inside(text: str) -> None:
    found = find_dates(text, "vi")
    ends = [0]
    for placeable in found:
        assert ends[-1] <= placeable.start < placeable.end <= len(text)
        assert placeable.text
        ends.append(placeable.end)
