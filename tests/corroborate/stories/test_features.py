"""What an article is about, as the comparison of stories sees it."""

from __future__ import annotations

import math

import pytest

from sayso.corroborate.index import ANY_DAY, day_number
from sayso.corroborate.stories.features import TERMS, features, figure, heading, headline
from sayso.model.ledger import Report
from tests.corroborate.stories.factory import HARBOUR_A, report


def test_heaviest_are_the_names_and_things_of_the_affair() -> None:
    found = features(HARBOUR_A)
    heaviest = sorted(found.terms, key=lambda k: -found.terms[k])[:8]
    assert {"velmar", "silo", "docker"} <= set(heaviest)
    assert "ruvan keldish" in found.names
    assert "the" not in found.terms
    assert "said" not in found.terms


def test_vectors_have_length_one_and_are_bounded() -> None:
    words = " ".join(f"Qa{chr(97 + i % 26)}{chr(97 + i // 26)}zor" for i in range(400))
    found = features(report("long", words))
    assert len(found.terms) == TERMS
    assert math.isclose(sum(v * v for v in found.terms.values()), 1.0)


@pytest.mark.parametrize(
    ("text", "ages", "numbers"),
    [
        ("Tomas Brelik, 52, a foreman, died.", {"52"}, {}),
        ("A 17-year-old girl and a 20 year old man were hurt.", {"17", "20"}, {}),
        ("Four soldiers died in 12 villages.", set(), {"soldier": {"4"}, "villag": {"12"}}),  # words are numbers too
        ("It happened in the 7900 block.", set(), {"block": {"7900"}}),
        ("He came at 4:30 p.m. on 12 May.", set(), {}),  # neither times nor dates count things
    ],
)
def test_ages_and_counts(text: str, ages: set[str], numbers: dict[str, set[str]]) -> None:
    found = features(report("n", text))
    assert found.ages == ages
    assert {k: set(v) for k, v in found.numbers.items()} == numbers


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("They met on Monday.", "weekdays", "2019-06-03"),  # the last Monday
        ("They met on Tuesday.", "weekdays", "2019-06-04"),  # its own day
        ("They met on 3 June.", "dates", "2019-06-03"),
        ("They met on Jan. 16.", "dates", "2019-01-16"),
        ("They met on December 24.", "dates", "2018-12-24"),  # a date without a year has passed
        ("They met on March 5, 2011.", "dates", "2011-03-05"),
    ],
)
def test_days_that_are_named(text: str, field: str, expected: str) -> None:
    assert getattr(features(report("d", text, "2019-06-04")), field) == {day_number(expected)}


def test_months_and_impossible_days() -> None:
    found = features(report("m", "The siege of July 2014 ended on 30 February."))
    assert found.months == {2014 * 12 + 7}
    assert not found.dates


def test_without_a_day_weekdays_mean_nothing() -> None:
    found = features(Report(id="a", text="They met on Monday and on 3 June."))
    assert found.day == ANY_DAY
    assert not found.weekdays | found.dates


@pytest.mark.parametrize(
    ("title", "url", "head"),
    [
        ("Three die in Velmar fire | Coast News", None, "Three die in Velmar fire"),  # the outlet is no part of it
        ("Three die in Velmar fire - CSTN 4 - Velmar", None, "Three die in Velmar fire"),
        ("Velmar - live", None, "Velmar - live"),  # too short to cut
        (
            "Three die",
            "https://coast.example/2019/06/three-die-in-velmar-fire-8841",
            "Three die. three die in velmar fire",
        ),
        (None, None, ""),
    ],
)
def test_headlines_lose_the_outlet_and_gain_the_address(title: str | None, url: str | None, head: str) -> None:
    found, _ = headline(Report(id="a", text="x", title=title, url=url))
    assert found == head


def test_the_outlets_own_names_do_not_tell_of_the_affair() -> None:
    said = report(
        "o", "The mayor of Ostrey told CSTN that the ferry sank.", title="Ferry sinks off Ostrey today - CSTN 4"
    )
    assert "cstn" not in features(said).terms
    assert "ferry" in features(said).terms


def test_lines_of_the_site_are_not_read() -> None:
    said = report(
        "s", "The ferry sank near Ostrey.\nSign up for our newsletter, or log in to your account and click Submit."
    )
    assert {"ferry", "sank", "ostrey"} <= set(features(said).terms)
    assert not {"newsletter", "log", "click"} & set(features(said).terms)


HEADLINE = "Three dockers killed in silo fire at Port Velmar"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Already a subscriber? Cambric lamps and walnut tables, half price.", False, id="a notice"),
        pytest.param("Walnut prices rise.\nCambric weavers win a prize.", False, id="a list of other news"),
        pytest.param("Walnut prices rise near the silo.", True, id="a word of the headline"),
        pytest.param("Walnut prices rise since the fires.", True, id="a form of one"),
        pytest.param("Walnut stalls burned on Monday.", True, id="a day"),
        pytest.param("Walnut stalls burned on 3 June.", True, id="a date"),
        pytest.param("Walnut stalls burned. " * 80, True, id="too long for a notice"),
    ],
)
def test_a_short_body_that_speaks_of_something_else_is_not_read(text: str, kept: bool) -> None:
    found = features(report("n", text, title=HEADLINE))
    assert ("walnut" in found.terms) is kept
    assert {"docker", "silo", "velmar"} <= set(found.terms)


def test_words_of_the_site_are_no_words_of_a_headline() -> None:
    assert "walnut" not in features(report("t", "Twitter sells walnut tables.", title="Velmar police on Twitter")).terms


def test_a_body_without_a_headline_is_read() -> None:
    assert "walnut" in features(Report(id="a", text="Walnut prices rise.")).terms
    assert "walnut" in features(report("a", "Walnut prices rise.", title="Fire! Fire!")).terms


@pytest.mark.parametrize(
    ("stated", "url", "day"),
    [
        ("2019-06-04", "https://coast.example/2019/06/04/silo", "2019-06-04"),
        ("2020-01-28", "https://coast.example/2019/06/04/silo", "2019-06-04"),  # dated anew when it was moved
        ("2019-06-04", "https://coast.example/2020/01/28/silo", "2019-06-04"),
        (None, "https://coast.example/2019/06/04/silo", "2019-06-04"),
        ("2019-06-04", None, "2019-06-04"),
    ],
)
def test_the_earliest_day_told_counts(stated: str | None, url: str | None, day: str) -> None:
    assert features(Report(id="a", text="x", published=stated, url=url)).day == day_number(day)


@pytest.mark.parametrize(
    ("number", "telling"),
    [("7900", True), ("911", True), ("12", False), ("2019", False), ("1987", False), ("19500", True)],
)
def test_figures_that_are_no_chance(number: str, telling: bool) -> None:
    assert figure(number) is telling


def test_heading_is_the_title_else_the_first_line() -> None:
    assert heading(HARBOUR_A) == "Three dockers killed in silo fire at Port Velmar"
    assert heading(Report(id="a", text="\nFerry sinks\nIt sank.")) == "Ferry sinks"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("Boats left.\nMore.", "Boats left.", id="a short line"),
        pytest.param(
            "word " * 23 + "longword, and more", "word " * 23 + "…", id="cut before the word that does not fit"
        ),
        pytest.param("x" * 200, "x" * 120 + "…", id="no word ends"),
    ],
)
def test_a_first_line_is_cut_at_a_word(text: str, told: str) -> None:
    from sayso.corroborate.stories.features import heading
    from sayso.model.ledger import Report

    assert heading(Report(id="article:1", text=text)) == told.replace(" …", "…")
