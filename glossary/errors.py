"""Exceptions of the termbase library.

GlossaryError
├── TermbaseNotFoundError   no such file
├── TermbaseFormatError     the file is there, a line of it is wrong
├── ConceptNotFoundError    no concept of that id
├── DuplicateConceptError   the id is taken
└── TermbaseWriteError      the file cannot be written, or somebody else changed it
"""

from __future__ import annotations

from pathlib import Path


class GlossaryError(Exception):
    """Base of all errors of this library: what is wrong, where, and what to do about it."""

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ""
        if self.path is not None:
            where = f"{self.path}:{self.line}: " if self.line is not None else f"{self.path}: "
        cure = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{cure}"


class TermbaseNotFoundError(GlossaryError):
    """The termbase file does not exist."""


class TermbaseFormatError(GlossaryError):
    """A line or cell of a termbase file cannot be read."""


class ConceptNotFoundError(GlossaryError):
    """No concept has the id that was asked for."""


class DuplicateConceptError(GlossaryError):
    """A concept of this id exists already."""


class TermbaseWriteError(GlossaryError):
    """The termbase cannot be written, or changed on disk since it was read."""
