"""Sentence segmentation of Azerbaijani, English and Vietnamese texts, without any model.

A line is never joined with another one. In a line a run of terminators ends a segment by the
rules of Unicode Standard Annex #29 (named SB4 to SB11 below), made stricter where a full stop
belongs to an abbreviation, an initial, a number or a heading's label, and looser where the white
space after a full stop was forgotten. What a language knows is data in `segment_rules`.

Every decision looks at a bounded stretch of text or at something computed once for the line, so
the time grows linearly with the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from translate_cli.errors import InputError
from translate_cli.model import Segment
from translate_cli.segment_rules import (
    SPACED_DATE,
    SUFFIXES,
    SentenceRules,
    fold,
    rules_for,
    skip_markers,
)

_Kind = Literal["upper", "lower", "digit", "other"]

_LINE_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Mandatory breaks: UAX #14 classes BK, CR, LF, NL; ParaSep of SB4 among them."""

_TERMINATORS: Final = ".!?…‼⁇⁈⁉"
_CLOSERS: Final = "\"'”’“»›)\\]}*"
"""Close of SB9. “ closes where „ opened; * is a footnote mark."""

_EVENT: Final = re.compile(
    rf"(?P<open>\()|(?P<run>[{_TERMINATORS}]++)(?P<close>(?:[{_CLOSERS}]|\[\d{{1,3}}\]|[¹²³⁴-⁹⁰])*+)"
)
"""An opening bracket, or terminators with their closing marks and footnote numbers."""

_LOOSE_CLOSERS: Final = re.compile(r"[”’»›)\]}]++(?=\s|\Z)")
_LOOSE_TERMINATORS: Final = re.compile(rf"[{_TERMINATORS}]++[{_CLOSERS}]*+(?=\s|\Z)")
_LEAD: Final = re.compile(r"[\s\"'“„«‘’‹(\[{¿¡–—―‒−•*-]*+(?:…|\.{2,3})?")
"""What may stand before the first word of a sentence: quotes, brackets, dashes, an ellipsis."""

_SPACE: Final = re.compile(r"\s*+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ALPHANUMERIC: Final = re.compile(r"[^\W_]")
_OPENERS: Final = "\"'“„«‘’‹([{”»)*–—"
_QUOTES: Final = frozenset("\"'”’“»›")
_DASHES: Final = frozenset("-–—―‒−")

_ROMAN: Final = re.compile(r"(?:[IİVXLCDM]{2,}|[VX])(?!\w)")
_DOTTED_LETTERS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")

_TOKEN_WINDOW: Final = 32
_LABEL_WINDOW: Final = 48
_BRACKET_WINDOW: Final = 400
_WORD_WINDOW: Final = 40


def iter_spans(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Return the half-open code point spans of the segments of `text`, in order.

    Spans are never empty, never overlap, never cross a line break; between them lie only white
    space and list markers. Raises InputError at once for a language without rules.

    >>> list(iter_spans("1. Birinci cümlə. İkinci və s. sözlər.", "az"))
    [(3, 17), (18, 38)]
    """
    return _iter_text(text, rules_for(lang))


def segment_text(text: str, lang: str) -> tuple[Segment, ...]:
    """Return the segments of `text` with the ids "s1", "s2" and so on.

    >>> [segment.text for segment in segment_text("TP. Hà Nội rất đẹp. Tôi đến đó.", "vi")]
    ['TP. Hà Nội rất đẹp.', 'Tôi đến đó.']
    """
    return tuple(
        Segment(id=f"s{number}", text=text[start:end], start=start, end=end)
        for number, (start, end) in enumerate(iter_spans(text, lang), start=1)
    )


def rebuild(text: str, segments: Sequence[Segment], replacements: Mapping[str, str]) -> str:
    """Return `text` with each segment replaced by `replacements[segment.id]`.

    A segment without replacement keeps its source; ids that are no segment are not looked at.
    Raises InputError where `segments` are not segments of `text` in order.

    >>> segments = segment_text("- Salam. Necəsən?", "az")
    >>> rebuild("- Salam. Necəsən?", segments, {"s1": "Xin chào."})
    '- Xin chào. Necəsən?'
    """
    parts: list[str] = []
    position = 0
    for segment in segments:
        if segment.start < position or text[segment.start : segment.end] != segment.text:
            raise InputError(
                f"segment {segment.id} is not at {segment.start}–{segment.end} of the text.",
                hint="Rebuild from the very text that was segmented, with its segments in order.",
            )
        parts.append(text[position : segment.start])
        parts.append(replacements.get(segment.id, segment.text))
        position = segment.end
    parts.append(text[position:])
    return "".join(parts)


def _iter_text(text: str, rules: SentenceRules) -> Iterator[tuple[int, int]]:
    """Yield the spans of all lines."""
    start = 0
    for line_break in _LINE_BREAK.finditer(text):
        yield from _Line(text, start, line_break.start(), rules).iter_spans()
        start = line_break.end()
    yield from _Line(text, start, len(text), rules).iter_spans()


class _Line:
    """One line of a text while it is cut from left to right.

    `start` is where the current segment begins, `end` where the line's content ends.
    """

    def __init__(self, text: str, start: int, end: int, rules: SentenceRules) -> None:
        self._text = text
        self._rules = rules
        self._end = _strip_right(text, start, end)
        self._protected_until = -1
        self._brackets = _pair_brackets(text, start, self._end)
        self._quotes_at = start
        self._quotes = 0
        self._chunk_end = -1
        self._chunk_is_technical = False
        self._line_start = start
        self._last_content = next(
            (at for at in range(self._end - 1, start - 1, -1) if text[at].isalnum()), -1
        )
        self._begin(start)

    def iter_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the line."""
        if self._start == self._end:
            return
        for event in _EVENT.finditer(self._text, self._start, self._end):
            if event.start() < self._start:
                continue
            if event["open"]:
                self._protect_bracket(event.start())
                continue
            after = event.end()
            if after == self._end:
                break
            spaced = self._text[after].isspace()
            cut = self._cut_spaced(event) if spaced else self._cut_unspaced(event)
            if cut is not None:
                yield self._start, cut
                self._begin(cut)
        yield self._start, self._end

    def _begin(self, position: int) -> None:
        """Begin a segment at the first content from `position` on."""
        self._start = skip_markers(self._text, position, self._end, self._rules)
        first = _LETTER.search(self._text, self._start, self._end)
        self._first_letter = first.start() if first else self._end

    def _protect_bracket(self, position: int) -> None:
        """Keep a bracket inside a sentence whole: no cut before it closes.

        One that opens a segment holds sentences of its own. Very long ones are not protected,
        for there the closing bracket may belong to something else.
        """
        closing = self._brackets.get(position, -1)
        if closing - position <= _BRACKET_WINDOW and self._first_letter < position:
            self._protected_until = max(self._protected_until, closing)

    def _cut_spaced(self, event: re.Match[str]) -> int | None:
        """Return where the segment ends for terminators before white space, or None."""
        text, end = self._text, self._end
        start, after = event.start("run"), event.end()
        run, close = event["run"], event["close"]
        if after <= self._protected_until or self._first_letter >= start:
            return None
        if close[:1] in (")", "]") and text[start - 1] in "([":
            return None  # "(?)" and "[…]" comment on a word
        following = self._next_content(after)
        # Some typesetters put a space before the closing mark: « Mətn. »
        while loose := _LOOSE_CLOSERS.match(text, following, end):
            after = loose.end()
            following = self._next_content(after)
        if (
            text[following : following + 1] == '"'
            and text[following + 1 : following + 2].isspace()
            and self._count_quotes(following) % 2
        ):
            after = following + 1
            following = self._next_content(after)
        if after > self._last_content or _LOOSE_TERMINATORS.match(text, following, end):
            return None
        lead = _LEAD.match(text, following, end)
        word = lead.end() if lead else following
        kind = self._kind_at(word)
        if kind == "lower":  # SB8, for every terminator: "Niyə?" – deyə soruşdu.
            inner = skip_markers(text, following, end, self._rules)
            return after if inner > word and self._kind_at(inner) == "upper" else None
        if text[following] in _DASHES and not _QUOTES.isdisjoint(close):
            return None  # the author's words after direct speech: “Gəl!” – Anar çağırdı.
        if run == ".":
            ends = self._full_stop_ends(start, word, kind, in_bracket=start < self._protected_until)
        elif start < self._protected_until:
            ends = False
        elif "?" in run or "!" in run or run[0] in "‼⁇⁈⁉":
            ends = True
        else:
            ends = kind != "digit" and not self._follows_comma(start)
        return after if ends else None

    def _full_stop_ends(self, start: int, word: int, kind: _Kind, *, in_bracket: bool) -> bool:
        """Return whether the single full stop at `start` ends a segment before `word`."""
        rules = self._rules
        token, previous = self._tokens_before(start)
        bare = token.lstrip("0123456789")
        names = (token, bare, f"{previous} {token}")
        if any(name in rules.final for name in names):
            return not in_bracket
        if start - self._start <= _LABEL_WINDOW:
            left = fold(self._text[self._start : start].lstrip(_OPENERS))
            if rules.label.fullmatch(left):  # "Maddə 12. Kibercinayətkarlıq" is one heading
                return False
        if not token:
            return True
        if token[-1].isdigit():  # "…qərara alıram: 1. Birinci": a number inside a list in a line
            return not previous.endswith((":", ";")) and not self._is_spaced_date(start)
        if self._is_initial(start):
            return not in_bracket and kind != "digit" and self._is_starter(word, kind)
        if any(name in rules.never_final for name in names) or (
            "." in token and rules.never_final.issuperset(token.split("."))
        ):
            return False
        if any(name in rules.before_number for name in names):
            return not in_bracket and kind != "digit" and not _ROMAN.match(self._text, word)
        if any(name in rules.rarely_final for name in names) or _DOTTED_LETTERS.fullmatch(token):
            return not in_bracket and self._is_starter(word, kind)
        return True

    def _cut_unspaced(self, event: re.Match[str]) -> int | None:
        """Return where the segment ends for terminators before no white space, or None.

        SB6 and SB7 forbid these; only "söz.Söz" is a forgotten space, and not in an address or
        a file name.
        """
        text, end = self._text, self._end
        start, after = event.start("run"), event.end()
        close = event["close"]
        word = after
        if close.endswith("“") or (close.endswith('"') and not self._count_quotes(after - 1) % 2):
            after -= 1
        elif text[after] in "“„«":
            word += 1
        right = self._letters_at(word)
        letters = [letter for letter in right if letter.isalpha()]
        if len(letters) < 2 or not letters[0].isupper() or not letters[1].islower():
            return None
        left = self._letters_before(start)
        before = text[start - len(left) - 1] if start - len(left) > self._line_start else " "
        if not left.islower() or sum(map(str.isalpha, left)) < 2 or before in "._@/\\":
            return None
        if after <= self._protected_until or start - len(left) < self._start:
            return None
        if event["run"] == "." and self._rules.abbreviates(fold(left)):
            return None
        stop = word + len(right)
        tail = text[stop : min(stop + 2, end)]
        if fold(right) in SUFFIXES or tail[:1] in ("@", "/", "_", "\\", "("):
            return None
        if tail[:1] == "." and tail[1:].isalnum() and not tail[1:].isupper():
            return None
        return None if self._is_technical(start) else after

    def _next_content(self, position: int) -> int:
        """Return the first offset from `position` on that holds no white space."""
        space = _SPACE.match(self._text, position, self._end)
        return space.end() if space else position

    def _kind_at(self, position: int) -> _Kind:
        """Return what a sentence would begin with at `position`."""
        letter = self._text[position] if position < self._end else " "
        if letter.isalpha():
            if letter.isupper() or letter.istitle():
                return "upper"
            return "lower" if letter.islower() else "other"
        return "digit" if letter.isnumeric() else "other"

    def _tokens_before(self, start: int) -> tuple[str, str]:
        """Return the folded token that ends at `start`, and the one before it ("" for none)."""
        begin = max(self._start, start - _TOKEN_WINDOW)
        window = self._text[begin:start]
        tokens = window.split()
        if not tokens or window[-1].isspace():
            return "", ""
        if begin > self._start and not self._text[begin - 1].isspace():
            tokens[0] = "\0"  # the rest of a longer word must not pass for an abbreviation
        previous = fold(tokens[-2].lstrip(_OPENERS)) if len(tokens) > 1 else ""
        return fold(tokens[-1].lstrip(_OPENERS)), previous

    def _is_initial(self, start: int) -> bool:
        """Return whether one capital stands before `start`, as in R. M. Əliyev or U.S."""
        at = start - 1
        while at > self._start and unicodedata.combining(self._text[at]):
            at -= 1
        if at < self._start or not self._text[at].isupper():
            return False
        if at == self._start:
            return True
        before = self._text[at - 1]
        return before.isspace() or before in "." + _OPENERS or self._text[at - 2 : at] == ".-"

    def _is_starter(self, word: int, kind: _Kind) -> bool:
        """Return whether a word that opens sentences stands at `word`, or a quotation does."""
        if kind == "other":
            return True
        letters = self._letters_at(word)
        return (
            fold(letters) in self._rules.starters
            and self._text[word + len(letters) : word + len(letters) + 1] != "."
        )

    def _is_spaced_date(self, start: int) -> bool:
        """Return whether the full stop at `start` is inside a date such as 12. 05. 2024."""
        window = max(self._start, start - 8)
        return any(
            found.start() <= start - 1 < found.end() - 4
            for found in SPACED_DATE.finditer(self._text, window, min(self._end, start + 12))
        )

    def _follows_comma(self, start: int) -> bool:
        """Return whether an ellipsis continues an enumeration: "1, 2, … N"."""
        return self._text[max(self._start, start - 3) : start].rstrip().endswith(",")

    def _letters_at(self, position: int) -> str:
        """Return the letters and combining marks from `position` on, at most `_WORD_WINDOW`."""
        stop = position
        limit = min(self._end, position + _WORD_WINDOW)
        while stop < limit and _is_letter_or_mark(self._text[stop]):
            stop += 1
        return self._text[position:stop]

    def _letters_before(self, position: int) -> str:
        """Return the letters and combining marks before `position`, at most `_WORD_WINDOW`."""
        begin = position
        limit = max(self._line_start, position - _WORD_WINDOW)
        while begin > limit and _is_letter_or_mark(self._text[begin - 1]):
            begin -= 1
        return self._text[begin:position]

    def _count_quotes(self, position: int) -> int:
        """Return how many straight quotes stand in the line before `position`.

        An odd number means that the next one closes. Positions never decrease by more than the
        closing marks of one event, so the whole line is counted once.
        """
        if position < self._quotes_at:
            return self._quotes - self._text.count('"', position, self._quotes_at)
        self._quotes += self._text.count('"', self._quotes_at, position)
        self._quotes_at = position
        return self._quotes

    def _is_technical(self, position: int) -> bool:
        """Return whether the characters around `position` are an address or a path."""
        if position >= self._chunk_end:
            begin = stop = position
            while begin > self._line_start and not self._text[begin - 1].isspace():
                begin -= 1
            while stop < self._end and not self._text[stop].isspace():
                stop += 1
            chunk = self._text[begin:stop]
            self._chunk_end = stop
            self._chunk_is_technical = (
                any(mark in chunk for mark in ("/", "@", "\\")) or "www." in chunk.lower()
            )
        return self._chunk_is_technical


def _is_letter_or_mark(character: str) -> bool:
    """Return whether `character` belongs to a word: a letter or a combining mark (NFD)."""
    return character.isalpha() or unicodedata.combining(character) != 0


def _strip_right(text: str, start: int, end: int) -> int:
    """Return `end` moved left over white space, not before `start`."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _pair_brackets(text: str, start: int, end: int) -> dict[int, int]:
    """Return where each opening round bracket of a line closes."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    position = start
    for bracket in re.finditer(r"[()]", text[start:end]):
        position = start + bracket.start()
        if bracket[0] == "(":
            stack.append(position)
        elif stack:
            pairs[stack.pop()] = position
    return pairs
