"""The heads over the encoder: tags, arcs, relations and numbers of every word in one pass."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from training.encoder.bert import Bert
from training.encoder.crf import Crf
from training.encoder.labels import ARCS, BIO_HEADS, IGNORE, NUMBERS, Vocabulary

from sayso.encoder.chain import NEVER

SYNTAX = ("upos", "xpos", "lemma", "upos_spacy", "xpos_spacy")
MEANING = ("attribution", "actors", "mentions", "triggers", "starts")
SCHEMES = ("ud", "spacy")
WEIGHTS = {
    "attribution": 1.5,
    "factuality": 0.7,
    "factuality_uds": 0.4,
    "lemma": 0.5,
    "upos": 0.5,
    "xpos": 0.5,
    "starts": 0.3,
}
WEIGHTS |= {
    "upos_spacy": 0.3,
    "xpos_spacy": 0.4,
    "arcs_spacy": 0.7,
    "labels_spacy": 0.7,
    "mentions": 0.8,
    "triggers": 0.7,
}
SMOOTHING = 0.03


class Mix(nn.Module):
    """A learned average of the layers' states, at each word's first sub-word."""

    def __init__(self, layers: int, size: int, favourite: int) -> None:
        super().__init__()
        start = torch.zeros(layers)
        start[favourite:] = 2.0
        self.weight = nn.Parameter(start)
        self.norm = nn.LayerNorm(size)

    def forward(self, words: Tensor) -> Tensor:
        """`words` is layers, B, W, size."""
        mixed = (torch.softmax(self.weight, 0)[:, None, None, None] * words).sum(0)
        return self.norm(mixed)  # type: ignore[no-any-return]


class Tree(nn.Module):
    """Biaffine arcs and relations (Dozat and Manning 2017)."""

    def __init__(self, size: int, relations: int, arc: int = 192, label: int = 64) -> None:
        super().__init__()
        self.arc, self.label, self.relations = arc, label, relations
        self.dependent, self.head = nn.Linear(size, arc + label), nn.Linear(size, arc + label)
        self.root = nn.Parameter(torch.randn(size) * 0.02)
        self.between, self.bias = nn.Linear(arc, arc, bias=False), nn.Linear(arc, 1)
        self.triple = nn.Linear(label, relations * label, bias=False)
        self.sides = nn.Linear(2 * label, relations)

    def forward(self, x: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of arcs (B, W, W + 1), and what the relations are computed from."""
        heads = torch.cat([self.root.to(x.dtype).expand(x.shape[0], 1, -1), x], 1)
        d, h = F.gelu(self.dependent(x)), F.gelu(self.head(heads))
        arcs = torch.matmul(self.between(d[..., : self.arc]), h[..., : self.arc].transpose(1, 2)) / self.arc**0.5
        arcs = (arcs + self.bias(h[..., : self.arc]).transpose(1, 2)).float()
        real = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[:, None, :]
        return arcs + (1.0 - real.to(arcs.dtype)) * NEVER, d[..., self.arc :], h[..., self.arc :]

    def relation(self, d: Tensor, h: Tensor, heads: Tensor) -> Tensor:
        """Scores of relations (B, W, L) to given heads."""
        chosen = torch.gather(h, 1, heads[..., None].expand(-1, -1, self.label))
        b, w, _ = d.shape
        crossed = self.triple(d).view(b, w, self.relations, self.label)
        scores = torch.matmul(crossed, chosen[..., None]).squeeze(-1) / self.label**0.5
        return (scores + self.sides(torch.cat([d, chosen], -1))).float()


class Document(nn.Module):
    """The document encoder with all heads."""

    def __init__(self, bert: Bert, vocabulary: Vocabulary, dropout: float = 0.15) -> None:
        super().__init__()
        self.bert, self.vocabulary, self.dropout = bert, vocabulary, dropout
        size, layers = bert.size, len(bert.layers) + 1
        self.syntax, self.meaning = Mix(layers, size, layers - 3), Mix(layers, size, layers - 1)
        self.linear = nn.ModuleDict({h: nn.Linear(size, len(vocabulary.lists[h])) for h in SYNTAX + MEANING})
        self.trees = nn.ModuleDict({s: Tree(size, len(vocabulary.lists[f"labels_{s}"])) for s in SCHEMES})
        self.factuality = nn.Sequential(nn.Linear(size, 128), nn.GELU(), nn.Linear(128, 2))
        self.crfs = nn.ModuleDict({h: Crf(labels, begins_inside=h == "attribution") for h, labels in BIO_HEADS.items()})

    def heads(self) -> dict[str, dict[str, Any]]:
        """What README.md says of `heads` in `heads.json`."""
        heads: dict[str, dict[str, Any]] = {}
        for name, labels in self.vocabulary.lists.items():
            kind = "bio" if name in BIO_HEADS else "relations" if name.startswith("labels") else "tags"
            heads[name] = {"kind": "lemma" if name == "lemma" else kind, "labels": list(labels)}
        for name, crf in self.crfs.items():
            scores = [np.round(x.detach().cpu().numpy().astype(float), 4).tolist() for x in crf.scores()]  # type: ignore[operator]
            heads[name] |= dict(zip(("transition", "start", "end"), scores, strict=True))
        heads |= {name: {"kind": "arcs"} for name in ARCS} | {NUMBERS[0]: {"kind": "number", "low": -3.0, "high": 3.0}}
        return {name: head | {"temperature": 1.0} for name, head in heads.items()}

    def words(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """The states of words for syntax and for meaning."""
        states = torch.stack(self.bert(ids, mask, shapes))
        index = first[None, :, :, None].expand(states.shape[0], -1, -1, states.shape[3])
        words = torch.gather(states, 2, index)
        drop = self.training
        return (
            F.dropout(self.syntax(words), self.dropout, drop),
            F.dropout(self.meaning(words), self.dropout, drop),
        )

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, word_mask: Tensor) -> dict[str, Tensor]:
        """All outputs of the contract in README.md."""
        syntax, meaning = self.words(ids, mask, shapes, first)
        out = {h: self.linear[h](meaning if h in MEANING else syntax).float() for h in self.linear}
        out["factuality"] = self.factuality(meaning)[..., 0].float()
        for scheme, tree in self.trees.items():
            arcs, d, h = tree(syntax, word_mask)
            out[f"arcs_{scheme}"] = arcs
            out[f"labels_{scheme}"] = tree.relation(d, h, arcs.argmax(-1))
        return out

    def losses(self, inputs: dict[str, Tensor], gold: dict[str, Tensor]) -> dict[str, Tensor]:
        """The mean loss per word of every head that has gold labels here, weighted."""
        syntax, meaning = self.words(inputs["input_ids"], inputs["attention_mask"], inputs["shapes"], inputs["first"])
        mask, out = inputs["word_mask"], {}
        for name, layer in self.linear.items():
            if name in gold:
                scores = layer(meaning if name in MEANING else syntax).float()
                out[name] = self._tags(name, scores, gold[name], mask)
        numbers = [k for k, name in enumerate(("factuality", "factuality_uds")) if name in gold]
        if numbers:
            found = self.factuality(meaning).float()
            for k in numbers:
                name = ("factuality", "factuality_uds")[k]
                known = ~torch.isnan(gold[name])
                if known.any():
                    out[name] = F.l1_loss(found[..., k][known], gold[name][known])
        for scheme, tree in self.trees.items():
            if f"arcs_{scheme}" in gold:
                out |= _tree_losses(tree, scheme, syntax, mask, gold)
        return {name: loss * WEIGHTS.get(name, 1.0) for name, loss in out.items()}

    def _tags(self, name: str, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        if name not in self.crfs:
            return _entropy(scores, gold)
        rows = (gold != IGNORE).any(1)
        if not rows.any():
            return scores.sum() * 0.0
        real = mask[rows].bool()
        crf: Any = self.crfs[name]
        return crf.loss(scores[rows], gold[rows], real) / real.sum()  # type: ignore[no-any-return]


def _tree_losses(tree: Any, scheme: str, x: Tensor, mask: Tensor, gold: dict[str, Tensor]) -> dict[str, Tensor]:
    arcs, d, h = tree(x, mask)
    heads = gold[f"arcs_{scheme}"]
    labels = tree.relation(d, h, heads.clamp(min=0))
    return {
        f"arcs_{scheme}": F.cross_entropy(arcs[heads != IGNORE], heads[heads != IGNORE]),
        f"labels_{scheme}": _entropy(labels, gold[f"labels_{scheme}"]),
    }


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    real = gold != IGNORE  # none at all in a batch would divide by zero
    return F.cross_entropy(scores[real], gold[real], label_smoothing=SMOOTHING) if real.any() else scores.sum() * 0.0
