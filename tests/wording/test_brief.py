"""The templates of briefs: every one has an example, and only names that are filled in."""

from __future__ import annotations

import re

import pytest

from sayso.lexicon.tables import table
from sayso.model.claim import STATUS
from sayso.model.ledger import VERDICTS

ROWS = table("brief", language=None, package="sayso.wording")
NAMES = {"said", "what", "root", "why", "count", "outlets", "for", "against", "carriers", "field", "values", "roots", "before",
         "reports", "more", "verdict"}  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}-{row['key']}")
def test_every_template_has_an_example_of_its_shape(row: dict[str, str]) -> None:
    assert set(re.findall(r"\{(\w+)\}", row["text"])) <= NAMES
    pieces = [re.escape(piece) for piece in re.split(r"\{\w+\}|\[[^\]]*\]", row["text"]) if piece.strip(" .,;:")]
    assert re.search(".*".join(pieces), row["example"], re.IGNORECASE), pieces


def test_every_verdict_and_every_status_has_words() -> None:
    held = {(row["kind"], row["key"]) for row in ROWS}
    assert {("first", verdict) for verdict in VERDICTS} <= held
    assert {("says", status) for status in STATUS} <= held
