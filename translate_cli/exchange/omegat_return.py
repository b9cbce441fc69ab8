"""The work of a translator in OmegaT, brought back segment by segment.

A segment is found by its text, in its file and between its neighbours where OmegaT has a
translation for one place only. Formatting that OmegaT hid is put back where the draft had it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from translate_cli.documents.formats import read_document
from translate_cli.errors import TranslateError
from translate_cli.exchange.omegat_codes import name_codes, restore_codes
from translate_cli.exchange.omegat_entries import (
    EntryIndex,
    ProjectEntry,
    iter_sources,
    read_drafts,
    read_entries,
    split_tags,
    text_key,
)
from translate_cli.exchange.omegat_settings import ProjectSettings, read_settings
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.memory import MemoryUnit, UnitStatus
from translate_cli.model import CodedText, Document, Segment


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """A document of a project with its translations, all by segment id.

    `place` is that below source/, of the document itself. `people` is what people translated,
    `kept` holds drafts that fill a segment as they came, `drafts` those for segments that were
    left empty. `changed` says which formatting had to be put right.
    """

    place: PurePosixPath
    path: Path
    document: Document
    people: dict[str, CodedText]
    kept: dict[str, CodedText]
    drafts: dict[str, CodedText]
    units: tuple[MemoryUnit, ...]
    changed: dict[str, str] = field(default_factory=dict)

    @property
    def untranslated(self) -> list[Segment]:
        """Return the segments that the translator left empty."""
        return [
            segment
            for segment in self.document.segments
            if segment.id not in self.people and segment.id not in self.kept
        ]


@dataclass(frozen=True, slots=True)
class ReturnedProject:
    """What came back: the documents, translations without a place in them, files that failed."""

    settings: ProjectSettings
    documents: tuple[ReturnedDocument, ...]
    orphans: tuple[MemoryUnit, ...]
    failures: tuple[tuple[Path, TranslateError], ...] = ()

    def iter_units(self) -> Iterator[MemoryUnit]:
        """Yield the work of people for the translation memory."""
        for document in self.documents:
            yield from document.units
        yield from self.orphans


def read_project(
    folder: Path,
    *,
    status: UnitStatus = "reviewed",
    accept_drafts: bool = False,
    on_skip: Callable[[Path, SkippedUnit], None] = lambda path, skipped: None,
) -> ReturnedProject:
    """Read an OmegaT project with its documents, and what its translator made of them.

    What people translated gets `status`; so do, with `accept_drafts`, drafts that they left as
    they were. A document that cannot be read does not stop the others. Raises InputError for a
    folder that is no project, and for a broken memory in it.
    """
    settings = read_settings(folder)
    entries = read_entries(settings, on_skip=on_skip)
    drafts = read_drafts(settings, on_skip=on_skip)
    work = _Work(settings, entries, drafts, status, accept_drafts)
    documents: list[ReturnedDocument] = []
    failures: list[tuple[Path, TranslateError]] = []
    for shown, path in iter_sources(settings):
        try:
            document = read_document(path, settings.source_lang, options=settings.reading)
        except TranslateError as exc:
            failures.append((path, exc))
            continue
        place = PurePosixPath(settings.stand_ins.get(shown, shown))
        documents.append(work.match(document, path, place, shown))
    return ReturnedProject(settings, tuple(documents), tuple(work.iter_orphans()), tuple(failures))


@dataclass(frozen=True, slots=True)
class Filled:
    """The translations of a document by segment id, and how many are whose work.

    `missing` are the segments that nothing translates.
    """

    translations: dict[str, CodedText]
    people: int
    kept: int
    memory: int
    drafts: int
    missing: tuple[str, ...]


def fill_document(
    returned: ReturnedDocument, recall: Callable[[Sequence[Segment]], Sequence[CodedText | None]]
) -> Filled:
    """Return translations for every segment: what came back, else the memory, else the draft.

    `recall` returns for each segment of the document what the memory has from people.
    """
    translations = {**returned.people, **returned.kept}
    segments = returned.document.segments
    memory = drafts = 0
    missing: list[str] = []
    known = recall(segments) if len(translations) < len(segments) else ()
    for segment, said in zip(segments, known, strict=False):
        if segment.id in translations:
            continue
        if said is not None:
            translations[segment.id] = said
            memory += 1
        elif segment.id in returned.drafts:
            translations[segment.id] = returned.drafts[segment.id]
            drafts += 1
        else:
            missing.append(segment.id)
    return Filled(
        translations, len(returned.people), len(returned.kept), memory, drafts, tuple(missing)
    )


class _Work:
    def __init__(
        self,
        settings: ProjectSettings,
        entries: Sequence[ProjectEntry],
        drafts: Sequence[MemoryUnit],
        status: UnitStatus,
        accept_drafts: bool,
    ) -> None:
        self._settings = settings
        self._entries = entries
        self._index = EntryIndex(entries)
        self._status: UnitStatus = status
        self._accept = accept_drafts
        self._drafts: dict[str, list[MemoryUnit]] = {}
        for unit in drafts:
            self._drafts.setdefault(text_key(unit.source), []).append(unit)

    def match(
        self, document: Document, path: Path, place: PurePosixPath, shown: str
    ) -> ReturnedDocument:
        """Find what was made of each segment of a document."""
        people: dict[str, CodedText] = {}
        kept: dict[str, CodedText] = {}
        drafts: dict[str, CodedText] = {}
        units: list[MemoryUnit] = []
        changed: dict[str, str] = {}
        segments = document.segments
        for number, segment in enumerate(segments):
            previous = segments[number - 1].text if number else ""
            following = segments[number + 1].text if number + 1 < len(segments) else ""
            found = self._index.find(
                segment.text, file=shown, previous=previous, following=following
            )
            draft = self._find_draft(segment)
            if not found:
                if draft is not None:
                    drafts[segment.id] = _fit_draft(segment, draft)
                continue
            untouched = draft is not None and self._is_untouched(found, draft)
            if draft is not None and untouched:
                said, problem = _fit_draft(segment, draft), ""
            else:
                said, problem = _translate(segment, found, draft)
            if draft is not None and untouched and not self._accept and draft.status == "machine":
                kept[segment.id] = said
                continue
            people[segment.id] = said
            if problem:
                changed[segment.id] = problem
            status, origin = self._status, _origin(found)
            if draft is not None and untouched and draft.status != "machine":
                status, origin = draft.status, draft.origin
            times = [entry for _, entry in found]
            units.append(
                MemoryUnit(
                    segment.text,
                    said.text,
                    self._settings.source_lang,
                    self._settings.target_lang,
                    status,
                    origin,
                    document=path.name,
                    previous=previous,
                    following=following,
                    source_codes=segment.codes,
                    target_codes=said.codes,
                    created_at=times[0].created_at,
                    changed_at=times[0].changed_at,
                )
            )
        return ReturnedDocument(place, path, document, people, kept, drafts, tuple(units), changed)

    def iter_orphans(self) -> Iterator[MemoryUnit]:
        """Yield what people translated of texts that no document has (any more)."""
        for entry in self._entries:
            source, target = split_tags(entry.source)[0], split_tags(entry.target)[0]
            if entry in self._index.used or not entry.author or not source.strip():
                continue
            yield MemoryUnit(
                source.strip(),
                target.strip(),
                self._settings.source_lang,
                self._settings.target_lang,
                self._status,
                _origin([("", entry)]),
                document=PurePosixPath(entry.file).name,
                created_at=entry.created_at,
                changed_at=entry.changed_at,
            )

    def _find_draft(self, segment: Segment) -> MemoryUnit | None:
        """Return the draft of a segment: of those for its text best the one with its codes."""
        drafts = self._drafts.get(text_key(segment.text), [])

        def kinds(unit: MemoryUnit) -> list[tuple[str, int]]:
            return [(code.kind, code.position) for code in unit.source_codes]

        wanted = [(code.kind, code.position) for code in segment.codes]
        best = next((unit for unit in drafts if kinds(unit) == wanted), None)
        return best or next(iter(drafts), None)

    def _is_untouched(self, found: Sequence[tuple[str, ProjectEntry]], draft: MemoryUnit) -> bool:
        """Tell whether OmegaT filled the segment by itself and nobody changed it."""
        said = "".join(gap + entry.target for gap, entry in found)
        return not any(entry.author for _, entry in found) and text_key(said) == text_key(
            draft.target
        )


def _origin(found: Sequence[tuple[str, ProjectEntry]]) -> str:
    author = next((entry.author for _, entry in found if entry.author), "")
    return f"omegat:{author}" if author else "omegat"


def _fit_draft(segment: Segment, draft: MemoryUnit) -> CodedText:
    source = CodedText(segment.text, segment.codes)
    said = name_codes(source, draft)
    return restore_codes(source, said, draft=said)[0]


def _translate(
    segment: Segment, found: Sequence[tuple[str, ProjectEntry]], draft: MemoryUnit | None
) -> tuple[CodedText, str]:
    """Put the entries of a segment together, and its codes back in."""
    source = target = ""
    before: list[tuple[str, int]] = []
    after: list[tuple[str, int]] = []
    for gap, entry in found:
        one, its_tags = split_tags(entry.source)
        two, own_tags = split_tags(entry.target.strip())
        source, target = source + gap, target + gap
        if its_tags:
            before += [(tag, len(source) + at) for tag, at in its_tags]
            after += [(tag, len(target) + at) for tag, at in own_tags]
        else:
            # What looks like a tag is text where the source has none.
            two = entry.target.strip()
        source, target = source + one, target + two
    whole = CodedText(segment.text, segment.codes)
    return restore_codes(
        whole,
        CodedText(target),
        tags=(before, after) if source == segment.text else ((), ()),
        draft=name_codes(whole, draft) if draft is not None else None,
    )
