"""An alert as lines of plain text."""

from __future__ import annotations

from typing import Any

from sayso.model.ledger import clock
from sayso.wording.events import counted, where
from sayso.wording.words import label, safe

Json = dict[str, Any]


def plain(text: str) -> str:
    """One line without anything that could steer a terminal or a header."""
    return " ".join(safe(text).split())


def lines(alert: Json) -> list[str]:
    """What an e-mail or a feed entry says."""
    event = alert["event"]
    verdict = event["verdict"]
    told = [
        alert["headline"],
        "",
        f"What became known: {alert['says']}",
        f"Verdict: {verdict} ({label('verdict', verdict)}); {event['verdict_why'] or ''}".rstrip("; "),
        f"Reports and roots: {counted(event['reports'], 'report')} / {counted(event['independent_roots'], 'root')}",
        f"Roots: {', '.join(event['roots']) or 'nobody named'}",
        f"Where: {where(event['place'])}" if event["place"] else "",
        f"First told: {clock(event['first_at'])}; last told: {clock(event['last_at'])}",
        f"Known to this store since {clock(alert['known_at'])}",
        "",
        f"The event with its chain: {alert['link']}",
        f"Rule: {alert['rule']['name']}; key of this alert: {alert['id']}",
    ]
    return [plain(line) for n, line in enumerate(told) if line or n in (1, 9)]
