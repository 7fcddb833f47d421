"""Answers that are kept until the store changes, for questions about so much that asking again is slow.

Nothing here is ever out of date: an answer is given again only while the state of the store is the very one that was seen before
it was made. On SQLite that state is the database file and its log, which every commit writes; on PostgreSQL it is the snapshot.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import text

if TYPE_CHECKING:
    from sayso.store.session import Session

State = tuple[Any, ...]
S = TypeVar("S", bound="Session")
P = ParamSpec("P")
R = TypeVar("R")


def kept(
    most: int = 16,
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Keep the last answers of a function of a store and of hashable arguments. They are shared: callers must not change them."""

    def keeping(make: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        answers: OrderedDict[Any, tuple[State, R]] = OrderedDict()
        lock = Lock()

        @wraps(make)
        def answer(store: S, /, *args: P.args, **named: P.kwargs) -> R:
            key = (store.address, args, tuple(sorted(named.items())))
            state = state_of(store) if _hashable(key) else None
            if state is None:
                return make(store, *args, **named)
            with lock:
                found = answers.get(key)
                if found and found[0] == state:
                    answers.move_to_end(key)
                    return found[1]
            made = make(store, *args, **named)
            with lock:
                answers[key] = (state, made)
                answers.move_to_end(key)
                while len(answers) > most:
                    answers.popitem(last=False)
            return made

        return answer

    return keeping


def state_of(store: Session) -> State | None:
    """What differs after any commit; None where that cannot be told, as of a store that is open for writing."""
    if not store.read_only or store.address.in_memory:
        return None
    if store.dialect == "postgresql":
        with store.read() as connection:
            return (connection.scalar(text("SELECT CAST(pg_current_snapshot() AS text)")),)
    return _file(Path(f"{store.address.path}")), _file(Path(f"{store.address.path}-wal"))


def _file(path: Path) -> State | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _hashable(key: Any) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True
