"""The segments of the HTML report: marked texts, issues, and what makes a segment bad."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from translate_cli.model import ENFORCED, Issue, Target, TermUse, Unit

LANG_NAMES: Final = {
    "az": "Azerbaijani",
    "en": "English",
    "ru": "Russian",
    "tr": "Turkish",
    "vi": "Vietnamese",
}
ISSUE_NAMES: Final = {
    "codes-guessed": "Formatting",
    "empty": "Empty",
    "low-score": "Low score",
    "number": "Number",
    "repetition": "Repetition",
    "term-forbidden": "Forbidden form",
    "term-missing": "Missing term",
    "term-repeated": "Repeated term",
    "untranslated": "Untranslated",
}
_COLOURS: Final = 8
_QUOTED: Final = re.compile('[“"«]([^”"»]+)[”"»]')
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def escape_text(text: str) -> str:
    """Escape a text for HTML, replacing control characters that it cannot hold."""
    return html.escape(_CONTROLS.sub("\ufffd", text))


def lang_name(lang: str) -> str:
    """Return the English name of a language, or its code where it has none here."""
    return LANG_NAMES.get(lang.partition("-")[0], lang)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span of a text to mark, with the CSS classes and what a tooltip says."""

    start: int
    end: int
    classes: str
    label: str
    number: int | None = None


def mark_spans(text: str, spans: Iterable[Span]) -> str:
    """Return `text` as HTML with spans marked; they may overlap, marks never do.

    Where spans overlap, the piece looks like the shortest and its tooltip names all.

    >>> mark_spans("əlavə protokol", [Span(6, 14, "c1", "protokol", 2)])
    'əlavə <mark class="c1" title="protokol" data-n="2">protokol</mark>'
    """
    starting: dict[int, list[Span]] = {}
    cuts = {0, len(text)}
    for span in spans:
        start, end = max(span.start, 0), min(span.end, len(text))
        if start < end:
            clipped = Span(start, end, span.classes, span.label, span.number)
            starting.setdefault(start, []).append(clipped)
            cuts.update((start, end))
    parts: list[str] = []
    active: list[Span] = []
    for start, end in pairwise(sorted(cuts)):
        active = [span for span in active if span.end > start] + starting.get(start, [])
        piece = escape_text(text[start:end])
        if active:
            active.sort(key=lambda span: span.end - span.start)
            label = " | ".join(dict.fromkeys(span.label for span in active))
            ended = dict.fromkeys(
                str(span.number) for span in active if span.end == end and span.number is not None
            )
            number = f' data-n="{",".join(ended)}"' if ended else ""
            title = f' title="{escape_text(label)}"' if label else ""
            piece = f'<mark class="{active[0].classes}"{title}{number}>{piece}</mark>'
        parts.append(piece)
    return "".join(parts)


class Colours:
    """Give every concept one colour, differing from its neighbours' where it is first seen."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}
        self._used = [0] * _COLOURS

    def assign(self, concepts: Iterable[str]) -> dict[str, str]:
        """Return the CSS class of each concept of one segment."""
        concepts = list(concepts)
        here = {self._of[concept] for concept in concepts if concept in self._of}
        for concept in concepts:
            if concept not in self._of:
                choice = min(range(_COLOURS), key=lambda n: (n in here, self._used[n], n))
                self._of[concept] = choice
                self._used[choice] += 1
                here.add(choice)
        return {concept: f"c{self._of[concept]}" for concept in concepts}


class Row:
    """A unit with what decides its place in the report.

    `kinds` are the CSS classes that the filters go by: i issues, m missing terms, l low score,
    e errors. `weight` is 0 where nothing is wrong.
    """

    __slots__ = (
        "anchor",
        "document",
        "is_error",
        "kinds",
        "place",
        "reasons",
        "score",
        "source_lang",
        "target_langs",
        "unit",
        "weight",
    )

    def __init__(
        self,
        unit: Unit,
        anchor: str,
        place: int,
        document: str,
        source_lang: str,
        target_langs: tuple[str, ...],
    ) -> None:
        self.unit, self.anchor, self.place, self.document = unit, anchor, place, document
        self.source_lang, self.target_langs = source_lang, target_langs
        found: Counter[str] = Counter()
        targets = [unit.targets[lang] for lang in target_langs if lang in unit.targets]
        translated = sum(bool(target.text.strip()) for target in targets)
        errors = found["no translation"] = len(target_langs) - translated
        for target in targets:
            missing = sum(use.status == "missing" for use in target.terms)
            found["missing term"] += missing
            errors += missing
            for issue in _other_issues(target):
                found[_issue_name(issue).lower()] += 1
                errors += issue.severity == "error"
        low, missing = found["low score"], found["missing term"]
        self.is_error = errors > 0
        # A wrong term changes the law, a low score is a risk of it, the rest are hints.
        self.weight = 10 * errors + 4 * low + max(found.total() - errors - low, 0)
        self.score = min((target.score_logprob for target in targets), default=-math.inf)
        self.reasons = ", ".join(
            f"{count} × {name}" if count > 1 else name for name, count in found.items() if count
        )
        flags = {"i": found.total(), "m": missing, "l": low, "e": errors}
        self.kinds = [kind for kind, count in flags.items() if count]

    def rank(self) -> tuple[int, float]:
        """Return what sorts the worst first."""
        return (-self.weight, self.score)

    def render(self, colours: Colours) -> str:
        """Return the table row: number, source, and each target with what is to be said of it."""
        uses = [
            (lang, use)
            for lang in self.target_langs
            if lang in self.unit.targets
            for use in self.unit.targets[lang].terms
        ]
        uses.sort(key=lambda pair: pair[1].source)
        concepts = list(dict.fromkeys(use.concept for _, use in uses))
        look = colours.assign(concepts)
        numbers = {concept: number for number, concept in enumerate(concepts, 1)}
        kinds = f' class="{" ".join(self.kinds)}"' if self.kinds else ""
        source = mark_spans(self.unit.segment.text, _source_spans(uses, look, numbers))
        cells = [
            f'<tr id="{self.anchor}"{kinds}><td><a href="#{self.anchor}"'
            f' title="{escape_text(self.unit.segment.id)}">{self.place}</a></td>'
            f'<td data-l="{escape_text(lang_name(self.source_lang))}">'
            f'<p lang="{escape_text(self.source_lang)}">{source}</p></td>'
        ]
        for lang in self.target_langs:
            name = escape_text(lang_name(lang))
            target = self.unit.targets.get(lang)
            if target is None or not target.text.strip():
                body = '<p class="none">No translation</p>'
            else:
                text = mark_spans(target.text, _target_spans(target, look, numbers))
                body = f'<p lang="{escape_text(lang)}">{text}</p>'
            if target is not None:
                body += _render_origin(target) + _render_list(target, numbers, self.source_lang)
            cells.append(f'<td data-l="{name}">{body}</td>')
        return "".join(cells) + "</tr>\n"


def _source_spans(
    uses: Iterable[tuple[str, TermUse]], look: dict[str, str], numbers: dict[str, int]
) -> Iterator[Span]:
    """Yield one span an occurrence: what became of it in all languages goes into one label."""
    occurrences: dict[tuple[str, tuple[int, int]], list[tuple[str, TermUse]]] = {}
    for lang, use in uses:
        occurrences.setdefault((use.concept, use.source), []).append((lang, use))
    for (concept, (start, end)), renderings in occurrences.items():
        outcomes = "; ".join(
            f"{lang}: {use.expected}, {_describe_how(use)}" for lang, use in renderings
        )
        missing = any(use.status == "missing" for _, use in renderings)
        classes = f"{look[concept]} x" if missing else look[concept]
        yield Span(start, end, classes, f"{concept} → {outcomes}", numbers[concept])


def _target_spans(target: Target, look: dict[str, str], numbers: dict[str, int]) -> Iterator[Span]:
    for use in target.terms:
        if use.target is not None:
            enforced = use.how in ENFORCED
            classes = f"{look[use.concept]} f" if enforced else look[use.concept]
            label = f"{use.concept}: {_describe_how(use)}{_describe_change(use)}"
            yield Span(*use.target, classes, label, numbers[use.concept])
    for issue in target.issues:
        # An issue has no span: by convention its message quotes the forbidden form first.
        quoted = _QUOTED.search(issue.message) if issue.code == "term-forbidden" else None
        if quoted:
            for match in re.finditer(re.escape(quoted[1]), target.text, re.IGNORECASE):
                yield Span(*match.span(), "x", "forbidden form")


def _describe_how(use: TermUse) -> str:
    return f"{use.status} ({use.how})" if use.how else use.status


def _describe_change(use: TermUse) -> str:
    """Say what the model had said and what enforcing cost, where there is something to say."""
    before = f", the model had said “{use.before}”" if use.before else ""
    cost = f", cost {use.cost_logprob:.2f} per token" if use.cost_logprob else ""
    return before + cost


def _issue_name(issue: Issue) -> str:
    return ISSUE_NAMES.get(issue.code, issue.code)


def _other_issues(target: Target) -> list[Issue]:
    """Return the issues without those that only repeat the missing terms of the target."""
    repeats = sum(use.status == "missing" for use in target.terms)
    others = []
    for issue in target.issues:
        if issue.code == "term-missing" and repeats:
            repeats -= 1
        else:
            others.append(issue)
    return others


def _render_origin(target: Target) -> str:
    score = target.score_logprob
    shown = ""
    if math.isfinite(score) and not target.origin.startswith("memory"):
        shown = f"model score {100 * math.exp(min(score, 0.0)):.0f} % · "
    low = any(issue.code == "low-score" for issue in target.issues)
    kind = ' class="l"' if low else ""
    return f"<small{kind}>{shown}{escape_text(target.origin)}</small>"


def _render_list(target: Target, numbers: dict[str, int], source_lang: str) -> str:
    """List what is wrong, then what was enforced or is not the preferred term."""
    items = []
    uses = sorted(target.terms, key=lambda use: numbers[use.concept])
    for use in uses:
        if use.status == "missing":
            items.append(
                f'<li class="x"><b>Missing term {numbers[use.concept]}:</b>'
                f" {_quote(use.source_text, source_lang)} should be"
                f" {_quote(use.expected, target.lang)}"
                f"{escape_text(_describe_change(use))}</li>"
            )
    for issue in _other_issues(target):
        kind = "x" if issue.severity == "error" or issue.code == "term-forbidden" else "w"
        items.append(
            f'<li class="{kind}"><b>{escape_text(_issue_name(issue))}:</b>'
            f" {escape_text(issue.message)}</li>"
        )
    for use in uses:
        enforced = use.how in ENFORCED
        if use.target is not None and (enforced or use.status == "admitted"):
            found = target.text[slice(*use.target)]
            items.append(
                f"<li><b>Term {numbers[use.concept]}:</b> {_quote(found, target.lang)},"
                f" {escape_text(_describe_how(use) + _describe_change(use))}</li>"
            )
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _quote(text: str, lang: str) -> str:
    return f'“<span lang="{escape_text(lang)}">{escape_text(text)}</span>”'
