from __future__ import annotations

import io
import zipfile

from tests.samples.docx import canonical

SUFFIX = ".odt"
_URN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
PREFIXES = {
    "office": _URN.format("office"),
    "text": _URN.format("text"),
    "style": _URN.format("style"),
    "table": _URN.format("table"),
    "draw": _URN.format("drawing"),
    "fo": _URN.format("xsl-fo-compatible"),
    "svg": _URN.format("svg-compatible"),
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "rdo": "http://openoffice.org/2009/office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items())

STYLES = """<style:style style:name="T1" style:family="text"><style:text-properties
fo:font-weight="bold" rdo:rsid="0011"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:language="az"
fo:country="AZ" fo:font-weight="bold"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties rdo:rsid="0022"/>
</style:style><style:style style:name="P1" style:family="paragraph"/>"""
COMMON = """<style:default-style style:family="paragraph"><style:text-properties
fo:language="az" fo:country="AZ" fo:script="Latn"/></style:default-style>
<style:style style:name="Vurğu" style:family="text"><style:text-properties
fo:font-style="italic"/></style:style>"""

RUNS = """<text:p text:style-name="P1">Bu <text:span text:style-name="T1">kiber</text:span
><text:span
text:style-name="T2">cinayət</text:span> <text:span text:style-name="T3">işidir</text:span
><text:note
text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Qeydin mətni.</text:p></text:note-body></text:note>. Bax:
    <text:a xlink:href="#maddə" text:style-name="Link"><office:event-listeners/><text:span
text:style-name="Vurğu">maddə</text:span></text:a>.<text:soft-page-break/></text:p>"""
SPACES = """<text:h text:outline-level="1"> <text:s text:c="2"/>Birinci
   sətir <text:s/>budur<text:line-break/>İkinci sətir<text:tab/>son  </text:h>
<text:p/><text:p>12</text:p>"""
FIELD = """<text:p>Səhifə <text:page-number>3</text:page-number> və <text:bookmark-start
text:name="b"/>maddə<text:bookmark-end text:name="b"/> üzrə</text:p>"""
TABLE = """<table:table><table:table-row><table:table-cell><text:p>Maddə 1</text:p><text:list>
<text:list-item><text:p>Bənd</text:p></text:list-item></text:list></table:table-cell>
</table:table-row></table:table>"""
BOX = """<text:p>Şəkil: <draw:frame text:anchor-type="as-char"><draw:text-box>
<text:p>Qutuda mətn.</text:p>
</draw:text-box></draw:frame> altında<office:annotation><dc:creator>Leyla</dc:creator>
<text:p>Yoxlayın.</text:p>
</office:annotation></text:p>"""
HEADER = """<style:master-page style:name="Standard"><style:header><text:p>Qanun layihəsi</text:p>
</style:header><style:footer><text:p>Səhifə <text:page-number>1</text:page-number></text:p>
</style:footer></style:master-page>"""


def make(body: str, *, styles: str = COMMON, master: str = "", changes: str = "") -> bytes:
    """Return a document with a body; `changes` are the regions of tracked changes."""
    if changes:
        changes = f"<text:tracked-changes>{changes}</text:tracked-changes>"
    content = (
        f"<office:document-content {_DECLARED}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{changes}{body}</office:text>"
        "</office:body></office:document-content>"
    )
    common = (
        f"<office:document-styles {_DECLARED}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    )
    return pack({"content.xml": content, "styles.xml": common})


def pack(parts: dict[str, str], kind: str = "text") -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        mimetype = f"application/vnd.oasis.opendocument.{kind}"
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return output.getvalue()


def region(name: str, kind: str, content: str = "") -> str:
    info = "<office:change-info><dc:creator>Leyla</dc:creator></office:change-info>"
    return (
        f'<text:changed-region text:id="{name}"><text:{kind}>{info}{content}</text:{kind}>'
        "</text:changed-region>"
    )


def inserted(name: str, content: str) -> str:
    return (
        f'<text:change-start text:change-id="{name}"/>{content}'
        f'<text:change-end text:change-id="{name}"/>'
    )


def deleted(name: str) -> str:
    return f'<text:change text:change-id="{name}"/>'


def make_samples() -> dict[str, bytes]:
    return {
        "spans cut in words, a note, a link": make(RUNS),
        "spaces, breaks and tabs": make(SPACES),
        "a field and a bookmark": make(FIELD),
        "tables and lists": make(TABLE),
        "a text box and a comment": make(BOX),
        "header and footer": make(RUNS, master=HEADER),
    }


__all__ = ["SUFFIX", "canonical", "make", "make_samples"]
