from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.commandcheck import Run, check_error, list_files
from tests.samples.docx import make_samples
from tests.unit.conftest import TEXT
from translate_cli.exchange.xliff import XliffUnit, read_xliff
from translate_cli.memory import MemoryUnit, TranslationMemory
from translate_cli.memory_schema import default_memory

NS = "{urn:oasis:names:tc:xliff:document:1.2}"


def read(path: Path) -> list[XliffUnit]:
    return list(read_xliff(path, on_skip=lambda skipped: pytest.fail(skipped.reason)))


def review(path: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Give units, by id, another text and state, as a translator would."""
    tree = etree.parse(path)
    for unit in tree.getroot().iter(f"{NS}trans-unit"):
        if unit.get("id") in changes:
            text, state = changes[unit.get("id")]
            target = unit.find(f"{NS}target")
            target[:] = []
            target.text = text
            target.set("state", state)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


def stored(path: Path | None = None) -> dict[str, MemoryUnit]:
    with TranslationMemory(path or default_memory()) as memory:
        return {unit.source: unit for unit in memory.iter_units()}


class TestExport:
    def test_a_file_for_each_language(self, ready: Run, work: Path) -> None:
        result = ready("export", "xliff", "qərar.az.txt", "-o", "review")
        assert result.exit_code == 0, result.output
        names = ["qərar.az-en.xlf", "qərar.az-vi.xlf"]
        assert list_files(work / "review") == names
        assert result.stdout.splitlines() == [f"review/{name}" for name in names]
        assert "lugat: 6 units to review." in result.stderr
        units = read(work / "review" / names[0])
        assert [u.source.text for u in units] == [
            "Kibertəhlükəsizlik haqqında qanun qəbul edildi.",
            "Məhkəmə qərar qəbul etdi.",
            "Yox_5.",
        ]
        assert {u.status for u in units} == {"draft"}
        assert any(note.startswith("term: Məhkəmə → court") for note in units[1].notes)
        assert units[0].document == "qərar.az.txt"
        root = etree.parse(work / "review" / names[1]).getroot()
        assert root[0].get("target-language") == "vi"
        notes = [note.text for note in root[0][0] if note.tag == f"{NS}note"]
        assert notes[0].startswith("model: argos:az_en-1.0")
        assert re.fullmatch(r"glossary: sha256:[0-9a-f]{64}", notes[1])

    def test_beside_the_source_and_version_2(self, ready: Run, work: Path) -> None:
        result = ready("export", "xliff", "qərar.az.txt", "--to", "en", "--xliff-version", "2.0")
        assert result.exit_code == 0, result.output
        root = etree.parse(work / "qərar.az-en.xlf").getroot()
        assert root.get("version") == "2.0"
        assert len(read(work / "qərar.az-en.xlf")) == 3

    def test_one_file_for_all_documents(self, ready: Run, work: Path) -> None:
        (work / "b.az.txt").write_text("Qanun.\n", encoding="utf-8")
        result = ready("export", "xliff", "qərar.az.txt", "b.az.txt", "-o", "x/all.xlf")
        assert result.exit_code == 0, result.output
        assert list_files(work / "x") == ["all.az-en.xlf", "all.az-vi.xlf"]
        units = read(work / "x" / "all.az-vi.xlf")
        assert [(u.document, u.id) for u in units] == [
            ("qərar.az.txt", "s1"),
            ("qərar.az.txt", "s2"),
            ("qərar.az.txt", "s3"),
            ("b.az.txt", "s1"),
        ]

    def test_folders_keep_their_places(self, ready: Run, work: Path) -> None:
        (work / "docs" / "inner").mkdir(parents=True)
        for name in ("docs/a.az.txt", "docs/inner/a.az.txt"):
            (work / name).write_text("Qanun.\n", encoding="utf-8")
        result = ready("export", "xliff", "docs", "--recursive", "--to", "en", "-o", "out")
        assert result.exit_code == 0, result.output
        assert list_files(work / "out") == ["a.az-en.xlf", "inner/a.az-en.xlf"]

    def test_a_file_that_fails_does_not_stop_the_rest(self, ready: Run, work: Path) -> None:
        (work / "b.az.docx").write_bytes(b"PK\x03\x04")
        (work / "c.az.txt").write_text("...\n", encoding="utf-8")
        result = ready(
            *("export", "xliff", "b.az.docx", "c.az.txt", "qərar.az.txt", "--to", "en", "-o", "out")
        )
        assert result.exit_code == 1
        assert "b.az.docx" in result.stderr
        assert "qərar.az-en.xlf" in list_files(work / "out")

    def test_work_of_people_has_its_state(self, ready: Run, work: Path) -> None:
        with TranslationMemory(work / "m.sqlite") as memory:
            memory.add(
                [
                    MemoryUnit("Yox_5.", "No_5.", "az", "en", "approved"),
                    MemoryUnit("Məhkəmə qərar qəbul etdi.", "The court.", "az", "en", "reviewed"),
                ]
            )
        result = ready("export", "xliff", "qərar.az.txt", "--to", "en", "--memory", "m.sqlite")
        assert "2 of them from the memory" in result.stderr
        units = read(work / "qərar.az-en.xlf")
        assert [u.status for u in units] == ["draft", "translated", "approved"]
        assert [u.state for u in units] == ["needs-review-translation", "translated", "signed-off"]

    def test_similar_work_of_people_is_offered(self, ready: Run, work: Path) -> None:
        unit = MemoryUnit("Yox_55.", "No_55.", "az", "en", "reviewed")
        with TranslationMemory(work / "m.sqlite") as memory:
            memory.add([unit])
        result = ready("export", "xliff", "qərar.az.txt", "--to", "en", "--memory", "m.sqlite")
        assert result.exit_code == 0, result.output
        assert "1 translations of similar texts offered" in result.stderr
        (offer,) = etree.parse(work / "qərar.az-en.xlf").getroot().iter(f"{NS}alt-trans")
        assert [part.text for part in offer] == ["Yox_55.", "No_55."]
        assert [u.status for u in read(work / "qərar.az-en.xlf")] == ["draft"] * 3

    def test_errors(self, ready: Run, work: Path) -> None:
        check_error(ready("export", "xliff", "none.txt", "--to", "en"), "no such file")
        (work / "d").mkdir()
        (work / "d" / "qərar.az.txt").write_text("Qanun.\n", encoding="utf-8")
        check_error(
            ready("export", "xliff", "qərar.az.txt", "d/qərar.az.txt", "--to", "en", "-o", "out"),
            "both be written to out/qərar.az-en.xlf",
        )
        assert not (work / "out").exists()
        (work / "qərar.az.txt").rename(work / "a.xlf")
        check_error(
            ready("export", "xliff", "a.xlf", "--to", "en", "-o", "a.xlf"), "would overwrite"
        )

    @pytest.mark.parametrize(
        "options",
        [
            ("--to", "az"),
            ("--glossary", "terms.tsv", "--no-glossary"),
            ("--memory", "m", "--no-memory"),
            ("--xliff-version", "3"),
        ],
    )
    def test_usage(self, ready: Run, options: tuple[str, ...]) -> None:
        assert ready("export", "xliff", "qərar.az.txt", *options).exit_code == 2

    @pytest.mark.parametrize("command", [("export",), ("export", "xliff"), ("import",)])
    def test_help_has_an_example(self, lugat: Run, command: tuple[str, ...]) -> None:
        assert "Example" in lugat(*command, "--help").stdout
        assert "lugat import xliff" in lugat("import", "xliff", "--help").stdout


class TestImport:
    @pytest.fixture
    def exported(self, ready: Run, work: Path) -> Path:
        done = ready("export", "xliff", "qərar.az.txt", "--to", "en", "-o", "review", "--no-memory")
        assert done.exit_code == 0
        return work / "review" / "qərar.az-en.xlf"

    def test_reviewed_and_approved_units_go_into_the_memory(
        self, ready: Run, exported: Path
    ) -> None:
        review(
            exported, {"s1": ("A law was adopted.", "translated"), "s3": ("Yok_5.", "signed-off")}
        )
        result = ready("import", "xliff", exported)
        assert result.exit_code == 0, result.output
        assert (
            "lugat: 3 units, 1 reviewed and 1 approved, 2 new or changed in the memory."
            in result.stderr
        )
        units = stored()
        assert len(units) == 2
        first = units["Kibertəhlükəsizlik haqqında qanun qəbul edildi."]
        assert (first.target, first.status) == ("A law was adopted.", "reviewed")
        assert (first.source_lang, first.target_lang) == ("az", "en")
        assert (first.document, first.origin) == ("qərar.az.txt", "xliff")
        assert first.previous is None
        assert first.following is not None
        assert units["Yox_5."].status == "approved"
        again = ready("import", "xliff", exported)
        assert "0 new or changed" in again.stderr

    def test_what_was_imported_is_used(self, ready: Run, exported: Path, work: Path) -> None:
        review(exported, {"s2": ("The court decided.", "translated")})
        assert ready("import", "xliff", exported, "--memory", "m.sqlite").exit_code == 0
        done = ready("translate", "qərar.az.txt", "--to", "en", "--memory", "m.sqlite")
        assert done.exit_code == 0, done.output
        assert "• The court decided. " in (work / "qərar.en.txt").read_text(encoding="utf-8")
        assert not default_memory().exists()

    def test_nothing_is_marked(self, ready: Run, exported: Path) -> None:
        result = ready("import", "xliff", exported)
        assert "take every translation with --all" in result.stderr
        assert stored() == {}
        result = ready("import", "xliff", exported, "--all")
        assert "3 reviewed and 0 approved, 3 new" in result.stderr
        assert len(stored()) == 3

    def test_the_final_document(self, ready: Run, exported: Path, work: Path) -> None:
        review(exported, {"s1": ("A law.", "translated"), "s2": ("A ruling.", "final")})
        draft = read(exported)[2].target
        assert draft is not None
        result = ready(
            *("import", "xliff", exported, "--document", "qərar.az.txt", "-o", "final", "--json")
        )
        assert result.exit_code == 0, result.output
        final = (work / "final" / "qərar.en.txt").read_text(encoding="utf-8")
        assert final == f"A law.\n\n• A ruling. {draft.text}\n"
        data = json.loads(result.stdout)
        assert data == {
            "units": 3,
            "skipped": 0,
            "reviewed": 1,
            "approved": 1,
            "changed": 2,
            "documents": [
                {
                    "path": "final/qərar.en.txt",
                    "lang": "en",
                    "translated": 3,
                    "drafts": 1,
                    "missing": [],
                    "unused": [],
                    "codes": {},
                }
            ],
        }
        assert "3 segments, 1 of them drafts" in result.stderr

    def test_a_document_that_changed(self, ready: Run, exported: Path, work: Path) -> None:
        review(exported, {"s1": ("A law.", "translated")})
        text = "Təzə cümlə.\n" + TEXT.replace("Yox_5.", "Hə_6.")
        (work / "qərar.az.txt").write_text(text, encoding="utf-8")
        result = ready(
            *("import", "xliff", exported, "--document", "qərar.az.txt", "-o", "a.txt"),
            "--no-memory",
        )
        assert result.exit_code == 1
        assert "no translation of s1, s4; they stay as they are" in result.stderr
        assert "qərar.az.txt has no s3." in result.stderr
        final = (work / "a.txt").read_text(encoding="utf-8")
        assert final.startswith("Təzə cümlə.\nA law.\n\n• ")
        assert final.endswith(" Hə_6.\n")
        assert not default_memory().exists()

    def test_both_languages_of_one_document(self, ready: Run, work: Path) -> None:
        assert ready("export", "xliff", "qərar.az.txt", "-o", "r").exit_code == 0
        files = [f"r/qərar.az-{lang}.xlf" for lang in ("en", "vi")]
        result = ready("import", "xliff", *files, "--document", "qərar.az.txt", "-o", "final")
        assert result.exit_code == 0, result.output
        assert list_files(work / "final") == ["qərar.en.txt", "qərar.vi.txt"]

    def test_a_file_of_several_documents(self, ready: Run, work: Path) -> None:
        (work / "b.az.txt").write_text("Qanun.\n", encoding="utf-8")
        files = ("qərar.az.txt", "b.az.txt")
        assert ready("export", "xliff", *files, "--to", "en", "-o", "all.xlf").exit_code == 0
        review(work / "all.xlf", {"s1": ("Reviewed.", "translated")})
        assert ready("import", "xliff", "all.xlf", "--document", "b.az.txt").exit_code == 0
        assert (work / "b.en.txt").read_text(encoding="utf-8") == "Reviewed.\n"
        (work / "c.az.txt").write_text("Qanun.\n", encoding="utf-8")
        check_error(
            ready("import", "xliff", "all.xlf", "--document", "c.az.txt", "--memory", "m.sqlite"),
            "no texts of this document, but of b.az.txt, qərar.az.txt",
        )
        assert not (work / "m.sqlite").exists()

    def test_bad_units_are_told_and_left_out(self, ready: Run, exported: Path) -> None:
        text = exported.read_text(encoding="utf-8")
        exported.write_text(text.replace("Yox_5.</source>", "Yox<b/></source>"), encoding="utf-8")
        result = ready("import", "xliff", exported, "--all")
        assert result.exit_code == 0
        assert re.search(r"en\.xlf:\d+: left out: the element <b> is not allowed", result.stderr)
        assert len(stored()) == 2

    def test_errors(self, ready: Run, exported: Path, work: Path) -> None:
        check_error(ready("import", "xliff", "none.xlf"), "No such file")
        check_error(ready("import", "xliff", "qərar.az.txt"), "the XML breaks off")
        text = exported.read_text(encoding="utf-8")
        for name in (' target-language="en"', ' xml:lang="en"'):
            text = text.replace(name, "")
        (work / "a.xlf").write_text(text, encoding="utf-8")
        check_error(ready("import", "xliff", "a.xlf"), "does not say its target language")
        check_error(
            ready("import", "xliff", exported, "--document", "none.txt"), "none.txt", "no such file"
        )

    @pytest.mark.parametrize(
        "options",
        [
            ("--memory", "m", "--no-memory"),
            ("--no-memory",),
            ("-o", "out"),
        ],
    )
    def test_usage(self, ready: Run, exported: Path, options: tuple[str, ...]) -> None:
        assert ready("import", "xliff", exported, *options).exit_code == 2


class TestDocuments:
    @pytest.mark.parametrize("version", ["1.2", "2.0"])
    def test_a_word_document_goes_round(self, ready: Run, work: Path, version: str) -> None:
        data = next(iter(make_samples().values()))
        (work / "a.az.docx").write_bytes(data)
        done = ready(
            *("export", "xliff", "a.az.docx", "--to", "en", "--xliff-version", version),
            "--no-memory",
        )
        assert done.exit_code == 0, done.output
        done = ready("import", "xliff", "a.az-en.xlf", "--document", "a.az.docx", "-o", "b.docx")
        assert done.exit_code == 0, done.output
        assert ": missing codes" not in done.stderr
        done = ready("translate", "a.az.docx", "--to", "en", "-o", "c.docx", "--no-memory")
        assert done.exit_code == 0, done.output
        assert (work / "b.docx").read_bytes() == (work / "c.docx").read_bytes()

    def test_an_xliff_file_is_translated_in_place(self, ready: Run, work: Path) -> None:
        assert ready("export", "xliff", "qərar.az.txt", "--to", "en", "--no-memory").exit_code == 0
        text = (work / "qərar.az-en.xlf").read_text(encoding="utf-8")
        empty = re.sub(r"<target[^>]*>[^<]*</target>\n", "", text)
        (work / "a.xlf").write_text(empty, encoding="utf-8")
        done = ready("translate", "a.xlf", "--to", "en", "-o", "b.xlf", "--no-memory")
        assert done.exit_code == 0, done.output
        assert [(u.target, u.status) for u in read(work / "b.xlf")] == [
            (u.target, u.status) for u in read(work / "qərar.az-en.xlf")
        ]
