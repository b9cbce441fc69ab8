"""What people install: the wheel holds everything that runs, and nothing that does not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.client

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("glossary", "translate_cli", "training", "tests", "docs", "benchmarks")
FILES = ("pyproject.toml", "README.md", "LICENSE", "NOTICE.md", "CHANGELOG.md", "terms.tsv")
MAX_BYTES = 60 << 20


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel from a copy of the sources, so that nothing is left in the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "sources"
    copy.mkdir()
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    for name in FILES:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, copy / name)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation"),
            *("--no-index", "--disable-pip-version-check", "-q", "-w", str(folder / "out")),
        ],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    (path,) = (folder / "out").iterdir()
    assert path.name.startswith("lugat-")
    assert path.name.endswith("-py3-none-any.whl")
    return zipfile.ZipFile(path)


def test_glossary_is_inside(wheel: zipfile.ZipFile) -> None:
    assert wheel.read("glossary/terms.tsv") == (ROOT / "terms.tsv").read_bytes()


def test_starter_is_inside(wheel: zipfile.ZipFile) -> None:
    folders = [path.parent for path in (ROOT / "translate_cli" / "starter").glob("*/metadata.json")]
    assert folders
    names = set(wheel.namelist())
    for folder in folders:
        for path in (path for path in folder.rglob("*") if path.is_file()):
            assert path.relative_to(ROOT).as_posix() in names
        place = folder.relative_to(ROOT).as_posix()
        assert f"{place}/model/model.bin" in names
        assert f"{place}/sentencepiece.model" in names


def test_all_modules_and_data_are_inside(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for package in ("glossary", "translate_cli"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in names
    assert {"translate_cli/templates/report.css", "translate_cli/templates/report.js"} <= names
    assert "glossary/languages/en_irregular.tsv" in names


def test_nothing_else_is_inside(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"glossary", "translate_cli"}
    assert not [name for name in wheel.namelist() if name.endswith((".pyc", ".pt", ".lugat-old"))]
    assert sum(info.file_size for info in wheel.infolist()) < MAX_BYTES


def test_licence_and_command(wheel: zipfile.ZipFile) -> None:
    (folder,) = {n.split("/")[0] for n in wheel.namelist() if ".dist-info/" in n}
    assert "lugat = translate_cli.cli:main" in wheel.read(f"{folder}/entry_points.txt").decode()
    metadata = wheel.read(f"{folder}/METADATA").decode()
    assert "License-Expression: MIT" in metadata
    assert f"{folder}/licenses/LICENSE" in wheel.namelist()
    assert f"{folder}/licenses/NOTICE.md" in wheel.namelist()
    for heavy in ("torch", "stanza", "spacy", "onnxruntime"):
        required = [line for line in metadata.splitlines() if line.startswith("Requires-Dist")]
        assert not [r for r in required if heavy in r and "extra ==" not in r]


def test_runs_from_the_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    place = tmp_path / "site"
    wheel.extractall(place)
    (tmp_path / "a.txt").write_text("Kibercinayətkarlığa qarşı\n", encoding="utf-8")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import glossary, translate_cli.cli; "
        "print(glossary.__file__); translate_cli.cli.main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(place), "terms", "a.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith(str(place))
    assert "[cybercrime]" in "".join(rest)
