"""The content that quotations make: whole ones beside what the parse found, and fragments inside it."""

from __future__ import annotations

import re
from bisect import bisect_left

from sayso.extract.attribution.drafts import Draft
from sayso.extract.attribution.quotations import Quotation
from sayso.model import Span

WORD = re.compile(r"\w")


def take(text: str, draft: Draft, quotes: list[Quotation]) -> None:
    """The quotations become the content; what the parse found stays where it lies beside them in the same clause."""
    spans = [q.span for q in quotes]
    draft.act = draft.act and draft.kind != "say"
    kept = []
    for old in draft.content:
        rest = _minus(old, spans)
        kept += [s for s in rest if _belongs(text, s, spans, draft)]
    if kept:
        draft.mixed = True
    draft.content = _merge(text, kept + spans)


def mix(text: str, drafts: list[Draft], free: list[Quotation]) -> None:
    """Fragments in quotation marks that no speaker took (`free`) make the content around them a mixed one."""
    if not free:
        return
    starts = [q.span.start for q in free]
    for draft in drafts:
        for span in draft.content:
            k = bisect_left(starts, span.start)
            if k < len(free) and free[k].span.start < span.end and not draft.direct:
                if free[k].span.start <= span.start + 1 and free[k].span.end >= span.end - 2:
                    draft.direct = True
                else:
                    draft.mixed = True
                draft.content = _merge(
                    text, [*draft.content, *([free[k].span] if free[k].span.end - span.end < 4 else [])]
                )
                break


def _belongs(text: str, rest: Span, quotes: list[Span], draft: Draft) -> bool:
    """A remainder of the parsed content counts if words of it lie beside a quotation: "..." that X can win, said Y."""
    piece = rest.of(text)
    if not WORD.search(piece):
        return False
    if draft.cue is not None and rest.overlaps(draft.cue):
        return False
    touching = any(0 <= rest.start - q.end <= 2 for q in quotes)
    leading = any(0 <= q.start - rest.end <= 2 and not text[rest.end : q.start].strip(" ") for q in quotes)
    return (touching and piece.strip()[:1].islower() and draft.cue is not None and rest.end <= draft.cue.start + 1) or (
        leading and draft.cue is not None and draft.cue.end <= rest.start + 1 and len(piece.split()) > 2
    )


def _minus(span: Span, cuts: list[Span]) -> list[Span]:
    """What is left of a span without the cuts."""
    rest, at = [], span.start
    for cut in sorted(cuts):
        if cut.end <= at or cut.start >= span.end:
            continue
        if cut.start > at:
            rest.append(Span(at, cut.start))
        at = max(at, cut.end)
    if at < span.end:
        rest.append(Span(at, span.end))
    return rest


def _merge(text: str, spans: list[Span]) -> list[Span]:
    """Spans in order, joined where no word lies between."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not WORD.search(text[out[-1].end : span.start])):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return [_trim(text, s) for s in out]


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " \n\t,;":
        start += 1
    while end > start and text[end - 1] in " \n\t,;":
        end -= 1
    return Span(start, end)
