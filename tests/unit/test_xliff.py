from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.samples import xliff as samples
from tests.xliffcheck import GLS, MTC, V1, V2, check_structure
from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.xliff import (
    SkippedUnit,
    XliffCounts,
    XliffUnit,
    XliffVersion,
    XliffWriter,
    read_xliff,
    write_xliff,
)
from translate_cli.memory import MemoryMatch, MemoryUnit
from translate_cli.model import (
    CodedText,
    InlineCode,
    Issue,
    Segment,
    Target,
    TermUse,
    Unit,
)

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "xliff"
CREATED_AT = datetime(2025, 10, 27, 9, 30, 5, tzinfo=UTC)
VERSIONS: tuple[XliffVersion, ...] = ("1.2", "2.0")
both_versions = pytest.mark.parametrize("version", VERSIONS)


def codes(*items: tuple[Any, ...]) -> tuple[InlineCode, ...]:
    return tuple(InlineCode(*item) for item in items)


def make_unit(
    name: str,
    source: CodedText | str,
    target: CodedText | str | None,
    origin: str = "starter",
    **more: Any,
) -> Unit:
    said = CodedText(source) if isinstance(source, str) else source
    segment = Segment(name, said.text, 0, len(said.text), "p1", said.codes)
    if target is None:
        return Unit(segment, {})
    done = CodedText(target) if isinstance(target, str) else target
    return Unit(segment, {"en": Target("en", done.text, origin, -0.4123, codes=done.codes, **more)})


def make_units() -> list[Unit]:
    """Every kind of code, of origin and of remark."""
    term = TermUse("c", (3, 15), (10, 20), "preferred", "forced", "kibercinayət", "cybercrime")
    lost = TermUse("court", (0, 7), None, "missing", "", "Məhkəmə", "court")
    return [
        make_unit(
            "s1",
            CodedText(
                "Bu kibercinayət işidir.",
                codes((1, "open", 3, "<b>"), (1, "close", 15, "</b>"), (2, "single", 22, "<br/>")),
            ),
            CodedText(
                "This is a cybercrime case.",
                codes((1, "open", 10, "<b>"), (1, "close", 20, "</b>"), (2, "single", 25, "<br/>")),
            ),
            terms=(term,),
            issues=(Issue("low-score", "the model was unsure"),),
        ),
        make_unit(
            "s2",
            CodedText("Məhkəmə <qərar> & hökm", codes((3, "open", 0), (4, "single", 7))),
            CodedText("Tribunal & ruling", codes((3, "open", 0), (4, "single", 8))),
            terms=(lost,),
            issues=(Issue("term-missing", "“court” is missing", "error"),),
        ),
        make_unit(
            "s3",
            CodedText(
                "verdi və çap etdi",
                codes((5, "open", 0), (6, "open", 0), (6, "close", 5), (5, "close", 8))
                + codes((3, "close", 17)),
            ),
            CodedText(
                "gave and printed",
                codes((5, "open", 0), (6, "open", 0), (6, "close", 4), (5, "close", 8))
                + codes((3, "close", 16)),
            ),
            "memory:reviewed",
        ),
        make_unit("s4", "Qanun  qəbul edildi.", "The law was  adopted.", "memory:approved"),
        make_unit("s5", "Qanun qəbul edilir.", "The law is adopted.", "memory:fuzzy-94"),
        make_unit("s6", "Tərcüməsiz", None),
        make_unit("s7", "Boş", "  "),
    ]


def write(path: Path, units: list[Unit], version: XliffVersion = "1.2", **more: Any) -> XliffCounts:
    options: dict[str, Any] = {
        "document": "qərar.docx",
        "source_lang": "az",
        "target_lang": "en",
        "tool_version": "0.1.0",
        "created_at": CREATED_AT,
        **more,
    }
    return write_xliff(path, units, version=version, **options)


def read(path: Path) -> tuple[list[XliffUnit], list[SkippedUnit]]:
    skipped: list[SkippedUnit] = []
    return list(read_xliff(path, on_skip=skipped.append)), skipped


def read_text(tmp_path: Path, text: str | bytes) -> tuple[list[XliffUnit], list[SkippedUnit]]:
    path = tmp_path / "file.xlf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)


class TestWrite:
    @both_versions
    def test_golden(self, tmp_path: Path, version: XliffVersion) -> None:
        path = tmp_path / "a.xlf"
        counts = write(path, make_units(), version, model="starter", glossary_sha256="ab12")
        assert counts == XliffCounts(7, 2, 0)
        golden = GOLDEN / f"review-{version}.xlf"
        if os.environ.get("LUGAT_WRITE_GOLDEN"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_bytes(path.read_bytes())
        assert path.read_bytes() == golden.read_bytes()

    @both_versions
    def test_structure(self, tmp_path: Path, version: XliffVersion) -> None:
        path = tmp_path / "a.xlf"
        crossing = codes((1, "open", 0, "("), (2, "open", 1), (1, "close", 2, ")"), (2, "close", 3))
        crossed = make_unit("s8", CodedText("abc", crossing), CodedText("xyz", crossing))
        write(path, [*make_units(), crossed], version)
        check_structure(etree.parse(path).getroot(), version)

    def test_states(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlf"
        write(path, make_units())
        units = etree.parse(path).getroot().iter(f"{V1}trans-unit")
        said = {u.get("id"): (u.get("approved"), u.find(f"{V1}target")) for u in units}
        states = {
            name: (approved, *(target.get(k) for k in ("state", "state-qualifier")))
            for name, (approved, target) in said.items()
            if target is not None
        }
        assert states == {
            "s1": (None, "needs-review-translation", "leveraged-mt"),
            "s2": (None, "needs-review-translation", "leveraged-mt"),
            "s3": (None, "translated", "exact-match"),
            "s4": ("yes", "signed-off", "exact-match"),
            "s5": (None, "needs-review-translation", "fuzzy-match"),
        }
        write(path, make_units(), "2.0")
        segments = etree.parse(path).getroot().iter(f"{V2}segment")
        assert [(s.get("state"), s.get("subState")) for s in segments] == [
            ("initial", "lugat:mt"),
            ("initial", "lugat:mt"),
            ("reviewed", None),
            ("final", None),
            ("initial", "lugat:fuzzy"),
            (None, None),
            (None, None),
        ]

    @both_versions
    def test_terms_and_issues_are_notes(self, tmp_path: Path, version: XliffVersion) -> None:
        path = tmp_path / "a.xlf"
        write(path, make_units(), version)
        root = etree.parse(path).getroot()
        notes = [note.text for note in root.iter(f"{V1}note", f"{V2}note")]
        assert "term: kibercinayət → cybercrime (preferred, forced)" in notes
        assert "term: Məhkəmə → court (missing)" in notes
        assert "error: “court” is missing [term-missing]" in notes
        if version == "2.0":
            pairs = [[part.text for part in entry] for entry in root.iter(f"{GLS}glossEntry")]
            assert pairs == [["kibercinayət", "cybercrime"], ["Məhkəmə", "court"]]

    @both_versions
    def test_a_file_element_for_each_document(self, tmp_path: Path, version: XliffVersion) -> None:
        path = tmp_path / "a.xlf"
        units = [make_unit(f"s{n}", "Qanun", "Law") for n in range(4)]
        where = dict(zip(map(id, units), ("a.txt", "a.txt", "b.html", "c.docx"), strict=True))
        write(path, units, version, document=lambda unit: where[id(unit)])
        root = etree.parse(path).getroot()
        check_structure(root, version)
        assert [file.get("original") for file in root] == ["a.txt", "b.html", "c.docx"]
        if version == "1.2":
            assert [file.get("datatype") for file in root] == ["plaintext", "html", "x-docx"]
        assert [u.document for u in read(path)[0]] == ["a.txt", "a.txt", "b.html", "c.docx"]

    @both_versions
    def test_what_xml_forbids_is_dropped_and_counted(
        self, tmp_path: Path, version: XliffVersion
    ) -> None:
        path = tmp_path / "a.xlf"
        unit = make_unit(
            "s1",
            CodedText("Qa\x0bnun\ud800", codes((1, "single", 4, "\x01<br/>"))),
            CodedText("L\ufffeaw", codes((1, "single", 3, "\x01<br/>"))),
            issues=(Issue("x", "a\x00b"),),
        )
        counts = write(path, [unit], version, document="a\x07.txt")
        assert counts.characters_removed >= 6
        (found,) = read(path)[0]
        assert found.source == CodedText("Qanun", codes((1, "single", 3, "<br/>")))
        assert found.target == CodedText("Law", codes((1, "single", 2, "<br/>")))
        assert found.notes[0] == "warning: ab [x]"
        assert found.document == "a.txt"

    @both_versions
    def test_white_space_and_line_ends_come_back(
        self, tmp_path: Path, version: XliffVersion
    ) -> None:
        path = tmp_path / "a.xlf"
        text = "  Bir\n\tiki \r\n üç\r "
        write(path, [make_unit("s1", text, text)], version)
        (unit,) = read(path)[0]
        assert unit.source.text == text
        assert unit.target == CodedText(text)

    @both_versions
    def test_what_people_made_of_similar_texts_is_offered(
        self, tmp_path: Path, version: XliffVersion
    ) -> None:
        path = tmp_path / "a.xlf"
        bold = codes((1, "open", 0, "<b>"), (1, "close", 5, "</b>"), (2, "single", 5, "<br/>"))
        stored = MemoryUnit("Qanun qəbul edilib.", "Law\x07 adopted.", "az", "en", "reviewed")
        coded = replace(stored, source_codes=bold, target_codes=bold[2:])
        found = {
            "s1": [MemoryMatch(stored, 86), MemoryMatch(coded, 80)],
            "s6": [MemoryMatch(stored, 75)],
        }
        units = make_units()
        counts = write(
            path, units, version, suggest=lambda unit, lang: found.get(unit.segment.id, [])
        )
        assert (counts.units, counts.offered, counts.characters_removed) == (7, 3, 3)
        root = etree.parse(path).getroot()
        check_structure(root, version)
        if version == "1.2":
            offers = [
                (e.getparent().get("id"), e.get("match-quality"), "".join(e[1].itertext()))
                for e in root.iter(f"{V1}alt-trans")
            ]
        else:
            offers = [
                (e.getparent().getparent().get("id"), e.get("similarity").removesuffix(".0"),
                 e.find(f"{V2}target").xpath("string()"))
                for e in root.iter(f"{MTC}match")
            ]  # fmt: skip
        assert offers[0] == ("s1", "86", "Law adopted.")
        assert [offer[:2] for offer in offers[1:]] == [("s1", "80"), ("s6", "75")]
        read_back, skipped = read(path)
        assert skipped == []
        assert [unit.source.text for unit in read_back] == [unit.segment.text for unit in units]
        assert read_back[0].source.codes == units[0].segment.codes
        assert read_back[0].target is not None
        assert read_back[0].target.text == units[0].targets["en"].text

    def test_time_is_written_in_utc(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlf"
        baku = timezone(timedelta(hours=4))
        write(path, make_units(), created_at=datetime(2025, 10, 27, 1, 0, tzinfo=baku))
        assert etree.parse(path).getroot()[0].get("date") == "2025-10-26T21:00:00Z"

    @both_versions
    def test_nothing_to_review_is_an_error_and_leaves_no_file(
        self, tmp_path: Path, version: XliffVersion
    ) -> None:
        path = tmp_path / "a.xlf"
        with pytest.raises(InputError, match="no text to review"):
            write(path, [], version)
        assert list(tmp_path.iterdir()) == []

    def test_an_error_leaves_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlf"
        path.write_bytes(b"old")

        def units() -> Any:
            yield make_units()[0]
            raise KeyError("engine")

        with pytest.raises(KeyError):
            write(path, units())
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]

    def test_no_folder(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError) as caught:
            write(tmp_path / "no" / "a.xlf", make_units())
        assert caught.value.hint

    def test_writing_outside_the_block(self, tmp_path: Path) -> None:
        writer = XliffWriter(
            tmp_path / "a.xlf",
            source_lang="az",
            target_lang="en",
            tool_version="1",
            created_at=CREATED_AT,
        )
        with pytest.raises(OutputError, match="not open"):
            writer.write(make_units()[0], document="a")


class TestRoundTrip:
    @both_versions
    def test_everything_comes_back(self, tmp_path: Path, version: XliffVersion) -> None:
        path = tmp_path / "a.xlf"
        made = make_units()
        write(path, made, version)
        found, skipped = read(path)
        assert skipped == []
        assert [unit.id for unit in found] == [unit.segment.id for unit in made]
        for unit, written in zip(found, made, strict=True):
            segment, target = written.segment, written.targets.get("en")
            assert unit.source == CodedText(segment.text, segment.codes)
            if target is not None and target.text.strip():
                assert unit.target == CodedText(target.text, target.codes)
            else:
                assert unit.target is None
            assert (unit.document, unit.source_lang, unit.target_lang) == ("qərar.docx", "az", "en")
        assert [unit.status for unit in found] == [
            *("draft", "draft", "translated", "approved", "draft"),
            *("untranslated", "untranslated"),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
    def test_encodings(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "a.xlf"
        write(path, make_units())
        expected = read(path)[0]
        text = path.read_text(encoding="utf-8").replace("UTF-8", encoding.upper()[:6])
        path.write_bytes(text.encode(encoding))
        assert read(path)[0] == expected

    def test_an_encoding_of_one_byte(self, tmp_path: Path) -> None:
        text = samples.make_v1('<trans-unit id="1"><source>Işığı gör</source></trans-unit>')
        text = (
            text.replace("UTF-8", "windows-1254").replace("qərar", "qanun").replace("Tələsik", "")
        )
        (unit,) = read_text(tmp_path, text.encode("cp1254"))[0]
        assert unit.source.text == "Işığı gör"
