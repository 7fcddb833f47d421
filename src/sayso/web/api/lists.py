"""Addresses that give lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.desk import dyads as of_dyads
from sayso.desk import feeds as of_feeds
from sayso.desk.actors import actor_ranking, actors_told
from sayso.desk.changes import told
from sayso.desk.days import moment
from sayso.desk.events import events_by_id
from sayso.desk.filters import Filter, filter_of
from sayso.desk.judging import judged
from sayso.desk.known import newest, number_at
from sayso.desk.ranking import MOST_COUNTED, Ranking
from sayso.desk.search import search
from sayso.desk.sources import source_ranking, sources_told
from sayso.desk.stories import stories_by_id
from sayso.errors import InputError
from sayso.model.ledger import CHANGES
from sayso.ontology import explain
from sayso.web.api import cursors, paging, schemas
from sayso.web.api.building import Api, Call
from sayso.web.api.parameters import CHANGED, FILTERS, PAGE, SORT, Parameter
from sayso.web.api.since import changed

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
LOOKED = 20_000  # changes that are looked at for one page
_COUNTED = (
    "{what}. Over all events counts are exact. A filter of events is counted over the newest "
    f"{MOST_COUNTED:,} that meet it; where there are more, `counted_since` is their first day."
)
_SORT_OF = {"claim": ("date", "first"), "story": ("date", "reports")}


def _sort(*allowed: str) -> Parameter:
    return Parameter(name="sort", enum=allowed, says=SORT.says, example=allowed[0])


def _question(call: Call) -> str:
    """What a cursor belongs to: the filters and the order."""
    given = [(k, v) for k, v in call.request.query_params.multi_items() if k not in ("cursor", "limit")]
    return repr(sorted(given))


def _paged(call: Call, kind: str, asked: Filter, page: Callable[..., paging.Found], shapes: dict[str, Any]) -> Json:
    """One page of a list with the address of the next."""
    question, key = _question(call), None
    if given := call.query.get("cursor"):
        key = cursors.read(given, f"{kind}-{asked.sort}", question, shapes[asked.sort])
    items, then = page(call.desk.store, asked, key, call.query.limit)
    after = None if then is None else cursors.written(f"{kind}-{asked.sort}", question, then)
    return {"items": items, "next": after and call.query.next_url(cursor=after), "next_cursor": after}


def _counted(
    call: Call,
    kind: str,
    rank: Callable[[Store, Filter, int], Ranking[Any]],
    tell: Callable[[Store, Sequence[Any]], list[Json]],
) -> Json:
    """One page of a list that is ordered by counts, which are made anew each time: the cursor says how many were told, and by
    which name the last one went, so that a list that has moved meanwhile goes on behind it."""
    question, (seen, last) = _question(call), (0, "")
    if given := call.query.get("cursor"):
        seen, last = cursors.read(given, kind, question, (int, str))
    if not 0 <= seen <= 10_000:
        raise InputError("the cursor is beyond the first 10,000; ask with filters", code="cursor")
    limit, store = call.query.limit, call.desk.store
    found = rank(store, filter_of(**call.query.filters, limit=seen + limit + 1), MOST_COUNTED)
    at = next((n + 1 for n, row in enumerate(found.rows) if row[0] == last), seen) if last else 0
    items = tell(store, found.rows[at : at + limit])
    after = None
    if len(found.rows) > at + limit and at + limit <= 10_000:
        after = cursors.written(kind, question, (at + limit, items[-1]["id"]))
    return {
        "items": items,
        "counted_since": found.since,
        "next": after and call.query.next_url(cursor=after),
        "next_cursor": after,
    }


def add_to(api: Api) -> None:
    """Add the lists."""

    @api.get(
        "/events", tag="events", says="Events, the newest first", shows=schemas.changed_page_of("Event"),
        parameters=(*FILTERS, SORT, *PAGE, CHANGED), more=(404,),
        about="Events as objects of `sayso-event/1`: who did what to whom, on how many reports and independent roots.",
    )  # fmt: skip
    def events(call: Call) -> Json:
        asked = filter_of(**call.query.filters)
        if since := call.query.get("changed_since"):
            _alone(call)
            return changed(call.desk.store, "event", asked, since, call.query.limit, events_by_id)
        return _paged(call, "event", asked, paging.event_page, paging.EVENT_KEYS)

    @api.get(
        "/claims", tag="claims", says="Claims, the newest first", shows=schemas.page_of("Claim"),
        parameters=(*FILTERS, _sort("date", "first"), *PAGE), more=(404,),
        about="Claims of current articles as objects of `sayso-claim/1`, each with its chain from the outlet to the root source.",
    )  # fmt: skip
    def claims(call: Call) -> Json:
        return _paged(call, "claim", filter_of(**call.query.filters), paging.claim_page, paging.CLAIM_KEYS)

    @api.get(
        "/stories", tag="stories", says="Stories, the newest first", shows=schemas.changed_page_of("Story"),
        parameters=(*FILTERS, _sort("date", "reports"), *PAGE, CHANGED), more=(404,),
        about="Stories as objects of `sayso-story/1`: articles on one affair.",
    )  # fmt: skip
    def stories(call: Call) -> Json:
        asked = filter_of(**call.query.filters)
        if since := call.query.get("changed_since"):
            _alone(call)
            return changed(call.desk.store, "story", asked, since, call.query.limit, stories_by_id)
        return _paged(call, "story", asked, paging.story_page, paging.STORY_KEYS)

    @api.get(
        "/sources", tag="sources", says="Sources, those of most events first", shows=schemas.counted_page_of("Source"),
        parameters=(*FILTERS, *PAGE), more=(404,), about=_COUNTED.format(what="Sources with what became of their events"),
    )  # fmt: skip
    def of_sources(call: Call) -> Json:
        return _counted(call, "source", source_ranking, sources_told)

    @api.get(
        "/actors", tag="actors", says="Actors, the busiest first", shows=schemas.counted_page_of("Actor"),
        parameters=(*FILTERS, *PAGE), more=(404,), about=_COUNTED.format(what="Who takes part in events"),
    )  # fmt: skip
    def of_actors(call: Call) -> Json:
        return _counted(call, "actor", actor_ranking, actors_told)

    @api.get(
        "/dyads/{a}/{b}", tag="actors", says="What two parties did to each other, day by day", shows=schemas.page_of("Dyad"),
        parameters=(*FILTERS, *PAGE), more=(404,),
        paths={"a": "A name, an id, or a country.", "b": "The other one."},
        about="One row for each day, direction, quad class and verdict, oldest day first.",
    )  # fmt: skip
    def dyad(call: Call) -> Json:
        asked = filter_of(**call.query.filters)
        rows = of_dyads.dyad(call.desk.store, call.path["a"], call.path["b"], asked)
        question, key = _question(call), None
        if given := call.query.get("cursor"):
            key = cursors.read(given, "dyad", question, (str, str, int, str))
        found = [row for row in rows if key is None or _dyad_key(row) > key]
        items, then = found[: call.query.limit], None
        if len(found) > len(items):
            then = cursors.written("dyad", question, _dyad_key(items[-1]))
        return {"items": items, "next": then and call.query.next_url(cursor=then), "next_cursor": then}

    @api.get(
        "/changes", tag="changes", says="What became known since a time, oldest first", shows=schemas.page_of("Change"),
        parameters=(
            Parameter(name="since", says="A time: 2026-03-01, yesterday, 24h.", filter="since_time", example="2026-03-01"),
            Parameter(name="change", many=True, enum=CHANGES, says="Only these.", example="confirmed"),
            *(p for p in FILTERS if p.name not in ("since", "until")), *PAGE,
        ),
        more=(404,),
        about="New, confirmed, disputed, withdrawn or changed, each once, in the order in which the store learned it: also what a late report or a judgement changed.",
    )  # fmt: skip
    def changes(call: Call) -> Json:
        return _changes(call)

    @api.get(
        "/feeds", tag="watching", says="Feeds and how they are, those in trouble first", shows=schemas.page_of("Feed")
    )
    def feeds(call: Call) -> Json:
        return {"items": of_feeds.feed_rows(call.desk.store), "next": None, "next_cursor": None}

    @api.get("/status", tag="about", says="What the store holds, in numbers that add up", shows=schemas.ref("Status"))
    def status(call: Call) -> Json:
        from sayso.coding import status_of

        return status_of(call.desk.store).as_dict()

    @api.get(
        "/codebook", tag="about", says="What codes mean", shows=schemas.page_of("Code"), more=(404,),
        parameters=(Parameter(name="code", says="A type, type/mode, CAMEO number, context or sector.", example="ASSAULT/aerial"),),
    )  # fmt: skip
    def codebook(call: Call) -> Json:
        found = [{**asdict(entry), "details": dict(entry.details)} for entry in explain(call.query.get("code"))]
        return {"items": found, "next": None, "next_cursor": None}

    @api.get(
        "/search", tag="about", says="Events, stories, articles and actors for some words", shows=schemas.ref("Found"),
        parameters=(
            Parameter(name="q", says="Words, a name, or the beginning of an id.", example="ceasefire"),
            Parameter(name="limit", kind="integer", least=1, most=50, says="Of each kind.", example=10),
        ),
    )  # fmt: skip
    def find(call: Call) -> Json:
        return search(call.desk.store, call.query.get("q", ""), size=int(call.query.get("limit", 10)))

    @api.get(
        "/judgements", tag="judgements", says="Judgements in force, the newest first", shows=schemas.page_of("Judgement"),
        parameters=(
            Parameter(name="all", kind="boolean", says="true: also what was undone, and the rows that undid it."), *PAGE,
        ),
    )  # fmt: skip
    def judgements(call: Call) -> Json:
        rows = sorted(
            judged(call.desk.store, every=bool(call.query.get("all"))), key=lambda j: (j["at"], j["id"]), reverse=True
        )
        question, key = _question(call), None
        if given := call.query.get("cursor"):
            key = cursors.read(given, "judgement", question, (str, str))
        found = [row for row in rows if key is None or (row["at"], row["id"]) < key]
        items, then = found[: call.query.limit], None
        if len(found) > len(items):
            then = cursors.written("judgement", question, (items[-1]["at"], items[-1]["id"]))
        return {"items": items, "next": then and call.query.next_url(cursor=then), "next_cursor": then}


def _alone(call: Call) -> None:
    for name in ("cursor", "sort"):
        if call.query.get(name) is not None:
            raise InputError(
                f"changed_since has an order and cursors of its own; leave {name} out", code="usage", value=name
            )


def _dyad_key(row: Json) -> tuple[str, str, int, str]:
    return row["day"], row["direction"], row["quad"] or 0, row["verdict"]


def _changes(call: Call) -> Json:
    """A page of changes in the order of the log; the cursor is the number of the last one that was looked at.

    A filter that few meet gives pages that are not full: so many changes are looked at for one.
    """
    query = call.query
    asked = filter_of(**query.filters)
    kinds = tuple(query.get("change") or ())
    question = _question(call)
    with call.desk.store.read() as connection:
        last = newest(connection)
        if given := query.get("cursor"):
            (after,) = cursors.read(given, "change", question, (int,))
        else:
            after = number_at(connection, moment(query.get("since") or "1970-01-01"))
    upto = int(after) + LOOKED
    rows = list(islice(told(call.desk.store, int(after), asked, kinds=kinds, upto=upto), query.limit + 1))
    items, then = [row for _, row in rows[: query.limit]], None
    if len(rows) > query.limit or upto < last:
        at = rows[query.limit - 1][0] if len(rows) > query.limit else upto
        then = cursors.written("change", question, (at,))
    return {"items": items, "next": then and query.next_url(cursor=then), "next_cursor": then}
