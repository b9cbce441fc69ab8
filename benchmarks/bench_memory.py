"""Measure a translation memory of a million units: filling, size, fuzzy look-up and its recall.

python -m benchmarks.bench_memory [--units N] [--queries N] [--toolkit-units N]
    [--toolkit-seconds N] [--peers-env DIR] [--write]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import bench_data, common, toolkit
from benchmarks.bench_data import Query
from benchmarks.bench_matcher import DEFAULT_PEERS_ENV
from benchmarks.common import require

MODULE: Final = "benchmarks.bench_memory"
THRESHOLD: Final = bench_data.BANDS[0][0]
RECALL_GOAL: Final = 0.99
LUGAT: Final = "lugat `find_fuzzy`"
SCAN: Final = "rapidfuzz, all sources"
TOOLKIT: Final = "Translate Toolkit `matcher`"
PER_DOCUMENT: Final = 200
WARM_UP: Final = "Bu cümlə heç bir yaddaşda yoxdur."


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant with one number of units; `scores` are the best per query, 0 for none."""

    name: str
    units: int
    work: toolkit.Work
    scores: list[int]


def work(what: str, given: str, count: int, queries: int) -> None:
    """Do one part in a process of its own and print one line of JSON."""
    folder = Path(given)
    if what == "data":
        result: dict[str, Any] = {"data": bench_data.write_data(folder, count, queries)}
    else:
        parts: dict[str, Callable[[Path, int], dict[str, Any]]]
        parts = {"fill": fill, "search": search, "scan": scan}
        result = parts[what](folder, count)
    print(json.dumps(result))


def fill(folder: Path, count: int) -> dict[str, Any]:
    """Store units in a new memory, as an import does: with document, status and neighbours."""
    from translate_cli.memory import MemoryUnit, TranslationMemory

    marks: list[float] = []
    texts = 0

    def make_units() -> Iterator[MemoryUnit]:
        nonlocal texts
        step = max(count // 10, 1)
        previous = ""
        for number, (source, target) in enumerate(bench_data.read_units(folder, count)):
            if number % step == 0:
                marks.append(time.perf_counter())
            texts += len(source.encode()) + len(target.encode())
            document = f"document-{number // PER_DOCUMENT}.docx"
            yield MemoryUnit(
                source, target, "az", "en", "reviewed", "benchmark", document=document,
                previous=previous,
            )  # fmt: skip
            previous = source

    path = memory_path(folder, count)
    start = time.perf_counter()
    with TranslationMemory(path) as memory:
        stored = memory.add(make_units())
    end = time.perf_counter()
    return {
        "seconds": end - start,
        "units": stored,
        "first_s": (marks[1] if len(marks) > 1 else end) - start,
        "last_s": end - marks[min(9, len(marks) - 1)],
        "file_mb": path.stat().st_size / 1e6,
        "texts_mb": texts / 1e6,
    }


def memory_path(folder: Path, count: int) -> Path:
    """Return where the memory with so many units lies."""
    return folder / f"memory-{count}.sqlite"


def search(folder: Path, count: int) -> dict[str, Any]:
    """Look the queries up in the memory."""
    from translate_cli.memory import TranslationMemory

    start = time.perf_counter()
    with TranslationMemory(memory_path(folder, count), read_only=True) as memory:
        ready = time.perf_counter() - start

        def find(text: str) -> int:
            found = memory.find_fuzzy(text, source_lang="az", target_lang="en", threshold=THRESHOLD)
            return found[0].score if found else 0

        return {"ready_s": ready, **ask(bench_data.read_queries(folder), find)}


def scan(folder: Path, count: int) -> dict[str, Any]:
    """Compare the queries with every source, folded beforehand."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    from translate_cli.memory_search import fold_text

    start = time.perf_counter()
    sources = [fold_text(source, "az") for source, _ in bench_data.read_units(folder, count)]
    ready = time.perf_counter() - start

    def find(text: str) -> int:
        found = process.extractOne(
            fold_text(text, "az"),
            sources,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=THRESHOLD / 100,
        )
        return as_score(found[1]) if found else 0

    return {"ready_s": ready, **ask(bench_data.read_queries(folder), find)}


def as_score(similarity: float) -> int:
    """Return a similarity from 0 to 1 as the memory shows that of a text that is not the same.

    >>> as_score(0.947), as_score(1.0)
    (94, 99)
    """
    return min(99, int(100 * similarity))


def ask(queries: Sequence[Query], find: Callable[[str], int]) -> dict[str, Any]:
    """Time a look-up, for every query after one that does not count."""
    find(WARM_UP)
    times: list[float] = []
    scores: list[int] = []
    for query in queries:
        start = time.perf_counter()
        scores.append(find(query.text))
        times.append(1000 * (time.perf_counter() - start))
    return {"ms": times, "scores": scores}


def quantile(values: Sequence[float], share: float) -> float:
    """Return the least value that at least this share of the values does not exceed.

    >>> quantile([5, 1, 4, 2, 3], 0.5), quantile(range(1, 101), 0.95)
    (3, 95)
    """
    ordered = sorted(values)
    return ordered[max(-int(-len(ordered) * share // 1) - 1, 0)]


def measure(
    folder: Path, python: Path, *, units: int, toolkit_units: int, seconds: float
) -> tuple[toolkit.Work, list[Row]]:
    """Fill a memory and run everybody, on all units and on as many as Translate Toolkit can bear.

    Returns what filling took, and the rows.
    """
    queries = bench_data.read_queries(folder)
    filled: dict[int, toolkit.Work] = {}
    rows: list[Row] = []
    many = min(units, toolkit_units)
    for count in sorted({units, many}, reverse=True):
        filled[count] = toolkit.run_own(MODULE, "fill", folder, count, 0)
        for name, what in ((LUGAT, "search"), (SCAN, "scan")):
            done = toolkit.run_own(MODULE, what, folder, count, 0)
            rows.append(Row(name, count, done, done.result["scores"]))
        memory_path(folder, count).unlink()
    done = toolkit.run_toolkit(
        python, "match", folder / bench_data.UNITS_FILE, many,
        folder / bench_data.QUERIES_FILE, seconds,
    )  # fmt: skip
    scores = [
        score(query.text, best) for query, best in zip(queries, done.result["best"], strict=False)
    ]
    rows.append(Row(TOOLKIT, many, done, scores))
    return filled[units], rows


def score(text: str, best: str) -> int:
    """Return how alike a found text is, as the memory counts it; 0 where nothing was found."""
    from translate_cli.memory_search import fold_text, similarity

    return as_score(similarity(fold_text(text, "az"), fold_text(best, "az")) / 100) if best else 0


def check(filled: toolkit.Work, rows: Sequence[Row], queries: Sequence[Query], units: int) -> None:
    """Require that the memory is whole and that the full scan finds what is known to be there."""
    require(filled.result["units"] == units, f"{filled.result['units']:,} of {units:,} stored.")
    for row in rows:
        best = scores_of_scan(rows, row.units)
        require(
            row.name == TOOLKIT or len(row.scores) == len(queries), f"{row.name}: not all queries."
        )
        require(
            all(own <= full for own, full in zip(row.scores, best, strict=False)),
            f"{row.name} found something better than the full scan.",
        )
    best = scores_of_scan(rows, units)
    known = [full for query, full in zip(queries, best, strict=True) if query.made_from]
    require(min(known, default=THRESHOLD) >= THRESHOLD, "the scan misses a match that is known.")


def scores_of_scan(rows: Sequence[Row], units: int) -> list[int]:
    """Return the best scores that there are among so many units."""
    return next(row.scores for row in rows if row.name == SCAN and row.units == units)


def recall(scores: Sequence[int], best: Sequence[int]) -> tuple[int, int]:
    """Return for how many queries a match as good as the best was found, and how many have one.

    Queries that were not asked (at the end of `best`) do not count.

    >>> recall([80, 0, 76], [80, 77, 76, 90])
    (2, 3)
    """
    pairs = [(own, full) for own, full in zip(scores, best, strict=False) if full]
    return sum(own == full for own, full in pairs), len(pairs)


def render(filled: toolkit.Work, rows: Sequence[Row], units: int) -> str:
    """Return the table and what it shows."""
    header = ["fuzzy look-up", "units", "queries", "ready in, s", "p50, ms", "p95, ms"]
    header += ["best match found", "peak MiB"]
    cells = []
    for row in rows:
        found, there = recall(row.scores, scores_of_scan(rows, row.units))
        times = row.work.result["ms"]
        cells.append(
            [
                row.name,
                f"{row.units:,}",
                str(len(times)),
                f"{row.work.result['ready_s']:.2f}",
                f"{quantile(times, 0.5):,.1f}",
                f"{quantile(times, 0.95):,.1f}",
                f"{found} of {there}",
                f"{row.work.peak_mib:,.0f}",
            ]
        )
    result = filled.result
    tenth = units / 10
    found, there = recall(rows[0].scores, scores_of_scan(rows, units))
    ours, full = (quantile(row.work.result["ms"], 0.5) for row in rows[:2])
    share = found / max(there, 1)
    return "\n\n".join(
        [
            f"**Filling**: {units:,} units in {result['seconds']:,.0f} s,"
            f" {units / result['seconds']:,.0f} units/s (the first tenth"
            f" {tenth / result['first_s']:,.0f}, the last tenth {tenth / result['last_s']:,.0f});"
            f" the file has {result['file_mb']:,.0f} MB, the texts alone"
            f" {result['texts_mb']:,.0f} MB; peak memory {filled.peak_mib:,.0f} MiB.",
            common.format_table(header, cells),
            f"Everybody returns the best matches from {THRESHOLD} %, one query after the other, on"
            " one core; one query first does not count. “Ready” is opening the file, or reading and"
            " folding the sources, or building the matcher. “Best match found”: one as alike as the"
            " best that the full scan finds, of the queries for which it finds any. Translate"
            " Toolkit does not fold case, compares texts of up to 1,000 characters here (70 by"
            " itself) and is stopped when its time is up.",
            f"Of {units:,} units, lugat finds the best match for {share:.2%} of the queries that"
            f" have one (goal {RECALL_GOAL:.0%}: {'met' if share >= RECALL_GOAL else 'not met'}),"
            f" in {ours / full:.2g} of the time of the full scan (p50).",
        ]
    )


def main() -> None:
    """Parse the options, measure, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument(
        "--toolkit-units", type=int, default=1_000_000, help="most units for Translate Toolkit"
    )
    parser.add_argument(
        "--toolkit-seconds", type=float, default=120, help="time for its queries, then it stops"
    )
    parser.add_argument("--peers-env", type=Path, default=DEFAULT_PEERS_ENV)
    parser.add_argument("--write", action="store_true", help="keep it in results/memory.md")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        what, folder, units, queries = options.work
        work(what, folder, int(units), int(queries))
        return
    try:
        least = min(options.units, options.toolkit_units, options.queries)
        require(least > 0, "units and queries have to be above 0.")
        python = toolkit.find_python(options.peers_env)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            done = toolkit.run_own(MODULE, "data", folder, options.units, options.queries)
            machine = toolkit.describe(MODULE, python, ["rapidfuzz"], done.result["data"])
            filled, rows = measure(
                folder,
                python,
                units=options.units,
                toolkit_units=options.toolkit_units,
                seconds=options.toolkit_seconds,
            )
            check(filled, rows, bench_data.read_queries(folder), options.units)
    except common.BenchmarkError as exc:
        sys.exit(f"bench_memory: {exc}")
    text = f"# Translation memory\n\n{machine}\n\n{render(filled, rows, options.units)}"
    common.publish("memory", text, write=options.write)


if __name__ == "__main__":
    main()
