"""Feeds of a store as a list that other readers of feeds understand, in and out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.watch import books

if TYPE_CHECKING:
    from sayso.store import Store


@dataclass(slots=True)
class Imported:
    """How many feeds of a list were added or known, and what could not be taken, in words."""

    added: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)


def take(store: Store, body: bytes, *, allow_private: bool = False) -> Imported:
    """Add the feeds of an OPML list; they are looked at when they are first asked."""
    from sayso.ingest.feeds import read_opml

    done = Imported()
    with store._writing():
        for one in read_opml(body):
            if not one.url.lower().startswith(("http://", "https://")):
                done.problems.append(f"{one.url!r} was left out: only http and https addresses are watched")
                continue
            about = {"title": one.title, "site": one.site, "language": one.language, "note": one.note}
            _, new = books.add_feed(store, one.url, allow_private=allow_private, country=_country(one.country), **about)
            done.added += new
            done.known += not new
    return done


def _country(given: str | None) -> str | None:
    from sayso.knowledge.countries import by_iso3, country_named

    if not given:
        return None
    return given.upper() if given.upper() in by_iso3() else country_named(given)


def give(store: Store) -> bytes:
    """All feeds as OPML; other Sayso stores read country, language and notes back."""
    from sayso.ingest.feeds import Outline, write_opml

    outlines = [
        Outline(
            url=feed.url,
            title=feed.title,
            site=feed.site,
            kind="atom" if feed.kind == "atom" else "rss",
            language=feed.language,
            country=feed.country,
            note=feed.note,
        )
        for feed in books.list_feeds(store)
    ]
    if not outlines:
        raise InputError("there are no feeds to write; add one: sayso feeds add URL", code="no_feed")
    return write_opml(outlines, title="Feeds of Sayso", created=datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"))
