from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.modelserver import ModelServer
from translate_cli import model_index
from translate_cli.errors import DownloadError, InputError, PackageError
from translate_cli.model_index import (
    AvailablePackage,
    default_index_url,
    fetch_index,
    parse_pair,
    resolve_route,
)

pytestmark = pytest.mark.usefixtures("own_models")


def item(source: str, target: str, version: str = "1.0", **more: Any) -> dict[str, Any]:
    return {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
        "links": [f"https://example.org/translate-{source}_{target}.argosmodel"],
        "code": f"translate-{source}_{target}",
        **more,
    }


def packages(*pairs: str) -> list[AvailablePackage]:
    found = []
    for text in pairs:
        pair, _, version = text.partition(" ")
        source, target = pair.split("-")
        found.append(
            AvailablePackage(source, target, version or "1.0", ("x",), f"translate-{pair}")
        )
    return found


def route(available: list[AvailablePackage], source: str, target: str) -> list[str]:
    return [f"{p.pair} {p.version}" for p in resolve_route(available, source, target)]


def test_list_is_read(server: ModelServer) -> None:
    sbd = {"type": "sbd", "from_codes": ["az"], "links": ["https://example.org/x"]}
    odd = [None, 3, {}, {"from_code": "az"}, {"from_code": 1, "to_code": "en"}]
    entries = [item("az", "en", "1.5"), sbd, *odd, {"from_code": "en", "to_code": "vi"}]
    url = server.put("/index.json", b"\xef\xbb\xbf" + json.dumps(entries).encode())
    first, second = fetch_index(url)
    assert first == AvailablePackage(
        source_lang="az",
        target_lang="en",
        version="1.5",
        links=("https://example.org/translate-az_en.argosmodel",),
        code="translate-az_en",
        source_name="AZ",
        target_name="EN",
    )
    assert (second.pair, second.version, second.links) == ("en-vi", "", ())


def test_links_that_cannot_be_used_are_dropped(server: ModelServer) -> None:
    links = [
        "ipfs://Qm",
        "http://x/\x1b[2J",
        "file:///etc/passwd",
        5,
        "http://[::1",
        "pkg/a.argosmodel",
        "http://x/a",
    ]
    url = server.put("/v1/index.json", json.dumps([item("az", "en", links=links)]).encode())
    assert fetch_index(url)[0].links == (server.url("/v1/pkg/a.argosmodel"), "http://x/a")


def test_a_mirror_on_disk_serves_the_files_beside_the_list(tmp_path: Path) -> None:
    links = ["https://example.org/v1/az%20en.argosmodel", "sub/x.argosmodel"]
    (tmp_path / "index.json").write_text(json.dumps([item("az", "en", links=links)]), "utf-8")
    (tmp_path / "az en.argosmodel").write_bytes(b"x")
    expected = (str(tmp_path / "az en.argosmodel"), links[0], str(tmp_path / "sub/x.argosmodel"))
    for address in (tmp_path.as_uri(), str(tmp_path), str(tmp_path / "index.json")):
        assert fetch_index(address)[0].links == expected


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "not valid JSON"),
        (b"\xff\xff", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"az": "en"}', "not a JSON array"),
        (b"[]", "names no translation package"),
        (b'[{"type": "sbd"}]', "names no translation package"),
    ],
)
def test_bad_lists(server: ModelServer, body: bytes, words: str) -> None:
    url = server.put("/index.json", body)
    with pytest.raises(PackageError, match=words) as info:
        fetch_index(url)
    assert info.value.where == url
    assert "--index" in str(info.value)
    assert "\n" not in str(info.value)


def test_lists_that_cannot_be_fetched(server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="list cannot be fetched: the server answered 404"):
        fetch_index(server.url("/index.json"))
    with pytest.raises(DownloadError, match="list cannot be fetched: no answer"):
        fetch_index(server.put("/slow", b"[]", stall_after=1), timeout_s=0.2)
    with pytest.raises(DownloadError, match="list cannot be fetched: the transfer was cut short"):
        fetch_index(server.put("/cut", b"[        ]", break_after=3))
    with pytest.raises(DownloadError, match="list cannot be fetched: the file cannot be read"):
        fetch_index(str(tmp_path))


def test_direct_package_comes_first_and_the_newest() -> None:
    available = packages("az-en", "en-vi", "az-vi 1.9", "az-vi 1.10", "az-vi 1.2")
    assert route(available, "az", "vi") == ["az-vi 1.10"]


def test_english_is_the_first_pivot() -> None:
    available = packages("az-ar", "ar-vi", "az-en 1.5", "en-vi 1.0", "en-vi 1.9", "az-en 1.2")
    assert route(available, "az", "vi") == ["az-en 1.5", "en-vi 1.9"]


def test_another_pivot_where_english_does_not_serve() -> None:
    available = packages("az-en", "az-tr", "tr-vi", "az-ru", "ru-vi")
    assert route(available, "az", "vi") == ["az-ru 1.0", "ru-vi 1.0"]


def test_codes_are_compared_without_case_and_sign() -> None:
    assert route(packages("az-zh_Hant"), "AZ", "zh-hant") == ["az-zh_Hant 1.0"]


def test_no_route_says_what_is_near() -> None:
    available = packages("az-en", "az-tr", "en-fr", "fr-vi")
    with pytest.raises(PackageError) as info:
        resolve_route(available, "az", "vi")
    assert str(info.value) == (
        "there is no package az-vi and no way through a third language. "
        "From az there is: az-en, az-tr; into vi: fr-vi. "
        "`lugat models list --available` shows all."
    )
    with pytest.raises(PackageError, match="Neither ka nor hy is in the list"):
        resolve_route(available, "ka", "hy")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("az-vi", ("az", "vi")),
        ("az_vi", ("az", "vi")),
        (" en-vi ", ("en", "vi")),
        ("az_zh-Hant", ("az", "zh-Hant")),
    ],
)
def test_pairs(text: str, pair: tuple[str, str]) -> None:
    assert parse_pair(text) == pair


@pytest.mark.parametrize("text", ["", "az", "az-", "az-vi-en", "az_vi_en", "az-az", "../x", "a\nb"])
def test_bad_pairs(text: str) -> None:
    with pytest.raises(InputError, match="not a pair") as info:
        parse_pair(text)
    assert "\n" not in str(info.value)


def test_pin_of_the_vietnamese_package() -> None:
    (package,) = packages("en-vi 1.9")
    assert package.pin is not None
    assert package.pin.size == 67_770_159
    assert package.pin.sha256.startswith("86957101aa40")
    assert packages("en-vi 1.0")[0].pin is None
    assert package.file_name == "translate-en_vi-1_9.argosmodel"


def test_file_names_stay_in_their_folder() -> None:
    package = AvailablePackage("../../az", "en/..", "1/2", (), "x")
    assert "/" not in package.file_name
    assert ".." not in package.file_name


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("http://mirror.test/argos/", "http://mirror.test/argos/index.json"),
        ("http://mirror.test/argos", "http://mirror.test/argos/index.json"),
        ("/media/usb/list.json", "/media/usb/list.json"),
    ],
)
def test_index_address_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, value: str, url: str
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", value)
    assert default_index_url() == url


def test_default_index_address_is_that_of_argos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGE_INDEX", raising=False)
    settings = model_index.load_settings()
    assert default_index_url() == settings.remote_package_index
    assert default_index_url().endswith("/index.json")
