from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from translate_cli.documents.pieces import Joined, Piece, iter_parts, join_pieces
from translate_cli.inline import is_nested
from translate_cli.model import CodedText, InlineCode

TEXTS = st.builds(
    lambda text, key: Piece("text", text, look=key, key=key, name=key or "f", shows=key == "u"),
    st.text(alphabet="ab ", max_size=4),
    st.sampled_from(["", "b", "u"]),
)
SINGLES = st.builds(lambda look: Piece("single", look=look, name="x"), st.integers())


def wrap(inner: st.SearchStrategy[list[Piece]]) -> st.SearchStrategy[list[Piece]]:
    shells = inner.map(lambda held: [Piece("open", name="a"), *held, Piece("close", name="a")])
    return st.lists(st.one_of(inner, shells), max_size=3).map(lambda found: list(chain(*found)))


PIECES = st.recursive(st.lists(st.one_of(TEXTS, SINGLES), max_size=5), wrap, max_leaves=6)


def show(pieces: list[Piece]) -> list[tuple[str, object]]:
    """Return every character that is seen with its look, and every code, in order."""
    shown: list[tuple[str, object]] = []
    for piece in pieces:
        if piece.what == "text":
            shown += [(c, piece.key if c.strip() or piece.shows else "") for c in piece.text]
        else:
            shown.append((piece.what, piece.look if piece.what == "single" else None))
    return shown


def seen(shown: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Leave out the looks of white space, which may take the look of what is beside it."""
    return [item if item[0] != " " else (" ", "") for item in shown]


@given(PIECES)
def test_what_is_read_is_written(pieces: list[Piece]) -> None:
    joined = join_pieces(pieces)
    assert is_nested(joined.coded.codes)
    assert len({c.number for c in joined.coded.codes if c.kind != "close"}) == len(joined.held)
    assert seen(show(list(iter_parts(joined, joined.coded)))) == seen(show(pieces))


@given(PIECES)
def test_seen_white_space_keeps_its_look(pieces: list[Piece]) -> None:
    joined = join_pieces(pieces)
    before = [item for item in show(pieces) if item == (" ", "u")]
    after = [item for item in show(list(iter_parts(joined, joined.coded))) if item == (" ", "u")]
    assert len(after) >= len(before)


def test_white_space_between_two_pieces_of_one_look_cuts_nothing() -> None:
    pieces = [
        Piece("text", "Bu çox uzun mətndir: "),
        Piece("text", "kiber", key="b", name="b"),
        Piece("text", " "),
        Piece("text", "cinayət", key="b", name="b"),
    ]
    assert [(c.data, c.position) for c in join_pieces(pieces).coded.codes] == [
        ("<b>", 21), ("</b>", 34),
    ]  # fmt: skip


def test_a_code_that_the_paragraph_does_not_have_is_left_out() -> None:
    joined = Joined(CodedText("a"), Piece("text", "a", key="k"), {})
    said = CodedText("bir", (InlineCode(9, "single", 1, "<x/>"),))
    assert [(p.text, p.key) for p in iter_parts(joined, said)] == [("b", "k"), ("ir", "k")]
