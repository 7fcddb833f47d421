"""Dyads, channels, actors and the map as pages: twins, toggles in the address, links, and nothing that runs in line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.web import Settings, create_app
from sayso.web.sparks import bars, spark
from tests.desk.stores import fill
from tests.desk.worlds import WORLD
from tests.web.conftest import HOME

PAGES = (
    "/dyads",
    "/dyads?region=maghreb&order=rising",
    "/dyad/LBY/DZA",
    "/dyad/LBY/LBY?count=reports&hedged=1&future=1",
    "/dyad/General%20Amar/Port%20Council",
    "/channels",
    "/channels?a=General+Amar&b=Port+Council",
    "/channels?country=LBY",
    "/channels?country=LBY&region=neighbours&by=actor",
    "/channel/EGY/General%20Amar",
    "/actors",
    "/actors?level=country",
    "/actor/actor:general-amar",
    "/actor/General%20Amar?tab=suffered",
    "/actor/LBY",
    "/actor/actor:norland-navy?tab=said",
    "/actor/actor:general-amar/graph",
    "/map",
    "/map?country=EGY&since=2026-03-01",
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "world.db"
    with fill(path) as store:
        store.replace_events((), WORLD)
    with TestClient(create_app(Settings(store=str(path))), base_url=HOME) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_twins_and_nothing_in_line(world: TestClient, path: str) -> None:
    page = world.get(path)
    assert page.status_code == 200
    assert not re.search(r"<[^>]+\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", page.text)
    bare, _, query = path.partition("?")
    twin = world.get(f"{bare}.json?{query}")
    assert twin.status_code == 200
    assert twin.json()
    rows = list(csv.reader(io.StringIO(world.get(f"{bare}.csv?{query}").text)))
    assert len(rows[0]) > 3
    assert all(len(row) == len(rows[0]) for row in rows)
    assert "None" not in re.sub(r"<[^>]*>", " ", page.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_these_pages_leads_somewhere(world: TestClient, path: str) -> None:
    links = {
        link for link in re.findall(r'href="(/[^"#]*)', world.get(path).text) if not link.startswith(("/static", "//"))
    }
    ours = ("/dyad", "/channel", "/actor", "/map", "/event")
    for link in sorted(link for link in links if link.startswith(ours))[:40]:
        assert world.get(link.replace("&amp;", "&")).status_code == 200, link


def test_reports_and_roots_stand_together_everywhere(world: TestClient) -> None:
    text = re.sub(r"<[^>]*>", "", world.get("/dyad/General%20Amar/Port%20Council").text)
    assert re.search(r"20 reports / ?on ?7 roots|20 reports\s*/\s*on\s*7 roots", re.sub(r"\s+", " ", text))


def test_toggles_stand_in_the_address(world: TestClient) -> None:
    by_roots = world.get("/dyad/General%20Amar/Port%20Council.json").json()
    by_reports = world.get("/dyad/General%20Amar/Port%20Council.json?count=reports").json()
    assert max(by_reports["series"][0]["values"]) > max(by_roots["series"][0]["values"])
    assert [one["name"] for one in by_reports["series"]] == ["by reports", "by roots"]
    assert world.get("/dyad/LBY/DZA?count=copies").status_code == 400
    assert world.get("/dyad/LBY/DZA?level=town").status_code == 400


def test_the_question_of_who_has_influence_takes_two_clicks(world: TestClient) -> None:
    """From the list of channels to the country, and from its matrix to the claims."""
    first = world.get("/channels").text
    assert "/channels?country=LBY" in first
    second = world.get("/channels?country=LBY").text
    edge = re.search(r'href="(/channel/EGY/actor:general-amar[^"]*)"', second)
    assert edge
    third = world.get(edge[1])
    assert "support" in third.text
    assert "Egypt" in third.text


def test_the_claims_of_an_edge_are_shown(world: TestClient) -> None:
    page = world.get("/channel/actor:norland-navy/actor:sudland-coast-guard").text
    assert "Shells fell on Port Amber." in re.sub(r"<[^>]*>", "", page)
    assert "/article/" in page


def test_wrong_names_are_told_in_words(world: TestClient) -> None:
    assert world.get("/actor/actor:nobody").status_code == 404
    assert world.get("/channels?country=Atlantis").status_code == 400
    assert world.get("/dyads?region=Atlantis").status_code == 400
    assert world.get("/channels.json?a=Qqqqq&b=LBY").status_code in (400, 404)


def test_names_of_articles_are_escaped(tmp_path: Path) -> None:
    from sayso.model.ledger import Party
    from tests.desk.worlds import act, filled

    evil = "<script>alert(1)</script>"
    made = act(1, "ASSAULT", "2026-03-02", [("actor", "egypt"), ("recipient", "algeria")], title=evil)
    people = (Party(role="actor", id="actor:evil", name=evil, country="EGY"), *made.parties[1:])
    filled(
        tmp_path / "evil.db",
        [type(made)(**{f: getattr(made, f) for f in made.__dataclass_fields__} | {"parties": people})],
    ).close()
    with TestClient(create_app(Settings(store=str(tmp_path / "evil.db"))), base_url=HOME) as client:
        for path in (
            "/actors",
            "/actor/actor:evil",
            "/dyad/actor:evil/DZA",
            "/channels?country=DZA",
            "/channel/actor:evil/DZA",
            "/channels?a=actor:evil&b=DZA",
        ):
            page = client.get(path)
            assert page.status_code == 200
            assert "<script>alert" not in page.text


def test_take_away_maps(world: TestClient) -> None:
    found = world.get("/map.geojson")
    assert found.headers["content-type"].startswith("application/geo+json")
    assert found.json()["features"][0]["geometry"]["type"] == "Point"


def test_a_merge_is_a_judgement(world: TestClient, tmp_path: Path) -> None:
    page = world.get("/actor/actor:sudland-coast-guard").text
    token = re.search(r'data-csrf="([^"]+)"', page)
    assert token
    other = "actor:norland-navy"
    sent = {"csrf": token[1], "other": other, "answer": "no"}
    assert (
        world.post(
            "/actor/actor:sudland-coast-guard/same", data=sent, headers={"Origin": HOME}, follow_redirects=False
        ).status_code
        == 303
    )
    from sayso.store import open_store

    with open_store(tmp_path / "world.db") as store:
        kept = [j for j in store.judgements() if j.kind == "same-actor"]
    assert [(j.a, j.b, j.answer) for j in kept] == [("actor:norland-navy", "actor:sudland-coast-guard", "no")]
    forged = world.post(
        "/actor/actor:sudland-coast-guard/same", data={"other": other, "answer": "yes"}, follow_redirects=False
    )
    assert forged.status_code in (400, 403)


def test_small_pictures() -> None:
    drawn = spark([0, 5, -3], [-1, 4, -5], [1, 6, -1], label='"x" & y')
    assert "&amp; y" in drawn
    assert drawn.count("polygon") == 1
    assert spark([]) == bars([]) == ""
    assert bars([0, 2, 1]).count("<rect") == 2


def test_the_server_draws_the_map_where_the_atlas_is_there(world: TestClient) -> None:
    from sayso.web.assets import STATIC
    from sayso.web.atlas import project

    x, y = project(0, 0)
    assert (x, y) == (0, 0)
    assert project(180, 0)[0] == pytest.approx(2.7066, abs=1e-3)  # the width of Equal Earth
    found = world.get("/map.svg")
    if list((STATIC / "built").glob("110m-*.json")):
        assert found.status_code == 200
        assert "Port Amber" in found.text
        assert "Natural Earth" in found.text
        assert "http" not in world.get("/map.html").text.replace("http://www.w3.org", "")
    else:
        assert "make desk" in found.text
