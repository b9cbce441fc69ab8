from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commandcheck import Build, Run
from tests.modelpackages import ARGOS_FOLDERS
from tests.modelserver import ModelServer

TEXT = "Kibertəhlükəsizlik haqqında qanun qəbul edildi.\n\n• Məhkəmə qərar qəbul etdi. Yox_5.\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return the folder that the command runs in."""
    return tmp_path / "work"


@pytest.fixture
def ready(lugat: Run, install: Build, no_starter: None, glossary_file: Path, work: Path) -> Run:
    """Return the command with packages for both languages, and a text and a glossary beside it."""
    install("az", "en")
    install("az", "vi", seed=4)
    (work / "qərar.az.txt").write_text(TEXT, encoding="utf-8")
    (work / "terms.tsv").write_bytes(glossary_file.read_bytes())
    return lugat


@pytest.fixture
def own_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the packages of the user, and proxies, out of a test."""
    monkeypatch.setenv("no_proxy", "*")
    for name in ARGOS_FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """Return a running server of model packages."""
    with ModelServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder that packages are installed in."""
    return tmp_path / "data" / "packages"
