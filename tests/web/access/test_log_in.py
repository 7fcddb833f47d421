"""Guessing passwords: waits grow, are shared by all processes, and never lock anybody out for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.errors import InputError
from sayso.web.access import log_in as module
from sayso.web.access import passwords
from sayso.web.access.log_in import LIMITS, Limit, log_in, wait_after
from sayso.web.access.people import People
from tests.web.access.conftest import COOKIE, PASSWORD, deeds, people_of, signed_in
from tests.web.clients import token_of


@pytest.fixture
def people(peopled: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    """People whose passwords are compared as they are: hashing is tried elsewhere."""
    monkeypatch.setattr(module, "right", lambda kept, given: kept is not None and given == PASSWORD)
    monkeypatch.setattr(module, "outworn", lambda _: False)
    return People(str(peopled))


def guess(
    people: People, times: int, *, name: str = "ada", address: str = "203.0.113.5", password: str = "wrong"
) -> list[str]:
    """How each of so many guesses ended."""
    out = []
    for _ in range(times):
        try:
            log_in(people, name, password, address=address)
            out.append("in")
        except InputError as error:
            out.append(error.code)
    return out


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 0), (3, 0), (4, 1), (5, 2), (6, 4), (10, 64), (14, 900), (60, 900), (10**6, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(failures: int, wait: float) -> None:
    assert wait_after(failures, Limit(4, 900.0)) == wait


def test_a_few_mistakes_are_free_and_then_one_waits(people: People) -> None:
    assert guess(people, 4) == ["sign_in"] * 4
    with pytest.raises(InputError, match=r"too many wrong passwords; try again in \d+ s") as told:
        log_in(people, "ada", PASSWORD, address="203.0.113.5")  # even the right one waits
    assert told.value.code == "too_many"
    assert 1 <= int(told.value.value or 0) <= 2


def test_who_waited_is_heard_and_what_was_is_forgotten(people: People) -> None:
    guess(people, 4)
    _wait_is_over(people)
    assert guess(people, 1, password=PASSWORD) == ["in"]
    assert guess(people, 4) == ["sign_in"] * 4


def test_the_wait_is_shared_by_all_processes(people: People, peopled: Path) -> None:
    guess(people, 4)
    assert guess(People(str(peopled)), 1, password=PASSWORD) == ["too_many"]


def test_others_who_guess_do_not_lock_the_user_out(people: People) -> None:
    for number in range(12):
        guess(people, 4, address=f"203.0.113.{number}")
    assert LIMITS["user"].longest <= 60
    _wait_is_over(people, at_most=60)
    assert guess(people, 1, address="198.51.100.1", password=PASSWORD) == ["in"]


def test_one_address_that_tries_many_names_waits_too(people: People) -> None:
    ends = [guess(people, 1, name=f"user{number}", address="203.0.113.9")[0] for number in range(30)]
    assert ends[:20] == ["sign_in"] * 20
    assert "too_many" in ends[20:]
    assert guess(people, 1, address="198.51.100.2", password=PASSWORD) == ["in"]


def test_a_user_who_is_not_there_is_refused_in_the_same_words(people: People) -> None:
    told = set()
    for name in ("ada", "nobody-of-that-name", "no name at all", "", "x" * 5000, "a\x00b"):
        with pytest.raises(InputError) as error:
            log_in(people, name, "wrong", address=f"203.0.113.{len(told) + len(name) % 200}")
        told.add((error.value.code, error.value.message))
    assert len(told) == 1


def test_a_user_without_a_password_cannot_sign_in(people: People) -> None:
    with people.writing() as store:
        store.add_user("nina", "admin", None)
    for password in ("", "None", PASSWORD):
        with pytest.raises(InputError):
            log_in(people, "nina", password, address=None)


def test_old_failures_are_forgotten(people: People) -> None:
    guess(people, 4)
    with people.writing() as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE log_ins_failed SET last_at = '2020', next_at = '2020'")
    assert guess(people, 4) == ["sign_in"] * 4
    with people.reading() as store, store.read() as connection:
        assert connection.exec_driver_sql("SELECT max(number) FROM log_ins_failed").scalar() == 4


def _wait_is_over(people: People, at_most: int = 900) -> None:
    """Let time pass: what waits no longer than so many seconds is over."""
    from datetime import UTC, datetime, timedelta

    from sayso.web.access.people import written

    until = written(datetime.now(UTC) + timedelta(seconds=at_most + 1))
    with people.writing() as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE log_ins_failed SET next_at = '2020' WHERE next_at <= ?", (until,))


# Over HTTP, with real hashes


def test_signing_in_with_the_right_password_and_out_again(desk: TestClient) -> None:
    assert desk.get("/account").status_code == 401
    data = {"name": " ADA ", "password": PASSWORD, "csrf": token_of(desk, "/login")}
    assert desk.post("/login", data=data).status_code == 303
    assert desk.get("/account.json").json()["user"] == "ada"
    cookie = desk.cookies[COOKIE]
    assert desk.post("/logout", data={"csrf": token_of(desk, "/account")}).headers["location"] == "/login"
    desk.cookies.set(COOKIE, cookie, domain="127.0.0.1")  # a copy of the cookie is worth nothing now
    assert desk.get("/account").status_code == 401
    assert ("log in", "ada", "done") in {(row["deed"], row["who"], row["outcome"]) for row in deeds(desk)}


def test_a_wrong_password_is_told_and_kept(desk: TestClient) -> None:
    data = {"name": "ada", "password": "guess", "csrf": token_of(desk, "/login")}
    answer = desk.post("/login", data=data)
    assert answer.status_code == 401
    assert "not the password of a user" in answer.text
    assert COOKIE not in desk.cookies
    assert ("log in", "ada", "wrong") in {(row["deed"], row["who"], row["outcome"]) for row in deeds(desk)}


def test_too_many_guesses_are_told_when_to_come_back(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "right", lambda *_: False)
    token = token_of(desk, "/login")
    answers = [desk.post("/login", data={"name": "ada", "password": "x", "csrf": token}) for _ in range(5)]
    assert [one.status_code for one in answers] == [401] * 4 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_signing_in_gives_another_session_than_the_one_before(desk: TestClient) -> None:
    signed_in(desk, "rita")
    before = desk.cookies[COOKIE]
    data = {"name": "ada", "password": PASSWORD, "csrf": token_of(desk, "/login")}
    assert desk.post("/login", data=data).status_code == 303
    assert desk.cookies[COOKIE] != before
    assert people_of(desk).by_session(before).how == "none"


# Sessions


def test_sessions_are_listed_and_ended_one_by_one(desk: TestClient) -> None:
    elsewhere = signed_in(desk, "ada")
    desk.cookies.clear()
    third, _ = people_of(desk).begin("ada", address="192.0.2.1", agent="<b>phone</b>")
    here = signed_in(desk, "ada")
    rows = desk.get("/account.json").json()["sessions"]
    assert len(rows) == 3
    assert sum(row["this"] for row in rows) == 1
    assert all("hash" not in row for row in rows)
    assert "&lt;b&gt;phone" in desk.get("/account").text
    key = next(row["key"] for row in rows if row["agent"] == "<b>phone</b>")
    assert desk.post("/account/end", data={"csrf": token_of(desk, "/account"), "key": key}).status_code == 303
    assert people_of(desk).by_session(third).how == "none"
    desk.post("/account/end", data={"csrf": token_of(desk, "/account")})
    assert people_of(desk).by_session(elsewhere).how == "none"
    assert people_of(desk).by_session(here).how == "session"


def test_a_session_of_another_user_cannot_be_ended(desk: TestClient) -> None:
    theirs, key = people_of(desk).begin("ada", address=None, agent=None)
    signed_in(desk, "rita")
    desk.post("/account/end", data={"csrf": token_of(desk, "/account"), "key": key})
    assert people_of(desk).by_session(theirs).how == "session"


def test_a_new_password_ends_sessions_elsewhere(desk: TestClient) -> None:
    elsewhere, _ = people_of(desk).begin("ada", address=None, agent=None)
    signed_in(desk, "ada")
    new = "another good one"
    data = {"csrf": token_of(desk, "/account"), "old": PASSWORD, "new": new, "again": new}
    wrong = [data | {"old": "guess"}, data | {"again": "a typo in it"}, data | dict.fromkeys(("new", "again"), "short"),
             data | dict.fromkeys(("new", "again"), PASSWORD)]  # fmt: skip
    assert [desk.post("/account/password", data=one).status_code for one in wrong] == [400] * 4
    assert people_of(desk).by_session(elsewhere).how == "session"
    assert desk.post("/account/password", data=data).status_code == 303
    assert people_of(desk).by_session(elsewhere).how == "none"
    assert desk.get("/account").status_code == 200
    with people_of(desk).reading() as store:
        kept = store.user("ada")["password"]
    assert kept.startswith("$argon2id$")
    assert passwords.right(kept, new)


@pytest.mark.parametrize("column", ["used_at", "expires_at"])
def test_a_session_ends_by_itself(desk: TestClient, column: str) -> None:
    signed_in(desk, "ada")
    assert desk.get("/account").status_code == 200
    with people_of(desk).writing() as store, store._writing() as connection:
        connection.exec_driver_sql(f"UPDATE sessions SET {column} = '2020-01-01T00:00:00.000000Z'")
    answer = desk.get("/account")
    assert (answer.status_code, "your session has ended" in answer.text) == (401, True)


def test_use_keeps_a_session_alive(desk: TestClient) -> None:
    from datetime import UTC, datetime, timedelta

    from sayso.web.access.people import written

    signed_in(desk, "ada")
    old = written(datetime.now(UTC) - timedelta(hours=11))
    with people_of(desk).writing() as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE sessions SET used_at = ?", (old,))
    assert desk.get("/account").status_code == 200
    assert people_of(desk)._later is not None
    people_of(desk)._later.submit(lambda: None).result()
    with people_of(desk).reading() as store:
        assert store.sessions_of("ada")[0]["used_at"] > old


def test_a_removed_user_is_out_at_once_with_tokens(desk: TestClient) -> None:
    people = people_of(desk)
    token, _ = people.new_token("t", ("read",), user="rita", days=None)
    signed_in(desk, "rita")
    with people.writing() as store:
        store.remove_user("rita")
    assert desk.get("/account").status_code == 401
    assert people.by_token(token).how == "none"


# Tokens


def test_a_token_is_shown_once_and_can_be_revoked(desk: TestClient) -> None:
    signed_in(desk, "rita")
    data = {"csrf": token_of(desk, "/tokens"), "name": "night <job>", "scope": ["read"], "days": "3"}
    page = desk.post("/tokens/add", data=data)
    assert page.headers["cache-control"] == "no-store"
    token = page.text.partition('<code class="token">')[2].partition("</code>")[0]
    assert token.startswith("sayso_")
    assert token not in desk.get("/tokens").text
    header = {"Authorization": f"Bearer {token}"}
    desk.cookies.clear()
    assert desk.get("/api/v1/events", headers=header).status_code == 200
    signed_in(desk, "rita")
    (row,) = desk.get("/tokens.json").json()["tokens"]
    assert (row["name"], row["scopes"], "hash" in row) == ("night <job>", ["read"], False)
    desk.post("/tokens/revoke", data={"csrf": token_of(desk, "/tokens"), "key": row["key"]})
    desk.cookies.clear()
    assert desk.get("/api/v1/events", headers=header).status_code == 401


@pytest.mark.parametrize("scope", ["review", "ingest", "admin", "everything"])
def test_nobody_makes_a_token_that_may_do_more_than_they(desk: TestClient, scope: str) -> None:
    signed_in(desk, "rita")
    data = {"csrf": token_of(desk, "/tokens"), "name": "t", "scope": ["read", scope], "days": "3"}
    assert desk.post("/tokens/add", data=data).status_code in (400, 403)
    assert desk.get("/tokens.json").json()["tokens"] == []


def test_a_token_of_another_user_cannot_be_revoked(desk: TestClient) -> None:
    people = people_of(desk)
    token, key = people.new_token("t", ("admin",), user="ada", days=None)
    signed_in(desk, "rene")
    assert desk.post("/tokens/revoke", data={"csrf": token_of(desk, "/tokens"), "key": key}).status_code == 404
    assert people.by_token(token).role == "admin"
    assert desk.get("/tokens.json").json()["tokens"] == []


def test_a_token_ends_on_its_day(desk: TestClient) -> None:
    people = people_of(desk)
    token, _ = people.new_token("t", ("read",), user=None, days=1)
    assert people.by_token(token).has("read")
    with people.writing() as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE tokens SET expires_at = '2020-01-01T00:00:00.000000Z'")
    found = people.by_token(token)
    assert (found.how, "ended on 2020-01-01" in (found.why or "")) == ("none", True)


# Admins


def test_the_last_admin_cannot_be_lost(desk: TestClient) -> None:
    signed_in(desk, "ada")
    for path, data in (("role", {"role": "reader"}), ("remove", {})):
        answer = desk.post(f"/people/{path}", data={"csrf": token_of(desk, "/people"), "name": "ada"} | data)
        assert (answer.status_code, "only admin" in answer.text) == (400, True)


def test_the_first_user_must_be_an_admin(web: TestClient) -> None:
    data = {"csrf": token_of(web, "/people"), "name": "rita", "role": "reader", "password": PASSWORD}
    assert web.post("/people/add", data=data).status_code == 400
    assert web.get("/people.json").json()["users"] == []


def test_what_was_done_is_kept_with_name_and_outcome(desk: TestClient) -> None:
    signed_in(desk, "ada")
    data = {"csrf": token_of(desk, "/people"), "name": "bo", "role": "reviewer", "password": PASSWORD}
    assert desk.post("/people/add", data=data).status_code == 303
    assert desk.post("/people/role", data=data | {"role": "reader"}).status_code == 303
    first, second = desk.get("/audit.json").json()["deeds"][:2]
    assert (first["who"], first["deed"], first["what"], first["outcome"]) == (
        "ada",
        "POST /people/role",
        "made bo reader",
        "done",
    )
    assert second["what"] == "added bo as reviewer"
    assert "added bo as reviewer" in desk.get("/audit").text
