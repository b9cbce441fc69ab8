"""Numbers: what is found, what is left alone, and how each language writes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.placeables.model import Kind
from translate_cli.placeables.numbers import find_numbers


def _read(text: str, lang: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.text) for p in find_numbers(text, lang)]


@pytest.mark.parametrize(
    ("text", "source", "english", "vietnamese"),
    [
        # Decimals and groups.
        ("qiymət 34,6-dan yuxarı", "34,6", "34.6", "34,6"),
        ("əmsal 1,374-ə yuvarlaqlaşdırılıb", "1,374", "1.374", "1,374"),
        ("40 000 manat", "40 000", "40,000", "40.000"),
        ("5 874 nəfər", "5 874", "5,874", "5.874"),
        ("12\u00a0500\u00a0000 ton", "12\u00a0500\u00a0000", "12,500,000", "12.500.000"),
        ("40\u202f000 manat", "40\u202f000", "40,000", "40.000"),
        ("18 740,55 manat", "18 740,55", "18,740.55", "18.740,55"),
        ("12.500 manat", "12.500", "12,500", "12.500"),
        ("1.250.000 manat", "1.250.000", "1,250,000", "1.250.000"),
        ("12.500,50 manat", "12.500,50", "12,500.50", "12.500,50"),
        ("12,500 manat", "12,500", "12,500", "12.500"),
        ("1,250 kq", "1,250", "1.250", "1,250"),
        ("1,250,000.50 dollar", "1,250,000.50", "1,250,000.50", "1.250.000,50"),
        ("3.5 faiz", "3.5", "3.5", "3,5"),
        # Thousands in a word.
        ("61 min nəfər", "61 min", "61,000", "61.000"),
        ("9 mindən çox", "9 min", "9,000", "9.000"),
        ("120 minə çatıb", "120 min", "120,000", "120.000"),
        ("25 minlik stadion", "25 min", "25,000", "25.000"),
        ("8 mini ötüb", "8 min", "8,000", "8.000"),
        ("86,6 min kvadratmetr", "86,6 min", "86,600", "86.600"),
        ("96 min 400 nikah", "96 min 400", "96,400", "96.400"),
        ("10–15 min nəfər", "10–15 min", "10,000–15,000", "10.000–15.000"),
        ("6 milyon 350 min manat", "350", "350", "350"),
        ("2,8 milyon", "2,8", "2.8", "2,8"),
        # Plain four digits: a year, a number of something, a code.
        ("2016-cı ildə", "2016", "2016", "2016"),
        ("1 500-lük yox, 1500", "1 500", "1,500", "1.500"),
        ("1850 nəfər", "1850", "1,850", "1.850"),
        ("3200 manatın yarısı", "3200", "3,200", "3.200"),
        ("2300 qaçışçı", "2300", "2,300", "2.300"),
        ("1500 km", "1500", "1,500", "1.500"),
        ("1267 saylı qətnamə", "1267", "1267", "1267"),
        ("2024 tələbə qəbulu", "2024", "2024", "2024"),
        ("2024 sentyabr", "2024", "2024", "2024"),
        ("2016 yeni il", "2016", "2016", "2016"),
        ("2024 kuboku", "2024", "2024", "2024"),
        ("2016 müharibəsi", "2016", "2016", "2016"),
        ("№ 231", "231", "231", "231"),
        ("rəqəm 00417", "00417", "00417", "00417"),
        # Signs.
        ("0,1 % faiz", "0,1 %", "0.1%", "0,1%"),
        ("2 %-li kefir", "2 %", "2%", "2%"),
        ("20–25 % artım", "20–25 %", "20–25%", "20–25%"),
        ("20 faiz", "20", "20", "20"),
        ("$500 verdi", "$500", "$500", "$500"),
        ("500 $ verdi", "500 $", "$500", "500 $"),
        ("1500 € verdi", "1500 €", "€1,500", "1.500 €"),
        ("36,6 °C istilik", "36,6 °C", "36.6°C", "36,6°C"),
        ("bu gün -5 dərəcə", "-5", "-5", "-5"),
        ("nömrəsi –2,75-dir", "–2,75", "–2.75", "–2,75"),
        ("isti +5 olar", "+5", "+5", "+5"),
        ("xəta ±2,5", "±2,5", "±2.5", "±2,5"),
        # Vietnamese says the hours.
        ("saat 15:20-də", "15:20", "15:20", "15 giờ 20"),
        ("saat 08:00-da", "08:00", "08:00", "8 giờ"),
        ("saat 9:05-də", "9:05", "9:05", "9 giờ 05"),
        ("7:30-dan açıqdır", "7:30", "7:30", "7 giờ 30"),
        ("1:10 nisbətində", "1:10", "1:10", "1:10"),
        ("Matta 15:12 ayəsi", "15:12", "15:12", "15:12"),
        ("qonaqlar 10:12 uduzdu", "10:12", "10:12", "10:12"),
        # A comma before three zeros groups thousands, unless a measure follows.
        ("100,000-dən çox insan", "100,000", "100,000", "100.000"),
        ("15,000 iş yeri", "15,000", "15,000", "15.000"),
        ("10,000–15,000 manat", "10,000–15,000", "10,000–15,000", "10.000–15.000"),
        ("5,000 qram", "5,000", "5.000", "5,000"),
        # Carried over as they stand.
        ("08:00–17:00", "08:00–17:00", "08:00–17:00", "08:00–17:00"),
        ("14.03.2019-cu il", "14.03.2019", "14.03.2019", "14.03.2019"),
        ("2019-03-14 tarixi", "2019-03-14", "2019-03-14", "2019-03-14"),
        ("178.3.2-ci maddə", "178.3.2", "178.3.2", "178.3.2"),
        ("8.11-ci bənd", "8.11", "8.11", "8.11"),
        ("12.500-ci bənd", "12.500", "12.500", "12.500"),
        ("1941–1945-ci illər", "1941–1945", "1941–1945", "1941–1945"),
        ("5-7 gün", "5-7", "5-7", "5-7"),
        ("2,5–3,5 ton", "2,5–3,5", "2.5–3.5", "2,5–3,5"),
        ("3/4 hissə", "3/4", "3/4", "3/4"),
        ("7(2)-ci maddə", "7(2)", "7(2)", "7(2)"),
        ("02-17/385 nömrəli", "02-17/385", "02-17/385", "02-17/385"),
        ("kod 4-7-1-9-dur", "4-7-1-9", "4-7-1-9", "4-7-1-9"),
        ("2:1 nisbət", "2:1", "2:1", "2:1"),
        ("3:1 hesabı ilə", "3:1", "3–1", "3–1"),
        ("Hesab 2:2 olanda", "2:2", "2–2", "2–2"),
        ("1:200 000 miqyas", "1:200 000", "1:200,000", "1:200.000"),
        ("20x30 sm", "20x30", "20x30", "20x30"),
        ("10kq un", "10", "10", "10"),
        ("24-saatlıq", "24", "24", "24"),
        ("2016-CI İLDƏ BAKI", "2016", "2016", "2016"),
    ],
)
def test_number(text: str, source: str, english: str, vietnamese: str) -> None:
    assert _read(text, "en")[:1] == [(source, english)]
    assert _read(text, "vi")[:1] == [(source, vietnamese)]
    assert find_numbers(text, "de") == find_numbers(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "5 ev və 2-ci mərtəbə",
        "beş yüz nəfər",
        "XXI əsr",
        "G20 və SHA256, 5G",
        "COVID-19-un, Avro-2020",
        "678-IQ nömrəli, 10-A sinfi",
        "2,3 və 4-cü bəndlər",
        "2,3-cü bəndlər",
        "mad.12",
        "əlli5 5əlli a_12 12_a",
        "10² qədər",
        "6 milyon 5 min",
        "10,5,3",
    ],
)
def test_left_alone(text: str) -> None:
    assert _read(text, "en") == []
    assert _read(text, "vi") == []


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("17 üzvündən 14-ü", ["17", "14"]),
        ("2023 150 nəfər", ["2023", "150"]),
        ("12, 14 və 15 nəfər", ["12", "14", "15"]),
        ("22 iyul 2016-cı il", ["22", "2016"]),
        ("COVID-19 250 nəfər", ["250"]),
        ("0,5 və 1,5 litrlik", ["0,5", "1,5"]),
        ("25 minik avtomobili", ["25"]),
        ("15 mina və 12 mini avtobus", ["15", "12"]),
        ("– 25 nəfər", ["25"]),
        ("20%-25% artım", ["20%", "25%"]),
        ("2 min 500 və 63 dollar 20 sent", ["2 min 500", "63", "20"]),
        ("(10), “20”; 30: 40… 50!", ["10", "20", "30", "40", "50"]),
    ],
)
def test_several(text: str, sources: list[str]) -> None:
    assert [source for source, _ in _read(text, "en")] == sources


def test_decades_of_two_digits_are_left_to_english() -> None:
    assert _read("80-ci illərdə", "en") == []
    assert _read("80-ci illərdə", "vi") == [("80", "80")]
    assert _read("1980-ci illərdə", "en") == [("1980", "1980")]


def test_kind_and_language_tag() -> None:
    (number,) = find_numbers("40 000 manat", "vi-VN")
    assert (number.kind, number.text) == (Kind.NUMBER, "40.000")


def test_long_runs_of_digits_are_written_whole() -> None:
    text = " ".join(["1", *["234"] * 3000])
    assert find_numbers(text, "en")[0].text == text.replace(" ", ",")


@given(st.text(st.sampled_from("0123456789 ,.:/-–%$min°C()+əxq"), max_size=40))
def test_numbers_are_ordered_and_keep_their_digits(text: str) -> None:
    at = 0
    for number in find_numbers(text, "en"):
        assert at <= number.start < number.end <= len(text)
        at = number.end
        digits = [char for char in text[number.start : number.end] if char.isdigit()]
        written = [char for char in number.text if char.isdigit()]
        if "min" in text[number.start : number.end]:
            assert "".join(written).startswith(digits[0])
        else:
            assert written == digits
