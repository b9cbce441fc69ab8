"""Stock Argos Translate, driven through its own interfaces. Run by the stock environment.

python -m benchmarks.stock_argos cli --from az --to en TEXT     argos-translate itself
python -m benchmarks.stock_argos text FILE --from az --to en --output JSON

Stock Argos has no sentence splitter for Azerbaijani that works offline, so both plug ours in
(see README.md). Nothing else is changed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

WARM_UP = "Salam."


def plug_splitter() -> list[Any]:
    """Give every installed package our segmenter; return the splitters, which count sentences.

    Languages are cached by argostranslate, so its command line finds what is changed here.
    """
    from argostranslate.sbd import ISentenceBoundaryDetectionModel
    from argostranslate.translate import PackageTranslation, get_installed_languages

    from translate_cli.segment import segment_text

    class Segmenter(ISentenceBoundaryDetectionModel):  # type: ignore[misc]
        """Our segmenter behind the interface of argostranslate.sbd."""

        def __init__(self, pkg: Any) -> None:
            self.pkg = pkg
            self.count = 0

        def split_sentences(self, text: str) -> list[str]:
            """Return the sentences of a paragraph."""
            sentences = [segment.text for segment in segment_text(text, self.pkg.from_code)]
            self.count += len(sentences)
            return sentences

    splitters = []
    for language in get_installed_languages():
        for translation in language.translations_from:
            underlying = getattr(translation, "underlying", None)
            if isinstance(underlying, PackageTranslation):
                underlying.sentencizer = Segmenter(underlying.pkg)
                splitters.append(underlying.sentencizer)
    return splitters


def run_cli(arguments: list[str]) -> None:
    """Run argos-translate with its own options."""
    plug_splitter()
    from argostranslate import cli

    sys.argv = ["argos-translate", *arguments]
    cli.main()


def run_text(path: Path, source_lang: str, target_lang: str, output: Path) -> None:
    """Translate a whole text by argostranslate.translate.translate; write times and texts."""
    text = path.read_text(encoding="utf-8")
    start = time.perf_counter()
    from argostranslate import translate

    splitters = plug_splitter()
    translate.translate(WARM_UP, source_lang, target_lang)
    loaded = time.perf_counter()
    for splitter in splitters:
        splitter.count = 0
    translated = translate.translate(text, source_lang, target_lang)
    done = time.perf_counter()
    found: Any = translate.get_translation_from_codes(source_lang, target_lang)
    result = {
        "load_s": loaded - start,
        "translate_s": done - loaded,
        "sentences": sum(splitter.count for splitter in splitters),
        "paragraphs": translated.split("\n"),
        "compute_type": found.underlying.translator.compute_type,
    }
    output.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Parse the options and run."""
    if sys.argv[1:2] == ["cli"]:
        run_cli(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=["text"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--from", dest="source_lang", default="az")
    parser.add_argument("--to", dest="target_lang", default="en")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    run_text(options.file, options.source_lang, options.target_lang, options.output)


if __name__ == "__main__":
    main()
