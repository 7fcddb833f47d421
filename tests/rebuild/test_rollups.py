"""Rollups after articles, judgements and rebuilding: the ones that a store makes that has the events and no rollup yet."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sayso.model.ledger import Judgement
from sayso.rebuild import rebuild, refresh
from sayso.store import Store
from sayso.store.rollup_tables import ROLLUPS
from sayso.store.rollups import refill
from tests.rebuild.told import crisis, recorded


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.read() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in ROLLUPS}


def made_anew(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.transaction(), store._writing() as connection:
        refill(connection)
    return rows(store)


def judged(rng: random.Random, store: Store, number: int) -> Judgement:
    """Any judgement of a reader: of two claims that they are or are not one event, of one claim that it is wrong."""
    claims = [claim for event in store.events() for claim in event.claims]
    one, other = rng.sample(claims, 2)
    kind, b, answer = rng.choice((("same-event", other, "yes"), ("same-event", other, "no"), ("wrong", None, "yes")))
    return Judgement(
        id=f"judgement:{number}", kind=kind, a=one, b=b, answer=answer, by="reader", at=f"2026-10-20T10:00:{number:02}Z"
    )


@pytest.mark.parametrize("seed", range(2))
def test_rollups_follow_articles_judgements_and_rebuilding(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    entries = list(crisis())
    rng.shuffle(entries)
    with recorded(tmp_path / "s.db", entries) as store:
        refresh(store, batch=rng.randrange(1, 4))
        assert all(rows(store).values())
        assert rows(store) == made_anew(store)
        for number in range(4):
            store.judge(judged(rng, store, number))
            refresh(store)
            kept = rows(store)
            assert kept == made_anew(store)
        rebuild(store)
        assert rows(store) == kept
