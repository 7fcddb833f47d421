"""Checkpoints: all that a run needs to go on exactly where it stopped, written so that a cut leaves the old one whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch
from training.encoder.base import Base, build
from training.encoder.labels import Vocabulary
from training.encoder.model import Document


def save(path: Path, state: dict[str, Any]) -> None:
    """Write beside, then rename."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def read(path: Path) -> dict[str, Any]:
    """A state as `save` wrote it."""
    return torch.load(path, map_location="cpu", weights_only=True)  # type: ignore[no-any-return]


def model_of(state: dict[str, Any], base: Base) -> Document:
    """The model of a state, ready to read."""
    lists = Vocabulary({head: tuple(labels) for head, labels in state["lists"].items()})
    model = Document(build(base), lists)
    model.load_state_dict(state["model"])
    model.eval()
    return model
