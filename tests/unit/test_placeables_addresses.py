"""Addresses and identifiers: where they end, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.placeables.addresses import find_addresses
from translate_cli.placeables.model import Kind


def _read(text: str) -> list[str]:
    found = find_addresses(text, "en")
    assert find_addresses(text, "vi") == found
    return [text[p.start : p.end] for p in found]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # The web.
        ("https://misal.az/a?b=1&c=%20#d saytı", "https://misal.az/a?b=1&c=%20#d"),
        ("www.misal.az/xeber-da.", "www.misal.az/xeber"),
        ("https://misal.az/yeni-qanun-da var", "https://misal.az/yeni-qanun-da"),
        ("https://misal.az/yeni-qanun-də var", "https://misal.az/yeni-qanun"),
        ("(bax: https://misal.az/a_(b)).", "https://misal.az/a_(b)"),
        ("(www.misal.az)", "www.misal.az"),
        ("stat.misal.az-dakı cədvəl", "stat.misal.az"),
        ("bank-x.com saytı", "bank-x.com"),
        ("Bax: misal.az.", "misal.az"),
        ("misal.az’ın", "misal.az"),
        ('"İnformator.az"a açıqlama', "İnformator.az"),
        ("Çağ.az-ın xəbəri", "Çağ.az"),
        ("misal.az:8080/giris, sonra", "misal.az:8080/giris"),
        ("destek@misal.com.az-a yazın", "destek@misal.com.az"),
        ("ad.soyad+x@misal.az.", "ad.soyad+x@misal.az"),
        ("@iqlim_news-un yazısı", "@iqlim_news"),
        ("#qadınhaqları aksiyası", "#qadınhaqları"),
        # Files.
        ("rapor.pdf-i açın", "rapor.pdf"),
        ("“Layihə_2025_son.pdf” faylı", "Layihə_2025_son.pdf"),
        ("hesabat(1).XLSX-dən", "hesabat(1).XLSX"),
        ("docs/rapor.docx faylı", "docs/rapor.docx"),
        ("C:\\Users\\ad\\a.txt-də", "C:\\Users\\ad\\a.txt"),
        ("C:\\Temp-də", "C:\\Temp"),
        ("/etc/passwd-ı oxuyur", "/etc/passwd"),
        ("~/lugat qovluğu", "~/lugat"),
        # Machines and accounts.
        ("10.20.30.7-dən", "10.20.30.7"),
        ("192.168.0.0/16 şəbəkəsi", "192.168.0.0/16"),
        ("10.0.0.1:8080", "10.0.0.1:8080"),
        ("2001:db8::1 ünvanı", "2001:db8::1"),
        ("fe80::/10-da", "fe80::/10"),
        ("00:1A:2B:3C:4D:5E ünvanı", "00:1A:2B:3C:4D:5E"),
        ("+994 50 123 45 67-yə zəng", "+994 50 123 45 67"),
        ("(+994 12) 555 08 19", "(+994 12) 555 08 19"),
        ("+84 24 3825 1234", "+84 24 3825 1234"),
        ("tel. (012) 555 08 19.", "(012) 555 08 19"),
        ("050-123-45-67 nömrəsi", "050-123-45-67"),
        ("555 08 19 nömrəsi", "555 08 19"),
        ("4169 7388 1234 5678 kartı", "4169 7388 1234 5678"),
        ("AZ21NABZ00000000137010001944 hesabı", "AZ21NABZ00000000137010001944"),
        ("AZ21 NABZ 0000 0000 1370 1000 1944.", "AZ21 NABZ 0000 0000 1370 1000 1944"),
        # Identifiers.
        ("1(004)-87/2025 nömrəli iş", "1(004)-87/2025"),
        ("№ 2-1(81)-45/2024 üzrə", "2-1(81)-45/2024"),
        ("ƏMR № 12/345-A", "12/345-A"),
        ("QA-5521 nömrəli", "QA-5521"),
        ("92-T saylı", "92-T"),
        ("678-IQ nömrəli Qanun", "678-IQ"),
        ("COVID-19-un yayılması", "COVID-19"),
        ("G20-yə sədrlik", "G20"),
        ("COP29un qərarı", "COP29"),
        ("5G-dən sonra", "5G"),
        ("CVE-2024-1234-ü bağlayın", "CVE-2024-1234"),
        ("ISO/IEC 27001-ə uyğun", "ISO/IEC 27001"),
        ("ISO 27001:2022 standartı", "ISO 27001:2022"),
        ("A/HRC/47/25 sənədi", "A/HRC/47/25"),
        ("HTTP/2-nin zəifliyi", "HTTP/2"),
        ("SHA256 ilə", "SHA256"),
        ("v2.1.3 versiyası", "v2.1.3"),
        ("“admin123” parolu", "admin123"),
        ("“dark_fox77” ləqəbi", "dark_fox77"),
        ("iPhone15 telefonu", "iPhone15"),
        ("Mi-8 helikopteri", "Mi-8"),
        ("10-AA-123 nişanlı", "10-AA-123"),
        ("AZ1000 indeksi", "AZ1000"),
        ("5ABC12D kodu", "5ABC12D"),
        ("9fceb02d0ae598e9 cəmi", "9fceb02d0ae598e9"),
        ("123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-12d3-a456-426614174000"),
    ],
)
def test_address(text: str, source: str) -> None:
    assert _read(text) == [source]
    (found,) = find_addresses(text, "en")
    assert found.text == source
    assert (found.kind is Kind.NAME) == any(char.isalpha() for char in source)


@pytest.mark.parametrize(
    "text",
    [
        "2016-cı ildə 34,6 faiz, 40 000 manat",
        "Qərar verildi.Az sonra elan edildi.",
        "və/və ya, hüquqi/fiziki şəxs",
        "v.s., və i.a., A.Şaiq adına",
        "SIM kart, BMT, XXI əsr",
        "“Birlik-2025”, “Avro-5”, Azerspace-2",
        "24-saatlıq, 10kq, 2016ci, 1000da, 3-cü/4-cü",
        "500 m2 və 3 km2",
        "12:26:41-də, 14.03.2019, 178.3.2-ci, 999.1.1.1",
        "100 20 nəfər; std::vector",
        "qanun12, söz1",
        "PM2,5 hissəcikləri",
        "2016-CI İLDƏ, 47-SİNDƏN 2025-DƏ",
        "№ 231, #12, @ 5",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "rendering"),
    [("KOVİD-19-a qarşı", "COVID-19"), ("Kovid-19", "COVID-19"), ("İSO 9001-in", "ISO 9001")],
)
def test_abbreviation_with_a_dotted_capital(text: str, rendering: str) -> None:
    assert [p.text for p in find_addresses(text, "en")] == [rendering]


def test_several_in_order() -> None:
    text = "QA-5521, www.misal.az, (012) 555 08 19, a@misal.az və 5G"
    assert _read(text) == ["QA-5521", "www.misal.az", "(012) 555 08 19", "a@misal.az", "5G"]


@given(st.text(st.sampled_from("aAzəİ019 .:/-–@#\\()+_'"), max_size=40))
def test_addresses_are_ordered_and_apart(text: str) -> None:
    at = 0
    for found in find_addresses(text, "en"):
        assert at <= found.start < found.end <= len(text)
        at = found.end
