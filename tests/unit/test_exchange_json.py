from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossary.columns import TermbaseProblemsError
from glossary.exchange.json_file import read_json, write_json
from glossary.model import Concept, Term


def write(tmp_path: Path, document: object) -> Path:
    path = tmp_path / "terms.json"
    path.write_text(
        document if isinstance(document, str) else json.dumps(document), encoding="utf-8"
    )
    return path


def test_it_holds_what_no_table_does(tmp_path: Path) -> None:
    concept = Concept(
        "a|b", (Term("a|b", "az"), Term("в", "ru"), Term("x", "en"), Term("y", "en")), note="bir"
    )
    path = tmp_path / "terms.json"
    write_json(path, [concept], signature="lugat 1")
    assert read_json(path).concepts == (concept,)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["format"], document["version"]) == ("lugat-termbase", 1)
    assert document["generator"] == "lugat 1"
    assert document["concepts"][0]["terms"][0] == {
        "text": "a|b",
        "lang": "az",
        "status": "preferred",
    }


def test_a_plain_array_and_defaults(tmp_path: Path) -> None:
    path = write(tmp_path, [{"terms": [{"text": " Điều  ước ", "lang": "vi"}], "note": None}])
    assert read_json(path).concepts == (Concept("dieu-uoc", (Term("Điều ước", "vi"),)),)


def test_every_problem_is_named_with_its_place(tmp_path: Path) -> None:
    good = {"id": "a", "terms": [{"text": "a", "lang": "az"}]}
    path = write(
        tmp_path,
        {
            "concepts": [
                good,
                good,
                3,
                {"id": "b", "terms": []},
                {"id": "c", "terms": [{"text": "a"}, 1, {"text": 2, "lang": "az"}]},
                {**good, "id": "d", "status": "x", "enforce": "y", "case_sensitive": "no"},
                {**good, "id": "e", "terms": [{"text": "a", "lang": "az", "status": "z"}]},
                {**good, "id": "f", "colour": "red", "note": "\ud800"},
            ]
        },
    )
    with pytest.raises(TermbaseProblemsError) as caught:
        read_json(path)
    assert [(p.line, p.column) for p in caught.value.problems] == [
        (3, ""),
        (4, "terms"),
        (5, "terms[0]"),
        (5, "terms[1]"),
        (5, "terms[2].text"),
        (5, "terms[2]"),
        (6, "case_sensitive"),
        (6, "status"),
        (6, "enforce"),
        (7, "terms[0].status"),
        (8, "colour"),
        (8, "note"),
        (2, "id"),
    ]
    assert all(p.hint for p in caught.value.problems)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{\n oops", "it is no JSON"),
        ("[" * 100_000, "nested too deeply|no JSON"),
        ({"terms": []}, "no array of concepts"),
        ("3", "no array of concepts"),
        ({"version": 2, "concepts": []}, "version 2"),
    ],
)
def test_hopeless_files(tmp_path: Path, document: object, message: str) -> None:
    with pytest.raises(TermbaseProblemsError, match=message):
        read_json(write(tmp_path, document))
