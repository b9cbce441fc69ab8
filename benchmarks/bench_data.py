"""A translation memory of any size, made of the corpus: distinct sources, near-duplicates, queries.

The first half of one sentence is joined to the second half of another, words are replaced by words
drawn as often as the corpus has them, some units are short as headings are, and a part of them are
edits of earlier ones. So words and halves recur as they do in a large memory, and the same numbers
always give the same units.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.common import ROOT, require

Pair = tuple[str, str]
"""A source and its target."""

CORPUS: Final = ROOT / "training" / "corpus"
SEED: Final = 20_260
HELD_OUT: Final = 1_000
"""Corpus sentences of which nothing goes into the units: what is new to the memory."""
AS_IT_IS: Final = 0.03
SHORT: Final = 0.08
NEAR: Final = 0.30
"""Shares of the units: corpus sentences, phrases with a number, edits of a recent unit."""
RECENT: Final = 20_000
"""How many units are kept to be edited: a sample of all the earlier ones."""
MATCHED: Final = 0.6
"""Share of the queries that are edits of a unit and at least `BANDS[0][0]` per cent alike to it."""
BANDS: Final = ((75, 80), (80, 85), (85, 90), (90, 100))
"""The matched queries are spread over these bands of similarity, as a fuzzy-match report has it."""
STEM_LETTERS: Final = 5

_CUT: Final = re.compile(r"(?<=[,;:]) ")
_WORD: Final = re.compile(r"\w+")
UNITS_FILE: Final = "units.tsv"
QUERIES_FILE: Final = "queries.json"


def read_pairs(kind: str = "sentences", *, folder: Path = CORPUS) -> list[Pair]:
    """Return the distinct sentences or phrases of the corpus with their English, by their hash."""
    pairs: dict[str, str] = {}
    for path in sorted(folder.glob(f"c*-{kind}.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            source, target = line.split("\t")[:2]
            pairs.setdefault(source, target)
    return sorted(pairs.items(), key=lambda pair: hashlib.sha256(pair[0].encode()).digest())


def cut(text: str) -> Pair:
    """Cut a sentence in two: at the comma nearest to its middle, else at the middle word.

    >>> cut("Hakim bildirdi ki, iclas təxirə salınır.")
    ('Hakim bildirdi ki,', 'iclas təxirə salınır.')
    >>> cut("Qanun bu gün qəbul edildi.")
    ('Qanun bu', 'gün qəbul edildi.')
    """
    places = [found.start() for found in _CUT.finditer(text)]
    if places:
        place = min(places, key=lambda at: abs(at - len(text) / 2))
        return text[:place], text[place + 1 :]
    words = text.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


@dataclass(slots=True)
class Vocabulary:
    """The words of a language as often as they occur, and the forms that begin alike."""

    words: list[str] = field(default_factory=list)
    forms: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """Collect the words of texts; those with an upper-case letter are left out."""
        words = [word for text in texts for word in _WORD.findall(text) if word.islower()]
        forms: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            if len(word) > STEM_LETTERS:
                forms.setdefault(word[:STEM_LETTERS], []).append(word)
        return cls(words, forms)


def edit(text: str, vocabulary: Vocabulary, chance: random.Random) -> str:
    """Make one edit as between two versions of a sentence.

    A number or an ending changes, or a word is replaced, added or taken out. The first word and the
    punctuation stay.

    >>> edit("Hakim qərarı oxudu.", Vocabulary(["bu"]), random.Random(4))
    'Hakim bu oxudu.'
    """
    words = text.split(" ")
    place = chance.randrange(1, len(words)) if len(words) > 1 else 0
    kind = chance.random()
    number = [at for at, word in enumerate(words) if word[:1].isdigit()]
    if number and kind < 0.25:
        at = chance.choice(number)
        words[at] = re.sub(r"\d+", str(chance.randrange(1, 100)), words[at], count=1)
        return " ".join(words)
    found = _WORD.search(words[place])
    if found is None:
        return text
    if kind < 0.5:
        forms = vocabulary.forms.get(found[0][:STEM_LETTERS])
        if forms and len(forms) > 1:
            words[place] = _replace(words[place], found, chance.choice(forms))
            return " ".join(words)
    if kind < 0.7:
        words[place] = _replace(words[place], found, chance.choice(vocabulary.words))
    elif kind < 0.85:
        words.insert(place, chance.choice(vocabulary.words))
    elif len(words) > 3 and words[place].isalnum():
        del words[place]
    return " ".join(words)


def _replace(token: str, found: re.Match[str], word: str) -> str:
    return token[: found.start()] + word + token[found.end() :]


def iter_units(
    pairs: Sequence[Pair], phrases: Sequence[Pair], count: int, *, seed: int = SEED
) -> Iterator[Pair]:
    """Yield `count` units with distinct sources, made of sentences and phrases."""
    require(len(pairs) > 1 and bool(phrases), "the corpus has nothing to make units of.")
    chance = random.Random(seed)
    sources = Vocabulary.of(source for source, _ in pairs)
    targets = Vocabulary.of(target for _, target in pairs)
    halves = [(cut(source), cut(target)) for source, target in pairs]
    originals = iter(pairs)
    recent: list[Pair] = []
    seen: set[bytes] = set()
    while len(seen) < count:
        kind = chance.random()
        pair = next(originals, None) if kind < AS_IT_IS else None
        if pair is None and kind < AS_IT_IS + SHORT:
            pair = _make_short(phrases, chance)
        elif pair is None and recent and kind < AS_IT_IS + SHORT + NEAR:
            source, target = chance.choice(recent)
            for _ in range(chance.choice((1, 1, 2, 3))):
                source = edit(source, sources, chance)
                target = edit(target, targets, chance)
            pair = source, target
        elif pair is None:
            first, second = chance.choice(halves), chance.choice(halves)
            source = f"{first[0][0]} {second[0][1]}".strip()
            target = f"{first[1][0]} {second[1][1]}".strip()
            if chance.random() < 0.5:
                source = edit(source, sources, chance)
            pair = source, target
        key = _key(pair[0])
        if key in seen:
            continue
        seen.add(key)
        if len(recent) < RECENT:
            recent.append(pair)
        elif chance.random() < RECENT / len(seen):
            recent[chance.randrange(RECENT)] = pair
        yield pair


def _make_short(phrases: Sequence[Pair], chance: random.Random) -> Pair:
    source, target = chance.choice(phrases)
    number = chance.randrange(1, 200)
    shape = chance.choice(("{}", "{} {}", "{1}. {0}", "Maddə {1}. {0}"))
    return shape.format(source, number), shape.replace("Maddə", "Article").format(target, number)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Query:
    """A text to look up; `made_from` is the unit of which it is an edit, "" for a new sentence."""

    text: str
    made_from: str = ""


def make_near(
    source: str, band: tuple[int, int], vocabulary: Vocabulary, chance: random.Random
) -> str:
    """Edit a source until its similarity to it lies in a band (from, below); "" if that fails."""
    from translate_cli.memory_search import fold_text, similarity

    folded = fold_text(source, "az")
    for _ in range(40):
        text = source
        for _ in range(30):
            text = edit(text, vocabulary, chance)
            score = similarity(fold_text(text, "az"), folded)
            if score < band[0]:
                break
            if score < band[1] and text != source:
                return text
    return ""


def make_queries(
    sources: Sequence[str], new: Sequence[str], count: int, *, seed: int = SEED
) -> list[Query]:
    """Return queries in a mixed order: `MATCHED` of them edits of `sources`, the others `new`."""
    chance = random.Random(seed)
    vocabulary = Vocabulary.of(sources)
    matched = round(count * MATCHED)
    require(len(new) >= count - matched, "too few sentences are held out for so many queries.")
    queries = [Query(text) for text in new[: count - matched]]
    candidates = iter(chance.sample(sources, len(sources)))
    while matched:
        source = next(candidates, "")
        require(bool(source), "too few units for so many queries.")
        text = make_near(source, BANDS[matched % len(BANDS)], vocabulary, chance)
        if text:
            queries.append(Query(text, source))
            matched -= 1
    chance.shuffle(queries)
    return queries


def write_data(folder: Path, units: int, queries: int) -> str:
    """Write the units and the queries; return what they are, as a list item.

    A query whose text is a unit would not be fuzzy and is left out.
    """
    pairs, phrases = read_pairs(), read_pairs("phrases")
    held_out, kept = pairs[:HELD_OUT], pairs[HELD_OUT:]
    # A few more than are asked for: some cannot be edited into their band, some are units.
    picked = set(random.Random(SEED).sample(range(units), min(units, 4 * queries)))
    sample: list[str] = []
    characters = 0
    with (folder / UNITS_FILE).open("w", encoding="utf-8") as file:
        for number, (source, target) in enumerate(iter_units(kept, phrases, units)):
            file.write(f"{source}\t{target}\n")
            characters += len(source)
            if number in picked:
                sample.append(source)
    made = make_queries(sample, [source for source, _ in held_out], queries)
    texts = {query.text for query in made}
    stored = {source for source, _ in read_units(folder) if source in texts}
    made = [query for query in made if query.text not in stored]
    shown = [[query.text, query.made_from] for query in made]
    (folder / QUERIES_FILE).write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    near = sum(bool(query.made_from) for query in made)
    return (
        f"- data: {units:,} units with distinct sources of {characters / units:.0f} characters on"
        f" average, made of {len(kept):,} sentences and {len(phrases):,} phrases of the corpus"
        + (
            f"; {len(made)} queries, {near} of them edits of a unit that are {BANDS[0][0]} % alike"
            f" or more, {len(made) - near} sentences of which nothing is in the units"
            if made
            else ""
        )
    )


def read_units(folder: Path, count: int | None = None) -> Iterator[Pair]:
    """Yield the units of a data folder, the first `count` of them."""
    with (folder / UNITS_FILE).open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number == count:
                return
            source, _, target = line.rstrip("\n").partition("\t")
            yield source, target


def read_queries(folder: Path) -> list[Query]:
    """Return the queries of a data folder."""
    rows = json.loads((folder / QUERIES_FILE).read_text(encoding="utf-8"))
    return [Query(text, made_from) for text, made_from in rows]
