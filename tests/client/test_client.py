"""The client against the desk itself, and against a network that fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

import sayso
from sayso.client.sending import Sender, _wait
from sayso.desk import open_desk
from sayso.errors import ConfigError, InputError, SaysoError, StoreError
from sayso.web import Settings, create_app
from tests.desk.stores import SHELLING, fill

HOME = "http://127.0.0.1:8400"


class InProcess(httpx2.BaseTransport):
    """Hands requests to a desk in this process."""

    def __init__(self, desk: TestClient) -> None:
        self.desk = desk

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        target = request.url.raw_path.decode()
        answer = self.desk.request(
            request.method, target, content=request.read(), headers=dict(request.headers), follow_redirects=False
        )
        kept = {k: v for k, v in answer.headers.items() if k not in ("content-encoding", "content-length")}
        return httpx2.Response(answer.status_code, headers=kept, content=answer.content, request=request)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    fill(tmp_path / "s.db").close()
    return tmp_path / "s.db"


@pytest.fixture
def client(store_path: Path) -> Iterator[sayso.Client]:  # type: ignore[name-defined]
    app = create_app(Settings(store=str(store_path)))
    with TestClient(app, base_url=HOME) as desk, sayso.Client(HOME, transport=InProcess(desk)) as made:
        yield made


@pytest.mark.parametrize("what", ["events", "claims", "stories", "sources", "actors"])
def test_lists_are_those_of_the_desk(client: Any, store_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.client.client.PAGE", 2)
    with open_desk(store_path) as desk:
        wanted = list(getattr(desk, what)())
    assert list(getattr(client, what)()) == wanted
    assert list(getattr(client, what)(limit=1)) == wanted[:1]
    assert list(getattr(client, what)(limit=0)) == []


def test_filters_go_along(client: Any, store_path: Path) -> None:
    with open_desk(store_path) as desk:
        for filters in (
            {"type": ("ASSAULT", "AID")},
            {"export": True},
            {"min_roots": 2},
            {"country": "EGY", "sort": "reports"},
        ):
            assert list(client.events(**filters)) == list(desk.events(**filters))


def test_single_things(client: Any) -> None:
    assert client.event(SHELLING.id)["title"] == SHELLING.title
    assert client.event(SHELLING.id[6:12])["id"] == SHELLING.id  # led there
    assert client.claim("claim:1")["type"] == "ASSAULT"
    assert client.article("article:1")["outlet"] == "Norland Gazette"
    assert client.article("article:1", full=True)["text"]
    assert client.source("outlet:amber-wire")["name"] == "Amber Wire"
    assert client.actor("actor:ana-velo")["country"] == "DZA"
    assert client.codebook("ASSAULT/aerial")[0]["code"] == "ASSAULT/aerial"
    assert client.status()["events"] == 5
    assert client.search("Talks")["articles"]
    assert list(client.feeds()) == []
    assert len(list(client.dyad("DZA", "EGY"))) == len(list(client.dyad("DZA", "EGY", limit=100)))
    assert [row["change"] for row in client.changes(limit=2)] == [
        "new",
        "confirmed",
    ]  # in the order in which they became known


def test_a_judgement_is_made_and_undone(client: Any) -> None:
    told = client.judge("reliability", "Amber Wire", answer="B", note="for years")
    (row,) = told["items"]
    assert row["note"] == "for years"
    assert row["id"] in {one["id"] for one in client.judgements()}
    client.undo(row["id"])
    assert row["id"] not in {one["id"] for one in client.judgements()}
    assert row["id"] in {one["id"] for one in client.judgements(every=True)}


def test_a_copy_is_kept(client: Any) -> None:
    changes = client.changed("2020-01-01")
    copy = {event["id"]: event for event in changes}
    assert copy == {event["id"]: event for event in client.events()}
    client.judge("wrong", "claim:6")
    later = client.changed(changes.cursor)
    copy |= {event["id"]: event for event in later}
    for own in later.gone:
        copy.pop(own)
    assert copy == {event["id"]: event for event in client.events()}
    assert list(client.changed(later.cursor)) == []


@pytest.mark.parametrize(
    ("ask", "kind", "code"),
    [
        (lambda c: c.event("nothing"), InputError, "no_event"),
        (lambda c: list(c.events(actr="x")), InputError, "usage"),
        (lambda c: list(c.events(type="NOTHING")), InputError, "usage"),
        (lambda c: list(c.events(actor="Nobody of that name")), InputError, "unknown_actor"),
        (lambda c: c.judge("wrong", "claim:nothing"), InputError, "no_claim"),
        (lambda c: c.judge("better", "claim:1"), InputError, "body"),
        (lambda c: list(c.events(limit="many")), InputError, "usage"),
        (lambda c: c.event(""), InputError, "usage"),
        (lambda c: c.event("../status"), InputError, "no_address"),
        (lambda c: c.changed("2020", what="claims"), InputError, "usage"),
    ],
)
def test_what_the_desk_refuses_is_an_error_of_ours(
    client: Any, ask: Callable[[Any], Any], kind: type[SaysoError], code: str
) -> None:
    with pytest.raises(kind) as told:
        ask(client)
    assert told.value.code == code


def test_without_a_token_one_is_told_to_sign_in(store_path: Path) -> None:
    from sayso.store import open_store

    with open_store(store_path) as store:
        store.add_user("ada", "admin", "hash")
    with TestClient(create_app(Settings(store=str(store_path))), base_url=HOME) as desk:
        with sayso.Client(HOME, transport=InProcess(desk)) as client, pytest.raises(InputError, match="Bearer") as told:
            list(client.events())
        assert told.value.code == "sign_in"
        token, _ = desk.app.state.people.new_token("t", ("read",), user=None, days=1)  # type: ignore[attr-defined]
        with sayso.Client(HOME, token=token, transport=InProcess(desk)) as client:
            assert len(list(client.events())) == 5
            with pytest.raises(InputError, match="needs a token with the scope 'review'") as told:
                client.judge("wrong", "claim:1")
        assert told.value.code == "forbidden"


# A network that fails


class Scripted(httpx2.BaseTransport):
    """Gives one answer after the other; an exception is raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers, self.asked = list(answers), list[httpx2.Request]()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, body, headers = answer
        return httpx2.Response(status, content=json.dumps(body).encode(), headers=headers, request=request)


def problem(status: int, code: str, **headers: str) -> tuple[int, dict[str, Any], dict[str, str]]:
    return status, {"detail": f"words on {code}", "code": code, "status": status}, headers


GOOD = (200, {"events": 1}, {})
LOST, CUT = httpx2.ConnectError("refused"), httpx2.ReadError("cut")


def sender(transport: Scripted, waits: list[float], retries: int = 3) -> Sender:
    return Sender(HOME, token="t", timeout=1, retries=retries, transport=transport, sleep=waits.append)


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        pytest.param([GOOD], 0, id="well"),
        pytest.param([LOST, GOOD], 1, id="not reached at first"),
        pytest.param([CUT, problem(503, "query_timeout"), GOOD], 2, id="cut, then busy"),
        pytest.param([problem(502, "x"), problem(504, "x"), problem(429, "too_many"), GOOD], 3, id="three times"),
    ],
)
def test_questions_are_asked_again(answers: list[Any], waits: int) -> None:
    slept: list[float] = []
    assert sender(Scripted(*answers), slept).get("status", []) == {"events": 1}
    assert len(slept) == waits


def test_retry_after_is_honoured() -> None:
    slept: list[float] = []
    sender(Scripted(problem(503, "busy", **{"retry-after": "7"}), GOOD), slept).get("status", [])
    assert slept == [7.0]
    assert _wait(0, "99999") == 60.0
    assert _wait(0, "Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert _wait(0, "soon") == 1.0
    assert 0 < _wait(0, None) < 1 < _wait(4, None) < 16


def test_a_fault_that_stays_is_told() -> None:
    with pytest.raises(StoreError, match=r"cannot be reached .* sayso desk") as told:
        sender(Scripted(LOST, LOST, LOST, LOST), []).get("status", [])
    assert told.value.code == "no_server"
    with pytest.raises(StoreError, match="words on query_timeout") as told:
        sender(Scripted(*[problem(503, "query_timeout")] * 4), []).get("status", [])
    assert told.value.code == "query_timeout"


def test_what_may_have_been_done_is_not_done_twice() -> None:
    transport = Scripted(CUT)
    with pytest.raises(StoreError):
        sender(transport, []).post("judgements", {})
    assert len(transport.asked) == 1
    transport = Scripted(LOST, (201, {"items": []}, {}))
    assert sender(transport, []).post("judgements", {}) == {"items": []}


def test_a_desk_that_is_none_is_told_so() -> None:
    with pytest.raises(StoreError, match="not as the API of a desk"):
        sender(Scripted((200, ["a list"], {})), []).get("status", [])
    with pytest.raises(StoreError, match="answered 404"):
        sender(Scripted((404, {"detail_": 1}, {})), []).get("status", [])


def test_the_token_goes_in_a_header_and_nowhere_else() -> None:
    transport = Scripted((307, {}, {"location": "https://evil.example/x"}), GOOD)
    sender(transport, []).get("status", [("q", "a b&c")])
    first, second = transport.asked
    assert first.headers["authorization"] == "Bearer t"
    assert str(first.url) == f"{HOME}/api/v1/status?q=a+b%26c" or str(first.url) == f"{HOME}/api/v1/status?q=a%20b%26c"
    assert "authorization" not in second.headers


@pytest.mark.parametrize(
    "address", ["", "desk", "ftp://desk.example", "file:///etc/passwd", "http://", "http://u:p@desk.example"]
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ConfigError):
        sayso.Client(address)


@pytest.mark.parametrize("token", ["with space", "with\nline", "ümlaut"])
def test_tokens_that_are_none(token: str) -> None:
    with pytest.raises(ConfigError, match="copy it once more"):
        sayso.Client(HOME, token=token)


def test_the_token_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_TOKEN", "from-there")
    assert sayso.Client(HOME)._sender._token == "from-there"
    assert "from-there" not in repr(sayso.Client(HOME))


def test_importing_the_client_loads_no_http() -> None:
    import subprocess
    import sys

    code = "import sys, sayso; sayso.Client('http://127.0.0.1:8400'); print(sorted(m for m in sys.modules if m in ('httpx2', 'fastapi', 'sqlalchemy')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
