"""What `lugat translate` says where input, output or the command line is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.commandcheck import Run, check_error, list_files
from tests.unit.conftest import TEXT
from translate_cli.engines.argos import ArgosEngine


class TestBadInput:
    def write(self, work: Path, name: str, data: bytes) -> str:
        (work / name).write_bytes(data)
        return name

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty"),
            (b" \n", "empty"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
            (bytes(range(256)) * 4, "binary"),
            ("Закон принят парламентом".encode("koi8-r"), "neither UTF-8"),
            ("Où été élève à Noël, près; êtes æøå".encode("latin-1"), "neither UTF-8"),
            (b"\xff\xfe\x00\xd8\xff", "says it is UTF-16"),
        ],
    )
    def test_content(self, ready: Run, work: Path, data: bytes, said: str) -> None:
        self.write(work, "bad.txt", data)
        before = list_files(work)
        check_error(ready("translate", "bad.txt", "-o", "out"), "bad.txt", said)
        assert list_files(work) == before
        assert not (work / "out").exists()

    def test_standard_input(self, ready: Run) -> None:
        check_error(ready("translate", "--to", "en", stdin=b""), "standard input", "empty")

    def test_missing(self, ready: Run, work: Path) -> None:
        check_error(ready("translate", "yoxdur.txt", "-o", "out"), "yoxdur.txt", "no such file")
        assert not (work / "out").exists()

    def test_folder(self, ready: Run, work: Path) -> None:
        (work / "folder").mkdir()
        check_error(ready("translate", "folder"), "folder", "not a file")

    def test_line_breaks_in_a_name_stay_in_one_line(self, ready: Run) -> None:
        check_error(ready("translate", "a\nb.txt"), "no such file")


class TestBadOutput:
    @pytest.mark.parametrize("args", [("-o", "file/x"), ("-o", "file")])
    def test_file_where_a_folder_should_be(
        self, ready: Run, work: Path, args: tuple[str, ...]
    ) -> None:
        (work / "file").write_bytes(b"precious")
        before = list_files(work)
        check_error(ready("translate", "qərar.az.txt", *args), "file")
        assert list_files(work) == before
        assert (work / "file").read_bytes() == b"precious"

    @pytest.mark.parametrize(
        "args", [("--tmx", "file/x"), ("--tmx", "file/a.tmx"), ("--report", "file/r.html")]
    )
    def test_found_out_before_translating(
        self, ready: Run, work: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            pytest.fail("an hour of translating is lost")

        monkeypatch.setattr(ArgosEngine, "translate", refuse)
        (work / "file").write_bytes(b"precious")
        check_error(ready("translate", "qərar.az.txt", "-o", "out", *args), "file")
        assert (work / "file").read_bytes() == b"precious"

    def test_unwritable_folder(
        self, ready: Run, work: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.open

        def refuse(path: Any, *args: Any, **options: Any) -> int:
            if str(path).endswith(".part"):
                raise PermissionError(13, "Permission denied")
            return real(path, *args, **options)

        monkeypatch.setattr(os, "open", refuse)
        before = list_files(work)
        result = ready("translate", "qərar.az.txt", "-o", "out")
        check_error(result, "qərar.en.txt", "Permission denied")
        assert list_files(work) == before

    def test_full_disk_leaves_no_half_file(
        self, ready: Run, work: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import os

        def refuse(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", refuse)
        before = list_files(work)
        result = ready("translate", "qərar.az.txt", "-o", "out")
        check_error(result, "qərar.en.txt", "No space left")
        assert list_files(work) == before

    def test_output_that_is_the_source(self, ready: Run, work: Path) -> None:
        args = ("translate", "qərar.az.txt", "--to", "en", "-o", "qərar.az.txt")
        check_error(ready(*args), "overwrite this source")
        assert (work / "qərar.az.txt").read_text(encoding="utf-8") == TEXT

    def test_output_that_is_another_source(self, ready: Run, work: Path) -> None:
        (work / "qərar.en.txt").write_text("Qanun.\n", encoding="utf-8")
        result = ready("translate", "qərar.az.txt", "qərar.en.txt", "--to", "en")
        check_error(result, "overwrite")
        assert (work / "qərar.en.txt").read_text(encoding="utf-8") == "Qanun.\n"

    @pytest.mark.parametrize("option", ["--tmx", "--report"])
    def test_other_outputs_do_not_overwrite_the_source(
        self, ready: Run, work: Path, option: str
    ) -> None:
        (work / "a.tmx").write_text("Qanun.\n", encoding="utf-8")
        check_error(ready("translate", "a.tmx", "--to", "en", option, "a.tmx"), "overwrite")
        assert (work / "a.tmx").read_text(encoding="utf-8") == "Qanun.\n"

    def test_two_inputs_with_one_output(self, ready: Run, work: Path) -> None:
        for name in ("a.az.txt", "a.txt"):
            (work / name).write_text("Qanun.\n", encoding="utf-8")
        before = list_files(work)
        check_error(ready("translate", "a.az.txt", "a.txt"), "would both be written")
        assert list_files(work) == before

    def test_one_input_named_twice_is_translated_once(self, ready: Run, work: Path) -> None:
        result = ready("translate", "qərar.az.txt", "qərar.az.txt", "--to", "en", "-o", "out")
        assert result.exit_code == 0
        assert list_files(work / "out") == ["qərar.en.txt"]

    def test_two_inputs_with_one_tmx(self, ready: Run, work: Path) -> None:
        for folder in ("one", "two"):
            (work / folder).mkdir()
            (work / folder / "a.az.txt").write_text("Qanun.\n", encoding="utf-8")
        before = list_files(work)
        result = ready("translate", "one/a.az.txt", "two/a.az.txt", "--tmx", "tm")
        check_error(result, "would both be written", "a.az-en.tmx")
        assert list_files(work) == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--to", "az"), "source language"),
        (("--no-glossary", "--glossary", "terms.tsv"), "exclude each other"),
        (("--engine", "other"), "other"),
        (("--enforce", "hard"), "hard"),
        (("--threads", "-1"), "-1"),
        (("--no-such-option",), "--no-such-option"),
    ],
)
def test_usage_errors_exit_2(ready: Run, work: Path, args: tuple[str, ...], said: str) -> None:
    before = list_files(work)
    result = ready("translate", "qərar.az.txt", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert list_files(work) == before


def test_unknown_command_is_a_usage_error_with_a_hint(lugat: Run) -> None:
    result = lugat("translat")
    assert result.exit_code == 2
    assert "Did you mean “translate”?" in result.stderr
