"""Writes the tiny models of this folder: python tests/encoder/build_models.py (needs onnx and tokenizers, which tests do not).

They have the inputs and outputs of the real ones, seeded weights, a layer that mixes the words of a row, and one that is quantised
dynamically with one scale for the tensor, so they are as touchy about padding and about other rows as the real ones are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HERE = Path(__file__).resolve().parent / "models"
WIDTH, IDS = 8, 160
WORDS = [
    "the",
    "of",
    "in",
    "on",
    "norland",
    "sudland",
    "minister",
    "said",
    "bombed",
    "met",
    "arrested",
    "a",
    "depot",
    "poet",
    "city",
    "an",
    "ana",
    "velo",
    "##s",
    "##ed",
    "##ing",
]
BIO = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
DOCUMENT = {
    "attribution": ("bio", BIO),
    "upos": ("tags", ["NOUN", "VERB", "ADP"]),
    "lemma": ("lemma", ["l|0|", "k|1|", "l|2|"]),
    "triggers": ("tags", ["no", "yes"]),
    "labels_ud": ("relations", ["root", "nsubj", "obj"]),
}
PAIR = {
    "type": ["ASSAULT", "CONSULT", "AID"],
    "quad": ["1", "2", "4"],
    "mode": ["-", "ASSAULT/aerial", "ASSAULT/drone", "AID/food"],
}
Arrays = dict[str, np.ndarray]


def main() -> None:
    rng = np.random.default_rng(7)
    _document(HERE / "document", rng)
    _pair(HERE / "pair", rng)


def _encoder(rng: np.random.Generator, *, shapes: bool) -> tuple[list[Any], Arrays]:
    """Nodes from `input_ids` to `states` (B,T,WIDTH)."""
    weights: Arrays = {
        "words": rng.normal(size=(IDS, WIDTH)).astype(np.float32),
        "shape_rows": rng.normal(size=(8, WIDTH)).astype(np.float32),
        "mix": rng.integers(-90, 90, size=(WIDTH, WIDTH)).astype(np.int8),
        "mix_scale": np.array(0.02, np.float32),
        "mix_zero": np.array(0, np.int8),
        "axis1": np.array([1], np.int64),
        "axis2": np.array([2], np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Gather", ["words", "input_ids"], ["looked_up"]),
        *([node("Gather", ["shape_rows", "shapes"], ["shaped"]), node("Add", ["looked_up", "shaped"], ["x0"])] if shapes
          else [node("Identity", ["looked_up"], ["x0"])]),
        node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["mask", "axis2"], ["mask3"]),
        node("Mul", ["x0", "mask3"], ["x1"]),
        node("ReduceSum", ["x1", "axis1"], ["summed"], keepdims=1),
        node("ReduceSum", ["mask3", "axis1"], ["length"], keepdims=1),
        node("Div", ["summed", "length"], ["mean"]),
        node("Add", ["x0", "mean"], ["x2"]),  # padding keeps its own values, as in a real encoder
        node("DynamicQuantizeLinear", ["x2"], ["q", "q_scale", "q_zero"]),
        node("MatMulInteger", ["q", "mix", "q_zero", "mix_zero"], ["whole"]),
        node("Cast", ["whole"], ["real"], to=TensorProto.FLOAT),
        node("Mul", ["q_scale", "mix_scale"], ["scale"]),
        node("Mul", ["real", "scale"], ["states"]),
    ]  # fmt: skip
    return nodes, weights


def _document(folder: Path, rng: np.random.Generator) -> None:
    nodes, weights = _encoder(rng, shapes=True)
    node = helper.make_node
    nodes += [node("Unsqueeze", ["first", "axis2"], ["at"]), node("GatherND", ["states", "at"], ["h"], batch_dims=1)]
    for name, (_, labels) in DOCUMENT.items():
        weights[f"w_{name}"] = rng.normal(size=(WIDTH, len(labels))).astype(np.float32)
        nodes.append(node("MatMul", ["h", f"w_{name}"], [name]))
    weights |= {f"w_{name}": rng.normal(size=(WIDTH, 1)).astype(np.float32) for name in ("root", "factuality")}
    nodes += [
        node("MatMul", ["h", "w_factuality"], ["f"]), node("Squeeze", ["f", "axis2"], ["factuality"]),
        node("MatMul", ["h", "w_root"], ["roots"]), node("Transpose", ["h"], ["turned"], perm=[0, 2, 1]),
        node("MatMul", ["h", "turned"], ["between"]), node("Concat", ["roots", "between"], ["arcs_ud"], axis=2),
    ]  # fmt: skip
    inputs = {"input_ids": "BT", "attention_mask": "BT", "shapes": "BT", "first": "BW", "word_mask": "BW"}
    outputs = {**dict.fromkeys(DOCUMENT, 3), "factuality": 2, "arcs_ud": 3}
    _save(folder, "document", nodes, weights, inputs, outputs)
    heads: dict[str, Any] = {name: {"kind": k, "labels": v, "temperature": 0.9} for name, (k, v) in DOCUMENT.items()}
    heads["attribution"] |= {
        "transition": rng.normal(size=(7, 7)).round(3).tolist(), "end": [0.0] * 7, "dev": {"at_least_for_90": 0.7},
        "start": [-10000.0 if label.startswith("I-") else 0.0 for label in BIO],
    }  # fmt: skip
    heads |= {"factuality": {"kind": "number"}, "arcs_ud": {"kind": "arcs", "temperature": 1.1}}
    window = {"words": 40, "subwords_per_word": 6, "subwords": 60}
    _index(folder, "heads.json", "document", {"version": 1, "window": window, "heads": heads})


def _pair(folder: Path, rng: np.random.Generator) -> None:
    nodes, weights = _encoder(rng, shapes=False)
    node = helper.make_node
    weights["flat"] = np.array([0, 2 * WIDTH], np.int64)
    nodes += [
        node("Unsqueeze", ["positions", "axis2"], ["at"]), node("GatherND", ["states", "at"], ["ends"], batch_dims=1),
        node("Reshape", ["ends", "flat"], ["h"]),
    ]  # fmt: skip
    for name, size in (*((n, len(v)) for n, v in PAIR.items()), ("related", 1), ("direction", 1)):
        weights[f"w_{name}"] = (rng.normal(size=(2 * WIDTH, size)) / 4).astype(np.float32)
        lone = name in ("related", "direction")
        nodes.append(node("MatMul", ["h", f"w_{name}"], [f"{name}_1" if lone else name]))
        nodes += [node("Squeeze", [f"{name}_1", "axis1"], [name])] if lone else []
    inputs = {"input_ids": "BT", "attention_mask": "BT", "positions": ["B", 2]}
    _save(folder, "pair", nodes, weights, inputs, {**dict.fromkeys(PAIR, 2), "related": 1, "direction": 1})
    heads: dict[str, Any] = {name: {"labels": v, "temperature": 1.1, "threshold": 0.5} for name, v in PAIR.items()}
    heads |= {"related": {"temperature": 0.7, "threshold": 0.6}, "direction": {"temperature": 0.6, "threshold": 0.5}}
    more = {"version": "1", "markers": {"source": [1, 2], "target": [3, 4]}, "cls": 101, "sep": 102, "subwords": 24}
    _index(folder, "pair.json", "pair", {**more, "heads": heads})


def _save(
    folder: Path, name: str, nodes: list[Any], weights: Arrays, inputs: Mapping[str, Any], outputs: Mapping[str, int]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    used = {n for one in nodes for n in one.input}
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info(n, TensorProto.INT64, list(shape)) for n, shape in inputs.items()],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, [None] * rank) for n, rank in outputs.items()],
        [numpy_helper.from_array(value, n) for n, value in weights.items() if n in used],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
    vocabulary = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, **{w: 110 + k for k, w in enumerate(WORDS)}}
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.save(str(folder / "tokenizer.json"))


def _index(folder: Path, name: str, model: str, index: dict[str, Any]) -> None:
    files = {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in (f"{model}.onnx", "tokenizer.json")}
    (folder / name).write_text(json.dumps(index | {"files": files}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
