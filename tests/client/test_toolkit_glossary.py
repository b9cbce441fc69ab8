"""Translate Toolkit reads the glossaries that we write and finds every term in them.

It is not part of the project's environment. LUGAT_TOOLKIT_PYTHON names an interpreter that has it
(`benchmarks/bench_matcher.py --make-env` makes such an environment); without, the tests skip
unless the interpreter that runs them has it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from glossary.exchange.omegat import write_omegat
from glossary.exchange.tbx import write_tbx
from glossary.model import Concept, TermStatus
from glossary.shipped import shipped_termbase
from glossary.tsv import load_concepts

PYTHON = os.environ.get("LUGAT_TOOLKIT_PYTHON") or sys.executable

READER = """
import json, sys
from pathlib import Path
from translate.storage import factory, omegat, tbx

path, target = Path(sys.argv[1]), sys.argv[2]
if path.suffix == ".tbx":
    store = tbx.tbxfile.parsestring(path.read_bytes(), "az", target)
    units = [
        {
            "id": unit.getid(),
            "source": [term.text for term in unit.get_source_terms()],
            "target": [[term.text, term.deprecated] for term in unit.get_target_terms()],
            "notes": unit.getnotes(),
        }
        for unit in store.units
    ]
else:
    store = omegat.OmegaTFile.parsestring(path.read_bytes())
    units = [[unit.source, unit.target, unit.getnotes()] for unit in store.units]
print(json.dumps({"units": units, "guessed": type(factory.getobject(str(path))).__name__}))
"""


@cache
def has_toolkit() -> bool:
    command = [PYTHON, "-c", "import translate.storage.tbx"]
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture(autouse=True)
def toolkit() -> None:
    if not has_toolkit():
        if os.environ.get("LUGAT_TOOLKIT_PYTHON"):
            pytest.fail(f"LUGAT_TOOLKIT_PYTHON={PYTHON} has no Translate Toolkit")
        pytest.skip("Translate Toolkit is not here: name its interpreter in LUGAT_TOOLKIT_PYTHON")


pytestmark = pytest.mark.client


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return tuple(load_concepts(shipped_termbase()))


def read_by_toolkit(path: Path, target: str) -> dict[str, Any]:
    run = subprocess.run(
        [PYTHON, "-c", READER, str(path), target], capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def texts(concept: Concept, lang: str, *statuses: TermStatus) -> list[str]:
    return [term.text for term in concept.iter_terms(lang, *statuses)]


@pytest.mark.parametrize("target", ["en", "vi"])
def test_reads_tbx(concepts: tuple[Concept, ...], target: str, tmp_path: Path) -> None:
    path = tmp_path / "lugat.tbx"
    write_tbx(path, concepts)
    found = read_by_toolkit(path, target)
    assert found["guessed"] == "tbxfile"
    assert len(found["units"]) == len(concepts) > 1000
    for concept, unit in zip(concepts, found["units"], strict=True):
        # An XML id cannot begin with a digit.
        assert unit["id"] in (concept.id, f"c-{concept.id}")
        assert unit["source"] == texts(concept, "az")
        terms = unit["target"]
        allowed = [text for text, deprecated in terms if not deprecated]
        assert allowed == texts(concept, target, "preferred", "admitted")
        forbidden = [text for text, deprecated in terms if deprecated]
        assert forbidden == texts(concept, target, "forbidden")
        assert concept.note in unit["notes"]


@pytest.mark.parametrize("target", ["en", "vi"])
@pytest.mark.parametrize("inflected", [False, True])
def test_reads_the_glossary_of_omegat(
    concepts: tuple[Concept, ...], target: str, inflected: bool, tmp_path: Path
) -> None:
    path = tmp_path / "lugat.utf8"
    write_omegat(path, concepts, target=target, inflected=inflected)
    found = read_by_toolkit(path, target)
    assert found["guessed"] == "OmegaTFile"
    units = {(source, translation) for source, translation, _ in found["units"]}
    wanted = {
        (source, translation)
        for concept in concepts
        for source in texts(concept, "az")
        for translation in texts(concept, target, "preferred", "admitted")
    }
    if inflected:
        assert wanted < units
        assert len(units) > 10 * len(wanted)
    else:
        assert units == wanted


def test_knows_no_comment_lines(concepts: tuple[Concept, ...], tmp_path: Path) -> None:
    path = tmp_path / "lugat.utf8"
    write_omegat(path, concepts[:1], target="en", signature="lugat test")
    commented = read_by_toolkit(path, "en")["units"]
    write_omegat(path, concepts[:1], target="en")
    plain = read_by_toolkit(path, "en")["units"]
    # OmegaT skips a line that begins with #, Translate Toolkit takes it for a term.
    assert [unit[0] for unit in commented] == ["# lugat test", *(unit[0] for unit in plain)]
