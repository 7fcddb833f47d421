"""Many dyads at a time: those with the highest tension now, those of a region, the busiest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from sayso.desk.channels import countries_of
from sayso.desk.dyad_cells import LEVELS, Sides
from sayso.desk.dyad_cells import cells as day_cells
from sayso.desk.dyad_mass import chosen, masses
from sayso.desk.filters import country_code, one_of
from sayso.desk.names import Who
from sayso.desk.tension import COUNTS, Day, daily, told_of
from sayso.store import tables as t
from sayso.store.kept import Kept, kept
from sayso.store.marks import BETWEEN, DYAD, key_of
from sayso.store.rollups import newest_day

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
DYADS_SCHEMA = "sayso-dyads/1"
SHOWN = 56  # days of a small picture
TOLD_EACH = 150  # pairs of events of each dyad whose articles are told apart, the newest
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
    at_least: bool = False  # there are more events than those whose articles were told apart

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
        code = _code(country)
        near = chosen(
            masses(connection, level, last), order=order, count=count, within=_within(region, code), most=limit * 2
        )
        about = (last, days, count, hedged, future)
        every = _FOLLOWED.of(
            connection, near, lambda keys: {key: _followed(connection, key, *about) for key in keys}, about
        )
        told = sorted(filter(None, every.values()), key=_ORDERED[order])[:limit]
        listed = {key_of(one.level, one.a, one.b): one for one in told}
        counted = _COUNTED.of(
            connection,
            list(listed),
            lambda keys: {key: _counted(connection, listed[key], hedged=hedged, future=future) for key in keys},
            about,
        )
        told = [counted[key] for key in listed]
        names = _names(connection, level, {own for one in told for own in (one.a, one.b)})
    return [replace(one, a_name=names.get(one.a, one.a), b_name=names.get(one.b, one.b)) for one in told]


def _followed(
    connection: Connection, key: str, last: date, days: int, count: str, hedged: bool, future: bool
) -> DyadNow | None:
    """A dyad day by day; None where nothing of it counts."""
    level, a, b = key.split(BETWEEN)
    first = last - timedelta(days=days - 1)
    begin = (first - timedelta(days=28)).isoformat()
    cells = day_cells(connection, Sides(Who(), Who(), level, (a, b)), begin, _after(last))
    every = daily(cells, first, last, count=count, hedged=hedged, future=future)
    shown = [one for one in every if one.day >= first.isoformat()]
    return _now(a, b, level, shown) if any(one.events for one in shown) else None


def _within(region: str | None, country: str | None) -> Callable[[str, str], bool] | None:
    """Whether both sides are of the region, and one is the country; `neighbours` are a region around a country."""
    if not region and not country:
        return None
    codes = countries_of(region, country or "") if region else None
    own = None if region == "neighbours" else country

    def fits(a: str, b: str) -> bool:
        return (codes is None or (a in codes and b in codes)) and (own is None or own in (a, b))

    return fits


_FOLLOWED: Kept[DyadNow | None] = Kept(DYAD, 1000)
_COUNTED: Kept[DyadNow] = Kept(DYAD, 1000)


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


def _counted(connection: Connection, one: DyadNow, *, hedged: bool, future: bool) -> DyadNow:
    """The same, with each article and root of its newest events counted once."""
    two = Sides(_side(one.level, one.a), _side(one.level, one.b), one.level, (one.a, one.b))
    days = one.days
    told = told_of(connection, two, days[0].day, days[-1].day, hedged=hedged, future=future, most=TOLD_EACH)
    reports, roots = told.behind.of(event for _, event in told.events)
    if told.since is not None:
        return replace(one, reports=reports, roots=roots, at_least=True)
    return replace(one, reports=reports, roots=roots, events=len(told.events))


def _side(level: str, own: str) -> Who:
    return Who(country=own) if level == "country" else Who((own,))


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


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
        "at_least": one.at_least,
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
