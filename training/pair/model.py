"""The heads on a base encoder, and their losses."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from training.pair.labels import QUADS, TYPES, modes, types_of_quad

SMOOTHING = 0.05
Batch = dict[str, Tensor]


class Pair(nn.Module):
    """Sentence, source marker and target marker, one hidden layer, and a linear head each."""

    def __init__(self, encoder: nn.Module, size: int, hidden: int = 384, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.dropout = encoder, dropout
        self.hidden = nn.Linear(3 * size, hidden)
        self.kind, self.mode = nn.Linear(hidden, len(TYPES)), nn.Linear(hidden, len(modes()))
        self.whether, self.related, self.direction = (
            nn.Linear(3 * size, hidden),
            nn.Linear(hidden, 1),
            nn.Linear(hidden, 1),
        )
        grid = torch.full((len(QUADS), len(TYPES)), -1e4)
        for row, quad in enumerate(QUADS):
            grid[row, list(types_of_quad(quad))] = 0.0
        self.register_buffer("quads", grid, persistent=False)

    def forward(self, ids: Tensor, mask: Tensor, positions: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Logits of type, quad, mode, related and direction."""
        states = self.encoder(ids, mask).float()
        weights = mask.unsqueeze(-1).float()
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
        places = positions.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        marked = torch.gather(states, 1, places)
        read = torch.cat((mean, marked[:, 0], marked[:, 1]), -1)
        read = F.dropout(read, self.dropout, self.training)
        what = F.dropout(F.gelu(self.hidden(read)), self.dropout, self.training)
        whether = F.dropout(F.gelu(self.whether(read)), self.dropout, self.training)
        types = self.kind(what).float()
        quad = torch.logsumexp(types.unsqueeze(1) + self.quads, -1)
        yes = [head(whether).squeeze(-1).float() for head in (self.related, self.direction)]
        return types, quad, self.mode(what).float(), yes[0], yes[1]


def losses(out: tuple[Tensor, ...], gold: Batch, *, temperature: float = 2.0) -> dict[str, Tensor]:
    """The loss of each head over the rows that have its label, and against the teacher where it spoke."""
    types, quad, mode, related, direction = out
    weight, balance = gold["weight"], gold["balance"]
    found = {
        "type": _allowed(types, gold["allowed"], weight * balance),
        "mode": _known(F.cross_entropy(mode, gold["mode"].clamp(min=0), reduction="none"), gold["mode"], weight),
        "related": _known(_binary(related, gold["related"]), gold["related"], weight),
        "direction": _known(_binary(direction, gold["direction"]), gold["direction"], weight),
    }
    known_quad = gold["quad"]
    coarse = F.cross_entropy(quad, known_quad.clamp(min=0), reduction="none")
    found["quad"] = 0.5 * _known(coarse, known_quad, weight)
    if "soft_type" in gold:
        found |= _distilled(types, mode, related, direction, gold, temperature)
    return found


def _allowed(types: Tensor, allowed: Tensor, weight: Tensor) -> Tensor:
    """Likelihood of the types that may be right; smoothed towards all where they are one class."""
    logs = F.log_softmax(types, -1)
    given = torch.logsumexp(logs.masked_fill(~allowed, -1e4), -1)
    smooth = (1 - SMOOTHING) * given + SMOOTHING * logs.mean(-1)
    known = allowed.any(-1).float()
    return -(smooth * weight * known).sum() / max(1.0, float(len(types)))


def _binary(scores: Tensor, gold: Tensor) -> Tensor:
    wanted = gold.clamp(min=0).float() * (1 - SMOOTHING) + SMOOTHING / 2
    return F.binary_cross_entropy_with_logits(scores, wanted, reduction="none")


def _known(loss: Tensor, gold: Tensor, weight: Tensor) -> Tensor:
    return (loss * weight * (gold >= 0)).sum() / max(1.0, float(len(gold)))


def _distilled(
    types: Tensor, mode: Tensor, related: Tensor, direction: Tensor, gold: Batch, temperature: float
) -> dict[str, Tensor]:
    """Cross-entropy against the teacher's softened answers."""
    spoke = gold["soft"].float()

    def soft(scores: Tensor, wanted: Tensor) -> Tensor:
        logs = F.log_softmax(scores / temperature, -1)
        return -(F.softmax(wanted / temperature, -1) * logs).sum(-1) * temperature**2

    def soft_binary(scores: Tensor, wanted: Tensor) -> Tensor:
        return F.binary_cross_entropy_with_logits(scores, torch.sigmoid(wanted), reduction="none")

    n = max(1.0, float(len(spoke)))
    return {
        "soft_type": (soft(types, gold["soft_type"]) * spoke).sum() / n,
        "soft_mode": 0.25 * (soft(mode, gold["soft_mode"]) * spoke).sum() / n,
        "soft_related": (soft_binary(related, gold["soft_related"]) * spoke).sum() / n,
        "soft_direction": 0.5 * (soft_binary(direction, gold["soft_direction"]) * spoke).sum() / n,
    }
