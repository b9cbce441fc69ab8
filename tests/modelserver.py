"""A package server on this machine for tests: ranges, breaks, stalls, errors and redirects."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Resource:
    """What the server does with one path.

    `break_after`: close the connection after so many bytes of the answer, for the next `breaks`
    requests. `stall_after`: fall silent after so many bytes until the server stops. `status`:
    answer with this error. `redirect_to`: answer 302. `ranges`: honour Range. `etag`: None for
    one made of the body, "" for none. `length`: send Content-Length.
    `range_lie`: answer a Range with this first byte instead of the asked one.
    """

    body: bytes = b""
    break_after: int | None = None
    breaks: int = 1
    stall_after: int | None = None
    delay_s: float = 0.0
    status: int = 200
    redirect_to: str | None = None
    ranges: bool = True
    etag: str | None = None
    last_modified: str | None = None
    length: bool = True
    range_lie: int | None = None

    @property
    def validator(self) -> str:
        if self.etag is not None:
            return self.etag
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass
class Seen:
    """A request as it came in, and the status of the answer."""

    path: str
    range: str | None
    if_range: str | None
    status: int = 0


@dataclass
class ModelServer:
    """Serve `resources` by path from a thread; use as a context manager."""

    resources: dict[str, Resource] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)

    def __enter__(self) -> ModelServer:
        self._stopping = threading.Event()
        outer = self

        class Handler(_Handler):
            server_state = outer

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def wait_until_stopped(self) -> None:
        self._stopping.wait(20)

    def put(self, path: str, body: bytes = b"", **options: Any) -> str:
        self.resources[path] = Resource(body, **options)
        return self.url(path)


class _Server(ThreadingHTTPServer):
    # server_close waits for the handlers, so that no thread outlives its test.
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet: clients of these tests hang up on purpose."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server_state: ModelServer

    def do_GET(self) -> None:
        state = self.server_state
        seen = Seen(self.path, self.headers.get("Range"), self.headers.get("If-Range"))
        state.seen.append(seen)
        resource = state.resources.get(self.path, Resource(status=404))
        time.sleep(resource.delay_s)
        if resource.redirect_to is not None:
            self._answer(seen, 302, {"Location": resource.redirect_to})
            return
        if resource.status != 200:
            self._answer(seen, resource.status, {"Content-Length": "0"})
            return
        self._send_body(resource, seen)

    def _send_body(self, resource: Resource, seen: Seen) -> None:
        body, total = resource.body, len(resource.body)
        headers: dict[str, str] = {}
        if resource.validator:
            headers["ETag"] = resource.validator
        if resource.last_modified:
            headers["Last-Modified"] = resource.last_modified
        status, start = 200, 0
        known = {resource.validator, resource.last_modified}
        if resource.ranges and seen.range and (seen.if_range is None or seen.if_range in known):
            start = int(seen.range.removeprefix("bytes=").rstrip("-"))
            if start >= total:
                self._answer(seen, 416, {"Content-Range": f"bytes */{total}"})
                return
            status = 206
            if resource.range_lie is not None:
                start = resource.range_lie
            headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
        body = body[start:]
        if resource.length:
            headers["Content-Length"] = str(len(body))
        self._answer(seen, status, headers)
        if resource.stall_after is not None:
            self.wfile.write(body[: resource.stall_after])
            self.wfile.flush()
            self.server_state.wait_until_stopped()
            return
        if resource.break_after is not None and resource.breaks > 0:
            resource.breaks -= 1
            body = body[: resource.break_after]
        self.wfile.write(body)

    def _answer(self, seen: Seen, status: int, headers: dict[str, str]) -> None:
        seen.status = status
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Keep the test output clean."""
