from __future__ import annotations

import errno
import hashlib
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.modelserver import ModelServer
from translate_cli import download as download_module
from translate_cli import net
from translate_cli.download import Downloaded, download
from translate_cli.errors import DownloadError
from translate_cli.files import sha256_file
from translate_cli.net import read_url

BODY = b"".join(hashlib.sha256(str(i).encode()).digest() for i in range(9000))
SHA256 = hashlib.sha256(BODY).hexdigest()
SIZE = len(BODY)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / "paket.argosmodel"


def left(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


def test_whole_file_arrives_and_nothing_else_remains(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY)
    calls: list[tuple[int, int | None]] = []
    got = download(
        url,
        target,
        expected_sha256=SHA256.upper(),
        progress=lambda done, total: calls.append((done, total)),
    )
    assert got == Downloaded(target, SHA256, SIZE, url)
    assert target.read_bytes() == BODY
    assert left(target) == {"paket.argosmodel"}
    assert calls[0] == (0, SIZE)
    assert calls[-1] == (SIZE, SIZE)


def test_truncated_download_fails_then_the_next_run_resumes(
    server: ModelServer, target: Path
) -> None:
    url = server.put("/p", BODY, break_after=100_000)
    with pytest.raises(DownloadError, match=f"cut short after 100,000 of {SIZE:,} bytes"):
        download(url, target, expected_sha256=SHA256, retries=0)
    assert left(target) == {"paket.argosmodel.part", "paket.argosmodel.part.json"}
    assert target.with_name("paket.argosmodel.part").read_bytes() == BODY[:100_000]
    calls: list[int] = []
    got = download(url, target, expected_sha256=SHA256, progress=lambda done, _: calls.append(done))
    assert got.sha256 == SHA256
    assert target.read_bytes() == BODY
    assert left(target) == {"paket.argosmodel"}
    assert calls[0] == 100_000
    assert [(s.range, s.status) for s in server.seen] == [(None, 200), ("bytes=100000-", 206)]
    assert server.seen[1].if_range == server.resources["/p"].validator


def test_truncated_download_is_continued_within_one_run(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, break_after=90_000, breaks=2)
    download(url, target, retries=2)
    assert target.read_bytes() == BODY
    assert [s.range for s in server.seen] == [None, "bytes=90000-", "bytes=180000-"]


def test_truncation_of_a_stream_without_length_shows_in_the_hash(
    server: ModelServer, target: Path
) -> None:
    url = server.put("/p", BODY, length=False, break_after=50_000)
    with pytest.raises(DownloadError, match="wrong checksum"):
        download(url, target, expected_sha256=SHA256)
    assert left(target) == set()


def test_a_server_without_ranges_starts_over(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, ranges=False, break_after=100_000)
    with pytest.raises(DownloadError, match="cut short"):
        download(url, target, retries=0)
    download(url, target)
    assert server.seen[1].range == "bytes=100000-"
    assert server.seen[1].status == 200
    assert target.read_bytes() == BODY


def test_a_changed_file_is_not_glued_to_the_old_part(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, break_after=100_000)
    with pytest.raises(DownloadError):
        download(url, target, retries=0)
    newer = BODY[::-1]
    server.put("/p", newer)
    download(url, target)
    assert target.read_bytes() == newer


@pytest.mark.parametrize(
    "lie", [{"etag": "", "range_lie": 7}, {"etag": 'W/"weak"', "range_lie": 7}]
)
def test_a_wrong_range_starts_over(server: ModelServer, target: Path, lie: dict[str, Any]) -> None:
    url = server.put("/p", BODY, break_after=100_000, **lie)
    with pytest.raises(DownloadError):
        download(url, target, retries=0)
    download(url, target)
    assert target.read_bytes() == BODY
    assert [s.status for s in server.seen] == [200, 206, 200]


def test_resume_by_date_where_there_is_no_etag(server: ModelServer, target: Path) -> None:
    date = "Mon, 27 Oct 2025 09:30:05 GMT"
    url = server.put("/p", BODY, break_after=100_000, etag="", last_modified=date)
    download(url, target)
    assert server.seen[1].if_range == date
    assert target.read_bytes() == BODY


def test_a_part_without_any_proof_is_not_continued(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, etag="")
    target.parent.mkdir()
    part = target.with_name(target.name + ".part")
    part.write_bytes(b"something else")
    download(url, target)
    assert server.seen[0].range is None
    assert target.read_bytes() == BODY


def test_a_rotten_part_is_fetched_again_before_the_server_is_blamed(
    server: ModelServer, target: Path
) -> None:
    url = server.put("/p", BODY, break_after=100_000)
    with pytest.raises(DownloadError):
        download(url, target, retries=0)
    target.with_name(target.name + ".part").write_bytes(b"\0" * 100_000)
    assert download(url, target, expected_sha256=SHA256).sha256 == SHA256
    assert [s.status for s in server.seen] == [200, 206, 200]


def test_a_complete_part_is_taken_after_416(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, break_after=100_000)
    with pytest.raises(DownloadError):
        download(url, target, retries=0)
    target.with_name(target.name + ".part").write_bytes(BODY)
    assert download(url, target, expected_sha256=SHA256).size == SIZE
    assert server.seen[1].status == 416
    assert len(server.seen) == 2


def test_a_part_longer_than_the_file_is_fetched_again(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, break_after=100_000)
    with pytest.raises(DownloadError):
        download(url, target, retries=0)
    target.with_name(target.name + ".part").write_bytes(BODY + b"more")
    download(url, target, expected_sha256=SHA256)
    assert target.read_bytes() == BODY


def test_a_damaged_state_file_only_costs_the_part(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY)
    target.parent.mkdir()
    target.with_name(target.name + ".part").write_bytes(BODY[:10])
    target.with_name(target.name + ".part.json").write_text("[1,", encoding="utf-8")
    download(url, target)
    assert target.read_bytes() == BODY


def test_wrong_hash_leaves_nothing(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY)
    with pytest.raises(DownloadError) as info:
        download(url, target, expected_sha256="0" * 64)
    message = str(info.value)
    assert "wrong checksum" in message
    assert SHA256 in message
    assert "0" * 64 in message
    assert "\n" not in message
    assert left(target) == set()
    assert len(server.seen) == 1


def test_wrong_hash_keeps_a_good_older_file(server: ModelServer, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"older")
    with pytest.raises(DownloadError):
        download(server.put("/p", BODY), target, expected_sha256="0" * 64)
    assert target.read_bytes() == b"older"


def test_a_file_with_the_hash_needs_no_network(target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(BODY)
    got = download("http://127.0.0.1:1/p", target, expected_sha256={"0" * 64, SHA256})
    assert got.sha256 == SHA256


def test_the_next_link_is_tried(server: ModelServer, target: Path) -> None:
    links = [server.url("/gone"), server.put("/bad", b"no"), server.put("/good", BODY)]
    got = download(links, target, expected_sha256=SHA256)
    assert got.url == links[2]
    assert [s.path for s in server.seen] == ["/gone", "/bad", "/good"]


def test_all_links_are_named_when_all_fail(server: ModelServer, target: Path) -> None:
    links = [server.url("/gone"), server.put("/broken", status=500)]
    with pytest.raises(DownloadError) as info:
        download(links, target)
    assert "500" in str(info.value)
    assert "404" in str(info.value)
    assert links[0] in str(info.value)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404 Not Found"), (500, "500 Internal"), (503, "503")]
)
def test_http_errors(server: ModelServer, target: Path, status: int, words: str) -> None:
    url = server.put("/p", status=status)
    with pytest.raises(DownloadError, match=f"the server answered {words}") as info:
        download(url, target)
    assert info.value.where == url
    assert info.value.hint


def test_stalled_server_times_out_and_what_came_is_kept(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, stall_after=40_000)
    with pytest.raises(DownloadError, match=r"no answer within 0\.2 s"):
        download(url, target, timeout_s=0.2, retries=0)
    assert target.with_name(target.name + ".part").stat().st_size == 40_000
    server.put("/p", BODY)
    download(url, target)
    assert server.seen[-1].range == "bytes=40000-"


def test_server_that_accepts_and_says_nothing_times_out(target: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/p"
        with pytest.raises(DownloadError, match="no answer within"):
            download(url, target, timeout_s=0.2)


def test_slow_server_is_waited_for(server: ModelServer, target: Path) -> None:
    download(server.put("/p", BODY, delay_s=0.2), target, timeout_s=5)
    assert target.read_bytes() == BODY


def test_connection_refused(target: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(DownloadError, match="refused the connection") as info:
        download(f"http://127.0.0.1:{port}/p", target, timeout_s=2)
    assert "lugat models add" in str(info.value)


def test_unknown_host(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(DownloadError, match=r"the host name paket\.invalid cannot be resolved"):
        download("http://paket.invalid/p", target)


def test_peer_that_speaks_no_http(target: Path) -> None:
    import threading

    with socket.create_server(("127.0.0.1", 0)) as peer:

        def answer() -> None:
            connection, _ = peer.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-server\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(DownloadError, match="broke off"):
            download(f"http://127.0.0.1:{peer.getsockname()[1]}/p", target, timeout_s=2)
        thread.join()


def test_redirect_is_followed(server: ModelServer, target: Path) -> None:
    end = server.put("/end", BODY)
    download(server.put("/p", redirect_to=end), target, expected_sha256=SHA256)
    assert [s.path for s in server.seen] == ["/p", "/end"]


@pytest.mark.parametrize("place", ["file:///etc/hostname", "ftp://127.0.0.1/p", "gopher://x/"])
def test_redirect_to_another_scheme_is_refused(
    server: ModelServer, target: Path, place: str
) -> None:
    with pytest.raises(DownloadError, match="not allowed"):
        download(server.put("/p", redirect_to=place), target)
    assert not target.exists()


def test_redirect_from_https_down_to_http_is_refused() -> None:
    import io
    import urllib.request
    from http.client import HTTPMessage

    request = urllib.request.Request("https://example.org/p")
    with pytest.raises(DownloadError, match="not allowed"):
        net._Redirects().redirect_request(
            request, io.BytesIO(), 302, "Found", HTTPMessage(), "http://example.org/p"
        )


def test_redirect_loop(server: ModelServer, target: Path) -> None:
    with pytest.raises(DownloadError, match="302"):
        download(server.put("/p", redirect_to=server.url("/p")), target)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/p",
        "data:text/plain,hello",
        "ipfs://Qm",
        "http://",
        "http://[::1",
        "http://a:b/",
    ],
)
def test_unusable_addresses(url: str, target: Path) -> None:
    with pytest.raises(DownloadError) as info:
        download(url, target)
    assert "\n" not in str(info.value)
    assert not target.exists()


def test_file_address_and_plain_path(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "paketlər az.argosmodel"
    source.write_bytes(BODY)
    assert download(source.as_uri(), target, expected_sha256=SHA256).size == SIZE
    other = target.with_name("other")
    assert download(str(source), other).sha256 == SHA256


def test_file_address_that_is_not_there(tmp_path: Path, target: Path) -> None:
    with pytest.raises(DownloadError, match="cannot be read: No such file"):
        download((tmp_path / "yoxdur").as_uri(), target)
    with pytest.raises(DownloadError, match="another machine"):
        download("file://server/share/p", target)


def test_a_file_that_is_too_large_is_refused(server: ModelServer, target: Path) -> None:
    with pytest.raises(DownloadError, match="larger than"):
        download(server.put("/p", BODY), target, max_bytes=1000)
    with pytest.raises(DownloadError, match="larger than"):
        download(server.put("/q", BODY, length=False), target, max_bytes=1000)


def test_no_link(target: Path) -> None:
    with pytest.raises(DownloadError, match="no link"):
        download([], target)


def test_unwritable_folder(server: ModelServer, tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("x", encoding="utf-8")
    url = server.put("/p", BODY)
    with pytest.raises(DownloadError, match="cannot be read or written"):
        download([url, url], blocker / "sub" / "p")
    assert server.seen == []


def test_full_disk_is_told_and_no_other_link_is_tried(
    server: ModelServer, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(download_module.os, "fsync", fail)
    with pytest.raises(DownloadError, match="the disk is full"):
        download([server.put("/p", BODY), server.put("/q", BODY)], target)
    assert [s.path for s in server.seen] == ["/p"]
    assert not target.exists()


def test_state_remembers_what_the_part_is_of(server: ModelServer, target: Path) -> None:
    url = server.put("/p", BODY, break_after=10)
    with pytest.raises(DownloadError):
        download(url, target, retries=0)
    state = json.loads(target.with_name(target.name + ".part.json").read_text(encoding="utf-8"))
    assert state == {"url": url, "validator": server.resources["/p"].validator, "total": SIZE}


def test_read_url(server: ModelServer) -> None:
    assert read_url(server.put("/p", BODY)) == BODY
    with pytest.raises(DownloadError, match="cut short"):
        read_url(server.put("/q", BODY, break_after=10))
    with pytest.raises(DownloadError, match="larger than"):
        read_url(server.put("/r", BODY), max_bytes=1000)


def test_sha256_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"")
    assert sha256_file(path).startswith("e3b0c44298fc1c14")
