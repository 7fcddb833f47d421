"""Events in words: title, the two counters, day, place, what changed."""

from __future__ import annotations

from typing import Any

from sayso.wording.times import shortly

Json = dict[str, Any]
SHORT = 10  # digits of an id that people are shown; --id takes them


def titled(row: Json) -> str:
    """The title of an event; of one that is only denied it says so, since the title alone would affirm it."""
    return f"{row['title'] or row['type']}{' (denied)' if deniers(row) else ''}"


def weight(row: Json) -> str:
    """`14 reports / 2 roots`: the two counters that always stand together, with what stands against them."""
    told = f"{counted(row['reports'], 'report')} / {counted(row['independent_roots'], 'root')}"
    against = [root for root in row.get("root_details", ()) if root["counted"] and root["denies"]]
    if row.get("verdict") == "withdrawn":
        return f"{told}, none affirms it"
    return (
        f"{told}, {len(against)} {'denies' if len(against) == 1 else 'deny'}" if against and not deniers(row) else told
    )


def deniers(row: Json) -> list[str]:
    """Who denies an event that nobody affirms; nobody where somebody does."""
    roots = [root for root in row["root_details"] if root["counted"]]
    only = row["verdict"] == "disputed" and all(root["denies"] for root in roots)
    return list(dict.fromkeys(root["name"] for root in roots)) if only else []


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 root`, `2 roots`; `2 stories` where the plural is given."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def day_of(row: Json) -> str:
    """The day of the event; where nothing tells it, the day of the first report."""
    when = row["when"] or {}
    first, last = (when.get("earliest") or "")[:10], (when.get("latest") or "")[:10]
    if first and last:
        return days(first, last)
    return first or (f"by {last}" if last else f"told {(row['first_at'] or '')[:10]}")


def days(first: str, last: str) -> str:
    """`2026-03-12`, `2026-03`, `2026`, `2026-03-12..14`, `2026-03-12..04-01`, `2026-12-30..2027-01-02`."""
    if first == last:
        return first
    if whole := shortly(first, last):
        return whole
    same = 8 if first[:7] == last[:7] else 5 if first[:4] == last[:4] else 0
    return f"{first}..{last[same:]}"


def where(place: Json | None) -> str:
    """`Port Amber, EGY`."""
    return ", ".join(filter(None, (place["name"], place["country"]))) if place else ""


def short(own: str) -> str:
    """The part of an id that people type."""
    return own.partition(":")[2][:SHORT]


def moved(change: Json) -> str:
    """From which verdict to which, on how many roots: `relayed > corroborated, 1 > 2 roots`."""
    before, after, old, new = (change[name] for name in ("before", "after", "roots_before", "roots_after"))
    verdict = after if before in (None, after) else f"{before} > {after}"
    roots = counted(new, "root") if before is None or old == new else f"{old} > {counted(new, 'root')}"
    return f"{verdict}, {roots}"
