from __future__ import annotations

import errno
import importlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.modelpackages import (
    ARGOS_FOLDERS,
    package_bytes,
    package_files,
    package_name,
    sha256,
    write_package,
    zip_files,
)
from tests.modelserver import ModelServer
from translate_cli import model_index, model_install
from translate_cli.errors import DownloadError, PackageError
from translate_cli.model_index import AvailablePackage, Pin
from translate_cli.model_install import (
    add_archive,
    install_archive,
    install_route,
    remove_package,
)
from translate_cli.models import InstalledPackage, find_package, iter_installed, verify_package

NAME = package_name()


@pytest.fixture(autouse=True)
def _own_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("no_proxy", "*")
    for name in ARGOS_FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packages"


def save(tmp_path: Path, data: bytes, name: str = "paket.argosmodel") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def install(tmp_path: Path, folder: Path, data: bytes) -> InstalledPackage:
    path = save(tmp_path, data)
    return install_archive(path, expected_sha256=sha256(data), packages_dir=folder)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def changed(version: str = "1.5") -> bytes:
    files = package_files(version=version)
    files["model/model.bin"] = b"new weights"
    return zip_files(files, top=NAME)


def refuse(_: str, __: str) -> bool:
    return False


def never(name: str, _: str) -> bool:
    raise AssertionError(f"nobody should be asked about {name}")


def test_install_puts_the_package_and_a_record_beside_it(tmp_path: Path, folder: Path) -> None:
    data = package_bytes()
    package = install(tmp_path, folder, data)
    assert package.path == folder / NAME
    assert snapshot(package.path) == package_files()
    assert sorted(path.name for path in folder.iterdir()) == [NAME, f"{NAME}.lugat-install.json"]
    assert [path.name for path in folder.parent.iterdir()] == ["packages"]
    record = json.loads(package.record_path.read_text(encoding="utf-8"))
    assert record["archive_sha256"] == sha256(data)
    assert record["archive_size"] == len(data)
    assert record["files"]["metadata.json"]["sha256"] == sha256(package_files()["metadata.json"])
    report = verify_package(package)
    assert report.recorded
    assert report.problems == ()


def test_stock_argos_sees_what_was_installed(tmp_path: Path, folder: Path) -> None:
    install(tmp_path, folder, package_bytes())
    argos = importlib.import_module("argostranslate.package")
    (package,) = argos.get_installed_packages([folder])
    assert (package.from_code, package.to_code, package.package_version) == ("az", "en", "1.5")
    assert package.tokenizer.decode(package.tokenizer.encode("Azərbaycan")) == "Azərbaycan"


def test_verify_names_what_changed(tmp_path: Path, folder: Path) -> None:
    package = install(tmp_path, folder, package_bytes())
    weights = package.path / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[::-1])
    (package.path / "README.md").unlink()
    (package.path / "extra.txt").write_text("x", encoding="utf-8")
    vocabulary = package.path / "model" / "shared_vocabulary.txt"
    vocabulary.write_bytes(vocabulary.read_bytes() + b"x")
    assert verify_package(package).problems == (
        "README.md is missing",
        "model/model.bin has changed",
        "model/shared_vocabulary.txt has 16 bytes, not 15",
        "extra.txt was added after the install",
    )


def test_reinstall_takes_the_place_of_the_old_one(tmp_path: Path, folder: Path) -> None:
    install(tmp_path, folder, package_bytes())
    (folder / NAME / "left-over.txt").write_text("x", encoding="utf-8")
    package = install(tmp_path, folder, changed())
    assert (package.path / "model" / "model.bin").read_bytes() == b"new weights"
    assert not (package.path / "left-over.txt").exists()
    assert verify_package(package).problems == ()
    assert sorted(path.name for path in folder.iterdir()) == [NAME, f"{NAME}.lugat-install.json"]


def test_install_mends_a_broken_folder(tmp_path: Path, folder: Path) -> None:
    (folder / NAME).mkdir(parents=True)
    assert install(tmp_path, folder, package_bytes()).path == folder / NAME
    assert [package.pair for package in iter_installed(folder)] == ["az-en"]


class Crash(BaseException):
    """The machine stops here: nothing of ours runs any more."""


@pytest.mark.parametrize("moment", range(8))
def test_a_crash_at_any_rename_leaves_a_whole_package(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    install(tmp_path, folder, package_bytes())
    old = snapshot(folder / NAME)
    done = 0

    def crashing(rename: Any) -> Any:
        def wrapped(self: Path, target: Path) -> Path:
            nonlocal done
            if done == moment:
                raise Crash
            done += 1
            return rename(self, target)  # type: ignore[no-any-return]

        return wrapped

    data = changed()
    new = {**old, "model/model.bin": b"new weights"}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crashing(Path.rename))
        patch.setattr(Path, "replace", crashing(Path.replace))
        patch.setattr(model_install, "_discard", lambda path: None)
        try:
            install(tmp_path, folder, data)
        except Crash:
            assert moment < 5
        else:
            assert moment >= 5, "every rename of a reinstall has been a moment to crash at"
    packages = list(iter_installed(folder))
    assert len(packages) == 1
    assert snapshot(packages[0].path) in (old, new)
    assert verify_package(packages[0]).problems in {
        (),
        ("model/model.bin has 11 bytes, not 10,247",),
    }
    again = install(tmp_path, folder, data)
    assert again.path == folder / NAME
    assert snapshot(again.path) == new
    assert verify_package(again).problems == ()
    assert sorted(path.name for path in folder.iterdir()) == [NAME, f"{NAME}.lugat-install.json"]


def test_a_rename_that_fails_puts_the_old_one_back(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, folder, package_bytes())
    before = snapshot(folder)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == NAME and self.parent.name == "new":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(PackageError, match="cannot be changed: Permission denied"):
        install(tmp_path, folder, changed())
    assert snapshot(folder) == before


@pytest.mark.parametrize("function", ["os.fsync", "sync_folder"])
def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    install(tmp_path, folder, package_bytes())
    before = snapshot(tmp_path / "data")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"translate_cli.archive.{function}", full)
    with pytest.raises(PackageError, match="the disk is full; nothing was changed") as info:
        install(tmp_path, folder, changed())
    monkeypatch.undo()
    assert "Free some space" in str(info.value)
    assert snapshot(tmp_path / "data") == before
    assert [path.name for path in folder.parent.iterdir()] == ["packages"]


def test_bad_archives_leave_nothing(tmp_path: Path, folder: Path) -> None:
    good = package_bytes()
    sbd = zip_files({**package_files(), "metadata.json": b'{"type": "sbd"}'}, top=NAME)
    for data, words in (
        (good[:-200], "not a whole zip"),
        (sbd, "holds no translation model"),
        (zip_files({**package_files(), "metadata.json": b"{}"}, top=NAME), "does not say"),
    ):
        with pytest.raises(PackageError, match=words):
            install(tmp_path, folder, data)
        assert list(folder.iterdir()) == []
        assert [path.name for path in folder.parent.iterdir()] == ["packages"]


def test_archive_that_changed_since_it_was_checked(tmp_path: Path, folder: Path) -> None:
    path = save(tmp_path, package_bytes())
    with pytest.raises(PackageError, match="the file has changed"):
        install_archive(path, expected_sha256="0" * 64, packages_dir=folder)
    with pytest.raises(PackageError, match="cannot be read: No such file"):
        install_archive(tmp_path / "yoxdur", expected_sha256="0" * 64, packages_dir=folder)


def test_unwritable_packages_folder(tmp_path: Path) -> None:
    blocker = save(tmp_path, b"a file, no folder", "file")
    with pytest.raises(PackageError, match="cannot be changed") as info:
        install(tmp_path, blocker, package_bytes())
    assert "ARGOS_PACKAGES_DIR" in str(info.value)


def test_read_only_packages_folder(tmp_path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):
        pytest.skip("root, or a system without such permissions, may write anywhere")
    try:
        with pytest.raises(PackageError, match="cannot be changed: Permission denied"):
            install(tmp_path, folder, package_bytes())
    finally:
        folder.chmod(0o755)


def test_staging_moves_inside_where_the_folder_above_is_another_disk(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename
    inside: list[bool] = []

    def other_disk(self: Path, target: Path) -> Path:
        if folder in target.parents and folder not in self.parents:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        inside.append(folder in self.parents)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", other_disk)
    package = install(tmp_path, folder, package_bytes())
    assert inside == [True]
    assert sorted(path.name for path in folder.iterdir()) == [NAME, f"{NAME}.lugat-install.json"]
    assert [path.name for path in folder.parent.iterdir()] == ["packages"]
    assert verify_package(package).problems == ()


def test_what_a_crash_left_is_removed_after_a_day(tmp_path: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    old, young = folder / ".lugat-staging-old", folder.parent / ".lugat-staging-young"
    for path in (old, young):
        write_package(path, {"new/file": b"x"})
    day_ago = time.time() - 90_000
    os.utime(old, (day_ago, day_ago))
    install(tmp_path, folder, package_bytes())
    assert not old.exists()
    assert young.exists()


def test_remove_takes_package_and_record(tmp_path: Path, folder: Path) -> None:
    package = install(tmp_path, folder, package_bytes())
    shutil.copytree(package.path, folder / f"{NAME}.lugat-old")
    other = install(tmp_path, folder, package_bytes("en", "vi"))
    remove_package(package)
    assert list(iter_installed(folder)) == [other]
    assert f"{NAME}.lugat-install.json" not in {path.name for path in folder.iterdir()}
    assert [path.name for path in folder.parent.iterdir()] == ["packages"]


def test_remove_of_a_linked_folder_leaves_what_it_points_to(tmp_path: Path, folder: Path) -> None:
    real = write_package(tmp_path / "real", package_files())
    folder.mkdir(parents=True)
    (folder / "linked").symlink_to(real, target_is_directory=True)
    (package,) = iter_installed(folder)
    remove_package(package)
    assert list(folder.iterdir()) == []
    assert snapshot(real) == package_files()


def available(
    server: ModelServer, source: str, target: str, version: str = "1.5", **options: Any
) -> tuple[AvailablePackage, str]:
    data = package_bytes(source, target, version)
    url = server.put(f"/{source}-{target}", data, **options)
    package = AvailablePackage(source, target, version, (url,), f"translate-{source}_{target}")
    return package, sha256(data)


def pin(monkeypatch: pytest.MonkeyPatch, **pins: str) -> None:
    table = {(*name.split("_"), "1.5"): Pin(digest, 1) for name, digest in pins.items()}
    monkeypatch.setattr(model_index, "PINS", table)
    monkeypatch.setattr(model_install, "PINS", table)


def test_route_is_downloaded_and_installed(
    server: ModelServer, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, first_sha256 = available(server, "az", "en", break_after=5000)
    second, second_sha256 = available(server, "en", "vi")
    pin(monkeypatch, en_vi=second_sha256)
    asked: list[tuple[str, str]] = []

    def accept(name: str, digest: str) -> bool:
        asked.append((name, digest))
        assert not folder.exists() or list(folder.iterdir()) == []
        return True

    downloads = tmp_path / "downloads"
    installed = install_route(
        [first, second], accept=accept, packages_dir=folder, downloads=downloads
    )
    assert [package.pair for package in installed] == ["az-en", "en-vi"]
    assert asked == [("az-en 1.5", first_sha256)]
    assert list(downloads.iterdir()) == []
    record = json.loads(installed[0].record_path.read_text(encoding="utf-8"))
    assert record["origin"] == server.url("/az-en")
    assert [s.status for s in server.seen] == [200, 206, 200]


def test_refused_checksum_installs_nothing_and_says_how(
    server: ModelServer, tmp_path: Path, folder: Path
) -> None:
    package, digest = available(server, "az", "en")
    downloads = tmp_path / "downloads"
    with pytest.raises(PackageError, match="checksum was not accepted") as info:
        install_route([package], accept=refuse, packages_dir=folder, downloads=downloads)
    assert f"--sha256 {digest}" in str(info.value)
    assert list(folder.iterdir()) == []
    # The archive is kept: with --sha256 the next run needs no second download.
    install_route(
        [package], accept=never, known_sha256=[digest], packages_dir=folder, downloads=downloads
    )
    assert len(server.seen) == 1
    assert find_package("az", "en", packages_dir=folder) is not None


def test_wrong_pinned_or_given_checksum_is_fatal(
    server: ModelServer, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, digest = available(server, "az", "en")
    downloads = tmp_path / "downloads"
    with pytest.raises(DownloadError, match="wrong checksum"):
        install_route(
            [package],
            accept=never,
            known_sha256=["1" * 64],
            packages_dir=folder,
            downloads=downloads,
        )
    pin(monkeypatch, az_en="0" * 64)
    with pytest.raises(DownloadError, match="wrong checksum"):
        install_route(
            [package],
            accept=never,
            known_sha256=[digest],
            packages_dir=folder,
            downloads=downloads,
        )
    assert list(folder.iterdir()) == []
    assert list(downloads.iterdir()) == []


def test_nothing_is_installed_where_one_of_two_fails(
    server: ModelServer, tmp_path: Path, folder: Path
) -> None:
    first, _ = available(server, "az", "en")
    second = AvailablePackage("en", "vi", "1.9", (server.url("/gone"),), "translate-en_vi")
    with pytest.raises(DownloadError, match="404"):
        install_route(
            [first, second],
            accept=lambda *_: True,
            packages_dir=folder,
            downloads=tmp_path / "downloads",
        )
    assert list(folder.iterdir()) == []


def test_package_without_links(tmp_path: Path, folder: Path) -> None:
    package = AvailablePackage("az", "en", "1.5", (), "translate-az_en")
    with pytest.raises(DownloadError, match="no link for this package") as info:
        install_route([package], accept=never, packages_dir=folder, downloads=tmp_path / "d")
    assert "lugat models add" in str(info.value)


def test_unwritable_folder_is_found_before_the_download(
    server: ModelServer, tmp_path: Path
) -> None:
    package, _ = available(server, "az", "en")
    blocker = save(tmp_path, b"x", "file")
    with pytest.raises(PackageError, match="cannot be changed"):
        install_route([package], accept=never, packages_dir=blocker, downloads=tmp_path / "d")
    assert server.seen == []


def test_add_asks_only_where_nothing_vouches(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = package_bytes()
    path = save(tmp_path, data, "az.argosmodel")
    with pytest.raises(PackageError, match="not accepted"):
        add_archive(path, accept=refuse, packages_dir=folder)
    with pytest.raises(PackageError, match="wrong checksum"):
        add_archive(path, accept=never, known_sha256=["0" * 64], packages_dir=folder)
    assert not folder.exists()
    asked: list[tuple[str, str]] = []

    def accept(name: str, digest: str) -> bool:
        asked.append((name, digest))
        return True

    assert add_archive(path, accept=accept, packages_dir=folder).pair == "az-en"
    assert asked == [("az.argosmodel", sha256(data))]
    add_archive(path, accept=never, known_sha256=[sha256(data).upper()], packages_dir=folder)
    pin(monkeypatch, az_en=sha256(data))
    add_archive(path, accept=never, packages_dir=folder)
    assert path.exists()
