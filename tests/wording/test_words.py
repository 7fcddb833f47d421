"""Events, times and numbers in plain words."""

from __future__ import annotations

import pytest

from sayso.lexicon.tables import table
from sayso.model import Actor, EventMention, Participant, Quantity, Span, Veridicality, When
from sayso.model.attribution import SCOPES
from sayso.model.claim import CERTAINTY, STATUS, WHY_NOT
from sayso.wording.words import event_codes, event_words, joined, label, quantity_words, safe, when_words

PHRASES = table("phrases", language=None, package="sayso.wording")
ACTORS = {
    "actor:norland": Actor(id="actor:norland", name="Norland", kind="state", country="NOR", sectors=("GOV",)),
    "actor:sudland": Actor(id="actor:sudland", name="Sudland", kind="state", country="SUD", sectors=("MIL", "GOV")),
}


def person(role: str, name: str) -> Participant:
    return Participant(role=role, text=name, span=None, actor=f"actor:{name.lower()}")


NORLAND, SUDLAND = person("actor", "Norland"), person("recipient", "Sudland")


def event(type_: str, mode: str | None, *people: Participant, **more: object) -> EventMention:
    return EventMention(trigger=Span(0, 1), head=0, sentence=0, type=type_, mode=mode, participants=people, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", PHRASES, ids=[f"{row['type']}/{row['mode']}" for row in PHRASES])
def test_each_phrase_gives_its_example(row: dict[str, str]) -> None:
    said = event_words(event(row["type"], row["mode"] or None, NORLAND, SUDLAND), Veridicality(), ACTORS)
    assert said == row["example"]


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (Veridicality(), "Norland bombed targets from the air"),
        (Veridicality(polarity="negative"), "Norland did not bomb targets from the air"),
        (Veridicality(modality="future"), "Norland will bomb targets from the air"),
        (Veridicality(modality="future", polarity="negative"), "Norland will not bomb targets from the air"),
        (Veridicality(modality="hypothetical"), "Norland might bomb targets from the air"),
        (Veridicality(certainty="possible"), "Norland may have bombed targets from the air"),
        (Veridicality(certainty="probable"), "Norland probably bombed targets from the air"),
        (Veridicality(certainty="unknown"), "unclear whether Norland bombed targets from the air"),
    ],
)
def test_how_sure_is_in_the_verb(judged: Veridicality, said: str) -> None:
    assert event_words(event("ASSAULT", "aerial", NORLAND), judged, ACTORS) == said


def test_nobody_named_and_other_roles() -> None:
    convoy = Participant(role="recipient", text="an aid convoy", span=None, actor="actor:sudland")
    assert (
        event_words(event("ASSAULT", "drone", convoy), Veridicality(), ACTORS)
        == "someone attacked an aid convoy with drones"
    )
    talks = event(
        "CONSULT", None, NORLAND, person("actor", "Sudland"), person("host", "Eastland"), person("mediator", "Westland")
    )
    assert (
        event_words(talks, Veridicality(), {})
        == "Norland and Sudland held talks hosted by Eastland brokered by Westland"
    )
    dead = event("ASSAULT", None, quantities=(Quantity(kind="killed", low=27, high=None, span=Span(0, 1), text="x"),))
    assert event_words(dead, Veridicality(), {}) == "at least 27 killed"


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (Veridicality(), "there was an air strike"),
        (Veridicality(polarity="negative"), "there was no air strike"),
        (Veridicality(modality="future"), "there will be an air strike"),
        (Veridicality(modality="hypothetical", polarity="negative"), "there might be no air strike"),
        (Veridicality(certainty="possible"), "there may have been an air strike"),
        (Veridicality(certainty="probable"), "there probably was an air strike"),
        (Veridicality(certainty="unknown"), "unclear whether there was an air strike"),
    ],
)
def test_what_nobody_is_named_for(judged: Veridicality, said: str) -> None:
    assert event_words(event("ASSAULT", "aerial"), judged, {}) == said


def test_talks_are_many() -> None:
    assert event_words(event("CONSULT", None), Veridicality(), {}) == "there were talks"


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        (Veridicality(), "Sudland was bombed from the air"),
        (Veridicality(modality="future", polarity="negative"), "Sudland will not be bombed from the air"),
        (Veridicality(certainty="possible"), "Sudland may have been bombed from the air"),
        (Veridicality(certainty="probable"), "Sudland was probably bombed from the air"),
    ],
)
def test_what_was_done_to_somebody_by_nobody_named(judged: Veridicality, said: str) -> None:
    assert event_words(event("ASSAULT", "aerial", SUDLAND), judged, ACTORS, passive=True) == said


@pytest.mark.parametrize("row", PHRASES, ids=[f"{row['type']}/{row['mode']}" for row in PHRASES])
def test_each_phrase_says_something_without_names(row: dict[str, str]) -> None:
    assert row["noun"]
    assert row["alone"].count("/") == bool(row["alone"])
    told = event_words(event(row["type"], row["mode"] or None, NORLAND), Veridicality(), ACTORS)
    assert told.startswith("Norland ")
    assert not told.endswith((" with", " to", " of", " on", " against", " from"))


def test_nobody_is_named_twice_in_one_role() -> None:
    assert event_words(event("CONSULT", None, NORLAND, NORLAND, SUDLAND), Veridicality(), ACTORS) == (
        "Norland held talks with Sudland"
    )


def test_a_type_that_we_have_no_words_for_is_still_told() -> None:
    assert event_words(event("NOVEL", None, NORLAND), Veridicality(), ACTORS) == "Norland: novel"


def test_codes_of_both_sides() -> None:
    attack = event("ASSAULT", "aerial", NORLAND, SUDLAND, cameo="195")
    assert event_codes(attack, ACTORS) == "ASSAULT/aerial · CAMEO 195 · NOR-GOV → SUD-MIL-GOV"
    assert event_codes(event("ASSAULT", None, SUDLAND), ACTORS) == "ASSAULT · UNK → SUD-MIL-GOV"


@pytest.mark.parametrize(
    ("earliest", "latest", "granularity", "how", "text", "said"),
    [
        ("2026-03-10", "2026-03-10", "day", "weekday", "on Tuesday", "Tue 10 March 2026 “on Tuesday”"),
        ("2024-01-01", "2024-12-31", "year", "explicit", None, "2024"),
        ("2026-02-01", "2026-02-28", "month", "explicit", None, "February 2026"),
        ("2026-03-16", "2026-03-22", "week", "relative", None, "16 to 22 March 2026"),
        ("2025-12-30", "2026-01-02", "interval", "relative", None, "30 December 2025 to 2 January 2026"),
        (None, "2026-03-12", "open", "bounded", None, "by 12 March 2026 (bounded by other events)"),
        ("2026-03-01", None, "open", "explicit", None, "since 1 March 2026"),
        (
            "2026-03-12",
            "2026-03-12",
            "day",
            "publication",
            None,
            "Thu 12 March 2026 (nothing said: day of publication)",
        ),
        (None, None, None, "explicit", None, ""),
    ],
)
def test_times(
    earliest: str | None, latest: str | None, granularity: str, how: str, text: str | None, said: str
) -> None:
    when = When(earliest=earliest, latest=latest, granularity=granularity, how=how, text=text)
    assert when_words(when) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (27, None, "at least 27 killed"),
        (3, 3, "3 killed"),
        (4, 6, "4 to 6 killed"),
        (None, 1000, "up to 1,000 killed"),
        (None, None, "several killed"),
    ],
)
def test_numbers(low: int | None, high: int | None, said: str) -> None:
    assert quantity_words(Quantity(kind="killed", low=low, high=high, span=Span(0, 1), text="several")) == said


@pytest.mark.parametrize(
    ("group", "keys"), [("status", STATUS), ("why_not", WHY_NOT), ("scope", SCOPES), ("certainty", CERTAINTY)]
)
def test_every_code_has_a_label(group: str, keys: tuple[str, ...]) -> None:
    rows = {row["key"] for row in table("labels", language=None, package="sayso.wording") if row["group"] == group}
    assert rows == set(keys)
    assert label(group, "of another version") == "of another version"


def test_status_marks_differ_in_both_character_sets() -> None:
    rows = [row for row in table("labels", language=None, package="sayso.wording") if row["group"] == "status"]
    for column in ("mark", "ascii", "words"):
        assert len({row[column] for row in rows}) == len(STATUS)
    assert all(row["ascii"].isascii() for row in rows)


def test_nothing_steers_the_terminal() -> None:
    nasty = "a\x1b[31mb\x9b0mc\u202ed\ne\x07f\ud800"
    assert safe(nasty) == "a [31mb 0mc d e f "
    assert len(safe(nasty)) == len(nasty)


def test_lists_in_words() -> None:
    assert [joined([]), joined(["A"]), joined(["A", "B"]), joined(["A", "B", "C"], "or")] == [
        "",
        "A",
        "A and B",
        "A, B or C",
    ]
