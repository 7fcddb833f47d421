"""The chain of an event as a graph: who has the news from whom."""

from __future__ import annotations

from typing import Any

from sayso.desk import Desk
from sayso.desk.event_view import EventView, RootView, Told, event_view
from sayso.desk.provenance import EVENT, MOST, provenance
from sayso.model.ledger import Copy
from tests.desk.stores import SHELLING, link

Json = dict[str, Any]
OUTLET = {"id": "outlet:a", "name": "A Daily", "kind": "outlet", "cue": None}


def claim(own: str, *chain: Json, status: str = "reported") -> Json:
    return {"id": own, "chain": list(chain), "status": status, "stance": "affirm"}


def article(own: str, outlet: str) -> Json:
    return {
        "id": own,
        "outlet": outlet,
        "title": None,
        "url": None,
        "published_at": "2026-03-10T08:00:00Z",
        "seen_at": "",
    }


def view(root: Json, *told: Told) -> EventView:
    whole = {"denies": False, "self_report": False, "kind": "official", "counted": True, "members": []} | root
    claims = {c["id"]: c for one in told for c in one.claims}
    event = {"title": "It happened", "type": "ASSAULT"}
    return EventView(event, (RootView(whole | {"claims": list(claims)}, told),), claims, None)


def names(found: Any) -> set[tuple[str, str, str]]:
    """Edges by the names of their ends."""
    return {(found.nodes[e.tail].name, found.nodes[e.head].name, e.style) for e in found.edges.values()}


SOURCE = link("the ministry", "official", key="actor:ministry")


def test_a_root_that_one_page_cites() -> None:
    found = provenance(
        view(
            {"id": "actor:ministry", "name": "the ministry"},
            Told(article("1", "A Daily"), (claim("c", OUTLET, SOURCE),)),
        )
    )
    assert names(found) == {("It happened", "the ministry", "reported"), ("the ministry", "A Daily", "reported")}
    assert [n.column for n in found.nodes.values()] == [0, 1, 2]


def test_a_paper_that_others_cite_and_that_we_read_is_one_node() -> None:
    b = OUTLET | {"id": "outlet:b", "name": "B Times"}
    told = (
        Told(article("1", "A Daily"), (claim("c1", OUTLET, SOURCE),)),
        Told(article("2", "B Times"), (claim("c2", b, OUTLET, SOURCE),)),
    )
    found = provenance(view({"id": "actor:ministry", "name": "the ministry"}, *told))
    assert names(found) == {
        ("It happened", "the ministry", "reported"),
        ("the ministry", "A Daily", "reported"),
        ("A Daily", "B Times", "reported"),
    }
    assert len(found.nodes) == 4


def test_an_outlet_in_its_own_words_stands_for_its_page() -> None:
    own = claim("c", OUTLET, status="asserted")
    found = provenance(view({"id": "outlet:a", "name": "A Daily"}, Told(article("1", "A Daily"), (own,))))
    assert names(found) == {("It happened", "A Daily", "asserted")}


def test_a_copy_hangs_on_what_it_copies() -> None:
    b = OUTLET | {"id": "outlet:b", "name": "B Times"}
    below = Told(article("2", "B Times"), (claim("c2", b, status="asserted"),))
    edge = Copy(child="2", parent="1", kind="near-duplicate", share=0.9, score=1.0)
    told = Told(article("1", "A Daily"), (claim("c1", OUTLET, SOURCE),), ((edge, below),))
    found = provenance(view({"id": "actor:ministry", "name": "the ministry"}, told, below))
    assert ("A Daily", "B Times", "copy") in names(found)


def test_who_denies_is_joined_by_a_crossed_line() -> None:
    root = {"id": "actor:ministry", "name": "the ministry", "denies": True}
    found = provenance(view(root, Told(article("1", "A Daily"), (claim("c", OUTLET, SOURCE, status="denied"),))))
    assert ("It happened", "the ministry", "denied") in names(found)


def test_many_outlets_are_folded() -> None:
    told = tuple(
        Told(
            article(str(n), f"Paper {n}"),
            (claim(f"c{n}", OUTLET | {"id": f"outlet:{n}", "name": f"Paper {n}"}, SOURCE),),
        )
        for n in range(40)
    )
    found = provenance(view({"id": "actor:ministry", "name": "the ministry"}, *told))
    assert f"{40 - MOST} more outlets" in {node.name for node in found.nodes.values()}
    assert len(found.nodes) == 2 + MOST + 1
    assert sum(len(n.claims) for n in found.nodes.values() if n.kind in ("outlet", "more")) == 40  # nothing is lost


def test_sources_in_a_ring_end() -> None:
    b = OUTLET | {"id": "outlet:b", "name": "B Times"}
    told = (
        Told(article("1", "A Daily"), (claim("c1", OUTLET, b, SOURCE),)),
        Told(article("2", "B Times"), (claim("c2", b, OUTLET, SOURCE),)),
    )
    found = provenance(view({"id": "actor:ministry", "name": "the ministry"}, *told))
    assert all(node.column <= len(found.nodes) for node in found.nodes.values())


def test_no_two_nodes_share_a_place(desk: Desk) -> None:
    found = provenance(event_view(desk.store, desk.event(SHELLING.id)))
    places = [(node.column, node.row) for node in found.nodes.values()]
    assert len(set(places)) == len(places) > 3
    assert found.nodes[EVENT].column == 0
    told = found.as_json()
    assert {e["from"] for e in told["edges"]} <= {n["id"] for n in told["nodes"]}
