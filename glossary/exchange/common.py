"""What the exchange formats share: what an import gives, made-up ids, limits."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossary.columns import Problem, TermbaseProblemsError
from glossary.files import read_bytes
from glossary.merge import free_id
from glossary.model import Concept, Term
from glossary.search import search_key

MAX_BYTES: Final = 128 * 2**20
"""Largest file that is imported; 100,000 concepts are about 60 MB of TBX."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Imported:
    """The concepts of a file, and what of it a termbase cannot hold and was left out."""

    concepts: tuple[Concept, ...]
    skipped: tuple[Problem, ...] = ()


def read_import(path: Path) -> bytes:
    """Read a file to import, refusing one that is larger than MAX_BYTES."""
    return read_bytes(path, max_bytes=MAX_BYTES)


def make_id(terms: Iterable[Term], taken: Container[str] = ()) -> str:
    """Make an id from the English term, else the Azerbaijani, else the Vietnamese one.

    >>> make_id([Term("kibercinayətkarlıq", "az"), Term("điều ước", "vi")], {"kiberhücum"})
    'kibercinayetkarliq'
    """
    terms = list(terms)
    for lang in ("en", "az", "vi"):
        for term in terms:
            if term.lang == lang and search_key(term.text):
                return free_id("-".join(search_key(term.text).split())[:60].strip("-"), taken)
    return free_id("concept", taken)


def remove_control(text: str) -> str:
    """Return `text` without the characters that XML and Excel cannot hold."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    r"""Return `text` with every run of white space as one space.

    >>> one_line("kibertəhlükəsizlik\t\n haqqında")
    'kibertəhlükəsizlik haqqında'
    """
    return " ".join(text.split())


def iter_unique(
    concepts: Iterable[tuple[Concept, int | None]], problems: list[Problem]
) -> Iterator[Concept]:
    """Yield the concepts, adding a problem for each id that repeats."""
    lines: dict[str, int | None] = {}
    for concept, line in concepts:
        if concept.id in lines:
            first = lines[concept.id]
            where = f" by line {first}" if first is not None else ""
            message = f"the id “{concept.id}” is taken{where}."
            problems.append(Problem(line, message, "Give one of them another.", "id"))
            continue
        lines[concept.id] = line
        yield concept


def finish(
    concepts: Iterable[Concept],
    problems: Iterable[Problem],
    skipped: Iterable[Problem] = (),
    *,
    path: Path,
) -> Imported:
    """Return what was imported, or raise one error with every problem."""
    problems = tuple(problems)
    if problems:
        raise TermbaseProblemsError(problems, path=path)
    return Imported(tuple(concepts), tuple(skipped))
