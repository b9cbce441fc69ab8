"""One suite for every exchange format of a termbase: a round trip loses only what `hold` drops."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary.columns import clean_value, order_terms
from glossary.errors import GlossaryError, TermbaseNotFoundError, TermbaseWriteError
from glossary.exchange import FORMATS, UnknownFormatError, detect_format, read_concepts
from glossary.exchange import write_concepts as write
from glossary.exchange.omegat import read_omegat
from glossary.model import LANGS, Concept, Term


def keep_all(concept: Concept) -> Concept:
    return concept


def keep_pair(concept: Concept) -> Concept | None:
    """What an OmegaT glossary holds of a concept with one Azerbaijani form."""
    source = concept.preferred("az")
    targets = [term.text for term in concept.iter_terms("vi", "preferred", "admitted")]
    if source is None or not targets:
        return None
    terms = [
        source,
        *(Term(t, "vi", "admitted" if i else "preferred") for i, t in enumerate(targets)),
    ]
    cells = (concept.definition, concept.note, f"[{concept.source}]" if concept.source else "")
    return Concept("", tuple(terms), note=" ".join(" ".join(filter(None, cells)).split()))


def keep_cat(concept: Concept) -> Concept:
    terms = tuple(term for term in concept.terms if term.status != "forbidden")
    return replace(concept, terms=terms, status="approved", case_sensitive=False, enforce="")


@dataclass(frozen=True)
class Case:
    name: str
    ending: str
    options: dict[str, Any] = field(default_factory=dict)
    hold: Callable[[Concept], Concept | None] = keep_all
    has_ids: bool = True

    def round_trip(self, path: Path, concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
        write(path, concepts, **self.options)
        found = read_concepts(path, target="vi").concepts
        return found if self.has_ids else tuple(replace(c, id="") for c in found)

    def expected(self, concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
        held = (self.hold(concept) for concept in concepts)
        return tuple(concept for concept in held if concept is not None)


CASES = [
    Case("tsv", ".tsv"),
    Case("csv", ".csv"),
    Case("csv-excel", ".csv", {"excel": True}),
    Case("xlsx", ".xlsx"),
    Case("xlsx-cat", ".xlsx", {"cat_layout": True}, keep_cat),
    Case("json", ".json"),
    Case("tbx-2", ".tbx"),
    Case("tbx-3", ".tbx", {"tbx_version": 3}),
    Case("omegat", ".utf8", {"target": "vi"}, keep_pair, has_ids=False),
]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)

RICH = (
    Concept(
        "cybercrime",
        (
            Term("kibercinayətkarlıq", "az"),
            Term("cybercrime", "en"),
            Term("cyber-crime", "en", "forbidden"),
            Term("tội phạm mạng", "vi"),
            Term("tội phạm công nghệ cao", "vi", "admitted"),
            Term("tội ác mạng", "vi", "forbidden"),
        ),
        pos="noun",
        domain="cyber",
        status="proposed",
        enforce="strict",
        source="A/RES/79/243",
        definition="“Crime” <online> & 'elsewhere', \"quoted\"; ə.",
        note="=SUM(A1)",
    ),
    Concept(
        "un-charter-2.4",
        (Term("BMT", "az"), Term("UN", "en"), Term("Liên hợp quốc", "vi")),
        pos="abbreviation",
        case_sensitive=True,
        status="deprecated",
        enforce="check",
        note="-qeyd",
        source="@rəsmi",
    ),
    Concept("milli-majlis", (Term("Milli Məclis", "az"), Term("Quốc hội", "vi")), pos="name"),
    Concept("law", (Term("qanun", "az"), Term("+law", "en"), Term("luật", "vi")), pos="phrase"),
)


@each_case
def test_round_trip(case: Case, tmp_path: Path) -> None:
    path = tmp_path / f"terms{case.ending}"
    assert case.round_trip(path, RICH) == case.expected(RICH)


@each_case
def test_writing_twice_gives_the_same_concepts(case: Case, tmp_path: Path) -> None:
    first, second = tmp_path / f"one{case.ending}", tmp_path / f"two{case.ending}"
    once = case.round_trip(first, RICH)
    if case.has_ids:
        assert case.round_trip(second, once) == once
    else:
        again = tuple(replace(c, id=f"c{n}") for n, c in enumerate(once))
        assert [c.terms for c in case.round_trip(second, again)] == [c.terms for c in once]


GOLDEN = Path(__file__).parents[1] / "golden" / "termbase"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("terms.tsv", {}),
        ("terms.csv", {}),
        ("terms-excel.csv", {"excel": True}),
        ("terms.json", {}),
        ("terms.tbx", {}),
        ("terms-v3.tbx", {"tbx_version": 3}),
        ("terms-vi.utf8", {"target": "vi"}),
    ],
)
def test_the_bytes_of_every_export(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / name
    write(path, RICH, signature="lugat 0.0.0, terms.tsv sha256:0123456789abcdef", **options)
    assert path.read_bytes() == (GOLDEN / name).read_bytes()


CHARS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="|\t\ufeff"
)
WORD = st.text(st.sampled_from("aəıİçş=+@'\"<&;,") | CHARS, min_size=1, max_size=8)
PHRASE = (
    st.lists(WORD, min_size=1, max_size=3)
    .map(" ".join)
    .map(lambda text: " ".join(clean_value(text).split()))
    .filter(lambda text: text and not text.startswith("#") and "_x" not in text)
)
VALUE = (
    st.lists(PHRASE | st.just("\n"), max_size=3)
    .map(" ".join)
    .map(clean_value)
    .filter(lambda text: not text.startswith("lugat:"))
)


@st.composite
def concept_lists(draw: st.DrawFn) -> tuple[Concept, ...]:
    made = []
    sources = draw(st.lists(PHRASE, min_size=1, max_size=4, unique_by=str.lower))
    for number, source in enumerate(sources):
        terms = [Term(source, "az")]
        for lang in LANGS[1:]:
            texts = draw(st.lists(PHRASE, min_size=lang == "vi", max_size=4, unique=True))
            kinds = draw(st.lists(st.booleans(), min_size=4, max_size=4))
            for index, (text, good) in enumerate(zip(texts, kinds, strict=False)):
                status = "preferred" if not index else "admitted" if good else "forbidden"
                terms.append(Term(text, lang, status))
        made.append(
            order_terms(
                Concept(
                    f"c{number}" if draw(st.booleans()) else f"{number} ə:{source}",
                    tuple(terms),
                    pos=draw(st.sampled_from(["", "noun", "name", "verb", "phrase", "fel"])),
                    domain=draw(VALUE),
                    status=draw(st.sampled_from(["approved", "proposed", "deprecated"])),
                    case_sensitive=draw(st.booleans()),
                    enforce=draw(st.sampled_from(["", "strict", "prefer", "check"])),
                    source=draw(VALUE),
                    definition=draw(VALUE),
                    note=draw(VALUE),
                )
            )
        )
    return tuple(made)


@each_case
@given(concepts=concept_lists())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_round_trip_of_anything(case: Case, concepts: tuple[Concept, ...], tmp_path: Path) -> None:
    if not case.has_ids:
        # Two sources that fold alike are one row group there.
        keys = [concept.terms[0].text.replace("I", "ı").lower() for concept in concepts]
        concepts = tuple(c for n, c in enumerate(concepts) if keys[n] not in keys[:n])
    path = tmp_path / f"terms{case.ending}"
    assert case.round_trip(path, concepts) == case.expected(concepts)


@each_case
def test_a_missing_file(case: Case, tmp_path: Path) -> None:
    with pytest.raises(TermbaseNotFoundError):
        read_concepts(tmp_path / f"none{case.ending}", target="vi")


@each_case
@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"\xff\xfe\xff", b"PK\x03\x04 broken", b"<a", b"{", b'"'],
    ids=["empty", "binary", "utf16", "zip", "xml", "json", "quote"],
)
def test_a_broken_file_is_an_error_with_its_name(case: Case, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"broken{case.ending}"
    path.write_bytes(data)
    if case.ending == ".utf8" and not data:
        assert read_omegat(path, target="vi").concepts == ()
        return
    with pytest.raises(GlossaryError, match=r"broken\.") as caught:
        read_concepts(path, target="vi")
    assert caught.value.hint


@each_case
def test_writes_are_atomic_and_keep_permissions(case: Case, tmp_path: Path) -> None:
    path = tmp_path / f"terms{case.ending}"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write(path, RICH, **case.options)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [*tmp_path.iterdir()] == [path]
    with pytest.raises(TermbaseWriteError):
        write(tmp_path / "no" / path.name, RICH, **case.options)


@each_case
def test_a_huge_file_is_refused(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"terms{case.ending}"
    write(path, RICH, **case.options)
    monkeypatch.setattr("glossary.exchange.common.MAX_BYTES", 50)
    monkeypatch.setattr("glossary.tsv._MAX_BYTES", 50)
    with pytest.raises(TermbaseNotFoundError, match="larger than 50 bytes"):
        read_concepts(path, target="vi")


def test_formats_by_ending() -> None:
    assert {detect_format(Path(f"x{case.ending}")) for case in CASES} == set(FORMATS)
    with pytest.raises(UnknownFormatError, match="--format"):
        detect_format(Path("x.doc"))
    with pytest.raises(UnknownFormatError, match="--to"):
        read_concepts(Path("x.utf8"))
