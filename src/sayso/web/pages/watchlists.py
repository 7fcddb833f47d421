"""Watchlists: filters under a name, to choose in the top bar of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.desk import saved
from sayso.desk.watchlists import COLUMNS, listed, remove, save
from sayso.web.page import Form, Page, Pages

if TYPE_CHECKING:
    from starlette.responses import Response

    from sayso.web.ask import Ask

Json = dict[str, Any]
pages = Pages()
FIELDS = (
    ("party", "Takes part", "Algeria; LBY; a name"),
    ("type", "Type", "ASSAULT, PROTEST"),
    ("country", "In the country", "LBY, Tunisia"),
    ("place", "At", "Tripoli"),
    ("actor", "Done by", ""),
    ("recipient", "Done to", ""),
    ("root", "Root", "Amber Wire"),
    ("outlet", "Told by", ""),
    ("verdict", "Verdict", "corroborated, disputed"),
    ("status", "A claim that is", "denied, hedged"),
    ("text", "With the words", '"border post"'),
    ("min_roots", "Independent roots, at least", "2"),
    ("min_reports", "Reports, at least", "5"),
)
_LISTS = ("party", "type", "country", "actor", "recipient", "root", "outlet", "verdict", "status")


@pages.page("/watchlists", template="watchlists.html", nav="watchlists")
def watchlists(ask: Ask) -> Page:
    """The watchlists of this reader, and those that others share."""
    found = listed(ask.desk.store, ask.reader)
    return Page(
        title="Watchlists",
        data={"watchlists": found},
        rows=found,
        columns=COLUMNS,
        context={"fields": FIELDS, "given": {name: ", ".join(ask.params.getlist(name)) for name, _, _ in FIELDS}},
    )


def filters_of(form: Form) -> Json:
    """The filters of a form: several values of one field are parted by commas, or by semicolons where they hold commas."""
    out: Json = {}
    for name, _, _ in FIELDS:
        text = str(form.get(name) or "").strip()
        if not text:
            continue
        if name in _LISTS:
            out[name] = tuple(one.strip() for one in text.split(";" if ";" in text else ",") if one.strip())
        elif name.startswith("min_"):
            out[name] = whole(text, name)
        else:
            out[name] = text
    return saved.kept(out)


def whole(text: str, name: str) -> int:
    """A whole number of a form."""
    from sayso.errors import InputError

    if not text.isdecimal() or len(text) > 6:
        raise InputError(f"{name.replace('_', ' ')}: {text!r} is no whole number", code="usage", value=text)
    return int(text)


@pages.action("/watchlists/save", scope="read")
def keep(ask: Ask, form: Form) -> Response:
    """Keep a filter under a name."""
    filters = filters_of(form)
    with ask.writing() as store:
        made = save(store, str(form.get("name") or ""), filters, reader=ask.reader, shared=bool(form.get("shared")))
    return ask.back(f"/events?watch={made['id']}" if form.get("show") else "/watchlists")


@pages.action("/watchlists/remove", scope="read")
def forget(ask: Ask, form: Form) -> Response:
    """Forget a watchlist of one's own."""
    with ask.writing() as store:
        remove(store, str(form.get("id") or ""), reader=ask.reader)
    return ask.back("/watchlists")
