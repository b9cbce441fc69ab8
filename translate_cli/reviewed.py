"""Bring back what translators made of a draft: into its document and into the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from translate_cli.inline_fit import fit_codes
from translate_cli.memory import MemoryUnit, UnitStatus
from translate_cli.model import CodedText, Segment
from translate_cli.xml_text import remove_forbidden


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """What a translator's file says of one segment of a document."""

    id: str
    source: CodedText
    target: CodedText
    status: UnitStatus
    source_lang: str
    target_lang: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """The translations of a document, as far as a translator's file has them.

    `missing` are ids of segments without one, `unused` ids of texts that no segment has, `changed`
    says by segment id which inline codes had to be put right.
    """

    translations: dict[str, CodedText]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    changed: dict[str, str]
    drafts: int


def match_segments(segments: Sequence[Segment], texts: Iterable[ReviewedText]) -> Matching:
    """Find the translation of every segment: by id and source, else by a source said one way.

    White space and characters that XML forbids do not count in comparing sources.
    """
    by_id: dict[tuple[str, str], ReviewedText] = {}
    by_text: dict[str, list[ReviewedText]] = {}
    order: list[ReviewedText] = []
    for text in texts:
        key = _key(text.source.text)
        by_id.setdefault((text.id, key), text)
        by_text.setdefault(key, []).append(text)
        order.append(text)
    found: dict[str, CodedText] = {}
    changed: dict[str, str] = {}
    missing: list[str] = []
    drafts = 0
    used: set[int] = set()
    for segment in segments:
        key = _key(segment.text)
        same = by_text.get(key, [])
        match = by_id.get((segment.id, key))
        if match is None and len({text.target for text in same}) == 1:
            match = same[0]
        if match is None or not match.target.text.strip():
            missing.append(segment.id)
            continue
        used.update(id(text) for text in same)
        said, problem = fit_codes(CodedText(segment.text, segment.codes), match.target)
        found[segment.id] = said
        drafts += match.status == "machine"
        if problem:
            changed[segment.id] = problem
    known = {segment.id for segment in segments if segment.id not in found}
    unused = tuple(t.id for t in order if id(t) not in used and t.id not in known)
    return Matching(found, tuple(missing), unused, changed, drafts)


def _key(text: str) -> str:
    # No file of a translator has what XML cannot hold.
    return " ".join(remove_forbidden(text).split())


def iter_memory_units(texts: Iterable[ReviewedText], *, origin: str) -> Iterator[MemoryUnit]:
    """Yield what people finished as units for the memory, with the texts beside them.

    `texts` are all texts of a file in order, also those not finished; two documents are no
    neighbours of each other.
    """
    before: ReviewedText | None = None
    now: ReviewedText | None = None
    for following in chain(texts, [None]):
        if now is not None and now.status != "machine" and now.target.text.strip():
            target, _ = fit_codes(now.source, now.target)
            yield MemoryUnit(
                now.source.text,
                target.text,
                now.source_lang,
                now.target_lang,
                now.status,
                origin,
                document=now.document,
                previous=_beside(now, before),
                following=_beside(now, following),
                source_codes=now.source.codes,
                target_codes=target.codes,
            )
        before, now = now, following


def _beside(text: ReviewedText, other: ReviewedText | None) -> str | None:
    return other.source.text if other is not None and other.document == text.document else None
