"""Keep built matchers on disk, so that the next run does not build them again.

What is kept is the index of a matcher: words, and for each term its place among the concepts. The
concepts themselves, with definitions and notes, are those that the caller has.

Format: JSON after one line with the key and the SHA-256 of the JSON. It is no pickle, because a
pickle runs whatever program somebody put into it, and not `marshal`, which reads a few milliseconds
sooner, but crashes on a forged file and changes with the version of Python. A forged index could
still hide a term. So a folder is used only where it is the user's and nobody else may write it, and
a file likewise is not read. A file that is cut short, damaged or of another program fails the
checksum; it is replaced.

The cache only ever saves time: where it cannot be read or written, the matcher is built, and
nothing is said.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from glossary.languages.suffixes import Node
from glossary.matcher import TermMatcher
from glossary.model import Concept, TermStatus
from glossary.term_index import Entry, TrieNode, build_index, pause_collector

MAX_FILES: Final = 32
"""Matchers that are kept; a termbase in three languages needs about six."""

_MAGIC: Final = "lugat-matcher-1"
_ENDING: Final = ".matcher"
_SOURCES: Final = ("matcher_cache.py", "model.py", "term_index.py", "text.py")
_Ending = tuple[Entry, ...]
_Stems = tuple[tuple[Node | None, Entry], ...]


def cached_matcher(
    concepts: Iterable[Concept],
    lang: str,
    *,
    statuses: tuple[TermStatus, ...] = ("preferred", "admitted"),
    fold_spelling: bool = False,
    folder: Path | None = None,
) -> TermMatcher:
    """Return the matcher that TermMatcher would build, from the cache where it is there.

    `folder` is the folder of the cache, by default `default_folder`; it is made where it is
    missing. Arguments are otherwise those of TermMatcher. Writes at most one file, in one step, and
    removes the files that were not used for longest beyond MAX_FILES.
    """
    concepts = list(concepts)
    key = ""
    with contextlib.suppress(OSError):  # A program packed without its sources keeps no cache.
        key = cache_key(concepts, lang, statuses=statuses, fold_spelling=fold_spelling)
    place = _open_folder(default_folder() if folder is None else folder) if key else None
    path = None if place is None else place / f"{key}{_ENDING}"
    if path is not None:
        body = _read(path, key)
        if body is not None:
            with pause_collector():
                indexes = [decode_index(stored, concepts) for stored in json.loads(body)]
            return TermMatcher.from_indexes(lang, statuses, *indexes)
    indexes = [
        build_index(concepts, lang, statuses, by_skeleton=by_skeleton)
        for by_skeleton in ((False, True) if fold_spelling else (False,))
    ]
    if path is not None:
        stored = [encode_index(index, concepts) for index in indexes]
        _write(path, key, json.dumps(stored, separators=(",", ":")).encode("ascii"))
    return TermMatcher.from_indexes(lang, statuses, *indexes)


def default_folder(*, environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of the cache in the user's cache folder.

    Honours XDG_CACHE_HOME everywhere, then the custom of the platform.
    """
    environ = os.environ if environ is None else environ
    named = Path(environ.get("XDG_CACHE_HOME") or ".")
    if named.is_absolute():  # The XDG specification has a relative path ignored.
        folder = named
    elif sys.platform == "win32":
        folder = Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Caches"
    else:
        folder = Path.home() / ".cache"
    return folder / "lugat" / "matchers"


def cache_key(
    concepts: Sequence[Concept],
    lang: str,
    *,
    statuses: tuple[TermStatus, ...],
    fold_spelling: bool,
) -> str:
    """Return the SHA-256, in hexadecimal, over all that an index follows from.

    That is the program, the options, and of each concept its terms of `lang`, part of speech and
    case sensitivity; definitions and notes may change without a new index. Raises OSError where the
    source files of the program are not there to be read.
    """
    rows = [
        (
            concept.pos,
            concept.case_sensitive,
            # The place of a term counts: an index names terms by it.
            [
                (place, term.text, term.status)
                for place, term in enumerate(concept.terms)
                if term.lang == lang
            ],
        )
        for concept in concepts
    ]
    data = json.dumps([_program(), lang, statuses, fold_spelling, rows])
    return hashlib.sha256(data.encode("ascii")).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """Return a digest of the source files that an index follows from; OSError without them.

    They say more than the version of the package, which stays the same while somebody works on a
    checkout, and to read them is quicker than to import `importlib.metadata` and ask.
    """
    package = Path(__file__).parent
    sources = [package / name for name in _SOURCES]
    sources += sorted(path for path in (package / "languages").iterdir() if path.is_file())
    digest = hashlib.sha256(unicodedata.unidata_version.encode("ascii"))
    for source in sources:
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()


def encode_index(root: TrieNode, concepts: Sequence[Concept]) -> list[Any]:
    """Return an index as plain lists and dicts, its concepts and terms as numbers.

    Lists of entries that occur at many places are stored once. A node comes after its children, the
    root last; the languages make no cycles.
    """
    places = {id(concept): number for number, concept in enumerate(concepts)}
    entries: dict[int, int] = {}
    rows: list[list[Any]] = []
    endings: dict[tuple[int, ...], int] = {}
    stems: dict[tuple[tuple[Node | None, int], ...], int] = {}
    nodes: dict[int, int] = {}
    stored: list[list[Any]] = []

    def number_of(entry: Entry) -> int:
        number = entries.setdefault(id(entry), len(rows))
        if number == len(rows):
            rows.append(
                [
                    places[id(entry.concept)],
                    entry.concept.terms.index(entry.term),
                    entry.lemma,
                    entry.exact_case,
                    entry.literal,
                    entry.abbreviation,
                    entry.guarded,
                    entry.plain,
                    entry.order,
                ]
            )
        return number

    for node in _iter_upwards(root):
        exact = {
            key: endings.setdefault(tuple(map(number_of, found)), len(endings))
            for key, found in node.exact.items()
        }
        begun = {
            key: stems.setdefault(
                tuple((start, number_of(entry)) for start, entry in found), len(stems)
            )
            for key, found in node.stems.items()
        }
        children = {key: nodes[id(child)] for key, child in node.children.items()}
        nodes[id(node)] = len(stored)
        stored.append([children, exact, begun, node.lengths])
    return [rows, list(endings), list(stems), stored]


def _iter_upwards(root: TrieNode) -> list[TrieNode]:
    """Return the nodes of an index once each, every node after its children."""
    ordered: list[TrieNode] = []
    seen: set[int] = set()
    stack = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            ordered.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack += [(child, False) for child in node.children.values()]
    return ordered


def decode_index(stored: list[Any], concepts: Sequence[Concept]) -> TrieNode:
    """Return the index that `encode_index` stored, with these concepts in it."""
    rows, endings, stems, nodes = stored
    entries = [
        Entry(concepts[concept], concepts[concept].terms[term], *rest)
        for concept, term, *rest in rows
    ]
    groups: list[_Ending] = [tuple([entries[number] for number in found]) for found in endings]
    # Few starts in the automaton serve thousands of stems: one tuple each saves memory.
    starts: dict[tuple[Any, ...], Node] = {}
    begun: list[_Stems] = []
    for found in stems:
        group: list[tuple[Node | None, Entry]] = []
        for start, number in found:
            node: Node | None = None
            if start is not None:
                name = tuple(start)
                node = starts.setdefault(name, name)
            group.append((node, entries[number]))
        begun.append(tuple(group))
    made: list[TrieNode] = []
    for children, exact, stem_keys, lengths in nodes:
        made.append(
            TrieNode(
                {key: made[number] for key, number in children.items()},
                {key: groups[number] for key, number in exact.items()},
                {key: begun[number] for key, number in stem_keys.items()},
                tuple(lengths),
            )
        )
    return made[-1]


def _open_folder(folder: Path) -> Path | None:
    """Return the folder, made where it is missing, or None where it is not the user's own."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_own(folder.stat()) else None
    except (OSError, ValueError):
        return None


def _is_own(status: os.stat_result) -> bool:
    """Tell whether a file or folder is the user's and nobody else may write it.

    Windows keeps the cache folder in the profile, which others cannot write.
    """
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(path: Path, key: str) -> bytes | None:
    """Return the stored JSON, or None where the file is missing, foreign or damaged."""
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode) or not _is_own(status):
                return None
            head, _, body = stream.read().partition(b"\n")
    except OSError:
        return None
    if head != _head(key, body):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # Files that are in use are kept longest.
    return body


def _head(key: str, body: bytes) -> bytes:
    return f"{_MAGIC} {key} {hashlib.sha256(body).hexdigest()}".encode("ascii")


def _write(path: Path, key: str, body: bytes) -> None:
    """Write a file in one step, readable by the user alone; where that fails, do without.

    There is no fsync: after a power cut the checksum tells.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(_head(key, body) + b"\n" + body)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            return
        _prune(path.parent)
    except OSError:
        return


def _prune(folder: Path) -> None:
    """Remove the matchers that were not used for longest, and what a killed run left."""
    aged = []
    for path in folder.iterdir():
        if path.suffix in (_ENDING, ".tmp"):
            with contextlib.suppress(OSError):  # Another run may have removed it.
                aged.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(aged)[:-MAX_FILES]:
        with contextlib.suppress(OSError):
            path.unlink()
