"""`sayso users` and `sayso tokens`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.store import open_store
from sayso.web.access.people import People
from tests.desk.stores import fill

PASSWORD = "correct horse battery"


@pytest.fixture
def store(tmp_path: Path) -> str:
    fill(tmp_path / "s.db").close()
    return str(tmp_path / "s.db")


def run(store: str, *words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [*words, "--store", store], input=typed)


def add(store: str, name: str, role: str = "admin") -> Result:
    return run(store, "users", "add", name, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n")


def test_users_are_added_listed_changed_and_removed(store: str) -> None:
    done = add(store, "Ada")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "ada is admin" in done.stderr
    assert run(store, "users", "add", "nina", "--no-password").exit_code == 0
    assert run(store, "users", "role", "nina", "reviewer").exit_code == 0
    rows = json.loads(run(store, "users", "list", "--json").stdout)
    assert [(row["name"], row["role"], row["has_password"]) for row in rows] == [
        ("ada", "admin", True),
        ("nina", "reviewer", False),
    ]
    assert "$argon2" not in json.dumps(rows)
    assert "no password" in run(store, "users", "list").stdout
    assert run(store, "users", "remove", "nina").exit_code == 0
    assert "no users now" in run(store, "users", "remove", "ada").stderr
    assert json.loads(run(store, "users", "list", "--json").stdout) == []
    with open_store(store) as opened:
        deeds = [(row["deed"], row["how"]) for row in opened.deeds()]
    assert deeds[::-1] == [(f"users {deed}", "command") for deed in ("add", "add", "role", "remove", "remove")]


def test_a_new_password_ends_all_sessions(store: str) -> None:
    add(store, "ada")
    people = People(store)
    cookie, _ = people.begin("ada", address=None, agent=None)
    assert run(store, "users", "password", "ada", "--password-stdin", typed="another good one\n").exit_code == 0
    assert people.by_session(cookie).how == "none"


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (("users", "add", "a b", "--no-password"), None, "cannot be the name of a user"),
        (("users", "add", "local", "--no-password"), None, "cannot be the name of a user"),
        (("users", "add", "ada", "--no-password"), None, "there is a user 'ada' already"),
        (("users", "add", "bo", "--password-stdin"), "short\n", "has 5 characters"),
        (("users", "add", "bo"), None, "pipe it in with --password-stdin"),
        (("users", "add", "bo", "--role", "king"), None, "'king' is not one of"),
        (("users", "remove", "bo"), None, "there is no user 'bo'; there are: ada"),
        (("users", "role", "bo", "admin"), None, "there is no user 'bo'"),
        (("users", "password", "bo", "--password-stdin"), f"{PASSWORD}\n", "there is no user 'bo'"),
        (("tokens", "add", ""), None, "needs a name"),
        (("tokens", "add", "t", "--scope", "everything"), None, "'everything' is not one of"),
        (("tokens", "add", "t", "--user", "bo"), None, "there is no user 'bo'"),
        (("tokens", "add", "t", "--days", "0"), None, "0 is not in the range"),
        (("tokens", "revoke", "nothing"), None, "no token in force has the key"),
    ],
)
def test_mistakes_are_told_in_words(store: str, words: tuple[str, ...], typed: str | None, says: str) -> None:
    add(store, "ada")
    done = run(store, *words, typed=typed)
    assert done.exit_code in (1, 2)
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.db"), "users", "list")
    assert (done.exit_code, "there is no store" in done.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_token_is_told_once_and_works_until_it_is_revoked(store: str) -> None:
    add(store, "ada")
    done = run(store, "tokens", "add", "nightly", "--user", "ada", "--scope", "review")
    token = done.stdout.strip()
    assert token.startswith("sayso_")
    assert "not shown again" in done.stderr
    (row,) = json.loads(run(store, "tokens", "list", "--json").stdout)
    assert (row["name"], row["user_name"], row["scopes"]) == ("nightly", "ada", ["review"])
    assert token not in run(store, "tokens", "list").stdout
    people = People(store)
    found = people.by_token(token)
    assert (found.user, found.role, found.has("read"), found.has("admin")) == ("ada", "reviewer", True, False)
    assert run(store, "tokens", "revoke", row["key"]).exit_code == 0
    assert people.by_token(token).how == "none"
    assert json.loads(run(store, "tokens", "list", "--json").stdout) == []
    assert json.loads(run(store, "tokens", "list", "--all", "--json").stdout)[0]["revoked_at"]


def test_a_token_may_do_no_more_than_its_user_may_now(store: str) -> None:
    add(store, "ada")
    token = run(store, "tokens", "add", "t", "--user", "ada", "--scope", "admin", "--forever").stdout.strip()
    people = People(store)
    assert people.by_token(token).has("admin")
    run(store, "users", "role", "ada", "reader")
    assert people.by_token(token).may == {"read"}
