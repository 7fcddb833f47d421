"""One actor, its neighbours, the list of all, the timeline and the map: on made-up events and on the small store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk import Desk
from sayso.desk.actor_view import actor_view, alike
from sayso.desk.filters import filter_of
from sayso.desk.mapping import KILOMETRES, by_place, geojson, mapped
from sayso.desk.network import ego_graph, neighbours
from sayso.desk.party_lists import busiest
from sayso.desk.timeline import party_by_day, series_of, told_by_day
from sayso.errors import InputError
from sayso.model.ledger import Party, Site
from sayso.store import Store
from tests.desk.worlds import WORLD, act, filled
from tests.postgres import server


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    where = server().database() if request.param == "postgresql" else str(tmp_path / "world.db")
    with filled(where) as made:
        yield made


def test_what_an_actor_did_and_suffered(store: Store) -> None:
    found = actor_view(store, "General Amar")
    assert found.id == "actor:general-amar"
    assert found.parts["did"] == {1: 3, 3: 2, 4: 2}
    assert found.parts["suffered"] == {3: 1, 4: 1}
    assert (found.first_day, found.last_day) == ("2026-03-01", "2026-03-12")
    assert found.level == "military"
    json.dumps(found.as_json())


def test_a_country_is_all_its_actors(store: Store) -> None:
    found = actor_view(store, "Libya")
    assert (found.id, found.kind, found.name) == ("LBY", "country", "Libya")
    assert {one["id"] for one in found.members} == {"actor:general-amar", "actor:port-council", "unnamed:villagers"}


def test_what_our_tables_know_stands_beside(store: Store) -> None:
    known = actor_view(store, "actor:sabri-boukadoum").known
    assert known is not None
    assert [one["office"] for one in known["offices"]][:2] == ["Prime Minister", "Minister of Foreign Affairs"]
    assert actor_view(store, "Port Council").known is None


def test_an_actor_as_source(desk: Desk) -> None:
    said = actor_view(desk.store, "actor:sudland-coast-guard").said
    assert said["events"] == 1
    assert said["verdicts"] == {"corroborated": 1}
    assert said["of_itself"] == 1
    denying = actor_view(desk.store, "actor:norland-navy").said
    assert (denying["events"], denying["denied"], denying["verdicts"]) == (1, 1, {})


def test_only_a_source_is_found_too(desk: Desk) -> None:
    found = actor_view(desk.store, "unnamed:two-officials")
    assert found.said["events"] == 1
    assert found.parts == {}


def test_spellings_are_told_by_language_and_leave_out_what_names_nobody(desk: Desk) -> None:
    spelt = actor_view(desk.store, "actor:norland-navy").spellings
    assert spelt
    assert all("norland" in one["text"].lower() or "navy" in one["text"].lower() for one in spelt)


def test_nobody_is_told_in_words(store: Store) -> None:
    with pytest.raises(InputError) as raised:
        actor_view(store, "actor:nobody-at-all")
    assert raised.value.code == "no_actor"
    with pytest.raises(InputError) as raised:
        actor_view(store, "Qqqq Zzzz")
    assert raised.value.code == "no_actor"


def named(number: int, own: str, name: str, country: str | None) -> object:
    made = act(number, "CONSULT", "2026-03-02", [("actor", "norway")])
    return type(made)(
        **{f: getattr(made, f) for f in made.__dataclass_fields__}
        | {"parties": (Party(role="actor", id=own, name=name, country=country),)}
    )


def test_who_may_be_the_same(store: Store) -> None:
    events = [named(50, "actor:amar", "Amar", None), named(51, "actor:general-omar", "General Omar", "LBY"), named(52, "actor:general-amarr", "General Amarr", "EGY"), named(53, "actor:general-staff", "General Staff of Norway", "LBY")]  # fmt: skip
    store.replace_events((), events)  # type: ignore[arg-type]
    found = {one["id"]: one["likeness"] for one in actor_view(store, "General Amar").candidates}
    assert set(found) == {"actor:amar", "actor:general-omar"}  # not one of another country, nor of another name
    assert found["actor:amar"] == 0.85


def test_a_judged_pair_is_asked_no_more(store: Store) -> None:
    from sayso.desk.judging import undo

    store.replace_events((), [named(50, "actor:amar", "Amar", None)])  # type: ignore[list-item]
    assert actor_view(store, "General Amar").candidates
    from sayso.model.ledger import Judgement

    store.judge(
        Judgement(
            id="judgement:x", kind="same-actor", a="actor:amar", b="actor:general-amar", answer="no", by="t", at="2026"
        )
    )
    assert actor_view(store, "General Amar").candidates == ()
    undo(store, "judgement:x", by="t")
    assert actor_view(store, "General Amar").candidates


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Khalifa Haftar", "khalifa haftar", 1.0),
        ("Haftar", "Khalifa Haftar", 0.85),
        ("Khalifa Haftar", "Khalifa Hifter", 0.85),
    ],
)
def test_likeness_of_names(a: str, b: str, expected: float) -> None:
    assert alike(a, b) == pytest.approx(expected, abs=0.02)
    assert alike("Norway", "Port Council") < 0.5


def test_neighbours_and_the_graph(store: Store) -> None:
    listed = {one["id"]: one for one in neighbours(store, "General Amar")}
    assert next(iter(listed)) == "actor:port-council"  # most events first
    assert listed["actor:port-council"]["reports"] == 20
    assert listed["actor:port-council"]["conflict"] == 2
    assert listed["actor:egy"]["kinds"] == ["support:1", "talks:1"]
    graph = ego_graph(store, "actor:general-amar", name="General Amar")
    ids = {node["id"] for node in graph["nodes"]}
    assert {edge["from"] for edge in graph["edges"]} | {edge["to"] for edge in graph["edges"]} <= ids
    assert any({edge["from"], edge["to"]} == {"actor:egy", "actor:port-council"} for edge in graph["edges"])
    assert len({edge["id"] for edge in graph["edges"]}) == len(graph["edges"])


def test_a_denied_tie_is_drawn_as_denied(store: Store) -> None:
    store.replace_events([WORLD[4].id, WORLD[11].id], [])
    listed = {one["id"]: one for one in neighbours(store, "actor:egy")}
    assert listed["actor:port-council"]["style"] == "denied"


def test_the_list_of_actors(store: Store) -> None:
    rows = busiest(store)
    assert rows[0]["id"] == "actor:general-amar"
    assert (rows[0]["did"], rows[0]["suffered"], rows[0]["events"]) == (7, 2, 9)
    assert [row["id"] for row in busiest(store, country="LBY", named="COUNCIL")] == ["actor:port-council"]
    assert busiest(store, countries=True)[0]["id"] == "LBY"
    assert busiest(store, since="2026-03-13", until="2026-03-14")[0]["id"] == "actor:nor"
    assert [row["id"] for row in busiest(store, limit=1, skip=1)] == [rows[1]["id"]]


def test_the_timeline(store: Store) -> None:
    rows = told_by_day(store)
    assert sum(row["events"] for row in rows) == len(WORLD)
    assert sum(row["events"] for row in told_by_day(store, country="LBY")) == 2
    assert [row["day"] for row in told_by_day(store, verdicts=["withdrawn"])] == ["2026-03-12"]
    assert sum(row["events"] for row in told_by_day(store, since="2026-03-02", until="2026-03-04")) == 2
    series = series_of(party_by_day(store, "actor:general-amar"), "part")
    assert [one["name"] for one in series] == ["did", "suffered"]
    assert all(len(one["days"]) == len(one["values"]) == 12 for one in series)
    assert sum(series[0]["values"]) == 7


def test_the_map(store: Store) -> None:
    found = mapped(store, filter_of())
    (point,) = found["points"]
    assert (point["km"], point["place"], point["status"]) == (KILOMETRES["city"], "Port Amber", "asserted")
    assert [(one["iso3"], one["events"]) for one in found["countries"]] == [("LBY", 1)]  # a list and no pin
    assert found["cut"] is False
    shape = geojson(found)["features"][0]
    assert shape["geometry"] == {"type": "Point", "coordinates": [20.1, 32.1]}
    assert shape["properties"]["reports"] == 1
    assert mapped(store, filter_of(until="2026-03-10"))["points"] == []


def test_more_points_than_fit_are_told(store: Store) -> None:
    port = Site(name="Port Amber", country="LBY", lat=32.1, lon=20.1, precision="city")
    store.replace_events((), [act(n, "ASSAULT", "2026-03-02", [("actor", "norway")], site=port) for n in range(60, 64)])
    found = mapped(store, filter_of(), most=3)
    assert len(found["points"]) == 3
    assert found["cut"] is True
    assert by_place(mapped(store, filter_of())["points"])[0]["events"] == 5
