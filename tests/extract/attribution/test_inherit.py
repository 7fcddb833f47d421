"""Content that goes on without a source, and statements that carry an article."""

from __future__ import annotations

import pytest

from sayso.extract.attribution.rules import RulesFinder
from sayso.model import Actor, ActorMention
from tests.extract.attribution.test_rules import found
from tests.factories import parsed


@pytest.mark.parametrize(
    ("second", "inherits"),
    [
        ("The crew had thrown the crates overboard.", True),  # backshifted
        ("The trial would begin in June.", True),  # future seen from the saying
        ("They also burned two boats.", True),  # goes on with the same people
        ("The crew threw the crates overboard.", False),  # plain past: the outlet's own voice
        ("If the crew had thrown the crates overboard, nobody would know.", False),  # condition
        ("Police arrested the crew on Friday.", False),
    ],
)
def test_the_sentence_after_a_report(second: str, inherits: bool) -> None:
    scopes = [a.scope for a in found(f"The consul said smugglers had hidden rifles on board. {second}")]
    assert ("inherited" in scopes) is inherits


def test_inheritance_stops_at_the_paragraph() -> None:
    text = "The consul said smugglers had hidden rifles on board.\n\nThe crew had thrown the crates overboard."
    assert [a.scope for a in found(text)] == ["explicit"]


def test_inheritance_keeps_the_source_and_its_relay() -> None:
    text = (
        "The consul told Reuters that smugglers had hidden rifles on board. The crew had thrown the crates overboard."
    )
    said, relay, inherited = found(text)
    assert said.source is not None
    assert inherited.source is not None
    assert inherited.source.span == said.source.span
    assert inherited.parent == said.parent == 1
    assert relay.parent is None


ARTICLE = (
    "Chadian envoys met their Sudanese counterparts on Friday. They discussed the wells.\n\n"
    "Rain fell on Ruma for three days.\n\n"
    "The talks go on next week, said a statement from the Chadian Foreign Ministry."
)


def test_a_closing_statement_carries_what_its_own_people_did() -> None:
    document = [a for a in found(ARTICLE) if a.scope == "document"]
    assert [[s.of(ARTICLE) for s in a.content] for a in document] == [
        ["Chadian envoys met their Sudanese counterparts on Friday", "They discussed the wells"]
    ]


@pytest.mark.parametrize("country", ["TCD", "NER"])
def test_with_actors_the_country_decides(country: str) -> None:
    text = "Idris Nour met his counterparts on Friday.\n\nThe talks go on, said a statement from the Chadian Foreign Ministry."
    document = parsed(text)
    actors = tuple(
        Actor(
            id=f"actor:{name}",
            name=name,
            kind=kind,
            country=where,
            sectors=("GOV",),
            mentions=(ActorMention(span=t.span, text=t.text, form="name", actor=f"actor:{name}", head=t.index),),
        )
        for name, kind, where in (("Nour", "person", country), ("Ministry", "organisation", "TCD"))
        for t in document.tokens
        if t.text == name
    )
    scopes = [a.scope for a in RulesFinder().find([document], [actors])[0]]
    assert ("document" in scopes) is (country == "TCD")
