"""Times in news: what is found, what it comes to, and what is no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.times.rules import RulesTagger
from sayso.lexicon.tables import Row, table
from sayso.model import TimeMention
from sayso.parse.spacy import SpacyParser
from tests.factories import document, parsed

THURSDAY = "2019-04-11"


def tag(text: str, published: str | None = THURSDAY) -> tuple[TimeMention, ...]:
    return RulesTagger().tag([parsed(text, published=published)])[0]


def shown(times: tuple[TimeMention, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(t.text, t.value, t.earliest, t.latest) for t in times]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # a bare weekday is the last such day
        ("He met them on Wednesday evening.", THURSDAY, ("Wednesday evening", "2019-04-10TEV", "2019-04-10", "2019-04-10")),
        # ... which may be the day of publication
        ("Police acted on Friday.", "2024-01-12", ("Friday", "2024-01-12", "2024-01-12", "2024-01-12")),
        # ... and lies ahead under a future verb
        ("The envoys will meet on Monday.", THURSDAY, ("Monday", "2019-04-15", "2019-04-15", "2019-04-15")),
        ("The talks planned for Monday matter.", THURSDAY, ("Monday", "2019-04-15", "2019-04-15", "2019-04-15")),
        # "last Friday" is never today
        ("They took it last Friday.", "2023-11-03", ("last Friday", "2023-10-27", "2023-10-27", "2023-10-27")),
        ("They met last Friday.", "2024-02-27", ("last Friday", "2024-02-23", "2024-02-23", "2024-02-23")),
        ("The minister visits Riyadh next Sunday.", "2024-01-12", ("next Sunday", "2024-01-14", "2024-01-14", "2024-01-14")),
        # weeks run from Monday
        ("He flew out last week.", THURSDAY, ("last week", "2019-W14", "2019-04-01", "2019-04-07")),
        ("They met earlier this week.", THURSDAY, ("earlier this week", "2019-W15", "2019-04-08", "2019-04-11")),
        ("Jets struck overnight.", THURSDAY, ("overnight", "2019-04-10TNI", "2019-04-10", "2019-04-11")),
        # a day named twice is one time
        ("Jets struck at dawn today, Friday, in the port.", "2024-01-12", ("dawn today, Friday", "2024-01-12TMO", "2024-01-12", "2024-01-12")),
        # intervals
        ("The raids of recent days hit the port.", THURSDAY, ("recent days", "PXD", "2019-04-04", "2019-04-11")),
        ("The camp stood from March to May 2018.", THURSDAY, ("March to May 2018", "2018-03/2018-05", "2018-03-01", "2018-05-31")),
        ("They met between 3 and 5 April.", THURSDAY, ("3 and 5 April", "2019-04-03/2019-04-05", "2019-04-03", "2019-04-05")),
        ("Prices fell over the past week.", THURSDAY, ("the past week", "2019-W14", "2019-04-04", "2019-04-11")),
        ("He spent the next three months in jail.", THURSDAY, ("the next three months", "P3M", None, None)),
        ("By Friday the army had taken the town.", "2018-12-30", ("Friday", "2018-12-28", None, "2018-12-28")),
        # open ends
        ("The army has ruled since February 2021.", "2023-11-03", ("February 2021", "2021-02", "2021-02-01", None)),
        ("They will act before the summer.", "2024-02-27", ("the summer", "2024-SU", None, "2024-05-31")),
        ("Aid stops by the end of the year.", "2024-02-27", ("the end of the year", "2024", None, "2024-12-31")),
        # months without a year look back
        ("The ship was seized in November of the last year.", "2024-01-12", ("November of the last year", "2023-11", "2023-11-01", "2023-11-30")),
        ("They signed in December.", "2019-02-06", ("December", "2018-12", "2018-12-01", "2018-12-31")),
        ("The war began in mid-2017.", THURSDAY, ("mid-2017", "2017", "2017-05-02", "2017-09-01")),
        ("He left three days ago.", THURSDAY, ("three days ago", "2019-04-08", "2019-04-08", "2019-04-08")),
        ("The port closed on 07/03/2019.", THURSDAY, ("07/03/2019", "2019-03-07", "2019-03-07", "2019-03-07")),
        # without a date to go by there is none
        ("Police acted on Friday.", None, ("Friday", "XXXX-WXX-5", None, None)),
        ("He flew out last week.", None, ("last week", "XXXX-WXX", None, None)),
        ("The war began in 2015.", None, ("2015", "2015", "2015-01-01", "2015-12-31")),
    ],
)  # fmt: skip
def test_times_of_news(text: str, published: str | None, expected: tuple[str, str, str | None, str | None]) -> None:
    assert expected in shown(tag(text, published))


def test_two_years_in_one_phrase_are_one_mention_of_two_parts() -> None:
    (found,) = tag("They held talks in 2015 and 2016.")
    assert found.text == "2015 and 2016"
    assert found.parts == (("2015-01-01", "2015-12-31"), ("2016-01-01", "2016-12-31"))


def test_numeric_dates_put_the_month_first_in_american_outlets() -> None:
    ours = parsed("The port closed on 07/03/2019.", outlet="The Washington Post")
    assert RulesTagger().tag([ours])[0][0].value == "2019-07-03"


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("They met just before the offensive against Tripoli.", "the offensive against Tripoli"),
        ("They fled hours after the attack.", "the attack"),
    ],
)
def test_times_that_hang_on_an_event_keep_it_and_end_with_publication(text: str, anchor: str) -> None:
    (found,) = tag(text)
    assert (found.how, found.latest, found.earliest) == ("bounded", THURSDAY, None)
    assert found.anchor is not None
    assert found.anchor.of(text) == anchor


def test_what_follows_hangs_on_the_last_date_spoken_of() -> None:
    found = tag("Shells fell on 9 October. Two weeks later they fled. That night was quiet.", "2023-11-03")
    assert [(t.value, t.how) for t in found] == [
        ("2023-10-09", "explicit"),
        ("2023-10-23", "anchored"),
        ("2023-10-23TNI", "anchored"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The March on Sirte began.",  # an advance
        "They may fall.",  # a modal verb
        "The Sunday Times and the Monday Club spoke.",  # names
        "The 9/11 attacks were recalled.",
        "They beat them 3-2.",  # a score
        "The second man, 45, won $2000.",  # ordinal, age, money
        "Some 1,900 people fled.",
        "Rebels planned a spring offensive after the fall of Kabul.",
        "He stood before the court.",  # place, not time
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert tag(text) == ()


PATTERNS = [row for row in table("times_patterns") if row["example"]]
WORDS = table("times_words")


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row["name"])
def test_every_pattern_finds_its_example(row: Row) -> None:
    found = RulesTagger(plain=True).tag([parsed(row["example"])])[0]
    assert (row["text"], row["value"]) in [(t.text, t.value) for t in found]


@pytest.mark.parametrize("row", WORDS, ids=lambda row: f"{row['word']}-{row['class']}")
def test_every_word_is_part_of_a_time_in_its_example_and_of_none_in_its_counterexample(row: Row) -> None:
    examples = SpacyParser().parse([document(row["example"]), document(row["counterexample"] or ".")])
    good, bad = RulesTagger(plain=True).tag(examples)
    assert any(row["word"] in t.text.lower() for t in good)
    assert not any(row["word"] in t.text.lower() for t in bad)


@pytest.mark.parametrize("row", table("times_future"), ids=lambda row: row["lemma"])
def test_every_word_of_the_future_puts_a_monday_ahead(row: Row) -> None:
    assert "2019-04-15" in [t.value for t in tag(row["example"])]


@pytest.mark.parametrize(
    "row", [*table("times_bounds"), *table("times_anchors")], ids=lambda row: row.get("word") or row["noun"]
)
def test_every_anchor_bounds_a_time(row: Row) -> None:
    assert any(t.how == "bounded" and t.anchor for t in tag(row["example"]))


@pytest.mark.parametrize("row", table("times_monthfirst"), ids=lambda row: row["outlet"])
def test_every_american_outlet_puts_the_month_first(row: Row) -> None:
    found = RulesTagger().tag([parsed(row["example"], outlet=row["outlet"])])[0]
    assert "2019-04-11" in [t.value for t in found]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 /-.:,'MayJune Mon th a of last week ago the", max_size=80))
def test_every_span_is_its_text(text: str) -> None:
    ours = parsed(text + " x")
    for found in RulesTagger().tag([ours])[0]:
        assert found.span.of(ours.text) == found.text
        assert found.earliest is None or found.latest is None or found.earliest <= found.latest


def test_long_runs_of_numbers_and_dashes_take_linear_time() -> None:
    def seconds(count: int) -> float:
        """The best of three, since other work on the machine only ever adds time."""
        ours = parsed("1 - 2 of the last 3 , " * count)
        best = 99.0
        for _ in range(3):
            start = time.process_time()
            RulesTagger().tag([ours])
            best = min(best, time.process_time() - start)
        return best

    seconds(10)
    assert seconds(1600) < 32 * max(seconds(200), 0.02)  # eight times the text; a square would be 64
