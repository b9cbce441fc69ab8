"""Measure the term matcher on 10,000 concepts and 10 MB of Azerbaijani, against its peers.

python -m benchmarks.bench_matcher --make-env     once: an environment with the peers
python -m benchmarks.bench_matcher [--peers-env DIR] [--concepts N] [--megabytes N] [--write]
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import platform
import random
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from benchmarks import bench_matcher_peers, common
from benchmarks.common import require
from translate_cli import __version__

CORPUS: Final = common.ROOT / "training" / "corpus"
DEFAULT_PEERS_ENV: Final = common.ROOT / "build" / "glossbench-env"
PEERS: Final = ("spacy==3.8.18", "translate-toolkit==3.20.4")
TOOLKIT_S: Final = 20.0
"""Seconds after which Translate Toolkit may stop: the whole text would take it hours."""
BUILD_GOAL_S: Final = 1.0
LANGS: Final = ("az", "en", "vi")

NOTHING, FIND, SPANS = "data", "find", "spans"
CEILING, SPACY, TOOLKIT = "ahocorasick", "spacy", "toolkit"
LABELS: Final = {
    CEILING: "pyahocorasick, folded lemmas as strings",
    SPANS: "lugat, all spans (`iter_matches`)",
    FIND: "lugat, overlaps resolved (`find`)",
    SPACY: 'spaCy `PhraseMatcher`, `attr="LOWER"`',
    TOOLKIT: "Translate Toolkit `terminologymatcher`",
}


def read_corpus(kind: str) -> list[tuple[str, str, str]]:
    """Return the distinct rows of the corpus files of a kind, in a fixed order."""
    rows: dict[str, tuple[str, str, str]] = {}
    for path in sorted(CORPUS.glob(f"c*-{kind}.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            az, en, vi = line.split("\t")[:3]
            rows.setdefault(az, (az, en, vi))
    return list(rows.values())


def write_data(folder: Path, concepts: int, size: int) -> str:
    """Write text.txt, terms.json and rows.json; return what they hold, as a list item."""
    phrases = read_corpus("phrases")
    require(len(phrases) >= concepts, f"the corpus has {len(phrases)} phrases only.")
    # By hash, so that the concepts come from all topics alike.
    phrases.sort(key=lambda row: hashlib.sha256(row[0].encode()).digest())
    phrases = phrases[:concepts]
    sentences = [az for az, _, _ in read_corpus("sentences")]
    shuffle = random.Random(1)
    lines: list[str] = []
    left = size
    while left > 0:
        shuffle.shuffle(sentences)
        for sentence in sentences:
            if left <= 0:
                break
            lines.append(sentence)
            left -= len(sentence.encode()) + 1
    text = "".join(line + "\n" for line in lines)
    (folder / "text.txt").write_text(text, encoding="utf-8")
    (folder / "rows.json").write_text(json.dumps(phrases), encoding="utf-8")
    (folder / "terms.json").write_text(json.dumps([row[:2] for row in phrases]), encoding="utf-8")
    words = sum(len(row[0].split()) for row in phrases) / len(phrases)
    return (
        f"- data: {len(phrases):,} phrases of the corpus ({words:.1f} words on average) as terms;"
        f" {len(text.encode()) / 1e6:.1f} MB of text, {len(lines):,} lines"
        f" ({len(sentences):,} different sentences, shuffled anew each time around)"
    )


def load_concepts(folder: Path) -> list[Any]:
    """Return the concepts of the benchmark."""
    from glossary.model import Concept, Term

    return [
        Concept(
            f"c{number}", tuple(Term(text, lang) for lang, text in zip(LANGS, row, strict=True))
        )
        for number, row in enumerate(json.loads((folder / "rows.json").read_text(encoding="utf-8")))
    ]


def work(what: str, folder: Path, lang: str) -> None:
    """Do one contestant's work in a process of its own and print one line of JSON."""
    lines = (folder / "text.txt").read_text(encoding="utf-8").splitlines()
    concepts = load_concepts(folder)
    if what == NOTHING:
        print(json.dumps({"lines": len(lines)}))
        return
    prepare = {
        FIND: prepare_find,
        SPANS: prepare_spans,
        CEILING: prepare_ceiling,
        "build": prepare_find,
        "load": lambda *given: prepare_cached(*given, folder),
    }[what]
    prepare(concepts[:1], lang)("söz")  # The imports are not what is measured.
    start = time.perf_counter()
    find = prepare(concepts, lang)
    found: dict[str, float] = {"build_s": time.perf_counter() - start}
    if what in ("build", "load"):
        own = [term.text for concept in concepts[:2000] for term in concept.iter_terms(lang)]
        found["hits"] = sum(find(text) for text in own)
    else:
        found |= bench_matcher_peers.scan(lines, find, float("inf"))
    print(json.dumps(found))


def prepare_find(concepts: list[Any], lang: str) -> Callable[[str], int]:
    """Return a function that counts the terms of a line."""
    from glossary.matcher import TermMatcher

    matcher = TermMatcher(concepts, lang)
    return lambda line: len(matcher.find(line))


def prepare_spans(concepts: list[Any], lang: str) -> Callable[[str], int]:
    """Return a function that counts the spans of a line, overlapping ones too."""
    from glossary.matcher import TermMatcher

    matcher = TermMatcher(concepts, lang)
    return lambda line: sum(1 for _ in matcher.iter_matches(line))


def prepare_cached(concepts: list[Any], lang: str, folder: Path) -> Callable[[str], int]:
    """Return the function of `prepare_find` from the disk cache, in which it is left."""
    from glossary.matcher_cache import cached_matcher

    matcher = cached_matcher(concepts, lang, folder=folder / "cache")
    return lambda line: len(matcher.find(line))


def prepare_ceiling(concepts: list[Any], lang: str) -> Callable[[str], int]:
    """Return a function that counts where the lemmas occur as strings, inside of words too."""
    import ahocorasick

    from glossary.text import fold

    automaton = ahocorasick.Automaton()
    for concept in concepts:
        for term in concept.iter_terms(lang):
            automaton.add_word(fold(term.text, lang), concept.id)
    automaton.make_automaton()
    return lambda line: sum(1 for _ in automaton.iter(fold(line, lang)))


def measure(folder: Path, python: Path) -> dict[str, tuple[dict[str, float], float]]:
    """Run every contestant once; return what it printed and its peak memory in MiB, by name."""
    env = dict(os.environ)
    script = Path(bench_matcher_peers.__file__)
    found: dict[str, tuple[dict[str, float], float]] = {}

    def run(name: str, command: list[str | Path]) -> None:
        print(f"{name} …", file=sys.stderr)
        done = common.run_timed(command, env=env)
        found[name] = json.loads(done.stdout), done.peak_mib

    ours: list[str | Path] = [sys.executable, "-m", "benchmarks.bench_matcher", "--work"]
    for what in (NOTHING, CEILING, SPANS, FIND):
        run(what, [*ours, what, folder, "az"])
    run(SPACY, [python, script, SPACY, folder, "inf"])
    run(TOOLKIT, [python, script, TOOLKIT, folder, str(TOOLKIT_S)])
    for lang in LANGS:
        run(f"build {lang}", [*ours, "build", folder, lang])
        run(f"fill {lang}", [*ours, "load", folder, lang])
        run(f"load {lang}", [*ours, "load", folder, lang])
    return found


def check(found: dict[str, tuple[dict[str, float], float]]) -> None:
    """Require that everybody did the work and that the cache gives the same matcher."""
    size = found[FIND][0]["bytes"]
    for name in (CEILING, SPANS, FIND, SPACY):
        require(found[name][0]["bytes"] == size, f"{name}: not the whole text.")
        require(found[name][0]["hits"] > 0, f"{name}: found nothing.")
    require(found[TOOLKIT][0]["hits"] > 0, "Translate Toolkit found nothing.")
    require(found[SPANS][0]["hits"] >= found[FIND][0]["hits"], "fewer spans than matches.")
    for lang in LANGS:
        built, loaded = (found[f"{how} {lang}"][0]["hits"] for how in ("build", "load"))
        require(built == loaded > 0, f"{lang}: {built} matches built, {loaded} from the cache.")


def render(found: dict[str, tuple[dict[str, float], float]]) -> str:
    """Return the two tables and what they show."""
    speeds = {name: found[name][0]["bytes"] / found[name][0]["scan_s"] / 1e6 for name in LABELS}
    floor = found[NOTHING][1]
    rows = []
    for name, label in LABELS.items():
        result, peak = found[name]
        # Its own environment has another interpreter with other modules: no floor is known there.
        own = f"{peak - floor:.0f}" if name not in (SPACY, TOOLKIT) else ""
        rows.append(
            [
                label,
                f"{speeds[name]:.3g}",
                f"{speeds[name] / speeds[CEILING]:.2g}",
                f"{speeds[FIND] / speeds[name]:.3g}×" if name != FIND else "1×",
                f"{result['hits'] / result['bytes'] * 1e3:.1f}",
                f"{peak:.0f}",
                own,
                f"{result['build_s']:.2f}",
            ]
        )
    header = ["scan", "MB/s", "of the ceiling", "`find` is faster", "hits per kB"]
    header += ["peak MiB", "more than the data", "built in, s"]
    caches = []
    for lang in LANGS:
        built, loaded = (found[f"{how} {lang}"][0]["build_s"] for how in ("build", "load"))
        caches.append([lang, f"{built:.2f}", f"{loaded:.3f}", f"{built / loaded:.1f}×"])
    met = found["build az"][0]["build_s"] < BUILD_GOAL_S
    part = found[TOOLKIT][0]
    whole = part["bytes"] == found[FIND][0]["bytes"]
    return "\n\n".join(
        [
            common.format_table(header, rows),
            "One run each, in a process of its own, line by line; imports are not counted, folding"
            f" and tokenising are. “Peak” is that of the process; {floor:.0f} MiB of it are Python,"
            " concepts and text. Hits are no measure of quality: pyahocorasick counts every place"
            " where a lemma stands as a string (form in format), spaCy whole words that are spelled"
            " like the lemma, Translate Toolkit a string at its first place in a line, lugat"
            " inflected forms too.",
            "Translate Toolkit looks for one term after the other in every line. With all the"
            f" terms, it got through {part['bytes'] / 1e3:,.0f} kB ({part['lines']:,.0f} lines) in"
            f" {part['scan_s']:.0f} s{'' if whole else ' and was stopped'}.",
            common.format_table(
                ["matcher", "built, s", "from the disk cache, s", "faster"], caches
            ),
            f"The Azerbaijani matcher is built in less than {BUILD_GOAL_S:g} s:"
            f" {'yes' if met else 'no'}.",
        ]
    )


def describe(python: Path, data: str) -> str:
    """Return a Markdown list: date, machine, versions, data, command line."""
    command = [python, bench_matcher_peers.__file__, "versions"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    versions = {"pyahocorasick": importlib.metadata.version("pyahocorasick"), **json.loads(printed)}
    load = os.getloadavg()[0]
    busy = " (not idle: do not trust the timings)" if load > 0.75 else ""
    shown = shlex.join(["python", "-m", "benchmarks.bench_matcher", *sys.argv[1:]])
    return "\n".join(
        [
            f"- date: {datetime.now(UTC):%Y-%m-%d}",
            f"- machine: {common.cpu_model()}, {os.cpu_count()} cores,"
            f" {platform.system()} {platform.machine()}; every contestant uses one",
            f"- load average at the start: {load:.2f}{busy}",
            f"- Python {platform.python_version()}; lugat {__version__}, "
            + ", ".join(f"{name} {version}" for name, version in versions.items()),
            data,
            f"- command: `{shown.replace(f'{common.ROOT}/', '')}`",
        ]
    )


def make_env(folder: Path) -> None:
    """Make an environment with the peers, from the package index."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", *PEERS]
    subprocess.run(install, check=True)


def main() -> None:
    """Parse the options, measure, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-env", type=Path, default=DEFAULT_PEERS_ENV)
    parser.add_argument("--make-env", action="store_true", help="make --peers-env and stop")
    parser.add_argument("--concepts", type=int, default=10_000)
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--write", action="store_true", help="keep it in results/matcher.md")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        what, given, lang = options.work
        work(what, Path(given), lang)
        return
    if options.make_env:
        make_env(options.peers_env)
        return
    python = options.peers_env.absolute() / "bin" / "python"
    try:
        require(python.exists(), f"{options.peers_env}: not there. Make it with --make-env.")
        with tempfile.TemporaryDirectory() as folder:
            data = write_data(Path(folder), options.concepts, int(options.megabytes * 1e6))
            machine = describe(python, data)
            found = measure(Path(folder), python)
        check(found)
    except common.BenchmarkError as exc:
        sys.exit(f"bench_matcher: {exc}")
    text = f"# Term matcher: lugat and its peers\n\n{machine}\n\n{render(found)}"
    common.publish("matcher", text, write=options.write)


if __name__ == "__main__":
    main()
