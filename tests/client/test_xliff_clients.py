"""OmegaT writes our XLIFF back without losing anything; Translate Toolkit finds every unit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from translate_cli.exchange.xliff import XliffUnit, XliffVersion, read_xliff, write_xliff
from translate_cli.memory import MemoryMatch, MemoryUnit
from translate_cli.model import InlineCode, Segment, Target, Unit

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "xliff"
OMEGAT = shutil.which("omegat")
PYTHON = os.environ.get("LUGAT_TOOLKIT_PYTHON") or sys.executable
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>AZ</source_lang><target_lang>EN</target_lang>
<sentence_seg>false</sentence_seg>
</project></omegat>
"""
READER = """
import json, sys
from translate.storage import xliff, xliff2

path, version = sys.argv[1:]
kind = xliff.xlifffile if version == "1.2" else xliff2.Xliff2File
units = kind.parsefile(path).units
print(json.dumps([[unit.getid().split("\\x04")[-1], unit.source, unit.target] for unit in units]))
"""

pytestmark = pytest.mark.client


def read(path: Path) -> list[XliffUnit]:
    return list(read_xliff(path, on_skip=lambda skipped: pytest.fail(skipped.reason)))


def write_offers(folder: Path) -> list[Path]:
    """Write files in which translations of similar texts are offered."""
    bold = (InlineCode(1, "open", 0, "<b>"), InlineCode(1, "close", 5, "</b>"))
    units = [
        Unit(Segment("s1", "Qanun qəbul edildi.", 0, 19, codes=bold), {}),
        Unit(
            Segment("s2", "Məhkəmə qərar verdi.", 20, 40),
            {"en": Target("en", "The court decided.", "starter", -0.5)},
        ),
    ]
    stored = MemoryUnit("Qanun qəbul edilib.", "The law was adopted.", "az", "en", "reviewed")
    paths = []
    versions: tuple[XliffVersion, ...] = ("1.2", "2.0")
    for version in versions:
        paths.append(folder / f"offers-{version}.xlf")
        write_xliff(
            paths[-1],
            units,
            document="qanun.docx",
            source_lang="az",
            target_lang="en",
            tool_version="1",
            created_at=datetime(2025, 1, 1, tzinfo=UTC),
            version=version,
            suggest=lambda unit, lang: [
                MemoryMatch(replace(stored, source_codes=bold, target_codes=bold), 86)
            ],
        )
    return paths


@pytest.mark.skipif(OMEGAT is None, reason="the command omegat is not here")
def test_omegat(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("source", "target", "tm", "omegat", "dictionary", "glossary", "settings"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, encoding="utf-8")
    sent = [GOLDEN / "review-1.2.xlf", GOLDEN / "review-2.0.xlf", *write_offers(tmp_path)]
    for path in sent:
        shutil.copy(path, project / "source")
    command = [str(OMEGAT), "--mode=console-translate", f"--config-dir={project / 'settings'}"]
    done = subprocess.run(
        [*command, str(project)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Before 4.3 OmegaT shows the targets as what there is to translate, so what it lists differs
    # by version; what it writes must not.
    for path in sent:
        units = read(path)
        assert len(units) == (7 if path.parent == GOLDEN else 2)
        assert read(project / "target" / path.name) == units


@pytest.mark.parametrize("version", ["1.2", "2.0"])
@pytest.mark.parametrize("offers", [False, True])
def test_translate_toolkit(version: str, offers: bool, tmp_path: Path) -> None:
    path = GOLDEN / f"review-{version}.xlf"
    if offers:
        (path,) = (each for each in write_offers(tmp_path) if version in each.name)
    check = [PYTHON, "-c", "import translate.storage.xliff2"]
    if subprocess.run(check, capture_output=True).returncode:
        pytest.skip("Translate Toolkit is not here: name its interpreter in LUGAT_TOOLKIT_PYTHON")
    done = subprocess.run(
        [PYTHON, "-c", READER, str(path), version], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    units = read(path)
    assert [name for name, _, _ in found] == [unit.id for unit in units]
    for (_, source, target), unit in zip(found, units, strict=True):
        if not unit.source.codes:
            assert source == unit.source.text
            assert target == (unit.target.text if unit.target else None)
