"""Who may use the desk, what they did, and when each derived row last changed. None of it is derived: a rebuild keeps it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from sayso.store.tables import WORDS, metadata

PRIVATE = {"private": True}  # no query of SQL may see these

users = Table(
    "users",
    metadata,
    Column("name", WORDS, primary_key=True),
    Column("role", WORDS, nullable=False),
    Column("password", WORDS),  # argon2id, never the password; NULL: cannot sign in
    Column("created_at", WORDS, nullable=False),
    Column("changed_at", WORDS, nullable=False),
    info=PRIVATE,
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", WORDS, primary_key=True),  # of the cookie, which only the browser has
    Column("key", WORDS, nullable=False, unique=True),  # by which people name it
    Column("user_name", WORDS, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", WORDS, nullable=False),
    Column("used_at", WORDS, nullable=False),
    Column("expires_at", WORDS, nullable=False),
    Column("address", WORDS),
    Column("agent", WORDS),
    info=PRIVATE,
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", WORDS, primary_key=True),  # of the token, which is shown once
    Column("key", WORDS, nullable=False, unique=True),
    Column("name", WORDS, nullable=False),
    Column("user_name", WORDS, ForeignKey("users.name", ondelete="CASCADE"), index=True),  # NULL: a desk without users
    Column("scopes", WORDS, nullable=False),
    Column("created_at", WORDS, nullable=False),
    Column("expires_at", WORDS),
    Column("used_at", WORDS),
    Column("revoked_at", WORDS),
    info=PRIVATE,
)

log_ins_failed = Table(
    "log_ins_failed",
    metadata,
    Column("hash", WORDS, primary_key=True),  # of the user's name, the address, or both
    Column("number", Integer, nullable=False),
    Column("last_at", WORDS, nullable=False),
    Column("next_at", WORDS, nullable=False),  # nobody is heard before
    info=PRIVATE,
)

audit = Table(
    "audit",
    metadata,
    Column("id", WORDS, primary_key=True),  # begins with the time
    Column("at", WORDS, nullable=False, index=True),
    Column("who", WORDS),
    Column("how", WORDS, nullable=False),  # session, token, local, command or none
    Column("deed", WORDS, nullable=False),
    Column("what", WORDS),
    Column("address", WORDS),
    Column("outcome", WORDS, nullable=False),
    info=PRIVATE,
)

desk_secrets = Table(
    "desk_secrets",
    metadata,
    Column("name", WORDS, primary_key=True),
    Column("value", WORDS, nullable=False),
    info=PRIVATE,
)

# What a client that comes again has missed: each event and story that ever was, with the count of changes at its last one.
revisions = Table(
    "revisions",
    metadata,
    Column("kind", WORDS, primary_key=True),
    Column("id", WORDS, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("at", WORDS, nullable=False, index=True),
    Column("gone", Boolean, nullable=False),
    Column("digest", WORDS, nullable=False),
    Index(None, "kind", "number", "id"),
)

PEOPLE = (users, sessions, tokens, log_ins_failed, audit, desk_secrets, revisions)
