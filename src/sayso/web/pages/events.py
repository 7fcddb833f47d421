"""Lists of events and of claims, filtered by the address."""

from __future__ import annotations

from typing import Any

from sayso.codec.derived_rows import CLAIM_COLUMNS, EVENT_COLUMNS, claim_row, event_row
from sayso.desk.events import events_by_id
from sayso.desk.filters import SORTS, filter_of
from sayso.desk.keyset import events_after
from sayso.model.ledger import VERDICTS
from sayso.web.ask import Ask
from sayso.web.claims import shown
from sayso.web.page import Page, Pages
from sayso.web.scoped import scoped

Json = dict[str, Any]
pages = Pages()
SIZE = 25
MOST = 5000  # rows of a twin


@pages.page("/events", template="events.html", nav="events")
def events(ask: Ask) -> Page:
    """Events, newest first or as the address says, page by page."""
    size = ask.int("limit", SIZE, least=1, most=200)
    asked = filter_of(**scoped(ask, limit=None))
    with ask.desk.store.read() as connection:
        ids, after = events_after(connection, asked, ask.param("after") or None, size)
    found = events_by_id(ask.desk.store, ids)
    more = ask.href(after=after) if after else None
    return Page(
        title="Events",
        data={"events": found, "next": more and more.replace("/events?", "/events.json?")},
        rows=lambda: (
            event_row(one) for one in ask.desk.events(**scoped(ask, limit=ask.int("limit", MOST, most=MOST)))
        ),
        columns=EVENT_COLUMNS,
        context={
            "next": more,
            "first": ask.href(after=None) if ask.param("after") else None,
            "verdicts": VERDICTS,
            "sorts": SORTS,
            "narrowed": narrowed(ask),
        },
    )


@pages.page("/claims", template="claims.html", nav="events")
def claims(ask: Ask) -> Page:
    """Claims, each with the article that tells it and the event that it is part of."""
    size = ask.int("limit", SIZE, least=1, most=200)
    start = ask.int("page", 1, least=1, most=400)
    rows = list(ask.desk.claims(**scoped(ask, limit=size * start + 1)))[size * (start - 1) :]
    more = ask.href(page=start + 1) if len(rows) > size else None
    return Page(
        title="Claims",
        data={"claims": rows[:size], "next": more and more.replace("/claims?", "/claims.json?")},
        rows=lambda: (
            claim_row(one) for one in ask.desk.claims(**scoped(ask, limit=ask.int("limit", MOST, most=MOST)))
        ),
        columns=CLAIM_COLUMNS,
        context={"listed": [shown(one) for one in rows[:size]], "next": more, "narrowed": narrowed(ask)},
    )


def narrowed(ask: Ask) -> list[Json]:
    """The filters in force, each with the address without it."""
    out = []
    for name, value in ask.params.multi_items():
        if value and name not in ("after", "page", "limit", "sort", "watch", "since", "until"):
            out.append({"name": name, "value": value, "without": ask.href(**{name: None, "after": None, "page": None})})
    return out
