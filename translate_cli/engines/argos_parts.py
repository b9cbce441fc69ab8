"""Pieces of a text on their way through an Argos package: parts, hints, places in the source."""

from __future__ import annotations

import json
import os
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, overload

from translate_cli.engine import MAX_PART_TOKENS
from translate_cli.engines.marks import BLANK, MarkedText
from translate_cli.model import Hypothesis
from translate_cli.placeables import Kind

_NO_BREAKS: Final = str.maketrans("\u00a0\u202f", "  ")
SMALL_MODEL_BYTES: Final = 30_000_000
"""Size of the weights below which a batch is decoded by one thread."""
_CUTS: Final = (";", ":", ",", "—", "–", ")")
_SEARCH: Final = 8
"""Code points between two words of a text that a tokenizer may have normalised away."""


@dataclass(frozen=True, slots=True)
class Part:
    """Source tokens that are decoded together.

    `own` says which are the text's, not a hint's; `marked` what the marks among them stand for.
    """

    tokens: list[str]
    own: list[bool]
    marked: MarkedText

    def own_tokens(self) -> list[str]:
        """Return the tokens of the text, as the model reads them, without those of hints."""
        return [token for token, mine in zip(self.tokens, self.own, strict=True) if mine]

    def strip(self, hypothesis: Hypothesis) -> Hypothesis:
        """Return a hypothesis of this part without hints and marks.

        What a token gives to a hint it gives to the word before it, whose hint it is.
        """
        source = self.marked.show_source(self.own_tokens())
        attention = hypothesis.attention
        if isinstance(attention, AttentionRows) and not all(self.own):
            starts = [number for number, mine in enumerate(self.own) if mine]
            attention = attention.merge(list(pairwise([*starts, len(self.own)])))
        return replace(hypothesis, attention=attention, source_tokens=tuple(source))

    def keep_whole(self, hypotheses: Sequence[Hypothesis]) -> list[Hypothesis]:
        """Return the first hypothesis and those that carry the marks over no worse than it does."""
        first, *others = hypotheses
        if not others:
            return [first]
        most = self.marked.count_faults(first.tokens)
        return [first, *(h for h in others if self.marked.count_faults(h.tokens) <= most)]


class AttentionRows(Sequence[Sequence[float]]):
    """The attention of one hypothesis of CTranslate2, made into rows when somebody reads it.

    Few do: of an n-best list nobody asks but for the one that is kept, and of that only where a
    term or a code has to be placed. `skip` rows at the beginning are left out; `columns` are added
    up to one, half-open, where there are any.
    """

    __slots__ = ("_columns", "_number", "_result", "_rows", "_skip")

    def __init__(
        self, result: Any, number: int, skip: int, columns: Sequence[tuple[int, int]] = ()
    ) -> None:
        self._result, self._number, self._skip = result, number, skip
        self._columns = columns
        self._rows: tuple[Sequence[float], ...] | None = None

    def merge(self, columns: Sequence[tuple[int, int]]) -> AttentionRows:
        """Return the same with columns added up."""
        return AttentionRows(self._result, self._number, self._skip, columns)

    def _read(self) -> tuple[Sequence[float], ...]:
        if self._rows is None:
            rows = self._result.attention[self._number][self._skip :]
            if self._columns:
                rows = [[sum(row[start:end]) for start, end in self._columns] for row in rows]
            self._rows = tuple(array("f", row) for row in rows)
            self._result = None
        return self._rows

    @overload
    def __getitem__(self, index: int) -> Sequence[float]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[float]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """Return a row, or rows."""
        return self._read()[index]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._read())

    def __eq__(self, other: object) -> bool:
        """Tell whether the rows are the same."""
        return isinstance(other, Sequence) and self._read() == tuple(other)

    def __hash__(self) -> int:
        """Return a hash of what does not change when the rows are read."""
        return hash((self._number, self._skip))


@dataclass(frozen=True, slots=True)
class OwnMetadata:
    """What packages of ours say in the "lugat" object of their metadata.

    `hints` are the marks around an inline hint, () where the model knows none; `placeables` the
    marks that it knows for numbers and names. The others are options of CTranslate2 for decoding,
    as stock Argos has them where the package says nothing.
    """

    hints: tuple[str, ...] = ()
    placeables: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    length_penalty: float = 0.2
    beam_size: int = 4
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0


def read_own_metadata(path: Path) -> OwnMetadata:
    """Read the "lugat" object of a package; what is missing or makes no sense has its default."""
    try:
        own = json.loads((path / "metadata.json").read_text(encoding="utf-8"))["lugat"]
        marks, decoding = own.get("hints", []), own.get("decoding", {})
        penalty, size = decoding.get("length_penalty"), decoding.get("no_repeat_ngram_size")
        repetition, beam = decoding.get("repetition_penalty"), decoding.get("beam_size")
        kinds = {kind.value for kind in Kind}
        told = own.get("placeables", {})
        # A kind of a later version is passed over; the rest of the metadata still holds.
        series = {Kind(kind): tuple(known) for kind, known in told.items() if kind in kinds}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return OwnMetadata()
    is_pair = isinstance(marks, list) and len(marks) == 2
    is_pair = is_pair and all(isinstance(mark, str) and mark for mark in marks)
    known = OwnMetadata(tuple(marks) if is_pair else ())
    if all(isinstance(mark, str) and len(mark) == 1 for marks in series.values() for mark in marks):
        known = replace(known, placeables=series)
    if isinstance(penalty, int | float) and 0 <= penalty <= 5:
        known = replace(known, length_penalty=float(penalty))
    if isinstance(repetition, int | float) and 1 <= repetition <= 5:
        known = replace(known, repetition_penalty=float(repetition))
    if isinstance(size, int) and 0 <= size <= 100:
        known = replace(known, no_repeat_ngram_size=size)
    if isinstance(beam, int) and 1 <= beam <= 32:
        known = replace(known, beam_size=beam)
    return known


def share_threads(weights: Path, threads: int) -> dict[str, int]:
    """Return the thread options of CTranslate2; `threads` 0 means the cores of the machine.

    A small model is decoded faster in several batches side by side than in one whose threads wait
    for each other; a large one gets all threads for each batch.
    """
    try:
        small = weights.stat().st_size < SMALL_MODEL_BYTES
    except OSError:
        small = False
    if not small:
        return {"inter_threads": 1, "intra_threads": threads}
    return {"inter_threads": threads or min(os.cpu_count() or 1, 8), "intra_threads": 1}


def cut_parts(tokens: list[str]) -> list[list[str]]:
    """Cut tokens into parts of at most MAX_PART_TOKENS, at punctuation or else between words."""
    parts = []
    while len(tokens) > MAX_PART_TOKENS:
        window = range(MAX_PART_TOKENS - 1, MAX_PART_TOKENS // 3, -1)
        cut = next((i + 1 for i in window if tokens[i].strip(BLANK) in _CUTS), 0)
        cut = cut or next((i for i in window if tokens[i].startswith(BLANK)), MAX_PART_TOKENS)
        parts.append(tokens[:cut])
        tokens = tokens[cut:]
    return [*parts, tokens]


def join_parts(best: Sequence[Hypothesis]) -> Hypothesis:
    """Return one hypothesis of those of the parts of a text."""
    source = tuple(token for part in best for token in part.source_tokens)
    attention: list[Sequence[float]] = []
    before = 0
    for part in best:
        after = len(source) - before - len(part.source_tokens)
        for row in part.attention or ():
            attention.append(array("f", (*[0.0] * before, *row, *[0.0] * after)))
        before += len(part.source_tokens)
    lengths = [len(part.tokens) + 1 for part in best]
    score = sum(part.score_logprob * n for part, n in zip(best, lengths, strict=True))
    return Hypothesis(
        " ".join(part.text for part in best),
        tuple(token for part in best for token in part.tokens),
        score / sum(lengths),
        None if any(part.attention is None for part in best) else tuple(attention),
        source,
    )


def find_word_starts(tokens: Sequence[str]) -> list[int]:
    """Return the indices of the tokens that begin a word, of SentencePiece or BPE.

    >>> find_word_starts(["▁ev", "lər", "▁var"]), find_word_starts(["ev@@", "lər", "var"])
    ([0, 2], [0, 2])
    """
    if any(token.startswith(BLANK) for token in tokens):
        return [i for i, token in enumerate(tokens) if token.startswith(BLANK) or i == 0]
    return [i for i in range(len(tokens)) if i == 0 or not tokens[i - 1].endswith("@@")]


def locate_words(text: str, words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the span of each piece of each word.

    SentencePiece cuts words at white space only, so they are counted off, and a letter that it
    normalised does no harm; a piece with ▁ in it covers several words. The tokenizer of BPE
    packages sets punctuation apart, normalises it and escapes it as in HTML: there each word is
    searched, and some are not found.
    """
    spans = []
    chunks = [(chunk.start(), chunk.end()) for chunk in re.finditer(r"\S+", text)]
    widths = [1 + sum(piece.count(BLANK) for piece in pieces) for pieces in words]
    counted = len(chunks) == sum(widths)
    cursor = number = 0
    for pieces, width in zip(words, widths, strict=True):
        if counted:
            cursor, stop = chunks[number][0], chunks[number + width - 1][1]
            number += width
        else:
            # What a mark stands for may be several words: 15▁giờ▁20.
            word = unescape("".join(pieces)).replace(BLANK, " ")
            window = text[cursor : cursor + len(word) + _SEARCH].translate(_NO_BREAKS)
            found = window.find(word)
            cursor += max(found, 0)
            stop = cursor + len(word) if found >= 0 else cursor
        for piece in pieces:
            end = min(cursor + len(piece), stop)
            spans.append((cursor, end))
            cursor = end
    return spans
