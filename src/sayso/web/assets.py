"""Files that browsers load: styles as they stand, scripts as the build made them. Addresses change with the content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest of what it holds, so that browsers can keep it for ever."""
    path = STATIC / name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "missing"
    return f"/static/{name}?v={digest}"


@cache
def built(name: str) -> str | None:
    """The address of a built script; None where the build was not run: pages work without it."""
    return asset(f"built/{name}") if (STATIC / "built" / name).is_file() else None
