"""Builds `knowledge/data/gazetteer.bin`, the places of the world by name (GeoNames facts, CC BY 4.0, and lists of our own).

Run `make knowledge`; it needs the packages of requirements/knowledge.in (build time only) and the folder of reference tables:
    PYTHONPATH=src python training/build_gazetteer.py --data ../shared/data
The same input gives the same bytes. `sayso.knowledge.gazetteer` tells the format.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import zlib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from gazetteer_names import OBSCURE, SHORT, Judge
from gazetteer_sources import Row, divisions, likelihoods, neighbours, personal_names, states, towns

from sayso.errors import DataError
from sayso.knowledge.facts import numbered_facts
from sayso.knowledge.gazetteer import (
    AREA_SIZE,
    BUCKET_BITS,
    FIRST_BITS,
    KINDS,
    MAGIC,
    NO_PARENT,
    OTHERS_PER_BLOCK,
    PAIR_BITS,
    RECORD,
    Posting,
    first_slot,
    hashes,
    pack,
    pair_slot,
    place_key,
    radius_code,
    size_of,
)
from sayso.knowledge.places import kilometres
from sayso.lexicon.tables import alternatives

DATA = Path(__file__).parent.parent / "src" / "sayso" / "knowledge" / "data"
WEIGHTS = {"site": 100_000, "boundary": 100_000}  # people that a place of our own counts for where names compete
OTHER_WEIGHT = 1_000_000
RADII = {"region": 300.0, "water": 200.0, "boundary": 50.0, "site": 3.0, "admin1": 150.0, "admin2": 40.0, "city": 5.0}
NEAR = {
    "city": 60.0,
    "admin1": 500.0,
    "admin2": 150.0,
}  # how far an own row may lie from the GeoNames row that it adds names to


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, default=DATA / "gazetteer.bin")
    args = options.parse_args()
    folder = args.data / "reference"
    placed = towns()
    areas = [*states(folder), *divisions(folder, placed)]
    own = merged(curated(), [*areas, *placed])
    rows = ordered([*areas, *own, *placed])
    judge = Judge(likelihoods(), personal_names(), rows)
    body = assemble(rows, judge, neighbours(folder))
    args.out.write_bytes(body)
    print(f"{len(rows)} places, {len(body) / 1e6:.1f} MB")  # noqa: T201


def curated() -> list[Row]:
    """Our own rows; raises `DataError` for a bad one."""
    out = []
    for line, row in numbered_facts("places_curated"):
        kind = row["precision"]
        if kind not in KINDS:
            raise DataError(f"precision {kind!r} is none of {', '.join(KINDS)}", table="places_curated.csv", line=line)
        lat, lon = float(row["lat"]), float(row["lon"])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise DataError("coordinates are off the globe", table="places_curated.csv", line=line)
        out.append(
            Row(
                id=own_id(row["name"], row["country"]),
                name=row["name"],
                kind=kind,
                lat=lat,
                lon=lon,
                parent="",
                population=WEIGHTS.get(kind, OTHER_WEIGHT),
                radius=float(row.get("radius") or RADII[kind]),
                country=row["country"],
                sure=list(alternatives(row["aliases"])),
            )
        )
    return out


def own_id(name: str, country: str) -> int:
    """A negative number that stays while name and country do."""
    return -(zlib.crc32(f"{name}|{country}".encode()) >> 1) - 1


def merged(own: list[Row], known: list[Row]) -> list[Row]:
    """Gives towns and divisions of our list to the GeoNames rows of the same name, kind and country near by; returns the rest."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    codes = {r.code: r.country for r in known if r.code and "." not in r.code}
    for row in known:
        for name in {row.name, *row.names}:
            by_name[place_key(name)].append(row)
    left = []
    for row in own:
        home = [
            [
                r
                for r in by_name.get(place_key(name), ())
                if r.kind == row.kind and codes.get(r.country, r.country) == row.country
            ]
            for name in (row.name, *row.sure)
        ]
        near = [
            r for found in home for r in found if kilometres(row.lat, row.lon, r.lat, r.lon) <= NEAR.get(row.kind, 0)
        ]
        if near:
            best = near[0] if row.kind != "city" else max(near, key=lambda r: (r.population, -r.id))
            best.sure.extend([row.name, *row.sure])
        else:
            left.append(row)
    return left


def ordered(rows: list[Row]) -> list[Row]:
    """Rows in the order of the file: by kind, own ones between divisions and towns, then by id."""

    def place(row: Row) -> tuple[int, int]:
        rank = {"country": 0, "admin1": 1, "admin2": 2}.get(row.kind, 3)
        return (3 if row.id < 0 else 4 if row.kind == "city" else rank), row.id

    return sorted(rows, key=place)


def assemble(rows: list[Row], judge: Judge, borders: dict[str, list[str]]) -> bytes:
    """The file's bytes."""
    number = {row.code: n for n, row in enumerate(rows) if row.code}
    states_by_iso3 = {row.country: n for n, row in enumerate(rows) if row.kind == "country"}
    if sum(row.kind != "city" or row.id < 0 for row in rows) >= NO_PARENT:
        raise DataError("too many divisions: a parent has two bytes", table="gazetteer.bin")
    entries, others = file_names(rows, judge)
    parts = {**table_parts(entries), **record_parts(rows, number, states_by_iso3), **other_parts(others)}
    iso3 = {row.code: row.country for row in rows if row.kind == "country"}
    header = {
        "parts": {},
        "ranges": ranges(rows),
        "codes": [row.country for row in rows if row.kind == "country"],
        "neighbours": {iso3[a]: sorted(iso3[b] for b in near if b in iso3) for a, near in borders.items() if a in iso3},
        "places": len(rows),
        "entries": len(entries),
        "keys": len({key for key, _ in entries}),
        "digest": digest(),
    }
    return laid_out(header, parts)


def digest() -> str:
    """Of our own tables that the file was built from; a test compares it."""
    names = ("places_curated", "places_middles", "gazetteer_words", "gazetteer_affixes", "gazetteer_dependencies")
    return hashlib.sha256(b"".join((DATA / f"{name}.csv").read_bytes() for name in names)).hexdigest()[:16]


def ranges(rows: list[Row]) -> list[tuple[int, int]]:
    """Runs of rows in order of id."""
    return list(pairwise([0, *(n for n in range(1, len(rows)) if rows[n].id < rows[n - 1].id), len(rows)]))


def file_names(rows: list[Row], judge: Judge) -> tuple[list[tuple[str, int]], list[str]]:
    """Keys with packed postings, the best first; and the other names of each row in one line."""
    ordinary: dict[str, bool] = {}
    weighed: list[tuple[str, int, int, int]] = []
    others = []
    for n, row in enumerate(rows):
        shown: dict[str, None] = {}
        size = size_of(row.population) if row.kind in ("city", "admin2") and row.id > 0 else AREA_SIZE
        for key, name, standing in judge.names(row):
            if key not in ordinary:
                ordinary[key] = judge.ordinary(key)
            unsure = standing == OBSCURE or (standing == SHORT and row.kind == "admin2")
            posting = Posting(n, standing, 0 if unsure else size, ordinary[key], judge.person(key))
            weighed.append((key, standing == OBSCURE, -row.population, pack(posting)))
            if name != row.name:
                shown[name] = None
        others.append("|".join(shown))
    return [(key, packed) for key, _, _, packed in sorted(weighed)], others


def table_parts(entries: list[tuple[str, int]]) -> dict[str, bytes]:
    """First words, buckets and entries."""
    first, pairs = bytearray(1 << FIRST_BITS), bytearray(1 << (PAIR_BITS - 3))
    filed: list[tuple[int, int, int, int]] = []
    for order, (key, packed) in enumerate(entries):
        words = key.split(" ")
        slot = first_slot(words[0])
        first[slot] = max(first[slot], len(words))
        byte, bit = pair_slot(key)
        pairs[byte] |= bit if len(words) > 1 else 0
        one, two = hashes(key)
        filed.append((one >> (32 - BUCKET_BITS), order, two, packed))
    filed.sort()
    counts = [0] * ((1 << BUCKET_BITS) + 1)
    for bucket, *_ in filed:
        counts[bucket + 1] += 1
    for n in range(1, len(counts)):
        counts[n] += counts[n - 1]
    flat = [number for _, _, two, packed in filed for number in (two, packed)]
    return {
        "first": bytes(first),
        "pairs": bytes(pairs),
        "buckets": struct.pack(f"<{len(counts)}I", *counts),
        "entries": struct.pack(f"<{len(flat)}I", *flat),
    }


def record_parts(rows: list[Row], number: dict[str, int], states_by_iso3: dict[str, int]) -> dict[str, bytes]:
    """Records and their names."""
    names, at = bytearray(), {}
    records = bytearray()
    for row in rows:
        if row.name not in at:
            at[row.name] = len(names)
            text = row.name.encode()[:255]
            names += bytes([len(text)]) + text
        parent = states_by_iso3.get(row.country, NO_PARENT) if row.id < 0 else nearest(row.parent, number)
        lat, lon = round(row.lat * 1e5), round(row.lon * 1e5)
        records += RECORD.pack(
            row.id, lat, lon, row.population, at[row.name], parent, KINDS.index(row.kind), radius_code(row.radius)
        )
    return {"records": bytes(records), "names": bytes(names)}


def nearest(code: str, number: dict[str, int]) -> int:
    """The row of a division, or of the next larger one that we have."""
    while code and code not in number:
        code = code.rsplit(".", 1)[0] if "." in code else ""
    return number.get(code, NO_PARENT)


def other_parts(others: list[str]) -> dict[str, bytes]:
    """Other names in blocks, and where each block begins."""
    packed = [
        zlib.compress("\n".join(others[n : n + OTHERS_PER_BLOCK]).encode(), 9)
        for n in range(0, len(others), OTHERS_PER_BLOCK)
    ]
    starts = [0]
    for block in packed:
        starts.append(starts[-1] + len(block))
    return {"blocks": struct.pack(f"<{len(starts)}I", *starts), "others": b"".join(packed)}


def laid_out(header: dict[str, object], parts: dict[str, bytes]) -> bytes:
    """Header and parts, each part on a multiple of eight bytes."""
    size = 0
    while True:  # the header tells where the parts are, and its own length moves them
        start = -(-(len(MAGIC) + 4 + size) // 8) * 8
        spans, out = {}, b""
        for name, part in parts.items():
            begin = start + len(out)
            spans[name] = (begin, begin + len(part))
            out += part + bytes(-len(part) % 8)
        text = json.dumps({**header, "parts": spans}, sort_keys=True, separators=(",", ":")).encode()
        if len(text) == size:
            return (MAGIC + struct.pack("<I", size) + text).ljust(start, b"\0") + out
        size = len(text)


if __name__ == "__main__":
    main()
