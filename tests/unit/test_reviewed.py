from __future__ import annotations

from translate_cli.inline_fit import fit_codes
from translate_cli.model import CodedText, InlineCode, Segment
from translate_cli.reviewed import ReviewedText, iter_memory_units, match_segments


def code(number: int, kind: str, position: int, data: str = "") -> InlineCode:
    return InlineCode(number, kind, position, data)  # type: ignore[arg-type]


BOLD = (code(1, "open", 3, "<b>"), code(1, "close", 8, "</b>"))
SOURCE = CodedText("Bu qərar", BOLD)


class TestFitCodes:
    def test_codes_that_fit_get_the_data_of_the_source(self) -> None:
        said = CodedText("A ruling", (code(1, "open", 2, "?"), code(1, "close", 8)))
        fitted, problem = fit_codes(SOURCE, said)
        assert problem == ""
        assert [(c.data, c.position) for c in fitted.codes] == [("<b>", 2), ("</b>", 8)]

    def test_unknown_and_repeated_codes_go(self) -> None:
        said = CodedText("A b", (code(1, "open", 0), code(9, "single", 1), code(1, "open", 2)))
        fitted, problem = fit_codes(SOURCE, said)
        assert [(c.kind, c.position) for c in fitted.codes] == [("open", 0), ("close", 3)]
        assert problem == (
            "missing codes were put back: </b>; 2 unknown or repeated codes were left out"
        )

    def test_pairs_that_cross_are_put_in_order(self) -> None:
        source = CodedText(
            "abcd",
            (code(1, "open", 0), code(2, "open", 1), code(2, "close", 2), code(1, "close", 4)),
        )
        said = CodedText(
            "wxyz",
            (code(1, "open", 0), code(2, "open", 1), code(1, "close", 2), code(2, "close", 3)),
        )
        fitted, problem = fit_codes(source, said)
        assert problem == "codes that cross were put in order"
        assert [(c.number, c.kind) for c in fitted.codes] == [
            (1, "open"),
            (2, "open"),
            (2, "close"),
            (1, "close"),
        ]

    def test_a_pair_around_everything_stays_there(self) -> None:
        source = CodedText("Qərar", (code(1, "open", 0), code(1, "close", 5)))
        fitted, _ = fit_codes(source, CodedText("Ruling"))
        assert [c.position for c in fitted.codes] == [0, 6]


def text_of(name: str, source: str, target: str, document: str = "a", **more: str) -> ReviewedText:
    status = more.get("status", "reviewed")
    return ReviewedText(
        name,
        CodedText(source),
        CodedText(target),
        status,  # type: ignore[arg-type]
        "az",
        "en",
        document,
    )


class TestReviewed:
    def test_by_id_first_then_by_a_source_said_one_way(self) -> None:
        segments = [
            Segment("s1", "Qanun", 0, 5),
            Segment("s2", "Qanun", 6, 11),
            Segment("s3", "Maddə\v  bir", 12, 22),
            Segment("s4", "Bənd", 23, 27),
            Segment("s5", "Qanun", 28, 33),
        ]
        texts = [
            text_of("s1", "Qanun", "Law"),
            text_of("s2", "Qanun", "Act"),
            text_of("s9", "Maddə bir", "Article one"),
            text_of("s4", "Bənd", " "),
            text_of("s8", "Yox", "No"),
        ]
        matching = match_segments(segments, texts)
        assert {name: said.text for name, said in matching.translations.items()} == {
            "s1": "Law",
            "s2": "Act",
            "s3": "Article one",
        }
        assert matching.missing == ("s4", "s5")
        assert matching.unused == ("s8",)

    def test_neighbours_end_with_the_document(self) -> None:
        texts = [
            text_of("s1", "Bir", "One"),
            text_of("s2", "İki", "Two", status="machine"),
            text_of("s3", "Üç", "Three", status="approved"),
            text_of("s1", "Dörd", "Four", "b"),
        ]
        units = list(iter_memory_units(texts, origin="xliff"))
        assert [(u.source, u.status, u.previous, u.following) for u in units] == [
            ("Bir", "reviewed", None, "İki"),
            ("Üç", "approved", "İki", None),
            ("Dörd", "reviewed", None, None),
        ]
