"""Totals of actors and sources: always what a plain count of the events gives, whatever came and went, on both databases."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

import pytest
from sqlalchemy import select

from sayso.model.ledger import Event, Party, Root
from sayso.store import Store, totals
from sayso.store.rollup_tables import TOTALS
from tests.store.entries import event

ACTORS = ("actor:ardia", "actor:bovia", "actor:cando", "unnamed:officials")
COUNTRIES = ("ARD", "BOV", None)
ROLES = ("actor", "recipient", "mediator")
ROOTS = ("outlet:amber", "outlet:birch", "actor:ardia")
VERDICTS = ("single-source", "corroborated", "disputed", "withdrawn")


def some(rng: random.Random, number: int) -> Event:
    """Any event: parties in any roles, as of any country; up to three roots; times that many events share."""
    articles = tuple(f"article:{number}-{n}" for n in range(rng.randrange(1, 4)))
    claims = tuple(f"claim:{number}-{n}" for n in range(len(articles)))
    parties = tuple(
        Party(role=rng.choice(ROLES), id=own, name=own, country=rng.choice(COUNTRIES))
        for own in rng.choices(ACTORS, k=rng.randrange(4))
    )
    roots = tuple(
        Root(
            id=own, name=own, kind="outlet", standing="named", claims=claims[: n + 1], articles=articles, members=(own,)
        )
        for n, own in enumerate(rng.sample(ROOTS, rng.randrange(len(ROOTS) + 1)))
    )
    days = sorted(rng.choices(range(1, 8), k=2))
    return event(
        claims, articles, parties=parties, roots=roots, independent_roots=rng.randrange(3), verdict=rng.choice(VERDICTS),
        first_at=f"2026-03-0{days[0]}T08:00:00Z", last_at=f"2026-03-0{days[1]}T08:00:00Z",
    )  # fmt: skip


def recount(events: list[Event]) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """The totals made anew, by code that shares nothing with what it checks."""
    of_actor: dict[str, list[tuple[Event, str]]] = defaultdict(list)
    of_country: dict[tuple[str, str], int] = defaultdict(int)
    of_source: dict[str, list[tuple[Event, int]]] = defaultdict(list)
    for e in events:
        for p in e.parties:
            of_actor[p.id or ""].append((e, p.role))
            if p.country:
                of_country[p.country, p.id or ""] += 1
        for r in e.roots:
            of_source[r.id].append((e, len(r.claims)))
    actors = {}
    for own, parts in of_actor.items():
        roles = [role for _, role in parts]
        did, had = roles.count("actor"), roles.count("recipient")
        told = (len(parts), len({e.id for e, _ in parts}), did, had, len(parts) - did - had)
        actors[(own,)] = (*told, min(e.first_at for e, _ in parts), max(e.last_at for e, _ in parts))
    sources = {}
    for own, rooted in of_source.items():
        verdicts = [e.verdict for e, _ in rooted]
        became = tuple(verdicts.count(verdict) for verdict in ("corroborated", "disputed", "withdrawn"))
        counts = (len(rooted), sum(n for _, n in rooted), sum(e.independent_roots <= 1 for e, _ in rooted), *became)
        sources[(own,)] = (*counts, min(e.first_at for e, _ in rooted), max(e.last_at for e, _ in rooted))
    return {
        "actor_sums": actors,
        "actor_countries": {key: (number,) for key, number in of_country.items()},
        "source_sums": sources,
    }


def kept(store: Store) -> dict[str, dict[Any, tuple[Any, ...]]]:
    out: dict[str, dict[Any, tuple[Any, ...]]] = {}
    with store.read() as connection:
        for table in TOTALS:
            width = len(table.primary_key.columns)
            out[table.name] = {tuple(r[:width]): tuple(r[width:]) for r in connection.execute(select(table))}
    return out


@pytest.mark.parametrize("few", [0, 1000])  # how a lost time is looked up: by a walk, and by comparing all
@pytest.mark.parametrize("seed", range(3))
def test_totals_equal_a_recount_after_any_changes(
    store: Store, seed: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(totals, "FEW", few)
    rng = random.Random(seed)
    there: dict[str, Event] = {}
    for _ in range(14):
        gone = rng.sample(sorted(there), min(len(there), rng.randrange(5)))
        fresh = [some(rng, rng.randrange(16)) for _ in range(rng.randrange(5))]
        with store.transaction():
            store.replace_events(gone, fresh)
        there = {own: e for own, e in there.items() if own not in gone} | {e.id: e for e in fresh}
        assert kept(store) == recount(list(there.values()))


def test_made_anew_they_are_the_same(store: Store) -> None:
    rng = random.Random(4)
    events = list({e.id: e for e in (some(rng, n) for n in range(30))}.values())
    for start in range(0, len(events), 7):
        store.replace_events((), events[start : start + 7])
    one_by_one = kept(store)
    with store.transaction(), store._writing() as connection:
        totals.refill_totals(connection)
    assert kept(store) == one_by_one == recount(events)


def test_of_nothing_no_row_is_left(store: Store) -> None:
    rng = random.Random(5)
    events = list({e.id: e for e in (some(rng, n) for n in range(12))}.values())
    store.replace_events((), events)
    store.replace_events([e.id for e in events], ())
    assert not any(kept(store).values())


def test_the_last_time_falls_back_when_its_event_goes(store: Store) -> None:
    early, late = (
        event((f"claim:{n}",), (f"article:{n}",), first_at=f"2026-03-0{n}T08:00:00Z", last_at=f"2026-03-0{n}T09:00:00Z")
        for n in (1, 2)
    )
    store.replace_events((), [early, late])
    assert kept(store)["actor_sums"][("actor:a",)][-2:] == ("2026-03-01T08:00:00Z", "2026-03-02T09:00:00Z")
    store.replace_events([late.id], ())
    assert kept(store)["actor_sums"][("actor:a",)][-2:] == ("2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z")
