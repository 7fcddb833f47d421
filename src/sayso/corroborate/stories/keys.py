"""Keys under which articles on one affair meet in the index."""

from __future__ import annotations

import hashlib
from itertools import combinations

from sayso.corroborate.stories.features import Features, heaviest
from sayso.corroborate.stories.words import weight

SPACE = "story"  # of the Index
TERMS, NAMES = 8, 5  # heaviest words and names of two words that are keys of their own
TWOS = 12  # heaviest words that are keys in twos
TELLING = 2.5  # weight of both words of a two


def story_keys(article: Features) -> tuple[int, ...]:
    """All keys of an article: to put it in the index, and to find others in the window of days."""
    names = [n for n in heaviest(article.names, 2 * NAMES) if " " in n][:NAMES]
    return tuple(sorted({*map(key, heaviest(article.terms, TERMS)), *map(key, names), *tie_keys(article)}))


def tie_keys(article: Features) -> tuple[int, ...]:
    """Those of the keys by which to find a story that is closed: twos of telling words, so that few articles share them."""
    words = [k for k in heaviest(article.terms, TWOS) if weight(k) >= TELLING]
    return tuple(sorted(key(*sorted(two)) for two in combinations(words, 2)))


def key(*words: str) -> int:
    """A key of the index: 63 bits of a hash, the same in every process."""
    digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
