"""One copy of the document encoder for all parts of a process: its weights fill some 60 MB of memory."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sayso.encoder.document import DocumentEncoder


@lru_cache(maxsize=1)
def document(folder: Path) -> DocumentEncoder:
    """The encoder of a folder, loaded once."""
    return DocumentEncoder(folder)
