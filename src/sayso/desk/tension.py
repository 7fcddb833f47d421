"""The Sayso Tension Index (STI) of two parties, day by day, with its band, its parts, and the days on which it changed.

An act weighs its strength (scores of PLOVER, 0 to 1) times how sure independent roots make it (1/2 for one, 3/4 for two) times how
it is told. Acts of conflict less acts of cooperation, each halved every seven days, are the net weight N; the index is
20 * log2(1 + |N|) with the sign of N: twenty points more mean about twice as much. `docs/tension.md` has all of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.desk.breaks import Break, breaks
from sayso.desk.dyad_cells import Cell, Sides, cells, direction_of, pairs_between, sides
from sayso.desk.filters import one_of
from sayso.desk.testimony import Account, Counted, account_of
from sayso.desk.weights import Weights, weights
from sayso.store.kept import Kept, kept
from sayso.store.marks import DYAD, key_of
from sayso.store.rolling import CONFLICT, sureness
from sayso.store.rollup_tables import STRENGTH, SURENESS
from sayso.store.rollups import newest_day

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
TENSION_SCHEMA = "sayso-tension/1"
COUNTS = ("roots", "reports")
SHOWN = 180  # days, where nothing else is asked for
LONGEST = 3660  # days of one answer
LISTED = 12  # events that are named as the makers of a change
TOLD_APART = 1000  # pairs of events of a dyad whose articles are told apart, the newest
FULL = 10 * STRENGTH  # the strength of the strongest act
_HALF = 0.5  # what one report counts where reports are counted: as if each were a root of its own
_DRAWN = (1, 4, 2, 3)  # the order of the colours of charts, conflict that is done being red
PARTS = {1: "cooperation, said", 2: "cooperation, done", 3: "conflict, said", 4: "conflict, done"}


@dataclass(slots=True)
class Day:
    """One day of a dyad: the weight of its acts by class, the index with its band, and what it rests on."""

    day: str
    acts: dict[int, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.0))
    variance: float = 0.0
    events: int = 0
    reports: int = 0
    roots: int = 0
    net: float = 0.0
    index: float = 0.0
    low: float = 0.0
    high: float = 0.0

    @property
    def today(self) -> float:
        """Conflict less cooperation of the day alone."""
        return sum(weight if quad in CONFLICT else -weight for quad, weight in self.acts.items())


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the dyad changed, why that is said, and the events that made it, the weightiest first."""

    day: str
    settled: str
    rise: bool
    says: str
    events: tuple[Json, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """The index of one dyad with all that it is made of."""

    a: str
    b: str
    level: str
    count: str
    hedged: bool
    future: bool
    days: tuple[Day, ...]
    changes: tuple[Change, ...]
    left_out: dict[str, int]  # events by why they do not count
    behind: Counted  # distinct articles and roots of all days
    events: int
    counted_from: str | None = None  # where there are too many to count: the first day whose articles were told apart


_MADE: Kept[Tension] = Kept(DYAD, 200)


@kept(24)
def tension(
    store: Store,
    a: str,
    b: str,
    *,
    since: str | None = None,
    until: str | None = None,
    count: str = "roots",
    hedged: bool = False,
    future: bool = False,
    level: str | None = None,
) -> Tension:
    """The index of two parties. `count="reports"` shows what repetition would have made of it."""
    count = one_of("count", count, COUNTS)
    with store.read() as connection:
        two = sides(connection, a, b, level)
        last = _last(connection, until)

        def make(keys: Sequence[str] = ("",)) -> dict[str, Tension]:
            return {
                keys[0]: _made(connection, two, last, (a, b), since, until, count=count, hedged=hedged, future=future)
            }

        if two.level is None:  # several dyads together
            return make()[""]
        key = key_of(two.level, *sorted(two.keys))
        return _MADE.of(connection, [key], make, (a, b, since, until, last, count, hedged, future))[key]


def _made(
    connection: Connection,
    two: Sides,
    last: date,
    named: tuple[str, str],
    since: str | None,
    until: str | None,
    *,
    count: str,
    hedged: bool,
    future: bool,
) -> Tension:
    kept = cells(connection, two, _first_read(last, since), until)
    first = _first(kept, last, since)
    days = daily(kept, first, last, count=count, hedged=hedged, future=future)
    found = breaks([day.today for day in days])
    changes = tuple(_change(connection, two, days, one, hedged=hedged, future=future, count=count) for one in found)
    shown = [day for day in days if day.day >= first.isoformat()]
    told = told_of(connection, two, shown[0].day, shown[-1].day, hedged=hedged, future=future)
    whole = _told_once(shown, told)
    return Tension(
        a=named[0],
        b=named[1],
        level=two.level or "mixed",
        count=count,
        hedged=hedged,
        future=future,
        days=tuple(shown),
        changes=tuple(one for one in changes if one.settled >= first.isoformat()),
        left_out=_left_out(kept, first, last, hedged=hedged, future=future),
        behind=told.behind.of(event for _, event in told.events),
        events=whole,
        counted_from=told.since,
    )


class Told(NamedTuple):
    """The events of a dyad's days, newest first, as far as they are told apart, with what stands behind them."""

    events: list[tuple[str, str]]  # day and event
    behind: Account
    since: str | None  # where not all were read: the first day that was read whole


def told_of(
    connection: Connection, two: Sides, first: str, last: str, *, hedged: bool, future: bool, most: int = TOLD_APART
) -> Told:
    """The newest events that the index of these days counts."""
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    rows = connection.execute(pairs_between(two, first, after).limit(most + 1)).all()
    cut = len(rows) > most
    since = (date.fromisoformat(rows[most].day[:10]) + timedelta(days=1)).isoformat() if cut else None
    listed = [
        (row.day, row.event_id)
        for row in rows[:most]
        if not row.wide and direction_of(row, two) and counts(row.certainty, hedged=hedged, future=future)
    ]
    events = list(dict.fromkeys(listed))
    return Told(events, account_of(connection, (event for _, event in events)), since)


def _told_once(days: Sequence[Day], told: Told) -> int:
    """How many events there are; of each day that was read whole, articles and roots are counted once."""
    by_day: dict[str, list[str]] = {}
    for day, event in told.events:
        by_day.setdefault(day, []).append(event)
    for one in days:
        if told.since is None or one.day >= told.since:
            listed = by_day.get(one.day, [])
            one.events, (one.reports, one.roots) = len(listed), told.behind.of(listed)
    return sum(day.events for day in days)


def _last(connection: Connection, until: str | None) -> date:
    """The last day to show: that of the newest report, since what is ahead has not happened."""
    before = _day(until)
    return before - timedelta(days=1) if before else _day(newest_day(connection)) or date(1970, 1, 1)


def _first_read(last: date, since: str | None) -> str:
    """The first day whose sums are read: some weeks before the first that may be shown."""
    begin = max(_day(since) or last - timedelta(days=SHOWN - 1), last - timedelta(days=LONGEST))
    return (begin - timedelta(days=weights().warm_up)).isoformat()


def _first(kept: Sequence[Cell], last: date, since: str | None) -> date:
    """The first day to show: as asked for, else that of the first act, within half a year."""
    told = [cell.day for cell in kept if cell.certainty != "wide" and cell.day <= last.isoformat()]
    oldest = _day(min(told)) if told else None
    first = _day(since) or max(oldest or last, last - timedelta(days=SHOWN - 1))
    return max(min(first, last), last - timedelta(days=LONGEST))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def daily(
    kept: Iterable[Cell],
    first: date,
    last: date,
    *,
    count: str = "roots",
    hedged: bool = False,
    future: bool = False,
) -> list[Day]:
    """Each day from some weeks before the first, whose acts still count, to the last."""
    w = weights()
    begin = first - timedelta(days=w.warm_up)
    days = [Day((begin + timedelta(days=n)).isoformat()) for n in range((last - begin).days + 1)]
    place = {day.day: day for day in days}
    for cell in kept:
        day = place.get(cell.day)
        if day is not None and counts(cell.certainty, hedged=hedged, future=future):
            _add(day, cell, count, w)
    _decay(days, w, banded=count == "roots")
    return days


def counts(certainty: str, *, hedged: bool, future: bool) -> bool:
    """Whether acts told so are counted."""
    if certainty in ("hedged", "future"):
        return hedged if certainty == "hedged" else future
    return weights().certainty.get(certainty, 0) > 0


def _add(day: Day, cell: Cell, count: str, w: Weights) -> None:
    told = w.certainty[cell.certainty]
    if cell.quad in PARTS:
        mass = cell.by_roots / SURENESS if count == "roots" else cell.by_reports * _HALF
        day.acts[cell.quad] += told * mass / FULL
    # Each act is there with the probability p = told * sure, else not: the variance of its weight is s * s * p * (1 - p).
    day.variance += (told * cell.spread / SURENESS - told * told * cell.spread_sure / SURENESS**2) / FULL**2
    day.events += cell.events
    day.reports += cell.reports
    day.roots += cell.roots


def _decay(days: Sequence[Day], w: Weights, *, banded: bool) -> None:
    net = variance = 0.0
    for day in days:
        net = net * w.keep + day.today
        variance = variance * w.keep**2 + day.variance
        reach = w.width * math.sqrt(max(0.0, variance)) if banded else 0.0
        day.net = net
        day.index, day.low, day.high = (scaled(net + by, w.points) for by in (0.0, -reach, reach))


def scaled(net: float, points: float | None = None) -> float:
    """The index of a net weight: twenty points more mean about twice as much."""
    by = weights().points if points is None else points
    return math.copysign(by * math.log2(1 + abs(net)), net) if net else 0.0


def _change(
    connection: Connection, two: Sides, days: Sequence[Day], found: Break, *, hedged: bool, future: bool, count: str
) -> Change:
    first, last = days[found.first].day, days[found.last].day
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    made = {}
    for row in connection.execute(pairs_between(two, first, after)):
        if direction_of(row, two) is None or row.wide or not counts(row.certainty, hedged=hedged, future=future):
            continue
        weight = weight_of(row, count) * (1 if row.quad in CONFLICT else -1)
        if weight and (weight > 0) == found.rise:
            made[row.event_id] = (abs(weight), row)
    best = sorted(made.values(), key=lambda one: (-one[0], one[1].event_id))[:LISTED]
    titles = _titles(connection, [row.event_id for _, row in best])
    events = tuple(_maker(row, weight, titles) for weight, row in best)
    return Change(first, last, found.rise, _says(found, len(made)), events)


def weight_of(row: Any, count: str = "roots") -> float:
    """What one event weighs on its day."""
    sure = sureness(row.roots) / SURENESS if count == "roots" else row.reports * _HALF
    return float(weights().certainty[row.certainty] * sure * row.strength / FULL)


def _titles(connection: Connection, ids: list[str]) -> dict[str, str]:
    from sqlalchemy import select

    from sayso.store.tables import events as e

    return {row[0]: row[1] for row in connection.execute(select(e.c.id, e.c.title).where(e.c.id.in_(ids)))}


def _maker(row: Any, weight: float, titles: dict[str, str]) -> Json:
    return {
        "id": row.event_id,
        "title": titles.get(row.event_id) or row.type,
        "day": row.day,
        "type": row.type,
        "mode": row.mode,
        "certainty": row.certainty,
        "verdict": row.verdict,
        "reports": row.reports,
        "independent_roots": row.roots,
        "weight": round(weight, 3),
    }


def _says(found: Break, events: int) -> str:
    way = "more conflict, or less cooperation," if found.rise else "more cooperation, or less conflict,"
    length = found.last - found.first + 1
    span = "one day" if length == 1 else f"{length} days"
    before = (
        f"the {found.window} days before" if found.window > 1 else "the day before" if found.window else "no day before"
    )
    made = f"{events} event{'s' * (events != 1)} of that kind" if events else "no event: what was usual stayed away"
    return (
        f"{way} than usual: {found.level:+.2f} a day on {span}, against {found.usual:+.2f} (median of {before}); the excess "
        f"adds up to {found.sum:.1f} spreads; {made}"
    )


def _left_out(kept: Iterable[Cell], first: date, last: date, *, hedged: bool, future: bool) -> dict[str, int]:
    out: dict[str, int] = {}
    for cell in kept:
        if first.isoformat() <= cell.day <= last.isoformat() and not counts(
            cell.certainty, hedged=hedged, future=future
        ):
            out[cell.certainty] = out.get(cell.certainty, 0) + cell.events
    return dict(sorted(out.items()))


def tension_rows(found: Tension) -> Iterator[Json]:
    """The days as flat rows."""
    marks = {one.day: "rise" if one.rise else "fall" for one in found.changes}
    for day in found.days:
        yield {
            "schema": TENSION_SCHEMA,
            "a": found.a,
            "b": found.b,
            "day": day.day,
            "sti": round(day.index, 2),
            "low": round(day.low, 2),
            "high": round(day.high, 2),
            "net": round(day.net, 4),
            **{_KEYS[quad]: round(day.acts[quad], 4) for quad in PARTS},
            "events": day.events,
            "reports": day.reports,
            "independent_roots": day.roots,
            "change": marks.get(day.day),
        }


_KEYS = {1: "cooperation_said", 2: "cooperation_done", 3: "conflict_said", 4: "conflict_done"}
TENSION_COLUMNS = (
    *("a", "b", "day", "sti", "low", "high", "net", *_KEYS.values()),
    *("events", "reports", "independent_roots", "change"),
)


def tension_json(found: Tension) -> Json:
    """The whole answer in the shape that charts read: series, marks, and the changes with their events."""
    days = [day.day for day in found.days]

    def series(name: str, values: Iterable[float], **more: Any) -> Json:
        return {"name": name, "days": days, "values": [round(value, 3) + 0.0 for value in values], **more}

    banded = {} if found.count == "reports" else {
        "low": [round(day.low, 2) for day in found.days],
        "high": [round(day.high, 2) for day in found.days],
    }  # fmt: skip
    return {
        "schema": TENSION_SCHEMA,
        "a": found.a,
        "b": found.b,
        "level": found.level,
        "count": found.count,
        "hedged": found.hedged,
        "future": found.future,
        "series": [series("Sayso Tension Index", (d.index for d in found.days), unit="STI", kind="line", **banded)],
        "parts": {
            "series": [
                series(name, (d.acts[q] if q in CONFLICT else -d.acts[q] for d in found.days), unit="weight", kind="bars")
                for q, name in sorted(PARTS.items(), key=lambda part: _DRAWN.index(part[0]))
            ]
        },
        "marks": [{"day": one.day, "label": "rise" if one.rise else "fall", "href": f"#change-{one.day}"} for one in found.changes],
        "changes": [
            {"day": one.day, "settled": one.settled, "kind": "rise" if one.rise else "fall", "says": one.says,
             "events": list(one.events)}
            for one in found.changes
        ],
        "left_out": found.left_out,
        "events": found.events,
        "reports": found.behind.reports,
        "independent_roots": found.behind.roots,
        "at_least": found.counted_from is not None,
    }  # fmt: skip
