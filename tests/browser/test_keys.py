"""Each of the nine places by the keyboard alone: reached from Today, and the main thing done there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.serving import desk_served, served
from tests.browser.test_watching import feeds
from tests.browser.visit import Visit

Visits = Callable[..., Visit]
PLACES = {
    "t": "/",
    "s": "/stories",
    "e": "/events",
    "a": "/actors",
    "d": "/dyads",
    "c": "/channels",
    "m": "/map",
    "o": "/sources",
    "r": "/review",
    "b": "/brief",
}


def go(one: Visit, letter: str) -> None:
    with one.page.expect_navigation():
        one.press("g", letter)
    one.settle()


def follow(one: Visit, key: str) -> None:
    with one.page.expect_navigation():
        one.press(key)
    one.settle()


@pytest.mark.parametrize(("letter", "path"), PLACES.items())
def test_a_place_is_reached_by_two_keys(letter: str, path: str, desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/events" if path == "/" else "/")
    go(one, letter)
    assert one.path.split("?")[0] == path


def test_today_moves_and_opens(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/")
    one.press("j", "j")
    second = one.focused()
    assert second
    one.press("k", "n")
    assert one.focused() == second, "n and p move as j and k do"
    follow(one, "o")
    assert re.match(r"/(event|story)/", one.path)


def test_story_opens_an_event(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/")
    go(one, "s")
    one.press("j")
    follow(one, "Enter")
    assert one.path.startswith("/story/")
    one.press("j")
    follow(one, "o")
    assert one.path.startswith("/event/")


def test_event_says_why(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/")
    go(one, "e")
    one.press("j")
    follow(one, "Enter")
    assert one.path.startswith("/event/")
    one.press("w")
    drawer = one.page.locator("aside.why")
    drawer.wait_for(state="visible")
    assert len((drawer.text_content() or "").split()) > 4
    one.press("Escape")
    assert not drawer.is_visible()


def test_the_drawer_explains_the_item_that_has_the_focus(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/events")
    one.press("j")
    line = one.focused()
    one.press("w")
    one.page.locator("aside.why").wait_for(state="visible")
    assert one.page.locator("aside.why .why-head").is_visible()
    one.press("Escape")
    assert one.focused() == line, "the focus comes back"


def test_actor_and_its_graph(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/")
    go(one, "a")
    one.press("j")
    follow(one, "Enter")
    assert one.path.startswith("/actor/")
    one.press("j")
    follow(one, "Enter")
    assert one.path.startswith("/event/"), "what it did"
    one.press("j")
    follow(one, "Enter")
    assert re.match(r"/article/\w+#", f"{one.path}#{one.page.url.partition('#')[2]}"), "the claim in its article"
    assert one.page.locator("main mark").first.is_visible()


def test_dyad_shows_its_series_as_a_table(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/")
    go(one, "d")
    one.press("j")
    follow(one, "Enter")
    assert one.path.startswith("/dyad/")
    one.press("t")
    assert one.page.locator("sayso-series table").first.is_visible()


def test_map_as_a_table(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/")
    go(one, "m")
    one.press("t")
    assert one.page.locator("sayso-map table").first.is_visible()
    assert "view=table" in one.path


def tab_to(one: Visit, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(60):
        if one.page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        one.press("Tab")
    pytest.fail(f"{selector} cannot be reached by Tab")


def test_a_feed_is_looked_at_and_added(crisis_store: str, tmp_path: Path, visit: Visits) -> None:
    store = str(tmp_path / "fed.db")
    shutil.copyfile(crisis_store, store)
    with served(feeds()) as site, desk_served(store, allow_private=True) as address:
        one = visit(address)
        one.open("/")
        go(one, "o")
        tab_to(one, "input[name=url]")
        one.type(f"{site}/feed.xml")
        follow(one, "Enter")
        assert one.page.get_by_role("heading", name="Harbour Post").is_visible()
        assert one.page.locator(".preview li").count() == 8, "what it holds is shown before it is added"
        tab_to(one, "input[name=country]")
        one.type("TUN")
        tab_to(one, "form[action='/sources/add'] button")
        follow(one, "Enter")
        assert one.page.locator("main").get_by_text("Harbour Post").first.is_visible()
        one.open("/sources")
        one.press("j")
        assert "Harbour Post" in one.focused()


def test_review_answers_and_takes_back(own_desk: str, visit: Visits) -> None:
    one = visit(own_desk)
    one.open("/")
    go(one, "r")
    question = one.page.locator("main").inner_text()
    follow(one, "x")
    assert one.path.startswith("/review")
    assert one.page.locator("main").inner_text() != question
    follow(one, "z")
    assert one.path.startswith("/review")


def test_brief_is_made_and_an_item_pinned(own_desk: str, visit: Visits) -> None:
    one = visit(own_desk)
    page = one.open("/")
    go(one, "b")
    one.press("j", "j")
    chosen = page.evaluate("() => document.activeElement.closest('[data-event]').dataset.event")
    follow(one, "i")
    item = page.locator(f"[data-event='{chosen}']")
    assert item.locator(".chip", has_text="pinned").is_visible()
    assert page.locator(".brief .item").first.get_attribute("data-event") == chosen, "pinned, it stands first"
    one.press("j")
    follow(one, "d")
    assert page.locator("details.dropped").count() == 1


def test_search_from_anywhere(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/map")
    one.press("/")
    one.type("border jgt")  # letters that are keys elsewhere are only letters in a field
    follow(one, "Enter")
    assert one.path.startswith("/search?q=border")


def test_help_lists_the_keys_of_the_page(desk: str, visit: Visits) -> None:
    one = visit(desk)
    one.open("/events")
    one.press("?")
    words = one.page.locator("dialog.keys").inner_text()
    assert "Next in the list" in words
    assert "Skip" not in words, "keys of Review are not keys of this page"
    one.press("Escape")
    one.page.locator("dialog.keys").wait_for(state="detached")


def test_keys_can_be_switched_off_and_changed(desk: str, visit: Visits) -> None:
    one = visit(desk)
    page = one.open("/events")
    one.press("?")
    page.get_by_text("Switch off or change keys").press("Enter")
    page.locator("#keys-which").select_option("next")
    page.locator("#keys-new").fill("k")
    page.locator("#keys-new").press("Enter")
    assert "already means: Previous" in page.locator("dialog.keys [role=alert]").inner_text()
    page.locator("#keys-new").fill("h")
    page.locator("#keys-new").press("Enter")
    one.press("Escape")
    one.press("h")
    first = one.focused()
    one.press("j")
    assert one.focused() == first, "the old key does nothing"
    one.press("?")
    page.get_by_text("Switch off or change keys").press("Enter")
    page.get_by_label("Single keys do something").press("Space")
    one.press("Escape")
    page.reload()
    one.settle()
    one.press("h")
    assert page.evaluate("document.activeElement === document.body")
