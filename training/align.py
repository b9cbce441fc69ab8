"""Word alignments that guide one attention head in each decoder layer.

Subword pieces are aligned (so that Azerbaijani suffixes meet English words of their own) by eflomal
(HMM with fertility, Östling and Tiedemann 2016) in both directions; the two are joined by
intersection, then grown to neighbours on which either agrees (grow-diag, Koehn et al. 2003).
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

Links = list[tuple[int, int]]


def grow_diagonal(forward: set[tuple[int, int]], backward: set[tuple[int, int]]) -> Links:
    """Symmetrise two link sets (source index, target index)."""
    links = forward & backward
    union = forward | backward
    sources = {source for source, _ in links}
    targets = {target for _, target in links}
    grown = True
    while grown:
        grown = False
        for source, target in sorted(links):
            for step in ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)):
                link = (source + step[0], target + step[1])
                free = link[0] not in sources or link[1] not in targets
                if link in union and link not in links and free:
                    links.add(link)
                    sources.add(link[0])
                    targets.add(link[1])
                    grown = True
    return sorted(links)


def _parse(line: str) -> set[tuple[int, int]]:
    links = set()
    for item in line.split():
        source, target = item.split("-")
        links.add((int(source), int(target)))
    return links


def align_pieces(
    sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]], cache: Path
) -> list[Links]:
    """Align piece sequences and keep the result in `cache` (JSON), reused when the count agrees."""
    if cache.exists():
        stored: list[list[list[int]]] = json.loads(cache.read_text())
        if len(stored) == len(sources):
            return [[(link[0], link[1]) for link in links] for links in stored]
    from eflomal import Aligner

    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / name) for name in ("source", "target", "forward", "backward")]
        for name, lines in zip(names, (sources, targets), strict=False):
            Path(name).write_text(
                "".join(" ".join(line) + "\n" for line in lines), encoding="utf-8"
            )
        with (
            Path(names[0]).open(encoding="utf-8") as source,
            Path(names[1]).open(encoding="utf-8") as target,
        ):
            Aligner().align(
                source, target, links_filename_fwd=names[2], links_filename_rev=names[3]
            )
        forward = Path(names[2]).read_text().splitlines()
        backward = Path(names[3]).read_text().splitlines()
    result = [grow_diagonal(_parse(a), _parse(b)) for a, b in zip(forward, backward, strict=True)]
    cache.write_text(json.dumps(result))
    return result
