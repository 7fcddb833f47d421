"""Deliveries: tried until they arrive, further and further apart, and given up in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.desk.alerts.mail import write_mail
from sayso.desk.alerts.webhook import Refused, post_webhook
from sayso.desk.rules import Rule, Sink, listed
from sayso.errors import SaysoError
from sayso.store.desk_tables import alerts, deliveries

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
Post = Callable[[Rule, Sink, Json], None]
FIRST, LONGEST, MOST = 30, 4 * 3600, 10  # seconds to the second try, at most between two, and how many tries there are
LEASE = 120  # seconds for which a delivery under way is left alone by other programs
PAGE = 100


def deliver(store: Store, *, post: Post | None = None, now: datetime | None = None) -> tuple[int, int, int]:
    """Try the deliveries that are due: how many arrived, how many are to be tried again, how many were given up.

    A receiver that took an alert while we were killed gets it again under the same key (`webhook-id`), by which it can tell.
    """
    sent = failed = 0
    known = {rule.id: rule for rule in listed(store)}
    at = now or datetime.now(UTC)
    while due := _claim(store, at):
        for alert, sink_key, attempts in due:
            held: Json = json.loads(alert.payload)
            rule = known.get(alert.rule_id)
            sink = next((s for s in rule.sinks if s.key == sink_key), None) if rule else None
            if rule is None or sink is None:
                continue  # removed meanwhile
            try:
                (post or _post)(rule, sink, held)
            except Refused as error:
                failed += _missed(
                    store, alert.id, sink_key, attempts, str(error), at, wait=error.wait, last=error.final
                )
            except (SaysoError, OSError) as error:
                failed += _missed(store, alert.id, sink_key, attempts, str(error), at)
            else:
                sent += 1
                _set(store, alert.id, sink_key, state="sent", done_at=_stamp(at), error=None)
    with store.read() as connection:
        waiting = connection.scalar(select(func.count()).where(deliveries.c.state == "waiting")) or 0
    return sent, int(waiting), failed


def _post(rule: Rule, sink: Sink, alert: Json) -> None:
    if sink.kind == "mail":
        write_mail(sink.to, alert)
    else:
        post_webhook(sink, alert, secret=rule.secret or "")


def _claim(store: Store, now: datetime) -> list[tuple[Any, str, int]]:
    """Deliveries that are due, now ours for a while: the next try is put off before the first byte is sent."""
    d = deliveries.c
    until = _stamp(now + timedelta(seconds=LEASE))
    with store.transaction(), store._writing() as connection:
        due = connection.execute(
            select(alerts, d.sink, d.attempts)
            .join(deliveries, d.alert_id == alerts.c.id)
            .where(d.state == "waiting", d.next_at <= _stamp(now))
            .order_by(alerts.c.number, alerts.c.rule_id, d.sink)
            .limit(PAGE)
        ).all()
        for row in due:
            mine = deliveries.update().where(d.alert_id == row.id, d.sink == row.sink)
            connection.execute(mine.values(next_at=until, attempts=row.attempts + 1))
    return [(row, row.sink, row.attempts + 1) for row in due]


def _missed(
    store: Store,
    alert: str,
    sink: str,
    attempts: int,
    why: str,
    now: datetime,
    *,
    wait: float | None = None,
    last: bool = False,
) -> int:
    """Note that a try failed; 1 if it was the last one."""
    if last or attempts >= MOST:
        _set(store, alert, sink, state="failed", error=why, done_at=_stamp(now))
        return 1
    pause = max(min(FIRST * 2 ** (attempts - 1), LONGEST), min(wait or 0, LONGEST))
    _set(store, alert, sink, next_at=_stamp(now + timedelta(seconds=pause)), error=why)
    return 0


def _set(store: Store, alert: str, sink: str, **values: Any) -> None:
    d = deliveries.c
    with store.transaction(), store._writing() as connection:
        connection.execute(deliveries.update().where(d.alert_id == alert, d.sink == sink).values(**values))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
