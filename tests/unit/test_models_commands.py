from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from tests.modelpackages import (
    ARGOS_FOLDERS,
    package_bytes,
    package_files,
    package_name,
    sha256,
    write_package,
)
from tests.modelserver import ModelServer
from translate_cli import model_install, models
from translate_cli.commands import models as command_module
from translate_cli.commands.models import models as group
from translate_cli.errors import DownloadError, InputError, PackageError, TranslateError

AZ_EN, EN_VI = package_bytes("az", "en"), package_bytes("en", "vi", "1.9")


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("no_proxy", "*")
    for name in ARGOS_FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.setattr(model_install, "downloads_dir", lambda: tmp_path / "downloads")
    monkeypatch.setattr(models, "__file__", str(tmp_path / "program" / "models.py"))


@pytest.fixture
def index(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Serve a list of az-en and en-vi as Argos' own setting names it."""
    entries = []
    for source, target, version, data in (("az", "en", "1.5", AZ_EN), ("en", "vi", "1.9", EN_VI)):
        entries.append(
            {
                "package_version": version,
                "from_code": source,
                "from_name": source.upper(),
                "to_code": target,
                "to_name": target.upper(),
                "links": [server.put(f"/{source}_{target}.argosmodel", data)],
            }
        )
    # The real en-vi 1.9 is pinned, and this is not it.
    monkeypatch.setattr("translate_cli.model_index.PINS", {})
    url = server.put("/index.json", json.dumps(entries).encode())
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", url)
    return url


def run(*args: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(group, list(args), input=answer)


def good(*args: str, answer: str | None = None) -> Result:
    result = run(*args, answer=answer)
    assert result.exception is None, result.output
    return result


def failed(*args: str, answer: str | None = None) -> TranslateError:
    """Run a command that must raise one of our errors, of one line."""
    result = run(*args, answer=answer)
    assert isinstance(result.exception, TranslateError), (result.exception, result.output)
    assert "\n" not in str(result.exception)
    assert result.exception.hint
    return result.exception


def test_install_of_a_pivot_brings_both_packages(index: str, folder: Path) -> None:
    result = good("install", "az-vi", "--yes")
    assert result.stdout.splitlines() == [
        f"Installed az-en 1.5 in {folder / package_name()}",
        f"Installed en-vi 1.9 in {folder / package_name('en', 'vi', '1.9')}",
    ]
    assert sha256(AZ_EN) in result.stderr
    assert [package.pair for package in models.iter_installed()] == ["az-en", "en-vi"]


def test_install_shows_the_checksum_and_asks(index: str, folder: Path) -> None:
    error = failed("install", "az_en", answer="n\n")
    assert isinstance(error, PackageError)
    assert "not accepted" in str(error)
    result = good("install", "az_en", answer="y\n")
    assert f"Its SHA-256 is\n  {sha256(AZ_EN)}" in result.stderr
    assert "Install it?" in result.stderr
    assert "Install it?" not in result.stdout
    # Without anybody there to answer, nothing is installed.
    silent = run("install", "en-vi")
    assert silent.exit_code == 1
    assert [package.pair for package in models.iter_installed()] == ["az-en"]


def test_install_with_known_checksums_does_not_ask(index: str) -> None:
    options = ["--sha256", sha256(AZ_EN), "--sha256", sha256(EN_VI).upper()]
    data = json.loads(good("install", "az-vi", *options, "--json").stdout)
    assert [entry["target_lang"] for entry in data["installed"]] == ["en", "vi"]
    assert data["present"] == []


def test_install_with_a_wrong_checksum(index: str, folder: Path) -> None:
    error = failed("install", "az-en", "--yes", "--sha256", "0" * 64)
    assert isinstance(error, DownloadError)
    assert list(folder.iterdir()) == []
    assert run("install", "az-en", "--sha256", "12").exit_code == 2


def test_the_pinned_package_must_be_the_pinned_one(server: ModelServer, tmp_path: Path) -> None:
    entry = {"from_code": "en", "to_code": "vi", "package_version": "1.9"}
    entries = [{**entry, "links": [server.put("/p", EN_VI)]}]
    path = tmp_path / "index.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    error = failed("install", "en-vi", "--yes", "--index", str(path))
    assert "expected 86957101aa4099aa" in str(error)


def test_install_skips_what_is_there(index: str, server: ModelServer, folder: Path) -> None:
    write_package(folder / "newer", package_files("az", "en", "1.6"))
    result = good("install", "az-vi", "--yes")
    assert "az-en 1.6 is there already" in result.stdout
    assert "Installed en-vi 1.9" in result.stdout
    assert [s.path for s in server.seen] == ["/index.json", "/en_vi.argosmodel"]
    weights = folder / package_name("en", "vi", "1.9") / "model" / "model.bin"
    weights.write_bytes(b"")
    assert "is there already" in good("install", "en-vi", "--yes").stdout
    good("install", "en-vi", "--yes", "--reinstall")
    assert weights.stat().st_size > 0


def test_truncated_download_then_resumed(index: str, server: ModelServer, folder: Path) -> None:
    resource = server.resources["/az_en.argosmodel"]
    resource.break_after, resource.breaks = 10, 3
    assert "cut short after 30 of" in str(failed("install", "az-en", "--yes"))
    assert list(folder.iterdir()) == []
    good("install", "az-en", "--yes")
    assert server.seen[-1].range == "bytes=30-"
    assert [package.pair for package in models.iter_installed()] == ["az-en"]


def test_install_from_a_mirror_on_disk(tmp_path: Path) -> None:
    entry = {"from_code": "az", "to_code": "en", "package_version": "1.5"}
    links = ["https://example.org/translate-az_en-1_5.argosmodel"]
    (tmp_path / "index.json").write_text(json.dumps([{**entry, "links": links}]), "utf-8")
    (tmp_path / "translate-az_en-1_5.argosmodel").write_bytes(AZ_EN)
    good("install", "az-en", "--yes", "--index", str(tmp_path))
    assert (tmp_path / "translate-az_en-1_5.argosmodel").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"status": 404}, "answered 404 Not Found"),
        ({"status": 500}, "answered 500 Internal Server Error"),
        ({"body": b"{"}, "not valid JSON"),
        ({"body": b"{}"}, "not a JSON array"),
        ({"body": b"[]", "stall_after": 1}, "no answer within 0.3 s"),
        ({"redirect_to": "file:///etc/hostname"}, "not allowed"),
    ],
)
def test_lists_that_are_no_use(server: ModelServer, options: dict[str, Any], words: str) -> None:
    url = server.put("/index.json", **options)
    for args in (["install", "az-vi"], ["list", "--available"]):
        assert words in str(failed(*args, "--index", url, "--timeout", "0.3"))


def test_no_network(folder: Path) -> None:
    error = failed("install", "az-vi", "--index", "http://127.0.0.1:9/index.json")
    assert "refused the connection" in str(error)
    assert "lugat models add FILE.argosmodel" in str(error)
    assert not folder.exists()


def test_pair_that_is_not_in_the_list(index: str) -> None:
    error = failed("install", "az-fr")
    assert "there is no package az-fr" in str(error)
    assert "From az there is: az-en" in str(error)
    assert isinstance(failed("install", "azvi"), InputError)


def test_truncated_and_foreign_package_files(index: str, server: ModelServer) -> None:
    server.put("/az_en.argosmodel", AZ_EN[:-300])
    assert "not a whole zip archive" in str(failed("install", "az-en", "--yes"))
    server.put("/az_en.argosmodel", b"<html>sign in</html>")
    assert "not a whole zip archive" in str(failed("install", "az-en", "--yes"))
    assert list(models.iter_installed()) == []


def test_unwritable_folder(index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x", encoding="utf-8")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(blocker))
    assert "cannot be changed" in str(failed("install", "az-en", "--yes"))


def test_add_and_remove(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "paket.argosmodel"
    path.write_bytes(AZ_EN)
    assert "not accepted" in str(failed("add", str(path), answer="n\n"))
    place = folder / package_name()
    assert good("add", str(path), answer="y\n").stdout == f"Installed az-en 1.5 in {place}\n"
    assert "Answer y" in str(failed("remove", "az-en", answer="n\n"))
    assert place.exists()
    assert good("remove", "az-en", answer="y\n").stdout == f"Removed az-en 1.5 from {place}\n"
    assert list(folder.iterdir()) == []
    data = json.loads(good("add", str(path), "--yes", "--json").stdout)
    assert data["installed"][0]["path"] == str(place)
    data = json.loads(good("remove", "az-en", "--yes", "--json").stdout)
    assert data["removed"][0]["version"] == "1.5"


def test_add_of_bad_files(tmp_path: Path) -> None:
    assert "No such file" in str(failed("add", str(tmp_path / "yoxdur.argosmodel"), "--yes"))
    assert "cannot be read" in str(failed("add", str(tmp_path), "--yes"))
    path = tmp_path / "x.argosmodel"
    path.write_bytes(b"PK")
    assert "not a whole zip" in str(failed("add", str(path), "--yes"))


def test_remove_of_one_version_and_of_what_is_not_there(folder: Path) -> None:
    assert "No package is installed" in str(failed("remove", "az-en", "--yes"))
    for version in ("1.5", "1.6"):
        write_package(folder / version, package_files("az", "en", version))
    assert "Installed: az-en 1.5, az-en 1.6." in str(failed("remove", "az-vi", "--yes"))
    missing = failed("remove", "az-en", "--version", "1.7", "--yes")
    assert "az-en 1.7" in str(missing)
    good("remove", "az-en", "--version", "1.5", "--yes")
    assert [package.version for package in models.iter_installed()] == ["1.6"]
    write_package(folder / "1.5", package_files("az", "en", "1.5"))
    good("remove", "az-en", "--yes")
    assert list(models.iter_installed()) == []


def test_verify(index: str, folder: Path) -> None:
    good("install", "az-vi", "--yes")
    write_package(folder / "other", package_files("en", "tr", "1.0"))
    result = good("verify")
    assert result.stdout.splitlines() == [
        "en-tr 1.0: loads (no checksums: lugat did not install it)",
        "az-en 1.5: good",
        "en-vi 1.9: good",
    ]
    assert json.loads(good("verify", "az-vi", "--json").stdout)["ok"] is True
    (folder / package_name() / "model" / "model.bin").write_bytes(b"x")
    result = run("verify", "az-vi", "--json")
    assert str(result.exception).startswith("1 of 2 packages are damaged.")
    data = json.loads(result.stdout)
    assert data["ok"] is False
    assert [entry["problems"] for entry in data["packages"]] == [
        ["model/model.bin has 1 bytes, not 10,247"],
        [],
    ]
    good("verify", "en-vi")
    assert isinstance(failed("verify", "az-fr"), PackageError)


def test_verify_counts_broken_folders(folder: Path) -> None:
    (folder / "half").mkdir(parents=True)
    result = run("verify")
    assert isinstance(result.exception, PackageError)
    assert result.stdout == f"{folder / 'half'}: DAMAGED\n  metadata.json is missing\n"


def test_list_as_table(folder: Path, tmp_path: Path) -> None:
    result = good("list")
    assert result.stdout == ""
    assert "No package is installed" in result.stderr
    write_package(folder / "az_en", package_files())
    (folder / "half").mkdir()
    starter = tmp_path / "program" / "starter"
    write_package(starter / "az_vi", package_files("az", "vi", "0.1"))
    result = good("list")
    assert result.stdout.splitlines() == [
        "PAIR   VERSION  NAME                      STATE      PLACE",
        f"az-en  1.5      Azerbaijani → English     installed  {folder / 'az_en'}",
        f"az-vi  0.1      Azerbaijani → Vietnamese  starter    {starter / 'az_vi'}",
    ]
    assert f"Broken: {folder / 'half'}: metadata.json is missing." in result.stderr


def test_list_as_json_and_available(index: str, folder: Path) -> None:
    write_package(folder / "az_en", package_files())
    (folder / "half").mkdir()
    data = json.loads(good("list", "--json").stdout)
    assert data == {
        "packages_dir": str(folder),
        "installed": [
            {
                "source_lang": "az",
                "target_lang": "en",
                "version": "1.5",
                "name": "Azerbaijani → English",
                "path": str(folder / "az_en"),
            }
        ],
        "starter": [],
        "broken": [{"path": str(folder / "half"), "reason": "metadata.json is missing"}],
    }
    data = json.loads(good("list", "--available", "--json").stdout)
    assert [entry["target_lang"] for entry in data["available"]] == ["en", "vi"]
    assert "en-vi  1.9" in good("list", "--available").stdout


def test_list_shows_the_starter_where_the_home_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_package(tmp_path / "program/starter/az_vi", package_files("az", "vi", "0.1"))

    def fail() -> Path:
        raise PackageError("the data folders cannot be created.", where="/home", hint="Help.")

    monkeypatch.setattr(models, "packages_dir", fail)
    result = good("list", "--json")
    data = json.loads(result.stdout)
    assert data["packages_dir"] is None
    assert len(data["starter"]) == 1
    assert "cannot be created" in result.stderr


def test_progress_is_drawn_on_a_terminal_only(
    index: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert " % of" not in good("install", "az-en", "--yes").stderr
    (package,) = [p for p in command_module.fetch_index(index) if p.pair == "en-vi"]
    assert command_module._show_progress(package) is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress = command_module._show_progress(package)
    assert progress is not None
    for done in (0, 1, 500_000, 1_000_000):
        progress(done, 1_000_000)
    assert capsys.readouterr().err == (
        "\ren-vi 1.9:   0 % of 1.0 MB\ren-vi 1.9:  50 % of 1.0 MB\ren-vi 1.9: 100 % of 1.0 MB\n"
    )


@pytest.mark.parametrize("name", ["", *sorted(group.commands)])
def test_every_command_has_help_with_an_example(name: str) -> None:
    text = good(*([name] if name else []), "--help").stdout
    assert "Example:\n    lugat models" in text
    assert ("--json" in text) == bool(name)


def test_the_commands_are_these() -> None:
    assert isinstance(group, click.Group)
    assert group.name == "models"
    assert sorted(group.commands) == ["add", "install", "list", "remove", "verify"]
