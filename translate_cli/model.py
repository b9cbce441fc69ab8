"""Frozen data that flows through a translation: document, segments, hypotheses, units, issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

CodeKind = Literal["open", "close", "single"]
TermUseStatus = Literal["preferred", "admitted", "missing"]
TermUseHow = Literal["", "nbest", "hinted", "forced", "repaired", "memory"]
"""Said by the model of itself; when told inline in the source; when its prefix was forced; put into
the surface; taken from the memory. Empty where the term is missing."""


ENFORCED: Final = frozenset({"hinted", "forced", "repaired"})
"""The ways in which a term comes out that the model was made to say."""


@dataclass(frozen=True, slots=True)
class InlineCode:
    """Formatting or an object inside a text, which the translation has to carry exactly once.

    `position` is the number of code points of the text before it; codes at one position stand in
    the order of their tuple. An open and a close code with the same `number` belong together and
    nest properly within a block; a segment may hold one of a pair. `data` is the native code for
    exchange files ("<b>"), "" where there is none.
    """

    number: int
    kind: CodeKind
    position: int
    data: str = ""


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text with its inline codes, in order of position."""

    text: str
    codes: tuple[InlineCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, cell or value of a document: what is cut into segments as one text.

    `context` tells people where it stands ("header", "Sheet1!B4"); `whole` asks for one segment,
    since sentences of a title, a subtitle or a value are not cut.
    """

    id: str
    text: str
    codes: tuple[InlineCode, ...] = ()
    context: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence (or heading, list item) of a document.

    `start` and `end` are half-open offsets in code points of the text of its block (of the
    document, where `block` is ""); between two segments lies only what is never translated (white
    space, list markers). Positions of `codes` count from the start of the segment.
    """

    id: str
    text: str
    start: int
    end: int
    block: str = ""
    codes: tuple[InlineCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its segments in order.

    A plain text has `text`, without BOM, and its `encoding`, to write the translation alike. Every
    other `format` has `blocks`, and a `skeleton` from which its module writes the translation.
    """

    path: Path | None
    text: str
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"
    notices: tuple[str, ...] = ()
    format: str = "text"
    blocks: tuple[Block, ...] = ()
    skeleton: object = None


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of one segment by an engine.

    `tokens` are the target tokens without any language prefix; `score_logprob` is the natural
    log probability of the tokens divided by their number (end token included), comparable
    between hypotheses of one segment. `attention` has the shape
    [len(tokens)][len(source_tokens)], rows sum to about 1; None where it was not asked for. Its
    rows may be arrays, which need an eighth of the memory of tuples.
    """

    text: str
    tokens: tuple[str, ...]
    score_logprob: float
    attention: Sequence[Sequence[float]] | None = None
    source_tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermUse:
    """How one occurrence of a glossary term in a source segment came out in the target.

    `source` and `target` are half-open spans in code points of the segment and its translation;
    `target` is None where the term is missing. `expected` is the preferred target form.
    `before` is what the model had said, `cost_logprob` what enforcing cost per token.
    """

    concept: str
    source: tuple[int, int]
    target: tuple[int, int] | None
    status: TermUseStatus
    how: TermUseHow
    source_text: str
    expected: str
    before: str = ""
    cost_logprob: float = 0.0


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a translator should look at in a translated segment.

    `code` is stable and for programs ("term-missing", "term-forbidden", "term-repeated",
    "low-score", "repetition", "number", "untranslated", "empty", "codes-guessed"); `message` is
    for people.
    """

    code: str
    message: str
    severity: Literal["error", "warning"] = "warning"


@dataclass(frozen=True, slots=True)
class Target:
    """The translation of a segment into one language."""

    lang: str
    text: str
    origin: str
    score_logprob: float
    terms: tuple[TermUse, ...] = ()
    issues: tuple[Issue, ...] = ()
    codes: tuple[InlineCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A source segment with its targets by language: what TMX calls a translation unit."""

    segment: Segment
    targets: Mapping[str, Target] = field(default_factory=dict)
