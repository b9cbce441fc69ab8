"""JSON: everything that the model holds, nothing else."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final, get_args

from glossary.columns import Problem, clean_value
from glossary.exchange.common import Imported, finish, iter_unique, make_id, read_import
from glossary.files import replace_file
from glossary.model import Concept, ConceptStatus, Enforcement, Term, TermStatus
from glossary.tsv_lines import decode_bytes

FORMAT: Final = "lugat-termbase"
VERSION: Final = 1

_TEXT_FIELDS: Final = ("pos", "domain", "source", "definition", "note")
_FIELDS: Final = tuple(field.name for field in fields(Concept))


def concept_to_dict(concept: Concept) -> dict[str, Any]:
    """Return a concept as plain data, as `--json` and the JSON export show it."""
    return {
        **asdict(concept),
        "terms": [asdict(term) for term in concept.terms],
    }


def write_json(path: Path, concepts: Iterable[Concept], *, signature: str = "") -> None:
    """Write concepts as JSON, one object a concept; raise TermbaseWriteError."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "generator": signature,
        "concepts": [concept_to_dict(concept) for concept in concepts],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    replace_file(path, text.encode("utf-8", errors="replace"))


def read_json(path: Path) -> Imported:
    """Read concepts from JSON: our export, or a plain array of such concepts.

    Raises TermbaseProblemsError with every problem; `line` is the number of the concept in the
    array, from 1, and `column` the member at fault.
    """
    text, _, _, problems = decode_bytes(read_import(path))
    if problems:
        return finish((), problems, path=path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as exc:
        hint = "Repair it there, or export it again."
        problem = Problem(exc.lineno, f"it is no JSON: {exc.msg} (column {exc.colno}).", hint)
        return finish((), [problem], path=path)
    except RecursionError:
        return finish((), [Problem(1, "it is nested too deeply.", "Export it again.")], path=path)
    items = document.get("concepts") if isinstance(document, dict) else document
    if isinstance(document, dict) and document.get("version", VERSION) != VERSION:
        message = f"version {document.get('version')} of the format is not known."
        problems.append(Problem(None, message, "Update lugat.", "version"))
    if not isinstance(items, list):
        hint = 'Expected {"concepts": [...]}, as `lugat glossary export FILE.json` writes it.'
        problems.append(Problem(None, "there is no array of concepts.", hint, "concepts"))
        items = []
    found: list[tuple[Concept, int | None]] = []
    taken: set[str] = set()
    for number, item in enumerate(items, start=1):
        reader = _Reader(number, problems)
        concept = reader.read(item, taken)
        if concept is not None:
            found.append((concept, number))
            taken.add(concept.id)
    concepts = list(iter_unique(found, problems))
    return finish(concepts, problems, path=path)


class _Reader:
    """Reads one concept, collecting what is wrong with it."""

    def __init__(self, number: int, problems: list[Problem]) -> None:
        self.number = number
        self.problems = problems

    def report(self, column: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.number, message, hint, column))

    def text(self, item: Mapping[str, object], name: str, place: str = "") -> str:
        value = item.get(name, "")
        if value is None:
            return ""
        if not isinstance(value, str):
            self.report(place or name, "it is no text.", "Put it in quotes.")
            return ""
        if any("\ud800" <= char <= "\udfff" for char in value):
            self.report(place or name, "it holds half a character.", "Type it again.")
            return ""
        return clean_value(value)

    def choice(
        self, item: Mapping[str, object], name: str, known: tuple[str, ...], place: str = ""
    ) -> Any:
        value = self.text(item, name, place) or known[0]
        if value not in known:
            shown = ", ".join(filter(None, known))
            self.report(place or name, f"unknown value “{value}”.", f"Use one of: {shown}.")
            return known[0]
        return value

    def read(self, item: object, taken: Container[str]) -> Concept | None:
        before = len(self.problems)
        if not isinstance(item, dict):
            self.report("", "a concept is an object.", "Write {…}.")
            return None
        for name in item:
            if name not in _FIELDS:
                self.report(str(name), "unknown member.", f"Known: {', '.join(_FIELDS)}.")
        terms = self._terms(item.get("terms"))
        flag = item.get("case_sensitive", False)
        if not isinstance(flag, bool):
            self.report("case_sensitive", "it is neither true nor false.", "Write true or false.")
        concept = Concept(
            id=self.text(item, "id") or make_id(terms, taken),
            terms=terms,
            status=self.choice(item, "status", get_args(ConceptStatus)),
            enforce=self.choice(item, "enforce", get_args(Enforcement)),
            case_sensitive=flag is True,
            **{name: self.text(item, name) for name in _TEXT_FIELDS},
        )
        return concept if len(self.problems) == before else None

    def _terms(self, items: object) -> tuple[Term, ...]:
        hint = 'Write "terms": [{"text": …, "lang": …, "status": …}].'
        if not isinstance(items, list) or not items:
            self.report("terms", "there is no array of terms.", hint)
            return ()
        terms = []
        for index, item in enumerate(items):
            place = f"terms[{index}]"
            if not isinstance(item, dict):
                self.report(place, "a term is an object.", hint)
                continue
            text = " ".join(self.text(item, "text", f"{place}.text").split())
            lang = self.text(item, "lang", f"{place}.lang")
            status = self.choice(item, "status", get_args(TermStatus), f"{place}.status")
            if not text or not lang:
                self.report(place, "a term needs text and lang.", hint)
                continue
            terms.append(Term(text, lang, status))
        return tuple(terms)
