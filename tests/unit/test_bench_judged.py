"""The count of verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bench_judged import JUDGED, VERDICTS, format_judged, read_judged


def test_shares_by_language() -> None:
    judged = [("en", "good"), ("en", "unrelated"), ("vi", "part")]
    table = format_judged(judged)
    assert "| az→en | 2 | 50.0% | 0.0% | 0.0% | 50.0% |" in table
    assert "| az→vi | 1 | 0.0% | 100.0% | 0.0% | 0.0% |" in table


@pytest.mark.parametrize("line", ["en\t\ta\tb\tc", "en\tfine\ta\tb\tc", "fr\tgood\ta\tb\tc", "x"])
def test_unjudged_lines_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "judged.tsv"
    path.write_text(f"en\tgood\ta\tb\tc\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"judged\.tsv:2"):
        read_judged(path)


def test_the_committed_verdicts_are_all_there() -> None:
    judged = read_judged(JUDGED)
    assert len(judged) == 400
    assert {verdict for _, verdict in judged} <= set(VERDICTS)
