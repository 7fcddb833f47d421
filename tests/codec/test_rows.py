"""Flat rows: one a claim, lists in step, nothing that could break a line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sayso.codec import COLUMNS, reading_rows
from sayso.model import Quantity, Span
from tests.readings import example, failed

DOCS = Path(__file__).resolve().parents[2] / "docs" / "columns.md"


def cells(number: int) -> dict[str, str]:
    return dict(zip(COLUMNS, reading_rows(example())[number], strict=True))


def test_one_row_a_claim_of_equal_width() -> None:
    rows = reading_rows(example())
    assert len(rows) == len(example().claims)
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_lists_of_one_group_stand_in_step() -> None:
    row = cells(7)
    assert row["actor"] == "Hana Bekele|Foreign Minister of Kenya|Foreign Minister of Egypt"
    assert (row["actor_country"], row["actor_sectors"]) == ("ETH|KEN|EGY", "GOV|GOV|GOV")
    assert cells(3)["chain_cues"] == "|the newspaper said|quoting"  # the outlet has no cue


def test_nobody_named_is_unk() -> None:
    assert (cells(4)["actor"], cells(4)["actor_id"], cells(4)["recipient"]) == ("UNK", "", "aid convoy")


def test_figures_content_and_codes() -> None:
    assert cells(5)["quantities"] == "killed:27-"
    assert (cells(6)["content_kind"], cells(6)["content_text"]) == ("threat", "close the border")
    assert cells(3)["cameo"] == "060"


def test_a_failed_article_has_one_row_with_its_problem() -> None:
    (row,) = reading_rows(failed())
    found = dict(zip(COLUMNS, row, strict=True))
    assert found["article_id"] == "article:empty"
    assert found["problems"].startswith("ingest: the file is empty")
    assert found["claim_id"] == ""


def test_an_article_without_events_has_no_row() -> None:
    assert reading_rows(replace(example(), claims=())) == []


def test_bars_tabs_and_line_ends_inside_a_cell() -> None:
    reading = example()
    claim = reading.claims[0]
    count = Quantity(kind="other", low=3, high=5, span=Span(0, 1), text="x")
    renamed = [replace(a, name="A|B\tC\nD") if a.id == claim.event.participants[0].actor else a for a in reading.actors]
    odd = replace(
        reading, actors=tuple(renamed), claims=(replace(claim, event=replace(claim.event, quantities=(count,))),)
    )
    row = dict(zip(COLUMNS, reading_rows(odd)[0], strict=True))
    assert (row["actor"], row["quantities"]) == ("A/B C D", "other:3-5")
    assert not any(c in cell for cell in row.values() for c in "\t\n\r")


def test_every_column_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    roles = ("recipient", "mediator", "host", "beneficiary")  # documented together as `recipient…`
    missing = [
        c for c in COLUMNS if f"`{c}`" not in text and not (c.startswith(roles) and f"`{c.split('_')[0]}…`" in text)
    ]
    assert missing == []
