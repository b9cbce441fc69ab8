"""What the schemas and the text of XLIFF 1.2 and 2.0 ask of the files that we write."""

from __future__ import annotations

import re

from lxml import etree

from tests.samples.xliff import NS1, NS2
from translate_cli.exchange.xliff import XliffVersion

V1 = f"{{{NS1}}}"
V2 = f"{{{NS2}}}"
GLS = "{urn:oasis:names:tc:xliff:glossary:2.0}"
MDA = "{urn:oasis:names:tc:xliff:metadata:2.0}"
MTC = "{urn:oasis:names:tc:xliff:matches:2.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

# Of the elements that are written: the children in order (as
# a pattern over their names), the attributes that have to be there, and those that may.
INLINE_1 = r"(ph |x |it |g |bpt |ept )*"
GRAMMAR_1 = {
    "xliff": (r"(file )+", {"version"}, set()),
    "file": (
        r"header body ",
        {"original", "source-language", "datatype"},
        {"target-language", "tool-id", "date"},
    ),
    "header": (r"(tool |note )*", set(), set()),
    "tool": (r"", {"tool-id", "tool-name"}, {"tool-version"}),
    "body": (r"(trans-unit )*", set(), set()),
    "trans-unit": (
        r"source (target )?(note )*(alt-trans )*",
        {"id"},
        {"resname", "approved", f"{XML}space"},
    ),
    "source": (INLINE_1, set(), {f"{XML}lang"}),
    "target": (INLINE_1, set(), {"state", "state-qualifier", f"{XML}lang"}),
    "note": (r"", set(), {"from", "priority", "annotates"}),
    "alt-trans": (r"source target ", set(), {"match-quality", "origin", "tool-id"}),
    "g": (INLINE_1, {"id"}, set()),
    "x": (r"", {"id"}, set()),
    "ph": (r"", {"id"}, set()),
    "it": (r"", {"id", "pos"}, set()),
    "bpt": (r"", {"id"}, {"rid"}),
    "ept": (r"", {"id"}, {"rid"}),
}
INLINE_2 = r"(ph |pc |sc |ec )*"
HINTS = {"canCopy", "canDelete"}
GRAMMAR_2 = {
    "xliff": (r"(file )+", {"version", "srcLang"}, {"trgLang"}),
    "file": (r"(mda:metadata )?(notes )?(unit )+", {"id"}, {"original"}),
    "unit": (
        r"(mtc:matches )?(gls:glossary )?(mda:metadata )?(notes )?(originalData )?(segment )+",
        {"id"},
        {"name", f"{XML}space"},
    ),
    "notes": (r"(note )+", set(), set()),
    "note": (r"", set(), {"category", "appliesTo", "priority"}),
    "originalData": (r"(data )+", set(), set()),
    "data": (r"", {"id"}, set()),
    "segment": (r"source (target )?", set(), {"state", "subState"}),
    "source": (rf"mrk |{INLINE_2}", set(), set()),
    "mrk": (INLINE_2, {"id", "type"}, set()),
    "target": (INLINE_2, set(), set()),
    "ph": (r"", {"id"}, {"dataRef", *HINTS}),
    "pc": (INLINE_2, {"id"}, {"dataRefStart", "dataRefEnd", *HINTS}),
    "sc": (r"", {"id"}, {"isolated", "dataRef", *HINTS}),
    "ec": (r"", set(), {"id", "startRef", "isolated", "dataRef", *HINTS}),
    "mda:metadata": (r"(mda:metaGroup )+", set(), set()),
    "mda:metaGroup": (r"(mda:meta )+", set(), {"category"}),
    "mda:meta": (r"", {"type"}, set()),
    "mtc:matches": (r"(mtc:match )+", set(), set()),
    "mtc:match": (r"(originalData )?source target ", {"ref"}, {"similarity", "origin"}),
    "gls:glossary": (r"(gls:glossEntry )+", set(), set()),
    "gls:glossEntry": (r"gls:term (gls:translation )*", set(), set()),
    "gls:term": (r"", set(), set()),
    "gls:translation": (r"", set(), set()),
}
WITH_TEXT = {"source", "target", "mrk", "note", "g", "pc", "ph", "it", "bpt", "ept", "data"}
WITH_TEXT |= {"mda:meta", "gls:term", "gls:translation"}
STATES_1 = {"needs-review-translation", "translated", "signed-off"}
QUALIFIERS = {"leveraged-mt", "exact-match", "fuzzy-match"}
STATES_2 = {"initial", "reviewed", "final"}


def short(element: etree._Element) -> str:
    for namespace, prefix in ((V1, ""), (V2, ""), (GLS, "gls:"), (MDA, "mda:"), (MTC, "mtc:")):
        if element.tag.startswith(namespace):
            return prefix + element.tag.removeprefix(namespace)
    raise AssertionError(f"{element.tag} is in no namespace of XLIFF")


def check_structure(root: etree._Element, version: XliffVersion) -> None:
    grammar = GRAMMAR_1 if version == "1.2" else GRAMMAR_2
    assert root.tag == (V1 if version == "1.2" else V2) + "xliff"
    assert root.get("version") == version
    for element in root.iter():
        name = short(element)
        children, needed, allowed = grammar[name]
        inside = "".join(f"{short(child)} " for child in element)
        assert re.fullmatch(children, inside), f"<{name}> holds {inside}"
        have = set(element.attrib)
        assert needed <= have <= needed | allowed, f"<{name}> has {have}"
        if name not in WITH_TEXT:
            texts = [element.text, *(child.tail for child in element)]
            assert not "".join(text or "" for text in texts).strip(), f"<{name}> holds text"
    for file in root:
        names = [u.get("id") for u in file.iter(f"{V1}trans-unit", f"{V2}unit")]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[\w.:-]+", name) for name in names)
    (check_ids_1 if version == "1.2" else check_ids_2)(root)


def check_ids_1(root: etree._Element) -> None:
    tools = {tool.get("tool-id") for tool in root.iter(f"{V1}tool")}
    for file in root:
        assert file.get("tool-id") in tools
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", file.get("date"))
        assert re.fullmatch(r"plaintext|html|xml|x-[A-Za-z0-9]+", file.get("datatype"))
    for unit in root.iter(f"{V1}trans-unit"):
        assert unit.get("approved") in (None, "yes")
        target = unit.find(f"{V1}target")
        if target is not None:
            assert target.get("state") in STATES_1
            assert target.get("state-qualifier") in QUALIFIERS
        for text in unit.findall(f"{V1}source") + unit.findall(f"{V1}target"):
            begins = [element.get("rid") for element in text.iter(f"{V1}bpt")]
            ends = [element.get("rid") for element in text.iter(f"{V1}ept")]
            assert sorted(begins) == sorted(set(ends))
            assert len(begins) == len(ends) == len(set(begins))
            assert {e.get("pos") for e in text.iter(f"{V1}it")} <= {"open", "close"}
    for note in root.iter(f"{V1}note"):
        assert 1 <= int(note.get("priority")) <= 10


def check_ids_2(root: etree._Element) -> None:
    files = [file.get("id") for file in root]
    assert len(set(files)) == len(files)
    for match in root.iter(f"{MTC}match"):
        unit = match.getparent().getparent()
        marks = [f"#{mark.get('id')}" for mark in unit.iter(f"{V2}mrk")]
        assert marks == [match.get("ref")]
        assert 0 <= float(match.get("similarity")) <= 100
        check_texts(match, match.findall(f"{V2}source") + match.findall(f"{V2}target"))
    for unit in root.iter(f"{V2}unit"):
        segment = unit.find(f"{V2}segment")
        assert segment.get("state") in {None, *STATES_2}
        if segment.get("subState"):
            assert segment.get("state")
            assert re.fullmatch(r"[^\s:]+:[^\s:]+", segment.get("subState"))
        check_texts(unit, list(segment))


def check_texts(holder: etree._Element, texts: list[etree._Element]) -> None:
    data = [element.get("id") for element in holder.iterfind(f"{V2}originalData/{V2}data")]
    assert len(set(data)) == len(data)
    used = set()
    for text in texts:
        ids = [e.get("id") for e in text.iter() if e.get("id")]
        assert len(set(ids)) == len(ids)
        starts = {e.get("id") for e in text.iter(f"{V2}sc")}
        for element in text.iter(f"{V2}ec"):
            alone = element.get("isolated") == "yes"
            assert alone == (element.get("id") is not None)
            assert alone or element.get("startRef") in starts
        for element in text.iter():
            used |= {v for k, v in element.attrib.items() if k.startswith("dataRef")}
    assert used == set(data)
