"""The files of an OmegaT project that are not text: what it is called, which languages, where.

omegat.project is written as OmegaT 5 and 6 write it; older versions pass over what they do not
know. lugat/project.json is ours: OmegaT leaves it alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final, cast

from translate_cli.documents.formats import ReadOptions, TrackedChanges
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

PROJECT_FILE: Final = "omegat.project"
RECORD_FILE: Final = "lugat/project.json"
ORIGINALS: Final = "lugat/source"
"""Files that OmegaT has no filter for; a text of the same name and .txt stands in source/."""

LOCALES: Final[Mapping[str, str]] = {"az": "AZ", "en": "EN-GB", "vi": "VI"}
"""Languages as OmegaT lists them; British English is what the United Nations write."""

_MAX_BYTES: Final = 1 << 20
_DEFAULT: Final = "__DEFAULT__"
_EXCLUDED: Final = (
    "**/.svn/**",
    "**/CVS/**",
    "**/.cvs/**",
    "**/.git/**",
    "**/.hg/**",
    "**/.repositories/**",
    "**/desktop.ini",
    "**/Thumbs.db",
    "**/.DS_Store",
    "**/~$*",
)


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What an OmegaT project says of itself.

    Languages are without region, as in the translation memory. `source` and `tm` are folders;
    `stand_ins` gives, by the place of a text below source/, the place of its original below
    lugat/source/.
    """

    folder: Path
    source_lang: str
    target_lang: str
    source: Path
    tm: Path
    reading: ReadOptions = field(default_factory=ReadOptions)
    stand_ins: Mapping[str, str] = field(default_factory=dict)


def format_project_file(*, source_lang: str, target_lang: str, remove_tags: bool) -> bytes:
    """Return omegat.project for the languages as OmegaT spells them: AZ, EN-GB."""
    from lxml import etree

    root = etree.Element("omegat")
    project = etree.SubElement(root, "project", version="1.0")

    def add(name: str, text: str = _DEFAULT) -> etree._Element:
        element = etree.SubElement(project, name)
        element.text = text
        return element

    add("source_dir")
    masks = etree.SubElement(project, "source_dir_excludes")
    for mask in _EXCLUDED:
        etree.SubElement(masks, "mask").text = mask
    for name in ("target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir"):
        add(name)
    add("source_lang", source_lang)
    add("target_lang", target_lang)
    add("sentence_seg", "true")
    add("support_default_translations", "true")
    add("remove_tags", "true" if remove_tags else "false")
    add("external_command", "")
    etree.indent(root, space="    ")
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return data + b"\n"


def format_record(*, version: str, reading: ReadOptions, stand_ins: Mapping[str, str]) -> bytes:
    """Return lugat/project.json: what reading the work back needs to know."""
    data = {
        "lugat": version,
        "tracked_changes": reading.tracked_changes,
        "stand_ins": dict(stand_ins),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def read_settings(folder: Path) -> ProjectSettings:
    """Read omegat.project, and lugat/project.json where it is there.

    Raises InputError for a folder without a project, a broken file, and a project that keeps its
    sources or memories elsewhere.
    """
    path = folder / PROJECT_FILE
    root = _parse(path)
    project = root.find("project") if root.tag == "omegat" else None
    if project is None:
        raise _broken(path, "it has no <project>")
    langs = []
    for name in ("source_lang", "target_lang"):
        said = (project.findtext(name) or "").strip()
        lang = said.replace("_", "-").partition("-")[0].lower()
        if not lang.isalpha():
            raise _broken(path, f"it says no {name}")
        langs.append(lang)
    source, tm = (
        _folder(folder, (project.findtext(f"{name}_dir") or _DEFAULT).strip(), name)
        for name in ("source", "tm")
    )
    if not source.is_dir():
        raise InputError(
            "the project has no source files.", where=source, hint="Copy its whole folder."
        )
    reading, stand_ins = _read_record(folder / RECORD_FILE)
    return ProjectSettings(folder, langs[0], langs[1], source, tm, reading, stand_ins)


def _parse(path: Path) -> etree._Element:
    from lxml import etree

    try:
        if not path.is_file():
            raise InputError(
                f"there is no OmegaT project here: {PROJECT_FILE} is missing.",
                where=path.parent,
                hint="Name the folder that has this file in it.",
            )
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as exc:
        raise InputError(
            f"the file cannot be read: {exc.strerror or exc}.",
            where=path,
            hint="Check its permissions.",
        ) from exc
    if len(data) > _MAX_BYTES or b"<!DOCTYPE" in data:
        raise _broken(path, "it is larger than such files are, or has a document type")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as exc:
        raise _broken(path, exc.msg or "no XML") from exc


def _broken(path: Path, reason: str) -> InputError:
    return InputError(
        f"this is no project file of OmegaT: {reason}.",
        where=path,
        hint="Open the project in OmegaT and save it, or export it again.",
    )


def _folder(root: Path, said: str, name: str) -> Path:
    if said == _DEFAULT:
        return root / name
    path = (root / said).resolve()
    if not path.is_relative_to(root.resolve()):
        raise InputError(
            f"the project keeps its {name} files outside its folder: {said}.",
            where=root / PROJECT_FILE,
            hint="Move them into the project and set its folders again.",
        )
    return path


def _read_record(path: Path) -> tuple[ReadOptions, Mapping[str, str]]:
    """Return how the documents were read, and the texts that stand for others."""
    if not path.is_file():
        return ReadOptions(), {}
    try:
        with path.open("rb") as file:
            data: Any = json.loads(file.read(_MAX_BYTES))
        changes = data["tracked_changes"]
        pairs = {str(one): str(two) for one, two in dict(data["stand_ins"]).items()}
    except (OSError, ValueError, TypeError, KeyError) as exc:
        raise _bad_record(path) from exc
    if changes not in ("refuse", "accept", "reject"):
        raise _bad_record(path)
    for place in (*pairs, *pairs.values()):
        if not is_inside(place):
            raise _bad_record(path)
    return ReadOptions(tracked_changes=cast(TrackedChanges, changes)), pairs


def _bad_record(path: Path) -> InputError:
    return InputError(
        "this file is broken.",
        where=path,
        hint="Take it from the exported project again, or remove it if all sources are in source/.",
    )


def is_inside(place: str) -> bool:
    """Tell whether a place in a project names something below its folder.

    >>> is_inside("fəsil/qanun.docx"), is_inside("../qanun.docx"), is_inside("C:qanun.docx")
    (True, False, False)
    """
    path = PureWindowsPath(place)
    return (
        bool(path.parts)
        and not path.anchor
        and not place.startswith("/")
        and ".." not in path.parts
    )
