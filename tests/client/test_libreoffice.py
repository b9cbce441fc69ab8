"""Files that LibreOffice wrote come back whole, and it opens what we make of them, all formatting
in place."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from lxml import etree

from tests import flatodf
from translate_cli import engine
from translate_cli.documents.formats import ReadOptions, format_document, read_document
from translate_cli.engine import Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import CodedText, Document

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.client,
    pytest.mark.skipif(SOFFICE is None, reason="the command soffice is not here"),
]

SOURCES = {
    "law.fodt": flatodf.make_document("text", flatodf.LAW),
    "book.fodt": flatodf.make_document("text", flatodf.BOOK),
    "sheet.fods": flatodf.make_document("spreadsheet", flatodf.SHEET),
    "slides.fodp": flatodf.make_document("presentation", flatodf.SLIDES),
}
MADE = {
    "law.docx": "fodt", "book.docx": "fodt", "law.odt": "fodt", "book.odt": "fodt",
    "sheet.xlsx": "fods", "slides.pptx": "fodp",
}  # fmt: skip
"""What is made of the sources, and the flat format to look at it in."""
TEXTS = {"law": 15, "book": 14, "sheet": 6, "slides": 7}
"""Texts that a person sees in each, at least."""


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Path]]:
    """Return what converts files, in one run of LibreOffice, and gives the new ones by name."""
    profile = tmp_path_factory.mktemp("profile")

    def run(suffix: str, paths: list[Path], folder: Path) -> dict[str, Path]:
        command = [
            str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", suffix, "--outdir", str(folder), *map(str, paths),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        made = {path.name: folder / f"{path.stem}.{suffix}" for path in paths}
        missing = [name for name, path in made.items() if not path.is_file()]
        assert not missing, f"LibreOffice does not open {missing}: {done.stderr}"
        return made

    return run


@pytest.fixture(scope="module")
def office(
    convert: Callable[..., dict[str, Path]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Return the files that LibreOffice made, by name."""
    folder = tmp_path_factory.mktemp("office")
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    for suffix in sorted({Path(name).suffix[1:] for name in MADE}):
        stems = [Path(name).stem for name in MADE if name.endswith(suffix)]
        convert(suffix, [folder / n for n in SOURCES if Path(n).stem in stems], folder)
    return {name: folder / name for name in MADE}


def read(path: Path) -> Document:
    return read_document(path, "az", options=ReadOptions())


def swap_case(text: str) -> str:
    """Return a "translation" that shows where every letter went."""
    return "".join(char.swapcase() if len(char.swapcase()) == 1 else char for char in text)


def rewrite(path: Path, target: Path, say: Callable[[str], str]) -> Document:
    document = read(path)
    said = {s.id: CodedText(say(s.text), s.codes) for s in document.segments}
    target.write_bytes(format_document(document, said, lang="en"))
    return document


@pytest.mark.parametrize("name", MADE)
def test_the_identity_changes_nothing(office: dict[str, Path], tmp_path: Path, name: str) -> None:
    document = rewrite(office[name], tmp_path / name, lambda text: text)
    assert len(document.segments) >= TEXTS[Path(name).stem]
    with zipfile.ZipFile(office[name]) as one, zipfile.ZipFile(tmp_path / name) as two:
        assert two.namelist() == one.namelist()
        for part in one.namelist():
            before, after = one.read(part), two.read(part)
            if before != after:
                assert canonical(after) == canonical(before), part


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


ODF = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
TEXT, STYLE, OFFICE = (ODF.format(name) for name in ("text", "style", "office"))
LABELS = (f"{TEXT}note-citation", f"{TEXT}page-number")
IGNORED = (
    "width", "height", "x", "y", "name", "z-index", "data-style-name", "date-value", "string-value",
)  # fmt: skip
"""How large a shape is and where, since it grows with its text; how a date is shown; what a cell
says once more."""


def find_looks(root: etree._Element) -> dict[str, str]:
    """Return what the texts of each style look like: all but their language."""
    looks = {}
    for style in root.iter(f"{STYLE}style"):
        found = sorted(
            (etree.QName(key).localname, value.rstrip("0123456789"))  # "Arial1" is Arial.
            if key.endswith("}font-name")
            else (etree.QName(key).localname, value)
            for properties in style.iter(f"{STYLE}text-properties")
            for key, value in properties.attrib.items()
        )
        looks[style.get(f"{STYLE}name")] = str(
            [pair for pair in found if not pair[0].startswith(("language", "country"))]
        )
    return looks


def describe(path: Path, say: Callable[[str], str] = str) -> Iterator[str]:
    """Yield every element of the body, headers and footers, with its look and its text."""
    root = etree.parse(path).getroot()
    looks = find_looks(root)
    for part in (f"{OFFICE}body", f"{OFFICE}master-styles"):
        for element in root.iterfind(f"{part}//*"):
            if element.tag == f"{OFFICE}binary-data":
                continue  # A picture of the table.
            attributes = sorted(
                (key, looks.get(value, value)) if key == f"{TEXT}style-name" else (key, value)
                for key, value in element.attrib.items()
                if etree.QName(key).localname not in IGNORED
            )
            said = [
                text or "" if TEXT not in holder.tag or holder.tag in LABELS else say(text or "")
                for holder, text in ((element, element.text), (element.getparent(), element.tail))
            ]
            # Where a word may be hyphenated is a matter of the language.
            yield f"{element.tag} {attributes} {'|'.join(said).strip()}".replace("\u00ad", "")


def leave_alone(line: str) -> str:
    """Undo the translation of what is left alone in a workbook.

    A choice from a list, the word that a formula adds to a cell, and the footer of the print.
    """
    for said, text in (("bƏLI", "Bəli"), ("sÖZ X", "sÖZ x"), ("pAGE", "Page")):
        line = line.replace(said, text)
    return line


def test_translations_open_with_their_formatting(
    convert: Callable[..., dict[str, Path]], office: dict[str, Path], tmp_path: Path
) -> None:
    folders = {name: tmp_path / name for name in ("new", "was", "is")}
    for suffix in sorted({Path(name).suffix for name in MADE}):
        names = [name for name in MADE if name.endswith(suffix)]
        for kind in folders.values():
            shutil.rmtree(kind, ignore_errors=True)
            kind.mkdir()
        for name in names:
            rewrite(office[name], folders["new"] / name, swap_case)
        flat = MADE[names[0]]
        was = convert(flat, [office[name] for name in names], folders["was"])
        now = convert(flat, [folders["new"] / name for name in names], folders["is"])
        for name in names:
            expected = [leave_alone(line) for line in describe(was[name], swap_case)]
            changed = list(unified_diff(expected, list(describe(now[name])), lineterm="", n=0))
            assert not changed, "\n".join([name, *changed])
            languages = [e.get(FO_LANGUAGE) for e in etree.parse(now[name]).getroot().iter()]
            assert "en" in languages, name


def test_a_list_of_allowed_values_stays_one(office: dict[str, Path]) -> None:
    document = read(office["sheet.xlsx"])
    assert "Bəli" not in [segment.text for segment in document.segments]
    assert "lists" in " ".join(document.notices)


FO_LANGUAGE = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}language"
WORDS = {
    "en": {"bu": "this", "kibercinayət": "cybercrime", "işidir": "is work", "qanun": "law"},
    "vi": {"bu": "đây", "kibercinayət": "tội phạm mạng", "işidir": "là việc", "qanun": "luật"},
}


@pytest.mark.parametrize("name", ["law.docx", "law.odt"])
def test_the_command(
    lugat: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    convert: Callable[..., dict[str, Path]],
    office: dict[str, Path],
    tmp_path: Path,
    name: str,
) -> None:
    def open_route(source_lang: str, target_lang: str, **options: Any) -> Route:
        return Route((FakeEngine(WORDS[target_lang], target_lang=target_lang),))

    monkeypatch.setattr(engine, "open_route", open_route)
    work = tmp_path / "work"
    shutil.copy(office[name], work / name)
    result = lugat("translate", name, "--no-glossary", "--tmx", "tm", "-o", "out")
    assert result.exit_code == 0, result.output
    made = sorted((work / "out").iterdir())
    assert len(made) == 2
    flat = convert("fodt", made, tmp_path)
    for path, bold, link in zip(
        made, ("cybercrime", "tội phạm mạng"), ("law", "luật"), strict=True
    ):
        tree = etree.parse(flat[path.name])
        names = {"t": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}
        spans = ["".join(s.itertext()) for s in tree.iterfind(".//t:span", names)]
        assert bold in " ".join(spans)
        assert [("".join(a.itertext())) for a in tree.iterfind(".//t:a", names)] == [link]
        assert len(tree.findall(".//t:note", names)) == 1
