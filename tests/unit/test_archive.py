from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.modelpackages import package_bytes, package_files, package_name, sha256, zip_files
from translate_cli.archive import extract_package, read_metadata
from translate_cli.errors import PackageError

TOP = package_name()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "staging"
    path.mkdir()
    return path


def save(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "paket.argosmodel"
    path.write_bytes(data)
    return path


def hostile(tmp_path: Path, change: Callable[[zipfile.ZipFile], None]) -> Path:
    """Write a good package and let `change` put something into it."""
    buffer = io.BytesIO(package_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        change(archive)
    return save(tmp_path, buffer.getvalue())


def entry(name: str, *, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("placeholder")
    # Set afterwards, for the constructor tidies names up.
    info.filename = name
    info.external_attr = mode << 16
    return info


def test_a_good_package_is_unpacked(tmp_path: Path, folder: Path) -> None:
    files = package_files()
    extracted = extract_package(save(tmp_path, zip_files(files, top=TOP)), folder)
    assert extracted.path == folder / TOP
    assert extracted.metadata["from_code"] == "az"
    for name, content in files.items():
        assert (folder / TOP / name).read_bytes() == content
        assert extracted.files[name].sha256 == sha256(content)
        assert extracted.files[name].size == len(content)
    assert set(extracted.files) == set(files)


def test_explicit_folder_entries_and_bpe_are_fine(tmp_path: Path, folder: Path) -> None:
    files = package_files()
    files["bpe.model"] = files.pop("sentencepiece.model")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir(TOP)
        archive.mkdir(f"{TOP}/model")
        archive.mkdir(f"{TOP}/minisbd")
        for name, content in files.items():
            archive.writestr(f"{TOP}/{name}", content)
    extract_package(save(tmp_path, buffer.getvalue()), folder)
    assert (folder / TOP / "minisbd").is_dir()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/cron.d/job", "absolute path"),
        ("../outside", r"\.\."),
        (f"{TOP}/../../outside", r"\.\."),
        (f"{TOP}/model/..", r"\.\."),
        (f"{TOP}\\..\\outside", "backslash"),
        ("C:/windows/file", "drive"),
        ("c:file", "drive"),
        (f"{TOP}/a:stream", "forbidden character"),
        (f"{TOP}/a\x07b", "forbidden character"),
        (f"{TOP}//file", "empty part"),
        (f"{TOP}/./file", "empty part"),
        (f"{TOP}/NUL", "device"),
        (f"{TOP}/com1.txt", "device"),
        (f"{TOP}/aux/file", "device"),
        (f"{TOP}/file.", "dot or space"),
        (f"{TOP}/file ", "dot or space"),
        (f"{TOP}/{'ə' * 150}", "too long"),
        (f"{TOP}/README.md", "twice"),
        (f"{TOP}/readme.MD", "twice"),
        (f"{TOP}/MODEL/model.bin", "twice"),
        (f"{TOP}/metadata.json/x", "inside a file"),
        (f"{TOP}/model", "twice"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_bad_names_are_refused_before_anything_is_written(
    tmp_path: Path, folder: Path, name: str, reason: str
) -> None:
    path = hostile(tmp_path, lambda archive: archive.writestr(entry(name), b"x"))
    with pytest.raises(PackageError, match=reason) as info:
        extract_package(path, folder)
    assert info.value.where == path
    assert "\n" not in str(info.value)
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "outside").exists()


def test_a_name_with_nul_is_refused(tmp_path: Path, folder: Path) -> None:
    data = zip_files({**package_files(), "aXb": b"x"}, top=TOP).replace(b"/aXb", b"/a\0b")
    with pytest.raises(PackageError, match="forbidden character"):
        extract_package(save(tmp_path, data), folder)


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (stat.S_IFLNK | 0o777, "is a link"),
        (stat.S_IFCHR | 0o666, "neither a file nor a folder"),
        (stat.S_IFIFO | 0o666, "neither a file nor a folder"),
        (stat.S_IFDIR | 0o755, "neither a file nor a folder"),
    ],
)
def test_links_and_devices_are_refused(
    tmp_path: Path, folder: Path, mode: int, reason: str
) -> None:
    special = entry(f"{TOP}/special", mode=mode)
    path = hostile(tmp_path, lambda archive: archive.writestr(special, b"/etc/passwd"))
    with pytest.raises(PackageError, match=reason):
        extract_package(path, folder)
    assert list(folder.iterdir()) == []


def test_encrypted_entries_are_refused(tmp_path: Path, folder: Path) -> None:
    data = bytearray(package_bytes())
    # Bit 0 of the flags in every central directory entry (offset 8) means encrypted.
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(PackageError, match="encrypted"):
        extract_package(save(tmp_path, bytes(data)), folder)


def test_other_compressions_are_refused(tmp_path: Path, folder: Path) -> None:
    info = entry(f"{TOP}/extra")
    info.compress_type = zipfile.ZIP_BZIP2
    path = hostile(tmp_path, lambda archive: archive.writestr(info, b"x"))
    with pytest.raises(PackageError, match="compressed in a way"):
        extract_package(path, folder)


def test_a_bomb_is_refused(tmp_path: Path, folder: Path) -> None:
    data = zip_files({**package_files(), "model/extra.bin": bytes(8 << 20)}, top=TOP)
    assert len(data) < 200_000
    with pytest.raises(PackageError, match="more than 200 times its size"):
        extract_package(save(tmp_path, data), folder)
    assert list(folder.iterdir()) == []


def test_a_bomb_of_many_small_entries_is_refused(tmp_path: Path, folder: Path) -> None:
    many = {f"model/{number}": bytes(1 << 20) for number in range(60)}
    with pytest.raises(PackageError, match="the archive unpacks to more than 200 times"):
        extract_package(save(tmp_path, zip_files({**package_files(), **many}, top=TOP)), folder)


def test_limits_of_files_and_bytes(tmp_path: Path, folder: Path) -> None:
    path = save(tmp_path, package_bytes())
    with pytest.raises(PackageError, match="holds 6 entries, more than 5"):
        extract_package(path, folder, max_files=5)
    with pytest.raises(PackageError, match="more than 1,000"):
        extract_package(path, folder, max_bytes=1000)


def test_declared_four_gigabytes_are_refused(tmp_path: Path, folder: Path) -> None:
    path = hostile(tmp_path, lambda archive: archive.writestr(entry(f"{TOP}/big"), b"x"))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 0xFFFFFFFE)
    path.write_bytes(data)
    with pytest.raises(PackageError, match="would unpack to"):
        extract_package(path, folder)


def test_an_entry_larger_than_declared_is_refused(tmp_path: Path, folder: Path) -> None:
    data = bytearray(package_bytes())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 5)
    with pytest.raises(PackageError, match="not a whole zip"):
        extract_package(save(tmp_path, bytes(data)), folder)


@pytest.mark.parametrize("name", ["__MACOSX/x", "README.md", "second/file"])
def test_one_top_level_folder(tmp_path: Path, folder: Path, name: str) -> None:
    path = hostile(tmp_path, lambda archive: archive.writestr(name, b"x"))
    with pytest.raises(PackageError, match="a package is one folder"):
        extract_package(path, folder)


def test_no_top_level_folder_or_a_hidden_one(tmp_path: Path, folder: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("metadata.json", b"{}")
    with pytest.raises(PackageError, match="a package is one folder"):
        extract_package(save(tmp_path, buffer.getvalue()), folder)
    with pytest.raises(PackageError, match="hidden"):
        extract_package(save(tmp_path, zip_files(package_files(), top=".hidden")), folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("metadata.json", "has no metadata.json"),
        ("model/model.bin", "has no model/model.bin"),
        ("sentencepiece.model", "has no tokenizer"),
    ],
)
def test_missing_parts(tmp_path: Path, folder: Path, name: str, words: str) -> None:
    files = package_files()
    del files[name]
    with pytest.raises(PackageError, match=words):
        extract_package(save(tmp_path, zip_files(files, top=TOP)), folder)


def test_truncated_empty_and_foreign_files(tmp_path: Path, folder: Path) -> None:
    data = package_bytes()
    for bad in (data[: len(data) // 2], b"", b"<html>404</html>", data[:-5]):
        with pytest.raises(PackageError, match="not a whole zip archive"):
            extract_package(save(tmp_path, bad), folder)
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    with pytest.raises(PackageError, match="empty"):
        extract_package(save(tmp_path, buffer.getvalue()), folder)


def test_flipped_bytes_show_in_the_checksum(tmp_path: Path, folder: Path) -> None:
    data = bytearray(package_bytes())
    at = data.find(b"sentencepiece.model") + 200
    data[at] ^= 0xFF
    with pytest.raises(PackageError, match="not a whole zip archive"):
        extract_package(save(tmp_path, bytes(data)), folder)


def test_missing_file_and_folder(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(PackageError, match="no such file"):
        extract_package(tmp_path / "yoxdur.argosmodel", folder)
    with pytest.raises(PackageError, match="cannot be read"):
        extract_package(folder, tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "not valid JSON"),
        (b"\xff\xfe\x00", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[1]", "not a JSON object"),
        (json.dumps({"from_code": "az"}).encode(), "does not say to_code"),
        (json.dumps({"from_code": 1, "to_code": "vi"}).encode(), "does not say from_code"),
    ],
)
def test_bad_metadata(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "metadata.json").write_bytes(content)
    with pytest.raises(PackageError, match=words) as info:
        read_metadata(tmp_path)
    assert "\n" not in str(info.value)
