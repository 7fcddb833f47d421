"""Sums that charts are drawn from, kept in the transaction that changes the events: no chart reads the events themselves.

Before events are replaced `standing` reads what is counted of them, after it `roll` writes the difference. All sums are of whole
numbers, so the same events give the same sums in whatever order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.store import tables as t
from sayso.store.marks import key_of, mark
from sayso.store.rolling import Counted, Member, Sums, certainty, day_of
from sayso.store.rollup_tables import ROLLUPS, country_days, dyad_days, event_pairs, party_days
from sayso.store.session import among
from sayso.store.summing import drop_empty, write_sums
from sayso.store.totals import refill_totals, roll_totals

PAGE = 5000  # events in memory when all sums are made


def standing(connection: Connection, ids: Iterable[str]) -> dict[str, Counted]:
    """What is counted of these events as they stand now."""
    asked = sorted(set(ids))
    return {event.id: event for event in _counted(connection, asked)} if asked else {}


def roll(connection: Connection, before: dict[str, Counted], ids: Iterable[str]) -> None:
    """Bring the sums up to date after events were replaced; `ids` are those that were made."""
    now = _rolled(connection, before, ids)
    roll_totals(
        connection,
        [event for own, event in before.items() if now.get(own) != event],
        [event for own, event in now.items() if before.get(own) != event],
    )
    _mark(connection, (*before.values(), *now.values()))


def _rolled(connection: Connection, before: dict[str, Counted], ids: Iterable[str]) -> dict[str, Counted]:
    """The events as they stand now; pairs and daily sums are brought up to date."""
    now = standing(connection, ids)
    sums = Sums()
    for own, event in before.items():
        if now.get(own) != event:
            sums.add(event, -1)
    for own, event in now.items():
        if before.get(own) != event:
            sums.add(event, 1)
    write_sums(connection, event_pairs, _pair_rows(now.values()))
    _merge(connection, sums)
    return now


def clear(connection: Connection) -> None:
    """Forget all sums."""
    for table in ROLLUPS:
        connection.execute(table.delete())


def refill(connection: Connection) -> None:
    """Make all sums anew from the events."""
    clear(connection)
    refill_days(connection)
    refill_totals(connection)


def refill_days(connection: Connection) -> None:
    """Make pairs and daily sums of the events, as a store that has none needs it."""
    last = ""
    e = t.events.c
    while ids := list(connection.scalars(select(e.id).where(e.id > last).order_by(e.id).limit(PAGE))):
        _rolled(connection, {}, ids)  # without marks: nobody has read any
        last = ids[-1]


def _counted(connection: Connection, ids: Sequence[str]) -> Iterator[Counted]:
    e, p, c = t.events.c, t.event_actors.c, t.event_claims.c
    dialect = connection.dialect.name
    members: dict[str, list[Member]] = defaultdict(list)
    people = select(p.event_id, p.actor_id, p.role, p.country).where(among(p.event_id, ids, dialect))
    for own, actor, role, country in connection.execute(people.order_by(p.event_id, p.position)):
        members[own].append(Member(actor, role, country))
    told: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    stances = select(c.event_id, c.stance, t.claims.c.status).select_from(t.event_claims)
    joined = stances.outerjoin(t.claims, t.claims.c.id == c.claim_id).where(among(c.event_id, ids, dialect))
    for own, stance, status in connection.execute(joined.distinct()):
        told[own].append((stance, status))
    roots = _roots(connection, ids)
    columns = (e.id, e.type, e.mode, e.quad, e.place_country, e.earliest, e.latest, e.first_at, e.last_at, e.verdict)
    query = select(*columns, e.reports, e.independent_roots).where(among(e.id, ids, dialect))
    for row in connection.execute(query):
        day, wide = day_of(row.earliest, row.latest, row.first_at)
        yield Counted(
            id=row.id,
            day=day,
            wide=wide,
            type=row.type,
            mode=row.mode,
            quad=row.quad or 0,
            certainty=certainty(told[row.id], row.verdict),
            verdict=row.verdict,
            reports=row.reports,
            roots=row.independent_roots,
            country=row.place_country,
            members=tuple(members[row.id]),
            first_at=row.first_at,
            last_at=row.last_at,
            sources=tuple(roots[row.id]),
        )


def _roots(connection: Connection, ids: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    r = t.event_roots.c
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    query = select(r.event_id, r.root_id, r.claims).where(among(r.event_id, ids, connection.dialect.name))
    for own, root, claims in connection.execute(query.order_by(r.event_id, r.position)):
        found[own].append((root, claims))
    return found


def _pair_rows(events: Iterable[Counted]) -> list[tuple[Any, ...]]:
    return [
        (
            *(event.id, a, b, relation, a_country, b_country, event.day, event.wide, event.type, event.mode),
            *(event.quad, event.certainty, event.verdict, event.reports, event.roots, event.strength),
        )
        for event in events
        for a, b, relation, a_country, b_country in event.pairs()
    ]


def _mark(connection: Connection, events: Iterable[Counted]) -> None:
    """Let readers know of which dyads and parties they must read again: of all in these events, whether or not a sum changed,
    since answers tell of their articles too."""
    dyads: set[str] = set()
    parties: set[str] = set()
    for event in events:
        for a, b, _, a_country, b_country in event.pairs():
            dyads.add(key_of("actor", *sorted((a, b))))
            if a_country and b_country:
                dyads.add(key_of("country", *sorted((a_country, b_country))))
        parties.update(name for member in event.members for name in (member.id, member.country) if name)
    mark(connection, dyads, parties)


def _merge(connection: Connection, sums: Sums) -> None:
    for table, found in ((dyad_days, sums.dyads), (country_days, sums.countries), (party_days, sums.parties)):
        rows = [(*key, *weights) for key, weights in sorted(found.items()) if any(weights)]
        write_sums(connection, table, rows)
        less = [key for key, weights in found.items() if weights[0] < 0]
        drop_empty(connection, table, less)


def newest_day(connection: Connection) -> str | None:
    """The day of the newest report of any event: up to when the store knows anything."""
    last = connection.scalar(select(func.max(t.events.c.last_at)))
    return str(last)[:10] if last else None
