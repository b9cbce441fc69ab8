"""Names: what is found, how it is rendered, and what has to be left alone."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from translate_cli.placeables.model import Kind
from translate_cli.placeables.name_shapes import is_headline, read_abbreviation
from translate_cli.placeables.name_spelling import takes_suffix
from translate_cli.placeables.name_tables import (
    Use,
    abbreviations,
    brands,
    foreign_names,
    given_names,
    people,
    places,
    vietnamese_names,
)
from translate_cli.placeables.names import find_names

ROOT = Path(__file__).resolve().parent.parent.parent


def found(text: str, target_lang: str = "en") -> list[tuple[str, str, str]]:
    """Return source span, rendering and kind of every name."""
    return [(text[p.start : p.end], p.text, p.kind.value) for p in find_names(text, target_lang)]


@pytest.mark.parametrize(
    ("text", "span", "rendering", "kind"),
    [
        ("Xəbəri Zəminə Xudiyevanın vəkili yaydı.", "Zəminə Xudiyeva", "Zamina Khudiyeva", "woman"),
        ("Heydər Əlirza oğlu Əliyevin heykəli", "Heydər Əlirza oğlu Əliyev",
         "Heydar Alirza oghlu Aliyev", "name"),
        ("Səfərov Elşən Nadir oğluna məktub", "Səfərov Elşən Nadir oğlu",
         "Safarov Elshan Nadir oghlu", "name"),
        ("Quliyeva Günel Rauf qızının ərizəsi", "Quliyeva Günel Rauf qızı",
         "Guliyeva Gunel Rauf gizi", "woman"),
        ("İmza: A. Məmmədov", "A. Məmmədov", "A. Mammadov", "name"),
        ("qərarı Ə.H.Əliyevə verdi", "Ə.H.Əliyev", "A.H.Aliyev", "name"),
        ("hakim N. Səfərlinin imzası", "N. Səfərli", "N. Safarli", "name"),
        ("Şəhadəti Ş. Quliyeva alıb.", "Ş. Quliyeva", "Sh. Guliyeva", "woman"),
        ("Kamran gəldi.", "Kamran", "Kamran", "name"),
        ("Bu gün Ayseldən məktub aldıq.", "Aysel", "Aysel", "woman"),
        ("Dünən Vüqargil köçdü.", "Vüqar", "Vugar", "name"),
        ("Bu, Ocaqovdur.", "Ocaqov", "Ojagov", "name"),
        ("Nailənin evi", "Nailə", "Naila", "woman"),
        ("Nərgiz xanımın sözü", "Nərgiz", "Nargiz", "woman"),
        ("Zaur Tağızadənin rəyi", "Zaur Tağızadə", "Zaur Taghizade", "name"),
        ("Toğrul Aslanlı danışdı.", "Toğrul Aslanlı", "Toghrul Aslanli", "name"),
        ("Azad Məmmədov gəldi.", "Azad Məmmədov", "Azad Mammadov", "name"),
        ("Rauf Məmmədova zəng etdilər.", "Rauf Məmmədov", "Rauf Mammadov", "name"),
        ("Aygün Məmmədova zəng etdi.", "Aygün Məmmədova", "Aygun Mammadova", "woman"),
        ("Məmməd Əmin Rəsulzadənin ömrü", "Məmməd Əmin Rəsulzadə", "Mammad Amin Rasulzade",
         "name"),
        ("Orxan müəllimə yazdıq.", "Orxan", "Orkhan", "name"),
        ("Peter Hoffman gəldi.", "Peter Hoffman", "Peter Hoffman", "name"),
        ("David Millerin cavabı", "David Miller", "David Miller", "name"),
        ("Sarah Connor-un sualı", "Sarah Connor", "Sarah Connor", "woman"),
        ("Devid Braunun kitabı", "Devid Braun", "David Brown", "name"),
        ("Antoniu Quterreşin çağırışı", "Antoniu Quterreş", "António Guterres", "name"),
        ("Klaus Braun danışdı.", "Klaus Braun", "Klaus Braun", "name"),
        ("Olqa Smirnovaya məktub", "Olqa Smirnova", "Olga Smirnova", "woman"),
        ("Sergey Volkovun sözü", "Sergey Volkov", "Sergei Volkov", "name"),
        ("Nquyen Van Hunqun evi", "Nquyen Van Hunq", "Nguyen Van Hung", "name"),
        ("Tran Thi Mai gəldi.", "Tran Thi Mai", "Tran Thi Mai", "woman"),
        ("Phạm Minh Tuấn-la görüş", "Phạm Minh Tuấn", "Pham Minh Tuan", "name"),
    ],
)  # fmt: skip
def test_person(text: str, span: str, rendering: str, kind: str) -> None:
    assert found(text) == [(span, rendering, kind)]


@pytest.mark.parametrize(
    ("text", "span", "en", "vi"),
    [
        ("Bakıda yağış yağır.", "Bakı", "Baku", "Baku"),
        ("Bakı şəhərindəki məktəb", "Bakı", "Baku", "Baku"),
        ("Qusar rayonunun kəndləri", "Qusar", "Gusar", "Gusar"),
        ("Kürün suyu azalıb.", "Kür", "Kura", "Kura"),
        ("Xırdalanda yaşayırıq.", "Xırdalan", "Khirdalan", "Khirdalan"),
        ("Ələtə gedən yol", "Ələt", "Alat", "Alat"),
        ("Tbilisiyə uçuş", "Tbilisi", "Tbilisi", "Tbilisi"),
        ("Strasburqdan xəbər", "Strasburq", "Strasbourg", "Strasbourg"),
        ("Nyu-Yorkdakı qərargah", "Nyu-York", "New York", "New York"),
        ("Moskvada görüş", "Moskva", "Moscow", "Moskva"),
        ("Pekinin küçələri", "Pekin", "Beijing", "Bắc Kinh"),
        ("Hanoyda görüş", "Hanoy", "Hanoi", "Hà Nội"),
        ("Da Nanq limanı", "Da Nanq", "Da Nang", "Đà Nẵng"),
        ("Ho Şi Min şəhərində görüş", "Ho Şi Min şəhəri", "Ho Chi Minh City",
         "Thành phố Hồ Chí Minh"),
        ("Ho Şi Minin heykəli", "Ho Şi Min", "Ho Chi Minh", "Hồ Chí Minh"),
        ("Haaqada məhkəmə", "Haaqa", "The Hague", "La Hay"),
        ("Xınalığa yol çəkilir.", "Xınalığ", "Khinalig", "Khinalig"),
        ("Nguyen Thi Lan gəldi.", "Nguyen Thi Lan", "Nguyen Thi Lan", "Nguyễn Thị Lan"),
    ],
)  # fmt: skip
def test_rendering_by_language(text: str, span: str, en: str, vi: str) -> None:
    assert [name[:2] for name in found(text, "en")] == [(span, en)]
    assert [name[:2] for name in found(text, "vi")] == [(span, vi)]
    assert [name[:2] for name in found(text, "de")] == [(span, en)]


@pytest.mark.parametrize(
    ("text", "span", "rendering"),
    [
        ("Facebook-un ofisi", "Facebook", "Facebook"),
        ("Mesaj WhatsApp-dan gəldi.", "WhatsApp", "WhatsApp"),
        ("Kodu GitHub-da saxlayırıq.", "GitHub", "GitHub"),
        ("Yeni iPhone-la çəkib.", "iPhone", "iPhone"),
        ("Visual Studio Code-u açın.", "Visual Studio Code", "Visual Studio Code"),
        ("Toyota Prius sürür.", "Toyota Prius", "Toyota Prius"),
        ("Evdə Wi-Fi var.", "Wi-Fi", "Wi-Fi"),
        ("Vikipediyada məqalə", "Vikipediya", "Wikipedia"),
        ("NATO-nun üzvləri", "NATO", "NATO"),
        ("UNODC hesabatı", "UNODC", "UNODC"),
        ("Şirkət GDPR-a uyğundur.", "GDPR", "GDPR"),
        ("YUNESKO-nun siyahısı", "YUNESKO", "UNESCO"),
        ("Bakıda XKCD-nin sərgisi", "XKCD", "XKCD"),
    ],
)
def test_brand_or_abbreviation(text: str, span: str, rendering: str) -> None:
    assert (span, rendering, "name") in found(text, "en")
    assert (span, rendering, "name") in found(text, "vi")


@pytest.mark.parametrize(
    "text",
    [
        "Azad insanlar azad ölkədə yaşayır.",
        "Vətən hər şeydən əzizdir.",
        "İnam azalıb.",
        "Bahar gəldi.",
        "Şirin çay içdik.",
        "Aydın cavab verin.",
        "Sevinc hissi böyükdür.",
        "Romanın qəhrəmanı öldü.",
        "Elçinin sözləri",
        "Əli ilə işarə etdi.",
        "Ümidə ehtiyac var.",
        "Bakılılar və şəkililər",
        "Bakılı həkim gəldi.",
        "Xarici İşlər Nazirliyi Konvensiyanı təsdiqlədi.",
        "Milli Məclisin sədri Avropa Şurasında çıxış etdi.",
        "Almaniyanın kansleri Azərbaycana gəldi.",
        "Moldovaya səfər",
        "Roma hüququ qədimdir.",
        "Roma Papası gəldi.",
        "Bu il Novruz bayramı və Qurban bayramı",
        "Dövlət başçısı Zəfər Günü münasibətilə çıxış etdi.",
        "Beynəlxalq Hava Limanına getdi.",
        "BMT-nin və ABŞ-ın nümayəndələri",
        "XIX əsr və II Dünya müharibəsi",
        "Beynəlxalq Bazar ertəsi Yanvar ayı",
        "DİQQƏT! YENİ ELAN VAR",
        "a.mammadov@facebook.com ünvanı, https://GitHub.com/Leyla",
        "Markuz Vayngartnerq danışdı.",
        "Mark Zukerberq və Mark Zukerberqin şirkəti",
        "Şahzadə Uilyam və şahzadənin xanımı",
        "Dünən İmamzadənin ziyarəti oldu.",
        "Qazax jurnalisti Kuvandık Batırov danışdı.",
        "",
        "sadə cümlə",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(text) == []


def test_headline_in_capitals_has_no_abbreviations_but_known_ones() -> None:
    assert found("KİBERHÜCUM BAKIDA NATO SAMMİTİNDƏN ƏVVƏL BAŞLADI") == [("NATO", "NATO", "name")]


def test_several_names_keep_their_order() -> None:
    text = "Leyla Bakı-Tbilisi xətti ilə Gəncədən Samirgilə, sonra Rəna Əliyevanın yanına getdi."
    assert [name[1] for name in found(text)] == [
        "Leyla", "Baku", "Tbilisi", "Ganja", "Samir", "Rana Aliyeva",
    ]  # fmt: skip


def test_a_name_that_goes_on_in_an_unknown_way_is_no_name() -> None:
    """Half a name masked and half left to the model would be two persons."""
    assert found("Yazıçı Leyla Quznetzoviç gəldi.") == []


def test_what_is_too_long_for_a_word_is_no_name() -> None:
    assert found("Bakı" + "lar" * 4000 + " Bakıda") == [("Bakı", "Baku", "name")]


def test_part_of_an_institution_is_no_person() -> None:
    assert found("Bu gün Ümid Partiyasının üzvü gəldi.") == []
    assert found("Dünən Sahil Mühafizəsi gəldi.") == []


@pytest.mark.parametrize(
    ("stem", "rest", "expected"),
    [
        ("Bakı", "", True),
        ("Bakı", "nın", True),
        ("Bakı", "dakılardan", True),
        ("Bakı", "lı", False),
        ("Bakı", "nin", False),
        ("NATO", "-nun", True),
        ("NATO", "’nun", True),
        ("NATO", "-kart", False),
        ("Vüqar", "gildə", True),
        ("Kür", "i", False),
    ],
)
def test_takes_suffix(stem: str, rest: str, expected: bool) -> None:
    assert takes_suffix(stem, rest) is expected


def test_terms_that_copying_would_break_are_left_to_the_model() -> None:
    """An abbreviation among the terms is copied only where each language has it as it is."""
    for line in (ROOT / "terms.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 4:
            continue
        for term in cells[1].split("|"):
            if not re.fullmatch(r"[A-ZÇƏĞİÖŞÜ]{2,}", term):
                continue
            text = read_abbreviation(term)[1]
            if text:
                assert text in cells[2].split("|"), term
                assert text in cells[3].split("|"), term


def test_is_headline() -> None:
    assert not is_headline(["SMS", "ATM"])
    assert is_headline(["SON", "XƏBƏRLƏR"])


def test_tables_are_well_formed() -> None:
    assert len(given_names()) > 1200
    assert len(places()) > 800
    assert len(brands()) > 400
    assert len(people()) > 100
    assert len(foreign_names().surnames) > 400
    assert len(vietnamese_names().surnames) > 30
    assert {entry.sex for entry in given_names().values()} == {"m", "f"}
    assert {entry.use for entry in places().values()} <= {Use.FREE, Use.INNER, Use.SUFFIXED}
    for table in (given_names(), places(), brands()):
        for key, entry in table.items():
            assert key == key.strip()
            assert entry.en == entry.en.strip() != "", key
    for az, text in abbreviations().items():
        assert text == text.strip(), az


def test_spans_are_ordered_and_apart() -> None:
    text = "Leyla Quliyeva, Ə. Əliyev, Bakı, Hanoy, NATO-nun SMS-i, Devid Braun, Nguyen Van Nam."
    names = find_names(text, "vi")
    assert len(names) == 8
    assert all(a.end <= b.start for a, b in pairwise(names))
    assert {name.kind for name in names} == {Kind.NAME, Kind.WOMAN}
