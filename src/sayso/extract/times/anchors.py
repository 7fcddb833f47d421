"""Times that hang on an event: `just before the offensive`, `hours after the attack`, `during the talks`."""

from __future__ import annotations

import bisect
import re
from datetime import date
from functools import cache

from sayso.extract.times import calendar as cal
from sayso.extract.times.dated import FINE, Days, dated_acts, day_of, event_nouns
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Span, TimeMention, Token

LENGTH = re.compile(r"P(\d+)([DWMY])")
Extent = tuple[str | None, str | None, str]  # first day, last day, granularity
CLAUSE = ("nsubj", "nsubjpass")  # whose subject begins what follows: `after the attack they fled`
REACH = 6  # tokens from the preposition to its noun


@cache
def _nearby() -> frozenset[str]:
    return frozenset(row["word"] for row in table("times_nearby"))


def _written(word: str) -> tuple[str, str, str]:
    return word, word.capitalize(), word.upper()


@cache
def _bounds() -> dict[str, str]:
    """What each word says, by the word as it may be written: most tokens are no such word, and one look must do."""
    return {form: row["kind"] for row in table("times_bounds") for form in _written(row["word"])}


def anchored(parsed: ParsedDocument, times: list[TimeMention], published: date | None) -> list[TimeMention]:
    """The mentions with those added that hang on an event; a length right before such a phrase becomes part of it."""
    found = []
    bounds, dated = _bounds(), dated_acts(parsed, times)
    starts = [t.span.start for t in times]
    swallowed: set[int] = set()
    for token in parsed.tokens:
        kind = bounds.get(token.text)
        noun = _noun(parsed, token) if kind is not None else None
        if kind is None or noun is None or _in_time(noun, times, starts):
            continue
        k = bisect.bisect_left(starts, token.end)
        length = times[k - 1] if k else None
        if length is None or length.timex != "DURATION" or length.span.end < token.start - 1:
            length = None
        else:
            swallowed.add(k - 1)
        anchor = _phrase(parsed, noun, token)
        span = Span(length.span.start if length else _begin(parsed, token), max(anchor.end, token.end))
        inner = next((t for t in times[k : k + 1] if t.span.start < anchor.end and t.timex in ("DATE", "TIME")), None)
        day = _day_known(noun, token, inner, length, dated)
        if day is not None:
            low, high, grain = _around(kind, day, length.value if length else None, published)
        else:
            low, high, grain = _bounded(kind, inner, published)
        found.append(_mention(parsed, span, anchor, (low, high, grain), known=day is not None))
    kept = [t for k, t in enumerate(times) if k not in swallowed]
    return sorted([*kept, *found], key=lambda t: (t.span.start, t.span.end))


def _day_known(
    noun: Token, prep: Token, inner: TimeMention | None, length: TimeMention | None, dated: Days
) -> date | None:
    """The day of an event: told before, or right beside it where a length counts from it, `two days after the attack on 3 April`."""
    if inner is None:
        return day_of(noun, prep.index, dated)
    counted = length is not None and LENGTH.fullmatch(length.value) and inner.granularity in FINE
    return date.fromisoformat(inner.earliest) if counted and inner.earliest else None


def _begin(parsed: ParsedDocument, token: Token) -> int:
    """Where a phrase begins that `token` binds to an event: `shortly before`."""
    first = token.index
    while first and parsed.tokens[first - 1].text.lower() in _nearby():
        first -= 1
    return parsed.tokens[first].start


def _in_time(noun: Token, times: list[TimeMention], starts: list[int]) -> bool:
    k = bisect.bisect_right(starts, noun.start) - 1
    return k >= 0 and noun.start < times[k].span.end and noun.pos == "PROPN"


def _around(kind: str, day: date, length: str | None, published: date | None) -> Extent:
    """`two days after the attack`, where the text has dated the attack."""
    if length is not None and kind in ("before", "after") and (m := LENGTH.fullmatch(length)):
        moved = cal.shift(day, int(m[1]) * (1 if kind == "after" else -1), m[2])
        return moved.isoformat(), moved.isoformat(), "day"
    if kind in ("before", "until"):
        return None, day.isoformat(), "open"
    if kind == "during":
        return day.isoformat(), day.isoformat(), "day"
    return day.isoformat(), published.isoformat() if published else None, "interval" if published else "open"


def _noun(parsed: ParsedDocument, prep: Token) -> Token | None:
    """The event noun that a preposition governs, if one comes before any verb."""
    for token in parsed.tokens[prep.index + 1 : prep.index + 1 + REACH]:
        if token.sentence != prep.sentence or token.pos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            if token.tag == "VBG" and token.lemma in event_nouns():
                return token
            return None
        if token.pos in ("NOUN", "PROPN"):
            follows = parsed.tokens[token.index + 1] if token.index + 1 < len(parsed.tokens) else None
            if follows is not None and follows.pos in ("NOUN", "PROPN") and follows.sentence == token.sentence:
                continue
            return token if token.lemma.lower() in event_nouns() else None
    return None


def _phrase(parsed: ParsedDocument, noun: Token, prep: Token) -> Span:
    below = [parsed.tokens[i] for i in parsed.subtree(noun.index) if i > prep.index and i <= noun.index + 12]
    kept = [t for t in below if t.sentence == prep.sentence]
    stop = next(
        (
            t.index
            for t in kept
            if t.index > noun.index
            and (t.pos in ("VERB", "AUX") or t.text == "," or t.tag.startswith("W") or t.dep in CLAUSE)
        ),
        None,
    )
    kept = [t for t in kept if stop is None or t.index < stop] or [noun]
    return Span(min(kept[0].start, noun.start), max(kept[-1].end, noun.end))


def _bounded(kind: str, inner: TimeMention | None, published: date | None) -> Extent:
    """What the day of speech, and a date inside the phrase, leave open."""
    low, high = None, published.isoformat() if published else None
    if inner is not None and inner.earliest and inner.latest:
        low, high = {
            "before": (None, inner.earliest),
            "until": (None, inner.latest),
            "during": (inner.earliest, inner.latest),
        }.get(kind, (inner.earliest, high))
    return low, high, "open" if low is None or high is None else "interval"


def _mention(parsed: ParsedDocument, span: Span, anchor: Span, extent: Extent, *, known: bool) -> TimeMention:
    low, high, grain = extent
    return TimeMention(
        span=span,
        text=span.of(parsed.text),
        timex="DATE",
        value=low if low and grain == "day" else "PAST_REF",
        earliest=low,
        latest=high,
        granularity=grain,
        how="anchored" if known else "bounded",
        anchor=anchor,
    )
