"""robots.txt of every site that articles are fetched from, kept in the store for a day (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select

from sayso.store.rows import clean
from sayso.store.watch_tables import robots
from sayso.watch.clock import moment_of, stamp

if TYPE_CHECKING:
    from protego import Protego

    from sayso.store import Store

AGENT = "sayso"  # the name by which a robots.txt may speak of us
KEPT = timedelta(hours=24)
KEPT_FAILURE = timedelta(minutes=30)
MOST = 500_000  # characters that are looked at
SMALL = 32_000  # characters of a usual one; those that are longer are kept apart, and few
SITES, LENGTH = (
    1_024,
    4_000_000,
)  # sites at hand, and characters of all their rules: a desk with some hundred outlets fits
_US = re.compile(rf"^\s*user-agent\s*:\s*{AGENT}\b", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site allows us. `reached` is False where the site gave no answer: then nothing is fetched for a while."""

    site: str
    until: datetime
    body: str = ""
    reached: bool = True
    message: str | None = None

    def allows(self, url: str) -> bool:
        """Whether the page may be read by a program like this one."""
        return self.reached and (not self.body or self._parsed().can_fetch(url, AGENT))

    def refuses_us(self, url: str) -> bool:
        """Whether the page is refused to us by name: feeds, which somebody chose himself, are read unless it is so."""
        return bool(_US.search(self.body)) and not self.allows(url)

    @property
    def delay(self) -> float | None:
        """Seconds that the site wants between two requests."""
        return self._parsed().crawl_delay(AGENT) if self.body else None

    def _parsed(self) -> Protego:
        return _parsed(self.body[:MOST])


def _parsed(body: str) -> Protego:
    return _parsed_small(body) if len(body) <= SMALL else _parsed_large(body)


@lru_cache(maxsize=256)
def _parsed_small(body: str) -> Protego:
    return _parse(body)


@lru_cache(maxsize=8)
def _parsed_large(body: str) -> Protego:
    """Few: parsed, the largest that is looked at takes some ten MB."""
    return _parse(body)


def _parse(body: str) -> Protego:
    from protego import Protego

    return Protego.parse(body)


class RulesKept:
    """The rules of the sites that were asked last, bounded by their number and their length; the store has them all."""

    def __init__(self) -> None:
        self._rules: dict[str, Rules] = {}
        self.size = 0  # characters

    def __len__(self) -> int:
        return len(self._rules)

    def get(self, site: str) -> Rules | None:
        """The rules of a site, None where they are not at hand."""
        rules = self._rules.pop(site, None)
        if rules is not None:
            self._rules[site] = rules  # the last in the row
        return rules

    def keep(self, rules: Rules) -> None:
        """Have them at hand; those that were used longest ago go."""
        self._drop(rules.site)
        self._rules[rules.site] = rules
        self.size += len(rules.body)
        while len(self._rules) > SITES or (self.size > LENGTH and len(self._rules) > 1):
            self._drop(next(iter(self._rules)))

    def _drop(self, site: str) -> None:
        gone = self._rules.pop(site, None)
        self.size -= len(gone.body) if gone is not None else 0


def stored(store: Store, site: str, now: datetime) -> Rules | None:
    """The rules that were fetched not long ago."""
    with store.read() as connection:
        row = connection.execute(select(robots).where(robots.c.site == site)).mappings().first()
    if row is None:
        return None
    until, fetched = moment_of(row["until"]), moment_of(row["fetched_at"])
    if until is None or fetched is None or not fetched <= now < until:
        return None
    return Rules(site, until, row["body"] or "", row["status"] is not None, row["message"])


def answered(site: str, status: int, body: str, now: datetime) -> Rules:
    """Rules of an answer: a site without the file allows all, one that is out of order is left alone for a while."""
    if status < 300:
        return Rules(site, now + KEPT, clean(body[:MOST]))
    if status < 500 and status != 429:
        return Rules(site, now + KEPT)
    return unreached(site, f"its robots.txt answers {status}", now)


def unreached(site: str, why: str, now: datetime) -> Rules:
    """Rules of a site whose robots.txt cannot be had."""
    return Rules(site, now + KEPT_FAILURE, reached=False, message=clean(why)[:300])


def keep(store: Store, rules: Rules, now: datetime, status: int | None) -> None:
    """Remember them."""
    row = {
        "site": rules.site, "fetched_at": stamp(now), "until": stamp(rules.until),
        "status": status if rules.reached else None, "body": rules.body, "message": rules.message,
    }  # fmt: skip
    with store._writing() as connection:
        connection.execute(robots.delete().where(robots.c.site == rules.site))
        connection.execute(robots.insert().values(row))
