"""Tags, and keeping a copy: what changed, what is gone, where to go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.desk.stores import BLOCKADE, EVENTS, SHELLING, TALKS
from tests.web.api.conftest import API, MANY, get, grow, made, writing

Json = dict[str, Any]


class Copy:
    """A client's copy of the events, kept as the documentation says."""

    def __init__(self, client: TestClient, since: str = "2020-01-01", **filters: Any) -> None:
        self.client, self.cursor, self.filters = client, since, filters
        self.rows: dict[str, Json] = {}

    def catch_up(self, size: int = 500) -> list[str]:
        told = []
        while True:
            page = get(self.client, "events", changed_since=self.cursor, limit=size, **self.filters)
            for row in page["gone"]:
                self.rows.pop(row["id"], None)
            for own in page["left"]:
                self.rows.pop(own, None)
            self.rows |= {row["id"]: row for row in page["items"]}
            told += [row["id"] for row in page["items"]]
            self.cursor = page["cursor"]
            if not page["more"]:
                return told


def now(client: TestClient, **filters: Any) -> dict[str, Json]:
    return {row["id"]: row for row in get(client, "events", limit=500, **filters)["items"]}


@pytest.mark.parametrize("size", [1, 7, 500])
def test_a_copy_becomes_whole_and_stays_so(api: TestClient, size: int) -> None:
    copy = Copy(api)
    assert len(copy.catch_up(size)) == MANY + 5
    assert copy.rows == now(api)
    assert copy.catch_up(size) == []
    with writing(api) as store:
        grow(store, MANY, MANY + 1)
    assert sorted(copy.catch_up(size)) == ["event:made0040", "event:made0041"]
    with writing(api) as store, store.transaction():
        store.replace_events([made(3).id, made(4).id], [replace(made(5), independent_roots=9)])
    assert copy.catch_up(size) == ["event:made0005"]
    assert copy.rows == now(api)
    assert copy.rows["event:made0005"]["independent_roots"] == 9


def test_what_is_made_again_as_it_was_did_not_change(api: TestClient) -> None:
    copy = Copy(api)
    copy.catch_up()
    with writing(api) as store, store.transaction():
        store.replace_events([TALKS.id], [TALKS, made(2)])
    assert copy.catch_up() == []


def test_an_event_that_took_another_id_is_told_with_the_id(api: TestClient) -> None:
    copy = Copy(api)
    copy.catch_up()
    joined = replace(SHELLING, id="event:joined", claims=(*SHELLING.claims, *BLOCKADE.claims), stances=("affirm",) * 3)
    with writing(api) as store, store.transaction():
        store.replace_events([SHELLING.id, BLOCKADE.id], [joined])
    page = get(api, "events", changed_since=copy.cursor)
    assert {row["id"]: row["now"] for row in page["gone"]} == dict.fromkeys((SHELLING.id, BLOCKADE.id), "event:joined")
    assert [row["id"] for row in page["items"]] == ["event:joined"]


def test_a_rebuild_tells_everything_anew_and_what_did_not_come_back(api: TestClient) -> None:
    copy = Copy(api)
    copy.catch_up()
    with writing(api) as store, store.transaction():
        store.clear_derived()
        store.replace_events((), EVENTS)
    copy.catch_up(3)
    assert copy.rows.keys() == now(api).keys() == {event.id for event in EVENTS}


def test_what_no_longer_meets_the_filters_is_told(api: TestClient) -> None:
    copy = Copy(api, verdict="corroborated")
    copy.catch_up()
    assert copy.rows.keys() == now(api, verdict="corroborated").keys()
    with writing(api) as store, store.transaction():
        store.replace_events((), [replace(made(1), verdict="disputed")])
    assert copy.catch_up() == []
    assert copy.rows.keys() == now(api, verdict="corroborated").keys()
    assert made(1).id not in copy.rows


def test_a_time_to_come_is_before_nothing_that_is_known(api: TestClient) -> None:
    copy = Copy(api, since="2999-01-01")
    assert copy.catch_up() == []
    with writing(api) as store:
        grow(store, MANY)
    assert copy.catch_up() == ["event:made0040"]


def test_stories_are_followed_too(api: TestClient) -> None:
    page = get(api, "stories", changed_since="2020-01-01", limit=1)
    assert (len(page["items"]), page["more"]) == (1, True)
    again = get(api, "stories", changed_since=page["cursor"])
    assert (len(again["items"]), again["more"], again["gone"]) == (1, False, [])


@pytest.mark.parametrize("what", ["stories", "claims"])
def test_a_cursor_of_one_kind_is_none_of_another(api: TestClient, what: str) -> None:
    cursor = get(api, "events", changed_since="2020-01-01")["cursor"]
    assert api.get(f"{API}/{what}?changed_since={cursor}").status_code == 400


# Tags

ASKED = ["events", "events?sort=reports&limit=3", "claims", "stories", "sources", "actors", "dyads/DZA/EGY", "changes", "status", "codebook",
         "search?q=Talks", "articles/article:1", f"events/{SHELLING.id}", "judgements", "feeds", "openapi.json",
         "events?changed_since=2020-01-01"]  # fmt: skip


@pytest.mark.parametrize("path", ASKED)
def test_what_did_not_change_is_not_sent_again(api: TestClient, path: str) -> None:
    first = api.get(f"{API}/{path}")
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    for sent in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        for _ in range(2):  # by the answer, and by what is remembered of it
            again = api.get(f"{API}/{path}", headers={"if-none-match": sent})
            assert (again.status_code, again.content) == (304, b""), sent
            assert again.headers["etag"] == tag
    assert api.get(f"{API}/{path}", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_change_gives_another_tag(api: TestClient) -> None:
    tag = api.get(f"{API}/events").headers["etag"]
    assert api.get(f"{API}/events", headers={"if-none-match": tag}).status_code == 304
    with writing(api) as store, store.transaction():
        store.replace_events((), [replace(TALKS, earliest="2026-03-30", title="Talks went on")])
    answer = api.get(f"{API}/events", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag
    assert "Talks went on" in answer.text


def test_what_is_remembered_is_remembered_for_each_who_may_see_something_else(api: TestClient) -> None:
    """A reader is refused the full text even where a reviewer's tag of it is known."""
    from sayso.store import open_store

    people = api.app.state.people  # type: ignore[attr-defined]
    path = f"{API}/articles/article:1?text=full"
    tag = api.get(path).headers["etag"]
    with open_store(api.app.state.settings.store) as store:  # type: ignore[attr-defined]
        store.add_user("rita", "reader", "hash")
    people.forget()
    token, _ = people.new_token("t", ("read",), user="rita", days=1)
    answer = api.get(path, headers={"Authorization": f"Bearer {token}", "if-none-match": tag})
    assert answer.status_code == 403
