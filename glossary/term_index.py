"""A compiled index of terms: a trie over words, with suffix automata on the last word.

Every word of a term but the last is an edge of the trie. The last word is either listed in each of
its forms (English, Vietnamese) or by its stems, each with the node of the suffix automaton from
which the rest of the word must be accepted (Azerbaijani). Looking up a word costs a few dictionary
lookups, however many terms there are.

The index holds plain data only, so that it can be pickled.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from glossary.languages import az, en, vi
from glossary.languages.az_homographs import CONTEXTS, HOMOGRAPHS, is_homograph
from glossary.languages.az_nouns import plural_base
from glossary.languages.suffixes import SKELETON, Node
from glossary.model import Concept, Term, TermStatus
from glossary.text import APOSTROPHES, HYPHENS, WORD, fold, normalise, strip_invisible

_HINT: Final = re.compile(r"\s*\([^()]*\)\s*")
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SAME_MARKS: Final = str.maketrans({
    **dict.fromkeys(APOSTROPHES + "\u2018", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2012\u2013\u2014\u2212", "\u2013"),
})  # fmt: skip
"""Punctuation that a term and a text may write differently: apostrophes, quotes, dashes."""

LOOK_ALIKES: Final = str.maketrans({
    "ә": "ə", "ǝ": "ə",
    "а": "a", "в": "b", "е": "e", "к": "k", "м": "m", "о": "o", "р": "p", "с": "c", "т": "t",
    "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "һ": "h", "ԁ": "d", "ԛ": "q",
    "ð": "đ",
})  # fmt: skip
"""Folded letters of other alphabets that look like Latin ones.

Cyrillic schwa (U+04D9) and turned e (U+01DD) for ə (U+0259), Cyrillic letters, eth for đ; after
Unicode Technical Standard 39, confusables.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in the index.

    `lemma` is the normalised term without hints in parentheses. `exact_case` asks for the capitals
    of the lemma, `literal` also for its hyphens and spaces (set where a preferred and a forbidden
    form differ by no more). `guarded` is a one-word term, folded, that other words look like
    forms of, everywhere or beside certain words. `plain` says that none of these conditions holds;
    `order` counts the entries.
    """

    concept: Concept
    term: Term
    lemma: str
    exact_case: bool
    literal: bool
    abbreviation: bool = False
    guarded: str = ""
    plain: bool = True
    order: int = 0


@dataclass(slots=True)
class TrieNode:
    """A place in the trie: edges to the next word, whole last words, stems of last words."""

    children: dict[str, TrieNode] = field(default_factory=dict)
    exact: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    stems: dict[str, tuple[tuple[Node | None, Entry], ...]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()

    def child(self, key: str) -> TrieNode:
        """Return the node behind an edge, making it where there is none."""
        node = self.children.get(key)
        if node is None:
            node = self.children[key] = TrieNode()
        return node

    def add_exact(self, key: str, entry: Entry) -> None:
        """Let a whole word end a term here."""
        known = self.exact.get(key, ())
        if entry not in known:
            self.exact[key] = (*known, entry)

    def add_stem(self, key: str, node: Node | None, entry: Entry) -> None:
        """Let a stem, followed by suffixes from `node` (None: of any harmony), end a term here."""
        known = self.stems.get(key, ())
        if (node, entry) not in known:
            self.stems[key] = (*known, (node, entry))

    def seal(self) -> None:
        """Note the lengths of the stems, here and below, when all terms are in."""
        self.lengths = tuple(sorted({len(key) for key in self.stems}))
        for node in {id(node): node for node in self.children.values()}.values():
            node.seal()


def skeleton(text: str, lang: str) -> str:
    """Replace look-alike letters and, for Azerbaijani, diacritics of a folded text, one by one.

    >>> skeleton("kibercinayәtkarlıq", "az")
    'kibercinayetkarliq'
    """
    text = text.translate(LOOK_ALIKES)
    return text.translate(SKELETON) if lang == "az" else text


def word_key(gap: str, word: str) -> str | None:
    r"""Return the trie edge for a word after a gap, None where no term goes across the gap.

    White space with at most one line break and a single hyphen are the same gap; punctuation is
    part of the edge.

    >>> word_key(" \n", "orqanları"), word_key("-", "nin"), word_key("\n\n", "və")
    ('orqanları', 'nin', None)
    """
    if gap == " ":
        return word
    if len(_LINE_BREAK.findall(gap)) > 1:
        return None
    marks = strip_invisible("".join(gap.split())).translate(_SAME_MARKS)
    if not marks or (len(marks) == 1 and marks in HYPHENS and gap[0] in HYPHENS):
        return word
    return f"{marks}\0{word}"


def split_words(text: str) -> list[tuple[str, str]]:
    """Split a folded text into (gap before, word) pairs; the first gap is empty.

    >>> split_words("alqı-satqı müqaviləsi")
    [('', 'alqı'), ('-', 'satqı'), (' ', 'müqaviləsi')]
    """
    pairs: list[tuple[str, str]] = []
    end = 0
    visible = text.isprintable()
    for found in WORD.finditer(text.replace("_", " ")):
        gap = text[end : found.start()] if pairs else ""
        word = found.group()
        pairs.append((gap, word if visible else strip_invisible(word)))
        end = found.end()
    return pairs


def gap_shape(text: str) -> str:
    """Return the gaps of a text: "-" for a hyphen, " " for white space, else the marks.

    >>> gap_shape("alqı-satqı müqaviləsi")
    '- '
    """
    shapes = []
    for gap, _ in split_words(text)[1:]:
        marks = "".join(gap.split())
        shapes.append("-" if marks and marks in HYPHENS else marks or " ")
    return "".join(shapes)


def build_index(
    concepts: Iterable[Concept],
    lang: str,
    statuses: tuple[TermStatus, ...],
    *,
    by_skeleton: bool = False,
) -> TrieNode:
    """Compile the terms of `lang` with one of `statuses` into a sealed index.

    With `by_skeleton` the keys are mapped by `skeleton`, for a text mapped in the same way.
    """
    root = TrieNode()
    builder = _Builder(root, lang, by_skeleton)
    with pause_collector():
        for concept in concepts:
            builder.add_concept(concept, statuses)
        root.seal()
    return root


@contextmanager
def pause_collector() -> Iterator[None]:
    """Keep the cyclic garbage collector from running in the block.

    Every object of an index stays, but so many new ones set off collections all the same, which
    find nothing and take a third of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def clean_term(text: str) -> str:
    """Return a term as it stands in a text: NFC, single spaces, without hints in parentheses.

    >>> clean_term("tội phạm mạng (kẻ)")
    'tội phạm mạng'
    """
    text = normalise(text)
    return " ".join((_HINT.sub(" ", text) or text).split()) or text


class _Builder:
    def __init__(self, root: TrieNode, lang: str, by_skeleton: bool) -> None:
        self._root = root
        self._lang = lang
        self._by_skeleton = by_skeleton
        self._count = 0

    def add_concept(self, concept: Concept, statuses: tuple[TermStatus, ...]) -> None:
        terms = list(concept.iter_terms(self._lang))
        lemmas = {term: clean_term(term.text) for term in terms}
        # Terms of a concept are compared only where there is something to compare: it takes time.
        several = len(terms) > 1
        mixed = len({term.status == "forbidden" for term in terms}) > 1
        identities = {term: self._identity(lemmas[term]) for term in terms} if mixed else {}
        allowed = {found for term, found in identities.items() if term.status != "forbidden"}
        forbidden = {found for term, found in identities.items() if term.status == "forbidden"}
        listed = {
            term: self._sequences_of(lemmas[term], concept.pos) if several else set()
            for term in terms
        }
        for term in terms:
            if term.status not in statuses:
                continue
            lemma = lemmas[term]
            rivals = forbidden if term.status != "forbidden" else allowed
            literal = identities.get(term) in rivals
            # Lower case is another word (DİN "ministry", din "religion"; WHO, who).
            abbreviation = " " not in lemma and az.is_abbreviation(lemma)
            exact_case = concept.case_sensitive or literal or abbreviation
            self._count += 1
            entry = Entry(
                concept, term, lemma, exact_case, literal, plain=not exact_case, order=self._count
            )
            # A spelling that is listed as a term of its own is not a variant of this one.
            others = [found for other, found in listed.items() if other is not term]
            banned = set().union(*others)
            self._add(entry, banned)
            whole = normalise(" ".join(term.text.split()))
            if whole != lemma:
                self._add(replace(entry, lemma=whole), banned)

    def _identity(self, lemma: str) -> tuple[str, ...]:
        return tuple(word for _, word in split_words(fold(lemma, self._lang)))

    def _sequences_of(self, lemma: str, pos: str) -> set[tuple[str, ...]]:
        if self._lang != "en":
            return set()
        return {self._identity(form) for form in en.inflected_forms(lemma, pos)}

    def _add(self, entry: Entry, banned: set[tuple[str, ...]]) -> None:
        if self._lang == "az":
            self._add_az(entry)
        elif self._lang == "vi":
            self._add_vi(entry)
        else:
            self._add_en(entry, banned)

    def _key(self, gap: str, word: str) -> str:
        key = word_key(gap, word) or word
        return skeleton(key, self._lang) if self._by_skeleton else key

    def _add_az(self, entry: Entry) -> None:
        pairs = split_words(fold(entry.lemma, "az"))
        if not pairs:
            return
        node = self._root
        for gap, word in pairs[:-1]:
            node = node.child(self._key(gap, word))
        gap, last = pairs[-1]
        phrase = len(pairs) > 1
        abbreviation = az.is_abbreviation(entry.lemma)
        # A term in the plural is found in the singular too.
        names = () if phrase else (last, plural_base(last) or "")
        guarded = next((name for name in names if name in HOMOGRAPHS or name in CONTEXTS), "")
        if abbreviation or guarded:
            plain = entry.plain and not abbreviation and guarded not in CONTEXTS
            entry = replace(entry, abbreviation=abbreviation, guarded=guarded, plain=plain)
        if entry.abbreviation:
            node.add_stem(self._key(gap, last), None, entry)
            return
        for stem in az.iter_stems(last, pos=entry.concept.pos, phrase=phrase):
            node.add_stem(self._key(gap, stem.text), stem.node, entry)
        node.add_exact(self._key(gap, last), entry)

    def _add_vi(self, entry: Entry) -> None:
        pairs = split_words(vi.fold_key(entry.lemma))
        if not pairs:
            return
        node = self._root
        for gap, word in pairs[:-1]:
            child = node.child(self._key(gap, word))
            for variant in vi.syllable_variants(word):
                node.children.setdefault(self._key(gap, variant), child)
            node = child
        gap, last = pairs[-1]
        for variant in vi.syllable_variants(last):
            node.add_exact(self._key(gap, variant), entry)

    def _add_en(self, entry: Entry, banned: set[tuple[str, ...]]) -> None:
        for form in en.inflected_forms(entry.lemma, entry.concept.pos):
            pairs = split_words(fold(form, "en"))
            if not pairs:
                continue
            keys = tuple(self._key(gap, word) for gap, word in pairs)
            self._add_keys(keys, entry)
            if entry.literal:
                continue
            words = tuple(word for _, word in pairs)
            hyphened = frozenset(i for i, (gap, _) in enumerate(pairs) if gap in HYPHENS and gap)
            if any("\0" in key for key in keys):
                continue
            for spelling in en.iter_spellings(words, hyphened):
                if spelling not in banned:
                    self._add_keys(tuple(self._key(" ", word) for word in spelling), entry)

    def _add_keys(self, keys: tuple[str, ...], entry: Entry) -> None:
        node = self._root
        for key in keys[:-1]:
            node = node.child(key)
        node.add_exact(keys[-1], entry)


def iter_last_words(
    node: TrieNode, key: str, *, by_skeleton: bool = False
) -> Iterator[tuple[Entry, int]]:
    """Yield the entries that end with the word `key` at `node`, each with its suffix length.

    Of several analyses of one entry the one with the shortest suffix is kept.
    """
    found: dict[int, tuple[Entry, int]] = {}
    for entry in node.exact.get(key, ()):
        found[id(entry)] = (entry, 0)
    if node.stems:
        automaton = az.suffix_automaton()
        size = len(key)
        for length in reversed(node.lengths):
            if length > size:
                continue
            choices = node.stems.get(key[:length])
            if not choices:
                continue
            rest = key[length:]
            for start, entry in choices:
                if id(entry) in found or (entry.guarded and is_homograph(key, entry.guarded)):
                    continue
                if start is None:
                    valid = not rest or az.accepts_any_harmony(rest, skeleton=by_skeleton)
                else:
                    valid = automaton.accepts(start, rest, skeleton=by_skeleton)
                if valid:
                    found[id(entry)] = (entry, len(rest))
    yield from found.values()
