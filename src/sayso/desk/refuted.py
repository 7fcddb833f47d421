"""Events that are no more since a reviewer judged every claim of theirs wrong: what they were, and that they were withdrawn.

They stand in no table of events, yet the log tells of them; what they said is made again from the first claim, which names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.codec.derived import event_to_dict
from sayso.corroborate.joining import merge
from sayso.corroborate.verdict import judge
from sayso.desk.conditions import claim_conditions, full_id
from sayso.model import content_id
from sayso.model.ledger import Change, ClaimRecord, Event, Judgement
from sayso.store import tables as t
from sayso.store.desk_tables import change_log
from sayso.store.event_rows import change_of
from sayso.store.session import among

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.desk.filters import Filter
    from sayso.store import Store

Json = dict[str, Any]
_log = change_log.c


@dataclass(frozen=True, slots=True)
class Refuted:
    """An event that is no more: the claim that it began with, and the row of the log that withdrew it."""

    id: str
    claim: str
    row: Any

    @property
    def at(self) -> str:
        """When it was withdrawn."""
        return str(self.row.logged_at)


@dataclass(frozen=True, slots=True)
class Known:
    """Such an event as the log walks by it: like a row of the table of events."""

    id: str
    title: str
    verdict: str
    reports: int
    independent_roots: int


def is_refuting(row: Any) -> bool:
    """Whether a row of the log is of a reviewer who judged all claims of an event wrong: no replay counts so."""
    return bool(row.change == "withdrawn" and row.nth < 0)


def refuted(store: Store, connection: Connection, ids: Collection[str] | None = None) -> dict[str, Refuted]:
    """The events that are withdrawn from view now, all or those of the ids; found from the judgements, which are few."""
    claims = {content_id("event", j.a): j.a for j in _wrong(store)}
    asked = sorted(claims if ids is None else claims.keys() & set(ids))
    if not asked:
        return {}
    e = t.events.c
    there = set(connection.scalars(select(e.id).where(among(e.id, asked, store.dialect))))
    query = select(change_log).where(
        among(_log.event_id, [own for own in asked if own not in there], store.dialect), _log.change == "withdrawn"
    )
    rows = connection.execute(query.order_by(_log.number)).all()
    return {row.event_id: Refuted(row.event_id, claims[row.event_id], row) for row in rows if is_refuting(row)}


def _wrong(store: Store) -> list[Judgement]:
    return [j for j in store.judgements() if j.kind == "wrong" and j.answer == "yes"]


def meeting(store: Store, connection: Connection, asked: Filter, ids: Collection[str]) -> dict[str, Known]:
    """Those of the ids whose event is withdrawn from view and met the filter by its first claim."""
    found = refuted(store, connection, ids) if ids else {}
    found = {own: one for own, one in found.items() if _fits(asked, one)}
    if not found:
        return {}
    plain = replace(asked, verdict=(), min_roots=0, min_reports=0, ids=(), limit=None)
    c, a = t.claims.c, t.articles.c
    claims = [one.claim for one in found.values()]
    query = select(c.id).join(t.articles, a.id == c.article_id).where(among(c.id, claims, store.dialect))
    kept = set(connection.scalars(query.where(*claim_conditions(connection, plain))))
    events = _events(store, [one for one in found.values() if one.claim in kept])
    return {own: Known(own, e.title, e.verdict, e.reports, e.independent_roots) for own, e in events.items()}


def _fits(asked: Filter, one: Refuted) -> bool:
    """What only its row of the log can answer: verdict, roots, id."""
    if asked.verdict and "withdrawn" not in asked.verdict:
        return False
    if asked.ids and not any(one.id.startswith(full_id(own, "event")) for own in asked.ids):
        return False
    return int(one.row.roots_before) >= (asked.min_roots or 0)


def events(store: Store, ids: Iterable[str]) -> list[Json]:
    """Those of the ids whose event is withdrawn from view, as objects of `sayso-event/1` with what the log has of them."""
    asked = list(dict.fromkeys(ids))
    if not asked:
        return []
    with store.read() as connection:
        found = refuted(store, connection, asked)
        history = _history(store, connection, found)
    made = _events(store, found.values())
    return [event_to_dict(made[own], history[own]) for own in asked if own in made]


def _history(store: Store, connection: Connection, found: Collection[str]) -> dict[str, list[Change]]:
    query = select(change_log).where(among(_log.event_id, sorted(found), store.dialect)).order_by(_log.number)
    out: dict[str, list[Change]] = defaultdict(list)
    for row in connection.execute(query) if found else ():
        out[row.event_id].append(change_of(row))
    return out


def _events(store: Store, found: Iterable[Refuted]) -> dict[str, Event]:
    """The events as their first claims tell them, judged as they are."""
    found = list(found)
    claims = store.records_by_id([one.claim for one in found])
    reports = {r.id: r for r in store.reports({c.article for c in claims.values()}, current=False)}
    judgements = defaultdict(list)
    for j in _wrong(store):
        judgements[j.a].append(j)
    return {
        one.id: _event(claims[one.claim], reports, judgements[one.claim], one.row.why)
        for one in found
        if one.claim in claims and claims[one.claim].article in reports
    }


def _event(claim: ClaimRecord, reports: Any, judgements: list[Judgement], why: str) -> Event:
    merged = merge([claim], reports)
    stances = dict(zip(merged.claims, merged.stances, strict=True))
    held = judge([claim], reports, stances=stances, judgements=judgements)
    own = {field.name: getattr(merged, field.name) for field in fields(merged)}
    return Event(
        **own, roots=held.roots, independent_roots=held.independent, verdict=held.verdict, verdict_why=why,
        grade=held.grade, circular=(), story=None,
    )  # fmt: skip
