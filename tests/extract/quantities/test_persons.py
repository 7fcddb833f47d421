"""Single persons told apart by age, sex and "another"."""

from __future__ import annotations

import pytest

from sayso.extract.quantities.persons import Person, distinct, person_at
from sayso.lexicon.tables import Row, table
from sayso.model import Span
from tests.factories import parsed

AT = Span(0, 1)


def person(
    *, age: int | None = None, sex: str = "", years: str = "", other: bool = False, kind: str = "injured"
) -> Person:
    return Person(kind, AT, age, sex, years, other)


@pytest.mark.parametrize(
    ("persons", "count"),
    [
        ([person(age=5), person(age=7)], 2),  # two ages
        ([person(age=5), person(age=5, sex="m")], 1),  # one age
        ([person(sex="m"), person(sex="f")], 2),
        ([person(years="young"), person(years="grown")], 2),
        ([person(sex="m"), person()], 1),  # nothing tells them apart
        ([person(), person(other=True)], 2),  # "another"
        ([], 0),
    ],
)
def test_distinct(persons: list[Person], count: int) -> None:
    assert len(distinct(persons)) == count


def test_one_who_died_is_dead() -> None:
    (one,) = distinct([person(kind="injured"), person(kind="killed", sex="m")])
    assert (one.kind, one.sex) == ("killed", "m")


@pytest.mark.parametrize(
    ("text", "noun", "age", "sex", "years"),
    [
        ("A 5-year-old boy was hurt.", "boy", 5, "m", "young"),
        ("The girl, 7, was hurt.", "girl", 7, "f", "young"),
        ("A 30-year-old woman was hurt.", "woman", 30, "f", "grown"),
        ("A guard was hurt at noon.", "guard", None, "", "grown"),
    ],
)
def test_person(text: str, noun: str, age: int | None, sex: str, years: str) -> None:
    ours = parsed(text)
    head = next(t.index for t in ours.tokens if t.text == noun)
    found = person_at(ours, head, "injured")
    assert (found.age, found.sex, found.years) == (age, sex, years)


@pytest.mark.parametrize("row", table("quantity_sexes"), ids=lambda row: row["noun"])
def test_every_noun_tells_what_its_row_says(row: Row) -> None:
    ours = parsed(row["example"])
    head = next(t.index for t in ours.tokens if t.text == row["noun"])
    found = person_at(ours, head, "killed")
    assert (found.sex, found.years) == (row["sex"], row["age"])
