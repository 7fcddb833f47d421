from __future__ import annotations

import pytest

from sayso.corroborate.joining.telling import stance, telling, type_group
from sayso.lexicon.tables import table
from sayso.ontology import types

from .cases import DERNA, LIBYA, claim, party, report


@pytest.mark.parametrize("row", table("retraction_cues"), ids=lambda row: row["verb"][:20])
def test_retractions(row: dict[str, str]) -> None:
    assert stance(claim("c", sentence=row["example"])) == "retract"
    assert stance(claim("c", sentence=row["counterexample"])) == "affirm"


def test_a_negative_claim_denies() -> None:
    assert stance(claim("c", polarity="negative")) == "deny"


def test_every_type_has_a_group() -> None:
    assert all(type_group(t.code) != t.code for t in types())


def test_a_country_is_no_token() -> None:
    found = telling(claim("c1", site=LIBYA, trigger="attack"), report("a")).tokens
    assert not any(token.startswith("%") for token in found)
    assert "%87205" in telling(claim("c2", site=DERNA), report("a")).tokens


def test_the_digest_follows_the_claim() -> None:
    first = claim("same", parties=(party("actor", "Rebels of the Coast", "actor:rebels-of-the-coast"),))
    assert telling(first, report("a")).actors
    assert not telling(claim("same"), report("a")).actors


def test_the_digest_follows_the_day_of_the_report() -> None:
    found = [telling(claim("undated"), report("a", day)).days.first for day in ("2026-03-12", "2026-03-13")]
    assert found[1] == found[0] + 1
