"""What a name of a place may mean: entries of the gazetteer, countries, and readings of parts of the name."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.extract.places.cues import cues
from sayso.extract.places.weights import weights
from sayso.knowledge.countries import CountryTerm, country_terms
from sayso.knowledge.places import Place, country_place, place_key, places_named
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table

ALL = "all"  # the key under which every reading adds
LEAST = 0  # people: hamlets too, since the text around a name may tell of one
_LEAST_CAPITAL = 30_000  # people; a hamlet of the same name is no capital
ROW = 1000
# What a noun may mean, the likelier first: islands and mountains may be provinces or none; a district here is a province there.
_AS_KIND = {"admin1": (("admin1", "region"), ("admin2",)), "admin2": (("admin2",), ("admin1",))}
_LARGE = ("country", "admin1", "region", "water")
MOST = 60  # entries of one name that are looked at; the rest are hamlets


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a name. `alone` and `together` are what its own traits give in the first and the later rounds."""

    place: Place
    how: str  # name|alternate|short|obscure: match of the name; noun: without the noun of its kind; part: of a part
    country: str | None
    province: tuple[str, str] | None  # with its country
    county: tuple[str, str, str] | None
    cell: int | None  # the degrees in which it lies; none if it is too large for that to tell anything
    marks: tuple[Hashable, ...]  # what else it adds to: its country, province and county
    asks: tuple[tuple[str, Hashable], ...]  # what it asks the other names, with the trait that an answer gives
    alone: float
    together: float
    capital: bool = False  # of a state


@lru_cache(maxsize=2048)
def senses(name: str, kind: str | None = None) -> tuple[Sense, ...]:
    """Readings of a name as written, the likeliest first; `kind` is the precision that a noun beside it tells."""
    found = list(_readings(name))
    for kinds in _AS_KIND.get(kind or "", ((kind,),)):  # "Clay County" is no town, unless no county is called so
        if of_kind := [r for r in found if r[0].precision in kinds]:
            found = of_kind
            break
    group = grouped(name, (p for p, _ in found))
    out = [_sense(place, how, group, kind) for place, how in found]
    return tuple(sorted(out, key=lambda s: -s.alone)[:MOST])


@dataclass(frozen=True, slots=True)
class Group:
    """What the readings of one name have in common: the largest town, the states among them, and whose capital is so called."""

    top: int
    states: frozenset[str]
    seats: frozenset[str]


def grouped(name: str, places: Iterable[Place]) -> Group:
    """The group of some readings of a name."""
    found = list(places)
    return Group(
        max((p.population for p in found if p.precision == "city"), default=0),
        frozenset(p.country for p in found if p.precision == "country" and p.country),
        frozenset(t.country.iso3 for t in country_terms().exact(name) if t.form == "capital"),
    )


def traits(place: Place, how: str, group: Group, kind: str | None) -> dict[str, float]:
    """What can be said of a reading without a look at the text around the name."""
    size = math.log10(place.population + 1)
    town = place.precision == "city"
    out = {f"is_{place.precision}": 1.0, f"by_{how}": 1.0, "size" if town else "size_area": size}
    if town:
        out["behind"] = math.log10(group.top + 1) - size
        if place.population and place.population == group.top:
            out["largest"] = 1.0
        if place.country in group.seats and place.population > _LEAST_CAPITAL:
            out["capital"] = 1.0
    if place.precision != "country" and place.country in group.states:
        out["namesake"] = 1.0  # the state of Mexico in Mexico
    if kind is not None:
        out["kind" if any(place.precision in k for k in _AS_KIND.get(kind, ((kind,),))) else "other_kind"] = 1.0
    return out


def _sense(place: Place, how: str, group: Group, kind: str | None) -> Sense:
    found = traits(place, how, group, kind)
    table = weights()
    country, admin1, admin2 = place.country, place.admin1, place.admin2
    if place.precision == "admin1":
        admin1 = admin1 or place.name
    if place.precision == "admin2":
        admin2 = admin2 or place.name
    province = (country, admin1) if country and admin1 else None
    county = (country, admin1, admin2) if country and admin1 and admin2 else None
    return Sense(
        place,
        how,
        country,
        province,
        county,
        None if place.precision in _LARGE else cell_of(place),
        tuple(_marks(place, province, county)),
        tuple(_asks(place, province, county, capital="capital" in found)),
        sum(table.alone.get(k, 0.0) * v for k, v in found.items()),
        sum(table.together.get(k, 0.0) * v for k, v in found.items()),
        "capital" in found,
    )


def cell_of(place: Place) -> int:
    """The square degree of a place as one number; its neighbours are 1 and `ROW` away."""
    return math.floor(place.lat) * ROW + math.floor(place.lon)


def _marks(place: Place, province: Hashable, county: Hashable) -> Iterator[Hashable]:
    """Keys of the areas that a reading lies in; a state or province is named by it, and lies nowhere smaller."""
    yield ALL
    precision = place.precision
    if place.country:
        yield place.country
    if precision == "country":
        yield ("named", place.country)
        return
    if province:
        yield province
        if precision == "admin1":
            yield ("named", province)
            return
    if county:
        yield county
        if precision == "admin2":
            yield ("named", county)


def _asks(place: Place, province: Hashable, county: Hashable, *, capital: bool) -> Iterator[tuple[str, Hashable]]:
    """Traits with the key that each looks up; `X_named` where the area itself is named and not only a town in it."""
    if place.country:
        yield "in_country", place.country
        if place.precision != "country":
            yield "capital_named" if capital else "country_named", ("named", place.country)
    if province:
        yield "in_province", province
        yield "province_named", ("named", province)
    if county:
        yield "in_county", county
        if place.precision != "admin2":
            yield "county_named", ("named", county)
    yield "near", cell_of(place)


def term_of(name: str) -> CountryTerm | None:
    """The country that a name, a demonym or a word for a people tells of; no capitals."""
    return next((t for t in country_terms().exact(name) if t.form not in ("capital", "metonym")), None)


def term_place(term: CountryTerm) -> Place | None:
    """Where the country of a term lies."""
    own = None
    if term.country.kind != "state":
        own = next((p for p in places_named(place_key(term.country.name)) if p.match != "obscure"), None)
    return own or country_place(term.country.iso3)


def _readings(name: str) -> Iterator[tuple[Place, str]]:
    """Entries under the name, then under its other forms; parts of it only if nothing else is known."""
    seen: set[tuple[float, float, str]] = set()
    for place, how in _all_readings(name):
        key = (place.lat, place.lon, place.precision)
        if key not in seen:
            seen.add(key)
            yield place, how


def _all_readings(name: str) -> Iterator[tuple[Place, str]]:
    name = name.strip(" ,.'’\"“”()").removesuffix("'s").removesuffix("’s") if not name.endswith(".") else name
    term = term_of(name)
    if term is not None and (place := term_place(term)):
        yield place, "name" if place_key(term.country.name) == place_key(name) else "alias"
        if term.form != "name":
            return
    if name in abbreviations():
        yield from ((p, "name") for p in abbreviations()[name])
        return
    found = False
    for how, key in _keys(name):
        for place in places_named(key, least=LEAST):
            found = True
            yield place, place.match if how == "name" else how
    if not found:
        yield from ((p, "part") for part in _parts(name) for p in places_named(place_key(part), least=LEAST))


def _keys(name: str) -> Iterator[tuple[str, str]]:
    """Keys of the name: as it stands, with short words written out, without the noun that tells its kind."""
    key = place_key(name)
    yield "name", key
    words = key.split()
    longer = [cues().short.get(w, w) for w in words]
    if longer != words:
        yield "name", " ".join(longer)
    if words and words[0] == "the":
        yield "name", " ".join(words[1:])
    if len(words) > 1 and words[-1] in cues().after:
        yield "noun", " ".join(words[:-1])
    if len(words) > 2 and words[1] == "of" and words[0] in cues().before:
        yield "noun", " ".join(words[2:])


def _parts(name: str) -> Iterable[str]:
    """Shorter names inside a name that is not known: without a point of the compass, a half of a double name."""
    words = name.split()
    if len(words) > 1 and words[0].lower() in cues().compass:
        yield " ".join(words[1:])
    for mark in ("-", "/", "–"):
        if mark in name:  # "Bab al" is no half of "Bab al-Tabbaneh"
            yield from (half for half in name.split(mark) if half.lower().split(" ")[-1] not in cues().particles)
    if len(words) > 1 and words[-1].lower() in cues().after:
        yield " ".join(words[:-1])


@cache
def abbreviations() -> dict[str, tuple[Place, ...]]:
    """Short forms with the places that they stand for."""
    out: dict[str, tuple[Place, ...]] = {}
    for row in table("places_abbreviations"):
        found = [p for p in places_named(place_key(row["name"])) if p.country == row["country"]]
        own = [p for kind in ("admin1", "city") for p in found if p.precision == kind]
        for word in alternatives(row["words"]):
            out[word] = tuple(own[:1])
    return out


@cache
def abbreviated() -> dict[str, tuple[tuple[str, bool], ...]]:
    """By the folded first word, short forms, the longest first, with whether they are read everywhere."""
    out: dict[str, list[tuple[str, bool]]] = {}
    for row in table("places_abbreviations"):
        for word in alternatives(row["words"]):
            out.setdefault(fold(word.split()[0]), []).append((word, row["after"] == "any"))
    return {key: tuple(sorted(found, key=lambda f: -len(f[0]))) for key, found in out.items()}
