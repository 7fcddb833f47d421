"""`sayso stories`."""

from __future__ import annotations

from pathlib import Path

import jsonschema

from sayso.codec.derived import schema_of
from tests.cli.asked import ask, lines, made, table
from tests.desk.stores import OTHER, STORY

__all__ = ["made"]


def test_stories_as_contract_objects(made: Path) -> None:
    rows = lines(ask(made, "stories"))
    assert [row["id"] for row in rows] == [OTHER, STORY]
    for row in rows:
        jsonschema.Draft202012Validator(schema_of("story")).validate(row)


def test_stories_as_rows_and_for_people(made: Path) -> None:
    (row,) = table(ask(made, "stories", "--csv", "--min-reports", "2"))
    assert (row["story_id"], row["reports"], row["outlets"]) == (STORY, "3", "Norland Gazette|Sudland Courier")
    text = ask(made, "stories", "--table").stdout
    for words in ("2026-03-10..11  Shells on Port Amber", "3 reports / 2 roots", "3 events", "reopened"):
        assert words in text
