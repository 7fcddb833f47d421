"""Times of a plain text in any language that has tables: what the tagger of English uses, open to other languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sayso.errors import InputError
from sayso.extract.times.context import Context, Time
from sayso.extract.times.find import find
from sayso.extract.times.resolve import resolve, span_of
from sayso.model import Span, TimeMention

CLOCKED = re.compile(r"[\dX-]{10}T\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
BETWEEN = re.compile(r"[\s,()]*(?:on\s+)?")
LANGUAGES = ("ar", "en", "fr")


def tag_text(text: str, language: str, anchor: date | None = None) -> tuple[TimeMention, ...]:
    """Time expressions of an unparsed text in text order, told from the day `anchor`; without a parse nothing looks ahead."""
    if language not in LANGUAGES:
        raise InputError(f"no time words of {language!r}; use {', '.join(LANGUAGES)}", code="language", value=language)
    return tuple(mentions(text, {}, Context(None, anchor), language))


def mentions(text: str, tags: Mapping[int, str], context: Context, language: str = "en") -> list[TimeMention]:
    """Time expressions as they stand, nothing joined; `context` learns what was spoken of."""
    times = []
    for found in find(text, tags, language):
        time = resolve(found, context)
        if time is not None:
            times.append(_mention(text, span_of(found), time))
    return _on_their_day(text, times)


def _on_their_day(text: str, times: list[TimeMention]) -> list[TimeMention]:
    """Hours with the day told right after them: `at 10:30 GMT (0530) on Tuesday`."""
    for k in range(len(times) - 2, -1, -1):
        hour, day = times[k], times[k + 1]
        if not (CLOCKED.fullmatch(hour.value) and hour.how in ("relative", "anchored") and DAY.match(day.value)):
            continue
        if BETWEEN.fullmatch(text[hour.span.end : day.span.start]) and day.value[:10] != hour.value[:10]:
            times[k] = replace(
                hour, value=f"{day.value[:10]}{hour.value[10:]}", earliest=day.earliest, latest=day.latest, how=day.how
            )
    return times


def _mention(text: str, span: Span, time: Time) -> TimeMention:
    return TimeMention(
        span=span,
        text=span.of(text),
        timex=time.timex,
        value=time.value,
        earliest=time.earliest,
        latest=time.latest,
        granularity=time.granularity,
        how=time.how,
        parts=time.parts,
    )
