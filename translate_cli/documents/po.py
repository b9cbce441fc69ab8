"""PO and POT catalogues of gettext: untranslated and fuzzy entries are translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from translate_cli.documents.text import decode_text
from translate_cli.documents.values import read_value, write_value
from translate_cli.errors import InputError
from translate_cli.model import Block, CodedText

if TYPE_CHECKING:
    from translate_cli.documents.formats import ParsedDocument, ReadOptions

PLURALS: Final = {
    "en": (2, "nplurals=2; plural=(n != 1);"),
    "vi": (1, "nplurals=1; plural=0;"),
    "az": (2, "nplurals=2; plural=(n != 1);"),
}
"""Number of plural forms, and the header (Unicode CLDR, plural rules)."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text of the catalogue."""

    text: str


def read_blocks(data: bytes, *, where: Path | str, options: ReadOptions) -> ParsedDocument:
    """Return a block for every message without a translation of its own, plurals apart."""
    from translate_cli.documents.formats import ParsedDocument

    text, _, notices = decode_text(data, where=where)
    blocks: list[Block] = []
    for number, entry in _iter_open(_parse(text, where)):
        for ending, value in (("", entry.msgid), ("p", entry.msgid_plural)):
            said = read_value(value or "")
            if said.text.strip():
                context = entry.msgctxt or (entry.occurrences[0][0] if entry.occurrences else "")
                blocks.append(Block(f"m{number}{ending}", said.text, said.codes, context))
    return ParsedDocument(tuple(blocks), Skeleton(text), notices)


def _parse(text: str, where: Path | str) -> Any:
    import polib

    if "msgid" not in text:
        raise InputError("this is no PO file.", where=where, hint="It has no msgid.")
    try:
        return polib.pofile(text, wrapwidth=0)
    except (OSError, ValueError, IndexError, AttributeError) as exc:
        reason = " ".join(str(exc).split())
        raise InputError(
            f"this is not a valid PO file: {reason}.", where=where, hint="Check it with msgfmt."
        ) from exc


def _iter_open(catalogue: Any) -> Iterator[tuple[int, Any]]:
    for number, entry in enumerate(catalogue):
        if not entry.obsolete and (not entry.translated() or entry.fuzzy):
            yield number, entry


def write_blocks(skeleton: object, blocks: Mapping[str, CodedText], *, lang: str) -> bytes:
    """Return the catalogue with drafts, marked as fuzzy: a translator has to confirm them."""
    if not isinstance(skeleton, Skeleton):
        raise TypeError("the skeleton is of another format")
    catalogue = _parse(skeleton.text, "")
    changed = False
    count, rule = PLURALS.get(lang, (2, ""))
    for number, entry in _iter_open(catalogue):
        one, many = blocks.get(f"m{number}"), blocks.get(f"m{number}p")
        said = write_value(one) if one else ""
        if not said or said == entry.msgid:
            continue
        changed = True
        if entry.msgid_plural:
            plural = write_value(many) if many else said
            entry.msgstr_plural = dict(enumerate([said, plural] if count > 1 else [plural]))
        else:
            entry.msgstr = said
        if "fuzzy" not in entry.flags:
            entry.flags.insert(0, "fuzzy")
        entry.previous_msgid = None
    if not changed:
        return skeleton.text.encode()
    catalogue.metadata["Language"] = lang
    if rule and "Plural-Forms" in catalogue.metadata:
        catalogue.metadata["Plural-Forms"] = rule
    catalogue.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    return f"{catalogue!s}\n".encode()
