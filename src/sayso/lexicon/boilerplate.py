"""Lines that are not the article's own text: comment forms, share bars, related links, captions, bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.errors import DataError
from sayso.lexicon.tables import numbered

MAX_LINE = 600  # characters; longer lines are text, and no pattern need look at them


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row: what kind of line it tells, and how far it reaches (`line`, `bullets`, `list` or `rest`)."""

    kind: str
    why: str
    scope: str
    limit: int
    where: str
    pattern: re.Pattern[str]

    def matches(self, line: str) -> bool:
        if self.where == "whole":
            return self.pattern.fullmatch(line) is not None
        return (self.pattern.match(line) if self.where == "start" else self.pattern.search(line)) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """All rows, compiled, in the order of the table."""
    return tuple(_rule(line, row) for line, row in numbered("boilerplate"))


def boilerplate(line: str) -> Rule | None:
    """The first row that tells this line to be something other than the article's text."""
    if len(line) > MAX_LINE:
        return None
    words = line.count(" ") + 1
    return next((rule for rule in rules() if words <= rule.limit and rule.matches(line)), None)


def _rule(line: int, row: dict[str, str]) -> Rule:
    try:
        pattern = re.compile(row["pattern"], re.IGNORECASE)
        limit = int(row["limit"])
    except (re.error, ValueError) as error:
        raise DataError(f"{row['why']}: {error}", table="boilerplate.csv", line=line) from error
    return Rule(kind=row["kind"], why=row["why"], scope=row["scope"], limit=limit, where=row["where"], pattern=pattern)
