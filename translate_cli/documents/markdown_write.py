"""Write the translation of a Markdown paragraph so that it says what was translated, no more.

What a translation brings of Markdown's own signs is escaped. Emphasis has rules about the
characters beside it, which a translation may break; so what was written is read again, and where
it is not what it should be, tags of HTML take the place of the signs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from translate_cli.documents.markdown_blocks import Kind
from translate_cli.documents.markdown_inline import Inline, Value, parse_inline
from translate_cli.documents.source_runs import Item, Part, Run, iter_parts, join_items
from translate_cli.model import CodedText

_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")
_SIGN: Final = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|[`*_\[\]~$|]|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|\{(?=[{%:#.])"
)
_LINE_START: Final = re.compile(
    r"(?=#{1,6}(?:[ \t]|$)|[-+*][ \t]|>|(?:=+|-[- \t]*|\+)[ \t]*$|~~~|```|:::|:[ \t])"
    r"|(?<=\d)(?=[.)](?:[ \t]|$))"
)
"""Places where a backslash makes that a line begins no heading, list, quote, fence or rule."""

_NUMBERED: Final = re.compile(r"\d{1,9}[.)]")
_CLOSING_HASHES: Final = re.compile(r"(?:(?<=\s)|^)(?=#+$)")
_LINE_END: Final = re.compile(r"[ \t]*\n[ \t]*")
_WITH_BARS: Final = ("cell", "underlined")
_SPACE_RUN: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a paragraph, and what of it is translated (None where nothing is)."""

    kind: Kind
    text: str
    inline: Inline
    run: Run | None


def write_value(content: Content, value: Value, said: str) -> str:
    """Return the text of an image or the title of a link as it is written."""
    if value.context == "img alt":
        return _escape(said, content.kind, frozenset("~$")) + value.after
    closing = {"(": "()", "'": "'"}.get(content.text[value.start - 1], '"')
    text = re.sub(rf"\\(?=[!-/:-@\[-`{{-~]|\Z)|[{re.escape(closing)}]", r"\\\g<0>", said)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    return text.replace("|", r"\|") if content.kind == "cell" else text


def write_run(
    content: Content,
    run: Run,
    said: CodedText,
    values: Mapping[int, str],
    references: Container[str],
) -> list[str]:
    """Return the lines of a translated paragraph, to be joined by what lies between its lines.

    `values` are the written texts in its codes by their place.
    """
    writer = _Writer(content, run, said, values)
    wanted = _sign_of(run, said)
    outer = content.text[max(run.start - 1, 0) : run.start], content.text[run.end : run.end + 1]
    lines: list[str] = []
    for level in range(4):
        lines = writer.write(level)
        text = "\n".join(lines)
        edges = zip(outer, (text[:1], text[-1:]), strict=True)
        if level < 2 and any(sign == edge and sign in ("*", "_", "~") for sign, edge in edges):
            continue  # Signs around the paragraph would run together with those at its edges.
        read = join_items(parse_inline(text, references).items, text, trim=False)
        if read is not None and _sign_of(read, read.coded) == wanted:
            break
    return lines


class _Writer:
    """Writes one paragraph, at four levels of care.

    0: as in the source; 1: `_` becomes `*`, which may stand in a word; 2: tags in place of
    emphasis; 3: every sign of punctuation is escaped.
    """

    def __init__(
        self, content: Content, run: Run, said: CodedText, values: Mapping[int, str]
    ) -> None:
        self._content, self._run, self._said = content, run, said
        self._values = [
            (value, values[value.start]) for value in content.inline.values if value.start in values
        ]
        self._starts = [value.start for value, _ in self._values]
        self._no_break = "&nbsp;" if "&nbsp;" in content.text else "\u00a0"
        marks = "".join(self._native(item) for pair in run.held.values() for item in pair)
        both = said.text + marks
        self._doubled = frozenset(sign for sign in "~$" if both.count(sign) > 1)
        self._level = 0
        self._out: list[str] = []
        self._opening: list[Item] = []
        self._in_text = False

    def write(self, level: int) -> list[str]:
        self._level, self._out, self._opening, self._in_text = level, [], [], False
        for part in iter_parts(self._run, self._said):
            if part.what == "text":
                self._write_text(part.text)
            elif part.what == "break":
                self._flush()
                self._add(self._break(part))
            elif part.item is not None:
                self._write_code(part.item)
        self._flush()
        lines = "".join(self._out).split("\n")
        if self._content.kind in ("paragraph", "underlined"):
            return [_guard_start(line) for line in lines]
        if self._content.kind == "heading":
            return [_CLOSING_HASHES.sub(r"\\", "".join(lines), count=1)]
        return ["".join(lines)]

    def _add(self, native: str) -> None:
        self._out.append(native)
        self._in_text = False

    def _flush(self) -> None:
        opening, self._opening = self._opening, []
        for item in opening:
            self._add_code(item)

    def _write_text(self, text: str) -> None:
        if self._opening:
            # No emphasis begins with white space.
            bare = text.lstrip(" ")
            self._out.append(text[: len(text) - len(bare)])
            self._flush()
            text = bare
        if not text:
            return
        before = self._out[-1][-1:] if self._out else ""
        if self._level < 3:
            said = _escape(text, self._content.kind, self._doubled)
            if before == "]" and not self._in_text and said[0] in "([:{":
                said = f"\\{said}"
        else:
            said = _PUNCTUATION.sub(r"\\\g<0>", text)
            if self._content.kind == "underlined":
                said = said.replace("\\|", "&#124;")
        self._out.append(said.replace("\u00a0", self._no_break))
        self._in_text = True

    def _write_code(self, item: Item) -> None:
        if item.what == "open":
            self._opening.append(item)
            return
        if item.what == "single":
            self._flush()
            self._add_code(item)
            return
        if self._opening:
            # A pair around nothing: signs without text between them would be text.
            last = self._opening.pop()
            self._flush()
            level, self._level = self._level, max(self._level, 2)
            self._add_code(last)
            self._add_code(item)
            self._level = level
            return
        trailing = ""
        if self._in_text:
            bare = self._out[-1].rstrip(" ")
            trailing = self._out[-1][len(bare) :]
            self._out[-1] = bare
        self._add_code(item)
        if trailing:
            self._out.append(trailing)
            self._in_text = True

    def _add_code(self, item: Item) -> None:
        native = self._native(item)
        sign = item.key[:1]
        if item.what != "single" and sign and sign in "*_~":
            if self._level == 1:
                native = native.replace("_", "*")
            elif self._level > 1:
                native = f"<{item.name}>" if item.what == "open" else f"</{item.name}>"
        if native.startswith("[") and self._in_text and re.search(r"[!^]$", self._out[-1]):
            last = self._out[-1]
            if (len(last) - 1 - len(last[:-1].rstrip("\\"))) % 2 == 0:
                self._out[-1] = f"{last[:-1]}\\{last[-1]}"
        self._add(native)

    def _native(self, item: Item) -> str:
        """Return a code as in the source, on one line, with the translated texts in it."""
        target = self._content.inline.targets.get(item.start)
        if item.what == "close" and target is not None:
            return target
        parts: list[str] = []
        position = item.start
        for number in range(bisect_left(self._starts, item.start), len(self._starts)):
            value, said = self._values[number]
            if value.start >= item.end:
                break
            parts += [self._content.text[position : value.start], said]
            position = value.end
        parts.append(self._content.text[position : item.end])
        return _LINE_END.sub(" ", "".join(parts))

    def _break(self, part: Part) -> str:
        raw = self._content.text[part.item.start : part.item.end] if part.item else ""
        if raw.strip().startswith("<"):
            return _LINE_END.sub(" ", raw)
        if self._content.kind in ("heading", "cell"):
            return "<br>"
        return raw[: raw.index("\n") + 1] if "\n" in raw else "\\\n"


def _escape(text: str, kind: Kind, doubled: frozenset[str]) -> str:
    """Return a text with a backslash before what Markdown would read as a sign of its own."""

    def escape(found: re.Match[str]) -> str:
        sign = found[0]
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if sign in "*_" and before.isspace() and after.isspace():
            return sign
        if sign == "_" and before.isalnum() and after.isalnum():
            return sign
        if (sign in "~$" and sign not in doubled) or (sign == "|" and kind not in _WITH_BARS):
            return sign
        if sign == "|" and kind == "underlined":
            return "&#124;"  # Above a line of dashes, even \| makes the head of a table.
        return "&amp;" if sign == "&" else f"\\{sign}"

    return _SIGN.sub(escape, text)


def _guard_start(line: str) -> str:
    numbered = _NUMBERED.match(line)
    place = _LINE_START.match(line, numbered.end() - 1 if numbered else 0)
    return line if place is None else f"{line[: place.start()]}\\{line[place.start() :]}"


def _sign_of(run: Run, said: CodedText) -> tuple[str, list[tuple[str, str, int]]]:
    """Return what must be the same when it is read: all but white space, and pairs around nothing.

    Places count characters that are no white space.
    """
    counts = [0, *accumulate(not char.isspace() for char in said.text)]
    ends = {code.number: code.position for code in said.codes if code.kind == "close"}
    codes: list[tuple[str, str, int]] = []
    inside: int | None = None
    for code in said.codes:
        if inside is not None:
            inside = None if (code.number, code.kind) == (inside, "close") else inside
            continue
        if code.number not in run.held:
            continue
        name = run.held[code.number][0].name
        kind: str = code.kind
        if kind == "open" and ends.get(code.number) == code.position:
            inside, kind = code.number, "single"
        codes.append((kind, name, counts[min(code.position, len(said.text))]))
    return _SPACE_RUN.sub("", said.text), codes
