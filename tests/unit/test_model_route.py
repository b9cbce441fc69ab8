"""Packages that are downloaded and added: who vouches for them, and what is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.modelpackages import package_bytes, save, sha256
from tests.modelserver import ModelServer
from translate_cli import model_index, model_install
from translate_cli.errors import DownloadError, PackageError
from translate_cli.model_index import AvailablePackage, Pin
from translate_cli.model_install import (
    add_archive,
    install_route,
)
from translate_cli.models import find_package

pytestmark = pytest.mark.usefixtures("own_models")


def refuse(_: str, __: str) -> bool:
    return False


def never(name: str, _: str) -> bool:
    raise AssertionError(f"nobody should be asked about {name}")


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
