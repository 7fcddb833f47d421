"""The one-word status of a claim, in the order of the output contract, and the outcome of a reading."""

from __future__ import annotations

from itertools import product

import pytest

from sayso.model import Article, Claim, EventMention, Link, Problem, Reading, Span, Veridicality
from sayso.model.claim import CERTAINTY, MODALITY, POLARITY, STATUS

OUTLET = Link(text=None, span=None, name="Example News", id="outlet:example-news", kind="outlet")
MAYOR = Link(text="the mayor", span=Span(0, 9), name="mayor", id="unnamed:mayor", kind="unnamed")


def claim(veridicality: Veridicality, *chain: Link, self_report: bool = False) -> Claim:
    return Claim(
        id="claim:x",
        event=EventMention(trigger=Span(0, 1), head=0, sentence=0, type="ASSAULT"),
        event_index=0,
        veridicality=veridicality,
        chain=chain or (OUTLET,),
        self_report=self_report,
        export=True,
        confidence=0.5,
        origins=(),
    )


@pytest.mark.parametrize(
    ("veridicality", "chain", "self_report", "status"),
    [
        (Veridicality(), (OUTLET,), False, "asserted"),
        (Veridicality(), (OUTLET, MAYOR), False, "reported"),
        (Veridicality(), (OUTLET, MAYOR), True, "asserted"),  # a self-report
        (Veridicality(certainty="probable"), (OUTLET, MAYOR), False, "hedged"),
        (Veridicality(certainty="unknown"), (OUTLET,), False, "hedged"),
        (Veridicality(modality="future", certainty="possible"), (OUTLET,), False, "future"),
        (Veridicality(modality="hypothetical", certainty="possible"), (OUTLET,), False, "hypothetical"),
        (Veridicality(polarity="negative", modality="future"), (OUTLET, MAYOR), True, "denied"),  # denial goes first
    ],
)
def test_status(veridicality: Veridicality, chain: tuple[Link, ...], self_report: bool, status: str) -> None:
    assert claim(veridicality, *chain, self_report=self_report).status == status


def test_every_judgement_has_one_of_the_statuses() -> None:
    found = {
        claim(Veridicality(certainty=c, polarity=p, modality=m), *chain).status
        for c, p, m in product(CERTAINTY, POLARITY, MODALITY)
        for chain in ((OUTLET,), (OUTLET, MAYOR))
    }
    assert found == set(STATUS)


def test_the_root_is_the_last_link() -> None:
    assert claim(Veridicality(), OUTLET, MAYOR).root is MAYOR


def test_outcomes() -> None:
    article = Article(id="article:x", text="x")
    problem = Problem(stage="cleaner", message="nothing left")
    assert Reading(article=article).outcome == "no-event"
    assert Reading(article=article, problems=(problem,)).outcome == "problem"
    assert Reading(article=article, problems=(problem,), claims=(claim(Veridicality()),)).outcome == "coded"
