"""Read plain text in the encodings that Azerbaijani texts really come in, and write it back."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from translate_cli.errors import InputError
from translate_cli.model import Document
from translate_cli.segment import rebuild, segment_text

MAX_BYTES: Final = 256 << 20
"""Larger texts are refused: they are held in memory whole (256 MiB)."""

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 1 << 16
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_TURKIC: Final = frozenset("ğışçöüİŞĞÇÖÜ")


def decode_text(data: bytes, *, where: Path | str) -> tuple[str, str, tuple[str, ...]]:
    """Decode a text file; return (text, encoding, notices for the user).

    In order: a byte order mark, UTF-8, UTF-16 without a mark (every other byte of Latin text is
    zero), Windows-1254 where the letters make sense as Turkic text. Raises InputError for an
    empty file, a binary file and any other encoding.

    >>> decode_text("Qərar".encode("utf-16"), where="a.txt")[:2]
    ('Qərar', 'utf-16')
    """
    if not data.strip():
        raise InputError("the file is empty.", where=where, hint="Give a file with text in it.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _decode_strictly(data, encoding, where)
            _refuse_binary(text, where)
            return text, encoding, ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            _refuse_binary(text, where)
            return text, "utf-8", ()
    sample = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros.count(0) > len(zeros) * 0.4:
            text = _decode_strictly(data, encoding, where)
            _refuse_binary(text, where)
            return text, encoding, (f"{where}: read as UTF-16 without a byte order mark.",)
    if b"\0" in sample:
        raise _binary(where)
    text = data.decode("cp1254", errors="replace")
    _refuse_binary(text, where)
    letters = [char for char in text if char.isalpha()]
    foreign = sum(ord(char) > 127 and char not in _TURKIC for char in letters)
    if "\ufffd" in text or not letters or foreign > len(letters) * 0.03:
        raise InputError(
            "the encoding is neither UTF-8, UTF-16 nor Windows-1254.",
            where=where,
            hint="Save the file as UTF-8 and try again.",
        )
    notice = (
        f"{where}: read as Windows-1254, which has no letter ə; "
        "if letters are missing, save the file as UTF-8."
    )
    return text, "cp1254", (notice,)


def _decode_strictly(data: bytes, encoding: str, where: Path | str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(
            f"the file says it is {encoding.upper()}, but byte {exc.start} is not.",
            where=where,
            hint="Save the file as UTF-8 and try again.",
        ) from exc
    if not text.strip():
        raise InputError("the file is empty.", where=where, hint="Give a file with text in it.")
    return text


def _binary(where: Path | str) -> InputError:
    return InputError(
        "this is a binary file, not text.",
        where=where,
        hint="Export it as plain text (.txt, UTF-8) and try again.",
    )


def _refuse_binary(text: str, where: Path | str) -> None:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) * 0.01:
        raise _binary(where)


def read_bytes(path: Path) -> bytes:
    """Read a file whole; raise InputError with what is wrong where that is not possible."""
    try:
        if path.is_dir():
            raise InputError(
                "this is a folder, not a file.", where=path, hint="Name the files in it."
            )
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"the file is larger than {MAX_BYTES >> 20} MiB.",
                where=path,
                hint="Split it and translate the parts.",
            )
        return path.read_bytes()
    except FileNotFoundError as exc:
        raise InputError("no such file.", where=path, hint="Check the name.") from exc
    except OSError as exc:
        raise InputError(
            f"the file cannot be read: {exc.strerror or exc}.",
            where=path,
            hint="Check its permissions.",
        ) from exc


def parse_text(data: bytes, lang: str, *, path: Path | None = None) -> Document:
    """Decode and segment the bytes of a text; `path` is None for standard input."""
    text, encoding, notices = decode_text(data, where=path or "standard input")
    return Document(path, text, segment_text(text, lang), encoding, notices)


def format_text(document: Document, translations: Mapping[str, str]) -> bytes:
    """Return the document with segments replaced, in its encoding where that holds the letters.

    Windows-1254 and UTF-16 without a mark become UTF-8: the target may need other letters.
    """
    text = rebuild(document.text, document.segments, translations)
    keeps = document.encoding in ("utf-8-sig", "utf-16", "utf-32")
    return text.encode(document.encoding if keeps else "utf-8")
