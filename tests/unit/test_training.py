"""The corpus and the parts of the training that need no torch."""

from __future__ import annotations

import random

import pytest

from training import check_corpus
from training.align import grow_diagonal
from training.data import CORPUS, TEST_LINES, iter_batches, load_split, make_pairs, vary_numbers


def test_corpus_has_no_mechanical_problem():
    problems = [
        p for path in sorted(CORPUS.glob("*.tsv")) for p in check_corpus.iter_problems(path)
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("salam\thello\n", "2 columns"),
        ("salam\t hello\txin chào\n", "white space"),
        ("salam\the\u0301llo\txin chào\n", "NFC"),
        ("sаlam\thello\txin chào\n", "Cyrillic"),
        ("salam\thello\txin chào\nsalam\thello\txin chào\n", "same as line 1"),
        ("bir\t" + "word " * 40 + "end\tmột\n", "lengths differ"),
    ],
)
def test_check_finds(tmp_path, line, problem):
    path = tmp_path / "c99-sentences.tsv"
    path.write_text(line, encoding="utf-8")
    found = list(check_corpus.iter_problems(path))
    assert len(found) == 1
    assert problem in found[0]


def test_split_keeps_test_sentences_out_of_training():
    train, test = load_split()
    topics = len(list(CORPUS.glob("c*-sentences.tsv")))
    assert len(test) == TEST_LINES * topics
    assert not {row[0] for row in train} & {row[0] for row in test}
    assert len(make_pairs(train)) == 2 * len(train)


def test_vary_numbers_changes_both_sides_alike():
    rng = random.Random(7)
    source, target = vary_numbers("2025-ci il, 312 cinayət, 7", "in 2025, 312 crimes", rng)
    assert source.split("-")[0] == target.split()[1].rstrip(",")
    assert len(source) == len("2025-ci il, 312 cinayət, 7")
    assert source.endswith(", 7")
    assert source.split()[2] == target.split()[2]


def test_batches_hold_every_index_once_and_bound_the_padding():
    lengths = [random.Random(1).randrange(3, 60) for _ in range(200)]
    batches = list(iter_batches(lengths, 300, random.Random(2)))
    assert sorted(i for batch in batches for i in batch) == list(range(200))
    for batch in batches:
        assert max(lengths[i] for i in batch) * len(batch) <= 300


def test_grow_diagonal_keeps_the_intersection_and_grows_to_neighbours():
    links = grow_diagonal({(0, 0), (1, 1), (5, 5)}, {(0, 0), (2, 1), (5, 9)})
    assert (0, 0) in links
    assert (1, 1) in links
    assert (5, 9) not in links
