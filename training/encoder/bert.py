"""A BERT encoder in few lines, so that training and export hold nothing that is not needed; adds shapes of words."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from training.encoder.encode import SHAPES


class Layer(nn.Module):
    """Self-attention and feed-forward, each with a residual and a norm after it."""

    def __init__(self, size: int, heads: int, inner: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query, self.key, self.value = nn.Linear(size, size), nn.Linear(size, size), nn.Linear(size, size)
        self.out, self.up, self.down = nn.Linear(size, size), nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm_attention, self.norm = nn.LayerNorm(size, epsilon), nn.LayerNorm(size, epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """The next layer's states; `mask` is added to the scores."""
        b, t, size = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, t, self.heads, size // self.heads).transpose(1, 2)

        y = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        y = self.out(y.transpose(1, 2).reshape(b, t, size))
        x = self.norm_attention(x + F.dropout(y, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm(x + F.dropout(y, self.dropout, self.training))  # type: ignore[no-any-return]


class Bert(nn.Module):
    """Embeddings and layers; gives the states of every layer."""

    def __init__(
        self,
        *,
        vocabulary: int,
        size: int,
        layers: int,
        heads: int,
        inner: int,
        positions: int,
        epsilon: float = 1e-12,
        dropout: float = 0.05,
    ) -> None:
        super().__init__()
        self.size, self.dropout = size, dropout
        self.words, self.positions = nn.Embedding(vocabulary, size), nn.Embedding(positions, size)
        self.kind = nn.Parameter(torch.zeros(size))
        self.shapes = nn.Embedding(SHAPES, size)
        nn.init.zeros_(self.shapes.weight)  # begins as the base encoder, which knows no case
        self.norm = nn.LayerNorm(size, epsilon)
        self.layers = nn.ModuleList([Layer(size, heads, inner, epsilon, dropout) for _ in range(layers)])

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> list[Tensor]:
        """States after the embeddings and after each layer."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places) + self.kind + self.shapes(shapes))
        x = F.dropout(x, self.dropout, self.training)
        added = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        states = [x]
        for layer in self.layers:
            added = added.to(torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled(x.device.type) else x.dtype)
            x = layer(x, added)
            states.append(x)
        return states

    def load_hub(self, weights: dict[str, Tensor]) -> None:
        """Take over weights under the names of the transformers library."""
        names = {
            "attention.self.query": "query",
            "attention.self.key": "key",
            "attention.self.value": "value",
            "attention.output.dense": "out",
            "attention.output.LayerNorm": "norm_attention",
            "intermediate.dense": "up",
            "output.dense": "down",
            "output.LayerNorm": "norm",
        }
        own = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "kind": weights["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": self.shapes.weight.data,
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        for k in range(len(self.layers)):
            for theirs, ours in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{k}.{ours}.{part}"] = weights[f"encoder.layer.{k}.{theirs}.{part}"]
        self.load_state_dict(own)
