from __future__ import annotations

from collections.abc import Mapping

from tests.samples.docx import canonical
from tests.samples.pptx import TYPES, A, R, pack, relations, strict

SUFFIX = ".xlsx"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"

RICH = """<si><r><t xml:space="preserve">Bu </t></r><r><rPr><b/><sz val="11"/></rPr>
<t>kiber</t></r><r><rPr><sz val="11"/><b/><family val="2"/></rPr><t>cinayət</t></r>
<r><t xml:space="preserve"> işidir, elədirmi?</t></r><rPh sb="0" eb="2"><t>oxunuş</t></rPh>
<phoneticPr fontId="1"/></si>"""


def cell(name: str, content: str, kind: str = "s") -> str:
    if kind == "inlineStr":
        return f'<c r="{name}" t="inlineStr"><is>{content}</is></c>'
    return f'<c r="{name}" t="{kind}">{content}</c>'


def shared(name: str, number: int) -> str:
    return cell(name, f"<v>{number}</v>")


def sheet(*rows: str, more: str = "") -> str:
    data = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, start=1))
    return f'<worksheet xmlns="{S}" xmlns:r="{R}"><sheetData>{data}</sheetData>{more}</worksheet>'


def make(
    strings: str,
    sheets: Mapping[str, str],
    *,
    more: Mapping[str, str | bytes] | None = None,
    names: str = "",
    workbook: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """Return a workbook; `strings` is what stands in the shared strings."""
    order = list(sheets)
    targets = {
        f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(order) + 1)
    }
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(order, 1)
    )
    kinds = {
        "workbook.xml": "sheet.main",
        "sharedStrings.xml": "sharedStrings",
        **{f"worksheets/sheet{n}.xml": "worksheet" for n in range(1, len(order) + 1)},
    }
    types = "".join(
        f'<Override PartName="/xl/{name}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{types}</Types>',
        "_rels/.rels": relations(rId1=("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets>{names}'
        "<pivotCaches/></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            **targets, rId99=("sharedStrings", "sharedStrings.xml"), **(workbook or {})
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>',
        "xl/vbaProject.bin": b"\xd0\xcf macros",
    }
    for number, text in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = text
    return pack({**parts, **(more or {})})


def plain(*texts: str) -> str:
    return "".join(f"<si><t>{text}</t></si>" for text in texts)


def make_cells() -> bytes:
    """Return two sheets with all kinds of cells; string 3 is used by none, 1 by two."""
    strings = plain("Birinci sətir\nİkinci sətir", "Cərimə", "12 500", "Heç yerdə") + RICH
    return make(
        strings,
        {
            "Cədvəl": sheet(
                shared("B1", 1) + '<c r="C1"><v>2</v></c>' + shared("D1", 2),
                shared("A2", 0) + cell("B2", "<f>A2&amp;B1</f><v>Cərimə</v>", "str"),
                cell("C3", "<t>Qeyd_x000D_\nedin</t>", "inlineStr")
                + cell("D3", "<v>Sadə mətn</v>", "str"),
            ),
            "İkinci": sheet('<c t="s"><v>1</v></c><c t="s"><v>4</v></c>'),
        },
    )


def make_comments() -> bytes:
    """Return a sheet with a note, a thread with its old form, and a shape with text."""
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            rId1=("comments", "../comments1.xml"),
            rId2=(
                "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                "../threadedComments/threadedComment1.xml",
            ),
            rId3=("drawing", "../drawings/drawing1.xml"),
        ),
        "xl/comments1.xml": f'<comments xmlns="{S}"><authors><author>Leyla</author>'
        '<author>tc={1}</author></authors><commentList><comment ref="A1" authorId="0"><text>'
        "<r><rPr><b/></rPr><t>Leyla:</t></r><r><t>\nBu məbləği yoxlayın.</t></r></text></comment>"
        '<comment ref="A2" authorId="1"><text><t>[Threaded comment] Razıyam.</t></text></comment>'
        "</commentList></comments>",
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{THREADS}">'
        '<threadedComment ref="A2"><text>Razıyam.</text></threadedComment></ThreadedComments>',
        "xl/drawings/drawing1.xml": f'<d:wsDr xmlns:d="{DRAWING}" xmlns:a="{A}"><d:sp><d:txBody>'
        "<a:p><a:r><a:t>Qutuda mətn.</a:t></a:r></a:p></d:txBody></d:sp></d:wsDr>",
    }
    return make(plain("Məhkəmə"), {"Sheet1": sheet(shared("A1", 0))}, more=more)


def make_table(formula: str = "", kind: str = "", *strings: str) -> bytes:
    """Return a table over A1:B3 with totals, and a cell with a formula beside it."""
    texts = strings or ("Ad", "Cinayət işi", "Məhkəmə", "Cəmi")
    table = (
        f'<table xmlns="{S}" id="1" displayName="Siyahı" ref="A1:B3" totalsRowCount="1"{kind}>'
        f'<tableColumns count="2"><tableColumn id="1" name="{texts[0]}" '
        f'totalsRowLabel="{texts[3]}"/><tableColumn id="2" name="{texts[1]}"/></tableColumns>'
        "</table>"
    )
    formula = f'<c r="D1"><f>{formula}</f><v>0</v></c>' if formula else ""
    rows = (
        shared("A1", 0) + shared("B1", 1) + formula,
        shared("A2", 2) + '<c r="B2"><v>5</v></c>',
        shared("A3", 3),
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(rId1=("table", "../tables/table1.xml")),
        "xl/tables/table1.xml": table,
    }
    return make(plain(*texts), {"Sheet1": sheet(*rows)}, more=more)


def make_samples() -> dict[str, bytes]:
    return {
        "cells of all kinds": make_cells(),
        "comments and shapes": make_comments(),
        "a table": make_table(),
        "the names of the strict standard": strict(make_cells()),
    }


__all__ = ["SUFFIX", "canonical", "make", "make_samples"]
