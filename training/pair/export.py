"""Writes a trained run as ONNX, int8 per channel, with its calibration: `python -m training.pair.export --run FOLDER`.

Temperatures and thresholds come from rows that no training saw: the dev logits (`dev.npz`) of runs that held a fold back.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from training.encoder.base import find_base, sha256
from training.encoder.say import say
from training.pair.base import build
from training.pair.batches import inputs
from training.pair.calibrate import calibrate, joined, read_dev
from training.pair.card import card
from training.pair.checkpoint import load_run, read_asked
from training.pair.corpora import load
from training.pair.encode import Encoder, Ids
from training.pair.labels import HEADS, QUADS, TYPES, modes
from training.pair.model import Pair
from training.pair.predict import onnx_runner, predict
from training.pair.rows import Row
from training.pair.score import Logits, figures
from training.pair.train import CACHE

OUT = Path(".cache/training/export/pair")
VERSION = "1"
OPSET = 17
# What comes out of the widest layers here has values far from the rest, which int8 handles badly: the two cost most of the
# difference between int8 and float (mean change of a type logit 0.081, without the first 0.067), and 1.8 MB each in float.
FLOAT_LAYERS = ("layers.0", "layers.1")
DIFFERENCE = 2e-3  # between torch and fp32 ONNX
EXAMPLE = Row(corpus="own", text="The miners accused the ministry of lying.", source=(0, 10), target=(19, 31))


def main(given: Sequence[str] | None = None) -> None:
    """Export a run."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--run", type=Path, required=True, help="folder of the run to ship")
    asked.add_argument(
        "--dev", type=Path, nargs="*", default=[], help="folders of runs of the same recipe with a fold held back"
    )
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--cache", type=Path, default=CACHE)
    asked.add_argument("--out", type=Path, default=OUT)
    found = asked.parse_args(given)
    torch.set_num_threads(1)
    packs = [small_logits(folder, found) for folder in found.dev or [found.run]]
    rows, logits = joined(packs)
    heads = calibrate(rows, logits)
    write(found.run, found.out, found.cache, related_bias=heads["related"]["bias"])
    shutil.copyfile(find_base().tokenizer, found.out / "tokenizer.json")
    (found.out / "pair.json").write_text(json.dumps(facts(found.out, heads), indent=1) + "\n")
    (found.out / "data_card.md").write_text(_card(found, heads), encoding="utf-8")
    for head, told in heads.items():
        say(f"{head:10} {told}")


def small_logits(folder: Path, asked: argparse.Namespace) -> tuple[list[Row], Logits]:
    """What the int8 form of a run makes of the rows that it held back; its figures beside those of the float model go to `int8.json`."""
    rows, large = read_dev(folder, asked.data, asked.cache)
    write(folder, folder, asked.cache)
    begun = time.process_time()
    small = predict(onnx_runner(folder / "pair.onnx"), rows, Encoder(find_base().tokenizer), batch=1)
    spent = time.process_time() - begun
    found = {"int8": figures(rows, small), "float": figures(rows, large), "pairs per CPU-second": len(rows) / spent}
    (folder / "int8.json").write_text(json.dumps(found, indent=1) + "\n")
    for name in found["float"]:
        say(f"{folder.name} {name:24} int8 {found['int8'][name]:.4f} float {found['float'][name]:.4f}")
    say(f"{folder.name} int8: {len(rows) / spent:.0f} pairs per CPU-second")
    return rows, small


def write(run: Path, out: Path, cache: Path, *, related_bias: float = 0.0) -> None:
    """The run as ONNX, float and int8, in a folder; `related` is moved by a bias, since a temperature alone cannot calibrate it."""
    out.mkdir(parents=True, exist_ok=True)
    encoder, _ = build("minilm", cache)
    model = Pair(encoder, encoder.size)
    load_run(model, run)
    model.related.bias.data += related_bias
    write_onnx(model.eval(), out)
    compare(model, out)


def _card(asked: argparse.Namespace, heads: dict[str, Any]) -> str:
    """The data card, from what the shipped run was asked to do."""
    passes, teachers = read_asked(asked.run)
    return card(load(asked.data, [n for n in passes if n], asked.cache / "candidates.jsonl"), passes, teachers, heads)


def write_onnx(model: Pair, out: Path) -> None:
    """`pair.fp32.onnx` and its int8 twin."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    given = inputs([EXAMPLE, EXAMPLE], Encoder(find_base().tokenizer))
    tensors = tuple(torch.from_numpy(values) for values in given.values())
    axes = {
        "input_ids": {0: "pairs", 1: "subwords"},
        "attention_mask": {0: "pairs", 1: "subwords"},
        "positions": {0: "pairs"},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, tensors, str(out / "pair.fp32.onnx"), input_names=list(given), output_names=list(HEADS),
            dynamic_axes=axes | {head: {0: "pairs"} for head in HEADS}, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
    quantize_dynamic(
        str(out / "pair.fp32.onnx"),
        str(out / "pair.onnx"),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[f"/encoder/bert/{layer}/down/MatMul" for layer in FLOAT_LAYERS],
    )


def compare(model: Pair, out: Path) -> None:
    """Stops where the fp32 file does not say what the model says."""
    rows = [
        EXAMPLE,
        EXAMPLE.swapped(),
        Row(corpus="own", text="Nothing happened in the long cold winter of that year."),
    ]
    encoder = Encoder(find_base().tokenizer)
    with torch.inference_mode():
        wanted = model(*(torch.from_numpy(values) for values in inputs(rows, encoder).values()))
    found = predict(onnx_runner(out / "pair.fp32.onnx"), rows, encoder, batch=1)
    for head, a in zip(HEADS, wanted, strict=True):
        gap = float(np.abs(a.numpy() - found[head]).max())
        if gap > DIFFERENCE:
            raise SystemExit(f"head {head}: ONNX differs from torch by {gap:.4f}, more than {DIFFERENCE}")


def facts(out: Path, heads: dict[str, Any]) -> dict[str, Any]:
    """What `pair.json` holds."""
    labels = {"type": list(TYPES), "quad": list(QUADS), "mode": list(modes())}
    return {
        "version": VERSION,
        "files": {name: sha256(out / name) for name in ("pair.onnx", "tokenizer.json")},
        **Ids().facts(),
        "heads": {head: {"labels": labels.get(head, []), **heads[head]} for head in HEADS},
    }


if __name__ == "__main__":
    main()
