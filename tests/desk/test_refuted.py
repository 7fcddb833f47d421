"""An event whose claims were all judged wrong goes from view, and the log, Today, the brief and alerts say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.desk import brief, judging
from sayso.desk.alerts.finding import preview
from sayso.desk.changes import diff
from sayso.desk.desk import Desk
from sayso.desk.filters import Filter, filter_of
from sayso.desk.rules import Rule
from sayso.desk.today import Since, today
from sayso.rebuild import rebuild, refresh
from sayso.store import Store
from tests.rebuild.told import crisis, recorded

Json = dict[str, Any]
SAID = "withdrawn from view: a reviewer judged all its claims wrong"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with recorded(tmp_path / "s.db", list(crisis())) as opened:
        refresh(opened)
        yield opened


def alone(store: Store) -> Any:
    """An event of one claim."""
    return next(e for e in store.events() if len(e.claims) == 1 and e.title == "Tunisia accused Libya")


def judged_wrong(store: Store, claim: str) -> Any:
    (row,) = judging.judge(store, "wrong", claim, None, answer="yes", by="ann")
    refresh(store)
    return row


def since(store: Store, event: str, asked: Filter | None = None) -> list[Json]:
    return [row for row in diff(store, "1d", asked or Filter()) if row["event"] == event]


def test_the_log_says_that_it_was_withdrawn(store: Store) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    assert event.id not in {e.id for e in store.events()}
    told = since(store, event.id)
    assert [row["change"] for row in told] == ["new", "withdrawn"]
    assert (told[-1]["why"], told[-1]["title"]) == (SAID, event.title)
    assert (told[-1]["before"], told[-1]["after"], told[-1]["roots_after"]) == (event.verdict, "withdrawn", 0)


def test_it_is_told_once_however_often_the_store_looks_again(store: Store) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    refresh(store)
    rebuild(store)
    assert [row["change"] for row in since(store, event.id)] == ["new", "withdrawn"]


def test_a_judgement_that_only_a_rebuild_takes_up_is_told_too(store: Store) -> None:
    event = alone(store)
    judging.judge(store, "wrong", event.claims[0], None, answer="yes", by="ann")
    rebuild(store)
    assert [row["change"] for row in since(store, event.id)] == ["new", "withdrawn"]


def test_only_where_all_claims_are_wrong(store: Store) -> None:
    event = next(e for e in store.events() if len(e.claims) > 1)
    judged_wrong(store, event.claims[-1])
    assert SAID not in {row["why"] for row in diff(store, "1d", Filter())}


def test_it_comes_back_with_the_judgement_taken_back(store: Store) -> None:
    event = alone(store)
    row = judged_wrong(store, event.claims[0])
    judging.undo(store, row.id, by="ann")
    refresh(store)
    told = since(store, event.id)
    assert [row["change"] for row in told] == ["new", "withdrawn", "changed"]
    assert told[-1]["why"].startswith("in view again")
    assert Desk(store).event(event.id)["verdict"] == event.verdict


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"type": ("ACCUSE",)}, True),
        ({"type": ("AID",)}, False),
        ({"verdict": ("withdrawn",)}, True),
        ({"verdict": ("disputed",)}, False),
        ({"actor": ("Tunisia",)}, True),
        ({"actor": ("Kenya",)}, False),
        ({"min_roots": 2}, False),
    ],
)
def test_it_meets_the_filters_that_it_met(store: Store, asked: Json, there: bool) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    assert bool(since(store, event.id, filter_of(**asked))) is there


def test_today_tells_it_first(store: Store) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    found = today(store, Since("", "so far"), Filter(), kind="withdrawn")
    (line,) = [one for one in found["lines"] if one["event"] == event.id]
    assert (line["change"], line["why"], line["of"]["title"]) == ("withdrawn", SAID, event.title)
    assert event.id in {one["event"] for one in found["listed"]}


def test_the_brief_of_the_day_tells_it(store: Store) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    document = brief.brief(store, datetime.now(UTC).date().isoformat())
    (section,) = [s for s in document["sections"] if s["items"]]
    (item,) = section["items"]
    assert (section["key"], item["event"], document["counts"]["withdrawn"]) == ("withdrawn", event.id, 1)
    assert item["first"]["text"] == f"The report that Tunisia accused Libya counts no more ({SAID})."
    assert item["first"]["notes"] == [1]


def test_its_page_says_what_became_of_it(store: Store) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    found = Desk(store).event(event.id)
    assert (found["verdict"], found["verdict_why"], found["independent_roots"]) == ("withdrawn", SAID, 0)
    assert [change["change"] for change in found["changes"]] == ["new", "withdrawn"]


def test_a_rule_tells_it(store: Store) -> None:
    event = alone(store)
    judged_wrong(store, event.claims[0])
    rule = Rule(name="All", filter={}, kinds=("withdrawn",))
    found = {one["event"]["id"]: one for one in preview(store, rule)}
    assert found[event.id]["says"].startswith(SAID)
    assert found[event.id]["headline"].startswith("Withdrawn: Tunisia accused Libya")
    assert event.id not in {one["event"]["id"] for one in preview(store, replace(rule, kinds=("disputed",)))}
