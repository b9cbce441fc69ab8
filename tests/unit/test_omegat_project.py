from __future__ import annotations

import hashlib
import shutil
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree

from tests.omegat import DRAFTS, TEXT, make_file, read_pairs, save_translations, write
from tests.samples import docx
from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.omegat_return import read_project


def list_files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def hash_files(folder: Path) -> dict[str, str]:
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in list_files(folder)
    }


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "qanun.az.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


class TestWrite:
    def test_everything_that_omegat_looks_for(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source, "fəsil/qanun.az.txt"))
        assert list_files(project) == [
            "glossary/glossary.utf8",
            "lugat/project.json",
            "omegat.project",
            "omegat/segmentation.conf",
            "omegat/segmentation.srx",
            "source/fəsil/qanun.az.txt",
            "tm/auto/lugat-drafts.tmx",
            "tm/auto/lugat-marks.tmx",
        ]
        for name in ("target", "dictionary"):
            assert (project / name).is_dir()
        assert (project / "source/fəsil/qanun.az.txt").read_bytes() == source.read_bytes()
        assert read_pairs(project / "tm/auto/lugat-drafts.tmx") == list(DRAFTS.items())
        # OmegaT shows the marks as segments; they are done already.
        assert read_pairs(project / "tm/auto/lugat-marks.tmx") == [("1.", "1."), ("-", "-")]

    def test_the_project_file(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        root = etree.parse(project / "omegat.project").getroot()
        said = {element.tag: element.text for element in root.find("project")}
        assert root.find("project").get("version") == "1.0"
        assert (said["source_lang"], said["target_lang"]) == ("AZ", "EN-GB")
        assert (said["sentence_seg"], said["remove_tags"]) == ("true", "true")
        assert {value for name, value in said.items() if name.endswith("_dir")} == {"__DEFAULT__"}
        other = write(tmp_path / "q", make_file(source), locales={"en": "EN-US"}, keep_tags=True)
        text = (other / "omegat.project").read_text(encoding="utf-8")
        assert "<target_lang>EN-US</target_lang>" in text
        assert "<remove_tags>false</remove_tags>" in text

    def test_each_kind_of_translation_has_its_memory(self, source: Path, tmp_path: Path) -> None:
        file = make_file(
            source,
            origins={
                "Qanunlar": ("Statutes", "memory:approved"),
                "Son söz.": ("A last word.", "memory:fuzzy-88"),
                "Məhkəmə qərar verdi.": ("The court ruled.", "memory:reviewed"),
            },
        )
        project = write(tmp_path / "p", file, drafts="mt")
        assert sorted(name for name in list_files(project) if name.startswith("tm/")) == [
            "tm/auto/lugat-marks.tmx",
            "tm/auto/lugat-reviewed.tmx",
            "tm/mt/lugat-drafts.tmx",
            "tm/penalty-030/lugat-fuzzy.tmx",
        ]
        assert read_pairs(project / "tm/auto/lugat-reviewed.tmx") == [
            ("Qanunlar", "Statutes"),
            ("Məhkəmə qərar verdi.", "The court ruled."),
        ]
        assert read_pairs(project / "tm/mt/lugat-drafts.tmx") == [
            ("Bu qanun gəldi.", "This law came.")
        ]
        assert read_pairs(project / "tm/penalty-030/lugat-fuzzy.tmx") == [
            ("Son söz.", "A last word.")
        ]

    def test_a_draft_never_stands_beside_reviewed_work(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Son söz.\n", encoding="utf-8")
        (tmp_path / "b.txt").write_text("Son söz.\n", encoding="utf-8")
        reviewed = make_file(
            tmp_path / "b.txt", origins={"Son söz.": ("The last word.", "memory:reviewed")}
        )
        project = write(tmp_path / "p", make_file(tmp_path / "a.txt"), reviewed)
        assert not (project / "tm/auto/lugat-drafts.tmx").exists()

    def test_the_glossary_leaves_forbidden_forms_out(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        plain = (project / "glossary/glossary.utf8").read_text(encoding="utf-8")
        assert "məhkəmə\tcourt" in plain
        assert "məhkəmə\tlaw court" in plain
        assert "tribunal" not in plain
        assert "məhkəmənin" not in plain
        other = write(tmp_path / "q", make_file(source), inflected=True)
        more = (other / "glossary/glossary.utf8").read_text(encoding="utf-8")
        assert "məhkəmənin\tcourt" in more

    def test_formats_that_omegat_reads_otherwise_get_a_text(self, tmp_path: Path) -> None:
        path = tmp_path / "film.az.srt"
        path.write_text(
            "1\n00:00:01,000 --> 00:00:02,000\nBu qanun gəldi. Son söz.\n", encoding="utf-8"
        )
        project = write(tmp_path / "p", make_file(path, "video/film.az.srt"))
        assert (project / "lugat/source/video/film.az.srt").read_bytes() == path.read_bytes()
        shown = project / "source/video/film.az.srt.txt"
        assert shown.read_text(encoding="utf-8") == "Bu qanun gəldi. Son söz.\n"
        # A subtitle is one segment for us, and two for OmegaT.
        assert read_pairs(project / "tm/auto/lugat-drafts.tmx") == [
            ("Bu qanun gəldi. Son söz.", "This law came. Last word."),
            ("Bu qanun gəldi.", "This law came."),
            ("Son söz.", "Last word."),
        ]
        save_translations(project, {"Son söz.": "The end."}, untouched=DRAFTS)
        (document,) = read_project(project).documents
        assert document.place == PurePosixPath("video/film.az.srt")
        assert document.people["s1"].text == "This law came. The end."

    def test_a_text_box_within_a_paragraph_does_as_well(self, tmp_path: Path) -> None:
        path = tmp_path / "qutu.docx"
        path.write_bytes(docx.make(docx.BOX))
        project = write(tmp_path / "p", make_file(path))
        assert (project / "source/qutu.docx.txt").exists()


class TestFolder:
    def test_the_work_of_the_translator_stays(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        save_translations(project, {"Son söz.": "The end."})
        (project / "tm" / "own.tmx").write_text("mine", encoding="utf-8")
        before = hash_files(project)
        source.write_text("Qanunlar\n", encoding="utf-8")
        with pytest.raises(OutputError, match=r"other files of the same names: .*--force"):
            write(project, make_file(source))
        assert hash_files(project) == before
        write(project, make_file(source), force=True, drafts="mt")
        assert (project / "source/qanun.az.txt").read_bytes() == source.read_bytes()
        assert (project / "tm/mt/lugat-drafts.tmx").exists()
        assert not (project / "tm/auto/lugat-drafts.tmx").exists()
        for name in ("omegat/project_save.tmx", "tm/own.tmx"):
            assert hash_files(project)[name] == before[name]

    def test_an_empty_folder_and_the_same_project_again_are_no_conflict(
        self, source: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "p").mkdir()
        project = write(tmp_path / "p", make_file(source), concepts=[])
        before = hash_files(project)
        shutil.rmtree(project / "tm")
        write(project, make_file(source), concepts=[])
        assert hash_files(project) == before

    def test_a_failure_leaves_nothing(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(shutil, "copyfile", fail)
        file = make_file(source)
        there = list_files(tmp_path)
        with pytest.raises(OutputError, match="No space left"):
            write(tmp_path / "p", file)
        assert list_files(tmp_path) == there
        assert not [path for path in tmp_path.iterdir() if path.name.startswith((".lugat", "p"))]

    def test_files_of_one_name_are_refused(self, source: Path, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"source/qanun.az.txt"):
            write(tmp_path / "p", make_file(source), make_file(source))
        assert not (tmp_path / "p").exists()

    def test_a_file_is_no_folder(self, source: Path) -> None:
        with pytest.raises(OutputError, match="not a folder"):
            write(source, make_file(source))
