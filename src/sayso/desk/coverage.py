"""What is watched, and where it is blind: feeds that fail or are silent, and times in which nobody looked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk.feeds import DAY, HEALTH, feed_rows, gaps, queued, span
from sayso.model.ledger import clock
from sayso.store.watch_tables import watchers

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
ALIVE = 90.0  # seconds after its last sign of life from which on a watcher is held for dead


def coverage(store: Store, *, now: datetime | None = None) -> Json:
    """How many feeds there are, those that are silent or failing each with `words`, the watcher, the queue, and the gaps of the
    last two days. `says` is one sentence for a page that has room for no more; None where nothing is watched at all."""
    now = now or datetime.now(UTC)
    rows = feed_rows(store, now=now)
    counts = {name: sum(row["health"] == name for row in rows) for name in HEALTH}
    since = (now - timedelta(seconds=2 * DAY)).isoformat()
    return {
        "feeds": len(rows),
        "health": counts,
        "silent": [_named(row) for row in rows if row["health"] == "silent"],
        "failing": [_named(row) for row in rows if row["health"] in ("failing", "late") or _gone(row)],
        "watcher": watcher(store, now=now),
        "queue": queued(store),
        "gaps": [gap | {"words": _gap_words(gap)} for gap in gaps(store, limit=20) if gap["to_at"] >= since],
        "says": _says(len(rows), counts) if rows else None,
    }


def _named(row: Json) -> Json:
    about = ("id", "url", "health", "code", "silent_hours", "usual_a_day", "last_item_at")
    return {"title": row["title"] or row["url"], "words": row["says"], **{name: row[name] for name in about}}


def _gone(row: Json) -> bool:
    """Paused by us and not by a person: its publisher says that it is gone."""
    return row["health"] == "paused" and bool(row["code"])


def _gap_words(gap: Json) -> str:
    whose = f"{gap['title'] or gap['url']}: " if gap["feed_id"] else ""
    return f"{whose}{gap['message'].partition(':')[0]}, {clock(gap['from_at'])} to {clock(gap['to_at'])}"


def watcher(store: Store, *, now: datetime | None = None) -> Json:
    """Who watches: `state` is watching, stopped, died or never; `says` tells it in words."""
    now = now or datetime.now(UTC)
    with store.read() as connection:
        row = connection.execute(select(watchers)).mappings().first()
    if row is None:
        return {
            "state": "never",
            "says": "Nobody has watched yet; start with: sayso watch.",
            "since": None,
            "beat_at": None,
        }
    quiet = (now - datetime.fromisoformat(row["beat_at"])).total_seconds()
    if row["ended_at"]:
        state, told = "stopped", f"Nobody is watching since {clock(row['ended_at'])}."
    elif abs(quiet) > ALIVE:
        state, told = "died", f"The watcher gave no sign of life for {span(quiet)}; start it again with: sayso watch."
    else:
        state, told = "watching", f"Watching since {clock(row['started_at'])}."
    return {
        "state": state, "says": told, "since": row["started_at"], "beat_at": row["beat_at"], "host": row["host"],
        "pid": row["pid"], "run": row["run_id"],
    }  # fmt: skip


def _says(total: int, counts: dict[str, int]) -> str:
    parts = [f"{counts[name]} {name}" for name in ("failing", "silent", "late", "paused") if counts[name]]
    return f"{total} feed{'s' * (total != 1)} watched: {', '.join(parts) if parts else 'all well'}"
