from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.columns import clean_value, order_terms
from glossary.model import LANGS, Concept, Term
from glossary.tsv import format_tsv, parse_tsv
from glossary.tsv_lines import decode_cell, encode_cell, iter_lines

CHARS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
RAW = st.text(st.sampled_from('a"\t\r\n |#ə') | CHARS, max_size=60)
WORD = st.text(
    st.sampled_from("aəıİçş'’-\"") | st.characters(categories=("L", "N", "P")), min_size=1
).filter(lambda text: "|" not in text)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join).map(clean_value).filter(bool)
VALUE = (
    st.text(CHARS | st.sampled_from('\t\n"|'), max_size=30)
    .map(lambda text: text.replace("\t", " ") if "\n" in text else text)
    .map(clean_value)
)
"""A cell of several lines holds no tab."""


@st.composite
def concepts(draw: st.DrawFn, concept_id: str = "x") -> Concept:
    terms = []
    for lang in LANGS:
        for status in ("preferred", "admitted", "forbidden"):
            limit = 1 if status == "preferred" else 2
            texts = draw(st.lists(PHRASE, max_size=limit))
            terms.extend(Term(text, lang, status) for text in texts)
    if not terms:
        terms.append(Term(draw(PHRASE), "az"))
    return Concept(
        concept_id,
        tuple(terms),
        pos=draw(VALUE),
        domain=draw(VALUE),
        status=draw(st.sampled_from(["approved", "proposed", "deprecated"])),
        case_sensitive=draw(st.booleans()),
        enforce=draw(st.sampled_from(["", "strict", "prefer", "check"])),
        source=draw(VALUE),
        definition=draw(VALUE),
        note=draw(VALUE),
    )


@settings(deadline=None)
@given(RAW)
def test_lines_joined_are_the_text(text: str) -> None:
    assert "".join(line.raw for line in iter_lines(text)) == text


@settings(deadline=None)
@given(RAW, RAW)
def test_a_written_cell_reads_as_its_value(text: str, like: str) -> None:
    value = clean_value(text)
    expected = value
    if "\n" in value or "\r" in value:
        expected = clean_value(value.replace("\t", " "))
    assert decode_cell(encode_cell(value, like=like.replace("\t", ""))) == expected


@settings(deadline=None)
@given(st.data(), st.integers(1, 4))
def test_a_table_reads_as_it_was_written(data: st.DataObject, count: int) -> None:
    written = tuple(data.draw(concepts(f"c{index}")) for index in range(count))
    table, problems = parse_tsv(format_tsv(written))
    assert not problems
    assert table.concepts == written


@settings(deadline=None)
@given(concepts(), concepts())
def test_an_edit_changes_one_row_and_twice_is_once(old: Concept, new: Concept) -> None:
    bystander = Concept("y", (Term("qanun", "az"),))
    table, _ = parse_tsv(b"# head\r\n" + format_tsv([old, bystander]) + b"\n# tail")
    changed = table.with_changes([new])
    assert changed.concepts == (new, bystander)
    assert changed.with_changes([new]).to_bytes() == changed.to_bytes()
    kept = [line for line in changed.lines if line.value(0) != "x" and line.kind != "header"]
    assert [line.raw for line in kept] == [
        line.raw for line in table.lines if line.value(0) != "x" and line.kind != "header"
    ]


@settings(deadline=None)
@given(concepts())
def test_order_of_terms_is_settled(concept: Concept) -> None:
    shuffled = replace(concept, terms=tuple(reversed(concept.terms)))
    assert {*order_terms(shuffled).terms} == {*concept.terms}
    assert order_terms(concept) == concept
