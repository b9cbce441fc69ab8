"""What formats of keys and values share: which strings are texts, and placeholders in them."""

from __future__ import annotations

import re
from typing import Final

from translate_cli.model import CodedText, InlineCode

TECHNICAL_KEYS: Final = frozenset({
    "$ref", "$schema", "class", "code", "color", "colour", "encoding", "format", "href", "icon",
    "id", "key", "lang", "language", "layout", "locale", "path", "slug", "src", "type", "uid",
    "url", "uri", "uuid", "version",
})  # fmt: skip
"""Keys whose values programs read, not people."""

_PLACEHOLDER: Final = re.compile(
    r"\{\{[^{}]*\}\}"  # Handlebars, Jinja, Vue
    r"|\{%[^{}]*%\}"
    r"|\$\{[^{}]*\}"  # template literals
    r"|\$t\([^()]*\)"  # i18next
    r"|\{[\w.:,#\- ]*\}"  # format, ICU arguments
    r"|%(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|[jzt])?[diouxXeEfFgGcrsa@](?![^\W\d_])"  # printf
    r"|%\d+\$[a-zA-Z@]"
    r"|</?[A-Za-z][^<>]*>"
    r"|&[a-zA-Z]+;|&#\d+;"
)
_TECHNICAL: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|mailto:|www\.)\S+"
    r"|[\w.+-]+@[\w-]+\.\w+"
    r"|[./~]?[\w.-]*(?:/[\w.-]+)+/?"
    r"|[\w-]*[\d_.][\w.-]*"
    r"|#[0-9a-fA-F]{3,8}"
)
"""Addresses, paths, identifiers, numbers, colours: one word that is none of a language."""


def is_text(value: str, key: str = "") -> bool:
    """Tell whether a value is for people.

    >>> is_text("Yadda saxla"), is_text("https://e-qanun.az"), is_text("btn_save"), is_text("12,5")
    (True, False, False, False)
    """
    if key.lower() in TECHNICAL_KEYS or not any(char.isalpha() for char in value):
        return False
    return _TECHNICAL.fullmatch(value.strip()) is None


def read_value(value: str) -> CodedText:
    """Return a value with its placeholders as single codes.

    >>> said = read_value("Salam, {ad}! %d mesaj")
    >>> said.text, [(code.position, code.data) for code in said.codes]
    ('Salam, !  mesaj', [(7, '{ad}'), (9, '%d')])
    """
    text = ""
    codes: list[InlineCode] = []
    position = 0
    for number, found in enumerate(_PLACEHOLDER.finditer(value), 1):
        text += value[position : found.start()]
        codes.append(InlineCode(number, "single", len(text), found.group()))
        position = found.end()
    return CodedText(text + value[position:], tuple(codes))


def write_value(said: CodedText) -> str:
    """Return the value with its placeholders in their places.

    >>> write_value(read_value("Salam, {ad}!"))
    'Salam, {ad}!'
    """
    parts = []
    position = 0
    for code in said.codes:
        parts += [said.text[position : code.position], code.data]
        position = code.position
    return "".join([*parts, said.text[position:]])
