"""Rules on a desk with users: a feed opens to its key, and only an admin sees where webhooks lead."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from sayso.desk import rules
from sayso.desk.rules import Sink
from sayso.store import open_store
from tests.web.access.conftest import signed_in

HOOK = "https://hooks.example/T0/very-secret"


def made(store: Path) -> tuple[str, str]:
    with open_store(store) as opened:
        drafted = rules.rule_of("Port", {}, sinks=[Sink(kind="webhook", to=HOOK)])
        rule, key = rules.add(opened, drafted)
    return rule.id.partition(":")[2], key


def test_a_feed_opens_to_its_key_or_a_reader(desk: TestClient, peopled: Path) -> None:
    own, key = made(peopled)
    address = f"/rules/{own}/feed.xml"
    assert desk.get(f"{address}?key={key}").status_code == 200
    for wrong in ("", "?key=", f"?key={key[:-1]}{'y' if key.endswith('x') else 'x'}"):
        assert desk.get(address + wrong).status_code in (401, 403)
    assert desk.get(f"/rules/{own}?key={key}").status_code != 200  # of the feed, and of nothing else
    signed_in(desk, "rita")
    assert desk.get(address).status_code == 200


def test_only_an_admin_sees_where_a_webhook_leads(desk: TestClient, peopled: Path) -> None:
    own, _ = made(peopled)
    signed_in(desk, "rita")
    for address in ("/rules", "/rules.json", "/rules.csv", f"/rules/{own}", f"/rules/{own}.json"):
        answer = desk.get(address)
        assert answer.status_code == 200
        assert "very-secret" not in answer.text
    assert "https://hooks.example/…" in desk.get("/rules").text
    signed_in(desk, "ada")
    assert HOOK in desk.get("/rules").text


def test_a_reader_may_not_review(desk: TestClient) -> None:
    signed_in(desk, "rita")
    assert desk.get("/review").status_code == 403
    assert "data-key" in desk.get("/brief?day=2026-03-10").text  # the search field of the top bar
    assert 'action="/brief/item"' not in desk.get("/brief?day=2026-03-10").text
    signed_in(desk, "rene")
    assert desk.get("/review").status_code == 200
    assert 'action="/brief/item"' in desk.get("/brief?day=2026-03-10").text
    assert 'action="/rules/add"' not in desk.get("/rules").text
