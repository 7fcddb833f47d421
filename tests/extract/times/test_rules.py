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


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        # the text dates the event itself
        ("The attack on 3 April killed ten. Two days after the attack, they fled.", "Two days after the attack", "2019-04-05"),
        ("The attack took place on 3 April. A week after the attack they fled.", "A week after the attack", "2019-04-10"),
        ("The vote is on 14 April. They met a day before the vote.", "a day before the vote", "2019-04-13"),
        # told from the last date of the story
        ("Troops marched on 3 April. The next morning shells fell.", "The next morning", "2019-04-04TMO"),
        ("Troops marched on 3 April. The day before, they had met.", "The day before", "2019-04-02"),
        ("Troops marched on 3 April. The previous month was calm.", "The previous month", "2019-03"),
        ("Troops marched on 3 April. That week ten died.", "That week", "2019-W14"),
        ("Troops marched on 3 April. They met the same day.", "the same day", "2019-04-03"),
        # a look back does not move the story
        ("Shells fell on 3 April. Three years earlier they had met. The next day was calm.", "The next day", "2019-04-04"),
        # two days after a month is no day
        ("They met in March. Two days later they left.", "Two days later", "P2D"),
    ],
)  # fmt: skip
def test_times_of_a_story(text: str, shown: str, value: str) -> None:
    assert (shown, value) in [(t.text, t.value) for t in tag(text)]


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        # hours with their zone, and with the day that follows
        ("Jets struck at 10:30 GMT (0630 local time) on Tuesday.", "10:30 GMT", "2019-04-09T10:30"),
        ("Jets struck on Friday at around 3am.", "Friday at around 3am", "2019-04-05T03:00"),
        # years of firms and schools
        ("Sales rose in Q1 FY20.", "Q1 FY20", "2020-Q1"),
        ("The 2018-19 school year was short.", "The 2018-19 school year", "2018/2019"),
        # lengths
        ("It took an hour and a half.", "an hour and a half", "PT1H30M"),
        ("It took at least three days.", "at least three days", "P3D"),
        ("It lasted over two months.", "over two months", "P2M"),
        ("It fell over the past two months.", "the past two months", "P2M"),
        # repetitions
        ("The council sits three times a week.", "three times a week", "P1W"),
        # feasts
        ("Ramadan begins in May.", "Ramadan", "2019-05-06/2019-06-04"),
        ("They met on the eve of Easter.", "the eve of Easter", "2019-04-20"),
        # what lies ahead
        ("Polls were called for 24 June.", "24 June", "2019-06-24"),
        ("If he wins on Sunday, he stays.", "Sunday", "2019-04-14"),
        ("The sum, payable May 7, is small.", "May 7", "2019-05-07"),
        # what lies behind
        ("The 1800s were hard.", "The 1800s", "18"),
        ("He lived in the 12th century BC.", "the 12th century", "BC11"),
    ],
)
def test_more_times_of_news(text: str, shown: str, value: str) -> None:
    assert (shown, value) in [(t.text, t.value) for t in tag(text)]


def test_a_feast_that_hangs_on_the_moon_may_be_a_day_off() -> None:
    (found,) = tag("Ramadan 2018 was calm.")
    assert (found.earliest, found.latest) == ("2018-05-15", "2018-06-15")


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
