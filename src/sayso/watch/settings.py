"""What a watcher is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.watch.clock import Clock
from sayso.watch.schedule import Pace

if TYPE_CHECKING:
    from sayso.ingest.addresses import Resolve
    from sayso.watch.fetching import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to watch; what is not said is what a desk with a few hundred feeds needs."""

    profile: str = "default"
    jobs: int | None = None  # processes that read articles
    once: bool = False  # every feed once, then what waits, then end
    seconds: float | None = None  # end after so long
    allow_private: bool = False  # addresses inside this network may be read
    pace: Pace = field(default_factory=Pace)
    gap: float = 1.0  # seconds between two requests to one host
    most_delay: float = 30.0  # of a robots.txt that asks for more, so much is honoured
    polls: int = 64  # feeds asked at a time, of those that are well
    new_polls: int = 48  # of those that were never asked
    sick_polls: int = 24  # and of those that failed, so that those who keep us waiting hold up nobody
    pages: int = 48  # articles fetched at a time
    in_hand: int = 96  # articles that were fetched and are not yet recorded
    queue: int = 5_000  # articles that wait to be fetched; when it is full, feeds are left until there is room
    first_items: int = 500  # of a feed that is new here, so many are taken, the newest; of a sitemap far fewer
    first_sitemap: int = 50
    tries: int = 4  # to fetch an article
    derive_after: int = 20  # articles; or
    derive_seconds: float = 2.0
    timeout: float = 30.0  # of one fetch
    closed: frozenset[int] = frozenset()  # ports of this network that are never reached: the desk's own
    clock: Clock = field(default_factory=Clock)
    resolve: Resolve | None = None
    readers: str | None = None  # module:name of what reads in place of our reader, for tests
    fetcher: Callable[[Settings], Fetcher] | None = None  # what fetches in place of the network, for tests
