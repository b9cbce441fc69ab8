"""Train the starter model: python -m training.train --work DIR --steps N.

Resumable: a checkpoint every few minutes, the run goes on from the last one. Every epoch draws from
a generator of its own seed, so that a run repeats but for the order of floating point sums, unless
--minutes ties its schedule to the clock.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from training.data import load_split, make_pairs
from training.examples import (
    PAD,
    UNK,
    Example,
    Sampler,
    collate,
    iter_examples,
    train_tokenizer,
)
from training.grammar import iter_triples
from training.muon import Muon
from training.network import Shape, Transformer

UNK_SHARE = 0.15
"""Decoder inputs replaced by unk at first, so that the decoder must read the source."""


def make_optimizers(
    model: Transformer, masters: Sequence[torch.Tensor], peak: float
) -> list[torch.optim.Optimizer]:
    """Return Muon for the matrices inside the layers and AdamW for embeddings, biases and norms.

    Muon gets further in the same number of steps than AdamW alone.
    """
    names = [name for name, _ in model.named_parameters()]
    inside = [
        master
        for name, master in zip(names, masters, strict=True)
        if master.dim() == 2 and "embedding" not in name
    ]
    chosen = {id(master) for master in inside}
    rest = [master for master in masters if id(master) not in chosen]
    return [
        Muon(inside, lr=peak),
        torch.optim.AdamW(rest, lr=peak, betas=(0.9, 0.98), weight_decay=0.01),
    ]


def losses(
    model: Transformer, batch: dict[str, torch.Tensor], *, smoothing: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return (cross-entropy per target token, guide cross-entropy per guided token), in nats."""
    pad = batch["source"] == PAD
    states, guided = model(batch["source"], pad, batch["inputs"])
    known = batch["labels"] != -100
    logits = model.project(states[known])
    cross = F.cross_entropy(logits.float(), batch["labels"][known], label_smoothing=smoothing)
    rows = batch["guide"].sum(-1) > 0
    aim = batch["guide"][rows]
    guide = torch.stack(
        [-(aim * torch.log(weights[rows].float() + 1e-6)).sum(-1).mean() for weights in guided]
    ).mean()
    return cross, guide


def main() -> None:
    """Parse the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder of checkpoints")
    parser.add_argument("--steps", type=int, default=20000)
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="finish the schedule within this time"
    )
    parser.add_argument("--tokens", type=int, default=2200, help="padded tokens a batch")
    parser.add_argument("--vocabulary", type=int, default=6000)
    parser.add_argument(
        "--dtype",
        choices=["float32", "bfloat16"],
        default="float32",
        help="number format of the forward and backward pass; measure which one is faster here",
    )
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--encoder-layers", type=int, default=4)
    parser.add_argument("--decoder-layers", type=int, default=2)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--peak", type=float, default=1.5e-3, help="highest learning rate")
    parser.add_argument(
        "--lexical-start",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="begin as a word-for-word translator made of the alignments",
    )
    parser.add_argument(
        "--synthetic", type=int, default=30000, help="triples drawn from the synthetic grammar"
    )
    parser.add_argument(
        "--synthetic-share",
        type=float,
        default=0.5,
        help="synthetic examples at first, as a share of the authored ones",
    )
    parser.add_argument("--save-every-s", type=float, default=240)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=20251025)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    triples, test = load_split()
    pairs, test_pairs = make_pairs(triples), make_pairs(test)
    synthetic = make_pairs(list(islice(iter_triples(options.seed), options.synthetic)))
    if not (options.work / "sentencepiece.model").exists():
        train_tokenizer([*pairs, *synthetic], options.work, options.vocabulary)
    sampler = Sampler(pairs, synthetic, options.work)
    tokenizer = sampler.tokenizer
    shape = Shape(
        tokenizer.get_piece_size(),
        width=options.width,
        heads=options.width // 64,
        inner=options.width * 4,
        encoder_layers=options.encoder_layers,
        decoder_layers=options.decoder_layers,
        dropout=options.dropout,
    )
    model = Transformer(shape)
    if options.lexical_start:
        model.start_lexically(torch.from_numpy(sampler.lexical_vectors(options.width)))
    masters = [parameter.detach().clone().requires_grad_() for parameter in model.parameters()]
    average = [master.detach().clone() for master in masters]
    model.to(getattr(torch, options.dtype))
    optimizers = make_optimizers(model, masters, options.peak)
    step, fresh = 0, True
    saved = options.work / "checkpoint.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        fresh = "optimizers" not in state
        for optimizer, kept in zip(optimizers, state.get("optimizers", ()), strict=not fresh):
            optimizer.load_state_dict(kept)
        average, step = state["average"], state["step"]
        with torch.no_grad():
            torch._foreach_copy_(masters, state["masters"])
            torch._foreach_copy_(list(model.parameters()), masters)
        print(f"resumed at step {step}", flush=True)
    dev = [
        Example(
            tokenizer.encode(p.source),
            tokenizer.encode(p.target),
            np.zeros((len(tokenizer.encode(p.target)), len(tokenizer.encode(p.source)))),
            p.lang,
        )
        for p in test_pairs[::5]
    ]

    def save() -> None:
        temporary = saved.with_suffix(".tmp")
        torch.save(
            {
                "masters": masters,
                "optimizers": [optimizer.state_dict() for optimizer in optimizers],
                "average": average,
                "step": step,
                "shape": asdict(shape),
            },
            temporary,
        )
        temporary.replace(saved)

    warmup = max(1, min(1000, options.steps // 10))
    started = last_save = time.monotonic()
    seen, total, total_guide, since = 0, 0.0, 0.0, 0
    first, done = step, step / options.steps
    share = options.synthetic_share
    batches = iter_examples(sampler, options.tokens, options.seed + step, share, lambda: done)
    while step < options.steps and done < 1:
        epoch, examples = next(batches)
        batch = collate(examples, tokenizer)
        hidden = torch.rand(batch["inputs"].shape) < UNK_SHARE * (1 - done)
        hidden[:, :2] = False
        batch["inputs"] = batch["inputs"].masked_fill(hidden & (batch["inputs"] != PAD), UNK)
        elapsed = (time.monotonic() - started) / 60 / options.minutes
        done = max(step / options.steps, first / options.steps + elapsed)
        ramp = (step - first * fresh + 1) / warmup
        rate = options.peak * min(1, ramp) * max(0.0, 1 - done) ** 0.5
        for optimizer in optimizers:
            optimizer.param_groups[0]["lr"] = rate
        cross, guide = losses(model, batch, smoothing=0.1)
        weight = 0.4 if done < 0.4 else 0.15
        model.zero_grad()
        (cross + weight * guide).backward()
        for master, parameter in zip(masters, model.parameters(), strict=True):
            master.grad = None if parameter.grad is None else parameter.grad.float()
        torch.nn.utils.clip_grad_norm_(masters, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        step += 1
        decay = min(0.9985, (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(average, masters, 1 - decay)
            torch._foreach_copy_(list(model.parameters()), masters)
        seen += int((batch["labels"] != -100).sum())
        total += float(cross.detach())
        total_guide += float(guide.detach())
        since += 1
        if step % 200 == 0 or step == options.steps or done >= 1:
            speed = seen / (time.monotonic() - started)
            print(
                f"step {step} epoch {epoch} loss {total / since:.3f}"
                f" guide {total_guide / since:.3f} rate {rate:.2e} {speed:.0f} target tokens/s",
                flush=True,
            )
            total, total_guide, since = 0.0, 0.0, 0
        if (
            time.monotonic() - last_save > options.save_every_s
            or step == options.steps
            or done >= 1
        ):
            save()
            last_save = time.monotonic()
            model.eval()
            with torch.no_grad():
                torch._foreach_copy_(list(model.parameters()), average)
                parts = [
                    float(losses(model, collate(dev[i : i + 40], tokenizer), smoothing=0)[0])
                    for i in range(0, len(dev), 40)
                ]
            mean = sum(parts) / len(parts)
            print(f"  test loss {mean:.3f} perplexity {math.exp(mean):.1f}", flush=True)
            with torch.no_grad():
                torch._foreach_copy_(list(model.parameters()), masters)
            model.train()


if __name__ == "__main__":
    main()
