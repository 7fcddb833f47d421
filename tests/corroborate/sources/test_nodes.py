from __future__ import annotations

import pytest

from sayso.corroborate.sources import source_of
from sayso.corroborate.sources.nodes import named
from sayso.model import Link
from sayso.model.ledger import STANDINGS
from tests.corroborate.sources.factories import link

TABLE = [
    # phenomenon, link, id, standing
    ("an agency by its address", "www.reuters.com", "outlet:reuters", "registered"),
    ("a letter lost", "Al- arida", "outlet:al-jarida", "registered"),
    ("an outlet that no table knows", "Marsa Post", "outlet:marsa-post", "named"),
    ("a name in Cyrillic letters", "R\u0435uters", "unknown:r\u0435uters", "unknown"),
    ("a minister on that day", "actor:Sabri Boukadoum [DZA GOV]", "actor:ministry-of-foreign-affairs-of-algeria", "registered"),
    ("an army's chief", "actor:Said Chengriha [DZA MIL]", "actor:armed-forces-of-algeria", "registered"),
    ("a registered body", "actor:Hamas [PSE REB]", "actor:hamas", "registered"),
    ("the state", "actor:Algeria [DZA]", "actor:dza", "registered"),
    ("a police", "actor:police [DZA COP]", "actor:police-of-algeria", "registered"),
    ("a police of no country", "actor:police", "actor:police", "named"),
    ("a name that no table knows", "actor:Marsa Liberation Front", "actor:marsa-liberation-front", "named"),
    ("a group without a name", "actor:the villagers", "unnamed:the-villagers", "unnamed"),
    ("figures of a body are not the body", "actor:Senior Pentagon figures such as Mattis", "unnamed:senior-pentagon-figures-such-as-mattis", "unnamed"),
    ("a body with a small letter", "actor:Hamas-run health ministry", "actor:hamas-run-health-ministry", "named"),
    ("a noun at the head of a sentence", "actor:Villagers", "unnamed:villagers", "unnamed"),
    ("a name of one word", "actor:Bali", "actor:bali", "named"),
    ("an unnamed source", "unnamed:port officials", "unnamed:port-officials", "unnamed"),
    ("reports", "actor:media reports", "unknown:media-reports", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "own", "standing"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_sources(told: str, own: str, standing: str) -> None:
    found = source_of(link(told), "2020-04-12")
    assert (found.id, found.standing) == (own, standing)


def test_outlets_of_one_publisher_share_a_family() -> None:
    one, other = source_of(link("New York Post")), source_of(link("The Wall Street Journal"))
    assert one.id != other.id
    assert one.family == other.family


def test_without_a_day_a_person_is_himself() -> None:
    assert source_of(link("actor:Sabri Boukadoum [DZA GOV]")).id == "actor:sabri-boukadoum"


def test_a_name_in_foreign_letters_is_told() -> None:
    assert (
        "looks" in named(link("R\u0435uters"), None).why or "look like Reuters" in named(link("R\u0435uters"), None).why
    )


@pytest.mark.parametrize(
    "name", ["", " ", "—", "'s", ",", "of", "\u200b", "\ud800", "x" * 5000, "the", "Minister of", "spokesman"]
)
@pytest.mark.parametrize("kind", ["official", "document", "outlet", "unnamed", "agency", "author"])
def test_any_label_is_some_source(name: str, kind: str) -> None:
    found = named(
        Link(text=name, span=None, name=name, id="actor:x", kind=kind, country="DZA", sectors=("GOV",)), "2020-01-01"
    )
    assert found.id
    assert found.standing in STANDINGS
