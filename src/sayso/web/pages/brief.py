"""The brief of a day: chosen, looked at, edited item by item, locked, and taken along as Markdown, HTML or PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import Response

from sayso.desk import brief as made
from sayso.desk.brief import parts
from sayso.desk.brief.document import last_day
from sayso.desk.brief.gather import day_after
from sayso.desk.filters import Filter
from sayso.desk.watchlists import listed
from sayso.errors import InputError
from sayso.web.page import Form, Page, Pages

if TYPE_CHECKING:
    from sayso.web.ask import Ask

Json = dict[str, Any]
pages = Pages()
COLUMNS = ("day", "section", "event", "title", "verdict", "grade", "reports", "independent_roots", "roots", "sentence",
           "note", "pinned", "footnotes")  # fmt: skip
FORMS = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}
ACTS = ("note", "pin", "unpin", "drop", "keep", "up", "down")


@pages.page("/brief", template="brief.html", nav="brief")
def brief(ask: Ask) -> Page:
    """The brief of the day and watchlist in the address."""
    document = _document(ask)
    day = document["day"]
    return Page(
        title=document["title"],
        data=document,
        rows=lambda: rows(document),
        columns=COLUMNS,
        context={
            "b": document,
            "about": parts.about(document),
            "figures": parts.figures(document),
            "left_out": parts.left_out(document),
            "notes": {note["number"]: note for note in document["footnotes"]},
            "items": parts.items(document),
            "extractive": parts.EXTRACTIVE,
            "may_edit": ask.may("review") and document["state"] == "draft",
            "earlier": ask.href(day=day_after(day, -1)),
            "later": ask.href(day=day_after(day)),
            "chosen": listed(ask.desk.store, ask.reader),
            "kept": made.kept(ask.desk.store, limit=12),
            "forms": {form: f"/brief/file/{form}?{_query(document)}" for form in FORMS},
            "whole": made.whole(document),
        },
    )


def _document(ask: Ask) -> Json:
    return made.brief(ask.desk.store, _asked_day(ask), watchlist=ask.param("watch") or None, reader=ask.reader)


def _asked_day(ask: Ask) -> str:
    """The day in the address, else the last one before today with news: yesterday, unless the store is older."""
    if given := ask.param("day"):
        return given
    return last_day(ask.desk.store, datetime.now(UTC).date().isoformat(), Filter()) or "yesterday"


def _query(document: Json) -> str:
    watch = {"watch": document["watchlist"]} if document["watchlist"] else {}
    return urlencode({"day": document["day"], **watch})


def rows(document: Json) -> list[Json]:
    """One row for each item, with the footnotes of its first sentence as claims."""
    claims = {note["number"]: note["claim"] for note in document["footnotes"]}
    kept = ("event", "section", "title", "verdict", "grade", "reports", "independent_roots", "roots", "note", "pinned")
    return [
        {name: item[name] for name in kept}
        | {
            "day": document["day"],
            "sentence": item["first"]["text"],
            "footnotes": [claims[n] for n in item["first"]["notes"]],
        }
        for item in parts.items(document)
    ]


@pages.raw("/brief/file/{form}")
def file(ask: Ask, form: str) -> Response:
    """The brief as a file to take along."""
    if form not in FORMS:
        raise InputError(f"a brief has no form {form!r}; there are: {', '.join(FORMS)}", code="no_form", value=form)
    document = _document(ask)
    base = str(ask.request.base_url).rstrip("/")
    body: str | bytes
    if form == "pdf":
        from sayso.desk.brief.pdf import pdf

        body = pdf(document).body
    else:
        body = made.markdown(document) if form == "md" else made.html(document, base=base)
    # To be saved, not shown: the file has its style inside, which the desk's own pages may not.
    headers = {"Content-Disposition": f'attachment; filename="brief-{document["day"]}.{form}"'}
    return Response(body, media_type=FORMS[form], headers=headers)


@pages.action("/brief/item", scope="review")
def item(ask: Ask, form: Form) -> Response:
    """Change one item of a draft."""
    act = str(form.get("act") or "")
    if act not in ACTS:
        raise InputError(f"nothing is called {act!r}; there are: {', '.join(ACTS)}", code="usage", value=act)
    acts: dict[str, Json] = {
        "note": {"note": str(form.get("note") or "")},
        "pin": {"pinned": True},
        "unpin": {"pinned": False},
        "drop": {"dropped": True},
        "keep": {"dropped": False},
        "up": {"move": -1},
        "down": {"move": 1},
    }
    own = str(form.get("item") or "")
    with ask.writing() as store:
        document = made.edit(store, _day(form), own, **_who(ask, form), **acts[act])
    return ask.back(f"/brief?{_query(document)}#{own.replace(':', '-')}")


@pages.action("/brief/lock", scope="review")
def lock(ask: Ask, form: Form) -> Response:
    """Lock the brief as it stands."""
    with ask.writing() as store:
        document = made.lock(store, _day(form), **_who(ask, form))
    return ask.back(f"/brief?{_query(document)}")


def _day(form: Form) -> str:
    return str(form.get("day") or "yesterday")


def _who(ask: Ask, form: Form) -> Json:
    return {"watchlist": str(form.get("watch") or "") or None, "reader": ask.reader}
