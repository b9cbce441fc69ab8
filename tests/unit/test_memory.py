from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from translate_cli.errors import MemoryStoreError
from translate_cli.memory import BATCH, MemoryUnit, TranslationMemory
from translate_cli.memory_schema import default_memory
from translate_cli.memory_search import similarity
from translate_cli.model import InlineCode

ROOT = Path(__file__).resolve().parents[2]
LAW = MemoryUnit("Qanun qəbul edildi.", "The law was adopted.", "az", "en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "memory.sqlite"


@pytest.fixture
def memory(path: Path) -> Iterator[TranslationMemory]:
    with TranslationMemory(path) as opened:
        yield opened


def exact(memory: TranslationMemory, text: str, **context: str) -> list[tuple[str, int]]:
    found = memory.find_exact(text, source_lang="az", target_lang="en", **context)
    return [(match.unit.target, match.score) for match in found]


def test_everything_of_a_unit_comes_back(memory: TranslationMemory) -> None:
    codes = (InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 5, "</b>"))
    unit = replace(
        LAW,
        origin="starter",
        score_logprob=-0.25,
        signature="abc",
        document="qanun.docx",
        previous="Birinci.",
        following="",
        source_codes=codes,
        target_codes=codes[:1],
    )
    assert memory.add([unit]) == 1
    (found,) = memory.iter_units()
    assert (
        replace(found, id=0, created_at=None, changed_at=None, previous="Birinci.", following="")
        == unit
    )
    assert found.created_at is not None
    assert datetime.now(UTC).timestamp() - found.created_at.timestamp() < 60


def test_the_same_again_changes_nothing(memory: TranslationMemory) -> None:
    assert memory.add([LAW, LAW]) == 1
    assert memory.add([LAW]) == 0


def test_a_machine_replaces_its_own_work_and_nobody_elses(memory: TranslationMemory) -> None:
    memory.add([LAW, replace(LAW, target="The act was passed.", status="reviewed")])
    memory.add([replace(LAW, target="Law is adopted.")])
    assert exact(memory, LAW.source) == [("The act was passed.", 100), ("Law is adopted.", 100)]
    memory.add([replace(LAW, target="Another.", signature="other model")])
    assert len(exact(memory, LAW.source)) == 3


def test_confirming_a_machine_translation_raises_its_status(memory: TranslationMemory) -> None:
    memory.add([LAW])
    memory.add([replace(LAW, status="approved")])
    (unit,) = memory.iter_units()
    assert unit.status == "approved"
    assert memory.add([replace(LAW, status="reviewed")]) == 0


def test_order_and_context(memory: TranslationMemory) -> None:
    memory.add(
        [
            replace(LAW, target="approved", status="approved", previous="A", following="B"),
            replace(LAW, target="reviewed", status="reviewed", previous="C", following="D"),
        ]
    )
    assert exact(memory, LAW.source) == [("approved", 100), ("reviewed", 100)]
    assert exact(memory, LAW.source, previous="C", following="D") == [
        ("approved", 100), ("reviewed", 101),
    ]  # fmt: skip
    memory.add([replace(LAW, target="better", status="approved", previous="A", following="B")])
    assert exact(memory, LAW.source, previous="A", following="B")[0] == ("better", 101)
    assert "approved" not in [target for target, _ in exact(memory, LAW.source)]


def test_languages_are_apart(memory: TranslationMemory) -> None:
    memory.add([LAW, replace(LAW, target="Luật đã được thông qua.", target_lang="vi")])
    assert len(exact(memory, LAW.source)) == 1
    assert memory.find_exact(LAW.source, source_lang="tr", target_lang="en") == []
    assert memory.find_fuzzy(LAW.source + ".", source_lang="tr", target_lang="en") == []


SENTENCES = (
    "Nazirlər Kabineti kibertəhlükəsizlik haqqında qərar qəbul etdi.",
    "Nazirlər Kabineti informasiya təhlükəsizliyi haqqında qərar qəbul etdi.",
    "Məhkəmə ittiham aktını nəzərdən keçirdi.",
    "Prokurorluq cinayət işi başladı və istintaq aparır.",
)


def test_fuzzy_matches(memory: TranslationMemory) -> None:
    memory.add([MemoryUnit(text, f"{n}", "az", "en") for n, text in enumerate(SENTENCES)])
    found = memory.find_fuzzy(
        "Nazirlər Kabinetinin kibertəhlükəsizlik haqqında qərarı qəbul edildi.",
        source_lang="az",
        target_lang="en",
    )
    assert [m.unit.target for m in found] == ["0", "1"]
    assert 99 > found[0].score > found[1].score >= 75
    near = memory.find_fuzzy(
        SENTENCES[2].replace("i", "İ").upper(), source_lang="az", target_lang="en"
    )
    assert [(m.unit.target, m.score) for m in near] == [("2", 99)]
    assert memory.find_fuzzy(SENTENCES[2], source_lang="az", target_lang="en") == []
    assert memory.find_fuzzy("…", source_lang="az", target_lang="en") == []


def test_fuzzy_scores_are_similarities_in_order(memory: TranslationMemory) -> None:
    memory.add([MemoryUnit(text, f"{n}", "az", "en") for n, text in enumerate(SENTENCES)])
    text = "Nazirlər Kabineti informasiya haqqında qərar qəbul etdi."
    found = memory.find_fuzzy(text, source_lang="az", target_lang="en", threshold=60)
    assert [m.unit.target for m in found] == ["1", "0"]
    for match in found:
        assert match.score == int(similarity(text.lower(), match.unit.source.lower()))


def test_filters_and_stats(memory: TranslationMemory) -> None:
    memory.add(
        [
            LAW,
            replace(LAW, source="Məhkəmə.", target="Court.", status="approved", document="d"),
            replace(LAW, target="Luật.", target_lang="vi"),
        ]
    )
    assert [u.target for u in memory.iter_units(status="approved")] == ["Court."]
    assert [u.target for u in memory.iter_units(document="d")] == ["Court."]
    assert [u.target for u in memory.iter_units(containing="law")] == ["The law was adopted."]
    assert [u.target for u in memory.iter_units(target_lang="vi")] == ["Luật."]
    assert memory.stats() == {
        ("az", "en", "machine"): 1, ("az", "en", "approved"): 1, ("az", "vi", "machine"): 1,
    }  # fmt: skip


def test_review_and_remove(memory: TranslationMemory) -> None:
    memory.add([LAW])
    (unit,) = memory.iter_units()
    changed = memory.review(unit.id, status="approved", target="The Act was adopted.")
    assert (changed.status, changed.target) == ("approved", "The Act was adopted.")
    assert memory.remove([unit.id, 99]) == 1
    assert list(memory.iter_units()) == []
    assert memory.find_fuzzy("Qanun qəbul edilir.", source_lang="az", target_lang="en") == []
    with pytest.raises(MemoryStoreError, match="there is no unit 99"):
        memory.get(99)


def test_merge(memory: TranslationMemory, tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "other.sqlite") as other:
        other.add(
            [LAW, replace(LAW, target="Better.", status="approved", previous="x", following="y")]
        )
        memory.add([LAW])
        assert memory.merge(other) == 1
    assert exact(memory, LAW.source, previous="x", following="y")[0] == ("Better.", 101)


def test_a_big_batch_is_whole_or_absent(memory: TranslationMemory) -> None:
    def units() -> Iterator[MemoryUnit]:
        for number in range(BATCH + 200):
            yield replace(LAW, source=f"{number} qanun")
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        memory.add(units())
    assert sum(memory.stats().values()) == BATCH


class TestTrouble:
    def test_a_file_of_another_program(self, tmp_path: Path) -> None:
        other = tmp_path / "x.sqlite"
        with sqlite3.connect(other) as connection:
            connection.execute("CREATE TABLE t (a)")
        connection.close()
        with pytest.raises(MemoryStoreError, match="no translation memory"):
            TranslationMemory(other)

    def test_a_damaged_file(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 1000)
        with pytest.raises(MemoryStoreError, match="damaged"):
            TranslationMemory(path)
        assert path.read_bytes().startswith(b"SQLite format 3\0rubbish")

    def test_no_file_to_read(self, path: Path) -> None:
        with pytest.raises(MemoryStoreError, match="there is no translation memory"):
            TranslationMemory(path, read_only=True)
        assert not path.exists()

    @pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions")
    def test_a_read_only_memory(self, path: Path) -> None:
        with TranslationMemory(path) as memory:
            memory.add([LAW])
        with TranslationMemory(path, read_only=True) as memory:
            assert exact(memory, LAW.source)
            with pytest.raises(MemoryStoreError, match="read-only"):
                memory.add([replace(LAW, target="x")])
            assert exact(memory, LAW.source) == [(LAW.target, 100)]

    def test_a_full_disk(self, path: Path) -> None:
        with TranslationMemory(path) as memory:
            memory.add([LAW])
            memory._connection.execute("PRAGMA max_page_count = 1")
            units = [replace(LAW, source=f"{n} {'söz ' * 200}") for n in range(400)]
            with pytest.raises(MemoryStoreError, match="disk is full"):
                memory.add(units)
            assert [u.source for u in memory.iter_units()] == [LAW.source]

    def test_two_processes_lose_nothing(self, path: Path) -> None:
        code = (
            "import sys; from pathlib import Path;"
            "from translate_cli.memory import *;"
            "m = TranslationMemory(Path(sys.argv[1]));"
            "[m.add([MemoryUnit(f'{sys.argv[2]} {n}', 't', 'az', 'en')]) for n in range(40)]"
        )
        running = [
            subprocess.Popen([sys.executable, "-c", code, str(path), name], cwd=ROOT)
            for name in ("bir", "iki")
        ]
        assert [process.wait(60) for process in running] == [0, 0]
        with TranslationMemory(path) as memory:
            assert len(list(memory.iter_units())) == 80


def test_default_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_memory() == tmp_path / "lugat" / "memory.sqlite"
