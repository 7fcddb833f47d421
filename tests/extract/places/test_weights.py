"""The tables of weights, short forms and words, and the outlet's home."""

from __future__ import annotations

import pytest

from sayso.errors import DataError
from sayso.extract.places import weights as module
from sayso.extract.places.evidence import likely
from sayso.extract.places.gazetteer import GazetteerFinder
from sayso.extract.places.outlet import home_of
from sayso.extract.places.senses import senses
from sayso.extract.places.weights import weighed, weights
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import Article
from tests.factories import parsed


@pytest.mark.parametrize("row", table("places_abbreviations"), ids=lambda r: r["words"])
def test_abbreviation_rows(row: Row) -> None:
    found = GazetteerFinder().find([parsed(row["example"])])[0]
    short = next(w for w in alternatives(row["words"]) if w in row["example"])
    got = [p for p in found if p.text == short]
    assert [(p.country, p.name) for p in got] == [(row["country"], row["name"])]


@pytest.mark.parametrize("name", ["places_weights", "places_evidence"])
def test_weights_are_numbers_and_some_point_each_way(name: str) -> None:
    found = weights(name)
    assert min(found.together.values()) < 0 < max(found.together.values())
    assert found.alone.keys() == found.together.keys()


def test_a_bad_weight_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(7, {"trait": "size", "alone": "much", "together": "1"})]
    monkeypatch.setattr(module, "numbered", lambda name: iter(rows))
    weights.cache_clear()
    with pytest.raises(DataError, match="much") as caught:
        weights("places_weights")
    assert caught.value.line == 7
    weights.cache_clear()


@pytest.mark.parametrize(("traits", "total"), [({"a": 2.0, "b": 1.0}, 3.0), ({"c": 5.0}, 0.0), ({}, 0.0)])
def test_weighed(traits: dict[str, float], total: float) -> None:
    assert weighed(traits, {"a": 1.0, "b": 1.0}) == total


@pytest.mark.parametrize(("odds", "share"), [(0.0, 0.5), (1000.0, 1.0), (-1000.0, 0.0)])
def test_likely(odds: float, share: float) -> None:
    assert likely(odds) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "kind", "precision"),
    [
        ("Clay", "admin2", "admin2"),  # the noun beside it
        ("Turkish", None, "country"),  # a demonym
        ("northern Khartoum", None, "city"),  # a point of the compass before it
        ("Ga.", None, "admin1"),
    ],
)
def test_likeliest_reading(name: str, kind: str | None, precision: str) -> None:
    assert senses(name, kind)[0].place.precision == precision


def test_an_unknown_name_has_no_reading() -> None:
    assert senses("Velnashi Qorvo") == ()


@pytest.mark.parametrize(
    ("outlet", "url", "country", "town"),
    [
        ("omratnews.co.uk", None, "GBR", "omrat"),  # the domain as the outlet
        ("Omrat Daily News", "https://omrat.ie/a/b", "IRL", "omrat"),  # the address
        ("Omrat Daily News", None, None, "omrat"),
        (None, None, None, None),
    ],
)
def test_home_of_an_outlet(outlet: str | None, url: str | None, country: str | None, town: str | None) -> None:
    home = home_of(Article(id="a", text="", outlet=outlet, url=url))
    assert home.country == country
    assert home.called_after("omrat") is (town is not None)


def test_an_agency_is_at_home_nowhere() -> None:
    assert home_of(Article(id="a", text="", outlet="Reuters")).country is None
