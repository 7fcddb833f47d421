"""Judgements: kept, undone by a row of their own, and the undoing undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import InputError
from sayso.model.ledger import Judgement
from sayso.store import Store

SAME = Judgement(id="j1", kind="same-event", a="e1", b="e2", answer="yes", by="ada", at="2026-03-12T08:00:00Z")
ROOT = Judgement(
    id="j2", kind="root-is", a="c1", b="actor:x", answer="yes", by="ben", at="2026-03-12T09:00:00Z", extra={"name": "X"}
)


def undo(of: str, own: str, at: str) -> Judgement:
    return replace(SAME, id=own, undoes=of, at=at, note="a slip")


def test_judgements_come_back_oldest_first(store: Store) -> None:
    store.judge(ROOT)
    store.judge(SAME)
    store.judge(SAME)
    assert store.judgements() == [SAME, ROOT]


def test_an_undo_takes_back_and_both_rows_stay(store: Store) -> None:
    store.judge(SAME)
    store.judge(ROOT)
    taken = undo("j1", "j3", "2026-03-12T10:00:00Z")
    store.judge(taken)
    assert store.judgements() == [ROOT]
    assert store.judgements(active=False) == [SAME, ROOT, taken]
    store.judge(undo("j3", "j4", "2026-03-12T11:00:00Z"))
    assert store.judgements() == [SAME, ROOT]


def test_only_what_was_judged_can_be_undone(store: Store) -> None:
    with pytest.raises(InputError, match="no judgement 'j9'"):
        store.judge(undo("j9", "j3", "2026"))


def test_a_kind_of_judgement_is_one_of_the_known(store: Store) -> None:
    with pytest.raises(InputError, match="'like' is no kind of judgement; known: same-event"):
        store.judge(replace(SAME, kind="like"))
