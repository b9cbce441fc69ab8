"""Which files a run reads, and which it will write: names are settled before the work begins."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from translate_cli.documents.formats import FORMATS, OUTPUT_SUFFIXES
from translate_cli.errors import InputError, OutputError

_TAG: Final = re.compile(r"^(?P<stem>.+)\.(?P<tag>[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)$")
_TEXT_SUFFIXES: Final = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to translate; `path` is None for standard input.

    `folder` is where it lies below the folder that was named: its translations go to the same
    place below the output folder.
    """

    path: Path | None
    folder: Path = Path()


def find_sources(
    paths: Sequence[Path | None], *, recursive: bool, source_lang: str, langs: Collection[str]
) -> list[Source]:
    """Return the files to translate; folders are searched with `recursive`.

    In a folder, files of a known format count, but neither hidden ones, nor those of another
    language by their name (NAME.en.txt, NAME.az-en.xlf), which an earlier run wrote. A pattern
    (docs/*.docx) that the shell left as it is is expanded. Raises InputError where nothing is
    found.
    """
    sources: list[Source] = []
    for path in paths:
        if path is None:
            sources.append(Source(None))
        elif path.is_dir():
            if not recursive:
                raise InputError(
                    "this is a folder, not a file.",
                    where=path,
                    hint="Name the files in it, or translate all of them with --recursive.",
                )
            found = list(_search(path, source_lang, langs))
            if not found:
                raise InputError(
                    "no file in this folder can be translated.",
                    where=path,
                    hint=f"Known endings: {', '.join(sorted([*FORMATS, *_TEXT_SUFFIXES]))}.",
                )
            sources += found
        elif not path.exists() and any(mark in str(path) for mark in "*?["):
            root = Path(path.anchor)
            named = sorted(root.glob(str(path.relative_to(root))))
            files = [Source(name) for name in named if name.is_file()]
            if not files:
                raise InputError("no file has a name like this.", where=path)
            sources += files
        else:
            sources.append(Source(path))
    return list(dict.fromkeys(sources))


def _search(root: Path, source_lang: str, langs: Collection[str]) -> Iterator[Source]:
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        hidden = any(part.startswith((".", "~$")) for part in inner.parts)
        suffix = path.suffix.lower()
        if hidden or not path.is_file() or suffix not in (*FORMATS, *_TEXT_SUFFIXES):
            continue
        if re.search(rf"\.{source_lang}-[a-z]{{2,3}}$", path.stem):
            continue  # NAME.az-en.xlf: drafts of an earlier run.
        tagged = _TAG.match(path.stem)
        tag = tagged["tag"].split("-")[0].lower() if tagged else source_lang
        if tag == source_lang or tag not in langs:
            yield Source(path, inner.parent)


def base_name(path: Path | None, source_lang: str) -> tuple[str, str]:
    """Split a file name into stem and ending, without the tag of the source language.

    >>> base_name(Path("qərar.az.txt"), "az")
    ('qərar', '.txt')
    """
    if path is None:
        return "stdin", ".txt"
    stem = path.stem
    found = _TAG.match(stem)
    if found and found["tag"].split("-")[0].lower() == source_lang:
        stem = found["stem"]
    return stem, path.suffix


def output_paths(
    sources: Sequence[Source], output: Path | None, source_lang: str, langs: Sequence[str]
) -> list[dict[str, Path]]:
    """Return for each input the output path of every language.

    `output` is a folder, or with one input and one language a file; without it the translations
    go beside their sources. Raises InputError where two outputs would have one name.
    """
    single = len(sources) == 1 and len(langs) == 1 and sources[0].folder == Path()
    is_file = output is not None and single and not output.is_dir() and bool(output.suffix)
    result: list[dict[str, Path]] = []
    taken: dict[Path, Path | None] = {}
    for source in sources:
        path = source.path
        stem, suffix = base_name(path, source_lang)
        suffix = OUTPUT_SUFFIXES.get(suffix.lower(), suffix)
        folder = output / source.folder if output else path.parent if path else Path()
        named = {}
        for lang in langs:
            target = output if is_file and output else folder / f"{stem}.{lang}{suffix}"
            if target in taken:
                raise InputError(
                    f"this and {taken[target]} would both be written to {target}.",
                    where=path,
                    hint="Translate them into different folders.",
                )
            _check_sources(sources, target, option="-o")
            taken[target] = path
            named[lang] = target
        result.append(named)
    return result


def exchange_paths(
    sources: Sequence[Source],
    tmx: Path | None,
    report: Path | None,
    source_lang: str,
    langs: Sequence[str],
    *,
    multilingual: bool = False,
) -> list[Path]:
    """Return the paths of the TMX files and the report.

    Raises InputError where two would have one name, or one would overwrite a source.
    """
    found: list[Path] = []
    if tmx:
        found += _place_tmx(sources, tmx, source_lang, langs, multilingual=multilingual)
    for target in found:
        _check_sources(sources, target, option="--tmx")
    if report:
        _check_sources(sources, report, option="--report")
        found.append(report)
    return found


def _place_tmx(
    sources: Sequence[Source],
    tmx: Path,
    source_lang: str,
    langs: Sequence[str],
    *,
    multilingual: bool,
) -> list[Path]:
    """Return the paths of the TMX files: of all sources in one set, or of each in a folder."""
    from translate_cli.exchange.tmx import tmx_paths

    if tmx.suffix.lower() == ".tmx":
        return list(
            tmx_paths(tmx, source_lang=source_lang, target_langs=langs, multilingual=multilingual)
        )
    found: list[Path] = []
    for source in sources:
        path = source.path
        stem = base_name(path, source_lang)[0]
        folder = tmx / source.folder
        base = folder / f"{stem}.tmx"
        for target in tmx_paths(
            base,
            source_lang=source_lang,
            target_langs=langs,
            multilingual=multilingual,
            tagged=True,
        ):
            if target in found:
                raise InputError(
                    f"this and another file would both be written to {target}.",
                    where=path,
                    hint="Name one TMX file for all of them.",
                )
            found.append(target)
    return found


def _check_sources(sources: Sequence[Source], target: Path, *, option: str) -> None:
    for path in (source.path for source in sources):
        if path is not None and target.exists() and target.samefile(path):
            raise InputError(
                "an output would overwrite this source.",
                where=path,
                hint=f"Name another output with {option}.",
            )


def make_folder(path: Path) -> None:
    """Make a folder for output; raise OutputError where that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(
            f"the folder cannot be made: {exc.strerror or exc}.",
            where=path,
            hint="Name another folder with -o.",
        ) from exc
