"""When two names mean the same, as far as words can tell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.lexicon.tables import alternatives, table


@dataclass(frozen=True, slots=True)
class _Words:
    same: dict[str, str]
    stop: frozenset[str]
    generic: frozenset[str]


@cache
def _known() -> _Words:
    rows = table("gold_names", language=None, package="sayso.evaluate")
    return _Words(
        same={form: row["word"] for row in rows if row["kind"] == "same" for form in alternatives(row["forms"])},
        stop=frozenset(row["word"] for row in rows if row["kind"] == "stop"),
        generic=frozenset(row["word"] for row in rows if row["kind"] == "generic"),
    )


def words(text: Any) -> list[str]:
    """Lower-case words without accents; U.S. and the like as one word."""
    if not isinstance(text, str):
        return []
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("U.S.", "US").replace("U.N.", "UN"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    for long, short in (("united states", "us"), ("united kingdom", "uk"), ("united nations", "un"), ("'s ", " ")):
        text = text.replace(long, short)
    return re.findall(r"[a-z0-9]+", text)


def norm(text: Any) -> frozenset[str]:
    """The words that tell who is meant."""
    known = _known()
    kept = [known.same.get(w, w) for w in words(text)]
    kept = [w for w in kept if w not in known.stop] or kept
    return frozenset([w for w in kept if w not in known.generic] or kept)


def has_name(text: str | None) -> bool:
    """A mention that names something, and is not only 'the marshal' or 'they'."""
    tokens = re.findall(r"\w+", text or "")
    if any(t[:1].isupper() for t in tokens[1:]):
        return True
    alone = len(tokens) == 1 and len(tokens[0]) > 4 and tokens[0][:1].isupper()
    return alone and tokens[0].lower() not in _known().stop


def contains(a: frozenset[str], b: frozenset[str]) -> bool:
    """The smaller lies in the bigger and is at least two words and half of it."""
    small, big = sorted((a, b), key=len)
    return len(small) >= 2 and small <= big and 2 * len(small) >= len(big)
