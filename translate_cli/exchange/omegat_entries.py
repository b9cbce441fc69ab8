"""What an OmegaT project says: the translations its translator saved, and the drafts it began with.

Read are omegat/project_save.tmx, and where it is missing the *-omegat.tmx files at the top, which
OmegaT writes with the translated documents. OmegaT has one default translation for a text, and
alternative ones for a place, named by file and neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from translate_cli.documents.formats import FORMATS
from translate_cli.exchange.omegat_drafts import DRAFT_FILES
from translate_cli.exchange.omegat_settings import ORIGINALS, ProjectSettings
from translate_cli.exchange.tmx_memory import iter_memory_units
from translate_cli.exchange.tmx_read import iter_tmx, read_date
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.memory import MemoryUnit

SAVED_TMX: Final = "omegat/project_save.tmx"
_TEXTS: Final = (".txt", ".text")

_TAG: Final = re.compile(r"</?[A-Za-z]{1,8}\d+/?>")
"""How OmegaT shows formatting in a text: <t0/>, <f1>…</f1>."""


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A translation in an OmegaT project, its texts with the tags of OmegaT.

    One without `file` holds wherever the text stands; with it, where file and neighbours fit.
    `author` is empty where OmegaT itself filled a segment from a memory that names none.
    """

    source: str
    target: str
    file: str = ""
    previous: str = ""
    following: str = ""
    author: str = ""
    created_at: datetime | None = None
    changed_at: datetime | None = None


def read_entries(
    settings: ProjectSettings, *, on_skip: Callable[[Path, SkippedUnit], None]
) -> list[ProjectEntry]:
    """Return the translations that were saved; none where nobody has worked on the project."""
    saved = settings.folder / SAVED_TMX
    paths = [saved] if saved.is_file() else sorted(settings.folder.glob("*-omegat.tmx"))
    entries: list[ProjectEntry] = []
    for path in paths:
        for unit in iter_tmx(path, on_skip=partial(on_skip, path)):
            source, target = unit.find(settings.source_lang), unit.find(settings.target_lang)
            # A unit without target holds a note only.
            if source is None or target is None or not target.text.strip():
                continue
            props = dict(unit.props)
            said = {**unit.attributes, **target.attributes}
            entries.append(
                ProjectEntry(
                    source.text,
                    target.text,
                    props.get("file", ""),
                    props.get("prev", ""),
                    props.get("next", ""),
                    said.get("changeid", "") or said.get("creationid", ""),
                    read_date(said.get("creationdate", "")),
                    read_date(said.get("changedate", "")),
                )
            )
    return entries


def read_drafts(
    settings: ProjectSettings, *, on_skip: Callable[[Path, SkippedUnit], None]
) -> list[MemoryUnit]:
    """Return what the export put into the project, the strongest first; without list markers."""
    units: list[MemoryUnit] = []
    for name in DRAFT_FILES:
        path = settings.tm / name.partition("/")[2]
        if path.is_file():
            units += iter_memory_units(
                path,
                source_lang=settings.source_lang,
                target_langs=[settings.target_lang],
                on_skip=partial(on_skip, path),
            )
    return units


def iter_sources(settings: ProjectSettings) -> Iterator[tuple[str, Path]]:
    """Yield the documents of a project: their places in OmegaT, and their files.

    Where a text stands for a document, the file is that of the document. Links, hidden files and
    files of unknown formats are passed over.
    """
    for path in sorted(settings.source.rglob("*")):
        place = path.relative_to(settings.source)
        if path.is_symlink() or not path.is_file() or any(p[:1] in ".~" for p in place.parts):
            continue
        original = settings.stand_ins.get(place.as_posix())
        if original is not None:
            yield place.as_posix(), settings.folder / ORIGINALS / original
        elif path.suffix.lower() in (*FORMATS, *_TEXTS):
            yield place.as_posix(), path


def split_tags(text: str) -> tuple[str, list[tuple[str, int]]]:
    """Take the tags of OmegaT out of a text; return it and the tags with their places in it.

    >>> split_tags("Bu <t0/>qanun<t1/>.")
    ('Bu qanun.', [('<t0/>', 3), ('<t1/>', 8)])
    """
    plain = ""
    tags: list[tuple[str, int]] = []
    position = 0
    for found in _TAG.finditer(text):
        plain += text[position : found.start()]
        tags.append((found[0], len(plain)))
        position = found.end()
    return plain + text[position:], tags


def text_key(text: str) -> str:
    """Return what two texts have in common that differ in white space and tags only.

    >>> text_key(" Bu  <t0/>qanun ") == text_key("Bu qanun")
    True
    """
    return " ".join(_TAG.sub("", text).split())


class EntryIndex:
    """Finds the translation of a text at its place, as OmegaT would."""

    def __init__(self, entries: Sequence[ProjectEntry]) -> None:
        self._defaults: dict[str, ProjectEntry] = {}
        self._alternatives: dict[tuple[str, str], list[ProjectEntry]] = {}
        for entry in entries:
            key = text_key(entry.source)
            if entry.file:
                self._alternatives.setdefault((entry.file, key), []).append(entry)
            else:
                self._defaults[key] = entry
        self.used: set[ProjectEntry] = set()

    def find(
        self, text: str, *, file: str, previous: str = "", following: str = ""
    ) -> list[tuple[str, ProjectEntry]]:
        """Return the entries that together translate a text, with what stands before each.

        One entry as a rule; several where OmegaT cut the text and has all its parts.
        """
        key = text_key(text)
        entry = self._find(key, file, (text_key(previous), text_key(following)))
        found = [("", entry)] if entry is not None else self._compose(key, file)
        self.used.update(entry for _, entry in found)
        return found

    def _find(self, key: str, file: str, beside: tuple[str, str]) -> ProjectEntry | None:
        others = self._alternatives.get((file, key), [])

        def fit(entry: ProjectEntry) -> int:
            said = (text_key(entry.previous), text_key(entry.following))
            return sum(one == two for one, two in zip(said, beside, strict=True))

        best = max(others, key=fit, default=None)
        default = self._defaults.get(key)
        if best is not None and (default is None or fit(best) == 2):
            return best
        return default

    def _compose(self, key: str, file: str) -> list[tuple[str, ProjectEntry]]:
        if not self._defaults and not self._alternatives:
            return []
        ends = [found.end() for found in re.finditer(r"\S+", key)]
        starts = [0, *(end + 1 for end in ends[:-1])]
        ways: dict[int, list[tuple[str, ProjectEntry]]] = {len(key) + 1: []}
        for start in reversed(starts):
            for end in reversed(ends):
                if end <= start or end + 1 not in ways:
                    continue
                entry = self._find(key[start:end], file, ("", ""))
                if entry is not None:
                    ways[start] = [(" " if start else "", entry), *ways[end + 1]]
                    break
        return ways.get(0, [])
