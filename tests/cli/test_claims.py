"""`sayso claims`."""

from __future__ import annotations

from pathlib import Path

import jsonschema

from sayso.codec.derived import schema_of
from sayso.codec.derived_rows import CLAIM_COLUMNS
from tests.cli.asked import ask, lines, made, table

__all__ = ["made"]


def test_claims_as_contract_objects(made: Path) -> None:
    rows = lines(ask(made, "claims", "--type", "ASSAULT"))
    assert [row["id"] for row in rows] == ["claim:2", "claim:1", "claim:4"]
    for row in rows:
        jsonschema.Draft202012Validator(schema_of("claim")).validate(row)


def test_claims_as_rows(made: Path) -> None:
    (row,) = table(ask(made, "claims", "--csv", "--text", "blockade", "--type", "THREATEN"))
    assert tuple(row) == CLAIM_COLUMNS
    assert (row["content_kind"], row["content_text"], row["given_id"], row["stance"]) == (
        "threat",
        "blockade",
        "g1",
        "affirm",
    )


def test_claims_for_people(made: Path) -> None:
    text = ask(made, "claims", "--table", "--status", "denied").stdout
    for words in (
        "ASSAULT  Norland navy > Sudland coast guard",
        "denied",
        "Sudland Courier < Norland navy",
        "event 63dfea117a",
    ):
        assert words in text


def test_nothing_found(made: Path) -> None:
    assert "no claim among 5 events" in ask(made, "claims", "--root", "Nobody Known").stderr
