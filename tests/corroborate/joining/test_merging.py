from __future__ import annotations

from itertools import permutations

import pytest

from sayso.corroborate.joining import merge
from sayso.model import content_id

from .cases import ALGERIA, DERNA, LIBYA, TRIPOLI, claim, party, report

REPORTS = {
    "a": report("a", "2026-03-12", outlet="Northern Wire", outlet_id="outlet:northern-wire"),
    "b": report("b", "2026-03-13", outlet="Gulf Daily"),
    "c": report("c", "2026-03-14", outlet="Port Herald"),
}
ARMY = party("actor", "Coast Brigade", "actor:coast-brigade", kind="organisation", country="LBY", sectors=("REB",))
FRONT = party("actor", "Hill Front", "actor:hill-front", kind="organisation", country="LBY", sectors=("REB",))
FIRST = claim(
    "c3",
    "a",
    trigger="strike",
    mode="drone",
    site=LIBYA,
    day="2026-03-12",
    counts=[("killed", 12, 12)],
    parties=(ARMY,),
)
SECOND = claim(
    "c1",
    "b",
    trigger="attack",
    site=DERNA,
    earliest="2026-03-09",
    latest="2026-03-15",
    how="relative",
    counts=[("killed", 14, None)],
)
DENIAL = claim("c2", "c", trigger="bombed", mode="aerial", polarity="negative", export=False, parties=(ARMY,))


def test_what_three_reports_tell_together() -> None:
    event = merge([SECOND, DENIAL, FIRST], REPORTS)
    assert event.id == content_id("event", "c3")
    assert event.claims == ("c3", "c1", "c2")
    assert event.stances == ("affirm", "affirm", "deny")
    assert (event.type, event.mode) == ("ASSAULT", "drone")
    assert event.site == DERNA
    assert (event.earliest, event.latest) == ("2026-03-12", "2026-03-12")
    assert [(c.kind, c.low, c.high) for c in event.counts] == [("killed", 12, None)]
    assert [p.id for p in event.parties] == ["actor:coast-brigade"]
    assert event.articles == ("a", "b", "c")
    assert event.outlets == ("outlet:northern-wire", "Gulf Daily", "Port Herald")
    assert (event.first_report, event.first_at, event.last_at) == ("a", "2026-03-12", "2026-03-14")
    assert event.export


def test_conflicting_tolls_and_the_denial_stand_side_by_side() -> None:
    found = {(d.field, d.value): d.claims for d in merge([FIRST, SECOND, DENIAL], REPORTS).conflicts}
    assert found[("killed", "12")] == ("c3",)
    assert found[("killed", "at least 14")] == ("c1",)
    assert found[("whether", "it did not happen")] == ("c2",)


def test_conflicting_actors_stand_side_by_side_and_the_one_of_more_claims_in_the_event() -> None:
    claims = [FIRST, claim("c4", "b", mode="drone", parties=(FRONT,)), claim("c5", "c", mode="drone", parties=(ARMY,))]
    event = merge(claims, REPORTS)
    assert [p.id for p in event.parties] == ["actor:coast-brigade"]
    assert [(d.field, d.value, d.claims) for d in event.conflicts] == [
        ("actor", "Coast Brigade", ("c3", "c5")),
        ("actor", "Hill Front", ("c4",)),
    ]


def test_no_conflict_where_one_claim_is_only_less_exact() -> None:
    year = claim("c4", "b", site=LIBYA, earliest="2026-01-01", latest="2026-12-31", how="explicit")
    assert merge([FIRST, year], REPORTS).conflicts == ()


def test_conflicting_places_and_days() -> None:
    elsewhere = claim("c4", "b", site=TRIPOLI, day="2026-03-10")
    here = claim("c5", "c", site=DERNA, day="2026-03-12")
    found = [(d.field, d.value) for d in merge([elsewhere, here], REPORTS).conflicts]
    assert found == [("place", "Tripoli"), ("place", "Derna"), ("when", "2026-03-10"), ("when", "2026-03-12")]


def test_the_order_of_claims_does_not_matter() -> None:
    claims = [FIRST, SECOND, DENIAL, claim("c6", "b", mode="aerial", parties=(FRONT,), site=TRIPOLI)]
    assert len({merge(order, REPORTS) for order in permutations(claims)}) == 1


def test_a_state_gives_way_to_its_office_holder_only_where_one_is_meant() -> None:
    minister = party("actor", "Ahmed Attaf", "actor:ahmed-attaf", kind="person", country="DZA", sectors=("GOV",))
    event = merge(
        [claim("c1", "a", "THREATEN", parties=(ALGERIA,)), claim("c2", "b", "THREATEN", parties=(minister,))], REPORTS
    )
    assert [p.name for p in event.parties] == ["Ahmed Attaf"]


def test_whom_a_pronoun_may_mean_too_stays_a_party_of_its_own() -> None:
    """ "It met the bureau": though "it" might be the bureau elsewhere, one claim that names both tells of two."""
    met = party("actor", "Ana Blum", "actor:ana-blum", kind="person", text="it", candidates=("actor:hill-bureau",))
    bureau = party("actor", "Hill Bureau", "actor:hill-bureau", kind="organisation")
    told = merge([claim("c1", "a", "CONSULT", trigger="met", parties=(met, bureau))], REPORTS)
    assert [p.id for p in told.parties] == ["actor:ana-blum", "actor:hill-bureau"]
    assert told.title == "Ana Blum met Hill Bureau"


def test_a_denial_alone_is_an_event_that_was_denied() -> None:
    event = merge([DENIAL], REPORTS)
    assert event.stances == ("deny",)
    assert not event.export


def test_an_event_needs_a_claim() -> None:
    with pytest.raises(ValueError, match="at least one claim"):
        merge([], REPORTS)
