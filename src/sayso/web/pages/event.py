"""One event: who says so, through whom, in which words; what speaks for and against independence; what changed."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from sayso.desk.event_view import EventView, Told, event_view
from sayso.desk.judging import judged, undo
from sayso.desk.provenance import Node, provenance
from sayso.rebuild import refresh
from sayso.web.ask import Ask
from sayso.web.chain import chain_svg
from sayso.web.cite import citations
from sayso.web.claims import shown
from sayso.web.page import Form, Page, Pages
from sayso.wording.events import titled

Json = dict[str, Any]
pages = Pages()


@pages.page("/event/{id}", template="event.html", nav="events")
def event(ask: Ask, id: str) -> Page:
    """The event of this id, or the one that holds it by now."""
    found = event_view(ask.desk.store, ask.desk.event(id))
    drawn = provenance(found)
    title = f"Who has it from whom: {found.event['verdict_why'] or found.event['verdict']}"
    own = ask.path
    return Page(
        title=titled(found.event),
        data=found.event | {"chain": drawn.as_json()},
        rows=lambda: rows(found),
        columns=COLUMNS,
        context={
            "found": found,
            "chain": chain_svg(drawn, title=title, href=_anchor),
            "roots": [_root(root.root, list(flat(root.told))) for root in found.roots],
            "against": _against(found),
            "differ": differing(found),
            "roles": _roles(found.event),
            "story": found.story,
            "decided": decided(ask, found),
            "cited": citations(found, f"{ask.request.base_url}".rstrip("/") + own),
        },
    )


COLUMNS = ("event", "claim", "stance", "status", "root", "chain", "outlet", "published", "title", "url", "sentence")


def rows(found: EventView) -> list[Json]:
    """Every claim of the event with its chain from the root to the page."""
    out = []
    for root in found.roots:
        for told, _, _ in flat(root.told):
            for claim in told.claims:
                out.append(
                    {
                        "event": found.event["id"],
                        "claim": claim["id"],
                        "stance": claim["stance"],
                        "status": claim["status"],
                        "root": root.root["name"],
                        "chain": [link["name"] or "?" for link in reversed(claim["chain"])],
                        "outlet": told.article["outlet"],
                        "published": told.article["published_at"],
                        "title": told.article["title"],
                        "url": told.article["url"],
                        "sentence": claim["sentence"]["text"],
                    }
                )
    return out


def flat(told: tuple[Told, ...], depth: int = 0, copy: Any = None) -> Any:
    """The articles of a root with the copies under them: article, depth, the edge that made it a copy."""
    for one in told:
        yield one, depth, copy
        for edge, below in one.copies:
            yield from flat((below,), depth + 1, edge)


def decided(ask: Ask, found: EventView) -> list[Json]:
    """What people decided about the claims, articles and sources of the event, and is in force; the newest first."""
    held = {*found.event["claims"], *found.event["articles"], *(root["id"] for root in found.event["root_details"])}
    rows = [one for one in judged(ask.desk.store) if one["with"] is None and {one["a"], one["b"]} & held]
    return rows[::-1]


@pages.action("/judgement/{id}/undo", scope="review")
def take_back(ask: Ask, form: Form, id: str) -> Response:
    """Take a judgement back, and bring what is derived up to date."""
    with ask.writing() as store:
        undo(store, id, by=ask.reader)
        refresh(store)
    return ask.back(str(form.get("next") or "/"))


def _anchor(node: Node) -> str | None:
    return f"#{node.claims[0].replace(':', '-')}" if node.claims else None


def _root(root: Json, told: list[Any]) -> Json:
    listed = [
        {"article": one.article, "depth": depth, "edge": copy, "claims": [shown(claim) for claim in one.claims]}
        for one, depth, copy in told
    ]
    return {"root": root, "told": listed}


def _against(found: EventView) -> list[Json]:
    return [shown(claim) for claim in found.claims.values() if claim["stance"] != "affirm"]


def differing(found: EventView) -> dict[str, list[Json]]:
    """Details that reports tell differently: of each the values side by side, and who gives which."""
    names = {root["id"]: root["name"] for root in found.event["root_details"]}
    out: dict[str, list[Json]] = {}
    for detail in found.event["conflicts"]:
        by = [names.get(one, one) for one in detail["roots"]]
        by = by or [found.claims[c]["chain"][-1]["name"] for c in detail["claims"] if c in found.claims]
        out.setdefault(detail["field"], []).append({"value": detail["value"], "by": list(dict.fromkeys(by))})
    return out


def _roles(event: Json) -> dict[str, list[Json]]:
    out: dict[str, list[Json]] = {}
    for one in event["participants"]:
        out.setdefault(one["role"], []).append(one)
    return out
