"""TMX of other tools on its way into the memory, and the memory written out and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.tmxcheck import CREATED_AT, check_schemas, needs_formats, wrap
from translate_cli.exchange.tmx import SkippedUnit
from translate_cli.exchange.tmx_memory import iter_memory_units, write_memory
from translate_cli.memory import MemoryUnit, TranslationMemory
from translate_cli.model import InlineCode


def read(tmp_path: Path, body: str, header: str = '<header srclang="az"/>') -> list[MemoryUnit]:
    path = tmp_path / "in.tmx"
    path.write_text(wrap(body, header), encoding="utf-8")
    skipped: list[SkippedUnit] = []
    units = list(iter_memory_units(path, source_lang="az", on_skip=skipped.append))
    assert skipped == []
    return units


def tu(
    *, props: str = "", said: str = "", source_props: str = "", az: str = "bir", en: str = "one"
) -> str:
    return (
        f'<tu {said}>{props}<tuv xml:lang="az-AZ">{source_props}<seg>{az}</seg></tuv>'
        f'<tuv xml:lang="en-GB"><seg>{en}</seg></tuv></tu>'
    )


@pytest.mark.parametrize(
    ("level", "status"),
    [
        ("Draft", "machine"),
        ("Translated", "reviewed"),
        ("ApprovedTranslation", "reviewed"),
        ("ApprovedSignOff", "approved"),
        ("RejectedTranslation", "machine"),
        ("RejectedSignOff", "machine"),
        ("Unspecified", "reviewed"),
    ],
)
def test_confirmation_levels_of_trados(tmp_path: Path, level: str, status: str) -> None:
    props = f'<prop type="x-Origin">TM</prop><prop type="x-ConfirmationLevel">{level}</prop>'
    (unit,) = read(tmp_path, tu(props=props))
    assert (unit.status, unit.origin) == (status, "TM")


def test_a_person_who_confirmed_a_machine_translation_counts(tmp_path: Path) -> None:
    props = '<prop type="x-Origin">MT</prop><prop type="x-ConfirmationLevel">Translated</prop>'
    assert [unit.status for unit in read(tmp_path, tu(props=props))] == ["reviewed"]


@pytest.mark.parametrize(
    ("maker", "status"),
    [
        ("MT", "machine"),
        ("MT!", "machine"),
        ("mt-service", "machine"),
        ("MachineTranslation", "machine"),
        ("starter", "machine"),
        ("argos:translate-az_en 1.5", "machine"),
        ("MTAHIROV", "reviewed"),
        ("Starterova", "reviewed"),
        ("", "reviewed"),
    ],
)
def test_machines_are_told_from_people(tmp_path: Path, maker: str, status: str) -> None:
    (unit,) = read(tmp_path, tu(said=f'creationid="{maker}"'))
    assert unit.status == status


def test_neighbours_of_other_tools(tmp_path: Path) -> None:
    memoq = (
        '<prop type="x-context-pre">&lt;seg&gt;A &amp;amp; B&lt;ph x="1"&gt;&amp;lt;br&amp;gt;'
        '&lt;/ph&gt;&lt;/seg&gt;</prop><prop type="x-context-post">&lt;seg&gt;C&lt;/seg&gt;</prop>'
    )
    omegat = '<prop type="prev">&lt;seg</prop><prop type="next">D</prop>'
    units = read(tmp_path, tu(source_props=memoq) + tu(props=omegat) + tu())
    assert [(unit.previous, unit.following) for unit in units] == [
        ("A & B", "C"), ("<seg", "D"), (None, None),
    ]  # fmt: skip
    with TranslationMemory(tmp_path / "m.sqlite") as memory:
        memory.add(units[:1])
        (match,) = memory.find_exact(
            "bir", source_lang="az", target_lang="en", previous="A & B", following="C"
        )
    assert match.score == 101


def test_codes_of_level_2_reach_the_memory(tmp_path: Path) -> None:
    az = (
        '<hi type="term"><bpt i="1" x="1">{b</bpt>bir</hi><ept i="1">b}</ept> '
        '<ut x="3">{\\f1}</ut>iki<ph x="2">[<sub>alt <ph x="9"/></sub>]</ph>'
    )
    en = (
        '<ph x="2">[<sub>alt <ph x="9"/></sub>]</ph><bpt i="7" x="1">{b</bpt>one<ept i="7">b}'
        '</ept> <ut x="3">{\\f1}</ut>two'
    )
    (unit,) = read(tmp_path, tu(az=az, en=en))
    assert (unit.source, unit.target) == ("bir iki", "one two")
    assert unit.source_codes == (
        InlineCode(1, "open", 0, "{b"),
        InlineCode(1, "close", 3, "b}"),
        InlineCode(3, "single", 4, "{\\f1}"),
        InlineCode(2, "single", 7, "[alt ]"),
    )
    assert [(code.number, code.kind, code.position) for code in unit.target_codes] == [
        (2, "single", 0), (1, "open", 0), (1, "close", 3), (3, "single", 4),
    ]  # fmt: skip


def test_any_language_may_be_the_source_where_the_file_says_all(tmp_path: Path) -> None:
    units = read(tmp_path, tu(), '<header srclang="*all*"/>')
    assert [(unit.source, unit.target) for unit in units] == [("bir", "one")]


def test_a_score_that_is_no_number_is_none(tmp_path: Path) -> None:
    props = [f'<prop type="x-score-logprob">{text}</prop>' for text in ("-0.5", "nan", "inf", "?")]
    units = read(tmp_path, "".join(tu(props=prop) for prop in props))
    assert [unit.score_logprob for unit in units] == [-0.5, None, None, None]


UNITS = (
    MemoryUnit(
        "Qanun <qəbul> edildi.",
        "The law was adopted.",
        "az",
        "en",
        "approved",
        "omegat:vəkil",
        -0.25,
        document="qanun.docx",
        previous="Birinci.",
        following="",
        source_codes=(InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 5, "</b>")),
        target_codes=(InlineCode(1, "open", 4, "<b>"), InlineCode(1, "close", 7, "</b>")),
        created_at=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
        changed_at=datetime(2025, 6, 7, 8, 9, 10, tzinfo=UTC),
    ),
    MemoryUnit("Məhkəmə.", "Court.", "az", "en", "machine", "starter", document="d"),
    MemoryUnit("Məhkəmə.", "Tòa án.", "az", "vi", "reviewed", "xliff", document="d"),
)


@needs_formats
def test_what_the_memory_writes_is_valid_and_comes_back_whole(tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "one.sqlite") as one:
        one.add(UNITS)
        written = write_memory(
            one.iter_units(),
            tmp_path / "all.tmx",
            source_lang="az",
            version="1",
            created_at=CREATED_AT,
        )
        here = list(one.iter_units())
    assert [path.name for path in written] == ["all.az-en.tmx", "all.az-vi.tmx"]
    with TranslationMemory(tmp_path / "two.sqlite") as two:
        for path in written:
            check_schemas(path.read_bytes())
            two.add(iter_memory_units(path, source_lang="az", on_skip=pytest.fail))
        back = list(two.iter_units())
    assert [replace(unit, id=0) for unit in back] == [replace(unit, id=0) for unit in here]
    assert back[0].created_at == UNITS[0].created_at
