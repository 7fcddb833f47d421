"""Daily sums: always what a plain recount of the events gives, in whatever order events came, on both databases."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from sayso.model.ledger import Event, Party, Site
from sayso.store import Store
from sayso.store.rolling import certainty, day_of, strength, sureness
from sayso.store.rollup_tables import ROLLUPS, country_days, dyad_days, event_pairs, party_days
from sayso.store.rollups import refill
from tests.store.entries import event

A, B, C = "actor:ardia", "actor:bovia", "actor:cando"
PLACES = {A: "ARD", B: "BOV", C: None, "actor:general": "ARD"}
ACTS = (
    ("ASSAULT", "aerial", 4),
    ("CONSULT", "phone", 1),
    ("AID", None, 2),
    ("REQUEST", "assist", 3),
    ("THREATEN", None, 3),
)
ROLES = ("actor", "actor", "recipient", "beneficiary", "host", "mediator")


def party(own: str, role: str) -> Party:
    return Party(role=role, id=own, name=own, country=PLACES[own])


def made(number: int, articles: int = 1, **more: Any) -> Event:
    return event((f"claim:{number}",), tuple(f"article:{number}-{n}" for n in range(articles)), **more)


def some(rng: random.Random, number: int) -> Event:
    """Any event: up to four parties in any roles, a day or a month or none, any verdict."""
    kind, mode, quad = rng.choice(ACTS)
    parties = [party(rng.choice(list(PLACES)), rng.choice(ROLES)) for _ in range(rng.randrange(5))]
    day = f"2026-03-{rng.randrange(1, 5):02d}"
    latest = rng.choice([day, day, "2026-03-31", None])
    site = rng.choice([None, Site(name="Kassala", country=rng.choice(["ARD", None]), precision="city")])
    return made(
        number, type=kind, mode=mode, quad=quad, parties=tuple(parties), site=site, earliest=rng.choice([day, day, None]),
        latest=latest, verdict=rng.choice(["single-source", "corroborated", "disputed", "withdrawn"]),
        independent_roots=rng.randrange(4), articles=rng.randrange(1, 4),
    )  # fmt: skip


# A recount that shares no code with what it checks but the scores and the class of an event.
DOES = {"actor"}
SUFFERS = {"recipient", "beneficiary"}


def recount(events: list[Event]) -> dict[str, dict[Any, list[int]]]:
    sums: dict[str, dict[Any, list[int]]] = {name: {} for name in ("dyad_days", "country_days", "party_days")}
    for e in events:
        day, wide = day_of(e.earliest, e.latest, e.first_at)
        told = "wide" if wide else certainty([("affirm", None)], e.verdict)
        s, sure = strength(e.type, e.mode, e.quad or 0), 1024 - 1024 // 2**e.independent_roots
        short = [1, e.reports, e.independent_roots]
        full = [*short, s, s * sure, s * e.reports, s * s * sure, s * s * sure * sure]
        keys = set()
        for i, x in enumerate(e.parties):
            for j, y in enumerate(e.parties):
                if i == j or x.id == y.id:
                    continue
                for way in ways(x, y, e.quad or 0):
                    keys |= {("actor", *ordered(x.id, y.id, way)), ("country", *ordered(x.country, y.country, way))}
        for level, a, b, way in keys:
            if a and b:
                add(sums["dyad_days"], (level, a, b, day, way, e.quad or 0, told), full)
        for where in {"", e.site.country if e.site and e.site.country else ""}:
            add(sums["country_days"], (where, day, e.verdict, e.quad or 0), short)
        parts = {(who, part(p.role)) for p in e.parties for who in (p.id, p.country) if who}
        for who, what in parts:
            add(sums["party_days"], (who, day, what, e.quad or 0), short)
    return sums


def ways(x: Party, y: Party, quad: int) -> list[str]:
    out = []
    if x.role == "actor" and (y.role == "recipient" or (y.role == "beneficiary" and quad in (1, 2))):
        out.append("a>b")
    if x.role == "actor" and y.role == "actor":
        out.append("a+b")
    if x.role == "host" and y.role in ("actor", "recipient"):
        out.append("a+b")
    return out


def ordered(a: str | None, b: str | None, way: str) -> tuple[str | None, str | None, str]:
    if a is None or b is None or a <= b or way == "a+b":
        return (*sorted((a or "", b or "")), way) if way == "a+b" else (a, b, way)  # type: ignore[return-value]
    return b, a, "b>a"


def part(role: str) -> str:
    return {"actor": "did", "recipient": "suffered", "beneficiary": "suffered"}.get(role, "other")


def add(sums: dict[Any, list[int]], key: Any, weights: list[int]) -> None:
    sums[key] = [a + b for a, b in zip(sums.get(key, [0] * len(weights)), weights, strict=True)]


def kept(store: Store) -> dict[str, dict[Any, list[int]]]:
    out = {}
    with store.read() as connection:
        for table in (dyad_days, country_days, party_days):
            width = len(table.primary_key.columns)
            out[table.name] = {tuple(r[:width]): list(r[width:]) for r in connection.execute(select(table))}
    return out


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.read() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr) for table in ROLLUPS}


@pytest.mark.parametrize("seed", range(6))
def test_sums_equal_a_recount_after_any_changes(store: Store, seed: int) -> None:
    rng = random.Random(seed)
    there: dict[str, Event] = {}
    for step in range(12):
        gone = rng.sample(sorted(there), min(len(there), rng.randrange(4)))
        fresh = [some(rng, rng.randrange(30)) for _ in range(rng.randrange(6))]
        with store.transaction():
            store.replace_events(gone, fresh)
        there = {own: e for own, e in there.items() if own not in gone} | {e.id: e for e in fresh}
        if step % 4 == 3:
            assert kept(store) == recount(list(there.values()))
    assert kept(store) == recount(list(there.values()))


def test_order_and_batches_make_no_difference(store: Store) -> None:
    rng = random.Random(7)
    events = list({e.id: e for e in (some(rng, n) for n in range(40))}.values())
    store.replace_events((), events)
    at_once = everything(store)
    store.clear_derived()
    assert not any(everything(store).values())
    rng.shuffle(events)
    for start in range(0, len(events), 7):
        store.replace_events((), events[start : start + 7])
    assert everything(store) == at_once
    with store.transaction(), store._writing() as connection:
        refill(connection)
    assert everything(store) == at_once


def test_an_event_put_again_changes_nothing(store: Store) -> None:
    one = made(1)
    store.replace_events((), [one])
    before = everything(store)
    store.replace_events([one.id], [one])
    assert everything(store) == before


def test_a_sum_of_no_events_leaves_no_row(store: Store) -> None:
    store.replace_events((), [made(1), made(2, verdict="disputed")])
    store.replace_events([made(1).id, made(2).id], [])
    assert not any(everything(store).values())


def test_what_fails_leaves_sums_as_they_were(store: Store) -> None:
    store.replace_events((), [made(1)])
    before = everything(store)

    def cut() -> None:
        with store.transaction():
            store.replace_events((), [made(2)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut()
    assert everything(store) == before


@pytest.mark.parametrize(
    ("roles", "quad", "expected"),
    [
        (("actor", "recipient"), 4, {"acts"}),
        (("actor", "actor"), 1, {"together"}),
        (("host", "actor"), 1, {"hosts"}),
        (("mediator", "actor"), 1, {"mediates"}),
        (("actor", "beneficiary"), 4, {"helps"}),  # a raid in somebody's favour
        (("recipient", "recipient"), 4, set()),
        (("recipient", "beneficiary"), 4, set()),
    ],
)
def test_what_two_roles_are_to_each_other(store: Store, roles: tuple[str, str], quad: int, expected: set[str]) -> None:
    store.replace_events((), [made(1, quad=quad, parties=(party(A, roles[0]), party(B, roles[1])))])
    with store.read() as connection:
        assert set(connection.scalars(select(event_pairs.c.relation))) == expected


def test_a_raid_in_favour_of_somebody_is_no_conflict_with_him(store: Store) -> None:
    store.replace_events((), [made(1, parties=(party(A, "actor"), party(C, "recipient"), party(B, "beneficiary")))])
    assert {(key[1], key[2]) for key in kept(store)["dyad_days"]} == {(A, C)}


@pytest.mark.parametrize(
    ("told", "verdict", "expected"),
    [
        ([("affirm", "asserted"), ("affirm", "hedged")], "corroborated", "asserted"),  # the firmest counts
        ([("affirm", "hedged"), ("affirm", "reported")], "relayed", "reported"),
        ([("affirm", "hypothetical")], "single-source", "future"),
        ([("affirm", "hedged"), ("deny", "denied")], "disputed", "hedged"),  # no firmer for being denied
        ([("affirm", "asserted"), ("deny", "denied")], "disputed", "disputed"),
        ([("deny", "denied")], "disputed", "denied"),
        ([("affirm", "asserted"), ("retract", "asserted")], "withdrawn", "withdrawn"),
    ],
)
def test_how_an_event_is_told(told: list[tuple[str, str | None]], verdict: str, expected: str) -> None:
    assert certainty(told, verdict) == expected


def test_roots_make_sure_and_copies_do_not() -> None:
    assert [sureness(n) / 1024 for n in (0, 1, 2, 3)] == [0, 0.5, 0.75, 0.875]
    assert sureness(10) == sureness(50) == 1023


@pytest.mark.parametrize(
    ("kind", "mode", "quad", "expected"),
    [
        ("ASSAULT", "aerial", 4, 95),
        ("ASSAULT", None, 4, 90),
        ("CONSULT", "phone", 1, 15),
        ("REQUEST", "assist", 3, 0),  # goes against its class: no conflict
        ("REQUEST", "yield", 3, 10),
        ("NOBODY", None, 0, 0),
    ],
)
def test_strength_of_an_act(kind: str, mode: str | None, quad: int, expected: int) -> None:
    assert strength(kind, mode, quad) == expected


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2026-03-10", "2026-03-10", ("2026-03-10", False)),
        ("2026-03-10", "2026-03-16", ("2026-03-10", False)),
        ("2026-03-01", "2026-03-31", ("2026-03-01", True)),  # only the month is told
        (None, "2026-03-16", ("2026-03-16", False)),
        (None, None, ("2026-03-20", False)),
        ("2026-01-01", "not a day", ("2026-01-01", True)),
    ],
)
def test_the_day_of_an_event(earliest: str | None, latest: str | None, expected: tuple[str, bool]) -> None:
    assert day_of(earliest, latest, "2026-03-20T08:00:00Z") == expected


def test_every_event_counts_once_a_day_of_all(store: Store) -> None:
    rng = random.Random(3)
    events = list({e.id: e for e in (some(rng, n) for n in range(25))}.values())
    store.replace_events((), events)
    whole = Counter[str]()
    for key, weights in kept(store)["country_days"].items():
        whole["events" if key[0] == "" else "in a country"] += weights[0]
    assert whole["events"] == len(events)
    assert whole["in a country"] == sum(bool(e.site and e.site.country) for e in events)
