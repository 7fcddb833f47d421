"""A linear-chain CRF over BIO tags: what the tagging heads are trained with."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sayso.encoder.chain import NEVER, follows


class Crf(nn.Module):
    """Scores of transitions between tags; impossible ones stay impossible; `begins_inside` lets a window begin in a span."""

    def __init__(self, labels: tuple[str, ...], *, begins_inside: bool) -> None:
        super().__init__()
        starts = [begins_inside or not label.startswith("I-") for label in labels]
        self.transition = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.start, self.end = nn.Parameter(torch.zeros(len(labels))), nn.Parameter(torch.zeros(len(labels)))
        self.register_buffer("no_pair", torch.tensor(~follows(labels)))
        self.register_buffer("no_start", ~torch.tensor(starts))

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Transition, start and end scores with the impossible at `NEVER`."""
        return (
            self.transition.masked_fill(self.no_pair, NEVER),
            self.start.masked_fill(self.no_start, NEVER),
            self.end,
        )

    def loss(self, emissions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Sum over the rows of the negative log likelihood of the gold tags; `mask` holds from each row's left end on."""
        transition, start, end = self.scores()
        emissions = emissions.float()
        gold = gold.clamp(min=0)
        rows = torch.arange(len(gold), device=gold.device)
        alpha = start + emissions[:, 0]
        path = start[gold[:, 0]] + emissions[rows, 0, gold[:, 0]]
        for t in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + transition, dim=1) + emissions[:, t]
            here = mask[:, t]
            alpha = torch.where(here[:, None], step, alpha)
            more = transition[gold[:, t - 1], gold[:, t]] + emissions[rows, t, gold[:, t]]
            path = path + torch.where(here, more, torch.zeros_like(more))
        last = gold[rows, mask.sum(1) - 1]
        return (torch.logsumexp(alpha + end, dim=1) - path - end[last]).sum()
