"""The front matter of a Markdown file: which of its values are texts, and how they are written.

YAML between lines of `---`, TOML between lines of `+++`. Only what can be changed without touching
the rest is read: values of one line at the top level (plain or quoted, also in lists), and the
paragraphs of YAML's block scalars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_FRONT: Final = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>(?:.*\n)*?)(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_IS_DATA: Final = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*(?:[\w\"'.-]+[ \t]*[:=]|\[|\Z)")
_TABLE: Final = re.compile(r"^\[", re.MULTILINE)
_KEYS: Final = frozenset(("title", "description", "summary", "subtitle", "keywords"))
_LANGUAGES: Final = frozenset(("lang", "language"))
_LINE: Final = re.compile(r"^(?P<key>[\w-]+)[ \t]*(?P<sign>[:=])[ \t]*(?P<value>.*)$", re.MULTILINE)
_ENTRY: Final = re.compile(r"[ \t]*-[ \t]+(?P<value>\S.*)")
_INDENTED: Final = re.compile(r"(?P<indent>[ \t]+)(?P<text>\S.*)\n?")
_BLANK: Final = re.compile(r"[ \t\r]*\n")
_QUOTED: Final = re.compile(
    r"(?:\"(?P<double>(?:\\.|[^\"\\\n])*+)\"|'(?P<single>(?:''|[^'\n])*+)')(?P<rest>[ \t]*)"
)
_PLAIN: Final = re.compile(r"[^\s\"'\[\]{}&*!|>%@`#,?:-].*")
_LISTED: Final = re.compile(
    r"[ \t]*(?P<value>\"(?:\\.|[^\"\\\n])*+\"|'(?:''|[^'\n])*+'|[^\s\"'\[\]{},#][^\"'\[\]{},#]*)"
    r"[ \t]*(?:,|\Z)"
)
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")
_BLOCK: Final = re.compile(r"[|>][+-]?")
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)")
_ESCAPES: Final = {'"': '"', "\\": "\\", "/": "/", "t": "\t", " ": " ", "_": "\u00a0"}
_NOT_PLAIN: Final = re.compile(
    r"[\s\-?:,\[\]{}#&*!|>'\"%@`]|.*(?:: |:\Z| #)|(?:true|false|yes|no|on|off|null|~)\Z"
    r"|[\d.+-][\d.,:eE+-]*\Z",
    re.IGNORECASE,
)
"""What a plain scalar of YAML may not be or hold (YAML 1.2, 7.3.3; words of 1.1 too)."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text in the front matter: its half-open place with quotes, what it says, how it is put.

    Lines of a block scalar ("|", ">") begin with `indent`; `listed` is one of a list in brackets.
    """

    name: str
    start: int
    end: int
    text: str
    style: Literal["plain", "'", '"', "|", ">"]
    toml: bool = False
    indent: str = ""
    listed: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the front matter ends, its texts, and the places of what says the language."""

    end: int = 0
    fields: tuple[Field, ...] = ()
    languages: tuple[Field, ...] = ()


def read_front(source: str) -> FrontMatter:
    r"""Return the front matter of a file, an empty one where it has none.

    >>> [(f.name, f.text) for f in read_front("---\ntitle: Qərar # 1\ndate: 2020\n---\n").fields]
    [('title', 'Qərar')]
    """
    found = _FRONT.match(source)
    if found is None or not _IS_DATA.match(found["body"]):
        return FrontMatter()  # A line of its own may begin with a rule as well.
    reader = _Reader(source, found.end("body"), found["fence"] == "+++")
    start = found.start("body")
    table = _TABLE.search(source, start, reader.end)
    fields: list[Field] = []
    languages: list[Field] = []
    for line in _LINE.finditer(source, start, table.start() if table else reader.end):
        key = line["key"].lower()
        if (line["sign"] == "=") != reader.toml:
            continue
        if key in _KEYS:
            fields.extend(reader.read_value(key, line))
        elif key in _LANGUAGES:
            languages.extend(reader.read_scalar(key, line.start("value"), line.end()))
    return FrontMatter(found.end(), tuple(fields), tuple(languages))


class _Reader:
    def __init__(self, source: str, end: int, toml: bool) -> None:
        self._source = source
        self.end = end
        self.toml = toml

    def read_value(self, key: str, line: re.Match[str]) -> Iterator[Field]:
        start, after = line.start("value"), line.end() + 1
        value = _COMMENT.sub("", line["value"]).rstrip()
        if value.startswith("[") and value.endswith("]"):
            yield from self._read_list(key, start + 1, value[1:-1])
        elif self.toml:
            yield from self.read_scalar(key, start, line.end())
        elif _BLOCK.fullmatch(value):
            yield from self._read_block(key, after, value[0] == ">")
        elif value:
            # What goes on in the next line is left alone.
            if not _INDENTED.match(self._source, after, self.end):
                yield from self.read_scalar(key, start, line.end())
        else:
            while entry := _ENTRY.match(self._source, after, self.end):
                yield from self.read_scalar(key, entry.start("value"), entry.end())
                after = entry.end() + 1

    def read_scalar(
        self, key: str, start: int, end: int, *, listed: bool = False
    ) -> Iterator[Field]:
        """Yield a value of one line, nothing where it is something else."""
        value = self._source[start:end]
        quoted = _QUOTED.match(value)
        if quoted:
            rest = _COMMENT.sub("", value[quoted.end() :]).strip()
            text = self._unquote(quoted)
            if text is not None and not rest:
                place = start + quoted.start("rest")
                yield Field(
                    key, start, place, text, "'" if value[0] == "'" else '"', self.toml,
                    listed=listed,
                )  # fmt: skip
            return
        value = _COMMENT.sub("", value).rstrip()
        if not self.toml and _PLAIN.fullmatch(value) and not re.search(r":(?:\s|\Z)", value):
            yield Field(key, start, start + len(value), value, "plain", listed=listed)

    def _read_list(self, key: str, start: int, body: str) -> Iterator[Field]:
        fields: list[Field] = []
        position = 0
        while position < len(body):
            entry = _LISTED.match(body, position)
            if entry is None:
                return
            first, last = entry.span("value")
            fields.extend(self.read_scalar(key, start + first, start + last, listed=True))
            position = entry.end()
        yield from fields

    def _read_block(self, key: str, start: int, folded: bool) -> Iterator[Field]:
        """Yield the paragraphs of a block scalar; one with lines indented more is left alone."""
        position = start
        found = _INDENTED.match(self._source, position, self.end)
        indent = found["indent"] if found else ""
        lines: list[re.Match[str]] = []
        while True:
            found = _INDENTED.match(self._source, position, self.end)
            blank = None if found else _BLANK.match(self._source, position, self.end)
            if found:
                lines.append(found)
            elif lines:
                if all(line["indent"] == indent for line in lines):
                    text = (" " if folded else "\n").join(line["text"].rstrip() for line in lines)
                    last = lines[-1].start("text") + len(lines[-1]["text"].rstrip())
                    style: Literal[">", "|"] = ">" if folded else "|"
                    yield Field(key, lines[0].start("text"), last, text, style, indent=indent)
                lines = []
            follows = found or blank
            if follows is None:
                return
            position = follows.end()

    def _unquote(self, quoted: re.Match[str]) -> str | None:
        """Return what a quoted value says, None where it holds what is no text of one line."""
        if quoted["single"] is not None:
            return quoted["single"] if self.toml else quoted["single"].replace("''", "'")
        pieces: list[str] = []
        position = 0
        for found in _ESCAPE.finditer(quoted["double"]):
            sign = found[1]
            known = chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPES.get(sign)
            if known is None:
                return None
            pieces += [quoted["double"][position : found.start()], known]
            position = found.end()
        text = "".join(pieces) + quoted["double"][position:]
        return text if text.replace("\t", "").replace("\u00a0", "").isprintable() else None


def write_field(field: Field, text: str, newline: str) -> str:
    r"""Return a value as it is written, in quotes where it needs them.

    >>> write_field(Field("title", 0, 5, "Qərar", "plain"), "Decision: final", "\n")
    '"Decision: final"'
    """
    if field.style == "|":
        return text.replace("\n", newline + field.indent)
    text = " ".join(text.split("\n"))
    if field.style == ">":
        return text
    if field.style == "plain":
        in_list = field.listed and re.search(r"[,\[\]{}]", text)
        return _quote(text) if _NOT_PLAIN.match(text) or in_list else text
    if field.style == "'" and not (field.toml and "'" in text):
        return f"'{text}'" if field.toml else "'" + text.replace("'", "''") + "'"
    return _quote(text)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'
