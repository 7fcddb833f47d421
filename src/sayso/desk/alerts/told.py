"""What rules have told, and how far each delivery has come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.store.desk_tables import alerts, deliveries

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
COLUMNS = ("id", "rule_name", "change", "headline", "known_at", "verdict_after", "roots_after", "link", "states")


def told(store: Store, rule_id: str | None = None, *, limit: int = 100) -> list[Json]:
    """Alerts, of one rule or of all, the newest first; each with its deliveries."""
    a, d = alerts.c, deliveries.c
    query = select(alerts).order_by(a.made_at.desc(), a.number.desc()).limit(limit)
    if rule_id is not None:
        query = query.where(a.rule_id == rule_id)
    with store.read() as connection:
        found = connection.execute(query).all()
        states: dict[str, list[Json]] = {}
        ways = select(deliveries).where(d.alert_id.in_([row.id for row in found])).order_by(d.sink)
        for way in connection.execute(ways).mappings():
            states.setdefault(way["alert_id"], []).append({k: v for k, v in way.items() if k != "alert_id"})
    return [_told(row, states.get(row.id, [])) for row in found]


def _told(row: Any, ways: list[Json]) -> Json:
    held: Json = json.loads(row.payload)
    states = [f"{way['sink'].partition(':')[0]} {way['state']}" for way in ways]
    return held | {"rule_name": held["rule"]["name"], "made_at": row.made_at, "deliveries": ways, "states": states}
