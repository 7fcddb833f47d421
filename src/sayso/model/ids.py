"""Ids are hashes of content, so that a second run adds nothing new."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_BETWEEN = re.compile(r"[^\w]+")


def content_id(prefix: str, *parts: str) -> str:
    """`prefix:` and 16 hexadecimal digits of the SHA-256 of the parts, joined by a unit separator."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}:{digest[:16]}"


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Lower-case letters and digits joined by hyphens, accents dropped: `Al-Jarida` gives `al-jarida`."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _BETWEEN.sub("-", plain.lower()).strip("-") or "x"
