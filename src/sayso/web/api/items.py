"""Addresses that give one thing by its id."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from sayso.desk.actors import actors
from sayso.desk.article_view import article_view
from sayso.desk.conditions import begins, event_ids, full_id
from sayso.desk.events import events_by_id
from sayso.desk.filters import filter_of
from sayso.desk.refuted import refuted
from sayso.desk.sources import sources
from sayso.desk.stories import stories_by_id
from sayso.errors import InputError
from sayso.store import tables as t
from sayso.store.people_tables import revisions
from sayso.web.access.principal import require
from sayso.web.api import schemas
from sayso.web.api.building import Api, Call
from sayso.web.api.parameters import Parameter

Json = dict[str, Any]
_OF = {"claim": t.claims, "story": t.stories, "article": t.articles}
_LISTS = {"claim": "claims", "story": "stories", "article": "claims", "event": "events"}


def _elsewhere(call: Call, kind: str, own: str) -> Response:
    """Whoever asked by an older or a shorter id is told the present one, for good."""
    at = f"/api/v1/{kind}/{quote(own, safe=':')}"
    query = call.request.url.query
    return RedirectResponse(at + (f"?{query}" if query else ""), 308, headers={"Link": f'<{at}>; rel="canonical"'})


def _why(call: Call, connection: Any, own: str) -> str:
    """Why an event is no longer held, where a reviewer withdrew it."""
    found = refuted(call.desk.store, connection, [own]).get(own)
    return f" ({found.row.why})" if found else ""


def _none(call: Call, kind: str, given: str) -> InputError:
    with call.desk.store.read() as connection:
        r = revisions.c
        asked = select(r.at).where(r.kind == kind, r.id == full_id(given, kind), r.gone.is_(True))
        at = connection.scalar(asked)
        why = _why(call, connection, full_id(given, kind)) if at and kind == "event" else ""
    if at:
        return InputError(
            f"the {kind} {given!r} is no longer held since {at[:16]}Z{why}; its claims are still at /api/v1/claims",
            code="gone",
            value=given,
        )
    return InputError(
        f"there is no {kind} {given[:80]!r}; find ids at /api/v1/{_LISTS[kind]}", code=f"no_{kind}", value=given
    )


def _id(call: Call, kind: str) -> str:
    """The whole id of what is asked for by its id or the beginning of one."""
    given = call.path["id"]
    start = full_id(given, kind)
    with call.desk.store.read() as connection:
        own = _OF[kind].c.id
        found = list(connection.scalars(select(own).where(begins(own, start)).order_by(own).limit(3)))
    if start in found:
        return start
    if len(found) > 1 and start != f"{kind}:":
        raise InputError(f"{given!r} begins the ids of several; give more of it", code="usage", value=given)
    if len(found) != 1:
        raise _none(call, kind, given)
    return str(found[0])


def add_to(api: Api) -> None:
    """Add the addresses of single things."""
    ids = {"id": "The id; the beginning of one leads to it by a 308."}
    codes = (308, 404)

    @api.get(
        "/events/{id}", tag="events", says="One event", shows=schemas.ref("Event"), more=(*codes, 410), paths=ids,
        about="An id that the event had before earlier reports joined it leads to the present one by a 308.",
    )  # fmt: skip
    def event(call: Call) -> Any:
        given = call.path["id"]
        with call.desk.store.read() as connection:
            found = event_ids(connection, (given,)) if full_id(given, "event") != "event:" else ()
        if not found:
            raise _none(call, "event", given)
        if found[0] != given:
            return _elsewhere(call, "events", found[0])
        return events_by_id(call.desk.store, found)[0]

    @api.get("/claims/{id}", tag="claims", says="One claim", shows=schemas.ref("Claim"), more=codes, paths=ids)
    def claim(call: Call) -> Any:
        own = _id(call, "claim")
        return next(call.desk.claims(id=own)) if own == call.path["id"] else _elsewhere(call, "claims", own)

    @api.get(
        "/stories/{id}", tag="stories", says="One story", shows=schemas.ref("Story"), more=(*codes, 410), paths=ids
    )
    def story(call: Call) -> Any:
        own = _id(call, "story")
        return stories_by_id(call.desk.store, [own])[0] if own == call.path["id"] else _elsewhere(call, "stories", own)

    @api.get(
        "/articles/{id}", tag="articles", says="One article: where it stands, and what its claims rest on",
        shows=schemas.ref("Article"), more=codes, paths=ids,
        parameters=(Parameter(name="text", enum=("excerpt", "full"), says="full: with the whole text, for reviewers.", example="excerpt"),),
    )  # fmt: skip
    def article(call: Call) -> Any:
        own = _id(call, "article")
        full = call.query.get("text") == "full"
        if full:
            require(call.who, "review")
        if own != call.path["id"]:
            return _elsewhere(call, "articles", own)
        told = article_view(call.desk.store, own)
        return told | ({"text": call.desk.store.reading(own)["text"]} if full else {})

    @api.get("/sources/{id}", tag="sources", says="One source", shows=schemas.ref("Source"), more=(404,), paths=ids)
    def source(call: Call) -> Any:
        return _exact(call, "source", sources(call.desk.store, filter_of(id=call.path["id"], limit=20)))

    @api.get("/actors/{id}", tag="actors", says="One actor", shows=schemas.ref("Actor"), more=(404,), paths=ids)
    def actor(call: Call) -> Any:
        return _exact(call, "actor", actors(call.desk.store, filter_of(id=call.path["id"], limit=20)))


def _exact(call: Call, kind: str, rows: Any) -> Json:
    for row in rows:
        if row["id"] == call.path["id"]:
            return dict(row)
    raise InputError(
        f"there is no {kind} {call.path['id'][:80]!r}; find ids at /api/v1/{kind}s",
        code=f"no_{kind}",
        value=call.path["id"],
    )
