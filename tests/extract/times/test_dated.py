"""Acts that the text has dated, nights that go on, newspapers, days of feasts. The day of speech is Thursday 11 April 2019."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sayso.extract.times.rules import RulesTagger
from sayso.lexicon.tables import Row, table
from sayso.model import TimeMention
from tests.factories import parsed


def tag(text: str) -> tuple[TimeMention, ...]:
    return RulesTagger().tag([parsed(text, published="2019-04-11")])[0]


@pytest.mark.parametrize("row", table("times_acts"), ids=lambda row: f"{row['word']}-{row['pos']}")
def test_every_act_with_a_day_dates_its_noun(row: Row) -> None:
    assert ("2019-03-04", "anchored") in [(t.value, t.how) for t in tag(row["example"])]


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        # a verb dates the noun of its act, sentences later
        ("Gunmen attacked a bank on 2 March. Ten died. A week after the attack, two men were held.", "A week after the attack", "2019-03-09"),
        # ... also as a passive, and for the day before
        ("The port was bombed on 2 March. The day before the bombing, planes flew over.", "The day before the bombing", "2019-03-01"),
        # a wider word for the act
        ("A bomber killed ten worshippers on Tuesday. A day after the attack, shops were shut.", "A day after the attack", "2019-04-10"),
        # the object of a verb that says no more than that it took place
        ("Rebels carried out a raid on 2 March. Three days after the raid they fled.", "Three days after the raid", "2019-03-05"),
        # the last act of the same kind
        ("Jets bombed Oran on 2 March. Jets bombed Tunis on 9 March. A day after the bombing they left.", "A day after the bombing", "2019-03-10"),
        # the day of another's arrest is not the day of the attack
        ("Gunmen attacked a bank on 2 March. Police arrested a man over it on 9 March. Two days after the attack it rained.", "Two days after the attack", "2019-03-04"),
        # any act will do for `incident`, if there is only one
        ("Rebels abducted an engineer on 2 March. A day after the incident they left.", "A day after the incident", "2019-03-03"),
        # the day stands right beside the act
        ("Two days after the attack on 2 March they fled.", "Two days after the attack on 2 March", "2019-03-04"),
    ],
)  # fmt: skip
def test_times_that_count_from_an_act(text: str, shown: str, value: str) -> None:
    assert (shown, value) in [(t.text, t.value) for t in tag(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked a bank. A week after the attack two men were held.",  # no day at all
        "Voters elected a mayor on 2 March. Two days after the kidnapping they fled.",  # the day of another act
        "Gunmen shot a man on 2 March. The army resigned itself on 5 March. A day after the incident it rained.",  # two
    ],
)
def test_an_act_without_a_day_stays_open(text: str) -> None:
    assert [t.value for t in tag(text) if t.anchor] == ["PAST_REF"]


@pytest.mark.parametrize(
    ("text", "shown", "value", "days"),
    [
        ("The raid began at 11 p.m. Saturday and ended at 3 a.m. on time.", "3 a.m.", "2019-04-07T03:00", "2019-04-07"),
        ("Shells fell on Saturday night. At 4 a.m. they stopped.", "4 a.m.", "2019-04-07T04:00", "2019-04-07"),
        ("Shells fell at 8 a.m. Saturday. At 9 a.m. they stopped.", "9 a.m.", "2019-04-06T09:00", "2019-04-06"),
        # the morning after the night of publication is still to come
        ("Shells fell at 11 p.m. on Thursday. It had begun at 3 a.m. that day.", "3 a.m.", "2019-04-11T03:00", "2019-04-11"),
        # before an hour is still that day
        ("They fled shortly before 11 p.m. on Tuesday.", "11 p.m. on Tuesday", "2019-04-09T23:00", "2019-04-09"),
    ],
)  # fmt: skip
def test_hours_of_a_night(text: str, shown: str, value: str, days: str) -> None:
    assert (shown, value, days, days) in [(t.text, t.value, t.earliest, t.latest) for t in tag(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Gunmen attacked a bank on 2 March. The following week two men were held.", "2019-W10"),
        # the day of a saying does not move the story
        ("Gunmen attacked a bank on 2 March. Police said on Sunday they had a lead. The following week two men were held.", "2019-W10"),
        ("Troops marched on 2 March. Troops marched on 24 March, the mayor said. The following week they left.", "2019-W13"),
    ],
)  # fmt: skip
def test_the_following_week_is_told_from_the_story(text: str, value: str) -> None:
    assert value in [t.value for t in tag(text) if t.text == "The following week"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Kuwaiti daily Al-Rai reported the deal.", 0),
        ("The weekly Jeune Afrique reported the deal.", 0),
        ("The daily Le Monde reported the deal.", 0),
        ("A Lebanese daily reported the deal.", 0),
        ("He told the Arabic-language daily Asharq Al-Awsat so.", 0),
        ("The daily White House briefing was short.", 1),
        ("The daily PCR tests are free.", 1),
        ("The convoy comes daily.", 1),
        ("Israeli daily raids go on.", 1),
    ],
)
def test_a_newspaper_is_no_repetition(text: str, count: int) -> None:
    assert len([t for t in tag(text) if t.timex == "SET"]) == count


@pytest.mark.parametrize(
    ("text", "shown", "day"),
    [
        ("He was shot on the second day of Ramadan.", "the second day of Ramadan", "2018-05-17"),
        ("They fled on the first day of Eid al-Fitr 2018.", "the first day of Eid al-Fitr 2018", "2018-06-15"),
        ("They fled on the last day of Ramadan 2018.", "the last day of Ramadan 2018", "2018-06-14"),
    ],
)
def test_a_day_of_a_feast(text: str, shown: str, day: str) -> None:
    (found,) = tag(text)
    about = date.fromisoformat(day)
    assert (found.text, found.value) == (shown, day)
    assert (found.earliest, found.latest) == tuple((about + timedelta(days=d)).isoformat() for d in (-1, 1))
