"""Rows of people: they survive a rebuild, go with their user, and are the same on both databases."""

from __future__ import annotations

import pytest

from sayso.store import Store
from sayso.store.revising import note_replaced
from tests.store.entries import event, fill


def session(store: Store, user: str, hashed: str, until: str = "2999") -> None:
    at = "2026-03-01T00:00:00Z"
    store.add_session(
        hash=hashed,
        key=f"key-{hashed}",
        user_name=user,
        created_at=at,
        used_at=at,
        expires_at=until,
        address=None,
        agent=None,
    )


def token(store: Store, user: str | None, hashed: str) -> None:
    store.add_token(
        hash=hashed, key=f"key-{hashed}", name="t", user_name=user, scopes=("read", "ingest"), created_at="2026", expires_at=None,
        used_at=None, revoked_at=None,
    )  # fmt: skip


def test_users_come_change_and_go(store: Store) -> None:
    assert not store.has_users()
    assert store.add_user("ada", "admin", "hash")
    assert not store.add_user("ada", "reader", None)
    assert store.add_user("bo", "reader", None)
    assert (store.has_users(), store.has_users(with_password=True)) == (True, True)
    assert store.change_user("bo", role="reviewer")
    assert not store.change_user("cy", role="admin")
    session(store, "ada", "s1")
    session(store, "ada", "s2", until="2020")
    assert [(u["name"], u["role"], bool(u["has_password"]), u["sessions"]) for u in store.users()] == [
        ("ada", "admin", True, 1), ("bo", "reviewer", False, 0),
    ]  # fmt: skip
    assert store.remove_user("ada")
    assert not store.has_users(with_password=True)


def test_sessions_and_tokens_go_with_their_user(store: Store) -> None:
    store.add_user("ada", "admin", "hash")
    session(store, "ada", "s1")
    token(store, "ada", "t1")
    token(store, None, "t2")
    assert store.session("s1")["role"] == "admin"
    assert (store.token("t1")["role"], store.token("t1")["scopes"]) == ("admin", ("read", "ingest"))
    store.remove_user("ada")
    assert store.session("s1") is None
    assert store.token("t1") is None
    assert [row["key"] for row in store.tokens()] == ["key-t2"]


def test_sessions_end_one_by_one_or_all_but_one(store: Store) -> None:
    store.add_user("ada", "admin", "hash")
    for name in ("s1", "s2", "s3", "s4"):
        session(store, "ada", name)
    assert store.end_session(hashed="s1") == 1
    assert store.end_session(user="bo", key="key-s2") == 0
    assert store.end_session(user="ada", key="key-s2") == 1
    assert store.end_other_sessions("ada", "s3") == 1
    assert [row["key"] for row in store.sessions_of("ada")] == ["key-s3"]
    with pytest.raises(AssertionError):
        store.end_session()


def test_a_secret_is_made_once(store: Store) -> None:
    assert store.secret("forms") == store.secret("forms") != store.secret("other")
    assert len(store.secret("forms")) >= 43


def test_deeds_are_told_newest_first(store: Store) -> None:
    for number in range(3):
        store.note_deed(f"deed {number}", who="ada" if number else None, how="session", what="half \ud800 a character")
    found = store.deeds()
    assert [row["deed"] for row in found] == ["deed 2", "deed 1", "deed 0"]
    assert [row["deed"] for row in store.deeds(before=found[1]["id"])] == ["deed 0"]
    assert [row["deed"] for row in store.deeds(who="ada", limit=1)] == ["deed 2"]


def test_people_survive_a_rebuild(store: Store) -> None:
    store.add_user("ada", "admin", "hash")
    token(store, "ada", "t1")
    store.clear_derived()
    assert store.user("ada")["role"] == "admin"
    assert store.token("t1")


# When a row changed


def numbers(store: Store) -> dict[str, tuple[int, bool]]:
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, number, gone FROM revisions WHERE kind = 'event'").all()
    return {row[0]: (row[1], bool(row[2])) for row in rows}


def test_only_what_changed_gets_a_new_number(store: Store) -> None:
    (article,) = fill(store, 1)
    claims = tuple(record.id for record in store.records([article])[article])
    one = event(claims[:1], (article,))
    two = event(claims[1:2], (article,))
    store.replace_events([], [one, two])
    first = numbers(store)
    assert {gone for _, gone in first.values()} == {False}
    store.replace_events([one.id, two.id], [one])
    second = numbers(store)
    assert second[one.id] == first[one.id]
    assert second[two.id][1]
    assert second[two.id][0] > max(number for number, _ in first.values())
    store.replace_events([], [two])
    third = numbers(store)
    assert not third[two.id][1]
    assert third[two.id][0] > second[two.id][0]
    assert third[one.id] == first[one.id]
    store.clear_derived()
    assert {gone for _, gone in numbers(store).values()} == {True}


def test_nothing_made_and_nothing_dropped_is_no_change(store: Store) -> None:
    with store._writing() as connection:
        note_replaced(store, connection, "event", [], {})
        note_replaced(store, connection, "event", ["event:never-there"], {})
    assert numbers(store) == {}
