"""A folder of weights: its index, checked files, a session of onnxruntime and a tokenizer. Nothing is ever downloaded."""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import MissingModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

Json = dict[str, Any]
_SLOWER = ["SkipLayerNormFusion"]  # its kernel takes eight times as long as the addition and the norm that it replaces
_BEGINS = "syntax"  # states that the second graph reads
_OFFLINE = {"TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def index_of(folder: Path, name: str) -> Json:
    """The index of a folder of weights, after every file that it names was found to have its sha256."""
    path = folder / name
    if not path.is_file():
        raise MissingModel(f"no weights in {folder}: {name} is missing; reinstall sayso, or train them (training/)")
    try:
        index: Json = json.loads(path.read_text(encoding="utf-8"))
        files, heads = index["files"], index["heads"]
    except (ValueError, KeyError, TypeError) as error:
        raise MissingModel(f"{path} is no index of weights ({error!r}); export them again (training/)") from error
    if not files or not heads:
        raise MissingModel(f"{path} names no files or no heads; export them again (training/)")
    for file, wanted in files.items():
        _check(folder / file, wanted)
    return index


def _check(path: Path, wanted: str) -> None:
    if not path.is_file():
        raise MissingModel(f"the weights {path} are missing; reinstall sayso, or train them (training/)")
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != wanted:
        message = (
            f"the weights {path} have sha256 {found[:16]}..., wanted {wanted[:16]}...: damaged or of another version"
        )
        raise MissingModel(f"{message}; reinstall sayso, or export them again (training/)")


class Session:
    """One model on one thread, asked one row at a time.

    Dynamic int8 quantisation takes one scale for a whole tensor, so another row or padding in the batch changes a row's
    scores. One row at a time has neither: its scores are the same to the bit whatever is read before, after or beside it.
    """

    def __init__(self, path: Path) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise _not_there("onnxruntime") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        except Exception as error:  # onnxruntime has no error of its own that it shows
            raise MissingModel(f"onnxruntime cannot load {path}: {error}; export it again (training/)") from error
        self.names = tuple(output.name for output in self._session.get_outputs())
        self._asks = tuple(given.name for given in self._session.get_inputs())

    def run(self, row: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
        """Every output for one row, without the axis of the batch; what of the row the model does not ask for is left out."""
        found = self._session.run(None, {name: row[name][None] for name in self._asks})
        return {name: value[0] for name, value in zip(self.names, found, strict=True)}


FILES = ("document.onnx", "ud.onnx")


class Graphs:
    """The document encoder in two graphs: what a reading asks for, and UD heads over its states, run when one is asked for."""

    def __init__(self, first: Path, later: Path) -> None:
        self._first = Session(first)
        self._second = lru_cache(maxsize=1)(lambda: Session(later))

    def run(self, row: Mapping[str, NDArray[Any]]) -> Scores:
        """The scores of one row."""
        return Scores(self._first.run(row), self._more)

    def all(self, row: Mapping[str, NDArray[Any]]) -> Scores:
        """The same with those of the second graph computed at once."""
        found = self.run(row)
        found.update(self._more(found))
        return found

    def _more(self, found: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[np.float32]]:
        return self._second().run(found)


class Scores(dict[str, Any]):
    """Arrays of scores by head; those of the second graph are computed when one of them is asked for."""

    def __init__(self, found: Mapping[str, Any], more: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
        super().__init__(found)
        self._more = more

    def __missing__(self, name: str) -> Any:
        if name == _BEGINS or _BEGINS not in self:  # weights of one graph: no head beside those that it has
            raise KeyError(name)
        self.update(self._more(self))
        return dict(self)[name]


def _not_there(package: str) -> MissingModel:
    return MissingModel(f"the package {package!r}, which runs the weights, is not installed; reinstall sayso")


def tokenizer(path: Path) -> Any:
    """The tokenizer of a file, without padding, cutting, threads or network."""
    for name, value in _OFFLINE.items():
        os.environ.setdefault(name, value)
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise _not_there("tokenizers") from error
    found: Any = Tokenizer.from_file(str(path))
    found.no_padding()
    found.no_truncation()
    return found
