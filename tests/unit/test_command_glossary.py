from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from glossary.tsv import load_concepts, read_tsv
from translate_cli.cli import lugat
from translate_cli.commands.glossary import glossary as group
from translate_cli.commands.glossary_edit import format_form, parse_form

TEXT = """\
# əl ilə
id\taz\ten\tvi\tforbidden_en\tdomain\tstatus\tdefinition\tnote\trəy
cybercrime\tkibercinayətkarlıq\tcybercrime\ttội phạm mạng\tcyber-crime\tcyber\t\tCrime.\t\tyaxşı
law\tqanun\tlaw|act\tluật\t\tlaw-making\tproposed\tMilli Məclisin aktı\tqeyd
"""
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "terms.tsv").write_text(TEXT, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LUGAT_USER", "Aysel")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    def call(*args: str, code: int = 0, **options: str) -> Result:
        result = CliRunner().invoke(lugat, ["glossary", *args], **options)  # type: ignore[arg-type]
        assert result.exit_code == code, result.output
        return result

    return call


def data(result: Result) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(result.stdout)
    return loaded


def text(folder: Path) -> str:
    return (folder / "terms.tsv").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", [None, *group.commands])
def test_every_command_has_help_and_an_example(name: str | None) -> None:
    command: click.Command = group if name is None else group.commands[name]
    result = CliRunner().invoke(lugat, ["glossary", *([name] if name else []), "--help"])
    assert result.exit_code == 0
    assert command.help
    assert "Example:" in result.output
    assert f"lugat glossary {name or 'lint'}" in result.output
    assert all(p.help for p in command.params if isinstance(p, click.Option))


def test_the_commands_of_the_group() -> None:
    assert {
        "list", "show", "find", "add", "edit", "remove", "import", "export", "lint", "diff",
        "history",
    } <= set(group.commands)  # fmt: skip


def test_list(run: Run) -> None:
    assert run("list").stdout.splitlines() == [
        "cybercrime\tkibercinayətkarlıq\tcybercrime\ttội phạm mạng",
        "law\tqanun\tlaw\tluật",
    ]
    assert run("list", "--domain", "cyber").stdout.startswith("cybercrime\t")
    assert run("list", "--status", "proposed").stdout.startswith("law\t")
    concepts = data(run("list", "--json", "--domain", "cyber"))["concepts"]
    assert [(c["id"], c["line"], c["other"]) for c in concepts] == [  # type: ignore[attr-defined]
        ("cybercrime", 3, {"rəy": "yaxşı"})
    ]


def test_show(run: Run) -> None:
    shown = run("show", "cybercrime").stdout
    assert "forbidden_en:   cyber-crime\n" in shown
    assert "rəy:            yaxşı\n" in shown
    assert "line:           3 of terms.tsv\n" in shown
    assert data(run("show", "law", "--json"))["note"] == "qeyd"
    error = run("show", "x", code=1)
    assert error.stderr == (
        "lugat: terms.tsv: there is no concept “x”. "
        "`lugat glossary find TEXT` searches in all languages.\n"
    )


def test_find(run: Run) -> None:
    assert run("find", "kibercinayetkarliq").stdout.startswith("cybercrime\t")
    assert run("find", "toi pham").stdout.endswith("\tvi: tội phạm mạng\n")
    (hit,) = data(run("find", "luat", "--lang", "vi", "--json"))["hits"]  # type: ignore[misc]
    assert (hit["id"], hit["field"], hit["text"]) == ("law", "vi", "luật")
    assert hit["score"] == 100
    nothing = run("find", "zzzz")
    assert nothing.stdout == ""
    assert "nothing like “zzzz”" in nothing.stderr


def test_find_in_all_texts(run: Run, folder: Path) -> None:
    found = run("find", "meclis", "--full-text").stdout
    assert found == "law\tqanun\tlaw\tluật\tdefinition: Milli Məclisin aktı\n"
    assert [*(folder / "data").rglob("*.sqlite")]
    run("find", "x", "--full-text", "--lang", "vi", code=2)
    run("find", "x", "--database", "x.sqlite", code=2)


def test_add(run: Run, folder: Path) -> None:
    shown = run("add", "--az", "fərman", "--en", "decree", "--vi", "sắc lệnh", "--set", "rəy=yeni")
    assert shown.stdout == "decree\tfərman\tdecree\tsắc lệnh\n"
    assert text(folder) == TEXT + "decree\tfərman\tdecree\tsắc lệnh\t\t\tapproved\t\t\tyeni\n"
    assert "taken" in run("add", "--id", "decree", "--az", "x", code=1).stderr
    found = data(run("add", "--set", "az=hökm", "--set", "case_sensitive=yes", "--json"))
    assert (found["id"], found["case_sensitive"], found["line"]) == ("hokm", True, 6)
    assert "unknown status" in run("add", "--az", "x", "--set", "status=y", code=1).stderr


def test_add_in_the_editor(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(form: str, **options: object) -> str:
        assert "\nid: hokm\n" in form
        return form.replace("\naz:", "\naz: hökm").replace("\nrəy:", "\nrəy: bir\n  iki")

    monkeypatch.setattr(click, "edit", write)
    run("add", "--id", "hokm")
    assert read_tsv(folder / "terms.tsv").cells("hokm")["rəy"] == "bir\niki"


def test_edit_with_set(run: Run, folder: Path) -> None:
    run("edit", "law", "--set", "vi=luật|đạo luật", "--set", "rəy=baxılıb")
    assert text(folder) == TEXT.replace("\tluật\t", "\tluật|đạo luật\t").replace(
        "\tqeyd\n", "\tqeyd\tbaxılıb\n"
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [("colour=red", "no column “colour”"), ("vi", "no COLUMN=VALUE"), ("id=x", "an id stays")],
)
def test_edit_with_a_wrong_set(run: Run, folder: Path, value: str, message: str) -> None:
    assert message in run("edit", "law", "--set", value, code=2).stderr
    assert text(folder) == TEXT


def test_edit_in_the_editor(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        click, "edit", lambda form, **options: form.replace("en: law|act", "en: statute")
    )
    assert run("edit", "law").stdout == "law\tqanun\tstatute\tluật\n"
    assert text(folder) == TEXT.replace("law|act", "statute")


@pytest.mark.parametrize("answer", [None, "", "\n"])
def test_an_editor_that_is_closed(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    monkeypatch.setattr(click, "edit", lambda form, **options: answer)
    assert "nothing was changed" in run("edit", "law").stderr
    assert "nothing was added" in run("add").stderr
    assert text(folder) == TEXT


def test_what_was_typed_is_shown_where_it_cannot_be_saved(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(form: str, **options: object) -> str:
        other = TEXT.replace("luật", "đạo luật")
        (folder / "terms.tsv").write_text(other, encoding="utf-8", newline="")
        return form.replace("en: law|act", "en: statute")

    monkeypatch.setattr(click, "edit", write)
    result = run("edit", "law", code=1)
    assert "en: statute" in result.stderr
    assert "changed by somebody else" in result.stderr
    assert "đạo luật" in text(folder)
    monkeypatch.setattr(click, "edit", lambda form, **options: form + "\ncolour: red")
    assert "colour: red" in run("edit", "law", code=2).stderr


def test_forms_read_as_they_were_written() -> None:
    cells = {"az": "qanun", "note": "bir\niki: üç", "definition": ""}
    assert parse_form(format_form(cells), cells) == cells


def test_remove_and_history(run: Run, folder: Path) -> None:
    assert "no change is recorded" in run("history").stderr
    run("edit", "law", "--set", "vi=đạo luật")
    run("remove", "law")
    assert [c.id for c in load_concepts(folder / "terms.tsv")] == ["cybercrime"]
    lines = run("history", "law").stdout.splitlines()
    assert lines[0].split("\t")[1:] == ["Aysel", "law", "edit", "vi: luật → đạo luật"]
    assert lines[1].split("\t")[3:] == ["remove", "id: law → ∅"]
    changes = data(run("history", "--json"))["changes"]
    assert changes[0]["at"].endswith("Z")  # type: ignore[index]
    assert {c["user"] for c in changes} == {"Aysel"}  # type: ignore[attr-defined]
    run("history", "x", code=1)


def test_another_database(run: Run, folder: Path) -> None:
    run("edit", "law", "--set", "note=", "--database", "my.sqlite")
    assert (folder / "my.sqlite").is_file()
    assert run("history", "law", "--database", "my.sqlite").stdout.count("\n") == 1
    assert not (folder / "data").exists()


def test_a_damaged_database_does_not_stop_an_edit(run: Run, folder: Path) -> None:
    (folder / "bad.sqlite").write_text("no database " * 200)
    result = run("remove", "law", "--database", "bad.sqlite")
    assert "its history is not kept" in result.stderr
    assert "\nlaw\t" not in text(folder)
    assert "damaged" in run("history", "--database", "bad.sqlite", code=1).stderr


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("out.tbx", []),
        ("out.tbx", ["--tbx-version", "3"]),
        ("out.csv", ["--excel"]),
        ("out.xlsx", []),
        ("out.json", []),
        ("out.tsv", []),
        ("out", ["--format", "json"]),
    ],
)
def test_export_import_and_diff(run: Run, folder: Path, name: str, options: list[str]) -> None:
    assert "2 concepts are written" in run("export", name, *options).stderr
    back = options if "--format" in options else []
    counted = data(run("import", name, *back, "--json"))
    assert counted["unchanged"] == ["cybercrime", "law"]
    assert text(folder) == TEXT
    if not back and name != "out.tsv":
        changed = run("diff", "terms.tsv", name).stdout
        assert "law" not in changed


def test_export_signs_and_copies(run: Run, folder: Path) -> None:
    run("export", "out.tbx")
    signature = (folder / "out.tbx").read_text(encoding="utf-8")
    assert f"terms.tsv sha256:{read_tsv(folder / 'terms.tsv').digest[:16]}" in signature
    run("export", "copy.tsv")
    assert (folder / "copy.tsv").read_bytes() == TEXT.encode()
    assert "--force" in run("export", "copy.tsv", code=2).stderr
    run("export", "copy.tsv", "--force")
    assert "there already" in run("export", "terms.tsv", code=2).stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["out.tbx", "--inflected"], "--inflected is for omegat files"),
        (["out.csv", "--tbx-version", "3"], "--tbx-version is for tbx files"),
        (["out.xlsx", "--excel"], "--excel is for csv files"),
        (["out.json", "--for-cat-tools"], "--for-cat-tools is for xlsx files"),
        (["out.json", "--to", "vi"], "--to is for omegat files"),
        (["out.csv", "--force"], "--force is for tsv files"),
        (["out.tsv", "--no-forbidden"], "--no-forbidden is for plain"),
        (["out.xlsx", "--for-cat-tools", "--no-forbidden"], "--no-forbidden is for plain"),
    ],
)
def test_no_option_does_nothing(run: Run, args: list[str], message: str) -> None:
    assert message in run("export", *args, code=2).stderr


def test_export_without_forbidden_forms(run: Run, folder: Path) -> None:
    only = TEXT + "x\t\t\t\tcyber sin\n"
    (folder / "terms.tsv").write_text(only, encoding="utf-8")
    assert "2 concepts are written" in run("export", "out.tbx", "--no-forbidden").stderr
    written = (folder / "out.tbx").read_text(encoding="utf-8")
    assert "cybercrime" in written
    assert "cyber-crime" not in written


def test_omegat(run: Run, folder: Path) -> None:
    assert "--to en or --to vi" in run("export", "g.utf8", code=1).stderr
    run("export", "g.utf8", "--to", "vi", "--inflected")
    assert "qanunun\tluật\tqanun\n" in (folder / "g.utf8").read_text(encoding="utf-8")
    (folder / "i.utf8").write_text("Qanun\tđạo luật\nfərman\tsắc lệnh\n", encoding="utf-8")
    shown = run("import", "i.utf8", "--to", "vi", "--dry-run")
    assert "~ law\n    vi: luật → luật|đạo luật\n" in shown.stdout
    assert "+ ferman\n" in shown.stdout
    assert "1 added, 1 changed, 0 kept, 0 unchanged (nothing written)" in shown.stderr
    assert text(folder) == TEXT
    run("import", "i.utf8", "--to", "vi")
    law = read_tsv(folder / "terms.tsv").concept("law")
    assert [t.text for t in law.iter_terms("vi")] == ["luật", "đạo luật"]
    assert "add by import" in run("history", "ferman").stdout


def test_import_conflicts(run: Run, folder: Path) -> None:
    (folder / "new.csv").write_text("id,az,en\nlaw,qanun,statute\n", encoding="utf-8")
    assert "--on-conflict keep, replace or merge" in run("import", "new.csv", code=1).stderr
    assert text(folder) == TEXT
    run("import", "new.csv", "--on-conflict", "keep")
    assert text(folder) == TEXT
    run("import", "new.csv", "--on-conflict", "merge")
    assert text(folder) == TEXT.replace("law|act", "law|act|statute")
    run("import", "new.csv", "--on-conflict", "replace")
    assert read_tsv(folder / "terms.tsv").cells("law")["vi"] == ""


def test_import_says_what_is_wrong_and_what_is_left_out(run: Run, folder: Path) -> None:
    (folder / "bad.csv").write_text("id,az,en\n,qanun,x\nb,,\n", encoding="utf-8")
    error = run("import", "bad.csv", code=1).stderr
    assert error.startswith("lugat: bad.csv:2: column id: the row has no id.")
    assert "line 3: the row has no term." in error
    (folder / "odd.csv").write_text("id,az,en,çəki\nx,a,b,1\n", encoding="utf-8")
    assert "left out: column çəki" in run("import", "odd.csv").stderr
    assert "no such file" in run("import", "none.csv", code=1).stderr
    assert "--format" in run("import", "none.doc", code=1).stderr


def test_lint(run: Run, folder: Path) -> None:
    assert "0 errors, 0 warnings" in run("lint", "--strict").stderr
    bad = TEXT + "x\tqаnun\trule\tquy tắc\nlaw\ta\tb\tc\ny\ts\tt\n"
    (folder / "bad.tsv").write_text(bad, encoding="utf-8")
    result = run("lint", "bad.tsv", "--no-forms", code=1)
    assert result.stdout.splitlines()[0] == (
        "bad.tsv:5: error: wrong-script: az: “qаnun”, character 2: "
        "“а” U+0430 CYRILLIC SMALL LETTER A."
    )
    assert result.stderr == "lugat: 2 errors, 1 warnings.\n"
    files = data(run("lint", "bad.tsv", "terms.tsv", "--no-forms", "--json", code=1))["files"]
    assert [(f["path"], len(f["findings"])) for f in files] == [  # type: ignore[attr-defined]
        ("bad.tsv", 3),
        ("terms.tsv", 0),
    ]
    assert files[0]["findings"][1] == {  # type: ignore[index]
        "code": "format",
        "severity": "error",
        "line": 6,
        "column": "id",
        "concept": "",
        "message": "the id “law” is taken by line 4. Give it another.",
    }
    (folder / "warn.tsv").write_text(TEXT + "y\thökm\tjudgment\n", encoding="utf-8")
    run("lint", "warn.tsv")
    run("lint", "warn.tsv", "--strict", code=1)
    run("lint", "warn.tsv", "--glossary", "terms.tsv", code=2)


def test_diff(run: Run, folder: Path) -> None:
    other = TEXT.replace("luật", "đạo luật").replace("yaxşı", "pis") + "x\tə\te\n"
    (folder / "b.tsv").write_text(other, encoding="utf-8")
    assert run("diff", "terms.tsv", "b.tsv").stdout == (
        "~ cybercrime\n    rəy: yaxşı → pis\n"
        "~ law\n    vi: luật → đạo luật\n"
        "+ x\n    az: ∅ → ə\n    en: ∅ → e\n"
    )
    changes = data(run("diff", "b.tsv", "terms.tsv", "--json"))["changes"]
    assert changes[-1] == {  # type: ignore[index]
        "action": "remove",
        "concept": "x",
        "column": "en",
        "old": "e",
        "new": "",
    }
    assert run("diff", "terms.tsv", "terms.tsv").stdout == ""


def test_the_shipped_termbase_is_read_only(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "package"
    package.mkdir()
    (folder / "terms.tsv").rename(package / "terms.tsv")
    monkeypatch.setattr("glossary.shipped.files", lambda name: package)
    assert run("list").stdout.startswith("cybercrime")
    for args in (
        ["add", "--az", "x"],
        ["edit", "law", "--set", "vi=x"],
        ["remove", "law"],
        ["import", "x.csv"],
    ):
        assert "lugat glossary export terms.tsv" in run(*args, code=1).stderr
    run("export", "terms.tsv")
    run("remove", "law")
    assert len(load_concepts(folder / "terms.tsv")) == 1
    assert len(load_concepts(package / "terms.tsv")) == 2
