from __future__ import annotations

import pytest

from sayso.corroborate.joining.who import compare_circle, compare_side, compare_two, who_of
from sayso.model.ledger import Party

from .cases import ALGERIA, EGYPT, MOROCCO, party

DAY = "2024-05-12"
ERDOGAN = party(
    "actor", "Recep Tayyip Erdoğan", "actor:recep-tayyip-erdogan", kind="person", country="TUR", sectors=("GOV",)
)
OFFICE = party(
    "actor", "President of Turkey", "actor:president-of-turkey", kind="person", country="TUR", sectors=("GOV",)
)
SISI = party(
    "actor", "Abdel Fattah al-Sisi", "actor:abdel-fattah-al-sisi", kind="person", country="EGY", sectors=("GOV",)
)
TURKEY = party("actor", "Turkey", "actor:tur", kind="state", country="TUR")
ARMY = party(
    "actor",
    "Armed Forces of Turkey",
    "actor:armed-forces-of-turkey",
    kind="organisation",
    country="TUR",
    sectors=("MIL",),
)
TROOPS = party("actor", "Turkish troops", "actor:tur-turkish-troops", kind="group", country="TUR", sectors=("MIL",))
REBELS = party("actor", "Turkish rebels", "actor:tur-turkish-rebels", kind="group", country="TUR", sectors=("REB",))
DRONE = party("actor", "drone", "actor:syr-drone", kind="group", country="SYR", sectors=("MIL",))


def _two(a: Party, b: Party):
    return compare_two(who_of(a, DAY), who_of(b, DAY))


@pytest.mark.parametrize(
    ("a", "b", "least", "apart"),
    [
        (ERDOGAN, ERDOGAN, 0.9, False),
        (ERDOGAN, OFFICE, 0.7, False),  # the holder of an office on that day
        (ERDOGAN, SISI, -1.0, True),  # two named persons
        (ERDOGAN, TURKEY, 0.3, False),  # a person in office and his country
        (TURKEY, ARMY, 0.3, False),  # a state and its army
        (ARMY, TROOPS, 0.3, False),
        (TURKEY, REBELS, -1.0, False),  # rebels of a country are not its government, nor surely others
        (ALGERIA, MOROCCO, -1.0, True),
        (DRONE, ARMY, -1.0, False),  # a drone is somebody's, the text does not say whose
    ],
)
def test_two_participants(a: Party, b: Party, least: float, apart: bool) -> None:
    match = _two(a, b)
    assert match.points >= least
    assert match.apart is apart
    assert _two(b, a) == match


def test_a_state_is_nothing_specific() -> None:
    assert _two(TURKEY, TURKEY).specific < 0.2 < _two(ERDOGAN, ERDOGAN).specific
    assert _two(TURKEY, REBELS).points < 0


def test_a_candidate_may_be_meant() -> None:
    doubtful = party("actor", "the president", candidates=("actor:recep-tayyip-erdogan",))
    assert _two(doubtful, ERDOGAN).specific > 0.5


def test_part_of_a_name_is_the_same_person() -> None:
    short = party("actor", "Sisi", "actor:sisi", kind="person", country="EGY")
    assert _two(short, SISI).points > 0.5


def test_one_fitting_participant_of_several_is_enough() -> None:
    ours, theirs = [who_of(p, DAY) for p in (ERDOGAN, SISI)], [who_of(SISI, DAY)]
    assert compare_side(ours, theirs).points > 0.9
    assert compare_side([], theirs).points == 0


def test_meetings_with_two_others_are_two_meetings() -> None:
    macron = party("actor", "Emmanuel Macron", "actor:emmanuel-macron", kind="person", country="FRA", sectors=("GOV",))
    one, other = [who_of(p, DAY) for p in (ERDOGAN, SISI)], [who_of(p, DAY) for p in (ERDOGAN, macron)]
    assert compare_circle(one, other).apart
    assert not compare_circle(one, [who_of(ERDOGAN, DAY)]).apart
    assert compare_circle(one, one).specific > 1


def test_a_recipient_is_compared_by_country() -> None:
    assert _two(MOROCCO, EGYPT).apart
