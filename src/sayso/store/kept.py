"""Answers that are kept until the store changes, for questions about so much that asking again is slow.

Nothing here is ever out of date: an answer is given again only while the state of the store is the very one that was seen before
it was made. On SQLite that state is the database file and its log, which every commit writes; on PostgreSQL it is the snapshot.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import text

from sayso.store.marks import changed, newest

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.store.session import Session

State = tuple[Any, ...]
S = TypeVar("S", bound="Session")
P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V")
READER = "sayso_reader"  # key of a connection's info: the store that it was opened for
SHELVES = 12  # kinds of questions that one set of answers holds


def kept(
    most: int = 16,
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Keep the last answers of a function of a store and of hashable arguments. They are shared: callers must not change them.

    Several who ask for the same at once wait for the first of them, who makes it for all.
    """

    def keeping(make: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        answers: OrderedDict[Any, tuple[State, R]] = OrderedDict()
        making: dict[Any, tuple[RLock, list[None]]] = {}  # who makes an answer, and one entry for each who asks for it
        lock = Lock()

        def known(key: Any, state: State) -> tuple[State, R] | None:
            found = answers.get(key)
            if found is None or found[0] != state:
                return None
            answers.move_to_end(key)
            return found

        @wraps(make)
        def answer(store: S, /, *args: P.args, **named: P.kwargs) -> R:
            key = (store.address, args, tuple(sorted(named.items())))
            state = state_of(store) if _hashable(key) else None
            if state is None:
                return make(store, *args, **named)
            with lock:
                if found := known(key, state):
                    return found[1]
                turn, asking = making.setdefault(key, (RLock(), []))
                asking.append(None)
            try:
                with turn:
                    state = state_of(store) or state  # as it is now, and not as it was before the wait
                    with lock:
                        if found := known(key, state):
                            return found[1]
                    made = make(store, *args, **named)
                    with lock:
                        answers[key] = (state, made)
                        answers.move_to_end(key)
                        while len(answers) > most:
                            answers.popitem(last=False)
                    return made
            finally:
                with lock:
                    asking.pop()
                    if not asking:
                        making.pop(key, None)

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


class Kept(Generic[V]):
    """Answers by key, each given again until its key changes: those about events by their ids, about dyads or parties by theirs.

    What changed is read in the same snapshot as the answers, so that none is ever out of date; a store that is open for writing
    is always asked anew.
    """

    def __init__(self, kind: str, most: int) -> None:
        self.kind, self.most = kind, most
        self._shelves: OrderedDict[State, _Shelf[V]] = OrderedDict()
        self._lock = Lock()

    def of(
        self, connection: Connection, keys: Sequence[str], make: Callable[[list[str]], dict[str, V]], about: Any = None
    ) -> dict[str, V]:
        """The answers for these keys; `make` gives those that are not known. `about`: what else they depend on, hashable."""
        asked = list(dict.fromkeys(keys))
        where = connection.info.get(READER)
        place = place_of(where) if where is not None else None
        if place is None:
            return make(asked)
        number = newest(connection, self.kind)
        with self._lock:
            shelf = self._shelf((place, about), connection, number)
            known = {} if shelf is None else {key: shelf.answers[key] for key in asked if key in shelf.answers}
        missing = [key for key in asked if key not in known]
        made = make(missing) if missing else {}
        if shelf is not None and made:
            with self._lock:
                if shelf.number == number:  # else they may be older than what another reader has seen by now
                    shelf.answers.update(made)
                    shelf.trim(self.most)
        return known | made

    def _shelf(self, name: State, connection: Connection, number: int) -> _Shelf[V] | None:
        """The answers as they are at this number; None for a reader who still sees an earlier state."""
        shelf = self._shelves.get(name)
        if shelf is None:
            shelf = self._shelves[name] = _Shelf(number)
            while len(self._shelves) > SHELVES:
                self._shelves.popitem(last=False)
        self._shelves.move_to_end(name)
        if number < shelf.number:
            return None
        if number > shelf.number:
            gone = changed(connection, self.kind, shelf.number, self.most)
            if gone is None:
                shelf.answers.clear()
            for key in gone or ():
                shelf.answers.pop(key, None)
            shelf.number = number
        return shelf


class Whole(Generic[V]):
    """A table of answers by key, kept whole: after a commit only those whose keys changed are made again."""

    def __init__(self, kind: str, most: int) -> None:
        self.kind, self.most = kind, most  # changes at a time from which on all is made again
        self._held: OrderedDict[State, tuple[int, dict[str, V]]] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        connection: Connection,
        about: Any,
        every: Callable[[], dict[str, V]],
        some: Callable[[list[str]], dict[str, V]],
    ) -> dict[str, V]:
        """All answers. They are shared: callers must not change them. A key that `some` gives no answer for has none any more."""
        where = connection.info.get(READER)
        place = place_of(where) if where is not None else None
        if place is None:
            return every()
        name, number = (place, about), newest(connection, self.kind)
        with self._lock:
            then, answers = self._held.get(name, (-1, {}))
        if then == number:
            return answers
        gone = changed(connection, self.kind, then, self.most) if 0 <= then < number else None
        if gone is None:
            made = every()
        else:
            made = dict(answers)
            for key in gone:
                made.pop(key, None)
            made |= some(gone)
        with self._lock:
            if self._held.get(name, (-1,))[0] < number:
                self._held[name] = (number, made)
            self._held.move_to_end(name)
            while len(self._held) > SHELVES:
                self._held.popitem(last=False)
        return made


class _Shelf(Generic[V]):
    def __init__(self, number: int) -> None:
        self.number = number
        self.answers: dict[str, V] = {}

    def trim(self, most: int) -> None:
        """The answers that were made first go."""
        for key in list(self.answers)[: max(0, len(self.answers) - most)]:
            del self.answers[key]


def place_of(store: Session) -> State | None:
    """Which store this is, whatever was written into it meanwhile; None where answers cannot be kept."""
    if not store.read_only or store.address.in_memory:
        return None
    if store.dialect == "postgresql":
        return (store.address,)
    found = _file(Path(f"{store.address.path}"))
    return found and (store.address, *found[:2])
