"""The elements of XLIFF 1.2 and 2.0 for one translated segment.

Elements have no namespace of their own: they are written into a root that has it as default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from translate_cli.exchange.xliff_notes import (
    Note,
    Signature,
    datatype_of,
    describe_origin,
    iter_notes,
    state_1,
    state_2,
)
from translate_cli.inline import is_nested
from translate_cli.memory_units import MemoryMatch
from translate_cli.model import CodedText, InlineCode, Target, Unit

if TYPE_CHECKING:
    from lxml import etree

XML: Final = "{http://www.w3.org/XML/1998/namespace}"
NAMESPACES: Final = {
    "1.2": "urn:oasis:names:tc:xliff:document:1.2",
    "2.0": "urn:oasis:names:tc:xliff:document:2.0",
}
_GLOSSARY: Final = "urn:oasis:names:tc:xliff:glossary:2.0"
_METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
_MATCHES: Final = "urn:oasis:names:tc:xliff:matches:2.0"


_MATCHED: Final = "m1"
"""The id of the annotation around a source that has matches; codes have numbers."""


class _Clean(Protocol):
    """Removes, and counts, what XML cannot hold."""

    def __call__(self, text: str) -> str: ...


class _Writer:
    """Appends text and elements to an element."""

    def __init__(self, root: etree._Element) -> None:
        self._stack = [root]

    def say(self, text: str) -> None:
        holder = self._stack[-1]
        if len(holder):
            holder[-1].tail = (holder[-1].tail or "") + text
        else:
            holder.text = (holder.text or "") + text

    def leaf(self, name: str, attributes: dict[str, str], content: str = "") -> None:
        self.open(name, attributes)
        self._stack[-1].text = content or None
        self.close()

    def open(self, name: str, attributes: dict[str, str]) -> None:
        from lxml import etree

        self._stack.append(etree.SubElement(self._stack[-1], name, attributes))

    def close(self) -> None:
        self._stack.pop()


def _fill(element: etree._Element, coded: CodedText, clean: _Clean, put: Any) -> None:
    """Fill an element; `put(writer, code, paired, nested)` writes a code."""
    writer = _Writer(element)
    opened = {code.number for code in coded.codes if code.kind == "open"}
    closed = {code.number for code in coded.codes if code.kind == "close"}
    nested = is_nested(coded.codes)
    at = 0
    for code in coded.codes:
        writer.say(clean(coded.text[at : code.position]))
        at = code.position
        put(writer, code, code.number in opened & closed, nested)
    writer.say(clean(coded.text[at:]))


class Maker1:
    """Makes the elements of XLIFF 1.2."""

    version = "1.2"

    def __init__(
        self, source_lang: str, target_lang: str, signature: Signature, clean: _Clean
    ) -> None:
        self._langs = (source_lang, target_lang)
        self._signature = signature
        self._clean = clean

    def root_attributes(self) -> dict[str, str]:
        """Return the attributes of the root."""
        return {"version": "1.2"}

    def file_attributes(self, document: str, number: int) -> dict[str, str]:
        """Return the attributes of the file element of a document."""
        return {
            "original": self._clean(document),
            "source-language": self._langs[0],
            "target-language": self._langs[1],
            "datatype": datatype_of(document),
            "tool-id": "lugat",
            "date": self._signature.date,
        }

    def file_head(self) -> etree._Element:
        """Return what stands before the units: which tool wrote this."""
        from lxml import etree

        header = etree.Element("header")
        etree.SubElement(
            header,
            "tool",
            {
                "tool-id": "lugat",
                "tool-name": "lugat",
                "tool-version": self._clean(self._signature.tool_version),
            },
        )
        for name, value in self._signature.iter_facts():
            note = etree.SubElement(header, "note", {"from": "lugat", "priority": "10"})
            note.text = f"{name}: {self._clean(value)}"
        return header

    def unit(
        self, unit: Unit, target: Target | None, matches: Sequence[MemoryMatch] = ()
    ) -> etree._Element:
        """Return a trans-unit; matches for similar texts are alternative translations."""
        from lxml import etree

        segment = unit.segment
        element = etree.Element("trans-unit", {"id": self._clean(segment.id)})
        element.set(f"{XML}space", "preserve")
        if segment.block:
            element.set("resname", self._clean(segment.block))
        source = etree.SubElement(element, "source", {f"{XML}lang": self._langs[0]})
        self._fill(source, CodedText(segment.text, segment.codes))
        if target is not None:
            self._add_target(element, target)
        for match in matches:
            self._add_alternative(element, match)
        return element

    def _add_target(self, element: etree._Element, target: Target) -> None:
        from lxml import etree

        state, qualifier = state_1(target.origin)
        if state == "signed-off":
            element.set("approved", "yes")
        attributes = {
            f"{XML}lang": self._langs[1],
            "state": state,
            "state-qualifier": qualifier,
        }
        said = etree.SubElement(element, "target", attributes)
        self._fill(said, CodedText(target.text, target.codes))
        origin = Note("origin", f"origin: {describe_origin(target)}", 10)
        for note in (*iter_notes(target), origin):
            etree.SubElement(
                element,
                "note",
                {"from": "lugat", "priority": str(note.priority), "annotates": "target"},
            ).text = self._clean(note.text)

    def _add_alternative(self, element: etree._Element, match: MemoryMatch) -> None:
        from lxml import etree

        unit = match.unit
        alternative = etree.SubElement(
            element,
            "alt-trans",
            {"match-quality": str(match.score), "origin": "memory", "tool-id": "lugat"},
        )
        source = etree.SubElement(alternative, "source", {f"{XML}lang": self._langs[0]})
        self._fill(source, CodedText(unit.source, unit.source_codes))
        target = etree.SubElement(alternative, "target", {f"{XML}lang": self._langs[1]})
        self._fill(target, CodedText(unit.target, unit.target_codes))

    def _fill(self, element: etree._Element, coded: CodedText) -> None:
        with_data = {code.number for code in coded.codes if code.data}

        def put(writer: _Writer, code: InlineCode, paired: bool, nested: bool) -> None:
            number = str(code.number)
            data = self._clean(code.data)
            if code.kind == "single":
                writer.leaf("ph" if data else "x", {"id": number}, data)
            elif not paired:
                # Half of a pair, the other half of which is in another segment.
                writer.leaf("it", {"id": number, "pos": code.kind}, data)
            elif nested and code.number not in with_data:
                if code.kind == "open":
                    writer.open("g", {"id": number})
                else:
                    writer.close()
            else:
                name = "bpt" if code.kind == "open" else "ept"
                writer.leaf(name, {"id": number, "rid": number}, data)

        _fill(element, coded, self._clean, put)


def _original_data(held: Mapping[str, str]) -> etree._Element:
    from lxml import etree

    original = etree.Element("originalData")
    for text, name in held.items():
        etree.SubElement(original, "data", {"id": name}).text = text
    return original


class Maker2:
    """Makes the elements of XLIFF 2.0."""

    version = "2.0"

    def __init__(
        self, source_lang: str, target_lang: str, signature: Signature, clean: _Clean
    ) -> None:
        self._langs = (source_lang, target_lang)
        self._signature = signature
        self._clean = clean

    def root_attributes(self) -> dict[str, str]:
        """Return the attributes of the root."""
        return {"version": "2.0", "srcLang": self._langs[0], "trgLang": self._langs[1]}

    def file_attributes(self, document: str, number: int) -> dict[str, str]:
        """Return the attributes of the file element of a document."""
        return {"id": f"f{number}", "original": self._clean(document)}

    def file_head(self) -> etree._Element:
        """Return what stands before the units: how this was made, by the metadata module."""
        facts = [
            ("tool", "lugat"),
            ("version", self._signature.tool_version),
            ("date", self._signature.date),
            *self._signature.iter_facts(),
        ]
        return self._metadata(facts)

    def unit(
        self, unit: Unit, target: Target | None, matches: Sequence[MemoryMatch] = ()
    ) -> etree._Element:
        """Return a unit with one segment; matches for similar texts are in the matches module."""
        from lxml import etree

        segment = unit.segment
        element = etree.Element("unit", {"id": self._clean(segment.id)})
        element.set(f"{XML}space", "preserve")
        if segment.block:
            element.set("name", self._clean(segment.block))
        held: dict[str, str] = {}
        inner = etree.Element("segment")
        holder = source = etree.SubElement(inner, "source")
        if matches:
            # A match has to say by reference which text it is for (XLIFF 2.0, 5.1.5.3).
            holder = etree.SubElement(source, "mrk", {"id": _MATCHED, "type": "mtc:match"})
            element.append(self._matches(matches))
        self._fill(holder, CodedText(segment.text, segment.codes), held)
        if target is not None:
            state, sub_state = state_2(target.origin)
            inner.set("state", state)
            if sub_state:
                inner.set("subState", sub_state)
            said = etree.SubElement(inner, "target")
            self._fill(said, CodedText(target.text, target.codes), held)
            self._add_modules(element, target)
        if held:
            element.append(_original_data(held))
        element.append(inner)
        return element

    def _matches(self, matches: Sequence[MemoryMatch]) -> etree._Element:
        from lxml import etree

        holder = etree.Element(f"{{{_MATCHES}}}matches", nsmap={"mtc": _MATCHES})
        for match in matches:
            held: dict[str, str] = {}
            attributes = {
                "ref": f"#{_MATCHED}", "similarity": f"{match.score}.0", "origin": "memory",
            }  # fmt: skip
            element = etree.SubElement(holder, f"{{{_MATCHES}}}match", attributes)
            unit = match.unit
            texts = (
                ("source", CodedText(unit.source, unit.source_codes)),
                ("target", CodedText(unit.target, unit.target_codes)),
            )
            for name, coded in texts:
                self._fill(etree.SubElement(element, name), coded, held)
            if held:
                element.insert(0, _original_data(held))
        return holder

    def _add_modules(self, element: etree._Element, target: Target) -> None:
        from lxml import etree

        pairs = dict.fromkeys((use.source_text, use.expected) for use in target.terms)
        if pairs:
            glossary = etree.SubElement(
                element, f"{{{_GLOSSARY}}}glossary", nsmap={"gls": _GLOSSARY}
            )
            for source, expected in pairs:
                entry = etree.SubElement(glossary, f"{{{_GLOSSARY}}}glossEntry")
                etree.SubElement(entry, f"{{{_GLOSSARY}}}term").text = self._clean(source)
                said = etree.SubElement(entry, f"{{{_GLOSSARY}}}translation")
                said.text = self._clean(expected)
        element.append(self._metadata([("origin", describe_origin(target))]))
        notes = list(iter_notes(target))
        if notes:
            holder = etree.SubElement(element, "notes")
            for note in notes:
                etree.SubElement(
                    holder,
                    "note",
                    {
                        "category": note.category,
                        "appliesTo": "target",
                        "priority": str(note.priority),
                    },
                ).text = self._clean(note.text)

    def _metadata(self, facts: list[tuple[str, str]]) -> etree._Element:
        from lxml import etree

        element = etree.Element(f"{{{_METADATA}}}metadata", nsmap={"mda": _METADATA})
        group = etree.SubElement(element, f"{{{_METADATA}}}metaGroup", {"category": "lugat"})
        for name, value in facts:
            etree.SubElement(group, f"{{{_METADATA}}}meta", {"type": name}).text = self._clean(
                value
            )
        return element

    def _fill(self, element: etree._Element, coded: CodedText, held: dict[str, str]) -> None:
        ends = {code.number: code for code in coded.codes if code.kind == "close"}
        # Every code comes exactly once: tools that heed this keep people from losing one.
        fixed = {"canCopy": "no", "canDelete": "no"}

        def refer(attribute: str, code: InlineCode) -> dict[str, str]:
            data = self._clean(code.data)
            return {attribute: held.setdefault(data, f"d{len(held) + 1}")} if data else {}

        def put(writer: _Writer, code: InlineCode, paired: bool, nested: bool) -> None:
            name = {"id": str(code.number)}
            if code.kind == "single":
                writer.leaf("ph", {**name, **refer("dataRef", code), **fixed})
            elif not paired:
                tag = "sc" if code.kind == "open" else "ec"
                alone = {"isolated": "yes"}
                writer.leaf(tag, {**name, **alone, **refer("dataRef", code), **fixed})
            elif nested and code.kind == "open":
                data = refer("dataRefStart", code) | refer("dataRefEnd", ends[code.number])
                writer.open("pc", {**name, **data, **fixed})
            elif nested:
                writer.close()
            elif code.kind == "open":
                writer.leaf("sc", {**name, **refer("dataRef", code), **fixed})
            else:
                start = {"startRef": str(code.number)}
                writer.leaf("ec", {**start, **refer("dataRef", code), **fixed})

        _fill(element, coded, self._clean, put)
