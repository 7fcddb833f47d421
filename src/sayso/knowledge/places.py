"""The places of the world by name: states, divisions, towns, and regions, waters and sites of our own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sayso.knowledge.countries import country_terms
from sayso.knowledge.gazetteer import (
    KINDS,
    MATCHES,
    NO_PARENT,
    ROW_BITS,
    SIZES,
    gazetteer,
    place_key,
    radius_of,
    unpack,
)
from sayso.knowledge.known import LONGEST

__all__ = [
    "Place",
    "ancestors",
    "country_place",
    "distance_km",
    "inside",
    "longest_place",
    "look_up",
    "neighbours",
    "other_names",
    "place_by_id",
    "place_country",
    "place_key",
    "places_named",
    "similar",
]

TOWN = 15_000  # people from which a name in running text is one of a place, unless the caller asks for less
_WELL_KNOWN = 50_000  # smaller towns share their names with too many people to name a country on their own
_RADIUS_OF_EARTH = 6371.0
_DIVISIONS = KINDS.index("admin2") + 1  # the first kinds are divisions of the world
_HIGHEST = 8  # divisions above a place; only in a damaged file are there more, maybe without end
_RADII = tuple(round(radius_of(code), 1) for code in range(256))


class Place(NamedTuple):
    """One place as some name has it; the last three fields tell what sort of name that is here.

    `population` ranks entries of one name; a region or water of ours counts as a million people, a site or
    crossing as a hundred thousand. `id` is that of GeoNames, or a
    stable negative number. `precision`: country, admin1, admin2, city, site, region, boundary or water. `match`: name (the
    main one), alternate (in common use), short (of a division, without its "County"), obscure. `ordinary`: written small it
    is a common word; `person`: it is a common personal name. A tuple, since an article may bring up hundreds.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonames_id: int | None
    precision: str
    population: int
    id: int = 0
    admin2: str | None = None
    radius_km: float = 0.0
    match: str = "name"
    ordinary: bool = False
    person: bool = False


@lru_cache(maxsize=4096)
def places_named(key: str, *, least: int = 0) -> tuple[Place, ...]:
    """Entries under a folded name, obscure names last, else the most populous first.

    `least` leaves out smaller towns, and with them names that are obscure or short of a second division.
    """
    size = _size(least)
    found = (bits for bits in gazetteer().find(key) if bits >> (ROW_BITS + 2) & 7 >= size)
    return tuple(_place(*unpack(bits)) for bits in found)


def longest_place(keys: Sequence[str], i: int, *, least: int = TOWN) -> int:
    """How many words from `i` on make the longest name of the gazetteer with an entry of that size; 0 if none does."""
    return gazetteer().longest(keys, i, size=_size(least))


@cache
def _size(least: int) -> int:
    """The sizes count towns from fixed numbers of people; the one at or under `least` is asked for."""
    return sum(least >= people for people in SIZES)


@lru_cache(maxsize=4096)  # not without bound: it is asked for the names of any text
def place_country(name: str, *, least: int = _WELL_KNOWN) -> str | None:
    """Country of a well-known town or province of this name, with at least so many people."""
    found = [
        p
        for p in places_named(place_key(name), least=least)
        if p.precision in ("city", "admin1", "region") and p.population >= least
        if not p.ordinary and p.match != "short"  # "the Free Army" is not of the Free State
    ]
    return found[0].country if found else None


@lru_cache(maxsize=1024)
def country_place(iso3: str) -> Place | None:
    """A country as a place."""
    codes = gazetteer().codes
    return _place(codes.index(iso3)) if iso3 in codes else None


def look_up(name: str) -> tuple[Place, ...]:
    """Every place of a name as somebody may type it: countries by their codes and short names too."""
    found = places_named(place_key(name))
    terms = [t.country.iso3 for t in country_terms().exact(name) if t.form == "name"]
    state = country_place(terms[0] if terms else name.upper())
    known = {p.id for p in found}
    return (state, *found) if state and state.id not in known else found


def similar(name: str, *, most: int = 5) -> tuple[Place, ...]:
    """Towns and areas whose names differ from this one by a letter, the most populous first."""
    key = place_key(name)
    if len(key) > LONGEST:
        return ()
    letters = "abcdefghijklmnopqrstuvwxyz "
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    forms = {a + b[1:] for a, b in cuts if b} | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    forms |= {a + c + b[n:] for a, b in cuts for c in letters for n in (0, 1)}
    found = {
        p.id: p
        for form in sorted(forms)
        if gazetteer().has(form)
        for p in places_named(form, least=TOWN)
        if p.match != "obscure"
    }
    return tuple(sorted(found.values(), key=lambda p: (-p.population, p.id))[:most])


def neighbours(iso3: str) -> frozenset[str]:
    """Countries that share a land border with this one."""
    return frozenset(gazetteer().header["neighbours"].get(iso3, ()))


def place_by_id(key: int) -> Place | None:
    """The place of a GeoNames id, or of a negative id of our own."""
    row = gazetteer().row_of(key)
    return None if row is None else _place(row)


def other_names(place: Place) -> tuple[str, ...]:
    """Every name beside the main one, as written; for display, since a block of names is unpacked."""
    row = gazetteer().row_of(place.id)
    return () if row is None else gazetteer().other_names(row)


def ancestors(place: Place) -> tuple[Place, ...]:
    """What the place belongs to, from the smallest division to the state."""
    row = gazetteer().row_of(place.id)
    return () if row is None else tuple(_place(above) for above in _above(row))


def inside(place: Place, area: Place) -> bool:
    """Does the place lie in the area: by belonging to it, or for regions and waters by distance?"""
    if place.id == area.id:
        return True
    if area.precision in ("country", "admin1", "admin2") and area.id > 0:
        return any(above.id == area.id for above in ancestors(place))
    return distance_km(place, area) <= area.radius_km


def distance_km(a: Place, b: Place) -> float:
    """Kilometres between two middles."""
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _RADIUS_OF_EARTH * math.asin(math.sqrt(min(1.0, half)))


def _place(row: int, match: int = 0, size: int = 0, ordinary: bool = False, person: bool = False) -> Place:  # noqa: ARG001
    store = gazetteer()
    key, lat, lon, population, name, parent, kind, radius = store.record(row)
    if kind >= len(KINDS):
        raise store.damaged()
    country, admin1, admin2 = _division(row if kind < _DIVISIONS else parent)
    return Place(
        store.name(name),
        country,
        admin1,
        lat / 1e5,
        lon / 1e5,
        key if key > 0 else None,
        KINDS[kind],
        population,
        key,
        admin2,
        _RADII[radius],
        MATCHES[match],
        ordinary,
        person,
    )


@lru_cache(maxsize=4096)
def _division(row: int) -> tuple[str | None, str | None, str | None]:
    """Country, first and second division of a row that is one of them."""
    if row == NO_PARENT:
        return None, None, None
    store = gazetteer()
    _, _, _, _, name, parent, kind, _ = store.record(row)
    if KINDS[kind] == "country":
        if row >= len(store.codes):
            raise store.damaged()
        return store.codes[row], None, None
    if parent == row:  # only in a damaged file; without end
        raise store.damaged()
    country, admin1, _ = _division(parent)
    return (country, store.name(name), None) if KINDS[kind] == "admin1" else (country, admin1, store.name(name))


def _above(row: int) -> tuple[int, ...]:
    """Rows that a row belongs to, the smallest first."""
    out: list[int] = []
    while (row := gazetteer().record(row)[5]) != NO_PARENT:
        out.append(row)
        if len(out) > _HIGHEST:
            raise gazetteer().damaged()
    return tuple(out)
