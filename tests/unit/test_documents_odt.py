from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.samples import docx as word
from tests.samples import odt as sample
from translate_cli.documents.formats import (
    ReadOptions,
    TrackedChanges,
    format_document,
    parse_document,
)
from translate_cli.errors import InputError
from translate_cli.model import CodedText, Document, InlineCode

TEXT = f"{{{sample.PREFIXES['text']}}}"
FO = f"{{{sample.PREFIXES['fo']}}}"


def read(data: bytes, changes: TrackedChanges = "refuse") -> Document:
    return parse_document(
        data, "az", path=Path("a.odt"), options=ReadOptions(tracked_changes=changes)
    )


def upper(document: Document, lang: str = "en") -> bytes:
    said = {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}
    return format_document(document, said, lang=lang)


def inner(element: etree._Element) -> str:
    """Return the content of an element as XML without namespaces."""
    text = etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()
    for prefix, name in sample.PREFIXES.items():
        text = text.replace(f' xmlns:{prefix}="{name}"', "").replace(f"{prefix}:", "")
    return text.partition(">")[2].rpartition("<")[0]


def body(data: bytes, name: str = "content.xml") -> list[str]:
    root = word.read_xml(data, name)
    return [inner(element) for element in root.iter(f"{TEXT}p", f"{TEXT}h")]


def test_spans_are_joined_and_formatting_is_a_pair() -> None:
    first, note = read(sample.make(sample.RUNS)).blocks
    assert first.text == "Bu kibercinayət işidir. Bax: maddə."
    shown = [(code.data, first.text[: code.position][-6:]) for code in first.codes]
    assert shown == [
        ("<b>", "Bu "), ("</b>", "inayət"), ("<footnote/>", "işidir"),
        ("<a>", " Bax: "), ("<i>", " Bax: "), ("</i>", " maddə"), ("</a>", " maddə"),
    ]  # fmt: skip
    assert (note.text, note.context) == ("Qeydin mətni.", "footnote")


def test_translation_is_written_with_its_formatting() -> None:
    document = read(sample.make(sample.RUNS))
    first, second, note = document.segments
    bold = first.codes[0].number
    said = {
        first.id: CodedText(
            "This is a cybercrime.",
            (
                InlineCode(bold, "open", 10),
                InlineCode(bold, "close", 20),
                InlineCode(first.codes[2].number, "single", 20),
            ),
        ),
        second.id: CodedText("See the article.", second.codes),
        note.id: CodedText("Text of the note."),
    }
    paragraph, inside = body(format_document(document, said, lang="en"))
    assert paragraph == (
        'This is a <span style-name="T1">cybercrime</span><note id="ftn1" note-class="footnote">'
        "<note-citation>1</note-citation><note-body>\n<p>Text of the note.</p></note-body></note>. "
        'See t<a href="#maddə" style-name="Link"><event-listeners></event-listeners>'
        '<span style-name="Vurğu">he ar</span></a>ticle.'
    )
    assert inside == "Text of the note."


def test_spaces_breaks_and_tabs_are_read_as_the_standard_says_and_come_back() -> None:
    document = read(sample.make(sample.SPACES))
    (block,) = document.blocks
    assert block.text == "  Birinci sətir  budur\nİkinci sətir\vson"
    heading = body(upper(document))[0]
    assert heading == (
        '<s c="2"></s>BIRINCI SƏTIR <s></s>BUDUR<line-break></line-break>İKINCI SƏTIR<tab></tab>SON'
    )
    assert read(upper(document)).blocks[0].text == block.text.upper()


@pytest.mark.parametrize("text", [" a", "a ", "a  b", "a \n b", "a\v b ", "   "])
def test_no_space_is_lost(text: str) -> None:
    from translate_cli.documents.odt_styles import read_styles
    from translate_cli.documents.odt_text import read_paragraph, write_paragraph

    root = word.read_xml(sample.make("<text:p>x</text:p>"), "content.xml")
    paragraph = next(root.iter(f"{TEXT}p"))
    styles = read_styles(root, None)
    write_paragraph(paragraph, read_paragraph(paragraph, styles), CodedText(text))
    assert read_paragraph(paragraph, styles).coded.text == text


def test_many_spaces_do_not_fill_the_memory() -> None:
    data = sample.make('<text:p>a<text:s text:c="9999999999"/>b<text:s text:c="x"/>c</text:p>')
    (block,) = read(data).blocks
    assert block.text == f"a{' ' * 1000}b c"


def test_fields_and_bookmarks_are_single_codes() -> None:
    document = read(sample.make(sample.FIELD))
    (block,) = document.blocks
    assert block.text == "Səhifə  və maddə üzrə"
    assert [(code.data, code.position) for code in block.codes] == [
        ("<field/>", 7), ("<bookmark/>", 11), ("<bookmark/>", 16),
    ]  # fmt: skip
    assert body(upper(document)) == [
        'SƏHIFƏ <page-number>3</page-number> VƏ <bookmark-start name="b"></bookmark-start>MADDƏ'
        '<bookmark-end name="b"></bookmark-end> ÜZRƏ'
    ]


def test_a_reference_that_repeats_a_text_is_part_of_the_sentence() -> None:
    reference = (
        '<text:bookmark-ref text:reference-format="{}" text:ref-name="b">{}</text:bookmark-ref>'
    )
    data = sample.make(
        f"<text:p>Bax: {reference.format('text', 'Birinci fəsil')} və"
        f" {reference.format('page', '12')} səhifə.</text:p>"
    )
    document = read(data)
    (block,) = document.blocks
    assert block.text == "Bax: Birinci fəsil və  səhifə."
    assert [(code.data, code.position) for code in block.codes] == [
        ("<field>", 5), ("</field>", 18), ("<field/>", 22),
    ]  # fmt: skip
    assert body(upper(document)) == [
        'BAX: <bookmark-ref ref-name="b" reference-format="text">BIRINCI FƏSIL</bookmark-ref> VƏ '
        '<bookmark-ref ref-name="b" reference-format="page">12</bookmark-ref> SƏHIFƏ.'
    ]


def test_an_index_is_made_again_with_the_translated_title() -> None:
    data = sample.make(
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>"
        "Mündəricat</text:index-title-template></text:table-of-content-source><text:index-body>"
        "<text:index-title><text:p>Mündəricat</text:p></text:index-title><text:p>Fəsil</text:p>"
        "</text:index-body></text:table-of-content>"
    )
    root = word.read_xml(upper(read(data)), "content.xml")
    assert [e.text for e in root.iter(f"{TEXT}index-title-template")] == ["MÜNDƏRICAT"]
    kept = word.read_xml(format_document(read(data), {}, lang="en"), "content.xml")
    assert [e.text for e in kept.iter(f"{TEXT}index-title-template")] == ["Mündəricat"]


def test_what_is_inside_of_a_paragraph_is_translated_once() -> None:
    document = read(sample.make(sample.BOX))
    assert [(block.context, block.text) for block in document.blocks] == [
        ("", "Şəkil:  altında"), ("text box", "Qutuda mətn."), ("comment", "Yoxlayın."),
    ]  # fmt: skip
    written = read(upper(document))
    assert [block.text for block in written.blocks] == [
        block.text.upper() for block in document.blocks
    ]


def test_headers_and_footers_and_the_language() -> None:
    document = read(sample.make(sample.RUNS, master=sample.HEADER))
    assert [block.context for block in document.blocks] == ["", "footnote", "header", "footer"]
    written = upper(document, "vi")
    assert body(written, "styles.xml") == [
        "QANUN LAYIHƏSI", "SƏHIFƏ <page-number>1</page-number>",
    ]  # fmt: skip
    named = {
        (name, properties.get(f"{FO}language"), properties.get(f"{FO}country"))
        for name in ("content.xml", "styles.xml")
        for properties in word.read_xml(written, name).iter()
        if properties.get(f"{FO}language") or properties.get(f"{FO}script")
    }
    assert named == {("content.xml", "vi", "VN"), ("styles.xml", "vi", "VN")}


def test_a_language_is_named_where_none_was() -> None:
    document = read(sample.make("<text:p>Bir</text:p>", styles=""))
    root = word.read_xml(upper(document), "styles.xml")
    (properties,) = (e for e in root.iter() if e.get(f"{FO}language"))
    assert (properties.get(f"{FO}language"), properties.get(f"{FO}country")) == ("en", "GB")


def test_the_type_comes_first_and_is_not_compressed() -> None:
    written = upper(read(sample.make(sample.RUNS)))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("META-INF/manifest.xml") == b"<manifest/>"
    assert written[30:38] == b"mimetype"


P = "<text:p>{}</text:p>"
INSERTION = sample.region("i", "insertion")
CHANGES = {
    "words": (
        P.format(f"Məhkəmə {sample.deleted('d')}{sample.inserted('i', 'yeni ')}qərar"),
        INSERTION + sample.region("d", "deletion", P.format("köhnə<text:s/>")),
        ["Məhkəmə yeni qərar"],
        ["Məhkəmə köhnə qərar"],
    ),
    "words in spans": (
        P.format(
            'A<text:span text:style-name="T1">b<text:change-start text:change-id="i"/>c</text:span>'
            'd<text:span>e<text:change-end text:change-id="i"/>f</text:span>g'
        ),
        INSERTION,
        ['A<span style-name="T1">bc</span>d<span>ef</span>g'],
        ['A<span style-name="T1">b</span><span>f</span>g'],
    ),
    "a paragraph that was added": (
        P.format('Bir<text:change-start text:change-id="i"/>')
        + P.format("iki")
        + P.format('üç<text:change-end text:change-id="i"/> dörd'),
        INSERTION,
        ["Bir", "iki", "üç dörd"],
        ["Bir dörd"],
    ),
    "a paragraph that was added in front": (
        P.format('<text:change-start text:change-id="i"/>Bir')
        + '<text:h text:outline-level="1"><text:change-end text:change-id="i"/>iki</text:h>',
        INSERTION,
        ["Bir", "iki"],
        ["iki"],
    ),
    "an item of a list that was added": (
        "<text:list><text:list-item>"
        + P.format('Bir<text:change-start text:change-id="i"/>')
        + "</text:list-item><text:list-item>"
        + P.format('iki<text:change-end text:change-id="i"/>')
        + "</text:list-item></text:list>",
        INSERTION,
        ["Bir", "iki"],
        ["Bir"],
    ),
    "a table that was added": (
        P.format("Bir") + sample.inserted("i", sample.TABLE),
        INSERTION,
        ["Bir", "Maddə 1", "Bənd"],
        ["Bir"],
    ),
    "paragraphs that were deleted": (
        P.format(f"Bir {sample.deleted('d')}dörd"),
        sample.region("d", "deletion", P.format("iki") + sample.TABLE + P.format("üç ")),
        ["Bir dörd"],
        ["Bir iki", "Maddə 1", "Bənd", "üç dörd"],
    ),
    "a table that was deleted": (
        P.format("Bir") + sample.deleted("d"),
        sample.region("d", "deletion", sample.TABLE),
        ["Bir"],
        ["Bir", "Maddə 1", "Bənd"],
    ),
    "a deletion in what was added": (
        P.format("Bir" + sample.inserted("i", f" və {sample.deleted('d')}iki")),
        INSERTION + sample.region("d", "deletion", P.format("ya")),
        ["Bir və iki"],
        ["Bir"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_tracked_changes_are_settled_as_asked(name: str) -> None:
    content, regions, accepted, rejected = CHANGES[name]
    data = sample.make(content, changes=regions)
    with pytest.raises(InputError, match=r"tracked changes.*--tracked-changes accept"):
        read(data)
    for how, expected in (("accept", accepted), ("reject", rejected)):
        document = read(data, how)  # type: ignore[arg-type]
        written = format_document(document, {}, lang="en")
        assert [t.replace("<s></s>", " ") for t in body(written)] == expected
        assert not any("change" in str(e.tag) for e in word.read_xml(written, "content.xml").iter())
        assert upper(document)


def test_a_rejected_item_leaves_no_empty_item() -> None:
    content, regions, *_ = CHANGES["an item of a list that was added"]
    data = sample.make(content, changes=regions)
    root = word.read_xml(format_document(read(data, "reject"), {}, lang="en"), "content.xml")
    assert len(list(root.iter(f"{TEXT}list-item"))) == 1


START, END = (f'<text:change-{kind} text:change-id="i"/>' for kind in ("start", "end"))
ITEM = "<text:list><text:list-item>{}</text:list-item></text:list>"


@pytest.mark.parametrize(
    ("content", "regions", "why"),
    [
        (
            P.format(f"a{START}b{END}"),
            sample.region("i", "format-change"),
            "the formatting before its changes is not recorded",
        ),
        (
            P.format(f"a{START}b") + sample.TABLE.replace("Bənd", f"B{END}"),
            INSERTION,
            "from one part of the document into another",
        ),
        (
            P.format(f"a{START}b") + ITEM.format(P.format(f"c{END}") + P.format("d")),
            INSERTION,
            "from one part of the document into another",
        ),
        (P.format(f"a{START}b") + END, INSERTION, "begins outside of one"),
        (P.format(f"a{START}b"), INSERTION, "two changes overlap"),
        (P.format(f"a{END}b{START}c"), INSERTION, "a change ends before it begins"),
        (
            P.format(
                f'{START}a<text:change-start text:change-id="k"/>b{END}c'
                '<text:change-end text:change-id="k"/>'
            ),
            INSERTION + sample.region("k", "insertion"),
            "two changes overlap",
        ),
        (
            P.format(f"a{sample.deleted('d')}"),
            sample.region("d", "deletion", sample.TABLE + P.format("b")),
            "a table or list was deleted",
        ),
        (
            ITEM.format(P.format(f"a{sample.deleted('d')}")),
            sample.region("d", "deletion", P.format("b") + P.format("c")),
            "several items of a list",
        ),
        (
            P.format(f"a{sample.deleted('d')}"),
            sample.region("d", "deletion", P.format(f"b{sample.deleted('e')}"))
            + sample.region("e", "deletion", P.format("c")),
            "one change lies in another",
        ),
        (
            P.format(f"a{sample.deleted('d')}"),
            '<text:changed-region text:id="d"><text:insertion/><text:deletion/>'
            "</text:changed-region>",
            "inserted and deleted again",
        ),
        (P.format(sample.deleted("d") * 2), INSERTION, "a mark is there twice"),
    ],
)
def test_what_cannot_be_taken_back_safely_is_refused(content: str, regions: str, why: str) -> None:
    data = sample.make(content, changes=regions)
    with pytest.raises(InputError, match=f"cannot be taken back safely: .*{why}"):
        read(data, "reject")
    assert read(data, "accept").path is not None


def test_changes_in_headers_are_seen_too() -> None:
    tracked = f"<text:tracked-changes>{INSERTION}</text:tracked-changes>"
    master = sample.HEADER.replace("<style:header>", f"<style:header>{tracked}")
    data = sample.make("<text:p>Bir</text:p>", master=master)
    with pytest.raises(InputError, match="tracked changes"):
        read(data)
    assert len(read(data, "accept").blocks) == 3


def test_recording_without_changes_is_nothing_to_refuse() -> None:
    data = sample.make('<text:tracked-changes text:track-changes="false"/><text:p>Bir</text:p>')
    assert [block.text for block in read(data).blocks] == ["Bir"]


def spoil(data: bytes, name: str, content: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {n: archive.read(n).decode() for n in archive.namelist() if n != "mimetype"}
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for found, text in {**parts, name: content}.items():
            archive.writestr(found, text)
    return output.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        word.make(word.RUNS),
        sample.pack({"content.xml": "<office/>"}, kind="spreadsheet"),
        sample.pack({}),
    ],
)
def test_another_kind_of_document_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="this is no OpenDocument text"):
        read(data)


def test_an_encrypted_document_is_refused() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(InputError, match="encrypted"):
        read(spoil(sample.make(sample.RUNS), "META-INF/manifest.xml", manifest))


@pytest.mark.parametrize("name", ["content.xml", "styles.xml"])
@pytest.mark.parametrize("xml", ['<!DOCTYPE x [<!ENTITY e "boom">]><x>&e;</x>', "<x>"])
def test_dangerous_or_broken_xml_is_refused(name: str, xml: str) -> None:
    with pytest.raises(InputError, match=name):
        read(spoil(sample.make(sample.RUNS), name, xml))
