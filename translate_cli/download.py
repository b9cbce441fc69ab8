"""Download files over HTTP(S) or from disk: resumable, checked, never half there.

A download grows in `TARGET.part`; `TARGET.part.json` remembers what it is a part of (address,
ETag or date, length), so that a later run can ask for the rest with `Range` and `If-Range`.
`TARGET` itself only ever appears whole, with the expected SHA-256.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from translate_cli.errors import DownloadError
from translate_cli.files import sha256_file
from translate_cli.net import (
    RangeRefusedError,
    check_size,
    content_length,
    content_range,
    local_path,
    open_url,
    raise_cut,
    read_chunk,
    validator,
)

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are there and the bytes expected (None: not known)."""

MAX_BYTES: Final = 4 << 30


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that is complete on disk: where, its SHA-256 in lower-case hex, its size, its link."""

    path: Path
    sha256: str
    size: int
    url: str


def download(
    url: str | Sequence[str],
    target: Path,
    *,
    expected_sha256: str | Collection[str] | None = None,
    timeout_s: float = 30.0,
    progress: Progress | None = None,
    retries: int = 2,
    max_bytes: int = MAX_BYTES,
) -> Downloaded:
    """Fetch `url`, or the first of several links that works, into `target`.

    `expected_sha256` is one checksum or several of which any will do. A `target` that already
    has an expected one is returned without any network. A part left by an earlier run is
    continued where the server allows it. `timeout_s` bounds every wait for the server, not the
    whole transfer; `retries` is how often one link may be continued after it broke off. Raises
    DownloadError with the reason of the last link, naming the others.
    """
    urls = [url] if isinstance(url, str) else list(url)
    if not urls:
        raise DownloadError("there is no link to download from.", where=target.name)
    given = [expected_sha256] if isinstance(expected_sha256, str) else expected_sha256 or []
    expected = frozenset(digest.lower() for digest in given)
    if expected and target.is_file():
        with _disk_errors(target):
            digest = sha256_file(target)
        if digest in expected:
            return Downloaded(target, digest, target.stat().st_size, urls[0])
    with _disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    failures: list[DownloadError] = []
    for link in urls:
        try:
            return _download_link(link, target, expected, timeout_s, progress, retries, max_bytes)
        except _DiskError:
            raise
        except DownloadError as exc:
            failures.append(exc)
    last = failures[-1]
    if len(failures) == 1:
        raise last
    others = "; ".join(f"{exc.where}: {exc.message.rstrip('.')}" for exc in failures[:-1])
    raise DownloadError(
        f"{last.message.rstrip('.')} (before that, {others}).", where=last.where, hint=last.hint
    ) from last


class _DiskError(DownloadError):
    """Writing failed: no other link can help."""


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        full = exc.errno in {errno.ENOSPC, errno.EDQUOT}
        raise _DiskError(
            "the disk is full."
            if full
            else f"the file cannot be read or written: {exc.strerror or exc}.",
            where=path,
            hint="Free some space and run the command again; it continues where it stopped."
            if full
            else "Check the folder and its permissions.",
        ) from exc


def _download_link(
    url: str,
    target: Path,
    expected: frozenset[str],
    timeout_s: float,
    progress: Progress | None,
    retries: int,
    max_bytes: int,
) -> Downloaded:
    part = target.with_name(target.name + ".part")
    state = part.with_name(part.name + ".json")
    tries_left = retries
    while True:
        resumed = _resume_point(part, state, url)[0] > 0
        before = _size(part)
        try:
            _fetch(url, part, state, timeout_s, progress, max_bytes)
        except _DiskError:
            raise
        except DownloadError:
            # Ask again only where the attempt brought something, else the link is dead.
            if tries_left <= 0 or _size(part) <= before:
                raise
            tries_left -= 1
            continue
        with _disk_errors(part):
            digest = sha256_file(part)
        if not expected or digest in expected:
            break
        size = _size(part)
        with _disk_errors(part):
            part.unlink(missing_ok=True)
            state.unlink(missing_ok=True)
        if not resumed:
            raise DownloadError(
                f"wrong checksum: {size:,} bytes with SHA-256 {digest}, "
                f"expected {' or '.join(sorted(expected))}.",
                where=url,
                hint="Nothing was kept. Do not use this file; take the package from elsewhere.",
            )
        # The old part may be what is wrong: fetch all of it once before blaming the server.
    with _disk_errors(target):
        part.replace(target)
        state.unlink(missing_ok=True)
    return Downloaded(target, digest, target.stat().st_size, url)


def _fetch(
    url: str,
    part: Path,
    state: Path,
    timeout_s: float,
    progress: Progress | None,
    max_bytes: int,
) -> None:
    """Bring `part` to its full length, from where it stands if that is possible."""
    start, known = _resume_point(part, state, url)
    headers = {}
    if start:
        headers["Range"] = f"bytes={start}-"
        if known.get("validator"):
            headers["If-Range"] = known["validator"]
    try:
        response = open_url(url, headers, timeout_s)
    except RangeRefusedError:
        # What is there is already everything, or of another file.
        if start == known.get("total"):
            return
        start, response = 0, open_url(url, {}, timeout_s)
    with response:
        total = content_length(response.headers)
        if start and response.status == 206:
            first, total = content_range(response.headers)
            if first != start or (known.get("total") or total) != total:
                start = -1
        else:
            start = 0
        if start >= 0:
            _receive(url, response, part, state, start, total, timeout_s, progress, max_bytes)
            return
    # The server sent another range, or the file has changed: begin again.
    with _disk_errors(part):
        state.unlink(missing_ok=True)
    _fetch(url, part, state, timeout_s, progress, max_bytes)


def _receive(
    url: str,
    response: Any,
    part: Path,
    state: Path,
    start: int,
    total: int | None,
    timeout_s: float,
    progress: Progress | None,
    max_bytes: int,
) -> None:
    if total is not None:
        check_size(total, max_bytes, url)
    with _disk_errors(part):
        if start == 0:
            part.write_bytes(b"")
            known = {"url": url, "validator": validator(response.headers), "total": total}
            state.write_text(json.dumps(known), encoding="utf-8")
        file = part.open("ab")
    done = start
    with file:
        if progress:
            progress(done, total)
        while chunk := read_chunk(response, url, timeout_s):
            with _disk_errors(part):
                file.write(chunk)
                # What came before a break must be there to continue from.
                file.flush()
            done += len(chunk)
            check_size(done, max_bytes, url)
            if progress:
                progress(done, total)
        with _disk_errors(part):
            os.fsync(file.fileno())
    if total is not None and done < total:
        raise_cut(url, done, total)


def _resume_point(part: Path, state: Path, url: str) -> tuple[int, dict[str, Any]]:
    """Return the length of a part that belongs to `url`, with what is known of it, else 0."""
    if local_path(url) is not None:
        return 0, {}
    try:
        known = json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0, {}
    if not isinstance(known, dict) or known.get("url") != url:
        return 0, {}
    # With neither a validator nor a length nothing shows that the rest is of the same file.
    if not known.get("validator") and known.get("total") is None:
        return 0, {}
    return _size(part), known


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
