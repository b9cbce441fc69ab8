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
        ("Oktyabrın 25-də 16-cı Forum keçirilib", "Oktyabrın 25", "25 October", "25 tháng 10"),
        ("avqustun 30-da 16-sını bitirib", "avqustun 30", "30 August", "30 tháng 8"),
        ("15 ıyun 2025-ci il", "15 ıyun 2025-ci il", "15 June 2025", None),
        ("25 oktyabrdakı iclas", "25 oktyabr", "25 October", "25 tháng 10"),
        ("son tarix 30 apreldir", "30 aprel", "30 April", "30 tháng 4"),
        ("31 dekabr 2025-dək", "31 dekabr 2025", "31 December 2025", None),
        ("16-cı iclas 5 may 2025-ci ildə", "5 may 2025-ci il", "5 May 2025", None),
        # Months of a year; the word "tháng" stays with the model.
        ("2026-cı ilin sentyabradək", "2026-cı ilin sentyabr", "September 2026", "9 năm 2026"),
        ("2025-ci ilin mayınacan", "2025-ci ilin may", "May 2025", "5 năm 2025"),
        ("2025-ci ilin mart ayının 2-ci həftəsi", "2025-ci ilin mart", "March 2025", None),
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
        "oktyabrın 25, 26 və 27-də",
        "oktyabrın 25-i və ya 26-sı",
        "16\u201120 oktyabr",
        "16—20 oktyabr",
        "martın 15,5 faizi",
        "martın 2-ci yarısında",
        "mayın 20 min manatlıq hissəsi",
        "5 may 1500 manat ödəyib",
        "mart 2000 manat",
        "1 mart 1999/2000",
        "2025-ci il 28 May küçəsi",
        "8 mart prospekti",
        "01.09.2025-ci il",
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


def test_both_ends_of_a_range_of_dates() -> None:
    assert [text for _, text in _read("1 yanvar–31 dekabr 2025-ci il", "en")] == [
        "1 January",
        "31 December 2025",
    ]
    assert len(_read("oktyabr 2025–noyabr 2026", "en")) == 2


def test_a_date_is_found_before_its_numbers() -> None:
    text = "27 noyabr 2023-cü il tarixində 40 000 manat"
    assert [p.text for p in find_placeables(text, "en")] == ["27 November 2023", "40,000"]


@given(st.text(alphabet="0123456789 -.,ciİıIülunmartoybyidə2025ſ", max_size=60))
def test_spans_are_ordered_and_inside(text: str) -> None:
    found = find_dates(text, "vi")
    ends = [0]
    for placeable in found:
        assert ends[-1] <= placeable.start < placeable.end <= len(text)
        assert placeable.text
        ends.append(placeable.end)
