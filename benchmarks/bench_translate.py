"""Measure words per second on a running text, on the same package with the same settings.

python -m benchmarks.bench_translate [--package DIR] [--stock-env DIR] [--sentences N]
                                     [--threads N] [--repeats N] [--write]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks import common
from benchmarks.common import BenchmarkError, require
from benchmarks.sample_text import PER_PARAGRAPH, make_paragraphs
from translate_cli.engines.argos_parts import read_own_metadata
from translate_cli.placeables import find_placeables

RAW, ENGINE, STOCK = "raw", "engine", "stock"
PLAIN, GLOSSARY = "plain", "glossary"
LABELS: Final = {
    RAW: "raw CTranslate2, pre-tokenised (ceiling)",
    ENGINE: "lugat engine",
    PLAIN: "`lugat translate --no-glossary`, whole command",
    GLOSSARY: "`lugat translate`, glossary enforced, whole command",
    STOCK: "stock `argostranslate.translate`",
}
COMPUTE_TYPE: Final = "default"
"""That of the package, for everybody. Stock Argos would choose "auto", which for an int8 package
is the same."""
MIN_EQUAL: Final = 0.99


@dataclass(slots=True)
class Contestant:
    """What the runs of one contestant gave; only libraries tell load and translation apart."""

    load_s: list[float] = field(default_factory=list)
    translate_s: list[float] = field(default_factory=list)
    process_s: list[float] = field(default_factory=list)
    peak_mib: list[float] = field(default_factory=list)
    result: dict[str, Any] = field(default_factory=dict)


class Bench:
    """The text, the isolated settings, and how each contestant is run on them."""

    def __init__(self, folder: Path, package: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.package = package
        self.threads = options.threads
        self.beam_size = read_own_metadata(package).beam_size
        self.python = common.stock_python(options.stock_env)
        self.paragraphs = make_paragraphs(options.sentences)
        self.sentences = [text for paragraph in self.paragraphs for text in paragraph]
        self.words = sum(len(text.split()) for text in self.sentences)
        self.file = folder / "text.az.txt"
        self.file.write_text("\n".join(map(" ".join, self.paragraphs)), encoding="utf-8")
        self.env = common.isolate(folder, package) | {
            "ARGOS_DEVICE_TYPE": "cpu",
            "ARGOS_INTRA_THREADS": str(self.threads),
            "ARGOS_COMPUTE_TYPE": COMPUTE_TYPE,
            "ARGOS_BEAM_SIZE": str(self.beam_size),
        }
        self.found = {name: Contestant() for name in LABELS}

    def run(self, name: str) -> None:
        """Run a contestant once, in a process of its own."""
        contestant = self.found[name]
        if name in (PLAIN, GLOSSARY):
            contestant.result = self._run_command(contestant, name)
        else:
            contestant.result = self._run_library(contestant, name)

    def _run_library(self, contestant: Contestant, name: str) -> dict[str, Any]:
        output = self.folder / f"{name}.json"
        command: list[str | Path]
        if name == STOCK:
            command = [self.python, "-m", "benchmarks.stock_argos", "text", self.file]
        else:
            command = [sys.executable, "-m", "benchmarks.worker", name, self.file]
            command += ["--package", self.package, "--threads", str(self.threads)]
        run = common.run_timed([*command, "--output", output], env=self.env)
        result: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
        contestant.load_s.append(result["load_s"])
        contestant.translate_s.append(result["translate_s"])
        contestant.process_s.append(run.seconds)
        contestant.peak_mib.append(run.peak_mib)
        return result

    def _run_command(self, contestant: Contestant, name: str) -> dict[str, Any]:
        chosen = ["--no-glossary"]
        if name == GLOSSARY:
            chosen = ["--glossary", str(common.ROOT / "terms.tsv"), "--enforce", "strict"]
        command: list[str | Path] = [
            common.LUGAT,
            "translate",
            self.file,
            "--no-memory",
            "--to",
            "en",
        ]
        command += ["-o", self.folder / name]
        command += ["--json", "--engine", "argos", "--threads", str(self.threads), *chosen]
        run = common.run_timed(command, env=self.env)
        contestant.process_s.append(run.seconds)
        contestant.peak_mib.append(run.peak_mib)
        written = (self.folder / name / "text.en.txt").read_text(encoding="utf-8")
        require(
            len(written.splitlines()) == len(self.paragraphs),
            f"{name}: {len(self.paragraphs)} paragraphs in, {len(written.splitlines())} out.",
        )
        result: dict[str, Any] = json.loads(run.stdout)
        return result


def share_equal(ones: list[Any], others: list[Any]) -> float:
    """Return the share of places where two lists of one length hold the same."""
    equal = [bool(one == other) for one, other in zip(ones, others, strict=True)]
    return sum(equal) / max(len(equal), 1)


def count_found(parts: list[str], paragraph: str) -> int:
    """Count the parts that stand in a paragraph, one after the other.

    >>> count_found(["Bir.", "İki.", "Üç."], "Bir. Üç.")
    2
    """
    position = count = 0
    for part in parts:
        found = paragraph.find(part, position)
        if found >= 0:
            count, position = count + 1, found + len(part)
    return count


def check(bench: Bench) -> list[str]:
    """Require that everybody did the same work; return what to say about the results."""
    raw, engine, stock = (bench.found[name].result for name in (RAW, ENGINE, STOCK))
    types = {name: bench.found[name].result["compute_type"] for name in (RAW, ENGINE, STOCK)}
    require(len(set(types.values())) == 1, f"different compute types: {types}")
    total = len(bench.sentences)
    for name, count in (
        (RAW, len(raw["tokens"])),
        (ENGINE, len(engine["texts"])),
        (STOCK, stock["sentences"]),
    ):
        require(count == total, f"{name}: {total} sentences in, {count} out.")
    require(
        len(stock["paragraphs"]) == len(bench.paragraphs),
        f"stock: {len(bench.paragraphs)} paragraphs in, {len(stock['paragraphs'])} out.",
    )
    kept = [
        number
        for number, (cut, text) in enumerate(zip(raw["cut"], bench.sentences, strict=True))
        if not cut and not find_placeables(text, "en")
    ]
    same_raw = share_equal(
        [raw["tokens"][number] for number in kept], [engine["tokens"][number] for number in kept]
    )
    require(same_raw >= MIN_EQUAL, f"engine and raw CTranslate2 agree on {same_raw:.1%} only.")
    notes = [
        f"Engine and raw CTranslate2 give the same translation of {same_raw:.1%} of the"
        f" {len(kept)} sentences that need no cutting and have no numbers and names.",
        _compare_stock(bench, engine["texts"], stock["paragraphs"]),
    ]
    for name in (PLAIN, GLOSSARY):
        targets = _targets(bench, name)
        same = share_equal([target["text"] for target in targets], engine["texts"])
        if name == PLAIN:
            require(same >= MIN_EQUAL, f"command and engine agree on {same:.1%} only.")
            notes.append(f"Without the glossary, the command gives {same:.1%} of them alike.")
        else:
            uses = [use for target in targets for use in target["terms"]]
            forced = sum(use["how"] in ("hinted", "forced", "repaired") for use in uses)
            missing = sum(use["status"] == "missing" for use in uses)
            require(bool(uses), "the glossary found no term in the text.")
            notes.append(
                f"The glossary found {len(uses)} terms in the text; the model was told or forced to"
                f" say {forced} of them; {missing} are unsatisfied. {1 - same:.1%} of the sentences"
                " became others."
            )
    return notes


def _targets(bench: Bench, name: str) -> list[dict[str, Any]]:
    """Return the English of every unit of a command's JSON, its sanity required."""
    (document,) = bench.found[name].result["documents"]
    units = document["units"]
    require(
        [unit["source"] for unit in units] == bench.sentences,
        f"{name}: {len(bench.sentences)} sentences in, {len(units)} (or others) out.",
    )
    targets = [unit["targets"]["en"] for unit in units]
    require(
        all(target["origin"].startswith("argos:") for target in targets),
        f"{name}: not translated by the installed package.",
    )
    return targets


def _compare_stock(bench: Bench, texts: list[str], paragraphs: list[str]) -> str:
    """Say how much of the engine's output stands in that of stock Argos."""
    metadata = json.loads((bench.package / "metadata.json").read_text(encoding="utf-8"))
    # Stock Argos takes the target prefix off the first sentence of a paragraph only.
    prefix = metadata.get("target_prefix") or "\0"
    remaining = iter(map(common.strip_spaces, texts))
    sentences = whole = 0
    for source, translated in zip(bench.paragraphs, paragraphs, strict=True):
        parts = [next(remaining) for _ in source]
        stock = common.strip_spaces(translated.replace(prefix, " "))
        sentences += count_found(parts, stock)
        whole += "".join(parts) == stock
    total = len(texts)
    require(sentences > 0, "no sentence of the engine stands in the output of stock Argos.")
    return (
        f"White space apart, {sentences / total:.1%} of the engine's sentences stand in the output"
        f" of stock Argos, and {whole / len(paragraphs):.1%} of its paragraphs are the same."
    )


def render(bench: Bench, repeats: int, notes: list[str]) -> str:
    """Return the table, with ratios to stock Argos, and what the checks found."""
    stock = bench.found[STOCK]
    rows = []
    for name, label in LABELS.items():
        contestant = bench.found[name]
        # Like with like: a whole command is compared with the whole process of stock Argos.
        is_library = bool(contestant.translate_s)
        own = contestant.translate_s if is_library else contestant.process_s
        middle = statistics.median(own)
        base = statistics.median(stock.translate_s if is_library else stock.process_s)
        rows.append(
            [
                label,
                f"{statistics.median(contestant.load_s):.2f}" if is_library else "",
                common.format_spread(contestant.translate_s) if is_library else "",
                common.format_spread(contestant.process_s),
                f"{bench.words / middle:,.0f}",
                f"{base / middle:.2f}×",
                f"{max(contestant.peak_mib):.0f}",
            ]
        )
    header = ["", "load, s", "translate, s", "process, s", "words/s", "to stock", "peak, MiB"]
    compute_type = bench.found[RAW].result["compute_type"]
    return "\n\n".join(
        [
            f"Text: {len(bench.sentences):,} Azerbaijani sentences, {bench.words:,} words,"
            f" {PER_PARAGRAPH} sentences a paragraph. Beam size {bench.beam_size}, {bench.threads}"
            f" threads, compute type {compute_type}.",
            common.format_table(header, rows),
            f"Median (least–most) of {repeats} runs, the contestants in turn, each in a process of"
            " its own. Load: imports, model and a first word. Process: all from start to exit."
            " Words a second and the ratio: for libraries of the translation alone, for commands of"
            " the whole process, against the same of stock Argos. Peak: resident memory.",
            "\n".join(f"- {note}" for note in notes),
        ]
    )


def main() -> None:
    """Parse the options, measure, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, help="folder of an az→en package")
    parser.add_argument("--stock-env", type=Path, default=common.DEFAULT_STOCK_ENV)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--write", action="store_true", help="keep the result in results/translate.md"
    )
    options = parser.parse_args()
    try:
        package = common.find_package(options.package)
        machine = common.describe_run("benchmarks.bench_translate", package, options.stock_env)
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Path(folder), package, options)
            for number in range(options.repeats):
                for name in LABELS:
                    print(f"run {number + 1} of {options.repeats}: {name}", file=sys.stderr)
                    bench.run(name)
            table = render(bench, options.repeats, check(bench))
    except BenchmarkError as exc:
        sys.exit(f"bench_translate: {exc}")
    text = f"# Speed: lugat and stock Argos Translate\n\n{machine}\n\n{table}"
    common.publish("translate", text, write=options.write)


if __name__ == "__main__":
    main()
