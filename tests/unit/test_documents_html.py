from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import markup
from tests.markup import write
from tests.samples import html as sample
from translate_cli.documents.charset import decode_document, find_codec
from translate_cli.documents.formats import format_document
from translate_cli.documents.html_tokens import iter_tokens
from translate_cli.errors import InputError
from translate_cli.model import CodedText, Document, InlineCode


def read(text: str | bytes, name: str = "a.html") -> Document:
    return markup.read(text, name)


def texts(source: str) -> list[tuple[str, str]]:
    return [(block.context, block.text) for block in read(source).blocks]


def codes(source: str) -> list[list[tuple[int, str]]]:
    return [[(code.position, code.data) for code in block.codes] for block in read(source).blocks]


class TestTokens:
    @pytest.mark.parametrize(
        ("source", "kinds"),
        [
            ("<p a=1 b='>' c=\">\">x</p >", "start text end"),
            ("1 < 2 <3 <> </> <%= x > %>", "text other text other"),
            ("<!-- > --><!-->x<!doctype a><![CDATA[ > ]]>", "other other text other other"),
            ("<?php 1 > 2 ?>x", "other text"),
            ("<script>a</b></script>x", "start other end text"),
            ("<title>a <b> &amp;</title>", "start text end"),
            ("<p a='unclosed>x</p>", "start text end"),
            ("x<p a", "text other"),
            ("<style>never closed <p>", "start other"),
            ("<!DOCTYPE a [<!ELEMENT b (c)>]>x", "other text"),
        ],
    )  # fmt: skip
    def test_kinds(self, source: str, kinds: str) -> None:
        tokens = list(iter_tokens(source))
        assert [token.kind for token in tokens] == kinds.split()
        assert "".join(source[token.start : token.end] for token in tokens) == source

    def test_attributes_have_their_places(self) -> None:
        source = "<INPUT Type=Submit VALUE='a\"b' title=\"c'd\" checked type=x/>"
        (token,) = iter_tokens(source)
        found = [(a.name, source[a.start : a.end], a.quote) for a in token.attributes]
        assert found == [
            ("type", "Submit", ""), ("value", 'a"b', "'"), ("title", "c'd", '"'),
            ("checked", "", None),
        ]  # fmt: skip

    @given(st.lists(st.sampled_from([*"<>/!-='\" a&;?%", "<p", "script", "title", "-->", "]]>"])))
    def test_nothing_is_lost(self, pieces: list[str]) -> None:
        source = "".join(pieces)
        for xml in (False, True):
            tokens = list(iter_tokens(source, xml=xml))
            assert "".join(source[token.start : token.end] for token in tokens) == source
            assert all(token.start < token.end for token in tokens)


class TestBlocks:
    def test_every_kind_of_text_is_found_and_named(self) -> None:
        assert texts(sample.PAGE) == [
            ("title", "Kibertəhlükəsizlik haqqında Qanun & şərhlər"),
            ("meta description", "Qanunun tam mətni. Son dəyişikliklərlə."),
            ("meta og:title", 'Qanun "Kiber"'),
            ("h1", "Ümumi müddəalar"),
            (
                "p",
                "Bu kibercinayət işidir; bax: 2-ci maddə.\xa0Məhkəmə 5\xa0gün gözləyir.",
            ),
            ("a title", "Maddə haqqında"),
            ("p", "Diqqət! əmri yalnız buradadır:"),
            ("p", "Birinci sətir\nİkinci sətir\nüçüncü sətir"),
            ("li", "Birinci bənd"),
            ("li", "İkinci bənd"),
            ("img alt", "Bakı şəhərinin xəritəsi"),
            ("p", "1 < 2 və 3 > 2; R&D"),
        ]

    def test_forms(self) -> None:
        assert texts(sample.FORM) == [
            ("p", "Ad: və seçin."),
            ("input placeholder", "Adınızı yazın"),
            ("option", "Bakı"),
            ("option", "Gəncə şəhəri"),
            ("label", "Razıyam"),
            ("button", "Göndər"),
            ("input value", "Axtar"),
            ("td aria-label", "Bağla"),
        ]

    @pytest.mark.parametrize(
        "source",
        [
            "<script>ə</script>",
            "<style>ə</style>",
            "<template><p>ə</p></template>",
            "<pre>ə <b>ç</b></pre>",
            "<svg><title>ə</title><text>ə</text></svg>",
            "<math><mtext>ə</mtext></math>",
            "<textarea>ə</textarea>",
            "<iframe>ə</iframe>",
            "<p><code>ə</code> <kbd>ə</kbd> <samp>ə</samp> <var>ə</var></p>",
            "<p translate=no title=ə>ə <b>ə</b></p>",
            "<div class='a notranslate b'><p>ə</p><img alt=ə></div>",
            "<!-- ə --><![if ə]><!DOCTYPE ə>",
            "<p>1 200</p><p>https://e-qanun.az</p><img alt='a.png'><p>a@b.az</p>",
            "<input value=ə><input type=hidden value=ə><link title=ə><meta name=author content=ə>",
        ],
    )
    def test_what_is_no_text_is_left_alone(self, source: str) -> None:
        assert texts(f"{source}<p>Mətn.</p>") == [("p", "Mətn.")]

    def test_translate_yes_within_no(self) -> None:
        source = "<div translate=no>a<p translate=yes>ə</p><b translate=yes>ç</b> b</div>ö"
        assert [text for _, text in texts(source)] == ["ə", "ç", "ö"]

    def test_elements_end_without_end_tags(self) -> None:
        source = (
            "<p translate=no>a<p>ə<ul><li translate=no>b<li>ç<ul><li>ğ</ul></ul>"
            "<table><tr translate=no><td>c<tr><td>h<td translate=no>d<tr><th>ö</table>"
            "<dl><dt translate=no>e<dd>ü</dl>"
        )
        assert [text for _, text in texts(source)] == ["ə", "ç", "ğ", "h", "ö", "ü"]

    def test_menus_are_cut_into_links(self) -> None:
        assert codes("<p><a href=1>Ana</a> | <a href=2>Əlaqə <b>bu</b></a></p>") == [
            [], [(6, "<b>"), (8, "</b>")],
        ]  # fmt: skip
        assert texts("<p><a>Ana</a> və <a>Əlaqə</a></p>") == [("p", "Ana və Əlaqə")]

    def test_deep_nesting_is_read(self) -> None:
        source = "<div><b><label>" * 3000 + "ə"
        document = read(source)
        assert write(document, "a") == source[:-1] + "a"

    @pytest.mark.parametrize(
        "piece", ["<b>", "</b>", "<p><b>", "<a href='", "<!--", "<![CDATA[", "<?php", "<", "&a",
                  "<table><b>", "<label>", "<title>", "<a b=\">"],
    )  # fmt: skip
    def test_time_grows_with_the_length_only(self, piece: str) -> None:
        source = f"<p>ə</p>{piece * 30_000}"
        assert read(source).segments[0].text == "ə"


class TestCodes:
    @pytest.mark.parametrize(
        ("source", "found"),
        [
            ("<p><b>ə</b></p>", []),
            ("<p><a><b>ə</b></a> <!-- x --></p>", []),
            ("<p><b>ə</b> ç</p>", [(0, "<b>"), (1, "</b>")]),
            ("<p>ə <b><i>ç</i></b></p>", [(2, "<b>"), (2, "<i>"), (3, "</i>"), (3, "</b>")]),
            ("<p>ə<i class=x></i> ç</p>", [(1, "<i/>")]),
            ("<p>ə <b>ç <i>d</b> e</i></p>", [(2, "<b>"), (4, "<i/>"), (5, "</b>")]),
            ("<p><img> ə <img> ç <img></p>", [(2, "<img/>")]),
            ("<p><code>x</code> ə <code>y</code></p>", [(0, "<code/>"), (1, "<code/>")]),
            ("<p>a <b> <i> b </i> </b> c", [(2, "<b>"), (2, "<i>"), (4, "</i>"), (4, "</b>")]),
        ],
    )
    def test_codes(self, source: str, found: list[tuple[int, str]]) -> None:
        assert codes(source) == [found]

    def test_codes_move_with_all_they_hold(self) -> None:
        source = (
            '<p>Bu <a href="x" class=\'y\' title="Ad">keçid</a> <code>f(&lt;)</code>'
            " <button>Düymə</button> mətni</p>"
        )
        document = read(source)
        moved = (
            InlineCode(2, "single", 0), InlineCode(3, "single", 0), InlineCode(1, "open", 5),
            InlineCode(1, "close", 7),
        )  # fmt: skip
        assert [s.text for s in document.segments] == ["Bu keçid mətni", "Ad", "Düymə"]
        assert write(document, CodedText("this is", moved), "Name", "Push") == (
            "<p><code>f(&lt;)</code> <button>Push</button> this "
            '<a href="x" class=\'y\' title="Name">is</a></p>'
        )

    def test_white_space_beside_code_stays(self) -> None:
        source = "<p>Bu <code>x</code> əmri</p>"
        for at, written in [
            (0, "<code>x</code> a b."), (1, "a <code>x</code> b."),
            (2, "a <code>x</code> b."), (4, "a b. <code>x</code>"), (3, "a b <code>x</code>."),
        ]:  # fmt: skip
            said = CodedText("a b.", (InlineCode(1, "single", at),))
            assert write(read(source), said) == f"<p>{written}</p>"

    def test_breaks_keep_what_is_beside_them(self) -> None:
        document = read("<p>bir <br class=x>\n  iki<br/>üç</p>")
        assert write(document, "1a", "2a", "3a") == "<p>1a <br class=x>\n  2a<br/>3a</p>"


class TestWriting:
    def test_only_what_changed_is_written(self) -> None:
        source = "<p  ID=x >ə &nbsp;\n ç</p ><P>d\n ə &copy; <B >ö</B ></P><img alt = 'ü' />"
        assert write(read(source), "", "a b ö", "") == source.replace(
            "d\n ə &copy; <B >ö</B >", "a b ö<B ></B >"
        )

    @pytest.mark.parametrize(
        ("source", "text", "written"),
        [
            ("<p>ə</p>", 'a < b & c > "d" &lt;', '<p>a &lt; b &amp; c &gt; "d" &amp;lt;</p>'),
            ("<p>ə&nbsp;ç</p>", "a\xa0b", "<p>a&nbsp;b</p>"),
            ("<p>ə&#160;ç</p>", "a\xa0b", "<p>a&#160;b</p>"),
            ("<p>ə</p>", "a\xa0b", "<p>a\xa0b</p>"),
            ("<title>ə</title>", "</title><b>", "<title>&lt;/title&gt;&lt;b&gt;</title>"),
            ("<p>kiber&shy;cinayət</p>", "cyber", "<p>cyber</p>"),
            ("<img alt=ə>", "a", "<img alt=a>"),
            ("<img alt=ə>", "a b", '<img alt="a b">'),
            ("<img alt=ə>", 'a"<', '<img alt="a&quot;&lt;">'),
            ("<img alt='ə'>", 'it\'s "a" & b', "<img alt='it&#39;s \"a\" &amp; b'>"),
            ('<img alt="ə">', 'it\'s "a"', '<img alt="it\'s &quot;a&quot;">'),
        ],
    )
    def test_signs_of_a_translation_stay_text(self, source: str, text: str, written: str) -> None:
        assert write(read(source), text) == written

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("<html>", '<html lang="en">'),
            ("<HTML class=a>", '<HTML lang="en" class=a>'),
            ("<html lang=az-AZ>", "<html lang=en>"),
            ("<html xml:lang='az' lang>", "<html xml:lang='en' lang=\"en\">"),
            ('<html lang=az><body lang="AZ-Latn"><b lang=fr>', '<html lang=en><body lang="en">'
             "<b lang=fr>"),
            ("<body lang=az>", "<body lang=az>"),
        ],
    )  # fmt: skip
    def test_language(self, before: str, after: str) -> None:
        document = read(f"{before}<p>ə</p>")
        assert write(document, "a") == f"{after}<p>a</p>"
        assert write(document, "ə") == f"{before}<p>ə</p>"

    def test_xhtml_gets_both(self) -> None:
        source = '<?xml version="1.0"?><html xmlns="x"><title/><p/><p>ə</p><script/>ç</html>'
        assert [text for _, text in texts(source)] == ["ə", "ç"]
        assert write(read(source), "a", "") == source.replace(
            "<html", '<html lang="en" xml:lang="en"'
        ).replace("ə", "a")


class TestCharset:
    def test_it_stays_where_it_has_the_letters(self) -> None:
        document = read(sample.XHTML.encode("cp1254"), "a.xhtml")
        said = {s.id: CodedText("Ölçü — ✔") for s in document.segments[:1]}
        written = format_document(document, said, lang="en")
        expected = sample.XHTML.replace("Görüşler", "Ölçü — &#10004;")
        assert written == expected.replace('xml:lang="tr"', 'xml:lang="en"').encode("cp1254")

    def test_it_becomes_utf8_where_it_lacks_letters(self) -> None:
        document = read(sample.XHTML.encode("cp1254"), "a.xhtml")
        said = {s.id: CodedText("Quyết định") for s in document.segments[:1]}
        written = format_document(document, said, lang="vi").decode()
        expected = sample.XHTML.replace("Görüşler", "Quyết định").replace("windows-1254", "utf-8")
        assert written == expected.replace('xml:lang="tr"', 'xml:lang="vi"')

    def test_a_file_that_says_nothing_says_it_then(self) -> None:
        data = "<html><head><title>Görüş ve şerh</title></head></html>".encode("cp1254")
        document = read(data)
        assert "Windows-1254" in document.notices[0]
        said = {document.segments[0].id: CodedText("Quyết")}
        assert format_document(document, said, lang="vi").decode() == (
            '<html lang="vi"><head><meta charset="utf-8"><title>Quyết</title></head></html>'
        )

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32"])
    def test_marks_stay(self, codec: str) -> None:
        text = "\ufeff<p>Qərar</p>" if codec.startswith("utf-16") else "<p>Qərar</p>"
        document = read(text.encode(codec))
        written = format_document(document, {"s1": CodedText("Quyết")}, lang="vi")
        assert written == text.replace("Qərar", "Quyết").encode(codec)

    def test_what_the_file_says(self) -> None:
        head = '<meta http-equiv=content-type content="text/html; charset=ISO-8859-9">'
        assert read(f"{head}<p>ığdır</p>".encode("cp1254")).segments[0].text == "ığdır"
        assert read(f"{head}<p>Qərar</p>").segments[0].text == "Qərar"
        assert read(f"<!-- {head} --><p>Qərar</p>").segments[0].text == "Qərar"
        assert find_codec("x-unknown") == find_codec("utf-16") == "utf-8"

    def test_a_wrong_encoding_is_refused(self) -> None:
        with pytest.raises(InputError, match="says it is windows-1257, but byte 2 is not"):
            decode_document(b"ab\xa1\xff", "windows-1257", where="a.html")

    def test_entities_are_refused(self) -> None:
        with pytest.raises(InputError, match="declares entities"):
            read('<!DOCTYPE html [<!ENTITY e "boom">]><p>&e;</p>')


_INLINE = st.deferred(
    lambda: st.one_of(
        st.sampled_from(["ə", " ", "a b", "&amp;", "&nbsp;", "<br>", "<img alt='ə'>", "<wbr>",
                         "<code>x</code>", "<!--c-->", "<b>", "</i>", "<button>ç</button>"]),
        st.tuples(st.sampled_from(["b", "i", "a", "span"]), st.lists(_INLINE, max_size=4)).map(
            lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
        ),
    )
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_INLINE, max_size=8), st.sampled_from(["<p>{}</p>", "<ul><li>{}<li>ö</ul>", "{}"]))
def test_translations_change_texts_only(pieces: list[str], place: str) -> None:
    source = f"<div>{place.format(''.join(pieces))}<p>son</p></div>"
    document = read(source)
    same = {s.id: CodedText(s.text, s.codes) for s in document.segments}
    assert format_document(document, same, lang="en").decode() == source
    said = {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}
    written = format_document(document, said, lang="en").decode()
    before, after = lxml.html.fromstring(source), lxml.html.fromstring(written)
    assert [e.tag for e in after.iter()] == [e.tag for e in before.iter()]
    for element in before.iter("code"):
        element.text = "X"
    for element in after.iter("code"):
        element.text = "X"
    wanted = "".join(before.text_content().split()).upper()
    assert "".join(after.text_content().split()) == wanted
