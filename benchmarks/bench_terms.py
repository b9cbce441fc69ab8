"""Measure what enforcing a glossary gives and costs, beside the ways others do it.

python -m benchmarks.bench_terms [--package DIR…] [--eval DIR] [--limit N] [--write]

On our labelled legal set (benchmarks/data/legal.tsv, never trained on), and with --eval on the
development sets there (files flores-dev.az, .en, .vi …). Modes: no glossary; ours; ours without
inline hints; a placeholder put into the source; a string replaced in the output; ours with a
glossary of random targets, which no model would say by itself.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks import common
from benchmarks.legal_set import load_legal_set
from benchmarks.packages import describe, open_lang
from glossary.model import Concept, Term
from glossary.tsv import load_concepts
from translate_cli.enforce import Enforcer
from translate_cli.engine import Route
from translate_cli.engines.argos import ArgosEngine
from translate_cli.model import Segment
from translate_cli.pipeline import Translator
from translate_cli.quality import is_repetitive
from translate_cli.requirements import Requirement

LANGS: Final = ("en", "vi")
SEED: Final = 20251125
REPEATS: Final = 3
NONE, OURS, FORCED = "no glossary", "ours", "ours, without hints"
PLACEHOLDER, REPLACE, RANDOM = "placeholder", "string replace", "ours, random targets"
HEADER: Final = (
    "mode", "terms", "where the reference has them", "consistent", "chrF2++", "BLEU", "extra terms",
    "repetitive", "time",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with its term occurrences, and its references in one language."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one mode on one set; shares from 0 to 1."""

    success: float
    success_where_reference: float
    consistent: float
    chrf: float
    bleu: float
    extra: int
    repetitive: float


class HintlessEngine(ArgosEngine):
    """The engine as if its model had never learnt hints."""

    @property
    def takes_hints(self) -> bool:
        """Return False."""
        return False


def legal_items(lang: str) -> list[Item]:
    """Return the labelled legal set."""
    return [Item(s.text, s.spans, s.references[lang]) for s in load_legal_set()]


def plain_items(folder: Path, name: str, lang: str, enforcer: Enforcer) -> list[Item]:
    """Return a development set; its occurrences are those that the matcher finds."""
    texts = (folder / f"{name}.az").read_text(encoding="utf-8").splitlines()
    references = (folder / f"{name}.{lang}").read_text(encoding="utf-8").splitlines()
    return [
        Item(
            text,
            tuple((r.start, r.end, r.concept.id) for r in enforcer.require(text)),
            (reference,),
        )
        for text, reference in zip(texts, references, strict=True)
    ]


def requirements(item: Item, concepts: Mapping[str, Concept], lang: str) -> tuple[Requirement, ...]:
    """Return the occurrences that a run would enforce: approved, strict, with a target term."""
    return tuple(
        Requirement(concepts[name], start, end, item.text[start:end], "strict")
        for start, end, name in item.spans
        if concepts[name].status == "approved"
        and concepts[name].enforce in ("", "strict")
        and concepts[name].preferred(lang)
    )


def scores(
    items: Sequence[Item], outputs: Sequence[str], concepts: Mapping[str, Concept], lang: str
) -> Score:
    """Measure outputs; a term counts for each occurrence that has a rendering of its own."""
    import sacrebleu

    enforcer = Enforcer(tuple(concepts.values()), "az", lang)
    enforcer.learn(r for item in items for r in requirements(item, concepts, lang))
    done: list[bool] = []
    complied: list[bool] = []
    renderings: dict[str, Counter[str]] = defaultdict(Counter)
    extra = 0
    for item, output in zip(items, outputs, strict=True):
        wanted = requirements(item, concepts, lang)
        if not wanted:
            continue
        found = enforcer.check(wanted, output)
        extra += len(found.extra)
        done += [match is not None for match in found.found]
        references = [enforcer.check(wanted, text).found for text in item.references]
        complied += [any(each[n] for each in references) for n in range(len(wanted))]
        for requirement, match in zip(wanted, found.found, strict=True):
            if match is not None:
                renderings[requirement.concept.id][match.term.text] += 1
    often = [counts for counts in renderings.values() if counts.total() > 1]
    streams = [
        [item.references[min(number, len(item.references) - 1)] for item in items]
        for number in range(max(len(item.references) for item in items))
    ]
    repeated = sum(is_repetitive(i.text, o) for i, o in zip(items, outputs, strict=True))
    return Score(
        _share(done),
        _share([d for d, c in zip(done, complied, strict=True) if c]),
        sum(max(c.values()) for c in often) / max(sum(c.total() for c in often), 1),
        sacrebleu.CHRF(word_order=2).corpus_score(outputs, streams).score,
        sacrebleu.BLEU().corpus_score(outputs, streams).score,
        extra,
        repeated / len(items),
    )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / max(len(values), 1)


def translate(
    route: Route, items: Sequence[Item], lang: str, concepts: Sequence[Concept]
) -> list[str]:
    """Translate as the command does."""
    translator = Translator({lang: route}, concepts)
    segments = [Segment(str(n), item.text, 0, len(item.text)) for n, item in enumerate(items)]
    return [unit.targets[lang].text for unit in translator.iter_units(segments)]


def with_placeholders(
    route: Route, items: Sequence[Item], lang: str, concepts: Mapping[str, Concept]
) -> list[str]:
    """Put X1, X2 … for the terms into the source, and the terms for them into the output."""
    masked, said = [], []
    for item in items:
        text, names = item.text, []
        wanted = requirements(item, concepts, lang)
        for number, requirement in reversed(list(enumerate(wanted, 1))):
            text = f"{text[: requirement.start]}X{number}{text[requirement.end :]}"
            names.append((f"X{number}", requirement.concept.preferred(lang)))
        masked.append(replace(item, text=text, spans=()))
        said.append(names)
    outputs = translate(route, masked, lang, ())
    result = []
    for output, names in zip(outputs, said, strict=True):
        for mark, term in names:
            output = re.sub(rf"\b{mark}\b", term.text if term else mark, output)
        result.append(output)
    return result


def with_replacement(
    route: Route, items: Sequence[Item], lang: str, concepts: Mapping[str, Concept]
) -> list[str]:
    """Replace what the engine calls a term, translated alone, in the output."""
    outputs = translate(route, items, lang, ())
    enforcer = Enforcer(tuple(concepts.values()), "az", lang)
    wanted = [requirements(item, concepts, lang) for item in items]
    enforcer.learn(requirement for each in wanted for requirement in each)
    terms = sorted({form for each in wanted for r in each for form in _forms(r)})
    alone = dict(zip(terms, _say(route, terms, lang), strict=True))
    result = []
    for output, required in zip(outputs, wanted, strict=True):
        found = enforcer.check(required, output).found
        for requirement, match in zip(required, found, strict=True):
            preferred = requirement.concept.preferred(lang)
            if match is None and preferred:
                for form in _forms(requirement):
                    said = re.escape(alone[form].strip(" .").lower())
                    changed = re.sub(rf"(?i)\b{said}\b", preferred.text, output, count=1)
                    if said and changed != output:
                        output = changed
                        break
        result.append(output)
    return result


def _forms(requirement: Requirement) -> tuple[str, ...]:
    lemma = requirement.concept.preferred("az")
    return (requirement.text, *([lemma.text] if lemma else []))


def _say(route: Route, terms: Sequence[str], lang: str) -> list[str]:
    items = [Item(term, (), ("",)) for term in terms]
    return translate(route, items, lang, ())


def random_glossary(concepts: Sequence[Concept], lang: str) -> tuple[Concept, ...]:
    """Return the concepts with targets exchanged among those of one part of speech."""
    rng = random.Random(SEED)
    groups: dict[str, list[str]] = defaultdict(list)
    for concept in concepts:
        preferred = concept.preferred(lang)
        if preferred:
            groups[concept.pos].append(preferred.text)
    for texts in groups.values():
        rng.shuffle(texts)
    changed = []
    for concept in concepts:
        if concept.preferred(lang):
            other = Term(groups[concept.pos].pop(), lang)
            concept = replace(concept, terms=(*concept.iter_terms("az"), other))
        changed.append(concept)
    return tuple(changed)


def iter_modes(
    route: Route, hintless: Route, items: Sequence[Item], lang: str, concepts: tuple[Concept, ...]
) -> Iterator[tuple[str, Callable[[], list[str]], Mapping[str, Concept]]]:
    """Yield name, translation, and the glossary it is measured with."""
    known = {concept.id: concept for concept in concepts}
    others = random_glossary(concepts, lang)
    yield NONE, lambda: translate(route, items, lang, ()), known
    yield OURS, lambda: translate(route, items, lang, concepts), known
    if any(engine.takes_hints for engine in route.engines):
        yield FORCED, lambda: translate(hintless, items, lang, concepts), known
    yield PLACEHOLDER, lambda: with_placeholders(route, items, lang, known), known
    yield REPLACE, lambda: with_replacement(route, items, lang, known), known
    yield RANDOM, lambda: translate(route, items, lang, others), {c.id: c for c in others}


def measure(
    route: Route, hintless: Route, items: Sequence[Item], lang: str, concepts: tuple[Concept, ...]
) -> str:
    """Return the table of one set."""
    translate(route, items[:2], lang, concepts)  # Load the models before the watch starts.
    translate(hintless, items[:2], lang, concepts)
    rows: list[tuple[str, ...]] = []
    first = 0.0
    for name, run, glossary in iter_modes(route, hintless, items, lang, concepts):
        seconds, outputs = _time(run)
        first = first or seconds
        rows.append(_row(name, scores(items, outputs, glossary, lang), seconds / first))
        print(f"{lang} {name}: {seconds:.1f} s", file=sys.stderr)
    known = {concept.id: concept for concept in concepts}
    ceiling = scores(items, [item.references[0] for item in items], known, lang)
    share = f"{ceiling.success:.1%}"
    rows.append(
        ("reference", share, "", f"{ceiling.consistent:.1%}", *[""] * 2, f"{ceiling.extra}", "", "")
    )
    return common.format_table(HEADER, rows)


def _time(run: Callable[[], list[str]]) -> tuple[float, list[str]]:
    """Return the seconds of the fastest run of a few, which the machine disturbed least."""
    best = float("inf")
    outputs: list[str] = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        outputs = run()
        best = min(best, time.perf_counter() - begun)
    return best, outputs


def _row(name: str, score: Score, times: float) -> tuple[str, ...]:
    return (
        name,
        f"{score.success:.1%}",
        f"{score.success_where_reference:.1%}",
        f"{score.consistent:.1%}",
        f"{score.chrf:.1f}",
        f"{score.bleu:.1f}",
        f"{score.extra}",
        f"{score.repetitive:.1%}",
        f"{times:.2f}×",
    )


def main() -> None:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder of packages instead of the starter")
    parser.add_argument("--eval", type=Path, help="folder with flores-dev.az, .en, .vi …")
    parser.add_argument("--limit", type=int, default=0, help="sentences of each set, 0: all")
    parser.add_argument("--write", action="store_true", help="keep the tables in results/terms.md")
    options = parser.parse_args()
    concepts = load_concepts(common.ROOT / "terms.tsv")
    parts = [
        "# Terms: what enforcing gives and costs",
        describe("bench_terms", options.packages, libraries=scorer()),
    ]
    for lang in LANGS:
        route = open_lang(options.packages, lang)
        hintless = Route(
            tuple(
                HintlessEngine(engine.path, name=engine.name)
                for engine in route.engines
                if isinstance(engine, ArgosEngine)
            )
        )
        sets = {"labelled legal set": legal_items(lang)}
        for name in ("flores-dev", "ntrex-dev") if options.eval else ():
            enforcer = Enforcer(concepts, "az", lang)
            sets[name] = plain_items(options.eval, name, lang, enforcer)
        for name, items in sets.items():
            chosen = items[: options.limit or None]
            known = {concept.id: concept for concept in concepts}
            count = sum(len(requirements(item, known, lang)) for item in chosen)
            parts.append(f"## az→{lang}, {name}: {len(chosen)} sentences, {count} occurrences")
            parts.append(measure(route, hintless, chosen, lang, concepts))
    common.publish("terms", "\n\n".join([*parts, LEGEND]), write=options.write)


def scorer() -> str:
    """Return the library of the scores with its version."""
    import sacrebleu

    return f"sacrebleu {sacrebleu.__version__}"


LEGEND: Final = (
    "Terms: share of occurrences that have a preferred or admitted form of their own in the output;"
    " then of those only that the reference renders so. Consistent: share of renderings that agree"
    " with the commonest rendering of their concept. Extra terms: renderings of required concepts"
    " beyond the occurrences, those of other words of the source too. Time: of the fastest of three"
    " runs, to that without a glossary, models loaded. For random targets, success means the random"
    " term."
)


if __name__ == "__main__":
    main()
