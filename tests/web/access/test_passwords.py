"""Passwords: which are taken, how they are kept."""

from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.web.access import passwords


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "has 0 characters"), ("123456789", "has 9 characters"), ("aaaaaaaaaaaa", "too easy"), ("abcabcabcabc", "too easy"),
        ("x" * 257, "has 257 characters"), ("adalovelace1", "too easy"),
    ],
)  # fmt: skip
def test_weak_passwords_are_refused_without_being_shown(password: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as told:
        passwords.good_enough(password, "adalovelace")
    assert told.value.code == "password"
    assert told.value.value is None
    assert not password or password not in str(told.value)


@pytest.mark.parametrize(
    "password", ["correct horse", "ünïcode wörds", "пароль из слов", " spaces count ", "🐎🔋🖇️ correct"]
)
def test_what_is_kept_is_a_hash_that_only_the_password_opens(password: str) -> None:
    kept = passwords.hashed(passwords.good_enough(password))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3")
    assert password not in kept
    assert passwords.right(kept, password)
    assert not passwords.right(kept, password + " ")
    assert not passwords.outworn(kept)


def test_letters_that_can_be_typed_in_two_ways_are_the_same() -> None:
    assert passwords.right(passwords.hashed("cafe\u0301 au lait"), "caf\u00e9 au lait")


def test_two_hashes_of_one_password_differ() -> None:
    assert passwords.hashed("correct horse") != passwords.hashed("correct horse")


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$broken"])
def test_nobody_gets_in_without_a_hash(kept: str | None) -> None:
    assert not passwords.right(kept, "a password that nobody has")


def test_endless_passwords_are_not_hashed() -> None:
    assert not passwords.right(passwords.hashed("correct horse"), "x" * 10_000_000)
