"""What comes back from OmegaT: whose work it is, where it belongs, with its formatting."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from tests.omegat import (
    DRAFTS,
    TEXT,
    WORDS,
    make_file,
    read_pairs,
    save_translations,
    write,
)
from tests.samples import docx
from translate_cli.documents.formats import ReadOptions, read_document
from translate_cli.engine import Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.errors import InputError
from translate_cli.exchange.omegat_codes import carry_codes
from translate_cli.exchange.omegat_project import ProjectFile
from translate_cli.exchange.omegat_return import ReturnedDocument, fill_document, read_project
from translate_cli.model import CodedText, InlineCode
from translate_cli.pipeline import Translator


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "qanun.az.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A Word document as word processors write it, without white space between its elements."""
    path = tmp_path / "in" / "sənəd.az.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(docx.make(docx.RUNS.replace(">\n<", "><")))
    return path


def texts(document: ReturnedDocument, which: Mapping[str, CodedText]) -> dict[str, str]:
    sources = {segment.id: segment.text for segment in document.document.segments}
    return {sources[name]: said.text for name, said in which.items()}


class TestRead:
    def test_who_did_what(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source), drafts="auto")
        untouched = {name: DRAFTS[name] for name in ("Qanunlar", "Bu qanun gəldi.")} | {"1.": "1."}
        save_translations(
            project, {"Məhkəmə qərar verdi.": "The court ruled."}, untouched=untouched
        )
        returned = read_project(project)
        (document,) = returned.documents
        assert texts(document, document.people) == {"Məhkəmə qərar verdi.": "The court ruled."}
        assert texts(document, document.kept) == {
            "Qanunlar": "Laws",
            "Bu qanun gəldi.": "This law came.",
        }
        assert [segment.text for segment in document.untranslated] == ["Son söz."]
        assert texts(document, document.drafts) == {"Son söz.": "Last word."}
        (unit,) = returned.iter_units()
        assert (unit.source, unit.target) == ("Məhkəmə qərar verdi.", "The court ruled.")
        assert (unit.source_lang, unit.target_lang, unit.status) == ("az", "en", "reviewed")
        assert (unit.previous, unit.following) == ("Bu qanun gəldi.", "Son söz.")
        assert (unit.origin, unit.document) == ("omegat:tərcüməçi", "qanun.az.txt")
        assert unit.created_at == datetime(2025, 11, 27, 10, 14, tzinfo=UTC)
        assert unit.changed_at == datetime(2025, 11, 27, 10, 15, tzinfo=UTC)

    def test_options(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        save_translations(project, {}, untouched=DRAFTS)
        assert list(read_project(project).iter_units()) == []
        returned = read_project(project, status="approved", accept_drafts=True)
        assert [unit.status for unit in returned.iter_units()] == ["approved"] * 5
        (document,) = returned.documents
        assert not document.kept
        assert not document.untranslated

    def test_a_draft_that_a_person_put_in_is_their_work(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source), drafts="mt")
        save_translations(project, {"Son söz.": DRAFTS["Son söz."]})
        (unit,) = read_project(project).iter_units()
        assert unit.target == "Last word."

    def test_an_alternative_holds_at_its_place_only(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        place = ("qanun.az.txt", "Son söz.", "")
        save_translations(
            project,
            {"Bu qanun gəldi.": "This law arrived."},
            alternatives=[("Bu qanun gəldi.", "So came the law.", *place)],
        )
        (document,) = read_project(project).documents
        assert [(name, said.text) for name, said in document.people.items()] == [
            ("s2", "This law arrived."),
            ("s5", "So came the law."),
        ]
        first, second = document.units
        assert (first.target, second.target) == ("This law arrived.", "So came the law.")

    def test_an_alternative_of_another_file_does_not_count(
        self, source: Path, tmp_path: Path
    ) -> None:
        project = write(tmp_path / "p", make_file(source))
        place = ("başqa.txt", "Bu qanun gəldi.", "Son söz.")
        save_translations(
            project, {}, alternatives=[("Məhkəmə qərar verdi.", "Judges ruled.", *place)]
        )
        returned = read_project(project)
        assert not returned.documents[0].people
        # It is the work of a person all the same.
        (unit,) = returned.orphans
        assert (unit.target, unit.previous, unit.document) == ("Judges ruled.", None, "başqa.txt")

    def test_the_memory_at_the_top_where_no_other_is(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        save_translations(project, {"Son söz.": "The end."}, name="p-omegat.tmx")
        assert [unit.target for unit in read_project(project).iter_units()] == ["The end."]
        save_translations(project, {"Son söz.": "Full stop."})
        assert [unit.target for unit in read_project(project).iter_units()] == ["Full stop."]

    def test_parts_that_omegat_cut_are_put_together(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("Bu qanun gəldi və son söz qaldı.\n", encoding="utf-8")
        project = write(tmp_path / "p", make_file(path))
        save_translations(
            project, {"Bu qanun gəldi": "The law came", "və son söz qaldı.": "and the end stayed."}
        )
        returned = read_project(project)
        (document,) = returned.documents
        assert document.people["s1"].text == "The law came and the end stayed."
        assert not returned.orphans

    def test_gaps_are_filled_from_the_memory_then_from_drafts(
        self, source: Path, tmp_path: Path
    ) -> None:
        project = write(tmp_path / "p", make_file(source), concepts=[])
        save_translations(project, {"Qanunlar": "Statutes"})
        (document,) = read_project(project).documents
        known = {"Son söz.": CodedText("The end.")}
        filled = fill_document(
            document, lambda segments: [known.get(segment.text) for segment in segments]
        )
        assert [said.text for _, said in sorted(filled.translations.items())] == [
            "Statutes",
            "This law came.",
            "Court decision gave.",
            "The end.",
            "This law came.",
        ]
        assert (filled.people, filled.memory, filled.drafts, filled.missing) == (1, 1, 3, ())

    def test_a_project_that_lugat_did_not_make(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        shutil.rmtree(project / "lugat")
        shutil.rmtree(project / "tm")
        save_translations(project, {"Son söz.": "The end."})
        (document,) = read_project(project).documents
        filled = fill_document(document, lambda segments: [None] * len(segments))
        assert filled.people == 1
        assert filled.missing == ("s1", "s2", "s3", "s5")

    def test_a_broken_document_does_not_stop_the_others(self, source: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(source))
        (project / "source" / "pozuq.docx").write_bytes(b"PK no zip")
        returned = read_project(project)
        assert len(returned.documents) == 1
        ((path, error),) = returned.failures
        assert path.name == "pozuq.docx"
        assert isinstance(error, InputError)


class TestFormatting:
    SOURCE = "Bu kibercinayət işidir."
    TAGGED = "Bu <t0/>kiber<t1/>cinayət<t2/> işidir<t3/>."

    def codes(self, said: CodedText) -> list[tuple[str, str]]:
        """Return each code with the text before it."""
        return [(code.data, said.text[: code.position]) for code in said.codes]

    def read(self, project: Path) -> ReturnedDocument:
        (document,) = read_project(project).documents
        return document

    def test_it_follows_the_words_of_the_draft(self, word: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(word))
        (_, draft), *_ = read_pairs(project / "tm/auto/lugat-drafts.tmx")
        assert draft == "This cybercrime is work."
        save_translations(project, {self.SOURCE: "So this is a cybercrime case."})
        document = self.read(project)
        said = document.people["s1"]
        assert said.text == "So this is a cybercrime case."
        assert self.codes(said) == [
            ("<b>", "So this is a "),
            ("</b>", "So this is a cybercrime"),
            ("<footnote/>", "So this is a cybercrime case"),
        ]
        assert document.changed == {}

    def test_it_follows_the_tags_of_omegat(self, word: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(word), keep_tags=True)
        save_translations(
            project,
            {self.TAGGED: "A case<t3/> it is of <t0/>cyber<t1/>crime<t2/>."},
        )
        said = self.read(project).people["s1"]
        assert said.text == "A case it is of cybercrime."
        assert self.codes(said) == [
            ("<footnote/>", "A case"),
            ("<b>", "A case it is of "),
            ("</b>", "A case it is of cybercrime"),
        ]

    def test_a_lost_tag_is_where_the_draft_had_it(self, word: Path, tmp_path: Path) -> None:
        project = write(tmp_path / "p", make_file(word), keep_tags=True)
        save_translations(
            project,
            {self.TAGGED: "This <t0/>cybercrime is work<t3/>."},
        )
        said = self.read(project).people["s1"]
        assert self.codes(said) == [
            ("<b>", "This "),
            ("</b>", "This cybercrime"),
            ("<footnote/>", "This cybercrime is work"),
        ]

    def test_without_a_draft_it_is_put_at_the_edges_and_said(
        self, word: Path, tmp_path: Path
    ) -> None:
        project = write(tmp_path / "p", make_file(word))
        shutil.rmtree(project / "tm")
        save_translations(project, {self.SOURCE: "Cybercrime."})
        document = self.read(project)
        said = document.people["s1"]
        assert [code.data for code in said.codes] == ["<b>", "</b>", "<footnote/>"]
        assert "<footnote/>" in document.changed["s1"]

    def test_a_memory_that_lost_its_codes_still_has_the_text(
        self, word: Path, tmp_path: Path
    ) -> None:
        project = write(tmp_path / "p", make_file(word))
        path = project / "tm/auto/lugat-drafts.tmx"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"<(bpt|ept|ph|it)\b.*?</\1>", "", text), encoding="utf-8")
        said = self.read(project).drafts["s1"]
        assert said.text == "This cybercrime is work."
        assert [code.data for code in said.codes] == ["<b>", "</b>", "<footnote/>"]

    def test_an_untouched_draft_keeps_its_own(self, word: Path, tmp_path: Path) -> None:
        file = make_file(word)
        project = write(tmp_path / "p", file)
        save_translations(project, {}, untouched={self.SOURCE: "This cybercrime is work."})
        document = self.read(project)
        assert document.kept["s1"].codes == file.units[0].targets["en"].codes

    def test_what_looks_like_a_tag_is_text_where_there_are_none(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("Bu qanun gəldi.\n", encoding="utf-8")
        project = write(tmp_path / "p", make_file(path))
        save_translations(project, {"Bu qanun gəldi.": "The <h1> came."})
        assert self.read(project).people["s1"] == CodedText("The <h1> came.")


def check_reading(project: Path, *said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_project(project)
    for text in said:
        assert text in str(caught.value)


class TestBadProjects:
    @pytest.fixture
    def project(self, source: Path, tmp_path: Path) -> Path:
        return write(tmp_path / "p", make_file(source))

    def test_a_folder_without_project(self, tmp_path: Path) -> None:
        check_reading(tmp_path, "omegat.project is missing", "Name the folder")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("<omegat><project>", "no project file"),
            ("", "no project file"),
            ("<tmx/>", "no <project>"),
            ("<omegat><project><source_lang>AZ</source_lang></project></omegat>", "target_lang"),
            ('<!DOCTYPE omegat [<!ENTITY a "b">]><omegat/>', "document type"),
        ],
    )
    def test_a_broken_project_file(self, project: Path, text: str, said: str) -> None:
        (project / "omegat.project").write_text(text, encoding="utf-8")
        check_reading(project, "omegat.project", said)

    def test_sources_elsewhere(self, project: Path, tmp_path: Path) -> None:
        path = project / "omegat.project"
        text = path.read_text(encoding="utf-8")
        for place in ("../in", str(tmp_path)):
            said = text.replace(
                "<source_dir>__DEFAULT__</source_dir>", f"<source_dir>{place}</source_dir>"
            )
            path.write_text(said, encoding="utf-8")
            check_reading(project, "outside its folder")

    def test_links_are_not_followed(self, project: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("Sirr.", encoding="utf-8")
        (project / "source" / "link.txt").symlink_to(tmp_path / "secret.txt")
        assert [each.place.name for each in read_project(project).documents] == ["qanun.az.txt"]

    @pytest.mark.parametrize("place", ["../../in/qanun.az.txt", "/etc/passwd", "C:\\x.txt", ""])
    def test_originals_elsewhere(self, project: Path, place: str) -> None:
        record = {"tracked_changes": "refuse", "stand_ins": {"qanun.az.txt": place}}
        (project / "lugat/project.json").write_text(json.dumps(record), encoding="utf-8")
        check_reading(project, "project.json", "broken")

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"stand_ins": {}, "tracked_changes": "x"}'])
    def test_a_broken_record(self, project: Path, text: str) -> None:
        (project / "lugat/project.json").write_text(text, encoding="utf-8")
        check_reading(project, "project.json", "broken")

    def test_a_broken_memory(self, project: Path) -> None:
        (project / "omegat/project_save.tmx").write_text("<tmx><body><tu>", encoding="utf-8")
        check_reading(project, "project_save.tmx:1")

    def test_a_bad_unit_is_named_and_left_out(self, project: Path) -> None:
        save_translations(project, {"Son söz.": "The end."})
        path = project / "omegat/project_save.tmx"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("<!-- Alternative", "<tu><tuv/></tu><!-- Alternative"), encoding="utf-8"
        )
        skipped: list[tuple[str, str]] = []
        returned = read_project(
            project, on_skip=lambda where, unit: skipped.append((where.name, unit.scope))
        )
        assert len(list(returned.iter_units())) == 1
        assert ("project_save.tmx", "unit") in skipped


def test_how_documents_were_read_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "dəyişiklik.docx"
    path.write_bytes(docx.make(docx.CHANGES.replace(">\n<", "><")))
    options = ReadOptions(tracked_changes="accept")
    document = read_document(path, "az", options=options)
    units = tuple(Translator({"en": Route((FakeEngine(WORDS),))}, []).iter_units(document.segments))
    file = ProjectFile(path, PurePosixPath(path.name), document, units)
    project = write(tmp_path / "p", file, reading=options)
    (returned,) = read_project(project).documents
    assert [segment.text for segment in returned.document.segments] == ["Məhkəmə yeni qərar"]


@pytest.mark.parametrize(
    ("draft", "said", "expected"),
    [
        ("The law came.", "The law came.", [4, 7]),
        ("The law came.", "The new law came.", [8, 11]),
        ("The law came.", "A law it is.", [2, 5]),
        ("The law came.", "The act came.", [4, 7]),
        ("The law came.", "Law", [0, 3]),
    ],
)
def test_codes_are_carried_to_an_edited_text(draft: str, said: str, expected: list[int]) -> None:
    codes = (InlineCode(1, "open", 4), InlineCode(1, "close", 7))
    assert [code.position for code in carry_codes(CodedText(draft, codes), said)] == expected
