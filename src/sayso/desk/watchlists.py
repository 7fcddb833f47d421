"""Watchlists: filters that a reader saved under a name, and those that others share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from sayso.desk import saved
from sayso.errors import InputError
from sayso.model import content_id
from sayso.store.change_log import stamp
from sayso.store.desk_tables import watchlists
from sayso.store.rows import dumps

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
COLUMNS = ("id", "name", "owner", "shared", "words", "query", "changed_at")


def listed(store: Store, reader: str) -> list[Json]:
    """The watchlists of a reader and those shared by others, by name; each with its filter, in words and as a query."""
    w = watchlists.c
    query = select(watchlists).where(or_(w.owner == reader, w.shared)).order_by(w.name, w.owner)
    with store.read() as connection:
        return [_told(row) for row in connection.execute(query).mappings()]


def watchlist(store: Store, given: str, reader: str) -> Json:
    """The watchlist of this id or name that the reader may see; the own one before one of the same name by somebody else."""
    every = listed(store, reader)
    found = [one for one in every if given in (one["id"], one["id"].partition(":")[2])]
    found = found or sorted((one for one in every if one["name"] == given), key=lambda one: one["owner"] != reader)
    if not found:
        names = ", ".join(one["name"] for one in every) or "none yet"
        raise InputError(f"there is no watchlist {given!r}; there are: {names}", code="no_watchlist", value=given)
    return found[0]


def save(store: Store, name: str, filters: Mapping[str, Any], *, reader: str, shared: bool = False) -> Json:
    """Keep a filter under a name; the reader's own one of that name is replaced."""
    name, kept = saved.named(name, "watchlist"), saved.kept(filters)
    own, at = content_id("watchlist", reader, name), stamp()
    values = {"shared": shared, "filter": dumps(kept), "changed_at": at}
    with store.transaction(), store._writing() as connection:
        done = connection.execute(watchlists.update().where(watchlists.c.id == own).values(**values))
        if not done.rowcount:
            row = {"id": own, "name": name, "owner": reader, "made_at": at, **values}
            connection.execute(watchlists.insert().values(**row))
    return watchlist(store, own, reader)


def remove(store: Store, given: str, *, reader: str) -> Json:
    """Forget one of the reader's own watchlists; what it was."""
    found = watchlist(store, given, reader)
    if found["owner"] != reader:
        raise InputError(
            f"the watchlist {found['name']!r} is {found['owner']}'s; only its owner can remove it",
            code="not_yours", value=given,
        )  # fmt: skip
    with store.transaction(), store._writing() as connection:
        connection.execute(watchlists.delete().where(watchlists.c.id == found["id"]))
    return found


def _told(row: Any) -> Json:
    kept = saved.read(row["filter"])
    return {
        **{name: row[name] for name in ("id", "name", "owner", "made_at", "changed_at")},
        "shared": bool(row["shared"]),
        "filter": kept,
        "words": saved.words(kept),
        "query": saved.query(kept),
    }
