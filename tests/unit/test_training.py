"""The corpus and the parts of the training that need no torch."""

from __future__ import annotations

import itertools
import random

import pytest

from training import check_corpus
from training.align import grow_diagonal
from training.data import (
    CORPUS,
    TEST_LINES,
    TEST_TOPICS,
    Pair,
    iter_batches,
    load_split,
    make_pairs,
    vary_numbers,
)
from training.hints import Hint, choose_hints, find_term_hints, find_word_hints


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
    topics = len([p for p in CORPUS.glob("c*-sentences.tsv") if int(p.name[1:3]) <= TEST_TOPICS])
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


class TestHints:
    PAIR = Pair(
        0,
        "Məhkəmə kibercinayətkarlığa qarşı qərar verdi.",
        "The court ruled against cybercrime.",
        "en",
    )

    def test_terms_are_told_where_the_target_has_them_once_each(self):
        twice = Pair(2, "Məhkəmə və məhkəmə", "The court and he", "en")
        other = Pair(4, "Məhkəmə susdu.", "They were silent.", "en")
        first, second, third = find_term_hints([self.PAIR, twice, other])
        assert [(self.PAIR.source[h.start : h.end], h.text) for h in first] == [
            ("Məhkəmə", "court"),
            ("kibercinayətkarlığa", "cybercrime"),
            ("qərar verdi", "to rule"),
        ]
        assert len(second) == 1
        assert third == []

    def test_words_are_told_where_they_are_tied_to_each_other_alone(self):
        pair = Pair(0, "Qoca müəllim susdu.", "The old teacher fell silent.", "en")
        pieces = (
            ["▁Qoca", "▁müəl", "lim", "▁susdu", "."],
            ["▁The", "▁old", "▁teacher", "▁fell", "▁silent", "."],
        )
        links = [(0, 1), (1, 2), (2, 2), (3, 3), (3, 4), (4, 5)]
        found = {pair.source[h.start : h.end]: h.text for h in find_word_hints(pair, pieces, links)}
        assert found == {"Qoca": "old", "müəllim": "teacher", "susdu": "fell silent"}
        shared = [*links, (0, 2)]
        found = {
            pair.source[h.start : h.end]: h.text for h in find_word_hints(pair, pieces, shared)
        }
        assert "müəllim" not in found

    def test_drawn_hints_are_in_order_and_apart(self):
        rng = random.Random(3)
        terms = [Hint(0, 7, "court"), Hint(8, 27, "cybercrime")]
        words = [Hint(0, 7, "tribunal"), Hint(34, 39, "decision")]
        drawn = [choose_hints(terms, words, rng) for _ in range(500)]
        assert any(hints == [] for hints in drawn)
        assert any(len(hints) == 3 for hints in drawn)
        for hints in drawn:
            assert all(a.end <= b.start for a, b in itertools.pairwise(hints))


def test_muon_makes_all_singular_values_alike():
    torch = pytest.importorskip("torch")
    from training.muon import Muon, orthogonalise

    torch.manual_seed(3)
    matrices = torch.randn(3, 24, 96) * torch.tensor([1e-4, 1.0, 1e4])[:, None, None]
    values = torch.linalg.svdvals(orthogonalise(matrices))
    assert 0.5 < float(values.min()) <= float(values.max()) < 1.3
    both = [torch.nn.Parameter(torch.zeros(shape)) for shape in ((24, 96), (96, 24))]
    optimizer = Muon(both, lr=0.1, weight_decay=0.0)
    both[0].grad, both[1].grad = matrices[1], matrices[1].T.contiguous()
    optimizer.step()
    assert torch.allclose(both[0], both[1].T, atol=1e-6)
    # The root mean square of an update is about 0.2 of the learning rate, as with AdamW.
    assert 0.01 < float(both[0].detach().pow(2).mean().sqrt()) < 0.03
