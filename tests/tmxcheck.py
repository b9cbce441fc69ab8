"""Units to write as TMX, files to read, and the schemas of TMX 1.4 where they are here."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from translate_cli.exchange.tmx import SkippedUnit, TmxUnit, iter_tmx, write_tmx
from translate_cli.model import Issue, Segment, Target, TermUse, Unit

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "formats"
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


def load_schemas() -> tuple[etree.XMLSchema, etree.DTD]:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(XmlNamespaceResolver())
    with (FORMATS / "tmx14.dtd").open("rb") as file:
        return etree.XMLSchema(etree.parse(FORMATS / "tmx14.xsd", parser)), etree.DTD(file)


def check_schemas(data: bytes) -> None:
    """Require that a file is valid by the DTD and by the XSD of TMX 1.4."""
    tree = etree.fromstring(data).getroottree()
    for schema in load_schemas():
        schema.assertValid(tree)


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
