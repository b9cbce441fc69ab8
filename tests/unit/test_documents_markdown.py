from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests import markup
from tests.markup import write
from tests.samples import markdown as sample
from translate_cli.documents.formats import format_document
from translate_cli.documents.markdown_blocks import find_lines
from translate_cli.documents.markdown_inline import parse_inline
from translate_cli.model import CodedText, Document, InlineCode


def read(text: str | bytes) -> Document:
    return markup.read(text, "a.md")


def texts(source: str) -> list[tuple[str, str]]:
    return [(block.context, block.text) for block in read(source).blocks]


class TestBlocks:
    def test_every_kind_of_text_is_found_and_named(self) -> None:
        assert texts(sample.PAGE) == [
            ("title", "Kibertəhlükəsizlik: qayda"),
            ("description", "Qanunun tam mətni"),
            ("keywords", "kiber"),
            ("keywords", "məlumat"),
            ("h1", "Ümumi müddəalar"),
            (
                "p",
                "Bu kibercinayət işidir, bax: və maddə. Məhkəmə 5\xa0gün gözləyir; köhnə .",
            ),
            ("link title", "Maddə haqqında"),
            ("blockquote", "İqtibas olunan mətn\nyeni sətir"),
            ("li", "bənd bir davamı"),
            ("li", "Birinci"),
            ("li", "İkinci\nsətir"),
            ("img alt", "Xəritə"),
            ("li", "Tapşırıq görüldü"),
            ("li", "Tapşırıq qalır"),
            ("th", "Sütun"),
            ("th", "Qeyd | izah"),
            ("td", "mətn"),
            ("td", "son"),
            ("h1", "Başlıq"),
            ("footnote", "Qeydin mətni, davamı."),
        ]

    @pytest.mark.parametrize(
        "source",
        [
            "```\nkod\n```\n",
            "~~~ az\nkod\n~~~\n",
            "    kod\n",
            "<div>\nmətn\n</div>\n",
            "<!-- izah -->\n",
            "[a]: http://x.az 'Başlıq'\n",
            "$$\nx = y\n$$\n",
            "::: warning\n",
            "***\n",
            "`kod`\n",
            "https://e-qanun.az/1\n",
            "12 345\n",
            "[TOC]\n",
            "---\nlayout: post\n---\n",
        ],
    )
    def test_what_is_no_text_is_left_alone(self, source: str) -> None:
        assert texts(f"{source}\nMətn.\n") == [("p", "Mətn.")]

    def test_a_footnote_may_have_paragraphs_and_lists(self) -> None:
        source = "[^a]: Bir\n\n    İki\n\n    - üç\n\ndörd\n"
        assert texts(source) == [
            ("footnote", "Bir"), ("footnote", "İki"), ("li", "üç"), ("p", "dörd"),
        ]  # fmt: skip

    def test_rules_at_the_top_are_no_front_matter(self) -> None:
        assert texts("---\nBir mətn\n\n---\n\nson\n") == [("p", "Bir mətn"), ("p", "son")]

    def test_rows_may_lack_bars_and_cells(self) -> None:
        source = "> a | b\n> --|--\n> c |\n> | `x\\|y` ə | d | artıq |\n"
        assert [text for _, text in texts(source)] == ["a", "b", "c", "ə", "d"]

    def test_nesting_without_end_is_read(self) -> None:
        assert read("> " * 5000 + "dərin\n\nüst\n").segments[-1].text == "üst"

    def test_lines_are_found_with_any_line_ends(self) -> None:
        for newline in ("\n", "\r\n", "\r"):
            source = f"> bir{newline}> iki{newline}{newline}üç"
            found, _ = find_lines(source)
            lines = [source[start:end] for lines in found for start, end in lines.spans]
            assert lines == ["bir", "iki", "üç"]


class TestInline:
    @pytest.mark.parametrize(
        ("source", "names"),
        [
            ("***a** b*", "em+ strong+ strong- em-"),
            ("a **b *c* d**", "strong+ em+ em- strong-"),
            ("2 * 3 * 4 snake_case_x", ""),
            ("~~a~~ ~b~ ~~~c~~~", "del+ del- del+ del-"),
            ("**«a»**b", ""),
            ("*a [b*](x)", "a+ a-"),
            ("[a [b](c)](d)", "a+ a-"),
            ("[ə] [Ə][] [x][ə] [y]", "a+ a- a+ a- a+ a-"),
            ("![a ![b](c)](d)", "img"),
            ("[![a](b)](c) x", "a+ img a-"),
            ("``a`b`` `c", "code"),
            ("$x_1$ 5$ və 10$", "math"),
            ("<b>a</b> <kbd>F1</kbd><i>", "b+ b- kbd i+"),
            ("<http://a.az> http://b.az/x_(y). a.b@c.az", "url url url"),
            ("[^1] ^[a *b*]", "footnote note+ em+ em- note-"),
            ("{{ a }} {% b %} { c }", "x x"),
            ("\\*a\\* \\[b\\] \\`c`", ""),
            ("1 < 2 <3 > <a b='>", ""),
        ],
    )
    def test_codes(self, source: str, names: str) -> None:
        marks = {"open": "+", "close": "-", "single": ""}
        found = parse_inline(source, {"Ə"})
        assert names.split() == [
            item.name + marks[item.what] for item in found.items if item.what in marks
        ]

    @pytest.mark.parametrize(
        "sign", ["[", "![", "*", "_a", "<!--", "`", "[a](", "<a b='", "&", "$ "]
    )
    def test_time_grows_with_the_length_only(self, sign: str) -> None:
        assert parse_inline(sign * 20_000).items

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.sampled_from(["*", "**", "_", "__", "a", " ", "«", ".", "`", "](x)", "["])))
    def test_markdown_it_sees_the_same(self, pieces: list[str]) -> None:
        source = "".join(pieces).strip()
        said = "".join(
            item.text or {"open": f"<{item.name}>", "close": f"</{item.name}>"}.get(item.what, "c")
            for item in parse_inline(source).items
        )
        html = MarkdownIt("commonmark").renderInline(source).replace(' href="x"', "")
        assert said == re.sub("<code>.*?</code>", "c", html)


class TestWriting:
    def test_a_translated_paragraph_is_one_line_and_the_rest_stays(self) -> None:
        document = read("Bir  \nüç,\n  dörd.\n\n*  bənd\n   davamı\n\nson\nsətir\n")
        written = write(document, "One", "three, four.", "item", "")
        assert written == "One  \nthree, four.\n\n*  item\n\nson\nsətir\n"

    def test_breaks_keep_the_marks_of_quotes_and_lists(self) -> None:
        document = read("> 1. bir\\\n>    iki<br>\n>    üç\r\n")
        assert write(document, "one", "two", "three") == "> 1. one\\\n>    two<br> three\r\n"

    def test_values_change_without_their_paragraph(self) -> None:
        source = "Mətn *qalır*\n![Şəkil](a.png \"Ad\") [x](y 'İzah')\n"
        written = write(read(source), "", "Pic [1] *", 'N"me', "It's")
        assert written == "Mətn *qalır*\n![Pic \\[1\\] \\*](a.png \"N\\\"me\") [x](y 'It\\'s')\n"

    def test_values_change_with_their_paragraph(self) -> None:
        document = read("Bu ![şəkil](a.png) və [![b ə](c)](d) budur\n")
        first = document.segments[0]
        codes = (InlineCode(1, "single", 5), InlineCode(2, "single", 9))
        assert [(c.number, c.data) for c in first.codes] == [(1, "<img/>"), (2, "<a/>")]
        written = write(document, CodedText("This and is", codes), "pic", "e")
        assert written == "This ![pic](a.png) and [![e](c)](d) is\n"

    def test_links_by_their_text_keep_their_label(self) -> None:
        source = "[Qanun], [Qanun][] və ![Qanun]\n\n[qanun]: a.html\n"
        document = read(source)
        codes = (
            InlineCode(1, "open", 0), InlineCode(1, "close", 3),
            InlineCode(2, "open", 5), InlineCode(2, "close", 8),
        )  # fmt: skip
        written = write(document, CodedText("Law, Law və", codes), "Pic")
        assert written.startswith("[Law][Qanun], [Law][Qanun] və ![Pic][Qanun]\n")

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("2 * 3 = a*b*", "2 * 3 = a\\*b\\*"),
            ("snake_case _x_", "snake_case \\_x\\_"),
            ("<b> & 1 < 2 &amp; R&D", "\\<b> & 1 < 2 &amp;amp; R&D"),
            ("[link](x) ![y]", "\\[link\\](x) !\\[y\\]"),
            ("# x", "\\# x"),
            ("1. x", "1\\. x"),
            ("2024) x", "2024\\) x"),
            ("- x", "\\- x"),
            ("> x", "\\> x"),
            ("+", "\\+"),
            ("---", "\\---"),
            ("a | b `c` \\d \\_", "a | b \\`c\\` \\d \\\\\\_"),
            ("5$ 6$ ~7 ~8 9~", "5\\$ 6\\$ \\~7 \\~8 9\\~"),
            ("{{ x }} www.a.az", "\\{{ x }} www.a.az"),
        ],
    )
    def test_signs_of_a_translation_stay_text(self, text: str, written: str) -> None:
        result = write(read("Mətn\n"), text)
        if "www" in text:  # A bare address would be a link.
            assert MarkdownIt("commonmark").renderInline(result).strip() == text
        else:
            assert result == f"{written}\n"

    @pytest.mark.parametrize(
        ("source", "text", "written"),
        [
            ("| a |\n|---|\n| ə |\n", "x | *y*", "| a |\n|---|\n| x \\| \\*y\\* |\n"),
            ("# ə #\n", "C #", "# C \\# #\n"),
            ("ə\n===\n", "# x", "\\# x\n===\n"),
            ("**ə**\n", "*x*", "**\\*x\\***\n"),
        ],
    )
    def test_signs_by_place(self, source: str, text: str, written: str) -> None:
        document = read(source)
        blank = [""] * (len(document.segments) - 1)
        assert write(document, *blank, text) == written

    @pytest.mark.parametrize(
        ("at", "written"),
        [
            ((0, 6), "**«Foo»** bar"),
            ((0, 5), "**«Foo»** bar"),
            ((1, 4), "«**Foo**» bar"),
            ((4, 9), "«Foo<strong>» bar</strong>"),
            ((2, 8), "«F**oo» ba**r"),
            ((9, 9), "«Foo» bar<strong></strong>"),
        ],
    )
    def test_emphasis_stays_emphasis(self, at: tuple[int, int], written: str) -> None:
        document = read("Bu **qalın** mətn\n")
        codes = (InlineCode(1, "open", at[0]), InlineCode(1, "close", at[1]))
        assert write(document, CodedText("«Foo» bar", codes)) == f"{written}\n"

    def test_underscores_in_words_become_stars(self) -> None:
        document = read("Bu _qalın_ mətn\n")
        codes = (InlineCode(1, "open", 2), InlineCode(1, "close", 4))
        assert write(document, CodedText("foobar", codes)) == "fo*ob*ar\n"

    def test_an_exclamation_mark_before_a_link_makes_no_image(self) -> None:
        document = read("Bax [bura](x) gəl\n")
        codes = (InlineCode(1, "open", 4), InlineCode(1, "close", 8))
        assert write(document, CodedText("See!here", codes)) == "See\\![here](x)\n"

    def test_code_pages_become_utf8_where_they_lack_letters(self) -> None:
        document = read("Görüş bildirildi, şərh yoxdur.\n".replace("ə", "e").encode("cp1254"))
        (segment,) = document.segments
        for text, encoding in (("Görüş", "cp1254"), ("Quyết định", "utf-8")):
            written = format_document(document, {segment.id: CodedText(text)}, lang="vi")
            assert written.decode(encoding) == f"{text}\n"


class TestFrontMatter:
    @pytest.mark.parametrize(
        ("value", "text", "written"),
        [
            ("Qərar", "Decision", "Decision"),
            ("Qərar", "Decision: one", '"Decision: one"'),
            ("Qərar", "Yes", '"Yes"'),
            ("Qərar", "- a # b", '"- a # b"'),
            ("Qərar # izah", "Decision", "Decision # izah"),
            ("'Məhkəmə''nin'", "Court's", "'Court''s'"),
            ('"Q\\u0259rar \\"1\\""', 'De\\"c"', '"De\\\\\\"c\\""'),
            ("[ə, 'b, ç']", "a, b", "[\"a, b\", 'b, ç']"),
        ],
    )
    def test_yaml_values(self, value: str, text: str, written: str) -> None:
        document = read(f"---\ntitle: {value}\nx: 1\n---\n")
        first = document.segments[0]
        said = {first.id: CodedText(text)}
        assert (
            format_document(document, said, lang="en").decode()
            == f"---\ntitle: {written}\nx: 1\n---\n"
        )

    @pytest.mark.parametrize(
        "value",
        ["*ad", "&a Qərar", "!!str Qərar", "{a: Qərar}", '"a\\nə"', "a: ə", "'ə' b", "ə\n  davamı"],
    )
    def test_what_is_not_understood_is_left_alone(self, value: str) -> None:
        source = f"---\ntitle: {value}\n---\nMətn\n"
        assert texts(source) == [("p", "Mətn")]
        assert write(read(source), "Text") == source.replace("Mətn", "Text")

    def test_only_texts_of_the_top_level_and_the_language(self) -> None:
        source = "---\nlang: az\nseo:\n  title: Qərar\nTitle: Ad\ntags: [ə]\n---\nMətn\n"
        document = read(source)
        assert [block.text for block in document.blocks] == ["Ad", "Mətn"]
        written = write(document, "Name", "")
        assert written == source.replace("lang: az", "lang: en").replace("Ad", "Name")
        assert write(document, "", "") == source

    def test_toml(self) -> None:
        source = "+++\ntitle = 'Ə'\ndescription = \"B\\u0259\"\n[x]\ntitle = 'ç'\n+++\n"
        assert texts(source) == [("title", "Ə"), ("description", "Bə")]
        assert write(read(source), "It's", "B") == source.replace("'Ə'", '"It\'s"').replace(
            "B\\u0259", "B"
        )

    def test_block_scalars(self) -> None:
        document = read(sample.LITERAL)
        assert [block.text for block in document.blocks] == [
            "Birinci sətir\nİkinci sətir", "Bir cümlə davam edir.", "qanun", "kiber hücum", "Sadə",
        ]  # fmt: skip
        written = write(document, "First", "Second", "One: 1", "law", "cyber 'attack'", "Plain")
        assert "|\n  First\n  Second\n" in written
        assert ">-\n  One: 1\n" in written
        assert "- law\n- 'cyber ''attack'''\n" in written


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += f"{tag} "


_PLACES = [
    "{}\n",
    "# {}\n",
    "{}\n---\n",
    "- {}\n",
    "> {}\n",
    "| a |\n|---|\n| {} |\n",
    "1. x\n\n   {}\n",
]
_TEXT = st.text(st.sampled_from("*_`[]()<>!~$|#-+=.1:&;\\/{}^\"' «»abə"), min_size=1, max_size=14)


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(_PLACES), text=_TEXT, spots=st.lists(st.integers(0, 14), max_size=4))
def test_what_is_written_says_what_was_translated(place: str, text: str, spots: list[int]) -> None:
    text = " ".join(f"x{text}".split())
    marks = iter(sorted(min(spot, len(text)) for spot in (*spots, 0, 3, 5, 9)[:4]))
    source = place.format("Bu **qalın** və [keçid](x) mətnidir")
    document = read(source)
    segment = document.segments[-1]
    codes = tuple(InlineCode(c.number, c.kind, next(marks)) for c in segment.codes)
    written = format_document(document, {segment.id: CodedText(text, codes)}, lang="en").decode()
    renderer = MarkdownIt("commonmark").enable(["table"])
    before, after = _Text(), _Text()
    before.feed(renderer.render(source))
    after.feed(renderer.render(written))
    wanted = before.text.replace("Bu qalın və keçid mətnidir", text)
    assert "".join(after.text.split()) == "".join(wanted.split())
    assert after.tags == before.tags
