"""Many dyads at a time: those with the highest tension now, those of a region, the busiest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, case, func, select

from sayso.desk.channels import countries_of
from sayso.desk.dyad_cells import LEVELS, Sides
from sayso.desk.dyad_cells import cells as day_cells
from sayso.desk.filters import country_code, one_of
from sayso.desk.names import Who
from sayso.desk.tension import COUNTS, Day, daily
from sayso.store import tables as t
from sayso.store.kept import kept
from sayso.store.rollup_tables import dyad_days
from sayso.store.rollups import newest_day

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
DYADS_SCHEMA = "sayso-dyads/1"
WEEKS = 8  # whose sums choose the dyads that are followed
SHOWN = 56  # days of a small picture
ORDERS = ("tension", "rising", "busiest", "friendly")


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadNow:
    """A dyad with its index of the last weeks."""

    a: str
    b: str
    a_name: str
    b_name: str
    level: str
    days: tuple[Day, ...]
    events: int
    reports: int
    roots: int

    @property
    def now(self) -> float:
        """The index on the last day."""
        return self.days[-1].index

    @property
    def moved(self) -> float:
        """By how much it rose in a week."""
        return self.days[-1].index - self.days[max(0, len(self.days) - 8)].index


@kept(24)
def dyads_now(
    store: Store,
    *,
    level: str = "country",
    region: str | None = None,
    country: str | None = None,
    until: str | None = None,
    order: str = "tension",
    count: str = "roots",
    hedged: bool = False,
    future: bool = False,
    days: int = SHOWN,
    limit: int = 24,
) -> list[DyadNow]:
    """Dyads of the last weeks, those of most tension first; of a region both sides are in it."""
    level, order, count = one_of("level", level, LEVELS), one_of("order", order, ORDERS), one_of("count", count, COUNTS)
    with store.read() as connection:
        last = date.fromisoformat(until[:10]) - timedelta(days=1) if until else _last(connection)
        first = last - timedelta(days=days - 1)
        code = _code(country)
        near = _candidates(connection, level, last, (region, code), order, count, limit)
        told = []
        for a, b in near:
            begin = (first - timedelta(days=28)).isoformat()
            cells = day_cells(connection, Sides(Who(), Who(), level, (a, b)), begin, _after(last))
            every = daily(cells, first, last, count=count, hedged=hedged, future=future)
            shown = [one for one in every if one.day >= first.isoformat()]
            if any(one.events for one in shown):
                told.append(_now(a, b, level, shown))
        told.sort(key=_ORDERED[order])
        names = _names(connection, level, {own for one in told[:limit] for own in (one.a, one.b)})
    return [
        DyadNow(
            a=one.a, b=one.b, a_name=names.get(one.a, one.a), b_name=names.get(one.b, one.b), level=level, days=one.days,
            events=one.events, reports=one.reports, roots=one.roots,
        )
        for one in told[:limit]
    ]  # fmt: skip


def _code(country: str | None) -> str | None:
    from sayso.errors import InputError

    if not country:
        return None
    found = country_code(country)
    if found is None:
        raise InputError(f"{country!r} is no country; give its code, as LBY, or its name", code="usage", value=country)
    return found


_ORDERED: dict[str, Any] = {
    "tension": lambda one: (-one.now, -one.events, one.a, one.b),
    "friendly": lambda one: (one.now, -one.events, one.a, one.b),
    "rising": lambda one: (-one.moved, -one.now, one.a, one.b),
    "busiest": lambda one: (-one.events, -one.now, one.a, one.b),
}


def _last(connection: Connection) -> date:
    return date.fromisoformat(newest_day(connection) or "1970-01-01")


def _now(a: str, b: str, level: str, shown: Sequence[Day]) -> DyadNow:
    return DyadNow(
        a=a, b=b, a_name=a, b_name=b, level=level, days=tuple(shown), events=sum(d.events for d in shown),
        reports=sum(d.reports for d in shown), roots=sum(d.roots for d in shown),
    )  # fmt: skip


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def _candidates(
    connection: Connection,
    level: str,
    last: date,
    where: tuple[str | None, str | None],
    order: str,
    count: str,
    limit: int,
) -> list[tuple[str, str]]:
    """The dyads that may come first: by sums of the last weeks, each week half of the one after it. They are few enough to
    be followed day by day."""
    c = dyad_days.c
    region, country = where
    weeks = [(last - timedelta(days=7 * n - 1)).isoformat() for n in range(1, WEEKS + 1)]
    within = [
        c.level == level,
        c.day >= weeks[-1],
        c.day <= last.isoformat(),
        c.certainty.not_in(("denied", "withdrawn", "wide")),
    ]
    if region:
        codes = sorted(countries_of(region, country or ""))
        within += [c.a.in_(codes), c.b.in_(codes)]
    if country and region != "neighbours":
        within.append((c.a == country) | (c.b == country))
    age = case(*((c.day >= day, 2 ** (WEEKS - n)) for n, day in enumerate(weeks)), else_=1)
    mass = (c.by_roots if count == "roots" else c.by_reports) * age
    net = func.sum(case((c.quad >= 3, mass), else_=-mass))
    fresh = func.sum(case((c.day >= weeks[0], case((c.quad >= 3, mass), else_=-mass)), else_=0))
    first = {"tension": net.desc(), "friendly": net, "rising": fresh.desc(), "busiest": func.sum(c.events).desc()}[
        order
    ]
    query = select(c.a, c.b).where(*within).group_by(c.a, c.b).order_by(first, c.a, c.b).limit(limit * 2)
    return [(row[0], row[1]) for row in connection.execute(query)]


def country_name(code: str) -> str:
    """The name of a country, or of what stands where one would: the United Nations."""
    from sayso.knowledge.countries import by_iso3
    from sayso.lexicon.tables import table

    if code in by_iso3():
        return by_iso3()[code].name
    others = {row["code"]: row["title"] for row in table("nonstate_countries", language=None, package="sayso.ontology")}
    return others.get(code, code)


def _names(connection: Connection, level: str, ids: Iterable[str]) -> dict[str, str]:
    if level == "country":
        return {code: country_name(code) for code in ids}
    return actor_names(connection, ids)


def actor_names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """What events call these actors: one row of each is read, however many there are."""
    p = t.event_actors.c
    one = (
        select(p.name)
        .where(p.actor_id == bindparam("own"))
        .order_by(p.actor_id, p.role, p.event_id, p.position)
        .limit(1)
    )
    found = {own: connection.scalar(one, {"own": own}) for own in sorted(set(ids))}
    return {own: name for own, name in found.items() if name}


def dyad_now_json(one: DyadNow) -> Json:
    """A dyad with its small series."""
    return {
        "schema": DYADS_SCHEMA,
        "a": one.a,
        "b": one.b,
        "a_name": one.a_name,
        "b_name": one.b_name,
        "level": one.level,
        "sti": round(one.now, 2),
        "low": round(one.days[-1].low, 2),
        "high": round(one.days[-1].high, 2),
        "week": round(one.moved, 2),
        "events": one.events,
        "reports": one.reports,
        "independent_roots": one.roots,
        "days": [day.day for day in one.days],
        "values": [round(day.index, 2) for day in one.days],
    }


DYADS_COLUMNS = (
    "a",
    "b",
    "a_name",
    "b_name",
    "level",
    "sti",
    "low",
    "high",
    "week",
    "events",
    "reports",
    "independent_roots",
)
