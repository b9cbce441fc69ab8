"""Export a checkpoint as Argos packages: python -m training.export --work DIR --output DIR.

Both packages hold the same int8 CTranslate2 model but for the bias of its output, which keeps words
of other languages out; the target prefix in the metadata picks the language.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece
import torch

from training.data import load_split
from training.examples import LANG_TOKENS
from training.hints import CLOSE, OPEN
from training.network import Shape, Transformer, sinusoids
from translate_cli.placeables import SERIES

DECODING = {
    "beam_size": 6,
    "length_penalty": 2.0,
    "no_repeat_ngram_size": 6,
    "repetition_penalty": 1.1,
}
"""Options of CTranslate2, chosen on the test split.

Repeats of fewer pieces must stay possible: a year that stands twice in a sentence has five.
"""
ALIGNMENT_HEADS = 2
"""Heads whose mean is given as attention: the guided one and the next, which together place terms
better than the guided one does (benchmarks/bench_alignment.py)."""
NAMES = {"en": "English", "vi": "Vietnamese"}
FOREIGN = -12.0
"""Added to the logits of pieces that the target language of a package does not use: next to never
said, and still no ruin of the score of a term that has to have one."""
FEW = 3
"""Occurrences in the training texts of a language below which it does not use a piece."""


def _linear(spec: Any, state: Mapping[str, torch.Tensor], name: str) -> None:
    spec.weight = state[f"{name}.weight"].numpy()
    spec.bias = state[f"{name}.bias"].numpy()


def _norm(spec: Any, state: Mapping[str, torch.Tensor], name: str) -> None:
    spec.gamma = state[f"{name}.weight"].numpy()
    spec.beta = state[f"{name}.bias"].numpy()


def _attention(spec: Any, state: Mapping[str, torch.Tensor], name: str) -> None:
    _norm(spec.layer_norm, state, f"{name}.norm")
    for number, linear in enumerate(spec.linear):
        _linear(linear, state, f"{name}.linears.{number}")


def _feed_forward(spec: Any, state: Mapping[str, torch.Tensor], name: str) -> None:
    _norm(spec.layer_norm, state, f"{name}.norm")
    _linear(spec.linear_0, state, f"{name}.inner")
    _linear(spec.linear_1, state, f"{name}.outer")


def make_spec(shape: Shape, state: Mapping[str, torch.Tensor], pieces: list[str]) -> Any:
    """Return a CTranslate2 specification that holds the weights.

    Attention given to callers is that of the last layer, whose first head is guided.
    """
    spec = ctranslate2.specs.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        alignment_layer=-1,
        alignment_heads=ALIGNMENT_HEADS,
    )
    encodings = sinusoids(shape.positions, shape.width).numpy()
    embedding = state["embedding.weight"].numpy()
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = encodings
        side.scale_embeddings = True
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = state["bias"].numpy()
    _norm(spec.encoder.layer_norm, state, "encoder_norm")
    _norm(spec.decoder.layer_norm, state, "decoder_norm")
    for number, layer in enumerate(spec.encoder.layer):
        _attention(layer.self_attention, state, f"encoder.{number}.own")
        _feed_forward(layer.ffn, state, f"encoder.{number}.ffn")
    for number, layer in enumerate(spec.decoder.layer):
        _attention(layer.self_attention, state, f"decoder.{number}.own")
        _attention(layer.attention, state, f"decoder.{number}.other")
        _feed_forward(layer.ffn, state, f"decoder.{number}.ffn")
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    return spec


def find_foreign(
    tokenizer: sentencepiece.SentencePieceProcessor, texts: Iterable[str]
) -> torch.Tensor:
    """Return [pieces]: which ones a language does not use, by its training texts.

    Single letters, by which anything can be spelled, and marks are of all languages.
    """
    counts = Counter(piece for pieces in tokenizer.encode(list(texts)) for piece in pieces)
    return torch.tensor(
        [
            counts[number] < FEW
            and len(tokenizer.id_to_piece(number).strip("▁")) > 1
            and not tokenizer.is_control(number)
            for number in range(tokenizer.get_piece_size())
        ]
    )


def export(work: Path, output: Path, version: str, extra: Mapping[str, object]) -> list[Path]:
    """Write one Argos package folder per target language; return the folders."""
    state = torch.load(work / "checkpoint.pt", weights_only=True)
    shape = Shape(**state["shape"])
    model = Transformer(shape)
    with torch.no_grad():
        torch._foreach_copy_(list(model.parameters()), state["average"])
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    pieces = [tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())]
    train, _ = load_split()
    folders = []
    for column, (lang, token) in enumerate(LANG_TOKENS.items(), 1):
        foreign = find_foreign(tokenizer, {row[column] for row in train})
        # To quantise one specification changes the arrays that it was given.
        weights = {name: value.clone() for name, value in model.state_dict().items()}
        weights["bias"] += FOREIGN * foreign
        spec = make_spec(shape, weights, pieces)
        spec.validate()
        spec.optimize(quantization="int8")
        folder = output / f"translate-az_{lang}-{version.replace('.', '_')}"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "model").mkdir(parents=True)
        spec.save(str(folder / "model"))
        shutil.copy(work / "sentencepiece.model", folder)
        metadata = {
            "package_version": version,
            "argos_version": "1.9",
            "from_code": "az",
            "from_name": "Azerbaijani",
            "to_code": lang,
            "to_name": NAMES[lang],
            "target_prefix": token,
            "license": "CC0-1.0",
            "lugat": {
                "steps": state["step"],
                "hints": [OPEN, CLOSE],
                "placeables": {kind: list(marks) for kind, marks in SERIES.items()},
                "decoding": DECODING,
                **extra,
            },
        }
        text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
        (folder / "metadata.json").write_text(text, encoding="utf-8")
        folders.append(folder)
    return folders


def main() -> None:
    """Parse the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path("translate_cli/starter"))
    parser.add_argument("--version", default="0.1")
    parser.add_argument(
        "--metadata", type=json.loads, default={}, help="JSON added to the metadata"
    )
    options = parser.parse_args()
    for folder in export(options.work, options.output, options.version, options.metadata):
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(f"{folder}  {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
