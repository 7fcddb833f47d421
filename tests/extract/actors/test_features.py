"""Features of antecedents: how bundles are spelt out, and the table of their weights."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.errors import DataError
from sayso.extract.actors import features
from sayso.extract.actors.features import Acting, Part, Place, Sign, Who, weigh, weights
from sayso.knowledge import given_names as names

HERE = Place("he", False, 0, False, "subject", "poss", 0, True, False)
BEFORE = Place("it", True, 1, True, "object", "subject", -1, False, False)
KNOWN = Who("they", "groups", "subject", 0, 1, "name", 2, False, True, True, True)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (HERE, "he:same-clause=poss/subject"),
        (HERE, "he:near=0"),
        (BEFORE, "it:back=1object/thing"),
        (BEFORE, "it:parted=1/thing"),
        (KNOWN, "they:subject0=subject/groups"),
        (KNOWN, "they:named"),
        (KNOWN, "media"),
        (Acting("it", "nobody", "subject", "says"), "it:nobody/subject/says"),
        (Sign("foe"), "foe"),
    ],
)
def test_names_of_features(part: Part, name: str) -> None:
    assert name in part.names()


def test_a_sum_is_the_sum_of_its_features() -> None:
    parts: list[Part] = [HERE, Sign("source")]
    assert weigh(parts) == pytest.approx(sum(weights().get(n, 0.0) for p in parts for n in p.names()))
    assert weigh([Sign("no such feature")]) == 0


def test_what_the_weights_say() -> None:
    """A subject of the clause is likelier to own than what stands far off; a source that says "he" is not himself."""
    far = HERE._replace(back=3, parted=True, role="pobj", near=-1, same_clause=False)
    assert weigh([HERE]) > weigh([far])
    assert weigh([Sign("source")]) < 0 < weigh([Sign("foe")])


@pytest.fixture
def _fresh() -> Iterator[None]:
    features.forget()
    names.given_names.cache_clear()
    yield
    features.forget()
    names.given_names.cache_clear()


@pytest.mark.usefixtures("_fresh")
def test_bad_rows_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "numbered", lambda *_, **__: iter([(7, {"feature": "foe", "weight": "much"})]))
    with pytest.raises(DataError, match=r"coreference_weights\.csv:7.*much"):
        weights()
    monkeypatch.setattr(names, "numbered_facts", lambda _: iter([(9, {"gender": "x", "names": "odo"})]))
    with pytest.raises(DataError, match=r"given_names\.csv:9"):
        names.given_names()


def test_given_names() -> None:
    known = names.given_names()
    assert (known["maria"], known["peter"], known["fatima"], known["sergei"]) == ("f", "m", "f", "m")
    assert "chad" not in known
    assert len(known) > 3000
