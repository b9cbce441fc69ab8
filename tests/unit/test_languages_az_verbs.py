from __future__ import annotations

import pytest

from glossary.languages import az
from glossary.languages.az_homographs import HOMOGRAPHS, is_homograph
from glossary.languages.az_verbs import is_infinitive, passive_of, verbal_noun_passive

FORMS = {
    "imzalamaq": "imzalamaq imzalayıb imzalayıblar imzalanmış imzalanmışdır imzalanması "
    "imzalanmasının imzalayan imzalayanların imzaladığı imzaladığını imzaladıqdan "
    "imzaladıqlarından imzalayır imzalayırlar imzalayıram imzalayırdı imzaladı imzaladılar "
    "imzaladıq imzalayacaq "
    "imzalayacağını imzalayacağıq imzalayacaqlar imzalayar imzalayarsa imzalamışdı imzalamışam "
    "imzalamaz imzalamaram imzalamazdan imzalamır imzalamırlar imzalamadı imzalamayıb imzalamayan "
    "imzalamadan imzalamaması imzalamayacaq imzalamağa imzalamağı imzalamaqla imzalamaqdan "
    "imzalamalıdır imzalamalıyıq imzalamalı imzalasa imzalasalar imzalasaydı imzalayaraq "
    "imzalayarkən imzalayanda imzaladıqda imzaladıqca imzalayınca imzalayalı imzalasın "
    "imzalasınlar imzalayın imzalayaq imzala imzalaya imzalanan imzalananadək imzalanıbsa "
    "imzalatmaq imzaladıb imzalanılır imzalanılması imzalamısan imzalamısınız",
    "qoşulmaq": "qoşulması qoşulan qoşulub qoşulacaq qoşulduğu qoşulmuşdur qoşulmağa qoşulmayıb "
    "qoşularaq qoşulsa qoşulur qoşuldu qoşulmasaydıq",
    "törətmək": "törədib törədən törətmiş törədilmiş törədilməsi törətdiyi törədir törətmək "
    "törətməkdə törədəcək törətməyib törədilən törədərək törətsə",
    "etmək": "edir edib edilmiş edilməsi edən etmiş etdiyi edəcək etdi etmir etməyə edərək edilir "
    "edilib etdirmək etdirilməsi etməlidir",
    "getmək": "gedir gedən getdi gedəcək getmişdir",
    "görmək": "görür görülmüş görən gördüyü görüldü görəcək görməyən",
    "ölmək": "ölür ölən öldü ölmüş öləcəyi",
    "tutmaq": "tutur tutulub tutulmuş tutan tutduğu tutacaq",
    "almaq": "alır alıb alınıb alınması alan aldığı alacaq almalıdır",
    "demək": "deyir deyib deyən dedi deyilib deyilmiş dediyi",
    "yemək": "yeyir yeyən yedi",
    "bilmək": "bilir bildi bilinən bildiyi biləcək",
    "oxumaq": "oxuyur oxuyan oxunur oxunması oxudu oxuduğu oxuyacaq",
    "üzləşmək": "üzləşir üzləşib üzləşən üzləşdiyi üzləşərkən üzləşdikdə",
    "müəyyənləşdirmək": "müəyyənləşdirir müəyyənləşdirilib müəyyənləşdirilməsi müəyyənləşdirən",
    "qüvvəyə minmək": "qüvvəyə_mindi qüvvəyə_minib qüvvəyə_minməsi qüvvəyə_minənədək qüvvəyə_min",
    "iştirak etmək": "iştirak_edir iştirak_edən iştirak_etmiş iştirak_et iştirak_edilməsi",
    "qəbul etmək": "qəbul_edilmiş qəbul_edilib qəbul_edilən qəbul_etdi qəbul_etməsi",
}

NEAR_MISSES = {
    "imzalamaq": "imza imzalı imzasız imzalayıcı imzalamək imzalayib imzalaır imzalaan "
    "imzalıb imzaladir imzalayacağ imzalayacaqı imzalamağdan",
    "qoşulmaq": "qoşul qoşun qoşma qoşulmək qoşulmiş",
    "törətmək": "törədmək törədmiş törədsə törətdır",
    "etmək": "et etnik etika edam etap ediləcəğ",
    "görmək": "gör görüş görə görkəm görünüş",
    "bilmək": "bilet bildirmək bildirib bilik bilim biliş",
    "ölmək": "ölkə ölçü ölüm",
    "demək": "deyil deputat deməli",
    "almaq": "alman alma alət alış",
    "keçmək": "keçmiş keçid keçirmək",
    "gəlmək": "gələcək",
    "qalmaq": "qala qaldırmaq qalıq qalib",
    "oxumaq": "oxu oxucu oxunaqlı",
}


def _rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (lemma, word.replace("_", " ").strip())
        for lemma, words in table.items()
        for word in words.split()
    ]


@pytest.mark.parametrize(("lemma", "form"), _rows(FORMS))
def test_form(lemma: str, form: str) -> None:
    assert az.is_form_of(form, lemma, pos="verb")
    assert az.is_form_of(form, lemma)


@pytest.mark.parametrize(("lemma", "word"), _rows(NEAR_MISSES))
def test_near_miss(lemma: str, word: str) -> None:
    assert not az.is_form_of(word, lemma, pos="verb")


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        ("imzalamaq", "", True),
        ("imzalamaq", "verb", True),
        ("imzalamaq", "v.", True),
        ("imzalamaq", "verb phrase", True),
        ("yemək", "noun", False),
        ("kömək", "", False),
        ("əmək", "", False),
        ("barmaq", "", False),
        ("kömək", "verb", True),
        ("hüquq", "", False),
        ("imzalamək", "", False),
    ],
)
def test_is_verb(word: str, pos: str, expected: bool) -> None:
    assert az.is_verb(word, pos) is expected


def test_nouns_in_maq_inflect_as_nouns() -> None:
    assert is_infinitive("kömək") is False
    assert az.is_form_of("köməyinə", "kömək")
    assert az.is_form_of("əməyin", "əmək")
    assert not az.is_form_of("köüb", "kömək")


@pytest.mark.parametrize(
    ("infinitive", "passive"),
    [
        ("imzalamaq", "imzalan"),
        ("yazmaq", "yazıl"),
        ("görmək", "görül"),
        ("bilmək", "bilin"),
        ("törətmək", "törədil"),
        ("tutmaq", "tutul"),
        ("demək", "deyil"),
    ],
)
def test_passive(infinitive: str, passive: str) -> None:
    assert passive_of(infinitive) == passive


def test_verbal_noun_passive() -> None:
    assert verbal_noun_passive("araşdırma") == "araşdırılma"
    assert verbal_noun_passive("etmə") == "edilmə"
    assert verbal_noun_passive("qanun") is None
    assert verbal_noun_passive("ma") is None


def test_common_forms_of_a_verb() -> None:
    forms = az.common_forms("törətmək")
    assert forms[0] == "törətmək"
    assert {"törədib", "törədən", "törətdiyi", "törədilməsi", "törədilmişdir"} <= set(forms)
    assert "törətir" not in forms
    assert all(az.is_form_of(form, "törətmək") for form in forms)


@pytest.mark.parametrize("lemma", sorted(HOMOGRAPHS))
def test_every_homograph_would_be_found_without_the_list(lemma: str) -> None:
    automaton = az.suffix_automaton()
    for pattern in HOMOGRAPHS[lemma]:
        word = pattern.rstrip("*")
        assert is_homograph(word, lemma)
        assert not az.is_form_of(word, lemma)
        assert any(
            word.startswith(stem.text)
            and any(
                chain.startswith(word[len(stem.text) :])
                for chain in automaton.iter_chains(stem.node, limit=300)
            )
            for stem in az.iter_stems(lemma)
        ), word
