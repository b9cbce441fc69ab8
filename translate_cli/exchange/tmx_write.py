"""Write TMX 1.4b as a stream: what OmegaT, Trados and memoQ read without complaint."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from translate_cli.errors import InputError, OutputError
from translate_cli.files import atomic_write
from translate_cli.model import CodedText, Target, TermUse, Unit
from translate_cli.xml_text import FORBIDDEN, remove_forbidden

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:-(?:[A-Z]{2}|[0-9]{3}))?")
"""Language or language-REGION: script and other subtags are not matched by CAT tools."""

_PROLOGUE: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'


@dataclass(frozen=True, slots=True)
class TmxCounts:
    """What went into a TMX file.

    `left_out` counts translations that were empty or not there (in a file of one language pair:
    units), `characters_removed` those that XML forbids.
    """

    units: int = 0
    left_out: int = 0
    characters_removed: int = 0


class TmxWriter:
    """Write one TMX file unit by unit, in constant memory; use it in a `with` block.

    One target language makes the file of a language pair, several make a multilingual file in
    which what belongs to one translation stands in its `tuv`. A path is replaced only when the
    block ends without an error; an open binary file is written to as it is and left open.

    `locales` maps languages to the codes to write (default: the plain codes). `created_at` is
    written in UTC; one without time zone is taken as local time. Raises InputError for language
    codes that tools do not match, OutputError where the file cannot be written.
    """

    def __init__(
        self,
        path_or_file: Path | str | BinaryIO,
        *,
        source_lang: str,
        target_langs: Sequence[str],
        version: str,
        created_at: datetime,
        locales: Mapping[str, str] | None = None,
        glossary_sha256: str = "",
        model: str = "",
    ) -> None:
        self._output = path_or_file
        self._source_lang = source_lang
        self._target_langs = tuple(target_langs)
        self._locales = resolve_locales(source_lang, self._target_langs, locales or {})
        self._signature = {
            "x-lugat-glossary": f"sha256:{glossary_sha256}" if glossary_sha256 else "",
            "x-model": model,
        }
        self._version = version
        self._created_at = created_at
        self._stack = ExitStack()
        self._xml: Any = None
        self._units = self._left_out = self._removed = 0

    @property
    def counts(self) -> TmxCounts:
        """What was written so far."""
        return TmxCounts(self._units, self._left_out, self._removed)

    def __enter__(self) -> TmxWriter:
        from lxml import etree

        try:
            with ExitStack() as stack:
                if isinstance(self._output, str | Path):
                    file = stack.enter_context(atomic_write(Path(self._output)))
                else:
                    file = self._output
                file.write(_PROLOGUE)
                xml = stack.enter_context(etree.xmlfile(file, encoding="utf-8", close=False))
                stack.enter_context(xml.element("tmx", version="1.4"))
                xml.write("\n", self._make_header(), with_tail=True)
                stack.callback(xml.write, "\n")
                stack.enter_context(xml.element("body"))
                xml.write("\n")
                self._xml = xml
                self._stack = stack.pop_all()
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._xml = None
        try:
            self._stack.__exit__(exc_type, exc, traceback)
        except OSError as error:
            raise self._unwritable(error) from error

    def write(self, unit: Unit, *, document: str = "", note: str = "", status: str = "") -> bool:
        """Write a unit and return whether anything of it was worth writing.

        `document` is the name of the document that it comes from, `note` a text for translators,
        `status` that of the memory.
        """
        from lxml import etree

        if self._xml is None:
            raise OutputError(
                "the TMX writer is not open", hint="Write units inside its with block."
            )
        source = CodedText(unit.segment.text, unit.segment.codes)
        targets = [
            target
            for target in (unit.targets.get(lang) for lang in self._target_langs)
            if target is not None and _says_something(source.text) and _says_something(target.text)
        ]
        self._left_out += len(self._target_langs) - len(targets)
        if not targets:
            return False
        tu = etree.Element("tu")
        tu.tail = "\n"
        self._add(tu, "prop", {"type": "x-document"}, document)
        self._add(tu, "prop", {"type": "x-segment-id"}, unit.segment.id)
        self._add(tu, "prop", {"type": "x-status"}, status)
        multilingual = len(self._target_langs) > 1
        if not multilingual:
            self._add_target_props(tu, unit, targets[0])
        self._add(tu, "note", {_XML_LANG: "en"}, note)
        self._add_variant(tu, self._source_lang, source)
        for target in targets:
            said = CodedText(target.text, target.codes)
            self._add_variant(tu, target.lang, said, (unit, target) if multilingual else None)
        try:
            self._xml.write(tu, with_tail=True)
        except OSError as error:
            raise self._unwritable(error) from error
        self._units += 1
        return True

    def _make_header(self) -> etree._Element:
        from lxml import etree

        header = etree.Element(
            "header",
            {
                "creationtool": "lugat",
                "creationtoolversion": self._clean(self._version),
                "segtype": "sentence",
                "o-tmf": "lugat",
                "adminlang": "en",
                "srclang": self._locales[self._source_lang],
                "datatype": "plaintext",
                "creationdate": self._created_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"),
            },
        )
        header.tail = "\n"
        for kind, value in self._signature.items():
            self._add(header, "prop", {"type": kind}, value)
        return header

    def _add_variant(
        self,
        tu: etree._Element,
        lang: str,
        said: CodedText,
        own: tuple[Unit, Target] | None = None,
    ) -> None:
        from lxml import etree

        tuv = etree.SubElement(tu, "tuv", {_XML_LANG: self._locales[lang]})
        tuv.tail = "\n"
        if own is not None:
            self._add_target_props(tuv, *own)
        fill_seg(etree.SubElement(tuv, "seg"), said, self._clean)

    def _add_target_props(self, parent: etree._Element, unit: Unit, target: Target) -> None:
        score = target.score_logprob
        for kind, value in (
            ("x-origin", target.origin),
            ("x-score-logprob", f"{score:.4f}" if math.isfinite(score) else ""),
            ("x-terms", "; ".join(describe_term(use, target.text) for use in target.terms)),
            ("x-issues", "; ".join(f"{i.code}: {i.message}" for i in target.issues)),
        ):
            self._add(parent, "prop", {"type": kind}, value)

    def _add(
        self, parent: etree._Element, name: str, attributes: dict[str, str], text: str
    ) -> None:
        """Add an element for people and programs; one with nothing to say is left out."""
        from lxml import etree

        text = self._clean(text)
        if text:
            if not len(parent):
                parent.text = "\n"
            element = etree.SubElement(parent, name, attributes)
            element.text = text
            element.tail = "\n"

    def _clean(self, text: str) -> str:
        cleaned, count = FORBIDDEN.subn("", text)
        self._removed += count
        return cleaned

    def _unwritable(self, error: OSError) -> OutputError:
        where = self._output if isinstance(self._output, str | Path) else None
        return OutputError(
            f"the TMX file cannot be written: {error.strerror or error}",
            where=where,
            hint="Check the folder, its permissions and the free space.",
        )


def _says_something(text: str) -> bool:
    return bool(remove_forbidden(text).strip())


def fill_seg(seg: etree._Element, said: CodedText, clean: Callable[[str], str]) -> None:
    """Write a text with its codes into a `seg` element (TMX 1.4b, Content Markup, level 2).

    A pair becomes bpt and ept with the `i` of its number, half of a pair `it`, anything else `ph`.
    `clean` removes what XML cannot hold.
    """
    from lxml import etree

    kinds = [(code.number, code.kind) for code in said.codes]
    last: etree._Element | None = None
    position = 0
    for code in (*said.codes, None):
        end = len(said.text) if code is None else code.position
        text = clean(said.text[position:end])
        position = end
        if last is None:
            seg.text = (seg.text or "") + text
        else:
            last.tail = (last.tail or "") + text
        if code is None:
            return
        number = str(code.number)
        if code.kind == "single":
            last = etree.SubElement(seg, "ph", {"x": number})
        elif code.kind == "open":
            whole = (code.number, "close") in kinds
            attributes = {"i": number, "x": number} if whole else {"pos": "begin", "x": number}
            last = etree.SubElement(seg, "bpt" if whole else "it", attributes)
        else:
            whole = (code.number, "open") in kinds
            attributes = {"i": number} if whole else {"pos": "end", "x": number}
            last = etree.SubElement(seg, "ept" if whole else "it", attributes)
        last.text = clean(code.data)


def describe_term(use: TermUse, target_text: str) -> str:
    """Say in one readable line how a term came out in a translation.

    >>> use = TermUse("cybercrime", (0, 20), (3, 17), "preferred", "forced",
    ...               "kibercinayətkarlığın", "tội phạm mạng")
    >>> describe_term(use, "về tội phạm mạng")
    'kibercinayətkarlığın=tội phạm mạng [preferred, forced]'
    """
    found = target_text[slice(*use.target)] if use.target else ""
    labels = f"{use.status}, {use.how}" if use.how else use.status
    return f"{use.source_text}={found or use.expected} [{labels}]"


def tmx_paths(
    path: Path,
    *,
    source_lang: str,
    target_langs: Sequence[str],
    multilingual: bool = False,
    tagged: bool = False,
) -> dict[Path, tuple[str, ...]]:
    """Return the files that `write_tmx` makes of `path`, with the target languages of each.

    With `tagged`, the file of a single pair is named after it as well.

    >>> paths = tmx_paths(Path("siyasət.tmx"), source_lang="az", target_langs=["en", "vi"])
    >>> [path.name for path in paths]
    ['siyasət.az-en.tmx', 'siyasət.az-vi.tmx']
    """
    if multilingual or (len(target_langs) == 1 and not tagged):
        return {path: tuple(target_langs)}
    stem = path.name[: -len(path.suffix)] if path.suffix.lower() == ".tmx" else path.name
    return {path.with_name(f"{stem}.{source_lang}-{lang}.tmx"): (lang,) for lang in target_langs}


def write_tmx(
    path_or_file: Path | str | BinaryIO,
    units: Iterable[Unit],
    *,
    source_lang: str,
    target_langs: Sequence[str],
    version: str,
    created_at: datetime,
    multilingual: bool = False,
    document: str | Callable[[Unit], str] = "",
    locales: Mapping[str, str] | None = None,
    glossary_sha256: str = "",
    model: str = "",
) -> dict[str, TmxCounts]:
    """Write units to one TMX file a language pair, or to one `multilingual` file.

    With several target languages and not `multilingual`, NAME.tmx stands for NAME.az-en.tmx and
    so on (see `tmx_paths`). `units` is read once. `document` is the name to write for all units,
    or a function from a unit to it. Returns what was written, by file name ("" for an open file).
    Raises InputError and OutputError as `TmxWriter` does.
    """
    outputs: dict[Any, tuple[str, ...]]
    if isinstance(path_or_file, str | Path):
        outputs = dict(
            tmx_paths(
                Path(path_or_file),
                source_lang=source_lang,
                target_langs=target_langs,
                multilingual=multilingual,
            )
        )
    elif multilingual or len(target_langs) == 1:
        outputs = {path_or_file: tuple(target_langs)}
    else:
        raise InputError(
            "one open file cannot take several language pairs",
            hint="Give a path, one target language, or ask for a multilingual file.",
        )
    name_of = document if callable(document) else lambda unit: str(document)
    with ExitStack() as stack:
        writers = {
            output: stack.enter_context(
                TmxWriter(
                    output,
                    source_lang=source_lang,
                    target_langs=langs,
                    version=version,
                    created_at=created_at,
                    locales=locales,
                    glossary_sha256=glossary_sha256,
                    model=model,
                )
            )
            for output, langs in outputs.items()
        }
        for unit in units:
            for writer in writers.values():
                writer.write(unit, document=name_of(unit))
    return {
        str(output) if isinstance(output, Path) else "": writer.counts
        for output, writer in writers.items()
    }


def resolve_locales(
    source_lang: str, target_langs: tuple[str, ...], locales: Mapping[str, str]
) -> dict[str, str]:
    """Return the code to write for each language; InputError for codes that no tool matches."""
    langs = (source_lang, *target_langs)
    if not target_langs:
        raise InputError("a TMX file needs a target language", hint="Name one, such as en.")
    resolved = {lang: locales.get(lang, lang) for lang in langs}
    for code in resolved.values():
        if not _LOCALE.fullmatch(code):
            raise InputError(
                f"CAT tools do not match the language code {code!r}",
                where="locales",
                hint="Use a language, or language-REGION, such as az, az-AZ, en-GB or vi-VN.",
            )
    if len(set(resolved.values())) != len(langs):
        raise InputError(
            f"two languages of the file have the same code ({', '.join(resolved.values())})",
            where="locales",
            hint="Give every language a code of its own.",
        )
    return resolved
