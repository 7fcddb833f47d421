"""When a claim's event happened, as an interval of days, and whether two claims can tell of one day."""

from __future__ import annotations

from typing import NamedTuple

from sayso.corroborate.index import ANY_DAY, day_number
from sayso.model.ledger import ClaimRecord, Report

FRESH = 3  # news without a date tells of the last few days
STALE = 10  # days after which undated news is not held to tell of a dated event
APART = 7  # days between two undated reports of one event
WEEK = 7
_WEAK = frozenset({None, "publication", "document"})
_LONG_AGO = 400  # days of an open interval: all that may be meant by "before May"
_EXACT = frozenset({"explicit", "weekday"})


class Days(NamedTuple):
    """Days since 1970, both inclusive. `firm`: the text dates the event; else it is the day of publication."""

    first: int
    last: int
    firm: bool
    exact: bool  # a day that the text names, so that the next day is another one

    @property
    def width(self) -> int:
        return self.last - self.first + 1


def days_of(claim: ClaimRecord, report: Report) -> Days:
    """When the claim's event happened, as far as the claim tells; `ANY_DAY` twice where neither it nor its article is dated."""
    if claim.how in _WEAK or not (claim.earliest or claim.latest):
        own = day_number(claim.earliest or claim.latest or report.day)
        return Days(own, own, False, False)
    first, last = day_number(claim.earliest), day_number(claim.latest)
    if first == ANY_DAY:
        first = last - _LONG_AGO
    if last == ANY_DAY:
        last = max(first, day_number(report.day))
    return Days(first, max(first, last), True, first == last and claim.how in _EXACT)


def before(days: Days) -> Days:
    """The days of an event that a claim denies or takes back: "denied on Friday" may date the denial alone."""
    return Days(days.first - WEEK, days.last, True, False) if days.firm and days.first != ANY_DAY else days


def compare_days(a: Days, b: Days) -> tuple[float, bool]:
    """Points for the same time, and whether the two times exclude each other."""
    if ANY_DAY in (a.first, b.first):
        return 0.0, False
    if a.firm and b.firm:
        return _firm(a, b)
    if a.firm or b.firm:
        dated, told = (a, b) if a.firm else (b, a)
        gap = told.first - dated.last
        if dated.first > told.first:
            return 0.0, True  # an event that had not happened yet when the other report came out
        if gap > STALE:
            return 0.0, True
        return (0.3 if dated.width <= WEEK else 0.1) if gap <= FRESH else -0.1 * (gap - FRESH), False
    gap = abs(a.first - b.first)
    if gap > APART:
        return 0.0, True
    return (0.3, 0.3, 0.2, 0.0)[gap] if gap <= FRESH else -0.15 * (gap - FRESH), False


def _firm(a: Days, b: Days) -> tuple[float, bool]:
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap > 1 or (gap == 1 and (a.exact and b.exact)):
        return 0.0, True
    if gap == 1:
        return -0.4, False  # "overnight" and "on Tuesday", or the clocks of two places
    width = max(a.width, b.width)
    return (0.9 if width <= 1 else 0.7 if width <= 2 else 0.4 if width <= WEEK else 0.2 if width <= 31 else 0.05), False
