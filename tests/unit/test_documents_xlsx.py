from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.samples import docx as word
from tests.samples import pptx as slides
from tests.samples import xlsx as sample
from translate_cli.documents.formats import format_document, parse_document
from translate_cli.errors import InputError
from translate_cli.model import CodedText, Document

S = f"{{{sample.S}}}"
STRINGS = "xl/sharedStrings.xml"


def read(data: bytes) -> Document:
    return parse_document(data, "az", path=Path("a.xlsx"))


def write(data: bytes, **said: str) -> bytes:
    """Write with the words of `said` in the place of those that they translate."""
    document = read(data)
    new = {}
    for segment in document.segments:
        text = segment.text
        for old, word_ in said.items():
            text = text.replace(old.replace("_", " "), word_)
        new[segment.id] = CodedText(text, segment.codes if text == segment.text else ())
    return format_document(document, new, lang="en")


def upper(data: bytes) -> bytes:
    document = read(data)
    said = {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}
    return format_document(document, said, lang="en")


def test_text_cells_are_blocks_in_the_order_of_the_sheets() -> None:
    document = read(sample.make_cells())
    assert [(block.context, block.text) for block in document.blocks] == [
        ("Cədvəl!B1", "Cərimə"),
        ("Cədvəl!A2", "Birinci sətir\nİkinci sətir"),
        ("Cədvəl!C3", "Qeyd\r\nedin"),
        ("Cədvəl!D3", "Sadə mətn"),
        ("İkinci!B1", "Bu kibercinayət işidir, elədirmi?"),
    ]
    assert not any(block.whole for block in document.blocks)
    (rich,) = (block for block in document.blocks if block.codes)
    assert [(c.data, c.position) for c in rich.codes] == [("<b>", 3), ("</b>", 15)]


def test_cells_are_written_and_numbers_and_formulas_stay() -> None:
    data = sample.make_cells()
    book = openpyxl.load_workbook(io.BytesIO(upper(data)))
    assert book.sheetnames == ["Cədvəl", "İkinci"]
    first, second = book.worksheets
    assert first["B1"].value == "CƏRIMƏ"
    assert first["C1"].value == 2
    assert first["D1"].value == "12 500"
    assert first["A2"].value == "BIRINCI SƏTIR\nİKINCI SƏTIR"
    assert first["B2"].value == "=A2&B1"
    assert first["C3"].value == "QEYD_x000D_\nEDIN"  # openpyxl does not unescape these
    assert first["D3"].value == "SADƏ MƏTN"
    assert [c.value for c in second[1]] == ["CƏRIMƏ", "BU KIBERCINAYƏT IŞIDIR, ELƏDIRMI?"]
    strings = word.read_xml(upper(data), STRINGS)
    assert strings[3].findtext(f"{S}t") == "Heç yerdə"


def test_rich_text_keeps_its_look_and_loses_its_readings() -> None:
    rich = word.read_xml(upper(sample.make_cells()), STRINGS)[4]
    assert [child.tag for child in rich] == [f"{S}r"] * 3
    assert [(r.findtext(f"{S}t"), r.find(f"{S}rPr/{S}b") is not None) for r in rich] == [
        ("BU ", False),
        ("KIBERCINAYƏT", True),
        (" IŞIDIR, ELƏDIRMI?", False),
    ]


def test_other_parts_stay_byte_for_byte_and_results_are_made_again() -> None:
    import zipfile

    data = sample.make_cells()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(io.BytesIO(upper(data))) as new,
    ):
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {STRINGS, "xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    workbook = word.read_xml(upper(data), "xl/workbook.xml")
    assert [child.tag for child in workbook] == [f"{S}sheets", f"{S}calcPr", f"{S}pivotCaches"]
    assert workbook[1].get("fullCalcOnLoad") == "1"


def test_words_that_formulas_gave_are_not_left_in_the_old_language() -> None:
    from translate_cli.documents.xlsx_cells import drop_results

    cells = (
        sample.shared("A1", 0)
        + '<c r="B1" t="str"><f>A1&amp;" x"</f><v>Qanun x</v></c>'
        + '<c r="C1" t="str"><f t="shared" si="0"/><v>Qanun</v></c>'
        + "<c r='D1' t='str'>\n<f>TEXT(1)</f>\n<v>1,0</v></c>"
        + '<c r="E1"><f>LEN(A1)</f><v>5</v></c>'
    )
    data = sample.make(sample.plain("Qanun"), {"S": sample.sheet(cells)})
    written = word.read_xml(upper(data), "xl/worksheets/sheet1.xml")
    results = {cell.get("r"): cell.findtext(f"{S}v") for cell in written.iter(f"{S}c")}
    assert results == {"A1": "0", "B1": None, "C1": None, "D1": "1,0", "E1": "5"}
    same = write(data)
    assert word.read_xml(same, "xl/worksheets/sheet1.xml").findtext(f".//{S}c[2]/{S}v") == "Qanun x"
    prefixed = b'<x:c r="B1" t="str"><x:f>A1</x:f><x:v>Qanun</x:v></x:c>'
    assert drop_results(prefixed) == b'<x:c r="B1" t="str"><x:f>A1</x:f></x:c>'


def test_comments_and_shapes_are_translated_and_old_forms_of_threads_are_not() -> None:
    data = sample.make_comments()
    assert [(block.context, block.text) for block in read(data).blocks] == [
        ("Sheet1!A1", "Məhkəmə"),
        ("Sheet1!A1 comment", "Leyla:\nBu məbləği yoxlayın."),
        ("Sheet1!A2 comment", "Razıyam."),
        ("Sheet1 shape", "Qutuda mətn."),
    ]
    written = upper(data)
    assert [block.text for block in read(written).blocks] == [
        block.text.upper() for block in read(data).blocks
    ]
    old = word.read_xml(written, "xl/comments1.xml").findall(f".//{S}t")
    assert old[-1].text == "[Threaded comment] Razıyam."
    shape = word.read_xml(written, "xl/drawings/drawing1.xml")
    assert [e.get("lang") for e in shape.iter(f"{{{sample.A}}}rPr")] == ["en-GB"]


@pytest.mark.parametrize("text", ["_x0041_ bəndi", "A\tB cəmi", "son _x005F_"])
def test_what_looks_escaped_comes_back(text: str) -> None:
    from translate_cli.documents.xlsx_text import escape_text

    data = sample.make(sample.plain("bənd"), {"S": sample.sheet(sample.shared("A1", 0))})
    written = write(data, bənd=text)
    assert word.read_xml(written, STRINGS).findtext(f".//{S}t") == escape_text(text)
    assert [b.text for b in read(written).blocks] == [text.replace("\t", "\v")]


def columns(data: bytes) -> list[dict[str, str]]:
    root = word.read_xml(data, "xl/tables/table1.xml")
    return [dict(column.attrib) for column in root.iter(f"{S}tableColumn")]


def test_the_columns_of_a_table_are_named_as_its_cells() -> None:
    written = write(sample.make_table(), Ad="Name", Cinayət_işi="Criminal\ncase", Cəmi="Total")
    assert columns(written) == [
        {"id": "1", "name": "Name", "totalsRowLabel": "Total"},
        {"id": "2", "name": "Criminal_x000a_case"},
    ]
    cells = openpyxl.load_workbook(io.BytesIO(written)).active
    assert cells is not None
    assert [cells[name].value for name in ("A1", "B1", "A3")] == [
        "Name", "Criminal\ncase", "Total",
    ]  # fmt: skip


def test_columns_whose_translations_are_the_same_get_a_number() -> None:
    written = write(sample.make_table(), Ad="Case", Cinayət_işi="case")
    assert [column["name"] for column in columns(written)] == ["Case", "case2"]
    cells = openpyxl.load_workbook(io.BytesIO(written)).active
    assert cells is not None
    assert cells["B1"].value == "case2"


@pytest.mark.parametrize(
    ("formula", "kind", "kept"),
    [
        ("SUM(Siyahı[Cinayət işi])", "", ["Cinayət işi"]),
        ("COUNTIF(A:A,&quot;məhkəmə&quot;)", "", ["Məhkəmə"]),
        ("1+1", ' tableType="queryTable"', ["Ad", "Cinayət işi", "Cəmi"]),
        ("Ad+1", "", []),
    ],
)
def test_texts_that_formulas_and_queries_need_stay(
    formula: str, kind: str, kept: list[str]
) -> None:
    document = read(sample.make_table(formula, kind))
    texts = [block.text for block in document.blocks]
    assert sorted(texts + kept) == sorted(["Ad", "Cinayət işi", "Məhkəmə", "Cəmi"])
    assert len(document.notices) == bool(kept)
    assert all(repr(text) in document.notices[0] for text in kept)


def test_choices_of_a_list_stay() -> None:
    validation = (
        '<dataValidations><dataValidation type="list" sqref="A1"><formula1>"Bəli,Xeyr"</formula1>'
        "</dataValidation></dataValidations>"
    )
    cells = sample.shared("A1", 0) + sample.shared("B1", 1)
    data = sample.make(
        sample.plain("Xeyr", "Xeyr, olmaz"), {"S": sample.sheet(cells, more=validation)}
    )
    assert [block.text for block in read(data).blocks] == ["Xeyr, olmaz"]


@pytest.mark.parametrize("source", ['sheet="Sheet1" ref="A1:B2"', 'name="Siyahı"'])
def test_fields_of_pivot_tables_stay(source: str) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(sample.make_table())) as archive:
        parts = {
            name: archive.read(name).decode() for name in archive.namelist() if "bin" not in name
        }
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(
        "</Relationships>",
        f'<Relationship Id="p" Type="{sample.R}/pivotCacheDefinition" Target="p.xml"/>'
        "</Relationships>",
    )
    parts["xl/p.xml"] = (
        f'<pivotCacheDefinition xmlns="{sample.S}"><cacheSource><worksheetSource {source}/>'
        "</cacheSource></pivotCacheDefinition>"
    )
    texts = [block.text for block in read(slides.pack(parts)).blocks]
    assert "Məhkəmə" in texts
    assert "Cinayət işi" not in texts


@pytest.mark.parametrize(
    "data", [word.make(word.RUNS), slides.make_full(), slides.pack({"xl/workbook.bin": "x"})]
)
def test_another_kind_of_document_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="this is no workbook"):
        read(data)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (sample.shared("A1", 7), "cell A1 of S has a text that is not in the workbook"),
        (sample.cell("A1", "<v>x</v>"), r"cell A1 of xl/worksheets/sheet1\.xml"),
    ],
)
def test_cells_without_a_proper_string_are_refused(rows: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(sample.make(sample.plain("a"), {"S": sample.sheet(rows)}))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("xml", ['<!DOCTYPE x [<!ENTITY e "b">]><worksheet>&e;</worksheet>', "<a>"])
def test_dangerous_or_broken_xml_is_refused(part: str, xml: str) -> None:
    data = sample.make("", {"S": sample.sheet()}, more={part: xml})
    with pytest.raises(InputError, match=part):
        read(data)


def test_a_run_without_properties_looks_as_its_cell() -> None:
    """As Excel writes rich text: only the first run leaves out the font of the cell."""
    font = '<sz val="11"/><{}  val="Calibri"/><family val="2"/>'
    run = f"<rPr>{font.format('rFont')}"
    strings = (
        f"<si><r><t>Bu </t></r><r>{run}<b/></rPr><t>qalın</t></r>"
        f"<r>{run}</rPr><t> mətndir.</t></r></si>"
    )
    styles = (
        f'<styleSheet xmlns="{sample.S}"><fonts><font/><font>{font.format("name")}</font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    )
    for form, codes in ((1, ["<b>", "</b>"]), (0, ["<f>", "</f>", "<b>", "</b>"])):
        cells = f'<c r="A1" s="{form}" t="s"><v>0</v></c>'
        data = sample.make(
            strings,
            {"S": sample.sheet(cells)},
            more={"xl/styles.xml": styles},
            workbook={"rId98": ("styles", "styles.xml")},
        )
        (block,) = read(data).blocks
        assert [code.data for code in block.codes] == codes
        runs = list(word.read_xml(upper(data), STRINGS)[0])
        assert ["".join(r.itertext()) for r in runs] == ["BU ", "QALIN", " MƏTNDIR."]
        assert [r.find(f"{S}rPr/{S}b") is not None for r in runs] == [False, True, False]


def test_a_workbook_of_another_program_comes_back_whole() -> None:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    cells = book.active
    assert cells is not None
    for row in (["Ad", "Məbləğ"], ["Cərimə", 5], ["Rüsum", 7]):
        cells.append(row)
    cells["D1"] = "=SUM(B2:B3)"
    cells["A2"].comment = Comment("Yoxlayın.", "Leyla")
    cells.add_table(Table(displayName="Siyahı", ref="A1:B3"))
    chart = BarChart()
    chart.add_data(Reference(cells, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    cells.add_chart(chart, "F1")
    output = io.BytesIO()
    book.save(output)
    data = output.getvalue()
    document = read(data)
    same = {s.id: CodedText(s.text, s.codes) for s in document.segments}
    assert sample.canonical(format_document(document, same, lang="en")) == sample.canonical(data)
    written = openpyxl.load_workbook(io.BytesIO(upper(data))).active
    assert written is not None
    assert [[cell.value for cell in row] for row in written["A1:B3"]] == [
        ["AD", "MƏBLƏĞ"], ["CƏRIMƏ", 5], ["RÜSUM", 7],
    ]  # fmt: skip
    assert written["D1"].value == "=SUM(B2:B3)"
    assert written["A2"].comment is not None
    assert written["A2"].comment.text == "YOXLAYIN."
    assert [column.name for column in written.tables["Siyahı"].tableColumns] == ["AD", "MƏBLƏĞ"]
    assert len(written._charts) == 1
