"""Contacts: what an event is between two of its parties, told from one side, with those who vouch for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.desk.levels import level_of
from sayso.desk.testimony import articles_of, independent
from sayso.lexicon.tables import table
from sayso.store import tables as t
from sayso.store.kept import Kept
from sayso.store.marks import EVENT
from sayso.store.rolling import turned

Json = dict[str, Any]
HELPING = ("support", "concession")
MOST = 20_000  # events whose contacts are kept in memory
PRESSING = ("pressure", "force", "demand", "rejection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor as events name it, with the level at which it speaks."""

    id: str
    name: str
    country: str | None
    level: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One event as it joins `x` to `y`."""

    event: str
    title: str
    day: str
    kind: str
    talking: bool
    x: Party
    y: Party
    way: str  # x>y, y>x or x+y
    type: str
    mode: str | None
    certainty: str
    verdict: str
    reports: int
    independent_roots: int
    roots: tuple[str, ...]  # names, those who deny it left out
    denied_by: tuple[str, ...]
    place: str | None
    articles: tuple[str, ...] = ()  # ids, for counting those of several contacts once
    origins: tuple[str, ...] = ()  # ids of the roots that count

    @property
    def took_place(self) -> bool:
        """Neither denied nor withdrawn, nor only proposed or expected."""
        return self.certainty not in ("denied", "withdrawn", "future") and self.kind != "offer"

    @property
    def style(self) -> str:
        """How its line is drawn."""
        if self.kind in ("offer", "call") and self.certainty not in ("denied", "withdrawn"):
            return "future"  # talks that are offered or called for have not happened
        return {"withdrawn": "denied", "disputed": "hedged"}.get(self.certainty, self.certainty)


@cache
def _kinds() -> dict[tuple[str, str, str], tuple[str, bool]]:
    rows = table("contacts", language=None, package="sayso.desk")
    return {(r["relation"], r["type"], r["mode"]): (r["kind"], r["talking"] == "1") for r in rows}


def kinds() -> tuple[str, ...]:
    """All kinds of contact, as the table orders them."""
    return tuple(dict.fromkeys(kind for kind, _ in _kinds().values()))


@lru_cache(maxsize=4096)
def kind_of(relation: str, kind: str, mode: str | None) -> tuple[str, bool]:
    """What an act is between two parties, and whether it means that they were in touch."""
    own = {"mediated": "mediates", "hosted": "hosts", "helped": "helps"}.get(relation, relation)
    found = _kinds()
    for key in ((own, "", ""), ("", kind, mode or ""), ("", kind, "")):
        if key in found:
            return found[key]
    return "pressure", False


def contacts(connection: Connection, rows: Iterable[tuple[Any, bool]]) -> list[Contact]:
    """Contacts of rows of `event_pairs`, each with whether `x` is its second party; newest first, as the rows are.

    Those of events that did not change since they were asked for last are the ones that were made then.
    """
    listed = [((row.a_id, row.b_id, row.relation, flipped), row) for row, flipped in rows]
    made = _MADE.of(connection, [row.event_id for _, row in listed], lambda missing: {own: {} for own in missing})
    fresh = [(key, row) for key, row in listed if key not in made[row.event_id]]
    if fresh:
        about = _About(connection, list(dict.fromkeys(row.event_id for _, row in fresh)))
        for key, row in fresh:
            made[row.event_id][key] = about.contact(row, flipped=key[-1])
    return [made[row.event_id][key] for key, row in listed]


class _About:
    """What some events tell beside their pairs."""

    def __init__(self, connection: Connection, ids: Sequence[str]) -> None:
        self.events = _events(connection, ids)
        self.roots = _roots(connection, ids)
        self.people = _people(connection, ids)
        self.articles = articles_of(connection, ids)

    def contact(self, row: Any, *, flipped: bool) -> Contact:
        """One row of `event_pairs` as a contact."""
        own = row.event_id
        one, other = (row.b_id, row.a_id) if flipped else (row.a_id, row.b_id)
        relation = turned(row.relation) if flipped else row.relation
        kind, talking = kind_of(relation, row.type, row.mode)
        title, place = self.events.get(own, (row.type, None))
        affirm, deny, told = self.roots.get(own, ((), (), ()))
        return Contact(
            event=own,
            title=title or row.type,
            day=row.day,
            kind=kind,
            talking=talking,
            x=_party(self.people[own][one], row.day),
            y=_party(self.people[own][other], row.day),
            way=_WAYS.get(relation, "y>x"),
            type=row.type,
            mode=row.mode,
            certainty=row.certainty,
            verdict=row.verdict,
            reports=row.reports,
            independent_roots=row.roots,
            roots=affirm,
            denied_by=deny,
            place=place,
            articles=self.articles.get(own, ()),
            origins=independent(own, told, row.roots),
        )


_WAYS = {"together": "x+y", "acts": "x>y", "helps": "x>y", "hosts": "x>y", "mediates": "x>y"}
_MADE: Kept[dict[tuple[str, str, str, bool], Contact]] = Kept(EVENT, MOST)


def _events(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    e = t.events.c
    query = select(e.id, e.title, e.place).where(e.id.in_(ids))
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


_Rooted = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, bool, bool], ...]]


def _roots(connection: Connection, ids: Sequence[str]) -> dict[str, _Rooted]:
    """Of each event the names of the roots that affirm and of those that deny, and all of them by id."""
    r = t.event_roots.c
    found: dict[str, tuple[list[str], list[str], list[tuple[str, bool, bool]]]] = defaultdict(lambda: ([], [], []))
    query = select(r.event_id, r.name, r.denies, r.root_id, r.counted).where(r.event_id.in_(ids))
    for own, name, denies, root, counts in connection.execute(query.order_by(r.event_id, r.position)):
        found[own][bool(denies)].append(name)
        found[own][2].append((root, bool(counts), bool(denies)))
    return {own: (tuple(affirm), tuple(deny), tuple(told)) for own, (affirm, deny, told) in found.items()}


def _people(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Of each event its participants by id."""
    p = t.event_actors.c
    columns = (p.event_id, p.actor_id, p.name, p.kind, p.country, p.sectors)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in connection.execute(select(*columns).where(p.event_id.in_(ids))):
        found[row.event_id][row.actor_id] = row
    return found


def _party(row: Any, day: str) -> Party:
    level, office = level_of(row.actor_id, row.name, row.country, row.sectors, row.kind, day)
    return Party(id=row.actor_id, name=row.name, country=row.country, level=level, office=office)


def contact_row(contact: Contact) -> Json:
    """A contact as a flat row."""
    return {
        "day": contact.day,
        "kind": contact.kind,
        "x": contact.x.id,
        "x_name": contact.x.name,
        "x_country": contact.x.country,
        "x_level": contact.x.level,
        "way": contact.way,
        "y": contact.y.id,
        "y_name": contact.y.name,
        "y_country": contact.y.country,
        "y_level": contact.y.level,
        "title": contact.title,
        "type": contact.type,
        "mode": contact.mode,
        "certainty": contact.certainty,
        "style": contact.style,
        "verdict": contact.verdict,
        "reports": contact.reports,
        "independent_roots": contact.independent_roots,
        "roots": list(contact.roots),
        "denied_by": list(contact.denied_by),
        "place": contact.place,
        "event": contact.event,
    }


CONTACT_COLUMNS = (
    *("day", "kind", "x", "x_name", "x_country", "x_level", "way", "y", "y_name", "y_country", "y_level", "title"),
    *(
        "type",
        "mode",
        "certainty",
        "style",
        "verdict",
        "reports",
        "independent_roots",
        "roots",
        "denied_by",
        "place",
        "event",
    ),
)


def claims_of(connection: Connection, ids: Sequence[str], most: int = 3) -> dict[str, list[Json]]:
    """Some claims of each event, one of each root first, as objects of the contract with `article`, `outlet` and `stance`."""
    part, c, a = t.event_claims.c, t.claims.c, t.articles.c
    query = (
        select(part.event_id, part.stance, part.root_id, c.id, c.json, a.id.label("article"), a.outlet, a.title, a.url)
        .join(t.claims, c.id == part.claim_id)
        .join(t.articles, a.id == c.article_id)
        .where(part.event_id.in_(ids))
        .order_by(part.event_id, part.position)
    )
    found: dict[str, list[tuple[bool, Json]]] = defaultdict(list)
    told: set[tuple[str, str | None]] = set()
    for row in connection.execute(query):
        beside = {
            "article": row.article,
            "outlet": row.outlet,
            "title": row.title,
            "url": row.url,
            "stance": row.stance,
        }
        again = (row.event_id, row.root_id) in told
        told.add((row.event_id, row.root_id))
        found[row.event_id].append((again, json.loads(row.json) | beside))
    return {own: [claim for _, claim in sorted(rows, key=lambda one: one[0])[:most]] for own, rows in found.items()}
