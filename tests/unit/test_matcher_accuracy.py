from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from benchmarks.matcher_accuracy import (
    GOAL,
    LABELLED,
    ROOT,
    TERMS,
    Labelled,
    Score,
    evaluate,
    iter_labelled,
    parse_marked,
)
from glossary.model import Concept, Term
from glossary.tsv import load_concepts


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return load_concepts(TERMS)


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return list(iter_labelled())


def test_every_label_is_an_approved_concept(
    concepts: tuple[Concept, ...], labelled: list[Labelled]
) -> None:
    approved = {concept.id for concept in concepts if concept.status == "approved"}
    unknown = [
        f"{LABELLED.name}:{sentence.line}: {concept}"
        for sentence in labelled
        for _, _, concept in sentence.spans
        if concept not in approved
    ]
    assert not unknown


def test_the_set_is_large_and_mostly_has_terms(labelled: list[Labelled]) -> None:
    with_terms = [sentence for sentence in labelled if sentence.spans]
    assert len(labelled) >= 420
    assert len(with_terms) >= 0.6 * len(labelled)
    assert max(len(sentence.spans) for sentence in labelled) <= 4
    assert len({concept for s in labelled for _, _, concept in s.spans}) >= 200


def test_sentences_differ_and_are_clean(labelled: list[Labelled]) -> None:
    texts = [sentence.text for sentence in labelled]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert text == unicodedata.normalize("NFC", " ".join(text.split()))


def test_labels_are_whole_words_in_order(labelled: list[Labelled]) -> None:
    for sentence in labelled:
        end = 0
        for start, stop, _ in sentence.spans:
            assert end <= start < stop, sentence.text
            assert not sentence.text[start - 1 : start].isalnum(), sentence.text
            assert not sentence.text[stop : stop + 1].isalnum(), sentence.text
            end = stop


def test_no_sentence_is_in_the_training_corpus(labelled: list[Labelled]) -> None:
    corpus = {
        line.partition("\t")[0]
        for path in (ROOT / "training" / "corpus").glob("*.tsv")
        for line in path.read_text("utf-8").splitlines()
    }
    assert corpus
    assert not corpus & {sentence.text for sentence in labelled}


def test_precision_and_recall_reach_the_goal(
    concepts: tuple[Concept, ...], labelled: list[Labelled]
) -> None:
    result = evaluate(concepts, labelled)
    total = result.total
    report = "\n".join(
        [*result.mistakes, "A new term that these sentences hold must be marked in them."]
    )
    assert total.precision >= GOAL, report
    assert total.recall >= GOAL, report
    assert total.f1 >= GOAL, report


def test_evaluation_counts_every_kind_of_mistake() -> None:
    law = Concept("law", (Term("qanun", "az"),))
    sentences = [
        Labelled("Qanunun mətni", ((0, 7, "law"),), "a", 1),
        Labelled("Qanunun adı", ((0, 7, "treaty"),), "a", 2),
        Labelled("Qanunun adı", (), "b", 3),
        Labelled("Müqavilə", ((0, 8, "treaty"),), "b", 4),
    ]
    result = evaluate([law], sentences)
    assert (result.total.right, result.total.spurious, result.total.missed) == (1, 2, 2)
    assert result.kinds["b"] == Score(right=0, spurious=1, missed=1)
    assert [line.split()[:2] for line in result.mistakes] == [
        ["2:", "missed"],
        ["2:", "spurious"],
        ["3:", "spurious"],
        ["4:", "missed"],
    ]
    assert result.total.precision == pytest.approx(1 / 3)
    assert result.total.recall == pytest.approx(1 / 3)
    assert result.total.f1 == pytest.approx(1 / 3)


def test_concepts_that_are_not_approved_take_no_part() -> None:
    law = Concept("law", (Term("qanun", "az"),), status="proposed")
    assert evaluate([law], [Labelled("Qanun", (), "", 1)]).total == Score()


@pytest.mark.parametrize("marked", ["[[qanun]] mətni", "[[qanun|law] mətni", "[[|law]] mətni"])
def test_a_broken_mark_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="concept-id"):
        parse_marked(marked)


def test_comments_and_kinds_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text("# note\nsentence\n## Cases\n\nBu [[qanundan|law]] əvvəl\n## B\nYox\n", "utf-8")
    assert list(iter_labelled(path)) == [
        Labelled("Bu qanundan əvvəl", ((3, 11, "law"),), "Cases", 5),
        Labelled("Yox", (), "B", 7),
    ]
