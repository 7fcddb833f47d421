"""Review, brief, rules, watchlists, SQL and codebook in the browser: pages, twins, forms, and what may not be."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from sayso.desk import alerts, rules, visits
from sayso.desk.alerts.webhook import Refused
from sayso.rebuild import refresh
from sayso.store import open_store
from sayso.web import Settings, create_app
from tests.desk.alerts.test_alerts import CONFIRMED, becomes
from tests.desk.stores import BLOCKADE, SHELLING
from tests.rebuild.told import crisis, recorded
from tests.web.clients import send

HOME = "http://127.0.0.1:8400"
PAGES = (
    "/review",
    "/brief?day=2026-03-10",
    "/brief?day=2026-03-13",
    "/rules",
    "/watchlists",
    "/sql?sql=" + quote("select type, count(*) as n from events group by all order by 1"),
    "/codebook",
    "/codebook?words=talks",
)
DAY = {"day": "2026-03-10", "watch": ""}


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("address", PAGES)
def test_pages_have_their_twins_and_no_style_or_script_inside(web: TestClient, address: str) -> None:
    page = web.get(address)
    assert page.status_code == 200
    assert not re.search(r"<style|<script(?! type=.module. src=)| style=| on\w+=", page.text)
    path, _, query = address.partition("?")
    assert web.get(f"{path}.json?{query}").status_code == 200
    rows = list(csv.reader(io.StringIO(web.get(f"{path}.csv?{query}").text)))
    assert len({len(row) for row in rows}) == 1


# ---------------------------------------------------------------------- review


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "s.db"
    with recorded(path, list(crisis())[:8]) as store:
        refresh(store)
    return path


@pytest.fixture
def desk(coded: Path, tmp_path: Path) -> Iterator[TestClient]:
    import shutil

    path = shutil.copy(coded, tmp_path / "s.db")
    with TestClient(create_app(Settings(store=str(path))), base_url=HOME, follow_redirects=False) as client:
        yield client


def asked(desk: TestClient, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = desk.get(f"/review.json{query}").json()["question"]
    return found


def answer(desk: TestClient, question: dict[str, Any], **form: str) -> Any:
    form = {"question": question["key"], "event": question["event"]["id"]} | form
    return send(desk, "/review/answer", form, page="/review")


def test_a_question_is_answered_and_what_moved_stands_above_the_next(desk: TestClient) -> None:
    question = asked(desk)
    page = desk.get("/review").text
    assert question["ask"] in page
    for key in ("x", "n", "u", "s", "z"):
        assert f'data-key="{key}"' in page
    done = answer(desk, question, answer="no")
    assert done.status_code == 303
    following = plain(desk.get(done.headers["location"]).text)
    assert "corroborated, 4 reports / 2 roots → echoed" in following
    assert "1 of 20 answered" in following
    assert asked(desk)["key"] != question["key"]
    back = send(desk, "/review/undo", page="/review")
    assert "taken back" in desk.get(back.headers["location"]).text
    assert asked(desk)["key"] == question["key"]


def test_today_tells_what_a_review_moved(desk: TestClient) -> None:
    """The articles were seen long before: by their times nothing is new, by what the store learned the verdict is."""
    where = desk.app.state.settings.store  # type: ignore[attr-defined]
    with open_store(where) as store:
        visits.look(store, "local", at="2026-01-01T00:00:00.000000Z")
    assert "nothing changed since you last looked" in plain(desk.get("/").text)
    question = asked(desk)
    with open_store(where) as store:
        visits.look(store, "local", at="2026-01-02T00:00:00.000000Z")
    answer(desk, question, answer="no")
    found = desk.get("/.json").json() if desk.get("/.json").status_code == 200 else desk.get("/today.json").json()
    assert found["since_words"] == "since you last looked"
    told = {line["event"]: line["change"] for line in found["lines"]}
    assert told[question["event"]["id"]] == "changed"  # from corroborated to echoed
    assert not {"confirmed", "withdrawn"} & set(told.values())  # nothing of that kind was learned
    assert sum(found["counts"].values()) == len(told) < 4


def test_a_candidate_is_chosen_by_its_button(desk: TestClient) -> None:
    for _ in range(12):
        question = asked(desk)
        if question["candidates"]:
            break
        answer(desk, question, answer="skip")
    page = desk.get("/review").text
    assert 'data-key="1"' in page
    answer(desk, question, choice=question["candidates"][0]["id"])
    with open_store(desk.app.state.settings.store) as store:  # type: ignore[attr-defined]
        assert {j.b for j in store.judgements()} == {question["candidates"][0]["id"]}


def test_what_was_not_asked_cannot_be_answered(desk: TestClient) -> None:
    question = asked(desk) | {"key": "question:none"}
    assert answer(desk, question, answer="no").status_code == 400
    done = send(desk, "/review/answer", {"answer": "no", "question": "x", "event": ""}, page="/review")
    assert done.status_code == 400


def test_the_filter_of_the_review_goes_along(desk: TestClient) -> None:
    question = asked(desk, "?type=CONSULT")
    done = answer(desk, question, answer="unsure", keep_type="CONSULT")
    assert "type=CONSULT" in done.headers["location"]


def test_a_goal_is_set(desk: TestClient) -> None:
    send(desk, "/review/session", {"goal": "3"}, page="/review")
    assert desk.get("/review.json").json()["goal"] == 3
    assert send(desk, "/review/session", {"goal": "many"}, page="/review").status_code == 400


def test_a_reader_may_not_answer_nor_make_rules(desk_store: Path) -> None:
    app = create_app(Settings(store=str(desk_store)))
    scopes = {route.path: getattr(route, "scope_name", None) for route in app.routes if hasattr(route, "path")}
    assert {scopes[p] for p in ("/review", "/review/answer", "/review/undo", "/brief/item", "/brief/lock")} == {
        "review"
    }
    assert {scopes[p] for p in ("/rules/add", "/rules/run", "/rules/{own}/remove", "/rules/{own}/key")} == {"admin"}
    assert scopes["/rules/{own}/feed.xml"] == "open"


# ---------------------------------------------------------------------- brief


def _told(web: TestClient) -> list[str]:
    """The events of the brief in the order in which it tells them."""
    sections = web.get("/brief.json?day=2026-03-10").json()["sections"]
    return [item["event"] for section in sections for item in section["items"]]


def test_a_draft_is_edited_and_locked(web: TestClient) -> None:
    web.follow_redirects = False
    form = DAY | {"item": BLOCKADE.id}
    send(web, "/brief/item", form | {"act": "note", "note": "<b>ask the navy</b>"})
    send(web, "/brief/item", form | {"act": "pin"})
    assert "&lt;b&gt;ask the navy&lt;/b&gt;" in web.get("/brief?day=2026-03-10").text
    assert _told(web) == [BLOCKADE.id, SHELLING.id]
    send(web, "/brief/item", DAY | {"item": SHELLING.id, "act": "drop"})
    assert _told(web) == [BLOCKADE.id]
    send(web, "/brief/lock", DAY)
    page = web.get("/brief?day=2026-03-10").text
    assert "it says what it said then" in page
    assert 'data-key="l"' not in page
    assert send(web, "/brief/item", form | {"act": "pin"}).status_code == 400


@pytest.mark.parametrize(
    ("form", "begins", "media"),
    [
        ("md", b"# Brief", "text/markdown"),
        ("html", b"<!DOCTYPE html>", "text/html"),
        ("pdf", b"%PDF-", "application/pdf"),
    ],
)
def test_a_brief_is_taken_along(web: TestClient, form: str, begins: bytes, media: str) -> None:
    if form == "pdf":
        pytest.importorskip("typst")
    found = web.get(f"/brief/file/{form}?day=2026-03-10")
    assert found.content.startswith(begins)
    assert found.headers["content-type"].startswith(media)
    assert found.headers["content-disposition"] == f'attachment; filename="brief-2026-03-10.{form}"'


def test_a_form_of_a_brief_that_there_is_not(web: TestClient) -> None:
    assert web.get("/brief/file/docx?day=2026-03-10").status_code == 404
    assert web.get("/brief?day=last%20week").status_code == 400


# ---------------------------------------------------------------------- watchlists and rules


def test_a_watchlist_is_kept_and_narrows_the_brief(web: TestClient) -> None:
    send(web, "/watchlists/save", {"name": "Threats", "type": "threaten, assault", "country": ""})
    (kept,) = web.get("/watchlists.json").json()["watchlists"]
    assert kept["words"] == "type threaten or assault" or kept["words"] == "type THREATEN or ASSAULT"
    page = web.get(f"/brief?day=2026-03-10&watch={kept['id']}")
    assert "Threats" in page.text
    send(web, "/watchlists/remove", {"id": kept["id"]})
    assert web.get("/watchlists.json").json()["watchlists"] == []


@pytest.mark.parametrize(
    "form",
    [
        {"name": "x", "type": "ASSALT"},
        {"name": "", "type": "ASSAULT"},
        {"name": "x", "min_roots": "two"},
        {"name": "x", "country": "Atlantis"},
    ],
)
def test_a_filter_that_cannot_be_is_refused_in_words(web: TestClient, form: dict[str, str]) -> None:
    for address in ("/watchlists/save", "/rules/add"):
        done = send(web, address, form)
        assert done.status_code == 400
        assert "Traceback" not in done.text
    assert web.get("/rules.json").json()["rules"] == web.get("/watchlists.json").json()["watchlists"] == []


def test_a_rule_is_looked_at_before_it_is_kept(web: TestClient) -> None:
    form = {"name": "Port", "country": "EGY", "kind": ["new", "confirmed"], "do": "preview"}
    seen = send(web, "/rules/add", form)
    assert "3 alerts" in plain(seen.text)
    assert web.get("/rules.json").json()["rules"] == []
    made = send(web, "/rules/add", form | {"do": "keep", "webhook": "https://hooks.example/x"})
    assert made.headers["cache-control"] == "no-store"
    key = re.search(r"feed.xml\?key=([\w-]+)", made.text)
    secret = re.search(r"whsec_[\w-]+", made.text)
    assert key
    assert secret
    (kept,) = web.get("/rules.json").json()["rules"]
    assert kept["kinds"] == ["new", "confirmed"]
    own = kept["id"].partition(":")[2]
    for address in ("/rules", f"/rules/{own}", "/rules.json", f"/rules/{own}.json", "/rules.csv"):
        assert secret[0] not in web.get(address).text  # shown once
    assert web.get(f"/rules/{own}/feed.xml").headers["content-type"].startswith("application/atom+xml")


def test_a_form_names_no_folder(web: TestClient, desk_store: Path) -> None:
    """An e-mail file goes beside the store or where the one who runs the desk says, never where a form says."""
    send(web, "/rules/add", {"name": "Port", "do": "keep", "mail": "/etc"})
    with open_store(desk_store, read_only=True) as store:
        (sink,) = rules.rule(store, "Port").sinks
    assert sink.to == str(desk_store.parent / "outbox")


def test_a_webhook_of_the_desk_may_not_be_private(web: TestClient) -> None:
    for do in ("preview", "keep"):
        told = send(web, "/rules/add", {"name": "Port", "do": do, "webhook": "http://127.0.0.1:1/"})
        assert told.status_code == 400
        assert "127.0.0.1" in told.text
        assert "--allow-private" in told.text
    assert web.get("/rules.json").json()["rules"] == []


def test_a_rule_that_cannot_tell_says_why(web: TestClient, desk_store: Path) -> None:
    send(web, "/rules/add", {"name": "Port", "do": "keep", "webhook": "https://hooks.example/x"})
    with open_store(desk_store) as store:
        own = rules.rule(store, "Port")
        becomes(store, CONFIRMED)

        def no(*_: Any) -> None:
            raise Refused("https://hooks.example/x answers <b>503")

        alerts.run(store, post=no)
    for address in ("/rules", f"/rules/{own.id.partition(':')[2]}"):
        text = web.get(address).text
        assert "Webhook fails:" in plain(text)
        assert "answers &lt;b&gt;503 (1 try, next try at" in text


def test_secrets_are_no_columns_of_a_query(web: TestClient) -> None:
    send(web, "/rules/add", {"name": "Port", "do": "keep", "webhook": "https://hooks.example/x"})
    found = web.get("/sql.json?sql=" + quote("select * from rules")).json()
    assert found["rows"][0]["name"] == "Port"
    assert not {"secret", "feed_key", "sinks"} & set(found["columns"])
    assert web.get("/sql?sql=" + quote("select sink from deliveries")).status_code == 400


# ---------------------------------------------------------------------- SQL


@pytest.mark.parametrize(
    "query",
    [
        "delete from events",
        "select * from nothing_there",
        "select * from read_csv('/etc/passwd')",
        "select 1; select 2",
        "attach 'x.db'",
        "copy events to '/tmp/x.csv'",
        "selec 1",
    ],
)
def test_a_query_that_cannot_be_is_refused_in_words(web: TestClient, query: str) -> None:
    page = web.get("/sql?sql=" + quote(query))
    assert page.status_code == 400
    assert "That cannot be answered." in page.text
    assert web.get("/sql.json?sql=" + quote(query)).status_code == 400


def test_a_query_has_an_end(desk_store: Path) -> None:
    with TestClient(create_app(Settings(store=str(desk_store), sql_seconds=0.3)), base_url=HOME) as client:
        long = "select count(*) from range(1000000000) a, range(1000000000) b where a.range % 7 = b.range % 11"
        page = client.get("/sql?sql=" + quote(long))
        assert page.status_code == 400
        assert "longer than 0.3 s" in page.text


def test_rows_are_limited_and_cells_are_text(web: TestClient) -> None:
    query = "select '<script>' as a, range as b, [1, 2] as c, current_date as d from range(500)"
    found = web.get("/sql.json?rows=10&sql=" + quote(query)).json()
    assert (len(found["rows"]), found["cut"]) == (10, True)
    page = web.get("/sql?rows=10&sql=" + quote(query)).text
    assert "&lt;script&gt;" in page
    assert "there are more" in page
    assert web.get("/sql.csv?rows=3&sql=" + quote(query)).text.count("\n") == 4


# ---------------------------------------------------------------------- codebook


def test_every_code_has_an_anchor_of_its_own(web: TestClient) -> None:
    found = re.findall(r'<article id="([^"]+)" class="entry"', web.get("/codebook").text)
    assert len(found) == len(set(found)) > 300
    assert {"ASSAULT", "ASSAULT/aerial", "corroborated", "hedged", "195"} <= set(found)


def test_the_codebook_is_looked_through(web: TestClient) -> None:
    codes = [e["code"] for e in web.get("/codebook.json?words=blockade").json()["entries"]]
    assert codes
    assert len(codes) < 20
    assert web.get("/codebook.json?kind=verdict").json()["entries"][0]["example"]
    assert "No code and no word" in web.get("/codebook?words=xylophone").text
