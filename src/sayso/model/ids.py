"""Ids are hashes of content, so that a second run adds nothing new."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def content_id(prefix: str, *parts: str) -> str:
    """`prefix:` and 16 hexadecimal digits of the SHA-256 of the parts, joined by a unit separator."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}:{digest[:16]}"


def slug(text: str) -> str:
    """Lower-case letters and digits joined by hyphens, accents dropped: `Al-Jarida` gives `al-jarida`."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-") or "x"
