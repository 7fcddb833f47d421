"""The drawn elements by themselves: drawn from data, told in words, moved by keys, and nothing outside is followed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import findings
from tests.browser.harness import application
from tests.browser.serving import served
from tests.browser.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = ("series", "map", "graph")
Visits = Callable[..., Visit]


@pytest.fixture(scope="package")
def harness(browser: Browser) -> Iterator[str]:  # without a browser no server is needed
    with served(application()) as address:
        yield address


@pytest.mark.parametrize("kind", KINDS)
def test_an_element_is_drawn_and_accessible_and_its_table_can_be_had(kind: str, harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open(f"/elements/{kind}")
    element = page.locator(f"sayso-{kind}")
    assert element.get_attribute("data-state") == "ready"
    assert findings(page) == []
    assert len((page.locator(".island-summary").text_content() or "").split()) > 8
    one.press("t")
    assert element.locator("table").is_visible()
    assert not element.locator(".island-picture").is_visible()
    assert "view=table" in page.url, "the state is in the address"
    page.reload()
    one.settle()
    assert element.locator("table").is_visible(), "and is taken from it"


@pytest.mark.parametrize("source", ["missing", "empty"])
@pytest.mark.parametrize("kind", KINDS)
def test_without_data_the_table_stands_as_it_stood(kind: str, source: str, harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open(f"/elements/{kind}-{source}")
    assert page.locator(f"sayso-{kind} table").is_visible()
    assert not page.locator(".island-picture").is_visible()


def test_a_series_may_stand_inside_a_larger_answer(harness: str, visit: Visits) -> None:
    page = visit(harness).open("/elements/series-wrapped")
    assert page.locator("sayso-series canvas").count() == 1


def test_days_of_a_series_are_read_by_keys(harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open("/elements/series")
    page.locator(".island-picture").focus()
    one.press("Home")
    assert one.heard().startswith("1 Oct 2026: Tension 1 (0.5 to 1.7); Said 0.5; Reports 3")
    one.press("End", "ArrowLeft")
    assert one.heard().startswith("27 Oct 2026")
    page.get_by_role("button", name="Said (index)").press("Enter")
    page.locator(".island-picture").focus()
    one.press("Home")
    assert "Said" not in one.heard()


def test_change_points_lead_to_events_and_nowhere_else(harness: str, visit: Visits) -> None:
    page = visit(harness).open("/elements/series")
    links = page.locator(".series-marks a")
    assert [link.get_attribute("href") for link in links.all()] == ["/event/up", "/event/down", None]
    assert links.nth(1).get_attribute("aria-label") == "2: change point, 22 Oct 2026: talks began <b>"


def test_a_map_groups_what_would_cover_each_other(harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open("/elements/map")
    crowd = page.locator(".spot.cluster").filter(has_text="6")
    crowd.focus()
    one.press("Enter")
    assert page.locator(".map-picked li").count() == 6
    assert one.focused().startswith("6 events")
    links = page.locator(".map-picked a")
    assert {str(link.get_attribute("href")) for link in links.all()} >= {"/event/1", "/event/c4"}


def test_a_map_is_moved_by_keys(harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open("/elements/map")
    land = page.locator(".lands")
    page.locator(".map-box svg").first.focus()
    before = land.get_attribute("transform")
    one.press("+")
    closer = land.get_attribute("transform")
    assert closer != before
    one.press("ArrowRight")
    assert land.get_attribute("transform") != closer
    one.press("0")
    assert land.get_attribute("transform") == before


def test_borders_can_be_chosen_and_are_said(harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open("/elements/map")
    assert "United Nations" in (page.locator(".island-summary").text_content() or "")
    page.get_by_label("Borders").select_option("held")
    assert "as they are held on the ground" in (page.locator(".island-summary").text_content() or "")
    assert "borders=held" in page.url


def test_what_a_map_saves_is_what_it_shows(harness: str, visit: Visits, tmp_path: Path) -> None:
    page = visit(harness).open("/elements/map")
    with page.expect_download() as got:
        page.get_by_role("button", name="GeoJSON").click()
    got.value.save_as(tmp_path / "map.geojson")
    found = json.loads((tmp_path / "map.geojson").read_text())
    assert len(found["features"]) == 12
    assert found["features"][1]["geometry"]["coordinates"] == [13.18, 32.9]


def test_nodes_of_a_graph_are_read_by_keys(harness: str, visit: Visits) -> None:
    one = visit(harness)
    page = one.open("/elements/graph")
    page.locator(".graph-box[data-drawn]").wait_for()
    page.locator(".island-picture").focus()
    one.press("ArrowRight")
    assert one.heard().startswith("Haftar, actor, 4 ties: to Serraj: ASSAULT, asserted")


def test_a_graph_is_drawn_without_webgl(harness: str, visit: Visits) -> None:
    one = visit(harness)
    one.context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = one.open("/elements/graph")
    page.locator(".graph-box[data-drawn=svg]").wait_for()
    assert page.locator(".graph-box .tie").count() == 7, "a tie to a node that is not there is left out"
    assert page.locator(".graph-box .tie.denied").count() == 1
    assert page.locator(".graph-box .cross").count() == 1
