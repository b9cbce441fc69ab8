"""An OmegaT for tests: how it applies segmentation rules, and what it saves; projects for it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import regex
from lxml import etree

from glossary.model import Concept, Term
from translate_cli.documents.formats import read_document
from translate_cli.engine import Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.exchange.omegat_project import ProjectFile, write_project
from translate_cli.exchange.omegat_srx import SrxRule
from translate_cli.exchange.tmx import iter_tmx
from translate_cli.model import Target, Unit
from translate_cli.pipeline import Translator

Compiled = tuple[bool, "regex.Pattern[str]", "regex.Pattern[str]"]


def compile_rules(rules: Iterable[SrxRule]) -> list[Compiled]:
    return [(rule.breaks, _compile(rule.before), _compile(rule.after)) for rule in rules]


def _compile(pattern: str) -> regex.Pattern[str]:
    # Java asks for (?u) where case is folded beyond ASCII; here that is how it is.
    return regex.compile(pattern.replace("(?iu:", "(?i:"), regex.DOTALL | regex.VERSION0)


def find_breaks(text: str, rule: Compiled) -> set[int]:
    """Return where matches of both patterns meet; those of one never overlap."""
    after = iter(match.start() for match in rule[2].finditer(text))
    begin = next(after, None)
    places: set[int] = set()
    for match in rule[1].finditer(text):
        while begin is not None and begin < match.end():
            begin = next(after, None)
        if begin == match.end():
            places.add(begin)
    return places


def cut(text: str, rules: Sequence[Compiled]) -> list[str]:
    """Return the segments of a paragraph: at each place the first rule decides."""
    breaks: set[int] = set()
    for rule in reversed(rules):
        places = find_breaks(text, rule)
        breaks = breaks | places if rule[0] else breaks - places
    edges = [0, *sorted(breaks), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(edges)]


def save_translations(
    project: Path,
    translations: Mapping[str, str],
    *,
    untouched: Mapping[str, str] | None = None,
    alternatives: Sequence[tuple[str, str, str, str, str]] = (),
    author: str = "tərcüməçi",
    target_lang: str = "EN-GB",
    name: str = "omegat/project_save.tmx",
) -> None:
    """Write what OmegaT saves: translations of a person, segments filled from tm/auto.

    `alternatives` are (source, target, file, previous, following).
    """
    tmx = etree.Element("tmx", version="1.1")
    etree.SubElement(
        tmx, "header", {
            "creationtool": "OmegaT", "o-tmf": "OmegaT TMX", "adminlang": "EN-US",
            "datatype": "plaintext", "creationtoolversion": "6.0.0", "segtype": "sentence",
            "srclang": "AZ",
        },
    )  # fmt: skip
    body = etree.SubElement(tmx, "body")
    body.append(etree.Comment(" Default translations "))
    for pairs, who in ((untouched or {}, ""), (translations, author)):
        for source, target in pairs.items():
            _add_unit(body, source, target, target_lang, who)
    body.append(etree.Comment(" Alternative translations "))
    for source, target, file, previous, following in alternatives:
        props = {"file": file, "prev": previous, "next": following}
        _add_unit(body, source, target, target_lang, author, props)
    data = etree.tostring(
        tmx,
        encoding="UTF-8",
        xml_declaration=True,
        pretty_print=True,
        doctype='<!DOCTYPE tmx SYSTEM "tmx11.dtd">',
    )
    (project / name).write_bytes(data)


def _add_unit(
    body: etree._Element,
    source: str,
    target: str,
    lang: str,
    author: str,
    props: Mapping[str, str] | None = None,
) -> None:
    tu = etree.SubElement(body, "tu")
    for kind, value in (props or {}).items():
        if value:
            etree.SubElement(tu, "prop", type=kind).text = value
    said = {"changeid": author, "changedate": "20251127T101500Z"} if author else {}
    if author:
        said |= {"creationid": author, "creationdate": "20251127T101400Z"}
    for code, text, more in (("AZ", source, {}), (lang, target, said)):
        tuv = etree.SubElement(tu, "tuv", {"lang": code, **more})
        etree.SubElement(tuv, "seg").text = text


NOW = datetime(2025, 11, 27, 10, 0, tzinfo=UTC)
TEXT = "Qanunlar\n\n1. Bu qanun gəldi. Məhkəmə qərar verdi.\n- Son söz.\nBu qanun gəldi.\n"
WORDS = {
    "qanunlar": "laws", "bu": "this", "qanun": "law", "gəldi": "came", "məhkəmə": "court",
    "qərar": "decision", "verdi": "gave", "son": "last", "söz": "word", "işidir": "is work",
    "kibercinayət": "cybercrime", "bax": "see", "maddə": "article",
}  # fmt: skip
DRAFTS = {
    "Qanunlar": "Laws",
    "Bu qanun gəldi.": "This law came.",
    "Məhkəmə qərar verdi.": "Court decision gave.",
    "Son söz.": "Last word.",
}
COURT = Concept(
    "court",
    (
        Term("məhkəmə", "az"),
        Term("court", "en"),
        Term("law court", "en", "admitted"),
        Term("tribunal", "en", "forbidden"),
    ),
    pos="noun",
)
Origins = Mapping[str, tuple[str, str]]


def make_file(path: Path, place: str | None = None, origins: Origins | None = None) -> ProjectFile:
    """Translate a file word for word; `origins` gives other targets and origins for texts."""
    document = read_document(path, "az")
    units = Translator({"en": Route((FakeEngine(WORDS),))}, []).iter_units(document.segments)
    made = []
    for unit in units:
        said = (origins or {}).get(unit.segment.text)
        target = unit.targets["en"]
        if said:
            target = Target("en", said[0], said[1], 0.0, codes=target.codes)
        made.append(Unit(unit.segment, {"en": target}))
    return ProjectFile(path, PurePosixPath(place or path.name), document, tuple(made))


def write(folder: Path, *files: ProjectFile, **options: Any) -> Path:
    options = {"concepts": [COURT], **options}
    write_project(
        folder,
        files,
        source_lang="az",
        target_lang="en",
        version="1.0",
        created_at=NOW,
        **options,
    )
    return folder


def read_pairs(path: Path) -> list[tuple[str, str]]:
    return [
        tuple(variant.text for variant in unit.variants)  # type: ignore[misc]
        for unit in iter_tmx(path, on_skip=lambda skipped: pytest.fail(skipped.reason))
    ]
