"""Keys under which articles that may share text are found, without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, islice
from zlib import crc32

from sayso.corroborate.copies.credits import cited_outlets, own_outlets
from sayso.corroborate.copies.details import details_of
from sayso.corroborate.copies.words import Words, words_of
from sayso.corroborate.index import LIMIT, Index, day_number
from sayso.model.ledger import ClaimRecord, Report

ALGORITHM = "rensa.RMinHash"
VERSION = "1"
SEED = 20190411
PERMUTATIONS = 128
BANDS = 16  # of eight values each: half of the pairs that share 0.71 of their grams meet, nearly all that share 0.85
GRAM = 5  # words
WINDOW = 8  # of winnowing: any 12 equal words of running text share a print
QUOTED_WINDOW = 4  # any 8 of direct speech
TELLING = 2  # words of a gram that must say something
FIRST_DETAILS, MORE_DETAILS = (
    16,
    12,
)  # names and figures by which those who cite a report find it: of its head, of the rest
NEAR_DETAILS = 10  # by which one who cites looks for the report that it cites
CITED = 6  # media that one article cites, at most
COMMON = 2  # one detail told by both is no reason to compare a report with all that its source put out
NEARBY = 14  # days within which one print in common is reason enough
FAR_PRINTS = (
    2  # prints that articles farther apart must share: any text meets some sentence of a long archive by chance
)
FLOOD_BANDS = 4  # bands that alone tell a flood: where they fill the limit, near-duplicates would fill it in the end

BAND, PRINT, OWN, CITES = "copy-band", "copy-print", "copy-own", "copy-cites"  # spaces of the index
_MASK = (1 << 63) - 1
_NEVER = 1 << 32  # above every rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What one article is found by. Equal texts have equal bands and prints wherever they were made."""

    bands: tuple[int, ...]  # of the whole text, space "copy-band"
    prints: tuple[int, ...]  # of its passages and quotations, space "copy-print"
    own: tuple[int, ...] = ()  # publisher and details, space "copy-own"
    cites: tuple[int, ...] = ()  # media that it credits or cites, and details, space "copy-cites"
    algorithm: str = ALGORITHM
    seed: int = SEED
    permutations: int = PERMUTATIONS
    version: str = VERSION

    @property
    def spaces(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The keys by space of the index."""
        return ((BAND, self.bands), (PRINT, self.prints), (OWN, self.own), (CITES, self.cites))


def signature(report: Report, claims: Sequence[ClaimRecord] = ()) -> Signature:
    """The keys of an article. With its claims, media that only a chain names are known as cited, too."""
    words = words_of(report.text)
    grams = [" ".join(g) for g in zip(*(words.keys[k:] for k in range(GRAM)), strict=False)]
    telling = _telling(words)
    details = _chosen_details(report.text)
    own = {_key("own", name, d) for name in own_outlets(report) for d in details}
    cites = {
        _key("own", name, d)
        for name, at in islice(cited_outlets(report, claims), CITED)
        for d in (details[:NEAR_DETAILS] if at is None else _details_near(words, at))
    }
    return Signature(
        bands=_bands([g for g, t in zip(grams, telling, strict=True) if t]),
        prints=tuple(sorted(_prints(words, grams, telling))),
        own=tuple(sorted(own)),
        cites=tuple(sorted(cites)),
    )


def add_to(index: Index, report: Report, of: Signature) -> None:
    """Put an article under its keys."""
    day = day_number(report.day)
    for space, keys in of.spaces:
        if keys:
            index.add(space, report.id, day, keys)


def candidates(
    index: Index, report: Report, of: Signature, *, window: int | None = None, limit: int = LIMIT
) -> tuple[str, ...]:
    """Articles worth comparing with this one, at most `limit`: near-duplicates first, then by what they share."""
    nearby = NEARBY if window is None else min(window, NEARBY)
    sought = (
        (BAND, of.bands, 4, 1, window),
        (PRINT, of.prints, 1, 1, nearby),
        (PRINT, of.prints, 1, FAR_PRINTS, window),
        (OWN, of.cites, 1, COMMON, window),
        (CITES, of.own, 1, COMMON, window),
    )
    day = day_number(report.day)
    flood = index.near(BAND, of.bands[:FLOOD_BANDS], day, window=window, limit=limit) if of.bands else []
    if len(flood) >= limit:
        return tuple(item for item, _ in flood if item != report.id)
    found: dict[tuple[str, str], int] = {}  # by item and space: the far search meets those nearby again
    for space, keys, weight, least, days in sought:
        for item, count in index.near(space, keys, day, window=days, limit=limit) if keys else ():
            if item != report.id and count >= least:
                found[item, space] = count * weight
    shared: dict[str, int] = {}
    for (item, _), weighed in found.items():
        shared[item] = shared.get(item, 0) + weighed
    ranked = sorted(shared, key=lambda item: (-shared[item], item))
    return tuple(ranked[:limit])


def _telling(words: Words) -> list[bool]:
    """Of every gram, whether it says enough to be worth a key; stock phrases never are."""
    said = list(accumulate(words.content, initial=0))
    stock = list(accumulate(words.stock, initial=0))
    return [
        said[i + GRAM] - said[i] >= TELLING and stock[i + GRAM] == stock[i]
        for i in range(max(0, len(words) - GRAM + 1))
    ]


def _bands(grams: Iterable[str]) -> tuple[int, ...]:
    """One key for each band of the MinHash of the whole text; none for a text without a gram."""
    from rensa import RMinHash

    unique = set(grams)
    if not unique:
        return ()
    sketch = RMinHash(PERMUTATIONS, SEED)
    sketch.update(list(unique))
    digest = sketch.digest()
    rows = PERMUTATIONS // BANDS
    return tuple(_key("band", str(k), *map(str, digest[k * rows : (k + 1) * rows])) for k in range(BANDS))


def _prints(words: Words, grams: Sequence[str], telling: Sequence[bool]) -> set[int]:
    """Winnowed grams: the least of every window, more densely in direct speech (Schleimer, Wilkerson and Aiken 2003)."""
    ranks = map(crc32, [g.encode("utf-8", "surrogatepass") for g in grams])
    order = [rank if t else _NEVER for rank, t in zip(ranks, telling, strict=True)]
    pairs = list(map(min, order, order[1:]))
    fours = list(map(min, pairs, pairs[2:]))
    eights = map(min, fours, fours[4:])
    chosen = set(eights) if len(order) >= WINDOW else {min(order, default=_NEVER)}
    for q in words.quotations:
        last = q.last - GRAM + 1
        if last - q.first >= QUOTED_WINDOW:
            chosen.update(fours[q.first : last - QUOTED_WINDOW + 1])
        elif last > q.first:
            chosen.add(min(order[q.first : last]))
    chosen.discard(_NEVER)
    ranked = dict(zip(order, grams, strict=True))
    return {_hash(ranked[rank]) for rank in chosen}


def _chosen_details(text: str) -> tuple[str, ...]:
    """The first names and figures of a text, which others retell, and a few of the rest, the same ones for any text."""
    found = list(details_of(text))
    return (*found[:FIRST_DETAILS], *sorted(found[FIRST_DETAILS:], key=_hash)[:MORE_DETAILS])


def _details_near(words: Words, at: int) -> list[str]:
    """Names and figures of the sentence that cites, and of the next."""
    low, high = words.sentence(at)
    high = words.sentence(high)[1] if high < len(words) else high
    near = (d for d, places in details_of(words.text).items() if any(low <= i < high for i in places))
    return list(islice(near, NEAR_DETAILS))


def _key(*parts: str) -> int:
    return _hash("\x1f".join(parts))


def _hash(text: str) -> int:
    """A 63-bit number, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") & _MASK
