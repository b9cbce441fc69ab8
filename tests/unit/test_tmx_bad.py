"""Bad units, broken files, and files that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tmxcheck import read, read_text, tu, wrap
from translate_cli.errors import InputError
from translate_cli.exchange.tmx import iter_tmx, read_tmx_header


@pytest.mark.parametrize(
    ("seg", "reason"),
    [
        ('<bpt i="1">b</bpt><bpt i="1">b</bpt><ept i="1">/b</ept>qərar', 'two <bpt i="1">'),
        ('qərar<ept i="1">/b</ept>', "closes nothing"),
        ('<bpt i="1">b</bpt>qərar', "never closed"),
        ("<bpt>b</bpt>qərar", "has no i"),
        ("<it>b</it>qərar", "has no pos"),
    ],
)
def test_unpaired_codes_are_dropped_and_the_text_kept(
    tmp_path: Path, seg: str, reason: str
) -> None:
    units, skipped = read_text(tmp_path, wrap(tu(seg, "decision")))
    assert units[0].variants[0].text == "qərar"
    assert units[0].variants[0].codes == ()
    assert [(item.scope, item.line) for item in skipped] == [("codes", 2)]
    assert reason in skipped[0].reason


def test_bad_units_are_skipped_with_line_and_reason(tmp_path: Path) -> None:
    body = "\n".join(
        [
            tu("bir", "one"),  # line 2
            "<tu></tu>",
            '<tu><tuv xml:lang="az"/></tu>',
            "<tu><tuv><seg>iki</seg></tuv></tu>",
            tu("<b>üç</b>", "three"),
            tu("dörd", "four").replace("</tu>", '<tuv xml:lang="EN"><seg>fourth</seg></tuv></tu>'),
            "<odd>beş</odd>",
            tu("altı", "six"),
        ]
    )
    units, skipped = read_text(tmp_path, wrap(body))
    assert [(unit.line, unit.variants[0].text) for unit in units] == [
        (2, "bir"),
        (7, "dörd"),
        (9, "altı"),
    ]
    assert units[1].find("en").text == "four"  # type: ignore[union-attr]
    assert [(item.line, item.scope) for item in skipped] == [
        (3, "unit"),
        (4, "variant"),
        (4, "unit"),
        (5, "variant"),
        (5, "unit"),
        (6, "unit"),
        (7, "variant"),
    ]
    assert "<b> is not allowed" in skipped[5].reason
    assert "second <tuv> in en" in skipped[6].reason


def test_a_broken_file_yields_what_was_whole_then_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "yarımçıq.tmx"
    text = wrap("\n".join(tu(f"cümlə {n}", f"sentence {n}") for n in range(1000)))
    path.write_text(text[: text.index("sentence 700")], encoding="utf-8")
    units = iter_tmx(path, on_skip=lambda item: None)
    assert [next(units).line for _ in range(700)] == list(range(2, 702))
    with pytest.raises(InputError, match=r"yarımçıq\.tmx:702: the XML breaks off"):
        next(units)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "breaks off or is wrong"),
        (b"   \n", "breaks off or is wrong"),
        (b"\x00\x01\x02\x03PK binary", "breaks off or is wrong"),
        (b"<html><body/></html>", "not a TMX file: its outermost element is <html>"),
        (b"<?xml version='1.0' encoding='klingon'?><tmx/>", "breaks off or is wrong"),
        (b"\xff\xfe<\x00t\x00m\x00x", "not valid utf-16"),
    ],
)
def test_what_is_not_tmx_is_one_clear_error(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_text(tmp_path, data)
    with pytest.raises(InputError, match=reason):
        read_tmx_header(tmp_path / "in.tmx")


def test_missing_files_and_folders_are_clear_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "yox.tmx", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read(path)


def test_entities_of_the_file_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "gizli.txt"
    secret.write_text("gizli", encoding="utf-8")
    doctype = f'<!DOCTYPE tmx [<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY own "öz mətni">]>'
    body = tu("&file;", "x") + tu("&own;", "y") + tu("qalan", "rest")
    units, skipped = read_text(tmp_path, doctype + wrap(body))
    assert [unit.variants[0].text for unit in units] == ["qalan"]
    assert [item.reason for item in skipped] == [
        "the entity &file; of the file is not resolved",
        "the entity &own; of the file is not resolved",
    ]


@pytest.mark.parametrize("place", ["text", "attribute"])
def test_entity_bombs_do_not_go_off(tmp_path: Path, place: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE tmx [<!ENTITY e0 "bomba">{levels}]>'
    body = tu("&e9;", "x") if place == "text" else tu("x", "y").replace("<tu>", '<tu tuid="&e9;">')
    try:
        units, _ = read_text(tmp_path, doctype + wrap(body))
    except InputError:
        units = []
    assert units == []


def test_characters_that_xml_forbids_are_removed_and_reported(tmp_path: Path) -> None:
    body = (
        tu("bir&#x1F; iki\x0c", "one") + "\n" + tu("&#xD83D;üç&#0;&#9;&#x20AC;", "three &#x1F310;")
    )
    units, skipped = read_text(tmp_path, wrap(body))
    assert [unit.variants[0].text for unit in units] == ["bir iki", "üç\t€"]
    assert units[1].variants[1].text == "three 🌐"
    assert sorted((item.line, item.scope) for item in skipped) == [
        (2, "character"),
        (2, "character"),
        (3, "character"),
        (3, "character"),
    ]


def test_forbidden_references_are_found_across_read_borders(tmp_path: Path) -> None:
    parts = [f"<seg>{'x' * n}&#x0001F;{'ə' * 7}\uffff</seg>" for n in range(4000)]
    body = "".join(f'<tu><tuv xml:lang="az">{part}</tuv></tu>\n' for part in parts)
    units, skipped = read_text(tmp_path, wrap(body))
    assert [unit.variants[0].text for unit in units] == [f"{'x' * n}{'ə' * 7}" for n in range(4000)]
    assert [item.line for item in skipped if item.scope == "character"].count(4001) == 2
    assert len(skipped) == 8000
