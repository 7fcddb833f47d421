"""Do two articles tell of one affair? A score from what they share, the same whatever else is in the store."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from sayso.corroborate.index import ANY_DAY, EPOCH
from sayso.corroborate.stories.features import Features, cosine, figure
from sayso.corroborate.stories.words import weight
from sayso.lexicon.tables import table
from sayso.model.ledger import Copy, Pair

WINDOW = 3  # days: 72 hours; an article that comes later needs a stronger tie to reopen the story
LEAST = 0.5  # the score from which two articles are a pair
TIE = 0.7  # and from which they are one beyond the window
UNUSUAL, RARE_NAME = 7.0, 6.0  # weights of words and of the rarer word of a name that are telling when shared
FAR = 3  # days after which what an article says of dates speaks for or against
BEFORE = 3  # days by which an event precedes the article that is first to tell
SHARED = 5  # words named as reasons
COPIED, TOLD = 0.9, 0.6  # how far a full copy, and a shared event, close the gap to certainty

Parts = dict[str, float]


def parts(a: Features, b: Features) -> Parts:
    """What speaks for and against one affair, in any order of the two; those that begin with `gap_` grow with the time between."""
    first, later = (a, b) if (a.day, a.id) <= (b.day, b.id) else (b, a)
    gap = math.log1p(gap_days(a, b))
    far = gap > math.log1p(FAR)
    found = {**_words(a, b), **_numbers(a, b), **_days(first, later, far=far)}
    for name in ("unusual", "names_rare", "terms", "amount", "same_days", "ages"):
        found[f"gap_{name}"] = gap * found[name]
    return {**found, "gap": gap, "far": float(far)}


def gap_days(a: Features, b: Features) -> int:
    """Days between two articles; none where one has no day."""
    return 0 if ANY_DAY in (a.day, b.day) else abs(a.day - b.day)


def _words(a: Features, b: Features) -> Parts:
    one, other = cosine(a.title, b.terms), cosine(b.title, a.terms)
    unusual = rare = 0
    named = 0.0
    names = b.names
    for name in a.names:
        if name in names:
            left, _, right = name.partition(" ")
            if right:
                weights = weight(left), weight(right)
                named += sum(weights)
                rare += max(weights) >= RARE_NAME
            else:
                unusual += weight(left) >= UNUSUAL
    terms, amount = b.terms, 0.0
    for term in a.terms:
        if term in terms:
            amount += weight(term)
    return {
        "terms": cosine(a.terms, b.terms),
        "names": cosine(a.names, b.names),
        "lead": cosine(a.lead, b.lead),
        "titles": cosine(a.title, b.title),
        "title_most": max(one, other),
        "title_least": min(one, other),
        "amount": math.log1p(amount),
        "names_amount": math.log1p(named),
        "names_rare": math.log1p(rare),
        "unusual": math.log1p(unusual),
        "length": math.log1p(min(len(a.terms), len(b.terms))),
        "titled": float(bool(a.title and b.title)),
    }


def _numbers(a: Features, b: Features) -> Parts:
    agree = differ = figures = 0
    for unit, numbers in a.numbers.items():
        if others := b.numbers.get(unit):
            same = numbers & others
            agree += bool(same)
            differ += not same
            figures += sum(map(figure, same))
    ages = len(a.ages & b.ages)
    return {
        "agree": min(agree, 4),
        "differ": min(differ, 4),
        "figures": min(figures, 2),
        "ages": min(ages, 3),
        "other_ages": float(not ages and bool(a.ages) and bool(b.ages)),
    }


def _days(first: Features, later: Features, *, far: bool) -> Parts:
    days, others = first.weekdays | first.dates, later.weekdays | later.dates
    same = not days.isdisjoint(others)
    dated = ANY_DAY not in (first.day, later.day) and first.day < later.day
    named = dated and any(first.day - BEFORE <= day <= first.day for day in later.dates)
    month = False
    if dated and later.months:
        day = EPOCH + timedelta(days=first.day)
        month = day.year * 12 + day.month in later.months
    return {
        "same_days": float(same),
        "other_days": float(not same and bool(days) and bool(others)),
        "names_day": float(named),
        "names_other_day": float(far and bool(later.dates) and not named and first.dates.isdisjoint(later.dates)),
        "names_month": float(month),
    }


@cache
def fitted() -> Mapping[str, float]:
    """The weight of each part, and of `base`."""
    return {
        row["part"]: float(row["weight"]) for row in table("story_pair", language=None, package="sayso.corroborate")
    }


def score(a: Features, b: Features) -> float:
    """How sure it is that two articles tell of one affair, 0 to 1."""
    weights = fitted()
    total = weights["base"] + sum(weights[name] * value for name, value in parts(a, b).items())
    return 1 / (1 + math.exp(-total)) if total > -700 else 0.0


def story_pair(
    a: Features, b: Features, *, window: int | None = WINDOW, copy: Copy | None = None, shared_events: int = 0
) -> Pair | None:
    """The two articles as a pair of one affair, with what they share in words; None where too little does.

    A copy and events that both tell make it surer. More than `window` days apart (None: any) the tie must be stronger.
    """
    found = score(a, b)
    if copy:
        found += (1 - found) * COPIED * min(copy.share, 1.0)
    found += (1 - found) * (1 - (1 - TOLD) ** shared_events)
    if found < (TIE if window is not None and gap_days(a, b) > window else LEAST):
        return None
    one, other = (a, b) if a.id < b.id else (b, a)
    shared = sorted((k for k in one.terms if k in other.terms), key=lambda k: (-one.terms[k] * other.terms[k], k))
    return Pair(a=one.id, b=other.id, score=round(found, 6), why=tuple(shared[:SHARED]))
