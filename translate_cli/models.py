"""Model packages on this machine: which are there, which are broken, are they as installed.

Packages lie where Argos Translate keeps them, as it unpacks them, so both programs see the same
ones. What this product remembers of an install (checksums) lies *beside* the package folder, in
`FOLDER.lugat-install.json`: the folder stays exactly what the publisher made, and Argos, which
takes every folder there for a package, overlooks a plain file.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from translate_cli.archive import TOKENIZERS, FileRecord, read_metadata
from translate_cli.errors import PackageError
from translate_cli.files import sha256_file

RECORD_SUFFIX: Final = ".lugat-install.json"
OLD_SUFFIX: Final = ".lugat-old"
"""The former package while a new one takes its place: whole, and used if the new one never came."""

STAGING_PREFIX: Final = ".lugat-staging-"
REINSTALL_HINT: Final = "Install it again (`lugat models install PAIR --reinstall`) or remove it."


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """A translation package that is unpacked and complete enough to try to load.

    `path` holds metadata.json, `model/` and the tokenizer file; `target_prefix` is what the
    decoder must start with, as the metadata says ("" where nothing).
    """

    path: Path
    source_lang: str
    target_lang: str
    version: str
    name: str
    source_name: str = ""
    target_name: str = ""
    target_prefix: str = ""
    tokenizer: Literal["sentencepiece.model", "bpe.model"] = "sentencepiece.model"

    @property
    def pair(self) -> str:
        """Return the pair as commands write it, such as `az-vi`."""
        return f"{self.source_lang}-{self.target_lang}"

    @property
    def record_path(self) -> Path:
        """Return where the checksums of the install are kept."""
        return self.path.with_name(self.path.name.removesuffix(OLD_SUFFIX) + RECORD_SUFFIX)


@dataclass(frozen=True, slots=True)
class BrokenPackage:
    """A folder among the packages that cannot be used, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class InstallRecord:
    """What was known of a package when it was installed: its archive, and each of its files."""

    archive_sha256: str
    archive_size: int
    origin: str
    files: Mapping[str, FileRecord]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The result of checking a package; `recorded` says whether there were checksums to compare."""

    package: InstalledPackage
    recorded: bool
    problems: tuple[str, ...]


def load_settings() -> Any:
    """Return the module `argostranslate.settings`, which creates Argos' folders when imported.

    Raises PackageError where they cannot be created or Argos' own settings are wrong.
    """
    try:
        # It prints about a damaged settings.json, which must not get into our output.
        with contextlib.redirect_stdout(sys.stderr):
            return importlib.import_module("argostranslate.settings")
    except OSError as exc:
        raise PackageError(
            f"the data folders of Argos Translate cannot be created: {exc.strerror or exc}.",
            where=exc.filename,
            hint="Make it writable, or set XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME and "
            "ARGOS_PACKAGES_DIR to folders that are.",
        ) from exc
    except (RuntimeError, ValueError, KeyError, AssertionError) as exc:
        raise PackageError(
            f"the settings of Argos Translate are wrong: {exc!r}.",
            hint="Correct ~/.config/argos-translate/settings.json and the ARGOS_ variables.",
        ) from exc


def packages_dir() -> Path:
    """Return the folder that packages are installed into, the one of Argos Translate.

    ARGOS_PACKAGES_DIR, XDG_DATA_HOME and Argos' settings.json are honoured. Creates Argos'
    folders. Raises PackageError where that is not possible.
    """
    value = read_setting("ARGOS_PACKAGES_DIR")
    return Path(value) if value else Path(load_settings().data_dir) / "packages"


def read_setting(name: str) -> str | None:
    """Return a setting of Argos Translate from the environment, else from its settings.json."""
    settings = load_settings()
    with contextlib.redirect_stdout(sys.stderr):
        value = settings.get_setting(name)
    return None if value is None else str(value)


def iter_installed(packages_dir: Path | None = None) -> Iterator[InstalledPackage]:
    """Yield the usable translation packages by folder name; broken ones are passed over.

    Without `packages_dir`, those of every folder that Argos Translate looks in. A folder that
    does not exist holds none. Raises PackageError where a folder cannot be read.
    """
    for entry in _iter_entries(packages_dir):
        if isinstance(entry, InstalledPackage):
            yield entry


def iter_broken(packages_dir: Path | None = None) -> Iterator[BrokenPackage]:
    """Yield what `iter_installed` passes over although it should be a package."""
    for entry in _iter_entries(packages_dir):
        if isinstance(entry, BrokenPackage):
            yield entry


def iter_starter() -> Iterator[InstalledPackage]:
    """Yield the packages that ship with this product, none where they were left out."""
    return iter_installed(Path(__file__).parent / "starter")


def find_package(
    source: str, target: str, *, packages_dir: Path | None = None
) -> InstalledPackage | None:
    """Return the newest installed package for a language pair, None where there is none."""
    found = find_packages(source, target, packages_dir=packages_dir)
    return found[0] if found else None


def find_packages(
    source: str, target: str, *, packages_dir: Path | None = None
) -> list[InstalledPackage]:
    """Return all installed packages for a language pair, the newest version first."""
    pair = normalise_lang(source), normalise_lang(target)
    found = [
        package
        for package in iter_installed(packages_dir)
        if (normalise_lang(package.source_lang), normalise_lang(package.target_lang)) == pair
    ]
    return sorted(found, key=lambda package: version_key(package.version), reverse=True)


def verify_package(package: InstalledPackage) -> VerifyReport:
    """Check a package: its files against the checksums of the install, and that parts load.

    A package that something else installed has no checksums; then only the loading is tried.
    """
    problems: list[str] = []
    try:
        record = read_record(package.record_path)
    except PackageError as exc:
        record = None
        problems.append(exc.message.rstrip("."))
    if record is not None:
        problems += _compare_files(package.path, record)
    problems += _check_parts(package)
    return VerifyReport(package, record is not None, tuple(dict.fromkeys(problems)))


def read_record(path: Path) -> InstallRecord | None:
    """Return the record of an install, None where there is none.

    Raises PackageError where it is damaged.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return InstallRecord(
            archive_sha256=str(data["archive_sha256"]),
            archive_size=int(data["archive_size"]),
            origin=str(data["origin"]),
            files={
                str(name): FileRecord(int(item["size"]), str(item["sha256"]))
                for name, item in data["files"].items()
            },
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as exc:
        raise PackageError(
            f"the install record {path.name} cannot be read.", where=path, hint=REINSTALL_HINT
        ) from exc


def normalise_lang(code: str) -> str:
    """Return a language code in the form in which two are compared.

    >>> normalise_lang("zh_Hant")
    'zh-hant'
    """
    return code.replace("_", "-").lower()


def version_key(version: str) -> tuple[int, ...]:
    """Return a key that sorts package versions by their numbers.

    >>> version_key("1.10") > version_key("1.9")
    True
    """
    numbers = [int(number) for number in re.findall(r"[0-9]{1,9}", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def clean_text(text: str) -> str:
    """Return a text of a stranger's file with what could steer a terminal replaced by `?`.

    >>> clean_text("Azərbaycan" + chr(27) + "[2J")
    'Azərbaycan?[2J'
    """
    return "".join(char if char.isprintable() else "?" for char in text)


def _iter_entries(folder: Path | None) -> Iterator[InstalledPackage | BrokenPackage]:
    if folder is not None:
        folders = [folder]
    else:
        # Argos keeps further folders after the first one, where it runs as a snap.
        folders = [packages_dir(), *map(Path, load_settings().package_dirs[1:])]
    for place in folders:
        yield from _iter_folder(place)


def _iter_folder(folder: Path) -> Iterator[InstalledPackage | BrokenPackage]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as exc:
        raise PackageError(
            f"the packages folder cannot be read: {exc.strerror or exc}.",
            where=folder,
            hint="Check its permissions.",
        ) from exc
    names = {path.name for path in paths}
    for path in paths:
        stem = path.name.removesuffix(OLD_SUFFIX)
        replaced = stem != path.name and stem in names
        if replaced or path.name.startswith(STAGING_PREFIX):
            continue
        entry = load_package(path)
        if entry is not None:
            yield entry


def load_package(path: Path) -> InstalledPackage | BrokenPackage | None:
    """Return the package in a folder; None for one that is whole but translates nothing."""
    try:
        metadata = read_metadata(path)
        if metadata.get("type", "translate") != "translate":
            return None
        tokenizer = next((name for name in TOKENIZERS if (path / name).is_file()), None)
        if tokenizer is None:
            return BrokenPackage(path, f"the tokenizer ({' or '.join(TOKENIZERS)}) is missing")
        if not (path / "model" / "model.bin").is_file():
            return BrokenPackage(path, "model/model.bin is missing")
    except PackageError as exc:
        return BrokenPackage(path, exc.message.rstrip("."))
    except OSError as exc:
        return BrokenPackage(path, f"the folder cannot be read: {exc.strerror or exc}")

    def read(key: str) -> str:
        return clean_text(str(metadata.get(key) or ""))

    source, target = read("from_code"), read("to_code")
    source_name, target_name = read("from_name"), read("to_name")
    return InstalledPackage(
        path=path,
        source_lang=source,
        target_lang=target,
        version=read("package_version"),
        name=f"{source_name or source} → {target_name or target}",
        source_name=source_name,
        target_name=target_name,
        target_prefix=str(metadata.get("target_prefix") or ""),
        tokenizer="bpe.model" if tokenizer == "bpe.model" else "sentencepiece.model",
    )


def _compare_files(path: Path, record: InstallRecord) -> Iterator[str]:
    for name, expected in sorted(record.files.items()):
        file = path / name
        try:
            if not file.is_file():
                yield f"{name} is missing"
            elif file.stat().st_size != expected.size:
                yield f"{name} has {file.stat().st_size:,} bytes, not {expected.size:,}"
            elif sha256_file(file) != expected.sha256:
                yield f"{name} has changed"
        except OSError as exc:
            yield f"{name} cannot be read: {exc.strerror or exc}"
    present = {file.relative_to(path).as_posix() for file in path.rglob("*") if not file.is_dir()}
    for name in sorted(present - set(record.files)):
        yield f"{clean_text(name)} was added after the install"


def _check_parts(package: InstalledPackage) -> Iterator[str]:
    weights = package.path / "model" / "model.bin"
    try:
        if weights.stat().st_size == 0:
            yield "model/model.bin is empty"
        with weights.open("rb") as file:
            file.read(1)
    except OSError as exc:
        yield f"model/model.bin cannot be read: {exc.strerror or exc}"
    tokenizer_path = package.path / package.tokenizer
    try:
        from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

        if package.tokenizer == "bpe.model":
            tokenizer = BPETokenizer(tokenizer_path, package.source_lang, package.target_lang)
        else:
            tokenizer = SentencePieceTokenizer(tokenizer_path)
        with contextlib.redirect_stderr(io.StringIO()):
            tokens = tokenizer.encode("Azərbaycan Respublikası")
        if not tokens:
            yield f"{package.tokenizer} cuts a text into nothing"
    except (OSError, RuntimeError, ValueError, TypeError, IndexError, SystemExit) as exc:
        # The BPE reader prints and leaves the program for a file that is no list of merges.
        reason = str(exc).splitlines()[0] if str(exc) else type(exc).__name__
        yield f"{package.tokenizer} does not load: {clean_text(reason)}"
