"""The glossary of OmegaT: source, target, comment, separated by tabs, in a .utf8 file.

OmegaT ignores any status, so forbidden forms are left out. It has no stemmer for Azerbaijani and
finds a term only as it is written; that is what `inflected` is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.columns import Problem
from glossary.exchange.common import Imported, finish, make_id, one_line, read_import
from glossary.files import replace_file
from glossary.model import LANGS, Concept, Term
from glossary.text import fold
from glossary.tsv_lines import decode_bytes


def write_omegat(
    path: Path,
    concepts: Iterable[Concept],
    *,
    target: str,
    source: str = LANGS[0],
    inflected: bool = False,
    signature: str = "",
) -> None:
    """Write a glossary for one language pair; raise TermbaseWriteError.

    Every source form stands with every target form, the preferred ones first. `inflected` adds
    the common inflected forms of Azerbaijani source terms.
    """
    lines = [f"# {one_line(signature)}\n"] if signature else []
    for row in _iter_rows(concepts, source, target, inflected):
        lines.append("\t".join(row).rstrip("\t") + "\n")
    replace_file(path, "".join(lines).encode("utf-8", errors="replace"))


def _iter_rows(
    concepts: Iterable[Concept], source: str, target: str, inflected: bool
) -> Iterator[tuple[str, str, str]]:
    seen: set[tuple[str, str]] = set()
    for concept in concepts:
        targets = [*concept.iter_terms(target, "preferred", "admitted")]
        parts = (concept.definition, concept.note, f"[{concept.source}]" if concept.source else "")
        comment = one_line(" ".join(filter(None, parts)))
        for term in concept.iter_terms(source, "preferred", "admitted"):
            for form in _iter_forms(term, concept.pos, inflected):
                for translation in targets:
                    row = (one_line(form), one_line(translation.text))
                    if row not in seen and not row[0].startswith("#"):
                        seen.add(row)
                        # The lemma is enough beside an inflected form: there are many of them.
                        yield (*row, comment if form == term.text else one_line(term.text))


def _iter_forms(term: Term, pos: str, inflected: bool) -> Iterator[str]:
    yield term.text
    if inflected and term.lang == "az":
        from glossary.languages.az import common_forms

        yield from common_forms(term.text, pos=pos)


def read_omegat(path: Path, *, target: str, source: str = LANGS[0]) -> Imported:
    """Read concepts from a glossary for one language pair.

    Rows of one source term are one concept, the first target is the preferred one, the comments
    become the note. Raises TermbaseProblemsError with every problem, by line.
    """
    text, _, _, problems = decode_bytes(read_import(path))
    terms: dict[str, list[Term]] = {}
    notes: dict[str, list[str]] = {}
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [one_line(cell) for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            hint = "A line is source, tab, target, and perhaps tab, comment."
            problems.append(Problem(number, "there is no source or no target.", hint))
            continue
        key = fold(cells[0], source)
        known = terms.setdefault(key, [Term(cells[0], source)])
        if all(term.text != cells[1] for term in known[1:]):
            known.append(Term(cells[1], target, "admitted" if known[1:] else "preferred"))
        comment = " ".join(filter(None, cells[2:]))
        if comment and comment not in notes.setdefault(key, []):
            notes[key].append(comment)
    taken: set[str] = set()
    concepts = []
    for key, forms in terms.items():
        concept_id = make_id(forms, taken)
        taken.add(concept_id)
        concepts.append(Concept(concept_id, tuple(forms), note="\n".join(notes.get(key, ()))))
    return finish(concepts, problems, path=path)
