"""Stores for the tests: the bundled crisis, and one whose every word is an attack."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path


def crisis(where: Path) -> str:
    """A store of the bundled crisis. Made in a process of its own, so that the parser's memory goes back."""
    folder = files("sayso") / "examples" / "crisis"
    command = (sys.executable, "-m", "sayso", "code", str(folder), "--store", str(where), "--jobs", "1")
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(command, check=True, capture_output=True, env=env, timeout=300)
    return str(where)
