"""Points in time as people write them in a question."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sayso.errors import InputError

_AGO = re.compile(  # five digits stay within the calendar
    r"(\d{1,5})\s*(h|d|w|hours?|days?|weeks?)(?: ago)?"
)
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def moment(text: str, *, now: datetime | None = None) -> str:
    """ISO 8601, without a zone since it is UTC and is compared as text, of `2026-03-12`, `2026-03-12T09:30`, `today`, `yesterday`, `24h`, `7d` or `2w` (ago)."""
    told = text.strip().lower()
    now = (now or datetime.now(UTC)).astimezone(UTC)
    if told in ("today", "yesterday"):
        return (now - timedelta(days=told == "yesterday")).date().isoformat()
    if told == "now":
        return _written(now)
    if found := _AGO.fullmatch(told):
        return _written(now - timedelta(**{_UNITS[found[2][0]]: int(found[1])}))
    try:
        day = datetime.fromisoformat(text.strip())
    except ValueError:
        raise _refused(text) from None
    if len(text.strip()) <= 10:
        return day.date().isoformat()
    return _written(day.astimezone(UTC) if day.tzinfo else day.replace(tzinfo=UTC))


def _written(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="seconds")


def _refused(text: str) -> InputError:
    return InputError(
        f"{text!r} is no point in time; write 2026-03-12, 2026-03-12T09:30, yesterday, 24h or 7d",
        code="usage",
        value=text,
    )
