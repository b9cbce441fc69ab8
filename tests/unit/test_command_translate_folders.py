from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandcheck import Build, Run, list_files
from translate_cli.errors import InputError
from translate_cli.outputs import find_sources


@pytest.fixture
def ready(lugat: Run, install: Build, no_starter: None, glossary_file: Path, work: Path) -> Run:
    install("az", "en")
    (work / "terms.tsv").write_bytes(glossary_file.read_bytes())
    for name in ("docs/a.az.txt", "docs/sub/a.az.txt", "docs/sub/deep/b.txt", "docs/.hidden.txt"):
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Məhkəmə qərar qəbul etdi.\n", encoding="utf-8")
    (work / "docs" / "a.en.txt").write_text("The court decided.\n", encoding="utf-8")
    (work / "docs" / "picture.bin").write_bytes(b"\0\1\2")
    return lugat


def test_a_folder_is_mirrored(ready: Run, work: Path) -> None:
    result = ready("translate", "docs", "--recursive", "--to", "en", "-o", "out", "--tmx", "tm")
    assert result.exit_code == 0, result.output
    assert list_files(work / "out") == ["a.en.txt", "sub/a.en.txt", "sub/deep/b.en.txt"]
    assert list_files(work / "tm") == ["a.az-en.tmx", "sub/a.az-en.tmx", "sub/deep/b.az-en.tmx"]
    assert result.stdout.startswith("3 files, 3 segments")


def test_again_beside_the_sources_translates_no_translation(ready: Run, work: Path) -> None:
    for _ in range(2):
        result = ready("translate", "docs", "--recursive", "--to", "en")
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("3 files")
    assert "docs/a.en.en.txt" not in list_files(work)


def test_a_file_that_fails_does_not_stop_the_rest(ready: Run, work: Path) -> None:
    (work / "docs" / "aa.txt").write_bytes(b"\0\1\2\3" * 50)
    result = ready("translate", "docs", "--recursive", "--to", "en", "-o", "out")
    assert result.exit_code == 1
    assert list_files(work / "out") == ["a.en.txt", "sub/a.en.txt", "sub/deep/b.en.txt"]
    lines = [line for line in result.stderr.splitlines() if " → " not in line]
    assert len(lines) == 2
    assert lines[0].startswith("lugat: docs/aa.txt: this is a binary file")
    assert lines[1] == "lugat: 1 of 4 files could not be translated; the others are done."
    assert "Traceback" not in result.output


def test_without_the_option_a_folder_is_refused(ready: Run) -> None:
    result = ready("translate", "docs", "--to", "en")
    assert result.exit_code == 1
    assert "--recursive" in result.stderr


def test_patterns_that_the_shell_left(ready: Run, work: Path) -> None:
    result = ready("translate", "docs/*.az.txt", "--to", "en", "-o", "out")
    assert result.exit_code == 0, result.output
    assert list_files(work / "out") == ["a.en.txt"]
    result = ready("translate", "docs/*.nothing", "--to", "en", "-o", "out")
    assert result.exit_code == 1
    assert "no file has a name like this" in result.stderr


def test_sources_are_found_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.vi.txt", "d.tr.txt", "~$a.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_sources(
        [tmp_path, tmp_path / "a.txt"], recursive=True, source_lang="az", langs=("en", "vi")
    )
    assert [s.path.name for s in found if s.path] == ["a.txt", "b.txt", "d.tr.txt"]


def test_a_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file in this folder.*\.txt"):
        find_sources([tmp_path], recursive=True, source_lang="az", langs=("en",))
