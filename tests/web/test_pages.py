"""The pages of the frame: they answer, their twins agree with them, and all state is in the address."""

from __future__ import annotations

import csv
import io

import pytest
from starlette.testclient import TestClient

from tests.desk.stores import BLOCKADE, DENIED, SHELLING, STORY

EVENT = f"/event/{SHELLING.id[6:]}"
LISTS = (
    "/",
    "/events",
    "/claims",
    "/stories",
    EVENT,
    f"/story/{STORY[6:]}",
    "/article/1",
    "/compare?a=1&b=3",
    "/search?q=port",
)


def twin(address: str, form: str) -> str:
    path, _, query = address.partition("?")
    return f"{'/today' if path == '/' else path}.{form}" + (f"?{query}" if query else "")


@pytest.mark.parametrize("address", LISTS)
def test_every_page_has_its_twins(web: TestClient, address: str) -> None:
    page = web.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert web.get(twin(address, "json")).json()
    rows = list(csv.reader(io.StringIO(web.get(twin(address, "csv")).text)))
    assert len(rows) > ("compare" not in address)  # two short texts share no passage
    assert {len(row) for row in rows} == {len(rows[0])}
    for form in ("json", "csv"):
        assert twin(address, form).replace("&", "&amp;") in page.text  # and leads to them


def test_reports_and_roots_stand_together(web: TestClient) -> None:
    for address in ("/", "/events", EVENT):
        text = " ".join(web.get(address).text.replace("<b>", "").replace("</b>", "").split())
        assert '3 reports <span class="slash" aria-hidden="true">/</span><span class="unseen">on</span> 2 roots' in text


def test_an_event_shows_chain_sentence_conflict_and_history(web: TestClient) -> None:
    text = web.get(EVENT).text
    assert '<svg class="chain"' in text
    assert "<mark class='act'>Shells</mark> fell on Port Amber." in text
    assert "Sudland coast guard" in text
    assert "at least 27" in text
    assert "@misc{" in text


def test_a_denied_event_says_so_in_words(web: TestClient) -> None:
    assert "denied by <bdi>Norland navy</bdi>" in web.get(f"/event/{DENIED.id[6:]}").text


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/events.json?verdict=corroborated", ["Norland navy shelled Port Amber"]),
        ("/events.json?type=THREATEN", ["Ana Velo threatened Sudland coast guard"]),
        ("/events.json?actor=Ana+Velo&type=CONSULT", ["Ana Velo held talks"]),
        ("/events.json?until=2026-03-11", ["Norland navy shelled Port Amber"]),
    ],
)
def test_filters_are_in_the_address(web: TestClient, address: str, titles: list[str]) -> None:
    assert [event["title"] for event in web.get(address).json()["events"]] == titles


def test_the_next_page_begins_where_this_one_ends(web: TestClient) -> None:
    first = web.get("/events.json?limit=2").json()
    second = web.get(first["next"]).json()
    ids = [event["id"] for event in (*first["events"], *second["events"])]
    assert ids == [event["id"] for event in web.get("/events.json?limit=4").json()["events"]]


def test_the_time_range_goes_along_to_other_pages(web: TestClient) -> None:
    text = web.get("/events?since=2026-03-11&type=AID").text
    assert 'href="/stories?since=2026-03-11"' in text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/event/none", 404, "the store has no event"),
        ("/story/none", 404, "the store has no story"),
        ("/article/none", 404, "none"),
        ("/events?type=NOISE", 400, "no event type is called &#39;NOISE&#39;"),
        ("/events?since=soon", 400, "soon"),
        ("/events?after=xyz", 400, "is no place in this list"),
        ("/events?limit=many", 400, "is no whole number"),
        ("/compare", 400, "name two articles"),
        ("/nothing-here", 404, "nothing-here"),
    ],
)
def test_what_cannot_be_shown_is_told_in_words(web: TestClient, address: str, status: int, words: str) -> None:
    answer = web.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert '<nav class="rail"' in answer.text  # the way back


@pytest.mark.parametrize(("cookie", "shown"), [("dark", True), ("light", True), ('x" onload="', False), ("", False)])
def test_a_chosen_theme_is_there_from_the_start(web: TestClient, cookie: str, shown: bool) -> None:
    text = web.get("/events", headers={"Cookie": f"sayso_theme={cookie}"}).text.partition(">")[2].partition(">")[0]
    assert (f'data-theme="{cookie}"' in text) is shown
    assert "onload" not in text


def test_an_error_of_a_twin_is_data(web: TestClient) -> None:
    answer = web.get("/event/none.json")
    assert (answer.status_code, answer.json()["error"]) == (404, "no_event")


def test_a_claim_that_is_judged_wrong_leaves_its_event(web: TestClient) -> None:
    page = web.get(f"/event/{BLOCKADE.id[6:]}")
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    form = {"csrf": token, "answer": "yes", "next": "/events"}
    answer = web.post("/claim/3/judge", data=form, headers={"Origin": str(web.base_url)}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")
    assert all(one["id"] != BLOCKADE.id for one in web.get("/events.json?limit=50").json()["events"])
    page = web.get(f"/event/{BLOCKADE.id[6:]}")  # its address is in briefs and letters: it says what became of it
    assert "ithdrawn from view" in page.text


def test_a_judgement_is_shown_and_can_be_undone(web: TestClient) -> None:
    page = web.get(EVENT)
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    origin = {"Origin": str(web.base_url)}
    assert "What people decided" not in page.text
    web.post("/claim/2/judge", data={"csrf": token, "answer": "no", "next": EVENT}, headers=origin)
    events = web.get("/events.json?limit=50").json()["events"]  # made anew from the claims
    now = next(f"/event/{one['id'][6:]}" for one in events if "claim:2" in one["claims"])
    page = web.get(now)
    assert "What people decided" in page.text
    own = page.text.partition('action="/judgement/')[2].partition("/undo")[0]
    web.post(f"/judgement/{own}/undo", data={"csrf": token, "next": now}, headers=origin)
    again = web.get(now)
    assert again.status_code == 200
    assert "What people decided" not in again.text


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_form_sends_nobody_to_another_site(web: TestClient, to: str) -> None:
    token = web.get(EVENT).text.partition('name="csrf" value="')[2].partition('"')[0]
    answer = web.post("/claim/3/judge", data={"csrf": token, "answer": "no", "next": to},
                      headers={"Origin": str(web.base_url)}, follow_redirects=False)  # fmt: skip
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("method", "path", "allow"), [("post", "/events", "GET"), ("get", "/logout", "POST"), ("put", "/rules", "GET")]
)
def test_a_wrong_method_is_told_in_words(web: TestClient, method: str, path: str, allow: str) -> None:
    answer = web.request(method, path, headers={"accept": "text/html", "origin": "http://127.0.0.1:8400"})
    assert answer.status_code == 405
    assert allow in answer.headers["allow"]
    assert answer.headers["content-type"].startswith("text/html")
    assert f"{path} does not take {method.upper()}" in answer.text
    assert "<h1>Not in this way</h1>" in answer.text


def test_a_wrong_method_is_told_as_data_where_data_is_asked_for(web: TestClient) -> None:
    answer = web.post("/events.json")
    assert (answer.status_code, answer.json()["error"]) == (405, "wrong_method")
    assert "GET" in answer.headers["allow"]
