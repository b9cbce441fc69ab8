"""One timed run of lugat's engine or of bare CTranslate2, in a process of its own.

python -m benchmarks.worker engine|raw FILE --package DIR --threads N --output JSON
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

WARM_UP = "Salam."


def run_engine(text: str, package: Path, threads: int) -> dict[str, Any]:
    """Segment and translate a text with ArgosEngine, as stock Argos also splits what it gets."""
    start = time.perf_counter()
    from translate_cli.engines.argos import ArgosEngine
    from translate_cli.segment import segment_text

    engine = ArgosEngine(package, threads=threads)
    engine.translate([WARM_UP])
    loaded = time.perf_counter()
    segments = segment_text(text, engine.source_lang)
    hypotheses = [best[0] for best in engine.translate([segment.text for segment in segments])]
    done = time.perf_counter()
    return {
        "load_s": loaded - start,
        "translate_s": done - loaded,
        "texts": [hypothesis.text for hypothesis in hypotheses],
        "tokens": [list(hypothesis.tokens) for hypothesis in hypotheses],
        # The comparison is void unless this is the same everywhere.
        "compute_type": engine.decoder.translator.compute_type,
    }


def run_raw(text: str, package: Path, threads: int) -> dict[str, Any]:
    """Call CTranslate2 alone, on tokens made before, with the settings of the engine."""
    from argostranslate.package import Package

    from translate_cli.engine import MAX_PART_TOKENS
    from translate_cli.engines import decoding
    from translate_cli.engines.argos_parts import read_own_metadata
    from translate_cli.segment import segment_text

    opened, own = Package(package), read_own_metadata(package)
    sources = [
        opened.tokenizer.encode(segment.text) for segment in segment_text(text, opened.from_code)
    ]
    start = time.perf_counter()
    import ctranslate2

    from translate_cli.engines.argos_parts import share_threads

    shared = share_threads(package / "model" / "model.bin", threads)
    translator = ctranslate2.Translator(str(package / "model"), device="cpu", **shared)
    lead = [opened.target_prefix] if opened.target_prefix else []

    def translate(batch: list[list[str]]) -> list[list[str]]:
        results = translator.translate_batch(
            batch,
            target_prefix=[lead] * len(batch) if lead else None,
            beam_size=own.beam_size,
            length_penalty=own.length_penalty,
            no_repeat_ngram_size=own.no_repeat_ngram_size,
            repetition_penalty=own.repetition_penalty,
            replace_unknowns=True,
            max_batch_size=decoding.BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=decoding.MAX_DECODING_TOKENS,
        )
        return [result.hypotheses[0] for result in results]

    translate([opened.tokenizer.encode(WARM_UP)])
    loaded = time.perf_counter()
    tokens = translate(sources)
    done = time.perf_counter()
    return {
        "load_s": loaded - start,
        "translate_s": done - loaded,
        "tokens": [found[len(lead) :] for found in tokens],
        # Longer segments are cut by the engine, so their translations are no match for these.
        "cut": [len(source) > MAX_PART_TOKENS for source in sources],
        "compute_type": translator.compute_type,
    }


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contestant", choices=["engine", "raw"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    text = options.file.read_text(encoding="utf-8")
    run = run_engine if options.contestant == "engine" else run_raw
    result = run(text, options.package, options.threads)
    options.output.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
