from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from tests.tmxcheck import (
    CREATED_AT,
    check_schemas,
    load_schemas,
    make_units,
    needs_formats,
    read,
    write_bytes,
)
from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.tmx import TmxWriter, tmx_paths, write_tmx
from translate_cli.model import Segment, Unit

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "tmx"


@pytest.mark.parametrize(
    ("name", "langs"),
    [("pair.az-en.tmx", ["en"]), ("pair.az-vi.tmx", ["vi"]), ("multilingual.tmx", ["en", "vi"])],
)
def test_files_are_byte_exact(name: str, langs: list[str]) -> None:
    locales = {"az": "az-AZ", "vi": "vi-VN"} if name == "multilingual.tmx" else None
    assert write_bytes(make_units(), langs, locales=locales) == (GOLDEN / name).read_bytes()


@needs_formats
@pytest.mark.parametrize("langs", [["en"], ["vi"], ["en", "vi"]])
def test_files_validate_against_both_schemas(langs: list[str]) -> None:
    for data in (write_bytes(make_units(), langs), write_bytes([], langs)):
        check_schemas(data)


@needs_formats
def test_the_schemas_of_the_tests_do_catch_errors() -> None:
    data = write_bytes(make_units(), ["en"]).replace(b' segtype="sentence"', b"")
    tree = etree.fromstring(data).getroottree()
    assert [schema.validate(tree) for schema in load_schemas()] == [False, False]


def test_the_file_starts_with_declaration_and_doctype_without_bom() -> None:
    assert write_bytes([], ["en"]).startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx '
    )


def test_source_comes_first_and_locales_are_applied() -> None:
    data = write_bytes(make_units(), ["vi"], locales={"az": "az-AZ", "vi": "vi-VN"})
    root = etree.fromstring(data)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root.find("header").get("srclang") == "az-AZ"
    for unit in root.iter("tu"):
        assert [tuv.get(lang) for tuv in unit.findall("tuv")] == ["az-AZ", "vi-VN"]


def test_empty_targets_are_left_out_and_forbidden_characters_removed_and_counted() -> None:
    file = io.BytesIO()
    options = {"source_lang": "az", "version": "0", "created_at": CREATED_AT}
    counts = write_tmx(file, make_units(), target_langs=["vi"], **options)[""]  # type: ignore[arg-type]
    assert (counts.units, counts.left_out, counts.characters_removed) == (2, 1, 1)
    counts = write_tmx(io.BytesIO(), make_units(), target_langs=["en"], **options)[""]  # type: ignore[arg-type]
    assert (counts.units, counts.left_out, counts.characters_removed) == (3, 0, 3)
    missing = [Unit(Segment("1", "bir", 0, 3), {}), Unit(Segment("2", "\x01", 4, 5), {})]
    counts = write_tmx(
        io.BytesIO(),
        missing,
        target_langs=["en", "vi"],
        multilingual=True,
        **options,  # type: ignore[arg-type]
    )[""]
    assert (counts.units, counts.left_out) == (0, 4)


def test_a_path_stands_for_one_file_a_pair(tmp_path: Path) -> None:
    counts = write_tmx(
        tmp_path / "siyasət.tmx",
        (unit for unit in make_units()),
        source_lang="az",
        target_langs=["en", "vi"],
        version="0",
        created_at=CREATED_AT,
        document=lambda unit: f"sənəd-{unit.segment.id}.txt",
    )
    names = ["siyasət.az-en.tmx", "siyasət.az-vi.tmx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert [counts[str(tmp_path / name)].units for name in names] == [3, 2]
    units, _ = read(tmp_path / names[1])
    assert [dict(unit.props)["x-document"] for unit in units] == ["sənəd-1.txt", "sənəd-3.txt"]
    assert [unit.find("vi").text for unit in units][-1] == "Gần đây 🌐"  # type: ignore[union-attr]


def test_names_keep_dots_of_the_stem() -> None:
    paths = tmx_paths(Path("qərar.2025"), source_lang="az", target_langs=["en", "vi"])
    assert [path.name for path in paths] == ["qərar.2025.az-en.tmx", "qərar.2025.az-vi.tmx"]


def test_date_is_written_in_utc() -> None:
    file = io.BytesIO()
    baku = datetime(2025, 1, 1, 2, 0, tzinfo=timezone(timedelta(hours=4)))
    write_tmx(file, [], source_lang="az", target_langs=["en"], version="0", created_at=baku)
    assert b'creationdate="20241231T220000Z"' in file.getvalue()


@pytest.mark.parametrize(
    ("langs", "locales"),
    [
        (["en"], {"az": "az-Latn-AZ"}),
        (["en"], {"az": "*all*"}),
        (["en"], {"en": "en_GB"}),
        (["en", "vi"], {"en": "vi"}),
        (["az"], {}),
        ([], {}),
    ],
)
def test_language_codes_that_tools_cannot_match_are_refused(
    langs: list[str], locales: dict[str, str]
) -> None:
    with pytest.raises(InputError):
        TmxWriter(
            io.BytesIO(),
            source_lang="az",
            target_langs=langs,
            version="0",
            created_at=CREATED_AT,
            locales=locales,
        )


def test_one_open_file_does_not_take_two_pairs() -> None:
    with pytest.raises(InputError, match="several language pairs"):
        write_tmx(
            io.BytesIO(),
            [],
            source_lang="az",
            target_langs=["en", "vi"],
            version="0",
            created_at=CREATED_AT,
        )


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "köhnə.tmx"
    path.write_text("köhnə", encoding="utf-8")

    def broken():  # type: ignore[no-untyped-def]
        yield make_units()[0]
        raise LookupError("the pipeline failed")

    with pytest.raises(LookupError, match="the pipeline failed"):
        write_tmx(
            path,
            broken(),
            source_lang="az",
            target_langs=["en"],
            version="0",
            created_at=CREATED_AT,
        )
    assert path.read_text(encoding="utf-8") == "köhnə"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"out\.tmx.*cannot be written"):
        write_tmx(
            tmp_path / "yox" / "out.tmx",
            [],
            source_lang="az",
            target_langs=["en"],
            version="0",
            created_at=CREATED_AT,
        )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_an_output_error() -> None:
    with (
        Path("/dev/full").open("wb", buffering=0) as file,
        pytest.raises(OutputError, match="cannot be written"),
    ):
        write_tmx(
            file,
            make_units() * 5000,
            source_lang="az",
            target_langs=["en"],
            version="0",
            created_at=CREATED_AT,
        )


def test_the_writer_reports_and_writes_notes() -> None:
    file = io.BytesIO()
    writer = TmxWriter(
        file, source_lang="az", target_langs=["en"], version="0", created_at=CREATED_AT
    )
    with pytest.raises(OutputError, match="not open"):
        writer.write(make_units()[0])
    with writer:
        assert writer.write(make_units()[0], note="Yoxlanılsın")
        assert not writer.write(Unit(Segment("9", "boş", 0, 3)))
    assert writer.counts.units == 1
    assert etree.fromstring(file.getvalue()).findtext("body/tu/note") == "Yoxlanılsın"
