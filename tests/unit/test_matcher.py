from __future__ import annotations

import pickle
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from glossary.matcher import TermMatcher, resolve_overlaps
from glossary.model import Concept, ConceptStatus, Match, Term, TermStatus
from glossary.term_index import build_index, clean_term


def concept(
    id: str,
    lang: str,
    preferred: str,
    *,
    admitted: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
    pos: str = "",
    case_sensitive: bool = False,
    status: ConceptStatus = "approved",
) -> Concept:
    terms = (
        Term(preferred, lang),
        *(Term(text, lang, "admitted") for text in admitted),
        *(Term(text, lang, "forbidden") for text in forbidden),
    )
    return Concept(id, terms, pos=pos, case_sensitive=case_sensitive, status=status)


def texts(lang: str, terms: list[str], text: str, *, fold_spelling: bool = False) -> list[str]:
    concepts = [concept(term, lang, term) for term in terms]
    matcher = TermMatcher(concepts, lang, fold_spelling=fold_spelling)
    return [match.text for match in matcher.find(text)]


AZ = [
    (["kibercinayətkarlıq"], "Kibercinayətkarlığa qarşı.", ["Kibercinayətkarlığa"]),
    (["kibercinayətkarlıq"], "KİBERCİNAYƏTKARLIĞA QARŞI MÜBARİZƏ", ["KİBERCİNAYƏTKARLIĞA"]),
    (["form"], "format, formatı, formal", []),
    (["cinayət"], "cinayətkar və məhkum, cinayət!", ["cinayət"]),
    (["cinayət", "cinayət işi"], "cinayət işinin və cinayətin", ["cinayət işinin", "cinayətin"]),
    (["qanun"], "qanunsuz, qanuni, qanunun, qanunvericilik", ["qanunun"]),
    (
        ["hüquq mühafizə orqanları"],
        "Hüquq mühafizə\norqanlarının hüquq-mühafizə orqanları",
        ["Hüquq mühafizə\norqanlarının", "hüquq-mühafizə orqanları"],
    ),
    (["hüquq mühafizə orqanları"], "hüquq mühafizə\n\norqanları", []),
    (["hüquq mühafizə orqanları"], "hüquq mühafizə\r\norqanları", ["hüquq mühafizə\r\norqanları"]),
    (["hüquq mühafizə orqanları"], "hüquq, mühafizə orqanları", []),
    (
        ["cinayət işi"],
        "cinayət\u00a0işi, cinayət \t işinə, ci\u00adnayət i\u00adşi",
        ["cinayət\u00a0işi", "cinayət \t işinə", "ci\u00adnayət i\u00adşi"],
    ),
    (["BMT"], "BMT-nin, BMT'nin, BMT’yə, BMT.", ["BMT-nin", "BMT'nin", "BMT’yə", "BMT"]),
    (["BMT"], "BMT-NİN BMTNİN bmt", ["BMT-NİN"]),
    (["ATƏT"], "ATƏT-in “ATƏT”in", ["ATƏT-in", "ATƏT"]),
    (["DİN"], "din dini DİN-in DİNİ DİN DİNin", ["DİN-in", "DİN", "DİNin"]),
    (["İnformator.az"], '"İnformator.az"a və İnformator.az-ın',
     ["İnformator.az", "İnformator.az-ın"]),
    (["konvensiya"], "“Konvensiya”nın", ["Konvensiya"]),
    (["konvensiya"], "'konvensiya'nın", ["konvensiya"]),
    (["konvensiya"], "konvensiya ilə, konvensiyayla", ["konvensiya", "konvensiyayla"]),
    (["alqı"], "alqı-satqı", []),
    (["satqı"], "alqı-satqı", []),
    (["alqı-satqı"], "alqı-satqısı", ["alqı-satqısı"]),
    (["istifadə"], "sui-istifadə", []),
    (["protokol"], "Protokol-2; 2-protokol", ["Protokol", "protokol"]),
    (["maddə"], "(maddə) «maddənin» maddə_1 _maddə_", ["maddə", "maddənin", "maddə", "maddə"]),
    (["imzalamaq"], "imzalayıb, imzalanması, imza, imzalı", ["imzalayıb", "imzalanması"]),
    (["qüvvəyə minmək"], "qüvvəyə mindiyi gün", ["qüvvəyə mindiyi"]),
    (["şəxs"], "fiziki şəxsin şəxsi məlumatları", ["şəxsin"]),
    (["tərəf"], "dövlət tərəfindən tərəflərin", ["tərəflərin"]),
    (["protokol (beynəlxalq)"], "protokola əsasən", ["protokola"]),
    (["kibercinayətkarlıq"], "kibercinayetkarliq kibercinayәtkarlıq", []),
    (["Böyük iyirmilik (G20) sammiti"], "Böyük iyirmilik (G20) sammitində, böyük iyirmilik sammiti",
     ["Böyük iyirmilik (G20) sammitində", "böyük iyirmilik sammiti"]),
    (["sədr"], "sədrin sədrlik sədrlə", ["sədrin", "sədrlə"]),
    (["Kibercinayətkarlığa qarşı Konvensiya"], "kibercinayətkarlığa qarşı Konvensiyanın",
     ["kibercinayətkarlığa qarşı Konvensiyanın"]),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "text", "found"), AZ)
def test_azerbaijani(terms: list[str], text: str, found: list[str]) -> None:
    assert texts("az", terms, text) == found


EN = [
    (["treaty"], "Treaties, the treaty's aims, treaties’ aims",
     ["Treaties", "treaty's", "treaties’"]),
    (["cybercrime"], "cyber-crime, cyber crime, Cybercrimes",
     ["cyber-crime", "cyber crime", "Cybercrimes"]),
    (["cyber attack"], "cyberattacks and cyber-attack", ["cyberattacks", "cyber-attack"]),
    (["law"], "lawful, outlaw, laws, by-law", ["laws"]),
    (["State Party"], "State Party, States Parties, state parties",
     ["State Party", "States Parties", "state parties"]),
    (["to sign"], "signed, signature, signing", ["signed", "signing"]),
    (["memorandum of understanding"], "memoranda of understanding", ["memoranda of understanding"]),
    (["organized crime"], "organised crime", ["organised crime"]),
    (["cybercrime"], "anti-cybercrime, cybercrime-related", ["cybercrime", "cybercrime"]),
    (["form"], "format, forms, to inform", ["forms"]),
    (["human rights"], "a human right; human\nrights", ["human right", "human\nrights"]),
    (["law enforcement agency"], "law-enforcement agencies", ["law-enforcement agencies"]),
    (["State"], "the States' duties and 'States' alone", ["States'", "States"]),
    (["citizens' rights"], "citizens’ rights", ["citizens’ rights"]),
    (["WHO"], "who told the WHO", ["WHO"]),
    (["danger"], "dangers'", ["dangers'"]),
    (["danger"], "the 'real dangers'", ["dangers"]),
    (["accused person"], "accused persons", ["accused persons"]),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "text", "found"), EN)
def test_english(terms: list[str], text: str, found: list[str]) -> None:
    assert texts("en", terms, text) == found


VI = [
    (["tội phạm mạng"], "Tội phạm mạng và TỘI PHẠM MẠNG", ["Tội phạm mạng", "TỘI PHẠM MẠNG"]),
    (["cộng hòa"], "cộng hoà, Cộng hòa", ["cộng hoà", "Cộng hòa"]),
    (["tòa án"], "toà án tối cao", ["toà án"]),
    (["an"], "ban, anh, an ninh, An-giê-ri", ["an"]),
    (["kỹ thuật"], "kĩ thuật số", ["kĩ thuật"]),
    (["Việt Nam"], "quan hệ Việt Nam-Azerbaijan, Azerbaijan-Việt Nam", ["Việt Nam", "Việt Nam"]),
    (["công ước"], "công\nước; công, ước", ["công\nước"]),
    (["tội phạm mạng (kẻ)"], "bắt tội phạm mạng", ["tội phạm mạng"]),
    (["luật"], "luat lụât", []),
]


@pytest.mark.parametrize(("terms", "text", "found"), VI)
def test_vietnamese(terms: list[str], text: str, found: list[str]) -> None:
    assert texts("vi", terms, text) == found


def test_decomposed_vietnamese_keeps_the_offsets_of_the_text() -> None:
    text = unicodedata.normalize("NFD", "Ký Công ước về tội phạm mạng.")
    matcher = TermMatcher([concept("c", "vi", "tội phạm mạng")], "vi")
    (match,) = matcher.find(text)
    assert match.text == text[match.start : match.end]
    assert unicodedata.normalize("NFC", match.text) == "tội phạm mạng"


def test_all_spans_overlapping_ones_too_in_order() -> None:
    concepts = [
        concept("case", "az", "cinayət işi"),
        concept("crime", "az", "cinayət"),
        concept("start", "az", "cinayət işinin başlanması"),
    ]
    matcher = TermMatcher(concepts, "az")
    text = "cinayət işinin başlanması, cinayət işi"
    assert [(m.start, m.concept.id) for m in matcher.iter_matches(text)] == [
        (0, "start"),
        (0, "case"),
        (0, "crime"),
        (27, "case"),
        (27, "crime"),
    ]
    assert [m.concept.id for m in matcher.find(text)] == ["start", "case"]


def test_occurrences_give_as_many_spans() -> None:
    assert texts("az", ["qanun"], "qanun qanuna qanundan; qanun") == [
        "qanun", "qanuna", "qanundan", "qanun",
    ]  # fmt: skip


def test_statuses() -> None:
    item = concept("c", "en", "cybercrime", admitted=("ICT crime",), forbidden=("computer crime",))
    text = "cybercrime, ICT crime, computer crime"

    def found(*statuses: TermStatus) -> list[tuple[str, str]]:
        matcher = TermMatcher([item], "en", statuses=statuses)
        return [(match.text, match.term.status) for match in matcher.find(text)]

    assert found("preferred", "admitted") == [
        ("cybercrime", "preferred"),
        ("ICT crime", "admitted"),
    ]
    assert found("forbidden") == [("computer crime", "forbidden")]
    assert len(found("preferred", "admitted", "forbidden")) == 3
    default = TermMatcher([item], "en").find(text)
    assert [match.term.status for match in default] == ["preferred", "admitted"]


@pytest.mark.parametrize("wrong", ["cyber-crime", "cyber crime", "Cyber-crimes"])
def test_variant_that_is_forbidden_is_reported_as_forbidden(wrong: str) -> None:
    item = concept("c", "en", "cybercrime", forbidden=("cyber-crime",))
    everything = TermMatcher([item], "en", statuses=("preferred", "admitted", "forbidden"))
    assert [m.term.status for m in everything.iter_matches(f"of {wrong} now")] == ["forbidden"]
    assert TermMatcher([item], "en").find(wrong) == []
    assert TermMatcher([item], "en").find("cybercrime")[0].term.status == "preferred"


def test_forms_that_differ_by_a_hyphen_only_are_told_apart() -> None:
    item = concept("c", "en", "cyber crime", forbidden=("cyber-crime",))
    matcher = TermMatcher([item], "en", statuses=("preferred", "forbidden"))
    found = [(m.text, m.term.status) for m in matcher.iter_matches("cyber crime, cyber-crime")]
    assert found == [("cyber crime", "preferred"), ("cyber-crime", "forbidden")]


def test_forms_that_differ_by_capitals_only_are_told_apart() -> None:
    item = concept("c", "en", "State Party", forbidden=("state party",))
    matcher = TermMatcher([item], "en", statuses=("preferred", "forbidden"))
    found = [(m.text, m.term.status) for m in matcher.iter_matches("State Parties, state party")]
    assert found == [("State Parties", "preferred"), ("state party", "forbidden")]


def test_variant_that_is_admitted_is_reported_as_admitted() -> None:
    item = concept("c", "en", "cybercrime", admitted=("cyber crime",))
    found = list(TermMatcher([item], "en").iter_matches("cybercrime, cyber-crimes"))
    assert [(m.text, m.term.status) for m in found] == [
        ("cybercrime", "preferred"),
        ("cyber-crimes", "admitted"),
    ]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Konvensiya", "konvensiyanın", []),
        ("Konvensiya", "Konvensiyanın KONVENSİYANIN", ["Konvensiyanın", "KONVENSİYANIN"]),
        ("ASAN", "asan ASAN-ın Asan", ["ASAN-ın"]),
        ("konvensiya", "Konvensiya konvensiyaya", ["konvensiyaya"]),
        ("Milli Məclis", "milli məclisin Milli Məclisin", ["Milli Məclisin"]),
    ],
)
def test_case_sensitive(term: str, text: str, found: list[str]) -> None:
    matcher = TermMatcher([concept("c", "az", term, case_sensitive=True)], "az")
    assert [match.text for match in matcher.find(text)] == found


@pytest.mark.parametrize(
    ("term", "text", "folded"),
    [
        ("kibercinayətkarlıq", "kibercinayetkarliq", ("diacritics",)),
        ("kibercinayətkarlıq", "kibercinayetkarligin", ("diacritics",)),
        ("kibercinayətkarlıq", "KIBERCINAYETKARLIGA", ("diacritics",)),
        ("kibercinayətkarlıq", "kibercinayәtkarlıq", ("look-alikes",)),
        ("kibercinayətkarlıq", "kibercinayǝtkarlığın", ("look-alikes",)),
        ("konvensiya", "kоnvensiyаya", ("look-alikes",)),
        ("müqavilə", "muqavileni", ("diacritics",)),
        ("müqavilə", "muqavilәni", ("look-alikes", "diacritics")),
        ("hüquq mühafizə orqanları", "huquq muhafize orqanlarinin", ("diacritics",)),
        ("qanun", "qanunun", ()),
        ("kibercinayətkarlıq", "kibercinayətkarliğin", ("diacritics",)),
    ],
)
def test_folded_spelling(term: str, text: str, folded: tuple[str, ...]) -> None:
    matcher = TermMatcher([concept("c", "az", term)], "az", fold_spelling=True)
    (match,) = matcher.find(f"{text}.")
    assert match.text == text
    assert match.folded == folded
    if folded:
        assert TermMatcher([concept("c", "az", term)], "az").find(f"{text}.") == []


@pytest.mark.parametrize(
    ("term", "text"),
    [("olum", "ölüm"), ("sac", "saç"), ("cinayət", "cinayetkar"), ("hal", "həl"), ("iş", "ış_ə")],
)
def test_folding_goes_from_letters_with_marks_to_letters_without(term: str, text: str) -> None:
    matcher = TermMatcher([concept("c", "az", term)], "az", fold_spelling=True)
    assert [m for m in matcher.find(text) if m.text == text] == []


def test_folded_spelling_of_vietnamese_and_english_is_look_alikes_only() -> None:
    vietnamese = TermMatcher([concept("c", "vi", "điều ước")], "vi", fold_spelling=True)
    assert [m.folded for m in vietnamese.find("ðiều ước; dieu uoc")] == [("look-alikes",)]
    english = TermMatcher([concept("c", "en", "treaty")], "en", fold_spelling=True)
    assert [m.folded for m in english.find("trеaties")] == [("look-alikes",)]


def test_longest_then_earliest() -> None:
    concepts = [
        concept("a", "en", "mutual legal assistance"),
        concept("b", "en", "legal assistance treaty"),
        concept("c", "en", "treaty"),
    ]
    matcher = TermMatcher(concepts, "en")
    found = [m.text for m in matcher.find("a mutual legal assistance treaty")]
    assert found == ["mutual legal assistance", "treaty"]


def _match(start: int, end: int, status: TermStatus = "preferred", id: str = "c") -> Match:
    term = Term("x", "en", status)
    return Match(start, end, "x" * (end - start), Concept(id, (term,)), term)


def test_status_decides_between_equal_spans() -> None:
    forbidden, admitted, preferred = (
        _match(0, 3, status) for status in ("forbidden", "admitted", "preferred")
    )
    assert resolve_overlaps([forbidden, admitted, preferred]) == [preferred]
    assert resolve_overlaps([forbidden, admitted]) == [admitted]


def test_approved_concept_before_file_order() -> None:
    concepts = [
        concept("first", "az", "qərar", status="proposed"),
        concept("second", "az", "qərar"),
        concept("third", "az", "qərar"),
    ]
    matcher = TermMatcher(concepts, "az")
    assert [m.concept.id for m in matcher.find("qərarın")] == ["second"]
    assert [m.concept.id for m in matcher.iter_matches("qərarın")] == ["first", "second", "third"]


def test_touching_matches_both_stay() -> None:
    assert resolve_overlaps([_match(3, 5), _match(0, 3)]) == [_match(0, 3), _match(3, 5)]
    assert resolve_overlaps([]) == []


def test_nested_match_is_dropped_even_where_the_longer_one_loses() -> None:
    found = resolve_overlaps([_match(0, 10), _match(8, 20), _match(1, 3)])
    assert [(m.start, m.end) for m in found] == [(8, 20), (1, 3)][::-1]


@pytest.mark.parametrize("lang", ["az", "en", "vi"])
def test_no_terms_and_no_text(lang: str) -> None:
    assert TermMatcher([], lang).find("Konvensiya") == []
    assert TermMatcher([concept("c", lang, "a")], lang).find("") == []
    assert TermMatcher([concept("c", lang, "—")], lang).find("— a") == []


def test_terms_of_another_language_are_not_searched() -> None:
    item = Concept("c", (Term("qanun", "az"), Term("law", "en")))
    assert TermMatcher([item], "en").find("qanun") == []
    assert [m.term.lang for m in TermMatcher([item], "az").find("qanun law")] == ["az"]


def test_one_matcher_serves_many_threads() -> None:
    concepts = [concept(term, "az", term) for term in ("qanun", "cinayət işi", "imzalamaq")]
    matcher = TermMatcher(concepts, "az")
    text = "qanunun cinayət işinin imzalanması qanunsuz " * 20
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(matcher.find, [text] * 16))
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 60


def test_index_can_be_pickled() -> None:
    index = build_index([concept("c", "az", "cinayət işi")], "az", ("preferred",))
    again = pickle.loads(pickle.dumps(index))
    assert again.children["cinayət"].lengths == index.children["cinayət"].lengths


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("protokol (beynəlxalq)", "protokol"),
        ("  tội  phạm mạng (kẻ) ", "tội phạm mạng"),
        ("(hüquqi) şəxs", "şəxs"),
        ("(x)", "(x)"),
        ("accede (to) a treaty", "accede a treaty"),
    ],
)
def test_clean_term(text: str, cleaned: str) -> None:
    assert clean_term(text) == cleaned
