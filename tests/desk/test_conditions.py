"""Lists are walked along an index, or looked up where few rows can be meant; both ways give the same answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sayso.desk import Desk, conditions, open_desk
from sayso.desk.events import event_query
from sayso.desk.filters import filter_of

ASKED = (
    *(
        {"party": "EGY", "limit": 9},
        {"party": "EGY", "sort": "roots"},
        {"actor": "Ana Velo", "recipient": "EGY", "limit": 9},
    ),
    *(
        {"root": "outlet:amber-wire", "limit": 9},
        {"status": "reported", "limit": 9},
        {"text": "Port Amber", "limit": 9},
    ),
    *({"outlet": "Norland Gazette", "limit": 9}, {"country": "EGY", "status": "reported"}),
)


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_walking_and_looking_up_agree(desk: Desk, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = [list(desk.events(**asked)), list(desk.claims(**asked))]
    assert looked_up[0]
    monkeypatch.setattr(conditions, "FEW", 0)  # nothing counts as few
    assert [list(desk.events(**asked)), list(desk.claims(**asked))] == looked_up


@pytest.mark.parametrize(
    "asked",
    [{}, {"type": "ASSAULT"}, {"verdict": "disputed"}, {"country": "EGY"}, {"since": "2026-01-01"}, {"sort": "roots"}],
)
def test_a_page_reads_no_whole_rows(store_path: Path, asked: dict[str, Any]) -> None:
    """A row of an event is long: a list is filtered and ordered on the index alone."""
    with open_desk(store_path) as desk, desk.store.read() as connection:
        query = event_query(connection, filter_of(limit=40, **asked))
        text = str(query.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))
    assert "USING COVERING INDEX ix_events_" in plan
