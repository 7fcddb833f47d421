"""What an article is about, from its text alone: its heaviest words, the names and numbers in it, the days it names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.corroborate.index import ANY_DAY, day_number
from sayso.corroborate.stories import address
from sayso.corroborate.stories.scan import COMMON, Scan, look
from sayso.corroborate.stories.words import RARE, WORD, stem, weight
from sayso.model.ledger import Report

READ = 6000  # characters of an article: what it is about stands near the top, and the cost stays bounded
TERMS = 80
TITLE_BONUS = 1.0
HEAD_WORDS = 4  # what is left of a title without the name of the outlet has at least so many
HEADING = 120  # characters of a first line that stands for a title
NOTICE = 1200  # characters of a body that may be a site's notice
HEADLINE, ALIKE = 2, 5  # words a headline has to be missed in a body; letters by which words are alike: accidental(ly)
FIGURES = 3  # digits from which the same number of the same thing is no chance: 7,900 block

_TAILS = re.compile(r" +[-–—|»:]+ +| *\| *")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the comparison of two articles looks at; every vector has length one."""

    id: str
    day: int  # since 1970, the earliest that is told of it; ANY_DAY where nobody knows
    terms: Vector  # the heaviest stems
    title: Vector
    names: Vector  # words of names, and names of two words
    lead: Vector  # words of names in the title and the first sentences
    numbers: Mapping[str, frozenset[str]]  # what is counted, and the numbers of it
    ages: frozenset[str]
    weekdays: frozenset[int]  # days since 1970 that its weekdays mean
    dates: frozenset[int]  # days since 1970 that it names by day and month
    months: frozenset[int]  # 12 * year + month where it names them without a day


def features(report: Report) -> Features:
    """What one article is about; depends on nothing but its text, title, address, outlet and day."""
    title, own = headline(report)
    day = first_day(report)
    scan = _scan(report, title, day, own)
    in_title = {s for w in WORD.findall(title) if (s := stem(w)) not in own and not s[0].isdigit()}
    return Features(
        id=report.id,
        day=day,
        terms=_unit({k: _times(n) * weight(k) * (1 + TITLE_BONUS * (k in in_title)) for k, n in scan.terms.items()}),
        title=_unit({k: w for k in in_title if (w := weight(k)) >= COMMON}),
        names=_unit({k: _times(n) * sum(map(weight, k.split())) for k, n in scan.names.items()}),
        lead=_unit(scan.lead),
        numbers={k: frozenset(n) for k, n in scan.numbers.items()},
        ages=frozenset(scan.ages),
        weekdays=frozenset(day - (day + 3 - n) % 7 for n in scan.weekdays if day != ANY_DAY),
        dates=frozenset(scan.dates),
        months=frozenset(scan.months),
    )


def _scan(report: Report, title: str, day: int, own: frozenset[str]) -> Scan:
    """What stands in title and body; of a page whose body is a site's notice, in the title."""
    scan = Scan(day, own)
    scan.line(title, news=True)
    head, days = dict(scan.terms), scan.weekdays | scan.dates
    for line in report.text[:READ].split("\n"):
        scan.line(line)
    short = len(report.text) <= NOTICE and scan.weekdays | scan.dates == days
    if not short or len(head) < HEADLINE or not _misses(head, scan.terms):
        return scan
    scan = Scan(day, own)
    scan.line(title, news=True)
    return scan


def _misses(head: Mapping[str, float], terms: Mapping[str, float]) -> bool:
    """Whether a body has no word of its headline: it asks to subscribe, or lists other news. `terms` count both.

    Words of a site's own do not count: a page called "Velmar police on Twitter" may tell of Twitter alone.
    """
    body = {k[:ALIKE] for k, n in terms.items() if n > head.get(k, 0.0)}
    return body.isdisjoint(k[:ALIKE] for k in head if not look(k).site)


def first_day(report: Report) -> int:
    """The day of an article, or an earlier one that its address names: pages are dated anew when fetched or moved."""
    stated, told = day_number(report.day), address.day_told(report.url)
    return min((day for day in (stated, told) if day != ANY_DAY), default=ANY_DAY)


def heading(report: Report) -> str:
    """The article's title without the name of the outlet, else its first line."""
    pieces = [p for p in _TAILS.split(report.title or "") if p]
    line = next((p for p in pieces if p.count(" ") + 1 >= HEAD_WORDS), report.title or "")
    return " ".join((line or _cut(report.text.strip().split("\n", 1)[0])).split())


def _cut(line: str) -> str:
    """A long line up to the last word that fits, with three dots."""
    if len(line) <= HEADING:
        return line
    kept = line[:HEADING].rsplit(None, 1)[0] if not line[HEADING].isspace() else line[:HEADING]
    return kept.rstrip(" ,;:–—-") + "…"


def headline(report: Report) -> tuple[str, frozenset[str]]:
    """The title without the outlet's name, with the words of the address; and stems that are names of the outlet only."""
    pieces = [p for p in _TAILS.split(report.title or "") if p]
    head = next((p for p in pieces if p.count(" ") + 1 >= HEAD_WORDS), report.title or "")
    tails = [p for p in pieces if p not in head]
    words = address.words(report.url)
    said = WORD.findall(" ".join([*tails, report.outlet or "", address.host(report.url)]))
    own = frozenset(s for w in said if not (s := stem(w))[0].isdigit() and weight(s) == RARE)
    return f"{head}. {words}" if words else head, own


def _times(n: float) -> float:
    return 1 + math.log(n)


def _unit(vector: dict[str, float]) -> dict[str, float]:
    """The heaviest keys, with length one."""
    kept = vector.items() if len(vector) <= TERMS else sorted(vector.items(), key=lambda kv: (-kv[1], kv[0]))[:TERMS]
    length = math.sqrt(sum(v * v for _, v in kept))
    return {k: v / length for k, v in kept} if length else {}


def figure(number: str) -> bool:
    """Whether it is no chance that two articles count the same thing with this number: years are not telling."""
    return len(number) >= FIGURES and not (len(number) == FIGURES + 1 and number[:2] in ("19", "20"))


def cosine(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length one."""
    if len(b) < len(a):
        a, b = b, a
    return sum(v * b[k] for k, v in a.items() if k in b)


def heaviest(vector: Vector, most: int) -> list[str]:
    """The keys of the greatest weights, ties by name."""
    return sorted(vector, key=lambda k: (-round(vector[k], 9), k))[:most]
