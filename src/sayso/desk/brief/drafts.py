"""Drafts: a brief is made anew whenever it is looked at, with an editor's changes, until it is locked; then it never changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk import watchlists
from sayso.desk.brief.document import Edit, compose, hash_of
from sayso.desk.days import moment
from sayso.errors import InputError
from sayso.model import content_id
from sayso.store.change_log import stamp
from sayso.store.desk_tables import brief_items, briefs
from sayso.store.rows import dumps

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store import Store

Json = dict[str, Any]
LONGEST_NOTE = 2000


def day_of(given: str) -> str:
    """The day that is meant: `yesterday`, `today`, `2d`, `2026-10-14`."""
    return moment(given or "yesterday")[:10]


def brief(store: Store, day: str, *, watchlist: str | None = None, reader: str = "local") -> Json:
    """The brief of a day on a watchlist, or on everything: as it was locked, else as it would be now."""
    day = day_of(day)
    found = watchlists.watchlist(store, watchlist, reader) if watchlist else None
    own = brief_id(day, found["id"] if found else None)
    with store.read() as connection:
        row = connection.execute(select(briefs).where(briefs.c.id == own)).mappings().first()
        edits = _edits(connection, own) if row else {}
    if row is not None and row["state"] == "locked":
        return _locked(row)
    made = compose(store, day, found["filter"] if found else {}, name=found["name"] if found else "", edits=edits)
    return {"id": own, "state": "draft", **made, "watchlist": found["id"] if found else None, "hash": None,
            "locked_by": None, "locked_at": None}  # fmt: skip


def brief_id(day: str, watchlist: str | None) -> str:
    """The id of the brief of a day on a watchlist."""
    return content_id("brief", day, watchlist or "")


def _locked(row: Any) -> Json:
    document: Json = json.loads(row["document"])
    return {"id": row["id"], "state": "locked", **document, "hash": row["hash"], "locked_by": row["locked_by"],
            "locked_at": row["locked_at"]}  # fmt: skip


def _edits(connection: Connection, own: str) -> dict[str, Edit]:
    rows = connection.execute(select(brief_items).where(brief_items.c.brief_id == own))
    return {r.item: Edit(r.position, r.note, bool(r.pinned), bool(r.dropped)) for r in rows}


def edit(
    store: Store,
    day: str,
    item: str,
    *,
    watchlist: str | None = None,
    reader: str = "local",
    note: str | None = None,
    pinned: bool | None = None,
    dropped: bool | None = None,
    move: int = 0,
) -> Json:
    """Change one item of a draft: its note, whether it is pinned or dropped, its place; the brief as it is then."""
    before = brief(store, day, watchlist=watchlist, reader=reader)
    _must_be_open(before)
    section, place = _place_of(before, item)
    values: Json = {}
    if note is not None:
        values["note"] = note.strip()[:LONGEST_NOTE] or None
    values |= {k: v for k, v in (("pinned", pinned), ("dropped", dropped)) if v is not None}
    with store.transaction(), store._writing() as connection:
        _begin(connection, before, reader)
        _change(connection, before["id"], item, values, reader)
        if move:
            order = [one["event"] for one in section["items"]]
            order.insert(max(0, min(len(order) - 1, place + move)), order.pop(place))
            for n, own in enumerate(order):
                _change(connection, before["id"], own, {"position": n}, reader)
    return brief(store, day, watchlist=watchlist, reader=reader)


def _place_of(document: Json, item: str) -> tuple[Json, int]:
    for section in document["sections"]:
        for kind in ("items", "dropped"):
            for n, one in enumerate(section[kind]):
                if one["event"] == item:
                    return section, n
    raise InputError(
        f"the brief for {document['day']} has no item {item!r}; its items are events", code="no_item", value=item
    )


def _must_be_open(document: Json) -> None:
    if document["state"] == "locked":
        raise InputError(
            f"the brief for {document['day']} was locked by {document['locked_by']} and does not change any more",
            code="brief_locked", value=document["id"],
        )  # fmt: skip


def _begin(connection: Connection, document: Json, reader: str) -> None:
    """Make the row of the draft, unless it is there. Another program may have locked it since it was looked at."""
    row = connection.execute(select(briefs).where(briefs.c.id == document["id"])).mappings().first()
    if row is not None:
        _must_be_open(_locked(row) if row["state"] == "locked" else document)
        return
    made = {
        "id": document["id"], "day": document["day"], "watchlist_id": document["watchlist"], "name": document["name"],
        "filter": dumps(document["filter"]), "state": "draft", "made_by": reader, "made_at": stamp(),
    }  # fmt: skip
    connection.execute(briefs.insert().values(**made))


def _change(connection: Connection, own: str, item: str, values: Json, reader: str) -> None:
    row = brief_items.c
    by = {"changed_by": reader, "changed_at": stamp()}
    done = connection.execute(brief_items.update().where(row.brief_id == own, row.item == item).values(**values, **by))
    if not done.rowcount:
        plain = {"position": None, "note": None, "pinned": False, "dropped": False}
        connection.execute(brief_items.insert().values(brief_id=own, item=item, **plain | values, **by))


def lock(store: Store, day: str, *, watchlist: str | None = None, reader: str = "local") -> Json:
    """Lock the brief: what it says now is kept, with its hash, and stays as it is whatever becomes known later."""
    made = brief(store, day, watchlist=watchlist, reader=reader)
    _must_be_open(made)
    document = {k: v for k, v in made.items() if k not in ("id", "state", "hash", "locked_by", "locked_at")}
    document["sections"] = [section | {"dropped": []} for section in document["sections"]]
    with store.transaction(), store._writing() as connection:
        _begin(connection, made, reader)
        values = {"state": "locked", "locked_by": reader, "locked_at": stamp(), "hash": hash_of(document),
                  "document": dumps(document)}  # fmt: skip
        connection.execute(briefs.update().where(briefs.c.id == made["id"]).values(**values))
    return brief(store, day, watchlist=watchlist, reader=reader)


def whole(document: Json) -> bool:
    """Whether a locked brief still says what its hash was made of."""
    return document["hash"] is None or hash_of(document) == document["hash"]


def kept(store: Store, *, limit: int = 60) -> list[Json]:
    """The briefs that were begun or locked, the newest day first."""
    b = briefs.c
    columns = (b.id, b.day, b.watchlist_id, b.name, b.state, b.made_by, b.made_at, b.locked_by, b.locked_at, b.hash)
    with store.read() as connection:
        query = select(*columns).order_by(b.day.desc(), b.name, b.id).limit(limit)
        return [dict(row) for row in connection.execute(query).mappings()]
