"""What the benchmarks against Translate Toolkit share: its environment, their runs, their head.

It stands in the environment that `python -m benchmarks.bench_matcher --make-env` makes.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import common, toolkit_worker
from benchmarks.common import require
from translate_cli import __version__


@dataclass(frozen=True, slots=True)
class Work:
    """What one process printed, and the peak of its memory."""

    result: dict[str, Any]
    peak_mib: float


def find_python(environment: Path) -> Path:
    """Return the interpreter of the environment with Translate Toolkit."""
    python = environment.absolute() / "bin" / "python"
    require(
        python.exists(),
        f"{environment}: not there. Make it: python -m benchmarks.bench_matcher --make-env",
    )
    return python


def run_own(module: str, *arguments: str | Path | int) -> Work:
    """Run a part of a benchmark by the environment of lugat, in a process of its own."""
    return _run([sys.executable, "-m", module, "--work", *map(str, arguments)])


def run_toolkit(python: Path, *arguments: str | Path | float) -> Work:
    """Run a part of a benchmark by the environment of Translate Toolkit."""
    return _run([str(python), toolkit_worker.__file__, *map(str, arguments)])


def _run(command: Sequence[str]) -> Work:
    print(shlex.join(command[1:]), "…", file=sys.stderr)
    done = common.run_timed(command, env=os.environ)
    return Work(json.loads(done.stdout), done.peak_mib)


def describe(module: str, python: Path, libraries: Sequence[str], data: str) -> str:
    """Return a Markdown list: date, machine, versions, data, command line."""
    printed = subprocess.run(
        [python, toolkit_worker.__file__, "versions"], capture_output=True, text=True, check=True
    ).stdout
    ours = {name: importlib.metadata.version(name) for name in libraries}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    load = os.getloadavg()[0]
    busy = " (not idle: do not trust the timings)" if load > 0.75 else ""
    shown = shlex.join(["python", "-m", module, *sys.argv[1:]])
    return "\n".join(
        [
            f"- date: {datetime.now(UTC):%Y-%m-%d}",
            f"- machine: {common.cpu_model()}, {os.cpu_count()} cores, {memory:.0f} GiB memory,"
            f" {platform.system()} {platform.machine()}; everybody uses one core",
            f"- load average at the start: {load:.2f}{busy}",
            f"- Python {platform.python_version()}; lugat {__version__}, {_join(ours)};"
            f" peer: {_join(json.loads(printed))}",
            data,
            f"- command: `{shown.replace(f'{common.ROOT}/', '')}`",
        ]
    )


def _join(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
