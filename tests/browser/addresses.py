"""Every page of the desk, from the routes of its modules, with a place of the store for each part in braces."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

PART = re.compile(r"\{(\w+)(?::\w+)?\}")
TWIN = re.compile(r"\.(json|csv|svg|md|html|pdf|rss|xml|opml|bib|geojson|txt)$")


@cache
def templates() -> tuple[str, ...]:
    """The paths of all pages, `/event/{id}`: what a GET answers with a page, twins and raw files left out."""
    from sayso.web.pages import PAGES

    found = []
    for name in PAGES:
        module = importlib.import_module(f"sayso.web.pages.{name}")
        for route in module.pages.routes:
            if "GET" in (route.methods or ()) and route.endpoint.__qualname__.startswith("_endpoint."):
                found.append(route.path)
    return tuple(dict.fromkeys(path for path in found if not TWIN.search(path)))


def filled(template: str, known: dict[str, str]) -> str | None:
    """The address of a page in a store; None where the store has nothing for one of its parts."""
    first = template.strip("/").split("/")[0]

    def value(match: re.Match[str]) -> str:
        return known.get(f"{first}.{match[1]}") or known.get(match[1]) or "\0"

    path = PART.sub(value, template)
    return None if "\0" in path else path


def known(store: str) -> dict[str, str]:
    """What stands for the parts of addresses, by the first word of the path and the part's name."""
    from sayso.desk import open_desk

    with open_desk(store) as desk:
        events: list[dict[str, Any]] = list(desk.events(limit=50))
        stories = list(desk.stories(limit=1))
        claims = list(desk.claims(limit=1))
    out: dict[str, str] = {}
    if events:
        best = max(events, key=lambda event: (event["reports"], event["id"]))
        out["event.id"] = best["id"].partition(":")[2]
        pair = next((p for p in map(_pair, events) if p), None)
        if pair:
            out |= {
                "dyad.a": pair[0],
                "dyad.b": pair[1],
                "channels.a": pair[0],
                "channel.x": pair[0],
                "channel.y": pair[1],
                "a": pair[0],
                "b": pair[1],
            }
            out["actor.id"] = pair[0]
    if stories:
        out["story.id"] = stories[0]["id"].partition(":")[2]
        out["article.id"] = _article(store)
    if rule := _rule(store):
        out["rules.own"] = rule
    if claims:
        out["claim.id"] = claims[0]["id"].partition(":")[2]
    return {name: value for name, value in out.items() if value}


def _rule(store: str) -> str:
    from sayso.desk.rules import listed
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        return next((rule.id.partition(":")[2] for rule in listed(opened)), "")


def _pair(event: dict[str, Any]) -> tuple[str, str] | None:
    ids: dict[str, str] = {}
    for one in event["participants"]:
        if one.get("id"):
            ids.setdefault(one["role"], one["id"])
    return (ids["actor"], ids["recipient"]) if {"actor", "recipient"} <= set(ids) else None


def _article(store: str) -> str:
    import sqlite3

    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
        row = db.execute("select id from articles order by id limit 1").fetchone()
    db.close()
    return str(row[0]).partition(":")[2] if row else ""
