"""Exports a state to ONNX, float and int8 per channel: `python -m training.encoder.export [--state FILE] [--check]`.

`--fit` fits the temperature of every head on dev; `--check` scores float and int8 on dev, side by side.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from training.encoder.base import Base, find_base, sha256
from training.encoder.calibrate import reliability, temperatures
from training.encoder.card import write_card
from training.encoder.corpora.all import Loaded, load
from training.encoder.encode import SUBWORDS, SUBWORDS_PER_WORD, Encoder, batch
from training.encoder.evaluate import Arrays, Chains, Run, dev_windows, figures, read_windows
from training.encoder.labels import ARCS, BIO_HEADS, NUMBERS, Vocabulary
from training.encoder.model import Document
from training.encoder.say import say
from training.encoder.train import HEADLINE, chains_of
from training.encoder.windows import WORDS

from training.encoder import checkpoint

INPUTS = ("input_ids", "attention_mask", "shapes", "first", "word_mask")
VERSION = 1
OPSET = 20
EXAMPLE = (
    ["The", "ministry", "said", "on", "Monday", "that", "rebels", "had", "shelled", "the", "town", "."],
    ['"', "We", "deny", "it", ",", '"', "a", "spokeswoman", "told", "Reuters", "."],
)


def to_onnx(model: Document, encoder: Encoder, path: Path) -> None:
    """The float model as a file; batch, sub-words and words are free."""
    inputs = batch([encoder.encode(words) for words in EXAMPLE])
    names = list(model(*(torch.from_numpy(v) for v in inputs.values())))

    class Tuple(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *given: torch.Tensor) -> tuple[torch.Tensor, ...]:
            return tuple(self.model(*given).values())

    axes = {n: {0: "windows", 1: "subwords"} for n in INPUTS[:3]} | {n: {0: "windows", 1: "words"} for n in INPUTS[3:]}
    axes |= {n: {0: "windows", 1: "words"} for n in names}
    axes |= {n: {0: "windows", 1: "words", 2: "heads"} for n in ARCS}
    with torch.inference_mode():
        torch.onnx.export(
            Tuple().eval(),
            tuple(torch.from_numpy(v) for v in inputs.values()),
            str(path),
            input_names=list(INPUTS),
            output_names=names,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )


def to_int8(source: Path, target: Path) -> None:
    """The model with int8 weights, one scale per channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = target.with_suffix(".prepared")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(target), per_channel=True, weight_type=QuantType.QInt8)
    prepared.unlink()


def onnx_runner(path: Path) -> Run:
    """A function from inputs to outputs by onnxruntime, in one thread."""
    import onnxruntime

    wanted = onnxruntime.SessionOptions()
    wanted.intra_op_num_threads = wanted.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), wanted, providers=["CPUExecutionProvider"])
    names = [o.name for o in session.get_outputs()]
    taken = {i.name for i in session.get_inputs()}

    def run(inputs: Arrays) -> Arrays:
        given = {k: v for k, v in inputs.items() if k in taken}
        return dict(zip(names, session.run(names, given), strict=True))

    return run


def heads_json(lists: Vocabulary, chains: Chains, files: Sequence[Path], step: int) -> dict[str, Any]:
    """What README.md says of `heads.json`."""
    heads: dict[str, dict[str, Any]] = {}
    for name, labels in lists.lists.items():
        kind = "bio" if name in BIO_HEADS else "relations" if name.startswith("labels") else "tags"
        heads[name] = {"kind": "lemma" if name == "lemma" else kind, "labels": list(labels)}
        if name in chains:
            parts = [np.round(x.astype(float), 4).tolist() for x in chains[name]]
            heads[name] |= dict(zip(("transition", "start", "end"), parts, strict=True))
    heads |= {name: {"kind": "arcs"} for name in ARCS} | {NUMBERS[0]: {"kind": "number", "low": -3.0, "high": 3.0}}
    for head in heads.values():
        head["temperature"] = 1.0
    return {
        "version": VERSION,
        "step": step,
        "window": {"words": WORDS, "subwords_per_word": SUBWORDS_PER_WORD, "subwords": SUBWORDS},
        "files": {path.name: sha256(path) for path in files},
        "heads": heads,
    }


def write_tokenizer(base: Base, path: Path) -> None:
    """The base's tokenizer without padding and truncation."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path))


def export(state: dict[str, Any], out: Path, *, fit: Sequence[Loaded] = ()) -> Path:
    """Write the whole folder; temperatures are fitted on the dev texts given, else 1."""
    out.mkdir(parents=True, exist_ok=True)
    base = find_base()
    model, encoder = checkpoint.model_of(state, base), Encoder(base.tokenizer)
    chains = chains_of(model)
    full, small = out / "document.fp32.onnx", out / "document.onnx"
    to_onnx(model, encoder, full)
    to_int8(full, small)
    write_tokenizer(base, out / "tokenizer.json")
    told = heads_json(model.vocabulary, chains, [small, out / "tokenizer.json"], state["step"])
    if fit:
        reads = read_windows(onnx_runner(small), dev_windows(fit), encoder, model.vocabulary, chains)
        heat = temperatures(reads, model.vocabulary, chains)
        for name, row in reliability(reads, model.vocabulary, chains, heat).items():
            told["heads"][name] |= {"temperature": heat[name], "dev": row}
    (out / "heads.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return small


def check(state: dict[str, Any], out: Path, dev: Sequence[Loaded]) -> dict[str, dict[str, float]]:
    """Dev figures of the float and the int8 file, and words per CPU-second."""
    base = find_base()
    lists = Vocabulary({h: tuple(v) for h, v in state["lists"].items()})
    chains = chains_of(checkpoint.model_of(state, base))
    windows, encoder = dev_windows(dev), Encoder(base.tokenizer)
    words = sum(len(w.words) for w in windows)
    found = {}
    for name in ("document.fp32.onnx", "document.onnx"):
        begun = time.process_time()
        reads = read_windows(onnx_runner(out / name), windows, encoder, lists, chains)
        spent = time.process_time() - begun
        found[name] = figures(reads) | {"words per CPU-s, decoding included": words / spent}
    return found


def main(given: Sequence[str] | None = None) -> None:
    """Export, fit, check, and write the data card."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--silver", type=Path, default=Path(".cache/training/silver"))
    asked.add_argument("--state", type=Path, default=Path(".cache/training/document/last.pt"))
    asked.add_argument("--out", type=Path, default=Path(".cache/training/export/document"))
    asked.add_argument("--fit", action="store_true")
    asked.add_argument("--check", action="store_true")
    options = asked.parse_args(given)
    torch.set_num_threads(1)
    state = checkpoint.read(options.state)
    dev = load(options.data, "dev", cache=options.silver) if options.fit or options.check else []
    export(state, options.out, fit=dev if options.fit else [])
    found = check(state, options.out, dev) if options.check else {}
    if found:
        full, small = found["document.fp32.onnx"], found["document.onnx"]
        for name in [*HEADLINE, "words per CPU-s, decoding included"]:
            if name in full:
                say(f"{name:36} float {full[name]:.3f}  int8 {small[name]:.3f}")
        (options.out / "figures.json").write_text(json.dumps(found, indent=1) + "\n")
    if options.fit:
        write_card(options.out / "data_card.md", load(options.data, "train", cache=options.silver), dev, state)


if __name__ == "__main__":
    main()
