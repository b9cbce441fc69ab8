"""Unpack a model package (`.argosmodel`, a zip) that nobody has vouched for.

Every entry is judged by its name, kind and size before the first byte is written. The rules are
stricter than zip and one operating system: a package that is refused here would be dangerous or
unusable on some machine that Argos Translate runs on.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from translate_cli.errors import PackageError

MAX_FILES: Final = 5000
MAX_BYTES: Final = 4 << 30
MAX_RATIO: Final = 200
"""Weights and vocabularies shrink to 1/2 to 1/5; a deflate bomb reaches 1/1000."""

RATIO_FREE_BYTES: Final = 1 << 20
"""Below this size an entry of nothing but zeros does no harm, so its ratio does not matter."""

CHUNK_BYTES: Final = 1 << 20
TOKENIZERS: Final = ("sentencepiece.model", "bpe.model")
UNSAFE_HINT: Final = "Do not use this file; get the package from its publisher again."
BROKEN_HINT: Final = "Download the package again."

_DEVICE: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_FORBIDDEN_CHARS: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size in bytes and SHA-256 (lower-case hex) of a file of a package."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """An unpacked package: its folder, and its files by their path inside it (with `/`)."""

    path: Path
    files: Mapping[str, FileRecord]
    metadata: Mapping[str, Any]


def extract_package(
    archive: Path,
    folder: Path,
    *,
    max_files: int = MAX_FILES,
    max_bytes: int = MAX_BYTES,
    max_ratio: int = MAX_RATIO,
) -> Extracted:
    """Unpack `archive` into `folder/NAME`, NAME being its one top-level folder, and sync to disk.

    Raises PackageError for an archive that is not a zip, unsafe, damaged or not a translation
    package; then nothing or a part of it may lie in `folder`, which the caller removes. Errors
    of the disk pass as OSError, for the caller knows the final place.
    """
    try:
        with zipfile.ZipFile(archive) as package:
            infos = package.infolist()
            top = check_entries(
                infos,
                archive,
                archive_bytes=archive.stat().st_size,
                max_files=max_files,
                max_bytes=max_bytes,
                max_ratio=max_ratio,
            )
            files = {}
            for info in infos:
                target = folder.joinpath(*_split(info.filename))
                if info.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                name = info.filename.partition("/")[2]
                files[name] = _extract_file(package, info, target, archive)
    except FileNotFoundError as exc:
        raise PackageError("there is no such file.", where=archive, hint="Check the path.") from exc
    except OSError as exc:
        if exc.filename is None or Path(exc.filename) != archive:
            raise
        raise PackageError(
            f"the file cannot be read: {exc.strerror}.", where=archive, hint="Check the path."
        ) from exc
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as exc:
        raise PackageError(
            f"this is not a whole zip archive: {exc}.", where=archive, hint=BROKEN_HINT
        ) from exc
    path = folder / top
    metadata = read_metadata(path)
    for directory in sorted(p for p in path.rglob("*") if p.is_dir()):
        sync_folder(directory)
    sync_folder(path)
    return Extracted(path=path, files=files, metadata=metadata)


def check_entries(
    infos: list[zipfile.ZipInfo],
    archive: Path,
    *,
    archive_bytes: int,
    max_files: int = MAX_FILES,
    max_bytes: int = MAX_BYTES,
    max_ratio: int = MAX_RATIO,
) -> str:
    """Return the one top-level folder of a package whose entries are all harmless.

    Raises PackageError with the reason and the entry otherwise.
    """
    if not infos:
        raise PackageError("the archive is empty.", where=archive, hint=BROKEN_HINT)
    if len(infos) > max_files:
        raise PackageError(
            f"the archive holds {len(infos):,} entries, more than {max_files:,}.",
            where=archive,
            hint=UNSAFE_HINT,
        )
    total = sum(info.file_size for info in infos)
    if total > max_bytes:
        raise PackageError(
            f"the archive would unpack to {total:,} bytes, more than {max_bytes:,}.",
            where=archive,
            hint=UNSAFE_HINT,
        )
    # Overlapping entries share compressed bytes, which only the ratio of the whole shows.
    if total > RATIO_FREE_BYTES and total > max_ratio * archive_bytes:
        _refuse(archive, "the archive", f"unpacks to more than {max_ratio} times its size")
    seen: dict[str, bool] = {}
    for info in infos:
        problem = _entry_problem(info, max_ratio)
        if problem:
            _refuse(archive, repr(info.orig_filename), problem)
        _note_name(info, seen, archive)
    return _check_layout(infos, archive)


def read_metadata(path: Path) -> dict[str, Any]:
    """Return the metadata.json of an unpacked translation package.

    Raises PackageError where it is missing, no JSON object, or without a language pair.
    """
    file = path / "metadata.json"
    try:
        metadata = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as exc:
        raise PackageError("metadata.json is missing.", where=path, hint=BROKEN_HINT) from exc
    except OSError as exc:
        raise PackageError(
            f"metadata.json cannot be read: {exc.strerror or exc}.",
            where=path,
            hint="Check the permissions.",
        ) from exc
    except (ValueError, RecursionError) as exc:
        raise PackageError(
            f"metadata.json is not valid JSON: {exc}.", where=path, hint=BROKEN_HINT
        ) from exc
    if not isinstance(metadata, dict):
        raise PackageError("metadata.json is not a JSON object.", where=path, hint=BROKEN_HINT)
    if metadata.get("type", "translate") == "translate":
        for key in ("from_code", "to_code"):
            if not (isinstance(metadata.get(key), str) and metadata[key]):
                raise PackageError(
                    f"metadata.json does not say {key}.", where=path, hint=BROKEN_HINT
                )
    return metadata


def sync_folder(path: Path) -> None:
    """Make the entries of a folder survive a power cut, where the system has such a call."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as exc:
        # Some network file systems cannot sync a folder; they keep order in other ways.
        if exc.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def _extract_file(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, archive: Path
) -> FileRecord:
    digest = hashlib.sha256()
    size = 0
    with package.open(info) as source, target.open("xb") as file:
        while chunk := source.read(CHUNK_BYTES):
            size += len(chunk)
            if size > info.file_size:
                _refuse(archive, repr(info.filename), "is larger than the archive says")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if size != info.file_size:
        raise PackageError(f"{info.filename} is cut short.", where=archive, hint=BROKEN_HINT)
    return FileRecord(size=size, sha256=digest.hexdigest())


def _refuse(archive: Path, entry: str, problem: str) -> None:
    raise PackageError(f"{entry} {problem}; refused.", where=archive, hint=UNSAFE_HINT)


def _entry_problem(info: zipfile.ZipInfo, max_ratio: int) -> str | None:
    """Say why an entry must not be unpacked, None where it may."""
    # orig_filename is the name before zipfile cuts it at a NUL or turns backslashes.
    name = info.orig_filename
    if name.startswith("/"):
        return "is an absolute path"
    if "\\" in name:
        return "has a backslash in its name"
    if re.match(r"[A-Za-z]:", name):
        return "names a drive"
    if ".." in name.split("/"):
        return "leads out of the package folder (..)"
    if _FORBIDDEN_CHARS.search(name):
        return "has a forbidden character in its name"
    parts = _split(name)
    if not parts or any(part in {"", "."} for part in parts):
        return "has an empty part in its name"
    for part in parts:
        if part[-1] in ". ":
            return "has a name that ends in a dot or space"
        if _DEVICE.fullmatch(part.lower()):
            return "is named like a device"
        if len(part.encode("utf-8", "surrogatepass")) > 200:
            return "has too long a name"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in {0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG}:
        return "is neither a file nor a folder"
    if info.flag_bits & 0x1:
        return "is encrypted"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is compressed in a way that Argos packages never are"
    if info.file_size > RATIO_FREE_BYTES and info.file_size > max_ratio * info.compress_size:
        return f"unpacks to more than {max_ratio} times its size"
    return None


def _note_name(info: zipfile.ZipInfo, seen: dict[str, bool], archive: Path) -> None:
    """Remember an entry and its parent folders; refuse a name that is there already.

    Names are compared as a file system without case and in one Unicode form does.
    """
    parts = _split(unicodedata.normalize("NFC", info.filename).lower())
    for depth in range(1, len(parts)):
        if seen.setdefault("/".join(parts[:depth]), True) is False:
            _refuse(archive, repr(info.filename), "lies inside a file")
    name = "/".join(parts)
    if name in seen and not (info.is_dir() and seen[name]):
        _refuse(archive, repr(info.filename), "is in the archive twice")
    seen[name] = info.is_dir()


def _check_layout(infos: list[zipfile.ZipInfo], archive: Path) -> str:
    tops = {_split(info.filename)[0] for info in infos}
    if len(tops) != 1 or any("/" not in info.filename for info in infos):
        names = ", ".join(sorted(tops)[:4])
        raise PackageError(
            f"a package is one folder, but the top of this archive holds: {names}.",
            where=archive,
            hint="Pack the package folder itself, with nothing beside it.",
        )
    top = tops.pop()
    if top.startswith("."):
        _refuse(archive, repr(top), "is a hidden folder")
    names_inside = {info.filename.partition("/")[2] for info in infos if not info.is_dir()}
    for required in ("metadata.json", "model/model.bin"):
        if required not in names_inside:
            raise PackageError(
                f"the package has no {required}.",
                where=archive,
                hint="This is not a translation package of Argos Translate.",
            )
    if not names_inside.intersection(TOKENIZERS):
        raise PackageError(
            f"the package has no tokenizer ({' or '.join(TOKENIZERS)}).",
            where=archive,
            hint="This is not a translation package of Argos Translate.",
        )
    return top


def _split(name: str) -> list[str]:
    return name.removesuffix("/").split("/")
