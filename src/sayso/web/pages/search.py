"""One search box for everything."""

from __future__ import annotations

from sayso.desk.search import search
from sayso.web.ask import Ask
from sayso.web.page import Page, Pages

pages = Pages()


@pages.page("/search", template="search.html", nav="")
def find(ask: Ask) -> Page:
    """Events, stories, articles and actors for some words."""
    words = ask.param("q")
    found = search(ask.desk.store, words)
    rows = [
        {"kind": kind, "id": one["id"], "title": one.get("title") or one.get("name")}
        for kind, many in found.items()
        for one in many
    ]
    return Page(title=f"Search: {words}" if words else "Search", data={"q": words, **found}, rows=rows,
                columns=("kind", "id", "title"), context={"any": any(found.values())})  # fmt: skip
