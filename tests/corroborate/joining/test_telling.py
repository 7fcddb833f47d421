from __future__ import annotations

import pytest

from sayso.corroborate.joining.telling import _KEPT, _telling, stance, telling, type_group
from sayso.lexicon.tables import table
from sayso.model.ledger import Report
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


def test_digests_kept_at_hand_are_bounded_and_hold_no_text() -> None:
    """A watcher runs for weeks: each digest that held its report kept the whole text of an article in memory."""
    told = [report(f"a{n}") for n in range(_KEPT + 50)]
    for n, one in enumerate(told):
        telling(claim(f"bound{n}"), one)
    assert _KEPT * 0.9 < len(_telling) <= _KEPT
    assert not any(isinstance(getattr(kept, name), Report) for kept in _telling.values() for name in kept.__slots__)
    again = telling(claim("bound0"), told[0])
    assert again.claim.id == "bound0"
    assert len(_telling) <= _KEPT
