"""What the ledger knows of inputs already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sayso.coding.identity import UNREACHED, input_id

if TYPE_CHECKING:
    from sayso.coding.inputs import Item
    from sayso.coding.tally import Tally
    from sayso.store import Store


class Known(NamedTuple):
    """How an input ended; `retryable` ones are tried again."""

    sha256: str
    retryable: bool


class Standing(NamedTuple):
    """An input as the ledger sees it: whether it is there, and the ids to record it under, the second if it is not reached."""

    known: bool
    id: str
    waiting: str


def standing(store: Store, item: Item) -> Standing:
    """How an input stands. A source that could not be reached has an input that waits for it: what comes takes its place."""
    if item.position > 1:
        own = known_inputs(store, [item.id]).get(item.id)
        return Standing(own is not None and not own.retryable, item.id, item.id)
    fulfilled = set()
    for number in count(1):
        waiting = input_id(item.source, UNREACHED, number)
        found = known_inputs(store, [item.id, waiting])
        earlier, own = found.get(waiting), found.get(item.id)
        if earlier is not None and not earlier.retryable:
            fulfilled.add(earlier.sha256)
            continue
        if earlier is not None or item.content == UNREACHED:
            return Standing(False, waiting, waiting)
        known = item.content in fulfilled or (own is not None and not own.retryable)
        return Standing(known, item.id, waiting)
    raise AssertionError("counting ended")


def known_inputs(store: Store, ids: Sequence[str]) -> dict[str, Known]:
    """Those of the inputs that the ledger has."""
    from sqlalchemy import select

    from sayso.store.tables import inputs

    asked = select(inputs.c.id, inputs.c.state, inputs.c.sha256, inputs.c.retryable).where(inputs.c.id.in_(ids))
    with store.read() as connection:
        found = connection.execute(asked).all()
    return {row.id: Known(row.sha256, row.state == "quarantined" and bool(row.retryable)) for row in found}


def recorded(store: Store, tally: Tally) -> None:
    """Corrects the counts of a run by the ledger: another program may have brought an article a moment before."""
    from sqlalchemy import func, select

    from sayso.store.tables import articles, claims, inputs

    ours = inputs.c.run_id == tally.run
    brought = select(inputs.c.article_id).where(ours, inputs.c.state.in_(("coded", "no-event")))
    with store.read() as connection:
        ends = connection.execute(select(inputs.c.state, func.count()).where(ours).group_by(inputs.c.state)).all()
        counts = {state: int(count) for state, count in ends}
        tally.coded, tally.duplicate = counts.get("coded", 0), counts.get("duplicate", 0)
        tally.no_event, tally.quarantined = counts.get("no-event", 0), counts.get("quarantined", 0)
        found = select(func.count()).select_from(claims).where(claims.c.article_id.in_(brought))
        newer = select(func.count()).where(articles.c.id.in_(brought), articles.c.previous.is_not(None))
        tally.claims = int(connection.execute(found).scalar_one())
        tally.versions = int(connection.execute(newer).scalar_one())
