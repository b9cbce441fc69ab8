from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest

from benchmarks.legal_set import (
    COLUMNS,
    LegalSentence,
    iter_disagreements,
    iter_other_wordings,
    load_legal_set,
    main,
)
from benchmarks.matcher_accuracy import ROOT, TERMS, iter_labelled
from glossary.model import Concept, Term
from glossary.tsv import load_concepts

HEADER = "\t".join(COLUMNS)


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return load_concepts(TERMS)


@pytest.fixture(scope="module")
def sentences() -> tuple[LegalSentence, ...]:
    return load_legal_set()


def test_the_set_is_large_and_varied(sentences: tuple[LegalSentence, ...]) -> None:
    assert len(sentences) >= 500
    assert sum(len(sentence.references["en"]) == 2 for sentence in sentences) >= 100
    assert len({concept for s in sentences for _, _, concept in s.spans}) >= 350
    assert all(1 <= len(sentence.spans) <= 5 for sentence in sentences)
    words = [len(sentence.text.split()) for sentence in sentences]
    assert max(words) <= 35
    assert sum(number > 18 for number in words) >= 0.3 * len(words)


def test_every_mark_is_an_approved_concept(
    concepts: tuple[Concept, ...], sentences: tuple[LegalSentence, ...]
) -> None:
    approved = {concept.id for concept in concepts if concept.status == "approved"}
    unknown = [
        f"{sentence.id}: {concept}"
        for sentence in sentences
        for _, _, concept in sentence.spans
        if concept not in approved
    ]
    assert not unknown


def test_all_text_is_in_nfc_and_has_single_spaces(sentences: tuple[LegalSentence, ...]) -> None:
    for sentence in sentences:
        for text in (sentence.text, *sentence.references["en"], *sentence.references["vi"]):
            assert text == unicodedata.normalize("NFC", " ".join(text.split())), sentence.id


def test_marks_are_whole_words_in_order(sentences: tuple[LegalSentence, ...]) -> None:
    for sentence in sentences:
        end = 0
        for start, stop, _ in sentence.spans:
            assert end <= start < stop, sentence.id
            assert not sentence.text[start - 1 : start].isalnum(), sentence.id
            assert not sentence.text[stop : stop + 1].isalnum(), sentence.id
            end = stop


def test_both_languages_have_the_same_number_of_references(
    sentences: tuple[LegalSentence, ...],
) -> None:
    for sentence in sentences:
        english, vietnamese = sentence.references["en"], sentence.references["vi"]
        assert len(english) == len(vietnamese)
        assert len(set(english)) == len(english), sentence.id
        assert len(set(vietnamese)) == len(vietnamese), sentence.id


def test_no_sentence_is_in_the_training_corpus(sentences: tuple[LegalSentence, ...]) -> None:
    corpus = {
        cell.casefold()
        for path in (ROOT / "training" / "corpus").glob("*.tsv")
        for line in path.read_text("utf-8").splitlines()
        for cell in line.split("\t")
    }
    assert corpus
    for sentence in sentences:
        for text in (sentence.text, *sentence.references["en"], *sentence.references["vi"]):
            assert text.casefold() not in corpus, sentence.id


def test_no_sentence_is_in_the_set_of_the_matcher(sentences: tuple[LegalSentence, ...]) -> None:
    labelled = {sentence.text for sentence in iter_labelled()}
    assert not labelled & {sentence.text for sentence in sentences}


def test_the_matcher_agrees_with_nearly_all_marks(
    concepts: tuple[Concept, ...], sentences: tuple[LegalSentence, ...]
) -> None:
    marks = sum(len(sentence.spans) for sentence in sentences)
    disagreements = list(iter_disagreements(concepts, sentences))
    assert len(disagreements) <= 0.01 * marks, "\n".join(disagreements)


def test_most_references_hold_an_allowed_form(
    concepts: tuple[Concept, ...], sentences: tuple[LegalSentence, ...]
) -> None:
    wanted = sum(
        len({concept for _, _, concept in sentence.spans}) * len(sentence.references["en"]) * 2
        for sentence in sentences
    )
    assert len(list(iter_other_wordings(concepts, sentences))) <= 0.05 * wanted


def write(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "set.tsv"
    path.write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return path


def test_rows_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "L001\t[[Qanunun|law]] mətni\tThe text of the law\tNội dung luật\t\t",
        "L002\tBu [[qanun|law]]\tThis law\tLuật này\tThe law\tLuật ấy",
    )
    assert load_legal_set(path) == (
        LegalSentence(
            "L001",
            "Qanunun mətni",
            ((0, 7, "law"),),
            {"en": ("The text of the law",), "vi": ("Nội dung luật",)},
        ),
        LegalSentence(
            "L002",
            "Bu qanun",
            ((3, 8, "law"),),
            {"en": ("This law", "The law"), "vi": ("Luật này", "Luật ấy")},
        ),
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("L001\t[[Qanun|law]]\tLaw\tLuật\t", "5 columns"),
        ("1\t[[Qanun|law]]\tLaw\tLuật\t\t", "three digits"),
        ("L001\tQanun\tLaw\tLuật\t\t", "no term is marked"),
        ("L001\t[[Qanun]]\tLaw\tLuật\t\t", "concept-id"),
        ("L001\t[[Qanun|law]]\t\tLuật\t\t", "first reference"),
        ("L001\t[[Qanun|law]]\tLaw\tLuật\tAct\t", "one language only"),
        ("L001\t[[Qanun|law]]\t[[Law|law]]\tLuật\t\t", "has marks"),
        ("L001\t[[Qanun|law]]\tLaw \tLuật\t\t", "en is not in NFC"),
        ("L001\t[[Qanun|law]]\tLaw\tLua\N{COMBINING CIRCUMFLEX ACCENT}t\t\t", "vi is not in NFC"),
        ("", "1 columns"),
    ],
)
def test_a_wrong_row_is_an_error_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    path = write(tmp_path, "L009\tBu [[qanun|law]]\tThis law\tLuật này\t\t", row)
    with pytest.raises(ValueError, match=rf":3: .*{message}"):
        load_legal_set(path)


@pytest.mark.parametrize("second", ["L001\tO [[qanun|law]]", "L002\tBu [[qanun|law]]"])
def test_ids_and_sentences_stand_there_once(tmp_path: Path, second: str) -> None:
    first = "L001\tBu [[qanun|law]]\tThis law\tLuật này\t\t"
    path = write(tmp_path, first, second + "\tLaw\tLuật\t\t")
    with pytest.raises(ValueError, match=r":3: the .* stands there twice"):
        load_legal_set(path)


def test_a_wrong_header_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text("id\taz\ten\tvi\n", "utf-8")
    with pytest.raises(ValueError, match=":1: the header"):
        load_legal_set(path)


LAW = Concept("law", (Term("qanun", "az"), Term("law", "en"), Term("luật", "vi")))
COURT = Concept("court", (Term("məhkəmə", "az"), Term("court", "en"), Term("tòa án", "vi")))


def test_disagreements_are_missed_and_spurious_spans() -> None:
    sentence = LegalSentence("L001", "Qanun və məhkəmə", ((0, 5, "court"),), {})
    assert [line.split()[:4] for line in iter_disagreements((LAW, COURT), (sentence,))] == [
        ["L001:", "missed", "Qanun", "[court]"],
        ["L001:", "spurious", "Qanun", "[law]"],
        ["L001:", "spurious", "məhkəmə", "[court]"],
    ]


def test_other_wordings_name_the_language_the_reference_and_the_concept() -> None:
    references = {"en": ("The law", "The courts"), "vi": ("Luật tòa án", "Tòa án")}
    sentence = LegalSentence("L001", "Məhkəmə", ((0, 7, "court"),), references)
    assert list(iter_other_wordings((LAW, COURT), (sentence,))) == [
        "L001: en 1 without [court]: The law"
    ]


def test_the_script_prints_counts_and_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "L001\tBu [[qanun|law]]\tThat one\tLuật này\t\t")
    monkeypatch.setattr(sys, "argv", ["legal_set", "--set", str(path)])
    assert main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 sentences (0 with second references), 1 occurrences of 1 concepts",
        "0 marks that the matcher disagrees with",
        "1 terms worded otherwise in a reference",
        "  L001: en 1 without [law]: That one",
    ]
