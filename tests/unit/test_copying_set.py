from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.bench_copying import choose, format_kinds, format_wrong
from benchmarks.copying_set import (
    COLUMNS,
    KINDS,
    LANGS,
    CopyingCase,
    count_occurrences,
    find_wrong,
    load_copying_set,
)
from benchmarks.matcher_accuracy import ROOT

HEADER = "\t".join(COLUMNS)
CORPUS = ROOT / "training" / "corpus"


@pytest.fixture(scope="module")
def cases() -> tuple[CopyingCase, ...]:
    return load_copying_set()


def test_there_are_300_cases_of_all_kinds(cases: tuple[CopyingCase, ...]) -> None:
    assert len(cases) == 300
    assert len({case.id for case in cases}) == 300
    counts = Counter(case.kind for case in cases)
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= 12


def test_all_text_is_in_nfc(cases: tuple[CopyingCase, ...]) -> None:
    for case in cases:
        strings = [way for lang in LANGS for ways in case.expected[lang] for way in ways]
        for text in (case.text, *strings):
            assert text == unicodedata.normalize("NFC", " ".join(text.split())), case.id


def test_no_case_is_in_the_corpus(cases: tuple[CopyingCase, ...]) -> None:
    paths = sorted(CORPUS.glob("*.tsv"))
    assert paths
    trained = {
        line.split("\t")[0].casefold().strip(" .")
        for path in paths
        for line in path.read_text("utf-8").splitlines()
    }
    assert not [case.id for case in cases if case.text.casefold().strip(" .") in trained]


def test_both_languages_expect_the_same_digits(cases: tuple[CopyingCase, ...]) -> None:
    for case in cases:
        english, vietnamese = (
            sorted(
                digits
                for ways in case.expected[lang]
                # A month has a name in English and a number in Vietnamese.
                if not ways[0].startswith("tháng ") and (digits := _digits(ways[0]))
            )
            for lang in LANGS
        )
        assert english == vietnamese, case.id
        assert len(case.expected["en"]) == len(case.expected["vi"]), case.id


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def test_expected_digits_stand_in_the_source(cases: tuple[CopyingCase, ...]) -> None:
    for case in cases:
        source = _digits(case.text)
        for ways in case.expected["en"]:
            assert _digits(ways[0]) in source, case.id


def test_what_is_expected_can_stand_in_one_text(cases: tuple[CopyingCase, ...]) -> None:
    for case in cases:
        for lang in LANGS:
            text = ", ".join(ways[0] for ways in case.expected[lang])
            assert find_wrong(case, lang, text) == (), case.id
            assert len(find_wrong(case, lang, "")) == len(case.expected[lang])
            assert len(find_wrong(case, lang, f"{text}, {text}")) == len(case.expected[lang])


@pytest.mark.parametrize(
    ("ways", "text", "count"),
    [
        (["12"], "12 of 120 on 12", 2),
        (["1.5"], "1.5, 1.50, 21.5 and 3.1.5", 1),
        (["3,5"], "13,5 and 3,5%", 1),
        (["1.250"], "1.250.000", 0),
        (["UN", "United Nations"], "UNESCO and the United Nations", 1),
        (["“"], "“Law” and “order”", 2),
        (["Shaki"], "Shaki's, Shakir", 1),
        (["08:00", "8:00"], "at 08:00", 1),
        (["+994 50"], "call +994 50.", 1),
        (["2024"], "năm 2024.", 1),
    ],
)
def test_whole_words_and_numbers_count(ways: list[str], text: str, count: int) -> None:
    assert count_occurrences(ways, text) == count


def write(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "set.tsv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return path


def test_rows_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "number-sign-01\t№ 7, 5 %\t7 | 5% ~ 5 per cent\t7 | 5%")
    assert load_copying_set(path) == (
        CopyingCase(
            "number-sign-01",
            "number-sign",
            "№ 7, 5 %",
            {"en": (("7",), ("5%", "5 per cent")), "vi": (("7",), ("5%",))},
        ),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("plain-02\tOn iki\t12", "3 columns"),
        ("plain-2\t12\t12\t12", "two digits"),
        ("sum-02\t12\t12\t12", "two digits"),
        ("plain-02\t12\t\t12", "expect_en is empty"),
        ("plain-02\t12\t12 | 12\t12", "stands there twice"),
        ("plain-02\t12\t12\t12 | |", "string is empty"),
        ("plain-02\t12 \t12\t12", "az is not in NFC"),
        ("plain-02\tu\N{COMBINING DIAERESIS}\t12\t12", "az is not in NFC"),
        ("plain-01\t12\t12\t12", "the id stands there twice"),
        ("plain-02\t11\t11\t11", "the sentence stands there twice"),
    ],
)
def test_a_wrong_row_is_an_error_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    path = write(tmp_path, "plain-01\t11\t11\t11", row)
    with pytest.raises(ValueError, match=rf":3: .*{message}"):
        load_copying_set(path)


def test_a_wrong_header_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text("id\taz\ten\tvi\n", "utf-8")
    with pytest.raises(ValueError, match=":1: the header"):
        load_copying_set(path)


def test_a_limit_chooses_from_the_whole_set(cases: tuple[CopyingCase, ...]) -> None:
    assert choose(cases, 0) == list(cases)
    assert choose(cases, 400) == list(cases)
    chosen = choose(cases, 20)
    assert len({case.id for case in chosen}) == 20
    assert len({case.kind for case in chosen}) >= 14


def test_the_report_counts_by_kind_and_names_what_is_wrong(tmp_path: Path) -> None:
    rows = ("plain-01\t15 adam\t15\t15", "plain-02\t16 adam\t16\t16", "year-01\t1999\t1999\t1999")
    cases = load_copying_set(write(tmp_path, *rows))
    outputs = {"en": ["15 people", "60 people", "1999"], "vi": ["15 người", "16 người", "1999"]}
    assert format_kinds(cases, outputs).splitlines()[2:] == [
        "| plain | 2 | 1 | 50.0% | 2 | 100.0% |",
        "| year | 1 | 1 | 100.0% | 1 | 100.0% |",
        "| all | 3 | 2 | 66.7% | 3 | 100.0% |",
    ]
    assert (
        format_wrong(cases, "en", outputs["en"]) == "- plain-02: `16`\n  - 16 adam\n  - 60 people"
    )
    assert format_wrong(cases, "vi", outputs["vi"]) == "None."
