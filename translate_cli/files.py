"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from translate_cli.errors import OutputError


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of `path` when the block ends without an error.

    The file is written beside `path`, so that the rename stays on one file system; on an error it
    is removed and `path` stays as it was. Raises OutputError where writing is not possible.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".lugat-", suffix=".part", dir=path.parent)
    except OSError as exc:
        raise _unwritable(path, exc) from exc
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_read_umask())
        temporary.replace(path)
    except OSError as exc:
        raise _unwritable(path, exc) from exc
    finally:
        temporary.unlink(missing_ok=True)


def _read_umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


def _unwritable(path: Path, exc: OSError) -> OutputError:
    return OutputError(
        f"the file cannot be written: {exc.strerror or exc}",
        where=path,
        hint="Check the folder, its permissions and the free space.",
    )
