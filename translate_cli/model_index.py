"""The list of packages that can be downloaded: read it, and find the way for a language pair.

The list is Argos Translate's `index.json`: an array of metadata objects with `from_code`,
`to_code`, `package_version` and `links`. It carries no checksums, so known ones are pinned here.
"""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

from translate_cli.errors import DownloadError, InputError, PackageError
from translate_cli.models import (
    clean_text,
    load_settings,
    normalise_lang,
    read_setting,
    version_key,
)

LINK_SCHEMES: Final = frozenset({"http", "https", "file"})


@dataclass(frozen=True, slots=True)
class Pin:
    """What a published package must be: SHA-256 (lower-case hex) and size in bytes."""

    sha256: str
    size: int


PINS: Final[Mapping[tuple[str, str, str], Pin]] = MappingProxyType(
    {
        # Taken from the published file translate-en_vi-1_9.argosmodel (OPUS-MT, CC BY 4.0).
        ("en", "vi", "1.9"): Pin(
            sha256="86957101aa4099aa9a1a7492e41987d938d3cf0fdaf4fb684c0797a9d567dd16",
            size=67_770_159,
        ),
    }
)
"""Known checksums by source language, target language and version."""


class HasPair(Protocol):
    """What has a language pair and a version: a package of the list, or an installed one."""

    @property
    def source_lang(self) -> str:
        """Return the source language code."""
        ...

    @property
    def target_lang(self) -> str:
        """Return the target language code."""
        ...

    @property
    def version(self) -> str:
        """Return the version, numbers with dots."""
        ...


P = TypeVar("P", bound=HasPair)


@dataclass(frozen=True, slots=True)
class AvailablePackage:
    """A package of the list: its pair, version, and the links that it can be fetched from."""

    source_lang: str
    target_lang: str
    version: str
    links: tuple[str, ...]
    code: str
    source_name: str = ""
    target_name: str = ""

    @property
    def pair(self) -> str:
        """Return the pair as commands write it, such as `az-vi`."""
        return f"{self.source_lang}-{self.target_lang}"

    @property
    def file_name(self) -> str:
        """Return a safe name for the downloaded archive."""
        stem = f"translate-{self.source_lang}_{self.target_lang}-{self.version}"
        return re.sub(r"[^A-Za-z0-9_-]", "_", stem) + ".argosmodel"

    @property
    def pin(self) -> Pin | None:
        """Return the known checksum of this very version, None where there is none."""
        return PINS.get((self.source_lang, self.target_lang, self.version))


def parse_pair(text: str) -> tuple[str, str]:
    """Return source and target language of a pair as people write it.

    Raises InputError where the text is not two language codes.

    >>> parse_pair("az-vi")
    ('az', 'vi')
    >>> parse_pair("az_zh-Hant")
    ('az', 'zh-Hant')
    """
    code = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
    parts = text.strip().split("_") if "_" in text else text.strip().split("-")
    if len(parts) == 2 and all(re.fullmatch(code, part) for part in parts):
        source, target = parts
        if normalise_lang(source) != normalise_lang(target):
            return source, target
    raise InputError(
        "this is not a pair of two different languages.",
        where=clean_text(text) or "PAIR",
        hint="Write it like az-vi.",
    )


def default_index_url() -> str:
    """Return the address of the list that Argos Translate itself would read.

    ARGOS_PACKAGE_INDEX (a folder address, or that of a .json file) and Argos' settings.json
    are honoured. Raises PackageError where Argos' settings cannot be loaded.
    """
    base = read_setting("ARGOS_PACKAGE_INDEX")
    if base is None:
        return str(load_settings().remote_package_index)
    return base if base.endswith(".json") else base.rstrip("/") + "/index.json"


def fetch_index(url: str, timeout_s: float = 30.0) -> list[AvailablePackage]:
    """Return the translation packages of the list at an http, https or file address or path.

    Links may be relative to the list. Where the list is on disk, a package file beside it goes
    before the links: that is what a mirror for machines without internet looks like. Raises
    DownloadError where it cannot be fetched, PackageError where it is not such a list.
    """
    # A program that translates has no use for the code of the network.
    from translate_cli.net import local_path, read_url

    path = local_path(url)
    if path is not None and path.is_dir():
        url = str(path / "index.json")
    try:
        entries = json.loads(read_url(url, timeout_s=timeout_s).decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        raise PackageError(
            f"the package list is not valid JSON: {exc}.", where=url, hint=_INDEX_HINT
        ) from exc
    except DownloadError as exc:
        raise DownloadError(
            f"the package list cannot be fetched: {exc.message}", where=exc.where, hint=exc.hint
        ) from exc
    if not isinstance(entries, list):
        raise PackageError("the package list is not a JSON array.", where=url, hint=_INDEX_HINT)
    found = [package for entry in entries if (package := _read_entry(entry, url)) is not None]
    if not found:
        raise PackageError("the list names no translation package.", where=url, hint=_INDEX_HINT)
    return found


def resolve_route(available: Iterable[P], source: str, target: str) -> list[P]:
    """Return the packages that translate `source` into `target`: one, or two through a pivot.

    The direct package comes first, then the way through English, then that through the first
    other language by code; of several versions the newest. Raises PackageError that says which
    pairs come near.
    """
    source, target = normalise_lang(source), normalise_lang(target)
    newest: dict[tuple[str, str], P] = {}
    for package in available:
        pair = (normalise_lang(package.source_lang), normalise_lang(package.target_lang))
        held = newest.get(pair)
        if held is None or version_key(package.version) > version_key(held.version):
            newest[pair] = package
    if (source, target) in newest:
        return [newest[source, target]]
    pivots = {to for origin, to in newest if origin == source and (to, target) in newest}
    if pivots:
        pivot = "en" if "en" in pivots else min(pivots)
        return [newest[source, pivot], newest[pivot, target]]
    raise PackageError(
        f"there is no package {source}-{target} and no way through a third language.",
        hint=_near_pairs(newest, source, target),
    )


_INDEX_HINT: Final = "Check the address (--index URL, or ARGOS_PACKAGE_INDEX)."


def _near_pairs(pairs: Iterable[tuple[str, str]], source: str, target: str) -> str:
    known = sorted(pairs)
    parts = [
        f"{title}: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}"
        for title, names in (
            (f"from {source} there is", [f"{a}-{b}" for a, b in known if a == source]),
            (f"into {target}", [f"{a}-{b}" for a, b in known if b == target]),
        )
        if names
    ]
    text = "; ".join(parts) or f"Neither {source} nor {target} is in the list"
    return f"{text[0].upper()}{text[1:]}. `lugat models list --available` shows all."


def _read_entry(entry: Any, index_url: str) -> AvailablePackage | None:
    """Return the package of an entry, None for another kind (sentence splitters) or a bad one."""
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    codes = entry.get("from_code"), entry.get("to_code")
    if not all(isinstance(code, str) and code for code in codes):
        return None
    links = entry.get("links")
    source, target = (clean_text(str(code)) for code in codes)
    return AvailablePackage(
        source_lang=source,
        target_lang=target,
        version=clean_text(str(entry.get("package_version") or "")),
        links=_read_links(links if isinstance(links, list) else [], index_url),
        code=clean_text(str(entry.get("code") or f"translate-{source}_{target}")),
        source_name=clean_text(str(entry.get("from_name") or "")),
        target_name=clean_text(str(entry.get("to_name") or "")),
    )


def _read_links(links: Sequence[Any], index_url: str) -> tuple[str, ...]:
    """Return the usable links in order, absolute; the list also carries ipfs ones."""
    from translate_cli.net import local_path

    index_path = local_path(index_url)
    found: list[str] = []
    for link in links:
        if not isinstance(link, str) or not link.isprintable():
            continue
        try:
            parts = urllib.parse.urlsplit(link)
        except ValueError:
            continue
        name = urllib.parse.unquote(parts.path).rpartition("/")[2]
        if index_path is not None and name:
            beside = index_path.parent / name
            if beside.is_file() and str(beside) not in found:
                found.insert(0, str(beside))
        if not parts.scheme:
            if index_path is None:
                found.append(urllib.parse.urljoin(index_url, link))
            else:
                found.append(str(index_path.parent / Path(urllib.parse.unquote(link))))
        # A list from the network has no business in this machine's files.
        elif parts.scheme in LINK_SCHEMES and (parts.scheme != "file" or index_path is not None):
            found.append(link)
    return tuple(dict.fromkeys(found))
