from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.commandcheck import Build, Run, check_error, list_files
from tests.unit.conftest import TEXT
from translate_cli import pipeline
from translate_cli.engines.argos import ArgosEngine
from translate_cli.exchange.tmx import iter_tmx
from translate_cli.memory import MemoryUnit, TranslationMemory
from translate_cli.pipeline import begin_alike


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

    def test_explain_asks_the_model_twice(
        self, ready: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[bool] = []
        plainly = pipeline._translate_plainly
        monkeypatch.setattr(
            pipeline, "_translate_plainly", lambda *args: asked.append(True) or plainly(*args)
        )
        assert ready("translate", "qərar.az.txt", "--to", "en", "--json").exit_code == 0
        assert asked == []
        result = ready(
            "translate", "qərar.az.txt", "--to", "en", "--json", "--explain", "--no-memory"
        )
        assert result.exit_code == 0
        assert asked == [True]

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

    def test_what_people_made_of_similar_texts_is_offered(self, ready: Run, work: Path) -> None:
        similar = MemoryUnit(
            "Məhkəmə yeni qərar qəbul etdi.", "The court ruled.", "az", "en", "reviewed"
        )
        with TranslationMemory(work / "m.sqlite") as memory:
            memory.add(
                [similar, replace(similar, source="Məhkəmə qərar qəbul edir.", status="machine")]
            )
        args = ("--tmx", "t.tmx", "--xliff", "t.xlf", "--to", "en", "-o", "out")
        result = ready("translate", "qərar.az.txt", *args, "--memory", "m.sqlite")
        assert result.exit_code == 0, result.output
        units = list(iter_tmx(work / "t.tmx", on_skip=lambda skipped: pytest.fail(skipped.reason)))
        assert len(units) == 4
        assert [unit.variants[0].text for unit in units].count(similar.source) == 1
        assert "The court ruled." in (work / "t.xlf").read_text(encoding="utf-8")
        assert "The court ruled." not in (work / "out" / "qərar.en.txt").read_text(encoding="utf-8")
        again = ready("translate", "qərar.az.txt", *args, "--no-memory")
        assert again.exit_code == 0, again.output
        assert "The court ruled." not in (work / "t.tmx").read_text(encoding="utf-8")
