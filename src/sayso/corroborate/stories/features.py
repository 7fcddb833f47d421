"""What an article is about, from its text alone: its heaviest words, the names and numbers in it, the days it names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.corroborate.index import ANY_DAY, day_number
from sayso.corroborate.stories.scan import COMMON, Scan
from sayso.corroborate.stories.words import RARE, WORD, stem, weight
from sayso.model.ledger import Report

READ = 6000  # characters of an article: what it is about stands near the top, and the cost stays bounded
TERMS = 80
TITLE_BONUS = 1.0
HEAD_WORDS = 4  # what is left of a title without the name of the outlet has at least so many
HEADING = 120  # characters of a first line that stands for a title
URL_READ = 400  # characters of an address

_TAILS = re.compile(r" +[-–—|»:]+ +| *\| *")
_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){2,}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What the comparison of two articles looks at; every vector has length one."""

    id: str
    day: int  # since 1970; ANY_DAY where nobody knows
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
    day = day_number(report.day)
    scan = Scan(day, own)
    scan.line(title, news=True)
    for line in report.text[:READ].split("\n"):
        scan.line(line)
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
    address = (report.url or "").split("?")[0][:URL_READ]
    host = next((h for h in _HOST.findall(address) if "archive" not in h), "")
    slug = re.split("[-_]", max(_SLUG.findall(address), key=lambda s: s.count("-") + s.count("_"), default=""))
    words = " ".join(w for w in slug if w.isalpha() or (w.isdigit() and len(w) < 4))
    said = WORD.findall(" ".join([*tails, report.outlet or "", host]))
    own = frozenset(s for w in said if not (s := stem(w))[0].isdigit() and weight(s) == RARE)
    return f"{head}. {words}" if words else head, own


def _times(n: float) -> float:
    return 1 + math.log(n)


def _unit(vector: dict[str, float]) -> dict[str, float]:
    """The heaviest keys, with length one."""
    kept = vector.items() if len(vector) <= TERMS else sorted(vector.items(), key=lambda kv: (-kv[1], kv[0]))[:TERMS]
    length = math.sqrt(sum(v * v for _, v in kept))
    return {k: v / length for k, v in kept} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length one."""
    if len(b) < len(a):
        a, b = b, a
    return sum(v * b[k] for k, v in a.items() if k in b)


def heaviest(vector: Vector, most: int) -> list[str]:
    """The keys of the greatest weights, ties by name."""
    return sorted(vector, key=lambda k: (-round(vector[k], 9), k))[:most]
