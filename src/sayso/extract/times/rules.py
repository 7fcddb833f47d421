"""Tags times in news by rules: patterns over word classes, resolved from the publication date and what was said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.extract.times.anchor import anchor_day
from sayso.extract.times.anchors import anchored
from sayso.extract.times.context import Context
from sayso.extract.times.join import join
from sayso.extract.times.text import mentions
from sayso.lexicon.tables import table
from sayso.model import Document, ParsedDocument, TimeMention


@cache
def _month_first() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["outlet"]) for row in table("times_monthfirst")), re.IGNORECASE)


class RulesTagger:
    """Every time expression of a text. With `plain`, bare TIMEX3 expressions: nothing joined, no times that hang on events."""

    name = "rules"
    version = "2"

    def __init__(self, *, plain: bool = False) -> None:
        self.plain = plain

    def tag(self, parsed: Sequence[ParsedDocument]) -> list[tuple[TimeMention, ...]]:
        """Mentions of each document in text order; without any date to go by, relative ones carry no dates."""
        return [self._tag(one) for one in parsed]

    def _tag(self, parsed: ParsedDocument) -> tuple[TimeMention, ...]:
        document = parsed.document
        context = Context(parsed, anchor_day(document), _american(document))
        times = mentions(parsed.text, {t.start: t.tag for t in parsed.tokens}, context)
        if not self.plain:
            times = anchored(parsed, join(parsed.text, times), context.published)
        return tuple(times)


def _american(document: Document) -> bool:
    return bool(_month_first().search(document.article.outlet or ""))
