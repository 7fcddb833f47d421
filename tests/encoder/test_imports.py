"""Importing the runner loads neither onnxruntime nor tokenizers, and without them the error says what to install."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import sayso.encoder.document, sayso.encoder.pairs
assert not {"onnxruntime", "tokenizers"} & set(sys.modules)
sys.modules["tokenizers"] = sys.modules["onnxruntime"] = None
from pathlib import Path
from sayso.encoder.weights import Session, tokenizer
from sayso.errors import MissingModel
for make in (Session, tokenizer):
    try:
        make(Path("x"))
    except MissingModel as error:
        print(error.message)
"""


ALONE = """
import sys, numpy
before = set(sys.modules)
import sayso.encoder.document, sayso.encoder.pairs
new = {name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)
print(sorted(new), sorted(name for name in sys.modules if name.startswith("sayso.") and "encoder" not in name))
"""


def test_nothing_but_numpy_is_needed_since_training_has_nothing_else_of_ours() -> None:
    found = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "['sayso'] ['sayso.errors']"


def test_heavy_packages_are_imported_on_use_only() -> None:
    found = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.partition("; ")[2] for line in found] == ["reinstall sayso"] * 2
