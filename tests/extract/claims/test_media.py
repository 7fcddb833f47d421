"""Media as sources: whole names, unnamed media without one, chains in their order. All sentences are our own words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sayso.model import Claim
from tests.extract.claims.told import claims_of

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "media.tsv").read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]
CASES = [
    pytest.param(chain, sentence, id=sentence, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])
    for chain, why, sentence in ROWS
]


@cache
def read() -> dict[str, tuple[Claim, ...]]:
    return claims_of(tuple(sentence for *_, sentence in ROWS))


@pytest.mark.parametrize(("chain", "sentence"), CASES)
def test_the_chain_of_a_medium(chain: str, sentence: str) -> None:
    assert {" < ".join(link.name for link in claim.chain[1:]) for claim in read()[sentence]} == {chain}


def test_a_described_medium_is_unnamed_and_is_not_every_medium_of_its_country() -> None:
    sentence = "A local radio station reported that gunmen killed four farmers near Maradi."
    assert [(c.chain[-1].kind, c.chain[-1].id) for c in read()[sentence]] == [
        ("unnamed", "unnamed:local-radio-station")
    ]


def test_a_channel_that_shares_the_name_of_a_newspaper_is_another_medium() -> None:
    sentence = "Al-Nahar TV said that gunmen abducted a judge in Derna."
    assert [c.chain[-1].id for c in read()[sentence]] == ["outlet:al-nahar-tv"]
