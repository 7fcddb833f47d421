"""One event with everything beside it: copies folded under what they copy, stances, story."""

from __future__ import annotations

from sayso.desk import Desk
from sayso.desk.event_view import event_view
from tests.desk.stores import DENIED, SHELLING, STORY


def test_copies_stand_under_what_they_copy(desk: Desk) -> None:
    found = event_view(desk.store, desk.event(SHELLING.id))
    officials, guard = found.roots
    assert [told.article["id"] for told in officials.told] == ["article:1"]
    ((edge, copy),) = officials.told[0].copies
    assert (edge.kind, copy.article["id"], copy.claims) == ("partial", "article:3", ())
    assert [told.article["id"] for told in guard.told] == ["article:2"]
    assert [c["id"] for c in officials.told[0].claims] == ["claim:1"]


def test_stances_and_story(desk: Desk) -> None:
    found = event_view(desk.store, desk.event(DENIED.id))
    assert found.claims["claim:4"]["stance"] == "deny"
    assert found.story is not None
    assert found.story["id"] == STORY
