"""The desk's users, sessions and tokens, for the threads and requests of one process."""

from __future__ import annotations

import json
import logging
import re
import threading
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, event

from sayso.errors import InputError, SaysoError
from sayso.store import Store, open_store
from sayso.store.people_tables import sessions, tokens
from sayso.store.revising import now
from sayso.web.access.forged import fingerprint, fresh
from sayso.web.access.principal import NOBODY, TOKEN_SCOPES, Principal, allowed, of_token, role_of

Json = dict[str, Any]
IDLE = timedelta(hours=12)  # a session that nobody used so long has ended
LONGEST = timedelta(days=14)  # and every session after this
NOTED = timedelta(minutes=1)  # how exactly the last use is kept
TOKEN = "sayso_"  # begins every token, so that one that leaks can be searched for
WAIT = 5000  # milliseconds for a writer to end
KNOWN_FOR = 1.0  # seconds for which it is remembered whether there are users
_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,63}")
_RESERVED = ("local", "none", "token", "anonymous", "system")
log = logging.getLogger(__name__)


def user_name(given: str) -> str:
    """The name of a user as it is kept; raises `InputError` where it is none."""
    name = unicodedata.normalize("NFKC", given).strip().lower()
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise InputError(
            f"{given!r} cannot be the name of a user; take 1 to 64 letters, digits or . _ @ + -, beginning with a letter or digit",
            code="usage",
            value=given,
        )
    return name


class People:
    """Asks and changes the tables of people. Two stores, each behind a lock, since a store is for one thread at a time."""

    def __init__(self, where: str) -> None:
        self.where = where
        self._locks = {True: threading.Lock(), False: threading.Lock()}
        self._stores: dict[bool, Store] = {}
        self._later: ThreadPoolExecutor | None = None
        self._noted: dict[str, float] = {}
        self._users: tuple[float, bool] = (0.0, False)
        self._key: str | None = None

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[Store]:
        with self._locks[read_only]:
            if read_only not in self._stores:
                made = open_store(self.where, read_only=read_only)
                if made.dialect == "sqlite" and not read_only:
                    event.listen(made.engine, "connect", _patient)
                    made.engine.dispose()
                self._stores[read_only] = made
            try:
                yield self._stores[read_only]
            except SaysoError as error:
                if not isinstance(error, InputError):  # the connection may be broken; the next one is new
                    self._stores.pop(read_only).close()
                raise

    def reading(self) -> Any:
        """The store for a short question."""
        return self._open(read_only=True)

    def writing(self) -> Any:
        """The store for a short change."""
        return self._open(read_only=False)

    def close(self) -> None:
        """Write what waits and close both stores."""
        if self._later is not None:
            self._later.shutdown(wait=True)
            self._later = None
        for read_only, lock in self._locks.items():
            with lock:
                if store := self._stores.pop(read_only, None):
                    store.close()

    @property
    def key(self) -> str:
        """The desk's own secret, the same in all its processes."""
        if self._key is None:
            with self.writing() as store:
                self._key = store.secret("forms")
        return self._key

    def users_known(self) -> bool | None:
        """Whether anybody must sign in, as far as it was looked up within a second; None where it was not."""
        at, found = self._users
        return found if at and time.monotonic() - at < KNOWN_FOR else None

    def has_users(self) -> bool:
        """Whether anybody must sign in."""
        if (known := self.users_known()) is not None:
            return known
        with self.reading() as store:
            found = bool(store.has_users())
        self._users = (time.monotonic(), found)
        return found

    def forget(self) -> None:
        """Ask anew whether there are users."""
        self._users = (0.0, False)

    # Who asks

    def by_session(self, cookie: str) -> Principal:
        """Who has this cookie."""
        hashed = fingerprint(cookie)
        with self.reading() as store:
            row = store.session(hashed)
        ended = Principal(why="your session has ended; sign in again")
        if row is None or row["expires_at"] <= now() or _past(row["used_at"], IDLE):
            return ended
        if _past(row["used_at"], NOTED):
            self._note(sessions, hashed)
        return Principal(how="session", user=row["user_name"], role=row["role"], may=allowed(row["role"]), hash=hashed)

    def by_token(self, given: str) -> Principal:
        """Who has this token."""
        hashed = fingerprint(given)
        with self.reading() as store:
            row = store.token(hashed)
        if row is None or row["revoked_at"]:
            return Principal(why="the token is not known here; list yours with: sayso tokens list")
        if row["expires_at"] and row["expires_at"] <= now():
            return Principal(why=f"the token ended on {row['expires_at'][:10]}; make a new one: sayso tokens add NAME")
        if row["used_at"] is None or _past(row["used_at"], NOTED):
            self._note(tokens, hashed)
        may = of_token(row["scopes"], row["role"] if row["user_name"] else None)
        user = row["user_name"] or f"token:{row['name']}"
        return Principal(how="token", user=user, role=role_of(may), may=may, hash=hashed)

    def _note(self, table: Table, hashed: str) -> None:
        """Keep the time of use, later and by another thread: nobody waits for it, and a full disk stops nobody."""
        if time.monotonic() - self._noted.get(hashed, -1e9) < NOTED.total_seconds():
            return
        if len(self._noted) > 10_000:
            self._noted.clear()
        self._noted[hashed] = time.monotonic()

        def write() -> None:
            try:
                with self.writing() as store:
                    store.touch(table, hashed)
            except SaysoError as error:
                log.warning("the use of a session could not be kept: %s", error)

        if self._later is None:
            self._later = ThreadPoolExecutor(1, thread_name_prefix="sayso-people")
        self._later.submit(write)

    # What they change

    def begin(self, user: str, *, address: str | None, agent: str | None) -> tuple[str, str]:
        """The cookie of a new session, and the key by which people name it."""
        cookie, at = fresh(), datetime.now(UTC)
        key = fresh()[:10]
        with self.writing() as store:
            store.add_session(
                hash=fingerprint(cookie), key=key, user_name=user, created_at=now(), used_at=now(),
                expires_at=written(at + LONGEST), address=address, agent=(agent or "")[:200] or None,
            )  # fmt: skip
        return cookie, key

    def new_token(self, name: str, scopes: tuple[str, ...], *, user: str | None, days: int | None) -> tuple[str, str]:
        """A new token, which is told this once, and the key by which people name it."""
        own = name.strip()
        if not own or len(own) > 64 or not own.isprintable():
            raise InputError(
                f"a token needs a name of 1 to 64 characters that says what uses it, not {name!r}",
                code="usage",
                value=name,
            )
        for scope in scopes:
            if scope not in TOKEN_SCOPES:
                raise InputError(
                    f"no scope is called {scope!r}; there are: {', '.join(TOKEN_SCOPES)}", code="usage", value=scope
                )
        if not scopes:
            raise InputError(f"a token needs a scope: {', '.join(TOKEN_SCOPES)}", code="usage")
        if days is not None and not 0 < days <= 3650:
            raise InputError(f"a token can hold 1 to 3650 days, not {days}", code="usage", value=str(days))
        token, key = TOKEN + fresh(), fresh()[:10]
        until = None if days is None else written(datetime.now(UTC) + timedelta(days=days))
        with self.writing() as store:
            store.add_token(
                hash=fingerprint(token), key=key, name=own, user_name=user, scopes=scopes, created_at=now(), expires_at=until,
                used_at=None, revoked_at=None,
            )  # fmt: skip
        return token, key

    def deed(self, deed: str, **more: Any) -> None:
        """Keep who did what; a store that cannot be written is told to the log."""
        try:
            with self.writing() as store:
                store.note_deed(deed, **more)
        except SaysoError as error:
            log.error("not kept in the audit: %s %s: %s", deed, json.dumps(more, default=str), error)


def _patient(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={WAIT}")


def _past(at: str, age: timedelta) -> bool:
    return at < written(datetime.now(UTC) - age)


def written(at: datetime) -> str:
    """A time as the tables keep it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


__all__ = ["NOBODY", "People", "user_name", "written"]
