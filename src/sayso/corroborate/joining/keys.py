"""Where to look for claims of the same event: keys of an `Index`, the day to file a claim under and how far to look around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import product

from sayso.corroborate.index import ANY_DAY, EPOCH
from sayso.corroborate.joining.telling import Telling, names, telling
from sayso.corroborate.joining.when import Days
from sayso.corroborate.joining.who import Who
from sayso.corroborate.joining.words import generic, senses
from sayso.model.ledger import ClaimRecord, Report

SPACE = "event"
WINDOW = 7  # days around a claim's own day
MOST = 28  # keys of one claim
_WIDE = 10  # days of an interval from which a claim stands in every window, under keys that hold the month or year
_MONTHS, _YEARS = 62, 3  # the longest interval told by its months; the most years


def event_keys(claim: ClaimRecord, report: Report) -> tuple[int, ...]:
    """The keys of a claim in the space of events: two tellings of one event share at least one."""
    told = telling(claim, report)
    plain = () if _wide(told.days) else _near(told)
    texts = dict.fromkeys([*_dated(told), *plain])
    return tuple(_key(f"{told.group}|{text}") for text in list(texts)[:MOST])


def event_day(claim: ClaimRecord, report: Report) -> int:
    """The day to file a claim under: of its event, else of its article; `ANY_DAY` for one told as of a month or year."""
    days = telling(claim, report).days
    return ANY_DAY if _wide(days) else (days.first + days.last) // 2


def _wide(days: Days) -> bool:
    return days.width > _WIDE


def _near(told: Telling) -> Iterator[str]:
    """Details any one of which two reports of the same days have in common."""
    site = told.site
    if site is not None and site.precision != "country":
        yield f"place {site.geonames_id or site.name.casefold()}"
        if site.admin1:
            yield f"area {site.country}/{site.admin1}"
    for party in (*told.actors, *told.others):
        for key in _ids(party):
            yield f"who {key}"
    for one, other in product(_lands(told.actors), _lands(told.others)):
        yield f"dyad {min(one, other)} {max(one, other)}"
    for name in names(told.signs):
        yield f"name {name}"
    lands = sorted({*_lands(told.actors), *_lands(told.others), *([site.country] if site and site.country else [])})
    for word in told.words[:3]:
        if not generic(word):
            yield f"word {word}"
            for sense, land in product(sorted(senses(word)), lands[:2]):
                yield f"sense {sense} {land}"


def _dated(told: Telling) -> Iterator[str]:
    """Pairs of details with the month or year, under which what is told months later is found."""
    people = [key for p in told.others for key in _ids(p)][:3]
    doers = [key for p in told.actors for key in _ids(p)][:3]
    site = told.site
    spots = [str(site.geonames_id or site.name.casefold())] if site and site.precision != "country" else []
    words = [word for word in told.words if not generic(word)][:2]
    pairs = [*product(doers, people), *product(doers, spots), *product(people, spots), *product(people, words)]
    pairs += [*product(spots, words)]
    for period in _periods(told.days):
        for one, other in pairs:
            yield f"{period} {one} {other}"


def _periods(days: Days) -> tuple[str, ...]:
    """The months and years that a time may be told by; of a wide one only those that it is told by itself."""
    if days.first == ANY_DAY:
        return ()
    months = _months(days.first, days.last) if days.width <= _MONTHS else ()
    if months and _wide(days):
        return (*months, *_years(days.first, days.last))
    years = _years(days.first, days.last)
    return (*months, *years) if len(years) <= _YEARS else ()


@lru_cache(maxsize=2048)
def _months(first: int, last: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys((EPOCH + timedelta(days=n)).isoformat()[:7] for n in (*range(first, last, 20), last)))


@lru_cache(maxsize=2048)
def _years(first: int, last: int) -> tuple[str, ...]:
    start, end = (EPOCH + timedelta(days=first)).year, (EPOCH + timedelta(days=last)).year
    return tuple(str(year) for year in range(start, min(end, start + _YEARS) + 1))


def _ids(party: Who) -> tuple[str, ...]:
    """What the participant may be called; nothing for a whole country."""
    return () if party.state else (party.id, *sorted(party.others))[:3]


def _lands(parties: tuple[Who, ...]) -> list[str]:
    return sorted({p.country for p in parties if p.country})[:2]


@lru_cache(maxsize=2048)
def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1
