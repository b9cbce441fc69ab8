"""What the benchmarks share: machine, package, isolated settings, timed processes, tables.

Only the standard library is imported here: the peak memory that Linux reports for a child is
never below that of the process which started it, so the measuring process stays small.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from translate_cli import __version__

ROOT: Final = Path(__file__).resolve().parent.parent
RESULTS: Final = Path(__file__).resolve().parent / "results"
LUGAT: Final = Path(sys.executable).parent / "lugat"
DEFAULT_STOCK_ENV: Final = ROOT / "build" / "stock-env"
LIBRARIES: Final = ("argostranslate", "ctranslate2", "sentencepiece")
STOCK_LIBRARIES: Final = ("argostranslate", "ctranslate2", "sentencepiece", "stanza", "torch")


class BenchmarkError(Exception):
    """A benchmark cannot run, or its results are not sane."""


def require(condition: bool, message: str) -> None:
    """Raise BenchmarkError unless `condition` holds; unlike assert, not switched off by -O."""
    if not condition:
        raise BenchmarkError(message)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall-clock seconds until its exit, and the peak of its memory."""

    seconds: float
    peak_mib: float
    stdout: str
    stderr: str


def run_timed(
    command: Sequence[str | Path], *, env: Mapping[str, str], stdin: str = "", cwd: Path = ROOT
) -> Run:
    """Run a command and measure it; an exit code other than 0 raises BenchmarkError."""
    argv = [str(part) for part in command]
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin.encode())
        given.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(
            argv, stdin=given, stdout=out, stderr=err, env=dict(env), cwd=cwd
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        stdout, stderr = out.read().decode(), err.read().decode()
    if process.returncode:
        tail = "\n".join(stderr.splitlines()[-15:])
        raise BenchmarkError(f"{shlex.join(argv)} ended with {process.returncode}:\n{tail}")
    return Run(seconds, _mib(usage.ru_maxrss), stdout, stderr)


def _mib(maxrss: int) -> float:
    return maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def own_peak_mib() -> float:
    """Return the peak memory of this process: the least that `Run.peak_mib` can show."""
    return _mib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def find_package(path: Path | None) -> Path:
    """Return the package folder to measure: the one named, else the starter's az→en."""
    if path is None:
        found = sorted((ROOT / "translate_cli" / "starter").glob("translate-az_en-*"))
        require(bool(found), "no starter package here: name a package folder with --package.")
        path = found[-1]
    require((path / "metadata.json").is_file(), f"{path}: no package folder (no metadata.json).")
    metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
    pair = f"{metadata.get('from_code')}-{metadata.get('to_code')}"
    require(pair == "az-en", f"{path}: a package for {pair}; the benchmarks need az-en.")
    require(LUGAT.exists(), f"{LUGAT}: not there. Run the benchmarks by the environment of lugat.")
    return path.resolve()


def isolate(folder: Path, package: Path) -> dict[str, str]:
    """Return an environment in which `package` alone is installed, for lugat and stock Argos.

    Both find packages through the same settings; user files of either are out of reach.
    """
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ARGOS_", "LUGAT_", "CT2_", "PYTHON", "_LUGAT"))
    }
    for name, kind in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        env[name] = str(folder / kind)
    packages = folder / "data" / "argos-translate" / "packages"
    shutil.copytree(package, packages / package.name)
    env["ARGOS_PACKAGES_DIR"] = str(packages)
    return env


def stock_python(stock_env: Path) -> Path:
    """Return the interpreter of the stock environment."""
    python = stock_env / "bin" / "python"
    require(
        python.exists(),
        f"{stock_env}: no environment here. Run: benchmarks/make_stock_env.sh {stock_env}",
    )
    return python.absolute()


def stock_versions(stock_env: Path) -> dict[str, str]:
    """Return the versions of the stock environment's libraries."""
    code = (
        "import importlib.metadata as m, sys;"
        "print('\\n'.join(m.version(name) for name in sys.argv[1:]))"
    )
    command = [str(stock_python(stock_env)), "-c", code, *STOCK_LIBRARIES]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(zip(STOCK_LIBRARIES, printed.split(), strict=True))


def describe_run(module: str, package: Path, stock_env: Path) -> str:
    """Return a Markdown list: date, machine, versions, package, command line.

    Raises BenchmarkError where the two sides do not have the same decoder.
    """
    ours = {name: importlib.metadata.version(name) for name in LIBRARIES}
    theirs = stock_versions(stock_env)
    for name in ("ctranslate2", "sentencepiece"):
        require(
            ours[name] == theirs[name],
            f"{name} is {ours[name]} here and {theirs[name]} in {stock_env}: make it anew.",
        )
    size = sum(file.stat().st_size for file in package.rglob("*") if file.is_file())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    command = shlex.join(["python", "-m", module, *sys.argv[1:]]).replace(f"{ROOT}/", "")
    load = os.getloadavg()[0]
    busy = " (not idle: do not trust the timings)" if load > 0.75 else ""
    return "\n".join(
        [
            f"- date: {datetime.now(UTC):%Y-%m-%d}",
            f"- machine: {cpu_model()}, {os.cpu_count()} cores, {memory:.0f} GiB memory,"
            f" {platform.system()} {platform.machine()}",
            f"- load average at the start: {load:.2f}{busy}",
            f"- Python {platform.python_version()}; lugat {__version__}, {_join(ours)}",
            f"- stock environment: {_join(theirs)}",
            f"- package: {package.name}, {size / 1e6:.1f} MB",
            f"- command: `{command}`",
        ]
    )


def _join(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def cpu_model() -> str:
    """Return the name of the processor."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def format_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, all columns but the first one aligned right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def format_spread(values: Sequence[float]) -> str:
    """Return the median of seconds with their range: "0.21 (0.20–0.24)"."""
    digits = 1 if statistics.median(values) >= 10 else 2
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def strip_spaces(text: str) -> str:
    r"""Return text without white space and underscores, which stock Argos writes as spaces.

    >>> strip_spaces("Xin chào.\nTạm_biệt.")
    'Xinchào.Tạmbiệt.'
    """
    return "".join(text.replace("_", " ").split())


def publish(name: str, text: str, *, write: bool) -> None:
    """Print a result; with `write` keep it in benchmarks/results too."""
    print(text)
    if write:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{name}.md"
        path.write_text(text + "\n", encoding="utf-8")
        print(f"\nwritten: {path.relative_to(ROOT)}", file=sys.stderr)
