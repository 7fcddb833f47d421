"""One article in excerpts, two articles side by side, and the judgement of one claim."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from sayso.desk.article_view import article_view
from sayso.desk.comparing import compared
from sayso.errors import InputError
from sayso.web.ask import Ask
from sayso.web.claims import shown
from sayso.web.page import Form, Page, Pages

Json = dict[str, Any]
pages = Pages()


@pages.page("/article/{id}", template="article.html", nav="stories")
def article(ask: Ask, id: str) -> Page:
    """The sentences of an article that claims rest on, with a link to the page itself."""
    found = article_view(ask.desk.store, id if ":" in id else f"article:{id}")
    return Page(
        title=found["title"] or found["url"] or found["id"],
        data=found,
        rows=[
            {"claim": c["id"], "type": c["type"], "status": c["status"], "root": c["root"], "event": c["event_id"],
             "sentence": c["sentence"]["text"]}
            for c in found["claims"]
        ],
        columns=("claim", "type", "status", "root", "event", "sentence"),
        context={"claims": [shown(claim) for claim in found["claims"]]},
    )  # fmt: skip


@pages.page("/compare", template="compare.html", nav="stories")
def compare(ask: Ask) -> Page:
    """Two articles side by side with the words that they share marked."""
    a, b = ask.param("a"), ask.param("b")
    if not a or not b:
        raise InputError("name two articles: /compare?a=ARTICLE&b=ARTICLE", code="usage", value=a or b)
    found = compared(ask.desk.store, a, b)
    return Page(title="Two texts compared", data=found["data"], rows=found["data"]["passages"],
                columns=("words", "a_start", "a_end", "b_start", "b_end", "text"), context={"sides": found["sides"]})  # fmt: skip


@pages.action("/claim/{id}/judge", scope="review")
def judge(ask: Ask, form: Form, id: str) -> Response:
    """Keep that a claim is wrong, or right, and bring what is derived up to date."""
    from sayso.desk.judging import judge as keep
    from sayso.rebuild import refresh

    answer = str(form.get("answer") or "yes")
    with ask.writing() as store:
        keep(store, "wrong", id if ":" in id else f"claim:{id}", answer=answer, by=ask.reader)
        refresh(store)
    return ask.back(str(form.get("next") or "/"))
