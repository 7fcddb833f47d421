"""What an alert says: one object, the same for every sink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.model.ledger import clock
from sayso.wording.events import counted, day_of, titled, weight, where
from sayso.wording.words import label

if TYPE_CHECKING:
    from sayso.desk.rules import Rule

Json = dict[str, Any]
SCHEMA = "sayso-alert/1"


def payload(rule: Rule, own: str, kind: str, row: Any, event: Json, base: str) -> Json:
    """The alert as an object of `sayso-alert/1`. `id` is its key: whoever gets it twice can tell."""
    return {
        "schema": SCHEMA,
        "id": own,
        "rule": {"id": rule.id, "name": rule.name},
        "change": kind,
        "number": row.number,
        "headline": headline(kind, event),
        "says": says(kind, row, event),
        "known_at": row.logged_at,
        "published": row.published or None,
        "article": row.article_id,
        "verdict_before": row.verdict_before,
        "verdict_after": row.verdict_after,
        "roots_before": row.roots_before,
        "roots_after": row.roots_after,
        "why": row.why or None,
        "link": f"{base.rstrip('/')}/event/{event['id'].partition(':')[2]}",
        "event": {
            **{
                name: event[name] for name in ("id", "title", "type", "mode", "place", "when", "verdict", "verdict_why")
            },
            **{name: event[name] for name in ("reports", "independent_roots", "roots", "first_at", "last_at", "story")},
            "participants": [{key: p[key] for key in ("role", "id", "name", "country")} for p in event["participants"]],
            "grade": f"{event['grade']['reliability']}{event['grade']['credibility']}",
        },
    }


def headline(kind: str, event: Json) -> str:
    """`Confirmed: Norland navy shelled Port Amber (3 reports / 2 roots)`."""
    return f"{label('change', kind).capitalize()}: {titled(event)} ({weight(event)})"


def says(kind: str, row: Any, event: Json) -> str:
    """What became known, in a sentence or two."""
    at = clock(row.published or row.seen)
    if row.change == "withdrawn" and row.nth < 0:  # by a reviewer: its reason says what
        return f"{row.why} ({at})"
    how = {
        "new": f"first told {clock(event['first_at'])}",
        "confirmed": f"a second independent root came at {at}",
        "disputed": f"in dispute since {at}",
        "withdrawn": f"taken back at {at}",
        "changed": f"changed at {at}",
    }[kind]
    roots = f"{counted(row.roots_before, 'root')} before, {row.roots_after} now" if row.roots_before else ""
    place = " ".join(filter(None, (day_of(event), where(event["place"]))))
    return "; ".join(filter(None, (how, roots, row.why, place)))
