"""Measure how long a user waits: for the help, and for the first translated sentence.

python -m benchmarks.bench_start [--package DIR] [--stock-env DIR] [--runs N] [--write]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import common
from benchmarks.common import Run, require

SENTENCE = "Bu Konvensiya kibercinayətkarlığa qarşı mübarizə sahəsində əməkdaşlığı möhkəmləndirir."
HELP, FIRST, TERMS = "`--help`", "first sentence", "first sentence, terms enforced"
OURS, STOCK = "lugat", "stock Argos"


def measure(
    package: Path, stock_env: Path, runs: int
) -> tuple[dict[tuple[str, str], list[Run]], float]:
    """Run every command once unmeasured, then `runs` times in turn.

    Returns the runs by (what, who), and the seconds of an empty Python program.
    """
    python = common.stock_python(stock_env)
    argos = python.parent / "argos-translate"
    with tempfile.TemporaryDirectory() as folder:
        env = common.isolate(Path(folder), package)
        translate: list[str | Path] = [common.LUGAT, "translate", "--no-memory", "--to", "en"]
        translate.append("--no-glossary")
        glossary = common.ROOT / "terms.tsv"
        stock: list[str | Path] = [python, "-m", "benchmarks.stock_argos", "cli"]
        stock += ["--from", "az", "--to", "en"]
        commands: dict[tuple[str, str], tuple[list[str | Path], str]] = {
            (HELP, OURS): ([common.LUGAT, "--help"], ""),
            (HELP, STOCK): ([argos, "--help"], ""),
            (FIRST, OURS): (translate, f"{SENTENCE}\n"),
            (FIRST, STOCK): ([*stock, SENTENCE], ""),
            (TERMS, OURS): ([*translate[:-1], "--glossary", glossary], f"{SENTENCE}\n"),
            ("empty", OURS): ([sys.executable, "-c", "pass"], ""),
        }
        found: dict[tuple[str, str], list[Run]] = {key: [] for key in commands}
        for number in range(runs + 1):
            for key, (command, stdin) in commands.items():
                run = common.run_timed(command, env=env, stdin=stdin)
                if number:
                    found[key].append(run)
    return found, statistics.median(run.seconds for run in found.pop(("empty", OURS)))


def check(found: dict[tuple[str, str], list[Run]]) -> bool:
    """Require that every run did its work; tell whether the two translations are the same."""
    for (what, who), runs in found.items():
        require(len({run.stdout for run in runs}) == 1, f"{who}, {what}: outputs differ.")
        if what == HELP:
            require("usage" in runs[0].stdout.lower(), f"{who}: no help in the output.")
        else:
            require(bool(runs[0].stdout.strip()), f"{who}: no translation in the output.")
        peak = min(run.peak_mib for run in runs)
        floor = common.own_peak_mib()
        require(peak > floor, f"{who}, {what}: peak {peak:.0f} MiB hides below {floor:.0f} MiB.")
    # Both must have used the installed package, not the one that ships with lugat.
    notice = found[FIRST, OURS][0].stderr
    require("argos:az_en" in notice, f"lugat did not use the installed package: {notice}")
    ours, stock = (common.strip_spaces(found[FIRST, who][0].stdout) for who in (OURS, STOCK))
    return ours == stock


def render(found: dict[tuple[str, str], list[Run]], empty_s: float, same: bool, runs: int) -> str:
    """Return the table with ratios, and what it shows."""
    rows = []
    for what in (HELP, FIRST, TERMS):
        # Stock Argos knows no terms: it is the same run as without.
        ours, stock = found[what, OURS], found[HELP if what == HELP else FIRST, STOCK]
        seconds = [[run.seconds for run in who] for who in (ours, stock)]
        peaks = [max(run.peak_mib for run in who) for who in (ours, stock)]
        speedup = statistics.median(seconds[1]) / statistics.median(seconds[0])
        rows.append(
            [
                what,
                *map(common.format_spread, seconds),
                f"{speedup:.1f}×",
                *(f"{peak:.0f}" for peak in peaks),
                f"{peaks[1] / peaks[0]:.1f}×",
            ]
        )
    header = ["until", "lugat, s", "stock, s", "faster", "lugat, MiB", "stock, MiB", "smaller"]
    return "\n\n".join(
        [
            common.format_table(header, rows),
            f"Seconds from start to exit of the process, median (least–most) of {runs} runs with a"
            f" warm file cache, the commands in turn; peak resident memory. An empty Python program"
            f" takes {empty_s:.2f} s. The translations are {'the same' if same else 'different'}.",
        ]
    )


def main() -> None:
    """Parse the options, measure, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, help="folder of an az→en package")
    parser.add_argument("--stock-env", type=Path, default=common.DEFAULT_STOCK_ENV)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="keep the result in results/start.md")
    options = parser.parse_args()
    try:
        package = common.find_package(options.package)
        machine = common.describe_run("benchmarks.bench_start", package, options.stock_env)
        found, empty_s = measure(package, options.stock_env, options.runs)
        table = render(found, empty_s, check(found), options.runs)
    except common.BenchmarkError as exc:
        sys.exit(f"bench_start: {exc}")
    text = f"# Start: lugat and stock Argos Translate\n\n{machine}\n\n{table}"
    common.publish("start", text, write=options.write)


if __name__ == "__main__":
    main()
