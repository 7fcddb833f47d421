"""Passwords: which are good enough, how they are kept (argon2id), and whether one is right."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from sayso.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 10, 256
# One at a time in a process: each takes 64 MiB and a tenth of a second, so many at once would be a way to stop the desk.
_one_at_a_time = threading.BoundedSemaphore(2)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def plain(password: str) -> str:
    """The password as it is hashed: one spelling of letters that can be typed in two ways."""
    return unicodedata.normalize("NFKC", password)


def good_enough(password: str, name: str = "") -> str:
    """The password, if it may be one; raises `InputError` that says what is wrong with it, and never shows it."""
    given = plain(password)
    if len(given) < SHORTEST:
        raise InputError(f"the password has {len(given)} characters; it needs {SHORTEST} at least", code="password")
    if len(given) > LONGEST:
        raise InputError(f"the password has {len(given)} characters; {LONGEST} are allowed", code="password")
    if len(set(given)) < 4 or (name and name.casefold() in given.casefold() and len(given) < len(name) + 6):
        raise InputError(
            "the password is too easy to guess; a few words that nobody puts together are good", code="password"
        )
    return given


def hashed(password: str) -> str:
    """What is kept of a password: its argon2id hash with salt and costs."""
    with _one_at_a_time:
        return _hasher().hash(plain(password))


def right(kept: str | None, password: str) -> bool:
    """Whether the password is the one that is kept; it takes as long for a user who has none, or who does not exist."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > 4 * LONGEST:
        return False
    with _one_at_a_time:
        try:
            found = _hasher().verify(kept or _nobody(), plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return found and bool(kept)


def outworn(kept: str) -> bool:
    """Whether the hash was made with other costs than ours today."""
    return _hasher().check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _hasher().hash("a password that nobody has")
