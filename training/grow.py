"""Grow a checkpoint: python -m training.grow --from DIR --work DIR --encoder-layers 4.

New encoder layers begin as the identity (their last projections are zero) and new pieces with small
random vectors, so that the grown model translates as the one it comes from and training goes on.
The optimizers begin anew. Pieces are those of `training.examples` that the tokenizer lacks.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path

import torch
from sentencepiece import sentencepiece_model_pb2

from training.examples import MARKS
from training.network import Shape, Transformer

_SILENT = ("own.linears.1.", "ffn.outer.")


def grow_tokenizer(source: Path, target: Path) -> tuple[int, int]:
    """Write the tokenizer with the marks that it lacks; return its sizes before and after."""
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(source.read_bytes())
    before = len(model.pieces)
    known = {piece.piece for piece in model.pieces}
    for mark in MARKS:
        if mark not in known:
            model.pieces.add(piece=mark, score=0.0, type=type(model.pieces[0]).USER_DEFINED)
    model.trainer_spec.vocab_size = len(model.pieces)
    target.write_bytes(model.SerializeToString())
    return before, len(model.pieces)


def grow_state(
    kept: dict[str, torch.Tensor], model: Transformer, old_layers: int
) -> list[torch.Tensor]:
    """Return the parameters of `model` filled from those of the smaller one, by name."""
    grown = []
    for name, parameter in model.named_parameters():
        value = parameter.detach().clone()
        if name not in kept:
            layer = int(name.split(".")[1])
            if layer < old_layers:
                raise ValueError(f"{name} is missing in the checkpoint")
            if any(part in name for part in _SILENT):
                value.zero_()
        elif kept[name].shape == value.shape:
            value = kept[name].clone()
        else:
            size = len(kept[name])
            value = value * (kept[name].std() / value.std() if value.dim() == 2 else 0)
            value[:size] = kept[name]
        grown.append(value)
    return grown


def main() -> None:
    """Parse the options and write the grown checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--encoder-layers", type=int, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    before, after = grow_tokenizer(
        options.source / "sentencepiece.model", options.work / "sentencepiece.model"
    )
    state = torch.load(options.source / "checkpoint.pt", weights_only=True)
    old = Shape(**state["shape"])
    names = [name for name, _ in Transformer(old).named_parameters()]
    shape = replace(old, vocabulary=after, encoder_layers=options.encoder_layers)
    model = Transformer(shape)
    averaged = dict(zip(names, state["average"], strict=True))
    grown = grow_state(averaged, model, old.encoder_layers)
    state = {"masters": grown, "average": grown, "step": state["step"], "shape": asdict(shape)}
    torch.save(state, options.work / "checkpoint.pt")
    print(f"{before} → {after} pieces, {old.encoder_layers} → {shape.encoder_layers} layers")


if __name__ == "__main__":
    main()
