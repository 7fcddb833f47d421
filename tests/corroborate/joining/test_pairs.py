from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.corroborate.joining.pairs import event_pair
from sayso.model.ledger import ClaimRecord, Report

from .cases import ALGERIA, CHAD, DERNA, EGYPT, LIBYA, MOROCCO, TRIPOLI, claim, party, report

A, B = report("a"), report("b", "2026-03-13")
BRIGADE = party("actor", "Coast Brigade", "actor:coast-brigade", kind="organisation", country="LBY", sectors=("REB",))
STRIKE = claim(
    "c1", "a", trigger="drone strike", mode="drone", site=DERNA, day="2026-03-12", counts=[("killed", 12, 12)]
)
THREAT: dict[str, Any] = {
    "type_": "THREATEN",
    "trigger": "threatened",
    "parties": (ALGERIA, MOROCCO),
    "day": "2026-03-12",
}
CUT, INVADE = "to cut all ties over the border fence", "to invade the desert province"
SUMMIT: dict[str, Any] = {"type_": "CONSULT", "trigger": "met", "day": "2026-03-11"}
TWO = tuple(
    party("actor", name, f"actor:{name.lower().replace(' ', '-')}", kind="person") for name in ("Ana Blum", "Omar Reza")
)


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        # one strike in two reports
        (STRIKE, replace(STRIKE, id="c2", article="b"), True),
        # another toll is a conflict, no other event
        (STRIKE, claim("c2", "b", trigger="attacked", mode="drone", site=DERNA, day="2026-03-12", counts=[("killed", 14, None)]), True),
        # another day
        (STRIKE, claim("c2", "b", trigger="drone strike", mode="drone", site=DERNA, day="2026-03-11"), False),
        # another city
        (STRIKE, claim("c2", "b", trigger="drone strike", mode="drone", site=TRIPOLI, day="2026-03-12"), False),
        # another country
        (STRIKE, claim("c2", "b", trigger="drone strike", mode="drone", site=CHAD, day="2026-03-12"), False),
        # nothing in common but type, country and day
        (claim("c1", "a", site=LIBYA, day="2026-03-12"), claim("c2", "b", site=LIBYA, day="2026-03-12"), False),
        # a denial joins what it denies
        (STRIKE, claim("c2", "b", trigger="bombed", mode="drone", site=DERNA, polarity="negative", day="2026-03-13"), True),
        # a retraction too
        (STRIKE, claim("c2", "b", trigger="drone strike", mode="drone", site=DERNA,
                       sentence="The agency withdrew its report of a drone strike."), True),
        # a strike that is only expected is not the strike
        (STRIKE, replace(STRIKE, id="c2", article="b", modality="future"), False),
        # the accusation is not the deed
        (STRIKE, claim("c2", "b", "ACCUSE", "accused", site=DERNA, day="2026-03-12"), False),
        # an arrest by fighters is an abduction elsewhere
        (claim("c1", "a", trigger="abducted", mode="abduct", parties=(BRIGADE,), site=DERNA, day="2026-03-12"),
         claim("c2", "b", "COERCE", "detained", mode="arrest", parties=(BRIGADE,), site=DERNA, day="2026-03-12"), True),
        # one threat in two wordings
        (claim("c1", "a", content=CUT, **THREAT), claim("c2", "b", content="cut ties because of the border fence", **THREAT), True),
        # two threats of one day between the same two
        (claim("c1", "a", content=CUT, **THREAT), claim("c2", "b", content=INVADE, **THREAT), False),
        # a threat to somebody else
        (claim("c1", "a", content=CUT, **THREAT), claim("c2", "b", content=CUT, **{**THREAT, "parties": (ALGERIA, EGYPT)}), False),
        # a meeting told by its noun
        (claim("c1", "a", parties=TWO, **SUMMIT), claim("c2", "b", parties=TWO, **{**SUMMIT, "trigger": "held talks"}), True),
        # one of the two met somebody else
        (claim("c1", "a", parties=TWO, **SUMMIT),
         claim("c2", "b", parties=(TWO[0], party("actor", "Ivo Lund", "actor:ivo-lund", kind="person")), **SUMMIT), False),
        # talks and an agreement are two things
        (claim("c1", "a", parties=TWO, **SUMMIT), claim("c2", "b", parties=TWO, **{**SUMMIT, "type_": "AGREE"}), False),
        # told twice in one article
        (STRIKE, replace(STRIKE, id="c2", sentence_span=replace(STRIKE.sentence_span, end=9999, start=5000)), True),
        # two events of one type in one article, with other details
        (claim("c1", "a", parties=(BRIGADE,), day="2026-03-12"), claim("c2", "a", trigger="shelled", site=DERNA), False),
        # two events that one sentence tells
        (replace(STRIKE, sentence_span=STRIKE.sentence_span), replace(STRIKE, id="c2"), False),
    ],
)  # fmt: skip
def test_two_claims_of_one_event(a: ClaimRecord, b: ClaimRecord, joined: bool) -> None:
    reports = {"a": A, "b": B}
    pair = event_pair(a, reports[a.article], b, reports[b.article])
    assert (pair is not None) is joined
    assert event_pair(b, reports[b.article], a, reports[a.article]) == pair


def test_a_pair_tells_its_reasons_and_is_in_the_order_of_ids() -> None:
    pair = event_pair(replace(STRIKE, id="z", article="b"), B, STRIKE, A)
    assert pair is not None
    assert (pair.a, pair.b) == ("c1", "z")
    assert {"the same place", "the same mode", "the same numbers"} <= set(pair.why)
    assert 0.5 <= pair.score <= 1


def test_a_claim_is_no_pair_with_itself() -> None:
    assert event_pair(STRIKE, A, STRIKE, A) is None


def test_a_report_months_later_joins_by_the_date_of_the_event() -> None:
    later = replace(STRIKE, id="c2", article="b", how="explicit")
    assert event_pair(STRIKE, A, later, report("b", "2026-09-30")) is not None


def test_undated_news_of_months_later_does_not_join() -> None:
    later = claim("c2", "b", trigger="drone strike", mode="drone", site=DERNA)
    assert event_pair(STRIKE, A, later, report("b", "2026-09-30")) is None


def test_related_articles_let_a_poorer_claim_join() -> None:
    poor = claim("c2", "b", trigger="drone strike", day="2026-03-12")
    full = claim("c1", "a", trigger="drone strike", parties=(BRIGADE,), day="2026-03-12")
    assert event_pair(full, A, poor, B) is None
    assert event_pair(full, A, poor, B, related=1.0) is not None


def test_more_in_common_scores_higher() -> None:
    poorer = replace(STRIKE, id="c2", article="b", mode=None, counts=())
    better = replace(STRIKE, id="c2", article="b")
    low, high = event_pair(STRIKE, A, poorer, B), event_pair(STRIKE, A, better, B)
    assert low is not None
    assert high is not None
    assert low.score < high.score


_CLAIMS = st.builds(
    lambda n, article, type_, trigger, site, day, toll, parties: claim(
        f"c{n}",
        article,
        type_,
        trigger,
        site=site,
        day=day,
        counts=[("killed", toll, toll)] if toll else [],
        parties=parties,
    ),
    st.integers(0, 999),
    st.sampled_from(["a", "b"]),
    st.sampled_from(["ASSAULT", "COERCE", "THREATEN", "CONSULT", ""]),
    st.sampled_from(["strike", "bombed", "talks", "threatened", "held"]),
    st.sampled_from([None, DERNA, TRIPOLI, LIBYA]),
    st.sampled_from([None, "2026-03-11", "2026-03-12"]),
    st.sampled_from([0, 3, 12]),
    st.sampled_from([(), (ALGERIA, MOROCCO), (BRIGADE,), TWO]),
)


@given(_CLAIMS, _CLAIMS, st.sampled_from([0.0, 1.0]))
def test_the_order_of_two_claims_does_not_matter(a: ClaimRecord, b: ClaimRecord, related: float) -> None:
    reports: dict[str, Report] = {"a": A, "b": B}
    if a.id != b.id:
        there = event_pair(a, reports[a.article], b, reports[b.article], related=related)
        assert event_pair(b, reports[b.article], a, reports[a.article], related=related) == there


FRONT = party("actor", "Dune Front", "actor:dune-front", kind="organisation", country="LBY", sectors=("REB",))
WAR: dict[str, Any] = {
    "trigger": "fought",
    "parties": (FRONT, EGYPT),
    "sentence": "The Dune Front, a banned group that has fought a decades-long insurgency against Egypt from Derna.",
}
SIEGE = {**WAR, "sentence": "The Dune Front has fought Egypt around Derna."}
OTHER = {**WAR, "sentence": "In Tripoli officers blame Egypt, which fought the Dune Front of Derna, for the delay."}
BACKED: dict[str, Any] = {
    "type_": "SUPPORT",
    "trigger": "backed",
    "sentence": "Algeria backed the Dune Front of Derna.",
}


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        (claim("c1", "a", **WAR), claim("c2", "b", **WAR), False),  # a phrase tells that it lasts: not even in one text
        (claim("c1", "a", **SIEGE), claim("c2", "b", **SIEGE), True),  # one text of two days
        (claim("c1", "a", **SIEGE), claim("c2", "b", **OTHER), False),  # a verb of what lasts, undated
        (claim("c1", "a", day="2026-03-12", **SIEGE), claim("c2", "b", day="2026-03-12", **OTHER), True),  # one day
        (claim("c1", "a", counts=[("killed", 12, 12)], **SIEGE), claim("c2", "b", counts=[("killed", 12, 12)], **OTHER), True),
        (claim("c1", "a", parties=(ALGERIA, replace(FRONT, role="recipient")), **BACKED),
         claim("c2", "b", parties=(ALGERIA, replace(FRONT, role="recipient")), **BACKED), True),  # both sides are known
    ],
    ids=["for decades", "one text", "undated", "one day", "one toll", "sides"],
)  # fmt: skip
def test_what_lasts_is_one_event_only_by_its_days_or_tolls(a: ClaimRecord, b: ClaimRecord, joined: bool) -> None:
    assert (event_pair(a, A, b, B) is not None) is joined


def test_one_word_in_common_is_not_the_same_content() -> None:
    demand: dict[str, Any] = {"type_": "REQUEST", "trigger": "pressed", "parties": (ALGERIA, MOROCCO)}
    leave = claim("c1", "a", content="to leave the desert posts by spring", sentence="It pressed for spring.", **demand)
    delay = claim(
        "c2", "b", content="to delay elections in all towns by spring", sentence="It pressed again.", **demand
    )
    assert event_pair(leave, A, delay, B) is None
    assert event_pair(leave, A, replace(delay, content="to leave all desert posts"), B) is not None
