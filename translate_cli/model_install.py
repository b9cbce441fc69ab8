"""Install and remove model packages so that a crash at any moment leaves one whole package.

Argos Translate's own install and uninstall are not called: they import its translator (and with
it torch), unpack without checks, and into the final place.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from translate_cli import models
from translate_cli.archive import Extracted, extract_package, sync_folder
from translate_cli.download import Downloaded, Progress, download
from translate_cli.errors import DownloadError, PackageError
from translate_cli.files import sha256_file
from translate_cli.model_index import PINS, AvailablePackage
from translate_cli.models import OLD_SUFFIX, RECORD_SUFFIX, STAGING_PREFIX, InstalledPackage

Accept = Callable[[str, str], bool]
"""Asked with a package and the SHA-256 of its archive where nothing vouches for it."""

ProgressFor = Callable[[AvailablePackage], Progress | None]

STALE_SECONDS: Final = 24 * 3600
"""After a day nobody is still unpacking; what lies in a staging folder was left by a crash."""


def downloads_dir() -> Path:
    """Return the folder where archives are downloaded to, inside Argos' cache folder."""
    return Path(models.load_settings().cache_dir) / "downloads"


def install_route(
    route: Sequence[AvailablePackage],
    *,
    accept: Accept,
    known_sha256: Collection[str] = (),
    timeout_s: float = 30.0,
    progress_for: ProgressFor | None = None,
    packages_dir: Path | None = None,
    downloads: Path | None = None,
) -> list[InstalledPackage]:
    """Download all packages of a route, check them, then install them, and return them.

    A pinned package must have its pinned checksum. Another must have one of `known_sha256`, or,
    where none is given, one that `accept` agrees to. Nothing is installed before everything is
    downloaded and accepted. Raises DownloadError or PackageError.
    """
    folder = packages_dir or models.packages_dir()
    check_writable(folder)
    cache = downloads or downloads_dir()
    archives: list[Downloaded] = []
    for package in route:
        if not package.links:
            raise DownloadError(
                "the list has no link for this package that can be used.",
                where=f"{package.pair} {package.version}",
                hint="Fetch it by hand and use `lugat models add FILE.argosmodel`.",
            )
        pin = package.pin
        expected = {pin.sha256} if pin else set(known_sha256)
        archive = download(
            package.links,
            cache / package.file_name,
            expected_sha256=expected,
            timeout_s=timeout_s,
            progress=progress_for(package) if progress_for else None,
        )
        if not expected:
            _ask(accept, f"{package.pair} {package.version}", archive.sha256)
        archives.append(archive)
    installed = []
    for archive in archives:
        installed.append(
            install_archive(
                archive.path,
                expected_sha256=archive.sha256,
                origin=archive.url,
                packages_dir=folder,
            )
        )
        with contextlib.suppress(OSError):
            archive.path.unlink()
    return installed


def add_archive(
    archive: Path,
    *,
    accept: Accept,
    known_sha256: Collection[str] = (),
    packages_dir: Path | None = None,
) -> InstalledPackage:
    """Install a package file that is at hand, where its checksum is pinned, given or accepted."""
    digest = _archive_digest(archive)
    given = {value.lower() for value in known_sha256}
    if given and digest not in given:
        raise PackageError(
            f"wrong checksum: SHA-256 {digest}, expected {' or '.join(sorted(given))}.",
            where=archive,
            hint="Do not use this file; take the package from elsewhere.",
        )
    if not given and digest not in {pin.sha256 for pin in PINS.values()}:
        _ask(accept, archive.name, digest)
    return install_archive(
        archive, expected_sha256=digest, origin=archive.name, packages_dir=packages_dir
    )


def install_archive(
    archive: Path,
    *,
    expected_sha256: str,
    origin: str = "",
    packages_dir: Path | None = None,
) -> InstalledPackage:
    """Unpack a package archive into the packages folder, in the place of one of the same name.

    The new package is complete and on disk before the old one moves, and the old one is whole
    and in the packages folder until the new one is there. `origin` (link or file name) and the
    checksums of all files go into the record beside the package. Raises PackageError.
    """
    folder = packages_dir or models.packages_dir()
    digest = _archive_digest(archive)
    if digest != expected_sha256.lower():
        raise PackageError(
            f"the file has changed: SHA-256 {digest}, expected {expected_sha256.lower()}.",
            where=archive,
            hint="Download the package again.",
        )
    with _disk_errors(folder), _staging(folder) as staging:
        unpacked = staging / "new"
        unpacked.mkdir()
        extracted = extract_package(archive, unpacked)
        package = models.load_package(extracted.path)
        if not isinstance(package, InstalledPackage):
            reason = package.reason if package else "it holds no translation model"
            raise PackageError(
                f"this is not a translation package: {reason}.",
                where=archive,
                hint="Get the package from its publisher again.",
            )
        final = folder / extracted.path.name
        record = staging / "record.json"
        _write_record(record, extracted, digest, archive.stat().st_size, origin)
        _swap(extracted.path, final, staging)
        record.replace(final.with_name(final.name + RECORD_SUFFIX))
        sync_folder(folder)
    installed = models.load_package(final)
    if not isinstance(installed, InstalledPackage):
        raise PackageError(
            "the package vanished while it was installed.", where=final, hint="Install it again."
        )
    return installed


def remove_package(package: InstalledPackage) -> None:
    """Remove an installed package with its record; it vanishes at once, never by halves."""
    folder = package.path.parent
    stem = package.path.name.removesuffix(OLD_SUFFIX)
    with _disk_errors(folder), _staging(folder) as staging:
        # The former package first, or it would come back when the present one is gone.
        for number, name in enumerate((stem + OLD_SUFFIX, stem)):
            path = folder / name
            if os.path.lexists(path):
                path.rename(staging / str(number))
        (folder / (stem + RECORD_SUFFIX)).unlink(missing_ok=True)
        sync_folder(folder)


def check_writable(folder: Path) -> None:
    """Raise PackageError where packages cannot be installed into `folder`, before any download."""
    with _disk_errors(folder), _staging(folder):
        pass


def _ask(accept: Accept, name: str, digest: str) -> None:
    if not accept(name, digest):
        raise PackageError(
            "not installed: its checksum was not accepted.",
            where=name,
            hint=f"To accept it, give --sha256 {digest} or --yes.",
        )


def _archive_digest(archive: Path) -> str:
    try:
        return sha256_file(archive)
    except OSError as exc:
        raise PackageError(
            f"the package file cannot be read: {exc.strerror or exc}.",
            where=archive,
            hint="Check the path.",
        ) from exc


def _swap(new: Path, final: Path, staging: Path) -> None:
    """Put `new` in the place of `final`; at every moment a whole package is in the folder."""
    old = final.with_name(final.name + OLD_SUFFIX)
    if os.path.lexists(final):
        if os.path.lexists(old):
            old.rename(staging / "leftover")
        final.rename(old)
    try:
        new.rename(final)
    except OSError:
        if os.path.lexists(old):
            old.rename(final)
        raise
    sync_folder(final.parent)
    if os.path.lexists(old):
        old.rename(staging / "old")


def _write_record(path: Path, extracted: Extracted, digest: str, size: int, origin: str) -> None:
    data = {
        "format": 1,
        "archive_sha256": digest,
        "archive_size": size,
        "origin": origin,
        "files": {name: asdict(record) for name, record in sorted(extracted.files.items())},
    }
    with path.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Yield an empty folder on the file system of `folder`, removed with what is in it.

    It lies beside `folder` where possible: Argos Translate fails on every folder *in* there
    that has no metadata.json.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staging = _make_staging(folder)
    try:
        yield staging
    finally:
        _discard(staging)


def _make_staging(folder: Path) -> Path:
    for base in (folder.parent, folder):
        for stale in base.glob(STAGING_PREFIX + "*"):
            with contextlib.suppress(OSError):
                if time.time() - stale.stat().st_mtime > STALE_SECONDS:
                    _discard(stale)
    # A probe file shows whether a rename into the folder works: it is writable, no other disk.
    with contextlib.suppress(OSError):
        staging = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=folder.parent))
        try:
            probe = staging / "probe"
            probe.touch()
            probe = probe.rename(folder / f"{staging.name}.probe")
            probe.unlink()
        except OSError:
            _discard(staging)
        else:
            return staging
    return Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=folder))


def _discard(path: Path) -> None:
    """Remove a folder without a word: what is left of it is removed by a later run."""
    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        if exc.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise PackageError(
                "the disk is full; nothing was changed.",
                where=folder,
                hint="Free some space and try again.",
            ) from exc
        raise PackageError(
            f"the packages folder cannot be changed: {exc.strerror or exc}.",
            where=folder,
            hint="Check the folder and its permissions, or set ARGOS_PACKAGES_DIR to another.",
        ) from exc
