from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.corroborate.index import ANY_DAY, MemoryIndex, day_number
from sayso.corroborate.joining.keys import MOST, SPACE, WINDOW, event_day, event_keys
from sayso.model.ledger import ClaimRecord, Report

from .cases import DERNA, LIBYA, claim, party, report

BRIGADE = party("actor", "Coast Brigade", "actor:coast-brigade", kind="organisation")
SAILORS = party("recipient", "Red Shore Union", "actor:red-shore-union", kind="organisation")


def _found(one: tuple[ClaimRecord, Report], other: tuple[ClaimRecord, Report]) -> bool:
    index = MemoryIndex()
    index.add(SPACE, one[0].id, event_day(*one), event_keys(*one))
    return bool(index.near(SPACE, event_keys(*other), event_day(*other), window=WINDOW))


def test_a_report_months_later_finds_the_event_by_its_date() -> None:
    then = claim("c1", "a", site=DERNA, day="2026-03-12"), report("a", "2026-03-13")
    later = claim("c2", "b", site=DERNA, day="2026-03-12"), report("b", "2026-11-02")
    assert _found(then, later)


def test_an_event_of_another_day_is_not_near() -> None:
    one = claim("c1", "a", site=DERNA, day="2026-03-12"), report("a")
    other = claim("c2", "b", site=DERNA, day="2026-04-12"), report("b")
    assert not _found(one, other)


def test_what_is_dated_by_the_year_alone_is_found_either_way() -> None:
    parties = (BRIGADE, SAILORS)
    day = claim("c1", "a", parties=parties, day="2026-03-12"), report("a")
    year = (
        claim("c2", "b", parties=parties, earliest="2026-01-01", latest="2026-12-31", how="explicit"),
        report("b", "2027-01-05"),
    )
    assert event_day(*year) == ANY_DAY
    assert _found(day, year)
    assert _found(year, day)


def test_the_day_of_the_event_comes_before_that_of_the_article() -> None:
    assert event_day(claim("c", day="2026-03-11"), report("a", "2026-05-01")) == day_number("2026-03-11")
    assert event_day(claim("c"), report("a", "2026-05-01")) == day_number("2026-05-01")


def test_a_country_alone_gives_no_key() -> None:
    assert event_keys(claim("c", type_="ASSAULT", trigger="attack", site=LIBYA), report("a")) == ()


@given(
    st.lists(st.sampled_from(["Coast Brigade", "Red Shore Union", "Hill Guard", "Delta Front"]), max_size=4),
    st.sampled_from(["shelled", "bombed", "attacked", ""]),
    st.text(max_size=60),
)
def test_keys_are_few_and_fit_63_bits(names: list[str], trigger: str, sentence: str) -> None:
    parties = tuple(party("actor", n, f"actor:{n.lower()}") for n in names)
    keys = event_keys(claim("c", parties=parties, trigger=trigger, sentence=sentence, site=DERNA), report("a"))
    assert len(keys) <= MOST
    assert all(0 <= key < 2**63 for key in keys)
    assert len(set(keys)) == len(keys)
