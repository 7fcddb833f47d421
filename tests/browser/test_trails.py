"""Ways through several pages, as an analyst takes them: to the sentence, to the rumour, along a watchlist, from a change to its events."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from tests.browser.serving import desk_served
from tests.browser.visit import Visit
from tests.desk.worlds import act, filled

Visits = Callable[..., Visit]


def click(one: Visit, locator: object) -> None:
    with one.page.expect_navigation():
        locator.click()  # type: ignore[attr-defined]
    one.settle()


def where(one: Visit) -> str:
    """Where the reader is, as people write it."""
    return unquote(one.path)


def test_from_today_to_the_sentence_and_who_said_it_first(desk: str, visit: Visits) -> None:
    """At most two clicks from Today to the sentence that a claim rests on; who said it first stands there without one more."""
    one = visit(desk)
    page = one.open("/")
    click(one, page.locator("main a[href^='/event/']").filter(has_text="Gunmen attacked").first)
    sentence = page.locator(".excerpt", has_text="Gunmen killed four Tunisian customs officers at Ras Ajdir").first
    assert sentence.is_visible(), "one click is enough"
    assert sentence.locator("mark.act").inner_text() == "killed"
    first = page.locator("section.root").first
    assert "Ministry of the Interior of Tunisia" in first.locator("h2").inner_text()
    assert "Maghreb Wire" in first.locator(".told > li").first.inner_text(), "the earliest page stands first"
    click(one, first.get_by_role("link", name="in the article").first)
    assert one.path.startswith("/article/")
    assert page.locator("main").get_by_text("Gunmen killed four Tunisian customs officers").first.is_visible()


def test_which_of_two_stories_is_a_single_rumour(desk: str, visit: Visits) -> None:
    """In one look: more reports, one root, its sign and its words; beside it fewer reports on three roots."""
    one = visit(desk, viewport={"width": 390, "height": 844})
    page = one.open("/stories")
    rumour = page.locator("[data-item]", has_text="Mauritanian navy")
    sound = page.locator("[data-item]", has_text="Mombasa")
    told = {name: re.sub(r"\s+", " ", item.inner_text()) for name, item in (("rumour", rumour), ("sound", sound))}
    assert "5 reports / 1 root" in told["rumour"].replace(" on ", " ")
    assert "◑ one root alone" in told["rumour"]
    assert "4 reports / 3 roots" in told["sound"].replace(" on ", " ")
    assert "● 3 roots agree" in told["sound"]
    for item in (rumour, sound):
        box = item.locator(".verdict").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844, "seen without scrolling, on a phone"


def test_a_watchlist_goes_along(own_desk: str, visit: Visits) -> None:
    one = visit(own_desk)
    page = one.open("/watchlists")
    page.get_by_label("Name").fill("Kenya")
    page.get_by_label("In the country").fill("KEN")
    click(one, page.get_by_role("button", name="Keep it"))
    click(one, page.get_by_role("link", name="Kenya", exact=True))
    own = where(one).partition("watch=")[2]
    assert own
    assert page.locator("main [data-item]").count() == 1, "the list is narrowed"
    for place in ("Today", "Stories", "Actors", "Dyads", "Map", "Brief", "Events"):
        click(one, page.locator(".rail").get_by_role("link", name=place, exact=True))
        assert f"watch={own}" in where(one), place
    assert "Kenya" in page.locator(".range summary").inner_text(), "which one is chosen stands at the top"
    click(one, page.locator("main [data-item] a.event-link").first)
    assert f"watch={own}" in where(one)
    inside = page.locator("main a[href^='/actor/'], main a[href^='/story/'], main a[href^='/article/']")
    hrefs = [link.get_attribute("href") or "" for link in inside.all()]
    assert hrefs
    assert [href for href in hrefs if f"watch={own}" not in unquote(href)] == []
    click(one, page.locator("main a[href^='/actor/']").first)
    assert f"watch={own}" in where(one)


def test_a_change_of_tension_leads_to_its_events(tmp_path: Path, visit: Visits) -> None:
    raid = [("actor", "egypt"), ("recipient", "algeria")]
    quiet = [act(n, "CONSULT", f"2026-02-{n:02d}", [("actor", "egypt"), ("actor", "algeria")]) for n in range(1, 28, 3)]
    burst = [act(100 + n, "ASSAULT", f"2026-03-{10 + n // 3:02d}", raid, roots=2) for n in range(12)]
    store = tmp_path / "changed.db"
    filled(store, [*quiet, *burst]).close()
    with desk_served(str(store)) as address:
        one = visit(address)
        page = one.open("/dyad/EGY/DZA")
        change = page.locator("details.change-point").first
        assert "tension rose" in change.locator("summary").inner_text()
        made = change.get_by_role("link").first
        words = made.inner_text()
        assert words == "Egypt assault Algeria"
        click(one, made)
        assert one.path.startswith("/event/")
        assert page.locator("h1").inner_text() == words


def test_on_a_phone_the_drawer_shows_its_head(desk: str, visit: Visits) -> None:
    one = visit(desk, viewport={"width": 390, "height": 844})
    page = one.open("/events")
    click(one, page.locator("main [data-item] a.event-link").first)
    page.get_by_role("button", name="Why").first.click()
    close = page.get_by_role("button", name="Close")
    close.click(timeout=3000)  # refused by the browser while something lies over it
    assert not page.locator("aside.why").is_visible()
