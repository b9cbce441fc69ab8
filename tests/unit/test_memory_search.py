from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from translate_cli import memory_search
from translate_cli.memory import MemoryUnit, TranslationMemory

WORDS = [f"{first}{second}söz" for first in "abcçdefg" for second in "iıouüa"]
LAW = "Nazirlər Kabineti kibertəhlükəsizlik haqqında qərar qəbul etdi."


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[TranslationMemory]:
    with TranslationMemory(tmp_path / "m.sqlite") as opened:
        yield opened


def store(memory: TranslationMemory, *texts: str, lang: str = "az") -> None:
    memory.add(MemoryUnit(text, f"<{text}>", lang, "en") for text in texts)


def search(memory: TranslationMemory, text: str, threshold: int = 75) -> list[str]:
    found = memory.find_fuzzy(text, source_lang="az", target_lang="en", threshold=threshold)
    return [match.unit.source for match in found]


def make_texts(count: int) -> list[str]:
    chance = random.Random(3)
    return [f"{' '.join(chance.choices(WORDS, k=7))} {number}." for number in range(count)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("MAX_ENTRIES", 60), ("MAX_COMPARED", 8), ("WINDOW_TEXTS", 10), ("MAX_STEMS", 4)],
)
def test_the_best_is_found_although_most_is_not_read(
    memory: TranslationMemory, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    monkeypatch.setattr(memory_search, name, value)
    # Every text has a word that is nearly its own, so there is something rare to go by.
    texts = [f"{text} nadir{number % 50:02}" for number, text in enumerate(make_texts(500))]
    store(memory, *texts)
    for number in range(0, 500, 25):
        first, second, *rest = texts[number].split(" ")
        assert search(memory, " ".join([first, second, "yeni", *rest]))[0] == texts[number]


def test_no_more_is_read_and_compared_than_allowed(
    memory: TranslationMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(memory, *(f"Qanun qəbul edildi {number}." for number in range(100, 200)))
    folded: list[str] = []

    def fold(text: str, lang: str) -> str:
        folded.append(text)
        return text.lower()

    monkeypatch.setattr(memory_search, "fold_text", fold)
    assert len(search(memory, "Qanun qəbul edildi 500.")) == 5
    assert len(folded) == 101
    folded.clear()
    monkeypatch.setattr(memory_search, "MAX_COMPARED", 30)
    assert len(search(memory, "Qanun qəbul edildi 500.")) == 5
    assert len(folded) == 31
    folded.clear()
    monkeypatch.setattr(memory_search, "MAX_ENTRIES", 20)
    assert len(search(memory, "Qanun qəbul edildi 500.")) == 5
    assert len(folded) == 21


@pytest.mark.parametrize("threshold", [50, 75, 90])
def test_texts_at_the_ends_of_the_length_that_can_be_alike(
    memory: TranslationMemory, threshold: int
) -> None:
    for size in (12, 31, 60, 117):
        longer = "a" * size
        shorter = longer[: -(-size * threshold // 100)]
        store(memory, longer, shorter)
        assert shorter in search(memory, longer, threshold)
        assert longer in search(memory, shorter, threshold)


def test_a_language_that_came_late_is_found(
    memory: TranslationMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_search, "WINDOW_TEXTS", 5)
    store(memory, *make_texts(300), lang="tr")
    store(memory, LAW)
    assert search(memory, LAW.replace("qərar ", "")) == [LAW]


@pytest.mark.parametrize("word", ["a_b", "_", "x²y", "აൔბ", "\U0001e900\U0001e901", "a\u0301b"])
def test_letters_that_the_index_may_not_know(memory: TranslationMemory, word: str) -> None:
    store(memory, f"{word} haqqında qanun qəbul edildi.")
    assert search(memory, f"{word} haqqında qanun qəbul edilir.") != []


def test_a_long_text(memory: TranslationMemory) -> None:
    text = " ".join(make_texts(40))
    store(memory, text)
    assert search(memory, text + " Son.") == [text]


def test_what_is_removed_leaves_the_index(memory: TranslationMemory) -> None:
    store(memory, LAW, *make_texts(5))
    memory.remove(unit.id for unit in list(memory.iter_units()))
    entries = memory._connection.execute("SELECT count(*) FROM stem_counts").fetchone()
    assert entries == (0,)
