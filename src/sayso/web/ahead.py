"""What a desk makes ready while nobody asks yet: answers that it then keeps, and that the first visitor would wait for."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from sayso.web.stores import Desks

log = logging.getLogger(__name__)


def begin(desks: Desks) -> threading.Thread:
    """A thread that makes answers ready; join it before the desks are closed."""
    thread = threading.Thread(target=make_ready, args=(desks,), name="sayso-ahead", daemon=True)
    thread.start()
    return thread


def make_ready(desks: Desks) -> None:
    """Weigh the dyads of the last weeks: reading their events from a disk that has not been asked yet takes seconds."""
    from sayso.desk.dyad_lists import dyads_now

    try:
        with desks.reading() as desk:
            dyads_now(desk.store)
    except SaysoError as error:  # who asks is told; until then nobody waits for it
        log.info("nothing was made ready: %s", error)
