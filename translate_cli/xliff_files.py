"""XLIFF files of a job: drafts go out for review, what people made of them comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

from translate_cli import __version__
from translate_cli.documents.formats import ReadOptions, format_document, read_document
from translate_cli.errors import InputError
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.exchange.xliff_read import XliffUnit, read_xliff
from translate_cli.exchange.xliff_write import XliffCounts, XliffVersion, write_xliff
from translate_cli.files import atomic_write
from translate_cli.job import Glossary, Result, name_of
from translate_cli.memory import UnitStatus
from translate_cli.model import CodedText, Unit
from translate_cli.outputs import Source, base_name, make_folder, output_paths
from translate_cli.reviewed import Matching, ReviewedText, match_segments

if TYPE_CHECKING:
    from translate_cli.reuse import Suggester

SUFFIXES: Final = (".xlf", ".xliff")
_EMPTY: Final = CodedText("")


def xliff_paths(
    sources: Sequence[Source], xliff: Path | None, *, source_lang: str, langs: Sequence[str]
) -> list[dict[str, Path]]:
    """Return for each source the XLIFF file of every language: NAME.az-en.xlf.

    `xliff` is a folder; or a file for all sources, which with several languages stands for one
    each; None is the folder of each source. Raises InputError where two documents would have one
    file, or a source would be overwritten.
    """
    single = xliff is not None and xliff.suffix.lower() in SUFFIXES and not xliff.is_dir()
    taken: set[Path] = set()
    result: list[dict[str, Path]] = []
    for source in sources:
        if single and xliff is not None:
            named = {
                lang: xliff
                if len(langs) == 1
                else xliff.with_name(f"{xliff.stem}.{source_lang}-{lang}{xliff.suffix}")
                for lang in langs
            }
        else:
            beside = source.path.parent if source.path else Path()
            folder = xliff / source.folder if xliff else beside
            stem = base_name(source.path, source_lang)[0]
            named = {lang: folder / f"{stem}.{source_lang}-{lang}.xlf" for lang in langs}
            if taken & set(named.values()):
                raise InputError(
                    f"this and another file would both be written to {next(iter(named.values()))}.",
                    where=source.path,
                    hint="Name one XLIFF file for all of them.",
                )
        taken |= set(named.values())
        result.append(named)
    for path in taken:
        for source in sources:
            if source.path is not None and path.exists() and path.samefile(source.path):
                raise InputError(
                    "an XLIFF file would overwrite this source.",
                    where=source.path,
                    hint="Name another folder or file for it.",
                )
    return result


def write_xliff_files(
    results: Sequence[Result],
    paths: Sequence[dict[str, Path]],
    *,
    source_lang: str,
    created_at: datetime,
    glossary: Glossary,
    model: str,
    version: XliffVersion = "1.2",
    suggest: Suggester | None = None,
) -> dict[Path, XliffCounts]:
    """Write the units of results to the files of their sources, as `xliff_paths` names them.

    Results that share a file stand in it one after the other. One without text gets no file.
    `suggest` finds what people made of similar texts.
    """
    files: dict[tuple[Path, str], list[Result]] = {}
    for result, named in zip(results, paths, strict=True):
        for lang, path in named.items():
            if result.units:
                files.setdefault((path, lang), []).append(result)
    written: dict[Path, XliffCounts] = {}
    for (path, lang), found in files.items():
        make_folder(path.parent)
        names = {id(unit): name_of(result.document) for result in found for unit in result.units}

        def name(unit: Unit, names: dict[int, str] = names) -> str:
            return names[id(unit)]

        written[path] = write_xliff(
            path,
            (unit for result in found for unit in result.units),
            document=name,
            source_lang=source_lang,
            target_lang=lang,
            tool_version=__version__,
            created_at=created_at,
            version=version,
            glossary_sha256=glossary.sha256,
            model=model,
            suggest=suggest,
        )
    return written


def iter_reviewed(
    path: Path, *, on_skip: Callable[[SkippedUnit], None], take_all: bool = False
) -> Iterator[ReviewedText]:
    """Yield the texts of an XLIFF file with what they are worth to the memory.

    Translated or reviewed ones are "reviewed", final, signed off or approved ones "approved". With
    `take_all`, every translation is at least "reviewed": some tools leave the states as they are.
    Raises InputError as `read_xliff` does, and for a file that does not say its languages.
    """
    for unit in read_xliff(path, on_skip=on_skip):
        if not unit.source_lang or not unit.target_lang:
            missing = "source" if not unit.source_lang else "target"
            raise InputError(
                f"the file does not say its {missing} language.",
                where=f"{path}:{unit.line}",
                hint="Export it again, or add the attribute: see the standard of XLIFF.",
            )
        yield ReviewedText(
            unit.id,
            unit.source,
            unit.target or _EMPTY,
            _status_of(unit, take_all),
            drop_region(unit.source_lang),
            drop_region(unit.target_lang),
            _file_name(unit.document),
        )


def _status_of(unit: XliffUnit, take_all: bool) -> UnitStatus:
    if unit.status == "untranslated" or not unit.translate:
        return "machine"
    if unit.status == "approved":
        return "approved"
    return "reviewed" if take_all or unit.status == "translated" else "machine"


def drop_region(lang: str) -> str:
    """Return a language tag without its region: the memory has one language for all of them.

    >>> drop_region("en-GB"), drop_region("zh-Hant-TW")
    ('en', 'zh-Hant')
    """
    first, *rest = lang.split("-")
    return "-".join([first, *(part for part in rest if len(part) > 3)])


def _file_name(original: str) -> str:
    """Return the name of the file in a path of any system."""
    return PureWindowsPath(PurePosixPath(original).name).name


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document made of reviewed translations: where it was written, and what fitted."""

    path: Path
    lang: str
    matching: Matching


def rebuild_document(
    document: Path,
    texts: Sequence[ReviewedText],
    output: Path | None,
    *,
    options: ReadOptions | None = None,
) -> list[Rebuilt]:
    """Write a document with the translations of `texts`, once for each of their languages.

    Only texts of a file of this name count, unless all are of one file. What has no translation
    stays as it is. Raises InputError where there are none of this document.
    """
    names = sorted({text.document for text in texts})
    if len(names) > 1:
        texts = [text for text in texts if text.document == document.name]
    source_langs = sorted({text.source_lang for text in texts})
    if len(source_langs) != 1:
        if source_langs:
            reason = f"the texts are in several languages: {', '.join(source_langs)}."
        elif names:
            reason = f"the XLIFF files hold no texts of this document, but of {', '.join(names)}."
        else:
            reason = "the XLIFF files hold no texts."
        raise InputError(
            reason, where=document, hint="Give the document that the files were made from."
        )
    read = read_document(document, source_langs[0], options=options)
    langs = list(dict.fromkeys(text.target_lang for text in texts))
    (named,) = output_paths([Source(document)], output, source_langs[0], langs)
    result = []
    for lang, path in named.items():
        matching = match_segments(read.segments, [t for t in texts if t.target_lang == lang])
        data = format_document(read, matching.translations, lang=lang)
        make_folder(path.parent)
        with atomic_write(path) as file:
            file.write(data)
        result.append(Rebuilt(path, lang, matching))
    return result
