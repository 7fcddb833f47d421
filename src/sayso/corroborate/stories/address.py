"""What an article's web address tells of it: words, the outlet's host, and a day on which it was there already."""

from __future__ import annotations

import re
from datetime import date

from sayso.corroborate.index import ANY_DAY, EPOCH
from sayso.corroborate.stories.scan import look

READ = 400  # characters of an address

_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){2,}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_COPIED = re.compile(r"/web/(\d{4})(\d\d)(\d\d)\d{6}(?!\d)")  # when an archive made its copy
_DAY = re.compile(r"(?<!\d)(199\d|20\d\d)(/?)(\d\d)\2(\d\d)(?!\d)")  # 2016/06/12, 20160612
_LOOSE = re.compile(r"/(199\d|20\d\d)([/-])([a-z]{3}|\d\d?)\2(\d\d?)(?!\w)")  # /2016/jun/12, /2016-6-12


def words(url: str | None) -> str:
    """The words of the piece of an address that reads most like a headline."""
    slug = max(_SLUG.findall(_read(url)), key=lambda s: s.count("-") + s.count("_"), default="")
    return " ".join(w for w in re.split("[-_]", slug) if w.isalpha() or (w.isdigit() and len(w) < 4))


def host(url: str | None) -> str:
    """The host of an address; of an archive's copy, the host of what was copied."""
    return next((h for h in _HOST.findall(_read(url)) if "archive" not in h), "")


def day_told(url: str | None) -> int:
    """The earliest day since 1970 that an address names, its article's or that of an archive's copy; `ANY_DAY` if none."""
    read = _read(url)
    days = []
    if copied := _COPIED.search(read):
        days.append(_day(*copied.groups()))
        read = read[copied.end() :]
    if found := _DAY.search(read) or _LOOSE.search(read):
        days.append(_day(found[1], found[3], found[4]))
    return min((day for day in days if day != ANY_DAY), default=ANY_DAY)


def _read(url: str | None) -> str:
    return (url or "").split("?")[0][:READ]


def _day(year: str, month: str, day: str) -> int:
    try:
        return (date(int(year), int(month) if month.isdigit() else look(month).month, int(day)) - EPOCH).days
    except ValueError:
        return ANY_DAY
