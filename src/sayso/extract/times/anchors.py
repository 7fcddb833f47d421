"""Times that hang on an event: `just before the offensive`, `hours after the attack`, `during the talks`."""

from __future__ import annotations

import bisect
from functools import cache

from sayso.lexicon.tables import table
from sayso.model import ParsedDocument, Span, TimeMention, Token

REACH = 6  # tokens from the preposition to its noun


@cache
def _nearby() -> frozenset[str]:
    return frozenset(row["word"] for row in table("times_nearby"))


@cache
def _bounds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("times_bounds")}


@cache
def _anchors() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("times_anchors"))


def anchored(parsed: ParsedDocument, times: list[TimeMention]) -> list[TimeMention]:
    """The mentions with those added that hang on an event; a length right before such a phrase becomes part of it."""
    found = []
    starts = [t.span.start for t in times]
    swallowed: set[int] = set()
    for token in parsed.tokens:
        kind = _bounds().get(token.text.lower())
        noun = _noun(parsed, token) if kind else None
        if kind is None or noun is None:
            continue
        first, inner = token.index, None
        anchor = _phrase(parsed, noun, token)
        k = bisect.bisect_left(starts, token.end)
        if k < len(times) and times[k].span.start < anchor.end and times[k].timex in ("DATE", "TIME"):
            inner = times[k]
        start = token.start
        if k and times[k - 1].span.end >= token.start - 1 and times[k - 1].timex == "DURATION":
            start = times[k - 1].span.start
            swallowed.add(k - 1)
        while first and parsed.tokens[first - 1].text.lower() in _nearby() and start == token.start:
            first -= 1
        start = min(start, parsed.tokens[first].start)
        span = Span(start, max(anchor.end, token.end))
        found.append(_mention(parsed, span, anchor, kind, inner))
    kept = [t for k, t in enumerate(times) if k not in swallowed]
    return sorted([*kept, *found], key=lambda t: (t.span.start, t.span.end))


def _noun(parsed: ParsedDocument, prep: Token) -> Token | None:
    """The event noun that a preposition governs, if one comes before any verb."""
    for token in parsed.tokens[prep.index + 1 : prep.index + 1 + REACH]:
        if token.sentence != prep.sentence or token.pos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            if token.tag == "VBG" and token.lemma in _anchors():
                return token
            return None
        if token.pos in ("NOUN", "PROPN"):
            follows = parsed.tokens[token.index + 1] if token.index + 1 < len(parsed.tokens) else None
            if follows is not None and follows.pos in ("NOUN", "PROPN") and follows.sentence == token.sentence:
                continue
            return token if token.lemma.lower() in _anchors() else None
    return None


def _phrase(parsed: ParsedDocument, noun: Token, prep: Token) -> Span:
    below = [parsed.tokens[i] for i in parsed.subtree(noun.index) if i > prep.index and i <= noun.index + 12]
    kept = [t for t in below if t.sentence == prep.sentence]
    stop = next(
        (
            t.index
            for t in kept
            if t.index > noun.index and (t.pos in ("VERB", "AUX") or t.text == "," or t.tag.startswith("W"))
        ),
        None,
    )
    kept = [t for t in kept if stop is None or t.index < stop] or [noun]
    return Span(min(kept[0].start, noun.start), max(kept[-1].end, noun.end))


def _mention(parsed: ParsedDocument, span: Span, anchor: Span, kind: str, inner: TimeMention | None) -> TimeMention:
    published = parsed.document.published
    low, high = None, published.isoformat() if published else None
    if inner is not None and inner.earliest and inner.latest:
        low, high = {
            "before": (None, inner.earliest),
            "until": (None, inner.latest),
            "during": (inner.earliest, inner.latest),
        }.get(kind, (inner.earliest, high))
    return TimeMention(
        span=span,
        text=span.of(parsed.text),
        timex="DATE",
        value="PAST_REF",
        earliest=low,
        latest=high,
        granularity="open" if low is None or high is None else "interval",
        how="bounded",
        anchor=anchor,
    )
