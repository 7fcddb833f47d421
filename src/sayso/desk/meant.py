"""Which claim, article, actor or source of a store a person means: an id, the beginning of one, an address or a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select, union
from sqlalchemy.engine import Connection

from sayso.desk.conditions import begins, event_ids, full_id
from sayso.desk.names import outlets_meant
from sayso.errors import InputError
from sayso.store import tables as t

_FEW = 6  # ids or names told where several fit
_LISTS = {"claim": "sayso claims", "event": "sayso events", "article": "sayso claims --csv", "source": "sayso sources",
          "actor": "sayso actors"}  # fmt: skip


def claim_meant(connection: Connection, url: str, given: str) -> str:
    """The claim with this id or the only one whose id begins so."""
    return _only(_claims(connection, given), "claim", given, url)


def lead_claim(connection: Connection, url: str, given: str) -> str:
    """A claim, or the first claim of an event, which its id is made from."""
    return claims_of_event(connection, url, given)[0]


def claims_of_event(connection: Connection, url: str, given: str, *, stance: str | None = None) -> tuple[str, ...]:
    """The claim that is meant; of an event all claims, or all of a stance if it has any, its first one first."""
    claims = _claims(connection, given) if _may_be(given, "claim") else []
    events = event_ids(connection, (given,)) if _may_be(given, "event") else ()
    if claims and events:
        kinds = f"{claims[0]} and {events[0]}"
        raise InputError(f"{given!r} may be {kinds}; write it with its kind", code="usage", value=given)
    if not events:
        what = "event" if given.startswith("event:") else "claim" if given.startswith("claim:") else "claim or event"
        return (_only(claims, what, given, url),)
    members = t.event_claims.c
    asked = select(members.claim_id, members.stance).where(members.event_id == events[0]).order_by(members.position)
    rows = connection.execute(asked).all()
    return tuple(row[0] for row in rows if row[1] == stance) or tuple(row[0] for row in rows)


def article_meant(connection: Connection, url: str, given: str) -> str:
    """The article with this id or the beginning of it; or the newest version of what stands at an address."""
    a = t.articles.c
    if "/" in given:
        at = select(a.id).where(a.url == given).order_by(a.version.desc()).limit(1)
        return _only([row[0] for row in connection.execute(at)], "article", given, url)
    start = begins(a.id, full_id(given, "article"))
    found = [row[0] for row in connection.execute(select(a.id).where(start).order_by(a.id).limit(_FEW))]
    return _only(found, "article", given, url)


def actor_meant(connection: Connection, url: str, given: str) -> str:
    """The actor with this id, the beginning of it, or this name, among those who take part in claims or are their sources."""
    p, k = t.participants.c, t.links.c
    found = _by_id(connection, (p.actor_id, k.source_id), full_id(given, "actor"))
    found = found or _by_name(connection, ((p.actor_id, p.name), (k.source_id, k.name)), given)
    return _only(found, "actor", given, url, near=_near(connection, (p.name, k.name), given))


def source_meant(connection: Connection, url: str, given: str, *, new: bool = False) -> str:
    """The source with this id, the beginning of it, or this name; a medium that we know need not have been quoted yet.

    `new`: a name that the store does not have is taken as it is.
    """
    p, k, s = t.participants.c, t.links.c, t.sources.c
    found = _by_id(connection, (k.source_id, s.id, p.actor_id), given) if ":" in given else []
    found = found or _by_name(connection, ((k.source_id, k.name), (s.id, s.name), (p.actor_id, p.name)), given)
    if not found:
        ids = [one for one in outlets_meant(given)[0] if _known(one)]
        found = _by_id(connection, (k.source_id, s.id), ids[0]) or ids if ids else []
    if not found and new:
        return given
    return _only(found, "source", given, url, near=_near(connection, (k.name, s.name), given))


def _may_be(given: str, kind: str) -> bool:
    return ":" not in given or given.startswith(f"{kind}:")


def _claims(connection: Connection, given: str) -> list[str]:
    c = t.claims.c
    start = begins(c.id, full_id(given, "claim"))
    return [row[0] for row in connection.execute(select(c.id).where(start).order_by(c.id).limit(_FEW))]


def _by_id(connection: Connection, columns: Sequence[Any], start: str) -> list[str]:
    """Ids that are `start`, else those that begin with it."""
    asked = (
        union(*(select(column.label("id")).where(begins(column, start)) for column in columns))
        .order_by("id")
        .limit(_FEW)
    )
    found = [row[0] for row in connection.execute(asked)]
    return [start] if start in found else found


def _by_name(connection: Connection, columns: Sequence[tuple[Any, Any]], name: str) -> list[str]:
    low = name.lower()
    asked = union(*(select(own.label("id")).where(func.lower(called) == low) for own, called in columns))
    return [row[0] for row in connection.execute(asked.order_by("id").limit(_FEW)) if row[0]]


def _near(connection: Connection, columns: Iterable[Any], name: str) -> list[str]:
    """Names of the store that hold the longest word of the one given."""
    word = max(name.lower().partition(":")[2].replace("-", " ").split() or name.lower().split() or [""], key=len)
    if len(word) < 4:
        return []
    like = union(*(select(c.label("name")).where(func.lower(c).contains(word, autoescape=True)) for c in columns))
    return [row[0] for row in connection.execute(like.order_by("name").limit(_FEW))]


def _known(own: str) -> bool:
    from sayso.knowledge.outlets import outlets

    return any(outlet.id == own for outlet in outlets())


def _only(found: Sequence[str], what: str, given: str, url: str, *, near: Sequence[str] = ()) -> str:
    """The one that was found; else what is wrong and what to do."""
    if len(found) == 1 or given in found:
        return given if given in found else found[0]
    if found:
        raise InputError(f"{given!r} may be {', '.join(found)}; give the whole id", code="usage", value=given)
    how = " or ".join(f"{_LISTS[kind]} --store {url}" for kind in what.split(" or "))
    hint = f"names like it: {', '.join(near)}" if near else f"list them with: {how}"
    code = "no_" + what.replace(" ", "_")
    raise InputError(f"the store {url} has no {what} {given!r}; {hint}", code=code, value=given)
