from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.samples.docx import canonical

SUFFIX = ".pptx"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
COMMENTS = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

RUNS = """<a:p><a:pPr lvl="1"/><a:r><a:rPr lang="az-AZ" dirty="0"/><a:t>Bu </a:t></a:r>
<a:r><a:rPr lang="az-AZ" b="1"/><a:t>kiber</a:t></a:r>
<a:r><a:rPr lang="en-US" b="1" err="1"/><a:t>cinayət</a:t></a:r>
<a:r><a:rPr lang="az-AZ"/><a:t> işidir. Bax: </a:t></a:r>
<a:r><a:rPr lang="az-AZ"><a:hlinkClick r:id="rId2"/></a:rPr><a:t>maddə</a:t></a:r>
<a:r><a:t>.</a:t></a:r><a:endParaRPr lang="az-AZ" dirty="0"/></a:p>"""
BREAKS = """<a:p><a:r><a:t>Birinci sətir</a:t></a:r><a:br><a:rPr lang="az"/></a:br>
<a:r><a:t>İkinci sətir&#9;son</a:t></a:r></a:p><a:p/><a:p><a:r><a:t>  </a:t></a:r></a:p>
<a:p><a:r><a:t>1 200,50</a:t></a:r></a:p>"""
FIELD = """<a:p><a:r><a:t>Slayd </a:t></a:r><a:fld id="{1}" type="slidenum"><a:rPr lang="az"/>
<a:t>3</a:t></a:fld><a:r><a:t> üzrə qeyd</a:t></a:r></a:p>"""
TABLE = """<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r>
<a:t>Maddə 1</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>Cərimə</a:t></a:r>
</a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"""


def shape(body: str) -> str:
    return f"<p:sp><p:txBody><a:bodyPr/>{body}</p:txBody></p:sp>"


def slide(*shapes: str, root: str = "sld") -> str:
    return (
        f'<p:{root} xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"><p:cSld><p:spTree>'
        f"{''.join(shapes)}</p:spTree></p:cSld></p:{root}>"
    )


def relations(**targets: tuple[str, str]) -> str:
    """Return the part that says where another leads: id=(kind, target)."""
    found = "".join(
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else f"{R}/{kind}"}" '
        f'Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{found}</Relationships>'


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def make(*slides: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a presentation that shows the slides in this order; the last is stored first."""
    names = [f"slide{len(slides) - number}.xml" for number in range(len(slides))]
    targets = {f"rId{n}": ("slide", f"slides/{name}") for n, name in enumerate(names, start=1)}
    order = "".join(f'<p:sldId id="{256 + n}" r:id="{name}"/>' for n, name in enumerate(targets))
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
            "_rels/.rels": relations(rId1=("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}">'
            f"<p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(**targets),
            **{
                f"ppt/slides/{name}": text for name, text in sorted(zip(names, slides, strict=True))
            },
            "ppt/slideLayouts/slideLayout1.xml": slide(
                shape("<a:p><a:r><a:t>Başlıq üslubu</a:t></a:r></a:p>"), root="sldLayout"
            ),
            **(more or {}),
        }
    )


def make_full() -> bytes:
    """Return two slides; the second has notes, a diagram and comments of both kinds."""
    text = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    more = {
        "ppt/slides/_rels/slide1.xml.rels": relations(
            rId1=("slideLayout", "../slideLayouts/slideLayout1.xml"),
            rId2=("comments", "../comments/comment1.xml"),
            rId3=("http://schemas.microsoft.com/office/2018/10/relationships/comments",
                  "/ppt/comments/modern1.xml"),
            rId4=("notesSlide", "../notesSlides/NotesSlide1.xml"),
            rId5=("diagramData", "../diagrams/data1.xml"),
        ),
        "ppt/notesSlides/notesSlide1.xml": slide(shape(FIELD), root="notes"),
        "ppt/diagrams/data1.xml": f'<d:dataModel xmlns:d="{DIAGRAM}" xmlns:a="{A}"><d:t>'
        f"{text.format('Məhkəmə')}</d:t></d:dataModel>",
        "ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="{P}"><p:cm authorId="0">'
        "<p:text>Bu bəndi yoxlayın.</p:text></p:cm></p:cmLst>",
        "ppt/comments/modern1.xml": f'<m:cmLst xmlns:m="{COMMENTS}" xmlns:a="{A}"><m:cm>'
        f"<m:txBody>{text.format('Razıyam.')}</m:txBody></m:cm></m:cmLst>",
    }  # fmt: skip
    group = f"<p:grpSp>{shape(text.format('Qrupda mətn.'))}</p:grpSp>"
    return make(slide(shape(text.format("Birinci slayd"))), slide(TABLE, group), more=more)


def make_samples() -> dict[str, bytes]:
    return {
        "runs cut in words, a link": make(slide(shape(RUNS))),
        "breaks, tabs, numbers": make(slide(shape(BREAKS))),
        "a field": make(slide(shape(FIELD))),
        "slides, notes, diagram, comments": make_full(),
        "the names of the strict standard": strict(make(slide(shape(RUNS)))),
    }


def strict(data: bytes) -> bytes:
    """Return a document with the names of ISO/IEC 29500 Strict."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, text in parts.items():
        for old, new in (
            (R, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
            (A, "http://purl.oclc.org/ooxml/drawingml/main"),
            (P, "http://purl.oclc.org/ooxml/presentationml/main"),
            (
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
        ):
            text = text.replace(f'"{old}'.encode(), f'"{new}'.encode())
        parts[name] = text
    return pack(parts)


__all__ = ["SUFFIX", "canonical", "make", "make_samples"]
