"""Exports a state to ONNX, float and int8 per channel: `python -m training.encoder.export [--state FILE] [--check]`.

`--fit` scores the int8 file on dev and fits the temperature of every head; `--check` scores float and int8 side by side.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from training.encoder.base import Base, build, find_base, sha256
from training.encoder.calibrate import reliability, temperatures
from training.encoder.card import write_card
from training.encoder.corpora.all import load
from training.encoder.encode import SUBWORDS, SUBWORDS_PER_WORD, subwords
from training.encoder.evaluate import Read, dev_windows, figures
from training.encoder.labels import ARCS, Vocabulary
from training.encoder.model import Document
from training.encoder.say import say
from training.encoder.served import STATES, First, Later
from training.encoder.train import HEADLINE
from training.encoder.windows import WORDS, Window
from training.trainer import read

from sayso.encoder.document import Heads
from sayso.encoder.document import Window as Said
from sayso.encoder.weights import FILES, Graphs, tokenizer
from sayso.encoder.words import Subwords

FULL, SMALL = ("document.fp32.onnx", "ud.fp32.onnx"), FILES
SPEED = "words per CPU-s, not decoded"
VERSION = 2
OPSET = 20
EXAMPLE = ["The", "ministry", "said", "on", "Monday", "that", "rebels", "had", "shelled", "the", "town", "."]


def to_onnx(part: First | Later, given: Sequence[torch.Tensor], path: Path) -> None:
    """One graph in float, for one window; sub-words and words are free."""
    names = list(part(*given))

    class Tuple(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.part = part

        def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
            return tuple(self.part(*given).values())

    axes = {n: {1: "subwords" if n in ("input_ids", "shapes") else "words"} for n in (*part.inputs, *names)}
    axes |= {n: {1: "words", 2: "heads"} for n in ARCS if n in names}
    with torch.no_grad():
        torch.onnx.export(
            Tuple().eval(), tuple(given), str(path), input_names=list(part.inputs), output_names=names,
            dynamic_axes=axes, opset_version=OPSET, custom_opsets={"com.microsoft": 1}, dynamo=False,
        )  # fmt: skip


def graphs(model: Document, encoder: Subwords, folder: Path) -> None:
    """Both graphs in float."""
    row = encoder.row(EXAMPLE)
    first, later = First(model).eval(), Later(model).eval()
    given = [torch.from_numpy(row[name][None]) for name in First.inputs]
    with torch.no_grad():
        states = first(*given)[STATES]
    to_onnx(first, given, folder / FULL[0])
    to_onnx(later, [states], folder / FULL[1])


def to_int8(source: Path, target: Path) -> None:
    """The model with int8 weights, one scale per channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = target.with_suffix(".prepared")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8)
    prepared.unlink()


def index_of(model: Document, files: Sequence[Path], step: int) -> dict[str, Any]:
    """What README.md says of `heads.json`."""
    return {
        "version": VERSION,
        "step": step,
        "window": {"words": WORDS, "subwords_per_word": SUBWORDS_PER_WORD, "subwords": SUBWORDS},
        "files": {path.name: sha256(path) for path in files},
        "heads": model.heads(),
    }


def model_of(state: dict[str, Any], base: Base) -> Document:
    """The model of a state, ready to read."""
    lists = Vocabulary({head: tuple(labels) for head, labels in state["lists"].items()})
    model = Document(build(base), lists)
    model.load_state_dict(state["model"])
    model.eval()
    return model


class Export:
    """A state on its way into a folder."""

    def __init__(self, state: dict[str, Any], out: Path) -> None:
        base = find_base()
        self.state, self.out = state, out
        model, self.encoder = model_of(state, base), subwords(base.tokenizer)
        out.mkdir(parents=True, exist_ok=True)
        graphs(model, self.encoder, out)
        for full, small in zip(FULL, SMALL, strict=True):
            to_int8(out / full, out / small)
        tokenizer(base.tokenizer).save(str(out / "tokenizer.json"))
        self.told = index_of(model, [*(out / name for name in SMALL), out / "tokenizer.json"], state["step"])
        self.write()

    def write(self) -> None:
        """Write `heads.json`."""
        text = json.dumps(self.told, ensure_ascii=False, indent=1) + "\n"
        (self.out / "heads.json").write_text(text, encoding="utf-8")

    def read(self, names: Sequence[str], windows: Sequence[Window]) -> tuple[list[Read], float]:
        """Windows as the runner reads them with both graphs, and words per CPU-second (heads are decoded later)."""
        run = Graphs(*(self.out / name for name in names))
        heads, begun = Heads(self.told["heads"]), time.process_time()
        reads = [Read(w, Said(w.words, run.all(self.encoder.row(w.words)), heads)) for w in windows]
        return reads, sum(len(w.words) for w in windows) / (time.process_time() - begun)

    def fit(self, reads: Sequence[Read]) -> None:
        """Temperatures and reliability of every head, from what the int8 file said of the dev texts."""
        heat = temperatures(reads, self.told["heads"])
        warm = {name: head | {"temperature": heat.get(name, 1.0)} for name, head in self.told["heads"].items()}
        for name, row in reliability(reads, warm).items():
            self.told["heads"][name] = warm[name] | {"dev": row}
        self.write()


def main(given: Sequence[str] | None = None) -> None:
    """Export, fit, check, and write the data card."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--silver", type=Path, default=Path(".cache/training/silver"))
    asked.add_argument("--state", type=Path, default=Path(".cache/training/document/last.pt"))
    asked.add_argument("--out", type=Path, default=Path(".cache/training/export/document"))
    asked.add_argument("--fit", action="store_true", help="dev figures of the int8 file, temperatures, data card")
    asked.add_argument("--check", type=int, nargs="?", const=1, help="float beside int8 on every so many-th dev text")
    options = asked.parse_args(given)
    torch.set_num_threads(1)
    state = read(options.state)
    made = Export(state, options.out)
    dev = load(options.data, "dev", cache=options.silver) if options.fit or options.check else []
    if options.fit:
        reads, speed = made.read(SMALL, dev_windows(dev))
        found = figures(reads)
        show({"int8": found | {SPEED: speed}})
        (options.out / "figures.json").write_text(json.dumps(found, indent=1) + "\n")
        made.fit(reads)
        write_card(options.out / "data_card.md", load(options.data, "train", cache=options.silver), dev, state)
    if options.check:
        for part in dev:
            part.texts[:] = part.texts[:: options.check]
        both = {name: made.read(files, dev_windows(dev)) for name, files in (("float", FULL), ("int8", SMALL))}
        show({name: figures(reads) | {SPEED: speed} for name, (reads, speed) in both.items()})


def show(found: dict[str, dict[str, float]]) -> None:
    """The headline figures side by side."""
    say(" " * 40 + "  ".join(found))
    for name in [*HEADLINE, SPEED]:
        say(f"{name:40}" + "  ".join(f"{column.get(name, float('nan')):.3f}" for column in found.values()))


if __name__ == "__main__":
    main()
