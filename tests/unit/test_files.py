from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from translate_cli.errors import OutputError
from translate_cli.files import atomic_write


def test_writes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "qərar.en.txt"
    with atomic_write(path) as file:
        file.write(b"text")
        assert not path.exists()
    assert path.read_bytes() == b"text"
    assert list(tmp_path.iterdir()) == [path]


def test_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with atomic_write(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_remains_of_a_broken_off_write(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def break_off() -> None:
        with atomic_write(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        break_off()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_full_disk_is_an_output_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(OutputError, match="No space") as caught, atomic_write(path):
        raise OSError(28, "No space left on device")
    assert caught.value.where == path
    assert list(tmp_path.iterdir()) == []


def test_missing_folder(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="cannot be written"),
        atomic_write(tmp_path / "nowhere" / "a.txt"),
    ):
        pytest.fail("the block must not run")


def test_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with (
        pytest.raises(OutputError, match="cannot be written"),
        atomic_write(tmp_path / "out" / "a.txt"),
    ):
        pytest.fail("the block must not run")


def test_folder_where_the_file_should_be(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.mkdir()
    with pytest.raises(OutputError, match="cannot be written"), atomic_write(path) as file:
        file.write(b"text")
    assert path.is_dir()
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_are_those_of_new_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    old = os.umask(0o027)
    try:
        with atomic_write(path) as file:
            file.write(b"text")
        assert os.umask(0o027) == 0o027, "the mask is put back"
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_permissions_of_an_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with atomic_write(path) as file:
        file.write(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "real" / "b.txt")
    with atomic_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "b.txt").read_bytes() == b"new"


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *args: False)
    with pytest.raises(OutputError, match="read-only"), atomic_write(path):
        pytest.fail("the block must not run")
    assert path.read_bytes() == b"old"


def test_a_name_of_full_length(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".txt")
    with atomic_write(path) as file:
        file.write(b"text")
    assert path.read_bytes() == b"text"


def test_name_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with atomic_write(Path("a.txt")) as file:
        file.write(b"text")
    assert (tmp_path / "a.txt").read_bytes() == b"text"
