"""Replace a file in one step and under a lock: no crash and no second editor loses a line."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from glossary.errors import TermbaseNotFoundError, TermbaseWriteError

_POLL_S: Final = 0.02


def read_bytes(path: Path, *, max_bytes: int | None = None) -> bytes:
    """Read a whole file; raise TermbaseNotFoundError where that is not possible."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
        if max_bytes is not None and path.stat().st_size > max_bytes:
            raise OSError(errno.EFBIG, f"it is larger than {max_bytes:,} bytes", str(path))
        return path.read_bytes()
    except FileNotFoundError as exc:
        raise TermbaseNotFoundError(
            "there is no such file.", path=path, hint="Check the path or --glossary."
        ) from exc
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise TermbaseNotFoundError(
            f"it cannot be read: {reason}.", path=path, hint="Give another file."
        ) from exc


@contextlib.contextmanager
def write_beside(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of `path` when the block ends without an error.

    It is written beside `path`, so that the rename stays on one file system, and is on the disk
    before the rename. Follows a symbolic link and keeps the permissions of the file that was there.
    On an error `path` stays as it was. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".lugat-{secrets.token_hex(8)}.part")
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    descriptor = os.open(
        temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
        _sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes, *, lock: FileLock | None = None) -> None:
    """Write `data` to `path` in one step, as `write_beside` does.

    A `lock` that is held on the path goes over to the new file. Raises TermbaseWriteError; the old
    file is then whole.
    """
    try:
        with write_beside(path) as file:
            file.write(data)
            if lock is not None:
                lock.take_over(file.fileno())
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise TermbaseWriteError(
            f"it cannot be written: {reason}.",
            path=path,
            hint="Check the permissions and the free space, or give another file.",
        ) from exc


def _sync_folder(folder: Path) -> None:
    # Without this a power cut can undo the rename; Windows cannot open a folder and needs it not.
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


class FileLock:
    """An exclusive lock on a path, held from `lock_file` to the end of its block."""

    def __init__(self, descriptor: int) -> None:
        self._descriptors = [descriptor]

    def take_over(self, descriptor: int) -> None:
        """Lock a file that is about to take the place of the locked one.

        The lock is on the file and not on its name: without this, others could lock the path as
        soon as the new file is there, while the block still runs.
        """
        if sys.platform != "win32":
            copy = os.dup(descriptor)
            self._descriptors.append(copy)
            fcntl.flock(copy, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Give the lock back."""
        while self._descriptors:
            os.close(self._descriptors.pop())


@contextlib.contextmanager
def lock_file(path: Path, *, timeout_s: float = 10.0) -> Iterator[FileLock]:
    """Hold the exclusive lock on a file while the block runs.

    Raises TermbaseWriteError when another process keeps it longer than `timeout_s`.
    """
    deadline = time.monotonic() + timeout_s
    descriptor = _try_lock(path)
    while descriptor is None:
        if time.monotonic() >= deadline:
            raise TermbaseWriteError(
                f"another program has been writing it for {timeout_s:g} seconds.",
                path=path,
                hint="Try again when it is done.",
            )
        time.sleep(_POLL_S)
        descriptor = _try_lock(path)
    lock = FileLock(descriptor)
    try:
        yield lock
    finally:
        lock.release()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(path: Path) -> int | None:
        # Windows cannot replace a file that is open, so the lock is a file of its own.
        key = hashlib.sha256(os.path.realpath(path).casefold().encode()).hexdigest()[:16]
        name = Path(tempfile.gettempdir()) / f"lugat-{key}.lock"
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(descriptor)
            return None
        return descriptor

else:
    import fcntl

    def _try_lock(path: Path) -> int | None:
        # A lock on the file itself leaves nothing behind. When its holder has put a new file at
        # the path, a lock on the old one is worth nothing: then the caller tries again.
        try:
            # A network file system grants an exclusive lock only to who may write.
            descriptor = os.open(path, os.O_RDWR if os.access(path, os.W_OK) else os.O_RDONLY)
        except OSError as exc:
            raise TermbaseNotFoundError(
                f"it cannot be opened: {exc.strerror}.", path=path, hint="Check the path."
            ) from exc
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            here, there = os.fstat(descriptor), path.stat()
        except (BlockingIOError, FileNotFoundError):
            os.close(descriptor)
            return None
        except OSError as exc:
            os.close(descriptor)
            raise TermbaseWriteError(
                f"it cannot be locked: {exc.strerror}.",
                path=path,
                hint="Work on a copy on a local disk.",
            ) from exc
        if (here.st_dev, here.st_ino) != (there.st_dev, there.st_ino):
            os.close(descriptor)
            return None
        return descriptor
