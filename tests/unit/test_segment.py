"""Sentence boundaries as the specification wants them, one hand-written text a case.

A case is a text and the texts of its segments; None where the whole text is one segment.
"""

from __future__ import annotations

import sys
import unicodedata

import pytest

from translate_cli.errors import InputError
from translate_cli.model import Segment
from translate_cli.segment import iter_spans, rebuild, segment_text

AZ = [
    # Headings, lines, spaces
    ("", []),
    ("  \n\t\n ", []),
    ("Ümumi müddəalar", ["Ümumi müddəalar"]),
    (
        "Ümumi müddəalar\nBu Qanun qüvvəyə minir. Qanun dərc edilir.",
        ["Ümumi müddəalar", "Bu Qanun qüvvəyə minir.", "Qanun dərc edilir."],
    ),
    ("Bir\r\nİki\rÜç\u2028Dörd\u2029Beş\x0cAltı", ["Bir", "İki", "Üç", "Dörd", "Beş", "Altı"]),
    ("  Bakı gözəldir.\u00a0 İstidir.  ", ["Bakı gözəldir.", "İstidir."]),
    ("Tərəflər razılaşıblar:\nBirinci şərt", ["Tərəflər razılaşıblar:", "Birinci şərt"]),
    ("O dedi: Bu belədir.", ["O dedi: Bu belədir."]),
    ("Birinci hissə; İkinci hissə; üçüncü.", ["Birinci hissə; İkinci hissə; üçüncü."]),
    # Abbreviations
    ("Bu qurum BMT. Sonra o böyüdü.", ["Bu qurum BMT.", "Sonra o böyüdü."]),
    ("BMT-nin konvensiyası. O, vacibdir.", ["BMT-nin konvensiyası.", "O, vacibdir."]),
    ("Dr. Əliyev və prof. Həsənov gəldi.", ["Dr. Əliyev və prof. Həsənov gəldi."]),
    ("Akad. Quliyev, dos. Səfərov danışdı.", ["Akad. Quliyev, dos. Səfərov danışdı."]),
    ("Kitabın 12-ci hissəsi, səh. 45. Oxuyun.", ["Kitabın 12-ci hissəsi, səh. 45.", "Oxuyun."]),
    ("Alma, armud və s. Sonra nar gəldi.", ["Alma, armud və s.", "Sonra nar gəldi."]),
    ("Alma, armud və s. meyvələr satılır.", ["Alma, armud və s. meyvələr satılır."]),
    ("Alma, armud və s. 5 manatdır.", ["Alma, armud və s.", "5 manatdır."]),
    ("Meyvə (alma, armud və s.) Azərbaycanda bitir.", None),
    (
        "Proqramlar, fayllar və i.a. Bunlar silinir.",
        ["Proqramlar, fayllar və i.a.", "Bunlar silinir."],
    ),
    ("Qanunun 5-ci mad. 3-cü b. tətbiq edilir.", None),
    ("Mad. 12, b. 3, m. 4 əsas götürülür.", None),
    ("Otağın uzunluğu 5 m. Eni azdır.", ["Otağın uzunluğu 5 m.", "Eni azdır."]),
    ("Bu barədə bax. Maddə 7 və bax. Əlavə.", None),
    ("Bəzi cinayətlər, məs. Fırıldaqçılıq, artıb.", None),
    (
        "Müqavilə 2025-ci il. Hanoy onu qəbul etdi.",
        ["Müqavilə 2025-ci il.", "Hanoy onu qəbul etdi."],
    ),
    ("Ünvan: Bakı ş. Nizami küç. 5.", None),
    ("Ünvan Bakı ş. Bu ünvan dəyişib.", ["Ünvan Bakı ş.", "Bu ünvan dəyişib."]),
    ("Nəsimi r-n. Bakı şəhəri", None),
    ("Nəsimi r-n məhkəməsi baxdı. Qərar verdi.", ["Nəsimi r-n məhkəməsi baxdı.", "Qərar verdi."]),
    ("Məbəd e.ə. 323-cü ildə tikilib.", None),
    (
        "Nazir U.S. Steel şirkətinə yazdı. Cavab gəldi.",
        ["Nazir U.S. Steel şirkətinə yazdı.", "Cavab gəldi."],
    ),
    # Ordinals, dates, numbers
    (
        "Tədbir 25-26 oktyabr 2025-ci il tarixində keçirilib. O bitdi.",
        ["Tədbir 25-26 oktyabr 2025-ci il tarixində keçirilib.", "O bitdi."],
    ),
    (
        "Sənəd 12.05.2024 tarixlidir. O, qüvvədədir.",
        ["Sənəd 12.05.2024 tarixlidir.", "O, qüvvədədir."],
    ),
    ("Sənəd 12.05.2024-cü il tarixlidir.", None),
    ("Sənəd 12. 05. 2024 tarixlidir.", None),
    ("12. 05. 2024 tarixli sənəd", None),
    ("Qanunun 5. maddə və 6. bəndi dəyişir.", None),
    ("5. maddəyə əsasən iş açılıb.", None),
    ("XX. əsrin əvvəlində II Dünya müharibəsi yox idi.", None),
    ("II Dünya müharibəsi bitdi. III yoxdur.", ["II Dünya müharibəsi bitdi.", "III yoxdur."]),
    ("Artım 3,5 faiz, məbləğ 1.250 manat və 1 250 dollardır.", None),
    (
        "İclas saat 14.30-da başladı. Saat 15.00. Hamı gəldi.",
        ["İclas saat 14.30-da başladı.", "Saat 15.00.", "Hamı gəldi."],
    ),
    (
        "Server 192.168.1.1 işləyir. Versiya 2.10.3 köhnədir.",
        ["Server 192.168.1.1 işləyir.", "Versiya 2.10.3 köhnədir."],
    ),
    ("№ 5. Qərar layihəsi", None),
    ("Nəzarət № 5. sənəddə göstərilib.", None),
    ("§ 5. Ümumi qaydalar", None),
    ("Bu, § 5-də yazılıb. § 6 isə ləğv edilib.", ["Bu, § 5-də yazılıb.", "§ 6 isə ləğv edilib."]),
    # Initials
    ("R. M. Əliyev gəldi. İ. Ş. Həsənov getdi.", ["R. M. Əliyev gəldi.", "İ. Ş. Həsənov getdi."]),
    (
        "Kitabı R.M.Əliyev yazıb. C.Cabbarlı oxuyub.",
        ["Kitabı R.M.Əliyev yazıb.", "C.Cabbarlı oxuyub."],
    ),
    ("Bizdə vitamin C. Bu vacibdir.", ["Bizdə vitamin C.", "Bu vacibdir."]),
    # Quotations and dialogue
    (
        "“Bu, mühüm sənəddir. Biz onu imzaladıq.” Sonra getdi.",
        ["“Bu, mühüm sənəddir.", "Biz onu imzaladıq.”", "Sonra getdi."],
    ),
    ("“Bu, mühüm sənəddir”. Sonra getdi.", ["“Bu, mühüm sənəddir”.", "Sonra getdi."]),
    ("“Mətn hazırdır.”, - deyə o bildirib.", None),
    (
        "“Mətn hazırdır”, - deyə o bildirib. Sonra susub.",
        ["“Mətn hazırdır”, - deyə o bildirib.", "Sonra susub."],
    ),
    ('"Birinci söz.\nİkinci söz".\nÜçüncü', ['"Birinci söz.', 'İkinci söz".', "Üçüncü"]),
    ('O, "İnformator.az"a danışdı. Sayt yazdı.', ['O, "İnformator.az"a danışdı.', "Sayt yazdı."]),
    (
        '"Niyə?" – deyə soruşdu. "Bilmirəm!" – dedi.',
        ['"Niyə?" – deyə soruşdu.', '"Bilmirəm!" – dedi.'],
    ),
    ("“Gəl!” – Anar çağırdı. O gəldi.", ["“Gəl!” – Anar çağırdı.", "O gəldi."]),
    ("« Bu belədir. » Sonra getdi.", ["« Bu belədir. »", "Sonra getdi."]),
    ("„Bu belədir.“ Sonra getdi.", ["„Bu belədir.“", "Sonra getdi."]),
    ('O yazdı: "Bu belədir. " Sonra getdi.', ['O yazdı: "Bu belədir. "', "Sonra getdi."]),
    ('O bitirdi. "Mən gəldim" dedi.', ["O bitirdi.", '"Mən gəldim" dedi.']),
    ("- Salam. - Salam, necəsən?", ["Salam.", "Salam, necəsən?"]),
    ("-Səncə, niyə?\n-Bilmirəm.", ["Səncə, niyə?", "Bilmirəm."]),
    # Other terminators
    ("Bilmirəm... Bəlkə gəldi… bəlkə yox.", ["Bilmirəm...", "Bəlkə gəldi… bəlkə yox."]),
    ("Bir, iki, … 10 nəfər gəldi.", None),
    ("Nə?! Doğrudan!! Bəli.", ["Nə?!", "Doğrudan!!", "Bəli."]),
    ("Mətnin […] Əvvəli (?) Yoxdur (!) Bəli.", None),
    # Missing spaces
    ("İş bitdi.Sonra getdik.", ["İş bitdi.", "Sonra getdik."]),
    ("“İş bitdi.”Sonra getdik.", ["“İş bitdi.”", "Sonra getdik."]),
    ('"İş bitdi."Sonra "getdik."', ['"İş bitdi."', 'Sonra "getdik."']),
    ('İş bitdi."Sonra getdik" dedi.', ["İş bitdi.", '"Sonra getdik" dedi.']),
    ("Nə oldu?İndi deyin...Yoxsa yox.", ["Nə oldu?", "İndi deyin...", "Yoxsa yox."]),
    ("Fayl hesabat.Docx, ünvan portal.Gov və prof.Əliyev.", None),
    (
        "Bax https://www.mfa.gov.az/az/sehife.Aspx ünvanına. O işləyir.",
        ["Bax https://www.mfa.gov.az/az/sehife.Aspx ünvanına.", "O işləyir."],
    ),
    (
        "Ünvan info.Bakı@mfa.gov.az və saytdır www.gov.az. Yazın.",
        ["Ünvan info.Bakı@mfa.gov.az və saytdır www.gov.az.", "Yazın."],
    ),
    # Brackets
    (
        "Konvensiya (bundan sonra Sənəd. Qeyd et) qəbul edildi. O bitdi.",
        ["Konvensiya (bundan sonra Sənəd. Qeyd et) qəbul edildi.", "O bitdi."],
    ),
    (
        "(Bu birincidir. Bu ikincidir.) Bu üçüncüdür.",
        ["(Bu birincidir.", "Bu ikincidir.)", "Bu üçüncüdür."],
    ),
    (
        "Qərar qəbul edildi.[1] Sonra dərc edildi.² Bitdi.",
        ["Qərar qəbul edildi.[1]", "Sonra dərc edildi.²", "Bitdi."],
    ),
    # Articles and lists
    ("Maddə 12. Kibercinayətkarlıq", None),
    ("MADDƏ 12-1. Dövlət sirri", None),
    ("Fəsil II. Maddə 5. Anlayışlar", None),
    ("I FƏSİL. Ümumi müddəalar", None),
    ("12-ci maddə. Cəzalar", None),
    ("12.1. Dövlət orqanları. Onlar işləyir.", ["Dövlət orqanları.", "Onlar işləyir."]),
    (
        "- birinci\n• ikinci\n1. üçüncü\n2) dördüncü\n"
        "a) beşinci\n(b) altıncı\n1.2.3. yeddinci\n– səkkizinci",
        ["birinci", "ikinci", "üçüncü", "dördüncü", "beşinci", "altıncı", "yeddinci", "səkkizinci"],
    ),
    ("- 1) Dövlət\n(iv) Cəmiyyət\n ə) Fərd", ["Dövlət", "Cəmiyyət", "Fərd"]),
    ("(a) bəndinə əsasən", None),
    (
        "Qərara alıram: 1. Təkliflər verilsin; 2. Nəzarət edilsin. 3. Fərman dərc edilsin.",
        [
            "Qərara alıram: 1. Təkliflər verilsin; 2. Nəzarət edilsin.",
            "Fərman dərc edilsin.",
        ],
    ),
    ("1.", ["1."]),
    ("***", ["***"]),
    ("2025. Hanoy", None),
    # Letters
    (
        "Bitdi. İndi gedək. Işıq yandı. Əlbəttə.",
        ["Bitdi.", "İndi gedək.", "Işıq yandı.", "Əlbəttə."],
    ),
    (
        "Москва burada. Город böyükdür. Её adı var.",
        ["Москва burada.", "Город böyükdür.", "Её adı var."],
    ),
    ("Bitdi. 中文 mətn. ١٢ səhifə.", ["Bitdi.", "中文 mətn.", "١٢ səhifə."]),
]

EN = [
    ("Mr. Smith met Dr. Jones. They talked.", ["Mr. Smith met Dr. Jones.", "They talked."]),
    (
        "See No. 5 and Art. 12, para. 3. It applies.",
        ["See No. 5 and Art. 12, para. 3.", "It applies."],
    ),
    (
        "He said no. 5 people left. No. He stayed.",
        ["He said no. 5 people left.", "No.", "He stayed."],
    ),
    ("Tools, e.g. Python, i.e. The language, help.", None),
    (
        "The U.S. Government agreed. So did the U.S. The vote passed.",
        ["The U.S. Government agreed.", "So did the U.S.", "The vote passed."],
    ),
    (
        "Acme Inc. Chairman Lee left Acme Inc. He was tired.",
        ["Acme Inc. Chairman Lee left Acme Inc.", "He was tired."],
    ),
    (
        "In Roe v. Wade the Court ruled. It was 1973.",
        ["In Roe v. Wade the Court ruled.", "It was 1973."],
    ),
    ("Apples, pears, etc. Then we left.", ["Apples, pears, etc.", "Then we left."]),
    (
        "J. R. R. Tolkien and J.R.R. Tolkien wrote. George W. Bush read.",
        ["J. R. R. Tolkien and J.R.R. Tolkien wrote.", "George W. Bush read."],
    ),
    ("Choose plan B. The other failed.", ["Choose plan B.", "The other failed."]),
    (
        "“It works.” She smiled. “Does it?” he asked.",
        ["“It works.”", "She smiled.", "“Does it?” he asked."],
    ),
    (
        "We met at 5 p.m. Monday. It rained at 6 a.m. The sun rose.",
        ["We met at 5 p.m. Monday.", "It rained at 6 a.m.", "The sun rose."],
    ),
    ("Article 5. Definitions", None),
    ("ANNEX II. List of States", None),
    ("Section 3.2. Costs", None),
    ("(a) First point\n(ii) Second point", ["First point", "Second point"]),
    (
        "The rate is 3.5 per cent. Version 2.0. Done.",
        ["The rate is 3.5 per cent.", "Version 2.0.", "Done."],
    ),
    ("On Oct. 25 they signed in St. Petersburg.", None),
    (
        "It ended.Then we left. See example.Com now.",
        ["It ended.", "Then we left.", "See example.Com now."],
    ),
    ("He has a Ph.D. in law. She has one too.", ["He has a Ph.D. in law.", "She has one too."]),
    (
        "What?! Never... But why? (No one knows.) Stop!",
        ["What?!", "Never...", "But why?", "(No one knows.)", "Stop!"],
    ),
    ("Wait . . . something moved.", None),
    (
        "The rules (see Art. V and p. 5) apply. Art. IV too.",
        ["The rules (see Art. V and p. 5) apply.", "Art. IV too."],
    ),
]

VI = [
    (
        "Hội nghị diễn ra tại TP. Hồ Chí Minh. Đại biểu đã đến.",
        ["Hội nghị diễn ra tại TP. Hồ Chí Minh.", "Đại biểu đã đến."],
    ),
    (
        "PGS. TS. Nguyễn Văn An và ThS. Lê Bình phát biểu. Họ đồng ý.",
        ["PGS. TS. Nguyễn Văn An và ThS. Lê Bình phát biểu.", "Họ đồng ý."],
    ),
    ("GS.TS. Trần Hà phát biểu.", None),
    ("Sinh viên ĐH. Bách khoa đến. Ở đây đông.", ["Sinh viên ĐH. Bách khoa đến.", "Ở đây đông."]),
    ("Có táo, lê, v.v. Sau đó chúng tôi về.", ["Có táo, lê, v.v.", "Sau đó chúng tôi về."]),
    ("Có táo, lê, v.v. và cam.", None),
    ("Xem sách luật, tr. 25. Đọc kỹ.", ["Xem sách luật, tr. 25.", "Đọc kỹ."]),
    ("Điều 12. Tội phạm mạng", None),
    ("Chương II. QUY ĐỊNH CHUNG", None),
    (
        "1. Nhà nước bảo vệ trẻ em.\na) Trẻ em dưới 16 tuổi;\nđ) Người khuyết tật.",
        ["Nhà nước bảo vệ trẻ em.", "Trẻ em dưới 16 tuổi;", "Người khuyết tật."],
    ),
    (
        "Ông đến. Ủy ban họp. Ễnh ương kêu. Ổn rồi.",
        ["Ông đến.", "Ủy ban họp.", "Ễnh ương kêu.", "Ổn rồi."],
    ),
    ("Việc xong rồi.Ủy ban họp.", ["Việc xong rồi.", "Ủy ban họp."]),
    ("“Chúng tôi đồng ý.” Ông nói thêm.", ["“Chúng tôi đồng ý.”", "Ông nói thêm."]),
    ("“Tại sao?” – bà hỏi. Không ai trả lời.", ["“Tại sao?” – bà hỏi.", "Không ai trả lời."]),
    (
        "Giá là 1.250.000 đồng và 3,5 triệu. Rẻ quá!",
        ["Giá là 1.250.000 đồng và 3,5 triệu.", "Rẻ quá!"],
    ),
    ("Văn phòng ở Q. 1 và P. 5. Hãy đến.", ["Văn phòng ở Q. 1 và P. 5.", "Hãy đến."]),
    (
        "Nhiệt độ là 90 độ F. Đội cứu hỏa đến. Họ bay sang Ý. Trời đẹp.",
        ["Nhiệt độ là 90 độ F.", "Đội cứu hỏa đến.", "Họ bay sang Ý.", "Trời đẹp."],
    ),
    (
        "Nghị định 30/2020/NĐ-CP có hiệu lực. Nó thay thế văn bản cũ.",
        ["Nghị định 30/2020/NĐ-CP có hiệu lực.", "Nó thay thế văn bản cũ."],
    ),
]

CASES = [
    pytest.param(lang, text, [text] if expected is None else expected, id=f"{lang}-{number}")
    for lang, cases in (("az", AZ), ("en", EN), ("vi", VI))
    for number, (text, expected) in enumerate(cases)
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_segments_are_those_expected(lang: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in iter_spans(text, lang)] == expected


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_decomposed_text_is_cut_at_the_same_places(
    lang: str, text: str, expected: list[str]
) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    segments = segment_text(decomposed, lang)
    assert [segment.text for segment in segments] == [
        unicodedata.normalize("NFD", segment) for segment in expected
    ]


def test_segments_have_running_ids_and_offsets() -> None:
    assert segment_text("1. Bir söz. İki söz.\n\nÜç", "az") == (
        Segment("s1", "Bir söz.", 3, 11),
        Segment("s2", "İki söz.", 12, 20),
        Segment("s3", "Üç", 22, 24),
    )


def test_regional_tags_use_the_rules_of_their_language() -> None:
    text = "Hội nghị ở TP. Hồ Chí Minh."
    assert len(segment_text(text, "vi-VN")) == 1
    assert len(segment_text(text, "en_GB")) == 2


def test_unknown_language_is_refused_before_the_first_span() -> None:
    with pytest.raises(InputError, match=r"'fr'.*az, en or vi"):
        iter_spans("Bonjour.", "fr")


def test_rebuild_replaces_segments_and_keeps_the_rest() -> None:
    text = "\ufeff 1. Bir. İki.\r\n\t- Üç\n"
    segments = segment_text(text.removeprefix("\ufeff"), "az")
    source = text.removeprefix("\ufeff")
    assert rebuild(source, segments, {}) == source
    replacements = {"s1": "One.", "s3": "Three", "s9": "unused"}
    assert rebuild(source, segments, replacements) == " 1. One. İki.\r\n\t- Three\n"


@pytest.mark.parametrize("order", [(1, 0), (0, 0)])
def test_rebuild_refuses_segments_out_of_order(order: tuple[int, int]) -> None:
    segments = segment_text("Bir. İki.", "az")
    with pytest.raises(InputError, match="very text that was segmented"):
        rebuild("Bir. İki.", [segments[at] for at in order], {})


def test_rebuild_refuses_segments_of_another_text() -> None:
    with pytest.raises(InputError, match="segment s1"):
        rebuild("Üç. Dörd.", segment_text("Bir. İki.", "az"), {})


def count_lines(text: str) -> int:
    """Return how many lines of the library run while `text` is segmented: a clock that is exact."""
    steps = 0

    def trace(frame, event, arg):  # type: ignore[no-untyped-def]
        nonlocal steps
        if "translate_cli" not in frame.f_code.co_filename:
            return None
        steps += event == "line"
        return trace

    previous = sys.gettrace()
    sys.settrace(trace)
    try:
        for _span in iter_spans(text, "az"):
            pass
    finally:
        sys.settrace(previous)
    return steps


PATHOLOGICAL = {
    "sentences": "Bu, bir cümlədir. ",
    "no punctuation": "söz ",
    "no spaces": "söz",
    "unspaced sentences": "söz.Söz",
    "technical chunk": "söz.Söz@",
    "dots": ".",
    "spaced dots": ". ",
    "opening brackets": "(",
    "brackets": "(a.) ",
    "closing quotes": "a. » ",
    "straight quotes": 'A. " ',
    "abbreviations": "və s. Ə. prof. ",
    "bullets": "- ",
    "numbers": "1. ",
    "labels": "Maddə 5. ",
    "combining marks": "a\u0301\u0301\u0301.A",
    "dashes": "A. – ",
    "spaces": " " * 10 + "a.",
    "lines": "Bir.\n",
}


@pytest.mark.parametrize("unit", PATHOLOGICAL.values(), ids=PATHOLOGICAL.keys())
def test_steps_grow_linearly_with_the_text(unit: str) -> None:
    count_lines(unit)  # the rules are built once
    small, large = (count_lines(unit * times) for times in (200, 2000))
    assert large <= 12 * small + 500


def test_a_megabyte_without_punctuation_is_one_segment() -> None:
    text = "kibertəhlükəsizlik " * 55_000
    assert list(iter_spans(text, "az")) == [(0, len(text) - 1)]
