from __future__ import annotations

from pathlib import Path

import pytest

from glossary.columns import TermbaseProblemsError
from glossary.exchange.omegat import read_omegat, write_omegat
from glossary.model import Concept, Term

LAW = Concept(
    "law",
    (
        Term("qanun", "az"),
        Term("qanunvericilik aktı", "az", "admitted"),
        Term("law", "en"),
        Term("act", "en", "admitted"),
        Term("rule", "en", "forbidden"),
        Term("luật", "vi"),
    ),
    definition="Milli\tMəclisin\naktı",
    source="Konstitusiya",
)


def rows(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    return [line.split("\t") for line in text.splitlines()]


def test_preferred_forms_first_and_no_forbidden_ones(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    write_omegat(path, [LAW], target="en", signature="lugat 1\n, abc")
    comment = "Milli Məclisin aktı [Konstitusiya]"
    assert rows(path) == [
        ["# lugat 1 , abc"],
        ["qanun", "law", comment],
        ["qanun", "act", comment],
        ["qanunvericilik aktı", "law", comment],
        ["qanunvericilik aktı", "act", comment],
    ]


def test_inflected_forms_name_their_lemma(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    write_omegat(path, [LAW], target="vi", inflected=True)
    found = rows(path)
    assert ["qanunun", "luật", "qanun"] in found
    assert ["qanunlarda", "luật", "qanun"] in found
    assert len({row[0] for row in found}) == len(found) > 20


def test_another_direction_and_no_comment(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    concept = Concept("x", (Term("hökm", "az"), Term("bản án", "vi")))
    write_omegat(path, [concept, concept, LAW], source="vi", target="az", inflected=True)
    assert rows(path)[0] == ["bản án", "hökm"]
    assert len(rows(path)) == 3


def test_a_concept_without_a_target_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    write_omegat(path, [Concept("x", (Term("hökm", "az"),))], target="vi")
    assert path.read_bytes() == b""


def test_rows_of_one_source_are_one_concept(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    path.write_bytes(
        "\ufeff# şərh\r\nQanun\tlaw\tbir\r\n\r\nqanun\tact\tiki\t üç\r\nqanun\tlaw\tbir\r\n"
        "İcra\tenforcement\r\n".encode()
    )
    assert read_omegat(path, target="en").concepts == (
        Concept(
            "law",
            (Term("Qanun", "az"), Term("law", "en"), Term("act", "en", "admitted")),
            note="bir\niki üç",
        ),
        Concept("enforcement", (Term("İcra", "az"), Term("enforcement", "en"))),
    )


def test_problems_carry_the_line(tmp_path: Path) -> None:
    path = tmp_path / "glossary.utf8"
    path.write_text("qanun\nqanun\tlaw\n\tlaw\nqanun\t \n", encoding="utf-8")
    with pytest.raises(TermbaseProblemsError) as caught:
        read_omegat(path, target="en")
    assert [p.line for p in caught.value.problems] == [1, 3, 4]
