"""Who held an office on a day."""

from __future__ import annotations

import pytest

from sayso.knowledge.actors import known_terms
from sayso.knowledge.known import Known, Spell
from sayso.knowledge.lookup import look_up, office_of
from sayso.knowledge.offices import holder
from sayso.knowledge.sectors import canonical_office, office_sectors


@pytest.mark.parametrize(
    ("place", "office", "day", "expected"),
    [
        ("TUN", "Minister of Foreign Affairs", "2019-04-11", "Khemaies Jhinaoui"),
        ("Tunisia", "foreign minister", "2019-04-11", "Khemaies Jhinaoui"),  # as news writes it
        ("USA", "President", "2019-04-11", "Donald Trump"),
        ("USA", "secretary of state", "2011-01-01", "Hillary Clinton"),
        ("FRA", "President", "2018-05-05", "Emmanuel Macron"),
    ],
)
def test_holder(place: str, office: str, day: str, expected: str) -> None:
    found = holder(place, office, day)
    assert [m.known.name for m in found] == [expected]
    assert found[0].how == "office"
    assert found[0].certainty > 0.7


@pytest.mark.parametrize(
    ("place", "office", "day"),
    [("TUN", "Minister of Foreign Affairs", "1805-01-01"), ("TUN", "Keeper of the Seals", "2019-04-11"), ("XXX", "President", "2019-04-11"),
     ("USA", "President", None)],
)  # fmt: skip
def test_nobody_is_an_answer(place: str, office: str, day: str | None) -> None:
    assert holder(place, office, day) == ()


def test_two_candidates_at_a_hand_over() -> None:
    found = holder("USA", "President", "2021-01-20")
    assert {m.known.name for m in found} == {"Donald Trump", "Joe Biden"}
    assert all(m.certainty <= 0.5 for m in found)


def test_certainty_by_how_exact_the_dates_are() -> None:
    month = Spell(("GOV",), "President", "2012-05", "2016", 1.0)
    assert [month.certainty(d) for d in ("2012-04-30", "2012-05-10", "2012-06-01", "2016-03-01", "2017-01-01")] == [
        0,
        0.5,
        1,
        0.5,
        0,
    ]
    day = Spell(("GOV",), "President", "2012-05-07", "", 0.8)
    assert [day.certainty(d) for d in ("2012-05-01", "2012-05-06", "2012-05-11")] == [0, 0.4, 0.8]
    assert Spell((), "President", "", "").certainty("2012-05-06") < 1


def test_an_office_without_an_end_may_have_ended_since() -> None:
    assert Spell((), "President", "2012-05-07", "").certainty("2030-01-01") == 0.5
    assert Spell((), "President", "2012-05-07", "", source="user").certainty("2030-01-01") == 1


def known(*spells: Spell) -> Known:
    return Known("actor:x", "X", "person", "KEN", spells)


def test_at_a_day_inside_between_and_outside() -> None:
    one = known(Spell(("LEG",), "", "2001", "2009-02"), Spell(("GOV",), "President", "2010-03-01", ""))
    assert [one.at(d).sectors for d in ("2005-01-01", "2009-06-01", "2012-01-01", None)] == [
        ("LEG",),
        ("ELI",),
        ("GOV",),
        ("GOV",),
    ]
    assert known(Spell(("MIL",), "", "", "")).at("2005-01-01").sectors == ("MIL",)


def test_some_days_as_acting_head_do_not_count_without_a_day() -> None:
    minister = Spell(("GOV",), "Minister of Foreign Affairs", "2019-04-01", "2021-07-08")
    acting = Spell(("GOV",), "Prime Minister", "2019-12-19", "2019-12-28")
    assert known(minister, acting).at(None) is minister


def test_a_body_before_its_day_and_after_its_end() -> None:
    body = Known("actor:y", "Y", "organisation", "LBY", (), since="2016-03", until="2021-03-10")
    assert [body.existed(d) for d in ("2015-01-01", "2018-01-01", "2022-01-01", None)] == [False, True, None, None]


@pytest.mark.parametrize(
    ("office", "sectors"),
    [
        ("President", ("GOV",)),
        ("Minister of Defence", ("GOV", "MIL")),
        ("Speaker of Parliament", ("LEG",)),
        ("Army Chief", ("MIL",)),
        ("Opposition Leader", ("OPP",)),
        ("Intelligence Chief", ("SPY", "GOV")),
        ("Special Envoy for Nowhere", ()),  # of an international body: its country code says it all
        ("Minister of Silly Walks", ("GOV",)),  # unknown offices are of the government
    ],
)
def test_sectors_of_an_office(office: str, sectors: tuple[str, ...]) -> None:
    assert office_sectors(office) == sectors


def test_canonical_office() -> None:
    assert canonical_office("foreign minister") == "Minister of Foreign Affairs"
    assert canonical_office("Keeper of the Seals") == "Keeper of the Seals"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the Tunisian foreign minister", ("TUN", "Minister of Foreign Affairs")),
        ("President of France", ("FRA", "President")),
        ("Kenya's defence minister", ("KEN", "Minister of Defence")),
        ("Khalifa Haftar", None),
        ("France", None),
    ],
)
def test_office_of(phrase: str, expected: tuple[str, str] | None) -> None:
    assert office_of(phrase) == expected


def test_look_up_takes_names_offices_and_media() -> None:
    assert look_up("Tunisian foreign minister", day="2019-04-11")[0].known.name == "Khemaies Jhinaoui"
    assert look_up("Al- arida")[0].known.name == "Al-Jarida"
    assert look_up("Khalifa Haftar")[0].known.country == "LBY"
    assert [(m.known.id, m.known.spells[0].sectors, m.how) for m in look_up("the Kremlin")] == [
        ("actor:rus", ("GOV",), "metonym")
    ]
    assert look_up("Qwertz Uiop") == ()


def test_offices_join_the_persons_of_the_other_table() -> None:
    """One actor, not two, though two tables tell of him."""
    found = {t.known.id for t in known_terms().exact("Emmanuel Macron")}
    assert len(found) == 1
