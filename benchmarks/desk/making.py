#!/usr/bin/env python3
"""A store of many invented events, to measure the desk on.

    python -m benchmarks.desk.making big.db --events 200000 [--seed 1]

Events, claims, articles and roots are drawn at random with a fixed seed: a few actors and outlets take part in most of them, as
in real news. Everything goes through the store's own writing, so rollups, logs and full text are those of a real store; only
`synchronous` is off while it is made.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sayso.knowledge.countries import by_iso3
from sayso.model import content_id
from sayso.model.ledger import Change, Count, Event, Grade, Party, Root, Site, Story
from sayso.ontology.plover import modes, types
from sayso.store import Store, open_store
from sayso.store import tables as t
from sayso.store.rows import storable

BATCH = 4000
OUTLETS, ACTORS, PLACES = 400, 3000, 600
FIRST, DAYS = date(2024, 1, 1), 730
VERDICTS = (
    ("single-source", 62),
    ("relayed", 13),
    ("echoed", 9),
    ("corroborated", 11),
    ("disputed", 4),
    ("withdrawn", 1),
)
STATUSES = (("asserted", 40), ("reported", 45), ("hedged", 8), ("denied", 4), ("future", 3))
_SURNAMES = (
    "Arden",
    "Bekele",
    "Castro",
    "Dvorak",
    "Eriksen",
    "Farouk",
    "Grau",
    "Haddad",
    "Ito",
    "Jansen",
    "Kovac",
    "Lindqvist",
)
_PLACES = ("Amber", "Birch", "Cedar", "Dune", "Elm", "Flint", "Gale", "Heron", "Iris", "Juniper", "Kite", "Lark")


@dataclass(frozen=True, slots=True)
class World:
    """What events are drawn from; common things stand first."""

    actors: tuple[Party, ...]
    outlets: tuple[tuple[str, str], ...]
    places: tuple[Site, ...]
    kinds: tuple[tuple[str, str | None, int], ...]


def world(draw: random.Random) -> World:
    """Actors, outlets and places that do not exist, in countries that do."""
    countries = sorted(by_iso3())
    draw.shuffle(countries)
    actors = tuple(
        Party(
            role="actor", id=f"actor:bench-{n}", name=f"{draw.choice(_SURNAMES)} Council {n}", kind="organisation",
            country=countries[_zipf(draw, len(countries))], sectors=(draw.choice(("GOV", "MIL", "REB", "CVL", "MED")),),
        )
        for n in range(ACTORS)
    )  # fmt: skip
    outlets = tuple((f"outlet:bench-{n}", f"{draw.choice(_PLACES)} Gazette {n}") for n in range(OUTLETS))
    places = tuple(
        Site(
            name=f"Port {draw.choice(_PLACES)} {n}", country=countries[_zipf(draw, len(countries))],
            lat=round(draw.uniform(-50, 65), 4), lon=round(draw.uniform(-170, 170), 4), geonames_id=9_000_000 + n,
            precision=draw.choice(("city", "city", "city", "admin1", "country")),
        )
        for n in range(PLACES)
    )  # fmt: skip
    kinds = tuple((m.type, m.code, quad) for m in modes() for quad in (_quad(m.type),))
    return World(actors, outlets, places, kinds + tuple((k.code, None, k.quad) for k in types()))


def _quad(code: str) -> int:
    return next(k.quad for k in types() if k.code == code)


def _zipf(draw: random.Random, size: int) -> int:
    return min(size - 1, int(size * draw.random() ** 3))


def _weighted(draw: random.Random, table: tuple[tuple[str, int], ...]) -> str:
    return draw.choices([name for name, _ in table], [weight for _, weight in table])[0]


@dataclass(slots=True)
class Batch:
    """What goes into the store in one transaction."""

    events: list[Event]
    changes: list[Change]
    stories: list[Story]
    rows: dict[Any, list[tuple[Any, ...]]]


def batches(events: int, seed: int, start: int = 0) -> Iterator[Batch]:
    """The events in order of their days, a batch at a time."""
    draw = random.Random(seed)
    made = world(draw)
    for first in range(start, start + events, BATCH):
        batch = Batch([], [], [], {t.articles: [], t.documents: [], t.claims: [], t.participants: [], t.links: []})
        for number in range(first, min(first + BATCH, start + events)):
            _event(draw, made, number, start + events, batch)
        yield batch


def _event(draw: random.Random, made: World, number: int, total: int, batch: Batch) -> None:
    day = FIRST + timedelta(days=number * DAYS // total)
    at = f"{day}T{draw.randrange(24):02}:{draw.randrange(60):02}:00Z"
    kind, mode, quad = draw.choice(made.kinds)
    verdict = _weighted(draw, VERDICTS)
    reports = 1 if verdict == "single-source" else min(40, 2 + int(draw.expovariate(0.6)))
    roots = min(reports, 2 + (draw.random() < 0.2)) if verdict == "corroborated" else 1
    who, whom = (made.actors[_zipf(draw, ACTORS)] for _ in range(2))
    parties = (
        who,
        Party(role="recipient", id=whom.id, name=whom.name, kind=whom.kind, country=whom.country, sectors=whom.sectors),
    )
    site = made.places[_zipf(draw, PLACES)]
    title = f"{who.name} and {whom.name}: {kind.lower()} in {site.name}"
    story = content_id("story", str(number // 6), "bench")
    articles, claims, outlets = [], [], []
    owners: list[list[int]] = [[] for _ in range(roots)]
    for n in range(reports):
        outlet = made.outlets[_zipf(draw, OUTLETS)]
        article = content_id("article", str(number), str(n), "bench")
        claim = content_id("claim", article)
        articles.append(article)
        claims.append(claim)
        outlets.append(outlet[0])
        owners[n % roots].append(n)
        _ledger(
            batch, article, claim, outlet, title, at, (kind, mode, quad), parties, site, _weighted(draw, STATUSES), day
        )
    held = tuple(
        Root(
            id=outlets[of[0]], name=made.outlets[int(outlets[of[0]].rpartition("-")[2])][1], kind="outlet",
            standing="named", claims=tuple(claims[n] for n in of), articles=tuple(articles[n] for n in of),
            members=(outlets[of[0]],), denies=verdict == "disputed" and roots > 1,
        )
        for of in owners
    )  # fmt: skip
    own = content_id("event", claims[0])
    batch.events.append(
        Event(
            id=own, type=kind, mode=mode, quad=quad, contexts=(), parties=parties, site=site, earliest=str(day),
            latest=str(day), granularity="day", counts=(Count(kind="killed", low=3, high=3),) if quad == 4 else (),
            claims=tuple(claims), stances=("affirm",) * reports, articles=tuple(articles),
            outlets=tuple(dict.fromkeys(outlets)), roots=held, independent_roots=roots, verdict=verdict,
            verdict_why=f"{held[0].name} and {reports - 1} more",
            grade=Grade(reliability="F", reliability_why="no one has rated the source", credibility=3, credibility_why="bench"),
            first_report=articles[0], first_at=at, last_at=at, story=story, export=True, title=title,
        )
    )  # fmt: skip
    steps = ["new"] + (
        ["confirmed"] if verdict == "corroborated" else [verdict] if verdict in ("disputed", "withdrawn") else []
    )
    for n, change in enumerate(steps):
        batch.changes.append(
            Change(event=own, change=change, article=articles[min(n, reports - 1)], published=at, seen=at,
                   before=None if not n else "single-source", after="single-source" if not n else verdict,
                   roots_before=n, roots_after=n + 1 if n < roots else n, why="bench")
        )  # fmt: skip
    if number % 6 == 0:
        batch.stories.append(Story(id=story, title=title, articles=tuple(articles), first_at=at, last_at=at))


def _ledger(
    batch: Batch, article: str, claim: str, outlet: tuple[str, str], title: str, at: str, kind: Any, parties: Any,
    site: Site, status: str, day: date,
) -> None:  # fmt: skip
    text = (
        f"{title}, {outlet[1]} said on {day:%A}. Nothing else was known at first, and both sides kept silent about it."
    )
    sentence = text[: text.index(".") + 1]
    chain = [_link(outlet)]
    people = [
        {"role": p.role, "text": p.name, "span": [0, len(p.name)], "inferred": False, "id": p.id, "name": p.name,
         "kind": p.kind, "country": p.country, "sectors": list(p.sectors), "candidates": []}
        for p in parties
    ]  # fmt: skip
    place = {"text": site.name, "span": None, "name": site.name, "country": site.country, "admin1": None, "lat": site.lat,
             "lon": site.lon, "geonames_id": site.geonames_id, "precision": site.precision}  # fmt: skip
    told = {
        "id": claim, "sentence": {"index": 0, "span": [0, len(sentence)], "text": sentence},
        "trigger": {"span": [0, 5], "text": sentence[:5]}, "type": kind[0], "mode": kind[1], "contexts": [], "cameo": None,
        "quad": kind[2], "participants": people, "place": place,
        "when": {"text": None, "span": None, "earliest": str(day), "latest": str(day), "granularity": "day",
                 "how": "weekday", "historical": False},
        "quantities": [], "content": None, "completion": None, "certainty": "certain", "polarity": "positive",
        "modality": "actual", "status": status, "chain": chain, "root": outlet[1], "self_report": False, "export": True,
        "confidence": 0.8, "origins": [],
    }  # fmt: skip
    dumped = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    rows = batch.rows
    rows[t.articles].append(
        (article, article, outlet[0], None, f"https://{outlet[0][7:]}.example/{article[8:]}", outlet[1], outlet[0], outlet[0],
         title, None, None, "[]", at, at, at, "en", None, 1, None)
    )  # fmt: skip
    rows[t.documents].append((article, title, text, "[]", "{}"))
    rows[t.claims].append(
        (claim, article, 0, kind[0], kind[1], "[]", None, kind[2], status, "certain", "positive", "actual", None, False, True,
         0.8, outlet[0], outlet[1], "outlet", site.name, site.country, None, site.lat, site.lon, site.geonames_id,
         site.precision, str(day), str(day), "day", "weekday", False, sentence[:5], 0, 5, sentence, 0, len(sentence), None, None,
         None, dumped)
    )  # fmt: skip
    rows[t.participants] += [
        (claim, n, p.role, p.id, p.name, p.kind, p.country, json.dumps(p.sectors), p.name)
        for n, p in enumerate(parties)
    ]
    rows[t.links].append((claim, 0, outlet[0], outlet[1], "outlet", None, None, "explicit", None))


def _link(outlet: tuple[str, str]) -> dict[str, Any]:
    return {
        "text": None,
        "span": None,
        "name": outlet[1],
        "id": outlet[0],
        "country": None,
        "sectors": [],
        "kind": "outlet",
        "cue": None,
        "scope": "explicit",
        "candidates": [],
    }


def fill(store: Store, events: int, *, seed: int = 1, start: int = 0, say: bool = True) -> None:
    """Write the events, with all that they rest on, into a store."""
    began = time.monotonic()
    done = 0
    for batch in batches(events, seed, start):
        write(store, batch)
        done += len(batch.events)
        if say:
            print(f"\r{done:,} events, {time.monotonic() - began:,.0f} s", end="", file=sys.stderr, flush=True)
    if say:
        print(file=sys.stderr)


def write(store: Store, batch: Batch) -> None:
    """One batch, in one transaction."""
    with store.transaction(), store._writing() as connection:
        for table, rows in batch.rows.items():
            store._insert(connection, table, storable(rows))
        store.replace_events([], batch.events, batch.changes)
        store.replace_stories([], batch.stories)
        store.mark_derived([row[0] for row in batch.rows[t.articles]])


def make(path: str, events: int, *, seed: int = 1, say: bool = True) -> None:
    """A new store with so many events at a path."""
    with open_store(path, create=True) as store:
        with store._writing() as connection:
            connection.connection.driver_connection.executescript(  # type: ignore[union-attr]
                "PRAGMA cache_size=-1500000;"
            )
        store._connection.connection.driver_connection.execute("PRAGMA synchronous=OFF")  # type: ignore[union-attr]
        fill(store, events, seed=seed, say=say)
        with store._writing() as connection:
            connection.exec_driver_sql("ANALYZE")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("store")
    options.add_argument("--events", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    make(given.store, given.events, seed=given.seed)


if __name__ == "__main__":
    main()
