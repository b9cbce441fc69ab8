"""Make the inline codes of a translation by people or other tools those of its source.

Three ways, by what is known: the codes of the translation name those of the source (`fit_codes`);
they name those of the same text in another document (`rename_codes`); there are none
(`spread_codes`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from translate_cli.inline import is_nested, place_codes
from translate_cli.model import CodedText, Hypothesis, InlineCode

_WORD: Final = re.compile(r"\S+")


def fit_codes(source: CodedText, said: CodedText) -> tuple[CodedText, str]:
    """Return a translation with every code of its source once, and what had to be put right.

    Codes that are missing go to the beginning where they stood there, else to the end; unknown
    ones go away; pairs that cross get the order of the source.

    >>> bold = (InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 5, "</b>"))
    >>> fit_codes(CodedText("qanun", bold), CodedText("law"))[1]
    'missing codes were put back: <b> </b>'
    """
    wanted = {(code.number, code.kind): code for code in source.codes}
    placed: dict[tuple[int, str], InlineCode] = {}
    extra = 0
    for code in said.codes:
        key = (code.number, code.kind)
        if key in wanted and key not in placed:
            placed[key] = replace(wanted[key], position=code.position)
        else:
            extra += 1
    lost = [code for key, code in wanted.items() if key not in placed]
    lead = len(source.text) - len(source.text.lstrip())
    head = [replace(code, position=0) for code in lost if code.position <= lead]
    tail = [replace(c, position=len(said.text)) for c in lost if c.position > lead]
    codes = [*head, *placed.values(), *tail]
    problems = []
    if lost:
        problems.append(f"missing codes were put back: {_list(lost)}")
    if extra:
        problems.append(f"{extra} unknown or repeated codes were left out")
    if not is_nested(codes):
        problems.append("codes that cross were put in order")
        positions = {(code.number, code.kind): code.position for code in codes}
        codes, least = [], 0
        for code in source.codes:
            least = max(least, positions[code.number, code.kind])
            codes.append(replace(code, position=least))
    return CodedText(said.text, tuple(codes)), "; ".join(problems)


def rename_codes(
    codes: Sequence[InlineCode], stored: Sequence[InlineCode], said: Sequence[InlineCode]
) -> tuple[InlineCode, ...] | None:
    """Return the codes `said` of a translation, named as `codes` instead of as `stored`.

    The same text of another document has other numbers and other formatting: `codes` and `stored`
    are those of the source here and there, in order. None where they are of other kinds; what
    `stored` does not have is left out.

    >>> here, there = InlineCode(7, "single", 3, "<image/>"), InlineCode(1, "single", 3, "<br/>")
    >>> rename_codes([here], [there], [replace(there, position=5)])
    (InlineCode(number=7, kind='single', position=5, data='<image/>'),)
    """
    if [code.kind for code in codes] != [code.kind for code in stored]:
        return None
    names = {(other.number, other.kind): mine for mine, other in zip(codes, stored, strict=True)}
    return tuple(
        replace(names[code.number, code.kind], position=code.position)
        for code in said
        if (code.number, code.kind) in names
    )


class _Words:
    """Takes the words of a text for its tokens."""

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(text)]

    def word_starts(self, tokens: Sequence[str]) -> list[int]:
        return list(range(len(tokens)))


def spread_codes(source: CodedText, text: str) -> tuple[InlineCode, ...]:
    """Return the codes of a source in a translation of which nothing but the text is known.

    What stands at an edge stays there; the rest comes to the words at the same share of the text.

    >>> bold = (InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 9, "</b>"))
    >>> [code.position for code in spread_codes(CodedText("Bu qanun.", bold), "This law.")]
    [0, 9]
    """
    hypothesis = Hypothesis(text, tuple(_WORD.findall(text)), 0.0)
    return place_codes(_Words(), source.text, source.codes, hypothesis)


def _list(codes: Sequence[InlineCode]) -> str:
    return " ".join(code.data or f"{code.kind} {code.number}" for code in codes)
