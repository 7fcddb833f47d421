"""What a store holds, in numbers that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sayso.store.entry import Balance
from sayso.store.kept import kept, place_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

TOP = 10  # outlets
LAST = 5  # runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The end states of all inputs, and what came of them."""

    balance: Balance
    versions: int  # articles that a later version has taken the place of
    events: int
    stories: int
    waiting: int  # current articles that events and stories do not take in yet
    outlets: tuple[tuple[str, int], ...]
    runs: tuple[dict[str, Any], ...]
    reasons: tuple[tuple[str, int, int], ...]  # reason, inputs, of these tried again by the next run

    def as_dict(self) -> dict[str, Any]:
        """The same as one JSON object."""
        return {
            "inputs": asdict(self.balance),
            "adds_up": self.balance.adds_up,
            "earlier_versions": self.versions,
            "events": self.events,
            "stories": self.stories,
            "not_yet_derived": self.waiting,
            "outlets": [{"outlet": name, "articles": count} for name, count in self.outlets],
            "runs": list(self.runs),
            "problems": [{"reason": r, "inputs": n, "retryable": again} for r, n, again in self.reasons],
        }


@kept(2)
def status_of(store: Store) -> Status:
    """The state of the whole store."""
    from sqlalchemy import case, func, select

    from sayso.store.tables import articles, events, inputs, pending_articles, stories

    def count(connection: Connection, table: Any) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    balance = store.balance()
    with store.read() as connection:
        replaced = connection.execute(select(func.count()).where(articles.c.previous.is_not(None))).scalar_one()
        number = func.count()
        outlets = _outlets(store, connection)
        reasons = connection.execute(
            select(inputs.c.reason, number, func.sum(case((inputs.c.retryable, 1), else_=0)))
            .where(inputs.c.state == "quarantined")
            .group_by(inputs.c.reason)
            .order_by(number.desc(), inputs.c.reason)
        ).all()
        return Status(
            balance=balance,
            versions=replaced,
            events=count(connection, events),
            stories=count(connection, stories),
            waiting=count(connection, pending_articles),
            outlets=tuple(sorted(outlets.items(), key=lambda one: (-one[1], one[0]))[:TOP]),
            runs=_runs(connection),
            reasons=tuple((str(r), int(n), int(again)) for r, n, again in reasons),
        )


_COUNTED: dict[
    Any, tuple[int, Counter[str]]
] = {}  # of a store the number of the last row that was counted, and the counts


def _outlets(store: Store, connection: Connection) -> Counter[str]:
    """How many articles each outlet has. They are only ever added: on SQLite, which numbers rows, the new ones are counted."""
    from sqlalchemy import func, literal_column, select

    from sayso.store.tables import articles

    query = select(func.coalesce(articles.c.outlet, "(nobody says)"), func.count()).group_by(articles.c.outlet)
    place = place_of(store)
    if place is None or store.dialect != "sqlite":
        return Counter({str(name): int(n) for name, n in connection.execute(query)})
    number: Any = literal_column("articles.rowid")
    last = int(connection.scalar(select(func.max(number)).select_from(articles)) or 0)
    then, counts = _COUNTED.get(place, (0, Counter()))
    if last < then:  # another store took its place
        then, counts = 0, Counter()
    if last > then:
        more = connection.execute(query.where(number > then) if then else query)
        counts = counts + Counter({str(name): int(n) for name, n in more})
        _COUNTED.clear()
        _COUNTED[place] = (last, counts)
    return counts


def quarantined(store: Store) -> list[dict[str, Any]]:
    """Every quarantined input with its reason, in the order of its source."""
    from sqlalchemy import select

    from sayso.store.tables import inputs

    columns = ("source", "position", "given_id", "reason", "retryable", "attempts", "message", "received_at", "id")
    asked = (
        select(*(inputs.c[name] for name in columns))
        .where(inputs.c.state == "quarantined")
        .order_by(inputs.c.source, inputs.c.position, inputs.c.id)
    )
    with store.read() as connection:
        return [{**row, "retryable": bool(row["retryable"])} for row in connection.execute(asked).mappings()]


def _runs(connection: Connection) -> tuple[dict[str, Any], ...]:
    """The last runs, the newest first, with what each added."""
    from sqlalchemy import func, select

    from sayso.store.tables import inputs, runs

    asked = (
        select(runs.c.id, runs.c.command, runs.c.profile, runs.c.started_at, runs.c.ended_at, func.count(inputs.c.id))
        .select_from(runs.outerjoin(inputs, inputs.c.run_id == runs.c.id))
        .group_by(runs.c.id)
        .order_by(runs.c.started_at.desc(), runs.c.id)
        .limit(LAST)
    )
    names = ("id", "command", "profile", "started_at", "ended_at", "inputs")
    return tuple(dict(zip(names, row, strict=True)) for row in connection.execute(asked).all())
