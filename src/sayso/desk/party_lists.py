"""Actors by how much they take part in, from daily sums: the same order in a second as in a year of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from sayso.desk.dyad_lists import country_name
from sayso.desk.filters import country_code
from sayso.desk.testimony import account_of
from sayso.errors import InputError
from sayso.store import tables as t
from sayso.store.kept import Kept, kept
from sayso.store.marks import PARTY
from sayso.store.rollup_tables import party_days

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
NEWEST, NARROWED = 4000, 20_000  # events whose parties make the order
FEW = 40  # events of one party of which articles and roots are told apart
ACTORS_COLUMNS = (
    *("id", "name", "kind", "country", "events", "did", "suffered", "other", "cooperation", "conflict", "as_source"),
    *("reports", "independent_roots", "first_day", "last_day"),
)


@kept(24)
def busiest(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    country: str | None = None,
    named: str | None = None,
    countries: bool = False,
    limit: int = 50,
    skip: int = 0,
) -> list[Json]:
    """Actors, or with `countries` all actors of each country together, those with most parts in the newest events first.

    How often each took part is told for the whole time asked for; the order comes from the newest events of it.
    """
    e, p = t.events.c, t.event_actors.c
    own = p.country if countries else p.actor_id
    newest = select(e.id).order_by(e.earliest.desc().nulls_last(), e.id).limit(NARROWED if country or named else NEWEST)
    if since:
        newest = newest.where(func.coalesce(e.earliest, e.latest, e.first_at) >= since[:10])
    if until:
        newest = newest.where(func.coalesce(e.earliest, e.latest, e.first_at) < until[:10])
    parts = func.count(p.event_id.distinct())
    query = select(own.label("party")).where(p.event_id.in_(newest), own.is_not(None)).group_by(own)
    if country:
        code = country_code(country)
        if code is None:
            raise InputError(
                f"{country!r} is no country; give its code, as LBY, or its name", code="usage", value=country
            )
        query = query.where(p.country == code)
    if named:
        query = query.where(func.lower(p.name).contains(named.lower(), autoescape=True))
    query = query.order_by(parts.desc(), own)
    with store.read() as connection:
        ids = [row.party for row in connection.execute(query.limit(limit).offset(skip))]
        return _told(connection, ids, since, until)


def _count_once(connection: Connection, found: dict[str, Json], since: str | None, until: str | None) -> None:
    """Count articles and roots of those with few events once each; the sums of others stay, as what they are at most."""
    few = [own for own, kept in found.items() if kept["events"] <= FEW]
    e, p = t.events.c, t.event_actors.c
    day = func.coalesce(e.earliest, e.latest, e.first_at)
    inside: dict[str, list[str]] = defaultdict(list)
    for own in (p.actor_id, p.country):
        query = select(own, p.event_id).join(t.events, e.id == p.event_id).where(own.in_(few)).distinct()
        query = query.where(*((day >= since[:10],) if since else ()), *((day < until[:10],) if until else ()))
        for party, event in connection.execute(query):
            inside[party].append(event)
    behind = account_of(connection, (event for events in inside.values() for event in events))
    for party, events in inside.items():
        reports, roots = behind.of(events)
        found[party] |= {"reports": reports, "independent_roots": roots, "at_most": False}


_SUMMED: Kept[Json] = Kept(PARTY, 2000)


def _told(connection: Connection, ids: list[str], since: str | None, until: str | None) -> list[Json]:
    p, r = t.event_actors.c, t.event_roots.c
    known = _SUMMED.of(connection, ids, lambda missing: _summed(connection, missing, since, until), (since, until))
    found = {own: dict(known[own]) for own in ids}
    said = select(r.root_id, func.count()).where(r.root_id.in_(ids)).group_by(r.root_id)
    for own, count in connection.execute(said):
        found[own]["as_source"] = int(count)
    one = select(p.name, p.kind, p.country).where(p.actor_id == bindparam("own"))
    one = one.order_by(p.actor_id, p.role, p.event_id, p.position).limit(1)
    names = {own: connection.execute(one, {"own": own}).first() for own in ids}
    out = []
    for own in ids:
        row = names.get(own)
        country = own if row is None else row.country
        name = country_name(own) if row is None else row.name
        out.append({"id": own, "name": name, "kind": row.kind if row else "country", "country": country, **found[own]})
    return out


def _summed(connection: Connection, ids: Sequence[str], since: str | None, until: str | None) -> dict[str, Json]:
    """What each of these did, suffered and took part in, in numbers."""
    c = party_days.c
    sums = (func.sum(c.events), func.sum(c.reports), func.sum(c.roots), func.min(c.day), func.max(c.day))
    query = select(c.party, c.part, c.quad, *sums).where(c.party.in_(ids)).group_by(c.party, c.part, c.quad)
    if since:
        query = query.where(c.day >= since[:10])
    if until:
        query = query.where(c.day < until[:10])
    found: dict[str, Json] = defaultdict(
        lambda: dict.fromkeys(ACTORS_COLUMNS[4:13], 0) | {"first_day": "9", "last_day": "", "at_most": True}
    )
    for party, part, quad, events, reports, roots, first, last in connection.execute(query):
        kept = found[party]
        for name in (
            "events",
            part,
            *(("cooperation",) if quad in (1, 2) else ("conflict",) if quad in (3, 4) else ()),
        ):
            kept[name] += int(events)
        kept["reports"] += int(reports)
        kept["independent_roots"] += int(roots)
        kept["first_day"], kept["last_day"] = min(kept["first_day"], first), max(kept["last_day"], last)
    _count_once(connection, found, since, until)
    return {own: found[own] for own in ids}
