"""TBX: TBX-Basic as ISO 30042:2008 has it (martif, the default), and ISO 30042:2019 (DCA style).

What TBX-Basic has no data category for (concept status, enforcement, case, an id that is no XML
name, parts of speech of our own) stands in a note that begins with “lugat: ”, because a note is
valid in every dialect and harmless in every tool.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from glossary.columns import Problem, clean_value, order_terms
from glossary.errors import TermbaseFormatError
from glossary.exchange.common import (
    Imported,
    finish,
    iter_unique,
    make_id,
    one_line,
    read_import,
    remove_control,
)
from glossary.files import replace_file
from glossary.merge import free_id
from glossary.model import LANGS, Concept, ConceptStatus, Enforcement, Term, TermStatus

if TYPE_CHECKING:
    from lxml.etree import _Element

TbxVersion = Literal[2, 3]

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACE_V3: Final = "urn:iso:std:iso:30042:ed-2"
_DOCTYPE_V2: Final = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'
_PREFIX: Final = "lugat: "
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)

# Pick list of administrativeStatus in TBX-Basic; superseded is another way of saying "not this".
_STATUS_OUT: Final[dict[TermStatus, str]] = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
_STATUS_IN: Final[dict[str, TermStatus]] = {
    "preferredterm": "preferred",
    "admittedterm": "admitted",
    "legalterm": "admitted",
    "regulatedterm": "admitted",
    "standardizedterm": "preferred",
    "deprecatedterm": "forbidden",
    "supersededterm": "forbidden",
}
# Pick list of partOfSpeech in TBX-Basic: noun, verb, adjective, adverb, properNoun, other.
_POS_OUT: Final = {
    "noun": "noun",
    "verb": "verb",
    "adjective": "adjective",
    "adverb": "adverb",
    "name": "properNoun",
}
_POS_IN: Final = {"propernoun": "name"} | {name: name for name in _POS_OUT if name != "name"}

_ENTRIES: Final = ("termEntry", "conceptEntry")
_LANGUAGES: Final = ("langSet", "langSec")
_TEXTS: Final = ("subjectField", "definition", "source", "note")
_TERMS: Final = ("tig", "ntig", "termSec")


def write_tbx(
    path: Path, concepts: Iterable[Concept], *, version: TbxVersion = 2, signature: str = ""
) -> None:
    """Write concepts as TBX; raise TermbaseWriteError, or TermbaseFormatError for none.

    `signature` says in the header where the file comes from.
    """
    from lxml import etree

    root, body = _start(version, signature or "lugat")
    taken: set[str] = set()
    for concept in concepts:
        _add_entry(body, order_terms(concept), version, taken)
    if not taken:
        raise TermbaseFormatError(
            "there is no concept to write.", path=path, hint="TBX needs one at least."
        )
    body_text = etree.tostring(root, encoding="unicode", pretty_print=True)
    doctype = f"{_DOCTYPE_V2}\n" if version == 2 else ""
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}{body_text}'
    replace_file(path, document.encode("utf-8"))


def _start(version: TbxVersion, signature: str) -> tuple[_Element, _Element]:
    from lxml import etree

    if version == 2:
        root = etree.Element("martif", {"type": "TBX", XML_LANG: LANGS[0]})
    else:
        # The namespace as the default one, or every element below would spell its prefix.
        root = etree.fromstring(f'<tbx xmlns="{_NAMESPACE_V3}" style="dca" type="TBX-Basic"/>')
        root.set(XML_LANG, LANGS[0])
    header = _add(root, "martifHeader" if version == 2 else "tbxHeader")
    description = _add(header, "fileDesc")
    _add(_add(description, "titleStmt"), "title", "lugat termbase")
    _add(_add(description, "sourceDesc"), "p", signature)
    if version == 2:
        _add(_add(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    return root, _add(_add(root, "text"), "body")


def _add(parent: _Element, tag: str, text: str = "", **attributes: str) -> _Element:
    from lxml import etree

    namespace = f"{{{_NAMESPACE_V3}}}" if str(parent.tag).startswith("{") else ""
    child = etree.SubElement(parent, f"{namespace}{tag}", attributes)
    if text:
        child.text = remove_control(text)
    return child


def _add_entry(body: _Element, concept: Concept, version: TbxVersion, taken: set[str]) -> None:
    two = version == 2
    xml_id = concept.id
    if not _NAME.fullmatch(xml_id):
        xml_id = "c-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", xml_id).strip("-")
    xml_id = free_id(xml_id, taken)
    taken.add(xml_id)
    entry = _add(body, "termEntry" if two else "conceptEntry", id=xml_id)
    if concept.domain:
        _add(entry, "descrip", concept.domain, type="subjectField")
    if concept.definition:
        _add(entry, "descrip", concept.definition, type="definition")
    if concept.source:
        _add(entry, "admin", concept.source, type="source")
    if concept.note:
        _add(entry, "note", concept.note)
    ours = _private_data(concept, xml_id)
    if ours:
        _add(entry, "note", _PREFIX + json.dumps(ours, ensure_ascii=False))
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        section = _add(entry, "langSet" if two else "langSec")
        section.set(XML_LANG, lang)
        for term in concept.iter_terms(lang):
            group = _add(section, "tig" if two else "termSec")
            _add(group, "term", term.text)
            if concept.pos:
                pos = _POS_OUT.get(concept.pos, "other")
                _add(group, "termNote", pos, type="partOfSpeech")
            _add(group, "termNote", _STATUS_OUT[term.status], type="administrativeStatus")


def _private_data(concept: Concept, xml_id: str) -> dict[str, object]:
    data: dict[str, object] = {}
    if concept.id != xml_id:
        data["id"] = concept.id
    if concept.pos and concept.pos not in _POS_OUT:
        data["pos"] = concept.pos
    if concept.status != "approved":
        data["status"] = concept.status
    if concept.case_sensitive:
        data["case_sensitive"] = True
    if concept.enforce:
        data["enforce"] = concept.enforce
    return data


def read_tbx(path: Path) -> Imported:
    """Read concepts from TBX 2 or 3, DCA or DCT style, any dialect.

    Languages other than ours, and further definitions, are left out and listed. Entities are
    never expanded and nothing is fetched. Raises TermbaseProblemsError with every problem.
    """
    root = _parse(read_import(path), path)
    problems: list[Problem] = []
    skipped: list[Problem] = []
    found: list[tuple[Concept, int | None]] = []
    taken: set[str] = set()
    for entry in root.iter():
        if _local(entry) not in _ENTRIES:
            continue
        concept = _read_entry(entry, taken, skipped)
        if concept is None:
            message = "the entry has no term in Azerbaijani, English or Vietnamese."
            skipped.append(Problem(_line(entry), message))
        else:
            found.append((concept, _line(entry)))
            taken.add(concept.id)
    if not found:
        hint = "Expected <martif> or <tbx> with entries."
        problems.append(Problem(_line(root), "there is no concept in it.", hint))
    return finish(list(iter_unique(found, problems)), problems, skipped, path=path)


def _parse(data: bytes, path: Path) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        line = exc.lineno or None
        problem = Problem(line, f"it is no XML: {exc.msg}.", "Export it again from its tool.")
        finish((), [problem], path=path)
        raise
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        hint = "Write the text out instead of entities."
        finish((), [Problem(1, "it defines XML entities.", hint)], path=path)
    return root


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _category(element: _Element) -> str:
    """Return the data category: the type (DCA style), else the tag (DCT style)."""
    return str(element.get("type") or _local(element))


def _text(element: _Element) -> str:
    return clean_value("".join(str(text) for text in element.itertext()))


def _line(element: _Element) -> int | None:
    line: Any = element.sourceline
    return int(line) if line is not None else None


def _iter_data(element: _Element, stop: tuple[str, ...]) -> Iterator[_Element]:
    """Yield the elements under `element` that hold text, not those within `stop` elements."""
    for child in element:
        name = _local(child)
        if name in stop:
            continue
        if name.endswith("Grp"):
            yield from _iter_data(child, stop)
        else:
            yield child


def _read_entry(entry: _Element, taken: set[str], skipped: list[Problem]) -> Concept | None:
    values: dict[str, str] = {}
    ours: dict[str, Any] = {}
    _read_descriptions(entry, values, ours, skipped)
    terms: list[Term] = []
    for section in entry:
        if _local(section) not in _LANGUAGES:
            continue
        tag = section.get(XML_LANG) or section.get("lang") or ""
        lang = _primary_lang(tag)
        if lang is None:
            message = f"the language “{tag}” is not one of {', '.join(LANGS)}."
            skipped.append(Problem(_line(section), message))
            continue
        _read_descriptions(section, values, ours, skipped)
        for group in section:
            if _local(group) in _TERMS:
                others = any(term.lang == lang for term in terms)
                term = _read_term(group, lang, others, values)
                if term is not None and term not in terms:
                    terms.append(term)
    if not terms:
        return None
    concept_id = _choose_id(entry, ours, terms, taken)
    return order_terms(
        Concept(
            id=concept_id,
            terms=tuple(terms),
            pos=str(ours.get("pos") or values.get("pos", "")),
            domain=values.get("subjectField", ""),
            status=_pick(ours.get("status"), get_args(ConceptStatus), "approved"),
            case_sensitive=ours.get("case_sensitive") is True,
            enforce=_pick(ours.get("enforce"), get_args(Enforcement), ""),
            source=values.get("source", ""),
            definition=values.get("definition", ""),
            note=values.get("note", ""),
        )
    )


def _pick(value: object, known: tuple[str, ...], default: str) -> Any:
    return value if value in known else default


def _choose_id(
    entry: _Element, ours: dict[str, Any], terms: Iterable[Term], taken: set[str]
) -> str:
    wanted = ours.get("id")
    if not isinstance(wanted, str) or not wanted:
        wanted = one_line(entry.get("id") or "")
    return wanted or make_id(terms, taken)


def _read_descriptions(
    element: _Element, values: dict[str, str], ours: dict[str, Any], skipped: list[Problem]
) -> None:
    for child in _iter_data(element, (*_LANGUAGES, *_TERMS)):
        category, text = _category(child), _text(child)
        if not text:
            continue
        if category == "note" and text.startswith(_PREFIX):
            try:
                data = json.loads(text.removeprefix(_PREFIX))
            except json.JSONDecodeError:
                data = None
            if isinstance(data, dict):
                ours.update(data)
                continue
        if category == "note" and "note" in values:
            values["note"] += f"\n{text}"
        elif category in _TEXTS and values.setdefault(category, text) != text:
            skipped.append(Problem(_line(child), f"a second {category}: “{text}”."))


def _read_term(group: _Element, lang: str, others: bool, values: dict[str, str]) -> Term | None:
    text, status, pos = "", None, ""
    for child in _iter_data(group, ()):
        category = _category(child)
        if _local(child) == "term":
            text = one_line(_text(child))
        elif category in ("administrativeStatus", "normativeAuthorization"):
            name = _text(child).lower().removesuffix("-admn-sts")
            status = _STATUS_IN.get(name)
        elif category == "partOfSpeech":
            pos = _text(child)
    if not text:
        return None
    if pos and pos != "other":
        values.setdefault("pos", _POS_IN.get(pos.lower(), pos))
    # Many tools write no status: then the first term of a language is the one to use.
    return Term(text, lang, status or ("admitted" if others else "preferred"))


def _primary_lang(tag: str) -> str | None:
    """Return our language for a tag; None for others, and for Azerbaijani in another script."""
    parts = tag.replace("_", "-").lower().split("-")
    if "cyrl" in parts or "arab" in parts:
        return None
    return parts[0] if parts[0] in LANGS else None
