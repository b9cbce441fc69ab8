"""Rows of cells, as CSV and XLSX have them, to concepts and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from glossary.columns import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    SEPARATOR,
    Problem,
    cells_from_concept,
    check_columns,
    concept_from_cells,
)
from glossary.exchange.common import iter_unique, make_id
from glossary.model import LANGS, Concept

Layout = Literal["table", "cat"]

LANGUAGE_NAMES: Final = {"az": "Azerbaijani", "en": "English", "vi": "Vietnamese"}

_ALIASES: Final = {
    **{name.lower(): lang for lang, name in LANGUAGE_NAMES.items()},
    "azerbaijani (azerbaijan)": "az",
    "english (united kingdom)": "en",
    "english (united states)": "en",
    "vietnamese (vietnam)": "vi",
    "entry id": "id",
    "entry_id": "id",
    "subject": "domain",
    "subject field": "domain",
    "part of speech": "pos",
}
"""Names that MultiTerm and memoQ give to columns, in lower case."""

_NUMBERED: Final = re.compile(r"(.+?)\s*\((\d+)\)|(.+?)[\s_](\d+)")


def iter_rows(concepts: Iterable[Concept], *, layout: Layout = "table") -> Iterator[list[str]]:
    """Yield a header and a row for each concept.

    "table" has the columns of terms.tsv; "cat" a column for each form, by language name, which
    MultiTerm Convert and memoQ map to languages, without forbidden forms.
    """
    concepts = list(concepts)
    if layout == "cat":
        yield from _iter_cat_rows(concepts)
        return
    rows = [cells_from_concept(concept) for concept in concepts]
    used = [name for name in OPTIONAL_COLUMNS if any(row[name] for row in rows)]
    names = [*COLUMNS, *used]
    yield names
    for row in rows:
        yield [row[name] for name in names]


def _iter_cat_rows(concepts: Sequence[Concept]) -> Iterator[list[str]]:
    forms = {
        lang: [
            [term.text for term in concept.iter_terms(lang, "preferred", "admitted")]
            for concept in concepts
        ]
        for lang in LANGS
    }
    widths = {lang: max((len(texts) for texts in forms[lang]), default=1) or 1 for lang in LANGS}
    header = ["Entry ID"]
    for lang in LANGS:
        name = LANGUAGE_NAMES[lang]
        header += [name, *(f"{name} ({n})" for n in range(2, widths[lang] + 1))]
    yield [*header, "Part of speech", "Subject", "Definition", "Note", "Source"]
    for index, concept in enumerate(concepts):
        row = [concept.id]
        for lang in LANGS:
            texts = forms[lang][index]
            row += [*texts, *[""] * (widths[lang] - len(texts))]
        yield [
            *row, concept.pos, concept.domain, concept.definition, concept.note, concept.source
        ]  # fmt: skip


def read_rows(
    rows: Iterable[tuple[int, Sequence[str]]],
) -> tuple[list[Concept], list[Problem], list[Problem]]:
    """Read concepts from numbered rows, the first of which that is not blank names the columns.

    Several columns of a language (English, English (2)) become forms of it; a row without an id
    gets one from its terms where the table has no such column. Returns concepts, problems, and
    what was left out.
    """
    header: list[str] = []
    names: list[str] = []
    problems: list[Problem] = []
    found: list[tuple[Concept, int | None]] = []
    taken: set[str] = set()
    for number, row in rows:
        if not any(cell.strip() for cell in row) or row[0].lstrip().startswith("#"):
            continue
        if not names:
            header = [cell.strip() for cell in row]
            names = [_column_name(cell) for cell in header]
            if "id" not in names:
                names.append("id")
            repeated = [n for n in LANGS for _ in range(max(0, names.count(n) - 1))]
            unique = list(names)
            for lang in repeated:
                unique.remove(lang)
            problems.extend(check_columns(unique, line=number))
            if problems:
                break
            continue
        cells = _collect(names, row)
        extra = [cell for cell in row[len(names) :] if cell.strip()]
        if extra:
            message = f"it has {len(row)} cells, the header {len(header)} (“{extra[0]}”…)."
            problems.append(Problem(number, message, "Remove the cell that is too many."))
            continue
        if not cells["id"].strip() and "id" not in map(_column_name, header):
            draft, _ = concept_from_cells({**cells, "id": "draft"})
            if draft is not None:
                cells["id"] = make_id(draft.terms, taken)
        concept, faults = concept_from_cells(cells, line=number)
        problems.extend(faults)
        if concept is not None:
            found.append((concept, number))
            taken.add(concept.id)
    if not names:
        problems.extend(check_columns((), line=None))
    unknown = [
        Problem(None, f"the column “{shown}” is not ours and was left out.", column=shown)
        for shown, name in zip(header, names, strict=False)
        if shown and name not in (*COLUMNS, *OPTIONAL_COLUMNS)
    ]
    concepts = list(iter_unique(found, problems))
    return concepts, problems, unknown


def _column_name(cell: str) -> str:
    name = cell.strip().lower()
    name = _ALIASES.get(name, name)
    match = _NUMBERED.fullmatch(name)
    if match is not None:
        base = match[1] or match[3]
        base = _ALIASES.get(base, base)
        if base in LANGS:
            return base
    return name


def _collect(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    cells = dict.fromkeys(names, "")
    for index, name in enumerate(names):
        value = row[index] if index < len(row) else ""
        if name in LANGS and cells[name] and value.strip():
            value = f"{cells[name]}{SEPARATOR}{value}"
        cells[name] = value or cells[name]
    return cells
