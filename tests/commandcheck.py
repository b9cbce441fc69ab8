"""What the tests of commands have in common: how a run ends, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
Build = Callable[..., Path]


def check_error(result: Result, *said: str) -> str:
    """Check that a run failed with one clear line and no traceback; return the line."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    lines = [line for line in result.stderr.splitlines() if " → " not in line]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("lugat: ")
    assert "Traceback" not in result.output
    assert result.stdout == ""
    for text in said:
        assert text in lines[0]
    return lines[0]


def list_files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
