"""Shared fixtures: a home that is not the user's, and model packages small enough to build."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests import tinypackage
from translate_cli.model import Document, Segment

ROOT = Path(__file__).resolve().parents[1]
REAL_PACKAGES = ROOT.parent / "shared" / "argos-packages"
Build = Callable[..., Path]

GLOSSARY = "\n".join(
    (
        "id\taz\ten\tvi\tforbidden_en\tforbidden_vi\tpos\tdomain\tstatus\tcase_sensitive\tenforce\t"
        "source\tdefinition\tnote",
        "cybercrime\tkibercinayətkarlıq\tcybercrime\ttội phạm mạng\tcyber criminality\t\tnoun\t"
        "cyber\tapproved\t\t\t\t\t",
        "cybersecurity\tkibertəhlükəsizlik\tcybersecurity\tan ninh mạng\t\t\tnoun\tcyber\t"
        "approved\t\t\t\t\t",
        "court\tməhkəmə\tcourt\ttòa án\ttribunal\t\tnoun\tlaw\tapproved\t\t\t\t\t",
        "",
    )
)


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep tests away from the packages, memories and settings of whoever runs them."""
    home = tmp_path / "own-home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "packages"))
    # Threads that wait for each other cost a tiny model more than they give.
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return home


@pytest.fixture(scope="session")
def built_packages(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build each kind of package once; what it returns must not be changed."""
    held: dict[str, Path] = {}

    def build(*args: Any, **options: Any) -> Path:
        key = repr((args, sorted(options.items())))
        if key not in held:
            folder = tmp_path_factory.mktemp("built") / "package"
            held[key] = tinypackage.build_package(folder, *args, **options)
        return held[key]

    return build


@pytest.fixture
def build_package(built_packages: Build, tmp_path: Path) -> Build:
    """Return a function that gives a package of its own: arguments as tinypackage.build_package."""
    number = 0

    def build(*args: Any, into: Path | None = None, **options: Any) -> Path:
        nonlocal number
        number += 1
        target = into or tmp_path / f"package-{number}"
        shutil.copytree(built_packages(*args, **options), target)
        return target

    return build


@pytest.fixture
def install(build_package: Build, own_home: Path) -> Build:
    """Return a function that puts a package where Argos Translate keeps them."""

    def build(source: str = "az", target: str = "en", **options: Any) -> Path:
        name = f"translate-{source}_{target}-{options.get('version', '1.0')}".replace(".", "_")
        return build_package(source, target, into=own_home / "packages" / name, **options)

    return build


@pytest.fixture
def bpe_package(tmp_path: Path) -> Path:
    """Return a package with bpe.model."""
    return tinypackage.build_bpe_package(tmp_path / "bpe")


@pytest.fixture(scope="session")
def real_package(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives a published package with random weights, or skips."""
    held: dict[str, Path] = {}

    def give(name: str) -> Path:
        if not (REAL_PACKAGES / name).is_dir():
            pytest.skip(f"{REAL_PACKAGES / name} is not here")
        if name not in held:
            folder = tmp_path_factory.mktemp("real") / name
            held[name] = tinypackage.give_weights(REAL_PACKAGES / name, folder)
        return held[name]

    return give


@pytest.fixture
def glossary_file(tmp_path: Path) -> Path:
    """Return a glossary with cybercrime, cybersecurity and court."""
    path = tmp_path / "glossary" / "terms.tsv"
    path.parent.mkdir()
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


@pytest.fixture
def make_document() -> Callable[..., Document]:
    """Return a function that makes a document of segments, one a line."""

    def make(texts: Sequence[str], path: Path | None = None) -> Document:
        segments = []
        start = 0
        for number, text in enumerate(texts, 1):
            segments.append(Segment(f"s{number}", text, start, start + len(text)))
            start += len(text) + 1
        return Document(path, "\n".join(texts) + "\n", tuple(segments))

    return make


@pytest.fixture
def no_starter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the models that ship with the program."""
    from translate_cli import models

    monkeypatch.setattr(models, "iter_starter", lambda: iter(()))


@pytest.fixture
def lugat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Return a function that runs the command in a folder of its own."""
    from translate_cli.cli import lugat as group

    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*args: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(group, [str(arg) for arg in args], input=stdin, prog_name="lugat")

    return run
