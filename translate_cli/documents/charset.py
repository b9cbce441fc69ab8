"""The encoding of a file that says it itself, or begins with a byte order mark; and back."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from translate_cli.documents.text import decode_text
from translate_cli.errors import InputError

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII_LIKE: Final = (
    "cp125", "cp437", "cp8", "cp9", "iso8859", "koi8", "mac-", "gb", "big5", "shift_jis", "euc_",
    "ascii",
)  # fmt: skip
_WHATWG: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""What browsers take these labels for (Encoding Standard, 4.2 Names and labels)."""


@dataclass(frozen=True, slots=True)
class Charset:
    """A codec of Python, and the byte order mark of the file (empty where it has none)."""

    codec: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Return the bytes of a text; raises UnicodeEncodeError where the codec lacks a letter."""
        return self.mark + text.encode(self.codec)

    def lacks(self, text: str) -> str:
        """Return the characters of a text that the codec does not have.

        >>> Charset("cp1254").lacks("Quyết định")
        'ếđị'
        """
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return "".join(char for char in text if not _fits(char, self.codec))
        return ""


def _fits(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def decode_document(
    data: bytes, label: str = "", *, where: Path | str
) -> tuple[str, Charset, tuple[str, ...]]:
    """Return (text, charset, notices); the text encoded again is the file.

    A byte order mark comes first, then the `label` of the file, then what the bytes look like
    (`decode_text`). Raises InputError for what is no text.

    >>> decode_document("Şərh".encode(), "windows-1254", where="a.html")[1].codec
    'utf-8'
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            decode_text(data, where=where)
            return data[len(mark) :].decode(codec), Charset(codec, mark), ()
    codec = find_codec(label)
    if codec != "utf-8" and not _is_utf8(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as exc:
            raise InputError(
                f"the file says it is {label}, but byte {exc.start} is not.",
                where=where,
                hint="Save the file as UTF-8 and try again.",
            ) from exc
        if text.encode(codec) == data:
            decode_text(text.encode(), where=where)  # Refuses what is no text at all.
            return text, Charset(codec), ()
    text, codec, notices = decode_text(data, where=where)
    return text, Charset(codec), notices


def find_codec(label: str) -> str:
    """Return the codec of a label that a file gives itself; "utf-8" for unknown and odd ones.

    >>> find_codec("ISO-8859-9"), find_codec("rot13")
    ('cp1254', 'utf-8')
    """
    try:
        name = codecs.lookup(label.strip()).name
    except LookupError:
        return "utf-8"
    name = _WHATWG.get(name, name)
    return name if name.startswith(_ASCII_LIKE) else "utf-8"


def _is_utf8(data: bytes) -> bool:
    """Tell whether a file that says otherwise is UTF-8 after all: other text hardly ever is."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False
