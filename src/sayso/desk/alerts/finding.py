"""Which changes a rule tells of: the log is walked once by each rule, and what was walked is never walked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.desk import refuted, saved
from sayso.desk.alerts.payload import payload
from sayso.desk.conditions import event_conditions
from sayso.desk.events import events_by_id
from sayso.desk.known import events_now
from sayso.desk.rules import Rule, listed
from sayso.model import content_id
from sayso.model.ledger import CHANGES
from sayso.store import tables as t
from sayso.store.change_log import SPREAD, stamp
from sayso.store.desk_tables import alerts, change_log, deliveries, rules
from sayso.store.rows import dumps
from sayso.store.session import among

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.desk.filters import Filter
    from sayso.store import Store

Json = dict[str, Any]
PAGE = 500  # changes that are looked at in one transaction
PREVIEWED = 10_000  # changes, the newest, that a look at the past goes through


def find(store: Store, *, base: str = "") -> int:
    """Ask every rule about what became known since it was last asked; how many alerts that made.

    The alerts of a page of changes, their deliveries and the rule's new place in the log are one transaction: a run that is
    killed neither forgets a change nor tells it twice.
    """
    made = 0
    for rule in listed(store):
        while rule.enabled and (step := _step(store, rule.id, base)):
            made += step[1]
    return made


def _step(store: Store, rule_id: str, base: str) -> tuple[int, int] | None:
    """One page of changes of one rule: up to where, how many alerts; None where nothing is left."""
    with store.transaction(), store._writing() as connection:
        # Read inside the transaction: another program may have asked this rule meanwhile, or removed it.
        cursor = connection.scalar(select(rules.c.cursor).where(rules.c.id == rule_id))
        if cursor is None:
            return None
        rows = _page(connection, cursor)
        if not rows:
            return None
        rule = next(r for r in listed(store) if r.id == rule_id)
        found = list(_told_of(store, connection, rule, rows, base))
        for one in found:
            _keep(connection, rule, one)
        connection.execute(rules.update().where(rules.c.id == rule_id).values(cursor=rows[-1].number))
        return rows[-1].number, len(found)


def _page(connection: Connection, cursor: int) -> Sequence[Any]:
    log = change_log.c
    return connection.execute(select(change_log).where(log.number > cursor).order_by(log.number).limit(PAGE)).all()


def _keep(connection: Connection, rule: Rule, one: Json) -> None:
    at = stamp()
    row = {"id": one["id"], "rule_id": rule.id, "number": one["number"], "event_id": one["event"]["id"]}
    connection.execute(alerts.insert().values(**row, payload=dumps(one), made_at=at))
    for sink in rule.sinks:
        waiting = {"alert_id": one["id"], "sink": sink.key, "state": "waiting", "attempts": 0, "next_at": at}
        connection.execute(deliveries.insert().values(**waiting))


def preview(
    store: Store, rule: Rule, *, days: int = 7, now: datetime | None = None, base: str = "", most: int = PREVIEWED
) -> list[Json]:
    """What the rule would have told of in the past days, the newest first; nothing is kept. `most` changes are looked at."""
    rule = replace(rule, id="")  # whatever it has told already is told again
    since = ((now or datetime.now(UTC)) - timedelta(days=days)).isoformat(timespec="microseconds")
    log = change_log.c
    out: list[Json] = []
    with store.read() as connection:
        start = connection.scalar(select(func.min(log.number)).where(log.logged_at >= since.replace("+00:00", "Z")))
        last = connection.scalar(select(func.max(log.number))) or 0
        cursor = max((start or 0) - 1, last - most)
        seen: set[str] = set()
        while start is not None and (rows := _page(connection, cursor)):
            out += _told_of(store, connection, rule, rows, base, seen)
            cursor = rows[-1].number
    return out[::-1]


def _told_of(
    store: Store, connection: Connection, rule: Rule, rows: Sequence[Any], base: str, seen: set[str] | None = None
) -> Iterator[Json]:
    now = events_now(store, connection, {row.event_id for row in rows})
    asked = saved.asked(rule.filter)
    fitting = _fitting(store, connection, asked, set(now.values()))
    gone = refuted.meeting(store, connection, replace(asked, verdict=()), {row.event_id for row in rows} - now.keys())
    told = _told_before(store, connection, rule, fitting) if rule.id else set()
    told |= seen if seen is not None else set()
    chosen: list[tuple[Any, str, str]] = []
    for row in rows:
        event = now.get(row.event_id, "")
        if row.event_id in gone and refuted.is_refuting(row):
            if _withdrawn(rule, asked, row):
                chosen.append((row, row.event_id, "withdrawn"))
            continue
        if event not in fitting or (kind := _kind(rule, asked, row, fitting[event], event in told)) is None:
            continue
        told.add(event)
        chosen.append((row, event, kind))
    if seen is not None:
        seen |= told
    objects = {event["id"]: event for event in events_by_id(store, sorted({event for _, event, _ in chosen}))}
    objects |= {event["id"]: event for event in refuted.events(store, gone.keys() & {own for _, own, _ in chosen})}
    for row, event, kind in chosen:
        yield payload(rule, content_id("alert", rule.id, str(row.number)), kind, row, objects[event], base)


def _withdrawn(rule: Rule, asked: Filter, row: Any) -> bool:
    """Whether a rule tells that an event was withdrawn from view: by how it stood before."""
    told = not asked.verdict or "withdrawn" in asked.verdict or row.verdict_before in asked.verdict
    return told and "withdrawn" in rule.kinds and row.roots_before >= rule.min_roots


def _kind(rule: Rule, asked: Filter, row: Any, reports: int, told: bool) -> str | None:
    """As what the rule tells of this change; None where it does not.

    An event that comes to meet the rule's thresholds is new to the rule, however old it is; it is so once.
    """
    if row.roots_after < rule.min_roots or reports < rule.min_reports:
        return None
    if asked.verdict and row.verdict_after not in asked.verdict:
        return None
    if row.change not in (SPREAD, *CHANGES):
        return None  # a note of the log itself
    if row.change == SPREAD:
        enters = row.nth == rule.min_reports
    else:
        if row.change != "new" and row.change in rule.kinds:
            return str(row.change)
        fewer = row.roots_before < rule.min_roots
        other = bool(asked.verdict) and row.verdict_before not in asked.verdict
        enters = row.change == "new" or fewer or other
    return "new" if enters and not told and "new" in rule.kinds else None


def _fitting(store: Store, connection: Connection, asked: Filter, ids: set[str]) -> dict[str, int]:
    """Those of the events that meet the filter, with their reports. The verdict is that of the change, not that of today."""
    if not ids:
        return {}
    conditions = event_conditions(connection, replace(asked, verdict=()))
    e = t.events.c
    query = select(e.id, e.reports).where(among(e.id, sorted(ids), store.dialect), *conditions)
    return {row[0]: row[1] for row in connection.execute(query)}


def _told_before(store: Store, connection: Connection, rule: Rule, events: dict[str, int]) -> set[str]:
    """Those of the events that the rule has told of, under whatever id."""
    part, a = t.event_claims.c, alerts.c
    names = select(part.would_be, part.event_id).where(among(part.event_id, sorted(events), store.dialect))
    now = {row[0]: row[1] for row in connection.execute(names)}
    query = select(a.event_id).where(a.rule_id == rule.id, among(a.event_id, sorted(now), store.dialect))
    return {now[row[0]] for row in connection.execute(query)}
