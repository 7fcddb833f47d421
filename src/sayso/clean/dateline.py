"""Datelines: `PARIS, March 3 (AFP) -` at the start of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.lexicon.tables import alternatives, table
from sayso.model import Span

_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*){0,3}"
_TITLE = r"[A-ZÀ-Þ][\w.'’-]+(?:[ /](?:al-|el-)?[A-ZÀ-Þ][\w.'’-]*){0,3}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = rf"(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_WEEKDAY})(?:,? \d{{4}})?"
_REGION = rf"(?:, ?(?!{_MONTH} \d)(?:{_TITLE}|[A-Z]{{2,3}}|[A-Z][a-z]+\.))"
_SOURCE = r"(?:\(([A-Z][^()\n]{1,40})\)|/([A-Z][^/\n]{1,30})/\.?|\[([A-Z][^\[\]\n]{1,40})\])"
_DASH = r"(?:--|[–—―]|(?<=[ )\]/])-|-(?= ))"  # a hyphen inside a word is none
# Each with groups: place, source (up to three forms). The text proper begins where the match ends.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"({_UPPER}{_REGION}{{0,2}}),? ?(?:{_DATE}[,.]? ?)?{_SOURCE} ?(?:{_DASH}|:)? ?",
        rf"({_UPPER}{_REGION}{{0,2}})(?:, ?{_DATE})? ?{_DASH} ?(?=[A-ZÀ-Þ\"“‘'\d(])",
        rf"({_UPPER}{_REGION}{{0,2}}), {_DATE}[.:]? ?(?:{_DASH} ?)?(?=[A-ZÀ-Þ\"“‘'\d])",
        rf"({_TITLE}{_REGION}{{0,2}}),? (?:{_DATE}[,.]? )?{_SOURCE} ?(?:{_DASH}|:) ?",
        rf"({_TITLE}{_REGION}{{0,2}}), {_DATE},? ?(?:{_DASH}|:) ?(?=[A-ZÀ-Þ\"“‘'\d])",
        rf"(){_SOURCE} ?{_DASH} ?",
        rf"({_TITLE}, {_TITLE}) [–—] (?=[A-ZÀ-Þ\"“‘'\d])",
        rf"({_UPPER}{_REGION}{{0,1}}): (?=[A-ZÀ-Þ\"“‘'\d])",
    )
)
_ANYWHERE = 3  # the forms in capitals, which no running text has; the others count near the top only
_NEAR_TOP = 3  # paragraphs
_TAIL = re.compile(rf"[\s:]*{_DASH}*[\s:]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline with its span in the text; `after` is where the paragraph goes on."""

    span: Span
    after: int
    text: str
    place: str | None
    source: str | None


def dateline(text: str, span: Span, *, paragraph: int) -> Dateline | None:
    """The dateline that opens the paragraph at `span`, the `paragraph`-th of the running text (from 0)."""
    head = text[span.start : min(span.end, span.start + 160)]
    if not head or not (head[0].isupper() or head[0] in "([/"):
        return None
    for form in _FORMS if paragraph < _NEAR_TOP else _FORMS[:_ANYWHERE]:
        m = form.match(head)
        if m is None or not (rest := text[span.start + m.end() : span.end].strip()):
            continue
        place = m[1].strip(" ,") or None
        source = next((g for g in m.groups()[1:] if g), None)
        if place is None and source is not None and not _plain_source(source):
            continue
        if source is None and place is not None and place.split(",")[0] in _labels():
            continue
        shown = m[0].rstrip()
        return Dateline(
            span=Span(span.start, span.start + len(shown)),
            after=text.index(rest, span.start + m.end()),
            text=_TAIL.sub("", shown),
            place=place,
            source=source,
        )
    return None


def _plain_source(source: str) -> bool:
    """`(Reuters) -` is a dateline, `(Updates with quote) -` or a remark is not one that names a source."""
    return len(source.split()) <= 2


@cache
def _labels() -> frozenset[str]:
    return frozenset(word for row in table("dateline_labels") for word in alternatives(row["words"]))
