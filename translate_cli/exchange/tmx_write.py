"""Write TMX 1.4b as a stream: what OmegaT, Trados and memoQ read without complaint."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from translate_cli.errors import InputError
from translate_cli.exchange.writing import ExchangeWriter
from translate_cli.memory_units import MemoryMatch, MemoryUnit, hash_context
from translate_cli.model import InlineCode, Segment, Target, TermUse, Unit
from translate_cli.xml_text import escape_attribute, escape_text, remove_forbidden

_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:-(?:[A-Z]{2}|[0-9]{3}))?")
"""Language or language-REGION: script and other subtags are not matched by CAT tools."""

_PROLOGUE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
"""
_END: Final = b"</body>\n</tmx>"


@dataclass(frozen=True, slots=True)
class TmxCounts:
    """What went into a TMX file.

    `left_out` counts translations that were empty or not there (in a file of one language pair:
    units), `characters_removed` those that XML forbids. `offered` are translations of similar texts
    from the memory, which `units` does not count.
    """

    units: int = 0
    left_out: int = 0
    characters_removed: int = 0
    offered: int = 0


class TmxWriter(ExchangeWriter):
    """Write one TMX file unit by unit, in constant memory; use it in a `with` block.

    One target language makes the file of a language pair, several make a multilingual file in
    which what belongs to one translation stands in its `tuv`. A path is replaced only when the
    block ends without an error; an open binary file is written to as it is and left open.

    `locales` maps languages to the codes to write (default: the plain codes). `created_at` is
    written in UTC; one without time zone is taken as local time. Raises InputError for language
    codes that tools do not match, OutputError where the file cannot be written.
    """

    format_name = "TMX"

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
        super().__init__(path_or_file)
        self._source_lang = source_lang
        self._target_langs = tuple(target_langs)
        self._locales = resolve_locales(source_lang, self._target_langs, locales or {})
        self._signature = {
            "x-lugat-glossary": f"sha256:{glossary_sha256}" if glossary_sha256 else "",
            "x-model": model,
        }
        self._version = version
        self._created_at = created_at
        self._units = self._left_out = self._offered = 0
        self._stored: set[int] = set()

    @property
    def counts(self) -> TmxCounts:
        """What was written so far."""
        return TmxCounts(self._units, self._left_out, self._removed, self._offered)

    def _begin(self, file: BinaryIO, stack: ExitStack) -> None:
        self._file = file
        file.write(f"{_PROLOGUE}{self._header()}\n<body>\n".encode())
        stack.callback(file.write, _END)

    def write(self, unit: Unit, *, document: str = "", note: str = "", status: str = "") -> bool:
        """Write a unit and return whether anything of it was worth writing.

        `document` is the name of the document that it comes from, `note` a text for translators,
        `status` that of the memory.
        """
        props = {"x-document": document, "x-segment-id": unit.segment.id, "x-status": status}
        written = self._write(unit, props, note=note)
        self._units += bool(written)
        self._left_out += len(self._target_langs) - written
        return bool(written)

    def write_stored(self, stored: MemoryUnit, number: int = 0) -> bool:
        """Write a unit of the memory with all that it knows, and return whether it was worth it.

        `number` names one that has no id.
        """
        times = _date("creationdate", stored.created_at) + _date("changedate", stored.changed_at)
        unit = _as_unit(stored, number)
        written = self._write(unit, _describe(stored, unit.segment.id), times=times)
        self._units += written
        self._left_out += 1 - written
        return bool(written)

    def offer(self, matches: Iterable[MemoryMatch]) -> None:
        """Write what the memory has for similar texts, each once: tools find it by their own."""
        for match in matches:
            stored = match.unit
            if stored.id not in self._stored:
                self._stored.add(stored.id)
                unit = _as_unit(stored, 0)
                self._offered += self._write(unit, _describe(stored, unit.segment.id))

    def _write(
        self, unit: Unit, props: Mapping[str, str], *, note: str = "", times: str = ""
    ) -> int:
        """Write a unit and return how many translations of it were worth writing."""
        self._require_open()
        segment = unit.segment
        targets = [
            target
            for target in map(unit.targets.get, self._target_langs)
            if target is not None and _says_something(target.text)
        ]
        if not targets or not _says_something(segment.text):
            return 0
        multilingual = len(self._target_langs) > 1
        # Put together as text: to build an element for each of these takes three times as long.
        parts = [
            f"<tu{times}>\n",
            *[self._prop(kind, value) for kind, value in props.items()],
            "" if multilingual else self._target_props(targets[0]),
            self._note(note),
            self._variant(self._source_lang, segment.text, segment.codes),
        ]
        for target in targets:
            own = self._target_props(target) if multilingual else ""
            parts.append(self._variant(target.lang, target.text, target.codes, own))
        parts.append("</tu>\n")
        try:
            self._file.write("".join(parts).encode())
        except OSError as error:
            raise self._unwritable(error) from error
        return len(targets)

    def _header(self) -> str:
        props = "".join(self._prop(kind, value) for kind, value in self._signature.items())
        start = (
            '<header creationtool="lugat"'
            f' creationtoolversion="{escape_attribute(self._clean(self._version))}"'
            ' segtype="sentence" o-tmf="lugat" adminlang="en"'
            f' srclang="{self._locales[self._source_lang]}" datatype="plaintext"'
            f"{_date('creationdate', self._created_at)}"
        )
        return f"{start}>\n{props}</header>" if props else f"{start}/>"

    def _variant(self, lang: str, text: str, codes: Sequence[InlineCode], props: str = "") -> str:
        said = self._fill(text, codes) if codes else self._text(text)
        lead = f"\n{props}" if props else ""
        return f'<tuv xml:lang="{self._locales[lang]}">{lead}<seg>{said}</seg></tuv>\n'

    def _target_props(self, target: Target) -> str:
        score = target.score_logprob
        props = self._prop("x-origin", target.origin)
        if math.isfinite(score):
            props += self._prop("x-score-logprob", f"{score:.4f}")
        if target.terms:
            terms = "; ".join(describe_term(use, target.text) for use in target.terms)
            props += self._prop("x-terms", terms)
        if target.issues:
            issues = "; ".join(f"{issue.code}: {issue.message}" for issue in target.issues)
            props += self._prop("x-issues", issues)
        return props

    def _prop(self, kind: str, value: str) -> str:
        """Return a property for people and programs; one with nothing to say is left out."""
        text = self._text(value)
        return f'<prop type="{kind}">{text}</prop>\n' if text else ""

    def _note(self, value: str) -> str:
        text = self._text(value)
        return f'<note xml:lang="en">{text}</note>\n' if text else ""

    def _text(self, text: str) -> str:
        return escape_text(self._clean(text))

    def _fill(self, text: str, codes: Sequence[InlineCode]) -> str:
        """Return a text with its codes (TMX 1.4b, Content Markup, level 2).

        A pair becomes bpt and ept with the `i` of its number, half of a pair `it`, anything else
        `ph`.
        """
        ends = {(code.number, code.kind) for code in codes}
        parts: list[str] = []
        position = 0
        for code in codes:
            parts.append(self._text(text[position : code.position]))
            position = code.position
            number, data = code.number, self._text(code.data)
            if code.kind == "single":
                parts.append(f'<ph x="{number}">{data}</ph>')
            elif code.kind == "open" and (number, "close") in ends:
                parts.append(f'<bpt i="{number}" x="{number}">{data}</bpt>')
            elif code.kind == "close" and (number, "open") in ends:
                parts.append(f'<ept i="{number}">{data}</ept>')
            else:
                side = "begin" if code.kind == "open" else "end"
                parts.append(f'<it pos="{side}" x="{number}">{data}</it>')
        parts.append(self._text(text[position:]))
        return "".join(parts)


def _as_unit(stored: MemoryUnit, number: int) -> Unit:
    score = stored.score_logprob
    target = Target(
        stored.target_lang,
        stored.target,
        stored.origin or f"memory:{stored.status}",
        math.nan if score is None else score,
        codes=stored.target_codes,
    )
    name = f"m{stored.id or number}"
    source = stored.source
    segment = Segment(name, source, 0, len(source), codes=stored.source_codes)
    return Unit(segment, {stored.target_lang: target})


def _describe(stored: MemoryUnit, name: str) -> dict[str, str]:
    return {
        "x-document": stored.document,
        "x-segment-id": name,
        "x-status": stored.status,
        "x-previous-key": _spell_key(stored.previous),
        "x-following-key": _spell_key(stored.following),
    }


def _spell_key(neighbour: str | int | None) -> str:
    """Return the number that stands for a neighbouring text, "" for none."""
    number = hash_context(neighbour)
    return "" if number is None else number.to_bytes(8, "big", signed=True).hex()


def _date(name: str, time: datetime | None) -> str:
    if time is None:
        return ""
    utc = time.astimezone(UTC)
    return (
        f' {name}="{utc.year:04}{utc.month:02}{utc.day:02}'
        f'T{utc.hour:02}{utc.minute:02}{utc.second:02}Z"'
    )


def _says_something(text: str) -> bool:
    return bool(text.strip()) and (text.isprintable() or bool(remove_forbidden(text).strip()))


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
    suggest: Callable[[Unit, str], Iterable[MemoryMatch]] | None = None,
) -> dict[str, TmxCounts]:
    """Write units to one TMX file a language pair, or to one `multilingual` file.

    With several target languages and not `multilingual`, NAME.tmx stands for NAME.az-en.tmx and
    so on (see `tmx_paths`). `units` is read once. `document` is the name to write for all units,
    or a function from a unit to it; `suggest` returns what the memory has for texts like that of a
    unit, in a language. Returns what was written, by file name ("" for an open file). Raises
    InputError and OutputError as `TmxWriter` does.
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
            for output, writer in writers.items():
                writer.write(unit, document=name_of(unit))
                if suggest is not None:
                    for lang in outputs[output]:
                        writer.offer(suggest(unit, lang))
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
