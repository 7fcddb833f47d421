"""Attacks on the desk from outside: other hosts, other sites' pages, forged forms, big bodies; and what each answer says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.errors import ConfigError
from sayso.store import open_store
from sayso.store.tables import metadata
from sayso.web import Settings, create_app
from sayso.web.access.headers import POLICY
from sayso.web.pages.login import inside
from tests.web.access.conftest import COOKIE, HOME, PASSWORD, deeds, signed_in, token_for
from tests.web.clients import token_of

NEW = {"name": "eve", "role": "admin", "password": "four words that fit"}


def state(path: Path) -> str:
    """A hash of all rows but those of the audit and of last use."""
    found = hashlib.sha256()
    with open_store(path, read_only=True) as store, store.read() as connection:
        for table in metadata.sorted_tables:
            if table.name not in ("audit", "desk_secrets", "sessions"):
                found.update(repr(sorted(map(repr, connection.execute(table.select())))).encode())
    return found.hexdigest()


# Where the desk listens


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"host": "0.0.0.0"}, id="every address"),
        pytest.param({"host": "192.0.2.7"}, id="an address of the network"),
        pytest.param({"host": "::"}, id="every address of IPv6"),
        pytest.param({"hosts": ("desk.example",)}, id="a proxy under a name"),
        pytest.param({"https": True}, id="a proxy that speaks https"),
    ],
)
def test_a_desk_that_others_reach_needs_somebody_who_signs_in(desk_store: Path, settings: dict) -> None:
    with pytest.raises(ConfigError, match=r"Add one first: sayso users add NAME --role admin") as told:
        create_app(Settings(store=str(desk_store), **settings))
    assert told.value.code == "no_users"
    with open_store(desk_store) as store:
        store.add_user("ada", "admin", None)  # who cannot sign in does not count
    with pytest.raises(ConfigError):
        create_app(Settings(store=str(desk_store), **settings))
    with open_store(desk_store) as store:
        store.change_user("ada", password="hash")
    create_app(Settings(store=str(desk_store), **settings))


def test_alone_at_ones_machine_nobody_signs_in(web: TestClient) -> None:
    assert web.get("/events").status_code == 200
    assert web.get("/account.json").json()["how"] == "local"
    assert web.get("/people").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_before_a_desk_without_users_is_refused(web: TestClient, header: str) -> None:
    assert web.get("/events", headers={header: "203.0.113.9"}).status_code == 401


def test_once_there_is_a_user_everybody_signs_in(web: TestClient, desk_store: Path) -> None:
    assert web.get("/events").status_code == 200
    with open_store(desk_store) as store:
        store.add_user("ada", "admin", "hash")
    web.app.state.people.forget()  # what a second would do  # type: ignore[attr-defined]
    assert web.get("/events").status_code == 401


# Host


HOSTS = [
    ("127.0.0.1:8400", True), ("localhost:8400", True), ("localhost", True), ("[::1]:8400", True), ("LOCALHOST", True),
    ("localhost.", True), ("127.0.0.53", True),
    ("evil.example", False), ("evil.example:8400", False), ("127.0.0.1.evil.example", False), ("localhost.evil.example", False),
    ("10.0.0.1", False), ("0.0.0.0:8400", False), ("", False), ("127.0.0.1@evil.example", False), ("localhost/evil", False),
    ("localhost:99999999", False), ("[::1", False), ("2130706433", False),
]  # fmt: skip


@pytest.mark.parametrize(("host", "known"), HOSTS)
def test_the_desk_answers_only_to_its_names(web: TestClient, host: str, known: bool) -> None:
    for path in ("/events", "/static/desk.css", "/api/v1/events", "/login"):
        answer = web.get(path, headers={"host": host})
        assert (answer.status_code == 200) is known, path
        if not known:
            assert answer.status_code == 403
            assert "event:" not in answer.text


def test_names_of_the_desk_can_be_given(peopled: Path) -> None:
    settings = Settings(store=str(peopled), host="0.0.0.0", hosts=("desk.example",))
    with TestClient(create_app(settings), base_url="http://desk.example") as client:
        assert client.get("/login").status_code == 200
        assert (
            client.get("/login", headers={"host": "192.0.2.7:8400"}).status_code == 200
        )  # no name can be made to be one
        assert client.get("/login", headers={"host": "evil.example"}).status_code == 403


# Forms


def attempts(good: str) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    home = {"origin": HOME}
    return [
        ("no token", {}, home),
        ("an empty token", {"csrf": ""}, home),
        ("a token of nothing", {"csrf": "A" * 86}, home),
        ("a token with a wrong end", {"csrf": good[:-6] + ("AAAAAA" if good[-6:] != "AAAAAA" else "BBBBBB")}, home),
        ("a token that is no base64", {"csrf": "é!"}, home),
        ("another site", {"csrf": good}, {"origin": "https://evil.example"}),
        ("another port of this machine", {"csrf": good}, {"origin": "http://127.0.0.1:9999"}),
        ("a browser says another site", {"csrf": good}, {"sec-fetch-site": "cross-site"}),
        ("a browser says another port", {"csrf": good}, {"sec-fetch-site": "same-site"}),
        ("a frame without an origin", {"csrf": good}, {"origin": "null", "sec-fetch-site": "cross-site"}),
        ("an origin that is no address", {"csrf": good}, {"origin": "evil"}),
    ]


@pytest.mark.parametrize("how", ["local", "session"])
def test_forged_forms_change_nothing(request: pytest.FixtureRequest, how: str, desk_store: Path) -> None:
    client: TestClient = request.getfixturevalue("web" if how == "local" else "desk")
    if how == "session":
        signed_in(client, "ada")
    good = token_of(client, "/people")
    before = state(desk_store)
    for says, data, headers in attempts(good):
        answer = client.post("/people/add", data=NEW | data, headers=headers)
        assert answer.status_code == 403, says
        assert state(desk_store) == before, says
    refused = [row for row in deeds(client) if row["outcome"] == "refused"]
    assert len(refused) == len(attempts(good))
    assert {row["deed"] for row in refused} == {"POST /people/add"}
    answer = client.post(
        "/people/add",
        data=NEW | {"csrf": good},
        headers={"origin": HOME, "sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert state(desk_store) != before


def test_a_form_of_another_session_is_refused(desk: TestClient) -> None:
    signed_in(desk, "ada")
    old = token_of(desk, "/people")
    signed_in(desk, "ada")
    assert desk.post("/people/add", data=NEW | {"csrf": old}).status_code == 403


def test_forms_of_a_visitor_are_tied_to_a_cookie(web: TestClient) -> None:
    token = token_of(web, "/people")
    web.cookies.clear()
    assert web.post("/people/add", data=NEW | {"csrf": token}).status_code == 403


def test_our_own_forms_say_no_origin_for_want_of_a_referrer(web: TestClient) -> None:
    token = token_of(web, "/people")
    sent = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert web.post("/people/add", data=NEW | {"csrf": token}, headers=sent, follow_redirects=False).status_code == 303


def test_the_token_of_a_form_differs_each_time(web: TestClient) -> None:
    assert token_of(web) != token_of(web)


def test_scripts_send_the_token_in_a_header(web: TestClient) -> None:
    token = token_of(web, "/people")
    answer = web.post("/people/add", data=NEW, headers={"x-csrf-token": token}, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("method", "headers", "query"),
    [
        pytest.param("GET", {"x-http-method-override": "POST"}, "", id="header"),
        pytest.param("GET", {}, "?_method=POST", id="parameter"),
        pytest.param("PUT", {}, "", id="another method"),
        pytest.param("DELETE", {}, "", id="a method that deletes"),
    ],
)
def test_a_method_cannot_be_put_on(desk: TestClient, peopled: Path, method: str, headers: dict, query: str) -> None:
    signed_in(desk, "ada")
    data = NEW | {"csrf": token_of(desk, "/people")}
    before = state(peopled)
    answer = desk.request(method, f"/people/add{query}", headers=headers, data=data)
    assert answer.status_code in (404, 405)
    assert state(peopled) == before


# Bodies


def test_a_body_that_says_it_is_too_large_is_not_read(web: TestClient) -> None:
    answer = web.post("/people/add", content=b"x", headers={"content-length": str(2**40)})
    assert answer.status_code == 413


def test_a_body_that_grows_too_large_is_cut(web: TestClient) -> None:
    def endless() -> object:
        for _ in range(40):
            yield b"x" * 65536

    answer = web.post("/people/add", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


def test_a_form_of_very_many_fields_is_refused(web: TestClient) -> None:
    many = "&".join(f"f{n}=1" for n in range(5000))
    answer = web.post("/people/add", content=many, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code in (400, 413)


# Headers


ANSWERS = [
    "/events",
    "/events.json",
    "/events.csv",
    "/api/v1/events",
    "/api/v1/nothing",
    "/nothing",
    "/static/desk.css",
    "/login",
]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_tells_the_browser_what_to_refuse(web: TestClient, path: str) -> None:
    told = web.get(path).headers
    assert told["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert told["x-frame-options"] == "DENY"
    assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in told["permissions-policy"]
    assert "access-control-allow-origin" not in told
    assert path.startswith("/static") or told["cache-control"].startswith("private")


def test_refusals_have_the_headers_too(web: TestClient) -> None:
    for answer in (web.get("/events", headers={"host": "evil.example"}), web.post("/people/add")):
        assert answer.status_code == 403
        assert answer.headers["content-security-policy"] == POLICY


def test_pages_are_sent_small(web: TestClient) -> None:
    assert web.get("/events", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_cookies_are_kept_from_scripts_and_other_sites(desk: TestClient) -> None:
    answer = desk.post("/login", data={"name": "ada", "password": PASSWORD, "csrf": token_of(desk, "/login")})
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_under_https_cookies_go_by_https_only(peopled: Path) -> None:
    settings = Settings(store=str(peopled), hosts=("desk.example",), https=True)
    with TestClient(create_app(settings), base_url="https://desk.example", follow_redirects=False) as client:
        page = client.get("/login")
        assert page.headers["strict-transport-security"]
        data = {"name": "ada", "password": PASSWORD, "csrf": token_of(client, "/login")}
        told = client.post("/login", data=data).headers.get_list("set-cookie")
        assert any(cookie.startswith("__Host-sayso=") for cookie in told)
        assert all("; Secure" in cookie for cookie in told)
        assert client.get("/account").status_code == 200


def test_websockets_are_closed(web: TestClient) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), web.websocket_connect("/events"):
        pass


# Where one is led after signing in


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/events?type=ASSAULT", "/events?type=ASSAULT"), ("/", "/"), ("", "/"),
        ("https://evil.example/", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("/events\r\nset-cookie: a=b", "/"), ("evil", "/"),
        ("/login?next=/login", "/"), ("/logout", "/"), ("///evil.example", "/"), (" //evil.example", "/"),
    ],
)  # fmt: skip
def test_signing_in_leads_to_pages_of_the_desk_only(wanted: str, led: str) -> None:
    assert inside(wanted) == led


@pytest.mark.parametrize(("wanted", "led"), [("/events?type=AID", "/events?type=AID"), ("//evil.example", "/")])
def test_signing_in_leads_on(desk: TestClient, wanted: str, led: str) -> None:
    data = {"name": "ada", "password": PASSWORD, "csrf": token_of(desk, "/login"), "next": wanted}
    answer = desk.post("/login", data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, led)


def test_whoever_did_not_sign_in_is_led_there_and_back(desk: TestClient) -> None:
    answer = desk.get("/events?type=ASSAULT&sort=first", headers={"accept": "text/html"})
    assert answer.status_code == 303
    page = desk.get(answer.headers["location"])
    assert 'name="next" value="/events?type=ASSAULT&amp;sort=first"' in page.text


# Tokens


@pytest.mark.parametrize("name", ["token", "access_token", "TOKEN", "api_key", "password"])
def test_a_secret_in_an_address_is_refused(web: TestClient, name: str) -> None:
    assert web.get(f"/api/v1/events?{name}=sayso_x").status_code == 400
    assert web.get(f"/events?{name}=sayso_x").status_code == 400


def test_no_secret_stands_in_a_log_or_in_the_store(
    desk: TestClient, peopled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    header = token_for(desk, "admin")
    secret = header["Authorization"].removeprefix("Bearer ")
    cookie = signed_in(desk, "ada")
    form = token_of(desk, "/people")
    desk.get("/api/v1/events", headers=header)
    desk.get("/api/v1/nothing", headers=header)
    desk.post("/api/v1/judgements", headers=header, json={"kind": "wrong", "a": "claim:nothing"})
    desk.post("/people/add", data=NEW | {"csrf": form})
    desk.post("/login", data={"name": "ada", "password": "not " + PASSWORD, "csrf": form})
    people = desk.app.state.people  # type: ignore[attr-defined]
    people.close()
    raw = b"".join(path.read_bytes() for path in peopled.parent.glob(f"{peopled.name}*"))
    assert b"POST /people/add" in raw  # the audit is in there
    for one in (secret, cookie, PASSWORD, NEW["password"], "not " + PASSWORD):
        assert one not in caplog.text
        assert one.encode() not in raw


def test_a_session_cannot_be_used_as_a_token(desk: TestClient) -> None:
    cookie = signed_in(desk, "ada")
    desk.cookies.clear()
    assert desk.get("/api/v1/events", headers={"Authorization": f"Bearer {cookie}"}).status_code == 401
    assert desk.get("/api/v1/events", headers={"Authorization": "Basic YWRhOnB3"}).status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_session(desk: TestClient) -> None:
    signed_in(desk, "ada")
    assert desk.get("/api/v1/events", headers={"Authorization": "Bearer sayso_wrong"}).status_code == 401


def test_a_token_needs_no_form_token(desk: TestClient) -> None:
    answer = desk.post("/people/add", data=NEW, headers=token_for(desk, "admin"))
    assert answer.status_code == 303
