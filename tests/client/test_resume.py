"""Killed at any moment, the next run redoes no finished segment and leaves no broken file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from translate_cli.memory import TranslationMemory
from translate_cli.pipeline import CHUNK_SEGMENTS

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL"),
]


def start(tmp_path: Path) -> subprocess.Popen[str]:
    command = [
        *(sys.executable, "-m", "translate_cli", "translate", str(tmp_path / "long.az.txt")),
        *("--to", "en", "--engine", "starter", "--no-glossary", "-o", str(tmp_path / "out")),
        *("--memory", str(tmp_path / "m.sqlite"), "--threads", "1"),
    ]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def count(path: Path) -> int:
    if not path.exists():
        return 0
    with TranslationMemory(path, read_only=True) as memory:
        return sum(memory.stats().values())


def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    segments = CHUNK_SEGMENTS * 3 + 10
    text = "".join(f"{number} nəfər gəldi.\n" for number in range(segments))
    (tmp_path / "long.az.txt").write_text(text, encoding="utf-8")
    process = start(tmp_path)
    deadline = time.monotonic() + 120
    while count_safely(tmp_path / "m.sqlite") < CHUNK_SEGMENTS and time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = count(tmp_path / "m.sqlite")
    assert CHUNK_SEGMENTS <= kept < segments
    assert list((tmp_path / "out").glob("*")) == []
    process = start(tmp_path)
    stdout, stderr = process.communicate(timeout=300)
    assert process.returncode == 0, stderr
    assert f"memory: {kept} translations taken from it" in stdout
    lines = (tmp_path / "out" / "long.en.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == segments


def count_safely(path: Path) -> int:
    from translate_cli.errors import MemoryStoreError

    try:
        return count(path)
    except MemoryStoreError:  # The file is just being made.
        return 0
