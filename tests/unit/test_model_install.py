from __future__ import annotations

import errno
import importlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from tests.modelpackages import (
    package_bytes,
    package_files,
    package_name,
    save,
    sha256,
    write_package,
    zip_files,
)
from translate_cli import model_install
from translate_cli.errors import PackageError
from translate_cli.model_install import (
    install_archive,
    remove_package,
)
from translate_cli.models import InstalledPackage, iter_installed, verify_package

NAME = package_name()


pytestmark = pytest.mark.usefixtures("own_models")


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
