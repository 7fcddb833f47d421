"""What the ledger knows of inputs already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sayso.coding.tally import Tally
    from sayso.store import Store


class Known(NamedTuple):
    """How an input ended; `retryable` ones are tried again."""

    state: str
    sha256: str
    retryable: bool


def known_inputs(store: Store, ids: Sequence[str]) -> dict[str, Known]:
    """Those of the inputs that the ledger has."""
    from sqlalchemy import select

    from sayso.store.tables import inputs

    asked = select(inputs.c.id, inputs.c.state, inputs.c.sha256, inputs.c.retryable).where(inputs.c.id.in_(ids))
    with store.read() as connection:
        found = connection.execute(asked).all()
    return {row.id: Known(row.state, row.sha256, row.state == "quarantined" and bool(row.retryable)) for row in found}


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
