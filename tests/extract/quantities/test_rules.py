"""Counts of people: how many, what befell them, and which words say so."""

from __future__ import annotations

import pytest

from sayso.extract.quantities.rules import RulesFinder
from sayso.lexicon.tables import Row, table
from sayso.model import Quantity
from tests.factories import parsed


def find(text: str) -> tuple[Quantity, ...]:
    return RulesFinder().find([parsed(text)])[0]


def shown(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(q.kind, q.low, q.high, q.qualifier) for q in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 27 people were killed.", [("killed", 27, None, "at least")]),
        ("Up to 10 were arrested.", [("arrested", None, 10, "up to")]),
        ("Between 20 and 30 soldiers were wounded.", [("injured", 20, 30, "between")]),
        ("20-30 people were injured.", [("injured", 20, 30, None)]),
        ("Nearly 50 died.", [("killed", 50, 50, "nearly")]),
        ("Dozens were killed.", [("killed", 24, None, "dozens")]),
        ("Scores of people fled.", [("displaced", 40, None, "scores")]),
        (
            "Tens of thousands of Yemenis came out in a demonstration.",
            [("protesters", 20000, None, "tens of thousands")],
        ),
        ("There fell in it five martyrs.", [("killed", 5, 5, None)]),
        ("The clash left three soldiers dead.", [("killed", 3, 3, None)]),
        ("The death toll rose to 12.", [("killed", 12, 12, None)]),
        # verbs in a row, each with its own count
        ("A bomb exploded, killing six and wounding 20.", [("killed", 6, 6, None), ("injured", 20, 20, None)]),
        ("One officer was injured.", [("injured", 1, 1, None)]),
        # a part of a total is no second total
        ("It killed 29 people, including 4 children.", [("killed", 29, 29, None), ("other", 4, 4, "including")]),
        ("The guards arrested two sailors.", [("arrested", 2, 2, None)]),
        ("80,000 displaced people need food.", [("displaced", 80000, 80000, None)]),
        ("No one was hurt.", [("injured", 0, 0, None)]),
        ("The network said the bombardment had killed 38.", [("killed", 38, 38, None)]),
        ("The army had arrested two of its members.", [("arrested", 2, 2, None)]),
        # shot, and killed by it
        ("Two men were shot and killed and three others wounded.", [("killed", 2, 2, None), ("injured", 3, 3, None)]),
        ("3 killed, 14 injured in Texas shooting", [("killed", 3, 3, None), ("injured", 14, 14, None)]),
        # who kills is not killed
        ("Five gunmen killed a guard.", [("other", 5, 5, None), ("killed", 1, 1, None)]),
        # some of those told of as hurt
        ("Two of the wounded died.", [("killed", 2, 2, None)]),
        # a total with its clause, and a part
        ("A raid, in which seven people died, began.", [("killed", 7, 7, None)]),
        ("Ten died, of whom three were women.", [("killed", 10, 10, None)]),
        ("A girl was among three people wounded in Oran.", [("injured", 3, 3, None)]),
        ("Three children were among the wounded.", [("injured", 3, 3, None)]),
        # one person, with an age
        ("A 5-year-old boy was killed.", [("killed", 1, 1, None)]),
        ("One man was killed and another man wounded.", [("killed", 1, 1, None), ("injured", 1, 1, None)]),
        # only one who shoots and kills: the other is killed
        ("A boy shot and killed another boy.", [("killed", 1, 1, None)]),
        # ages
        ("His 11 year-old son was hurt.", []),
        ("The wounded, all 16 or younger, were boys.", []),
        ("Three women, ages 21, 30 and 42, were hurt.", [("injured", 3, 3, None)]),
        ("A man of 30 was hurt.", [("injured", 1, 1, None)]),
        # charged, not done
        ("He faces five attempted murders.", []),
        # no people
        ("They met in no man's land.", []),
        ("The 17-year-old boy bought 12 cows.", []),
        ("John Smith, 32, was hurt on 5 April at 9:30.", []),
        ("The raid cost $500 and hit 12 police stations.", []),
    ],
)
def test_counts(text: str, expected: list[tuple[str, int | None, int | None, str | None]]) -> None:
    assert shown(text) == expected


def test_head_and_trigger_name_the_words() -> None:
    text = "At least 27 people were killed on Monday."
    ours = parsed(text)
    (found,) = RulesFinder().find([ours])[0]
    assert found.head is not None
    assert found.trigger is not None
    assert (ours.tokens[found.head].text, found.trigger.of(text), found.text) == (
        "people",
        "killed",
        "At least 27 people",
    )


@pytest.mark.parametrize("row", table("quantity_people"), ids=lambda row: row["noun"])
def test_every_noun_for_people_is_counted(row: Row) -> None:
    assert any(q.low == 5 for q in find(row["example"]))
    assert not row["counterexample"] or find(row["counterexample"]) == ()


@pytest.mark.parametrize("row", table("quantity_qualifiers"), ids=lambda row: row["phrase"])
def test_every_qualifier_sets_its_bound(row: Row) -> None:
    (found,) = find(row["example"])
    low, high = {"low": (50, None), "high": (None, 50)}.get(row["bound"], (50, 50))
    assert (found.low, found.high) == (low, high)
    assert found.qualifier == (None if row["bound"] == "exact" else row["phrase"])


@pytest.mark.parametrize("row", table("quantity_vague"), ids=lambda row: row["phrase"])
def test_every_vague_amount_has_its_low(row: Row) -> None:
    assert str(find(row["example"])[0].low) == row["low"]


@pytest.mark.parametrize("row", table("quantity_triggers"), ids=lambda row: f"{row['lemma']}-{row['pos']}")
def test_every_trigger_gives_its_kind(row: Row) -> None:
    assert row["kind"] in [q.kind for q in find(row["example"])]
    if row["counterexample"]:
        assert not any(q.kind == row["kind"] and q.low == 5 for q in find(row["counterexample"]))


@pytest.mark.parametrize("row", table("quantity_doers"), ids=lambda row: row["noun"])
def test_the_flight_of_doers_displaces_nobody(row: dict[str, str]) -> None:
    assert not any(q.kind == "displaced" for q in RulesFinder().find([parsed(row["example"])])[0])
    if row["counterexample"]:
        assert [q.kind for q in RulesFinder().find([parsed(row["counterexample"])])[0]] == ["displaced"]
