"""Runs of years, decades and centuries."""

from __future__ import annotations

from sayso.extract.times.context import Context, Time
from sayso.extract.times.find import Found


def years_rule(found: Found, _: Context) -> Time | None:
    years = [w for w in found.inside if w.number is not None]
    first = int(years[0].number or 0)
    last = int(years[1].number or 0)
    if last < 100:
        last += first // 100 * 100
    if not first < last <= 2099:
        return None
    return Time(f"{first}/{last}", "DATE", "explicit", f"{first}-01-01", f"{last}-12-31", "interval")


def decade_rule(found: Found, _: Context) -> Time | None:
    if word := found.one("DECWORD"):
        return Time(word)
    decade = found.one("DECADE") or ""
    if len(decade) == 4 and decade.endswith("00") and int(decade) < 2000:
        return Time(decade[:2])
    if len(decade) == 2:
        if not (found.has("the") or found.one("APOS")) or int(decade) < 20:
            return None
        decade = f"19{decade}"
    elif not 1700 <= int(decade) <= 2090:
        return None
    return Time(decade[:3])


def decade_of_rule(found: Found, _: Context) -> Time | None:
    """`les années 1990`, `les années 90`."""
    year = found.one("YEAR") or f"19{found.one('YY')}"
    return Time(year[:3]) if year.endswith("0") else Time(year)


def turn_rule(found: Found, context: Context) -> Time | None:
    """`the turn of the century`: the year in which the century of the text, or the one named, begins."""
    named = found.one("ORD")
    at = context.published
    if named is None and at is None:
        return None
    first = (int(named) - 1) * 100 if named else (at.year + 50) // 100 * 100 if at else 0
    return Time(f"{first}") if 1000 <= first <= 2100 else None


def century_rule(found: Found, _: Context) -> Time | None:
    ordinal = int(found.one("ORD") or 0)
    if found.after is not None and found.after.low in ("bc", "bce"):
        return Time(f"BC{ordinal - 1:02}") if 1 <= ordinal <= 40 else None
    return Time(f"{ordinal - 1:02}") if 1 <= ordinal <= 22 else None
