"""The process that reads articles for `sayso code`: batches come in, outcomes go out, in pickles over two pipes.

It ends when its standard input does, or when the process that started it has gone.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from multiprocessing.connection import Connection

from sayso.coding.memory import give_back, settle
from sayso.coding.outcome import Failed, Outcome, outcome_of
from sayso.errors import SaysoError
from sayso.model import Article, Problem, Reading

Read = Callable[[Iterable[Article]], Iterator[Reading]]
_WATCH_SECONDS = 1.0
_BATCHES = 50  # between two times that free memory is given back
_FIRST = "The minister of trade met union leaders in Paris on Monday, officials said."


def reader(profile: str) -> Read:
    """Reads with the parts of a profile, all of them loaded."""
    from sayso.reader import Reader

    read = Reader(profile).read_articles
    for _ in read([Article(id="article:first", text=_FIRST, published_at="2020-01-01", outlet="Example News")]):
        pass
    return read


def read_batch(read: Read, articles: Sequence[Article]) -> list[Outcome]:
    """One outcome for every article, whatever happens to the others."""
    return [_outcome(reading) for reading in read(articles)]


def load(factory: str, profile: str) -> Read:
    """The function that `module:name` makes for a profile."""
    module, _, name = factory.partition(":")
    made: Read = getattr(importlib.import_module(module), name)(profile)
    return made


def _outcome(reading: Reading) -> Outcome:
    try:
        return outcome_of(reading)
    except Exception as error:  # the boundary where a fault of ours becomes a row that the user can query
        message = f"{type(error).__name__}: {error}; the article was skipped, please report it with its text"
        return Failed(
            reason="internal",
            message=message,
            problems=(*reading.problems, Problem(stage="coding", code="internal", message=message)),
        )


def main() -> None:
    factory, profile = sys.argv[1:3]
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    tasks = Connection(os.dup(0), writable=False)
    results = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # what a library prints must not get between the results
    logging.getLogger("sayso").setLevel(logging.CRITICAL)
    try:
        read = load(factory, profile)
    except SaysoError as error:
        results.send(error)
        return
    settle()
    results.send(None)
    for batch in count(1):
        try:
            articles = tasks.recv()
            results.send(read_batch(read, articles))
            if batch % _BATCHES == 0:
                give_back()
        except (EOFError, BrokenPipeError, KeyboardInterrupt):
            return


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


if __name__ == "__main__":
    main()
