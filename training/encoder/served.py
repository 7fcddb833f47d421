"""The document encoder as it is served: one window at a time, nothing computed that no reader asks for.

Training needs batches, padding and masks; a reader has none of them. So the graph that is exported has no mask, one product for
query, key and value, one attention kernel of onnxruntime, and one product for all heads that share their input. The scores are
those of `Document` up to rounding. Heads of the UD scheme, which no stage of a reading asks for, stand in a second, small graph
over the states that the first one gives out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from training.encoder.bert import Layer
from training.encoder.model import Document, Mix, Tree

STATES = "syntax"  # what the second graph begins with
SYNTAX, MEANING = ("upos_spacy", "xpos_spacy"), ("attribution", "actors", "mentions", "triggers", "starts")
LATER = ("upos", "xpos", "lemma")


class _Attention(torch.autograd.Function):
    """Scaled dot-product attention over whole states; in ONNX the one kernel `MultiHeadAttention` of onnxruntime."""

    @staticmethod
    def forward(_context: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:  # type: ignore[override]
        b, t, size = query.shape
        q, k, v = (x.view(b, t, heads, size // heads).transpose(1, 2) for x in (query, key, value))
        return F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(b, t, size)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class _Layer(nn.Module):
    """A layer of the encoder without masks."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.heads = layer.heads
        self.states = together([layer.query, layer.key, layer.value])
        self.out, self.up, self.down = layer.out, layer.up, layer.down
        self.norm_attention, self.norm = layer.norm_attention, layer.norm

    def forward(self, x: Tensor) -> Tensor:
        """The next layer's states."""
        query, key, value = self.states(x).chunk(3, -1)
        x = self.norm_attention(x + self.out(_Attention.apply(query, key, value, self.heads)))
        found: Tensor = self.norm(x + self.down(F.gelu(self.up(x))))
        return found


class _Tree(nn.Module):
    """Arcs and relations of one scheme, without masks."""

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.tree, self.both = tree, together([tree.dependent, tree.head])
        with torch.no_grad():
            self.root = nn.Parameter(F.gelu(tree.head(tree.root))[None])

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of arcs (W, W + 1) and of relations (W, L), for the states of W words."""
        tree = self.tree
        d, h = F.gelu(self.both(x)).chunk(2, -1)
        h = torch.cat([self.root, h], 0)
        arcs = torch.matmul(tree.between(d[:, : tree.arc]), h[:, : tree.arc].t()) / tree.arc**0.5
        arcs = arcs + tree.bias(h[:, : tree.arc]).t()
        child, head = d[:, tree.arc :], h[arcs.argmax(-1), tree.arc :]
        crossed = tree.triple(child).view(-1, tree.relations, tree.label)
        scores = torch.matmul(crossed, head[:, :, None])[..., 0] / tree.label**0.5
        return arcs, scores + tree.sides(torch.cat([child, head], -1))


class _Linear(nn.Module):
    """Several heads in one product."""

    def __init__(self, model: Document, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names)
        layers: list[Any] = [model.linear[name] for name in names]
        self.sizes = [layer.out_features for layer in layers]
        self.all = together(layers)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """The scores of each head."""
        return dict(zip(self.names, self.all(x).split(self.sizes, -1), strict=True))


class First(nn.Module):
    """All that a reading asks for, and the states that `Later` begins with."""

    inputs = ("input_ids", "shapes", "first")

    def __init__(self, model: Document) -> None:
        super().__init__()
        bert, mixes = model.bert, (model.syntax, model.meaning)
        self.bert, self.norms = bert, nn.ModuleList([mix.norm for mix in mixes])
        self.layers = nn.ModuleList([_Layer(layer) for layer in bert.layers])  # type: ignore[arg-type]
        self.weights = nn.Parameter(torch.stack([_shares(mix) for mix in mixes]))
        self.syntax, self.meaning = _Linear(model, SYNTAX), _Linear(model, MEANING)
        self.factuality, self.tree = model.factuality, _Tree(model.trees["spacy"])  # type: ignore[arg-type]

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> dict[str, Tensor]:
        """Scores of each head, a batch of one window."""
        bert = self.bert
        places = torch.arange(ids.shape[1], device=ids.device)
        x = bert.norm(bert.words(ids) + bert.positions(places) + bert.kind + bert.shapes(shapes))
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1]))
        words = torch.stack([one[0].index_select(0, first[0]) for one in states])
        mixed = torch.matmul(self.weights, words.flatten(1)).view(2, -1, x.shape[-1])
        syntax, meaning = (norm(one) for norm, one in zip(self.norms, (mixed[0], mixed[1]), strict=True))
        out = self.syntax(syntax) | self.meaning(meaning) | {"factuality": self.factuality(meaning)[..., 0]}
        out["arcs_spacy"], out["labels_spacy"] = self.tree(syntax)
        return {name: value[None] for name, value in (out | {STATES: syntax}).items()}


class Later(nn.Module):
    """The heads of the UD scheme over the states of `First`."""

    inputs = (STATES,)

    def __init__(self, model: Document) -> None:
        super().__init__()
        self.linear, self.tree = _Linear(model, LATER), _Tree(model.trees["ud"])  # type: ignore[arg-type]

    def forward(self, syntax: Tensor) -> dict[str, Tensor]:
        """Scores of each head."""
        out = self.linear(syntax[0])
        out["arcs_ud"], out["labels_ud"] = self.tree(syntax[0])
        return {name: value[None] for name, value in out.items()}


def together(layers: Sequence[nn.Linear]) -> nn.Linear:
    """One layer that gives what several give of the same input, side by side."""
    first = layers[0]
    made = nn.Linear(first.in_features, sum(layer.out_features for layer in layers))
    with torch.no_grad():
        made.weight.copy_(torch.cat([layer.weight for layer in layers]))
        made.bias.copy_(torch.cat([layer.bias for layer in layers]))
    return made


def _shares(mix: Mix) -> Tensor:
    return torch.softmax(mix.weight.detach(), 0)
