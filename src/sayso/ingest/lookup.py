"""Names to checked addresses on an event loop: each look-up in a thread that may be left behind, a bounded number at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from sayso.errors import InputError
from sayso.ingest.addresses import Allow, Resolve, must_be_allowed, must_be_name, system_addresses

AT_ONCE = 64  # look-ups; the system's resolver knows no time limit, so some may be held up for long
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def checked_async(
    host: str,
    port: int,
    *,
    allow: Allow,
    resolve: Resolve | None = None,
    closed: frozenset[int] = frozenset(),
    seconds: float = 5.0,
) -> list[str]:
    """The addresses of a host, all of them allowed; else `InputError` (`blocked_address`, `unresolved_host`)."""
    must_be_name(host, allow)
    try:
        async with asyncio.timeout(seconds):
            found = await _look_up(resolve or system_addresses, host.strip("[]"), port)
    except TimeoutError:
        raise InputError(
            f"the address of the host {host!r} was not told within {seconds:g} s", code="unresolved_host", value=host
        ) from None
    return must_be_allowed(host, port, found, allow=allow, closed=closed)


async def _look_up(resolve: Resolve, host: str, port: int) -> Sequence[str]:
    loop = asyncio.get_running_loop()
    turns = _turns.setdefault(loop, asyncio.Semaphore(AT_ONCE))
    await turns.acquire()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def done(found: Sequence[str] | Exception) -> None:
        turns.release()
        if answer.done():  # nobody waits any more
            return
        if isinstance(found, Exception):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def look() -> None:
        found: Sequence[str] | Exception
        try:
            found = resolve(host, port)
        except Exception as error:
            found = error
        try:
            loop.call_soon_threadsafe(done, found)
        except RuntimeError:  # the loop has ended meanwhile
            return

    threading.Thread(target=look, name="sayso-lookup", daemon=True).start()
    return await answer
