from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

import pytest

from benchmarks import bench_data, bench_memory, bench_tmx, toolkit
from benchmarks.bench_data import Vocabulary
from benchmarks.common import BenchmarkError
from translate_cli.memory_search import fold_text, similarity

PAIRS = bench_data.read_pairs()[:400]
PHRASES = bench_data.read_pairs("phrases")[:100]


def make(count: int) -> list[bench_data.Pair]:
    return list(bench_data.iter_units(PAIRS, PHRASES, count))


def test_the_units_are_distinct_and_always_the_same() -> None:
    units = make(2000)
    assert len({source for source, _ in units}) == 2000
    assert units == make(2000)
    assert units[:500] == make(500)
    assert units != list(bench_data.iter_units(PAIRS, PHRASES, 2000, seed=1))


def test_a_unit_is_one_line_of_two_fields() -> None:
    for source, target in make(2000):
        assert source.strip() == source
        assert source
        assert target
        assert not set("\t\n\r") & {*source, *target}


def test_the_units_are_about_as_long_as_the_sentences() -> None:
    units = [source for source, _ in make(2000) if len(source) > 40]
    sentences = [source for source, _ in PAIRS if len(source) > 40]
    mean = sum(map(len, units)) / len(units)
    expected = sum(map(len, sentences)) / len(sentences)
    assert 0.85 * expected < mean < 1.15 * expected


def test_there_are_corpus_sentences_and_near_duplicates_among_them() -> None:
    sources = [source for source, _ in make(600)]
    originals = {source for source, _ in PAIRS}
    assert 5 < len(originals.intersection(sources)) < 40
    alike = sum(
        any(similarity(one, two) >= 75 for two in sources[:number])
        for number, one in enumerate(sources)
    )
    assert 0.15 < alike / len(sources) < 0.6


def test_without_a_corpus_there_are_no_units() -> None:
    with pytest.raises(BenchmarkError, match="nothing to make units of"):
        list(bench_data.iter_units([], [], 1))


def test_a_sentence_is_cut_without_loss() -> None:
    for text, _ in PAIRS:
        assert " ".join(bench_data.cut(text)).strip() == text


def test_edits_keep_first_word_and_full_stop() -> None:
    vocabulary = Vocabulary.of(source for source, _ in PAIRS)
    chance = random.Random(1)
    text = "Hakim bildirdi ki, 12 may tarixli iclas təxirə salınır."
    edited = {bench_data.edit(text, vocabulary, chance) for _ in range(300)}
    assert len(edited) > 100
    assert all(one.startswith("Hakim ") and one.endswith(".") for one in edited)
    numbers = {match[1] for one in edited if (match := re.search(r"ki, (\d+) may", one))}
    assert len(numbers) > 5
    assert any(len(one.split()) == 8 for one in edited)
    assert any(len(one.split()) == 10 for one in edited)


def test_queries_are_as_alike_as_they_should_be() -> None:
    sources = [source for source, _ in make(400)]
    queries = bench_data.make_queries(sources, ["Yeni cümlə."] * 20, 50)
    near = [query for query in queries if query.made_from]
    assert (len(queries), len(near)) == (50, 30)
    scores = [
        similarity(fold_text(query.text, "az"), fold_text(query.made_from, "az")) for query in near
    ]
    assert min(scores) >= 75
    assert all(query.text != query.made_from for query in near)
    for low, high in bench_data.BANDS:
        assert sum(low <= score < high for score in scores) in (7, 8)
    # Mixed, so that whoever is stopped early met both kinds.
    assert 2 < sum(bool(query.made_from) for query in queries[:10]) < 10
    with pytest.raises(BenchmarkError, match="held out"):
        bench_data.make_queries(sources, [], 50)
    with pytest.raises(BenchmarkError, match="too few units"):
        bench_data.make_queries(sources[:5], ["Yeni cümlə."] * 20, 50)


def test_data_comes_back_and_no_query_is_a_unit(tmp_path: Path) -> None:
    told = bench_data.write_data(tmp_path, 300, 20)
    units = list(bench_data.read_units(tmp_path))
    assert len(units) == 300
    assert list(bench_data.read_units(tmp_path, 7)) == units[:7]
    assert list(bench_data.read_units(tmp_path, 0)) == []
    queries = bench_data.read_queries(tmp_path)
    assert {query.text for query in queries}.isdisjoint(source for source, _ in units)
    assert {query.made_from for query in queries if query.made_from} <= {one for one, _ in units}
    assert f"300 units with distinct sources of {mean_length(units):.0f} char" in told
    assert f"{len(queries)} queries, 12 of them edits" in told


def mean_length(units: list[bench_data.Pair]) -> float:
    return sum(len(source) for source, _ in units) / len(units)


def test_a_tmx_file_is_checked_by_its_texts(tmp_path: Path) -> None:
    bench_data.write_data(tmp_path, 40, 0)
    path = tmp_path / "x.tmx"
    read = bench_tmx.read_data(tmp_path, 40)
    exported = toolkit.Work(bench_tmx.export(tmp_path, 40, path), 20)
    imported = toolkit.Work(bench_tmx.read_tmx(path), 10)
    bench_tmx.check("lugat", exported, imported, read)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(next(bench_data.read_units(tmp_path))[0], "başqa"), "utf-8")
    changed = toolkit.Work(bench_tmx.read_tmx(path), 10)
    with pytest.raises(BenchmarkError, match="a text was changed"):
        bench_tmx.check("lugat", exported, changed, read)
    with pytest.raises(BenchmarkError, match="40 of 41 units"):
        bench_tmx.check("lugat", exported, imported, {**read, "units": 41})
    rows = [
        bench_tmx.Row(name, 40, exported, imported, 0.1)
        for name in (bench_tmx.LUGAT, bench_tmx.TOOLKIT)
    ]
    shown = bench_tmx.render(rows, toolkit.Work(read, 5))
    assert "With 40 units, lugat exports 1.0× as fast and imports 1.0× as fast, in 1 and 1" in shown


def test_a_memory_is_measured(tmp_path: Path) -> None:
    bench_data.write_data(tmp_path, 400, 10)
    queries = bench_data.read_queries(tmp_path)
    filled = toolkit.Work(bench_memory.fill(tmp_path, 400), 1)
    assert filled.result["first_s"] + filled.result["last_s"] < filled.result["seconds"]
    rows = [
        bench_memory.Row(name, 400, toolkit.Work(result, 1), result["scores"])
        for name, result in (
            (bench_memory.LUGAT, bench_memory.search(tmp_path, 400)),
            (bench_memory.SCAN, bench_memory.scan(tmp_path, 400)),
        )
    ]
    bench_memory.check(filled, rows, queries, 400)
    assert rows[0].scores == rows[1].scores
    shown = bench_memory.render(filled, rows, 400)
    assert "finds the best match for 100.00% of the queries that have one (goal 99%: met)" in shown
    better = bench_memory.Row(bench_memory.LUGAT, 400, rows[0].work, [99] * len(queries))
    with pytest.raises(BenchmarkError, match="better than the full scan"):
        bench_memory.check(filled, [better, rows[1]], queries, 400)
    blind = bench_memory.Row(bench_memory.SCAN, 400, rows[1].work, [0] * len(queries))
    with pytest.raises(BenchmarkError, match="a match that is known"):
        bench_memory.check(filled, [blind], queries, 400)
    with pytest.raises(BenchmarkError, match="400 of 500 stored"):
        bench_memory.check(filled, rows, queries, 500)


def test_a_query_with_no_match_counts_for_nobody() -> None:
    assert bench_memory.recall([0, 80, 75], [0, 81, 75]) == (1, 2)
    assert bench_memory.recall([], [80]) == (0, 0)


def test_what_another_program_found_is_scored_alike() -> None:
    assert bench_memory.score("QANUN qəbul edildi.", "qanun qəbul edildi.") == 99
    assert bench_memory.score("Qanun qəbul edildi.", "Qanun qəbul edilir.") == 89
    assert bench_memory.score("Qanun qəbul edildi.", "") == 0


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.95, 1.0])
def test_quantiles(share: float) -> None:
    for size in (1, 2, 19, 20, 100):
        values = list(itertools.islice(itertools.cycle([3.0, 1.0, 2.0]), size))
        found = bench_memory.quantile(values, share)
        assert sum(value <= found for value in values) >= share * size
        assert sum(value < found for value in values) <= share * size


def test_a_missing_peer_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="--make-env"):
        toolkit.find_python(tmp_path)
