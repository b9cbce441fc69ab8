"""Read TMX 1.1 to 1.4b of any tool as a stream, skipping what is bad instead of the file.

Nothing is resolved: no external DTD, no entity of the file's own, no network.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from translate_cli.exchange.tmx_stream import SkippedUnit, TmxEvents, local_name, strip_namespace

if TYPE_CHECKING:
    from lxml import etree

CodeKind = Literal["bpt", "ept", "ph", "it", "hi", "sub", "ut"]

_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_INLINE: Final[Mapping[str, CodeKind]] = {
    "bpt": "bpt", "ept": "ept", "ph": "ph", "it": "it", "hi": "hi", "sub": "sub", "ut": "ut",
}  # fmt: skip
_FLOWING: Final = frozenset({"hi", "sub"})
_LANG: Final = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class InlineCode:
    """An inline element of a segment (TMX 1.4b, Content Markup).

    `start` and `end` are half-open offsets in code points of the plain text of the variant; only
    `hi` (and a `sub` of TMX 1.1 straight in the segment) spans text, the others stand at a point.
    `content` is the native code inside. `parent` is the index, in the list of codes, of the
    element around this one; where the outermost element around it holds native code, the offsets
    count in the `content` of that one.
    """

    kind: CodeKind
    start: int
    end: int
    content: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class TmxVariant:
    """The text of a unit in one language: a `tuv` element.

    `text` is without the native codes; `lang` is in BCP 47 spelling (az, az-AZ, zh-Hant-TW).
    """

    lang: str
    text: str
    codes: tuple[InlineCode, ...] = ()
    props: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """A translation unit as it was read: a `tu` element.

    `source_lang` is "" where the file names none or says `*all*`: any variant may be the source.
    """

    line: int
    source_lang: str
    variants: tuple[TmxVariant, ...]
    props: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def find(self, lang: str) -> TmxVariant | None:
        """Return the variant in exactly `lang`, else the first one of the same language.

        >>> unit = TmxUnit(1, "az", (TmxVariant("az-AZ", "konvensiya"),))
        >>> unit.find("az").text
        'konvensiya'
        """
        wanted = normalise_lang(lang)
        for variant in self.variants:
            if variant.lang == wanted:
                return variant
        language = wanted.partition("-")[0]
        same = (v for v in self.variants if v.lang.partition("-")[0] == language)
        return next(same, None)


@dataclass(frozen=True, slots=True)
class TmxHeader:
    """What a TMX file says about itself; `source_lang` is "" for none and for `*all*`."""

    version: str
    source_lang: str
    attributes: Mapping[str, str]
    props: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


class _BadContentError(Exception):
    """A segment cannot be understood; the message says why."""


@lru_cache(maxsize=1024)
def normalise_lang(tag: str) -> str:
    """Return a language tag in BCP 47 spelling (RFC 5646, section 2.1.1).

    >>> [normalise_lang(tag) for tag in ("AZ", "az_az", "VI-vn", "zh-hant-tw")]
    ['az', 'az-AZ', 'vi-VN', 'zh-Hant-TW']
    """
    first, *rest = tag.strip().replace("_", "-").split("-")
    spelled = [first.lower()]
    for part in rest:
        if len(part) == 4 and part.isalpha():
            spelled.append(part.title())
        else:
            spelled.append(part.upper() if len(part) == 2 else part.lower())
    return "-".join(spelled)


@lru_cache(maxsize=4096)
def read_date(text: str) -> datetime | None:
    """Return the time of a date of TMX, None for anything else.

    >>> read_date("20240102T030405Z")
    datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    """
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def read_tmx_header(path: Path) -> TmxHeader:
    """Return the header of a TMX file without reading the units; one without header is empty.

    Raises InputError where the file is not TMX.
    """
    with TmxEvents(path, lambda skipped: None) as events:
        for element in events:
            if local_name(element) == "header":
                return _read_header(element, events.version)
            break
        return TmxHeader(events.version, "", {})


def iter_tmx(path: Path, *, on_skip: Callable[[SkippedUnit], None]) -> Iterator[TmxUnit]:
    """Yield the units of a TMX file in order, in constant memory.

    What is wrong inside a unit is left out and told to `on_skip`: the unit, or a variant (a second
    one of a language: the first wins), or inline codes that cannot be paired. An empty segment is
    yielded as such. Characters that XML forbids, which some tools write, are removed.

    Raises InputError, naming the line, where the file is missing, not TMX or not well-formed;
    units that were whole before that line have been yielded by then.
    """
    source_lang = ""
    with TmxEvents(path, on_skip) as events:
        for element in events:
            if local_name(element) == "header":
                source_lang = _source_lang(element, "")
            else:
                unit = _read_unit(element, source_lang, on_skip)
                if unit is not None:
                    yield unit


def _source_lang(element: etree._Element, default: str) -> str:
    value = element.get("srclang", "").strip()
    return _read_lang(value) if value else default


def _attributes(element: etree._Element) -> dict[str, str]:
    return dict(cast("Sequence[tuple[str, str]]", element.items()))


def _plain(element: etree._Element) -> str:
    if not len(element):
        return element.text or ""
    return "".join(text for text in element.itertext(with_tail=False) if isinstance(text, str))


def _read_header(element: etree._Element, version: str) -> TmxHeader:
    props: list[tuple[str, str]] = []
    notes: list[str] = []
    for child in element:
        if local_name(child) == "prop":
            props.append((child.get("type", ""), _plain(child)))
        elif local_name(child) == "note":
            notes.append(_plain(child))
    source_lang = _source_lang(element, "")
    return TmxHeader(version, source_lang, _attributes(element), tuple(props), tuple(notes))


def _read_unit(
    element: etree._Element, source_lang: str, on_skip: Callable[[SkippedUnit], None]
) -> TmxUnit | None:
    line = _line(element)
    variants: dict[str, TmxVariant] = {}
    props: list[tuple[str, str]] = []
    notes: list[str] = []
    try:
        for child in element:
            name = strip_namespace(child.tag)
            if name == "prop":
                props.append((child.get("type", ""), _plain(child)))
            elif name == "tuv":
                _add_variant(child, variants, on_skip)
            elif name == "note":
                notes.append(_plain(child))
    except _BadContentError as exc:
        on_skip(SkippedUnit(line, str(exc)))
        return None
    if not variants:
        on_skip(SkippedUnit(line, "the unit has no usable <tuv>"))
        return None
    return TmxUnit(
        line,
        _source_lang(element, source_lang),
        tuple(variants.values()),
        tuple(props),
        tuple(notes),
        _attributes(element),
    )


def _line(element: etree._Element) -> int:
    line: int | None = getattr(element, "sourceline", None)
    return line or 1


def _add_variant(
    element: etree._Element,
    variants: dict[str, TmxVariant],
    on_skip: Callable[[SkippedUnit], None],
) -> None:
    attributes = _attributes(element)
    # TMX 1.1 and 1.2 have `lang`; where a file has both, xml:lang is the valid one.
    spelled = attributes.get(_XML_LANG) or attributes.get("lang") or ""
    lang = _read_lang(spelled)
    if not lang:
        reason = f"a <tuv> has no usable language ({spelled.strip()!r})"
        on_skip(SkippedUnit(_line(element), reason, "variant"))
        return
    if lang in variants:
        reason = f"a second <tuv> in {lang}: the first one was kept"
        on_skip(SkippedUnit(_line(element), reason, "variant"))
        return
    seg: etree._Element | None = None
    props: list[tuple[str, str]] = []
    notes: list[str] = []
    for child in element:
        name = strip_namespace(child.tag)
        if name == "seg":
            seg = child if seg is None else seg
        elif name == "prop":
            props.append((child.get("type", ""), _plain(child)))
        elif name == "note":
            notes.append(_plain(child))
    if seg is None:
        on_skip(SkippedUnit(_line(element), f"the <tuv> in {lang} has no <seg>", "variant"))
        return
    text, codes = read_inline(seg) if len(seg) else (seg.text or "", ())
    problem = _find_code_problem(codes) if codes else ""
    if problem:
        on_skip(SkippedUnit(_line(seg), f"inline codes dropped: {problem}", "codes"))
        codes = ()
    variants[lang] = TmxVariant(lang, text, codes, tuple(props), tuple(notes), attributes)


@lru_cache(maxsize=1024)
def _read_lang(spelled: str) -> str:
    """Return a language tag in BCP 47 spelling, "" for what is none."""
    spelled = spelled.strip()
    return normalise_lang(spelled) if _LANG.fullmatch(spelled) else ""


def read_inline(seg: etree._Element) -> tuple[str, tuple[InlineCode, ...]]:
    """Return the plain text of a `seg` element and its inline codes in document order."""
    codes: list[InlineCode] = []
    text = _walk(seg, codes, inside=False, parent=None, offset=0)
    return text, tuple(codes)


def _walk(
    element: etree._Element,
    codes: list[InlineCode],
    *,
    inside: bool,
    parent: int | None,
    offset: int,
) -> str:
    """Return the text of `element`; depth is bounded by the parser (256 without huge_tree)."""
    parts = [element.text or ""]
    length = len(parts[0])
    for child in element:
        kind = _INLINE.get(local_name(child))
        if kind is None:
            if not isinstance(child.tag, str):
                raise _BadContentError(f"the entity {child.text} of the file is not resolved")
            raise _BadContentError(f"the element <{local_name(child)}> is not allowed in a segment")
        index = len(codes)
        codes.append(InlineCode(kind, 0, 0))
        flows = inside or kind in _FLOWING
        start = offset + length
        content = _walk(
            child,
            codes,
            inside=inside or not flows,
            parent=index,
            offset=start if flows else 0,
        )
        end = start + len(content) if flows else start
        if flows:
            parts.append(content)
            length += len(content)
        kept = content if inside or not flows else ""
        codes[index] = InlineCode(kind, start, end, kept, _attributes(child), parent)
        parts.append(child.tail or "")
        length += len(parts[-1])
    return "".join(parts)


def _find_code_problem(codes: tuple[InlineCode, ...]) -> str:
    """Say what the schemas do not check (TMX 1.4b: `i` pairs bpt with ept within a segment)."""
    opened: set[str] = set()
    closed: set[str] = set()
    for code in codes:
        number = code.attributes.get("i", "")
        if code.kind in ("bpt", "ept") and not number:
            return f"a <{code.kind}> has no i"
        if code.kind == "bpt":
            if number in opened:
                return f'two <bpt i="{number}">'
            opened.add(number)
        elif code.kind == "ept":
            if number not in opened or number in closed:
                return f'<ept i="{number}"> closes nothing'
            closed.add(number)
        elif code.kind == "it" and code.attributes.get("pos") not in ("begin", "end"):
            return "an <it> has no pos"
    unclosed = sorted(opened - closed)
    return f'<bpt i="{unclosed[0]}"> is never closed' if unclosed else ""
