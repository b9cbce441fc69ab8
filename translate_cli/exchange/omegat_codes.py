"""Inline codes for what a translator made of a text without seeing them, or as tags of OmegaT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from translate_cli.inline_fit import fit_codes, rename_codes
from translate_cli.memory import MemoryUnit
from translate_cli.model import CodedText, InlineCode

_PIECE: Final = re.compile(r"\s+|\w+|[^\w\s]")


def restore_codes(
    source: CodedText,
    said: CodedText,
    *,
    tags: tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]] = ((), ()),
    draft: CodedText | None = None,
) -> tuple[CodedText, str]:
    """Return a translation with the codes of its source, and what had to be put right.

    A code follows the tag of OmegaT that stood at its place, in `tags` with the places of the
    source and of the translation; else it keeps its place in the `draft` that the translator
    changed. Every code is there once.

    >>> bold = (InlineCode(1, "open", 3, "<b>"), InlineCode(1, "close", 8, "</b>"))
    >>> draft = CodedText("This law.", (InlineCode(1, "open", 5), InlineCode(1, "close", 8)))
    >>> source, said = CodedText("Bu qanun.", bold), CodedText("The new law.")
    >>> [code.position for code in restore_codes(source, said, draft=draft)[0].codes]
    [8, 11]
    """
    if not source.codes:
        return CodedText(said.text), ""
    carried = carry_codes(draft, said.text) if draft is not None else ()
    found = {(code.number, code.kind): code for code in carried}
    found |= {(code.number, code.kind): code for code in _follow_tags(source, *tags)}
    # A stable order: that of the source where several codes come to one place.
    order = {(code.number, code.kind): number for number, code in enumerate(source.codes)}
    codes = sorted(
        found.values(),
        key=lambda code: (code.position, order.get((code.number, code.kind), len(order))),
    )
    return fit_codes(source, CodedText(said.text, tuple(codes)))


def name_codes(source: CodedText, unit: MemoryUnit) -> CodedText:
    """Return the target of a unit, its codes named as those that stand in `source` at their places.

    Where the codes are of other kinds, the text has none of them.
    """
    codes = rename_codes(source.codes, unit.source_codes, unit.target_codes)
    return CodedText(unit.target, codes or ())


def carry_codes(draft: CodedText, text: str) -> tuple[InlineCode, ...]:
    """Return the codes of a text at the same places in an edited form of it.

    What opens keeps to the word behind it, what closes or stands alone to the one before it.
    """
    one, two = _PIECE.findall(draft.text), _PIECE.findall(text)
    spans = list(_iter_spans(one, two))
    codes: list[InlineCode] = []
    least = 0
    for code in draft.codes:
        at = code.position
        forward = code.kind == "open" or (
            code.kind == "single" and draft.text[at - 1 : at].isspace()
        )
        least = max(least, _move(at, spans, forward or at == 0, len(draft.text), len(text)))
        codes.append(replace(code, position=least))
    return tuple(codes)


_Span = tuple[bool, int, int, int, int]
"""Whether a part is the same in both texts, and where it is in the one and in the other."""


def _iter_spans(one: Sequence[str], two: Sequence[str]) -> Iterator[_Span]:
    a = b = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        end_a = a + sum(map(len, one[i1:i2]))
        end_b = b + sum(map(len, two[j1:j2]))
        yield tag == "equal", a, end_a, b, end_b
        a, b = end_a, end_b


def _move(at: int, spans: Sequence[_Span], forward: bool, length: int, limit: int) -> int:
    """Return where a position of the one text is in the other."""
    if at <= 0:
        return 0
    if at >= length:
        return limit
    for same, a, end_a, b, end_b in spans:
        if (a <= at < end_a) if forward else (a < at <= end_a):
            if same:
                return b + at - a
            return b if at == a or (forward and at < end_a) else end_b
    return limit


def _follow_tags(
    source: CodedText, before: Sequence[tuple[str, int]], after: Sequence[tuple[str, int]]
) -> Iterator[InlineCode]:
    places: dict[int, list[str]] = {}
    for tag, at in before:
        places.setdefault(at, []).append(tag)
    targets = dict(after)
    for code in source.codes:
        here = [tag for tag in places.get(code.position, ()) if tag in targets]
        if here:
            tag = here[-1] if code.kind == "open" else here[0]
            yield replace(code, position=targets[tag])
