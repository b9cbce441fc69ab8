"""Documents that are zip archives of XML parts: read with limits, write with the rest untouched."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

MAX_PARTS: Final = 10_000
MAX_BYTES: Final = 512 << 20
MAX_RATIO: Final = 250
"""A part may unpack to this many times its size; XML of real documents stays below 60."""
RATIO_FREE_BYTES: Final = 4 << 20

_OLE: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a document by name, in the order of the archive."""

    infos: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]


def read_package(data: bytes, *, where: Path | str) -> Package:
    """Unpack a document in memory; raise InputError for one that is broken or dangerous."""
    if data.startswith(_OLE):
        raise InputError(
            "this document is encrypted, or of an old binary format.",
            where=where,
            hint="Open it, remove the password, and save it in today's format.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(infos, len(data), where)
            parts = {
                info.filename: _read_part(archive, info, where)
                for info in infos
                if not info.is_dir()
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as exc:
        raise InputError(
            f"this is not a whole document: {exc}.", where=where, hint="Save it again."
        ) from exc
    except RuntimeError as exc:  # zipfile's word for a password.
        raise InputError(
            "this document is encrypted.", where=where, hint="Save it without a password."
        ) from exc
    return Package(tuple(infos), parts)


def _check(infos: list[zipfile.ZipInfo], size: int, where: Path | str) -> None:
    total = sum(info.file_size for info in infos)
    bomb = total > RATIO_FREE_BYTES and total > MAX_RATIO * size
    if len(infos) > MAX_PARTS or total > MAX_BYTES or bomb:
        raise InputError(
            f"the document would unpack to {total:,} bytes in {len(infos):,} parts; refused.",
            where=where,
            hint="Split it, or do not use it if you do not know where it comes from.",
        )
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise InputError(
            "two parts of the document have one name; refused.", where=where, hint="Save it again."
        )


def _read_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: Path | str) -> bytes:
    with archive.open(info) as part:
        content = part.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise InputError(
            f"{info.filename} is not as large as the document says; refused.",
            where=where,
            hint="Save it again.",
        )
    return content


def write_package(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return the document with some parts replaced; names, order, times and kinds stay."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for info in package.infos:
            if info.is_dir():
                archive.writestr(info, b"")
                continue
            copy = zipfile.ZipInfo(info.filename, info.date_time)
            copy.compress_type = info.compress_type
            copy.external_attr = info.external_attr
            copy.create_system = info.create_system
            content = changed.get(info.filename, package.parts[info.filename])
            archive.writestr(copy, content)
    return output.getvalue()


def parse_part(data: bytes, name: str, *, where: Path | str) -> etree._Element:
    """Parse an XML part without entities and network; raise InputError for a broken one."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise InputError(
            f"{name} is broken XML: {exc}.", where=where, hint="Open and save the document again."
        ) from exc
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputError(
            f"{name} declares a document type, which no document program writes; refused.",
            where=where,
            hint="Do not use it if you do not know where it comes from.",
        )
    return root


def dump_part(root: etree._Element) -> bytes:
    """Return an XML part as bytes, with the declaration that office programs expect."""
    from lxml import etree

    return etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True
    )
