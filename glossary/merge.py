"""Compare two termbases cell by cell, and bring the concepts of one into another."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, Literal

from glossary.columns import (
    TermbaseProblemsError,
    cells_from_concept,
    concept_from_cells,
    order_terms,
)
from glossary.errors import DuplicateConceptError
from glossary.model import LANGS, Concept, Term
from glossary.text import fold
from glossary.tsv import TermTable

Action = Literal["add", "edit", "remove"]
OnConflict = Literal["error", "keep", "replace", "merge"]
Cells = Mapping[str, Mapping[str, str]]

_FREE_FIELDS: Final = ("pos", "domain", "enforce", "source", "definition", "note")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a concept that is different: `old` is "" for an added one, `new` for a removed."""

    action: Action
    concept: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What bringing concepts into a table did, by id; `left_out` names terms it cannot hold."""

    table: TermTable
    added: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    unchanged: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def table_cells(table: TermTable) -> dict[str, dict[str, str]]:
    """Return the cells of every concept of a table by id and column, foreign columns too."""
    return {concept.id: table.cells(concept.id) for concept in table.concepts}


def concept_cells(concepts: Iterable[Concept]) -> dict[str, dict[str, str]]:
    """Return the cells of concepts by id and column."""
    return {concept.id: cells_from_concept(concept) for concept in concepts}


def diff_cells(old: Cells, new: Cells) -> list[CellChange]:
    """Return the cells that differ between two sets of rows, in the order of `old`, then `new`."""
    changes: list[CellChange] = []
    for concept_id in dict.fromkeys((*old, *new)):
        before, after = old.get(concept_id), new.get(concept_id)
        action: Action = "add" if before is None else "remove" if after is None else "edit"
        before, after = before or {}, after or {}
        for column in dict.fromkeys((*before, *after)):
            first, second = before.get(column, ""), after.get(column, "")
            if first != second:
                changes.append(CellChange(action, concept_id, column, first, second))
    return changes


def merge_concepts(
    table: TermTable,
    concepts: Iterable[Concept],
    *,
    on_conflict: OnConflict = "error",
    match_terms: bool = False,
) -> Merge:
    """Bring concepts into a table: new ids are added, the same concept is left alone.

    Where the id is there with other content, `on_conflict` says what happens: "error" raises
    DuplicateConceptError, "keep" leaves the table's, "replace" takes the new one, "merge" adds
    its terms as admitted ones and fills empty cells. `match_terms` is for formats without ids:
    a concept with the preferred Azerbaijani term of exactly one row is that row.
    """
    by_id = {concept.id: concept for concept in table.concepts}
    by_term: dict[str, list[str]] = {}
    for concept in table.concepts:
        by_term.setdefault(_term_key(concept), []).append(concept.id)
    wanted: dict[str, Concept] = {}
    added, changed, kept, unchanged, conflicts = [], [], [], [], []
    left_out = []
    for concept in concepts:
        foreign = [term for term in concept.terms if term.lang not in LANGS]
        left_out += [f"{concept.id}: “{term.text}” ({term.lang})" for term in foreign]
        concept = _as_held(concept, table)
        if match_terms:
            same = by_term.get(_term_key(concept), []) if _term_key(concept) else []
            concept_id = same[0] if len(same) == 1 else free_id(concept.id, by_id)
            concept = replace(concept, id=concept_id)
        known = by_id.get(concept.id)
        if known is None:
            added.append(concept.id)
            wanted[concept.id] = by_id[concept.id] = concept
            continue
        if on_conflict == "merge":
            concept = combine_concepts(known, concept)
        if order_terms(known) == concept:
            unchanged.append(concept.id)
        elif on_conflict == "keep":
            kept.append(concept.id)
        elif on_conflict == "error":
            conflicts.append(concept.id)
        else:
            changed.append(concept.id)
            wanted[concept.id] = by_id[concept.id] = concept
    if conflicts:
        more = f" and {len(conflicts) - 5} more" if len(conflicts) > 5 else ""
        raise DuplicateConceptError(
            f"{len(conflicts)} concepts are there with other content: "
            f"{', '.join(conflicts[:5])}{more}.",
            path=table.path,
            hint="Say what to do: --on-conflict keep, replace or merge.",
        )
    merged = table.with_changes(wanted.values())
    groups = (tuple(ids) for ids in (added, changed, kept, unchanged, left_out))
    return Merge(merged, *groups)


def _as_held(concept: Concept, table: TermTable) -> Concept:
    """Return a concept as a table gives it back: our languages, one preferred term in each."""
    held, problems = concept_from_cells(cells_from_concept(concept))
    if held is None or problems:
        named = [
            replace(problem, message=f"{concept.id}: {problem.message}") for problem in problems
        ]
        raise TermbaseProblemsError(named, path=table.path)
    return held


def combine_concepts(known: Concept, other: Concept) -> Concept:
    """Return `known` with the terms of `other` that it lacks, and its empty cells filled.

    A preferred term of `other` becomes an admitted one where `known` prefers another; a term
    that `known` forbids stays forbidden.
    """
    there = {(term.lang, fold(term.text, term.lang)) for term in known.terms}
    terms = list(known.terms)
    for term in other.terms:
        key = (term.lang, fold(term.text, term.lang))
        if key in there:
            continue
        there.add(key)
        if term.status == "preferred" and known.preferred(term.lang) is not None:
            term = Term(term.text, term.lang, "admitted")
        terms.append(term)
    filled = {
        field.name: getattr(known, field.name) or getattr(other, field.name)
        for field in fields(Concept)
        if field.name in _FREE_FIELDS
    }
    return order_terms(replace(known, terms=tuple(terms), **filled))


def drop_forbidden(concept: Concept) -> Concept | None:
    """Return a concept without its forbidden terms; None where no other is left."""
    terms = tuple(term for term in concept.terms if term.status != "forbidden")
    return replace(concept, terms=terms) if terms else None


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, or it with the first number that makes it free.

    >>> free_id("qanun", {"qanun", "qanun-2"})
    'qanun-3'
    """
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _term_key(concept: Concept) -> str:
    term = concept.preferred("az") or next(iter(concept.iter_terms("az", "admitted")), None)
    return fold(term.text, "az") if term is not None else ""
