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


@lru_cache(maxsize=256)
def _parsed(body: str) -> Protego:
    from protego import Protego

    return Protego.parse(body)


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
