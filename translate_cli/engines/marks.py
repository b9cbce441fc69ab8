"""Marks instead of numbers and names in what a model reads and writes.

A model that was trained with them carries a mark over as one piece; outside of the engine a mark is
one token with all of its text ("40▁000" in the source, "40,000" in the target), so that tokens,
texts and attention agree for everybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from translate_cli.engine import Hint
from translate_cli.engines.quotes import OPEN, count_unpaired, is_paired
from translate_cli.placeables import Kind, Placeable, find_placeables

BLANK = "▁"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with marks, and by mark what stands for it on either side, blanks as ▁.

    `kept` are marks that the text has itself where none was put in; with `quoted` its quotation
    marks have to be paired in the target.
    """

    text: str
    source_tokens: Mapping[str, str] = field(default_factory=dict)
    target_tokens: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    quoted: bool = False

    def only(self, tokens: Iterable[str]) -> MarkedText:
        """Return the same with the marks of these source tokens alone."""
        if not self.target_tokens and not self.quoted:
            return self
        tokens = list(tokens)
        marks = [token for token in tokens if token in self.target_tokens]
        return MarkedText(
            self.text,
            {mark: self.source_tokens[mark] for mark in marks},
            {mark: self.target_tokens[mark] for mark in marks},
            self.kept,
            quoted=self.quoted and is_paired(tokens),
        )

    def show_source(self, tokens: Iterable[str]) -> list[str]:
        """Return source tokens with what the marks stand for."""
        return [self.source_tokens.get(token, token) for token in tokens]

    def show_target(self, tokens: Iterable[str], marks: frozenset[str]) -> tuple[str, ...]:
        """Return target tokens with what the marks stand for; "" where that is nothing."""
        lost = marks - self.kept
        return tuple(
            self.target_tokens.get(token, "" if token in lost else token) for token in tokens
        )

    def hide(self, tokens: Iterable[str]) -> list[str]:
        """Return what `show_target` was made of; the same rendering twice is told by its order."""
        left: dict[str, list[str]] = {}
        for mark, shown in self.target_tokens.items():
            left.setdefault(shown, []).append(mark)
        hidden = []
        for token in tokens:
            marks = left.get(token)
            if marks:
                hidden.append(marks.pop(0) if len(marks) > 1 else marks[0])
            else:
                hidden.append(token or BLANK)
        return hidden

    def count_faults(self, tokens: Sequence[str]) -> int:
        """Count what shown target tokens lack of the marks, or have too often.

        A quotation mark without its counterpart counts as much; both may be left out, as English
        leaves them out around the names of laws.
        """
        faults = tokens.count("") + (count_unpaired(tokens) if self.quoted else 0)
        if not self.target_tokens:
            return faults
        wanted = Counter(self.target_tokens.values())
        return faults + sum(abs(tokens.count(t) - n) for t, n in wanted.items())


def mark_text(
    text: str, target_lang: str, series: Mapping[Kind, Sequence[str]], hints: Sequence[Hint]
) -> MarkedText:
    """Replace the placeables of a text by the marks of their kinds, as far as there are marks.

    A placeable inside a hinted term belongs to the term. Such characters of the text itself are
    carried over like placeables, before all others; a text that has too many is left alone.

    >>> marked = mark_text("40 000 manat", "en", {Kind.NUMBER: "①②"}, ())
    >>> marked.text, dict(marked.target_tokens)
    ('① manat', {'①': '40,000'})
    """
    kinds = {mark: kind for kind, marks in series.items() for mark in marks}
    own = [Placeable(n, n + 1, c, kinds[c]) for n, c in enumerate(text) if c in kinds]
    used = Counter(placeable.kind for placeable in own)
    if not series or any(count > len(series[kind]) for kind, count in used.items()):
        return MarkedText(text, kept=frozenset(placeable.text for placeable in own))
    left = {kind: list(marks) for kind, marks in series.items()}
    places = {placeable.start for placeable in own}
    room = {kind: len(marks) - used[kind] for kind, marks in series.items()}
    placeables = list(own)
    for placeable in find_placeables(text, target_lang):
        hinted = any(placeable.start < h.end and h.start < placeable.end for h in hints)
        free = room.get(placeable.kind, 0) > 0
        if free and not hinted and places.isdisjoint(range(placeable.start, placeable.end)):
            room[placeable.kind] -= 1
            placeables.append(placeable)
    made, cursor = "", 0
    sources: dict[str, str] = {}
    targets: dict[str, str] = {}
    for placeable in sorted(placeables, key=lambda placeable: placeable.start):
        mark = left[placeable.kind].pop(0)
        made += text[cursor : placeable.start] + mark
        cursor = placeable.end
        sources[mark] = BLANK.join(text[placeable.start : placeable.end].split())
        targets[mark] = BLANK.join(placeable.text.split())
    return MarkedText(made + text[cursor:], sources, targets, quoted=OPEN in text)
