"""Every row of boilerplate.csv tells its example, and leaves its counterexample to the text."""

from __future__ import annotations

import pytest

from sayso.lexicon.boilerplate import boilerplate, rules
from sayso.lexicon.tables import table

ROWS = table("boilerplate")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["why"])
def test_row_tells_its_example(row: dict[str, str]) -> None:
    rule = boilerplate(row["example"])
    assert rule is not None
    assert rule.kind == row["kind"]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["why"])
def test_own_pattern_matches_the_example(row: dict[str, str]) -> None:
    rule = rules()[ROWS.index(row)]
    assert rule.matches(row["example"])
    assert row["example"].count(" ") < rule.limit


@pytest.mark.parametrize("sentence", [r["counterexample"] for r in ROWS if r["counterexample"]])
def test_counterexample_is_text(sentence: str) -> None:
    assert boilerplate(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell after the minister resigned.",
        "The comment was published by the state agency on Tuesday.",
        "Read the statement carefully, he said.",
        "Follow-up talks will be held in Doha.",
        "Print workers joined the strike in Lyon.",
        "Sign the deal by Friday, the envoy told both sides.",
        "By Saturday evening the rebels held the port.",
        "By Land and Sea the refugees came.",
        "Source close to the talks says no date is set.",
        "Related families were moved to the same camp.",
        "Photos of the detained men were shown on state television.",
        "Copyright protesters blocked the bridge in Warsaw.",
        "Tags were cut from the bodies, a doctor said.",
        "Home Secretary resigns.",
        "More violence feared",
        "Updated figures put the toll at 31.",
        "Watch groups condemned the vote.",
        "Click farms in three countries were raided by police.",
        "Image rights are not at issue, the court ruled.",
        "Editing the draft by hand, the two delegations worked all night.",
        "Subscribe to this view and you must accept war, he warned.",
        "Cookies were handed out to the marchers by residents.",
        "Comments are being studied, the ministry said.",
    ],
)
def test_sentences_that_hold_the_words(sentence: str) -> None:
    assert boilerplate(sentence) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share this:", "boilerplate"),
        ("Facebook Twitter WhatsApp Email", "boilerplate"),
        ("Share|Tweet|Print", "boilerplate"),
        ("READ MORE: Two held after blast in Nairobi", "boilerplate"),
        ("Also Read | Army chief visits the border", "boilerplate"),
        ("Comments (3)", "boilerplate"),
        ("3 min read", "boilerplate"),
        ("Published: 11 Apr 2019 08:15 GMT", "boilerplate"),
        ("Sign up to our daily newsletter", "boilerplate"),
        ("(Reporting by Jane Doe and Omar Haddad; Editing by Lee Ann Poe)", "byline"),
        ("Additional reporting by Jane Doe in Beirut", "byline"),
        ("By JANE DOE, Example News", "byline"),
        ("by Omar al Haddad", "byline"),
        ("File photo: a soldier at the gate", "caption"),
        ("Women queue for bread. Photo: Jane Doe/Example", "caption"),
        ("A tank burns near the gate [File: Jane Doe/Reuters]", "caption"),
    ],
)
def test_lines_of_other_sites(line: str, kind: str) -> None:
    rule = boilerplate(line)
    assert rule is not None
    assert rule.kind == kind


@pytest.mark.parametrize(
    "piece",
    [
        "Share ",
        "Follow ",
        "read more ",
        "| ",
        "By A ",
        "by ",
        "#a ",
        "Photo: ",
        "home ",
        "reporting by A, ",
        "1 ",
        "9",
        "(1)",
        "# ",
        "A ",
        "By A B, ",
    ],
)
def test_time_grows_no_faster_than_the_line(piece: str) -> None:
    """Near-matches, repeated up to the length that is looked at at all, cost milliseconds."""
    import time

    line = (piece * 600)[:599] + "§"
    start = time.process_time()
    for rule in rules():
        rule.matches(line)
    assert time.process_time() - start < 2.0
