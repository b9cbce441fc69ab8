"""Argos packages, decoded by CTranslate2 directly.

argostranslate.translate is never imported: it brings stanza and torch, works paragraph by
paragraph, keeps a stale translator after a reinstall and replaces underscores of the output.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from glossary.text import common_length
from translate_cli.engine import ForcedRequest, Hint
from translate_cli.engines.argos_parts import (
    OwnMetadata,
    Part,
    cut_parts,
    find_word_starts,
    join_parts,
    locate_words,
    read_own_metadata,
)
from translate_cli.engines.carry import carry_marks
from translate_cli.engines.decoding import PartDecoder
from translate_cli.engines.marks import BLANK, mark_text
from translate_cli.errors import PackageError
from translate_cli.model import Hypothesis

_REMEMBERED: Final = 1024
_SIGNED: Final = 1 << 16


class ArgosEngine:
    """One Argos package: its own tokenizer, CTranslate2 in length-sorted batches.

    The translator is loaded at first use and again whenever a file of the package changed.
    `threads` 0 means as many as CTranslate2 chooses.
    """

    def __init__(self, path: Path, *, threads: int = 0, name: str = "") -> None:
        self.path = path
        self.threads = threads
        self._fixed_name = name
        self._signature: tuple[tuple[str, int, int, int], ...] = ()
        self._decoder: PartDecoder | None = None
        self._package: Any = None
        self._own = OwnMetadata()
        self._cut: dict[str, list[list[Hypothesis]]] = {}

    @property
    def name(self) -> str:
        """Return "starter", or "argos:az_en-1.5"."""
        package = self._load()
        pair = f"{package.from_code}_{package.to_code}"
        return self._fixed_name or f"argos:{pair}-{package.package_version}"

    @property
    def signature(self) -> str:
        """Return the name with the size and a digest of the first and last bytes of the weights.

        To hash all of a large model would take longer than the first sentence.
        """
        weights = self.path / "model" / "model.bin"
        try:
            with weights.open("rb") as file:
                begin = file.read(_SIGNED)
                size = file.seek(0, 2)
                file.seek(max(size - _SIGNED, 0))
                digest = hashlib.sha256(begin + file.read(_SIGNED)).hexdigest()[:16]
        except OSError as exc:
            raise PackageError(
                f"the model cannot be read: {exc.strerror or exc}.",
                where=self.path,
                hint="Install the package again.",
            ) from exc
        return f"{self.name}/{size}/{digest}"

    @property
    def source_lang(self) -> str:
        """Return the language the package reads."""
        return str(self._load().from_code)

    @property
    def target_lang(self) -> str:
        """Return the language the package writes."""
        return str(self._load().to_code)

    @property
    def takes_hints(self) -> bool:
        """Tell whether the metadata name the marks of a hint: "lugat": {"hints": ["⟦", "⟧"]}."""
        self._load()
        return len(self._own.hints) == 2

    def _sign(self) -> tuple[tuple[str, int, int, int], ...]:
        files = [self.path / "metadata.json", self.path / "sentencepiece.model"]
        files += [self.path / "bpe.model", self.path / "model" / "model.bin"]
        stats = [(file, file.stat()) for file in files if file.exists()]
        return tuple((file.name, s.st_ino, s.st_mtime_ns, s.st_size) for file, s in stats)

    def _load(self) -> Any:
        signature = self._sign()
        if self._package is None or signature != self._signature:
            from argostranslate.package import Package

            try:
                package = Package(self.path)
            except (OSError, ValueError, TypeError, AttributeError) as exc:
                raise PackageError(
                    f"the package cannot be read: {exc}", where=self.path, hint="Install it again."
                ) from exc
            if not hasattr(package, "tokenizer"):
                raise PackageError(
                    "the package has no tokenizer.", where=self.path, hint="Install it again."
                )
            self._package, self._decoder, self._signature = package, None, signature
            self._own = read_own_metadata(self.path)
            self._cut.clear()
        return self._package

    def _loaded(self) -> Any:
        """Return the package as the call that is at work found it.

        To look at its files for every text costs a tenth of the time of translating.
        """
        return self._package if self._package is not None else self._load()

    @property
    def decoder(self) -> PartDecoder:
        """Return what decodes with the model, loaded at first use; PackageError where it cannot."""
        package = self._loaded()
        if self._decoder is None:
            self._decoder = PartDecoder(self.path, package, self._own, threads=self.threads)
        return self._decoder

    def _encode(self, text: str) -> list[str]:
        try:
            return list(self._loaded().tokenizer.encode(text))
        except (OSError, RuntimeError, ValueError, TypeError, IndexError, SystemExit) as exc:
            # The BPE reader of Argos leaves the program for a file that is no list of merges.
            raise PackageError(
                "the tokenizer cannot be loaded.",
                where=self.path,
                hint="Install the package again.",
            ) from exc

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Return tokens of `text` as whole words of the target."""
        return tuple(self._encode(text))

    def word_starts(self, tokens: Sequence[str]) -> list[int]:
        """Return the indices of the tokens that begin a word."""
        return find_word_starts(tokens)

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        """Return for each source token its span in `text`; empty where it cannot be found."""
        starts = [*find_word_starts(tokens), len(tokens)]
        words = [
            [token.removeprefix(BLANK).removesuffix("@@") for token in tokens[start:end]]
            for start, end in pairwise(starts)
        ]
        return locate_words(text, words)

    def _source(self, text: str, hints: Sequence[Hint]) -> list[Part]:
        """Return the parts of a text, marks in it, each hint behind the last token of its span."""
        package = self._loaded()
        series = self._own.placeables if package.from_code == "az" else {}
        marked = mark_text(text, str(package.to_code), series, hints)
        parts = cut_parts(self._encode(marked.text))
        if not hints or len(self._own.hints) != 2:
            return [Part(part, [True] * len(part), marked.only(part)) for part in parts]
        shown = [marked.show_source(part) for part in parts]
        spans = self.locate(text, [token for part in shown for token in part])
        behind: dict[int, list[str]] = {}
        for hint in (hint for hint in hints if hint.text):
            inside = [
                number
                for number, (start, end) in enumerate(spans)
                if start < hint.end and end > hint.start
            ]
            if inside:
                said = [self._own.hints[0], *self._encode(hint.text), self._own.hints[1]]
                behind.setdefault(inside[-1], []).extend(said)
        made, number = [], 0
        for part in parts:
            tokens: list[str] = []
            own: list[bool] = []
            for token in part:
                added = behind.get(number, [])
                tokens += [token, *added]
                own += [True, *[False] * len(added)]
                number += 1
            made.append(Part(tokens, own, marked.only(part)))
        return made

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        with_attention: bool = False,
        hints: Sequence[Sequence[Hint]] | None = None,
    ) -> list[list[Hypothesis]]:
        """Return for each text its hypotheses, best first; see Engine."""
        self._load()
        given = hints or [()] * len(texts)
        parts = [self._source(text, each) for text, each in zip(texts, given, strict=True)]
        flat = [part for text_parts in parts for part in text_parts]
        results = iter(self._translate_parts(flat, num_hypotheses, with_attention))
        translated = []
        for text, text_parts in zip(texts, parts, strict=True):
            found = [next(results) for _ in text_parts]
            if len(found) == 1:
                translated.append(found[0])
            else:
                best = [hypotheses[0] for hypotheses in found]
                if with_attention:
                    self._cut.pop(text, None)
                    self._remember(text, best)
                translated.append([join_parts(best)])
        return translated

    def _translate_parts(
        self, parts: Sequence[Part], num_hypotheses: int, with_attention: bool
    ) -> list[list[Hypothesis]]:
        """Return the hypotheses of each part, those that carry over all of its marks first.

        Where the best one does not, the beam is asked for all that it has; then marks are forced.
        """
        results = self.decoder.decode(
            parts, num_hypotheses=num_hypotheses, with_attention=with_attention
        )
        faulty = [
            number
            for number, (part, found) in enumerate(zip(parts, results, strict=True))
            if part.marked.count_faults(found[0].tokens)
        ]
        if faulty:
            chosen = [parts[number] for number in faulty]
            size = self._own.beam_size
            if with_attention and num_hypotheses >= size:
                beams = [results[number] for number in faulty]
            else:
                beams = self.decoder.decode(
                    chosen, num_hypotheses=max(size, num_hypotheses), with_attention=True
                )
            for part, beam in zip(chosen, beams, strict=True):
                beam.sort(key=lambda hypothesis: part.marked.count_faults(hypothesis.tokens))
            best = [beam[0] for beam in beams]
            carry_marks(self.decoder, chosen, best)
            for number, beam, first in zip(faulty, beams, best, strict=True):
                results[number] = [first, *beam[1:num_hypotheses]]
        # One of the n-best that lost a number must not be chosen for its terms.
        return [part.keep_whole(found) for part, found in zip(parts, results, strict=True)]

    def _remember(self, text: str, parts: list[Hypothesis]) -> None:
        """Keep the parts of a long text: forcing a term decodes only the part it stands in."""
        if text not in self._cut and len(self._cut) >= _REMEMBERED:
            del self._cut[next(iter(self._cut))]
        self._cut.setdefault(text, []).append(parts)

    def translate_forced(self, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
        """Return the best translation that begins with each prefix, scored as a whole.

        A prefix longer than MAX_DECODING_TOKENS, which only a model in a loop makes, is cut.
        """
        self._load()
        cut = [self._cut_request(request) for request in requests]
        sources = [source for source, _, _ in cut]
        prefixes = [prefix for _, prefix, _ in cut]
        found = self.decoder.go_on(sources, prefixes)
        faulty = [n for n, s in enumerate(sources) if s.marked.count_faults(found[n].tokens)]
        if faulty:
            beams = self.decoder.decode(
                [sources[n] for n in faulty],
                [prefixes[n] for n in faulty],
                num_hypotheses=self._own.beam_size,
                with_attention=True,
            )
            for n, beam in zip(faulty, beams, strict=True):
                count = sources[n].marked.count_faults
                found[n] = min([found[n], *beam], key=lambda h: count(h.tokens))
        begun = [request.logprob for request in requests]
        unknown = [number for number, value in enumerate(begun) if value is None]
        told = self.decoder.score(
            [sources[number] for number in unknown], [prefixes[number] for number in unknown]
        )
        for number, values in zip(unknown, told, strict=True):
            begun[number] = sum(values[: len(prefixes[number])])
        forced = []
        for request, (_, _, place), part, before in zip(requests, cut, found, begun, strict=True):
            # CTranslate2 leaves the prefix out of its score.
            score = part.score_logprob + (before or 0.0) / (len(part.tokens) + 1)
            hypothesis = replace(part, score_logprob=score)
            if place is not None:
                parts, number = place
                parts = [*parts[:number], hypothesis, *parts[number + 1 :]]
                self._remember(request.text, parts)
                hypothesis = join_parts(parts)
            forced.append(hypothesis)
        return forced

    def _cut_request(
        self, request: ForcedRequest
    ) -> tuple[Part, list[str], tuple[list[Hypothesis], int] | None]:
        """Return source and prefix to decode; of a long text those of one part, and which it is.

        The prefix was made from a translation that was given out before: the one that shares most
        with it says where the parts begin.
        """
        prefix = list(request.prefix)
        source = self._source(request.text, request.hints)
        if len(source) == 1:
            return source[0], prefix, None
        # With other hints other placeables are masked, and the text may be cut into more parts.
        known = [each for each in self._cut.get(request.text, ()) if len(each) == len(source)]
        if not known:
            self.translate([request.text], with_attention=True, hints=[request.hints])
            known = self._cut[request.text]
        joined = [
            (common_length(prefix, [token for part in parts for token in part.tokens]), parts)
            for parts in known
        ]
        shared, parts = max(joined, key=lambda pair: pair[0])
        number, begin = 0, 0
        while number < len(parts) - 1 and shared >= begin + len(parts[number].tokens):
            begin += len(parts[number].tokens)
            number += 1
        return source[number], prefix[begin:], (parts, number)

    def score_forced(self, requests: Sequence[ForcedRequest]) -> list[tuple[float, ...]]:
        """Return the log probability of every token of each prefix; 0 before a part of its own."""
        self._load()
        cut = [self._cut_request(request) for request in requests]
        sources, prefixes = [part for part, _, _ in cut], [prefix for _, prefix, _ in cut]
        scores = self.decoder.score(sources, prefixes)
        return [
            (*[0.0] * (len(request.prefix) - len(prefix)), *values[: len(prefix)])
            for request, (_, prefix, _), values in zip(requests, cut, scores, strict=True)
        ]
