"""Sources: the feeds that are watched, outlets and who borrows from whom, and the roots of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from sayso.codec.derived_rows import SOURCE_COLUMNS, source_row
from sayso.desk import borrowing
from sayso.desk.coverage import coverage
from sayso.desk.feeds import COLUMNS, feed_rows, gaps, items, polls, trouble, volume, volumes
from sayso.desk.filters import filter_of
from sayso.desk.ranking import MOST_COUNTED
from sayso.desk.sources import source_ranking, sources_told
from sayso.errors import InputError, SaysoError
from sayso.web.ask import Ask
from sayso.web.bars import bars
from sayso.web.page import Form, Page, Pages
from sayso.web.rendering import render
from sayso.web.scoped import scoped

if TYPE_CHECKING:
    from starlette.datastructures import UploadFile

Json = dict[str, Any]
pages = Pages()
TABS = ("feeds", "outlets", "roots")
SHOWN = 300  # feeds on one page
MOST_OPML = 5_000_000


@pages.page("/sources", template="sources.html", nav="sources")
def sources(ask: Ask) -> Page:
    """Feeds with their health, outlets with what they borrow, or roots with what became of their events."""
    tab = ask.param("tab", TABS[0])
    return {"outlets": _outlets, "roots": _roots}.get(tab, _feeds)(ask)


def _feeds(ask: Ask) -> Page:
    store = ask.desk.store
    rows = feed_rows(store)
    health = ask.param("health")
    shown = [row for row in rows if not health or row["health"] == health]
    drawn = {own: bars(days) for own, days in volumes(store, [row["id"] for row in shown[:SHOWN]]).items()}
    covered = coverage(store)
    return Page(
        title="Sources",
        data={"feeds": shown, "coverage": covered},
        rows=shown,
        columns=COLUMNS,
        context={"tab": "feeds", "tabs": TABS, "feeds": shown[:SHOWN], "covered": covered, "drawn": drawn,
                 "health": health, "may": ask.may("admin"), "left": len(shown) - SHOWN},
    )  # fmt: skip


def _outlets(ask: Ask) -> Page:
    found = borrowing.borrowing(
        ask.desk.store,
        since=ask.param("since") or None,
        until=ask.param("until") or None,
        outlet=ask.param("of") or None,
    )
    return Page(
        title="Sources",
        data=found,
        rows=found["loans"],
        columns=borrowing.LOAN_COLUMNS,
        context={"tab": "outlets", "tabs": TABS, "found": found},
    )


def _roots(ask: Ask) -> Page:
    start = ask.int("page", 1, least=1, most=400)
    store = ask.desk.store
    found = source_ranking(store, filter_of(**scoped(ask, limit=50 * start + 1)), MOST_COUNTED)
    rows = sources_told(store, found.rows[50 * (start - 1) : 50 * start])
    return Page(
        title="Sources",
        data={"sources": rows, "since": found.since},
        rows=lambda: (source_row(one) for one in ask.desk.sources(**scoped(ask, limit=5000))),
        columns=SOURCE_COLUMNS,
        context={"tab": "roots", "tabs": TABS, "roots": rows, "begun": found.since, "counted": MOST_COUNTED,
                 "next": ask.href(page=start + 1) if len(found.rows) > 50 * start else None},
    )  # fmt: skip


@pages.raw("/sources/graph.json")
def graph(ask: Ask) -> Response:
    """Outlets and what they borrow, as nodes and edges."""
    found = borrowing.borrowing(
        ask.desk.store,
        since=ask.param("since") or None,
        until=ask.param("until") or None,
        outlet=ask.param("of") or None,
    )
    return JSONResponse(borrowing.graph(found))


@pages.page("/feed/{id}", template="feed.html", nav="sources")
def feed(ask: Ask, id: str) -> Page:
    """One feed: how it is, what it gave, how it was asked, and where something may have been missed."""
    store = ask.desk.store
    found = next((row for row in feed_rows(store) if row["id"] in (id, f"feed:{id}")), None)
    if found is None:
        raise InputError(f"no feed has the id {id!r}; it may have been removed", code="no_feed", value=id)
    own = found["id"]
    given = items(store, own, limit=200)
    daily = volume(store, own)
    data = {
        "feed": found,
        "volume": daily,
        "items": given,
        "polls": [
            one | {"says": trouble(one["message"], found["url"]) if one["code"] else ""} for one in polls(store, own)
        ],
        "gaps": gaps(store, feed_id=own),
    }
    return Page(
        title=found["title"] or found["url"],
        data=data,
        rows=given,
        columns=("key", "url", "title", "published_at", "seen_at", "state", "how", "message", "input_id", "done_at"),
        context={"drawn": bars(daily, tall=30, days=True), "may": ask.may("admin")},
    )


# ---------------------------------------------------------------------- what forms do
@pages.action("/sources/look", scope="admin")
def look(ask: Ask, form: Form) -> Response:
    """Show what an address holds, before anything is added."""
    from sayso.watch.looking import look_for, robots_says

    url = _field(form, "url")
    private = ask.settings.allow_private
    try:
        looks = look_for(url, allow_private=private)
        told = [{"look": one, "robots": robots_says(one, allow_private=private)} for one in looks[:8]]
        error = None
    except SaysoError as failed:
        told, error = [], failed.message
    page = Page(
        title="Add a feed", data={}, context={"url": url, "looks": told, "error": error}, status=200 if told else 422
    )
    return render(ask, "look.html", page, "sources")


@pages.action("/sources/add", scope="admin")
def add(ask: Ask, form: Form) -> Response:
    """Have a feed watched."""
    from sayso.watch import books

    about = {name: _field(form, name) or None for name in ("title", "site", "language", "country", "note", "kind")}
    about["country"] = _country(about["country"])
    with ask.writing() as store:
        added, _ = books.add_feed(store, _field(form, "url"), allow_private=ask.settings.allow_private, **about)
    return ask.back(f"/feed/{added.id.partition(':')[2]}")


@pages.action("/feed/{id}/{act}", scope="admin")
def change(ask: Ask, form: Form, id: str, act: str) -> Response:
    """Pause, resume or remove a feed."""
    from sayso.watch import books

    with ask.writing() as store:
        found = books.find_feed(store, f"feed:{id}")
        if act == "pause":
            books.pause_feed(store, found.id, _field(form, "why") or None)
        elif act == "resume":
            books.resume_feed(store, found.id)
        elif act == "remove":
            books.remove_feed(store, found.id)
            return ask.back("/sources")
        else:
            raise InputError(f"a feed can be paused, resumed or removed, not {act!r}", code="no_act", value=act)
    return ask.back(_field(form, "next") or f"/feed/{id}")


@pages.raw("/sources/feeds.opml")
def opml_out(ask: Ask) -> Response:
    """All feeds as OPML."""
    from sayso.watch import opml

    headers = {"content-disposition": 'attachment; filename="feeds.opml"'}
    return Response(opml.give(ask.desk.store), media_type="text/x-opml; charset=utf-8", headers=headers)


@pages.action("/sources/opml", scope="admin")
def opml_in(ask: Ask, form: Form) -> Response:
    """Add the feeds of an OPML file."""
    from sayso.watch import opml

    given = form.get("file")
    body = _uploaded(given) if given is not None and not isinstance(given, str) else b""
    if not body.strip():
        raise InputError("no file was sent; choose an OPML file first", code="usage")
    with ask.writing() as store:
        done = opml.take(store, body, allow_private=ask.settings.allow_private)
    if done.problems and not done.added and not done.known:
        raise InputError(done.problems[0], code="usage")
    return ask.back(f"/sources?added={done.added}&known={done.known}")


def _uploaded(given: UploadFile) -> bytes:
    body: bytes = given.file.read(MOST_OPML + 1)
    if len(body) > MOST_OPML:
        raise InputError(f"the OPML file is over {MOST_OPML // 1_000_000} MB", code="too_large")
    return body


def _field(form: Form, name: str) -> str:
    return str(form.get(name) or "").strip()


def _country(given: str | None) -> str | None:
    """The ISO code of a country by its name or code."""
    from sayso.knowledge.countries import by_iso3, country_named

    if not given:
        return None
    code = given.upper() if given.upper() in by_iso3() else country_named(given)
    if code is None:
        raise InputError(
            f"{given!r} is no country; give its ISO 3166-1 alpha-3 code, as LBN, or its name", code="usage"
        )
    return str(code)
