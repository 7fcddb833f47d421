"""Datelines, and starts of paragraphs that only look like one."""

from __future__ import annotations

import pytest

from sayso.clean.dateline import dateline
from sayso.lexicon.tables import table
from sayso.model import Span


@pytest.mark.parametrize(
    ("head", "text", "place", "source"),
    [
        ("PARIS, March 3 (AFP) - ", "PARIS, March 3 (AFP)", "PARIS", "AFP"),
        ("WASHINGTON (AP) — ", "WASHINGTON (AP)", "WASHINGTON", "AP"),
        ("KHARTOUM, Sudan, April 11 (Reuters) - ", "KHARTOUM, Sudan, April 11 (Reuters)", "KHARTOUM, Sudan", "Reuters"),
        ("SANTA FE, N.M. (AP) — ", "SANTA FE, N.M. (AP)", "SANTA FE, N.M.", "AP"),
        ("TRIPOLI, 10 April 2019 (LANA) - ", "TRIPOLI, 10 April 2019 (LANA)", "TRIPOLI", "LANA"),
        ("Tripoli, 10 April 2019 (LANA) - ", "Tripoli, 10 April 2019 (LANA)", "Tripoli", "LANA"),
        ("GENEVA/NEW YORK, 5 May 2020 – ", "GENEVA/NEW YORK, 5 May 2020", "GENEVA/NEW YORK", None),
        ("BEIRUT — ", "BEIRUT", "BEIRUT", None),
        ("BEIRUT—", "BEIRUT", "BEIRUT", None),
        ("BERLIN -- ", "BERLIN", "BERLIN", None),
        ("Beirut, Lebanon – ", "Beirut, Lebanon", "Beirut, Lebanon", None),
        ("MOSCOW, April 10. /TASS/. ", "MOSCOW, April 10. /TASS/.", "MOSCOW", "TASS"),
        ("ISLAMABAD: ", "ISLAMABAD", "ISLAMABAD", None),
        ("(Reuters) - ", "(Reuters)", None, "Reuters"),
        ("[Example News] — ", "[Example News]", None, "Example News"),
    ],
)
def test_datelines(head: str, text: str, place: str | None, source: str | None) -> None:
    whole = head + "The minister resigned on Monday."
    found = dateline(whole, Span(0, len(whole)), paragraph=0)
    assert found is not None
    assert (found.text, found.place, found.source) == (text, place, source)
    assert whole[found.after :] == "The minister resigned on Monday."
    assert found.span.of(whole) == head.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "The minister resigned - at last - on Monday.",
        "NATO — the alliance of 29 states — said no.",
        "WHO IS THE FRONT-RUNNER in the race?",
        "Macron, who met the envoys (twice) - once in Paris - left.",
        "(Updates with quotes from the minister) - The army left.",
        "On Monday, 3 March – the day of the vote – all was calm.",
        "US-backed forces left the town.",
        "ISIS fighters left the town.",
        "Ali Hassan: The war is over.",
        *(r["example"] for r in table("dateline_labels")),
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text, Span(0, len(text)), paragraph=0) is None


def test_title_case_counts_near_the_top_only() -> None:
    text = "Beirut, Lebanon – The minister resigned."
    assert dateline(text, Span(0, len(text)), paragraph=7) is None
    assert dateline(text.replace("Beirut, Lebanon", "BEIRUT (AFP)"), Span(0, len(text)), paragraph=7) is not None
