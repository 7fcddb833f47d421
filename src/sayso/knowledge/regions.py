"""Regions of the world as news speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.facts import facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region with the codes of its countries."""

    code: str
    name: str
    countries: tuple[str, ...]


@cache
def regions() -> tuple[Region, ...]:
    """All regions, as the table lists them."""
    return tuple(
        Region(code=row["code"], name=row["name"], countries=tuple(row["countries"].split("|")))
        for row in facts("regions")
    )


def region_named(text: str) -> Region | None:
    """The region of a code or name, in whatever letter case; None where it is none."""
    low = text.strip().lower()
    return next((one for one in regions() if low in (one.code, one.name.lower())), None)


def regions_of(country: str) -> tuple[Region, ...]:
    """The regions that a country is in, the smallest first."""
    found = (one for one in regions() if country in one.countries)
    return tuple(sorted(found, key=lambda one: (len(one.countries), one.code)))


def around(country: str) -> frozenset[str]:
    """The countries that share a region with one."""
    return frozenset(code for one in regions_of(country) for code in one.countries) - {country}
