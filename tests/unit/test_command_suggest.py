from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary.tsv import load_concepts
from translate_cli.commands.glossary_suggest import suggest
from translate_cli.errors import InputError

SOURCE = """\
Kvant rabitəsi bahadır.
Bank kvant rabitəsini alır.
Kvant rabitəsinə keçid çətindir.
Peyk göydədir.
Gəmi dənizdədir.
Hava soyuqdur.
"""
TARGET = """\
Quantum communication is expensive.
The bank buys quantum communication.
The move to quantum communication is hard.
The satellite is in the sky.
The ship is at sea.
The weather is cold.
"""
GLOSSARY = "id\taz\ten\tvi\tpos\tstatus\tnote\tteam\nship\tgəmi\tship\ttàu\tnoun\tapproved\t\tA\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.az.txt").write_text(SOURCE, "utf-8")
    (tmp_path / "a.en.txt").write_text(TARGET, "utf-8")
    (tmp_path / "terms.tsv").write_text(GLOSSARY, "utf-8")
    units = "".join(
        f'<tu><tuv xml:lang="az"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="en-GB"><seg>{target}</seg></tuv></tu>'
        for source, target in zip(SOURCE.splitlines(), TARGET.splitlines(), strict=True)
    )
    (tmp_path / "a.tmx").write_text(
        '<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence"'
        ' o-tmf="t" adminlang="en" srclang="az" datatype="plaintext"/>'
        f"<body>{units}</body></tmx>",
        "utf-8",
    )
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(suggest, args, catch_exceptions=True)


def first(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)["candidates"][0]
    return found


@pytest.mark.usefixtures("folder")
def test_text_output_shows_term_count_equivalent_and_context() -> None:
    result = run("a.az.txt", "--target", "a.en.txt", "--target-lang", "en")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("kvant rabitəsi  (3×, score ")
    assert lines[1].startswith("    en: quantum communication (1.00)")
    assert lines[2].split() == ["…", "«Kvant", "rabitəsi»", "bahadır.", "…"]


@pytest.mark.usefixtures("folder")
def test_json_has_forms_contexts_and_no_known_term() -> None:
    result = run("a.az.txt", "--min-count", "1", "--json")
    data = first(result)
    assert data["term"] == "kvant rabitəsi"
    assert data["count"] == 3
    assert data["documents"] == 1
    assert {"text": "kvant rabitəsini", "count": 1} in data["forms"]  # type: ignore[operator]
    assert data["contexts"][1] == {  # type: ignore[index]
        "path": "a.az.txt",
        "sentence": "Bank kvant rabitəsini alır.",
        "start": 5,
        "end": 21,
    }
    terms = [candidate["term"] for candidate in json.loads(result.stdout)["candidates"]]
    assert "peyk" in terms
    assert "gəmi" not in terms


@pytest.mark.usefixtures("folder")
def test_a_tmx_gives_equivalents_and_without_files_the_text_too() -> None:
    for args in (("a.az.txt", "--parallel", "a.tmx"), ("--parallel", "a.tmx")):
        data = first(run(*args, "--json"))
        assert data["term"] == "kvant rabitəsi"
        assert data["count"] == 3
        equivalents = data["equivalents"]["en"]  # type: ignore[index]
        assert equivalents[0] == {"text": "quantum communication", "dice": 1.0, "count": 3}


@pytest.mark.parametrize("text", [GLOSSARY, GLOSSARY.rstrip("\n")])
def test_rows_can_be_appended_to_the_glossary(folder: Path, text: str) -> None:
    (folder / "terms.tsv").write_text(text, "utf-8")
    result = run("a.az.txt", "--parallel", "a.tmx", "--tsv", "--top", "1")
    assert result.exit_code == 0, result.output
    with (folder / "terms.tsv").open("a", encoding="utf-8") as file:
        file.write(result.stdout)
    concept = load_concepts(folder / "terms.tsv")[-1]
    assert concept.id == "quantum-communication"
    assert concept.status == "proposed"
    assert [term.text for term in concept.terms] == ["kvant rabitəsi", "quantum communication"]
    assert first(run("a.az.txt", "--min-count", "1", "--json"))["term"] != "kvant rabitəsi"


@pytest.mark.usefixtures("folder")
def test_top_limits_and_an_empty_result_says_so() -> None:
    result = run("a.az.txt", "--min-count", "1", "--top", "2", "--json")
    assert len(json.loads(result.stdout)["candidates"]) == 2
    result = run("a.az.txt", "--min-count", "9")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "try --min-count 1" in result.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "Name a text"),
        (("a.az.txt", "--json", "--tsv"), "--json and --tsv"),
        (("a.az.txt", "--target", "a.en.txt"), "--target-lang"),
        (("a.az.txt", "--target", "a.en.txt", "--parallel", "a.tmx"), "exclude each other"),
        (("a.az.txt", "--target-lang", "en"), "needs --target or --parallel"),
        (("a.az.txt", "a.az.txt", "--target", "a.en.txt", "--target-lang", "en"), "exactly one"),
    ],
)
def test_contradicting_options_are_usage_errors(args: tuple[str, ...], message: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_files_that_do_not_correspond_are_refused(folder: Path) -> None:
    (folder / "short.txt").write_text("One line.\n", "utf-8")
    result = run("a.az.txt", "--target", "short.txt", "--target-lang", "en")
    assert isinstance(result.exception, InputError)
    assert "it has 1 lines, a.az.txt has 6" in str(result.exception)


@pytest.mark.usefixtures("folder")
def test_a_tmx_without_the_language_is_refused() -> None:
    result = run("--parallel", "a.tmx", "--target-lang", "vi")
    assert isinstance(result.exception, InputError)
    assert "no unit in az and vi" in str(result.exception)


def test_help_has_an_example() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "lugat glossary suggest policy.az.txt --top 20" in result.stdout
