"""Dates of feeds -> ISO 8601; what cannot be read, or cannot be true, is kept as it was given, with a note."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

MOST_FUTURE = timedelta(days=1)
FIRST_YEAR = 1990  # before there were feeds; zero dates of programs (1970, 1899) fall below it

_ISO = re.compile(
    r"(\d{4})-?(\d\d)(?:-?(\d\d))?(?:[T ,]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?", re.I
)  # fmt: skip
_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([^\W\d]+)\.?,?[\s-]+(\d{4}|\d{2})(?:[,\s]+(?:at\s+)?"
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?)?\s*\(?([A-Z]{1,5}|[+-]\d\d?:?\d\d)?\)?.{0,20}",
    re.I,
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:(\d{1,2}):(\d\d)(?::(\d\d))?\s*([A-Z]{1,5})?\s+)?"
    r"(\d{4})(?:[,\s]+(?:at\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*([ap]\.?m\.?)?)?\s*([A-Z]{1,5}|[+-]\d\d:?\d\d)?.{0,20}",
    re.I,
)
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "CET": 60, "MET": 60, "WEST": 60, "CEST": 120, "MEST": 120,
    "EET": 120, "SAST": 120, "CAT": 120, "EEST": 180, "MSK": 180, "EAT": 180, "AST": -240, "EST": -300, "EDT": -240,
    "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "PKT": 300, "WIB": 420, "SGT": 480,
    "HKT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
# Months of the languages that feeds give dates in, by the letters that tell them apart.
_MONTHS = (
    ("jan", "ene", "gen", "янв", "oca", "يناير", "كانون"), ("feb", "fév", "fev", "фев", "şub", "فبراير"),
    ("mar", "mär", "mrt", "maa", "мар", "مارس"), ("apr", "avr", "abr", "апр", "nis", "أبريل", "ابريل"),
    ("may", "mai", "mei", "mag", "май", "мая", "مايو"), ("jun", "juin", "giu", "июн", "haz", "يونيو"),
    ("jul", "juil", "lug", "июл", "tem", "يوليو"), ("aug", "aoû", "aou", "ago", "авг", "ağu", "أغسطس", "اغسطس"),
    ("sep", "set", "сен", "eyl", "سبتمبر"), ("oct", "okt", "out", "ott", "окт", "eki", "أكتوبر", "اكتوبر"),
    ("nov", "ноя", "kas", "نوفمبر"), ("dec", "déc", "dez", "dic", "дек", "ara", "ديسمبر"),
)  # fmt: skip


def read_date(text: str | None) -> str | None:
    """The day or time in ISO 8601: a time in UTC where the zone is told, without a zone where it is not."""
    text = " ".join((text or "")[:120].split())
    if not text:
        return None
    try:
        return _iso(text) or _epoch(text) or _words(text)
    except (ValueError, OverflowError):
        return None


def doubt(date: str, now: datetime) -> str | None:
    """Why a date can hardly be true, or None."""
    try:
        when = datetime.fromisoformat(date)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    if when > now + MOST_FUTURE:
        return f"the date {date} lies in the future"
    if when.year < FIRST_YEAR:
        return f"the date {date} is older than feeds are"
    return None


def _iso(text: str) -> str | None:
    m = _ISO.match(text)
    if m is None or (m.end() < len(text) and text[m.end()].isdigit()):
        return None
    year, month = int(m[1]), int(m[2])
    if m[3] is None:
        return f"{datetime(year, month, 1, tzinfo=UTC):%Y-%m}" if m[0] == text else None
    day = datetime(year, month, int(m[3]), tzinfo=UTC)
    if m[4] is None:
        return day.date().isoformat()
    return _time(day, int(m[4]), int(m[5]), int(m[6] or 0), m[7])


def _epoch(text: str) -> str | None:
    """Seconds, or thousandths, since 1970."""
    if not (text.isascii() and text.isdigit() and len(text) in (10, 13)):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")


def _words(text: str) -> str | None:
    """`Mon, 02 Mar 2026 06:01:00 GMT`, `2 mars 2026`, `March 2, 2026 6:01 pm`, `Mon Mar 2 06:01:00 UTC 2026`."""
    if m := _WORDS.fullmatch(text):
        day, name, year, hour, minute, second, half, zone = m.groups()
    elif m := _MONTH_FIRST.fullmatch(text):
        name, day, hour, minute, second, zone, year = m.groups()[:7]
        half = None
        if hour is None:
            hour, minute, second, half, zone = m.groups()[7:]
    else:
        return None
    month = _month(name)
    if month is None:
        return None
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    date = datetime(full, month, int(day), tzinfo=UTC)
    if hour is None:
        return date.date().isoformat()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return _time(date, hours, int(minute), int(second or 0), zone)


def _month(name: str) -> int | None:
    low = name.casefold()
    return next((n for n, starts in enumerate(_MONTHS, 1) if low.startswith(starts)), None)


def _time(day: datetime, hour: int, minute: int, second: int, zone: str | None) -> str:
    if hour == 24 and minute == second == 0:
        day, hour = day + timedelta(days=1), 0
    when = day.replace(hour=hour, minute=minute, second=min(second, 59))
    offset = _offset(zone)
    if offset is None:
        return when.replace(tzinfo=None).isoformat()
    return when.replace(tzinfo=timezone(offset)).astimezone(UTC).isoformat().replace("+00:00", "Z")


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0") if len(zone) > 3 else zone[1:] + "00"
        digits = digits.rjust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:4])
        return timedelta(minutes=-minutes if zone[0] == "-" else minutes) if minutes < 24 * 60 else None
    minutes_known = _ZONES.get(zone.upper())
    return None if minutes_known is None else timedelta(minutes=minutes_known)
