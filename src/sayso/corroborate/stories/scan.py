"""One pass over the words of an article: what stands in it how often, the numbers it counts, the days it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from sayso.corroborate.index import ANY_DAY, EPOCH
from sayso.corroborate.stories.words import WORD, stem, weight
from sayso.lexicon.numbers import read_number, starts_number
from sayso.lexicon.tables import table

LEAD = 90  # words that tell most of what an article is about
LEAD_BONUS = 0.5
COMMON = 1.3  # words of less weight tell nothing
COUNTED = 0.65  # and of less than this are nothing that one counts
NAMED = 2.6  # a capital says little of lighter words: they are of headlines and of offices
SITE_WORDS, SITE_SHARE = 2, 0.1  # so many words of a site's own in a line, and so great a share, and it is no news
OLDEST = 110  # years, of a person's age
AHEAD = 7  # days that a date without a year may lie after the article; else it is of the year before


class Look(NamedTuple):
    """What is known of a word wherever it stands."""

    key: str  # its stem
    weight: float
    capital: bool
    number: str = ""  # the number it means
    weekday: int = -1
    month: int = 0
    site: bool = False


@dataclass(slots=True)
class Scan:
    """What was counted so far; `day` is the article's own, and `own` stems name its outlet."""

    day: int
    own: frozenset[str] = frozenset()
    place: int = 0
    terms: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)
    lead: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    ages: set[str] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    dates: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)

    def line(self, text: str, *, news: bool = False) -> None:
        """Counts the words of one line, unless they are a site's own; `news`: it is no site's line whatever it says."""
        found = list(WORD.finditer(text))
        words = [look(m.group()) for m in found]
        if not news and _of_site(words):
            return
        last = ""  # the word of a name just before
        for i, word in enumerate(words):
            self.place += 1
            if word.number:
                self._number(text, found, words, i, named=bool(last))
            elif word.weekday >= 0:
                self.weekdays.add(word.weekday)
            elif word.month and word.capital and self._date(words, i):
                pass
            elif word.weight >= COMMON and len(word.key) > 1 and word.key not in self.own:
                joined = last if last and found[i].start() - found[i - 1].end() == 1 else ""
                self._word(word, joined)
                last = word.key if word.capital else ""
                continue
            last = ""

    def _word(self, word: Look, last: str) -> None:
        bonus = 1.0 + (LEAD_BONUS if self.place < LEAD else 0.0)
        self.terms[word.key] = self.terms.get(word.key, 0.0) + bonus
        if not word.capital:
            return
        self.names[word.key] = self.names.get(word.key, 0.0) + bonus
        if self.place < LEAD and word.weight >= NAMED:
            self.lead[word.key] = word.weight
        if last:
            both = f"{last} {word.key}"
            self.names[both] = self.names.get(both, 0.0) + 1.0

    def _number(self, text: str, found: list, words: list[Look], i: int, *, named: bool) -> None:  # type: ignore[type-arg]
        """`17-year-old`, `Smith, 34, of` are ages; `four men`, `7900 block` are counts."""
        value, end = words[i].number, found[i].end()
        if named and text[found[i].start() - 2 : found[i].start()] == ", " and text[end : end + 1] in (",", "."):
            if value.isdigit() and 0 < int(value) < OLDEST:
                self.ages.add(value)
            return
        if i + 1 == len(words) or found[i + 1].start() != end + 1:
            return
        unit = words[i + 1]
        if unit.key == "year":
            if i + 2 < len(words) and words[i + 2].key == "old":
                self.ages.add(value)
        elif unit.weight >= COUNTED and len(unit.key) > 1 and not unit.number and not unit.month and ":" not in value:
            self.numbers.setdefault(unit.key, set()).add(value)

    def _date(self, words: list[Look], i: int) -> bool:
        """Whether the month at `i` is part of a date, which it adds: `Jan. 16`, `16 January 2014`, `July 2014`."""
        month = words[i].month
        after = words[i + 1].number if i + 1 < len(words) else ""
        before = words[i - 1].number if i else ""
        if _is_year(after):
            self.months.add(int(after) * 12 + month)
            if _is_day(before):
                self._add_date(int(after), month, int(before))
            return True
        number = after if _is_day(after) else before if _is_day(before) else ""
        if number:
            year = words[i + 2].number if number is after and i + 2 < len(words) else ""
            self._add_date(int(year) if _is_year(year) else 0, month, int(number))
        return bool(number)

    def _add_date(self, year: int, month: int, number: int) -> None:
        own = EPOCH + timedelta(days=self.day)
        if self.day == ANY_DAY and not year:
            return
        try:
            found = date(year or own.year, month, number)
            if not year and found > own + timedelta(days=AHEAD):
                found = found.replace(year=own.year - 1)
        except ValueError:  # 30 February
            return
        self.dates.add((found - EPOCH).days)


def _is_day(number: str) -> bool:
    return number.isdigit() and 0 < int(number) <= 31


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.isdigit() and 1900 < int(number) < 2100


def _of_site(words: list[Look]) -> bool:
    own = sum(word.site for word in words)
    return own >= SITE_WORDS and own >= SITE_SHARE * len(words)


@cache
def _site_words() -> frozenset[str]:
    rows = table("site_words", language=None, package="sayso.corroborate")
    return frozenset(word for row in rows for word in row["words"].split())


@cache
def _day_words() -> dict[str, tuple[str, int]]:
    rows = table("day_words", language=None, package="sayso.corroborate")
    return {row["word"]: (row["kind"], int(row["number"])) for row in rows}


@lru_cache(maxsize=8192)
def look(word: str) -> Look:
    """What is known of a word."""
    key = stem(word)
    if number := _number(word):
        return Look(key, 0.0, False, number)
    kind, number_of = _day_words().get(word.lower(), ("", 0))
    return Look(
        key,
        weight(key),
        word[0].isupper(),
        weekday=number_of if kind == "weekday" else -1,
        month=number_of if kind == "month" else 0,
        site=key in _site_words(),
    )


def _number(word: str) -> str:
    """The number that figures or a word mean, in figures; empty if none."""
    if word[0].isdigit():
        return word.replace(",", "")
    read = read_number((word.lower(),)) if starts_number(word.lower()) else None
    return f"{read[0]:.0f}" if read else ""
