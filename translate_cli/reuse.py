"""Take translations from the memory instead of the model, and keep what the model made.

A machine translation is used again only where it would come out the same: same models, glossary
and options, named by a signature. So an interrupted run goes on where it stopped. What a person
reviewed or approved always comes first, also where only the neighbours, or with a threshold the
text itself, differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from translate_cli.inline import is_nested
from translate_cli.memory import MemoryMatch, MemoryUnit, TranslationMemory
from translate_cli.model import InlineCode, Segment, Target, Unit


def sign_run(*, models: Sequence[str], glossary_sha256: str, enforce: str, version: str) -> str:
    """Return the signature of a run: what a machine translation follows from beside its source.

    >>> one = sign_run(models=["starter"], glossary_sha256="", enforce="strict", version="1")
    >>> one == sign_run(models=["starter"], glossary_sha256="", enforce="check", version="1")
    False
    """
    data = json.dumps([list(models), glossary_sha256, enforce, version])
    return hashlib.sha256(data.encode()).hexdigest()[:16]


class MemoryStore:
    """Serves a run from a translation memory; fulfils translate_cli.pipeline.UnitStore.

    `threshold` is the least similarity in per cent from which work of people for a similar text is
    used; 100 asks for the same text. `signatures` are those of the run by target language.
    """

    def __init__(
        self,
        memory: TranslationMemory,
        *,
        source_lang: str,
        signatures: Mapping[str, str],
        threshold: int = 100,
    ) -> None:
        self.memory = memory
        self.source_lang = source_lang
        self.signatures = dict(signatures)
        self.threshold = threshold
        self.reused = 0

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the memory."""
        self.memory.close()

    def recall(self, segments: Sequence[Segment], lang: str) -> list[Target | None]:
        """Return for each segment a translation to use, None where the model has to work."""
        found = [
            self._recall(segment, lang, *_neighbours(segments, number))
            for number, segment in enumerate(segments)
        ]
        self.reused += sum(target is not None for target in found)
        return found

    def _recall(
        self, segment: Segment, lang: str, previous: str | None, following: str | None
    ) -> Target | None:
        matches = self.memory.find_exact(
            segment.text,
            source_lang=self.source_lang,
            target_lang=lang,
            previous=previous,
            following=following,
        )
        for match in matches:
            human = match.unit.status != "machine"
            if human or match.unit.signature == self.signatures[lang]:
                codes = _fit_codes(segment.codes, match.unit)
                if codes is not None:
                    return _make_target(match, lang, codes)
        if self.threshold < 100 and not segment.codes:
            similar = self.memory.find_fuzzy(
                segment.text,
                source_lang=self.source_lang,
                target_lang=lang,
                threshold=self.threshold,
            )
            for match in similar:
                if match.unit.status != "machine":
                    return _make_target(match, lang, ())
        return None

    def keep(self, units: Sequence[Unit], *, document: str) -> None:
        """Store what the model made; what came from the memory is there already."""
        made = []
        for number, unit in enumerate(units):
            previous, following = _neighbours([u.segment for u in units], number)
            for lang, target in unit.targets.items():
                if target.origin.startswith("memory:") or not target.text:
                    continue
                made.append(
                    MemoryUnit(
                        unit.segment.text,
                        target.text,
                        self.source_lang,
                        lang,
                        "machine",
                        target.origin,
                        target.score_logprob,
                        self.signatures[lang],
                        document,
                        previous,
                        following,
                        unit.segment.codes,
                        target.codes,
                    )
                )
        self.memory.add(made)


def _neighbours(segments: Sequence[Segment], number: int) -> tuple[str | None, str | None]:
    """Return the texts beside a segment; None at the edge of what was read so far."""
    before = segments[number - 1].text if number else None
    after = segments[number + 1].text if number + 1 < len(segments) else None
    return before, after


def _fit_codes(codes: Sequence[InlineCode], unit: MemoryUnit) -> tuple[InlineCode, ...] | None:
    """Return the stored codes with the numbers and data of these ones; None where they differ."""
    if len(codes) != len(unit.source_codes):
        return None
    names: dict[tuple[int, str], InlineCode] = {}
    for mine, stored in zip(codes, unit.source_codes, strict=True):
        if (mine.kind, mine.position) != (stored.kind, stored.position):
            return None
        names[stored.number, stored.kind] = mine
    fitted = []
    for stored in unit.target_codes:
        if (stored.number, stored.kind) not in names:
            return None
        mine = names.pop((stored.number, stored.kind))
        fitted.append(replace(mine, position=stored.position))
    if names or not is_nested(fitted):
        return None
    return tuple(fitted)


def _make_target(match: MemoryMatch, lang: str, codes: tuple[InlineCode, ...]) -> Target:
    unit = match.unit
    if unit.status == "machine":
        origin = unit.origin
    else:
        origin = f"memory:{unit.status}" if match.score >= 100 else f"memory:fuzzy-{match.score}"
    score = unit.score_logprob if unit.score_logprob is not None else 0.0
    return Target(lang, unit.target, origin, score, codes=codes)
