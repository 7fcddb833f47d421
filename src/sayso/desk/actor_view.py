"""Everything about one actor, or all actors of a country: names, offices, what it did, suffered and said, who may be the same."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.desk.channels import newest_of
from sayso.desk.dyad_lists import actor_names, country_name
from sayso.desk.levels import known_as, level_of
from sayso.desk.names import Who, actors_meant
from sayso.errors import InputError
from sayso.store import tables as t
from sayso.store.kept import kept
from sayso.store.rollup_tables import party_days

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
ACTOR_VIEW_SCHEMA = "sayso-actor-view/1"
SPELLINGS = 14
READ = 800  # rows of mentions or of roots that are looked at, the newest first
LIKE = 0.74  # likeness from which two names may be of one actor
CANDIDATES = 6
_DID, _SUFFERED = "did", "suffered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """One actor with all that a page shows of it."""

    id: str
    name: str
    kind: str | None
    country: str | None
    sectors: tuple[str, ...]
    level: str
    known: Json | None  # what our tables say of it
    spellings: tuple[Json, ...]
    members: tuple[Json, ...]  # of a country: its actors
    parts: dict[str, dict[int, int]]  # events by part and class
    said: Json
    candidates: tuple[Json, ...]
    first_day: str | None
    last_day: str | None

    def as_json(self) -> Json:
        """The whole answer."""
        own = {name: getattr(self, name) for name in self.__dataclass_fields__}
        parts = {part: {str(quad): count for quad, count in found.items()} for part, found in self.parts.items()}
        return {"schema": ACTOR_VIEW_SCHEMA} | own | {"sectors": list(self.sectors), "parts": parts}


@kept(64)
def actor_view(store: Store, given: str) -> ActorView:
    """Who is meant by an id, a name, or the code of a country. Raises `InputError` where the store does not know him."""
    with store.read() as connection:
        who = _meant(connection, given)
        key = who.country or (who.ids[0] if who.ids else given)
        row = None if who.country else _row(connection, key)
        if row is None and not who.country and not _speaks(connection, key):
            message = f"nobody in the store is called {given!r}; see who is in the store: sayso actors"
            raise InputError(message, code="no_actor", value=given)
        parts, first, last = _parts(connection, key)
        name = country_name(key) if who.country else row.name if row else _source_name(connection, key)
        country = who.country or (row.country if row else None)
        sectors = json.loads(row.sectors) if row else []
        return ActorView(
            id=key,
            name=name,
            kind="country" if who.country else row.kind if row else "source",
            country=country,
            sectors=tuple(sectors),
            level=""
            if who.country or row is None
            else level_of(key, name, country, row.sectors, row.kind, last or "")[0],
            known=None if who.country else _known(key, name),
            spellings=() if who.country else tuple(_spellings(connection, key, name)),
            members=tuple(_members(connection, key)) if who.country else (),
            parts=parts,
            said=_said(connection, who, key),
            candidates=() if who.country else tuple(_candidates(connection, key, name, country)),
            first_day=first,
            last_day=last,
        )


def _meant(connection: Connection, given: str) -> Who:
    try:
        return actors_meant(connection, given)
    except InputError as error:
        raise InputError(error.message, code="no_actor", value=given) from error


def _row(connection: Connection, own: str) -> Any:
    p = t.event_actors.c
    asked = select(p.name, p.kind, p.country, p.sectors).where(p.actor_id == own)
    found = connection.execute(asked.order_by(p.actor_id, p.role, p.event_id).limit(100)).all()
    return Counter(found).most_common(1)[0][0] if found else None


def _speaks(connection: Connection, own: str) -> bool:
    r = t.event_roots.c
    return connection.scalar(select(r.root_id).where(r.root_id == own).limit(1)) is not None


def _source_name(connection: Connection, own: str) -> str:
    r = t.event_roots.c
    return connection.scalar(select(r.name).where(r.root_id == own).limit(1)) or own


def _parts(connection: Connection, key: str) -> tuple[dict[str, dict[int, int]], str | None, str | None]:
    c = party_days.c
    query = select(c.part, c.quad, func.sum(c.events), func.min(c.day), func.max(c.day)).where(c.party == key)
    out: dict[str, dict[int, int]] = defaultdict(dict)
    days: list[str] = []
    for part, quad, events, first, last in connection.execute(query.group_by(c.part, c.quad)):
        out[part][quad] = int(events)
        days += (first, last)
    return dict(out), min(days, default=None), max(days, default=None)


def _known(own: str, name: str) -> Json | None:
    """Aliases, offices over time and what sort of body it is, as our tables have it."""
    known = known_as(own, name)
    if known is None:
        return None
    return {
        "name": known.name,
        "aliases": list(known.aliases),
        "kind": known.kind,
        "sort": known.sort or None,
        "since": known.since or None,
        "until": known.until or None,
        "parent": known.parent or None,
        "source": known.source,
        "note": known.note or None,
        "offices": [
            {"office": s.office or None, "body": s.body or None, "sectors": list(s.sectors), "from": s.start or None, "to": s.end or None}
            for s in sorted(known.spells, key=lambda s: (s.start or "", s.end or "9"), reverse=True)
        ],
    }  # fmt: skip


def _spellings(connection: Connection, own: str, name: str) -> list[Json]:
    """How articles write the name, by language: only what holds a word of it, since texts also say "he"."""
    p, c, a = t.participants.c, t.claims.c, t.articles.c
    query = (
        select(p.text, a.language)
        .join(t.claims, c.id == p.claim_id)
        .join(t.articles, a.id == c.article_id)
        .where(p.actor_id == own, p.text.is_not(None))
        .limit(READ)
    )
    words = {word.lower() for word in name.replace("-", " ").split() if len(word) > 2}
    told: Counter[tuple[str, str]] = Counter()
    for text, language in connection.execute(query):
        if language not in ("en", None) or words & set(text.lower().replace("-", " ").replace("’s", "").split()):
            told[text, language or ""] += 1
    return [
        {"text": text, "language": language or None, "times": n} for (text, language), n in told.most_common(SPELLINGS)
    ]


def _members(connection: Connection, code: str) -> list[Json]:
    p = t.event_actors.c
    times = func.count()
    query = select(p.actor_id, func.min(p.name), times).where(p.country == code).group_by(p.actor_id)
    rows = connection.execute(query.order_by(times.desc(), p.actor_id).limit(40))
    return [{"id": own, "name": name, "events": n} for own, name, n in rows]


def _said(connection: Connection, who: Who, key: str) -> Json:
    """What the actor is the root of: how often, about whom, and what became of it. Counts, and no score of honesty."""
    r, e, p = t.event_roots.c, t.events.c, t.event_actors.c
    if who.country:
        return {"events": 0, "verdicts": {}, "about": [], "more": False}
    rows = connection.execute(
        select(r.event_id, r.claims, r.self_report, r.denies, e.verdict, e.independent_roots)
        .join(t.events, e.id == r.event_id)
        .where(r.root_id == key)
        .limit(READ + 1)
    ).all()
    ids = [row.event_id for row in rows[:READ]]
    about: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(ids), 500):
        named = select(p.actor_id, p.name, p.event_id).where(p.event_id.in_(ids[start : start + 500])).distinct()
        about.update((own, name) for own, name, _ in connection.execute(named) if own != key)
    affirmed = [row for row in rows[:READ] if not row.denies]
    return {
        "events": len(ids),
        "claims": sum(row.claims for row in rows[:READ]),
        "denied": sum(bool(row.denies) for row in rows[:READ]),
        "of_itself": sum(bool(row.self_report) for row in rows[:READ]),
        "alone": sum(row.independent_roots <= 1 for row in affirmed),
        "verdicts": dict(Counter(row.verdict for row in affirmed).most_common()),
        "about": [{"id": own, "name": name, "events": n} for (own, name), n in about.most_common(8)],
        "more": len(rows) > READ,
    }


def _candidates(connection: Connection, own: str, name: str, country: str | None) -> list[Json]:
    """Actors of the store who may be the same: of the same name, a known other name, or an id that begins alike."""
    if not own.startswith("actor:"):
        return []
    told = _known_so(name)
    names = actor_names(connection, _near(connection, own, name) | (set(told) - {own}))
    judged = _judged(connection, own)
    found: list[Json] = []
    for other, called in names.items():
        like = max(alike(name, called), told.get(other, 0.0))
        if like >= LIKE and other not in judged and _compatible(connection, other, country):
            found.append({"id": other, "name": called, "likeness": round(like, 2)})
    return sorted(found, key=lambda one: (-one["likeness"], one["id"]))[:CANDIDATES]


def _known_so(name: str) -> dict[str, float]:
    """Ids of whom our tables know under a name, with how sure that is."""
    from sayso.knowledge.lookup import look_up

    return {match.known.id: match.certainty for match in look_up(name)[:3]}


def _near(connection: Connection, own: str, name: str) -> set[str]:
    from sayso.model import slug

    p = t.event_actors.c
    known = known_as(own, name)
    words = slug(name).split("-")
    forms = {name, *(known.aliases if known else ())}
    called = select(p.actor_id).where(p.name.in_(sorted(forms))).distinct()
    alone = [f"actor:{slug(form)}" for form in forms] + [f"actor:{words[-1]}"]
    found = set(connection.scalars(called.limit(50)))
    found |= {one for one in alone if connection.scalar(select(p.actor_id).where(p.actor_id == one).limit(1))}
    if len(words[0]) > 2:
        found |= set(_beginning(connection, f"actor:{words[0]}"))
    return {one for one in found if one != own and one.startswith("actor:")}


def _beginning(connection: Connection, start: str, most: int = 60) -> Iterator[str]:
    """The first ids that begin so, one seek each: an id stands in the index as often as its actor takes part."""
    p, last = t.event_actors.c, start
    for _ in range(most):
        found = connection.scalar(
            select(func.min(p.actor_id)).where(p.actor_id > last, p.actor_id < start + "\U0010ffff")
        )
        if found is None:
            return
        yield found
        last = found


def alike(a: str, b: str) -> float:
    """How like two names are, 0 to 1: letters, or the one being the last words of the other."""
    one, other = a.casefold().split(), b.casefold().split()
    short, long = sorted((one, other), key=len)
    if short and (long[-len(short) :] == short or short == long[: len(short)]):
        return 1.0 if len(short) == len(long) else 0.85
    return SequenceMatcher(None, a.casefold(), b.casefold()).ratio()


def _compatible(connection: Connection, other: str, country: str | None) -> bool:
    p = t.event_actors.c
    if country is None:
        return True
    found = set(connection.scalars(select(p.country).where(p.actor_id == other).distinct().limit(6)))
    return not found or None in found or country in found


def _judged(connection: Connection, own: str) -> set[str]:
    """Those about whom somebody has answered already, unless that was taken back."""
    j = t.judgements.c
    rows = connection.execute(select(j.id, j.a, j.b, j.undoes).where(j.kind == "same-actor")).all()
    undone = {row.undoes for row in rows if row.undoes}
    return {
        other
        for row in rows
        if own in (row.a, row.b) and row.id not in undone and not row.undoes
        for other in (row.a, row.b)
        if other and other != own
    }


def newest_pairs(connection: Connection, who: Who, most: int = READ) -> Sequence[Any]:
    """The newest pairs of events in which an actor or a country takes part."""
    rows = [row for side in ("a", "b") for row in newest_of(connection, side, who, most)]
    return sorted(
        {(r.event_id, r.a_id, r.b_id, r.relation): r for r in rows}.values(),
        key=lambda r: (r.day, r.event_id),
        reverse=True,
    )[:most]
