"""The toll of an article: what is summed, said twice, part of another count, or of another event."""

from __future__ import annotations

import pytest

from sayso.extract.quantities.rules import RulesFinder
from sayso.extract.quantities.toll import Toll, agreed, tolls
from sayso.lexicon.tables import Row, table
from tests.factories import parsed


def toll(text: str) -> tuple[Toll, Toll]:
    ours = parsed(text)
    return tolls(ours, RulesFinder().find([ours])[0])


def counts(text: str) -> tuple[int, int]:
    killed, injured = toll(text)
    return killed.count, injured.count


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Two men were killed and three others were injured in Oran.", 2, 3),
        ("A blast killed two men. It killed two men, the mayor said.", 2, 0),  # said twice
        ("A blast killed five people, including two children.", 5, 0),  # a part of the total
        ("Three men and a boy were wounded in Oran.", 0, 4),  # the parts make the total
        ("A blast killed a woman and her two sons.", 3, 0),
        ("Four people were shot, one fatally.", 1, 3),  # those shot include those killed
        ("Three people were wounded in Oran. Two of the wounded later died.", 2, 1),  # they are wounded no more
        ("The death toll rose to 12, the mayor said.", 12, 0),
        ("A gunman killed three people before shooting himself.", 4, 0),  # the killer dead by his own hand counts
        ("A gunman killed three people and shot himself; police found four bodies.", 4, 0),  # he is in that count
        ("A boy shot himself in the foot.", 0, 1),  # nobody was killed
        ("A 5-year-old boy was wounded. A woman was also wounded.", 0, 2),  # two persons, told apart
        ("A boy was wounded in Oran. The boy, 5, was wounded at noon.", 0, 1),  # one person, told twice
        ("A man was shot in Oran. The man died at noon.", 1, 0),  # he was wounded first
        ("One man was killed and another man wounded.", 1, 1),
        ("Two people were wounded in Oran. It was one of 40 killings of the year.", 0, 2),  # a tally, not this event
        ("He was charged with attempted murder after two guards were wounded.", 0, 2),  # no murder
        ("Two people were killed in Oran. The toll later rose to five.", 5, 0),  # a new toll takes the old one's place
        ("A bomb killed two in Oran. The toll has risen to 19.", 19, 0),
        ("Ten were wounded in Oran. A doctor raised the toll to 17 wounded and two dead.", 2, 17),
        ("A blast killed five people. Police put the toll at five dead.", 5, 0),  # the same toll again
        ("Troops shot down 65 of 99 drones in Oran.", 0, 0),  # things
        ("Of the 99 drones, 65 were shot down.", 0, 0),
        ("Two of the five soldiers were killed.", 2, 0),  # some of a whole
        ("Two of five soldiers were killed.", 2, 0),
        ("Gunmen killed five of the governor's bodyguards in Kano.", 5, 0),
        ("A mine wounded 12 of the club's members. A raid hit five of the mayor's houses.", 0, 12),
        ("The mayor opened a school.", 0, 0),
    ],
)
def test_tolls(text: str, killed: int, injured: int) -> None:
    assert counts(text) == (killed, injured)


def test_bounds_and_words_are_kept() -> None:
    text = "At least 27 people were killed and about 50 wounded."
    killed, injured = toll(text)
    assert (killed.low, killed.high, injured.low, injured.high) == (27, None, 50, 50)
    assert [span.of(text) for span in killed.spans] == ["At least 27 people"]


def test_the_attacker_is_told_apart() -> None:
    killed, _ = toll("A gunman killed three people before shooting himself.")
    assert (killed.count, killed.attackers) == (4, 1)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1, 0), (1, 0), (0, 3)], (1, 0)),  # most articles say so
        ([(0, 0), (0, 0), (0, 2)], (0, 2)),  # an article that tells of no victim tells nothing
        ([(0, 1), (1, 0)], (1, 0)),  # the wounded man died later
        ([(0, 1), (0, 3)], (0, 3)),  # more victims became known
    ],
)
def test_articles_of_one_event_agree(pairs: list[tuple[int, int]], expected: tuple[int, int]) -> None:
    found = [
        tuple(Toll(kind=kind, low=n, high=n, spans=()) for kind, n in zip(("killed", "injured"), p, strict=True))
        for p in pairs
    ]
    killed, injured = agreed([(a, b) for a, b in found])
    assert (killed.count, injured.count) == expected


@pytest.mark.parametrize("row", table("quantity_signs"), ids=lambda row: row["word"])
def test_every_sign_tells_of_a_victim(row: Row) -> None:
    killed, injured = counts(row["example"])
    expected = {"killed": (1, 0), "injured": (0, 1)}.get(
        row["kind"], (0, int(row["kind"]) if row["kind"].isdigit() else 0)
    )
    assert (killed, injured) == expected


@pytest.mark.parametrize("row", table("quantity_not_signs"), ids=lambda row: row["phrase"])
def test_every_phrase_without_a_victim(row: Row) -> None:
    assert counts(row["example"]) == (0, 0)


@pytest.mark.parametrize("row", table("quantity_background"), ids=lambda row: row["phrase"])
def test_every_tally_is_left_out(row: Row) -> None:
    assert toll(row["example"])[0].count < 2


@pytest.mark.parametrize("row", table("quantity_own_hand"), ids=lambda row: row["phrase"])
def test_every_phrase_of_death_by_own_hand(row: Row) -> None:
    killed, _ = toll(row["example"])
    assert (killed.count, killed.attackers) == (3, 1)


@pytest.mark.parametrize("piece", ["Five men were killed and", "Five men and", "Another man, aged 5,"])
def test_tolls_stand_noise(piece: str) -> None:
    ours = parsed("Five men were killed. " + " ".join([piece] * 1200) + " .")
    assert tolls(ours, RulesFinder().find([ours])[0])[0].count >= 5
