"""Lists of the API: the same rows as the commands, page by page, whatever comes in between."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.desk import open_desk
from tests.web.api.conftest import API, MANY, get, grow, writing

Json = dict[str, Any]


def every(client: TestClient, path: str, size: int, **params: Any) -> list[list[Json]]:
    """All pages of a list."""
    pages, at = [], None
    while True:
        page = get(client, at) if at else get(client, path, limit=size, **params)
        pages.append(page["items"])
        at = page["next"]
        assert (at is None) is (page["next_cursor"] is None)
        if at is None:
            return pages


def rows(client: TestClient, path: str, size: int, **params: Any) -> list[Json]:
    return [row for page in every(client, path, size, **params) for row in page]


@pytest.mark.parametrize("sort", ["date", "first", "reports", "roots"])
@pytest.mark.parametrize("size", [7, 44, 500])
def test_pages_of_events_together_are_the_list(api: TestClient, sort: str, size: int) -> None:
    with open_desk(api.app.state.settings.store) as desk:  # type: ignore[attr-defined]
        wanted = list(desk.events(sort=sort))
    pages = every(api, "events", size, sort=sort)
    assert [row for page in pages for row in page] == wanted
    assert len(wanted) == MANY + 5
    assert {len(page) for page in pages[:-1]} <= {size}


@pytest.mark.parametrize("sort", ["date", "first"])
def test_pages_of_claims_together_are_the_list(api: TestClient, sort: str) -> None:
    with open_desk(api.app.state.settings.store) as desk:  # type: ignore[attr-defined]
        wanted = list(desk.claims(sort=sort))
    assert rows(api, "claims", 2, sort=sort) == wanted
    assert len(wanted) == 6


@pytest.mark.parametrize("sort", ["date", "reports"])
def test_pages_of_stories_together_are_the_list(api: TestClient, sort: str) -> None:
    with open_desk(api.app.state.settings.store) as desk:  # type: ignore[attr-defined]
        assert rows(api, "stories", 1, sort=sort) == list(desk.stories(sort=sort))


@pytest.mark.parametrize("what", ["sources", "actors", "judgements", "changes"])
def test_pages_of_other_lists_together_are_the_list(api: TestClient, what: str) -> None:
    whole = rows(api, what, 500)
    assert rows(api, what, 1) == whole
    assert len(whole) >= 1


def test_pages_of_a_dyad_together_are_the_list(api: TestClient) -> None:
    with open_desk(api.app.state.settings.store) as desk:  # type: ignore[attr-defined]
        wanted = list(desk.dyad("DZA", "EGY"))
    assert rows(api, "dyads/DZA/EGY", 2) == wanted
    assert len(wanted) > 3


@pytest.mark.parametrize("sort", ["date", "first", "reports", "roots"])
def test_what_comes_in_between_is_neither_told_twice_nor_hides_anything(api: TestClient, sort: str) -> None:
    before = {row["id"] for row in rows(api, "events", 500)}
    first = get(api, "events", limit=9, sort=sort)
    with writing(api) as store:
        grow(store, *range(MANY, MANY + 30))
    told, at = [row["id"] for row in first["items"]], first["next"]
    while at:
        page = get(api, at)
        told += [row["id"] for row in page["items"]]
        at = page["next"]
    assert len(told) == len(set(told))
    assert before <= set(told)


FILTERS: list[Json] = [
    {"type": "ASSAULT"}, {"type": ["ASSAULT", "AID"]}, {"mode": "heavy-weapons"}, {"quad": [3, 4]}, {"actor": "DZA"},
    {"recipient": "Sudland coast guard"}, {"party": ["DZA", "EGY"]}, {"country": "EGY"}, {"place": "Port Amber"}, {"place": "361058"},
    {"outlet": "Norland Gazette"}, {"root": "Amber Wire"}, {"verdict": "disputed"}, {"status": "reported"}, {"min_roots": 2},
    {"min_reports": 3}, {"text": '"fell on" Amber'}, {"export": True}, {"export": False}, {"since": "2026-03-01"},
    {"until": "2026-02-03"}, {"published_since": "2026-03-11"}, {"published_until": "2026-03-11"}, {"id": "event:made0001"},
    {"type": "ASSAULT", "min_reports": 2, "since": "2026-02-02", "sort": "reports"},
]  # fmt: skip


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_filters_mean_what_they_mean_in_the_commands(api: TestClient, filters: Json) -> None:
    with open_desk(api.app.state.settings.store) as desk:  # type: ignore[attr-defined]
        wanted = [row["id"] for row in desk.events(**filters)]
    asked = {name: str(value).lower() if isinstance(value, bool) else value for name, value in filters.items()}
    assert [row["id"] for row in rows(api, "events", 4, **asked)] == wanted


def test_the_next_page_is_linked_in_the_header_too(api: TestClient) -> None:
    answer = api.get(f"{API}/events?limit=2&type=ASSAULT")
    assert answer.headers["link"] == f'<{answer.json()["next"]}>; rel="next"'
    assert "type=ASSAULT" in answer.json()["next"]


WRONG = [
    ("limit=0", "limit"), ("limit=501", "limit"), ("limit=-1", "limit"), ("limit=x", "limit"), ("limit=1&limit=2", "given 2 times"),
    ("cursor=x", "no cursor"), ("cursor=e30", "no cursor"), ("cursor=W10", "no cursor"), ("cursor=%00", "NUL"),
    ("nothing=1", "no parameter is called 'nothing'"), ("actr=x", "did you mean actor"), ("type=NOTHING", "no event type"),
    ("type=", "has no value"), ("quad=5", "from 1 to 4"), ("quad=9999999999999999999999", "from 1 to 4"), ("verdict=true", "no verdict"),
    ("since=whenever", "no point in time"), ("since=2026-13-45", "no point in time"), ("export=perhaps", "neither true nor false"),
    ("sort=alphabet", "no order"), ("country=Narnia", "is no country"), ("min_roots=-3", "min_roots"), ("min_roots=2.5", "min_roots"),
    ("text=%22%22", "holds no word"), ("actor=" + "x" * 2000, "has 2000 characters"), ("changed_since=whenever", "no point in time"),
    ("changed_since=2026-01-01&sort=first", "leave sort out"), ("mode=NOTHING/aerial", "no mode"), ("id=event:", "begins the ids of several"),
]  # fmt: skip


@pytest.mark.parametrize("big_store", ["sqlite"], indirect=True)  # decided before any database is asked
@pytest.mark.parametrize(("query", "says"), WRONG, ids=[query[:40] for query, _ in WRONG])
def test_wrong_questions_are_answered_in_words(api: TestClient, query: str, says: str) -> None:
    answer = api.get(f"{API}/events?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert says in found["detail"]
    assert found["status"] == 400
    assert found["title"]
    assert found["code"]


def test_whom_nobody_knows_is_not_found(api: TestClient) -> None:
    answer = api.get(f"{API}/events?actor=Nobody+of+that+name")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_actor")


def test_a_cursor_belongs_to_its_question(api: TestClient) -> None:
    cursor = get(api, "events", limit=2)["next_cursor"]
    for query in (f"type=AID&cursor={cursor}", f"sort=reports&cursor={cursor}"):
        assert api.get(f"{API}/events?{query}").status_code == 400
    assert api.get(f"{API}/claims?cursor={cursor}").status_code == 400
    assert api.get(f"{API}/events?limit=50&cursor={cursor}").status_code == 200  # the size of a page is free


INJECTIONS = (
    "' OR 1=1 --", "'; DROP TABLE events; --", '" OR ""="', "1) UNION SELECT name,password,role FROM users --", "%' --", "\\",
    "`", "/*", "*/", "{{7*7}}", "${7*7}", "<script>alert(1)</script>", "../../etc/passwd", "NEAR(a b)", "a* OR b", "col:val", "^", "(",
    "-x", "NOT x", '"', "\u202e", "🐎", "=cmd|' /C calc'!A0", "%00", "?", ":name", "$1", "%(x)s", "\ud7ff\uffff", "'||pg_sleep(9)||'",
)  # fmt: skip
TEXTS = (
    "since", "until", "published_since", "published_until", "type", "mode", "quad", "actor", "recipient", "party", "country", "place",
    "outlet", "root", "verdict", "status", "min_roots", "min_reports", "story", "text", "export", "sort", "limit", "id", "cursor",
    "changed_since",
)  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_that_is_typed_into_a_filter_is_an_instruction(api: TestClient, name: str) -> None:
    for text in INJECTIONS:
        answer = api.get(f"{API}/events", params={name: text, **({} if name == "limit" else {"limit": 1})})
        assert answer.status_code in (200, 400, 404), (text, answer.text)
        assert "password" not in answer.text or "password" in text
        if answer.status_code == 200 and name in ("place", "outlet", "root"):
            assert answer.json()["items"] == [], text
    assert len(rows(api, "events", 500)) == MANY + 5


@pytest.mark.parametrize(
    "path", ["search?q=", "claims?text=", "stories?text=", "sources?root=", "actors?party=", "changes?since="]
)
def test_nor_in_the_other_lists(api: TestClient, path: str) -> None:
    for text in INJECTIONS:
        head, _, name = path.partition("?")
        answer = api.get(f"{API}/{head}", params={name.rstrip("="): text})
        assert answer.status_code in (200, 400, 404), (text, answer.text)


@pytest.mark.parametrize("big_store", ["sqlite"], indirect=True)  # ids are parameters of the same queries
@pytest.mark.parametrize("text", INJECTIONS)
def test_nor_in_a_path(api: TestClient, text: str) -> None:
    from urllib.parse import quote

    for what in ("events", "claims", "stories", "articles", "sources", "actors", "dyads/EGY"):
        answer = api.get(f"{API}/{what}/{quote(text, safe='')}")
        assert answer.status_code in (400, 404), (what, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


def test_codebook_status_search_and_feeds(api: TestClient) -> None:
    assert get(api, "codebook", code="ASSAULT/aerial")["items"][0]["code"] == "ASSAULT/aerial"
    assert get(api, "status")["events"] == MANY + 5
    assert [row["id"] for row in get(api, "search", q="Talks")["articles"]] == ["article:4"]
    assert get(api, "feeds")["items"] == []
    assert api.get(f"{API}/codebook?code=NOTHING").status_code in (400, 404)
