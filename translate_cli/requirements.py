"""What the glossary asks of a segment's translation, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from glossary.model import Concept
from translate_cli.model import Hypothesis, Issue, TermUse

EnforceMode = Literal["strict", "prefer", "check"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """An occurrence of a glossary term in a source segment that its translation must render."""

    concept: Concept
    start: int
    end: int
    text: str
    mode: EnforceMode


@dataclass(frozen=True, slots=True)
class Outcome:
    """The chosen translation of a segment with what became of its terms."""

    hypothesis: Hypothesis
    terms: tuple[TermUse, ...]
    issues: tuple[Issue, ...]


def require_after_pivot(
    requirements: Sequence[Requirement], outcome: Outcome
) -> tuple[Requirement, ...]:
    """Carry requirements over a pivot: their source is now where the pivot text renders them."""
    carried = []
    for requirement, use in zip(requirements, outcome.terms, strict=True):
        if use.target is not None:
            start, end = use.target
            text = outcome.hypothesis.text[start:end]
            carried.append(replace(requirement, start=start, end=end, text=text))
        else:
            carried.append(replace(requirement, start=0, end=0))
    return tuple(carried)


def surface_forms(text: str, lang: str, pos: str) -> tuple[str, ...]:
    """Return the surface forms of a target term, dictionary form first."""
    if lang == "en":
        from glossary.languages.en import surface_forms as english

        return english(text, pos)
    if lang == "vi":
        from glossary.languages.vi import surface_forms as vietnamese

        return vietnamese(text, pos)
    return (text,)
