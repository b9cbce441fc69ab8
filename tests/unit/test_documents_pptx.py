from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import docx as word
from tests.samples import pptx as sample
from translate_cli.documents.formats import format_document, parse_document
from translate_cli.errors import InputError
from translate_cli.model import CodedText, Document, InlineCode

A = f"{{{sample.A}}}"
SLIDE = "ppt/slides/slide1.xml"


def read(data: bytes) -> Document:
    return parse_document(data, "az", path=Path("a.pptx"))


def upper(document: Document) -> dict[str, CodedText]:
    return {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}


def test_runs_are_joined_and_formatting_and_links_are_pairs() -> None:
    (block,) = read(sample.make(sample.slide(sample.shape(sample.RUNS)))).blocks
    assert block.text == "Bu kibercinayət işidir. Bax: maddə."
    assert block.context == "slide 1"
    shown = [(code.data, block.text[: code.position][-6:]) for code in block.codes]
    assert shown == [
        ("<b>", "Bu "), ("</b>", "inayət"), ("<a>", " Bax: "), ("</a>", " maddə"),
    ]  # fmt: skip


def test_translation_is_written_with_its_formatting_and_language() -> None:
    document = read(sample.make(sample.slide(sample.shape(sample.RUNS))))
    first, second = document.segments
    bold, link = first.codes[0].number, second.codes[0].number
    said = {
        first.id: CodedText(
            "This is a cybercrime.",
            (InlineCode(bold, "open", 10), InlineCode(bold, "close", 20)),
        ),
        second.id: CodedText(
            "See the article.", (InlineCode(link, "open", 8), InlineCode(link, "close", 15))
        ),
    }
    root = word.read_xml(format_document(document, said, lang="en"), SLIDE)
    runs = [(run.find(f"{A}rPr"), run.findtext(f"{A}t")) for run in root.iter(f"{A}r")]
    assert [(text, p.get("b"), p.find(f"{A}hlinkClick") is not None) for p, text in runs] == [
        ("This is a ", None, False),
        ("cybercrime", "1", False),
        (". See the ", None, False),
        ("article", None, True),
        (".", None, False),
    ]
    paragraph = root.find(f".//{A}p")
    assert [child.tag for child in paragraph] == [
        f"{A}{name}" for name in ("pPr", "r", "r", "r", "r", "r", "endParaRPr")
    ]
    marked = list(paragraph.iter(f"{A}rPr", f"{A}endParaRPr"))
    assert {element.get("lang") for element in marked} == {"en-GB"}
    assert not any(element.get("err") or element.get("dirty") for element in marked)


def test_breaks_and_tabs_end_segments_and_come_back() -> None:
    document = read(sample.make(sample.slide(sample.shape(sample.BREAKS))))
    assert [s.text for s in document.segments] == ["Birinci sətir", "İkinci sətir", "son"]
    root = word.read_xml(format_document(document, upper(document), lang="vi"), SLIDE)
    first = root.find(f".//{A}p")
    assert [child.tag for child in first] == [f"{A}r", f"{A}br", f"{A}r"]
    assert [t.text for t in first.iter(f"{A}t")] == ["BIRINCI SƏTIR", "İKINCI SƏTIR\tSON"]
    assert {p.get("lang") for p in first.iter(f"{A}rPr")} == {"vi-VN"}
    assert [t.text for t in root.iter(f"{A}t")][2:] == ["  ", "1 200,50"]


def test_a_field_is_one_code_and_stays_whole() -> None:
    document = read(sample.make(sample.slide(sample.shape(sample.FIELD))))
    (block,) = document.blocks
    assert block.text == "Slayd  üzrə qeyd"
    assert [(c.data, c.position) for c in block.codes] == [("<field/>", 6)]
    written = format_document(document, upper(document), lang="en")
    (paragraph,) = word.read_xml(written, SLIDE).iter(f"{A}p")
    assert [child.tag for child in paragraph] == [f"{A}r", f"{A}fld", f"{A}r"]
    assert paragraph[1].get("type") == "slidenum"
    assert paragraph[1].findtext(f"{A}t") == "3"


def test_slides_come_in_the_order_of_the_presentation_with_what_belongs_to_them() -> None:
    document = read(sample.make_full())
    assert [(b.context, b.text) for b in document.blocks] == [
        ("slide 1", "Birinci slayd"),
        ("slide 2", "Maddə 1"),
        ("slide 2", "Cərimə"),
        ("slide 2", "Qrupda mətn."),
        ("slide 2 diagram", "Məhkəmə"),
        ("slide 2 notes", "Slayd  üzrə qeyd"),
        ("slide 2 comment", "Bu bəndi yoxlayın."),
        ("slide 2 comment", "Razıyam."),
    ]
    written = format_document(document, upper(document), lang="en")
    assert [b.text for b in read(written).blocks] == [b.text.upper() for b in document.blocks]


def test_layouts_stay_as_they_are() -> None:
    data = sample.make_full()
    document = read(data)
    written = format_document(document, upper(document), lang="en")
    name = "ppt/slideLayouts/slideLayout1.xml"
    assert word.read_xml(written, name).findtext(f".//{A}t") == "Başlıq üslubu"


@pytest.mark.parametrize(
    "data",
    [
        word.make(word.RUNS),
        sample.pack({"a.txt": "b"}),
        sample.pack(
            {
                "_rels/.rels": sample.relations(rId1=("officeDocument", "word/document.xml")),
                "word/document.xml": f'<w:document xmlns:w="{word.W}"/>',
            }
        ),
        sample.pack({"_rels/.rels": sample.relations(rId1=("officeDocument", "../../etc/passwd"))}),
    ],
    ids=["no relations", "no document", "a Word document", "a part outside"],
)
def test_another_kind_of_document_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="this is no presentation"):
        read(data)


@pytest.mark.parametrize(
    "xml", ['<!DOCTYPE x [<!ENTITY e "boom">]><p:sld xmlns:p="p">&e;</p:sld>', "<p:sld>"]
)
def test_dangerous_or_broken_xml_is_refused(xml: str) -> None:
    with pytest.raises(InputError, match=r"ppt/slides/slide1\.xml"):
        read(sample.make(xml))


def test_a_presentation_without_words_has_no_blocks() -> None:
    assert read(sample.make(sample.slide())).blocks == ()
