from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.modelpackages import ARGOS_FOLDERS, package_files, package_name, write_package
from translate_cli import models
from translate_cli.errors import PackageError
from translate_cli.models import (
    BrokenPackage,
    InstalledPackage,
    find_package,
    find_packages,
    iter_broken,
    iter_installed,
    load_package,
    packages_dir,
    verify_package,
)

ROOT = Path(__file__).resolve().parents[2]
REAL_PACKAGES = ROOT.parent / "shared" / "argos-packages"


def put(folder: Path, source: str = "az", target: str = "en", version: str = "1.5") -> Path:
    name = package_name(source, target, version)
    return write_package(folder / name, package_files(source, target, version))


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ARGOS_FOLDERS:
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def fresh_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let Argos' settings be read anew, with a home of its own."""
    argostranslate = importlib.import_module("argostranslate")
    monkeypatch.delitem(sys.modules, "argostranslate.settings", raising=False)
    monkeypatch.delattr(argostranslate, "settings", raising=False)
    for name in ("ARGOS_PACKAGES_DIR", *ARGOS_FOLDERS):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    return home


def test_installed_packages_are_described(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "en_vi", package_files("en", "vi", "1.9", target_prefix=">>vie<<")
    )
    assert list(iter_installed(tmp_path)) == [
        InstalledPackage(
            path=path,
            source_lang="en",
            target_lang="vi",
            version="1.9",
            name="English → Vietnamese",
            source_name="English",
            target_name="Vietnamese",
            target_prefix=">>vie<<",
            tokenizer="sentencepiece.model",
        )
    ]
    assert list(iter_broken(tmp_path)) == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(iter_installed(tmp_path / "yoxdur")) == []
    assert find_package("az", "en", packages_dir=tmp_path / "yoxdur") is None


def test_broken_folders_do_not_hide_the_good_ones(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / "empty").mkdir()
    write_package(tmp_path / "list", {"metadata.json": b"[]"})
    for name in ("model/model.bin", "sentencepiece.model"):
        files = package_files("en", "vi")
        del files[name]
        write_package(tmp_path / f"without-{name.replace('/', '-')}", files)
    (tmp_path / "a-file.lugat-install.json").write_text("{}", encoding="utf-8")
    write_package(tmp_path / "sbd", {"metadata.json": b'{"type": "sbd"}'})
    assert [package.pair for package in iter_installed(tmp_path)] == ["az-en"]
    assert {entry.path.name: entry.reason for entry in iter_broken(tmp_path)} == {
        "empty": "metadata.json is missing",
        "list": "metadata.json is not a JSON object",
        "without-model-model.bin": "model/model.bin is missing",
        "without-sentencepiece.model": "the tokenizer (sentencepiece.model or bpe.model) "
        "is missing",
    }


def test_the_newest_version_wins(tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        put(tmp_path, version=version)
    put(tmp_path, "en", "vi", "2.0")
    found = find_package("az", "en", packages_dir=tmp_path)
    assert found is not None
    assert found.version == "1.10"
    versions = [package.version for package in find_packages("AZ", "en", packages_dir=tmp_path)]
    assert versions == ["1.10", "1.9", "1.2"]
    assert find_package("en", "az", packages_dir=tmp_path) is None


def test_a_former_package_counts_only_while_its_successor_is_missing(tmp_path: Path) -> None:
    path = put(tmp_path)
    shutil.copytree(path, path.with_name(path.name + ".lugat-old"))
    assert [package.path for package in iter_installed(tmp_path)] == [path]
    shutil.rmtree(path)
    former = next(iter_installed(tmp_path))
    assert former.path.name == path.name + ".lugat-old"
    assert former.record_path == path.with_name(path.name + ".lugat-install.json")


def test_staging_folders_are_no_packages(tmp_path: Path) -> None:
    (tmp_path / ".lugat-staging-abc").mkdir()
    assert list(iter_broken(tmp_path)) == []


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    write_package(tmp_path / "x", package_files("az\x1b[2J", "en", from_name="A\nB"))
    package = next(iter_installed(tmp_path))
    assert package.pair == "az?[2J-en"
    assert package.name == "A?B → English"


def test_packages_folder_follows_argos(
    fresh_settings: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert packages_dir() == fresh_settings / ".local/share/argos-translate/packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "elsewhere"))
    assert packages_dir() == tmp_path / "elsewhere"
    put(tmp_path / "elsewhere")
    assert [package.pair for package in iter_installed()] == ["az-en"]


def test_packages_folder_follows_xdg_and_settings_json(
    fresh_settings: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert packages_dir() == tmp_path / "data/argos-translate/packages"
    settings = fresh_settings / ".config/argos-translate/settings.json"
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "set")}), "utf-8")
    assert packages_dir() == tmp_path / "set"


def test_a_home_that_cannot_be_written_is_told(
    fresh_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker = fresh_settings / "file"
    blocker.write_text("x", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocker))
    with pytest.raises(PackageError, match="cannot be created: Not a directory") as info:
        packages_dir()
    assert "XDG_DATA_HOME" in str(info.value)
    assert str(blocker) in str(info.value)


def test_a_damaged_settings_json_says_nothing_on_standard_output(
    fresh_settings: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = fresh_settings / ".config/argos-translate"
    config.mkdir(parents=True)
    (config / "settings.json").write_text("{", encoding="utf-8")
    packages_dir()
    assert capsys.readouterr().out == ""
    monkeypatch.delitem(sys.modules, "argostranslate.settings")
    (config / "settings.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(PackageError, match="settings of Argos Translate are wrong"):
        packages_dir()


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    put(tmp_path)
    code = (
        "import sys; from pathlib import Path; from translate_cli import models, model_install\n"
        "import translate_cli.commands.models\n"
        "assert not [m for m in sys.modules if m.startswith('argostranslate')]\n"
        f"p, = models.iter_installed(Path({str(tmp_path)!r}))\n"
        "assert not models.verify_package(p).problems\n"
        "models.packages_dir()\n"
        "heavy = {'torch', 'stanza', 'spacy', 'argostranslate.translate', 'argostranslate.sbd'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    environment = {"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout == "[]\n"


def test_stock_argos_sees_the_same_packages(tmp_path: Path) -> None:
    put(tmp_path)
    (tmp_path / f"{package_name()}.lugat-install.json").write_text("{}", encoding="utf-8")
    package = importlib.import_module("argostranslate.package")
    assert [p.from_code for p in package.get_installed_packages([tmp_path])] == ["az"]


def test_verify_without_record_tries_the_parts(tmp_path: Path) -> None:
    put(tmp_path)
    report = verify_package(next(iter_installed(tmp_path)))
    assert not report.recorded
    assert report.problems == ()


def test_verify_finds_a_tokenizer_that_does_not_load(tmp_path: Path) -> None:
    path = put(tmp_path)
    (path / "sentencepiece.model").write_bytes(b"not a model")
    problems = verify_package(next(iter_installed(tmp_path))).problems
    assert len(problems) == 1
    assert problems[0].startswith("sentencepiece.model does not load: ")
    assert "\n" not in problems[0]


def test_verify_loads_bpe(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = package_files("en", "vi")
    del files["sentencepiece.model"]
    path = write_package(tmp_path / "bpe", {**files, "bpe.model": b"#version: 0.2\na z\nb a\n"})
    package = next(iter_installed(tmp_path))
    assert package.tokenizer == "bpe.model"
    assert verify_package(package).problems == ()
    (path / "bpe.model").write_bytes(b"#version: 0.2\none two three four\n")
    assert verify_package(package).problems[0].startswith("bpe.model does not load")
    assert "invalid line" not in capfd.readouterr().err


def test_verify_finds_empty_weights(tmp_path: Path) -> None:
    path = put(tmp_path)
    (path / "model" / "model.bin").write_bytes(b"")
    assert verify_package(next(iter_installed(tmp_path))).problems == ("model/model.bin is empty",)


def test_verify_finds_a_damaged_record(tmp_path: Path) -> None:
    path = put(tmp_path)
    package = next(iter_installed(tmp_path))
    for text in ("{", "[]", '{"archive_sha256": "x"}', '{"files": []}'):
        package.record_path.write_text(text, encoding="utf-8")
        report = verify_package(package)
        assert not report.recorded
        assert report.problems == (
            f"the install record {path.name}.lugat-install.json cannot be read",
        )


def test_starter_folder_may_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "__file__", str(tmp_path / "models.py"))
    assert list(models.iter_starter()) == []
    put(tmp_path / "starter", "az", "vi", "0.1")
    assert [package.pair for package in models.iter_starter()] == ["az-vi"]


@pytest.mark.skipif(not REAL_PACKAGES.is_dir(), reason="the public packages are not here")
def test_public_packages_load(tmp_path: Path) -> None:
    for folder in sorted(path for path in REAL_PACKAGES.iterdir() if path.is_dir()):
        assert isinstance(load_package(folder), BrokenPackage), "shared without their weights"
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        write_package(tmp_path / folder.name, {**files, "model/model.bin": b"weights"})
    packages = list(iter_installed(tmp_path))
    assert [(p.pair, p.version) for p in packages] == [("az-en", "1.5"), ("en-vi", "1.0")]
    assert [verify_package(package).problems for package in packages] == [(), ()]
