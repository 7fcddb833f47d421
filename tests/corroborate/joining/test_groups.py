from __future__ import annotations

from dataclasses import replace
from random import Random

from sayso.corroborate.grouping import agglomerate
from sayso.corroborate.joining import event_pair, may_join
from sayso.model.ledger import Pair

from .cases import DERNA, LIBYA, TRIPOLI, claim, report

REPORTS = {name: report(name) for name in "abcd"}
NEAR_DERNA = claim("c1", "a", trigger="drone strike", site=DERNA, day="2026-03-12")
IN_LIBYA = claim("c2", "b", trigger="drone strike", site=LIBYA, day="2026-03-12")
IN_TRIPOLI = claim("c3", "c", trigger="drone strike", site=TRIPOLI, day="2026-03-12")
CLAIMS = {c.id: c for c in (NEAR_DERNA, IN_LIBYA, IN_TRIPOLI)}


def test_groups_whose_members_exclude_each_other_stay_apart() -> None:
    pairs = [Pair(a="c1", b="c2", score=0.9), Pair(a="c2", b="c3", score=0.8)]
    assert agglomerate(CLAIMS, pairs, may_join=may_join(CLAIMS, REPORTS)) == (("c1", "c2"), ("c3",))


def test_two_claims_of_one_sentence_stay_apart() -> None:
    twin = replace(NEAR_DERNA, id="c4")
    claims = {"c1": NEAR_DERNA, "c4": twin}
    assert not may_join(claims, REPORTS)(["c1"], ["c4"])
    moved = replace(twin, article="d")
    assert may_join({"c1": NEAR_DERNA, "c4": moved}, REPORTS)(["c1"], ["c4"])


def test_groups_do_not_depend_on_the_order_of_claims() -> None:
    claims = {
        f"c{n}": claim(
            f"c{n}",
            "abcd"[n % 4],
            trigger="drone strike",
            site=(DERNA, TRIPOLI)[n % 2],
            day=f"2026-03-{12 + n % 3}",
            at=n * 200,
        )
        for n in range(24)
    }
    found = set()
    for seed in range(5):
        ids = list(claims)
        Random(seed).shuffle(ids)
        pairs = [
            pair
            for i, a in enumerate(ids)
            for b in ids[:i]
            if (pair := event_pair(claims[a], REPORTS[claims[a].article], claims[b], REPORTS[claims[b].article]))
        ]
        found.add(agglomerate(ids, pairs, may_join=may_join(claims, REPORTS)))
    assert len(found) == 1
    assert len(next(iter(found))) == 6  # two places on three days
