"""OmegaT, without a window, reads the glossaries that we write and finds their terms in a text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from glossary.exchange.omegat import write_omegat
from glossary.exchange.tbx import write_tbx
from glossary.model import Concept
from glossary.shipped import shipped_termbase
from glossary.tsv import load_concepts

OMEGAT = shutil.which("omegat")

pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif(OMEGAT is None, reason="the command omegat is not here"),
]

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>AZ</source_lang><target_lang>{target}</target_lang>
<sentence_seg>true</sentence_seg>
</project></omegat>
"""

# Without a window OmegaT loads no glossary. The script makes its glossary manager load each file of
# the project's folder, and its search thread look every segment up: both are what the window uses.
# The thread asks its pane only for the current segment, so a pane without a window is enough.
SCRIPT = """
import groovy.json.JsonOutput
import org.omegat.gui.glossary.FindGlossaryThread
import org.omegat.gui.glossary.GlossaryManager
import org.omegat.gui.glossary.GlossaryTextArea

if (eventType?.toString() != "LOAD") return
def field = sun.misc.Unsafe.getDeclaredField("theUnsafe")
field.accessible = true
def pane = field.get(null).allocateInstance(GlossaryTextArea)
def manager = new GlossaryManager(pane)
def properties = project.projectProperties
manager.priorityGlossary = new File(properties.writeableGlossary)
def seen = [files: [:], hits: [:]]
new File(properties.glossaryRoot).listFiles().each { file ->
    def entries = manager.loadGlossaryFile(file)
    if (entries == null) return
    manager.glossaries[file.path] = entries
    seen.files[file.name] = entries.collectMany { entry ->
        entry.getLocTerms(false).collect { [entry.srcText, it] }
    }
}
project.allEntries.each { entry ->
    pane.currentlyProcessedEntry = entry
    seen.hits[entry.srcText] = new FindGlossaryThread(pane, entry, manager).search().collectMany {
        hit -> hit.getLocTerms(false).collect { [hit.srcText, it] }
    }
}
new File(properties.projectRoot, "seen.json").setText(JsonOutput.toJson(seen), "UTF-8")
"""

SOURCE = """Kibercinayətkarlıq.

Kibercinayətkarlığın qarşısının alınması.
"""
LEMMA, INFLECTED = (line for line in SOURCE.splitlines() if line)


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return tuple(load_concepts(shipped_termbase()))


def look_through_omegat(project: Path, target: str) -> tuple[dict[str, Any], str]:
    """Open the project in OmegaT; return what it read and found, and its log."""
    (project / "omegat.project").write_text(PROJECT.format(target=target), encoding="utf-8")
    for name in ("source", "target", "tm", "omegat", "dictionary"):
        (project / name).mkdir()
    (project / "source" / "text.txt").write_text(SOURCE, encoding="utf-8")
    script = project.with_name(f"{project.name}.groovy")
    script.write_text(SCRIPT, encoding="utf-8")
    settings = project.with_name(f"{project.name}-settings")
    settings.mkdir()
    command = [str(OMEGAT), "--mode=console-translate", f"--config-dir={settings}"]
    command += [f"--script={script}", str(project)]
    run = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=120
    )
    log = run.stdout + run.stderr
    assert run.returncode == 0, log
    seen_file = project / "seen.json"
    assert seen_file.exists(), log
    return json.loads(seen_file.read_text(encoding="utf-8")), log


def pairs(concepts: tuple[Concept, ...], target: str, *statuses: Any) -> set[tuple[str, str]]:
    return {
        (term.text, translation.text)
        for concept in concepts
        for term in concept.iter_terms("az", "preferred", "admitted")
        for translation in concept.iter_terms(target, *statuses)
    }


def as_set(rows: list[list[str]]) -> set[tuple[str, str]]:
    return {(source, target) for source, target in rows}


@pytest.mark.parametrize("target", ["en", "vi"])
def test_reads_every_term(concepts: tuple[Concept, ...], target: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "glossary").mkdir(parents=True)
    write_omegat(
        project / "glossary" / "lugat.utf8", concepts, target=target, signature="lugat test"
    )
    write_tbx(project / "glossary" / "lugat.tbx", concepts, signature="lugat test")
    seen, log = look_through_omegat(project, target)

    allowed = pairs(concepts, target, "preferred", "admitted")
    assert len(allowed) > 1000
    assert as_set(seen["files"]["lugat.utf8"]) == allowed
    # OmegaT reads no status, so that a TBX file brings the forbidden forms along.
    assert as_set(seen["files"]["lugat.tbx"]) == pairs(concepts, target)

    wanted = next(c.preferred(target) for c in concepts if c.id == "cybercrime")
    assert wanted is not None
    assert ["kibercinayətkarlıq", wanted.text] in seen["hits"][LEMMA]
    assert ["kibercinayətkarlıq", wanted.text] not in seen["hits"][INFLECTED]
    assert not re.search(r"\b(Error|Exception|Severe|Warning)\b", log), log


def test_finds_inflected_forms_where_they_are_written(
    concepts: tuple[Concept, ...], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    (project / "glossary").mkdir(parents=True)
    path = project / "glossary" / "lugat.utf8"
    write_omegat(path, concepts, target="vi", inflected=True)
    seen, _ = look_through_omegat(project, "vi")
    assert ["kibercinayətkarlığın", "tội phạm mạng"] in seen["hits"][INFLECTED]
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines()]
    assert as_set(seen["files"]["lugat.utf8"]) == as_set(rows)
