"""Stories: articles on one affair, and one story as lanes of roots."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from sayso.codec.derived_rows import STORY_COLUMNS, story_row
from sayso.desk.story_view import LANES, story_view
from sayso.web.ask import Ask
from sayso.web.lanes import lanes_svg
from sayso.web.page import Form, Page, Pages
from sayso.web.scoped import scoped

Json = dict[str, Any]
pages = Pages()
SIZE = 25
TABS = ("claims", "articles", "disagreements")


@pages.page("/stories", template="stories.html", nav="stories")
def stories(ask: Ask) -> Page:
    """Stories, the newest first or those with most reports."""
    start = ask.int("page", 1, least=1, most=400)
    rows = list(ask.desk.stories(**scoped(ask, limit=SIZE * start + 1)))[SIZE * (start - 1) :]
    found = rows[:SIZE]
    return Page(
        title="Stories",
        data={"stories": found, "next": ask.href(page=start + 1) if len(rows) > SIZE else None},
        rows=lambda: (story_row(one) for one in ask.desk.stories(**scoped(ask, limit=5000))),
        columns=STORY_COLUMNS,
        context={"next": ask.href(page=start + 1) if len(rows) > SIZE else None},
    )


@pages.page("/story/{id}", template="story.html", nav="stories")
def story(ask: Ask, id: str) -> Page:
    """One story: who said what when, who carried it, and where reports differ."""
    found = story_view(ask.desk.store, id)
    tab = ask.param("tab", TABS[0])
    return Page(
        title=found["story"]["title"] or "A story",
        data=found,
        rows=[
            {"at": one["at"], "root": lane["name"], "event": one["event"], "title": one["title"], "verdict": one["verdict"],
             "outlet": one["outlet"], "carried": len(one["carried"])}
            for lane in found["lanes"] for one in lane["told"]
        ],
        columns=("at", "root", "event", "title", "verdict", "outlet", "carried"),
        context={
            "tab": tab if tab in TABS else TABS[0],
            "tabs": TABS,
            "lanes": found["lanes"][:LANES],
            "picture": lanes_svg(found["lanes"][:LANES], href=lambda own: ask.to(f"/event/{own.partition(':')[2]}")),
        },
    )  # fmt: skip


@pages.action("/event/{id}/join", scope="review")
def join(ask: Ask, form: Form, id: str) -> Response:
    """Join two events of a story into one, or keep them apart; `sayso judge undo` and the review page take it back."""
    from sayso.desk.judging import judge
    from sayso.rebuild import refresh

    with ask.writing() as store:
        other = str(form.get("other") or "")
        answer = "no" if form.get("answer") == "no" else "yes"
        judge(store, "same-event", _whole(id), _whole(other), answer=answer, by=ask.reader)
        refresh(store)
    return ask.back(str(form.get("next") or "/stories"))


def _whole(own: str) -> str:
    return own if ":" in own else f"event:{own}"
