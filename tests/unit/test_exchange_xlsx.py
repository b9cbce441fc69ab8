from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from glossary.columns import TermbaseProblemsError
from glossary.errors import TermbaseFormatError
from glossary.exchange import xlsx
from glossary.exchange.xlsx import read_xlsx, write_xlsx
from glossary.model import Concept, Term

LAW = Concept(
    "law",
    (Term("qanun", "az"), Term("law", "en"), Term("act", "en", "admitted"), Term("luật", "vi")),
    pos="noun",
)


def make(tmp_path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    path = tmp_path / "terms.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("text", ["=1+1", "+x", "-lıq", "@x", '=HYPERLINK("http://a")', "#N/A"])
def test_no_cell_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "terms.xlsx"
    concept = Concept("a", (Term("qanun", "az"), Term(text, "en")), note=text)
    write_xlsx(path, [concept])
    sheet = load_workbook(path).worksheets[0]
    assert [cell.data_type for cell in sheet[2] if cell.value is not None] == ["s"] * 5
    if text[0] in "=+-@":
        assert sheet["C2"].quotePrefix
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert read_xlsx(path).concepts == (concept,)


def test_the_sheet_is_pleasant_to_edit(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    write_xlsx(path, [LAW], signature="lugat 1, glossary abc")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.title == "Terms"
    assert sheet.freeze_panes == "C2"
    assert sheet["A1"].font.bold
    assert book.properties.description == "lugat 1, glossary abc"


def test_the_layout_for_multiterm_and_memoq(tmp_path: Path) -> None:
    path = tmp_path / "terms.xlsx"
    other = Concept("crime", (Term("cinayət", "az"), Term("offence", "en", "forbidden")))
    write_xlsx(path, [LAW, other], layout="cat")
    rows = [[*row] for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    assert rows[0][:5] == ["Entry ID", "Azerbaijani", "English", "English (2)", "Vietnamese"]
    assert rows[1][:6] == ["law", "qanun", "law", "act", "luật", "noun"]
    assert rows[2][:5] == ["crime", "cinayət", None, None, None]
    assert read_xlsx(path).concepts[0] == LAW


def test_cells_that_are_no_text(tmp_path: Path) -> None:
    path = make(
        tmp_path,
        [],
        ["id", "az", "en", "case_sensitive", "note"],
        [7, "yeddi", 7.0, True, datetime.date(2024, 12, 24)],
        [None, None, None, None],
    )
    assert read_xlsx(path).concepts == (
        Concept(
            "7", (Term("yeddi", "az"), Term("7", "en")), case_sensitive=True, note="2024-12-24"
        ),
    )


def test_problems_carry_the_row(tmp_path: Path) -> None:
    path = make(tmp_path, ["id", "az", "en", "enforce"], ["a", "b", "c", "hard"], ["", "d", "e"])
    with pytest.raises(TermbaseProblemsError) as caught:
        read_xlsx(path)
    assert [(p.line, p.column) for p in caught.value.problems] == [(2, "enforce"), (3, "id")]


def test_limits_of_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TermbaseFormatError, match=r"the concept law has a cell of 40,000"):
        write_xlsx(tmp_path / "x.xlsx", [Concept("law", LAW.terms, note="q" * 40_000)])
    monkeypatch.setattr(xlsx, "_MAX_ROWS", 2)
    with pytest.raises(TermbaseFormatError, match="a sheet holds 2 rows"):
        write_xlsx(tmp_path / "x.xlsx", [LAW, LAW])
    assert not [*tmp_path.iterdir()]


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_xlsx(path, [Concept("a", (Term("qa\x0bnun", "az"),), note="_x0041_")])
    found = read_xlsx(path).concepts[0]
    assert found.terms[0].text == "qanun"
    assert found.note == "_x0041_"


def _archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(f"xl/{name}.xml", data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id\taz\ten\n", "no Excel workbook"),
        (_archive(workbook=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "XML entities"),
        (_archive(workbook=b"<workbook/>"), "damaged"),
    ],
)
def test_what_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(TermbaseFormatError, match=message):
        read_xlsx(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_BYTES", 1000)
    path = tmp_path / "x.xlsx"
    path.write_bytes(_archive(workbook=b" " * 5000))
    with pytest.raises(TermbaseFormatError, match="unpacks to more than 2,000 bytes"):
        read_xlsx(path)
