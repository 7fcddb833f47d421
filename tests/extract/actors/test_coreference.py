"""Which mentions are one actor: a table of sentences of our own, each with the phenomenon that it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.extract.actors.rules import RulesFinder
from tests.factories import parsed

TABLE = Path(__file__).with_name("coreference.tsv")


def rows() -> list[tuple[str, ...]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def actors(text: str) -> list[tuple[int, str, str]]:
    """Place, words and actor of every mention in text order."""
    found = RulesFinder().find([parsed(text)])[0]
    return sorted((m.span.start, m.text, a.id) for a in found for m in a.mentions)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0].replace(" ", "-"))
def test_one_actor_or_two(row: tuple[str, ...]) -> None:
    _, text, first, again, verdict = row
    found = actors(text.replace("\\n", "\n"))
    one = {actor for _, words, actor in [m for m in found if m[1] == first][:1]}
    other = {actor for _, words, actor in [m for m in found if m[1] == again][-1:]}
    assert one, f"no mention {first!r} among {found}"
    if verdict == "one":
        assert one == other, found
    else:
        assert one != other, found


def test_the_table_covers_much() -> None:
    verdicts = [row[4] for row in rows()]
    assert len(verdicts) >= 80
    assert set(verdicts) == {"one", "two"}
