"""Find the terms of a termbase in a text.

Build a TermMatcher once and use it for any number of texts, from any number of threads. It finds
all spans, overlapping ones too; `resolve_overlaps` then decides between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Final, Self

from glossary.languages import az
from glossary.languages.az_homographs import is_another_word
from glossary.model import Concept, Match, TermStatus
from glossary.term_index import (
    LOOK_ALIKES,
    Entry,
    TrieNode,
    build_index,
    gap_shape,
    iter_last_words,
    skeleton,
    word_key,
)
from glossary.text import (
    APOSTROPHES,
    COMBINING,
    HYPHENS,
    INVISIBLE,
    WORD,
    fold,
    map_offsets,
    strip_invisible,
)

_Hit = tuple[TrieNode | None, tuple[tuple[Entry, int], ...]]
_Span = tuple[int, int, Entry]

_NEXT: Final = re.compile(
    rf"([^\w{COMBINING}{INVISIBLE}][^\w{COMBINING}]{{0,40}}?)([\w{COMBINING}{INVISIBLE}]+)"
)
_LAST_WORD: Final = re.compile(r"(?<!\w)(\w+)\s+$")
_FIRST_WORD: Final = re.compile(r"\s+(\w+)")
_FAR: Final = 40
"""Code points within which the neighbour of a word is looked for."""
_HYPHENS: Final = frozenset(HYPHENS)
_JOINERS: Final = frozenset(HYPHENS + APOSTROPHES)
_POSSESSIVE: Final = re.compile(rf"[{APOSTROPHES}]s(?!\w)", re.IGNORECASE)
_AZ_LETTERS: Final = frozenset("əöüğşç")
_EN_PREFIXES: Final = frozenset({"anti", "counter", "ex", "mid", "non", "post", "pre", "pro"})
_STATUS_RANK: Final[dict[TermStatus, int]] = {"preferred": 0, "admitted": 1, "forbidden": 2}
_CONCEPT_RANK: Final = {"approved": 0, "proposed": 1, "deprecated": 2}
_MEMO_SIZE: Final = 200_000
_UNKNOWN: Final[_Hit] = (None, ())
"""Stands for a word that was not looked up yet; one that begins no term is None."""


class TermMatcher:
    """Find the terms of one language, in their inflected forms.

    `statuses` says which terms of the concepts count. With `fold_spelling`, words typed without
    diacritics or with look-alike letters are found too; their matches say so in `folded`.

    >>> from glossary.model import Term
    >>> term = Concept("cybercrime", (Term("kibercinayətkarlıq", "az"),))
    >>> matcher = TermMatcher([term], "az")
    >>> [match.text for match in matcher.find("KİBERCİNAYƏTKARLIĞA qarşı; kibercinayətkar")]
    ['KİBERCİNAYƏTKARLIĞA']
    """

    def __init__(
        self,
        concepts: Iterable[Concept],
        lang: str,
        *,
        statuses: tuple[TermStatus, ...] = ("preferred", "admitted"),
        fold_spelling: bool = False,
    ) -> None:
        concepts = list(concepts)
        index = build_index(concepts, lang, statuses)
        folded = build_index(concepts, lang, statuses, by_skeleton=True) if fold_spelling else None
        self._set_up(lang, statuses, index, folded)

    @classmethod
    def from_indexes(
        cls,
        lang: str,
        statuses: tuple[TermStatus, ...],
        index: TrieNode,
        folded_index: TrieNode | None = None,
    ) -> Self:
        """Return a matcher over indexes that `build_index` made for this language.

        `folded_index` is the one by skeleton, that a matcher with `fold_spelling` needs.
        """
        matcher = cls.__new__(cls)
        matcher._set_up(lang, statuses, index, folded_index)
        return matcher

    def _set_up(
        self,
        lang: str,
        statuses: tuple[TermStatus, ...],
        index: TrieNode,
        folded_index: TrieNode | None,
    ) -> None:
        self.lang = lang
        self.statuses = statuses
        self._scanner = _Scanner(index, lang)
        self._folded_scanner: _Scanner | None = None
        if folded_index is not None:
            self._folded_scanner = _Scanner(folded_index, lang, by_skeleton=True)

    def iter_matches(self, text: str) -> Iterator[Match]:
        """Yield all matches, overlapping ones too, in order of start; longer ones first.

        Offsets are those of `text`, also where it is not in NFC.
        """
        normal, offsets = map_offsets(text)
        folded = fold(normal, self.lang).replace("_", " ")
        exact = self._scanner.iter_spans(normal, folded)
        spans: Iterable[tuple[_Span, tuple[str, ...]]]
        if self._folded_scanner is None:
            spans = zip(exact, repeat(()), strict=False)
        else:
            spans = self._add_folded(normal, folded, list(exact))
        for (start, end, entry), how in spans:
            if offsets is not None:
                start, end = offsets.start(start), offsets.end(end)
            yield Match(start, end, text[start:end], entry.concept, entry.term, how)

    def find(self, text: str) -> list[Match]:
        """Return the matches of a text with overlaps resolved, in order of start.

        >>> from glossary.model import Term
        >>> concepts = [
        ...     Concept("crime", (Term("cinayət", "az"),)),
        ...     Concept("case", (Term("cinayət işi", "az"),)),
        ... ]
        >>> [m.text for m in TermMatcher(concepts, "az").find("Cinayət işinə cinayətdən sonra")]
        ['Cinayət işinə', 'cinayətdən']
        """
        return resolve_overlaps(self.iter_matches(text))

    def _add_folded(
        self, text: str, folded: str, exact: list[_Span]
    ) -> list[tuple[_Span, tuple[str, ...]]]:
        """Add the spans that are found with folded spelling only, and what was folded."""
        scanner = self._folded_scanner
        spans: list[tuple[_Span, tuple[str, ...]]] = [(span, ()) for span in exact]
        if scanner is None:
            return spans
        known = {(start, end, entry.order) for start, end, entry in exact}
        for span in scanner.iter_spans(text, skeleton(folded, self.lang)):
            start, end, entry = span
            if (start, end, entry.order) in known:
                continue
            how = _what_was_folded(folded[start:end], fold(entry.lemma, self.lang), self.lang)
            if how:
                spans.append((span, how))
        spans.sort(key=lambda item: (item[0][0], -item[0][1], item[0][2].order))
        return spans


def resolve_overlaps(matches: Iterable[Match]) -> list[Match]:
    """Choose matches that do not overlap, in order of start.

    The longest wins, then the earliest, then preferred before admitted before forbidden, then the
    concept that is approved, then the one that comes first in `matches`. Terms inside a longer
    match are dropped; every occurrence keeps its own span.
    """
    ranked = sorted(
        matches,
        key=lambda match: (
            match.start - match.end,
            match.start,
            _STATUS_RANK[match.term.status],
            _CONCEPT_RANK[match.concept.status],
        ),
    )
    starts: list[int] = []
    chosen: list[Match] = []
    for match in ranked:
        place = bisect_left(starts, match.start)
        if place and chosen[place - 1].end > match.start:
            continue
        if place < len(chosen) and chosen[place].start < match.end:
            continue
        starts.insert(place, match.start)
        chosen.insert(place, match)
    return chosen


class _Scanner:
    """Walk the words of a folded text through an index.

    The memo of words seen only saves time: what it holds follows from the index, so threads may
    fill it in any order.
    """

    def __init__(self, index: TrieNode, lang: str, *, by_skeleton: bool = False) -> None:
        self._index = index
        self._lang = lang
        self._by_skeleton = by_skeleton
        self._memo: dict[str, _Hit | None] = {}
        self._steps: dict[tuple[int, str], _Hit] = {}

    def iter_spans(self, text: str, folded: str) -> Iterator[_Span]:
        """Yield the spans of all terms in order of start, end (longest first) and suffix.

        `folded` is `text` with its case (and, for a skeleton, its spelling) folded one by one.
        """
        memo = self._memo
        for found in WORD.finditer(folded):
            word = found.group()
            hit = memo.get(word, _UNKNOWN)
            if hit is None:
                continue
            if hit is _UNKNOWN:
                hit = self._look_up(word)
                if hit is None:
                    continue
            start, end = found.span()
            if start and text[start - 1] in _JOINERS and self._starts_inside_word(text, start):
                continue
            node, entries = hit
            joined = text[end : end + 1] in _JOINERS
            spans: list[_Span] = []
            for entry, size in entries:
                stop = end
                if joined or not entry.plain:
                    stop = self._end_of(text, folded, start, start, end, entry, size)
                if stop:
                    spans.append((start, stop, entry))
            if node is not None:
                spans += self._follow(text, folded, start, end, node)
                spans.sort(key=_by_length)
            yield from spans

    def _look_up(self, word: str) -> _Hit | None:
        hit: _Hit | None = self._step(self._index, strip_invisible(word))
        if hit == (None, ()):
            hit = None
        if len(self._memo) < _MEMO_SIZE:
            self._memo[word] = hit
        return hit

    def _step(self, node: TrieNode, key: str) -> _Hit:
        """Return where a word leads from a node, and the entries that end with it."""
        step = self._steps.get((id(node), key))
        if step is None:
            entries: list[tuple[Entry, int]] = []
            if node.stems or node.exact:
                entries.extend(iter_last_words(node, key, by_skeleton=self._by_skeleton))
                # The lemma that is nearest to the text: imzalanma before imzalamaq.
                entries.sort(key=lambda found: (found[1], found[0].order))
            step = (node.children.get(key), tuple(entries))
            if len(self._steps) < _MEMO_SIZE:
                self._steps[id(node), key] = step
        return step

    def _follow(
        self, text: str, folded: str, start: int, end: int, node: TrieNode
    ) -> Iterator[_Span]:
        """Yield the spans of more than one word that begin with the word at `start`."""
        following = _NEXT.match(folded, end)
        while following is not None:
            gap, word = following.groups()
            key = word
            if gap != " " or not word.isprintable():
                crossed = word_key(gap, strip_invisible(word))
                if crossed is None:
                    return
                key = crossed
            child, entries = self._step(node, key)
            last_start, end = following.span(2)
            for entry, size in entries:
                stop = self._end_of(text, folded, start, last_start, end, entry, size)
                if stop:
                    yield start, stop, entry
            if child is None:
                return
            node = child
            following = _NEXT.match(folded, end)

    def _end_of(
        self,
        text: str,
        folded: str,
        start: int,
        last_start: int,
        end: int,
        entry: Entry,
        suffix_size: int,
    ) -> int:
        """Return where a match ends, with a suffix after a hyphen or apostrophe; 0 where none is.

        `last_start` is the start of its last word, of which `suffix_size` letters are a suffix.
        """
        if entry.exact_case and not _has_case_of(text[start:end], entry.lemma):
            return 0
        if entry.literal and gap_shape(text[start:end]) != gap_shape(entry.lemma):
            return 0
        if self._lang == "az":
            if entry.abbreviation and suffix_size:
                stem_end = end - suffix_size
                # DİN "ministry" must not be found in dini "religious", nor in DİNİ in a heading.
                if not text[last_start:stem_end].isupper() or not text[stem_end:end].islower():
                    return 0
            if entry.guarded and is_another_word(
                entry.guarded,
                capital=text[start].isupper(),
                before=_word_before(folded, start),
                after=_word_after(folded, end),
            ):
                return 0
            return self._end_az(text, folded, start, end, bool(suffix_size))
        if self._lang == "vi":
            # An-giê-ri: a hyphen joins syllables of one word, unless a capital starts another.
            joined = _is_joined(text, end, _HYPHENS) and not text[end + 1].isupper()
            return 0 if joined else end
        return _end_en(text, start, end)

    def _end_az(self, text: str, folded: str, start: int, end: int, inflected: bool) -> int:
        mark = text[end : end + 1]
        if not _is_joined(text, end, _JOINERS):
            return end
        following = WORD.match(folded, end + 1)
        suffix = strip_invisible(following.group()) if following else ""
        if following and not inflected and _is_suffix(suffix, self._by_skeleton):
            quoted = mark not in HYPHENS and text[start - 1 : start] == mark
            return end if quoted else following.end()
        # alqı-satqı: another word follows the hyphen, and the whole is a word of its own.
        return 0 if mark in HYPHENS and not suffix[:1].isdigit() else end

    def _starts_inside_word(self, text: str, start: int) -> bool:
        if start < 2 or not text[start - 2].isalpha():
            return False
        if self._lang == "vi":
            return text[start - 1] in APOSTROPHES or not text[start].isupper()
        if self._lang == "en" and text[start - 1] in HYPHENS:
            before = re.search(r"\w+$", text[max(0, start - 24) : start - 1])
            return before is None or before.group().lower() not in _EN_PREFIXES
        return True


def _word_before(text: str, start: int) -> str:
    found = _LAST_WORD.search(text, max(0, start - _FAR), start)
    return found[1] if found else ""


def _word_after(text: str, end: int) -> str:
    found = _FIRST_WORD.match(text, end, end + _FAR)
    return found[1] if found else ""


def _by_length(span: _Span) -> int:
    return -span[1]


def _is_joined(text: str, end: int, marks: frozenset[str]) -> bool:
    return text[end : end + 1] in marks and text[end + 1 : end + 2].isalnum()


def _is_suffix(suffix: str, by_skeleton: bool) -> bool:
    return bool(suffix) and az.accepts_any_harmony(suffix, skeleton=by_skeleton)


def _end_en(text: str, start: int, end: int) -> int:
    """Return the end of an English match with its possessive: 's, or an apostrophe after s."""
    found = _POSSESSIVE.match(text, end)
    if found:
        return found.end()
    apostrophe = text[end : end + 1]
    if apostrophe and apostrophe in APOSTROPHES and text[end - 1 : end] in "sS":
        opened = text[max(0, start - 1) : start] in ("'", "\u2018")
        owns = text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].isalnum()
        if (owns and not opened) or (end + 1 == len(text) and apostrophe not in text[:start]):
            return end + 1
    return end


def _has_case_of(text: str, lemma: str) -> bool:
    """Tell whether `text` has the capitals of `lemma`, or capitals only as in a heading."""
    letters = [char for char in text if char.isalpha()]
    wanted = [char for char in lemma if char.isalpha()]
    if all(a.isupper() == b.isupper() for a, b in zip(letters, wanted, strict=False)):
        return True
    return len(letters) > 1 and all(char.isupper() for char in letters)


def _what_was_folded(text: str, lemma: str, lang: str) -> tuple[str, ...]:
    """Name what was folded to find a folded text, () where it is spelled as another word.

    Diacritics may be missing from the text; a letter with one that the lemma lacks is a mistake of
    another kind (ölüm is not olum). ı may stand for i, since I is typed for İ.
    """
    latin = text.translate(LOOK_ALIKES)
    folded = ("look-alikes",) if latin != text else ()
    if lang != "az":
        return folded
    plain = latin == text
    letters = (char for char in latin if char.isalnum())
    for char, wanted in zip(letters, (c for c in lemma if c.isalnum()), strict=False):
        if skeleton(char, lang) != skeleton(wanted, lang):
            break
        if char != wanted:
            if char in _AZ_LETTERS:
                return ()
            plain = True
    return (*folded, "diacritics") if plain else folded
