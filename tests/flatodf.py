"""Documents in flat OpenDocument, from which LibreOffice makes files of every office format."""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
    "fo": "xsl-fo-compatible", "svg": "svg-compatible", "presentation": "presentation",
}  # fmt: skip
_HEAD: Final = " ".join(
    [
        *(
            f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for prefix, name in _NAMES.items()
        ),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"',
    ]
)


def make_document(kind: str, inside: str) -> str:
    """Return a flat file of a kind (text, spreadsheet, presentation) around its elements."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_HEAD} office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.{kind}">{inside}</office:document>\n'
    )


LAW = """
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"
/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"
fo:color="#ff0000"/></style:style>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm"
fo:page-height="29.7cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p>Qanun layihəsi</text:p></style:header><style:footer><text:p
>Səhifə <text:page-number>1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:h text:outline-level="1">Kibertəhlükəsizlik haqqında</text:h>
<text:p>Bu <text:span text:style-name="B">kiber<text:span text:style-name="I">cinayət</text:span
></text:span> işidir<text:note text:id="n1" text:note-class="footnote"><text:note-citation
>1</text:note-citation><text:note-body><text:p>Qeyd: maddə 5.</text:p></text:note-body></text:note
>. Bax: <text:a xlink:href="https://e-qanun.az/" xlink:type="simple">qanun</text:a>, maddə<text:tab
/>son.</text:p>
<text:p>Birinci sətir<text:line-break/>ikinci sətir. Üçüncü<office:annotation office:name="c1"
><dc:creator>A</dc:creator><dc:date>2025-01-01T00:00:00</dc:date><text:p>Şərh mətni.</text:p
></office:annotation> cümlə.</text:p>
<text:list><text:list-item><text:p>Birinci bənd</text:p></text:list-item><text:list-item><text:p
>İkinci bənd</text:p><text:list><text:list-item><text:p>Alt bənd</text:p></text:list-item
></text:list></text:list-item></text:list>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row
><table:table-cell><text:p>Söz</text:p></table:table-cell><table:table-cell><text:p>Məna <text:span
text:style-name="B">qalın</text:span></text:p></table:table-cell></table:table-row><table:table-row
><table:table-cell table:number-columns-spanned="2"><text:p>Birləşmiş xana</text:p
></table:table-cell><table:covered-table-cell/></table:table-row></table:table>
<text:p><draw:frame draw:name="F1" text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm"
><draw:text-box><text:p>Çərçivə mətni</text:p></draw:text-box></draw:frame>Çərçivə burada.</text:p>
<text:p>Son abzas.</text:p>
</office:text></office:body>
"""

BOOK = """
<office:styles>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
style:default-outline-level="1"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"
/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"
/></style:style>
<style:style style:name="SUP" style:family="text"><style:text-properties
style:text-position="super 58%"/></style:style>
<style:style style:name="gr1" style:family="graphic"/>
<style:style style:name="PB" style:family="paragraph"><style:paragraph-properties
fo:break-before="page"/></style:style>
<style:style style:name="Sect1" style:family="section"><style:section-properties><style:columns
fo:column-count="2"/></style:section-properties></style:style>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm"
fo:page-height="29.7cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p>Birinci başlıq</text:p></style:header><style:header-left><text:p
>Sol başlıq</text:p></style:header-left>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:table-of-content text:name="TOC1"><text:table-of-content-source text:outline-level="3"
><text:index-title-template>Mündəricat</text:index-title-template></text:table-of-content-source
><text:index-body><text:index-title text:name="TOC1_Head"><text:p>Mündəricat</text:p
></text:index-title><text:p><text:a xlink:href="#1.Fəsil|outline" xlink:type="simple"
>Fəsil<text:tab/>1</text:a></text:p></text:index-body></text:table-of-content>
<text:h text:style-name="Heading_20_1" text:outline-level="1"><text:bookmark-start text:name="bm"
/>Fəsil<text:bookmark-end text:name="bm"/></text:h>
<text:p>Bax: <text:bookmark-ref text:reference-format="text" text:ref-name="bm"
>Fəsil</text:bookmark-ref> və tarix <text:date text:date-value="2025-01-01">01.01.2025</text:date
>, sətir<text:soft-page-break/> m<text:span text:style-name="SUP">2</text:span> sahə<text:note
text:id="en1" text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body
><text:p>Son qeyd.</text:p></text:note-body></text:note>.</text:p>
<text:p text:style-name="PB">Gizli <text:span text:style-name="H">gizlədilmiş mətn</text:span
> var. İkinci   boşluq.</text:p>
<text:section text:style-name="Sect1" text:name="S1"><text:p>Sütunlu mətn burada.</text:p
></text:section>
<text:p><draw:custom-shape text:anchor-type="paragraph" draw:style-name="gr1" svg:width="4cm"
svg:height="2cm" svg:x="1cm" svg:y="0cm"><text:p>Fiqur mətni</text:p><draw:enhanced-geometry
svg:viewBox="0 0 21600 21600" draw:type="rectangle"
draw:enhanced-path="M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"/></draw:custom-shape
>Fiqur yanında.</text:p>
<table:table table:name="O"><table:table-column/><table:table-row><table:table-cell><text:p
>Xarici</text:p><table:table table:name="I" table:is-sub-table="false"><table:table-column
/><table:table-row><table:table-cell><text:p>Daxili xana</text:p></table:table-cell
></table:table-row></table:table><text:p>Sonra</text:p></table:table-cell></table:table-row
></table:table>
<text:p>Söz<text:s text:c="3"/>boşluqlar. Bölünməz\u00a0boşluq və yumşaq\u00addefis.</text:p>
<text:p>Qanun <text:span text:style-name="B">№ 5</text:span>; <text:span text:style-name="B"
>qərar</text:span> və “dırnaq” – tire…</text:p>
</office:text></office:body>
"""

SHEET = """
<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties
fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:content-validations><table:content-validation
table:name="v1" table:condition="of:cell-content-is-in-list(&quot;Bəli&quot;;&quot;Xeyr&quot;)"
table:base-cell-address="Cədvəl.A4"/></table:content-validations><table:table table:name="Cədvəl">
<table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>Söz</text:p
></table:table-cell><table:table-cell office:value-type="string"><text:p>Bu <text:span
text:style-name="B">qalın</text:span> mətn</text:p></table:table-cell><table:table-cell
office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Birinci sətir</text:p><text:p
>ikinci sətir</text:p></table:table-cell><table:table-cell table:formula="of:=[.C1]*2"
office:value-type="float" office:value="10"><text:p>10</text:p></table:table-cell><table:table-cell
office:value-type="string"><office:annotation><text:p>Şərh mətni</text:p></office:annotation
><text:p>Söz</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:formula="of:=[.A1]&amp;&quot; x&quot;"
office:value-type="string" office:string-value="Söz x"><text:p>Söz x</text:p></table:table-cell
></table:table-row>
<table:table-row><table:table-cell table:content-validation-name="v1" office:value-type="string"
><text:p>Bəli</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"
office:value-type="string"><text:p>Birləşmiş xana</text:p></table:table-cell
><table:covered-table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body>
"""

SLIDES = """
<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties
fo:font-weight="bold"/></style:style>
<style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="28cm"
fo:page-height="21cm"/></style:page-layout>
<style:style style:name="dp1" style:family="drawing-page"/></office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pm1"
draw:style-name="dp1"/></office:master-styles>
<office:body><office:presentation><draw:page draw:name="page1" draw:master-page-name="Default">
<draw:frame svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="3cm" presentation:class="title"
><draw:text-box><text:p>Kiber<text:span text:style-name="B">cinayət</text:span></text:p
></draw:text-box></draw:frame>
<draw:frame svg:x="1cm" svg:y="5cm" svg:width="20cm" svg:height="8cm"><draw:text-box><text:list
><text:list-item><text:p>Birinci bənd</text:p></text:list-item><text:list-item><text:p
>İkinci <text:a xlink:href="https://e-qanun.az/" xlink:type="simple">qanun</text:a> bəndi</text:p
></text:list-item></text:list></draw:text-box></draw:frame>
<draw:frame svg:x="1cm" svg:y="14cm" svg:width="10cm" svg:height="3cm"><table:table
><table:table-column/><table:table-row><table:table-cell><text:p>Xana mətni</text:p
></table:table-cell></table:table-row></table:table></draw:frame>
<draw:g><draw:custom-shape svg:x="2cm" svg:y="16cm" svg:width="4cm" svg:height="2cm"><text:p
>Qrup mətni <text:line-break/>ikinci</text:p><draw:enhanced-geometry svg:viewBox="0 0 21600 21600"
draw:type="rectangle" draw:enhanced-path="M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"
/></draw:custom-shape><draw:frame svg:x="7cm" svg:y="16cm" svg:width="6cm" svg:height="2cm"
><draw:text-box><text:p><text:span text:style-name="B">Qalın</text:span> qrup <text:page-number
>1</text:page-number></text:p></draw:text-box></draw:frame></draw:g><presentation:notes><draw:frame
svg:x="1cm" svg:y="10cm" svg:width="10cm" svg:height="5cm" presentation:class="notes"
><draw:text-box><text:p>Qeyd mətni</text:p></draw:text-box></draw:frame></presentation:notes>
</draw:page></office:presentation></office:body>
"""
