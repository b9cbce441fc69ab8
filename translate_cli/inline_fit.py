"""Make the inline codes of a translation by people or other tools those of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translate_cli.inline import is_nested
from translate_cli.model import CodedText, InlineCode


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


def _list(codes: Sequence[InlineCode]) -> str:
    return " ".join(code.data or f"{code.kind} {code.number}" for code in codes)
