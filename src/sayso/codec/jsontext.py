"""JSON text, the same bytes for the same values."""

from __future__ import annotations

import json
from typing import Any

import msgspec


def compact(value: Any) -> bytes:
    """One line of UTF-8 JSON without a line end; lone surrogates, which UTF-8 cannot carry, are written as escapes."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def indented(value: Any) -> bytes:
    """The same value over several lines, two spaces a level."""
    return msgspec.json.format(compact(value), indent=2)
