"""Where the outlet of an article is at home: what its name, its address and our table of outlets say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.knowledge.facts import facts
from sayso.knowledge.outlets import outlet_at, outlet_of
from sayso.knowledge.places import place_key, places_named
from sayso.model import Article

_HOST = re.compile(r"(?:https?://)?([\w.-]+\.([a-z]{2,}))(?:[:/].*)?", re.IGNORECASE)
_LEAST = 4  # letters of a town's name that an outlet's name must hold


@dataclass(frozen=True, slots=True)
class Home:
    """Country and town, where they are known, and the letters of the outlet's name and domain run together."""

    country: str | None
    town: str | None
    letters: str

    def called_after(self, key: str) -> bool:
        """Does the outlet's name hold that of a place ("Omrat Daily News", omratnews.com)?"""
        return len(key) >= _LEAST and key.replace(" ", "") in self.letters

    def province(self) -> tuple[str, str] | None:
        """The first division, with its country, of the outlet's town: of those so called in its country, the largest."""
        found = [
            p
            for p in (places_named(place_key(self.town)) if self.town and self.country else ())
            if p.country == self.country and p.precision == "city" and p.admin1
        ]
        largest = max(found, key=lambda p: p.population, default=None)
        return (self.country, largest.admin1) if largest and self.country and largest.admin1 else None


def home_of(article: Article) -> Home:
    """The home of an article's outlet; an agency writes of all the world, so that its seat tells nothing."""
    name = article.outlet or ""
    host = _HOST.fullmatch(name.strip()) or _HOST.fullmatch((article.url or "").strip())
    outlet = (outlet_at(host[1]) if host else None) or (outlet_of(name) if name and not _HOST.fullmatch(name) else None)
    letters = "".join(place_key(f"{name} {host[1] if host else ''}".replace(".", " ")).split())
    country = _domains().get(host[2].lower()) if host else None
    if outlet is None:
        return Home(country, None, letters)
    if outlet.agency:
        return Home(None, None, "")
    return Home(outlet.country or country, outlet.city or None, letters)


@cache
def _domains() -> dict[str, str]:
    return {row["tld"]: row["iso3"] for row in facts("places_domains")}
