"""How much is told a day: of everything, of a country, or of a party. From daily sums, never from the events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.store.kept import kept
from sayso.store.rollup_tables import country_days, party_days

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
LONGEST = 3660


@kept(8)
def told_by_day(
    store: Store,
    *,
    country: str = "",
    since: str | None = None,
    until: str | None = None,
    verdicts: Sequence[str] = (),
    quads: Sequence[int] = (),
) -> list[Json]:
    """Events, reports and roots for each day, verdict and class: all of them, or those that happened in a country."""
    c = country_days.c
    query = select(country_days).where(c.country == country).order_by(c.day, c.verdict, c.quad)
    for column, values in ((c.verdict, verdicts), (c.quad, quads)):
        if values:
            query = query.where(column.in_(values))
    with store.read() as connection:
        found = connection.execute(_between(query, c.day, since, until))
        return [_named(row, "verdict") for row in found]


def party_by_day(store: Store, party: str, *, since: str | None = None, until: str | None = None) -> list[Json]:
    """The same for an actor (by id) or a country (by code), by what it did, suffered or otherwise took part in."""
    c = party_days.c
    query = select(party_days).where(c.party == party).order_by(c.day, c.part, c.quad)
    with store.read() as connection:
        return [_named(row, "part") for row in connection.execute(_between(query, c.day, since, until))]


def _between(query: Any, day: Any, since: str | None, until: str | None) -> Any:
    query = query.where(day >= since[:10]) if since else query
    return query.where(day < until[:10]) if until else query


def _named(row: Any, by: str) -> Json:
    # Rows are thousands, of `country_days` or `party_days`: both have these seven columns.
    _, day, kind, quad, events, reports, roots = row
    return {
        "day": day,
        by: kind,
        "quad": quad or None,
        "events": events,
        "reports": reports,
        "independent_roots": roots,
    }


def summed(rows: Iterable[Json], by: str) -> dict[str, dict[str, int]]:
    """Events a day for each value of a column."""
    out: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        out[str(row[by])][row["day"]] += row["events"]
    return {key: dict(days) for key, days in out.items()}


def series_of(rows: Sequence[Json], by: str, *, last: str | None = None, span: int = LONGEST) -> list[Json]:
    """The rows as series that charts read: one for each value of a column, with a number for every day."""
    if not rows:
        return []
    end = date.fromisoformat(last or max(row["day"] for row in rows))
    begin = max(date.fromisoformat(min(row["day"] for row in rows)), end - timedelta(days=span - 1))
    days = [(begin + timedelta(days=n)).isoformat() for n in range(max(0, (end - begin).days) + 1)]
    return [
        {"name": key, "unit": "events", "days": days, "values": [found.get(day, 0) for day in days], "kind": "bars"}
        for key, found in sorted(summed(rows, by).items())
    ]
