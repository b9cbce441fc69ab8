"""Measure export and import of a TMX file of a million units, against Translate Toolkit.

python -m benchmarks.bench_tmx [--units N] [--toolkit-units N] [--peers-env DIR] [--write]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks import bench_data, common, toolkit
from benchmarks.bench_matcher import DEFAULT_PEERS_ENV
from benchmarks.common import require

MODULE: Final = "benchmarks.bench_tmx"
LUGAT: Final = "lugat"
TOOLKIT: Final = "Translate Toolkit `tmxfile`"
PER_DOCUMENT: Final = 200
"""Units of which lugat writes the same document name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant with one number of units; `file_mb` is what it wrote."""

    name: str
    units: int
    exported: toolkit.Work
    imported: toolkit.Work
    file_mb: float


def work(what: str, *given: str) -> None:
    """Do one part in a process of its own and print one line of JSON."""
    if what == "data":
        folder, units = Path(given[0]), int(given[1])
        result: dict[str, Any] = {"data": bench_data.write_data(folder, units, 0)}
    elif what == "read":
        result = read_data(Path(given[0]), int(given[1]))
    elif what == "export":
        result = export(Path(given[0]), int(given[1]), Path(given[2]))
    else:
        result = read_tmx(Path(given[0]))
    print(json.dumps(result))


def read_data(folder: Path, count: int) -> dict[str, Any]:
    """Read the units and add up a checksum: what every part of the benchmark does anyway."""
    start = time.perf_counter()
    checksum = 0
    for source, target in bench_data.read_units(folder, count):
        checksum = add_up(checksum, source, target)
    return {"seconds": time.perf_counter() - start, "units": count, "checksum": checksum}


def add_up(checksum: int, source: str, target: str) -> int:
    """Return the checksum of all texts so far.

    >>> add_up(add_up(0, "qanun", "law"), "maddə", "article")
    2243743451
    """
    return zlib.crc32(f"{source}\t{target}\n".encode(), checksum)


def export(folder: Path, count: int, path: Path) -> dict[str, Any]:
    """Write units with their document and status, as `lugat memory export` does."""
    import lxml.etree  # noqa: F401  (the import is not what is measured)

    from translate_cli import __version__
    from translate_cli.exchange.tmx import TmxWriter
    from translate_cli.memory import MemoryUnit

    start = time.perf_counter()
    with TmxWriter(
        path,
        source_lang="az",
        target_langs=["en"],
        version=__version__,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    ) as writer:
        for number, (source, target) in enumerate(bench_data.read_units(folder, count), 1):
            document = f"document-{number // PER_DOCUMENT}.docx"
            writer.write_stored(
                MemoryUnit(source, target, "az", "en", "reviewed", document=document, id=number)
            )
    seconds = time.perf_counter() - start
    require(writer.counts.left_out == 0, "lugat left units out.")
    return {"seconds": seconds, "units": writer.counts.units}


def read_tmx(path: Path) -> dict[str, Any]:
    """Read a TMX file and add up the checksum of its texts."""
    import lxml.etree  # noqa: F401  (the import is not what is measured)

    from translate_cli.exchange.tmx import SkippedUnit, iter_tmx

    skipped: list[SkippedUnit] = []
    units = checksum = 0
    start = time.perf_counter()
    for unit in iter_tmx(path, on_skip=skipped.append):
        source, target = unit.find("az"), unit.find("en")
        require(source is not None and target is not None, f"line {unit.line}: a language lacks.")
        if source is not None and target is not None:
            checksum = add_up(checksum, source.text, target.text)
        units += 1
    seconds = time.perf_counter() - start
    require(not skipped, f"lugat skipped something: {skipped[:1]}")
    return {"seconds": seconds, "units": units, "checksum": checksum}


def measure(folder: Path, python: Path, units: int, toolkit_units: int) -> list[Row]:
    """Run everybody on a tenth of the units and on as many as it can bear."""
    few = max(units // 10, 1)
    many = min(units, toolkit_units)
    rows: list[Row] = []
    for count in sorted({few, many, units}):
        ours, theirs = folder / "lugat.tmx", folder / "toolkit.tmx"
        expected = toolkit.run_own(MODULE, "read", folder, count).result
        exported = toolkit.run_own(MODULE, "export", folder, count, ours)
        imported = toolkit.run_own(MODULE, "import", ours)
        check(LUGAT, exported, imported, expected)
        rows.append(Row(LUGAT, count, exported, imported, ours.stat().st_size / 1e6))
        if count <= many:
            data = folder / bench_data.UNITS_FILE
            exported = toolkit.run_toolkit(python, "export", data, count, theirs)
            imported = toolkit.run_toolkit(python, "import", ours)
            check(TOOLKIT, exported, imported, expected)
            crossed = toolkit.run_own(MODULE, "import", theirs)
            check(f"lugat, of the file of {TOOLKIT}", exported, crossed, expected)
            rows.append(Row(TOOLKIT, count, exported, imported, theirs.stat().st_size / 1e6))
            theirs.unlink()
        ours.unlink()
    return rows


def check(
    name: str, exported: toolkit.Work, imported: toolkit.Work, expected: dict[str, Any]
) -> None:
    """Require that all units went out and that their texts came back unchanged, in order."""
    for done in (exported, imported):
        require(
            done.result["units"] == expected["units"],
            f"{name}: {done.result['units']:,} of {expected['units']:,} units.",
        )
    require(imported.result["checksum"] == expected["checksum"], f"{name}: a text was changed.")


def render(rows: list[Row], floor: toolkit.Work) -> str:
    """Return the table and what it shows."""
    header = ["", "units", "export, units/s", "peak MiB", "import, units/s", "peak MiB", "file, MB"]
    cells = [
        [
            row.name,
            f"{row.units:,}",
            f"{speed(row.exported):,.0f}",
            f"{row.exported.peak_mib:,.0f}",
            f"{speed(row.imported):,.0f}",
            f"{row.imported.peak_mib:,.0f}",
            f"{row.file_mb:,.1f}",
        ]
        for row in rows
    ]
    theirs = max((row for row in rows if row.name == TOOLKIT), key=lambda row: row.units)
    ours = next(row for row in rows if row.name == LUGAT and row.units == theirs.units)
    return "\n\n".join(
        [
            common.format_table(header, cells),
            "One run each, in a process of its own; imports of modules are not counted. Reading the"
            f" units alone: {speed(floor):,.0f} units/s, {floor.peak_mib:.0f} MiB. lugat streams;"
            " Translate Toolkit holds the file as a tree with an object a unit. lugat also writes"
            " number, document, status and origin of every unit, Translate Toolkit the two texts"
            " alone. Both import the file of lugat, and lugat that of Translate Toolkit too: every"
            " text is there, unchanged and in order.",
            f"With {theirs.units:,} units, lugat exports"
            f" {speed(ours.exported) / speed(theirs.exported):.1f}× as fast and imports"
            f" {speed(ours.imported) / speed(theirs.imported):.1f}× as fast, in"
            f" {ours.exported.peak_mib / theirs.exported.peak_mib:.2g} and"
            f" {ours.imported.peak_mib / theirs.imported.peak_mib:.2g} of the memory.",
        ]
    )


def speed(done: toolkit.Work) -> float:
    """Return units a second."""
    return float(done.result["units"] / done.result["seconds"])


def main() -> None:
    """Parse the options, measure, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument(
        "--toolkit-units", type=int, default=1_000_000, help="most units for Translate Toolkit"
    )
    parser.add_argument("--peers-env", type=Path, default=DEFAULT_PEERS_ENV)
    parser.add_argument("--write", action="store_true", help="keep it in results/tmx.md")
    parser.add_argument("--work", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*options.work)
        return
    try:
        require(min(options.units, options.toolkit_units) > 0, "the units have to be above 0.")
        python = toolkit.find_python(options.peers_env)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data = toolkit.run_own(MODULE, "data", folder, options.units).result["data"]
            machine = toolkit.describe(MODULE, python, ["lxml"], data)
            floor = toolkit.run_own(MODULE, "read", folder, options.units)
            rows = measure(folder, python, options.units, options.toolkit_units)
    except common.BenchmarkError as exc:
        sys.exit(f"bench_tmx: {exc}")
    text = f"# TMX: export and import\n\n{machine}\n\n{render(rows, floor)}"
    common.publish("tmx", text, write=options.write)


if __name__ == "__main__":
    main()
