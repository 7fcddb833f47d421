"""Where the weights lie: the folder that SAYSO_WEIGHTS names, else the one that is part of Sayso."""

from __future__ import annotations

import os
from pathlib import Path

from sayso.errors import MissingModel

VARIABLE = "SAYSO_WEIGHTS"
SHIPPED = Path(__file__).with_name("data")


def folder(name: str) -> Path:
    """The folder of one model (`document`, `pair`) with weights in it; raises `MissingModel` saying where it looked."""
    given = os.environ.get(VARIABLE)
    base = Path(given) if given else SHIPPED
    if (base / name).is_dir():
        return base / name
    where = f"{VARIABLE} names {base}" if given else "reinstall sayso"
    raise MissingModel(
        f"no weights of the {name} encoder in {base} ({where}); set {VARIABLE} to a folder that holds {name}/, or read with the "
        "profile 'rules', which needs none"
    )
