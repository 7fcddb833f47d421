"""A story as lanes, an article in excerpts, two texts compared, one search for everything."""

from __future__ import annotations

import pytest

from sayso.desk import Desk
from sayso.desk.article_view import article_view
from sayso.desk.comparing import compared
from sayso.desk.search import search
from sayso.desk.story_view import story_view
from sayso.errors import InputError
from tests.desk.stores import SHELLING, STORY


def test_a_story_has_a_lane_for_each_root_and_the_earliest_first(desk: Desk) -> None:
    found = story_view(desk.store, STORY)
    assert found["lanes"][0]["name"] in ("Norland Gazette", "two officials")
    assert {"two officials", "Sudland coast guard", "Norland navy"} <= {lane["name"] for lane in found["lanes"]}
    starts = [lane["told"][0]["at"] for lane in found["lanes"]]
    assert starts == sorted(starts)


def test_who_carried_it_stands_under_the_root_with_the_lag(desk: Desk) -> None:
    (lane,) = [one for one in story_view(desk.store, STORY)["lanes"] if one["name"] == "two officials"]
    (carried,) = lane["told"][0]["carried"]
    assert (carried["article"], carried["later"]) == ("article:3", "+26 h 0 min")


def test_no_such_story(desk: Desk) -> None:
    with pytest.raises(InputError, match="the store has no story") as told:
        story_view(desk.store, "story:none")
    assert told.value.code == "no_story"


def test_an_article_shows_its_claims_and_not_its_text(desk: Desk) -> None:
    found = article_view(desk.store, "article:1")
    assert [c["id"] for c in found["claims"]] == ["claim:1", "claim:3"]
    assert found["claims"][0]["event_id"] == SHELLING.id
    assert "text" not in found
    assert found["story"]["id"] == STORY
    assert [(one["gave_to"], one["kind"]) for one in found["copies"]] == [("article:3", "partial")]


def test_an_article_beginning_with_one_of_several_ids_is_told(desk: Desk) -> None:
    with pytest.raises(InputError):
        article_view(desk.store, "article:nothing")


def test_two_articles_share_what_stands_in_both(desk: Desk) -> None:
    found = compared(desk.store, "article:1", "article:3")
    assert (found["data"]["a"], found["data"]["b"]) == ("article:1", "article:3")
    for side in found["sides"]:
        assert "".join(piece["text"] for piece in side["pieces"]).startswith("Shells fell on Port Amber")
    shared = {piece["text"] for piece in found["sides"][0]["pieces"] if piece["passage"]}
    assert shared == {one["text"] for one in found["data"]["passages"]}


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("shelled", "events", "Norland navy shelled Port Amber"),  # a word of a report
        ("talks", "stories", "Talks"),
        ("goal", "articles", "Football"),  # an article without claims
        ("norland", "actors", "Norland navy"),  # the beginning of a name, in lower case
        (SHELLING.id[6:14], "events", "Norland navy shelled Port Amber"),  # the beginning of an id
    ],
)
def test_search(desk: Desk, words: str, kind: str, title: str) -> None:
    assert title in [one.get("title") or one.get("name") for one in search(desk.store, words)[kind]]


@pytest.mark.parametrize("words", ["", "  ", '"', "zzz qqq", "AND OR NOT", "NEAR(", "%_", "'; DROP TABLE events; --"])
def test_search_for_what_is_not_there(desk: Desk, words: str) -> None:
    assert not any(search(desk.store, words).values())
