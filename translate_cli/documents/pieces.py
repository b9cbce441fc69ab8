r"""Paragraphs as text with inline codes, for formats that read them piece by piece.

A format's reader says what stands in a paragraph, in order: texts with their look, and codes.
`join_pieces` makes one coded text of them, `iter_parts` takes a translation apart again. Line
breaks are "\n" in coded texts and tabs "\v", so that both end a segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from translate_cli.model import CodedText, InlineCode

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 document may hold (2.2 Characters); "\v" is a tab here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of one look, or a code.

    `look` is what the format needs to write it again: the properties of a text, the element of a
    code. Texts with one `key` look alike; `shows` says that even white space of this look is seen
    (underlined). `name` is what the code is called for people: "b", "a", "field".
    """

    what: Literal["text", "single", "open", "close"]
    text: str = ""
    look: object = None
    key: str = ""
    name: str = "f"
    shows: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph's text with codes.

    `base` is a text with the look of most of the paragraph, None where it has no text; `held` has
    by the number of a code the piece that it stands for: a text is one of another look than `base`.
    """

    coded: CodedText
    base: Piece | None
    held: Mapping[int, Piece]


def has_letter(text: str) -> bool:
    """Tell whether there is anything to translate: numbers and signs alone are not.

    >>> has_letter("1 200,50 %"), has_letter("12-ci maddə")
    (False, True)
    """
    return any(char.isalpha() for char in text)


def clean_text(text: str) -> str:
    r"""Return a text without what XML cannot hold.

    >>> clean_text("Qərar\x07")
    'Qərar'
    """
    return _FORBIDDEN.sub("", text)


def join_pieces(pieces: Iterable[Piece]) -> Joined:
    """Return the text and codes of a paragraph; a look that most of it has is no code.

    >>> found = join_pieces([Piece("text", "Qərar ver"), Piece("text", "di", key="i", name="i")])
    >>> [(code.position, code.data) for code in found.coded.codes]
    [(9, '<i>'), (11, '</i>')]
    """
    merged = _merge(pieces)
    base = _find_base(merged)
    text = ""
    codes: list[InlineCode] = []
    held: dict[int, Piece] = {}
    unclosed: list[int] = []

    def add(number: int, kind: Literal["open", "close", "single"], data: str) -> None:
        codes.append(InlineCode(number, kind, len(text), data))

    for piece in merged:
        if piece.what == "close":
            number = unclosed.pop()
            add(number, "close", f"</{held[number].name}>")
            continue
        styled = piece.what == "text" and base is not None and piece.key != base.key
        if piece.what == "text" and not (styled and (piece.text.strip() or piece.shows)):
            text += piece.text
            continue
        number = len(held) + 1
        held[number] = piece
        if piece.what == "single":
            add(number, "single", f"<{piece.name}/>")
        elif piece.what == "open":
            unclosed.append(number)
            add(number, "open", f"<{piece.name}>")
        else:
            add(number, "open", f"<{piece.name}>")
            text += piece.text
            add(number, "close", f"</{piece.name}>")
    return Joined(CodedText(text, tuple(codes)), base, held)


def _merge(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one look, also over white space of another look that is not seen."""
    merged: list[Piece] = []
    for piece in pieces:
        if piece.what == "text" and not piece.text:
            continue
        if _is_alike(merged[-1:], piece):
            merged[-1] = replace(merged[-1], text=merged[-1].text + piece.text)
        elif _is_unseen(merged[-1:]) and _is_alike(merged[-2:-1], piece):
            blank = merged.pop()
            merged[-1] = replace(merged[-1], text=merged[-1].text + blank.text + piece.text)
        else:
            merged.append(piece)
    return merged


def _is_alike(last: Sequence[Piece], piece: Piece) -> bool:
    texts = bool(last) and last[0].what == "text" == piece.what
    return texts and last[0].key == piece.key


def _is_unseen(last: Sequence[Piece]) -> bool:
    return bool(last) and last[0].what == "text" and not (last[0].text.strip() or last[0].shows)


def _find_base(pieces: Iterable[Piece]) -> Piece | None:
    """Return the first text with the look that most letters have."""
    first: dict[str, Piece] = {}
    sizes: dict[str, int] = {}
    for piece in pieces:
        if piece.what == "text":
            first.setdefault(piece.key, piece)
            sizes[piece.key] = sizes.get(piece.key, 0) + len(piece.text.strip())
    return first[max(sizes, key=sizes.__getitem__)] if sizes else None


def iter_parts(joined: Joined, coded: CodedText) -> Iterator[Piece]:
    """Yield a translation in order: texts with their look, codes as the reader gave them."""
    looks: list[tuple[int, Piece | None]] = [(0, joined.base)]
    position = 0
    for code in coded.codes:
        yield from _cut(coded.text[position : code.position], looks[-1][1])
        position = code.position
        piece = joined.held.get(code.number)
        if piece is None:
            continue
        if piece.what == "text":
            if code.kind == "open":
                looks.append((code.number, piece))
            else:
                looks = [look for look in looks if look[0] != code.number]
        elif code.kind == "close":
            yield Piece("close", name=piece.name)
        else:
            yield piece
    yield from _cut(coded.text[position:], looks[-1][1])


def _cut(text: str, look: Piece | None) -> Iterator[Piece]:
    if text:
        shown = look or Piece("text")
        yield replace(shown, text=text)
