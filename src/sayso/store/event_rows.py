"""Events and what changed in them as rows, in the order of the tables' columns, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table

from sayso.model import content_id
from sayso.model.ledger import Change, Event, Site
from sayso.store import tables
from sayso.store.rows import Row, dumps


def event_rows(events: Sequence[Event]) -> dict[Table, list[Row]]:
    """The rows of the events, parents first."""
    return {
        tables.events: [_event(e) for e in events],
        tables.event_claims: [row for e in events for row in _claims(e)],
        tables.event_articles: [(e.id, article, n) for e in events for n, article in enumerate(e.articles)],
        tables.event_roots: [row for e in events for row in _roots(e)],
        tables.event_actors: [
            (e.id, n, p.role, p.id or "", p.name, p.kind, p.country, dumps(p.sectors))
            for e in events
            for n, p in enumerate(e.parties)
        ],
    }


def _event(e: Event) -> Row:
    site = e.site or Site(name="")
    return (
        *(e.id, e.title, e.type, e.mode, e.quad, dumps(e.contexts)),
        *(site.name or None, site.country, site.admin1, site.lat, site.lon, site.geonames_id, site.precision),
        *(e.earliest, e.latest, e.granularity, dumps(e.counts), e.reports, len(e.outlets), e.independent_roots),
        *(e.verdict, e.verdict_why, e.grade.reliability, e.grade.reliability_why),
        *(e.grade.credibility, e.grade.credibility_why, e.first_report, e.first_at, e.last_at, e.story),
        *(len(e.conflicts), bool(e.circular), e.export, dumps(e)),
    )


def _claims(e: Event) -> list[Row]:
    root_of = {claim: root.id for root in e.roots for claim in root.claims}
    return [
        (e.id, claim, n, stance, root_of.get(claim), content_id("event", claim))
        for n, (claim, stance) in enumerate(zip(e.claims, e.stances, strict=True))
    ]


def _roots(e: Event) -> list[Row]:
    return [
        (
            *(e.id, r.id, n, r.name, r.kind, r.standing, len(r.claims), len(r.articles), r.self_report, r.counted),
            *(r.denies, dumps(r.why)),
        )
        for n, r in enumerate(e.roots)
    ]


def change_rows(changes: Iterable[Change]) -> list[Row]:
    """The changes, numbered within their event."""
    out: list[Row] = []
    numbers: dict[str, int] = {}
    for c in changes:
        number = numbers[c.event] = numbers.get(c.event, -1) + 1
        own = content_id("change", c.event, str(number), c.change, c.article)
        out.append(
            (
                *(own, c.event, number, c.change, c.article, c.published, c.seen, c.before, c.after),
                *(c.roots_before, c.roots_after, c.why),
            )
        )
    return out


def change_of(row: Any) -> Change:
    """A row as a change."""
    return Change(
        event=row.event_id,
        change=row.change,
        article=row.article_id,
        published=row.published,
        seen=row.seen,
        before=row.verdict_before,
        after=row.verdict_after,
        roots_before=row.roots_before,
        roots_after=row.roots_after,
        why=row.why,
    )
