"""Which of very many dyads are worth following: by their sums of the last weeks, kept in memory and mended after each commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import case, func, select

from sayso.desk.conditions import unindexed
from sayso.store.kept import Whole
from sayso.store.marks import BETWEEN, DYAD, key_of
from sayso.store.rollup_tables import dyad_days

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

WEEKS = 8  # that are summed
MENDED = 1000  # dyads from which on all are summed again


class Mass(NamedTuple):
    """Sums of a dyad. `net` is conflict less cooperation, each week half of the one after it; `fresh` that of the last week."""

    events: int
    net_roots: int
    net_reports: int
    fresh_roots: int
    fresh_reports: int


_MASSES: Whole[Mass] = Whole(DYAD, MENDED)


def masses(connection: Connection, level: str, last: date) -> Mapping[str, Mass]:
    """The sums of every dyad of the level that has any in the weeks up to a day, by its key."""

    def every() -> dict[str, Mass]:
        return _read(connection, level, last, ())

    def some(keys: Sequence[str]) -> dict[str, Mass]:
        c = dyad_days.c
        found: dict[str, Mass] = {}
        for own, a, b in (key.split(BETWEEN) for key in keys):
            if own == level:
                found |= _read(connection, level, last, (c.a == a, c.b == b))
        return found

    return _MASSES.of(connection, (level, last), every, some)


def _read(connection: Connection, level: str, last: date, more: Sequence[Any]) -> dict[str, Mass]:
    c = dyad_days.c
    weeks = [(last - timedelta(days=7 * n - 1)).isoformat() for n in range(1, WEEKS + 1)]
    within = (
        c.level == level,
        c.day >= weeks[-1],
        c.day <= last.isoformat(),
        c.certainty.not_in(("denied", "withdrawn", "wide")),
    )
    age = case(*((c.day >= day, 2 ** (WEEKS - n)) for n, day in enumerate(weeks)), else_=1)
    sums = [func.sum(c.events)]
    for weight in (age, case((c.day >= weeks[0], 2**WEEKS), else_=0)):
        sums += [
            func.sum(case((c.quad >= 3, mass * weight), else_=-mass * weight)) for mass in (c.by_roots, c.by_reports)
        ]
    a = unindexed(c.a)  # rows stand by dyad: grouped by the column itself, every day of every dyad would be read
    query = select(a, c.b, *sums).where(*within, *more).group_by(a, c.b)
    return {key_of(level, row[0], row[1]): Mass(*map(int, row[2:])) for row in connection.execute(query)}


def chosen(
    found: Mapping[str, Mass], *, order: str, count: str, within: Callable[[str, str], bool] | None, most: int
) -> list[str]:
    """The keys of those that may come first in an order, the first first."""
    place = {"busiest": 0, "tension": 1, "friendly": 1, "rising": 3}[order] + (
        order != "busiest" and count == "reports"
    )
    sign = 1 if order == "friendly" else -1
    listed = found.items()
    if within is not None:
        listed = {key: mass for key, mass in found.items() if within(*key.split(BETWEEN)[1:])}.items()
    return [key for key, _ in nsmallest(most, listed, key=lambda one: (sign * one[1][place], one[0]))]
