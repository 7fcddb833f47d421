"""Sums that charts are drawn from, kept in the transaction that changes the events: no chart reads the events themselves.

Before events are replaced `standing` reads what is counted of them, after it `roll` writes the difference. All sums are of whole
numbers, so the same events give the same sums in whatever order they came.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from sayso.store import tables as t
from sayso.store.marks import key_of, mark
from sayso.store.rolling import Counted, Key, Member, Sums, certainty, day_of
from sayso.store.rollup_tables import ROLLUPS, SUMS, country_days, dyad_days, event_pairs, party_days
from sayso.store.session import among

PAGE = 5000  # events in memory when all sums are made


def standing(connection: Connection, ids: Iterable[str]) -> dict[str, Counted]:
    """What is counted of these events as they stand now."""
    asked = sorted(set(ids))
    return {event.id: event for event in _counted(connection, asked)} if asked else {}


def roll(connection: Connection, before: dict[str, Counted], ids: Iterable[str], *, marked: bool = True) -> None:
    """Bring the sums up to date after events were replaced; `ids` are those that were made."""
    now = standing(connection, ids)
    sums = Sums()
    for own, event in before.items():
        if now.get(own) != event:
            sums.add(event, -1)
    for own, event in now.items():
        if before.get(own) != event:
            sums.add(event, 1)
    _write(connection, event_pairs, _pair_rows(now.values()))
    _merge(connection, sums)
    if marked:
        _mark(connection, (*before.values(), *now.values()))


def clear(connection: Connection) -> None:
    """Forget all sums."""
    for table in ROLLUPS:
        connection.execute(table.delete())


def refill(connection: Connection) -> None:
    """Make all sums anew from the events, as a store that had none needs it."""
    clear(connection)
    last = ""
    e = t.events.c
    while ids := list(connection.scalars(select(e.id).where(e.id > last).order_by(e.id).limit(PAGE))):
        roll(connection, {}, ids, marked=False)  # nobody has read any
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
    columns = (e.id, e.type, e.mode, e.quad, e.place_country, e.earliest, e.latest, e.first_at, e.verdict, e.reports)
    for row in connection.execute(select(*columns, e.independent_roots).where(among(e.id, ids, dialect))):
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
        )


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
        _write(connection, table, rows)
        less = [key for key, weights in found.items() if weights[0] < 0]
        _drop_empty(connection, table, less)


def _write(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    if not rows:
        return
    sql = _adding(table, connection.dialect.name)
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).executemany(sql, rows)
    else:
        connection.exec_driver_sql(sql, [tuple(row) for row in rows])


def _drop_empty(connection: Connection, table: Table, keys: Sequence[Key]) -> None:
    """A sum of no events goes: only those that lost some are looked at."""
    if not keys:
        return
    names = [column.name for column in table.primary_key.columns]
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    own = " AND ".join(f'"{name}" = {mark}' for name in names)
    sql = f"DELETE FROM {table.name} WHERE {own} AND events = 0"
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).executemany(sql, keys)
    else:
        connection.exec_driver_sql(sql, [tuple(key) for key in keys])


@cache
def _adding(table: Table, dialect: str) -> str:
    names = [column.name for column in table.columns]
    mark = "?" if dialect == "sqlite" else "%s"
    listed = ", ".join(f'"{name}"' for name in names)
    plain = f"INSERT INTO {table.name} ({listed}) VALUES ({', '.join([mark] * len(names))}) ON CONFLICT"
    keys = [column.name for column in table.primary_key.columns]
    if table not in SUMS:
        return f"{plain} DO NOTHING"
    added = ", ".join(f'"{n}" = {table.name}."{n}" + excluded."{n}"' for n in names if n not in keys)
    listed = ", ".join(f'"{key}"' for key in keys)
    return f"{plain} ({listed}) DO UPDATE SET {added}"


def newest_day(connection: Connection) -> str | None:
    """The day of the newest report of any event: up to when the store knows anything."""
    last = connection.scalar(select(func.max(t.events.c.last_at)))
    return str(last)[:10] if last else None
