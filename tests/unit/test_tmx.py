from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from translate_cli.errors import InputError, OutputError
from translate_cli.exchange.tmx import (
    InlineCode,
    SkippedUnit,
    TmxUnit,
    TmxWriter,
    iter_tmx,
    read_tmx_header,
    tmx_paths,
    write_tmx,
)
from translate_cli.model import Issue, Segment, Target, TermUse, Unit

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "tmx"
FORMATS = ROOT.parent / "shared" / "formats"
CREATED_AT = datetime(2025, 10, 27, 9, 30, 5, tzinfo=UTC)

needs_formats = pytest.mark.skipif(
    not (FORMATS / "tmx14.xsd").is_file(), reason="the schemas and samples of TMX are not here"
)

# tmx14.xsd imports this file by name; the attributes are those of the XML namespace.
XML_XSD = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace">
 <xs:attribute name="lang" type="xs:language"/></xs:schema>"""


class XmlNamespaceResolver(etree.Resolver):
    def resolve(self, system_url, public_id, context):  # type: ignore[no-untyped-def]
        if str(system_url).endswith("xml.xsd"):
            return self.resolve_string(XML_XSD, context)
        return None


def make_units() -> list[Unit]:
    """Three units with everything that a file can say, and one without a Vietnamese text."""
    return [
        Unit(
            Segment("1", "Azərbaycan Kibercinayətkarlığa qarşı Konvensiyanı imzalayıb", 0, 59),
            {
                "en": Target(
                    "en",
                    "Azerbaijan has signed the Convention against Cybercrime",
                    "starter",
                    -0.41237,
                    (
                        TermUse(
                            "kibercinayetkarliq",
                            (11, 29),
                            (45, 55),
                            "preferred",
                            "forced",
                            "Kibercinayətkarlığa",
                            "cybercrime",
                            before="cyber crime",
                            cost_logprob=0.08,
                        ),
                        TermUse(
                            "konvensiya",
                            (37, 49),
                            (26, 36),
                            "preferred",
                            "nbest",
                            "Konvensiyanı",
                            "convention",
                        ),
                    ),
                ),
                "vi": Target(
                    "vi", "Azerbaijan đã ký Công ước chống tội phạm mạng", "starter", -0.5
                ),
            },
        ),
        Unit(
            Segment("2", 'AT & T "İnformator.az"a <dedi>:\t5 < 6', 60, 97),
            {
                "en": Target(
                    "en",
                    'AT & T told "İnformator.az" <said>:\t5 < 6',
                    "argos:translate-az_en 1.5",
                    -1.75,
                    (
                        TermUse(
                            "kiberhucum", (0, 2), None, "missing", "", "kiberhücum", "cyberattack"
                        ),
                    ),
                    (
                        Issue("term-missing", "“cyberattack” is missing", "error"),
                        Issue("low-score", "score −1.75"),
                    ),
                ),
                "vi": Target("vi", "  ", "starter", float("-inf")),
            },
        ),
        Unit(
            Segment("3", "Son\x07 zamanlar", 98, 110),
            {
                "en": Target("en", "Recently\ud800\ufffe", "memory:tm.db", 0.0),
                "vi": Target("vi", "Gần đây 🌐", "memory:tm.db", 0.0),
            },
        ),
    ]


def write_bytes(units: list[Unit], target_langs: list[str], **options: object) -> bytes:
    file = io.BytesIO()
    write_tmx(
        file,
        units,
        source_lang="az",
        target_langs=target_langs,
        multilingual=len(target_langs) > 1,
        version="0.1.0",
        created_at=CREATED_AT,
        document="hanoy-konvensiyası.az.txt",
        glossary_sha256="0f" * 32,
        model="starter 1",
        **options,  # type: ignore[arg-type]
    )
    return file.getvalue()


def read(path: Path) -> tuple[list[TmxUnit], list[SkippedUnit]]:
    skipped: list[SkippedUnit] = []
    return list(iter_tmx(path, on_skip=skipped.append)), skipped


def read_text(tmp_path: Path, text: str | bytes) -> tuple[list[TmxUnit], list[SkippedUnit]]:
    path = tmp_path / "in.tmx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read(path)


def wrap(body: str, header: str = '<header srclang="az"/>', version: str = "1.4") -> str:
    return f'<tmx version="{version}">{header}<body>\n{body}\n</body></tmx>'


def tu(az: str, en: str) -> str:
    return (
        f'<tu><tuv xml:lang="az"><seg>{az}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'
    )


# Writing


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
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(XmlNamespaceResolver())
    schema = etree.XMLSchema(etree.parse(FORMATS / "tmx14.xsd", parser))
    with (FORMATS / "tmx14.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    for data in (write_bytes(make_units(), langs), write_bytes([], langs)):
        tree = etree.fromstring(data).getroottree()
        schema.assertValid(tree)
        dtd.assertValid(tree)


@needs_formats
def test_the_schemas_of_the_tests_do_catch_errors() -> None:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(XmlNamespaceResolver())
    schema = etree.XMLSchema(etree.parse(FORMATS / "tmx14.xsd", parser))
    with (FORMATS / "tmx14.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    data = write_bytes(make_units(), ["en"]).replace(b' segtype="sentence"', b"")
    tree = etree.fromstring(data).getroottree()
    assert not schema.validate(tree)
    assert not dtd.validate(tree)


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


# Reading


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
