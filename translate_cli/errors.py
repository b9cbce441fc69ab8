"""Exceptions of the translator.

TranslateError
├── InputError          a file cannot be read as text, or an option names nothing usable
├── OutputError         a file or folder cannot be written
├── NoEngineError       no package and no starter model serves the language pair
├── PackageError        a model package is broken, unsafe or unknown
├── DownloadError       a download failed, was cut short, or has the wrong checksum
├── EngineError         the model failed on a text
└── MemoryStoreError    a translation memory cannot be read or written
"""

from __future__ import annotations

from pathlib import Path


class TranslateError(Exception):
    """Base of all errors of the product: what is wrong, where, and what to do about it.

    `where` is a path, an address or a package name.
    """

    def __init__(
        self, message: str, *, where: Path | str | None = None, hint: str | None = None
    ) -> None:
        self.message = message
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where is not None else ""
        cure = f" {self.hint}" if self.hint else ""
        return f"{place}{self.message}{cure}"


class InputError(TranslateError):
    """An input file or option cannot be used."""


class OutputError(TranslateError):
    """An output file or folder cannot be written."""


class NoEngineError(TranslateError):
    """Nothing here translates this language pair."""


class PackageError(TranslateError):
    """A model package is broken, unsafe, unknown or not installed."""


class DownloadError(TranslateError):
    """A download failed, was cut short, or does not have the expected checksum."""


class EngineError(TranslateError):
    """The engine failed on a text."""


class MemoryStoreError(TranslateError):
    """A translation memory is broken, locked, read-only, or the disk is full."""
