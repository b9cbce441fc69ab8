"""Problems of a termbase that a terminologist wants to hear of before a translator does.

A row whose note contains `lint: ok CODE` (or `lint: ok CODE, CODE`) is not reported for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from glossary.alphabets import iter_letter_problems
from glossary.columns import SEPARATOR, Problem, clean_value
from glossary.files import read_bytes
from glossary.model import LANGS, Concept, Match, Term
from glossary.text import fold
from glossary.tsv import TermTable, parse_tsv

Severity = Literal["error", "warning"]

PARTS_OF_SPEECH: Final = (
    "",
    "noun",
    "verb",
    "adjective",
    "adverb",
    "name",
    "abbreviation",
    "phrase",
)
"""Values of `pos`; "" is taken for a noun."""

CODES: Final[dict[str, Severity]] = {
    "format": "error",
    "missing-language": "error",
    "no-translation-yet": "warning",
    "no-preferred": "warning",
    "repeated-form": "warning",
    "self-forbidden": "error",
    "duplicate-concept": "error",
    "shared-source": "warning",
    "shared-target": "warning",
    "forbidden-elsewhere": "warning",
    "wrong-script": "error",
    "wrong-letter": "error",
    "foreign-letter": "warning",
    "invisible": "error",
    "not-nfc": "warning",
    "white-space": "warning",
    "stray-quote": "warning",
    "untranslated": "warning",
    "unknown-pos": "warning",
    "bad-id": "warning",
    "not-found": "error",
}
"""Every code with its severity."""

_OK: Final = re.compile(r"lint:\s*ok\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)", re.IGNORECASE)
_TERM_COLUMNS: Final = (*LANGS, *(f"forbidden_{lang}" for lang in LANGS))
_BAD_SPACE: Final = re.compile(r"[^\S ]|  |(?<=\() | (?=[),;:])")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a termbase. `line` is None where no line can be named."""

    code: str
    severity: Severity
    line: int | None
    column: str
    concept: str
    message: str


def lint_file(path: Path | str, *, check_forms: bool = True) -> list[Finding]:
    """Return the findings for a termbase file, by line; raise TermbaseNotFoundError.

    A file with unreadable lines is checked as far as it can be read. `check_forms` matches
    every inflected form, which takes most of the time.
    """
    path = Path(path)
    table, problems = parse_tsv(read_bytes(path), path=path)
    return lint_table(table, problems, check_forms=check_forms)


def lint_table(
    table: TermTable, problems: Iterable[Problem] = (), *, check_forms: bool = True
) -> list[Finding]:
    """Return the findings for a table and the problems that reading it gave, by line."""
    linter = _Linter(table)
    for problem in problems:
        message = f"{problem.message} {problem.hint}".strip()
        linter.findings.append(
            Finding("format", "error", problem.line, problem.column, "", message)
        )
    for concept in table.concepts:
        linter.check_languages(concept)
        linter.check_terms(concept)
        linter.check_cells(concept)
    linter.check_conflicts()
    if check_forms and table.concepts:
        linter.check_forms()
    return sorted(
        linter.findings, key=lambda f: (f.line is None, f.line or 0, f.column, f.code, f.message)
    )


class _Linter:
    """The findings so far, and how to add one."""

    def __init__(self, table: TermTable) -> None:
        self.table = table
        self.findings: list[Finding] = []
        self._allowed = {
            concept.id: {
                code.strip().lower()
                for match in _OK.finditer(concept.note)
                for code in match[1].split(",")
            }
            for concept in table.concepts
        }

    def report(
        self, code: str, concept: Concept, column: str, message: str, *, other: str | None = None
    ) -> None:
        """Add a finding, unless the note of the concept (or of the `other` one) allows it."""
        if code in self._allowed[concept.id] or (other and code in self._allowed[other]):
            return
        line = self.table.line_number(concept.id)
        self.findings.append(Finding(code, CODES[code], line, column, concept.id, message))

    def where(self, concept_id: str) -> str:
        return f"{concept_id} (line {self.table.line_number(concept_id)})"

    def check_languages(self, concept: Concept) -> None:
        good = {lang: [*concept.iter_terms(lang, "preferred", "admitted")] for lang in LANGS}
        targets = [lang for lang in LANGS[1:] if lang in self.table.columns]
        if not good["az"]:
            message = "no Azerbaijani term: the concept is never found. Fill in az."
            self.report("missing-language", concept, "az", message)
        missing = [lang for lang in targets if not good[lang]]
        if missing and len(missing) == len(targets):
            message = "no term in any target language: nothing to translate it with."
            self.report("missing-language", concept, missing[0], message)
        else:
            for lang in missing:
                self.report("no-translation-yet", concept, lang, f"no term in {lang}.")
        for each in LANGS:
            if good[each] and concept.preferred(each) is None:
                message = "admitted forms, but none is preferred: put the best one first."
                self.report("no-preferred", concept, each, message)

    def check_terms(self, concept: Concept) -> None:
        letters: dict[tuple[str, str], list[str]] = defaultdict(list)
        english = " ".join(term.text for term in concept.iter_terms("en")).casefold()
        for lang in LANGS:
            seen: dict[str, Term] = {}
            for term in concept.iter_terms(lang):
                column = f"forbidden_{lang}" if term.status == "forbidden" else lang
                key = term.text if concept.case_sensitive else fold(term.text, lang)
                first = seen.setdefault(key, term)
                if first is not term and (first.status == "forbidden") != (column != lang):
                    message = f"“{term.text}” is forbidden and in use at once."
                    self.report("self-forbidden", concept, column, message)
                elif first is not term:
                    self.report("repeated-form", concept, column, f"“{term.text}” is there twice.")
                for fault in iter_letter_problems(term.text, lang):
                    word = _word_around(term.text, fault.index)
                    if fault.fault == "foreign-letter" and word.casefold() in english:
                        continue  # A loan that is written as in English: trang web, deepfake.
                    message = f"“{term.text}”, character {fault.index + 1}: {fault.name}."
                    letters[fault.fault, column].append(message)
        for (code, column), messages in letters.items():
            # A word that is used in every form of a cell is one decision, not five.
            more = f" And {len(messages) - 1} more in this cell." if messages[1:] else ""
            self.report(code, concept, column, messages[0] + more)
        source = concept.preferred("az")
        for target_lang in LANGS[1:]:
            target = concept.preferred(target_lang)
            if source is None or target is None or source.text.isupper():
                continue
            # Names and abbreviations may be alike; a common noun that is was copied.
            alike = fold(source.text, "az") == fold(target.text, "az")
            if alike and concept.pos not in ("name", "abbreviation"):
                message = f"“{target.text}” is the Azerbaijani term."
                self.report("untranslated", concept, target_lang, message)

    def check_cells(self, concept: Concept) -> None:
        line = self.table.row(concept.id)
        for index, column in enumerate(self.table.columns[: len(line.cells)]):
            raw = line.cells[index]
            if not unicodedata.is_normalized("NFC", raw):
                message = "decomposed letters: write it in Unicode form NFC."
                self.report("not-nfc", concept, column, message)
            value = line.value(index)
            if raw.strip().startswith('"') and clean_value(raw) == value:
                message = (
                    "a quote opens the cell and does not close it: a spreadsheet may swallow rows."
                )
                self.report("stray-quote", concept, column, message)
            if column in _TERM_COLUMNS:
                self._check_space(concept, column, value)
        if concept.pos not in PARTS_OF_SPEECH:
            known = ", ".join(filter(None, PARTS_OF_SPEECH))
            message = f"“{concept.pos}” is none of: {known}."
            self.report("unknown-pos", concept, "pos", message)
        if not re.fullmatch(r"[\w.:-]+", concept.id):
            message = f"“{concept.id}”: letters, digits, hyphen, dot and colon are safe everywhere."
            self.report("bad-id", concept, "id", message)

    def _check_space(self, concept: Concept, column: str, value: str) -> None:
        parts = value.split(SEPARATOR)
        if any(not part.strip() for part in parts[1:]):
            message = f"“{value}”: an empty form beside “{SEPARATOR}”."
            self.report("white-space", concept, column, message)
        for part in parts:
            found = _BAD_SPACE.search(part.strip(" "))
            if found is not None:
                kind = unicodedata.name(found[0][0], f"U+{ord(found[0][0]):04X}").lower()
                message = f"“{part.strip()}”: stray white space ({kind})."
                self.report("white-space", concept, column, message)

    def check_conflicts(self) -> None:
        """Compare the concepts with each other."""
        preferred: dict[tuple[str, str], list[Concept]] = defaultdict(list)
        forbidden: dict[tuple[str, str], list[Concept]] = defaultdict(list)
        for concept in self.table.concepts:
            for term in concept.terms:
                key = (term.lang, fold(term.text, term.lang))
                if term.status == "preferred":
                    preferred[key].append(concept)
                elif term.status == "forbidden":
                    forbidden[key].append(concept)
        for (lang, _), concepts in preferred.items():
            for earlier, concept in _iter_pairs(concepts):
                self._compare(lang, earlier, concept)
        for key, concepts in preferred.items():
            for concept in concepts:
                others = [c for c in forbidden.get(key, ()) if c.id != concept.id]
                for other in others[:1]:
                    text = _preferred_text(concept, key[0])
                    message = f"“{text}” is preferred here and forbidden in {self.where(other.id)}."
                    self.report("forbidden-elsewhere", concept, key[0], message, other=other.id)

    def _compare(self, lang: str, earlier: Concept, concept: Concept) -> None:
        """Report two concepts that prefer the same term of `lang`."""
        rest = [other for other in LANGS if other != lang]
        same = all(
            _preferred_key(earlier, other) == _preferred_key(concept, other) for other in rest
        )
        there = self.where(earlier.id)
        if same:
            if lang == "az" or concept.preferred("az") is None:
                message = f"the same terms as {there}: remove one, or say how they differ."
                self.report("duplicate-concept", concept, lang, message, other=earlier.id)
        elif lang == "az":
            text = _preferred_text(concept, "az")
            message = f"“{text}” is translated otherwise in {there}: which one is meant?"
            self.report("shared-source", concept, "az", message, other=earlier.id)
        elif _preferred_key(earlier, "az") != _preferred_key(concept, "az"):
            text = _preferred_text(concept, lang)
            message = f"“{text}” also translates {there}: one concept with two Azerbaijani forms?"
            self.report("shared-target", concept, lang, message, other=earlier.id)

    def check_forms(self) -> None:
        """Let the matcher find every term in its own forms."""
        from glossary.languages.az import common_forms
        from glossary.matcher import TermMatcher

        for lang in LANGS:
            matcher = TermMatcher(self.table.concepts, lang)
            for concept in self.table.concepts:
                for term in concept.iter_terms(lang, "preferred", "admitted"):
                    forms: tuple[str, ...] = (term.text,)
                    if lang == "az":
                        forms = (term.text, *common_forms(term.text, pos=concept.pos))
                    self._check_found(concept, term, forms, matcher.iter_matches)

    def _check_found(
        self,
        concept: Concept,
        term: Term,
        forms: Iterable[str],
        find: Callable[[str], Iterable[Match]],
    ) -> None:
        lost = [
            form
            for form in dict.fromkeys(forms)
            if not any(
                match.concept.id == concept.id and _is_whole(form, match, term.lang)
                for match in find(form)
            )
        ]
        if lost:
            shown = ", ".join(f"“{form}”" for form in lost[:3])
            more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
            message = f"“{term.text}” is not found in {shown}{more}: check its spelling and pos."
            self.report("not-found", concept, term.lang, message)


def _iter_pairs(concepts: list[Concept]) -> Iterator[tuple[Concept, Concept]]:
    """Yield each concept but the first with the first of another id."""
    for concept in concepts[1:]:
        if concept.id != concepts[0].id:
            yield concepts[0], concept


def _is_whole(form: str, match: Match, lang: str) -> bool:
    """Tell whether a match is the whole form but for brackets and the “to” of an infinitive."""
    before = form[: match.start].lower()
    if lang == "en":
        before = before.removeprefix("to ")
    return not any(char.isalnum() for char in before + form[match.end :])


def _word_around(text: str, index: int) -> str:
    """Return the word that holds a character."""
    start = max((m.end() for m in re.finditer(r"[\W_]", text[:index])), default=0)
    end = re.search(r"[\W_]", text[index:])
    return text[start : index + end.start() if end else len(text)]


def _preferred_text(concept: Concept, lang: str) -> str:
    term = concept.preferred(lang)
    return term.text if term is not None else ""


def _preferred_key(concept: Concept, lang: str) -> str:
    return fold(_preferred_text(concept, lang), lang)
