from __future__ import annotations

import pytest

from translate_cli.quality import (
    LOW_SCORE_LOGPROB,
    count_lost_numbers,
    count_repeats,
    is_repetitive,
    iter_issues,
)


def codes(source: str, text: str, score: float = -0.1) -> list[str]:
    return [issue.code for issue in iter_issues(source, text, score)]


def test_good_translation_has_no_issue() -> None:
    assert codes("Qanun 2025-ci ildə qəbul edildi.", "The law was adopted in 2025.") == []


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_empty_is_an_error_and_nothing_else_is_said(text: str) -> None:
    (issue,) = iter_issues("Qanun 5", text, -9.0)
    assert (issue.code, issue.severity) == ("empty", "error")


def test_low_score_is_below_the_threshold_only() -> None:
    assert codes("Qanun", "Law", LOW_SCORE_LOGPROB) == []
    (issue,) = iter_issues("Qanun", "Law", LOW_SCORE_LOGPROB - 0.01)
    assert (issue.code, issue.severity) == ("low-score", "warning")
    assert "-1.21" in issue.message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1.250 nəfər", "1,250 people"),
        ("1 250 000 manat", "1.250.000 đồng"),
        ("1\u00a0250 manat", "1250 đồng"),
        ("3,5 faiz", "3.5 per cent"),
        ("12.05.2024", "12.05.2024"),
        ("25-26 oktyabr", "October 25–26"),
        ("05 may", "May 5"),
        ("maddə 7, bənd 3", "điểm 3 Điều 7"),
    ],
)
def test_numbers_written_otherwise_are_the_same(source: str, text: str) -> None:
    assert "number" not in codes(source, text)


@pytest.mark.parametrize(
    ("source", "text", "said"),
    [
        ("5 dövlət", "6 quốc gia", "missing: 5"),
        ("5 dövlət", "quốc gia", "missing: 5"),
        ("dövlət", "6 quốc gia", "some were added"),
        ("5 və 5", "5", "missing: 5"),
        ("2025-ci il", "2024", "missing: 2025"),
    ],
)
def test_numbers_that_differ(source: str, text: str, said: str) -> None:
    issues = [issue for issue in iter_issues(source, text, -0.1) if issue.code == "number"]
    assert len(issues) == 1
    assert said in issues[0].message


def test_repetition() -> None:
    loop = "the law on the law on the law on the law on"
    assert "repetition" in codes("Qanun haqqında", loop)
    assert is_repetitive("Qanun", loop)
    assert not is_repetitive("və dövlət və dövlət və dövlət və dövlət", "và nước " * 4)
    assert not is_repetitive("Qanun", "the law of the land and of the sea")


@pytest.mark.parametrize(
    ("text", "size", "count"),
    [("", 3, 0), ("một hai", 3, 0), ("a b c a b c", 3, 1), ("a a a a", 2, 2), ("A b a B", 2, 1)],
)
def test_repeats_are_counted(text: str, size: int, count: int) -> None:
    assert count_repeats(text, size) == count


def test_copied_source() -> None:
    text = "Azərbaycan Respublikası"
    assert "untranslated" in codes(text, f" {text} ")
    assert "untranslated" not in codes("BMT, Hanoy", "BMT, Hanoy"), "names may stay"


@pytest.mark.parametrize(
    ("source", "text", "lang"),
    [
        ("40 min nəfər", "40,000 people", "en"),
        ("86,6 min nəfər", "86.600 người", "vi"),
        ("Saat 9:00-da", "lúc 9 giờ", "vi"),
        ("40 min nəfər", "40 thousand people", "en"),
    ],
)
def test_numbers_written_by_rule_are_the_same(source: str, text: str, lang: str) -> None:
    assert [i.code for i in iter_issues(source, text, -0.1, lang) if i.code == "number"] == []
    assert count_lost_numbers(source, text, lang) == 0
