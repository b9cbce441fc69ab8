"""Write a file whole or not at all, and tell one from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from glossary.files import write_beside
from translate_cli.errors import OutputError


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of `path` when the block ends without an error.

    On an error it is removed and `path` stays as it was. Raises OutputError where writing is not
    possible.
    """
    try:
        with write_beside(path) as file:
            yield file
    except OSError as exc:
        raise OutputError(
            f"the file cannot be written: {exc.strerror or exc}",
            where=path,
            hint="Check the folder, its permissions and the free space.",
        ) from exc


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
