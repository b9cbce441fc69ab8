from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree

from translate_cli.memory import MemoryUnit, TranslationMemory
from translate_cli.model import InlineCode

Run = Callable[..., Result]
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence"
 o-tmf="x" adminlang="en" srclang="az" datatype="plaintext"/><body>
<tu changedate="20240102T030405Z"><tuv xml:lang="az-AZ"><seg><bpt i="1">&lt;b&gt;</bpt>Qanun<ept
 i="1">&lt;/b&gt;</ept> qəbul edildi.</seg></tuv>
<tuv xml:lang="en-GB"><seg>The <bpt i="1">&lt;b&gt;</bpt>law<ept i="1">&lt;/b&gt;</ept> was
 adopted.</seg></tuv>
<tuv xml:lang="vi"><seg>Luật đã được thông qua.</seg></tuv></tu>
<tu><prop type="x-origin">MT!</prop><tuv xml:lang="az"><seg>Məhkəmə.</seg></tuv>
<tuv xml:lang="en"><seg>Court.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>No source.</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    (folder / "old.tmx").write_text(TMX, encoding="utf-8")
    return folder


def units(work: Path) -> list[MemoryUnit]:
    with TranslationMemory(work / "m.sqlite", read_only=True) as memory:
        return list(memory.iter_units())


def test_import_keeps_codes_statuses_and_times(lugat: Run, work: Path) -> None:
    result = lugat("memory", "import", "old.tmx", "--memory", "m.sqlite")
    assert result.exit_code == 0, result.output
    assert result.stdout == "old.tmx: 3 units read, 3 new or changed\n"
    assert "old.tmx:11: no text in az" in result.stderr
    law, luat, court = units(work)
    assert (law.status, law.target) == ("reviewed", "The law was\n adopted.")
    assert law.target_codes == (InlineCode(1, "open", 4, "<b>"), InlineCode(1, "close", 7, "</b>"))
    assert law.changed_at is not None
    assert law.changed_at.year == 2024
    assert (luat.target_lang, court.status) == ("vi", "machine")
    again = lugat("memory", "import", "old.tmx", "--memory", "m.sqlite", "--to", "en")
    assert again.stdout == "old.tmx: 2 units read, 0 new or changed\n"


def test_export_reads_back_as_it_was(lugat: Run, work: Path) -> None:
    lugat("memory", "import", "old.tmx", "--memory", "m.sqlite")
    args = ("--locale", "en=en-GB", "--memory", "m.sqlite")
    result = lugat("memory", "export", "new.tmx", *args)
    assert result.exit_code == 0, result.output
    assert result.stdout == "new.az-en.tmx: 2 units\nnew.az-vi.tmx: 1 units\n"
    root = etree.parse(work / "new.az-en.tmx").getroot()
    assert len(root.findall(".//bpt")) == 2
    (work / "n.sqlite").unlink(missing_ok=True)
    lugat("memory", "import", "new.az-en.tmx", "new.az-vi.tmx", "--memory", "n.sqlite")
    with TranslationMemory(work / "n.sqlite", read_only=True) as memory:
        back = [(u.source, u.target, u.status, u.target_codes) for u in memory.iter_units()]
    here = [(u.source, u.target, u.status, u.target_codes) for u in units(work)]
    assert sorted(back, key=str) == sorted(here, key=str)


def test_search_review_stats_prune_merge(lugat: Run, work: Path) -> None:
    lugat("memory", "import", "old.tmx", "--memory", "m.sqlite")
    found = lugat("memory", "search", "Qanunlar qəbul edildi.", "--memory", "m.sqlite", "--json")
    matches = json.loads(found.stdout)
    assert [(m["target_lang"], m["score"] >= 80) for m in matches] == [("en", True), ("vi", True)]
    shown = lugat("memory", "search", "Court", "--containing", "--memory", "m.sqlite")
    assert "Məhkəmə." in shown.stdout
    (number,) = [u.id for u in units(work) if u.target == "Court."]
    done = lugat(
        *("memory", "review", str(number), "--status", "approved"),
        *("--target", "The court.", "--memory", "m.sqlite"),
    )
    assert "approved" in done.stdout
    stats = json.loads(lugat("memory", "stats", "--json", "--memory", "m.sqlite").stdout)
    assert {(row["target_lang"], row["status"]): row["units"] for row in stats["units"]} == {
        ("en", "approved"): 1, ("en", "reviewed"): 1, ("vi", "reviewed"): 1,
    }  # fmt: skip
    args = ("--status", "reviewed", "--memory", "m.sqlite")
    assert "2 units would be removed" in lugat("memory", "prune", *args, "--dry-run").stdout
    assert lugat("memory", "merge", "m.sqlite", "--memory", "o.sqlite").stdout.startswith("3 ")
    assert "2 units were removed" in lugat("memory", "prune", *args).stdout
    assert [u.target for u in units(work)] == ["The court."]


def test_old_units_only(lugat: Run, work: Path) -> None:
    lugat("memory", "import", "old.tmx", "--memory", "m.sqlite", "--status", "machine")
    args = ("--older-than", "300", "--memory", "m.sqlite")
    assert "2 units were removed" in lugat("memory", "prune", *args).stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("stats", "--memory", "none.sqlite"), "there is no translation memory"),
        (("import", "none.tmx"), "no such file"),
        (("review", "5", "--memory", "new.sqlite"), "there is no unit 5"),
        (("stats", "--memory", "old.tmx"), "damaged"),
    ],
)
def test_errors_are_one_line(lugat: Run, work: Path, args: tuple[str, ...], said: str) -> None:
    result = lugat("memory", *args)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert said in line


def test_a_wrong_locale_is_a_usage_error(lugat: Run, work: Path) -> None:
    lugat("memory", "import", "old.tmx", "--memory", "m.sqlite")
    result = lugat("memory", "export", "x.tmx", "--locale", "en", "--memory", "m.sqlite")
    assert result.exit_code == 2
    assert "LANG=CODE" in result.stderr
