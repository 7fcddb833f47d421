"""Names as words, and names that differ by a slip of spelling."""

from __future__ import annotations

from functools import cache, lru_cache

from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table


@cache
def honorifics() -> frozenset[str]:
    return frozenset(w for row in table("honorifics") for w in alternatives(row["words"]))


def name_words(name: str) -> list[str]:
    """The folded words of a name without honorifics and articles."""
    return list(_name_words(name))


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    words = [fold(w) for w in name.replace("-", " ").split() if w not in honorifics()]
    return tuple(w for w in words if w not in ("al", "el", "") or (w and len(words) <= 2))


def one_letter_apart(a: str, b: str) -> bool:
    """One letter lost, added or changed."""
    if a == b:
        return True
    if len(a) < len(b):
        a, b = b, a
    k = next((i for i in range(len(b)) if a[i] != b[i]), len(b))
    return a[k + 1 :] == b[k:] if len(a) > len(b) else a[k + 1 :] == b[k + 1 :]
