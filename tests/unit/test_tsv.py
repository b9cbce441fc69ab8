from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from glossary.columns import COLUMNS, TermbaseProblemsError, order_terms
from glossary.errors import (
    ConceptNotFoundError,
    TermbaseFormatError,
    TermbaseNotFoundError,
    TermbaseWriteError,
)
from glossary.model import Concept, Term
from glossary.shipped import check_writable, find_termbase, shipped_termbase
from glossary.tsv import (
    format_tsv,
    parse_tsv,
    read_tsv,
    remove_concept,
    replace_concept,
)
from tests.tsvcheck import HAND, change, read, write


def test_columns_are_found_by_name_in_any_order() -> None:
    qanun = read(HAND)[0]
    assert qanun.id == "qanun"
    assert [(t.text, t.lang, t.status) for t in qanun.terms] == [
        ("qanun", "az", "preferred"),
        ("law", "en", "preferred"),
        ("act", "en", "admitted"),
        ("luật", "vi", "preferred"),
        ("đạo luật", "vi", "admitted"),
    ]
    assert qanun.status == "approved"
    assert qanun.note == 'bax: "hüquq"'


def test_all_columns_reach_the_model() -> None:
    row = (
        "kibercinayətkarlıq\tkibercinayətkarlıq\tcybercrime\ttội phạm mạng\tcyber criminality|"
        "cyber-crime\ttội phạm ảo\tnoun\tcyber\tproposed\tTRUE\tstrict\tA/RES/79/243\tdef\tqeyd"
    )
    (concept,) = read("\t".join(COLUMNS) + "\n" + row + "\n")
    assert [t.text for t in concept.iter_terms("en", "forbidden")] == [
        "cyber criminality",
        "cyber-crime",
    ]
    assert [t.text for t in concept.iter_terms("vi", "forbidden")] == ["tội phạm ảo"]
    assert concept.pos == "noun"
    assert concept.domain == "cyber"
    assert concept.status == "proposed"
    assert concept.case_sensitive
    assert concept.enforce == "strict"
    assert (concept.source, concept.definition, concept.note) == ("A/RES/79/243", "def", "qeyd")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + HAND.encode(),
        "\ufeff".encode("utf-16-le") + HAND.encode("utf-16-le"),
        "\ufeff".encode("utf-16-be") + HAND.encode("utf-16-be"),
        "\ufeff".encode("utf-32-le") + HAND.encode("utf-32-le"),
        HAND.replace("\r\n", "\n").encode(),
        HAND.replace("\r\n", "\r").encode(),
        unicodedata.normalize("NFD", HAND).encode(),
        HAND.replace("\r\n", "\t\t\t\t\t\r\n").encode(),
        HAND.rstrip("\r\n").encode(),
    ],
    ids=["bom", "utf16le", "utf16be", "utf32", "lf", "cr", "nfd", "trailing", "no-last-newline"],
)
def test_spreadsheets_may_write_it_as_they_like(data: bytes) -> None:
    assert read(data) == read(HAND)
    table, _ = parse_tsv(data)
    assert table.to_bytes() == data
    edited = table.with_changes([change(table.concept("hokm"), "en", "verdict")])
    assert read(edited.to_bytes())[2] == change(read(HAND)[2], "en", "verdict")
    assert edited.to_bytes().startswith(table.bom)


def test_an_edit_leaves_every_other_byte(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    base = read_tsv(path).concept("cinayet")
    replace_concept(path, change(base, "vi", "tội"), base=base)
    expected = HAND.replace("tội phạm         ", "tội              ")
    assert path.read_bytes() == expected.encode()


def test_an_edit_keeps_cells_that_mean_the_same() -> None:
    table, _ = parse_tsv(
        b"id\taz\ten\tcase_sensitive\tstatus\nbmt\tBMT\tUN | U.N.\tTRUE\tapproved\n"
    )
    edited = table.with_changes([replace(table.concept("bmt"), case_sensitive=True)])
    assert edited.to_bytes() == table.to_bytes()
    edited = table.with_changes([change(table.concept("bmt"), "az", "BMT", "Birləşmiş Millətlər")])
    assert edited.to_bytes().endswith(
        "BMT|Birləşmiş Millətlər\tUN | U.N.\tTRUE\tapproved\n".encode()
    )


def test_a_quoted_cell_stays_quoted() -> None:
    table, _ = parse_tsv(b'id\taz\ten\nq\t"qanun"\t"law"\n')
    edited = table.with_changes([change(table.concept("q"), "en", 'the "law"')])
    assert edited.to_bytes() == b'id\taz\ten\nq\t"qanun"\t"the ""law"""\n'


def test_a_new_row_is_put_behind_the_last_and_padded_like_it() -> None:
    table, _ = parse_tsv(HAND.encode())
    new = Concept("hakim", (Term("hakim", "az"), Term("judge", "en"), Term("thẩm phán", "vi")))
    text = table.with_changes([new]).to_bytes().decode()
    assert text == HAND.replace(
        "# end", "hakim\tthẩm phán        \thakim\tjudge\tapproved\r\n# end"
    )


def test_a_value_without_a_column_adds_the_column() -> None:
    table, _ = parse_tsv("id\taz\ten\nq\tqanun\tlaw\nh\thökm\tjudgment\n".encode())
    edited = table.with_changes([replace(table.concept("q"), note="qeyd")])
    assert edited.concept("q").note == "qeyd"
    assert edited.to_bytes().decode().splitlines()[2] == "h\thökm\tjudgment"
    forbidden = replace(
        table.concept("h"), terms=(*table.concept("h").terms, Term("höküm", "az", "forbidden"))
    )
    assert table.with_changes([forbidden]).concept("h") == order_terms(forbidden)


def test_rows_grow_and_shrink_without_a_last_newline() -> None:
    table, _ = parse_tsv(b"id\taz\ten\nq\tqanun\tlaw")
    new = Concept("h", (Term("hökm", "az"), Term("judgment", "en")))
    assert table.with_changes([new]).to_bytes().decode().splitlines()[1:] == [
        "q\tqanun\tlaw",
        "h\thökm\tjudgment",
    ]
    with pytest.raises(ConceptNotFoundError, match="no concept “x”"):
        table.with_changes(removed=["x"])
    assert table.with_changes([new], removed=["q"]).concepts == (new,)


def test_foreign_columns_are_kept_and_can_be_set() -> None:
    table, _ = parse_tsv(HAND.encode())
    assert table.cells("qanun")["komissiya"] == "linqvistik"
    edited = table.with_changes(cells={"hokm": {"komissiya": "hüquq"}})
    assert edited.cells("hokm")["komissiya"] == "hüquq"
    with pytest.raises(ConceptNotFoundError):
        table.with_changes(cells={"x": {"komissiya": "hüquq"}})


def test_only_admitted_forms_can_be_said() -> None:
    concept = Concept("h", (Term("barışıq", "az"), Term("hòa giải", "vi", "admitted")))
    assert read(format_tsv([concept])) == (concept,)


def test_line_breaks_in_a_quoted_cell() -> None:
    text = 'id\taz\tdefinition\ten\nq\tqanun\t"bir\r\niki"\tlaw\nh\thökm\t\tjudgment\n'
    table, problems = parse_tsv(text.encode())
    assert not problems
    assert table.concept("q").definition == "bir\niki"
    assert table.line_number("h") == 4
    assert table.to_bytes() == text.encode()
    again = replace(table.concept("h"), definition="üç\ndörd")
    assert table.with_changes([again]).concept("h") == again


def test_a_forgotten_quote_does_not_swallow_rows() -> None:
    concepts = read('id\taz\ten\nq\t"qanun\tlaw\nh\thökm\t"judgment"\nx\txx"\ty\n')
    assert [c.id for c in concepts] == ["q", "h", "x"]
    assert concepts[0].terms[0].text == '"qanun'
    assert concepts[1].terms[1].text == "judgment"


def test_a_quoted_comment_of_a_spreadsheet_is_a_comment() -> None:
    assert len(read('"# bu, ""şərh""dir"\t\t\nid\taz\ten\n\t\t\nq\tqanun\tlaw\n')) == 1


def test_all_problems_are_reported_with_line_and_cure(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "# x\nid\taz\ten\tstatus\tenforce\tcase_sensitive\n"
        "q\tqanun\tlaw\tfinal\t\t\n"
        "\thökm\tjudgment\n"
        "h\thökm\tjudgment\t\tmust\tbəlkə\n"
        "h\thökm\tjudgment\n"
        "boş\t\t\n"
        "k\tqərar\tdecision\t\t\t\tartıq\n",
    )
    with pytest.raises(TermbaseProblemsError) as caught:
        read_tsv(path)
    found = [(p.line, p.column) for p in caught.value.problems]
    assert found == [
        (3, "status"),
        (4, "id"),
        (5, "enforce"),
        (5, "case_sensitive"),
        (6, "id"),
        (7, ""),
        (8, ""),
    ]
    assert all(p.hint for p in caught.value.problems)
    assert caught.value.line == 3
    text = str(caught.value)
    assert text.startswith(f"{path}:3: column status: unknown status “final”. Use one of: approved")
    assert "the id “h” is taken by line 5" in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"", "no column “id”", None),
        (b"# only\n", "no column “id”", None),
        (b"az\ten\nq\tw\n", "no column “id”", 1),
        (b"id\taz\tnote\n", "neither a column “en” nor “vi”", 1),
        (b"id\taz\ten\tEN\n", "“en” is there twice", 1),
        (b"id,az,en\n", "glossary import", 1),
        (b"id\taz\ten\nq\tqan\xfbn\tlaw\n", "byte FB is not utf-8", 2),
        (b"id\taz\ten\nq\tq\0\tlaw\n", "NUL", 2),
        ("id\taz\ten\n".encode("utf-16-le"), "NUL", 1),
        (b"\xff\xfeid\0", "is not utf-16-le", 1),
    ],
)
def test_hopeless_files_are_refused(
    tmp_path: Path, data: bytes, message: str, line: int | None
) -> None:
    with pytest.raises(TermbaseFormatError, match=message) as caught:
        read_tsv(write(tmp_path, data))
    assert caught.value.line == line


@pytest.mark.parametrize("name", ["missing.tsv", "."])
def test_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(TermbaseNotFoundError):
        read_tsv(tmp_path / name)
    with pytest.raises(TermbaseNotFoundError):
        remove_concept(tmp_path / "missing.tsv", "q")


@pytest.mark.parametrize(
    ("concept", "message"),
    [
        (Concept("q", (Term("a|b", "az"),)), "contains “|”"),
        (Concept("", (Term("a", "az"),)), "cannot be an id"),
        (Concept(" q", (Term("a", "az"),)), "cannot be an id"),
        (Concept("#q", (Term("a", "az"),)), "a comment"),
        (Concept("q", (Term("a", "az"),), note="\ud800"), "lone surrogate"),
        (Concept("q", (Term("a\0", "az"),)), "NUL"),
        (Concept("q", (Term("москва", "ru"),)), "no term"),
    ],
)
def test_what_a_table_cannot_hold_is_refused(concept: Concept, message: str) -> None:
    with pytest.raises(TermbaseFormatError, match=message.replace("|", r"\|")):
        format_tsv([concept])


def test_look_up_of_the_termbase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = write(tmp_path, HAND)
    assert find_termbase(mine) == mine
    assert find_termbase(None, folder=tmp_path) == mine
    with pytest.raises(TermbaseNotFoundError, match="export"):
        find_termbase(tmp_path / "x.tsv")
    empty = tmp_path / "empty"
    empty.mkdir()
    package = tmp_path / "glossary"
    package.mkdir()
    monkeypatch.setattr("glossary.shipped.files", lambda name: package)
    assert find_termbase(None, folder=empty) == mine
    check_writable(mine)
    inside = package / "terms.tsv"
    inside.write_text(HAND)
    assert find_termbase(None, folder=empty) == inside
    with pytest.raises(TermbaseWriteError, match=r"export terms\.tsv"):
        check_writable(inside)
    inside.unlink()
    mine.unlink()
    with pytest.raises(TermbaseNotFoundError, match="Install lugat again"):
        shipped_termbase()
