from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tmxcheck import (
    FORMATS,
    make_units,
    needs_formats,
    read,
    read_text,
    tu,
    wrap,
    write_bytes,
)
from translate_cli.exchange.tmx import InlineCode, SkippedUnit, iter_tmx, read_tmx_header

ROOT = Path(__file__).resolve().parents[2]


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    units, skipped = read_text(tmp_path, write_bytes(make_units(), ["en", "vi"]))
    assert skipped == []
    assert [unit.source_lang for unit in units] == ["az", "az", "az"]
    assert units[1].find("en").text == make_units()[1].targets["en"].text  # type: ignore[union-attr]
    assert units[1].find("vi") is None
    assert dict(units[0].find("en").props)["x-origin"] == "starter"  # type: ignore[union-attr]
    header = read_tmx_header(tmp_path / "in.tmx")
    assert (header.version, header.source_lang) == ("1.4", "az")
    assert header.attributes["creationdate"] == "20251027T093005Z"
    assert header.props == (("x-lugat-glossary", "sha256:" + "0f" * 32), ("x-model", "starter 1"))


@needs_formats
@pytest.mark.parametrize(
    ("name", "langs", "texts"),
    [
        ("ImportTest1A", 2, ["First segment with [\t\t   ]", "Second segment with [  \t\t]"]),
        ("ImportTest1B", 2, ["Text of the segment"]),
        (
            "ImportTest1C",
            5,
            [f"{number} entry in US English" for number in ("First", "Second", "Third")],
        ),
        (
            "ImportTest1D",
            2,
            [
                "\xe0=agrave, \xe9=eacute, \xe6=aelig",
                "\xff=U+00FF, \u2122=U+2122, \u2019=U+2019",
                "\u201c=U+201C, \u2013=U+2013, \xa4=U+00A4",
            ],
        ),
        (
            "ImportTest1E",
            2,
            [
                "\xe0=agrave, \xe9=eacute, \xe6=aelig",
                "\xff=U+00FF, \u2122=U+2122, \u2019=U+2019",
                "\u201c=U+201C, \u2013=U+2013, \xa4=U+00A4",
            ],
        ),
        (
            "ExportTest1A",
            2,
            [
                "Text with 3 spaces [   ] and 2 [  ]",
                "Text with 1 tab [\t] and 2 [\t\t]",
                "<=lt, >=gt, &=amp, {=obrace, }=cbrace",
                "\xe9=eacute, \xa0=nbsp, \xa4=curr, \xff=yumlaut, \xa9=copy, \xa7=para",
            ],
        ),
    ],
)
def test_the_level_1_compliance_kit_is_read(name: str, langs: int, texts: list[str]) -> None:
    units, skipped = read(FORMATS / f"{name}.tmx")
    assert skipped == []
    assert [unit.find("en-US").text for unit in units] == texts  # type: ignore[union-attr]
    assert {len(unit.variants) for unit in units} == {langs}
    assert {unit.source_lang for unit in units} == {"en-US"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", "UTF-8", "utf-16"])
def test_unicode_encodings_are_read_whatever_the_file_says(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    if encoding == "utf-8" and declared == "utf-16":
        pytest.skip("nothing but the declaration says what this is")
    declaration = (
        f'<?xml version="1.0" encoding="{declared}"?>' if declared else "<?xml version='1.0'?>"
    )
    text = f"{declaration}\n{wrap(tu('Kibercinayətkarlıq', 'tội phạm mạng 🌐'))}"
    units, skipped = read_text(tmp_path, text.encode(encoding))
    assert [v.text for v in units[0].variants] == ["Kibercinayətkarlıq", "tội phạm mạng 🌐"]
    assert skipped == []


def test_a_turkish_code_page_is_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="windows-1254"?>' + wrap(tu("çıxış “hüquq”", "call"))
    units, _ = read_text(tmp_path, text.encode("windows-1254"))
    assert units[0].variants[0].text == "çıxış “hüquq”"


@pytest.mark.parametrize(
    "doctype",
    [
        "",
        '<!DOCTYPE tmx SYSTEM "tmx11.dtd">',
        '<!DOCTYPE tmx PUBLIC "-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN"'
        ' "tmx13.dtd">',
        '<!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">',
        '<!DOCTYPE tmx [<!ELEMENT tmx ANY> <!ENTITY lt "&#38;#60;">]>',
    ],
)
@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4", "1.4b"])
def test_every_doctype_and_version_is_read(tmp_path: Path, doctype: str, version: str) -> None:
    units, skipped = read_text(tmp_path, doctype + wrap(tu("a &lt; b", "c"), version=version))
    assert units[0].variants[0].text == "a < b"
    assert skipped == []


def test_old_language_attribute_odd_spelling_and_namespace(tmp_path: Path) -> None:
    body = (
        '<tu srclang="EN_us"><tuv lang="AZ"><seg>bir</seg></tuv>'
        '<tuv lang="xx" xml:lang="en_us"><seg>one</seg></tuv></tu>'
    )
    text = wrap(body).replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')
    units, skipped = read_text(tmp_path, text)
    assert [(v.lang, v.text) for v in units[0].variants] == [("az", "bir"), ("en-US", "one")]
    assert units[0].source_lang == "en-US"
    assert skipped == []


@pytest.mark.parametrize("header", ["", "<header/>", '<header srclang="*all*"/>'])
def test_a_missing_or_open_source_language_is_empty(tmp_path: Path, header: str) -> None:
    units, skipped = read_text(tmp_path, wrap(tu("bir", "one"), header))
    assert units[0].source_lang == ""
    assert skipped == []
    assert read_tmx_header(tmp_path / "in.tmx").source_lang == ""


def test_find_prefers_the_exact_country_then_the_language(tmp_path: Path) -> None:
    body = "<tu>" + "".join(
        f'<tuv xml:lang="{lang}"><seg>{lang}</seg></tuv>' for lang in ("az", "en-US", "en-GB")
    )
    units, _ = read_text(tmp_path, wrap(body + "</tu>"))
    found = [units[0].find(lang) for lang in ("en_gb", "en", "az-AZ", "vi")]
    assert [variant and variant.text for variant in found] == ["en-GB", "en-US", "az", None]


def test_inline_codes_of_level_2_are_kept(tmp_path: Path) -> None:
    seg = (
        '<bpt i="1" type="bold">&lt;b&gt;</bpt>Konvensiya<ept i="1">&lt;/b&gt;</ept> '
        '<ph x="2" assoc="p">&lt;img alt="<sub type="alt">'
        'şəkil <it pos="begin">(i)</it></sub>"&gt;</ph>'
        'və <hi type="term">kiber<hi>hücum</hi></hi><it pos="end" x="3">/</it><ut>{\\f1}</ut>.'
    )
    units, skipped = read_text(tmp_path, wrap(tu(seg, "en")))
    variant = units[0].variants[0]
    assert skipped == []
    assert variant.text == "Konvensiya və kiberhücum."
    assert variant.codes == (
        InlineCode("bpt", 0, 0, "<b>", {"i": "1", "type": "bold"}),
        InlineCode("ept", 10, 10, "</b>", {"i": "1"}),
        InlineCode("ph", 11, 11, '<img alt="şəkil (i)">', {"x": "2", "assoc": "p"}),
        InlineCode("sub", 10, 19, "şəkil (i)", {"type": "alt"}, parent=2),
        InlineCode("it", 16, 19, "(i)", {"pos": "begin"}, parent=3),
        InlineCode("hi", 14, 24, "", {"type": "term"}),
        InlineCode("hi", 19, 24, "", {}, parent=5),
        InlineCode("it", 24, 24, "/", {"pos": "end", "x": "3"}),
        InlineCode("ut", 24, 24, "{\\f1}", {}),
    )
    inner = variant.codes[3]
    assert variant.codes[2].content[inner.start : inner.end] == inner.content


def test_properties_notes_and_attributes_are_read(tmp_path: Path) -> None:
    body = (
        '<tu tuid="7" changedate="20240102T030405Z"><note>qeyd</note><prop type="x-id">A</prop>'
        '<prop type="x-id">B</prop><tuv xml:lang="az" changeid="vəkil"><prop type="p">q</prop>'
        "<note>n</note><seg>bir</seg></tuv></tu>"
    )
    units, _ = read_text(tmp_path, wrap(body))
    assert units[0].props == (("x-id", "A"), ("x-id", "B"))
    assert units[0].notes == ("qeyd",)
    assert units[0].attributes == {"tuid": "7", "changedate": "20240102T030405Z"}
    assert units[0].variants[0].props == (("p", "q"),)
    assert units[0].variants[0].notes == ("n",)
    assert units[0].variants[0].attributes["changeid"] == "vəkil"


def test_comments_and_instructions_do_not_cut_a_text(tmp_path: Path) -> None:
    units, skipped = read_text(tmp_path, wrap(tu("kiber<!-- x -->cina<?y z?>yət", "x")))
    assert units[0].variants[0].text == "kibercinayət"
    assert skipped == []


def test_lines_are_right_in_long_files(tmp_path: Path) -> None:
    body = "\n".join(tu("a", "b") for _ in range(70_000)) + "\n<tu><tuv><seg>x</seg></tuv></tu>"
    path = tmp_path / "uzun.tmx"
    path.write_text(wrap(body), encoding="utf-8")
    skipped: list[SkippedUnit] = []
    lines = [unit.line for unit in iter_tmx(path, on_skip=skipped.append)]
    assert lines == list(range(2, 70_002))
    assert [item.line for item in skipped] == [70_002, 70_002]


MEASURE = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from translate_cli.exchange.tmx import iter_tmx, write_tmx
from translate_cli.model import Segment, Target, Unit

def run(count):
    units = (
        Unit(Segment(str(n), "Kibercinayətkarlığa qarşı mübarizə " * 5, 0, 9),
             {"en": Target("en", "The fight against cybercrime " * 5, "starter", -0.5)})
        for n in range(count)
    )
    path = Path(sys.argv[1])
    write_tmx(path, units, source_lang="az", target_langs=["en"], version="0",
              created_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert sum(1 for _ in iter_tmx(path, on_skip=print)) == count
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

small = run(2000)
print(run(40000) - small)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "böyük.tmx")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    # A tree of this file takes over 100 MiB.
    assert int(done.stdout) < 8 * 1024


def test_importing_the_module_does_not_import_lxml() -> None:
    code = "import sys, translate_cli.exchange.tmx; sys.exit('lxml' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
