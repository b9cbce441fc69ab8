"""Scan a text for terms with spaCy or Translate Toolkit; bench_matcher runs this, not people.

It runs in an environment of its own, where lugat is not installed and which is not installed where
lugat is: Translate Toolkit is GPL and serves for comparison only.

python bench_matcher_peers.py {versions | spacy | toolkit} [FOLDER] [SECONDS]
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIBRARIES = ("spacy", "translate-toolkit")


def scan(lines: list[str], find: Callable[[str], int], seconds: float) -> dict[str, float]:
    """Count what `find` finds in the lines, for at most about `seconds`."""
    hits = size = done = 0
    start = time.perf_counter()
    for line in lines:
        hits += find(line)
        size += len(line.encode()) + 1
        done += 1
        if time.perf_counter() - start > seconds:
            break
    return {"scan_s": time.perf_counter() - start, "bytes": size, "hits": hits, "lines": done}


def prepare_spacy(terms: list[list[str]]) -> Callable[[str], int]:
    """Return a function that counts the spans of spaCy's PhraseMatcher in a line."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("az")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for number, (source, _) in enumerate(terms):
        matcher.add(str(number), [nlp.make_doc(source)])
    return lambda line: len(matcher(nlp.make_doc(line)))


def prepare_toolkit(terms: list[list[str]]) -> Callable[[str], int]:
    """Return a function that counts the matches of Translate Toolkit's terminology matcher."""
    from translate.search.match import terminologymatcher
    from translate.storage.base import TranslationStore

    store: Any = TranslationStore()
    for source, target in terms:
        store.addsourceunit(source).target = target
    matcher = terminologymatcher(store)
    return lambda line: len(matcher.matches(line))


def main() -> None:
    """Print one line of JSON."""
    what = sys.argv[1]
    if what == "versions":
        print(json.dumps({name: importlib.metadata.version(name) for name in LIBRARIES}))
        return
    folder, seconds = Path(sys.argv[2]), float(sys.argv[3])
    lines = (folder / "text.txt").read_text(encoding="utf-8").splitlines()
    terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
    prepare = {"spacy": prepare_spacy, "toolkit": prepare_toolkit}[what]
    prepare([["söz", "word"]])("söz")  # The imports are not what is measured.
    start = time.perf_counter()
    find = prepare(terms)
    build_s = time.perf_counter() - start
    print(json.dumps({"build_s": build_s, **scan(lines, find, seconds)}))


if __name__ == "__main__":
    main()
