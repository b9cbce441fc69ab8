"""What an XLIFF file says beside its texts: states, notes, and how it was made."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final

from translate_cli.model import Target, TermUse

DRAFT_SUBSTATES: Final = {"leveraged-mt": "lugat:mt", "fuzzy-match": "lugat:fuzzy"}
"""What XLIFF 2 has instead of the state-qualifier of 1.2, for what still needs a review."""

_DATATYPES: Final[Mapping[str, str]] = {
    ".txt": "plaintext", ".text": "plaintext", "": "plaintext", ".html": "html", ".htm": "html",
    ".xhtml": "xhtml", ".xml": "xml", ".xlf": "xml", ".xliff": "xml",
}  # fmt: skip
"""Values of `datatype` (XLIFF 1.2, 2.3); others are x- and the ending."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a file says about how it was made."""

    tool_version: str
    created_at: datetime
    glossary_sha256: str = ""
    model: str = ""

    @property
    def date(self) -> str:
        """Return the time in UTC, as XML Schema writes it."""
        return self.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def iter_facts(self) -> Iterator[tuple[str, str]]:
        """Yield (name, value) of what is known beside version and time."""
        if self.model:
            yield "model", self.model
        if self.glossary_sha256:
            yield "glossary", f"sha256:{self.glossary_sha256}"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for the translator; priority 1 is the highest of 10."""

    category: str
    text: str
    priority: int


def iter_notes(target: Target) -> Iterator[Note]:
    """Yield what a translator should know: problems, then terms."""
    for issue in target.issues:
        yield Note("issue", f"{issue.severity}: {issue.message} [{issue.code}]", 1)
    for text in dict.fromkeys(describe_use(use) for use in target.terms):
        yield Note("term", text, 2)


def describe_use(use: TermUse) -> str:
    """Say which term a translation needs and whether it has it.

    >>> describe_use(TermUse("court", (0, 8), None, "missing", "", "məhkəmə", "court"))
    'term: məhkəmə → court (missing)'
    """
    labels = f"{use.status}, {use.how}" if use.how else use.status
    return f"term: {use.source_text} → {use.expected} ({labels})"


def describe_origin(target: Target) -> str:
    """Say where a translation comes from, and how sure the model was."""
    if target.origin.startswith("memory:") or not math.isfinite(target.score_logprob):
        return target.origin
    return f"{target.origin}, score {target.score_logprob:.2f}"


def state_1(origin: str) -> tuple[str, str]:
    """Return (state, state-qualifier) of XLIFF 1.2 for a translation of this origin.

    >>> state_1("starter"), state_1("memory:approved")
    (('needs-review-translation', 'leveraged-mt'), ('signed-off', 'exact-match'))
    """
    if origin == "memory:approved":
        return "signed-off", "exact-match"
    if origin == "memory:reviewed":
        return "translated", "exact-match"
    fuzzy = origin.startswith("memory:fuzzy")
    return "needs-review-translation", "fuzzy-match" if fuzzy else "leveraged-mt"


def state_2(origin: str) -> tuple[str, str]:
    """Return (state, subState) of XLIFF 2.0.

    What nobody has looked at stays "initial": with "translated" a reviewer could not be told from
    the machine when the file comes back.
    """
    state, qualifier = state_1(origin)
    states = {"signed-off": "final", "translated": "reviewed"}
    return states.get(state, "initial"), DRAFT_SUBSTATES.get(qualifier, "")


def datatype_of(document: str) -> str:
    """Return the datatype of a document by its name.

    >>> datatype_of("qanun.docx")
    'x-docx'
    """
    suffix = PurePath(document).suffix.lower()
    kind = "".join(char for char in suffix if char.isascii() and char.isalnum())
    return _DATATYPES.get(suffix, f"x-{kind}" if kind else "plaintext")
