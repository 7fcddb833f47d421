"""Every address of the desk, by everybody: each has an explicit scope, and nobody gets further than it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from sayso.web.access.principal import SCOPES
from sayso.web.access.routes import routes_of
from tests.web.access.conftest import COOKIE, ROLES, signed_in, token_for

MAY = {
    "nobody": {"open"},
    "rita": {"open", "read"},
    "rene": {"open", "read", "review"},
    "ada": {"open", "read", "review", "ingest", "admin"},
    "token read": {"open", "read"},
    "token review": {"open", "read", "review"},
    "token ingest": {"open", "ingest"},
    "token admin": {"open", "read", "review", "ingest", "admin"},
    "token admin of a reader": {"open", "read"},
    "revoked token": {"open"},
    "ended session": {"open"},
}


def addresses(client: TestClient) -> Iterator[tuple[str, str, str | None]]:
    """Method and path of every address, its parts filled in, and its scope."""
    for path, methods, scope in routes_of(client.app):
        for method in sorted(methods - {"HEAD", "OPTIONS"}):
            yield method, re.sub(r"\{[^}]+\}", "x", path), scope


def test_every_address_says_its_scope(desk: TestClient) -> None:
    found = list(addresses(desk))
    assert [one for one in found if one[2] not in SCOPES] == []
    assert len(found) > 40
    assert {scope for _, _, scope in found} == set(SCOPES)


def test_few_addresses_are_open(desk: TestClient) -> None:
    told = {path for _, path, scope in addresses(desk) if scope == "open"}
    # An alert feed has a key of its own, which its page asks for.
    assert told == {"/login", "/logout", "/static/", "/api/v1/openapi.json", "/rules/x/feed.xml"}


def become(client: TestClient, who: str) -> dict[str, str]:
    client.cookies.clear()
    if who in ROLES:
        signed_in(client, who)
    if who == "ended session":
        client.cookies.set(COOKIE, "a cookie that was never given", domain="127.0.0.1")
    if who == "revoked token":
        return {"Authorization": "Bearer sayso_nothing"}
    if who == "token admin of a reader":
        return token_for(client, "admin", user="rita")
    return token_for(client, who.removeprefix("token ")) if who.startswith("token") else {}


@pytest.mark.parametrize("who", MAY)
def test_nobody_gets_further_than_the_scope(desk: TestClient, who: str) -> None:
    headers = become(desk, who) | {"accept": "application/json"}
    desk.app.state.desks.seconds = 0.2  # type: ignore[attr-defined]
    wrong = []
    for method, path, scope in addresses(desk):
        if path in ("/logout", "/login"):
            continue
        allowed = scope in MAY[who]
        # What is sent is no form of ours and no JSON: it gets as far as the check, and changes nothing.
        answer = desk.request(method, path, headers=headers | ({} if method == "GET" else {"content-type": "text/x"}))
        denied = answer.status_code == 401 or (answer.status_code == 403 and "this needs" in answer.text)
        if denied is allowed:
            wrong.append((method, path, scope, answer.status_code))
    assert wrong == []


def test_a_new_address_without_a_scope_is_closed(desk: TestClient) -> None:
    from starlette.responses import PlainTextResponse

    desk.app.router.add_route("/forgotten", lambda _: PlainTextResponse("secret"))  # type: ignore[attr-defined]
    assert desk.get("/forgotten").status_code == 401
    assert desk.get("/static/../forgotten").status_code == 401
    assert desk.get("/static/desk.css").status_code == 200


def test_a_demoted_user_loses_what_the_role_gave_at_once(desk: TestClient) -> None:
    signed_in(desk, "ada")
    assert desk.get("/people").status_code == 200
    with desk.app.state.people.writing() as store:  # type: ignore[attr-defined]
        store.change_user("ada", role="reader")
    assert desk.get("/people").status_code == 403
    assert desk.get("/events").status_code == 200
