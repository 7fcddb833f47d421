"""Single things by their ids; judgements and articles that are handed in."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.coding.readers import Inline
from sayso.model import content_id
from sayso.web.api.intake import Intake
from tests.desk.stores import BLOCKADE, SHELLING
from tests.web.api.conftest import API, get, writing

Json = dict[str, Any]


def test_an_event_by_its_id(api: TestClient) -> None:
    found = get(api, f"events/{SHELLING.id}")
    assert (found["id"], found["title"], found["independent_roots"]) == (
        SHELLING.id,
        "Norland navy shelled Port Amber",
        2,
    )


@pytest.mark.parametrize(
    ("given", "what", "own"),
    [
        pytest.param(SHELLING.id[6:], "events", SHELLING.id, id="without its kind"),
        pytest.param(SHELLING.id[:14], "events", SHELLING.id, id="its beginning"),
        pytest.param(content_id("event", "claim:2"), "events", SHELLING.id, id="an id that it had before"),
        pytest.param("1", "claims", "claim:1", id="claim"),
        pytest.param("article:1", "articles", "article:1", id="article"),
    ],
)
def test_other_ids_lead_to_the_present_one(api: TestClient, given: str, what: str, own: str) -> None:
    answer = api.get(f"{API}/{what}/{given}")
    if given == own:
        assert answer.status_code == 200
        return
    assert (answer.status_code, answer.headers["location"]) == (308, f"{API}/{what}/{own}")
    assert answer.headers["link"] == f'<{API}/{what}/{own}>; rel="canonical"'
    assert get(api, answer.headers["location"])["id"] == own


def test_ids_that_nothing_has(api: TestClient) -> None:
    for what in ("events", "claims", "stories", "articles", "sources", "actors"):
        for given in ("nothing", "event:nothing", "x" * 299, "%20"):
            answer = api.get(f"{API}/{what}/{given}")
            assert answer.status_code == 404, (what, given, answer.text)
            assert "/api/v1/" in answer.json()["detail"] or "there is no" in answer.json()["detail"]


def test_a_beginning_of_several_ids_is_told_so(api: TestClient) -> None:
    answer = api.get(f"{API}/events/made")
    assert (answer.status_code, "begins the ids of several" in answer.json()["detail"]) == (400, True)


def test_an_event_that_is_gone_is_told_so(api: TestClient) -> None:
    with writing(api) as store, store.transaction():
        store.replace_events([BLOCKADE.id], [])
    answer = api.get(f"{API}/events/{BLOCKADE.id}")
    assert (answer.status_code, answer.json()["code"]) == (410, "gone")


def test_an_event_that_was_joined_leads_to_the_one_that_holds_it(api: TestClient) -> None:
    joined = replace(SHELLING, id="event:joined", claims=(*SHELLING.claims, *BLOCKADE.claims), stances=("affirm",) * 3)
    with writing(api) as store, store.transaction():
        store.replace_events([SHELLING.id, BLOCKADE.id], [joined])
    assert api.get(f"{API}/events/{BLOCKADE.id}").headers["location"] == f"{API}/events/event:joined"


def test_an_article_is_an_excerpt_with_a_link(api: TestClient) -> None:
    found = get(api, "articles/article:1")
    assert found["url"]
    assert [claim["id"] for claim in found["claims"]] == ["claim:1", "claim:3"]
    assert "text" not in found
    assert get(api, "articles/article:1", text="full")["text"].startswith("Shells fell on Port Amber.")


def test_sources_and_actors_by_id(api: TestClient) -> None:
    assert get(api, "sources/outlet:amber-wire")["name"] == "Amber Wire"
    assert get(api, "actors/actor:ana-velo")["events"] == 2


# Writing


def post(client: TestClient, path: str, body: Any, **more: Any) -> Any:
    headers = {"content-type": "application/json"} | more.pop("headers", {})
    return client.post(f"{API}/{path}", content=json.dumps(body), headers=headers, **more)


def test_a_judgement_and_its_undoing(api: TestClient) -> None:
    answer = post(
        api, "judgements", {"kind": "reliability", "a": "Amber Wire", "answer": "B", "note": "seen for years"}
    )
    assert answer.status_code == 201
    (row,) = answer.json()["items"]
    assert (row["kind"], row["a"], row["answer"], row["by"], row["note"]) == (
        *("reliability", "outlet:amber-wire", "B", "local", "seen for years"),
    )
    assert row["id"] in {one["id"] for one in get(api, "judgements")["items"]}
    answer = post(api, f"judgements/{row['id']}/undo", {})
    assert (answer.status_code, answer.json()["items"][0]["undoes"]) == (201, row["id"])
    assert row["id"] not in {one["id"] for one in get(api, "judgements")["items"]}
    assert post(api, f"judgements/{row['id']}/undo", {}).status_code == 404


WRONG: list[tuple[str, Any, int, str]] = [
    ("nothing", {}, 422, "'kind' is missing"),
    ("no such kind", {"kind": "better", "a": "claim:1"}, 422, "allowed: same-event"),
    ("no such answer", {"kind": "wrong", "a": "claim:1", "answer": "maybe"}, 422, "allowed: yes"),
    ("something more", {"kind": "wrong", "a": "claim:1", "by": "somebody else"}, 422, "'by' is not among"),
    ("a number", {"kind": "wrong", "a": 7}, 422, "a must be string"),
    ("a list", ["wrong"], 422, "must be a JSON object"),
    ("too long", {"kind": "wrong", "a": "x" * 501}, 422, "501 characters"),
    ("half a character", {"kind": "wrong", "a": "\ud800"}, 422, "no text has"),
    ("a NUL", {"kind": "wrong", "a": "a\x00"}, 422, "no text has"),
    ("no second one", {"kind": "same-event", "a": "claim:1"}, 422, "is about two"),
    ("unknown", {"kind": "wrong", "a": "claim:nothing"}, 404, "has no claim"),
    ("itself", {"kind": "same-event", "a": "claim:1", "b": "claim:1"}, 400, "one and the same"),
]


@pytest.mark.parametrize(("body", "status", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_wrong_judgements_are_refused_in_words(api: TestClient, body: Any, status: int, says: str) -> None:
    before = len(get(api, "judgements")["items"])
    answer = post(api, "judgements", body)
    assert (answer.status_code, says in answer.json()["detail"]) == (status, True), answer.text
    assert len(get(api, "judgements")["items"]) == before


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken_so_that_no_form_of_another_site_can_send_it(api: TestClient, kind: str) -> None:
    answer = api.post(f"{API}/judgements", content=b'{"kind": "wrong", "a": "claim:1"}', headers={"content-type": kind})
    assert answer.status_code == 415


def test_a_page_of_another_site_cannot_judge(api: TestClient) -> None:
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert post(api, "judgements", {"kind": "wrong", "a": "claim:1"}, headers=headers).status_code == 403
    assert api.options(f"{API}/judgements", headers={"origin": "https://evil.example"}).status_code == 405


@pytest.mark.parametrize(
    "body", [b"{", b"", b"nul", b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}", b"\xff\xfe", b'{"kind": NaN}']
)
def test_what_is_no_json_is_refused(api: TestClient, body: bytes) -> None:
    answer = api.post(f"{API}/judgements", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422


def test_a_body_that_is_too_large_is_refused(api: TestClient) -> None:
    assert post(api, "judgements", {"kind": "wrong", "a": "claim:1", "note": "x" * 2_000_000}).status_code == 413
    assert post(api, "articles", {"text": "x" * 7_000_000}).status_code == 413
    assert post(api, "articles", {"text": "x" * 1_100_000}).status_code == 422


@pytest.fixture
def reading(api: TestClient) -> TestClient:
    """The API with a reader in this process."""
    state = api.app.state  # type: ignore[attr-defined]
    state.api.state.intake = Intake(state.settings.store, Inline("rules"), profile="rules")
    return api


TEXT = "Algeria threatened Egypt on Monday, an army spokesman said."


def test_an_article_that_is_handed_in_is_read_kept_and_joined(reading: TestClient) -> None:
    body = {
        "text": TEXT,
        "outlet": "Example Post",
        "date": "2026-03-14",
        "url": "https://post.example/1",
        "title": "Raid",
    }
    answer = post(reading, "articles", body)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["state"], told["message"]) == ("coded", None)
    assert [claim["type"] for claim in told["claims"]] == ["THREATEN"]
    (event,) = told["events"]
    assert event["title"] == "Algeria threatened Egypt"
    assert get(reading, f"events/{event['id']}") == event
    kept = get(reading, f"articles/{told['article']}")
    assert (kept["outlet"], kept["url"], kept["published_at"]) == (
        "Example Post",
        "https://post.example/1",
        "2026-03-14",
    )
    again = post(reading, "articles", body).json()
    assert (again["state"], again["article"]) == ("coded", told["article"])
    assert len(get(reading, "events", text="spokesman")["items"]) == 1


def test_a_page_is_cleaned_before_it_is_read(reading: TestClient) -> None:
    html = f"<html><head><title>Raid</title><script>alert(1)</script></head><body><article><p>{TEXT}</p></article></body></html>"
    told = post(reading, "articles", {"html": html, "outlet": "Example Post", "date": "2026-03-14"}).json()
    assert told["state"] == "coded"
    assert "alert" not in get(reading, f"articles/{told['article']}", text="full")["text"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422), ({"text": "a", "html": "b"}, 422), ({"text": ""}, 422), ({"text": 1}, 422), ({"text": "a", "id": "x"}, 422),
    ],
)  # fmt: skip
def test_wrong_articles_are_refused(reading: TestClient, body: Json, status: int) -> None:
    assert post(reading, "articles", body).status_code == status


def test_an_article_without_words_is_quarantined_with_the_reason(reading: TestClient) -> None:
    told = post(reading, "articles", {"html": "<html><body></body></html>", "outlet": "Example Post"}).json()
    assert told["state"] == "quarantined"
    assert told["message"]
    assert (told["article"], told["claims"], told["events"]) == (None, [], [])


def test_a_crawler_may_hand_in_and_read_nothing(reading: TestClient) -> None:
    state = reading.app.state  # type: ignore[attr-defined]
    token, _ = state.people.new_token("crawler", ("ingest",), user=None, days=1)
    headers = {"Authorization": f"Bearer {token}"}
    assert reading.get(f"{API}/events", headers=headers).status_code == 403
    answer = post(reading, "articles", {"text": TEXT, "outlet": "Example Post", "date": "2026-03-14"}, headers=headers)
    assert answer.status_code == 201
