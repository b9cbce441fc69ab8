"""JSON, YAML, PO and PDF."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest
from ruamel.yaml import YAML

from tests.samples import json_values, pdf, po, yaml_values
from translate_cli.documents.formats import format_document, parse_document
from translate_cli.errors import InputError
from translate_cli.model import CodedText, Document


def read(data: bytes, suffix: str) -> Document:
    return parse_document(data, "az", path=Path(f"a{suffix}"))


def upper(document: Document) -> dict[str, CodedText]:
    return {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}


class TestJson:
    def test_only_texts_are_blocks(self) -> None:
        document = read(json_values.make_samples()["nested"], ".json")
        assert [(b.context, b.text) for b in document.blocks] == [
            ("title", "Qanun layihəsi"),
            ("items.0.text", 'Salam, ! "Yeni" qərar var.'),
            ("items.1", "Məhkəmə  qərar verdi."),
        ]

    def test_the_rest_stays_byte_for_byte(self) -> None:
        data = json_values.make_samples()["nested"]
        document = read(data, ".json")
        written = format_document(document, upper(document), lang="en").decode()
        expected = data.decode().replace("Qanun layihəsi", "QANUN LAYIHƏSI")
        expected = expected.replace(
            'Salam, {ad}! \\"Yeni\\" qərar var.', 'SALAM, {ad}! \\"YENI\\" QƏRAR VAR.'
        )
        assert written == expected.replace("Məhkəmə %d qərar verdi.", "MƏHKƏMƏ %d QƏRAR VERDI.")
        json.loads(written)

    def test_ascii_files_stay_ascii(self) -> None:
        document = read(json_values.make_samples()["escaped"], ".json")
        said = {"s1": CodedText("Quyết định của tòa án")}
        assert format_document(document, said, lang="vi").isascii()

    def test_broken(self) -> None:
        with pytest.raises(InputError, match="not valid JSON"):
            read(b'{"a": "Salam",}', ".json")


class TestYaml:
    def test_values_and_styles(self) -> None:
        data = yaml_values.make_samples()["styles"]
        document = read(data, ".yaml")
        assert [b.context for b in document.blocks] == [
            "title", "list.0", "list.1", "long", "exact", "anchor",
        ]  # fmt: skip
        written = format_document(document, upper(document), lang="en").decode()
        assert "# şərh: toxunulmur\n" in written
        assert "# başlıq\n" in written
        loaded = YAML(typ="safe").load(written)
        assert loaded["title"] == "QANUN LAYIHƏSI"
        assert loaded["list"] == ["MƏHKƏMƏ QƏRARI", "SALAM, {ad}!"]
        assert loaded["long"].strip() == "BIRINCI SƏTIR DAVAM EDIR."
        assert loaded["exact"] == "BIR\nIKI\n"
        assert loaded["alias"] == loaded["anchor"] == "EYNI MƏTN"
        assert (loaded["id"], loaded["count"]) == ("az-12", 12)

    def test_what_has_to_be_quoted_is(self) -> None:
        document = read(b"a: Salam\nb: 'Nece sen'\n", ".yaml")
        said = {"s1": CodedText("yes: #1 - no"), "s2": CodedText("it's\nfine")}
        loaded = YAML(typ="safe").load(format_document(document, said, lang="en").decode())
        assert loaded == {"a": "yes: #1 - no", "b": "it's\nfine"}

    @pytest.mark.parametrize("data", [b"a: [1\n", b"a: \tb: c\n  - x", b"a: *nothing\n"])
    def test_broken(self, data: bytes) -> None:
        with pytest.raises(InputError, match="not valid YAML"):
            read(data, ".yaml")


class TestPo:
    def test_open_messages_get_drafts(self) -> None:
        document = read(po.make_samples()["messages"], ".po")
        assert [b.text for b in document.blocks] == ["Yadda saxla", " qərar var", " qərarlar var"]
        said = {s.id: CodedText(f"{s.text}!", s.codes) for s in document.segments}
        written = polib.pofile(format_document(document, said, lang="vi").decode())
        assert written.metadata["Language"] == "vi"
        assert written.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
        save, close, count, *_ = written
        assert (save.msgstr, save.fuzzy) == ("Yadda saxla!", True)
        assert (close.msgstr, close.fuzzy) == ("Close the document", False)
        assert count.msgstr_plural == {0: "%d qərarlar var!"}

    def test_broken(self) -> None:
        with pytest.raises(InputError, match="no PO file"):
            read(b"salam\n", ".po")


class TestPdf:
    def test_lines_are_joined_and_page_numbers_left_out(self) -> None:
        document = read(pdf.make_samples()["two pages"], ".pdf")
        assert [(b.context, b.text) for b in document.blocks] == [
            (
                "page 1",
                "Nazirler Kabineti informasiya tehlukesizliyi haqqinda yeni qerar qebul etdi.",
            ),
            ("page 2", "Mehkeme qerar verdi."),
        ]
        assert "only the text" in document.notices[0]
        written = format_document(document, upper(document), lang="en").decode()
        assert written.endswith("QEBUL ETDI.\n\nMEHKEME QERAR VERDI.\n")

    def test_a_pdf_of_images(self) -> None:
        with pytest.raises(InputError, match="only images"):
            read(pdf.make((), ()), ".pdf")

    def test_the_translation_is_a_text_file(self) -> None:
        from translate_cli.outputs import Source, output_paths

        (named,) = output_paths([Source(Path("x/a.az.pdf"))], Path("out"), "az", ["en"])
        assert named == {"en": Path("out/a.en.txt")}
