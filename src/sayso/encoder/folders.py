"""Where the weights lie: the folder that SAYSO_WEIGHTS names, else the package `sayso-weights`."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from sayso.errors import MissingExtra, MissingModel

VARIABLE = "SAYSO_WEIGHTS"
PACKAGE = "sayso_weights"
RUNNING = ("onnxruntime", "tokenizers")


def folder(name: str) -> Path:
    """The folder of one model (`document`, `pair`) with weights in it; raises `MissingModel` saying where it looked."""
    base = _base()
    if base is not None and (base / name).is_dir():
        return base / name
    raise MissingModel(
        f"no weights of the {name} encoder {f'in {base}' if base else 'are installed'}; install them (pip install ./weights), or set "
        f"{VARIABLE} to a folder that holds {name}/, or read with the profile 'rules', which needs none"
    )


def ready(name: str) -> None:
    """Raise what `folder` would, or `MissingExtra` where a package that runs the model is not installed; nothing is loaded."""
    folder(name)
    for package in RUNNING:
        if find_spec(package) is None:
            raise MissingExtra(package, "encoder")


def _base() -> Path | None:
    if given := os.environ.get(VARIABLE):
        return Path(given)
    found = find_spec(PACKAGE)
    return Path(found.origin).parent if found is not None and found.origin else None
