from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.errors import OutputError
from translate_cli.model import Document, Issue, Segment, Target, TermUse, Unit
from translate_cli.report import ReportSummary, iter_report, summarise, write_report
from translate_cli.report_rows import Colours, Span, mark_spans

ROOT = Path(__file__).resolve().parents[2]
VOID = {"br", "col", "meta", "input"}


class Page(HTMLParser):
    """The elements of a page; fails where a tag is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[list[tuple[str, dict[str, str]]], str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs})
        assert len(element[1]) == len(attrs), "an attribute is there twice"
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((list(self.open), data))

    def find(self, tag: str, css: str = "") -> list[dict[str, str]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and (not css or css in attributes.get("class", "").split())
        ]

    def text_of(self, tag: str, **wanted: str) -> str:
        return "".join(
            text
            for path, text in self.texts
            if any(n == tag and wanted.items() <= attributes.items() for n, attributes in path)
        )


SOURCE = "Azərbaycan Kibercinayətkarlığa qarşı Konvensiyanı imzalayıb"
USE = TermUse(
    "kibercinayetkarliq",
    (11, 30),
    (45, 55),
    "preferred",
    "forced",
    "Kibercinayətkarlığa",
    "cybercrime",
    before="computer crime",
    cost_logprob=0.08,
)
MISSING = TermUse("konvensiya", (37, 49), None, "missing", "", "Konvensiyanı", "công ước")
EN = Target(
    "en", "Azerbaijan has signed the Convention against Cybercrime", "starter", -0.5, (USE,)
)
VI = Target(
    "vi",
    "Azerbaijan đã ký hiệp ước về tội phạm mạng",
    "starter",
    -2.0,
    (MISSING,),
    (
        Issue("term-missing", "“công ước” is missing", "error"),
        Issue("low-score", "check the whole sentence"),
        Issue("term-forbidden", "“Hiệp ước” is a forbidden form", "error"),
    ),
)


def make_documents(*units: Unit, name: str = "siyasət.az.txt") -> list[tuple[Document, list[Unit]]]:
    segments = tuple(unit.segment for unit in units)
    return [(Document(Path(name), "", segments), list(units))]


def make_unit(text: str = SOURCE, *targets: Target, number: int = 1) -> Unit:
    return Unit(Segment(str(number), text, 0, len(text)), {t.lang: t for t in targets})


def make_summary(documents: list[tuple[Document, list[Unit]]], **more: object) -> ReportSummary:
    options = {"engine": "starter", "version": "0.1.0", "seconds": 3.25, **more}
    return summarise(
        documents,
        source_lang="az",
        target_langs=("en", "vi"),
        created_at=datetime(2025, 10, 27, 9, 30, tzinfo=UTC),
        **options,  # type: ignore[arg-type]
    )


def render(documents: list[tuple[Document, list[Unit]]], **more: object) -> str:
    return "".join(iter_report(documents, summary=make_summary(documents, **more)))


def visible(text: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", text))


def test_numbers_are_counted() -> None:
    documents = make_documents(make_unit(SOURCE, EN, VI), make_unit("Bir iki", EN, number=2))
    summary = make_summary(documents)
    assert (summary.segments, summary.words) == (2, 7)
    assert (summary.terms_found, summary.terms_preferred, summary.terms_missing) == (3, 2, 1)
    assert (summary.terms_enforced, summary.terms_admitted, summary.low_score) == (2, 0, 1)


def test_the_page_says_what_was_run_and_what_came_of_it() -> None:
    page = render(
        make_documents(make_unit(SOURCE, EN, VI)),
        glossary="terms.tsv",
        glossary_sha256="ab" * 32,
        model="starter 1",
        options={"--enforce": "strict"},
    )
    text = visible(page)
    for expected in ("siyasət.az.txt", "starter 1", "terms.tsv", "ab" * 32, "3.2 s", "strict"):
        assert expected in text
    assert "<b>1</b> renderings missing" in page
    assert "2025-10-27 09:30 UTC" in text


def test_a_term_has_one_colour_and_number_in_all_languages() -> None:
    page = Page(render(make_documents(make_unit(SOURCE, EN, VI))))
    marks = [m for m in page.find("mark") if "kibercinayetkarliq" in m["title"]]
    assert {m["class"].split()[0] for m in marks} == {"c0"}
    assert [m["data-n"] for m in marks] == ["1", "1"]
    assert "the model had said “computer crime”" in marks[1]["title"]
    assert "preferred (forced)" in marks[1]["title"]
    assert "cost 0.08" in marks[1]["title"]
    assert page.text_of("mark", title=marks[0]["title"]) == "Kibercinayətkarlığa"
    assert page.text_of("mark", title=marks[1]["title"]) == "Cybercrime"


def test_missing_and_forbidden_terms_are_said_in_words() -> None:
    text = render(make_documents(make_unit(SOURCE, EN, VI)))
    page = Page(text)
    assert "Missing term 2: “Konvensiyanı” should be “công ước”" in visible(text)
    assert "Forbidden form: “Hiệp ước” is a forbidden form" in visible(text)
    assert page.text_of("mark", title="forbidden form") == "hiệp ước"
    # The issue that repeats the missing term is not listed again.
    assert "“công ước” is missing" not in visible(text)


def test_a_missing_term_without_a_place_is_never_silent() -> None:
    issue = Issue("term-missing", "“hiệp định” is missing", "error")
    target = Target("vi", "Azerbaijan", "starter", -1.0, (MISSING,), (issue, issue))
    text = render(make_documents(make_unit(SOURCE, EN, target)))
    assert visible(text).count("“hiệp định” is missing") == 1


def test_rows_carry_what_the_filters_need() -> None:
    page = Page(
        render(
            make_documents(
                make_unit(SOURCE, EN, VI),
                make_unit("İki", Target("en", "Two", "s", 0.0), Target("vi", "Hai", "s", 0.0)),
                make_unit("Üç", EN, Target("vi", "Ba", "s", -3.0, (), (Issue("low-score", "x"),))),
                make_unit("Dörd", EN),
            )
        )
    )
    rows = [attributes.get("class", "") for attributes in page.find("tr")[1:]]
    assert rows == ["i m l e", "", "i l", "i e"]
    texts = [text for path, text in page.texts if path and path[-1][0] == "button"]
    assert texts == ["All (4)", "With issues (3)", "Missing terms (1)", "Low score (2)"]
    assert "No translation" in page.text_of("p", **{"class": "none"})


def test_the_worst_segments_are_linked_first() -> None:
    good = [make_unit(f"cümlə {n}", EN, Target("vi", "x", "s", -1)) for n in range(20)]
    low = make_unit("zəif", EN, Target("vi", "x", "s", -3, (), (Issue("low-score", "x"),)))
    page = Page(render(make_documents(*good, low, make_unit(SOURCE, EN, VI))))
    links = [
        attributes["href"]
        for path, _ in page.texts
        if any(tag == "ol" for tag, _ in path)
        for tag, attributes in path
        if tag == "a"
    ]
    assert links == ["#d1s22", "#d1s21"]
    assert {"d1s22", "d1s21"} <= {attributes.get("id") for attributes in page.find("tr")}


def test_no_issue_is_said_too() -> None:
    page = render(make_documents(make_unit(SOURCE, EN, Target("vi", "x", "s", -1))))
    assert "No issue was found" in page
    Page(render([]))
    Page(render(make_documents()))


def test_everything_is_escaped() -> None:
    evil = "<script>alert('x')</script>\" onmouseover=\"x & \x00\ud800"
    use = TermUse(evil, (0, 9), (0, 8), "admitted", "repaired", evil, evil, evil, 1.0)
    lost = TermUse(evil, (2, 12), None, "missing", "", evil, evil, evil)
    target = Target("en", evil, evil, -1.0, (use, lost), (Issue(evil, evil),))
    document = Document(Path(evil.replace("/", "").replace("\x00", "")), "", (), notices=(evil,))
    unit = Unit(Segment(evil, evil, 0, 1), {"en": target})
    more = {"engine": evil, "glossary": evil, "glossary_sha256": evil, "options": {evil: evil}}
    page = Page(render([(document, [unit])], model=evil, **more))  # type: ignore[arg-type]
    assert len(page.find("script")) == 1
    assert not any("onmouseover" in attributes for _, attributes in page.elements)
    assert "<script>alert('x')</script>" in page.text_of("td")


def test_the_page_is_self_contained_and_allows_only_its_own_script(tmp_path: Path) -> None:
    path = tmp_path / "hesabat.html"
    documents = make_documents(make_unit(SOURCE, EN, VI))
    write_report(path, documents, summary=make_summary(documents))
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object"}
    assert not [a for _, a in page.elements if a.keys() & {"src", "style", "onclick"}]
    assert not re.search(r"url\(|@import|https?://", text)
    assert all(a["href"].startswith("#") for a in page.find("a"))
    policy = next(a["content"] for a in page.find("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert list(tmp_path.iterdir()) == [path]


def test_an_unwritable_place_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_report(tmp_path / "yox" / "r.html", [], summary=make_summary([]))


def test_every_text_has_its_language() -> None:
    page = Page(render(make_documents(make_unit(SOURCE, EN, VI))))
    assert page.text_of("p", lang="az") == SOURCE
    assert page.text_of("p", lang="en") == EN.text
    assert page.text_of("p", lang="vi") == VI.text
    assert page.text_of("span", lang="vi") == "công ước"
    assert page.find("html")[0]["lang"] == "en"


# Marks

spans = st.lists(
    st.builds(Span, st.integers(-3, 30), st.integers(-3, 30), st.just("c1"), st.text(max_size=3)),
    max_size=8,
)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=25), spans)
def test_overlapping_spans_never_break_the_markup(text: str, marked: list[Span]) -> None:
    result = mark_spans(text, marked)
    Page(result)
    assert visible(result) == text
    inside = {n for span in marked for n in range(max(span.start, 0), min(span.end, len(text)))}
    expected = "".join(char for n, char in enumerate(text) if n in inside)
    assert Page(result).text_of("mark") == expected


def test_a_term_inside_a_term_keeps_both() -> None:
    result = mark_spans(
        "əlavə protokol", [Span(0, 14, "c1", "əlavə protokol", 1), Span(6, 14, "c2", "protokol", 2)]
    )
    assert result == (
        '<mark class="c1" title="əlavə protokol">əlavə </mark>'
        '<mark class="c2" title="protokol | əlavə protokol" data-n="2,1">protokol</mark>'
    )


def test_colours_stay_and_differ_from_their_neighbours() -> None:
    colours = Colours()
    first = colours.assign(["a", "b"])
    assert len(set(first.values())) == 2
    for n in range(30):
        row = colours.assign(["a", f"x{n}", f"y{n}", f"z{n}"])
        assert row["a"] == first["a"]
        assert len(set(row.values())) == 4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1 of two colours written #rrggbb."""

    def luminance(colour: str) -> float:
        channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
def test_colours_have_the_contrast_of_wcag_aa(theme: int) -> None:
    css = resources.files("translate_cli").joinpath("templates", "report.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[theme]))
    backs = ("page", "card", "head")
    pairs = [(front, back) for front in ("text", "muted") for back in backs]
    pairs += [(front, back) for front in ("bad", "warn", "good", "link") for back in backs[:2]]
    pairs += [("bad", "bad-back"), ("warn", "warn-back"), ("on-accent", "accent")]
    pairs += [("mark-text", f"c{n}") for n in range(8)]
    for front, back in pairs:
        assert contrast(colours[front], colours[back]) >= 4.5, (front, back)


def test_five_thousand_segments_stay_lean_and_linear(tmp_path: Path) -> None:
    documents = make_documents(*(make_unit(SOURCE, EN, VI, number=n) for n in range(5000)))
    started = time.perf_counter()
    write_report(tmp_path / "r.html", documents, summary=make_summary(documents))
    # About 0.4 s; the limit leaves room for a busy machine and none for quadratic code.
    assert time.perf_counter() - started < 8
    assert (tmp_path / "r.html").stat().st_size < 5000 * 2000


def test_importing_the_module_does_not_import_lxml() -> None:
    code = "import sys, translate_cli.report; sys.exit('lxml' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
