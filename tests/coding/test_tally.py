"""Counts of a run, and quarantined inputs in words."""

from __future__ import annotations

import pytest

from sayso.coding.tally import SHOWN, Tally, Trouble

AWAY = "cannot be fetched: no route"


@pytest.mark.parametrize(
    ("source", "position", "given_id", "message", "retryable", "said"),
    [
        ("-", 3, None, "line 3 is no JSON", False, "standard input (number 3): line 3 is no JSON"),
        ("/news/a.jsonl", 7, "a7", "no English", False, "/news/a.jsonl (a7): no English"),
        ("/news/a.html", 1, None, "no text was found", False, "/news/a.html: no text was found"),
        # the message names the file already
        ("/news/a.txt", 1, None, "'a.txt' cannot be read", True, "'a.txt' cannot be read; the next run tries again"),
        ("-", 1, None, "it is not well-formed", False, "standard input: it is not well-formed"),
    ],
)
def test_trouble_in_words(
    source: str, position: int, given_id: str | None, message: str, retryable: bool, said: str
) -> None:
    assert str(Trouble(source, position, given_id, "code", message, retryable)) == said


def test_counts_add_up_and_troubles_are_few() -> None:
    tally = Tally()
    for state in ("coded", "duplicate", "no-event"):
        tally.add(state, claims=2)
    for number in range(SHOWN + 5):
        tally.add("quarantined", trouble=Trouble("-", number, None, "network", AWAY, True))
    told = tally.as_dict()
    assert told["inputs"] == SHOWN + 8 == sum(told[k] for k in ("coded", "duplicate", "no_event", "quarantined"))
    assert (tally.claims, len(tally.troubles)) == (6, SHOWN)
