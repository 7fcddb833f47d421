"""What two parties did to each other, day by day: direction, class of act, verdict, reports and roots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import event_conditions
from sayso.desk.filters import Filter
from sayso.desk.names import Who, actors_meant
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
DYAD_SCHEMA = "sayso-dyad/1"
_DOES, _SUFFERS, _TAKES_PART = ("actor",), ("recipient", "beneficiary"), ("actor", "host")


def dyad(store: Store, a: str, b: str, asked: Filter) -> Iterator[Json]:
    """One row for each day, direction, quad class and verdict, oldest day first; `event_ids` says which events it counts."""
    groups: dict[tuple[str, str, int, str], list[Any]] = defaultdict(list)
    with store.read() as connection:
        for row, direction in _rows(connection, a, b, asked):
            day = (row.earliest or row.latest or row.first_at)[:10]
            groups[day, direction, row.quad or 0, row.verdict].append(row)
    for (day, direction, quad, verdict), rows in sorted(groups.items()):
        yield {
            "schema": DYAD_SCHEMA,
            "day": day,
            "direction": direction,
            "quad": quad or None,
            "verdict": verdict,
            "events": len(rows),
            "reports": sum(row.reports for row in rows),
            "independent_roots": sum(row.independent_roots for row in rows),
            "event_ids": [row.id for row in rows],
        }


def _rows(connection: Connection, a: str, b: str, asked: Filter) -> Iterator[tuple[Any, str]]:
    """Each event once for each direction: `A > B`, `B > A`, or `A + B` where both take part alike, as in talks."""
    one, other = actors_meant(connection, a), actors_meant(connection, b)
    conditions = event_conditions(connection, asked)
    directions = (
        (f"{a} > {b}", one, _DOES, other, _SUFFERS),
        (f"{b} > {a}", other, _DOES, one, _SUFFERS),
        (f"{a} + {b}", one, _TAKES_PART, other, _TAKES_PART),
    )
    for direction, first, does, second, suffers in directions if one != other else (directions[0], directions[2]):
        query = _between(first, does, second, suffers).where(*conditions)
        for row in connection.execute(query):
            yield row, direction


def _between(first: Who, does: tuple[str, ...], second: Who, suffers: tuple[str, ...]) -> Select[Any]:
    e = t.events.c
    p, q = t.event_actors.alias("p"), t.event_actors.alias("q")
    pairs = (
        select(p.c.event_id)
        .join(q, and_(q.c.event_id == p.c.event_id, q.c.position != p.c.position))
        .where(_is(p.c, first), p.c.role.in_(does), _is(q.c, second), q.c.role.in_(suffers))
    )
    if does == suffers:  # a host and his guest; two guests; but not the host as such against himself
        pairs = pairs.where(or_(p.c.role == "actor", q.c.role == "actor"))
    return (
        select(e.id, e.title, e.earliest, e.latest, e.first_at, e.quad, e.verdict, e.reports, e.independent_roots)
        .where(e.id.in_(pairs))
        .order_by(e.id)
    )


def _is(columns: Any, who: Who) -> Any:
    return columns.country == who.country if who.country else columns.actor_id.in_(who.ids)
