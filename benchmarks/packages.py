"""The packages that the benchmarks of translations measure: the starter, or a folder of others."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import common
from translate_cli.engine import Route, open_route


def open_lang(packages: Path | None, lang: str) -> Route:
    """Return the starter of a language, or the package of it in a folder."""
    package = None
    if packages:
        package = next(iter(sorted(packages.glob(f"translate-az_{lang}-*"))), None)
        common.require(package is not None, f"{packages} has no package az-{lang}")
    return open_route("az", lang, choice="starter", model=package)


def describe(program: str, packages: Path | None, *, libraries: str = "") -> str:
    """Return what was measured, where and with which command, as a list."""
    package = str(packages or "the starter")
    return "\n".join(
        (
            f"- date: {datetime.now(UTC):%Y-%m-%d}",
            f"- machine: {common.cpu_model()}, {os.cpu_count()} cores, {platform.system()}",
            f"- package: {'; '.join(filter(None, (package, libraries)))}",
            f"- command: `python -m benchmarks.{program} {' '.join(sys.argv[1:])}`",
        )
    )
