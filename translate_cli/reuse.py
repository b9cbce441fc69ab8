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
from typing import Final, Self

from translate_cli.inline import is_nested
from translate_cli.inline_fit import rename_codes, spread_codes
from translate_cli.memory import MemoryMatch, MemoryUnit, TranslationMemory
from translate_cli.model import CodedText, InlineCode, Issue, Segment, Target, Unit


def sign_run(*, models: Sequence[str], glossary_sha256: str, enforce: str, version: str) -> str:
    """Return the signature of a run: what a machine translation follows from beside its source.

    >>> one = sign_run(models=["starter"], glossary_sha256="", enforce="strict", version="1")
    >>> one == sign_run(models=["starter"], glossary_sha256="", enforce="check", version="1")
    False
    """
    data = json.dumps([list(models), glossary_sha256, enforce, version])
    return hashlib.sha256(data.encode()).hexdigest()[:16]


_GUESSED: Final = Issue(
    "codes-guessed", "The text was translated with other formatting; that was placed by length."
)
SUGGESTED_PERCENT: Final = 75
"""The similarity from which translators find a match worth editing: the default of their tools."""


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
        source = CodedText(segment.text, segment.codes)
        loose: MemoryMatch | None = None
        for match in matches:
            human = match.unit.status != "machine"
            if not human and loose is not None:
                break  # A draft with better formatting is worth less than the work of a person.
            if human or match.unit.signature == self.signatures[lang]:
                codes = _fit_codes(segment.codes, match.unit)
                if codes is not None:
                    return _make_target(match, lang, codes)
                loose = loose or (match if human else None)
        if loose is None and self.threshold < 100:
            similar = self.memory.find_fuzzy(
                segment.text,
                source_lang=self.source_lang,
                target_lang=lang,
                threshold=self.threshold,
                people_only=True,
                limit=1,
            )
            loose = next(iter(similar), None)
        if loose is None:
            return None
        target = _make_target(loose, lang, spread_codes(source, loose.unit.target))
        return replace(target, issues=(_GUESSED,)) if segment.codes else target

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


class Suggester:
    """Finds what people made of similar texts, to be offered beside the drafts of a machine.

    `threshold` is the least similarity in per cent.
    """

    def __init__(
        self,
        memory: TranslationMemory,
        *,
        source_lang: str,
        threshold: int = SUGGESTED_PERCENT,
        limit: int = 3,
    ) -> None:
        self._memory = memory
        self._source_lang = source_lang
        self._threshold = threshold
        self._limit = limit

    def __call__(self, unit: Unit, lang: str) -> list[MemoryMatch]:
        """Return the matches for a unit that a machine translated, the most similar first."""
        target = unit.targets.get(lang)
        if target is not None and target.origin.startswith("memory:"):
            return []
        return self._memory.find_fuzzy(
            unit.segment.text,
            source_lang=self._source_lang,
            target_lang=lang,
            threshold=self._threshold,
            limit=self._limit,
            people_only=True,
        )


def _neighbours(segments: Sequence[Segment], number: int) -> tuple[str | None, str | None]:
    """Return the texts beside a segment; None at the edge of what was read so far."""
    before = segments[number - 1].text if number else None
    after = segments[number + 1].text if number + 1 < len(segments) else None
    return before, after


def _fit_codes(codes: Sequence[InlineCode], unit: MemoryUnit) -> tuple[InlineCode, ...] | None:
    """Return the stored codes with the numbers and data of these ones; None where they differ."""
    if [code.position for code in codes] != [code.position for code in unit.source_codes]:
        return None
    fitted = rename_codes(codes, unit.source_codes, unit.target_codes)
    if fitted is None or not is_nested(fitted):
        return None
    whole = sorted((code.number, code.kind) for code in codes)
    return fitted if sorted((code.number, code.kind) for code in fitted) == whole else None


def _make_target(match: MemoryMatch, lang: str, codes: tuple[InlineCode, ...]) -> Target:
    unit = match.unit
    if unit.status == "machine":
        origin = unit.origin
    else:
        origin = f"memory:{unit.status}" if match.score >= 100 else f"memory:fuzzy-{match.score}"
    score = unit.score_logprob if unit.score_logprob is not None else 0.0
    return Target(lang, unit.target, origin, score, codes=codes)
