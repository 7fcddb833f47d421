"""What a process that runs for days does about its memory."""

from __future__ import annotations

import contextlib
import ctypes
import gc


def settle() -> None:
    """Take all that is loaded out of garbage collection: tables stay to the end, and looking through them takes 4 % of the time."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Give memory that the C library holds free back to the system; elsewhere than on glibc, nothing.

    An article needs much for a moment, in pieces of all sizes; what lies free between pieces that stay counts as held until then.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
