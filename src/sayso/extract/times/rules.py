"""Tags times in news by rules: patterns over word classes, resolved from the publication date and what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from sayso.extract.times.anchors import anchored
from sayso.extract.times.context import Context, Time
from sayso.extract.times.find import find
from sayso.extract.times.join import join
from sayso.extract.times.resolve import resolve, span_of
from sayso.extract.times.words import words_of
from sayso.lexicon.tables import table
from sayso.model import Document, ParsedDocument, Span, TimeMention


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["outlet"]) for row in table("times_monthfirst")), re.IGNORECASE)


class RulesTagger:
    """Every time expression of a text. With `plain`, bare TIMEX3 expressions: nothing joined, no times that hang on events."""

    name = "rules"
    version = "1"

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain

    def tag(self, parsed: Sequence[ParsedDocument]) -> list[tuple[TimeMention, ...]]:
        """Mentions of each document in text order; without any date to go by, relative ones carry no dates."""
        return [self._tag(one) for one in parsed]

    def _tag(self, parsed: ParsedDocument) -> tuple[TimeMention, ...]:
        document = parsed.document
        context = Context(parsed, document.published or _dateline_day(parsed), _american(document))
        times = []
        for found in find(words_of(parsed)):
            time = resolve(found, context)
            if time is not None:
                span = span_of(found)
                times.append(_mention(parsed, span.start, span.end, time))
        if not self.plain:
            times = anchored(parsed, join(parsed.text, times))
        return tuple(times)


def _mention(parsed: ParsedDocument, start: int, end: int, time: Time) -> TimeMention:
    span = Span(start, end)
    return TimeMention(
        span=span,
        text=span.of(parsed.text),
        timex=time.timex,
        value=time.value,
        earliest=time.earliest,
        latest=time.latest,
        granularity=time.granularity,
        how=time.how,
        parts=time.parts,
    )


def _american(document: Document) -> bool:
    return bool(_month_first().search(document.article.outlet or ""))


MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DATELINE_DAY = re.compile(
    r"\b(?:(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?|([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})),?\s+(\d{4}|\d{2})\b"
)


def _dateline_day(parsed: ParsedDocument) -> date | None:
    """The day in a dateline that names the year: "SAN SALVADOR, 3 JAN 90"."""
    m = DATELINE_DAY.search(parsed.document.dateline or "")
    if not m or (m[2] or m[3]).lower() not in MONTHS:
        return None
    year = int(m[5]) if len(m[5]) == 4 else int(m[5]) + (1900 if int(m[5]) > 50 else 2000)
    try:
        return date(year, MONTHS.index((m[2] or m[3]).lower()) + 1, int(m[1] or m[4]))
    except ValueError:
        return None
