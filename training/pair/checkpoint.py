"""States of runs on disk, and the answers of teachers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from training.pair.model import Pair
from training.trainer import read

HEADS = ("type", "mode", "related", "direction")


def read_asked(folder: Path) -> tuple[dict[str, float], list[str]]:
    """How often a run read each corpus, and the names of its teachers."""
    asked = json.loads((folder / "asked.json").read_text())
    return asked["passes"], [Path(name).name for name in asked["teacher"]]


def load_run(model: Pair, path: Path) -> None:
    """Begin from the weights of another run, or from the encoder inside a state of the document encoder."""
    state = read(path if path.is_file() else path / "last.pt")["model"]
    if any(name.startswith("encoder.") for name in state):
        model.load_state_dict(state)
        return
    own = {f"encoder.{name}": value for name, value in state.items() if name.startswith("bert.")}
    missing, unknown = model.load_state_dict(own, strict=False)
    if unknown or any(name.startswith("encoder.") for name in missing):
        raise SystemExit(f"{path} holds no encoder that fits: {[*unknown, *missing][:3]}")


def read_soft(folders: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """The mean logits that the runs in these folders gave, by key."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for folder in folders:
        with np.load(folder / "soft.npz") as pack:
            keys, values = pack["keys"], {head: pack[head] for head in HEADS}
        for k, key in enumerate(keys):
            found[str(key)].append({head: values[head][k] for head in HEADS})
    return {key: {h: np.mean([a[h] for a in answers], 0) for h in HEADS} for key, answers in found.items()}
