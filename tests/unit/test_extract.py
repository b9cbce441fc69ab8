from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from glossary.errors import TermbaseFormatError, TermbaseNotFoundError
from glossary.extract import Candidate, propose_concept, suggest
from glossary.frequencies import (
    Frequencies,
    format_frequencies,
    read_frequencies,
    shipped_frequencies,
)
from glossary.lemmas import Lemmatiser, possessed_form
from glossary.model import Concept, Term

REFERENCE = Frequencies({"ölkə": 900, "gün": 900, "ev": 400, "qurmaq": 5, "keçirmək": 9}, 100_000)

TEXT = """\
Kvant şifrələməsi yeni mühafizə növüdür. Alimlər kvant şifrələməsini laboratoriyada sınadılar.
Kvant şifrələməsinə keçid baha başa gəlir, lakin bank ölkədə kvant
şifrələməsinin tərəfdarıdır. Peyk rabitəsinin pozulması qorxuludur. Peyk rabitəsinin
pozulmasına görə gəmilər ölkəyə dönmədi; ölkənin gəmisi peyk rabitəsindən asılıdır.
"""


def find(candidates: list[Candidate], text: str) -> Candidate:
    return next(candidate for candidate in candidates if candidate.text == text)


def texts_of(candidates: list[Candidate]) -> list[str]:
    return [candidate.text for candidate in candidates]


def test_forms_of_a_compound_are_one_candidate_that_keeps_its_possessive() -> None:
    candidate = find(suggest([TEXT], reference=REFERENCE), "kvant şifrələməsi")
    assert candidate.count == 4
    assert dict(candidate.forms) == {
        "Kvant şifrələməsi": 1,
        "kvant şifrələməsini": 1,
        "Kvant şifrələməsinə": 1,
        "kvant şifrələməsinin": 1,
    }


def test_a_compound_outranks_its_parts_and_common_words() -> None:
    found = texts_of(suggest([TEXT], reference=REFERENCE))
    assert found[0] == "kvant şifrələməsi"
    assert "ölkə" not in found[:3]
    assert found.index("kvant şifrələməsi") < found.index("kvant")


def test_a_genitive_modifier_is_kept_as_it_stands() -> None:
    candidate = find(suggest([TEXT], reference=REFERENCE), "peyk rabitəsinin pozulması")
    assert candidate.count == 2


def test_c_value_takes_nested_occurrences_away() -> None:
    candidates = suggest([TEXT], reference=REFERENCE)
    inner = find(candidates, "peyk rabitəsi")
    outer = find(candidates, "peyk rabitəsinin pozulması")
    # 3 occurrences, 2 of them in the one longer candidate.
    assert inner.cvalue == pytest.approx((1 + 0.5) * (3 - 2))
    assert outer.cvalue == pytest.approx((1.5849625 + 0.5) * 2)


def test_weirdness_is_relative_frequency_over_that_of_the_reference() -> None:
    text = "Blokçeyn artır. Blokçeynin sirri budur."
    candidate = find(suggest([text], reference=Frequencies({"blokçeyn": 4}, 1000)), "blokçeyn")
    assert candidate.weirdness == pytest.approx((2 / 5) / (5 / 1000))


def test_contexts_give_the_sentence_and_the_place_in_it() -> None:
    first = "Qaz. Dron hücumu oldu."
    second = "Dron hücumundan sonra sakitlik idi."
    candidate = find(suggest([first, second], reference=REFERENCE), "dron hücumu")
    assert candidate.documents == 2
    shown = [(c.document, c.sentence[c.start : c.end]) for c in candidate.contexts]
    assert shown == [(0, "Dron hücumu"), (1, "Dron hücumundan")]
    assert candidate.contexts[0].sentence == "Dron hücumu oldu."


def test_no_phrase_crosses_punctuation_stop_words_or_verbs() -> None:
    text = "Bank, server və kabel. Bank, server və kabel. Kabel bank qurur. Kabel bank qurdu."
    found = texts_of(suggest([text], reference=REFERENCE))
    assert {"bank", "server", "kabel"} <= set(found)
    assert not {"bank server", "server kabel", "bank qurur", "qurur", "və"} & set(found)


def test_known_terms_and_what_lies_inside_them_are_left_out() -> None:
    known = [Concept("qkd", (Term("kvant şifrələməsi", "az"),))]
    found = texts_of(suggest([TEXT], known=known, reference=REFERENCE))
    assert "kvant şifrələməsi" not in found
    assert "kvant" not in found
    assert "peyk rabitəsi" in found


def test_deprecated_and_forbidden_terms_are_known_too() -> None:
    known = [
        Concept("a", (Term("kvant şifrələməsi", "az"),), status="deprecated"),
        Concept("b", (Term("sputnik rabitəsi", "az"), Term("peyk rabitəsi", "az", "forbidden"))),
    ]
    found = texts_of(suggest([TEXT], known=known, reference=REFERENCE))
    assert not {"kvant şifrələməsi", "peyk rabitəsi"} & set(found)


def test_a_possessor_before_the_phrase_explains_its_possessive() -> None:
    text = (
        "Ölkənin xarici siyasəti dəyişdi. Hökumətin xarici siyasətinə görə xarici siyasət mövzudur."
    )
    candidate = find(suggest([text], reference=REFERENCE), "xarici siyasət")
    assert candidate.count == 3


def test_dative_with_qarsi_may_stand_in_a_term() -> None:
    text = "Narkotikaya qarşı kampaniya başladı. Narkotikaya qarşı kampaniyanın sonu."
    assert "narkotikaya qarşı kampaniya" in texts_of(suggest([text], reference=REFERENCE))


def test_capitals_that_are_never_dropped_are_kept() -> None:
    text = (
        "Bu gün Xəzər Forumu açıldı. Dünən Xəzər Forumunun son günü idi. Sonra NATO-nun, NATO-ya."
    )
    found = texts_of(suggest([text], reference=REFERENCE))
    assert "Xəzər Forumu" in found
    assert "NATO" in found
    city = "O, Nyu-York şəhərinə getdi. Sonra Nyu-York şəhərindən qayıtdı."
    assert "Nyu-York şəhəri" in texts_of(suggest([city], reference=REFERENCE))


def test_min_count_top_and_max_words_limit_the_list() -> None:
    assert suggest([TEXT], reference=REFERENCE, min_count=5) == []
    assert len(suggest([TEXT], reference=REFERENCE, top=1)) == 1
    found = suggest([TEXT], reference=REFERENCE, max_words=1)
    assert found
    assert not any(" " in candidate.text for candidate in found)


def test_equivalents_come_from_the_pairs() -> None:
    pairs = [
        ("Kvant şifrələməsi bahadır.", "Quantum encryption is expensive."),
        ("Bank kvant şifrələməsini alır.", "The bank buys quantum encryption."),
        ("Kvant şifrələməsinə keçid çətindir.", "The move to quantum encryption is hard."),
        ("Peyk göydədir.", "The satellite is in the sky."),
        ("Bank açıqdır.", "The bank is open."),
        ("Gəmi dənizdədir.", "The ship is at sea."),
        ("Hava soyuqdur.", "The weather is cold."),
        ("Yol uzundur.", "The road is long."),
    ]
    viet = [(source, "Mã hóa lượng tử." if "vant" in source else "Khác.") for source, _ in pairs]
    candidates = suggest([TEXT], reference=REFERENCE, pairs={"en": pairs, "vi": viet})
    candidate = find(candidates, "kvant şifrələməsi")
    best = candidate.equivalents["en"][0]
    assert (best.text, best.dice, best.count) == ("quantum encryption", 1.0, 3)
    assert candidate.equivalents["vi"][0].text == "mã hóa lượng tử"
    assert find(candidates, "peyk rabitəsi").equivalents == {}


def test_a_proposed_concept_is_ready_for_the_glossary() -> None:
    pairs = [
        ("Dron hücumu oldu.", "A drone attack happened."),
        ("Dron hücumu bitdi.", "The drone attack ended."),
        ("Səhər.", "Morning."),
        ("Axşam.", "Evening."),
    ] * 2
    (candidate,) = suggest(["Dron hücumu. Dron hücumunda."], pairs={"en": pairs}, top=1)
    concept = propose_concept(candidate, taken={"drone-attack"})
    assert (concept.id, concept.status, concept.pos) == ("drone-attack-2", "proposed", "noun")
    assert concept.terms == (Term("dron hücumu", "az"), Term("drone attack", "en"))


def test_no_text_gives_no_candidates() -> None:
    assert suggest([]) == []
    assert suggest(["", "\n"]) == []


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("nazirlik", "nazirliyi"), ("su", "suyu"), ("hüquq", "hüququ"), ("fikir", "fikri"),
     ("məcəllə", "məcəlləsi"), ("xətt", "xətti")],
)  # fmt: skip
def test_possessed_form(lemma: str, form: str) -> None:
    assert possessed_form(lemma) == form


def test_lemmas_of_stems_that_change() -> None:
    words = Counter(["nazirliyin", "nazirlik", "nazirliyə", "fikri", "fikir", "fikrin", "xətti"])
    lemmatiser = Lemmatiser(words, {"xətt": 5})
    got = [lemmatiser.analyse(word).lemma for word in ("nazirliyin", "fikrin", "xətti")]
    assert got == ["nazirlik", "fikir", "xətt"]


def test_verb_forms_are_told_from_verbal_nouns() -> None:
    lemmatiser = Lemmatiser(Counter(["imzalamaq", "imzaladı", "imzalanmış", "imzalanması"]))
    assert lemmatiser.analyse("imzaladı").lemma == "imzalamaq"
    assert lemmatiser.analyse("imzalanmış").verb
    assert not lemmatiser.analyse("imzalanması").verb


def test_verbs_are_guessed_from_their_endings() -> None:
    lemmatiser = Lemmatiser(Counter(["artırdı", "artıran", "artırıb", "artırılır"]))
    assert lemmatiser.analyse("artıran").lemma == "artırmaq"


def test_shipped_frequencies_are_small_and_lemmatised() -> None:
    frequencies = shipped_frequencies()
    assert frequencies.tokens > 100_000
    assert frequencies.counts["məhkəmə"] > 100
    assert "məhkəmənin" not in frequencies.counts
    path = Path(__file__).parents[2] / "glossary" / "data" / "az-frequencies.tsv"
    assert path.stat().st_size <= 200_000


def test_frequency_file_round_trip_and_limit() -> None:
    frequencies = Frequencies({"qanun": 7, "ev": 9, "su": 2}, 100)
    text = format_frequencies(frequencies, comment="a\nb", max_bytes=10_000)
    assert text == "# a\n# b\n# tokens: 100\nev\t9\nqanun\t7\nsu\t2\n"
    short = format_frequencies(frequencies, comment="a\nb", max_bytes=len(text) - 1)
    assert short.endswith("qanun\t7\n")


def test_frequency_file_round_trips_through_a_file(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("# tokens: 100\nqanun\t7\n", "utf-8")
    frequencies = read_frequencies(path)
    assert (dict(frequencies.counts), frequencies.tokens) == ({"qanun": 7}, 100)


def test_errors_of_a_frequency_file_name_the_line(tmp_path: Path) -> None:
    with pytest.raises(TermbaseNotFoundError):
        read_frequencies(tmp_path / "none.tsv")
    path = tmp_path / "bad.tsv"
    path.write_text("qanun\t7\nev\tmany\n", "utf-8")
    with pytest.raises(TermbaseFormatError, match=r"bad\.tsv:2: “many” is no count"):
        read_frequencies(path)
