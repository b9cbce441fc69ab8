from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples import docx as sample
from translate_cli.documents.formats import (
    ReadOptions,
    TrackedChanges,
    format_document,
    parse_document,
)
from translate_cli.errors import InputError
from translate_cli.model import CodedText, Document, InlineCode

W = f"{{{sample.W}}}"


def read(data: bytes, changes: TrackedChanges = "refuse") -> Document:
    return parse_document(
        data, "az", path=Path("a.docx"), options=ReadOptions(tracked_changes=changes)
    )


def texts(data: bytes) -> list[str]:
    root = sample.read_xml(data)
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def test_runs_are_joined_and_formatting_is_a_pair() -> None:
    (block,) = read(sample.make(sample.RUNS)).blocks
    assert block.text == "Bu kibercinayət işidir. Bax: maddə."
    shown = [(code.data, block.text[: code.position][-6:]) for code in block.codes]
    assert shown == [
        ("<b>", "Bu "), ("</b>", "inayət"), ("<footnote/>", "işidir"),
        ("<a>", " Bax: "), ("<u>", " Bax: "), ("</u>", " maddə"), ("</a>", " maddə"),
    ]  # fmt: skip


def test_segments_get_the_codes_they_touch() -> None:
    document = read(sample.make(sample.RUNS))
    assert [s.text for s in document.segments] == ["Bu kibercinayət işidir.", "Bax: maddə."]
    assert [[c.data for c in s.codes] for s in document.segments] == [
        ["<b>", "</b>", "<footnote/>"],
        ["<a>", "<u>", "</u>", "</a>"],
    ]


def test_translation_is_written_with_its_formatting() -> None:
    document = read(sample.make(sample.RUNS))
    first, second = document.segments
    said = {
        first.id: CodedText(
            "This is a cybercrime.",
            (
                InlineCode(first.codes[0].number, "open", 10),
                InlineCode(first.codes[0].number, "close", 20),
                InlineCode(first.codes[2].number, "single", 20),
            ),
        ),
        second.id: CodedText("See the article.", second.codes),
    }
    written = format_document(document, said, lang="en")
    root = sample.read_xml(written)
    bold = [
        "".join(t.text for t in run.iter(f"{W}t"))
        for run in root.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}b") is not None
    ]
    assert bold == ["cybercrime"]
    (link,) = root.iter(f"{W}hyperlink")
    assert link.get(f"{W}anchor") == "maddə"
    assert texts(written) == ["This is a cybercrime. See the article."]
    runs = list(root.iter(f"{W}r"))
    place = next(i for i, run in enumerate(runs) if run.find(f"{W}footnoteReference") is not None)
    assert "".join(t.text for t in runs[place - 1].iter(f"{W}t")) == "cybercrime"
    assert not list(root.iter(f"{W}lang"))


def test_line_breaks_and_tabs_end_segments_and_come_back() -> None:
    document = read(sample.make(sample.BREAKS))
    assert [s.text for s in document.segments] == ["Birinci sətir", "İkinci sətir", "son"]
    said = {s.id: CodedText(s.text.upper()) for s in document.segments}
    root = sample.read_xml(format_document(document, said, lang="vi"))
    assert len(list(root.iter(f"{W}br"))) == 1
    assert len(list(root.iter(f"{W}tab"))) == 1
    assert len(list(root.iter(f"{W}p"))) == 3


def test_a_text_box_is_translated_once_and_its_paragraph_too() -> None:
    document = read(sample.make(sample.BOX))
    assert document.segments[0].text == "Qutuda mətn."
    assert "".join(s.text for s in document.segments[1:]).startswith("Şəkil:")
    said = {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}
    written = format_document(document, said, lang="en")
    assert sum("QUTUDA MƏTN." in text for text in texts(written)) == 2  # itself, and its holder
    assert len(list(sample.read_xml(written).iter(f"{W}txbxContent"))) == 1


@pytest.mark.parametrize(
    ("how", "text", "data"),
    [("accept", "Məhkəmə yeni qərar", "<b>"), ("reject", "Məhkəmə köhnə qərar", "<i>")],
)
def test_tracked_changes(how: TrackedChanges, text: str, data: str) -> None:
    document = read(sample.make(sample.CHANGES), how)
    (block,) = document.blocks
    assert block.text == text
    assert block.codes[0].data == data
    written = format_document(document, {}, lang="en")
    root = sample.read_xml(written)
    for name in ("ins", "del", "rPrChange", "delText"):
        assert not list(root.iter(f"{W}{name}"))


def test_tracked_changes_are_refused_unless_settled() -> None:
    with pytest.raises(InputError, match=r"tracked changes.*--tracked-changes accept"):
        read(sample.make(sample.CHANGES))


def test_rejected_paragraph_marks_join_paragraphs() -> None:
    body = (
        '<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="A"/></w:rPr></w:pPr>'
        "<w:r><w:t>Bir</w:t></w:r></w:p><w:p><w:r><w:t>iki</w:t></w:r></w:p>"
    )
    assert [b.text for b in read(sample.make(body), "reject").blocks] == ["Biriki"]
    assert [b.text for b in read(sample.make(body), "accept").blocks] == ["Bir", "iki"]


def test_parts_are_read_in_order_and_named() -> None:
    document = read(sample.make_samples()["header and footnote"])
    assert [(b.context, b.text[:10]) for b in document.blocks] == [
        ("", "Bu kiberci"), ("header", "Qanun layi"), ("footnote", "Qeyd."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY e "boom">]><w:document xmlns:w="w">&e;</w:document>',
        "<w:document>",
    ],
)
def test_dangerous_or_broken_xml_is_refused(xml: str) -> None:
    import io
    import zipfile

    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample.make(""))) as old, zipfile.ZipFile(output, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    with pytest.raises(InputError, match=r"word/document\.xml"):
        read(output.getvalue())


def test_a_bomb_is_refused() -> None:
    import io
    import zipfile

    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (64 << 20))
    with pytest.raises(InputError, match="would unpack to"):
        read(output.getvalue())


def test_what_xml_cannot_hold_is_left_out_of_a_translation() -> None:
    document = read(sample.make(sample.SDT))
    said = {s.id: CodedText("The\x07 court", s.codes) for s in document.segments}
    assert texts(format_document(document, said, lang="en")) == ["The court"]
