from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossary.errors import TermbaseNotFoundError
from glossary.lint import CODES, Finding, lint_file, lint_table
from glossary.tsv import parse_tsv

HEADER = "id\taz\ten\tvi\tforbidden_en\tforbidden_vi\tpos\tnote\n"


def lint(*rows: str, header: str = HEADER, check_forms: bool = False) -> list[Finding]:
    data = (header + "".join(f"{row}\n" for row in rows)).encode()
    table, problems = parse_tsv(data)
    return lint_table(table, problems, check_forms=check_forms)


def codes(*rows: str) -> list[tuple[str, int | None, str]]:
    return [(f.code, f.line, f.column) for f in lint(*rows)]


CLEAN = (
    "law\tqanun\tlaw|act\tluật|đạo luật\tlegislation act\t\tnoun\t",
    "un\tBMT\tUN\tLiên hợp quốc\t\t\tabbreviation\t",
    "fatf\tFATF tövsiyəsi\tFATF recommendation\tkhuyến nghị của FATF\t\t\tnoun\t",
    "milli-majlis\tMilli Məclis\tMilli Majlis\tQuốc hội Azerbaijan\t\t\tname\t",
    "sign\timzalamaq\tto sign\tký kết\t\t\tverb\t",
    "café\tkafe\tcafé\tquán cà phê\t\t\tnoun\t",
)


def test_a_clean_table_has_no_findings() -> None:
    assert lint(*CLEAN) == []
    assert lint(*CLEAN, check_forms=True) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("x\t\tlaw\tluật", ("missing-language", "az")),
        ("x\tqanun\t\t", ("missing-language", "en")),
        ("x\tqanun\tlaw\t", ("no-translation-yet", "vi")),
        ("x\tqanun\t|law\tluật", ("no-preferred", "en")),
        ("x\tqanun|Qanun\tlaw\tluật", ("repeated-form", "az")),
        ("x\tqanun\tlaw|act\tluật\tAct", ("self-forbidden", "forbidden_en")),
        ("x\tqаnun\tlaw\tluật", ("wrong-script", "az")),
        ("x\tcinayǝt\tcrime\ttội phạm", ("wrong-letter", "az")),
        ("x\tqanun\tlaw\tluậtə", ("wrong-letter", "vi")),
        ("x\tqanun\tqanunı\tluật", ("wrong-letter", "en")),
        ("x\tqanun\tlaw\tluật", None),
        ("x\tqanwn\tlaw\tluật", ("foreign-letter", "az")),
        ("x\tqanun\tlaw\tluật wifi", ("foreign-letter", "vi")),
        ("x\tsayt\tsite\ttrang web", ("foreign-letter", "vi")),
        ("x\tqa\u00adnun\tlaw\tluật", ("invisible", "az")),
        ("x\tqanun\tlaw\u200b\tluật", ("invisible", "en")),
        ("x\tqanun\tlaw\tlua\u0323\u0302t", ("not-nfc", "vi")),
        ("x\tqanun\tthe  law\tluật", ("white-space", "en")),
        ("x\tqanun\tthe\u00a0law\tluật", ("white-space", "en")),
        ("x\tqanun\tlaw ( act)\tluật", ("white-space", "en")),
        ("x\tqanun\tlaw||act\tluật", ("white-space", "en")),
        ("x\tqanun\tlaw|\tluật", ("white-space", "en")),
        ('x\tqanun\tlaw\t"luật', ("stray-quote", "vi")),
        ("x\tqanun\tQanun\tluật", ("untranslated", "en")),
        ("x\tqanun\tlaw\tluật\t\t\tsubstantive", ("unknown-pos", "pos")),
        ("x y\tqanun\tlaw\tluật", ("bad-id", "id")),
    ],
)
def test_problems_of_a_row(row: str, expected: tuple[str, str] | None) -> None:
    found = [(f.code, f.line, f.column, f.severity) for f in lint(*CLEAN[1:], row)]
    if expected is None:
        assert found == []
    else:
        code, column = expected
        assert found == [(code, 7, column, CODES[code])]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("a\tqanun\tlaw\tluật", "b\tQanun\tlaw\tluật"),
            ("duplicate-concept", 3, "az"),
        ),
        (("a\tqanun\tlaw\tluật", "b\tqanun\tstatute\tđạo luật"), ("shared-source", 3, "az")),
        (("a\tqanun\tlaw\tluật", "b\thüquq\tLaw\tpháp luật"), ("shared-target", 3, "en")),
        (
            ("a\tqanun\tlaw\tluật", "b\thüquq\tright\tquyền\tlaw"),
            ("forbidden-elsewhere", 2, "en"),
        ),
    ],
)
def test_problems_between_rows(rows: tuple[str, ...], expected: tuple[str, int, str]) -> None:
    assert codes(*rows) == [expected]


def test_a_note_silences_its_row_for_one_code() -> None:
    first = "a\tqanun\tlaw\tluật\t\t\tnoun\t"
    second = "b\tqanun\tstatute\tđạo luật\t\t\tnoun\t"
    assert codes(first, second) == [("shared-source", 3, "az")]
    assert codes(first, second + "Homonym; lint: ok shared-source") == []
    assert codes(first + "lint: OK bad-id, shared-source.", second) == []
    assert codes(first, second + "lint: ok shared-target") == [("shared-source", 3, "az")]


def test_lines_that_cannot_be_read_are_findings() -> None:
    found = lint("a\tqanun\tlaw\tluật\t\t\tnoun\t\tçox", "\thökm\tjudgment\tbản án", CLEAN[1])
    assert [(f.code, f.line, f.severity) for f in found] == [
        ("format", 2, "error"),
        ("format", 3, "error"),
    ]
    assert "Remove the tab" in found[0].message


def test_a_table_of_one_target_language_lacks_nothing() -> None:
    assert lint("a\tqanun\tluật", header="id\taz\tvi\n") == []


def test_messages_say_where_the_other_is() -> None:
    (finding,) = lint("a\tqanun\tlaw\tluật", "b\tqanun\tstatute\tđạo luật")
    assert finding.message == "“qanun” is translated otherwise in a (line 2): which one is meant?"
    (finding,) = lint("a\tqаnun\tlaw\tluật")
    assert finding.message == "“qаnun”, character 2: “а” U+0430 CYRILLIC SMALL LETTER A."


def test_one_finding_a_cell_for_letters() -> None:
    (finding,) = lint("a\tsayt\tsite\ttrang web|web tối\t\t\tnoun\t")
    assert finding.message == (
        "“trang web”, character 7: “w” U+0077 LATIN SMALL LETTER W. And 1 more in this cell."
    )


def test_a_loan_that_is_written_as_in_english_is_no_fault() -> None:
    assert codes("x\tsayt\twebsite\ttrang web|web\t\t\tnoun\t") == []
    assert codes("x\tsayt\twebsite\ttrang weeb\t\t\tnoun\t") == [("foreign-letter", 2, "vi")]


def test_a_term_that_is_not_found_in_its_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "glossary.languages.az.common_forms", lambda lemma, *, pos="": ("qanunun", "qarışqa")
    )
    (finding,) = lint("a\tqanun\tlaw\tluật", check_forms=True)
    assert (finding.code, finding.severity, finding.column) == ("not-found", "error", "az")
    assert "“qarışqa”" in finding.message
    assert "qanunun" not in finding.message


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(HEADER + CLEAN[0] + "\n", encoding="utf-8")
    assert lint_file(path, check_forms=False) == []
    with pytest.raises(TermbaseNotFoundError):
        lint_file(tmp_path / "x.tsv")
    path.write_bytes(b"\xff")
    assert [f.code for f in lint_file(path)] == ["format"]


def test_the_hook_runs_lint_on_the_termbase() -> None:
    hook = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    values = dict(re.findall(r"^[- ] (\w+): (.+)$", hook, re.MULTILINE))
    assert values["entry"] == "lugat glossary lint"
    assert values["language"] == "python"
    for name in ("terms.tsv", "glossaries/terms.tsv"):
        assert re.search(values["files"], name)
    assert not re.search(values["files"], "my-terms.tsv.bak")
