"""No command waits for libraries that it does not need."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from translate_cli.cli import COMMANDS
from translate_cli.cli import lugat as group

pytestmark = pytest.mark.client

NEVER = {
    "torch",
    "stanza",
    "spacy",
    "onnxruntime",
    "minisbd",
    "transformers",
    "argostranslate.translate",
    "argostranslate.sbd",
}
LATE = {
    "ctranslate2",
    "lxml",
    "numpy",
    "argostranslate",
    "sentencepiece",
    "openpyxl",
    "sqlite_utils",
}
CODE = """
import atexit, pathlib, sys
path, *args = sys.argv[1:]
atexit.register(lambda: pathlib.Path(path).write_text("\\n".join(sys.modules)))
from translate_cli.cli import main
main(args)
"""
Build = Callable[..., Path]


def list_commands() -> list[list[str]]:
    found = [[]]
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        found.append([name])
        if isinstance(command, click.Group):
            found += [[name, sub] for sub in command.list_commands(click.Context(command))]
    return found


def run(tmp_path: Path, *args: str) -> tuple[set[str], subprocess.CompletedProcess[str]]:
    """Run lugat in a process of its own; return the modules it had imported at its end."""
    modules = tmp_path / "modules.txt"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE, str(modules), *args],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return set(modules.read_text(encoding="utf-8").split()), done


def test_the_list_of_modules_is_real(tmp_path: Path) -> None:
    modules, _ = run(tmp_path, "--version")
    assert "translate_cli.cli" in modules


@pytest.mark.parametrize("command", list_commands(), ids=" ".join)
def test_help(tmp_path: Path, command: list[str]) -> None:
    modules, done = run(tmp_path, *command, "--help")
    assert done.stdout.startswith("Usage: lugat")
    assert not modules & NEVER
    assert not modules & LATE


def test_translating(tmp_path: Path, install: Build) -> None:
    install("az", "en")
    install("en", "vi", seed=3)
    (tmp_path / "a.az.txt").write_text("Məhkəmə qərar qəbul etdi.\n", encoding="utf-8")
    modules, done = run(
        tmp_path, "translate", "a.az.txt", "--to", "en", "--to", "vi", "--engine", "argos",
        "-o", "out", "--tmx", "out", "--report", "out/r.html",
    )  # fmt: skip
    assert "1 segments" in done.stdout
    assert {"ctranslate2", "sentencepiece", "argostranslate.package"} <= modules
    assert not modules & NEVER


def test_finding_terms(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kibercinayətkarlığa qarşı\n", encoding="utf-8")
    modules, done = run(tmp_path, "terms", "a.txt")
    assert "cybercrime" in done.stdout
    assert not modules & NEVER
    assert not modules & {"ctranslate2", "argostranslate", "numpy", "lxml"}


def test_models(tmp_path: Path, install: Build) -> None:
    install("az", "en")
    for args in (["models", "list"], ["models", "verify"]):
        modules, done = run(tmp_path, *args)
        assert "az" in done.stdout
        assert not modules & NEVER
    modules, _ = run(tmp_path, "models", "remove", "az-en", "--yes")
    assert not modules & NEVER


def test_glossary(tmp_path: Path) -> None:
    modules, done = run(tmp_path, "glossary", "show", "cybercrime")
    assert "kibercinayətkarlıq" in done.stdout
    assert not modules & NEVER
    assert not modules & {"ctranslate2", "argostranslate", "numpy"}
