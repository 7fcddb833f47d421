"""What changed since one last looked."""

from __future__ import annotations

import pytest

from sayso.desk import Desk
from sayso.desk.filters import Filter
from sayso.desk.today import Since, since_when, today
from sayso.desk.visits import Visit
from sayso.errors import InputError

ALL = Since("", "so far")
VISIT = Visit("2026-03-12T00:00:00Z", 1)


def test_each_event_has_one_line_and_the_weightiest_stands_first(desk: Desk) -> None:
    found = today(desk.store, ALL, Filter())
    events = [line["event"] for line in found["lines"]]
    assert len(events) == len(set(events)) > 1
    kinds = [line["change"] for line in found["lines"]]
    order = {"withdrawn": 0, "disputed": 1, "confirmed": 2, "changed": 3, "new": 4}
    assert kinds == sorted(kinds, key=order.__getitem__)
    assert all(line["of"]["id"] == line["event"] for line in found["lines"])


def test_counts_are_those_of_the_changes(desk: Desk) -> None:
    told: dict[str, set[str]] = {}
    for one in desk.diff("1900-01-01"):
        told.setdefault(one["event"], set()).add(one["change"])
    found = today(desk.store, ALL, Filter())
    assert sum(found["counts"].values()) == len(told) > 0  # each event once
    assert found["counts"]["new"] == sum(kinds == {"new"} for kinds in told.values()) > 0


def test_a_filter_narrows_lines_and_counts(desk: Desk) -> None:
    whole = today(desk.store, ALL, Filter())
    some = today(desk.store, ALL, Filter(types=("ASSAULT",)))
    assert 0 < sum(some["counts"].values()) < sum(whole["counts"].values())
    assert {line["of"]["type"] for line in some["lines"]} == {"ASSAULT"}


def test_nothing_changed_after_the_last_change(desk: Desk) -> None:
    found = today(desk.store, since_when(desk.store, "2199-01-01", None), Filter())
    assert found["lines"] == found["listed"] == []
    assert sum(found["counts"].values()) == 0


@pytest.mark.parametrize(
    ("given", "visited", "words"),
    [
        ("2026-03-11", VISIT, "since 2026-03-11"),  # what is asked for wins
        ("", VISIT, "since you last looked"),
        ("", None, "in the last seven days in which this store learned something"),  # the first visit
    ],
)
def test_since_when(desk: Desk, given: str, visited: Visit | None, words: str) -> None:
    assert since_when(desk.store, given, visited).words == words


def test_a_time_that_is_none_is_told(desk: Desk) -> None:
    with pytest.raises(InputError, match="soonish"):
        since_when(desk.store, "soonish", None)
