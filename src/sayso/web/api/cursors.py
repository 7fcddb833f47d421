"""Cursors: where a list goes on. They hold the values that the list is ordered by at its last row, not how many rows were read,
so rows that come or go meanwhile are neither told twice nor left out."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from sayso.errors import InputError

Key = tuple[Any, ...]


def written(kind: str, question: str, key: Key) -> str:
    """The cursor after the row with this key; letters that need no quoting in an address."""
    told = json.dumps([kind, digest(question), *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def read(given: str, kind: str, question: str | None, shape: tuple[type | tuple[type, ...], ...]) -> Key:
    """The key of a cursor; raises `InputError` where it is none of ours, or belongs to another question."""
    try:
        found = json.loads(
            base64.b64decode(given.encode("ascii") + b"=" * (-len(given) % 4), altchars=b"-_", validate=True)
        )
    except (ValueError, UnicodeEncodeError, RecursionError):
        raise _refused(given) from None
    if not isinstance(found, list) or len(found) != 2 + len(shape) or found[0] != kind:
        raise _refused(given)
    if question is not None and found[1] != digest(question):
        raise InputError(
            "the cursor belongs to another question; give the filters and the order that it was made with, or leave it out",
            code="cursor", value=given[:80],
        )  # fmt: skip
    key = tuple(found[2:])
    if not all(_fits(one, kind) for one, kind in zip(key, shape, strict=True)):
        raise _refused(given)
    return key


def _fits(value: Any, kind: type | tuple[type, ...]) -> bool:
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) >= 2**63):
        return False
    return isinstance(value, kind) and not (isinstance(value, str) and ("\x00" in value or _lone(value)))


def _lone(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def digest(question: str) -> str:
    return hashlib.blake2b(question.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _refused(given: str) -> InputError:
    return InputError(
        f"{given[:80]!r} is no cursor; take next_cursor of the page before as it is, or leave it out",
        code="cursor",
        value=given[:80],
    )
