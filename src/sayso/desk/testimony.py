"""Reports and roots of several events together: an article that tells of two of them is one report, a root of two is one root."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.store import tables as t
from sayso.store.kept import Kept
from sayso.store.marks import EVENT

CHUNK = 500  # ids of one query
MOST = 30_000  # events whose articles and roots are kept in memory


class Counted(NamedTuple):
    """How many distinct articles, and how many independent roots they rest on."""

    reports: int
    roots: int


@dataclass(frozen=True, slots=True)
class Account:
    """Of each event the articles that tell it and the roots that count for it."""

    articles: dict[str, tuple[str, ...]]
    roots: dict[str, tuple[str, ...]]

    def of(self, events: Iterable[str]) -> Counted:
        """What stands behind these events, however many of them an article tells."""
        listed = set(events)
        articles = {own for event in listed for own in self.articles.get(event, ())}
        return counted(articles, {own for event in listed for own in self.roots.get(event, ())})


def counted(articles: Iterable[str], roots: Iterable[str]) -> Counted:
    """Distinct articles and roots; one article vouches for one root, across events as within one, so roots are no more."""
    reports = len(set(articles))
    return Counted(reports, min(reports, len(set(roots))))


def account_of(connection: Connection, events: Iterable[str]) -> Account:
    """What stands behind each of these events."""
    ids = list(dict.fromkeys(events))
    return Account(articles_of(connection, ids), _roots(connection, ids))


_ARTICLES: Kept[tuple[str, ...]] = Kept(EVENT, MOST)
_ROOTS: Kept[tuple[str, ...]] = Kept(EVENT, MOST)


def articles_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The articles of each event; of those that did not change since they were asked for last, as they were told then."""
    return _ARTICLES.of(connection, ids, lambda missing: _articles(connection, missing))


def _roots(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return _ROOTS.of(connection, ids, lambda missing: _roots_read(connection, missing))


def _articles(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    a = t.event_articles.c
    found: dict[str, list[str]] = defaultdict(list)
    for part in _parts(ids):
        for event, article in connection.execute(select(a.event_id, a.article_id).where(a.event_id.in_(part))):
            found[event].append(article)
    return {event: tuple(articles) for event, articles in found.items()}


def _roots_read(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    e, r = t.events.c, t.event_roots.c
    numbers: dict[str, int] = {}
    told: dict[str, list[tuple[str, bool, bool]]] = defaultdict(list)
    for part in _parts(ids):
        numbers |= {
            row[0]: row[1] for row in connection.execute(select(e.id, e.independent_roots).where(e.id.in_(part)))
        }
        query = select(r.event_id, r.root_id, r.counted, r.denies).where(r.event_id.in_(part))
        for event, own, counts, denies in connection.execute(query.order_by(r.event_id, r.position)):
            told[event].append((own, bool(counts), bool(denies)))
    return {event: independent(event, told[event], number) for event, number in numbers.items()}


def independent(event: str, told: Sequence[tuple[str, bool, bool]], number: int) -> tuple[str, ...]:
    """The ids of the roots that make the number of an event: those that count and affirm first, `(id, counted, denies)` each.

    Where fewer are told by name than are counted, each of the event's roots stands for itself.
    """
    if len(told) < number:
        return tuple(f"{event}#{n}" for n in range(number))
    return tuple(own for own, _, _ in sorted(told, key=lambda root: (root[2], not root[1]))[:number])


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
