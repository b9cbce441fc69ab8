from __future__ import annotations

import io
import zipfile

from lxml import etree

SUFFIX = ".docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"

RUNS = """<w:p><w:pPr><w:jc w:val="left"/></w:pPr>
<w:r><w:t xml:space="preserve">Bu </w:t></w:r>
<w:r><w:rPr><w:b/></w:rPr><w:t>kiber</w:t></w:r><w:proofErr w:type="spellStart"/>
<w:r w:rsidR="00AA"><w:rPr><w:b/><w:lang w:val="az"/></w:rPr><w:t>cinayət</w:t></w:r>
<w:r><w:t xml:space="preserve"> işidir</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>
<w:r><w:t xml:space="preserve">. Bax: </w:t></w:r>
<w:hyperlink w:anchor="maddə"><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>maddə</w:t></w:r>
</w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>"""
FIELD = """<w:p><w:r><w:t xml:space="preserve">Səhifə </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
BREAKS = """<w:p><w:r><w:t>Birinci sətir</w:t><w:br/><w:t>İkinci sətir</w:t><w:tab/><w:t>son</w:t>
</w:r></w:p><w:p/><w:p><w:r><w:t xml:space="preserve">  </w:t></w:r></w:p>"""
TABLE = """<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Maddə 1</w:t></w:r></w:p></w:tc><w:tc>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cədvəldə cədvəl.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>Qeyd</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
BOX = """<w:p><w:r><w:t xml:space="preserve">Şəkil: </w:t></w:r><w:r><w:pict><w:txbxContent>
<w:p><w:r><w:t>Qutuda mətn.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>
<w:r><w:t xml:space="preserve"> altında</w:t></w:r></w:p>"""
SDT = """<w:p><w:sdt><w:sdtPr><w:alias w:val="ad"/></w:sdtPr><w:sdtContent><w:r><w:t>Məhkəmə</w:t>
</w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve"> qərar verdi.</w:t></w:r></w:p>"""
CHANGES = """<w:p><w:r><w:t xml:space="preserve">Məhkəmə </w:t></w:r>
<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">köhnə </w:delText></w:r></w:del>
<w:ins w:id="2" w:author="A"><w:r><w:t xml:space="preserve">yeni </w:t></w:r></w:ins>
<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="A"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>
<w:t>qərar</w:t></w:r></w:p>"""


def make(body: str, **parts: str) -> bytes:
    """Return a document with a body; `parts` by name: header1, footnotes, comments …"""
    kinds = {"document": "document.main+xml"}
    for name in parts:
        kinds[name] = f"{name.rstrip('0123456789')}+xml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}"/>'
        for name, kind in kinds.items()
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{types}</Types>')
        text = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
        for name, content in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
            text = f'<w:{root} xmlns:w="{W}">{content}</w:{root}>'
            archive.writestr(f"word/{name}.xml", text)
        archive.writestr("word/media/image1.png", b"\x89PNG\r\n")
    return output.getvalue()


def make_samples() -> dict[str, bytes]:
    note = (
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Qeyd.</w:t></w:r></w:p>'
        "</w:footnote>"
    )
    header = "<w:p><w:r><w:t>Qanun layihəsi</w:t></w:r></w:p>"
    return {
        "runs cut in words": make(RUNS),
        "a field": make(FIELD),
        "breaks, tabs, empty paragraphs": make(BREAKS),
        "tables in tables": make(TABLE),
        "a text box": make(BOX),
        "a content control": make(SDT),
        "header and footnote": make(RUNS, header1=header, footnotes=note),
    }


def read_xml(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def canonical(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [
            (name, _c14n(archive.read(name)) if name.endswith(".xml") else archive.read(name))
            for name in archive.namelist()
        ]


def _c14n(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")
