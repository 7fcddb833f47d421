"""Following a desk: what changed, what is gone, and the cursor to come back with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.client.sending import Sender

Json = dict[str, Any]


class Changes:
    """What changed, page by page. Iterate over it first; then `gone`, `left` and `cursor` are complete.

    changes = desk.changed("2026-03-01")
    for event in changes:
        copy[event["id"]] = event
    for own in (*changes.gone, *changes.left):
        copy.pop(own, None)
    save(changes.cursor)
    """

    def __init__(self, sender: Sender, what: str, since: str, given: list[tuple[str, str]]) -> None:
        self._sender, self._what, self._given = sender, what, given
        self.cursor = since
        self.gone: dict[str, str | None] = {}  # by id: the id that holds it now
        self.left: list[str] = []  # ids that do not meet the filters (any more)

    def __iter__(self) -> Iterator[Json]:
        more = True
        while more:
            page = self._sender.get(self._what, [*self._given, ("changed_since", self.cursor)])
            self.gone |= {row["id"]: row["now"] for row in page["gone"]}
            self.left += page["left"]
            for row in page["items"]:
                self.gone.pop(row["id"], None)
            yield from page["items"]
            self.cursor, more = page["cursor"], page["more"]
