"""Columns of a termbase table, and how a row of cells becomes a concept and back.

The same columns serve TSV, CSV, XLSX and JSON, so that a rule about a cell is written once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, get_args

from glossary.errors import TermbaseFormatError
from glossary.model import LANGS, Concept, ConceptStatus, Enforcement, Term, TermStatus

COLUMNS: Final[tuple[str, ...]] = (
    "id",
    "az",
    "en",
    "vi",
    "forbidden_en",
    "forbidden_vi",
    "pos",
    "domain",
    "status",
    "case_sensitive",
    "enforce",
    "source",
    "definition",
    "note",
)
"""Columns of a new table, in this order."""

OPTIONAL_COLUMNS: Final[tuple[str, ...]] = ("forbidden_az",)
"""Columns that are understood too, and appear only in a table that needs them."""

KNOWN_COLUMNS: Final[tuple[str, ...]] = COLUMNS + OPTIONAL_COLUMNS
SEPARATOR: Final = "|"

_TRUE: Final = frozenset({"yes", "y", "true", "1"})
_FALSE: Final = frozenset({"", "no", "n", "false", "0"})
_STATUSES: Final = get_args(ConceptStatus)
_ENFORCEMENTS: Final = get_args(Enforcement)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a termbase file that cannot be read: where, what, and the cure.

    `line` counts from 1 (a row number in a workbook, an array index plus one in JSON);
    `column` is the header name, or "" where the whole line is meant.
    """

    line: int | None
    message: str
    hint: str = ""
    column: str = ""

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line is not None else ""
        column = f"column {self.column}: " if self.column else ""
        cure = f" {self.hint}" if self.hint else ""
        return f"{place}{column}{self.message}{cure}"


class TermbaseProblemsError(TermbaseFormatError):
    """A termbase file with one or more problems; `problems` holds every one of them."""

    def __init__(self, problems: Iterable[Problem], *, path: Path | str | None = None) -> None:
        self.problems = tuple(problems)
        first, *rest = self.problems
        column = f"column {first.column}: " if first.column else ""
        hint = first.hint
        if rest:
            shown = "; ".join(str(problem) for problem in rest[:20])
            more = f"; {len(rest) - 20} more not shown" if len(rest) > 20 else ""
            hint = f"{hint} Further problems ({len(rest)}): {shown}{more}".strip()
        super().__init__(f"{column}{first.message}", path=path, line=first.line, hint=hint)


def clean_value(text: str) -> str:
    """Return the value of a cell: NFC, line ends as LF, no white space around it.

    >>> clean_value("  tội phạm mạng ") == unicodedata.normalize("NFC", "tội phạm mạng")
    True
    """
    if not text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()


def split_terms(cell: str) -> tuple[str, ...]:
    """Split a cell of terms at `|`; a first "" means that no form is preferred.

    >>> split_terms("tội phạm mạng | tội phạm công nghệ cao")
    ('tội phạm mạng', 'tội phạm công nghệ cao')
    >>> split_terms("|hòa giải")
    ('', 'hòa giải')
    >>> split_terms("")
    ()
    """
    parts = [" ".join(part.split()) for part in cell.split(SEPARATOR)]
    if not any(parts):
        return ()
    return (parts[0], *(part for part in parts[1:] if part))


def concept_from_cells(
    cells: Mapping[str, str], *, line: int | None = None
) -> tuple[Concept | None, list[Problem]]:
    """Build a concept from cells by column name; unknown columns are left alone.

    Returns the concept (None where it cannot be built) and the problems found on the way; a
    concept that comes with problems has default values in the cells at fault.
    """
    problems: list[Problem] = []
    values = {name: clean_value(cells.get(name, "")) for name in KNOWN_COLUMNS}

    def report(column: str, message: str, hint: str) -> None:
        problems.append(Problem(line, message, hint, column))

    if not values["id"]:
        report("id", "the row has no id.", "Give it one that no other row has.")
    terms = [*_iter_cell_terms(values)]
    if not terms:
        report("", "the row has no term.", "Fill in az and at least one of en and vi.")
    status = values["status"].lower() or "approved"
    if status not in _STATUSES:
        report("status", f"unknown status “{status}”.", f"Use one of: {', '.join(_STATUSES)}.")
        status = "approved"
    enforce = values["enforce"].lower()
    if enforce not in _ENFORCEMENTS:
        report(
            "enforce",
            f"unknown enforcement “{enforce}”.",
            f"Use one of: {', '.join(filter(None, _ENFORCEMENTS))}, or leave it empty.",
        )
        enforce = ""
    flag = values["case_sensitive"].lower()
    if flag not in _TRUE | _FALSE:
        report("case_sensitive", f"“{flag}” is neither yes nor no.", "Use yes, or leave it empty.")
    if not values["id"] or not terms:
        return None, problems
    concept = Concept(
        id=values["id"],
        terms=tuple(terms),
        pos=values["pos"],
        domain=values["domain"],
        status=status,  # type: ignore[arg-type]  # checked against the literal's values above
        case_sensitive=flag in _TRUE,
        enforce=enforce,  # type: ignore[arg-type]
        source=values["source"],
        definition=values["definition"],
        note=values["note"],
    )
    return concept, problems


def _iter_cell_terms(values: Mapping[str, str]) -> Iterable[Term]:
    for lang in LANGS:
        for index, text in enumerate(split_terms(values[lang])):
            if text:
                yield Term(text, lang, "admitted" if index else "preferred")
        for text in split_terms(values[f"forbidden_{lang}"]):
            if text:
                yield Term(text, lang, "forbidden")


def order_terms(concept: Concept) -> Concept:
    """Return the concept with its terms by language, then preferred, admitted, forbidden.

    This is the order in which a table gives them; other languages come last.
    """
    langs = [*LANGS, *sorted({term.lang for term in concept.terms} - {*LANGS})]
    statuses = get_args(TermStatus)
    terms = sorted(
        concept.terms, key=lambda term: (langs.index(term.lang), statuses.index(term.status))
    )
    return replace(concept, terms=tuple(terms))


def cells_from_concept(concept: Concept) -> dict[str, str]:
    """Return the cells of a concept by column name, one for every known column.

    Raises TermbaseFormatError for what a table cannot hold: a `|` in a term, an empty id.
    A second preferred term of a language becomes an admitted one.
    """
    if not concept.id or concept.id != clean_value(concept.id) or "\n" in concept.id:
        raise TermbaseFormatError(
            f"“{concept.id}” cannot be an id.", hint="Use a word without white space around it."
        )
    cells = {
        "id": concept.id,
        "pos": concept.pos,
        "domain": concept.domain,
        "status": concept.status,
        "case_sensitive": "yes" if concept.case_sensitive else "",
        "enforce": concept.enforce,
        "source": concept.source,
        "definition": concept.definition,
        "note": concept.note,
    }
    for lang in LANGS:
        preferred = _texts(concept, lang, "preferred")
        admitted = _texts(concept, lang, "admitted")
        good = [*preferred, *admitted] if preferred else ["", *admitted] if admitted else []
        cells[lang] = SEPARATOR.join(good)
        cells[f"forbidden_{lang}"] = SEPARATOR.join(_texts(concept, lang, "forbidden"))
    return {name: clean_value(cells[name]) for name in KNOWN_COLUMNS}


def _texts(concept: Concept, lang: str, status: TermStatus) -> list[str]:
    texts = [term.text for term in concept.iter_terms(lang, status)]
    for text in texts:
        if SEPARATOR in text:
            raise TermbaseFormatError(
                f"the term “{text}” of {concept.id} contains “|”, which separates forms.",
                hint="Write it as two forms, or with another sign.",
            )
    return texts


def check_columns(names: Iterable[str], *, line: int | None = None) -> list[Problem]:
    """Return what is wrong with a header: required columns that miss, names that repeat."""
    names = list(names)
    problems = []
    hint = f"The first line that is no comment names the columns: {', '.join(COLUMNS)}."
    for name in ("id", "az"):
        if name not in names:
            problems.append(Problem(line, f"there is no column “{name}”.", hint))
    if "en" not in names and "vi" not in names:
        problems.append(Problem(line, "there is neither a column “en” nor “vi”.", hint))
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        problems.append(
            Problem(line, f"the column “{name}” is there twice.", "Rename or remove one.")
        )
    return problems
