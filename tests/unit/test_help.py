"""Every command explains itself, with an example, and the reference in docs/ is current."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from translate_cli.cli import lugat

ROOT = Path(__file__).parents[2]


def _load_reference_script():
    spec = importlib.util.spec_from_file_location(
        "make_reference", ROOT / "docs" / "make_reference.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = _load_reference_script()
COMMANDS = dict(REFERENCE.iter_commands(lugat, None, "lugat"))


def test_all_commands_are_there():
    assert {"lugat translate", "lugat terms", "lugat models install", "lugat glossary lint"} <= set(
        COMMANDS
    )


@pytest.mark.parametrize("path", COMMANDS)
def test_help_has_an_example(path):
    text = COMMANDS[path].get_help()
    assert "Example" in text
    assert "lugat " in text.split("Example", 1)[1]


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_has_help(path):
    for parameter in COMMANDS[path].command.params:
        if parameter.param_type_name == "option":
            assert parameter.help, f"{path} {parameter.name}"


def test_reference_is_current():
    script = ROOT / "docs" / "make_reference.py"
    command = [sys.executable, str(script), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
