"""Where a claim's event happened, and whether two claims can tell of one place."""

from __future__ import annotations

from functools import lru_cache

from sayso.knowledge.places import Place, distance_km, inside, place_by_id
from sayso.model.ledger import Site

FINE = frozenset({"city", "site", "admin2", "water", "boundary"})
_NEAR_KM = 15.0  # a village and the town by which news names it
_FAR_KM = 60.0
_SAME = {"site": (1.0, 1.0, False), "city": (1.0, 0.7, False), "admin2": (0.8, 0.5, False)}  # a city sees many events
_RANKS = {"country": 0, "region": 1, "admin1": 2, "water": 2, "boundary": 2, "admin2": 3, "city": 4, "site": 5}


@lru_cache(maxsize=2048)
def compare_sites(a: Site, b: Site) -> tuple[float, float, bool]:
    """Points for the same place, how much of them is specific, and whether the two places exclude each other."""
    if a.country and b.country and a.country != b.country and "region" not in (a.precision, b.precision):
        return 0.0, 0.0, not _touch(a, b)
    if a.precision == "country" or b.precision == "country":
        return (0.1, 0.0, False) if a.country == b.country else (0.0, 0.0, False)
    if (a.geonames_id and a.geonames_id == b.geonames_id) or (a.name.casefold() == b.name.casefold()):
        return _SAME[a.precision or ""] if a.precision in _SAME else (0.5, 0.4, False)
    one, other = _place(a), _place(b)
    if one is None or other is None:
        return 0.0, 0.0, False
    if inside(one, other) or inside(other, one):
        return (0.6, 0.5, False) if {one.precision, other.precision} <= FINE else (0.4, 0.3, False)
    km = distance_km(one, other) - one.radius_km - other.radius_km
    if km <= _NEAR_KM:
        return 0.3, 0.2, False
    return -0.5, 0.0, km > _FAR_KM


def same_place(a: Site | None, b: Site | None) -> bool:
    """Can both be where one event happened? True where one is not known."""
    return a is None or b is None or not compare_sites(a, b)[2]


def _touch(a: Site, b: Site) -> bool:
    """Places on two sides of a border, near enough to be one."""
    one, other = _place(a), _place(b)
    if one is None or other is None or "country" in (one.precision, other.precision):
        return False
    return distance_km(one, other) <= _NEAR_KM


@lru_cache(maxsize=2048)
def _place(site: Site) -> Place | None:
    if site.geonames_id is not None:
        return place_by_id(site.geonames_id)
    if site.lat is None or site.lon is None:
        return None
    return Place(site.name, site.country, site.admin1, site.lat, site.lon, None, site.precision or "city", 0)


def rank_of(site: Site) -> int:
    """How exactly a place is told: a country least, a site most."""
    return _RANKS.get(site.precision or "", 1)
