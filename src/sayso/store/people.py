"""Users, sessions, tokens, failed log-ins and the record of what was done: rows in, rows out; no rule of who may do what."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, Table, and_, func, or_, select

from sayso.store.people_tables import audit, desk_secrets, log_ins_failed, sessions, tokens, users
from sayso.store.revising import now
from sayso.store.rows import clean
from sayso.store.session import Session

Json = dict[str, Any]
_SHOWN = tuple(c for c in tokens.c if c.name != "hash")


class PeopleStore(Session):
    # Users

    def add_user(self, name: str, role: str, password: str | None) -> bool:
        """Keep a new user; whether there was none of that name. `password` is its hash."""
        at = now()
        with self._writing() as connection:
            row = (clean(name), role, password, at, at)
            return bool(connection.exec_driver_sql(self._insert_sql(users), row).rowcount)

    def user(self, name: str) -> Json | None:
        """One user with the hash of the password."""
        return self._one(select(users).where(users.c.name == clean(name)))

    def users(self) -> list[Json]:
        """The users by name, without hashes; how many sessions each has, and when the last one was used."""
        u, s = users.c, sessions.c
        used = (
            select(s.user_name, func.count().label("sessions"), func.max(s.used_at).label("used_at"))
            .where(s.expires_at > now())
            .group_by(s.user_name)
            .subquery()
        )
        query = select(
            u.name, u.role, u.created_at, u.changed_at, u.password.is_not(None).label("has_password"),
            func.coalesce(used.c.sessions, 0).label("sessions"), used.c.used_at,
        )  # fmt: skip
        return self._all(query.outerjoin(used, used.c.user_name == u.name).order_by(u.name))

    def has_users(self, *, with_password: bool = False) -> bool:
        """Whether anybody is known, or anybody who can sign in."""
        query = select(users.c.name).limit(1)
        return self._one(query.where(users.c.password.is_not(None)) if with_password else query) is not None

    def change_user(self, name: str, **values: Any) -> bool:
        """Set a user's role or password; whether there is such a user."""
        with self._writing() as connection:
            done = connection.execute(
                users.update().where(users.c.name == clean(name)).values(**values, changed_at=now())
            )
            return bool(done.rowcount)

    def remove_user(self, name: str) -> bool:
        """Drop a user with all sessions and tokens; whether there was one."""
        with self._writing() as connection:
            return bool(connection.execute(users.delete().where(users.c.name == clean(name))).rowcount)

    # Sessions

    def add_session(self, **row: Any) -> None:
        """Keep a session; those that have expired go."""
        with self._writing() as connection:
            connection.execute(sessions.delete().where(sessions.c.expires_at <= now()))
            connection.execute(sessions.insert().values(**{k: _clean(v) for k, v in row.items()}))

    def session(self, hashed: str) -> Json | None:
        """The session of this hash with the role of its user."""
        query = select(sessions, users.c.role).join(users, users.c.name == sessions.c.user_name)
        return self._one(query.where(sessions.c.hash == hashed))

    def sessions_of(self, name: str) -> list[Json]:
        """A user's sessions that have not expired, the last used first."""
        s = sessions.c
        shown = (s.key, s.created_at, s.used_at, s.expires_at, s.address, s.agent)
        query = select(*shown).where(s.user_name == name, s.expires_at > now()).order_by(s.used_at.desc(), s.key)
        return self._all(query)

    def touch(self, table: Table, hashed: str) -> None:
        """Note that a session or token was used now."""
        with self._writing() as connection:
            connection.execute(table.update().where(table.c.hash == hashed).values(used_at=now()))

    def end_session(self, *, hashed: str | None = None, user: str | None = None, key: str | None = None) -> int:
        """End the session of a hash, or one by its key, or all of a user; how many ended."""
        s = sessions.c
        given = ((s.hash, hashed), (s.user_name, user), (s.key, key))
        asked = [column == value for column, value in given if value is not None]
        assert asked
        with self._writing() as connection:
            return connection.execute(sessions.delete().where(*asked)).rowcount

    def end_other_sessions(self, user: str, hashed: str | None) -> int:
        """End all sessions of a user but one; how many ended."""
        with self._writing() as connection:
            own = and_(sessions.c.user_name == user, sessions.c.hash != (hashed or ""))
            return connection.execute(sessions.delete().where(own)).rowcount

    # Tokens

    def add_token(self, **row: Any) -> None:
        """Keep a token under its hash."""
        row["scopes"] = json.dumps(list(row["scopes"]))
        with self._writing() as connection:
            connection.execute(tokens.insert().values(**{k: _clean(v) for k, v in row.items()}))

    def token(self, hashed: str) -> Json | None:
        """The token of this hash with the role of its user."""
        query = select(tokens, users.c.role).outerjoin(users, users.c.name == tokens.c.user_name)
        return _scoped(self._one(query.where(tokens.c.hash == hashed)))

    def tokens(self, *, user: str | None = None, every: bool = False) -> list[Json]:
        """Tokens without their hashes, the newest first: of one user, or all; `every` with those that no longer hold."""
        query = select(*_SHOWN).order_by(tokens.c.created_at.desc(), tokens.c.key)
        if user is not None:
            query = query.where(tokens.c.user_name == user)
        if not every:
            t = tokens.c
            query = query.where(t.revoked_at.is_(None), or_(t.expires_at.is_(None), t.expires_at > now()))
        return [_scoped(row) or {} for row in self._all(query)]

    def revoke_token(self, key: str, *, user: str | None = None) -> bool:
        """End a token by its key, if it is the user's; whether there was one in force."""
        t = tokens.c
        own = [t.key == key, t.revoked_at.is_(None), *([t.user_name == user] if user is not None else [])]
        with self._writing() as connection:
            return bool(connection.execute(tokens.update().where(*own).values(revoked_at=now())).rowcount)

    # Failed log-ins

    def failures(self, hashes: list[str]) -> dict[str, Json]:
        """What is known of these names and addresses."""
        rows = self._all(select(log_ins_failed).where(log_ins_failed.c.hash.in_(hashes)))
        return {row["hash"]: row for row in rows}

    def note_failures(self, rows: Mapping[str, tuple[int, str, str]]) -> None:
        """Keep number, time and time of next hearing of each hash."""
        with self._writing() as connection:
            self._upsert(connection, log_ins_failed, [(hashed, *row) for hashed, row in rows.items()])

    def forget_failures(self, hashes: list[str], *, before: str | None = None) -> None:
        """Forget these, and all whose last one was before a time."""
        f = log_ins_failed.c
        gone = f.hash.in_(hashes) if before is None else or_(f.hash.in_(hashes), f.last_at < before)
        with self._writing() as connection:
            connection.execute(log_ins_failed.delete().where(gone))

    # What was done

    def note_deed(
        self, deed: str, *, who: str | None, how: str, what: str | None = None, address: str | None = None,
        outcome: str = "done",
    ) -> None:  # fmt: skip
        """Keep who did what, and how it ended."""
        at = now()
        row = (f"{at}-{secrets.token_hex(4)}", at, who, how, deed, what, address, outcome)
        with self._writing() as connection:
            self._insert(connection, audit, [tuple(_clean(cell) for cell in row)])

    def deeds(self, *, limit: int = 200, before: str | None = None, who: str | None = None) -> list[Json]:
        """What was done, the newest first."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.id < before)
        if who is not None:
            query = query.where(audit.c.who == who)
        return self._all(query)

    # Secrets of the desk itself

    def secret(self, name: str) -> str:
        """The secret of this name, 256 random bits, made when it is first asked for."""
        query = select(desk_secrets.c.value).where(desk_secrets.c.name == name)
        if (found := self._one(query)) is None:
            with self._writing() as connection:
                self._insert(connection, desk_secrets, [(name, secrets.token_urlsafe(32))])
            found = self._one(query)
        assert found is not None
        return str(found["value"])

    def _one(self, query: Select[Any]) -> Json | None:
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else dict(row)

    def _all(self, query: Select[Any]) -> list[Json]:
        with self._reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _scoped(row: Json | None) -> Json | None:
    return None if row is None else row | {"scopes": tuple(json.loads(row["scopes"]))}
