"""Lists ordered by counts: the same from totals and from events, and found by indexes however many events there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from sayso.desk import actors, dyad_mass, sources
from sayso.desk.channels import channels
from sayso.desk.filters import Filter, filter_of
from sayso.store import Store, open_store
from tests.desk.stores import fill

LONG = ("events", "event_actors", "event_roots", "event_pairs", "event_claims", "claims", "articles", "dyad_days")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    fill(tmp_path / "desk.db").close()
    with open_store(tmp_path / "desk.db", read_only=True) as opened:
        yield opened


@contextmanager
def told(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """All that a store is asked meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        asked.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.engine, "before_cursor_execute", note)


def plan(store: Store, ask: Callable[[], Any]) -> list[str]:
    """How SQLite answers all that a question asks."""
    with told(store) as asked:
        ask()
    with store.read() as connection:
        selects = [one for one in asked if one[0].lstrip().startswith(("SELECT", "WITH"))]
        assert selects
        return [
            row[3] for sql, given in selects for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)
        ]


def walks(steps: list[str]) -> list[str]:
    """The steps that read a long table from one end to the other."""
    return [step for step in steps if step.startswith("SCAN") and step.split()[1] in LONG]


@pytest.mark.parametrize("asked", [{}, {"country": "DZA"}, {"min_reports": 2}, {"id": "actor:"}])
def test_actors_over_all_events_are_told_from_totals(store: Store, asked: dict[str, Any]) -> None:
    wanted = filter_of(**asked, limit=21)
    steps = plan(store, lambda: actors.actors_told(store, actors.actor_ranking.__wrapped__(store, wanted, 10).rows))  # type: ignore[attr-defined]
    assert not walks(steps)
    assert any("ix_actor_sums_parts" in step or "actor_countries" in step or "actor_id>?" in step for step in steps)
    assert not [step for step in steps if " e " in step or "events" in step.split()[1:2]]  # no event is read at all


@pytest.mark.parametrize("asked", [{}, {"min_reports": 2}, {"country": "DZA"}])
def test_sources_over_all_events_are_told_from_totals(store: Store, asked: dict[str, Any]) -> None:
    wanted = filter_of(**asked, limit=21)
    steps = plan(store, lambda: sources.sources_told(store, sources.source_ranking.__wrapped__(store, wanted, 10).rows))  # type: ignore[attr-defined]
    assert not walks(steps)
    assert not [step for step in steps if "events" in step.split()[1:2]]


def test_the_newest_of_a_country_are_read_and_no_more(store: Store) -> None:
    steps = plan(store, lambda: channels.__wrapped__(store, "DZA", "EGY"))  # type: ignore[attr-defined]
    sides = [step for step in steps if "ix_event_pairs_a_country" in step or "ix_event_pairs_b_country" in step]
    assert sides
    assert all("day>? AND day<?" in step for step in sides)
    assert not [step for step in steps if "ix_event_pairs_countries (a_country=?)" in step]


def test_dyads_are_weighed_by_an_index_alone(store: Store) -> None:
    def weigh() -> None:
        with store.read() as connection:
            dyad_mass._read(connection, "country", date(2026, 3, 20), ())

    assert [step for step in plan(store, weigh) if "SEARCH" in step] == [
        "SEARCH dyad_days USING COVERING INDEX ix_dyad_days_mass (level=? AND day>? AND day<?)"
    ]


LISTS = pytest.mark.parametrize(
    ("module", "rank", "every"),
    [(actors, actors.actor_ranking, actors.actors), (sources, sources.source_ranking, sources.sources)],
    ids=["actors", "sources"],
)
FILTERS = (
    *(
        {"type": "ASSAULT"},
        {"since": "2020-01-01"},
        {"verdict": "disputed"},
        {"party": "DZA"},
        {"actor": "Norland navy"},
    ),
    *({"type": "ASSAULT", "country": "DZA"}, {"since": "2020-01-01", "min_reports": 2}, {"root": "outlet:"}),
)


@LISTS
def test_totals_tell_what_the_events_tell(store: Store, module: Any, rank: Any, every: Any) -> None:
    with store.read() as connection:
        counted = [tuple(row) for row in connection.execute(module._of_events(connection, Filter(), Filter()))]
    assert [tuple(row) for row in rank(store, Filter(), 10_000).rows] == counted
    assert counted
    assert rank(store, Filter(), 10_000).since is None


@LISTS
@pytest.mark.parametrize("asked", FILTERS, ids=repr)
def test_what_is_counted_from_few_events_is_exact(
    store: Store, module: Any, rank: Any, every: Any, asked: dict[str, Any]
) -> None:
    found = rank(store, filter_of(**asked), 10_000)
    tell = actors.actors_told if module is actors else sources.sources_told
    assert tell(store, found.rows) == list(every(store, filter_of(**asked)))
    assert found.since is None


@pytest.mark.parametrize("asked", FILTERS[:6], ids=repr)
@pytest.mark.parametrize("rank", [actors.actor_ranking, sources.source_ranking])
def test_parts_of_some_events_are_looked_up_by_event(store: Store, rank: Any, asked: dict[str, Any]) -> None:
    steps = plan(store, lambda: rank.__wrapped__(store, filter_of(**asked), 2))
    assert [step for step in walks(steps) if "INDEX ix_events_list" not in step] == []


@pytest.mark.parametrize("rank", [actors.actor_ranking, sources.source_ranking])
def test_what_speaks_of_events_is_counted_over_the_newest_and_says_so(store: Store, rank: Any) -> None:
    asked = filter_of(since="2020-01-01")
    whole, some = rank(store, asked, 10_000), rank(store, asked, 2)
    assert whole.since is None
    assert some.since == days(store)[1]
    assert sum(row.events for row in some.rows) < sum(row.events for row in whole.rows)


def days(store: Store) -> list[str]:
    with store.read() as connection:
        return list(_days(connection))


def _days(connection: Connection) -> Iterator[str]:
    for row in connection.exec_driver_sql(
        "SELECT earliest FROM events WHERE earliest IS NOT NULL ORDER BY earliest DESC"
    ):
        yield row[0]
