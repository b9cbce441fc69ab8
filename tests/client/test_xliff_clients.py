"""OmegaT writes our XLIFF back without losing anything; Translate Toolkit finds every unit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from translate_cli.exchange.xliff import XliffUnit, read_xliff

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


@pytest.mark.skipif(OMEGAT is None, reason="the command omegat is not here")
def test_omegat(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("source", "target", "tm", "omegat", "dictionary", "glossary", "settings"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, encoding="utf-8")
    names = ("review-1.2.xlf", "review-2.0.xlf")
    for name in names:
        shutil.copy(GOLDEN / name, project / "source")
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
    for name in names:
        units = read(GOLDEN / name)
        assert len(units) == 7
        assert read(project / "target" / name) == units


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_translate_toolkit(version: str) -> None:
    path = GOLDEN / f"review-{version}.xlf"
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
