"""The units of a translation memory, and how a row of its file holds one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from translate_cli.memory_schema import hash_text
from translate_cli.model import InlineCode

UnitStatus = Literal["machine", "reviewed", "approved"]
STATUSES: Final[tuple[UnitStatus, ...]] = ("machine", "reviewed", "approved")
"""From the weakest to the strongest."""

COLUMNS: Final = (
    "u.id, s.lang, u.lang, s.text, u.target, u.status, u.origin, u.score, u.signature, u.document,"
    " u.previous, u.following, u.source_codes, u.target_codes, u.created_at, u.changed_at"
)
"""What `read_unit` takes, of `units u` and `sources s`."""


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """A source with one translation.

    `previous` and `following` are the source texts beside it in its document (numbers that stand
    for them, once stored), "" where it is the first or last, None where that is not known.
    `signature` names model, glossary and options of a machine translation. `id` is 0 and
    the times are None before it is stored.
    """

    source: str
    target: str
    source_lang: str
    target_lang: str
    status: UnitStatus = "machine"
    origin: str = ""
    score_logprob: float | None = None
    signature: str = ""
    document: str = ""
    previous: str | int | None = None
    following: str | int | None = None
    source_codes: tuple[InlineCode, ...] = ()
    target_codes: tuple[InlineCode, ...] = ()
    created_at: datetime | None = None
    changed_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A unit of the memory and how alike its source is, in per cent.

    101: the same text between the same neighbours; 100: the same text; below: fuzzy.
    """

    unit: MemoryUnit
    score: int


def hash_context(text: str | int | None) -> int | None:
    """Return the stored form of a neighbour; a number is one already."""
    return hash_text(text) if isinstance(text, str) else text


def read_unit(row: Sequence[Any]) -> MemoryUnit:
    """Return the unit of a row of COLUMNS."""
    return MemoryUnit(
        source=row[3],
        target=row[4],
        source_lang=row[1],
        target_lang=row[2],
        status=STATUSES[row[5]],
        origin=row[6],
        score_logprob=row[7],
        signature=row[8],
        document=row[9],
        previous=row[10],
        following=row[11],
        source_codes=_load_codes(row[12]),
        target_codes=_load_codes(row[13]),
        created_at=datetime.fromisoformat(row[14]),
        changed_at=datetime.fromisoformat(row[15]),
        id=row[0],
    )


def format_time(time: datetime | None) -> str:
    """Return a time as the file holds it, "" for none."""
    return time.astimezone(UTC).isoformat(timespec="seconds") if time else ""


def dump_codes(codes: Sequence[InlineCode]) -> str:
    """Return codes as the file holds them."""
    if not codes:
        return ""
    return json.dumps([[c.number, c.kind, c.position, c.data] for c in codes], ensure_ascii=False)


def _load_codes(text: str) -> tuple[InlineCode, ...]:
    return tuple(InlineCode(*item) for item in json.loads(text)) if text else ()
