"""A finite automaton over suffix morphemes with vowel harmony.

A language describes its morphotactics as a graph: states, and arcs that carry a suffix template
and lead to a state. A template is written with archiphonemes, as grammars of Azerbaijani do:

    A    a after a back vowel, ə after a front one
    I    ı i u ü, by backness and rounding of the vowel before
    Q    q after a back vowel, k after a front one
    Ğ    ğ after a back vowel, y after a front one (Q between vowels)
    (y)  a buffer consonant that appears after a vowel only
    (I)  a buffer vowel that appears after a consonant only

Source: Azerbaijani vowel harmony (ahəng qanunu), "Azərbaycan dilinin orfoqrafiya qaydaları",
Cabinet of Ministers, decision 108 of 5 August 2004; Müasir Azərbaycan dili, phonetics.
The same graph recognises and generates, so the two can never disagree.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

VOWELS: Final = "aıoueəiöü"
"""The nine vowels; the first four are back vowels."""

_HARMONY: Final = {
    "a": "a", "ı": "a", "o": "o", "u": "o",
    "e": "e", "ə": "e", "i": "e", "ö": "ö", "ü": "ö",
}  # fmt: skip
"""Vowel to harmony class, named after its lowest vowel: back/front × unrounded/rounded."""

_REALISE: Final = {
    "a": {"A": "a", "I": "ı", "Q": "q", "Ğ": "ğ"},
    "o": {"A": "a", "I": "u", "Q": "q", "Ğ": "ğ"},
    "e": {"A": "ə", "I": "i", "Q": "k", "Ğ": "y"},
    "ö": {"A": "ə", "I": "ü", "Q": "k", "Ğ": "y"},
}

SKELETON: Final = str.maketrans("əıöüğşç", "eiougsc")
"""Letters of the Azerbaijani alphabet to what is typed on a keyboard without them."""


def harmony_of(word: str, default: str = "e") -> str:
    """Return the harmony class of the last vowel of `word` (folded).

    >>> harmony_of("hökm"), harmony_of("qanun"), harmony_of("bmt")
    ('ö', 'o', 'e')
    """
    for char in reversed(word):
        if char in _HARMONY:
            return _HARMONY[char]
    return default


def count_syllables(word: str) -> int:
    """Count the vowels of `word` (folded), which are its syllables.

    >>> count_syllables("kibercinayətkarlıq")
    7
    """
    return sum(char in _HARMONY for char in word)


def realise(template: str, harmony: str, *, after_vowel: bool) -> str:
    """Spell a suffix template after a stem of this harmony class and ending.

    >>> realise("(n)In", "o", after_vowel=False), realise("(s)I", "e", after_vowel=True)
    ('un', 'si')
    """
    out: list[str] = []
    index = 0
    while index < len(template):
        char = template[index]
        if char == "(":
            char = template[index + 1]
            index += 3
            if (char in "AI") == after_vowel:
                continue
        else:
            index += 1
        if char in "AIQĞ":
            char = _REALISE[harmony][char]
        if char in _HARMONY:
            harmony = _HARMONY[char]
        after_vowel = char in VOWELS
        out.append(char)
    return "".join(out)


@dataclass(frozen=True, slots=True)
class State:
    """A state of the graph: whether a word may end here, and (template, next state) arcs."""

    final: bool
    arcs: tuple[tuple[str, str], ...] = ()


Node = tuple[str, str, bool]
"""Compiled state: name of the state, harmony class, whether a vowel precedes."""

_Arcs = Mapping[str, tuple[tuple[str, Node], ...]]


class SuffixAutomaton:
    """Recognise and generate the suffix chains of a graph.

    The name of a state may carry a filter after a slash that says how a word may go on there:
    `v` with a vowel, `c` with a consonant, `e` not at all. "NOUN/v" is a stem that only stands
    before vowels (nazirliy-), "NOUN/ce" its other shape (nazirlik, nazirlik-).

    Nodes are compiled when first reached. Filling the memo twice from two threads gives the same
    value, so an instance may be shared.
    """

    def __init__(self, graph: Mapping[str, State], *, memo_size: int = 200_000) -> None:
        self._graph = graph
        self._memo_size = memo_size
        self._nodes: dict[tuple[Node, bool], tuple[bool, _Arcs]] = {}
        self._memo: dict[tuple[Node, str, bool], bool] = {}

    def accepts(self, node: Node, rest: str, *, skeleton: bool = False) -> bool:
        """Tell whether `rest` is a whole suffix chain from `node`.

        With `skeleton`, `rest` has been mapped by SKELETON, and so are the suffixes.
        """
        key = (node, rest, skeleton)
        known = self._memo.get(key)
        if known is None:
            known = self._search(node, rest, skeleton)
            if len(self._memo) < self._memo_size:
                self._memo[key] = known
        return known

    def iter_chains(self, node: Node, *, limit: int) -> Iterator[str]:
        """Yield at most `limit` suffix chains from `node`, those of fewest suffixes first."""
        return islice(self._walk(node), limit)

    def _walk(self, start: Node) -> Iterator[str]:
        queue: deque[tuple[Node, str]] = deque([(start, "")])
        seen = {(start, "")}
        yielded: set[str] = set()
        while queue:
            node, chain = queue.popleft()
            final, arcs = self._compile(node, skeleton=False)
            if final and chain not in yielded:
                yielded.add(chain)
                yield chain
            for choices in arcs.values():
                for label, following in choices:
                    step = (following, chain + label)
                    if step not in seen:
                        seen.add(step)
                        queue.append(step)

    def _search(self, start: Node, rest: str, skeleton: bool) -> bool:
        stack = [(start, 0)]
        seen = set()
        length = len(rest)
        while stack:
            step = stack.pop()
            if step in seen:
                continue
            seen.add(step)
            node, offset = step
            final, arcs = self._compile(node, skeleton=skeleton)
            if offset == length:
                if final:
                    return True
                continue
            for label, following in arcs.get(rest[offset], ()):
                if rest.startswith(label, offset):
                    stack.append((following, offset + len(label)))
        return False

    def _compile(self, node: Node, *, skeleton: bool) -> tuple[bool, _Arcs]:
        compiled = self._nodes.get((node, skeleton))
        if compiled is None:
            compiled = self._build(node, skeleton)
            self._nodes[node, skeleton] = compiled
        return compiled

    def _build(self, node: Node, skeleton: bool) -> tuple[bool, _Arcs]:
        name, harmony, after_vowel = node
        base, _, allowed = name.partition("/")
        allowed = allowed or "vce"
        state = self._graph[base]
        arcs: dict[str, list[tuple[str, Node]]] = {}
        for template, following in state.arcs:
            label = realise(template, harmony, after_vowel=after_vowel)
            if ("v" if label[0] in VOWELS else "c") not in allowed:
                continue
            reached = (following, harmony_of(label, harmony), label[-1] in VOWELS)
            if skeleton:
                label = label.translate(SKELETON)
            choice = (label, reached)
            choices = arcs.setdefault(label[0], [])
            if choice not in choices:
                choices.append(choice)
        return state.final and "e" in allowed, {key: tuple(val) for key, val in arcs.items()}
