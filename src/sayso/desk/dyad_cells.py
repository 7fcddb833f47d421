"""The daily sums of one dyad, or of many, as charts are drawn from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.names import Who, actors_meant
from sayso.errors import InputError
from sayso.store.rolling import COOPERATION, sureness
from sayso.store.rollup_tables import dyad_days, event_pairs

LEVELS = ("country", "actor")
WAYS = {
    "acts": "a>b",
    "suffers": "b>a",
    "helps": "a>b",
    "helped": "b>a",
    "together": "a+b",
    "hosts": "a+b",
    "hosted": "a+b",
}


class Cell(NamedTuple):
    """What is kept of a dyad for one day, direction, class and certainty. Weights are in the units of the store."""

    day: str
    direction: str  # a>b, b>a, a+b with `a` as it was asked for
    quad: int
    certainty: str
    events: int
    reports: int
    roots: int
    strength: int
    by_roots: int
    by_reports: int
    spread: int
    spread_sure: int


@dataclass(frozen=True, slots=True)
class Sides:
    """Two parties as a question means them. `keys` are those of their daily sums, where these answer it alone."""

    a: Who
    b: Who
    level: str | None = None
    keys: tuple[str, str] = ("", "")


def sides(connection: Connection, a: str, b: str, level: str | None = None) -> Sides:
    """Whom two names mean. At level country an actor stands for all actors of its country."""
    if level not in (None, *LEVELS):
        raise InputError(f"no level is called {level!r}; allowed: {', '.join(LEVELS)}", code="usage", value=level)
    one, other = (_at(connection, name, level) for name in (a, b))
    if one.country and other.country:
        return Sides(one, other, "country", (one.country, other.country))
    if len(one.ids) == 1 and len(other.ids) == 1:
        return Sides(one, other, "actor", (one.ids[0], other.ids[0]))
    return Sides(one, other)


def _at(connection: Connection, name: str, level: str | None) -> Who:
    who = actors_meant(connection, name)
    if level == "country" and not who.country:
        country = _country(connection, who)
        if country is None:
            raise InputError(f"no country is known of {name!r}; ask at level=actor", code="usage", value=name)
        return Who(country=country)
    if level == "actor" and who.country:
        return Who((f"actor:{who.country.lower()}",))  # the state itself, without those who act in its name
    return who


def _country(connection: Connection, who: Who) -> str | None:
    from sayso.store.tables import event_actors

    p = event_actors.c
    found = select(p.country).where(p.actor_id.in_(who.ids), p.country.is_not(None)).limit(1)
    return connection.scalar(found)


def cells(connection: Connection, two: Sides, since: str | None = None, until: str | None = None) -> list[Cell]:
    """The sums of a dyad from a day on, up to one that is left out; oldest first."""
    if not two.level:
        return _from_pairs(connection, two, since, until)
    c = dyad_days.c
    a, b = sorted(two.keys)
    query = select(*(c[name] for name in Cell._fields))
    query = query.where(c.level == two.level, c.a == a, c.b == b, *_within(c.day, since, until)).order_by(c.day)
    turned = two.keys[0] != a
    return [Cell(row[0], _turned(row[1]) if turned else row[1], *row[2:]) for row in connection.execute(query)]


def _turned(direction: str) -> str:
    return {"a>b": "b>a", "b>a": "a>b"}.get(direction, direction)


def _within(column: Any, since: str | None, until: str | None) -> Iterator[Any]:
    if since:
        yield column >= since[:10]
    if until:
        yield column < until[:10]


def _from_pairs(connection: Connection, two: Sides, since: str | None, until: str | None) -> list[Cell]:
    """The same sums made of the pairs of events, where a name means several actors, or one side is a country."""
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * 8)
    seen: set[tuple[str, str]] = set()
    for row in connection.execute(pairs_between(two, since, until)):
        way = direction_of(row, two)
        if way is None or (row.event_id, way) in seen:
            continue
        seen.add((row.event_id, way))
        s, sure = row.strength, sureness(row.roots)
        weights = (1, row.reports, row.roots, s, s * sure, s * row.reports, s * s * sure, s * s * sure * sure)
        kept = sums[row.day, way, row.quad, "wide" if row.wide else row.certainty]
        for n, weight in enumerate(weights):
            kept[n] += weight
    return [Cell(*key, *weights) for key, weights in sorted(sums.items())]


def pairs_between(two: Sides, since: str | None = None, until: str | None = None) -> Any:
    """A select of the pairs of events in which both take part, whichever stands first."""
    p = event_pairs.c
    both = or_(*(and_(_is(p, "a", x), _is(p, "b", y)) for x, y in _orders(two)))
    return select(event_pairs).where(both, *_within(p.day, since, until)).order_by(p.day.desc(), p.event_id)


def _orders(two: Sides) -> Iterable[tuple[Who, Who]]:
    if two.a.country and two.b.country:  # pairs stand in the order of their countries
        return [(two.a, two.b) if two.a.country <= two.b.country else (two.b, two.a)]
    return [(two.a, two.b), (two.b, two.a)]


def _is(columns: Any, side: str, who: Who) -> Any:
    if who.country:
        return columns[f"{side}_country"] == who.country
    return columns[f"{side}_id"].in_(who.ids)


def direction_of(row: Any, two: Sides) -> str | None:
    """`a>b`, `b>a` or `a+b` with the parties as they were asked for; None for one who only brought others together."""
    way = WAYS.get(row.relation)
    if row.relation in ("helps", "helped") and row.quad not in COOPERATION:
        return None  # a raid in somebody's favour is no conflict with him
    if way is None or way == "a+b":
        return way
    return way if _among(row.a_id, row.a_country, two.a) else _turned(way)


def _among(own: str, country: str | None, who: Who) -> bool:
    return country == who.country if who.country else own in who.ids
