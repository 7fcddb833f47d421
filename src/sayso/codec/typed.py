"""JSON text as one of our dataclasses, checked while it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import msgspec

T = TypeVar("T")


@cache
def decoder(kind: type[T]) -> Callable[[str], T]:
    """A function that reads the JSON text of a value of this type."""
    return msgspec.json.Decoder(kind).decode
