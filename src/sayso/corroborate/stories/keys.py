"""Keys under which articles on one affair meet in the index."""

from __future__ import annotations

import hashlib
from itertools import combinations

from sayso.corroborate.stories.features import Features, figure, heaviest
from sayso.corroborate.stories.words import weight

SPACE = "story"  # of the Index
TERMS, NAMES = 8, 5  # heaviest words and names of two words that are keys of their own
FIGURES = 4  # numbers of something that are keys of their own: a block of a street, a sum
TWOS = 12  # heaviest words that are keys in twos
TELLING, TYING = 2.5, 3.5  # weight of both words of a two; and of one that is searched beyond the window


def story_keys(article: Features) -> tuple[int, ...]:
    """All keys of an article: to put it in the index, and to find others in the window of days."""
    names = [n for n in heaviest(article.names, 2 * NAMES) if " " in n][:NAMES]
    singles = map(key, (*heaviest(article.terms, TERMS), *names))
    return tuple(sorted({*singles, *_figures(article), *_twos(article, TELLING)}))


def tie_keys(article: Features) -> tuple[int, ...]:
    """Those of the keys by which to find a story that is closed: twos of rarer words, so that few articles share them."""
    return _twos(article, TYING)


def key(*words: str) -> int:
    """A key of the index: 63 bits of a hash, the same in every process."""
    digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _figures(article: Features) -> list[int]:
    """Numbers with what they count, the longest first: 7900 block."""
    found = [(number, unit) for unit, numbers in article.numbers.items() for number in numbers if figure(number)]
    return [key(*two) for two in sorted(found, key=lambda two: (-len(two[0]), two))[:FIGURES]]


def _twos(article: Features, least: float) -> tuple[int, ...]:
    words = [word for word in heaviest(article.terms, TWOS) if weight(word) >= least]
    return tuple(sorted(key(*sorted(two)) for two in combinations(words, 2)))
