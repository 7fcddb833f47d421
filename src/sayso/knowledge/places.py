"""The gazetteer: countries, provinces, towns, and a short list of regions, waters and sites of our own."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sayso.knowledge.facts import facts
from sayso.lexicon.phrase_index import fold, pieces
from sayso.lexicon.tables import alternatives

MAX_WORDS = 5
_PRECISION = {"c": "city", "a": "admin1", "k": "country"}
_WELL_KNOWN = 50_000  # smaller towns share their names with too many people to name a country on their own


@dataclass(frozen=True, slots=True)
class Place:
    """One entry; `population` ranks entries of one name."""

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonames_id: int | None
    precision: str
    population: int


@lru_cache(maxsize=4096)
def places_named(key: str) -> tuple[Place, ...]:
    """Entries under a folded name, the most populous first; our own list comes before GeoNames."""
    own = _curated().get(key, ())
    return own + tuple(sorted(_entries(key), key=lambda p: -p.population))


def place_key(name: str) -> str:
    """A name as the gazetteer files it."""
    return " ".join(k for k in map(fold, pieces(name)) if k)


def longest_place(keys: Sequence[str], i: int) -> int:
    """How many words from `i` on make the longest name of the gazetteer; 0 if none does."""
    known, own = _index(), _curated()
    for n in range(min(MAX_WORDS, len(keys) - i), 0, -1):
        key = " ".join(keys[i : i + n])
        if key in own or key in known:
            return n
    return 0


@cache
def place_country(name: str) -> str | None:
    """Country of a well-known town or province of this name."""
    found = [
        p
        for p in places_named(place_key(name))
        if p.country and (p.population >= _WELL_KNOWN or p.precision == "region")
    ]
    return found[0].country if found else None


def country_place(iso3: str) -> Place | None:
    """A country as a place."""
    return _country_rows().get(iso3)


@cache
def _country_rows() -> dict[str, Place]:
    found = (_place(line.split("\t")[1:]) for line in _lines() if "\tk\t" in line)
    return {p.country: p for p in found if p.country}


@cache
def _lines() -> list[str]:
    packed = (files("sayso.knowledge") / "data" / "places.tsv.gz").read_bytes()
    return gzip.decompress(packed).decode().splitlines()


@cache
def _index() -> dict[str, int | tuple[int, ...]]:
    """Folded name to the number of its line, or to several; lines are split only when a text needs them."""
    out: dict[str, int | tuple[int, ...]] = {}
    for n, line in enumerate(_lines()):
        for key in line[: line.index("\t")].split("|"):
            before = out.get(key)
            out[key] = n if before is None else (*before, n) if isinstance(before, tuple) else (before, n)
    return out


def _entries(key: str) -> tuple[Place, ...]:
    at = _index().get(key)
    numbers = () if at is None else at if isinstance(at, tuple) else (at,)
    return tuple(_place(_lines()[n].split("\t")[1:]) for n in numbers)


def _place(row: Sequence[str]) -> Place:
    kind, key, name, country, admin1, lat, lon, population = row
    return Place(name, country, admin1 or None, float(lat), float(lon), int(key), _PRECISION[kind], int(population))


@cache
def _curated() -> dict[str, tuple[Place, ...]]:
    out: dict[str, tuple[Place, ...]] = {}
    for row in facts("places_curated"):
        place = Place(
            row["name"],
            row["country"] or None,
            None,
            float(row["lat"]),
            float(row["lon"]),
            None,
            row["precision"],
            10**6,
        )
        for name in (row["name"], *alternatives(row["aliases"])):
            out[place_key(name)] = (place,)
    return out
