"""Logits of rows: by a torch model or by an ONNX file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from training.pair.batches import Arrays, inputs
from training.pair.encode import Encoder
from training.pair.rows import Row
from training.pair.score import Logits

HEADS = ("type", "quad", "mode", "related", "direction")
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
        tensors = [torch.from_numpy(given[name]).to(device) for name in ("ids", "mask", "positions")]
        with torch.inference_mode(), torch.autocast(device.type, dtype=torch.bfloat16):
            return [x.float().cpu().numpy() for x in model(*tensors)]

    model.eval()
    return run


def onnx_runner(path: Path) -> Run:
    """Runs an exported file with one thread."""
    import onnxruntime as ort

    asked = ort.SessionOptions()
    asked.intra_op_num_threads = asked.inter_op_num_threads = 1
    session = ort.InferenceSession(str(path), asked, providers=["CPUExecutionProvider"])

    def run(given: Arrays) -> list[Any]:
        names = {"input_ids": given["ids"], "attention_mask": given["mask"], "positions": given["positions"]}
        return list(session.run(list(HEADS), names))

    return run
