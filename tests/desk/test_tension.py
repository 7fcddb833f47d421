"""The Sayso Tension Index: its formula on hand-made events, its toggles, its band, its changes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.desk.dyad_lists import dyad_now_json, dyads_now
from sayso.desk.tension import Tension, scaled, tension, tension_json, tension_rows
from sayso.desk.weights import weight_rows, weights
from sayso.errors import InputError
from sayso.store import Store
from tests.desk.worlds import A_DAY, act, filled
from tests.postgres import server

RAID = [("actor", "egypt"), ("recipient", "algeria")]
TALKS = [("actor", "egypt"), ("actor", "algeria")]
KEEP = 2 ** (-1 / 7)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return server().database() if request.param == "postgresql" else str(tmp_path / "made.db")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = filled(tmp_path / "tension.db", ())
    yield made
    made.close()


def days_of(found: Tension) -> dict[str, float]:
    return {day.day: day.index for day in found.days}


def test_the_formula(where: str) -> None:
    """Strength times sureness times certainty, halved in seven days, on a scale of doublings."""
    with filled(
        where, [act(1, "ASSAULT", "2026-03-02", RAID), act(2, "CONSULT", "2026-03-09", TALKS, roots=2)]
    ) as store:
        found = tension(store, "EGY", "DZA")
    days = days_of(found)
    raid = 0.9 * 0.5
    talks = 0.25 * 0.75
    assert days["2026-03-02"] == pytest.approx(20 * math.log2(1 + raid))
    assert days["2026-03-03"] == pytest.approx(20 * math.log2(1 + raid * KEEP))
    assert days["2026-03-09"] == pytest.approx(20 * math.log2(1 + raid / 2 - talks))
    assert list(days) == [A_DAY.format(day) for day in range(2, 10)]  # from the first act to the newest report


def test_cooperation_is_below_nought_and_the_scale_is_even() -> None:
    assert scaled(0) == 0
    assert scaled(1) == 20
    assert scaled(-1) == -20
    assert scaled(3) == 40  # twenty more: one plus the weight has doubled


@pytest.mark.parametrize(("roots", "sure"), [(1, 0.5), (2, 0.75), (3, 0.875)])
def test_copies_add_nothing_and_roots_less_each_time(store: Store, roots: int, sure: float) -> None:
    store.replace_events((), [act(1, "ASSAULT", "2026-03-02", RAID, roots=roots, reports=50)])
    assert tension(store, "EGY", "DZA").days[0].net == pytest.approx(0.9 * sure)


def test_reports_show_what_repetition_would_have_shown(store: Store) -> None:
    store.replace_events((), [act(1, "ASSAULT", "2026-03-02", RAID, reports=14)])
    by_roots, by_reports = tension(store, "EGY", "DZA"), tension(store, "EGY", "DZA", count="reports")
    assert by_reports.days[0].net == pytest.approx(14 * by_roots.days[0].net)
    assert by_reports.days[0].low == by_reports.days[0].high == by_reports.days[0].index  # and no band to hold it back


def told(number: int, status: str, store: Store) -> None:
    """One raid that its only claim tells so."""
    from tests.desk import stores

    run = store.begin_run("made", "rules", {})
    claim = stores.claim(
        f"{number}", "ASSAULT", "They raided.", [stores.GAZETTE], stores.NORTH, stores.SOUTH, status=status
    )
    store.record(stores.entry(run, number, "Norland Gazette", "Raid", "They raided.", (claim,), published="2026-03-02"))
    store.end_run(run)
    store.replace_events((), [act(number, "ASSAULT", "2026-03-02", RAID)])


@pytest.mark.parametrize(
    ("status", "toggles", "expected"),
    [
        ("asserted", {}, 1.0),
        ("reported", {}, 0.8),
        ("hedged", {}, 0.0),
        ("hedged", {"hedged": True}, 0.4),
        ("future", {"hedged": True}, 0.0),
        ("future", {"future": True}, 0.3),
        ("hypothetical", {"future": True}, 0.3),
    ],
)
def test_certainty(store: Store, status: str, toggles: dict[str, bool], expected: float) -> None:
    told(1, status, store)
    found = tension(store, "EGY", "DZA", since="2026-03-02", **toggles)  # type: ignore[arg-type]
    assert found.days[0].net == pytest.approx(0.45 * expected)
    kept = "future" if status == "hypothetical" else status
    assert found.left_out == ({} if expected else {kept: 1})


def test_what_is_withdrawn_or_told_only_by_month_counts_for_nothing(store: Store) -> None:
    store.replace_events(
        (),
        [
            act(1, "ASSAULT", "2026-03-02", RAID, verdict="withdrawn"),
            act(2, "ASSAULT", "2026-03-01", RAID, latest="2026-03-31"),
            act(3, "CONSULT", "2026-03-05", TALKS),
        ],
    )
    found = tension(store, "EGY", "DZA", since="2026-03-01")
    assert found.left_out == {"wide": 1, "withdrawn": 1}
    assert [day.net for day in found.days[:4]] == [0, 0, 0, 0]


def test_the_band_is_narrower_with_more_roots(store: Store) -> None:
    widths = []
    for roots in (1, 2, 4):
        store.replace_events((), [act(roots, "ASSAULT", f"2026-03-{roots:02d}", RAID, roots=roots)])
        day = next(d for d in tension(store, "EGY", "DZA").days if d.day == f"2026-03-{roots:02d}")
        assert day.low < day.index < day.high
        store.replace_events([act(roots, "ASSAULT", "2026-03-01", RAID).id], [])
        widths.append(day.high - day.low)
    assert all(wide > narrow for wide, narrow in pairwise(widths))


def test_the_band_of_one_act_is_that_of_a_coin(store: Store) -> None:
    """One root: there with the chance 1/2, so its weight has the deviation 0.9 / 2."""
    store.replace_events((), [act(1, "ASSAULT", "2026-03-02", RAID)])
    day = tension(store, "EGY", "DZA").days[0]
    assert day.variance == pytest.approx((0.9 * 0.5) ** 2)
    assert day.high == pytest.approx(scaled(0.45 + 1.2816 * 0.45))


def test_a_change_names_the_events_that_made_it(store: Store) -> None:
    raids = [act(n, "ASSAULT", "2026-03-20", RAID, roots=3) for n in range(1, 4)]
    store.replace_events((), [act(9, "CONSULT", "2026-03-01", TALKS), act(8, "CONSULT", "2026-03-20", TALKS), *raids])
    (found,) = tension(store, "EGY", "DZA").changes
    assert (found.day, found.rise) == ("2026-03-20", True)
    assert {one["id"] for one in found.events} == {raid.id for raid in raids}  # the talks of that day made no conflict
    assert "against" in found.says
    assert "3 events" in found.says


def test_levels_and_the_order_of_the_two(store: Store) -> None:
    store.replace_events((), [act(1, "ASSAULT", "2026-03-02", [("actor", "general"), ("recipient", "minister")])])
    assert tension(store, "LBY", "DZA").days[0].net == tension(store, "Algeria", "Libya").days[0].net > 0
    assert tension(store, "LBY", "DZA", level="actor").days[-1].net == 0  # neither state as such took part
    assert tension(store, "General Amar", "actor:sabri-boukadoum").days[0].net > 0
    assert tension(store, "General Amar", "DZA").days[0].net > 0  # one actor and a country: counted from the pairs
    assert tension(store, "General Amar", "actor:sabri-boukadoum", level="country").level == "country"
    with pytest.raises(InputError, match="no level is called 'town'"):
        tension(store, "LBY", "DZA", level="town")
    with pytest.raises(InputError, match="no count is called 'copies'"):
        tension(store, "LBY", "DZA", count="copies")


def test_mixed_sides_count_as_their_sums_do(store: Store) -> None:
    """A country against one actor is summed from pairs, and gives what the daily sums of two countries give."""
    events = [
        act(n, kind, A_DAY.format(n), RAID if n % 2 else TALKS, roots=n % 3 + 1)
        for n, kind in enumerate(["ASSAULT", "CONSULT"] * 4, 1)
    ]
    store.replace_events((), events)
    plain, mixed = tension(store, "EGY", "DZA"), tension(store, "EGY", "actor:dza")
    assert [d.index for d in plain.days] == pytest.approx([d.index for d in mixed.days])
    assert [d.variance for d in plain.days] == pytest.approx([d.variance for d in mixed.days])


def test_the_shapes_that_charts_and_tables_read(store: Store) -> None:
    store.replace_events((), [act(1, "ASSAULT", "2026-03-02", RAID, roots=2), act(2, "CONSULT", "2026-03-04", TALKS)])
    found = tension(store, "EGY", "DZA")
    told_so = tension_json(found)
    assert (
        len(told_so["series"][0]["days"])
        == len(told_so["series"][0]["values"])
        == len(told_so["series"][0]["low"])
        == 3
    )
    parts = {one["name"]: one["values"] for one in told_so["parts"]["series"]}
    assert parts["conflict, done"] == [0.675, 0, 0]
    assert parts["cooperation, said"][2] < 0  # drawn downwards
    rows = list(tension_rows(found))
    assert rows[0]["conflict_done"] == 0.675
    assert [row["events"] for row in rows] == [1, 0, 1]
    assert (told_so["reports"], told_so["independent_roots"]) == (2, 2)


def test_nobody_between_two_is_an_even_line(store: Store) -> None:
    store.replace_events((), [act(1, "ASSAULT", "2026-03-02", RAID)])
    found = tension(store, "NOR", "CHN", since="2026-03-01", until="2026-03-04")
    assert [day.index for day in found.days] == [0, 0, 0]
    assert found.changes == ()


def test_every_figure_of_the_table_has_its_reason() -> None:
    assert all(row["why"] for row in weight_rows())
    assert set(weights().certainty) == {
        *("asserted", "reported", "disputed", "hedged", "future", "denied", "withdrawn", "wide"),
    }


def test_dyads_of_now(store: Store) -> None:
    store.replace_events(
        (),
        [
            act(1, "ASSAULT", "2026-03-12", [("actor", "egypt"), ("recipient", "norway")], roots=3),
            act(2, "CONSULT", "2026-03-13", [("actor", "chad"), ("actor", "niger")], roots=3),
            act(3, "ASSAULT", "2026-03-02", RAID, roots=1),
        ],
    )
    names = [(one.a, one.b) for one in dyads_now(store)]
    assert names == [("EGY", "NOR"), ("DZA", "EGY"), ("NER", "TCD")]
    assert [(one.a, one.b) for one in dyads_now(store, region="sahel")] == [("NER", "TCD")]
    assert [(one.a, one.b) for one in dyads_now(store, country="Algeria")] == [("DZA", "EGY")]
    assert dyads_now(store, order="friendly")[0].a == "NER"
    assert dyads_now(store, level="actor")[0].a == "actor:egy"
    assert dyads_now(store, until="2026-03-01") == []
    one = dyads_now(store)[0]
    alone = tension(store, "EGY", "NOR", until="2026-03-14")
    assert one.now == pytest.approx(alone.days[-1].index)
    assert dyad_now_json(one)["values"][-1] == round(one.now, 2)
    with pytest.raises(InputError, match="no region is called 'atlantis'"):
        dyads_now(store, region="atlantis")
