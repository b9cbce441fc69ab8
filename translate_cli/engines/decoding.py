"""The model of an Argos package: CTranslate2 decodes and scores parts of texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from translate_cli.engines.argos_parts import AttentionRows, OwnMetadata, Part, share_threads
from translate_cli.engines.marks import BLANK
from translate_cli.errors import EngineError, PackageError
from translate_cli.model import Hypothesis

BATCH_TOKENS: Final = 2048
MAX_DECODING_TOKENS: Final = 448
"""A model in a loop ends here; OPUS-MT models and the starter fail after 512 positions."""
REST_BEAM: Final = 2
"""Beam size for the rest of a translation whose beginning is given."""


class PartDecoder:
    """Decodes parts with the model in folder `path`; tokens given and taken are without marks.

    `package` is what argostranslate reads of the folder, `own` what lugat does. The model is loaded
    at once: PackageError where that fails.
    """

    def __init__(self, path: Path, package: Any, own: OwnMetadata, *, threads: int) -> None:
        import ctranslate2

        self._path = path
        self._own = own
        self._tokenizer = package.tokenizer
        self._lead = [package.target_prefix] if package.target_prefix else []
        self._marks = frozenset(mark for marks in own.placeables.values() for mark in marks)
        weights = path / "model" / "model.bin"
        try:
            self.translator = ctranslate2.Translator(
                str(path / "model"), device="cpu", **share_threads(weights, threads)
            )
        except (RuntimeError, ValueError) as exc:
            raise PackageError(
                f"the model cannot be loaded: {str(exc).splitlines()[0]}",
                where=path,
                hint="Install the package again.",
            ) from exc

    def go_on(
        self, parts: Sequence[Part], prefixes: list[list[str]], *, without: Sequence[str] = ()
    ) -> list[Hypothesis]:
        """Return the best translation that begins with each prefix and has none of some pieces.

        It has attention; its score is that of what comes after the prefix.
        """
        found = self.decode(
            parts, prefixes, with_attention=True, beam_size=REST_BEAM, without=without
        )
        return [best[0] for best in found]

    def rate(self, parts: Sequence[Part], tokens: Sequence[Sequence[str]]) -> list[float]:
        """Return the mean log probability a token of whole translations, end included."""
        scored = self.score(parts, tokens)
        return [sum(values) / max(len(values), 1) for values in scored]

    def score(self, parts: Sequence[Part], targets: Sequence[Sequence[str]]) -> list[list[float]]:
        """Return the log probability of every token of each target, then of the end after it."""
        try:
            results = self.translator.score_batch(
                [part.tokens for part in parts],
                [
                    [*self._lead, *part.marked.hide(target)][:MAX_DECODING_TOKENS]
                    for part, target in zip(parts, targets, strict=True)
                ],
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
            )
        except (RuntimeError, ValueError) as exc:
            raise self._failure(exc) from exc
        return [list(result.log_probs[len(self._lead) :]) for result in results]

    def decode(
        self,
        parts: Sequence[Part],
        prefixes: Sequence[Sequence[str]] | None = None,
        *,
        num_hypotheses: int = 1,
        with_attention: bool = False,
        beam_size: int | None = None,
        without: Sequence[str] = (),
    ) -> list[list[Hypothesis]]:
        """Return the hypotheses of each part, best first, that begin with its prefix.

        The beam is that of the package where `beam_size` names none. Prefixes are cut after
        MAX_DECODING_TOKENS. Raises EngineError where the model fails.
        """
        lead = self._lead
        target_prefix = None
        given: list[list[str]] = [[]] * len(parts)
        if prefixes is not None:
            given = [list(prefix[: MAX_DECODING_TOKENS - len(lead)]) for prefix in prefixes]
            target_prefix = [
                [*lead, *part.marked.hide(prefix)]
                for part, prefix in zip(parts, given, strict=True)
            ]
        elif lead:
            target_prefix = [lead] * len(parts)
        try:
            results = self.translator.translate_batch(
                [part.tokens for part in parts],
                target_prefix=target_prefix,
                beam_size=max(beam_size or self._own.beam_size, num_hypotheses),
                num_hypotheses=num_hypotheses,
                length_penalty=self._own.length_penalty,
                no_repeat_ngram_size=self._own.no_repeat_ngram_size,
                repetition_penalty=self._own.repetition_penalty,
                suppress_sequences=[[piece] for piece in without] or None,
                replace_unknowns=True,
                return_scores=True,
                return_attention=with_attention,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_decoding_length=MAX_DECODING_TOKENS,
            )
        except (RuntimeError, ValueError) as exc:
            raise self._failure(exc) from exc
        return [
            self._make_hypotheses(result, part, prefix, with_attention=with_attention)
            for part, prefix, result in zip(parts, given, results, strict=True)
        ]

    def _make_hypotheses(
        self, result: Any, part: Part, prefix: Sequence[str], *, with_attention: bool
    ) -> list[Hypothesis]:
        lead = len(self._lead)
        hypotheses = []
        scores = result.scores  # Every look at it makes a Python list of it anew.
        for number, tokens in enumerate(result.hypotheses):
            attention: Sequence[Sequence[float]] | None = None
            if with_attention:
                # CTranslate2 gives a row for each token, forced ones too, and none for the end;
                # the columns of an added <s> or </s> are gone.
                attention = AttentionRows(result, number, lead) if tokens[lead:] else ()
            # A forced token that the model does not know comes back as <unk>, or as what stood in
            # the source.
            shown = part.marked.show_target(tokens[lead + len(prefix) :], self._marks)
            kept = (*prefix, *shown)
            # Its score is divided by the length with prefix and end, to the power of the penalty.
            total = scores[number] * (len(tokens) + 1) ** self._own.length_penalty
            score = total / (len(kept) + 1)
            found = Hypothesis(self._join(kept), kept, score, attention, tuple(part.tokens))
            hypotheses.append(part.strip(found))
        return hypotheses

    def _join(self, tokens: Sequence[str]) -> str:
        """Return the text of target tokens."""
        if hasattr(self._tokenizer, "lazy_processor"):
            pieces = [token for token in tokens if token]
            text = self._tokenizer.lazy_processor().decode_pieces(pieces).replace(BLANK, " ")
        else:
            text = self._tokenizer.decode(list(tokens))
        return " ".join(str(text).split())

    def _failure(self, exc: Exception) -> EngineError:
        return EngineError(
            f"the model failed: {str(exc).splitlines()[0]}",
            where=self._path,
            hint="Run: lugat models verify",
        )
