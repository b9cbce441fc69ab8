from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from glossary.columns import TermbaseProblemsError
from glossary.errors import TermbaseFormatError
from glossary.exchange.tbx import read_tbx, write_tbx
from glossary.model import Concept, Term
from glossary.tsv import load_concepts

FORMATS = Path(__file__).parents[2].parent / "shared" / "formats"
ROOT = Path(__file__).parents[2]

XML_XSD = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace">
 <xs:attribute name="lang" type="xs:language"/></xs:schema>"""

CONCEPTS = (
    Concept(
        "law",
        (
            Term("qanun", "az"),
            Term("law", "en"),
            Term("act", "en", "admitted"),
            Term("rule", "en", "forbidden"),
        ),
        pos="noun",
        domain="law-making",
        source="Konstitusiya, maddə 94",
        definition="Milli Məclisin aktı <94> & b.",
        note="bir\niki",
    ),
    Concept("1 hökm", (Term("hökm", "az"), Term("bản án", "vi")), pos="phrase", status="proposed"),
    Concept("1-hökm", (Term("hökm", "az"),), enforce="check", case_sensitive=True),
)


def parse(path: Path) -> etree._Element:
    return etree.parse(str(path)).getroot()


def load_schema() -> etree.XMLSchema:
    if not (FORMATS / "tbx.xsd").is_file():
        pytest.skip("the schema is not beside the repository")

    class Resolver(etree.Resolver):
        def resolve(self, system_url, public_id, context):  # type: ignore[no-untyped-def]
            if system_url.endswith("xml.xsd"):
                return self.resolve_string(XML_XSD, context)
            return None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Resolver())
    return etree.XMLSchema(etree.parse(str(FORMATS / "tbx.xsd"), parser))


def test_version_2_follows_the_schema(tmp_path: Path) -> None:
    schema = load_schema()
    path = tmp_path / "terms.tbx"
    write_tbx(path, CONCEPTS, signature="lugat")
    schema.assertValid(etree.parse(str(path)))


def test_the_whole_shipped_termbase_follows_the_schema(tmp_path: Path) -> None:
    schema = load_schema()
    path = tmp_path / "terms.tbx"
    concepts = load_concepts(ROOT / "terms.tsv")
    write_tbx(path, concepts)
    schema.assertValid(etree.parse(str(path)))
    assert read_tbx(path).concepts == concepts


def test_version_2_is_what_cat_tools_read(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    write_tbx(path, CONCEPTS, signature="lugat 1.2.3, glossary abc")
    text = path.read_text(encoding="utf-8")
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM')
    root = parse(path)
    assert (root.tag, root.get("type")) == ("martif", "TBX")
    assert root.findtext(".//sourceDesc/p") == "lugat 1.2.3, glossary abc"
    tig = root.findall(".//langSet[2]/tig")[2]
    assert [child.tag for child in tig] == ["term", "termNote", "termNote"]
    assert tig.findtext("term") == "rule"
    assert tig.findtext("termNote[@type='administrativeStatus']") == "deprecatedTerm-admn-sts"
    ids = [entry.get("id") for entry in root.iter("termEntry")]
    assert ids == ["law", "c-1-h-km", "c-1-h-km-2"]


def test_version_3_has_the_elements_of_2019(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    write_tbx(path, CONCEPTS, version=3)
    root = parse(path)
    names = {"t": "urn:iso:std:iso:30042:ed-2"}
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("style"), root.get("type")) == ("dca", "TBX-Basic")
    assert root.findtext(".//t:conceptEntry/t:langSec/t:termSec/t:term", None, names) == "qanun"
    assert "ns0" not in path.read_text(encoding="utf-8")


def test_no_concept_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(TermbaseFormatError, match="no concept to write"):
        write_tbx(tmp_path / "x.tbx", ())
    assert not [*tmp_path.iterdir()]


def test_a_file_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.tbx"
    path.write_text(
        """<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>
</fileDesc></martifHeader><text><body>
<termEntry id="eid-1">
 <descripGrp><descrip type="definition">Dövlətin aktı</descrip>
  <admin type="source">Lüğət</admin></descripGrp>
 <descrip type="definition">ikinci</descrip>
 <langSet xml:lang="az-Latn-AZ"><ntig><termGrp><term>Qanun <hi>aktı</hi></term>
  <termNote type="partOfSpeech">properNoun</termNote></termGrp></ntig></langSet>
 <langSet xml:lang="EN_GB"><tig><term>law</term></tig><tig><term>act</term></tig>
  <tig><term>bill</term>
   <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig></langSet>
 <langSet xml:lang="az-Cyrl"><tig><term>ганун</term></tig></langSet>
 <langSet xml:lang="hu"><tig><term>törvény</term></tig></langSet>
</termEntry>
<termEntry><langSet xml:lang="vi"><tig><term>điều ước</term></tig></langSet></termEntry>
<termEntry id="e3"><langSet xml:lang="hu"><tig><term>hu</term></tig></langSet></termEntry>
</body></text></martif>""",
        encoding="utf-8",
    )
    found = read_tbx(path)
    law, treaty = found.concepts
    assert law == Concept(
        "eid-1",
        (
            Term("Qanun aktı", "az"),
            Term("law", "en"),
            Term("act", "en", "admitted"),
            Term("bill", "en", "forbidden"),
        ),
        pos="name",
        definition="Dövlətin aktı",
        source="Lüğət",
    )
    assert treaty == Concept("dieu-uoc", (Term("điều ước", "vi"),))
    assert [(p.line, p.message.split(":")[0]) for p in found.skipped] == [
        (8, "a second definition"),
        (14, "the language “az-Cyrl” is not one of az, en, vi."),
        (15, "the language “hu” is not one of az, en, vi."),
        (18, "the language “hu” is not one of az, en, vi."),
        (18, "the entry has no term in Azerbaijani, English or Vietnamese."),
    ]


def test_the_sample_of_the_standard(tmp_path: Path) -> None:
    if not FORMATS.is_dir():
        pytest.skip("the samples are not beside the repository")
    found = read_tbx(FORMATS / "sampleTBXfile.tbx")
    assert [(c.id, c.domain, c.pos) for c in found.concepts] == [
        ("eid-Oracle-67", "manufacturing", "noun")
    ]


def test_version_3_in_dct_style(tmp_path: Path) -> None:
    path = tmp_path / "dct.tbx"
    path.write_text(
        """<tbx style="dct" type="TBX-Basic" xml:lang="az" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <text><body><conceptEntry id="c1"><min:subjectField>hüquq</min:subjectField>
 <langSec xml:lang="az"><basic:definition>akt</basic:definition><termSec><term>qanun</term>
 <min:partOfSpeech>noun</min:partOfSpeech>
 <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
 </conceptEntry></body></text></tbx>""",
        encoding="utf-8",
    )
    assert read_tbx(path).concepts == (
        Concept(
            "c1", (Term("qanun", "az", "admitted"),), pos="noun", domain="hüquq", definition="akt"
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<martif><text></martif>", "it is no XML"),
        ("<martif type='TBX'/>", "no concept in it"),
        ("<!DOCTYPE m [<!ENTITY a 'b'>]><martif>&a;</martif>", "entities"),
        ("<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><m>&x;</m>", "entities"),
        ("<!DOCTYPE m [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;]><m/>", "entities|no XML"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.tbx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TermbaseProblemsError, match=message) as caught:
        read_tbx(path)
    assert caught.value.line == 1


def test_repeated_ids_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    entry = (
        '<termEntry id="a"><langSet xml:lang="az"><tig><term>x</term></tig></langSet></termEntry>'
    )
    path.write_text(f"<martif>\n{entry}\n{entry}\n</martif>", encoding="utf-8")
    with pytest.raises(TermbaseProblemsError, match="“a” is taken by line 2") as caught:
        read_tbx(path)
    assert caught.value.line == 3


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.tbx"
    write_tbx(path, [Concept("a", (Term("qa\x0bnun\x00", "az"),))])
    assert read_tbx(path).concepts[0].terms[0].text == "qanun"
