"""Logits of rows: by a torch model or by an ONNX file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from training.pair.batches import Arrays, inputs
from training.pair.encode import Encoder
from training.pair.labels import HEADS
from training.pair.rows import Row
from training.pair.score import Logits

from sayso.encoder.weights import Session

Run = Callable[[Arrays], Sequence[Any]]


def predict(run: Run, rows: Sequence[Row], encoder: Encoder, batch: int = 32) -> Logits:
    """Logits of every head, in the order of the rows; sorted by length inside."""
    if not rows:
        return {head: np.zeros(0) for head in HEADS}
    order = sorted(range(len(rows)), key=lambda k: len(rows[k].text))
    found: dict[str, list[Any]] = {head: [] for head in HEADS}
    for at in range(0, len(order), batch):
        out = run(inputs([rows[k] for k in order[at : at + batch]], encoder))
        for head, values in zip(HEADS, out, strict=True):
            found[head].append(np.asarray(values, np.float32))
    back = np.argsort(order)
    return {head: np.concatenate(values)[back] for head, values in found.items()}


def torch_runner(model: Any) -> Run:
    """Runs a torch model under bf16."""
    import torch

    device = next(model.parameters()).device

    def run(given: Arrays) -> list[Any]:
        tensors = [torch.from_numpy(values).to(device) for values in given.values()]
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            return [x.float().cpu().numpy() for x in model(*tensors)]

    model.eval()
    return run


def onnx_runner(path: Path) -> Run:
    """Runs an exported file as the runner does: one row at a time."""
    session = Session(path)

    def run(given: Arrays) -> list[Any]:
        found = session.run({name: value[0] for name, value in given.items()})
        return [found[head][None] for head in HEADS]

    return run
