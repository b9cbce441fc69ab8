from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from translate_cli.errors import InputError
from translate_cli.exchange.tmx import SkippedUnit, TmxUnit, iter_tmx, normalise_lang, write_tmx
from translate_cli.exchange.tmx_read import read_inline
from translate_cli.model import Segment, Target, Unit

CREATED_AT = datetime(2025, 1, 1, tzinfo=UTC)
FORBIDDEN = {*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}

any_text = st.text(st.characters(codec=None), max_size=40)
valid_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(
    lambda text: not any(ord(char) in FORBIDDEN for char in text)
)


def clean(text: str) -> str:
    return "".join(char for char in text if ord(char) not in FORBIDDEN)


def read_bytes(data: bytes) -> tuple[list[TmxUnit], list[SkippedUnit]]:
    skipped: list[SkippedUnit] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.tmx"
        path.write_bytes(data)
        return list(iter_tmx(path, on_skip=skipped.append)), skipped


@st.composite
def units(draw: Callable[..., object]) -> list[Unit]:
    count = draw(st.integers(0, 5))
    made = []
    for number in range(count):  # type: ignore[call-overload]
        targets = {
            lang: Target(lang, draw(any_text), draw(any_text), draw(st.floats()))  # type: ignore[arg-type]
            for lang in draw(st.sets(st.sampled_from(["en", "vi"])))  # type: ignore[attr-defined]
        }
        made.append(Unit(Segment(str(number), draw(any_text), 0, 0), targets))  # type: ignore[arg-type]
    return made


@given(units())
def test_every_text_comes_back_without_what_xml_forbids(made: list[Unit]) -> None:
    file = io.BytesIO()
    counts = write_tmx(
        file,
        made,
        source_lang="az",
        target_langs=["en", "vi"],
        multilingual=True,
        version="0",
        created_at=CREATED_AT,
        document=lambda unit: unit.segment.text,
    )[""]
    expected = []
    for unit in made:
        source = clean(unit.segment.text)
        texts = {lang: clean(target.text) for lang, target in unit.targets.items()}
        kept = {lang: text for lang, text in texts.items() if source.strip() and text.strip()}
        if kept:
            expected.append({"az": source, **kept})
    read, skipped = read_bytes(file.getvalue())
    assert skipped == []
    assert [{v.lang: v.text for v in unit.variants} for unit in read] == expected
    assert counts.units == len(expected)
    assert counts.left_out == 2 * len(made) - sum(len(texts) - 1 for texts in expected)


# A tree of inline codes as (name, children), with texts between.
nodes = st.recursive(
    valid_text,
    lambda inner: st.tuples(
        st.sampled_from(["ph", "hi", "ut", "it", "bpt"]), st.lists(inner, max_size=4)
    ),
    max_leaves=12,
)


def to_xml(node: object, *, inside: bool = False) -> str:
    """Write a node as TMX: codes in codes are wrapped in <sub>, as the DTD asks."""
    if isinstance(node, str):
        return escape(node)
    name, children = node  # type: ignore[misc]
    native = name != "hi"
    body = "".join(to_xml(child, inside=inside or native) for child in children)
    element = f"<{name}>{body}</{name}>"
    return f"<sub>{element}</sub>" if inside else element


def plain(node: object) -> str:
    if isinstance(node, str):
        return node
    name, children = node  # type: ignore[misc]
    return "".join(map(plain, children)) if name == "hi" else ""


@given(st.lists(nodes, max_size=6))
def test_codes_leave_the_plain_text_and_point_into_it(tree: list[object]) -> None:
    seg = etree.fromstring(f"<seg>{''.join(map(to_xml, tree))}</seg>")
    text, codes = read_inline(seg)
    assert text == "".join(map(plain, tree))
    everything = "".join(seg.itertext())
    outermost = [
        c for c in codes if c.kind != "hi" and all(codes[p].kind == "hi" for p in up(codes, c))
    ]
    assert len(text) + sum(len(code.content) for code in outermost) == len(everything)
    rebuilt, at = "", 0
    for code in outermost:
        assert at <= code.start == code.end <= len(text)
        rebuilt += text[at : code.start] + code.content
        at = code.start
    assert rebuilt + text[at:] == everything
    for code in codes:
        root = next((codes[p] for p in reversed(up(codes, code)) if codes[p].kind != "hi"), None)
        if root is not None:
            assert root.content[code.start : code.end] == code.content


def up(codes, code):  # type: ignore[no-untyped-def]
    """The indices of the elements around a code, the nearest first."""
    indices = []
    while code.parent is not None:
        indices.append(code.parent)
        code = codes[code.parent]
    return indices


@settings(deadline=None)
@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_make_the_reader_fail_otherwise_than_by_an_input_error(
    noise: bytes, inside: bool
) -> None:
    data = b"<tmx><body><tu><tuv xml:lang='az'><seg>" + noise if inside else noise
    try:
        read, _ = read_bytes(data)
    except InputError:
        read = []
    assert all(unit.variants and unit.line >= 1 for unit in read)


@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}", fullmatch=True))
def test_normalising_a_language_twice_equals_once(tag: str) -> None:
    once = normalise_lang(tag)
    assert normalise_lang(once) == once
    assert once.lower() == tag.replace("_", "-").lower()
