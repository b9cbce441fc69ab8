"""What the spans of an OpenDocument text look like, and the language that its styles name.

Word processors write a style for every span that differs in anything, also in what cannot be seen:
the editing session it comes from, or its language. Two spans are of one look where the rest of
their styles is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from translate_cli.documents.docx import LOCALES

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_FO: Final = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_LANGUAGE: Final = f"{{{_FO}}}language"
_COUNTRY: Final = f"{{{_FO}}}country"
_NO_LANGUAGE: Final = frozenset({"none", "zxx"})
"""Texts in no language, as code is: not checked for spelling."""

_NOISE: Final = frozenset(
    {"rsid", "paragraph-rsid"}
    | {
        name + script
        for name in ("language", "country", "script", "rfc-language-tag")
        for script in ("", "-asian", "-complex")
    }
)
"""Properties of text that do not show (ODF 1.3 part 3, 20.188 and after; LibreOffice's rsid)."""


def odf(prefix: str, name: str) -> str:
    """Return a name in a namespace of OpenDocument.

    >>> odf("text", "p")
    '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p'
    """
    return f"{{{_NAMESPACE.format(prefix)}}}{name}"


@dataclass(frozen=True, slots=True)
class Look:
    """What distinguishes a look, what it is called, and whether white space of it is seen."""

    key: str = ""
    name: str = "f"
    shows: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    properties: Mapping[str, str]
    automatic: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of texts by name."""

    styles: Mapping[str, _Style]

    def find_look(self, names: Sequence[str]) -> Look:
        """Return the look of text in spans of these styles, from the outermost inwards."""
        effective: dict[str, str] = {}
        keys = []
        for name in names:
            if key := self._key(name):
                keys.append(key)
            effective.update(self._properties(name))
        name, shows = _name_look(effective)
        return Look("/".join(keys), name, shows)

    def shows_nothing(self, name: str) -> bool:
        """Tell whether a span of this style looks as the text around it."""
        return not self._key(name)

    def _key(self, name: str) -> str:
        style = self.styles.get(name)
        if style is None or not style.automatic:
            return f"={name}" if name else ""
        parts = [f"{key}={value}" for key, value in sorted(style.properties.items())]
        return ";".join([f"={style.parent}"] * bool(style.parent) + parts)

    def _properties(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            found = {**self.styles[name].properties, **found}
            name = self.styles[name].parent
        return found


def read_styles(root: etree._Element, common: etree._Element | None) -> Styles:
    """Return the styles for texts of a part; `common` is the part with the styles of all."""
    styles: dict[str, _Style] = {}
    places = [(root, "automatic-styles", True)]
    if common is not None:
        places.insert(0, (common, "styles", False))
    for part, holder, automatic in places:
        for element in part.iterfind(f"{odf('office', holder)}/{odf('style', 'style')}"):
            if element.get(odf("style", "family")) != "text":
                continue
            properties = element.find(odf("style", "text-properties"))
            styles[str(element.get(odf("style", "name"), ""))] = _Style(
                str(element.get(odf("style", "parent-style-name"), "")),
                {} if properties is None else _visible(properties),
                automatic,
            )
    return Styles(styles)


def _visible(properties: etree._Element) -> dict[str, str]:
    found = {}
    for key, value in properties.attrib.items():
        name = str(key).rpartition("}")[2]
        if name not in _NOISE:
            found[name] = str(value)
    return found


def _name_look(properties: Mapping[str, str]) -> tuple[str, bool]:
    lines = [
        properties.get(f"text-{name}-style", "none") != "none"
        for name in ("underline", "line-through", "overline")
    ]
    shows = any(lines) or properties.get("background-color", "transparent") != "transparent"
    if properties.get("font-weight", "normal") not in {"normal", "400"}:
        return "b", shows
    if properties.get("font-style", "normal") != "normal":
        return "i", shows
    if any(lines):
        return ("s" if lines[1] else "u"), shows
    raised = properties.get("text-position", "0%").split()[0] not in {"0%", "0"}
    return ("script" if raised else "f"), shows


def set_language(root: etree._Element, lang: str) -> bool:
    """Have every style of a part that names a language name `lang`; tell whether any does."""
    found = False
    for properties in root.iter(odf("style", "text-properties")):
        if properties.get(_LANGUAGE, "none") not in _NO_LANGUAGE:
            _set(properties, lang)
            found = True
    return found


def set_default_language(root: etree._Element, lang: str) -> None:
    """Name the language in the default style of paragraphs, making one where there is none."""
    styles = root.find(odf("office", "styles"))
    if styles is None:
        return
    for default in styles.iterfind(odf("style", "default-style")):
        if default.get(odf("style", "family")) == "paragraph":
            break
    else:
        default = styles.makeelement(odf("style", "default-style"))
        default.set(odf("style", "family"), "paragraph")
        styles.insert(0, default)
    properties = default.find(odf("style", "text-properties"))
    if properties is None:
        properties = default.makeelement(odf("style", "text-properties"))
        default.append(properties)
    _set(properties, lang)


def _set(properties: etree._Element, lang: str) -> None:
    language, *rest = LOCALES.get(lang, lang).split("-")
    _drop(properties, ("script", "rfc-language-tag"))
    properties.set(_LANGUAGE, language)
    properties.set(_COUNTRY, next((part for part in rest if len(part) == 2), "none"))


def _drop(properties: etree._Element, names: Iterable[str]) -> None:
    for key in list(properties.attrib):
        if str(key).rpartition("}")[2] in names:
            del properties.attrib[key]


__all__ = [
    "Look",
    "Styles",
    "odf",
    "read_styles",
    "set_default_language",
    "set_language",
]
