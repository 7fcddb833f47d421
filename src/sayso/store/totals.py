"""What lists tell of each actor and each source over all events, kept in step with the events.

Numbers are added and taken away. The first and the last time cannot be taken away: where the event that had it goes, and none that
came has an earlier or later one, it is looked up again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, select
from sqlalchemy.engine import Connection

from sayso.store import tables as t
from sayso.store.rolling import Counted
from sayso.store.rollup_tables import TOTALS, actor_countries, actor_sums, source_sums
from sayso.store.session import among
from sayso.store.summing import drop_empty, write_sums

LATE, EARLY = "~", ""  # beyond every time
FEW = 1000  # events of which all times are compared; of more one is met soon on a walk through the times
Edge = Literal["first_at", "last_at"]
VERDICTS = ("corroborated", "disputed", "withdrawn")


@dataclass(slots=True)
class _Change:
    """What is added to one row, and the times of the events that went and came."""

    weights: list[int]
    gone: tuple[str, str] = (LATE, EARLY)
    came: tuple[str, str] = (LATE, EARLY)

    def add(self, weights: Sequence[int], event: Counted, sign: int) -> None:
        for n, weight in enumerate(weights):
            self.weights[n] += sign * weight
        first, last = self.came if sign > 0 else self.gone
        seen = min(first, event.first_at), max(last, event.last_at)
        if sign > 0:
            self.came = seen
        else:
            self.gone = seen


Changes = dict[tuple[str, ...], _Change]


def roll_totals(connection: Connection, gone: Iterable[Counted], come: Iterable[Counted]) -> None:
    """Bring the totals up to date after these events went and came; the tables of events are as they are now."""
    actors: Changes = {}
    countries: Changes = {}
    sources: Changes = {}
    for sign, events in ((-1, gone), (1, come)):
        for event in events:
            for actor, parts in _parts(event).items():
                _of(actors, (actor,), parts).add(parts, event, sign)
            for key, number in Counter((m.country, m.id) for m in event.members if m.country).items():
                _of(countries, (key[0] or "", key[1]), (number,)).add((number,), event, sign)
            for root, told in _told(event):
                _of(sources, (root,), told).add(told, event, sign)
    _write(connection, actor_countries, countries)
    for table, changes in ((actor_sums, actors), (source_sums, sources)):
        _write(connection, table, changes)
        _mend(connection, table, changes, 0)
        _mend(connection, table, changes, 1)


def refill_totals(connection: Connection) -> None:
    """Make all totals anew from the events."""
    for table in TOTALS:
        connection.execute(table.delete())
    made = (sums_of_actors(connection), _countries(), sums_of_sources(connection))
    for table, query in zip(TOTALS, made, strict=True):
        connection.execute(table.insert().from_select([column.name for column in table.columns], query))


def _parts(event: Counted) -> dict[str, tuple[int, ...]]:
    """Of each actor of an event its parts, 1, and its parts as actor, as recipient and as anything else."""
    roles: dict[str, list[str]] = {}
    for member in event.members:
        roles.setdefault(member.id, []).append(member.role)
    return {
        own: (len(all_), 1, (did := all_.count("actor")), (had := all_.count("recipient")), len(all_) - did - had)
        for own, all_ in roles.items()
    }


def _told(event: Counted) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Of each root of an event what it adds to the row of that source."""
    became = (int(event.roots <= 1), *(int(event.verdict == verdict) for verdict in VERDICTS))
    for root, claims in event.sources:
        yield root, (1, claims, *became)


def _of(changes: Changes, key: tuple[str, ...], weights: Sequence[int]) -> _Change:
    found = changes.get(key)
    if found is None:
        found = changes[key] = _Change([0] * len(weights))
    return found


def _write(connection: Connection, table: Table, changes: Changes) -> None:
    timed = "first_at" in table.c
    rows = [
        (*key, *change.weights, *(change.came if timed else ()))
        for key, change in sorted(changes.items())
        if any(change.weights) or (timed and change.came != change.gone)
    ]
    write_sums(connection, table, rows)
    number = "parts" if table is actor_countries else "events"
    at = [column.name for column in table.columns if not column.primary_key].index(number)
    drop_empty(connection, table, [key for key, change in changes.items() if change.weights[at] < 0], number)


def _mend(connection: Connection, table: Table, changes: Changes, edge: int) -> None:
    """Look up the first (edge 0) or last (1) time again of those who lost the event that had it."""
    name: Edge = "last_at" if edge else "first_at"
    lost = {key[0]: c.gone[edge] for key, c in changes.items() if _beyond(c.gone[edge], c.came[edge], edge)}
    if not lost:
        return
    own, kept = next(iter(table.primary_key.columns)), table.c[name]
    query = select(own, kept, table.c.events).where(among(own, sorted(lost), connection.dialect.name))
    for key, stands, number in connection.execute(query).all():
        if stands == lost[key]:
            found = _again(connection, table, key, name, number)
            connection.execute(table.update().where(own == key).values({name: found}))


def _beyond(one: str, other: str, edge: int) -> bool:
    return one > other if edge else one < other


def _again(connection: Connection, table: Table, key: str, name: Edge, number: int) -> str | None:
    """The first or last time of any event of an actor or a source. With few events all are compared; else times are walked
    from their end, where an event of one so busy is met soon."""
    e = t.events.c
    part, own = (
        (t.event_actors, t.event_actors.c.actor_id) if table is actor_sums else (t.event_roots, t.event_roots.c.root_id)
    )
    edge, time = (func.min, e.first_at) if name == "first_at" else (func.max, e.last_at)
    if number < FEW:
        query = select(edge(time)).select_from(part).join(t.events, event_of(connection, part.c.event_id))
        compared: str | None = connection.scalar(query.where(own == key))
        return compared
    here = select(own).where(part.c.event_id == e.id, own == key).correlate(t.events).exists()
    met: str | None = connection.scalar(
        select(time).where(here).order_by(time if name == "first_at" else time.desc()).limit(1)
    )
    return met


def event_of(connection: Connection, key: Any) -> ColumnElement[bool]:
    """The join of a row to its event. SQLite fetches the event, which is long, for `=`; for a range it reads what it is asked
    for from an index."""
    own = t.events.c.id
    return own.between(key, key) if connection.dialect.name == "sqlite" else own == key


def sums_of_actors(connection: Connection, events: Select[Any] | None = None) -> Select[Any]:
    """The rows of `actor_sums` as a plain count of all events gives them, or of those whose ids are selected."""
    p, e = t.event_actors.c, t.events.c
    parts = (p.role == "actor", p.role == "recipient", p.role.not_in(("actor", "recipient")))
    return (
        select(
            p.actor_id,
            func.count().label("parts"),
            func.count(p.event_id.distinct()).label("events"),
            *(
                _number(one).label(name)
                for one, name in zip(parts, ("as_actor", "as_recipient", "as_other"), strict=True)
            ),
            func.min(e.first_at).label("first_at"),
            func.max(e.last_at).label("last_at"),
        )
        .select_from(t.event_actors)
        .join(t.events, _joined(connection, p.event_id, events))
        .group_by(p.actor_id)
    )


def sums_of_sources(connection: Connection, events: Select[Any] | None = None) -> Select[Any]:
    """The rows of `source_sums` as a plain count of all events gives them, or of those whose ids are selected."""
    r, e = t.event_roots.c, t.events.c
    return (
        select(
            r.root_id,
            func.count().label("events"),
            func.sum(r.claims).label("claims"),
            _number(e.independent_roots <= 1).label("alone"),
            *(_number(e.verdict == verdict).label(verdict) for verdict in VERDICTS),
            func.min(e.first_at).label("first_at"),
            func.max(e.last_at).label("last_at"),
        )
        .select_from(t.event_roots)
        .join(t.events, _joined(connection, r.event_id, events))
        .group_by(r.root_id)
    )


def _joined(connection: Connection, key: Any, events: Select[Any] | None) -> ColumnElement[bool]:
    if events is None:
        return event_of(connection, key)
    return and_(t.events.c.id == key, key.in_(events))


def _number(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _countries() -> Select[Any]:
    p = t.event_actors.c
    of_one = (p.country.is_not(None), p.country != "")
    return select(p.country, p.actor_id, func.count()).where(*of_one).group_by(p.country, p.actor_id)
