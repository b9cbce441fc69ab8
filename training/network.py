"""The transformer: pre-norm, tied embeddings, one guided cross-attention head a decoder layer.

Laid out as CTranslate2's TransformerSpec wants it (fused projections), so that the export copies.
Attention is written as matrix products and dropout draws from a pool of masks: cheap on a CPU.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    vocabulary: int
    width: int = 256
    heads: int = 4
    inner: int = 1024
    encoder_layers: int = 4
    decoder_layers: int = 2
    positions: int = 512
    dropout: float = 0.2


class MaskPool:
    """Draw dropout masks as slices of one large random vector, refreshed now and then."""

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        self.rate = rate
        self.size = size
        self.uses = 0
        self.pool: Tensor | None = None

    def __call__(self, value: Tensor) -> Tensor:
        """Return `value` with dropout applied."""
        count = value.numel()
        if self.pool is None or self.uses % 4000 == 0:
            keep = torch.rand(self.size) >= self.rate
            self.pool = keep.to(value.dtype) / (1 - self.rate)
        self.uses += 1
        if count >= self.size:
            return F.dropout(value, self.rate)
        start = int(torch.randint(self.size - count, (1,)))
        return value * self.pool[start : start + count].view(value.shape)


def sinusoids(positions: int, width: int) -> Tensor:
    """Return sinusoidal position encodings, shape [positions, width] (Vaswani et al. 2017)."""
    angles = torch.arange(positions)[:, None] * torch.exp(
        torch.arange(width // 2)[None] * (-math.log(10000.0) / (width // 2 - 1))
    )
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Attention(nn.Module):
    """Multi-head attention with its own pre-norm; `linears` are CTranslate2's fused projections."""

    def __init__(self, shape: Shape, *, cross: bool) -> None:
        super().__init__()
        self.heads = shape.heads
        self.cross = cross
        self.norm = nn.LayerNorm(shape.width)
        sizes = (1, 2, 1) if cross else (3, 1)
        self.linears = nn.ModuleList(nn.Linear(shape.width, n * shape.width) for n in sizes)

    def _split(self, value: Tensor) -> Tensor:
        batch, length, width = value.shape
        return value.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, value: Tensor, memory: Tensor | None, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return ([batch, length, width], weights of head 0 [batch, length, keys])."""
        value = self.norm(value)
        if self.cross:
            query = self.linears[0](value)
            key, content = self.linears[1](memory).chunk(2, dim=-1)
        else:
            query, key, content = self.linears[0](value).chunk(3, dim=-1)
        query, key, content = self._split(query), self._split(key), self._split(content)
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        weights = (scores + mask).softmax(-1)
        mixed = (weights @ content).transpose(1, 2).flatten(2)
        return self.linears[-1](mixed), weights[:, 0]


class FeedForward(nn.Module):
    """Position-wise feed-forward layer with its own pre-norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)

    def forward(self, value: Tensor) -> Tensor:
        """Return the transformed value, without the residual."""
        return self.outer(F.relu(self.inner(self.norm(value))))


class Layer(nn.Module):
    """An encoder layer, or with `cross` a decoder layer."""

    def __init__(self, shape: Shape, *, cross: bool) -> None:
        super().__init__()
        self.own = Attention(shape, cross=False)
        self.other = Attention(shape, cross=True) if cross else None
        self.ffn = FeedForward(shape)


class Transformer(nn.Module):
    """Encoder and decoder over one joint vocabulary."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.encoder = nn.ModuleList(Layer(shape, cross=False) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(shape, cross=True) for _ in range(shape.decoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("encodings", sinusoids(shape.positions, shape.width))
        self.drop = MaskPool(shape.dropout)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2 and "embedding" not in name:
                nn.init.xavier_uniform_(parameter)

    def start_lexically(self, vectors: Tensor) -> None:
        """Begin as a word-for-word translator.

        `vectors` [vocabulary, width], unit rows, near for pieces that translate each other, are
        mixed into the embeddings; cross-attention passes on what it looks at, so that the first
        logits favour the translations of the source pieces that the guided head points to.
        """
        width = self.shape.width
        with torch.no_grad():
            noise = self.embedding.weight
            noise.copy_(0.8 * vectors + 0.6 * noise / noise.norm(dim=1, keepdim=True))
            for layer in self.decoder:
                keys_values, out = layer.other.linears[1], layer.other.linears[2]
                keys_values.weight[width:] += torch.eye(width)
                out.weight += torch.eye(width)

    def _drop(self, value: Tensor) -> Tensor:
        return self.drop(value) if self.training else value

    def _embed(self, ids: Tensor) -> Tensor:
        value = self.embedding(ids) * math.sqrt(self.shape.width)
        return self._drop(value + self.encodings[: ids.shape[1]])

    def forward(
        self, source: Tensor, source_pad: Tensor, target: Tensor
    ) -> tuple[Tensor, list[Tensor]]:
        """Return (decoder states [batch, length, width], guided weights of every decoder layer)."""
        mask = torch.zeros(source_pad.shape, dtype=self.bias.dtype).masked_fill(source_pad, -1e9)
        mask = mask[:, None, None, :]
        value = self._embed(source)
        for layer in self.encoder:
            value = value + self._drop(layer.own(value, None, mask)[0])
            value = value + self._drop(layer.ffn(value))
        memory = self.encoder_norm(value)
        length = target.shape[1]
        causal = torch.full((length, length), -1e9, dtype=self.bias.dtype).triu(1)[None, None]
        value = self._embed(target)
        guided = []
        for layer in self.decoder:
            value = value + self._drop(layer.own(value, None, causal)[0])
            mixed, weights = layer.other(value, memory, mask)
            guided.append(weights)
            value = value + self._drop(mixed)
            value = value + self._drop(layer.ffn(value))
        return self.decoder_norm(value), guided

    def project(self, states: Tensor) -> Tensor:
        """Return logits over the vocabulary for decoder states."""
        return F.linear(states, self.embedding.weight, self.bias)
