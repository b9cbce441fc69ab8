"""Make the examples that the starter model is trained on: pieces, guides, hints, marks, batches."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from training.align import Links, align_pieces
from training.data import TARGET_LANGS, Pair, iter_batches, vary_numbers
from training.hints import CLOSE, OPEN, Hint, choose_hints, find_term_hints, find_word_hints
from training.masks import Mask, choose_marks, find_masks, insert_marks
from translate_cli.placeables import SERIES

LANG_TOKENS = {lang: f">>{lang}<<" for lang in TARGET_LANGS}
MARKS = (OPEN, CLOSE, *(mark for series in SERIES.values() for mark in series))
"""Pieces of their own: marks of hints, and what stands for numbers and names."""
PAD, UNK, BOS, EOS = 3, 0, 1, 2
JOIN_SHARE = 0.25
"""Extra examples made by joining two, as a share of the data."""
SAMPLED_SHARE = 0.4
"""Texts cut into pieces by sampling rather than in the likeliest way: sampled ones are longer. None
at the end of the schedule, since nobody translates such texts."""
MASKED_SHARE = 0.85
"""Examples whose numbers and names are replaced by marks, of those that have any."""
USES = 2
SYNTHETIC_END = 0.6
"""The part of the schedule from which on no synthetic examples are drawn. They teach forms and
words, the authored ones how people write."""


def train_tokenizer(pairs: Sequence[Pair], folder: Path, vocabulary: int) -> None:
    """Train the joint unigram SentencePiece model on the training lines of all languages."""
    lines = sorted({pair.source for pair in pairs} | {pair.target for pair in pairs})
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=vocabulary,
        character_coverage=1.0,
        normalization_rule_name="identity",
        split_digits=True,
        control_symbols=list(LANG_TOKENS.values()),
        user_defined_symbols=list(MARKS),
        pad_id=PAD,
        unk_id=UNK,
        bos_id=BOS,
        eos_id=EOS,
        minloglevel=2,
    )


@dataclass(frozen=True, slots=True)
class Example:
    """Source ids, target ids, and the guide [target length][source length], rows sum to 1 or 0."""

    source: list[int]
    target: list[int]
    guide: np.ndarray
    lang: str


def _spread(pieces: Sequence[str], length: int) -> np.ndarray:
    """Return for every character of the joined pieces the index of its piece."""
    owner = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    if len(owner) != length:
        raise ValueError("pieces do not cover the text")
    return owner


class Sampler:
    """Make examples: sampled segmentation, varied numbers, guide mapped through characters."""

    def __init__(self, pairs: Sequence[Pair], synthetic: Sequence[Pair], folder: Path) -> None:
        self.authored = len(pairs)
        self.pairs = pairs = [*pairs, *synthetic]
        self.tokenizer = sentencepiece.SentencePieceProcessor(
            model_file=str(folder / "sentencepiece.model")
        )
        encode = self.tokenizer.encode
        self.best = [
            (encode(pair.source, out_type=str), encode(pair.target, out_type=str)) for pair in pairs
        ]
        self.links: list[Links] = [[] for _ in pairs]
        for lang in TARGET_LANGS:
            chosen = [number for number, pair in enumerate(pairs) if pair.lang == lang]
            links = align_pieces(
                [self.best[number][0] for number in chosen],
                [self.best[number][1] for number in chosen],
                folder / f"links.{lang}.json",
            )
            for number, found in zip(chosen, links, strict=True):
                self.links[number] = found
        self.masks = [find_masks(pair) for pair in pairs]
        self.term_hints = find_term_hints(pairs)
        self.word_hints = [
            find_word_hints(pair, best, links)
            for pair, best, links in zip(pairs, self.best, self.links, strict=True)
        ]

    def example(
        self, number: int, rng: random.Random, *, sample: bool, sampled: float = SAMPLED_SHARE
    ) -> Example:
        """Return pair `number` as an example, with `sample` another one every time.

        `sampled` is the share of texts that are cut by sampling.
        """
        pair = self.pairs[number]
        source, target = pair.source, pair.target
        if sample and rng.random() < 0.4:
            source, target = vary_numbers(source, target, rng)
        masks: list[Mask] = []
        if sample and self.masks[number] and rng.random() < MASKED_SHARE:
            masks = choose_marks(self.masks[number], rng)
        source, from_source = insert_marks(source, [(m.source, m.mark) for m in masks])
        target, from_target = insert_marks(target, [(m.target, m.mark) for m in masks])
        pieces = [
            self.tokenizer.encode(
                text, out_type=str, enable_sampling=sample, alpha=0.4, nbest_size=-1
            )
            if sample and rng.random() < sampled
            else self.tokenizer.encode(text, out_type=str)
            for text in (source, target)
        ]
        owners = [_spread(side, sum(map(len, side))) for side in pieces]
        best = [_spread(side, sum(map(len, side))) for side in self.best[number]]
        guide = np.zeros((len(pieces[1]), len(pieces[0])), np.float32)
        links = self.links[number]
        # One character more than the text has: the mark of a word at the beginning.
        whole = len(owners[0]) == len(source) + 1 and len(owners[1]) == len(target) + 1
        whole = whole and len(best[0]) == len(pair.source) + 1
        if links and whole and len(best[1]) == len(pair.target) + 1:
            linked = np.zeros((len(self.best[number][1]), len(self.best[number][0])), np.float32)
            rows, columns = zip(*links, strict=True)
            linked[list(columns), list(rows)] = 1
            over_source = np.zeros((len(self.best[number][0]), len(pieces[0])), np.float32)
            np.add.at(over_source, (best[0][from_source[0]], owners[0][from_source[1]]), 1)
            over_target = np.zeros((len(pieces[1]), len(self.best[number][1])), np.float32)
            np.add.at(over_target, (owners[1][from_target[1]], best[1][from_target[0]]), 1)
            guide = over_target @ linked @ over_source
            guide /= np.maximum(guide.sum(1, keepdims=True), 1e-6)
        if sample and whole:
            hints = choose_hints(self.term_hints[number], self.word_hints[number], rng)
            hints = [
                hint
                for hint in hints
                if all(hint.end <= m.source[0] or m.source[1] <= hint.start for m in masks)
            ]
            place_of = dict(zip(from_source[0].tolist(), from_source[1].tolist(), strict=True))
            guide = self._insert_hints(pieces[0], owners[0], guide, hints, place_of)
        ids = [[self.tokenizer.piece_to_id(piece) for piece in side] for side in pieces]
        return Example(ids[0], ids[1], guide, pair.lang)

    def _insert_hints(
        self,
        source: list[str],
        owners: np.ndarray,
        guide: np.ndarray,
        hints: Sequence[Hint],
        place_of: Mapping[int, int],
    ) -> np.ndarray:
        """Put hints into the source pieces, after their spans; return the guide with them.

        `place_of` says where characters of the text went when marks replaced others. The guide goes
        on pointing to the words themselves: enforcement places terms by it.
        """
        for hint in reversed(hints):
            # The joined pieces begin with a mark, so the last character of the span is at its end.
            place = int(owners[place_of[hint.end]]) + 1
            added = [OPEN, *self.tokenizer.encode(hint.text, out_type=str), CLOSE]
            source[place:place] = added
            guide = np.insert(guide, [place] * len(added), 0, axis=1)
        return guide

    def lexical_vectors(self, width: int) -> np.ndarray:
        """Return [pieces][width], unit rows: pieces that are aligned to each other lie close.

        The leading eigenvectors of the normalised graph of alignment links (spectral embedding),
        each piece linked to itself as well.
        """
        size = self.tokenizer.get_piece_size()
        graph = np.zeros((size, size), np.float32)
        for (source, target), links in zip(self.best, self.links, strict=True):
            for one, two in links:
                first = self.tokenizer.piece_to_id(source[one])
                second = self.tokenizer.piece_to_id(target[two])
                graph[first, second] += 1
                graph[second, first] += 1
        graph += np.diag(graph.sum(1) * 0.5 + 1)
        scale = 1 / np.sqrt(graph.sum(1))
        values, vectors = np.linalg.eigh(graph * scale[:, None] * scale[None])
        vectors = vectors[:, -width:] * values[-width:] / np.sqrt(np.diag(graph))[:, None]
        return np.asarray(
            vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32
        )

    def epoch(self, epoch: int, seed: int, synthetic: float, sampled: float) -> list[Example]:
        """Return the examples of an epoch, joined ones among them, in no order.

        Those with numbers or names come twice, since only one in twelve has any.
        `synthetic` is the number of synthetic ones as a share of the authored ones, `sampled` the
        share of texts that are cut by sampling.
        """
        rng = random.Random(f"{seed}/{epoch}")
        sentencepiece.set_random_generator_seed((seed * 1000 + epoch) % 2**32)
        made = range(self.authored, len(self.pairs))
        drawn = rng.sample(made, min(len(made), int(synthetic * self.authored)))
        marked = [number for number in range(self.authored) if self.masks[number]]
        numbers = [*range(self.authored), *marked, *drawn]
        examples = [self.example(number, rng, sample=True, sampled=sampled) for number in numbers]
        by_lang = {
            lang: [example for example in examples if example.lang == lang] for lang in TARGET_LANGS
        }
        for _ in range(int(JOIN_SHARE * len(examples))):
            one, two = rng.choices(by_lang[rng.choice(TARGET_LANGS)], k=2)
            if len(one.source) + len(two.source) > 120 or len(one.target) + len(two.target) > 120:
                continue
            guide = np.zeros(
                (len(one.target) + len(two.target), len(one.source) + len(two.source)), np.float32
            )
            guide[: len(one.target), : len(one.source)] = one.guide
            guide[len(one.target) :, len(one.source) :] = two.guide
            examples.append(
                Example(one.source + two.source, one.target + two.target, guide, one.lang)
            )
        return [e for e in examples if len(e.source) < 200 and len(e.target) < 200]


def collate(
    examples: Sequence[Example], tokenizer: sentencepiece.SentencePieceProcessor
) -> dict[str, torch.Tensor]:
    """Pad examples into tensors; the language token is given, never predicted."""
    width = max(len(e.source) for e in examples) + 1
    height = max(len(e.target) for e in examples) + 2
    source = torch.full((len(examples), width), PAD)
    inputs = torch.full((len(examples), height), PAD)
    labels = torch.full((len(examples), height), -100)
    guide = torch.zeros(len(examples), height, width)
    for row, e in enumerate(examples):
        source[row, : len(e.source) + 1] = torch.tensor([*e.source, EOS])
        given = [BOS, tokenizer.piece_to_id(LANG_TOKENS[e.lang]), *e.target]
        inputs[row, : len(given)] = torch.tensor(given)
        labels[row, 1 : len(given)] = torch.tensor([*e.target, EOS])
        guide[row, 1 : len(e.target) + 1, : len(e.source)] = torch.from_numpy(e.guide)
        guide[row, len(e.target) + 1, len(e.source)] = 1
    return {"source": source, "inputs": inputs, "labels": labels, "guide": guide}


def iter_examples(
    sampler: Sampler, tokens: int, seed: int, share: float, done: Callable[[], float]
) -> Iterator[tuple[int, list[Example]]]:
    """Yield (epoch, batch of examples) for ever.

    `share` is that of synthetic examples at first; `done` tells the part of the schedule behind.
    Examples serve for USES epochs, in other batches: to draw them takes minutes of one core.
    """
    epoch = 0
    while True:
        if epoch % USES == 0:
            synthetic = share * max(0.0, 1 - done() / SYNTHETIC_END)
            sampled = SAMPLED_SHARE * max(0.0, 1 - done())
            examples = sampler.epoch(epoch, seed, synthetic, sampled)
            lengths = [max(len(e.source), len(e.target)) + 2 for e in examples]
        for chosen in iter_batches(lengths, tokens, random.Random(f"{seed}/{epoch}/order")):
            yield epoch, [examples[index] for index in chosen]
        epoch += 1
