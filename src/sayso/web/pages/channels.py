"""Who talks to whom: go-betweens of two parties, outsiders and the actors of a country, and the contacts of one pair."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sayso.desk.channels import (
    CHANNEL_COLUMNS,
    GROUPS,
    INFLUENCE_COLUMNS,
    PARTS,
    Channels,
    channel_rows,
    channels,
    channels_json,
    edge_between,
    influence,
    influence_json,
    influence_rows,
)
from sayso.desk.contacts import CONTACT_COLUMNS, claims_of, contact_row, kinds
from sayso.desk.dyad_lists import country_name, dyads_now
from sayso.desk.events import events_by_id
from sayso.knowledge.regions import regions
from sayso.web.ask import Ask
from sayso.web.claims import shown
from sayso.web.page import Page, Pages
from sayso.web.pages.dyad import names_of
from sayso.web.paths import paths
from sayso.web.spans import span

Json = dict[str, Any]
pages = Pages()
WIDE = 12  # actors of a country that have a column
TALL = 30  # outsiders that have a row
OPEN = 20  # contacts whose claims are shown


@pages.page("/channels", template="channels.html", nav="channels")
def channel_page(ask: Ask) -> Page:
    """By the address: two parties (`a`, `b`), one country (`country`), or where to begin."""
    if ask.param("a") and ask.param("b"):
        return _between(ask)
    if ask.param("country"):
        return _country(ask)
    return _start(ask)


def _start(ask: Ask) -> Page:
    found = dyads_now(ask.desk.store, order="busiest", limit=40)
    pairs = [one for one in found if one.a != one.b][:12]
    codes = list(dict.fromkeys(code for one in found for code in (one.a, one.b)))[:16]
    rows = [
        {"a": one.a, "b": one.b, "events": one.events, "reports": one.reports, "independent_roots": one.roots,
         "at_least": one.at_least}
        for one in pairs
    ]  # fmt: skip
    return Page(
        title="Channels",
        data={"dyads": rows, "countries": [{"country": code, "name": country_name(code)} for code in codes]},
        rows=rows,
        columns=("a", "b", "events", "reports", "independent_roots"),
        context={"mode": "start", "pairs": pairs, "codes": [(code, country_name(code)) for code in codes], "regions": regions()},
    )  # fmt: skip


def _between(ask: Ask) -> Page:
    since, until = span(ask)
    a, b = ask.param("a"), ask.param("b")
    found = channels(ask.desk.store, a, b, since=since, until=until, by=ask.param("by") or "country")
    names = names_of(ask, a, b)
    part = ask.param("part")
    listed = [one for one in found.between if part in ("", one.part)]
    counts = {one: sum(x.part == one for x in found.between) for one in PARTS}
    data = channels_json(found) | {"a_name": names[0], "b_name": names[1], "graph": _graph(ask, found, names)}
    return Page(
        title=f"Channels between {names[0]} and {names[1]}",
        data=data,
        rows=lambda: channel_rows(found),
        columns=CHANNEL_COLUMNS,
        context={
            "mode": "between",
            "found": found,
            "listed": listed,
            "names": names,
            "parts": {name: count for name, count in counts.items() if count},
            "all_names": dict(found.names) | {"a": names[0], "b": names[1]},
            "edge": lambda x, y, **more: edge_link(ask, x, y, **more),
            "picture": paths(
                found, names, lambda x, y: edge_link(ask, x, y), lambda own: ask.to(f"/actor/{quote(own, safe=':')}")
            ),
        },
    )


def edge_link(ask: Ask, x: str, y: str, **more: Any) -> str:
    """The address of all contacts of two."""
    return ask.to(f"/channel/{quote(x, safe=':')}/{quote(y, safe=':')}", **more)


def _graph(ask: Ask, found: Channels, names: tuple[str, str]) -> Json:
    """The go-betweens as a graph: both sides, those in touch with them, and paths of two steps."""
    sides = {"a": found.a, "b": found.b}
    nodes = [
        {"id": own, "label": name, "kind": "side", "size": 8, "href": ask.to(f"/actor/{quote(sides[own])}")}
        for own, name in zip(("a", "b"), names, strict=True)
    ]
    edges = []
    drawn = [one for one in found.between if one.part in PARTS[:6]][:16]
    steps = [edge for path in found.steps[:6] for edge in path]
    for own in dict.fromkeys([one.id for one in drawn] + [edge.x for edge in steps] + [edge.y for edge in steps]):
        if own not in sides:
            nodes.append(
                {
                    "id": own,
                    "label": found.names.get(own, own),
                    "kind": "between",
                    "size": 4,
                    "href": ask.to(f"/actor/{quote(own)}"),
                }
            )
    every = [edge for one in drawn for edge in (one.a, one.b)] + steps + ([found.direct] if found.direct else [])
    for edge in {(e.x, e.y): e for e in every}.values():
        told = edge.as_json()
        kinds_told = ", ".join(f"{kind} {count}" for kind, count in list(told["kinds"].items())[:3])
        edges.append(
            {"id": f"{edge.x}>{edge.y}", "from": edge.x, "to": edge.y, "label": kinds_told or "denied", "weight": max(1, told["talks"]),
             "style": told["style"], "href": edge_link(ask, sides.get(edge.x, edge.x), sides.get(edge.y, edge.y))}
        )  # fmt: skip
    return {"nodes": nodes, "edges": edges}


def _country(ask: Ask) -> Page:
    since, until = span(ask)
    found = influence(
        ask.desk.store,
        ask.param("country"),
        region=ask.param("region") or None,
        since=since,
        until=until,
        by=ask.param("by") or "country",
    )
    told = influence_json(found)
    cells = {(one["x"], one["y"]): one for one in told["edges"]}
    return Page(
        title=f"Who has a hand in {found.name}",
        data=told,
        rows=lambda: influence_rows(found),
        columns=INFLUENCE_COLUMNS,
        context={
            "mode": "country",
            "found": found,
            "cells": cells,
            "groups": GROUPS,
            "outside": found.outside[:TALL],
            "inside": found.inside[:WIDE],
            "beside": events_by_id(ask.desk.store, found.beside),
            "regions": regions(),
            "edge": lambda x, y, **more: edge_link(ask, x, y, **more),
        },
    )


@pages.page("/channel/{x}/{y}", template="channel.html", nav="channels")
def channel(ask: Ask, x: str, y: str) -> Page:
    """Every contact of two parties, each with the claims that tell it."""
    since, until = span(ask)
    found = edge_between(ask.desk.store, x, y, since=since, until=until, kind=ask.param("kind") or None)
    start = ask.int("page", 1, least=1, most=400)
    page = found.contacts[OPEN * (start - 1) : OPEN * start]
    with ask.desk.store.read() as connection:
        claims = claims_of(connection, list(dict.fromkeys(one.event for one in page)))
    names = names_of(ask, x, y)
    listed = [contact_row(one) for one in page]
    every = found if not ask.param("kind") else edge_between(ask.desk.store, x, y, since=since, until=until)
    return Page(
        title=f"{names[0]} and {names[1]}: contacts",
        data={
            "x": x,
            "y": y,
            "x_name": names[0],
            "y_name": names[1],
            "sums": found.as_json() if found.contacts else None,
            "contacts": [row | {"claims": [c["id"] for c in claims.get(row["event"], ())]} for row in listed],
        },
        rows=lambda: (contact_row(one) for one in found.contacts),
        columns=CONTACT_COLUMNS,
        context={
            "names": names,
            "page_of": page,
            "claims": {own: [shown(claim) for claim in rows] for own, rows in claims.items()},
            "kinds": {kind: every.kinds[kind] for kind in kinds() if kind in every.kinds},
            "next": ask.href(page=start + 1) if len(found.contacts) > OPEN * start else None,
            "first": ask.href(page=None) if start > 1 else None,
        },
    )
