"""OmegaT, without a window, opens our projects, finds every segment, and saves what is edited."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.samples import docx, subtitles, xlsx
from tests.unit.test_omegat_srx import corpus_text
from translate_cli.documents.formats import format_document, read_document
from translate_cli.engine import Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.exchange.omegat_project import ProjectFile, write_project
from translate_cli.exchange.omegat_return import fill_document, read_project
from translate_cli.memory import TranslationMemory
from translate_cli.pipeline import Translator
from translate_cli.segment import segment_text

ROOT = Path(__file__).resolve().parents[2]
OMEGAT = shutil.which("omegat")
PYTHON = os.environ.get("LUGAT_TOOLKIT_PYTHON") or sys.executable
NOW = datetime(2025, 11, 27, 10, 0, tzinfo=UTC)
WORDS = {"bu": "this", "kibercinayət": "cybercrime", "işidir": "is work", "maddə": "article"}

pytestmark = pytest.mark.client
needs_omegat = pytest.mark.skipif(OMEGAT is None, reason="the command omegat is not here")

# What a translator types is put into the project and saved by OmegaT itself. Without a window its
# saving asks for a menu; the memory of the project is what is written in any case.
SCRIPT = """
import groovy.json.*
import org.omegat.core.data.PrepareTMXEntry

if (eventType?.toString() != "LOAD") return
def properties = project.projectProperties
def root = new File(properties.projectRoot)
def edits = new JsonSlurper().parse(new File(root, "edits.json"), "UTF-8")
def seen = []
project.allEntries.each { entry ->
    def info = project.getTranslationInfo(entry)
    seen << [file: entry.key.file, source: entry.srcText, target: info.translation]
}
new File(root, "seen.json").setText(JsonOutput.toJson(seen), "UTF-8")
edits.each { edit ->
    def entry = project.allEntries.findAll { it.srcText == edit.source }[edit.occurrence]
    def typed = new PrepareTMXEntry()
    typed.source = entry.srcText
    typed.translation = edit.target
    project.setTranslation(entry, typed, !edit.here, null)
}
project.projectTMX.save(properties, properties.projectInternal + "project_save.tmx", true)
"""


def make_project(folder: Path, *paths: Path, **options: Any) -> list[ProjectFile]:
    translator = Translator({"en": Route((FakeEngine(WORDS),))}, [])
    files = []
    for path in paths:
        document = read_document(path, "az")
        units = tuple(translator.iter_units(document.segments))
        files.append(ProjectFile(path, PurePosixPath("in", path.name), document, units))
    write_project(
        folder, files, source_lang="az", target_lang="en", version="1", created_at=NOW, **options
    )
    return files


def open_in_omegat(project: Path, *edits: dict[str, Any]) -> list[dict[str, str]]:
    """Open the project, edit it and save; return its segments as they were before."""
    (project / "edits.json").write_text(json.dumps(edits), encoding="utf-8")
    script = project.with_name(f"{project.name}.groovy")
    script.write_text(SCRIPT, encoding="utf-8")
    command = [str(OMEGAT), "--mode=console-translate", f"--script={script}"]
    command += [f"--config-dir={project.with_name('settings')}", str(project)]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=180
    )
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    assert "Exception" not in log, log
    seen: list[dict[str, str]] = json.loads((project / "seen.json").read_text(encoding="utf-8"))
    return seen


def edit(source: str, target: str, *, here: bool = False, occurrence: int = 0) -> dict[str, Any]:
    return {"source": source, "target": target, "here": here, "occurrence": occurrence}


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Documents of several kinds, as programs write them."""
    folder = tmp_path / "documents"
    folder.mkdir()
    shutil.copy(ROOT / "samples" / "siyaset.az.txt", folder / "siyasət.az.txt")
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Qeyd.</w:t></w:r></w:p></w:footnote>'
    header = "<w:p><w:r><w:t>Qanun layihəsi</w:t></w:r></w:p>"
    body = (docx.RUNS + docx.BREAKS + docx.TABLE).replace(">\n<", "><")
    (folder / "sənəd.docx").write_bytes(docx.make(body, header1=header, footnotes=note))
    (folder / "cədvəl.xlsx").write_bytes(next(iter(xlsx.make_samples().values())))
    (folder / "film.srt").write_bytes(next(iter(subtitles.make_samples().values())))
    return sorted(folder.iterdir())


@needs_omegat
def test_every_segment_is_found_and_filled(sources: list[Path], tmp_path: Path) -> None:
    project = tmp_path / "project"
    files = make_project(project, *sources)
    seen = open_in_omegat(project)
    assert not [entry["source"] for entry in seen if entry["target"] is None]
    filled = {(entry["source"], entry["target"]) for entry in seen}
    for file in files:
        whole = {block.id for block in file.document.blocks if block.whole}
        pairs = {
            (unit.segment.text, unit.targets["en"].text)
            for unit in file.units
            # A subtitle of several sentences is several segments there.
            if unit.segment.block not in whole or len(segment_text(unit.segment.text, "az")) == 1
        }
        assert pairs
        assert pairs <= filled


@needs_omegat
def test_what_is_edited_comes_back(sources: list[Path], tmp_path: Path) -> None:
    project = tmp_path / "project"
    make_project(project, *sources)
    sentence = "Şəxsi məlumatların qorunması insan hüquqlarının ayrılmaz hissəsidir."
    open_in_omegat(
        project,
        edit("Bu kibercinayət işidir.", "So this is a cybercrime case."),
        edit(sentence, "The protection of personal data is a human right.", here=True),
        edit("1.", "1)"),
    )
    returned = read_project(project)
    assert not returned.failures
    with TranslationMemory(tmp_path / "memory.sqlite") as memory:
        assert memory.add(returned.iter_units()) == 3
        (match,) = memory.find_exact(sentence, source_lang="az", target_lang="en")
    assert match.unit.target == "The protection of personal data is a human right."
    assert match.unit.origin.startswith("omegat:")
    assert [unit.source for unit in returned.orphans] == ["1."]
    by_name = {document.path.name: document for document in returned.documents}
    assert sorted(by_name) == [path.name for path in sources]
    for name, people in (("sənəd.docx", 1), ("siyasət.az.txt", 1), ("cədvəl.xlsx", 0)):
        document = by_name[name]
        assert len(document.people) == people
        assert len(document.kept) + people == len(document.document.segments)
        filled = fill_document(document, lambda segments: [None] * len(segments))
        assert (filled.drafts, filled.missing) == (0, ())
    word = by_name["sənəd.docx"]
    said = word.people["s1"]
    assert [(code.data, said.text[: code.position]) for code in said.codes] == [
        ("<b>", "So this is a "),
        ("</b>", "So this is a cybercrime"),
        ("<footnote/>", "So this is a cybercrime case"),
    ]
    data = format_document(word.document, {**word.people, **word.kept}, lang="en")
    assert "So this is a cybercrime case." in docx.read_xml(data).xpath("string()")


@needs_omegat
def test_one_place_may_differ(tmp_path: Path) -> None:
    path = tmp_path / "mətn.txt"
    path.write_text("Bəli. Qanun. Xeyr. Qanun. Son.\n", encoding="utf-8")
    project = tmp_path / "project"
    make_project(project, path, drafts="mt")
    open_in_omegat(
        project, edit("Qanun.", "Law."), edit("Qanun.", "An act.", here=True, occurrence=1)
    )
    (document,) = read_project(project).documents
    assert {name: said.text for name, said in document.people.items()} == {
        "s2": "Law.",
        "s4": "An act.",
    }


@needs_omegat
def test_tags_show_where_they_are_wanted(sources: list[Path], tmp_path: Path) -> None:
    project = tmp_path / "project"
    make_project(project, *sources, keep_tags=True)
    seen = open_in_omegat(project)
    tagged = next(entry["source"] for entry in seen if entry["source"].startswith("Bu <"))
    assert tagged == "Bu <t0/>kiber<t1/>cinayət<t2/> işidir<t3/>."
    open_in_omegat(project, edit(tagged, "A<t3/> case of <t0/>cyber<t1/>crime<t2/>."))
    document = next(d for d in read_project(project).documents if d.path.name == "sənəd.docx")
    said = document.people["s1"]
    assert said.text == "A case of cybercrime."
    assert [(code.data, code.position) for code in said.codes] == [
        ("<footnote/>", 1),
        ("<b>", 10),
        ("</b>", 20),
    ]


@needs_omegat
def test_it_cuts_as_we_do(tmp_path: Path) -> None:
    path = tmp_path / "mətn.txt"
    sample = (ROOT / "samples" / "siyaset.az.txt").read_text(encoding="utf-8")
    text = sample + "\n" + corpus_text()
    path.write_text(text, encoding="utf-8")
    project = tmp_path / "project"
    make_project(project, path)
    theirs = Counter(entry["source"] for entry in open_in_omegat(project))
    ours = Counter(segment.text for segment in segment_text(text, "az"))
    assert ours.total() > 300
    assert (ours & theirs).total() >= 0.99 * ours.total(), ours - theirs


def test_translate_toolkit_finds_every_unit(sources: list[Path], tmp_path: Path) -> None:
    probe = [PYTHON, "-c", "import translate.storage.tmx"]
    if subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("Translate Toolkit is not here")
    project = tmp_path / "project"
    files = make_project(project, *sources)
    code = (
        "import json, sys; from translate.storage import tmx;"
        "store = tmx.tmxfile.parsefile(sys.argv[1]);"
        "print(json.dumps([[unit.source, unit.target] for unit in store.units]))"
    )
    done = subprocess.run(
        [PYTHON, "-c", code, str(project / "tm/auto/lugat-drafts.tmx")],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found = {tuple(pair) for pair in json.loads(done.stdout)}
    wanted = {(unit.segment.text, unit.targets["en"].text) for file in files for unit in file.units}
    # The Toolkit leaves the inline codes in the texts that it gives.
    plain = {
        (unit.segment.text, unit.targets["en"].text)
        for file in files
        for unit in file.units
        if not unit.segment.codes
    }
    assert plain <= found
    assert len(found) >= len(wanted)
