"""Open http, https and file addresses, with every failure told in one line.

What urllib, http.client, ssl and socket raise is mapped to DownloadError here and nowhere else.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from translate_cli import __version__
from translate_cli.errors import DownloadError

CHUNK_BYTES: Final = 1 << 16
RETRY_HINT: Final = "Check the connection and run the command again; it continues where it stopped."
OFFLINE_HINT: Final = (
    "Check the connection or proxy; on a machine without internet, fetch the package elsewhere "
    "and use `lugat models add FILE.argosmodel`."
)


class RangeRefusedError(DownloadError):
    """The server answered 416: nothing lies after the part that is there."""


def read_url(url: str, *, timeout_s: float = 30.0, max_bytes: int = 16 << 20) -> bytes:
    """Return the whole content of an http, https or file address, or of a plain path.

    Raises DownloadError as `download` does, and for more than `max_bytes`.
    """
    with open_url(url, {}, timeout_s) as response:
        total = content_length(response.headers)
        data = bytearray()
        while chunk := read_chunk(response, url, timeout_s):
            data += chunk
            check_size(len(data), max_bytes, url)
        if total is not None and len(data) < total:
            raise_cut(url, len(data), total)
        return bytes(data)


def local_path(url: str) -> Path | None:
    """Return the path that a file address or plain path means, None for another scheme.

    Raises DownloadError for a file address on another machine, or what is no address at all.

    >>> local_path("paketlər/index.json").as_posix()
    'paketlər/index.json'
    >>> local_path("https://example.org/index.json") is None
    True
    """
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError as exc:
        raise DownloadError(
            f"this is not a valid address: {exc}.", where=url, hint="Check the address."
        ) from exc
    scheme = parts.scheme.lower()
    if scheme == "file":
        if parts.netloc not in {"", "localhost"}:
            raise DownloadError(
                "a file address cannot name another machine.",
                where=url,
                hint="Write file:///folder/file, or the plain path.",
            )
        return Path(urllib.request.url2pathname(parts.path))
    # One letter is a Windows drive, no scheme at all is a plain path.
    return Path(url) if len(scheme) <= 1 and "://" not in url else None


def open_url(url: str, headers: dict[str, str], timeout_s: float) -> Any:
    """Return a response to read from, for HTTP with `headers` sent along.

    Raises RangeRefusedError for a range that lies behind the end, else DownloadError.
    """
    path = local_path(url)
    if path is not None:
        try:
            return _LocalResponse(path)
        except (OSError, ValueError) as exc:
            reason = getattr(exc, "strerror", None) or str(exc)
            raise DownloadError(
                f"the file cannot be read: {reason}.", where=url, hint="Check the path."
            ) from exc
    if urllib.parse.urlsplit(url).scheme.lower() not in {"http", "https"}:
        raise DownloadError(
            "this kind of address is not supported.",
            where=url,
            hint="Use an http, https or file address, or a plain path.",
        )
    opener = urllib.request.build_opener(_Redirects)
    try:
        request = urllib.request.Request(
            urllib.parse.quote(url, safe="%/:=&?~#+!$,;'@()*[]"),
            headers={
                "User-Agent": f"lugat/{__version__}",
                # A compressed transfer would make lengths and ranges mean something else.
                "Accept-Encoding": "identity",
                **headers,
            },
        )
        return opener.open(request, timeout=timeout_s)
    except urllib.error.HTTPError as exc:
        with exc:
            # The standard phrase, for the server may send anything in its place.
            phrase = http.client.responses.get(exc.code, "")
            if 300 <= exc.code < 400:
                phrase += ", a redirect that goes in circles or is not allowed"
            if exc.code == 416 and headers:
                raise RangeRefusedError("nothing lies after the part.", where=url) from exc
            raise DownloadError(
                f"the server answered {exc.code} {phrase}".rstrip() + ".",
                where=url,
                hint="Try again later."
                if exc.code >= 500 or exc.code == 429
                else "Check the address (--index URL).",
            ) from exc
    except (OSError, http.client.HTTPException, ValueError) as exc:
        _raise_network(url, exc, timeout_s)


def read_chunk(response: Any, url: str, timeout_s: float) -> bytes:
    """Return the next bytes of a response, empty at its end; raises DownloadError."""
    try:
        # read1 hands over what has come; read would lose it where the connection then breaks.
        reader = getattr(response, "read1", response.read)
        return bytes(reader(CHUNK_BYTES))
    except http.client.IncompleteRead as exc:
        raise DownloadError(
            "the transfer was cut short by the server.", where=url, hint=RETRY_HINT
        ) from exc
    except (OSError, http.client.HTTPException, ValueError) as exc:
        _raise_network(url, exc, timeout_s)


def _raise_network(url: str, exc: Exception, timeout_s: float) -> NoReturn:
    """Map what urllib, http.client and socket raise to one line that names the cause."""
    reason = exc.reason if isinstance(exc, urllib.error.URLError) else exc
    hint = OFFLINE_HINT
    if isinstance(reason, socket.gaierror):
        host = urllib.parse.urlsplit(url).hostname or url
        message = f"the host name {host} cannot be resolved"
    elif isinstance(reason, TimeoutError):
        message, hint = f"no answer within {timeout_s:g} s", RETRY_HINT
    elif isinstance(reason, ConnectionRefusedError):
        message = "the server refused the connection"
    elif isinstance(reason, ssl.SSLError):
        message = f"no secure connection: {reason.reason or reason}"
    elif isinstance(reason, (http.client.InvalidURL, ValueError)):
        message, hint = f"this is not a valid address: {reason}", "Check the address."
    elif isinstance(reason, (ConnectionError, http.client.HTTPException)):
        message, hint = "the connection broke off", RETRY_HINT
    else:
        message = f"the download failed: {getattr(reason, 'strerror', None) or reason}"
    raise DownloadError(f"{message}.", where=url, hint=hint) from exc


def raise_cut(url: str, done: int, total: int) -> NoReturn:
    """Raise the DownloadError for a transfer that ended too early."""
    raise DownloadError(
        f"the transfer was cut short after {done:,} of {total:,} bytes.", where=url, hint=RETRY_HINT
    )


def check_size(size: int, max_bytes: int, url: str) -> None:
    """Raise DownloadError for more bytes than are allowed."""
    if size > max_bytes:
        raise DownloadError(
            f"the file is larger than the {max_bytes:,} bytes allowed.",
            where=url,
            hint="Check the address.",
        )


def validator(headers: http.client.HTTPMessage) -> str | None:
    """Return what If-Range may carry: a strong ETag or a date (RFC 9110, section 13.1.5)."""
    etag = headers.get("ETag")
    if etag and not etag.startswith("W/"):
        return str(etag)
    return headers.get("Last-Modified")


def content_length(headers: http.client.HTTPMessage) -> int | None:
    """Return the Content-Length, None where it is not said or no number."""
    value = headers.get("Content-Length", "")
    return int(value) if value.isascii() and value.isdigit() else None


def content_range(headers: http.client.HTTPMessage) -> tuple[int, int | None]:
    """Return first byte and full length of `Content-Range: bytes 5-9/10`; -1 if unreadable."""
    unit, _, rest = headers.get("Content-Range", "").partition(" ")
    span, _, total = rest.partition("/")
    first = span.partition("-")[0]
    if unit.lower() != "bytes" or not (first.isascii() and first.isdigit()):
        return -1, None
    return int(first), int(total) if total.isascii() and total.isdigit() else None


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow redirects to http and https only, and never from https down to http."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        scheme = urllib.parse.urlsplit(newurl).scheme.lower()
        if scheme not in {"http", "https"} or (req.type == "https" and scheme != "https"):
            fp.close()
            raise DownloadError(
                f"the server redirects to {newurl}, which is not allowed.",
                where=req.full_url,
                hint="Use a link that stays on https.",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _LocalResponse:
    """A file on disk in the shape of an HTTP response."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.status = 200
        self.headers = http.client.HTTPMessage()
        self.headers["Content-Length"] = str(path.stat().st_size)

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def __enter__(self) -> _LocalResponse:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
