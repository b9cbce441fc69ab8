"""Muon for many small matrices on a CPU: those of one shape are orthogonalised together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
"""Coefficients of the quintic iteration (Jordan et al. 2024): it drives singular values to about 1
in five rounds."""
ROUNDS = 5


def orthogonalise(matrices: Tensor) -> Tensor:
    """Return [n, rows, columns], rows ≤ columns, with all singular values near 1.

    Every round multiplies X by a polynomial of X·Xᵀ. Those commute, so that the rounds are done on
    the Gram matrices and X is multiplied once: less work wherever X is wider than high.
    """
    a, b, c = NEWTON_SCHULZ
    unit = matrices / matrices.norm(dim=(1, 2), keepdim=True).clamp(min=1e-7)
    gram = unit @ unit.transpose(1, 2)
    one = torch.eye(gram.shape[1], dtype=gram.dtype)
    product = one
    for number in range(ROUNDS):
        factor = torch.baddbmm(gram, gram, gram, beta=b, alpha=c) + a * one
        product = factor @ product
        if number < ROUNDS - 1:
            gram = factor @ gram @ factor
    return product @ unit


class Muon(torch.optim.Optimizer):
    """Momentum whose updates are orthogonalised (Jordan et al. 2024), as torch.optim.Muon does it.

    Updates are scaled to the root mean square of those of AdamW, so that one learning rate serves
    both. The state is that of torch.optim.Muon.
    """

    def __init__(
        self,
        matrices: Iterable[Tensor],
        *,
        lr: float,
        weight_decay: float = 0.05,
        momentum: float = 0.95,
    ) -> None:
        settings = {"lr": lr, "weight_decay": weight_decay, "momentum": momentum}
        super().__init__(matrices, settings)

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Update every matrix that has a gradient."""
        for group in self.param_groups:
            alike: dict[tuple[int, int], list[tuple[Tensor, Tensor]]] = defaultdict(list)
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                state = self.state[matrix]
                if "momentum_buffer" not in state:
                    state["momentum_buffer"] = torch.zeros_like(matrix)
                moved = state["momentum_buffer"].lerp_(matrix.grad, 1 - group["momentum"])
                update = matrix.grad.lerp(moved, group["momentum"])
                tall = matrix.shape[0] > matrix.shape[1]
                update = update.T if tall else update
                alike[update.shape[0], update.shape[1]].append((matrix, update))
            for (_, columns), found in alike.items():
                turned = orthogonalise(torch.stack([update for _, update in found]))
                rate = group["lr"] * 0.2 * columns**0.5
                for (matrix, _), change in zip(found, turned, strict=True):
                    matrix.mul_(1 - group["lr"] * group["weight_decay"])
                    tall = matrix.shape[0] > matrix.shape[1]
                    matrix.sub_(change.T if tall else change, alpha=rate)
