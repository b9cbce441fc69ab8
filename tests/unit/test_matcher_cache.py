from __future__ import annotations

import json
import os
import pickle
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glossary import matcher_cache
from glossary.matcher import TermMatcher
from glossary.matcher_cache import (
    MAX_FILES,
    cache_key,
    cached_matcher,
    decode_index,
    default_folder,
    encode_index,
)
from glossary.model import Concept, Match, Term, TermStatus
from glossary.shipped import shipped_termbase
from glossary.term_index import build_index
from glossary.tsv import load_concepts

ALL: tuple[TermStatus, ...] = ("preferred", "admitted", "forbidden")
ALLOWED: tuple[TermStatus, ...] = ("preferred", "admitted")

CONCEPTS = [
    Concept(
        "cybercrime",
        (
            Term("kibercinayətkarlıq", "az"),
            Term("cybercrime", "en"),
            Term("cyber criminality", "en", "forbidden"),
            Term("tội phạm mạng", "vi"),
        ),
        pos="noun",
    ),
    Concept(
        "un",
        (
            Term("BMT", "az"),
            Term("Birləşmiş Millətlər Təşkilatı", "az", "admitted"),
            Term("UN", "en"),
            Term("Liên hợp quốc", "vi"),
        ),
    ),
    Concept("case", (Term("cinayət işi", "az"), Term("vụ án hoà giải", "vi")), note="1"),
    Concept("to-sign", (Term("imzalamaq", "az"), Term("to sign", "en")), pos="verb"),
]
TEXTS = {
    "az": "KİBERCİNAYƏTKARLIĞA qarşı BMT-nin cinayət işlərini imzaladığı; kibercinayetkarliq.",
    "en": "Cyber-crimes, cyber criminality, the UN's paper that they signed.",
    "vi": "Tội phạm mạng, Liên hợp quốc, vụ án hòa giải; vụ án hoà giải.",
}


def places(matcher: TermMatcher, text: str) -> list[tuple[int, int, str, str, tuple[str, ...]]]:
    return [(m.start, m.end, m.concept.id, m.term.text, m.folded) for m in matcher.find(text)]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def no_building(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which a matcher can only come from the cache."""

    def forbid(*_: object, **__: object) -> None:
        raise AssertionError("it was built")

    return lambda: monkeypatch.setattr(matcher_cache, "build_index", forbid)


@pytest.mark.parametrize("fold_spelling", [False, True])
@pytest.mark.parametrize("lang", ["az", "en", "vi"])
def test_cached_matcher_finds_the_same(
    lang: str, fold_spelling: bool, tmp_path: Path, no_building: Callable[[], None]
) -> None:
    options: dict[str, Any] = {"statuses": ALL, "fold_spelling": fold_spelling}
    wanted = places(TermMatcher(CONCEPTS, lang, **options), TEXTS[lang])
    assert len(wanted) >= 3
    first = cached_matcher(CONCEPTS, lang, folder=tmp_path / "c", **options)
    assert places(first, TEXTS[lang]) == wanted
    no_building()
    second = cached_matcher(iter(CONCEPTS), lang, folder=tmp_path / "c", **options)
    assert places(second, TEXTS[lang]) == wanted
    assert (second.lang, second.statuses) == (lang, ALL)


@pytest.mark.parametrize("by_skeleton", [False, True])
@pytest.mark.parametrize("lang", ["az", "en", "vi"])
def test_index_of_the_shipped_termbase_comes_back_whole(lang: str, by_skeleton: bool) -> None:
    concepts = list(load_concepts(shipped_termbase()))
    index = build_index(concepts, lang, ALL, by_skeleton=by_skeleton)
    stored = json.loads(json.dumps(encode_index(index, concepts)))
    assert decode_index(stored, concepts) == index


def test_shared_nodes_stay_shared() -> None:
    index = build_index(CONCEPTS, "vi", ALL)
    again = decode_index(encode_index(index, CONCEPTS), CONCEPTS)
    node = again.children["vụ"].children["án"]
    assert node.children["hòa"] is node.children["hoà"]


def test_matches_hold_the_concepts_of_the_caller(
    tmp_path: Path, no_building: Callable[[], None]
) -> None:
    cached_matcher(CONCEPTS, "az", folder=tmp_path)
    no_building()
    edited = [replace(concept, note="new", definition="new") for concept in CONCEPTS]
    found: list[Match] = cached_matcher(edited, "az", folder=tmp_path).find(TEXTS["az"])
    assert found
    assert all(any(match.concept is concept for concept in edited) for match in found)
    assert all(match.term in match.concept.terms for match in found)


def key_of(concepts: list[Concept], lang: str = "en", **options: Any) -> str:
    return cache_key(concepts, lang, **{"statuses": ALLOWED, "fold_spelling": False} | options)


def test_key_follows_everything_that_decides() -> None:
    one = CONCEPTS[0]
    variants = [
        key_of(CONCEPTS),
        key_of(CONCEPTS, "az"),
        key_of(CONCEPTS, statuses=ALL),
        key_of(CONCEPTS, fold_spelling=True),
        key_of(CONCEPTS[:-1]),
        key_of(CONCEPTS[::-1]),
        key_of([replace(one, pos="verb"), *CONCEPTS[1:]]),
        key_of([replace(one, case_sensitive=True), *CONCEPTS[1:]]),
        key_of([replace(one, terms=one.terms[::-1]), *CONCEPTS[1:]]),
        key_of([replace(one, terms=(*one.terms, Term("e-crime", "en"))), *CONCEPTS[1:]]),
        key_of([replace(one, terms=(*one.terms, Term("e-crime", "en", "admitted")))]),
        key_of([replace(one, terms=(*one.terms, Term("e-crime", "en", "forbidden")))]),
        # A term of another language before it moves the place by which an index names it.
        key_of([replace(one, terms=(Term("cinayət", "az"), *one.terms)), *CONCEPTS[1:]]),
    ]
    assert len(set(variants)) == len(variants)
    assert key_of([replace(one, note="x", definition="y"), *CONCEPTS[1:]]) == variants[0]


def test_another_program_has_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(CONCEPTS)
    monkeypatch.setattr(matcher_cache, "_program", lambda: "0" * 64)
    assert key_of(CONCEPTS) != before


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of a copy of the library, which the cache takes for its own."""
    package = tmp_path / "program"
    shutil.copytree(Path(matcher_cache.__file__).parent, package)
    monkeypatch.setattr(matcher_cache, "__file__", str(package / "matcher_cache.py"))
    matcher_cache._program.cache_clear()
    yield package
    matcher_cache._program.cache_clear()


@pytest.mark.parametrize("name", ["text.py", "languages/az_nouns.py", "languages/en_irregular.tsv"])
def test_edited_program_has_another_key(name: str, program: Path) -> None:
    before = key_of(CONCEPTS)
    status = (program / name).stat()
    (program / name).write_bytes(flip((program / name).read_bytes()))
    os.utime(program / name, ns=(status.st_atime_ns, status.st_mtime_ns))
    matcher_cache._program.cache_clear()
    assert key_of(CONCEPTS) != before


def test_program_without_sources_keeps_no_cache(program: Path, tmp_path: Path) -> None:
    (program / "term_index.py").unlink()
    assert places(cached_matcher(CONCEPTS, "az", folder=tmp_path / "c"), "BMT-nin")
    assert not (tmp_path / "c").exists()


def flip(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


class Bomb:
    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.mkdir, ("bomb",)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        flip,
        lambda data: b"x" + data,
        lambda data: data.partition(b"\n")[0] + b"\n[]",
        lambda data: b"\xff\xfe" * 100,
        lambda data: pickle.dumps(Bomb()),
    ],
)
def test_damaged_file_is_replaced(
    damage: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cache"
    cached_matcher(CONCEPTS, "az", folder=folder)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    matcher = cached_matcher(CONCEPTS, "az", folder=folder)
    assert places(matcher, TEXTS["az"]) == places(TermMatcher(CONCEPTS, "az"), TEXTS["az"])
    assert path.read_bytes() == whole
    assert files(tmp_path) == ["cache"]


def test_file_of_another_key_is_not_taken(tmp_path: Path) -> None:
    cached_matcher(CONCEPTS[:1], "az", folder=tmp_path)
    (other,) = tmp_path.iterdir()
    cached_matcher(CONCEPTS, "az", folder=tmp_path)
    (path,) = set(tmp_path.iterdir()) - {other}
    path.write_bytes(other.read_bytes())
    assert places(cached_matcher(CONCEPTS, "az", folder=tmp_path), "BMT-nin")


def test_folder_in_the_way_of_the_file(tmp_path: Path) -> None:
    cached_matcher(CONCEPTS, "az", folder=tmp_path)
    (path,) = tmp_path.iterdir()
    path.unlink()
    path.mkdir()
    assert places(cached_matcher(CONCEPTS, "az", folder=tmp_path), "BMT-nin")
    assert files(tmp_path) == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
class TestPermissions:
    def test_others_read_nothing(self, tmp_path: Path) -> None:
        folder = tmp_path / "a" / "b"
        cached_matcher(CONCEPTS, "az", folder=folder)
        (path,) = folder.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    @pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777])
    def test_folder_that_others_write_is_left_alone(self, mode: int, tmp_path: Path) -> None:
        cached_matcher(CONCEPTS, "az", folder=tmp_path / "own")
        (stored,) = (tmp_path / "own").iterdir()
        folder = tmp_path / "open"
        folder.mkdir()
        folder.chmod(mode)
        assert places(cached_matcher(CONCEPTS, "az", folder=folder), "BMT-nin")
        assert files(folder) == []
        planted = folder / stored.name
        planted.write_bytes(b"planted")
        cached_matcher(CONCEPTS, "az", folder=folder)
        assert planted.read_bytes() == b"planted"

    def test_folder_of_somebody_else_is_left_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
        assert places(cached_matcher(CONCEPTS, "az", folder=tmp_path), "BMT-nin")
        assert files(tmp_path) == []

    def test_file_that_others_write_is_not_read(self, tmp_path: Path) -> None:
        cached_matcher(CONCEPTS, "az", folder=tmp_path)
        (path,) = tmp_path.iterdir()
        # Right by its checksum, and still not to be trusted: it knows no terms.
        body = json.dumps([encode_index(build_index([], "az", ALLOWED), [])]).encode()
        path.write_bytes(matcher_cache._head(path.stem, body) + b"\n" + body)
        assert not places(cached_matcher(CONCEPTS, "az", folder=tmp_path), "BMT-nin")
        path.chmod(0o666)
        assert places(cached_matcher(CONCEPTS, "az", folder=tmp_path), "BMT-nin")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_folder_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("a\0b")):
        assert places(cached_matcher(CONCEPTS, "az", folder=folder), "BMT-nin")
    assert files(tmp_path) == ["file"]


@pytest.mark.parametrize("broken", ["mkstemp", "replace"])
def test_failing_write_is_no_error(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        *((tempfile, "mkstemp") if broken == "mkstemp" else (Path, "replace")), fail
    )
    assert places(cached_matcher(CONCEPTS, "az", folder=tmp_path), "BMT-nin")
    assert files(tmp_path) == []


def test_keeps_the_files_that_are_used(tmp_path: Path, no_building: Callable[[], None]) -> None:
    cached_matcher(CONCEPTS, "az", folder=tmp_path)
    (used,) = tmp_path.iterdir()
    for number in range(MAX_FILES + 2):
        path = tmp_path / f"{number}.matcher"
        path.write_bytes(b"")
        os.utime(path, (1000 + number, 1000 + number))
    (tmp_path / ".left.tmp").write_bytes(b"")
    os.utime(tmp_path / ".left.tmp", (1, 1))
    (tmp_path / "notes.txt").write_text("not ours")
    os.utime(used, (500, 500))
    cached_matcher(CONCEPTS, "az", folder=tmp_path)  # Reading makes it young again.
    cached_matcher(CONCEPTS, "vi", folder=tmp_path)
    left = files(tmp_path)
    assert len(left) == MAX_FILES + 1
    assert {used.name, "notes.txt", f"{MAX_FILES + 1}.matcher"} <= set(left)
    assert not {".left.tmp", "0.matcher", "1.matcher", "2.matcher", "3.matcher"} & set(left)


def test_many_threads_at_once(tmp_path: Path) -> None:
    wanted = places(TermMatcher(CONCEPTS, "az"), TEXTS["az"])

    def run(_: int) -> object:
        return places(cached_matcher(CONCEPTS, "az", folder=tmp_path), TEXTS["az"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, range(24))) == [wanted] * 24
    assert len(files(tmp_path)) == 1


def test_default_folder(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_folder() == own_home / "cache" / "lugat" / "matchers"
    assert default_folder(environ={"XDG_CACHE_HOME": "/x"}) == Path("/x/lugat/matchers")
    if sys.platform == "linux":
        relative = default_folder(environ={"XDG_CACHE_HOME": "x"})
        assert relative == own_home / ".cache" / "lugat" / "matchers"
    cached_matcher(CONCEPTS, "az")
    assert len(files(default_folder())) == 1
