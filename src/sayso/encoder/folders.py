"""Where the weights lie: the folder that SAYSO_WEIGHTS names, else the one in the package."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from sayso.errors import MissingModel

VARIABLE = "SAYSO_WEIGHTS"


def folder(name: str) -> Path:
    """The folder of one model (`document`, `pair`) with weights in it; raises `MissingModel` saying where it looked."""
    given = os.environ.get(VARIABLE)
    base = Path(given) if given else Path(str(files("sayso") / "weights"))
    found = base / name
    if not found.is_dir():
        raise MissingModel(
            f"no weights of the {name} encoder in {base}; set {VARIABLE} to a folder that holds {name}/, "
            f"train them (make train-encoder, make train-pair), or read with the profile 'rules', which needs none"
        )
    return found
