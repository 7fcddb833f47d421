"""Logging in: the right password, and ever longer waits for those who guess. Nobody is locked out for good.

Waits are kept in the store, so that all processes of a desk share them, for three things: the user from this address, the
address, and the user from anywhere. Who knows the password and comes from an address of their own waits a minute at most,
however much others guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sayso.errors import InputError
from sayso.web.access.forged import fingerprint
from sayso.web.access.passwords import hashed, outworn, right
from sayso.web.access.people import People, user_name, written

FORGOTTEN = timedelta(hours=12)  # after the last failure


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; then the wait doubles from a second up to the longest."""

    free: int
    longest: float


LIMITS = {"pair": Limit(4, 900.0), "address": Limit(20, 900.0), "user": Limit(20, 60.0)}


def wait_after(failures: int, limit: Limit) -> float:
    """Seconds that nobody is heard after so many failures."""
    over = failures - limit.free
    return 0.0 if over < 0 else min(limit.longest, 2.0 ** min(over, 30))


def keys_of(name: str, address: str | None) -> dict[str, str]:
    """What failures are counted for; the store sees hashes, since people type passwords into the field for the name."""
    at = address or "?"
    told = {"pair": f"{name}\n{at}", "address": f"\n{at}", "user": f"{name}\n"}
    return {kind: fingerprint(f"{kind} {text}") for kind, text in told.items()}


def log_in(people: People, given: str, password: str, *, address: str | None) -> str:
    """The name of the user whose password this is. Raises `InputError`: `too_many` with the seconds to wait, or `sign_in`."""
    try:
        name = user_name(given)
    except InputError:
        name = given.strip()[:64].lower()  # counted and refused like any other wrong one
    keys = keys_of(name, address)
    _count(people, keys)
    with people.reading() as store:
        row = store.user(name)
    if not right(row and row["password"], password):
        people.deed("log in", who=name if row else None, how="none", address=address, outcome="wrong")
        raise InputError("that is not the password of a user of this desk", code="sign_in")
    assert row is not None
    with people.writing() as store:
        store.forget_failures([keys["pair"]])
        if outworn(row["password"]):
            store.change_user(name, password=hashed(password))
    return name


def _count(people: People, keys: dict[str, str]) -> None:
    """Count one more failure, before the password is looked at: so that many guesses at once are all counted."""
    at = datetime.now(UTC)
    with people.writing() as store, store.transaction():
        known = store.failures(list(keys.values()))
        waits = [row["next_at"] for row in known.values() if row["next_at"] > written(at)]
        if waits:
            seconds = max(1, int((datetime.fromisoformat(max(waits)) - at).total_seconds() + 0.999))
            raise InputError(
                f"too many wrong passwords; try again in {_told(seconds)}", code="too_many", value=str(seconds)
            )
        rows = {}
        for kind, key in keys.items():
            old = known.get(key)
            number = 1 + (old["number"] if old and old["last_at"] > written(at - FORGOTTEN) else 0)
            wait = wait_after(number, LIMITS[kind])
            rows[key] = (number, written(at), written(at + timedelta(seconds=wait)))
        store.note_failures(rows)
        store.forget_failures([], before=written(at - FORGOTTEN))


def _told(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{-(-seconds // 60)} min"
