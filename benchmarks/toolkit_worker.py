"""The work of Translate Toolkit, by the interpreter of an environment of its own.

python toolkit_worker.py versions
python toolkit_worker.py export UNITS_FILE COUNT TMX_FILE
python toolkit_worker.py import TMX_FILE
python toolkit_worker.py match UNITS_FILE COUNT QUERIES_FILE SECONDS

Each prints one line of JSON. Imports are not counted.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIBRARIES = ("translate-toolkit", "lxml", "Levenshtein")
CANDIDATES = 5
MIN_SIMILARITY = 75
MAX_LENGTH = 1000
"""Of a longer text Translate Toolkit compares the beginning; 70 would leave out most sentences."""


def read_units(path: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield the first `count` pairs of a file."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number == count:
                return
            source, _, target = line.rstrip("\n").partition("\t")
            yield source, target


def write_tmx(units: Path, count: int, path: Path) -> dict[str, float]:
    """Write units to a TMX file."""
    from translate.storage.tmx import tmxfile

    start = time.perf_counter()
    store = tmxfile(sourcelanguage="az", targetlanguage="en")
    for source, target in read_units(units, count):
        store.addsourceunit(source).settarget(target)
    store.savefile(str(path))
    return {"seconds": time.perf_counter() - start, "units": len(store.units)}


def read_tmx(path: Path) -> dict[str, float]:
    """Read a TMX file and add up a checksum of its texts."""
    from translate.storage.tmx import tmxfile

    start = time.perf_counter()
    store = tmxfile.parsefile(str(path))
    checksum = 0
    for unit in store.units:
        checksum = zlib.crc32(f"{unit.source}\t{unit.target}\n".encode(), checksum)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "units": len(store.units), "checksum": checksum}


def match(units: Path, count: int, queries: Path, seconds: float) -> dict[str, Any]:
    """Look the queries up, for at most about `seconds`: the best source of each, "" for none."""
    from translate.search.match import matcher
    from translate.storage.base import TranslationStore, TranslationUnit

    # Its heap compares units where two are alike to the same degree, and units have no order: such
    # queries would end with a TypeError.
    TranslationUnit.__lt__ = lambda one, other: False
    start = time.perf_counter()
    store: Any = TranslationStore()
    for source, target in read_units(units, count):
        store.addsourceunit(source).target = target
    memory = matcher(
        store, max_candidates=CANDIDATES, min_similarity=MIN_SIMILARITY, max_length=MAX_LENGTH
    )
    # What was only the way to the matcher must not count as its memory.
    del store
    ready = time.perf_counter() - start
    times: list[float] = []
    best: list[str] = []
    for text, _ in json.loads(queries.read_text(encoding="utf-8")):
        start = time.perf_counter()
        found = memory.matches(text)
        times.append(1000 * (time.perf_counter() - start))
        best.append(str(found[0].source) if found else "")
        if sum(times) > 1000 * seconds:
            break
    return {"ready_s": ready, "ms": times, "best": best}


def main() -> None:
    """Do what is asked for and print it."""
    what, *given = sys.argv[1:]
    result: dict[str, Any]
    if what == "export":
        result = write_tmx(Path(given[0]), int(given[1]), Path(given[2]))
    elif what == "import":
        result = read_tmx(Path(given[0]))
    elif what == "match":
        result = match(Path(given[0]), int(given[1]), Path(given[2]), float(given[3]))
    else:
        result = {name: importlib.metadata.version(name) for name in LIBRARIES}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
