from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from lxml import etree

from translate_cli.engines.argos import ArgosEngine
from translate_cli.pipeline import begin_alike

Run = Callable[..., Result]
Build = Callable[..., Path]
TEXT = "Kibertəhlükəsizlik haqqında qanun qəbul edildi.\n\n• Məhkəmə qərar qəbul etdi. Yox_5.\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return the folder that the command runs in."""
    return tmp_path / "work"


@pytest.fixture
def ready(lugat: Run, install: Build, no_starter: None, glossary_file: Path, work: Path) -> Run:
    """Return the command with packages for both languages, and a text and a glossary beside it."""
    install("az", "en")
    install("az", "vi", seed=4)
    (work / "qərar.az.txt").write_text(TEXT, encoding="utf-8")
    (work / "terms.tsv").write_bytes(glossary_file.read_bytes())
    return lugat


def check_error(result: Result, *said: str) -> str:
    """Check that a run failed with one clear line and no traceback; return the line."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    lines = [line for line in result.stderr.splitlines() if " → " not in line]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("lugat: ")
    assert "Traceback" not in result.output
    assert result.stdout == ""
    for text in said:
        assert text in lines[0]
    return lines[0]


def list_files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class TestOutputs:
    def test_everything_at_once(self, ready: Run, work: Path) -> None:
        result = ready(
            *("translate", "qərar.az.txt", "--to", "en", "--to", "vi", "-o", "out/"),
            *("--tmx", "out/", "--report", "out/report.html", "--threads", "1"),
        )
        assert result.exit_code == 0, result.output
        assert list_files(work / "out") == [
            "qərar.az-en.tmx",
            "qərar.az-vi.tmx",
            "qərar.en.txt",
            "qərar.vi.txt",
            "report.html",
        ]
        english = (work / "out" / "qərar.en.txt").read_text(encoding="utf-8")
        assert re.fullmatch(r"[^\n]+\n\n• [^\n]+\n", english)
        assert "cybersecurity" in english.lower()
        assert "court" in english.lower()
        vietnamese = (work / "out" / "qərar.vi.txt").read_text(encoding="utf-8")
        assert "an ninh mạng" in vietnamese.lower()
        assert "tòa án" in vietnamese.lower()
        for lang in ("en", "vi"):
            root = etree.parse(work / "out" / f"qərar.az-{lang}.tmx").getroot()
            units = root.findall("body/tu")
            assert len(units) == 3
            assert units[0].find("tuv/seg").text == TEXT.split("\n")[0]
            langs = [
                tuv.get("{http://www.w3.org/XML/1998/namespace}lang")
                for tuv in units[0].iter("tuv")
            ]
            assert langs == ["az", lang]
        page = (work / "out" / "report.html").read_text(encoding="utf-8")
        assert page.startswith("<!DOCTYPE html>")
        assert "qərar.az.txt" in page
        assert "Kibertəhlükəsizlik" in page

    def test_summary(self, ready: Run) -> None:
        result = ready("translate", "qərar.az.txt", "-o", "out")
        lines = result.stdout.splitlines()
        assert re.fullmatch(
            r"3 segments, 10 words, \d+\.\d s, engine argos:az_en-1\.0, argos:az_vi-1\.0", lines[0]
        )
        assert lines[1] == (
            "terms: 2 found in the source; in the translations 4 right"
            " (4 of them enforced), 0 unsatisfied"
        )
        assert "lugat: az → en with argos:az_en-1.0" in result.stderr
        assert "lugat: az → vi with argos:az_vi-1.0" in result.stderr

    def test_beside_the_source_and_in_both_languages_by_default(
        self, ready: Run, work: Path
    ) -> None:
        assert ready("translate", "qərar.az.txt").exit_code == 0
        assert list_files(work) == ["qərar.az.txt", "qərar.en.txt", "qərar.vi.txt", "terms.tsv"]
        assert (work / "qərar.az.txt").read_text(encoding="utf-8") == TEXT

    def test_name_without_a_tag(self, ready: Run, work: Path) -> None:
        (work / "qərar.az.txt").rename(work / "qərar.v2")
        assert ready("translate", "qərar.v2", "--to", "en").exit_code == 0
        assert (work / "qərar.en.v2").exists()

    def test_output_file(self, ready: Run, work: Path) -> None:
        assert ready("translate", "qərar.az.txt", "--to", "en", "-o", "new/a.txt").exit_code == 0
        assert list_files(work / "new") == ["a.txt"]

    def test_output_folder_with_a_dot(self, ready: Run, work: Path) -> None:
        (work / "out.d").mkdir()
        assert ready("translate", "qərar.az.txt", "--to", "en", "-o", "out.d").exit_code == 0
        assert list_files(work / "out.d") == ["qərar.en.txt"]

    def test_tmx_file_for_one_pair(self, ready: Run, work: Path) -> None:
        result = ready(
            "translate", "qərar.az.txt", "--to", "en", "-o", "out", "--tmx", "tm/all.tmx"
        )
        assert result.exit_code == 0, result.output
        (name,) = list_files(work / "tm")
        assert len(etree.parse(work / "tm" / name).findall("body/tu")) == 3

    def test_tmx_file_of_two_documents_and_two_pairs(self, ready: Run, work: Path) -> None:
        (work / "b.az.txt").write_text("Qanun.\n", encoding="utf-8")
        result = ready("translate", "qərar.az.txt", "b.az.txt", "-o", "out", "--tmx", "tm/all.tmx")
        assert result.exit_code == 0, result.output
        names = list_files(work / "tm")
        assert len(names) == 2
        for name in names:
            assert len(etree.parse(work / "tm" / name).findall("body/tu")) == 4

    def test_several_files(self, ready: Run, work: Path) -> None:
        (work / "b.az.txt").write_text("Qanun.\n", encoding="utf-8")
        result = ready("translate", "qərar.az.txt", "b.az.txt", "--to", "en", "-o", "out")
        assert result.exit_code == 0
        assert list_files(work / "out") == ["b.en.txt", "qərar.en.txt"]
        assert result.stdout.startswith("2 files, 4 segments, 11 words")

    def test_standard_input_to_standard_output(self, ready: Run, work: Path) -> None:
        before = list_files(work)
        result = ready("translate", "--to", "en", stdin=TEXT.encode())
        assert result.exit_code == 0
        assert re.fullmatch(r"[^\n]+\n\n• [^\n]+\n", result.stdout)
        assert "cybersecurity" in result.stdout.lower()
        assert "3 segments" in result.stderr
        assert list_files(work) == before
        assert ready("translate", "-", "--to", "en", stdin=TEXT.encode()).stdout == result.stdout

    def test_standard_input_to_a_file(self, ready: Run, work: Path) -> None:
        result = ready("translate", "-", "--to", "vi", "-o", "a.txt", stdin=TEXT.encode())
        assert result.exit_code == 0
        assert "an ninh mạng" in (work / "a.txt").read_text(encoding="utf-8").lower()
        assert result.stdout.startswith("3 segments")

    def test_standard_input_in_two_languages(self, ready: Run, work: Path) -> None:
        assert ready("translate", "-o", "out", stdin=TEXT.encode()).exit_code == 0
        assert list_files(work / "out") == ["stdin.en.txt", "stdin.vi.txt"]

    def test_line_ends_and_bom_are_kept(self, ready: Run, work: Path) -> None:
        (work / "a.txt").write_bytes("Qanun.\r\n\r\nYox.\r\n".encode("utf-16"))
        assert ready("translate", "a.txt", "--to", "en").exit_code == 0
        data = (work / "a.en.txt").read_bytes()
        assert data[:2] in (b"\xff\xfe", b"\xfe\xff")
        assert re.fullmatch(r"[^\r\n]+\r\n\r\n[^\r\n]+\r\n", data.decode("utf-16"))

    @pytest.mark.parametrize("encoding", ["utf-16-le", "cp1254"])
    def test_encodings_that_need_a_word(self, ready: Run, work: Path, encoding: str) -> None:
        (work / "a.txt").write_bytes("Kanunu kabul etti, görüş bildirdi.".encode(encoding))
        result = ready("translate", "a.txt", "--to", "en")
        assert result.exit_code == 0
        assert "a.txt: read as" in result.stderr
        (work / "a.en.txt").read_text(encoding="utf-8")


class TestJson:
    def test_shape(self, ready: Run, work: Path) -> None:
        before = list_files(work)
        result = ready("translate", "qərar.az.txt", "--json")
        assert result.exit_code == 0
        assert list_files(work) == before, "without -o nothing is written"
        data = json.loads(result.stdout)
        assert list(data) == ["source_lang", "engine", "documents"]
        assert data["source_lang"] == "az"
        assert data["engine"] == {"en": "argos:az_en-1.0", "vi": "argos:az_vi-1.0"}
        (document,) = data["documents"]
        assert list(document) == ["path", "units"]
        assert document["path"] == "qərar.az.txt"
        assert [unit["source"] for unit in document["units"]] == [
            "Kibertəhlükəsizlik haqqında qanun qəbul edildi.",
            "Məhkəmə qərar qəbul etdi.",
            "Yox_5.",
        ]
        for unit in document["units"]:
            assert list(unit) == ["id", "source", "targets"]
            assert list(unit["targets"]) == ["en", "vi"]
            for lang, target in unit["targets"].items():
                assert list(target) == ["text", "origin", "score_logprob", "terms", "issues"]
                assert target["origin"] == data["engine"][lang]
                assert target["score_logprob"] < 0
                for term in target["terms"]:
                    self.check_term(unit["source"], target["text"], term)
                for issue in target["issues"]:
                    assert {"code", "severity", "message"} == set(issue)
        assert [len(unit["targets"]["en"]["terms"]) for unit in document["units"]] == [1, 1, 0]

    @staticmethod
    def check_term(source: str, text: str, term: dict[str, Any]) -> None:
        assert {"concept", "source", "target", "status", "how"} <= set(term)
        assert set(term) <= {
            "concept", "source", "target", "status", "how", "before", "cost_logprob"
        }  # fmt: skip
        assert source[slice(*term["source"])] in ("Kibertəhlükəsizlik", "Məhkəmə")
        assert term["concept"] in ("cybersecurity", "court")
        assert term["status"] == "preferred"
        assert term["how"] in ("nbest", "forced")
        assert text[slice(*term["target"])].lower() in (
            "cybersecurity", "court", "an ninh mạng", "tòa án"
        )  # fmt: skip

    def test_missing_term(self, ready: Run) -> None:
        result = ready("translate", "qərar.az.txt", "--to", "en", "--enforce", "check", "--json")
        units = json.loads(result.stdout)["documents"][0]["units"]
        (term,) = units[0]["targets"]["en"]["terms"]
        assert (term["target"], term["status"], term["how"]) == (None, "missing", None)
        assert "term-missing" in [i["code"] for i in units[0]["targets"]["en"]["issues"]]

    def test_with_an_output_both_are_written(self, ready: Run, work: Path) -> None:
        result = ready("translate", "qərar.az.txt", "--to", "en", "--json", "-o", "out")
        data = json.loads(result.stdout)
        text = (work / "out" / "qərar.en.txt").read_text(encoding="utf-8")
        assert data["documents"][0]["units"][0]["targets"]["en"]["text"] in text

    def test_standard_input(self, ready: Run) -> None:
        result = ready("translate", "--to", "en", "--json", stdin=b"Qanun.")
        assert json.loads(result.stdout)["documents"][0]["path"] is None


class TestGlossary:
    def test_strict_exits_3_and_still_writes(self, ready: Run, work: Path) -> None:
        args = ("translate", "qərar.az.txt", "--to", "en", "-o", "out", "--enforce", "check")
        result = ready(*args, "--strict", "--tmx", "out")
        assert result.exit_code == 3
        assert "2 unsatisfied" in result.stdout
        assert list_files(work / "out") == ["qərar.az-en.tmx", "qərar.en.txt"]
        assert ready(*args).exit_code == 0

    def test_strict_is_content_when_the_terms_are_right(self, ready: Run) -> None:
        assert ready("translate", "qərar.az.txt", "-o", "out", "--strict").exit_code == 0

    def test_none(self, ready: Run) -> None:
        result = ready("translate", "qərar.az.txt", "-o", "out", "--no-glossary", "--strict")
        assert result.exit_code == 0
        assert "terms: 0 found" in result.stdout

    def test_named(self, ready: Run, work: Path) -> None:
        lines = (work / "terms.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
        (work / "one.tsv").write_text("".join([lines[0], lines[3]]), encoding="utf-8")
        result = ready("translate", "qərar.az.txt", "-o", "out", "--glossary", "one.tsv")
        assert "terms: 1 found" in result.stdout

    def test_shipped_one_where_there_is_no_other(self, ready: Run, work: Path) -> None:
        (work / "terms.tsv").unlink()
        result = ready("translate", "qərar.az.txt", "--to", "en", "-o", "out")
        found = re.search(r"terms: (\d+) found", result.stdout)
        assert found
        assert int(found[1]) >= 2

    def test_missing(self, ready: Run, work: Path) -> None:
        result = ready("translate", "qərar.az.txt", "-o", "out", "--glossary", "yoxdur.tsv")
        check_error(result, "yoxdur.tsv", "no such file")
        assert not (work / "out").exists() or list_files(work / "out") == []

    @pytest.mark.parametrize(
        "content",
        [b"", b"no\theader\n", b"id\taz\ten\tvi\tstatus\nx\ta\tb\tc\todd\n", b"\xff\xfe\0\xff"],
    )
    def test_broken(self, ready: Run, work: Path, content: bytes) -> None:
        (work / "bad.tsv").write_bytes(content)
        result = ready("translate", "qərar.az.txt", "-o", "out", "--glossary", "bad.tsv")
        check_error(result, "bad.tsv")
        assert not (work / "out").exists() or list_files(work / "out") == []


class TestEngines:
    def test_pivot(self, lugat: Run, install: Build, no_starter: None, work: Path) -> None:
        first = install("az", "en", seed=2)
        second = install("en", "vi", seed=3)
        (work / "a.txt").write_text("Qanun qəbul edildi. Yox.\n", encoding="utf-8")
        result = lugat("translate", "a.txt", "--to", "vi", "--no-glossary", "--json")
        data = json.loads(result.stdout)
        assert data["engine"] == {"vi": "argos:az_en-1.0+argos:en_vi-1.0"}
        texts = ["Qanun qəbul edildi.", "Yox."]
        english = [found[0].text for found in ArgosEngine(first).translate(texts)]
        vietnamese = [found[0].text for found in ArgosEngine(second).translate(english)]
        units = data["documents"][0]["units"]
        assert [unit["targets"]["vi"]["text"] for unit in units] == [
            begin_alike(source, text) for source, text in zip(texts, vietnamese, strict=True)
        ]

    def test_starter_says_how_to_get_better(
        self, lugat: Run, build_package: Build, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from translate_cli import models

        package = models.load_package(build_package("az", "en"))
        monkeypatch.setattr(models, "iter_starter", lambda: iter([package]))
        result = lugat("translate", "--to", "en", stdin=b"Qanun.")
        assert result.exit_code == 0
        assert "az → en with starter" in result.stderr
        assert "lugat models install az-en" in result.stderr

    def test_named_model(self, lugat: Run, build_package: Build, no_starter: None) -> None:
        package = build_package("az", "en", version="2.5")
        result = lugat("translate", "--to", "en", "--model", package, stdin=b"Qanun.")
        assert result.exit_code == 0
        assert "argos:az_en-2.5" in result.stderr

    def test_named_model_of_another_pair(
        self, lugat: Run, build_package: Build, no_starter: None
    ) -> None:
        package = build_package("az", "en")
        check_error(
            lugat("translate", "--to", "vi", "--model", package, stdin=b"Qanun."),
            "az-en, not az-vi",
        )

    @pytest.mark.parametrize("choice", ["auto", "argos", "starter"])
    def test_no_package_and_no_starter(
        self, lugat: Run, no_starter: None, work: Path, choice: str
    ) -> None:
        (work / "a.txt").write_text(TEXT, encoding="utf-8")
        result = lugat("translate", "a.txt", "-o", "out", "--engine", choice)
        check_error(result, "az-en" if choice != "auto" else "lugat models install az-en")
        assert list_files(work) == ["a.txt"]

    def test_target_nobody_serves(self, ready: Run, work: Path) -> None:
        result = ready("translate", "qərar.az.txt", "--to", "en", "--to", "de", "-o", "out")
        check_error(result, "az to de")
        assert not (work / "out").exists() or list_files(work / "out") == []

    def test_broken_weights(self, ready: Run, own_home: Path, work: Path) -> None:
        package = own_home / "packages" / "translate-az_en-1_0"
        (package / "model" / "model.bin").write_bytes(b"no weights")
        result = ready("translate", "qərar.az.txt", "--to", "en", "-o", "out", "--tmx", "out")
        check_error(result, "translate-az_en-1_0", "the model cannot be loaded", "again")
        assert not (work / "out").exists() or list_files(work / "out") == []

    def test_broken_tokenizer(self, ready: Run, own_home: Path) -> None:
        package = own_home / "packages" / "translate-az_en-1_0"
        (package / "sentencepiece.model").write_bytes(b"no tokenizer")
        check_error(ready("translate", "qərar.az.txt", "--to", "en", "-o", "out"), "tokenizer")


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
        import tempfile

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(tempfile, "mkstemp", refuse)
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


class TestExchange:
    def test_one_tmx_of_all_languages_with_their_locales(self, ready: Run, work: Path) -> None:
        result = ready(
            *("translate", "qərar.az.txt", "-o", "out", "--tmx", "out", "--multilingual"),
            *("--locale", "az=az-AZ", "--locale", "en=en-GB"),
        )
        assert result.exit_code == 0, result.output
        assert [name for name in list_files(work / "out") if name.endswith(".tmx")] == ["qərar.tmx"]
        root = etree.parse(work / "out" / "qərar.tmx").getroot()
        unit = root.find("body/tu")
        langs = [v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in unit.findall("tuv")]
        assert langs == ["az-AZ", "en-GB", "vi"]

    def test_a_locale_that_no_tool_matches_is_found_before_the_work(
        self, ready: Run, work: Path
    ) -> None:
        result = ready("translate", "qərar.az.txt", "--tmx", "t", "--locale", "en=english")
        check_error(result, "english", "en-GB")
        assert not (work / "t").exists()

    def test_xliff_for_review_beside_the_translation(self, ready: Run, work: Path) -> None:
        result = ready("translate", "qərar.az.txt", "--to", "en", "-o", "out", "--xliff", "rev")
        assert result.exit_code == 0, result.output
        assert list_files(work / "rev") == ["qərar.az-en.xlf"]
        assert list_files(work / "out") == ["qərar.en.txt"]
