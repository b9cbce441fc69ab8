"""Measure how well a term is found in a translation: by which attention, alone, or by its order.

python -m benchmarks.bench_alignment [--package DIR] [--limit N] [--write]

On our labelled legal set. An occurrence counts where the model says its term, once, so that we know
where it stands: told inline and not told, apart. CTranslate2 averages the first heads of one layer;
which, is written in the model. This makes copies that name other layers and heads, and translates
with them; the translations are the same.
"""

from __future__ import annotations

import argparse
import re
import shutil
import struct
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks import common
from benchmarks.bench_terms import LANGS, legal_items, requirements
from benchmarks.common import require
from benchmarks.packages import describe, open_lang
from glossary.model import Concept, Match
from glossary.tsv import load_concepts
from translate_cli.enforce import Enforcer
from translate_cli.engine import Engine
from translate_cli.engines.argos import ArgosEngine
from translate_cli.model import Hypothesis
from translate_cli.placement import Place, Placer
from translate_cli.requirements import Requirement

HEADER: Final = ("way", "begins there", "touches it", "is it", "told: begins", "touches", "is it")
_SCALAR: Final = struct.Struct("<BBIh")
"""What stands behind the name of a number in a model of CTranslate2: rank 0, type 2 (two bytes),
their count, and the number."""


@dataclass(frozen=True, slots=True)
class Case:
    """A term that stands in a translation at a known place, by the number of its sentence."""

    number: int
    requirement: Requirement
    match: Match


@dataclass(frozen=True, slots=True)
class Hits:
    """Shares of cases, from 0 to 1: the first word is right, any word is, all are."""

    begins: float
    touches: float
    whole: float


def find_cases(
    enforcer: Enforcer,
    wanted: Sequence[Sequence[Requirement]],
    hypotheses: Sequence[Hypothesis],
) -> Iterator[Case]:
    """Yield the terms that a translation has once for their one occurrence."""
    for number, (required, hypothesis) in enumerate(zip(wanted, hypotheses, strict=True)):
        check = enforcer.check(required, hypothesis.text)
        for requirement, match in zip(required, check.found, strict=True):
            same = [r for r in required if r.concept.id == requirement.concept.id]
            doubled = any(m.concept.id == requirement.concept.id for m in check.extra)
            if match is not None and len(same) == 1 and not doubled:
                yield Case(number, requirement, match)


def measure(
    placer: Placer,
    texts: Sequence[str],
    hypotheses: Sequence[Hypothesis],
    cases: Sequence[Case],
    *,
    single: bool = False,
) -> Hits:
    """Return how often the likeliest place is that of the term; with `single` its one word."""
    begins = touches = whole = 0
    for case in cases:
        hypothesis = hypotheses[case.number]
        words = placer.list_words(hypothesis)
        inside = [w for w in words if w.start < case.match.end and w.stop > case.match.start]
        if not inside:
            continue
        text = texts[case.number]
        if single:
            place = heaviest_word(placer, text, case.requirement, hypothesis)
        else:
            place = placer.rank(text, case.requirement, hypothesis, count=1)[0]
        begins += place.begin == inside[0].begin
        touches += place.begin < inside[-1].end and place.end > inside[0].begin
        whole += (place.begin, place.end) == (inside[0].begin, inside[-1].end)
    count = max(len(cases), 1)
    return Hits(begins / count, touches / count, whole / count)


def heaviest_word(
    placer: Placer, text: str, requirement: Requirement, hypothesis: Hypothesis
) -> Place:
    """Return the one word with the highest attention on a term."""
    spans = placer.engine.locate(text, hypothesis.source_tokens)
    columns = [
        column
        for column, (start, end) in enumerate(spans)
        if start < requirement.end and end > requirement.start
    ]
    mass = [sum(row[column] for column in columns) for row in hypothesis.attention or ()]
    word = max(
        placer.list_words(hypothesis),
        key=lambda w: (max(mass[w.begin : w.end], default=0.0), -w.begin),
    )
    return Place(word.begin, word.end)


def read_scalar(model: bytes, name: str) -> int:
    """Return a number that stands in a model of CTranslate2."""
    return int(_SCALAR.unpack_from(model, _find(model, name))[3])


def write_scalar(model: bytes, name: str, value: int) -> bytes:
    """Return the model with another number in it."""
    place = _find(model, name)
    return model[:place] + _SCALAR.pack(0, 2, 2, value) + model[place + _SCALAR.size :]


def _find(model: bytes, name: str) -> int:
    key = name.encode() + b"\0"
    place = model.find(key) + len(key)
    require(place >= len(key), f"the model has no {name}")
    require(_SCALAR.unpack_from(model, place)[:3] == (0, 2, 2), f"{name} is no short number")
    return place


def count_layers(model: bytes) -> int:
    """Return the number of decoder layers.

    >>> count_layers(b"decoder/layer_0/ffn decoder/layer_1/ffn")
    2
    """
    return len(set(re.findall(rb"decoder/layer_\d+/", model)))


def copy_package(package: Path, folder: Path, layer: int, heads: int) -> Path:
    """Copy a package; its attention is now the mean of the first heads of a layer."""
    copy = folder / f"{package.name}-{layer}-{heads}"
    shutil.copytree(package, copy)
    weights = copy / "model" / "model.bin"
    model = write_scalar(weights.read_bytes(), "decoder/alignment_layer", layer)
    weights.write_bytes(write_scalar(model, "decoder/alignment_heads", heads))
    return copy


def without_attention(hypotheses: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Return the hypotheses of an engine that gives no attention."""
    return [replace(hypothesis, attention=None) for hypothesis in hypotheses]


class Bench:
    """Translates the set with one package and its copies."""

    def __init__(self, lang: str, limit: int, concepts: Sequence[Concept]) -> None:
        known = {concept.id: concept for concept in concepts}
        items = legal_items(lang)[: limit or None]
        self.lang = lang
        self.texts = [item.text for item in items]
        self.wanted = [requirements(item, known, lang) for item in items]
        self.enforcer = Enforcer(concepts, "az", lang)
        self.enforcer.learn(r for required in self.wanted for r in required)

    def translate(self, engine: Engine, *, told: bool) -> list[Hypothesis]:
        """Return the best hypotheses with attention."""
        hints = [self.enforcer.hints(engine, required) for required in self.wanted]
        found = engine.translate(self.texts, with_attention=True, hints=hints if told else None)
        return [hypotheses[0] for hypotheses in found]

    def iter_rows(self, package: Path) -> Iterator[tuple[str, ...]]:
        """Yield the rows of the table."""
        own = ArgosEngine(package)
        sets = [self.translate(own, told=told) for told in (False, True)]
        cases = [list(find_cases(self.enforcer, self.wanted, found)) for found in sets]
        yield ("occurrences", *(f"{len(each)}" for each in cases for _ in range(3)))
        bare = [without_attention(found) for found in sets]
        yield self._row("order of the source", Placer(own, self.lang), bare, cases)
        alone = Placer(own, self.lang)
        alone.prepare(
            (c.requirement, f[c.number]) for f, each in zip(bare, cases, strict=True) for c in each
        )
        yield self._row("translated alone", alone, bare, cases)
        model = (package / "model" / "model.bin").read_bytes()
        layers, heads = count_layers(model), read_scalar(model, "decoder/num_heads")
        shipped = read_scalar(model, "decoder/alignment_layer") % layers
        used = shipped, read_scalar(model, "decoder/alignment_heads") or heads
        with tempfile.TemporaryDirectory() as folder:
            for layer in range(layers):
                for count in range(1, heads + 1):
                    copy = ArgosEngine(copy_package(package, Path(folder), layer, count))
                    found = [self.translate(copy, told=told) for told in (False, True)]
                    for one, other in zip(sets, found, strict=True):
                        same = [h.text for h in one] == [h.text for h in other]
                        require(same, "another attention changes the translation")
                    name = f"layer {layer + 1}, " + ("head 1" if count == 1 else f"heads 1–{count}")
                    name += " (used)" if (layer, count) == used else ""
                    yield self._row(name, Placer(copy, self.lang), found, cases)
        yield self._row("used, its one best word", Placer(own, self.lang), sets, cases, single=True)

    def _row(
        self,
        name: str,
        placer: Placer,
        sets: Sequence[Sequence[Hypothesis]],
        cases: Sequence[Sequence[Case]],
        *,
        single: bool = False,
    ) -> tuple[str, ...]:
        hits = [
            measure(placer, self.texts, found, each, single=single)
            for found, each in zip(sets, cases, strict=True)
        ]
        shares = [share for hit in hits for share in (hit.begins, hit.touches, hit.whole)]
        return (name, *(f"{share:.1%}" for share in shares))


def main() -> None:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder of packages instead of the starter")
    parser.add_argument("--limit", type=int, default=0, help="sentences, 0: all")
    parser.add_argument("--write", action="store_true", help="keep it in results/alignment.md")
    options = parser.parse_args()
    concepts = load_concepts(common.ROOT / "terms.tsv")
    parts = [
        "# Alignment: where a term stands in a translation",
        describe("bench_alignment", options.packages),
    ]
    for lang in LANGS:
        (engine,) = open_lang(options.packages, lang).engines
        if not isinstance(engine, ArgosEngine):
            raise common.BenchmarkError("the package is not one of Argos")
        bench = Bench(lang, options.limit, concepts)
        parts.append(f"## az→{lang}: {len(bench.texts)} sentences")
        parts.append(common.format_table(HEADER, list(bench.iter_rows(engine.path))))
        print(f"{lang} done", file=sys.stderr)
    common.publish("alignment", "\n\n".join([*parts, LEGEND]), write=options.write)


LEGEND: Final = (
    "Shares of occurrences of which the likeliest place begins where the term does, shares a word"
    " with it, is it exactly; first in translations without hints, then with every term told"
    " inline. The place is that of the words around the highest attention which have at least half"
    " of it, without function words at its ends; in the last row it is the one word."
)


if __name__ == "__main__":
    main()
