from __future__ import annotations

from collections.abc import Sequence

import pytest

from translate_cli.engines.fake import FakeEngine
from translate_cli.inline import is_nested, place_codes
from translate_cli.model import Hypothesis, InlineCode

ENGINE = FakeEngine(
    {
        "məhkəmə": "the court",
        "qərarı": "the decision",
        "dünən": "yesterday",
        "elan": "announced",
        "etdi": "",
    }
)
TEXT = "Məhkəmə qərarı dünən elan etdi."


def mark(text: str) -> str:
    """Translate a text whose codes are written as <1>, </1> and <2/>."""
    import re

    plain, codes = "", []
    for piece in re.split(r"(</?\d/?>)", text):
        found = re.fullmatch(r"<(/?)(\d)(/?)>", piece)
        if found is None:
            plain += piece
        else:
            kind = "close" if found[1] else "single" if found[3] else "open"
            codes.append(InlineCode(int(found[2]), kind, len(plain), piece))  # type: ignore[arg-type]
    hypothesis = ENGINE.translate([plain], with_attention=True)[0][0]
    placed = place_codes(ENGINE, plain, codes, hypothesis)
    assert is_nested(placed)
    said = hypothesis.text
    for code in reversed(placed):
        said = said[: code.position] + code.data + said[code.position :]
    return said


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Məhkəmə <1>qərarı</1> dünən.", "The court <1>the decision</1> yesterday."),
        ("<1>Məhkəmə qərarı dünən.</1>", "<1>The court the decision yesterday.</1>"),
        ("Məhkəmə qərarı <1>dünən</1>.", "The court the decision <1>yesterday</1>."),
        ("Məhkəmə qərarı <1>dünən.</1>", "The court the decision <1>yesterday.</1>"),
        ("Məhkəmə qərarı<2/> dünən.", "The court the decision<2/> yesterday."),
        ("<2/>Məhkəmə qərarı dünən.", "<2/>The court the decision yesterday."),
        ("Məhkəmə <1><3>qərarı</3></1> dünən.", "The court <1><3>the decision</3></1> yesterday."),
    ],
)
def test_codes_go_where_their_words_went(source: str, expected: str) -> None:
    assert mark(source) == expected


def test_the_end_of_a_pair_that_began_before_the_segment() -> None:
    assert mark("Məhkəmə qərarı</1> dünən.") == "The court the decision</1> yesterday."


class _Words:
    """Takes words for tokens; ▁ in one stands for a blank."""

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        spans, cursor = [], 0
        for token in tokens:
            start = text.index(token.replace("▁", " "), cursor)
            cursor = start + len(token)
            spans.append((start, cursor))
        return spans

    def word_starts(self, tokens: Sequence[str]) -> list[int]:
        return list(range(len(tokens)))


def test_a_pair_in_a_name_that_comes_as_a_whole_goes_around_it() -> None:
    source = ("Hakim", "Zəminə▁Xudiyeva", "gəldi")
    target = ("judge", "Zamina▁Khudiyeva", "came")
    rows = tuple(tuple(float(a == b) for b in range(3)) for a in range(3))
    hypothesis = Hypothesis("judge Zamina Khudiyeva came", target, -0.1, rows, source)
    codes = (InlineCode(1, "open", 6, "<b>"), InlineCode(1, "close", 12, "</b>"))
    placed = place_codes(_Words(), "Hakim Zəminə Xudiyeva gəldi", codes, hypothesis)
    assert [code.position for code in placed] == [6, 22]
