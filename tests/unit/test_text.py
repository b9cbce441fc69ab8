from __future__ import annotations

import unicodedata

import pytest

from glossary.text import fold, iter_words, map_offsets, normalise, strip_invisible


@pytest.mark.parametrize(
    ("text", "lang", "folded"),
    [
        ("KİBERCİNAYƏTKARLIĞA QARŞI MÜBARİZƏ", "az", "kibercinayətkarlığa qarşı mübarizə"),
        ("IŞIQ", "az", "ışıq"),
        ("İŞ", "az", "iş"),
        ("INTERPOL", "en", "interpol"),
        ("İstanbul", "en", "istanbul"),
        ("ĐIỀU ƯỚC", "vi", "điều ước"),
        ("straße", "en", "straße"),
        ("", "az", ""),
    ],
)
def test_fold(text: str, lang: str, folded: str) -> None:
    assert fold(text, lang) == folded


@pytest.mark.parametrize("lang", ["az", "en", "vi"])
def test_fold_keeps_the_length_of_every_character(lang: str) -> None:
    changed = [
        code
        for code in range(0x110000)
        if not 0xD800 <= code < 0xE000 and len(fold(chr(code), lang)) != 1
    ]
    assert changed == []


def test_casefold_would_not_keep_it() -> None:
    assert len("İ".casefold()) == 2
    assert len("ß".casefold()) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("BMT-nin Baş Assambleyası", ["BMT-nin", "Baş", "Assambleyası"]),
        ("BMT'nin", ["BMT'nin"]),
        ("ATƏT-in, NATO-nun.", ["ATƏT-in", "NATO-nun"]),
        ('"İnformator.az"a', ["İnformator", "az", "a"]),
        ("2024-cü ilin 5-i", ["2024-cü", "ilin", "5-i"]),
        ("alqı-satqı - müqavilə", ["alqı-satqı", "müqavilə"]),
        ("cina\u00adyət", ["cina\u00adyət"]),
        ("co\u0302ng u\u031bo\u031b\u0301c", ["co\u0302ng", "u\u031bo\u031b\u0301c"]),
        ("— … !", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in iter_words(text)] == words


def test_normal_text_needs_no_map() -> None:
    assert map_offsets("kibercinayətkarlıq") == ("kibercinayətkarlıq", None)


def test_offsets_of_decomposed_text() -> None:
    original = unicodedata.normalize("NFD", "Bộ Ngoại giao và Công ước")
    normal, offsets = map_offsets(original)
    assert normal == "Bộ Ngoại giao và Công ước"
    assert offsets is not None
    start = normal.index("Công ước")
    piece = original[offsets.start(start) : offsets.end(start + len("Công ước"))]
    assert normalise(piece) == "Công ước"
    assert offsets.start(0) == 0
    assert offsets.end(len(normal)) == len(original)


def test_offsets_take_in_the_marks_of_the_last_letter() -> None:
    original = "a\u0301b"
    normal, offsets = map_offsets(original)
    assert normal == "áb"
    assert offsets is not None
    assert (offsets.start(0), offsets.end(1)) == (0, 2)
    assert (offsets.start(1), offsets.end(2)) == (2, 3)


def test_offsets_where_normalising_makes_the_text_longer() -> None:
    original = "x\ufb2cy"
    normal, offsets = map_offsets(original)
    assert offsets is not None
    assert len(normal) > len(original)
    assert original[offsets.start(1) : offsets.end(len(normal) - 1)] == "\ufb2c"


def test_strip_invisible() -> None:
    assert strip_invisible("hü\u00adquq\u200b") == "hüquq"


def test_a_long_run_of_marks_takes_no_quadratic_time() -> None:
    text = "a" + "\u0301" * 100_000 + "b"
    normal, offsets = map_offsets(text)
    assert offsets is not None
    assert (offsets.start(len(normal) - 1), offsets.end(len(normal))) == (100_001, 100_002)


def test_hangul_syllables_of_three_letters_are_one_piece() -> None:
    normal, offsets = map_offsets("\u1100\u1161\u11a8")
    assert normal == "\uac01"
    assert offsets is not None
    assert (offsets.start(0), offsets.end(1)) == (0, 3)
