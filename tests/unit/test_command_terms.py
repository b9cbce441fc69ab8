from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TEXT = "Məhkəmə qərar verdi.\nKibercinayətkarlığın qarşısı alınır; kibertəhlükəsizlik artır.\n"


@pytest.fixture
def ready(lugat: Run, glossary_file: Path, tmp_path: Path) -> Run:
    work = tmp_path / "work"
    (work / "a.az.txt").write_text(TEXT, encoding="utf-8")
    (work / "terms.tsv").write_bytes(glossary_file.read_bytes())
    return lugat


def test_lists_terms_with_line_and_translations(ready: Run) -> None:
    result = ready("terms", "a.az.txt")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "a.az.txt:1: Məhkəmə → court, tòa án  [court]",
        "a.az.txt:2: Kibercinayətkarlığın → cybercrime, tội phạm mạng  [cybercrime]",
        "a.az.txt:2: kibertəhlükəsizlik → cybersecurity, an ninh mạng  [cybersecurity]",
    ]
    assert result.stderr == ""


def test_json_shape(ready: Run) -> None:
    data = json.loads(ready("terms", "a.az.txt", "--json").stdout)
    assert list(data) == ["files"]
    (file,) = data["files"]
    assert list(file) == ["path", "matches"]
    assert file["path"] == "a.az.txt"
    assert [m["concept"] for m in file["matches"]] == ["court", "cybercrime", "cybersecurity"]
    for match in file["matches"]:
        assert set(match) == {"start", "end", "text", "concept", "lang"}
        assert TEXT[match["start"] : match["end"]] == match["text"]
        assert match["lang"] == "az"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_offsets_are_code_points_of_the_decoded_text(
    ready: Run, tmp_path: Path, encoding: str
) -> None:
    text = "😀 " + TEXT
    (tmp_path / "work" / "b.txt").write_bytes(text.encode(encoding))
    result = ready("terms", "b.txt", "--json")
    (file,) = json.loads(result.stdout)["files"]
    assert [text[m["start"] : m["end"]] for m in file["matches"]] == [
        "Məhkəmə",
        "Kibercinayətkarlığın",
        "kibertəhlükəsizlik",
    ]
    assert ("read as UTF-16" in result.stderr) == (encoding == "utf-16-le")


def test_other_languages(ready: Run, tmp_path: Path) -> None:
    work = tmp_path / "work"
    (work / "a.en.txt").write_text("The courts fight cybercrime.\n", encoding="utf-8")
    (work / "a.vi.txt").write_text("Tòa án và tội phạm mạng.\n", encoding="utf-8")
    english = ready("terms", "a.en.txt", "--lang", "en").stdout
    assert "courts → məhkəmə, tòa án  [court]" in english
    vietnamese = ready("terms", "a.vi.txt", "--lang", "vi").stdout
    assert "tội phạm mạng → kibercinayətkarlıq, cybercrime  [cybercrime]" in vietnamese


def test_fold_finds_what_was_typed_without_diacritics(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "b.txt").write_text("Mehkeme qerar verdi.\n", encoding="utf-8")
    assert ready("terms", "b.txt").stdout == ""
    folded = ready("terms", "b.txt", "--fold").stdout
    assert folded.startswith("b.txt:1: Mehkeme → court, tòa án  [court]  (")


def test_several_files_stay_in_order(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "work" / "b.txt").write_text("Qərar yoxdur.\n", encoding="utf-8")
    data = json.loads(ready("terms", "b.txt", "a.az.txt", "--json").stdout)
    assert [(f["path"], len(f["matches"])) for f in data["files"]] == [
        ("b.txt", 0),
        ("a.az.txt", 3),
    ]


def test_named_glossary(ready: Run, tmp_path: Path) -> None:
    lines = (tmp_path / "work" / "terms.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "work" / "one.tsv").write_text("".join([lines[0], lines[3]]), encoding="utf-8")
    assert len(ready("terms", "a.az.txt", "--glossary", "one.tsv").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (bytes(range(256)), "binary"),
        ("Закон принят".encode("koi8-r"), "neither UTF-8"),
    ],
)
def test_bad_files(ready: Run, tmp_path: Path, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / "work" / "bad.txt").write_bytes(data)
    result = ready("terms", "a.az.txt", "bad.txt")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("lugat: bad.txt: ")
    assert said in line
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["yoxdur.tsv", "bad.tsv"])
def test_bad_glossary(ready: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "work" / "bad.tsv").write_text("no\theader\n", encoding="utf-8")
    result = ready("terms", "a.az.txt", "--glossary", name)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("lugat: ")
    assert name in line
    assert result.stdout == ""


@pytest.mark.parametrize("args", [(), ("a.az.txt", "--lang", "de"), ("a.az.txt", "--nope")])
def test_usage_errors_exit_2(ready: Run, args: tuple[str, ...]) -> None:
    assert ready("terms", *args).exit_code == 2
