"""Make a model carry over the marks that it lost or said too often, and pair its quotation marks.

What a translation looks at where it leaves out a mark is known from its attention: it is said again
from there with the mark given. Where a mark stands twice it is said again from the second one on,
without that mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from translate_cli.engines.argos_parts import Part, find_word_starts
from translate_cli.engines.marks import BLANK
from translate_cli.engines.quotes import CLOSE, OPEN, Lost, find_lost, find_place, find_surplus
from translate_cli.model import Hypothesis

ROUNDS: Final = 3
"""Each mends one mark of a translation."""
PLACES: Final = 2
"""Words with the most attention to a lost mark before and behind which it is tried."""


class Decoder(Protocol):
    """What is needed of an engine; tokens are those that people see, without marks."""

    def go_on(
        self, parts: Sequence[Part], prefixes: list[list[str]], *, without: Sequence[str] = ()
    ) -> list[Hypothesis]:
        """Return the best translation with each prefix, with attention, without some marks."""
        ...

    def rate(self, parts: Sequence[Part], tokens: Sequence[Sequence[str]]) -> list[float]:
        """Return the mean log probability a token of whole translations."""
        ...


@dataclass(frozen=True, slots=True)
class _Try:
    """A prefix from which translation `number` is said again; `without` is a mark or ""."""

    number: int
    prefix: list[str]
    without: str = ""


def carry_marks(decoder: Decoder, parts: Sequence[Part], best: list[Hypothesis]) -> None:
    """Replace the hypotheses, which have attention, by better ones with fewer faults in the marks.

    One that no try makes better stays.
    """
    open_ = [n for n, part in enumerate(parts) if part.marked.count_faults(best[n].tokens)]
    for _ in range(ROUNDS):
        tries = [
            each for number in open_ for each in _iter_tries(number, parts[number], best[number])
        ]
        if not tries:
            return
        made = _decode(decoder, parts, tries)
        rates = decoder.rate([parts[t.number] for t in tries], [h.tokens for h in made])
        better: dict[int, tuple[int, float, Hypothesis]] = {}
        for each, hypothesis, rate in zip(tries, made, rates, strict=True):
            count = parts[each.number].marked.count_faults
            faults = count(hypothesis.tokens)
            rated = (faults, -rate, replace(hypothesis, score_logprob=rate))
            if faults < count(best[each.number].tokens):
                kept = better.get(each.number, rated)
                better[each.number] = min(kept, rated, key=lambda item: item[:2])
        for number, (_, _, hypothesis) in better.items():
            best[number] = hypothesis
        open_ = [n for n in better if parts[n].marked.count_faults(best[n].tokens)]


def _decode(decoder: Decoder, parts: Sequence[Part], tries: Sequence[_Try]) -> list[Hypothesis]:
    """Decode all tries, those that do without the same mark in one batch."""
    made: dict[int, Hypothesis] = {}
    for mark in dict.fromkeys(each.without for each in tries):
        chosen = [n for n, each in enumerate(tries) if each.without == mark]
        found = decoder.go_on(
            [parts[tries[n].number] for n in chosen],
            [tries[n].prefix for n in chosen],
            without=[mark] if mark else (),
        )
        made.update(zip(chosen, found, strict=True))
    return [made[number] for number in range(len(tries))]


def _iter_tries(number: int, part: Part, hypothesis: Hypothesis) -> Iterator[_Try]:
    marked = part.marked
    wanted = Counter(marked.target_tokens.values())
    said = Counter(token for token in hypothesis.tokens if token in wanted)
    for mark, shown in marked.target_tokens.items():
        if said[shown] > wanted[shown]:
            last = max(n for n, token in enumerate(hypothesis.tokens) if token == shown)
            yield _Try(number, _cut(hypothesis.tokens, last), mark)
            return
    for mark, shown in reversed(list(marked.target_tokens.items())):
        if said[shown] < wanted[shown]:
            for place in _find_places(part, hypothesis, mark):
                yield _Try(number, [*_cut(hypothesis.tokens, place), BLANK, shown])
            return
    if marked.quoted and (lost := find_lost(hypothesis.tokens)):
        yield from _pair_quotes(number, part, hypothesis, lost)


def _pair_quotes(number: int, part: Part, hypothesis: Hypothesis, lost: Lost) -> Iterator[_Try]:
    """Yield a try with the mark that is lost, and one without the mark that is one too many."""
    own = part.own_tokens()
    tokens, rows = hypothesis.tokens, hypothesis.attention or ()
    starts = find_word_starts(tokens)
    place = find_place(lost, tokens, starts, rows, own) if rows else None
    if place is not None:
        yield _Try(number, [*_cut(tokens, place), CLOSE if lost.mark == CLOSE else BLANK + OPEN])
    surplus = find_surplus(lost, tokens)
    if surplus is not None:
        yield _Try(number, _cut(tokens, surplus), tokens[surplus])


def _cut(tokens: Sequence[str], end: int) -> list[str]:
    """Return the tokens before a place, without the blank that leads to what stands there."""
    kept = list(tokens[:end])
    return kept[:-1] if kept[-1:] == [BLANK] else kept


def _find_places(part: Part, hypothesis: Hypothesis, mark: str) -> list[int]:
    """Return places for a lost mark: before and behind the words that look at it most."""
    own = part.own_tokens()
    rows = hypothesis.attention or ()
    if mark not in own or not rows:
        return [len(hypothesis.tokens)]
    column = own.index(mark)
    starts = find_word_starts(hypothesis.tokens)
    ends = [*starts[1:], len(hypothesis.tokens)]
    words = sorted(
        zip(starts, ends, strict=True),
        key=lambda word: -max(row[column] for row in rows[word[0] : word[1]]),
    )
    return list(dict.fromkeys(place for word in words[:PLACES] for place in word))
