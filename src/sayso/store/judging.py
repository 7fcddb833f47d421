"""Judgements: what people decided, beside the ledger. Rows are only added; an undo is a row that names what it takes back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from sayso.errors import InputError
from sayso.model.ledger import JUDGEMENTS, Judgement
from sayso.store import rows
from sayso.store.session import Session
from sayso.store.tables import judgements


class JudgementStore(Session):
    def judge(self, judgement: Judgement) -> None:
        """Keep what a person decided; the same row again adds nothing."""
        j = judgement
        if j.kind not in JUDGEMENTS:
            raise InputError(f"{j.kind!r} is no kind of judgement; known: {', '.join(JUDGEMENTS)}", value=j.kind)
        with self._writing() as connection:
            if j.undoes is not None:
                undone = connection.scalar(select(judgements.c.id).where(judgements.c.id == j.undoes))
                if undone is None:
                    raise InputError(
                        f"there is no judgement {j.undoes!r} to undo in {self.url}; sayso judge list shows them",
                        code="no_judgement",
                        value=j.undoes,
                    )
            row = (j.id, j.kind, j.a, j.b, j.answer, j.by, j.at, j.note, j.undoes, rows.dumps(j.extra))
            self._insert(connection, judgements, rows.storable([row]))

    def judgements(self, *, active: bool = True) -> list[Judgement]:
        """What people decided, oldest first; `active` leaves out what was undone, and the undoing rows."""
        with self._reading() as connection:
            found = [
                _judgement(row)
                for row in connection.execute(select(judgements).order_by(judgements.c.judged_at, judgements.c.id))
            ]
        return in_force(found) if active else found


def in_force(found: list[Judgement]) -> list[Judgement]:
    """Those that nobody took back. An undo can itself be undone: then what it took back holds again."""
    gone: set[str] = set()
    for judgement in reversed(found):
        if judgement.undoes is not None and judgement.id not in gone:
            gone.add(judgement.undoes)
    return [j for j in found if j.undoes is None and j.id not in gone]


def _judgement(row: Any) -> Judgement:
    return Judgement(
        id=row.id,
        kind=row.kind,
        a=row.a,
        b=row.b,
        answer=row.answer,
        by=row.judged_by,
        at=row.judged_at,
        note=row.note,
        undoes=row.undoes,
        extra=json.loads(row.extra),
    )
