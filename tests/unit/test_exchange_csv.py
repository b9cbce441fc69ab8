from __future__ import annotations

from pathlib import Path

import pytest

from glossary.columns import TermbaseProblemsError
from glossary.exchange.csv_file import read_csv, write_csv
from glossary.model import Concept, Term

LAW = Concept("law", (Term("qanun", "az"), Term("law", "en"), Term("luật", "vi")))


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "terms.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_it_is_what_rfc_4180_says(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    concept = Concept("law", (*LAW.terms[:1], Term('the "law", x', "en")), note="bir\niki")
    write_csv(path, [concept])
    lines = path.read_bytes().split(b"\r\n")
    assert lines[0].startswith(b"id,az,en,vi,forbidden_en,")
    assert lines[1] == b'law,qanun,"the ""law"", x",,,,,,approved,,,,,"bir\niki"'


def test_excel_sees_utf_8_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    concept = Concept("law", LAW.terms, note="=HYPERLINK(1)", source="'s", definition="-1")
    write_csv(path, [concept], excel=True)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,")
    assert b",'=HYPERLINK(1)" in data
    assert b",'-1," in data
    assert read_csv(path).concepts == (concept,)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id;az;en;vi\r\nlaw;qanun;law;luật\r\n", "utf-8-sig"),
        ("id\taz\ten\tvi\nlaw\tqanun\tlaw\tluật\n", "utf-16"),
        ("# qeyd\nID, Az ,EN,Vietnamese\nlaw,qanun,law,luật,,\n", "utf-8"),
        ("\n,,,\nAzerbaijani,English,Vietnamese\nqanun,law,luật", "utf-8"),
    ],
)
def test_dialects(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_csv(write(tmp_path, text, encoding)).concepts == (LAW,)


def test_columns_that_are_not_ours_are_named(tmp_path: Path) -> None:
    found = read_csv(write(tmp_path, "id,az,en,vi,rəy\nlaw,qanun,law,luật,yaxşı\n"))
    assert found.concepts == (LAW,)
    assert [(p.column, p.message) for p in found.skipped] == [
        ("rəy", "the column “rəy” is not ours and was left out.")
    ]


def test_made_up_ids_do_not_collide(tmp_path: Path) -> None:
    found = read_csv(write(tmp_path, "az,en\nqanun,law\nhüquq,Law\n"))
    assert [c.id for c in found.concepts] == ["law", "law-2"]


def test_problems_carry_the_line_they_begin_on(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'id,az,en,status,note\nlaw,qanun,law,,"bir\niki"\nx,hökm,judgment,bad,\n'
        ",fərman,decree,,\nlaw,aa,bb,,\ny,a,b,,c,d\n",
    )
    with pytest.raises(TermbaseProblemsError) as caught:
        read_csv(path)
    assert [(p.line, p.column) for p in caught.value.problems] == [
        (4, "status"),
        (5, "id"),
        (7, ""),
        (6, "id"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column “id”"),
        ("id,name\n", "no column “az”"),
        ('id,az,en\na,"b,c\n', "the quotes are wrong"),
        ('id,az,en\na,"b"c,d\n', "the quotes are wrong"),
    ],
)
def test_hopeless_files(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TermbaseProblemsError, match=message):
        read_csv(write(tmp_path, text))
